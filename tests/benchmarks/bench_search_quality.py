"""How well and how fast the search answers: ``python -m tests.benchmarks.bench_search_quality``.

Prints nDCG at ten and the mean reciprocal rank on both halves of the graded queries, ours beside tantivy's Dutch stemmer
on one field, in one run on the documents of ``corpus/``. Weights are tuned on the development half alone. Then what
building a query costs: words met before and never met.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.search.engine import Engine
from app.search.grammar import parse
from app.search.query import build_text_query, forget_queries
from app.search.request import SearchRequest
from app.search.snapshot import Snapshot
from indexer.index.generations import Generations
from tests.app.search.graded import HALVES, baseline, engine_on_corpus, measure, ours, queries

_QUERIES = (
    "jeugdzorg begeleider twente freelance overijssel",
    "schuldhulpverlening consulent gemeente utrecht zzp",
    "casusregisseur sociaal wijkteam multiproblematiek zutphen",
)
_ROUNDS = 200


def _quality(engine: Engine) -> None:
    searches = {"ours": ours(engine), "baseline": baseline(engine)}
    table = queries()
    print(f"{'':<24}{'queries':>8}{'nDCG@10':>10}{'MRR':>8}")
    for half in HALVES:
        rows = [query for query in table if query.half == half]
        for name, search in searches.items():
            quality = measure(rows, search)
            print(f"{half + ', ' + name:<24}{len(rows):>8}{quality.ndcg:>10.3f}{quality.mrr:>8.3f}")


def _milliseconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The median of many rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[rounds // 2] * 1000


def _speed(engine: Engine, snapshot: Snapshot) -> None:
    today = dt.date(2026, 11, 22)

    def build() -> None:
        for q in _QUERIES:
            build_text_query(snapshot.schema, parse(q), today).query()

    def build_anew() -> None:
        forget_queries()
        build()

    def search() -> None:
        for q in _QUERIES:
            engine.search(SearchRequest(q=q, facets=(), highlight=False))

    def suggest() -> None:
        for begin in ("pr", "jeu", "twe"):
            engine.suggest(begin, 10)

    for label, work in (
        ("a query of five words, built", build),
        ("the same, no word met before", build_anew),
        ("the same, searched", search),
        ("a suggestion", suggest),
    ):
        print(f"{label:<34}{_milliseconds(work) / len(_QUERIES):>10.3f} ms")


def main() -> None:
    """Prints both tables."""
    with tempfile.TemporaryDirectory() as data:
        engine = engine_on_corpus(Path(data))
        _quality(engine)
        current = Generations(Path(data)).current()
        if current is None:
            raise RuntimeError("no index was built from corpus/")
        _speed(engine, Snapshot(current))
        engine.close()


if __name__ == "__main__":
    main()
