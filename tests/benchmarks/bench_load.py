"""The service at the limit of the machine while nights pass: ``python -m tests.benchmarks.bench_load [SECONDS]``.

As many clients as keep the server busy search, page, read, complete and come back with their tags, while another process
publishes one generation after another and removes the old. Everything in a generation carries its number, so that an answer
from two of them shows. Prints what failed, what was mixed, and how an answer's time under switching compares with that before,
in one run on one machine.
"""

from __future__ import annotations

import http.client
import itertools
import json
import multiprocessing
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from indexer.index.generations import Generations
from indexer.record import Record
from tests.app.api.serving import served
from tests.app.search.builders import PLACES, publish, record

SIZE = 500
"""Records in generation 0; each next one has one more, so that its total tells which it is."""
CLIENTS = 8
PAUSE_SECONDS = 2.0
"""Between two nights, besides what publishing takes."""
STEADY = 0.2
"""The share of the time before the first night."""
_NUMBER = re.compile(r"Generatie (\d+)")


@dataclass
class Tally:
    """What the clients met. ``seconds`` holds each answer's time, before the first night and after."""

    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    generations: set[int] = field(default_factory=set)
    seconds: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))


def records(generation: int) -> Iterator[Record]:
    """The records of a generation, all carrying its number."""
    for number in range(SIZE + generation):
        yield record(
            f"r{number:05d}",
            title=f"Begeleider Generatie {generation}",
            organisation=f"Generatie {generation}",
            places=(PLACES[number % len(PLACES)],),
            summary=f"Begeleiding in Generatie {generation}",
            text=f"Begeleiding van gezinnen, Generatie {generation}.\n\nnummer {number}",
        )


def nights(data: Path, stop: Any) -> None:
    """Publish a generation after another until told to stop, and remove all but the newest."""
    for generation in itertools.count(1):
        if stop.wait(PAUSE_SECONDS):
            return
        publish(data, records(generation))
        Generations(data).prune(keep=1)


