"""One of three nodes is lost under load: what is answered is right, and what cannot be answered says when to come back."""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from indexer.cluster.client import LONGEST_SECONDS, READ_SECONDS
from tests.app.api.serving import served
from tests.app.search.builders import random_records
from tests.cluster.nodes import NODES, Cluster
from tests.cluster.twice import Both, assert_same

PATHS = (
    "/v1/assignments?q=jeugd+gezin&limit=30",
    "/v1/assignments?province=Overijssel&kind=assignment&kind=vacancy&sort=deadline",
    "/v1/assignments?q=schuldhulpverlener&explain=true",
    "/v1/suggestions?q=jeu",
)
VISITORS = 4
BEFORE_SECONDS = 2.0
AFTER_SECONDS = 10.0


class Visitors:
    """Ask without end, hold every answer against the one given when all was well, and keep count of what came; of what was
    asked after ``from_then`` also ``later``.
    """

    def __init__(self, url: str, expected: dict[str, Any]) -> None:
        self._url, self._expected = url, expected
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(n,)) for n in range(VISITORS)]
        self.counts: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.last_failure = 0.0
        self.slowest = 0.0
        self.later: Counter[int] = Counter()
        self.from_then = math.inf

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, number: int) -> None:
        with httpx.Client(timeout=30) as client:
            while not self._over.is_set():
                number += 1
                path, began = PATHS[number % len(PATHS)], time.monotonic()
                answer = client.get(self._url + path)
                self.slowest = max(self.slowest, time.monotonic() - began)
                if began > self.from_then:
                    self.later[answer.status_code] += 1
                self._look(path, answer)

    def _look(self, path: str, answer: httpx.Response) -> None:
        self.counts[answer.status_code] += 1
        if answer.status_code == 503:
            self.last_failure = time.monotonic()
            told = answer.json()
            if int(answer.headers["Retry-After"]) < 1 or told["type"] != "/docs#index-unreachable":
                self.wrong.append(answer.text[:500])
        elif answer.status_code != 200:
            self.wrong.append(f"{answer.status_code}: {answer.text[:500]}")
        else:
            try:
                assert_same(searched(self._expected[path]), searched(answer.json()))
            except AssertionError as error:
                self.wrong.append(f"{path}: {error}")


def searched(answer: Any) -> dict[str, Any]:
    """An answer as the engine gives it; the one that knows no cursors has none."""
    found = answer if isinstance(answer, dict) and "total" in answer else {"items": [], "answer": answer}
    return {"nextCursor": None, **found}


def test_a_node_lost_under_load(cluster: Cluster, tmp_path: Path) -> None:
    Both(cluster, tmp_path, "load", random_records(200, seed=7, hidden=0.2), shards=3).close()
    cluster.wait(NODES, "green")
    settings = {
        "engine": "opensearch", "opensearch_urls": ",".join(cluster.urls), "opensearch_alias": "load",
        "remembered_megabytes": 0,  # or what was asked before is answered without the cluster
    }  # fmt: skip
    with served(tmp_path / "nothing", **settings) as server:
        expected = {path: httpx.get(server.url + path, timeout=30).json() for path in PATHS}
        try:
            with Visitors(server.url, expected) as visitors:
                time.sleep(BEFORE_SECONDS)
                before = visitors.counts.total()
                assert visitors.counts == {200: before}
                cluster.nodes[0].kill()
                killed = time.monotonic()
                time.sleep(AFTER_SECONDS)
            assert visitors.wrong == []
            assert visitors.counts[200] > before + 20, visitors.counts
            assert visitors.last_failure < killed + AFTER_SECONDS - 3, "it went on failing"

            cluster.nodes[1].kill()
            cluster.nodes[2].kill()
            answer = httpx.get(server.url + PATHS[0], timeout=30)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert answer.headers["content-type"] == "application/problem+json"
            page = httpx.get(f"{server.url}/?q=jeugd", timeout=30, headers={"Accept": "text/html"})
            assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
            assert "niet bereikbaar" in page.text
            assert httpx.get(f"{server.url}/healthz").status_code == 200
        finally:
            for node in cluster.nodes:
                node.kill()
                node.start()
            cluster.wait(NODES, "green")
        again = httpx.get(server.url + PATHS[0], timeout=30)
        assert_same(searched(expected[PATHS[0]]), searched(again.json()))


