"""Who reads from a server without a pause while nights go wrong."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from types import TracebackType
from urllib.parse import urlsplit

_PATHS = (
    "/v1/assignments?q=begeleider&limit=5&facets=organisation",
    "/?q=gezinnen",
    "/v1/suggestions?q=begel",
    "/readyz",
    "/v1/snapshot",
    "/v1/feed.json?q=begeleider",
)


class Readers:
    """Some clients that go on asking until the block ends. ``failed`` tells every answer that was none."""

    def __init__(self, url: str, clients: int = 2, pause: float = 0.02) -> None:
        self._address = urlsplit(url).netloc
        self._pause = pause
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(n,)) for n in range(clients)]
        self.answers: Counter[str] = Counter()
        self.failed: list[str] = []
        self.generations: set[str] = set()

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _run(self, number: int) -> None:
        connection = http.client.HTTPConnection(self._address, timeout=30)
        while not self._end.wait(self._pause):
            path = _PATHS[number % len(_PATHS)]
            number += 1
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                self._judge(path, answer.status, body)
            except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
                self.failed.append(f"{path}: {error!r}")
                connection.close()
        connection.close()

    def _judge(self, path: str, status: int, body: bytes) -> None:
        self.answers[path] += 1
        if status != 200:
            self.failed.append(f"{path}: {status} {body[:300]!r}")
        elif path == "/readyz":
            self.generations.add(json.loads(body)["generation"])
        elif path.startswith("/v1/assignments") and not json.loads(body)["items"]:
            self.failed.append(f"{path}: nothing found")
