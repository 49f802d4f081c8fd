"""Both engines over the same documents: one machine's index, and a cluster of three nodes on this machine.

``python -m tests.benchmarks.bench_engines 10000`` for another number than ``make bench`` takes. The documents are parsed once;
writing is the time of the stage that writes the index. A search is a whole one, with facets and highlights, without the HTTP
of the service around it. Three nodes on one machine share its cores: what is measured is the cost of a cluster, not its gain.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.search.cluster.engine import ClusterEngine
from app.search.engine import Answering, Engine
from app.search.request import SearchRequest
from tests.benchmarks.assignments import write_corpus
from tests.cluster.nodes import missing, running

DOCUMENTS = 1_000
COMMAND = Path(sys.executable).with_name("opdrachten")
ROUNDS = 5
VISITORS = 4
SEARCHES = (
    SearchRequest(),
    SearchRequest(q="jeugdconsulent"),
    SearchRequest(q="projectleider schuldhulp gemeente"),
    SearchRequest(q="jeugdhulp wijkteam begeleiding kwaliteit", explain=True),
    SearchRequest(q="beleid", province=("Gelderland", "Utrecht"), rate_min=80.0),
    SearchRequest(sort="deadline", status="open"),
    SearchRequest(q="contract* inkoop", hours_max=24.0),
)


def _reindex(corpus: Path, data: Path, *more: str) -> dict[str, float]:
    """The seconds of each stage."""
    command = [COMMAND, "reindex", "--corpus", corpus, "--data", data, "--json", *more]
    done = subprocess.run(command, check=True, capture_output=True)
    report: dict[str, dict[str, float]] = json.loads(done.stdout)
    return report["seconds"]


def _milliseconds(engine: Answering, requests: Sequence[SearchRequest]) -> list[float]:
    times = []
    for request in requests:
        begun = time.perf_counter()
        engine.search(request)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _measure(label: str, engine: Answering) -> None:
    _milliseconds(engine, SEARCHES * ROUNDS)
    alone = sorted(_milliseconds(engine, SEARCHES * ROUNDS))
    begun = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as pool:
        together = list(pool.map(lambda _: _milliseconds(engine, SEARCHES * ROUNDS), range(VISITORS)))
    rate = sum(map(len, together)) / (time.perf_counter() - begun)
    p95 = alone[int(len(alone) * 0.95)]
    print(f"{label:<12}{statistics.median(alone):>10.1f}{p95:>10.1f}{rate:>18.1f}")
    for request in SEARCHES:
        took = statistics.median(_milliseconds(engine, [request] * ROUNDS))
        print(
            f"{'':<12}{took:>10.1f}  {'; '.join(f'{k}={v}' for k, v in request.to_params()) or 'everything'}"
        )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    if needed := missing():
        print(f"skipped: needs {needed}")
        return
    with tempfile.TemporaryDirectory() as name, running(Path(name, "nodes")) as cluster:
        corpus, data = Path(name, "corpus"), Path(name, "data")
        write_corpus(corpus, count)
        here = _reindex(corpus, data)
        print(f"{count} documents: parsed in {here['parse']:.1f} s, tantivy wrote in {here['write']:.1f} s")
        one_machine = Engine(data)
        urls = [part for url in cluster.urls for part in ("--url", url)]
        there = _reindex(corpus, data, "--engine", "opensearch", *urls)
        ratio = there["write"] / here["write"]
        copied = there["publish"]
        print(
            f"OpenSearch in {there['write']:.1f} s ({ratio:.1f} times), and {copied:.1f} s for a second copy"
        )
        print(f"{'':<12}{'median ms':>10}{'p95 ms':>10}{f'a second by {VISITORS}':>18}")
        _measure("tantivy", one_machine)
        _measure("OpenSearch", ClusterEngine(cluster.urls, "opdrachten"))


if __name__ == "__main__":
    main()