HUNG_SECONDS = 25.0
"""So long a node hangs: the others give it up after some seconds."""
MOST_SECONDS = 2 * LONGEST_SECONDS + 2
"""A page takes two requests at most here, each of which has an end."""


def test_a_node_that_hangs_under_load(cluster: Cluster, tmp_path: Path) -> None:
    Both(cluster, tmp_path, "hangs", random_records(200, seed=7, hidden=0.2), shards=3).close()
    cluster.wait(NODES, "green")
    settings = {
        "engine": "opensearch", "opensearch_urls": ",".join(cluster.urls), "opensearch_alias": "hangs",
        "remembered_megabytes": 0,
        "timeout_seconds": 2 * MOST_SECONDS,  # or the server's own bound hides how long the cluster is waited for
    }  # fmt: skip
    with served(tmp_path / "nothing", **settings) as server:
        expected = {path: httpx.get(server.url + path, timeout=30).json() for path in PATHS}
        try:
            with Visitors(server.url, expected) as visitors:
                time.sleep(BEFORE_SECONDS)
                before = visitors.counts.total()
                assert visitors.counts == {200: before}
                cluster.nodes[0].hang()
                visitors.from_then = time.monotonic() + HUNG_SECONDS / 2
                time.sleep(HUNG_SECONDS)
            assert visitors.wrong == []
            assert visitors.slowest < MOST_SECONDS
            assert visitors.later[200] > 20, (visitors.counts, visitors.later)
            assert set(visitors.later) == {200}, "once the others gave it up, everything is answered"

            cluster.nodes[1].hang()
            cluster.nodes[2].hang()
            for _ in range(2):
                began = time.monotonic()
                answer = httpx.get(server.url + PATHS[0], timeout=60)
                assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
                assert answer.headers["content-type"] == "application/problem+json"
                assert time.monotonic() - began < MOST_SECONDS
            took = _many_at_once(server.url)
            assert max(took) < MOST_SECONDS, "nobody waits behind another"
            assert sorted(took)[len(took) // 2] < READ_SECONDS, "most wait for no node at all"
            assert httpx.get(f"{server.url}/healthz").status_code == 200
        finally:
            for node in cluster.nodes:
                node.go_on()
            cluster.wait(NODES, "green")
        end = time.monotonic() + HUNG_SECONDS
        while (again := httpx.get(server.url + PATHS[0], timeout=30)).status_code == 503:
            assert time.monotonic() < end, "it went on failing"
            time.sleep(0.5)
        assert_same(searched(expected[PATHS[0]]), searched(again.json()))


def _many_at_once(url: str, many: int = 60) -> list[float]:
    """How many seconds each of so many waits for its 503."""

    limits = httpx.Limits(max_connections=many)
    with httpx.Client(timeout=60, limits=limits) as client, ThreadPoolExecutor(many) as visitors:

        def ask(_: int) -> float:
            began = time.monotonic()
            assert client.get(url + PATHS[0]).status_code == 503
            return time.monotonic() - began

        return list(visitors.map(ask, range(many)))


def test_a_server_that_starts_without_its_cluster_answers_when_it_comes(tmp_path: Path) -> None:
    with served(tmp_path, engine="opensearch", opensearch_urls="http://127.0.0.1:9") as server:
        answer = httpx.get(f"{server.url}/v1/assignments", timeout=30)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.json()["type"] == "/docs#index-unreachable"
        assert httpx.get(f"{server.url}/readyz", timeout=30).status_code == 503
        assert httpx.get(f"{server.url}/metrics", timeout=30).status_code == 200