class Client:
    """One connection that asks, and checks every answer."""

    def __init__(self, url: str, tally: Tally) -> None:
        self._address = urlsplit(url).netloc
        self._tally = tally
        self._connection = http.client.HTTPConnection(self._address, timeout=30)
        self.late = False

    def run(self, until: float, switching: float) -> None:
        """Ask in turn for everything there is, until that moment."""
        asks: tuple[Callable[[], None], ...] = (
            self.walk,
            self.one,
            self.complete,
            self.again,
            self.page,
            self.copy,
            self.feed,
        )
        for ask in itertools.cycle(asks):
            if time.monotonic() > until:
                self._connection.close()
                return
            self.late = time.monotonic() > switching
            ask()

    def _get(self, path: str, kind: str, tag: str = "") -> tuple[int, str, str, str]:
        """Status, body, entity tag and next link."""
        started = time.perf_counter()
        try:
            self._connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
            answer = self._connection.getresponse()
            body = answer.read().decode("utf-8")
        except (OSError, http.client.HTTPException) as error:
            self._tally.failed.append(f"{kind} {path}: {error!r}")
            self._connection.close()
            return 0, "", "", ""
        self._tally.seconds[self.late].append(time.perf_counter() - started)
        self._tally.answered[kind] += 1
        if answer.status not in (200, 304):
            self._tally.failed.append(f"{kind} {path}: {answer.status} {body[:200]}")
        following = re.match(r'<[^>]*?(/v1[^>]*)>; rel="next"', answer.headers.get("Link", ""))
        return answer.status, body, answer.headers.get("ETag", ""), following[1] if following else ""

    def _check(self, kind: str, body: str, total: int | None = None) -> int | None:
        """The one generation that an answer is from; noted when it is from several, or counts another."""
        numbers = set(map(int, _NUMBER.findall(body)))
        self._tally.generations |= numbers
        if len(numbers) != 1:
            self._tally.mixed.append(f"{kind}: generations {sorted(numbers)}")
            return None
        number = numbers.pop()
        if total is not None and total != SIZE + number:
            self._tally.mixed.append(f"{kind}: {total} records told by generation {number}")
        return number

    def walk(self) -> None:
        """A search and its next pages: all of the generation it began in."""
        path, first = "/v1/assignments?q=begeleider&limit=10&facets=organisation,province", None
        for _ in range(4):
            status, body, _, path = self._get(path, "search")
            if status != 200:
                return
            number = self._check("search", body, json.loads(body)["total"])
            first = number if first is None else first
            if number != first:
                self._tally.mixed.append(f"walk: from generation {first} to {number}")

    def one(self) -> None:
        status, body, _, _ = self._get("/v1/assignments/r00007", "record")
        if status == 200:
            self._check("record", body)
        status, body, _, _ = self._get("/v1/assignments/r00007/similar", "similar")
        if status == 200:
            self._check("similar", body)

    def complete(self) -> None:
        status, body, _, _ = self._get("/v1/suggestions?q=Generatie", "suggestions")
        if status == 200:
            self._check("suggestions", body)

    def again(self) -> None:
        """The same question with the tag of its answer: nothing new, or an answer of a newer generation."""
        path = "/v1/assignments?q=begeleider&limit=1"
        status, body, tag, _ = self._get(path, "search")
        before = self._check("search", body) if status == 200 else None
        status, body, _, _ = self._get(path, "conditional", tag)
        after = self._check("conditional", body) if status == 200 else None
        if status == 200 and before is not None and after is not None and after < before:
            self._tally.mixed.append(f"conditional: from generation {before} back to {after}")

    def page(self) -> None:
        for path in ("/?q=begeleider", "/opdrachten/r00007"):
            status, body, _, _ = self._get(path, "page")
            if status == 200:
                self._check("page", body)

    def copy(self) -> None:
        status, body, _, _ = self._get("/v1/snapshot", "snapshot")
        if status == 200:
            self._check("snapshot", body, body.count("\n"))

    def feed(self) -> None:
        status, body, _, _ = self._get("/v1/feed.atom?q=begeleider", "feed")
        if status == 200:
            self._check("feed", body)


def load(seconds: float) -> Tally:
    """Load the server for so long; what the clients met."""
    from tests.benchmarks import bench_load  # by its own name, which a process of its own can find

    tally = Tally()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        publish(data, records(0))
        with served(data, refresh_seconds=0.2, remembered_megabytes=0) as server:
            switching = time.monotonic() + STEADY * seconds
            until = time.monotonic() + seconds
            clients = [
                threading.Thread(target=Client(server.url, tally).run, args=(until, switching))
                for _ in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            time.sleep(STEADY * seconds)
            stop = context.Event()
            publisher = context.Process(target=bench_load.nights, args=(data, stop))
            publisher.start()
            for client in clients:
                client.join()
            stop.set()
            publisher.join()
    return tally


def main(seconds: float = 60.0) -> None:
    tally = load(seconds)
    steady, switching = tally.seconds
    total = sum(tally.answered.values())
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.answered.items()))
    print(f"{total} answers in {seconds:g} s by {CLIENTS} clients: {told}")
    print(
        f"failed {len(tally.failed)}, from two generations {len(tally.mixed)}, generations met {len(tally.generations)}"
    )
    for line in (*tally.failed[:5], *tally.mixed[:5]):
        print(f"  {line}")
    for name, measure in (("median", statistics.median), ("99th percentile", _high)):
        print(
            f"{name} of an answer while generations switch, to before: {measure(switching) / measure(steady):.2f}"
        )
    rates = [len(part) / share for part, share in ((steady, STEADY), (switching, 1 - STEADY))]
    print(f"answers a second while generations switch, to before: {rates[1] / rates[0]:.2f}")


def _high(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[-1]


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
