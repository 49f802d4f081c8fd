"""What facets count, as texts of which a document has some, one or none, beside the columns of :mod:`indexer.index.numbered`.

``python -m tests.benchmarks.bench_columns``: 100,000 documents made up by themselves, counted for searches that find 500 to 33,333
of them. The two are asked in turn; told are the medians, in microseconds, and their ratio.
"""

from __future__ import annotations

import json
import random
import statistics
from functools import partial
from typing import Any, Final

import tantivy

from tests.benchmarks.timing import in_turn

DOCUMENTS: Final = 100_000
SHARES: Final = (3, 10, 20, 50, 200)
"""A search finds one in so many."""
ROUNDS: Final = 9
_SOME: Final = [f"province {number}" for number in range(12)]
_MANY: Final = [f"competency {number}" for number in range(300)]


def _index() -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("share", tokenizer_name="raw", index_option="basic")
    for field in ("some", "many"):
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    for field in ("some_number", "many_number"):
        builder.add_unsigned_field(field, fast=True)
    builder.add_float_field("stated", fast=True)
    builder.add_float_field("stated_least", fast=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=1_000_000_000, num_threads=1)
    chance, combinations = random.Random(1), dict[tuple[str, ...], int]()
    for _ in range(DOCUMENTS):
        some = tuple(sorted(chance.sample(_SOME, chance.choice((0, 1, 1, 1, 1, 1, 1, 2)))))
        many = chance.sample(range(len(_MANY)), chance.randint(1, 9))
        stated = [float(chance.randint(50, 130))] * chance.choice((0, 1, 1))
        row = {
            "share": [str(share) for share in SHARES if not chance.randrange(share)],
            "some": some,
            "some_number": combinations.setdefault(some, len(combinations)),
            "many": [_MANY[number] for number in many],
            "many_number": sorted(many),
            "stated": stated,
            "stated_least": stated[0] if stated else 1e12,
        }
        writer.add_json(json.dumps(row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _terms(field: str, size: int, **more: Any) -> dict[str, Any]:
    return {"counted": {"terms": {"field": field, "size": size, "segment_size": size, **more}}}


def main() -> None:
    index = _index()
    searcher = index.searcher()
    by_number = {"order": {"_key": "asc"}}
    pairs = {
        "few combinations": (_terms("some", 16), _terms("some_number", 128, **by_number)),
        "many combinations": (_terms("many", 300), _terms("many_number", 300, **by_number)),
        "lowest figure": (
            {"least": {"min": {"field": "stated"}}},
            {"least": {"min": {"field": "stated_least"}}},
        ),
    }
    queries = [tantivy.Query.term_query(index.schema, "share", str(share)) for share in SHARES]
    for name, (texts, columns) in pairs.items():
        ours = in_turn(
            ROUNDS,
            [partial(searcher.aggregate, query, texts) for query in queries],
            [partial(searcher.aggregate, query, columns) for query in queries],
        )
        for number, share in enumerate(SHARES):
            old, new = (1e6 * statistics.median(times[number]) for times in ours)
            found = f"{DOCUMENTS // share:,} found"
            print(
                f"{name:18} {found:>13}: as texts {old:7.0f} us, as columns {new:7.0f} us, ratio {old / new:.1f}"
            )


if __name__ == "__main__":
    main()
