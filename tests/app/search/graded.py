"""Measures a search against the table of graded queries, beside a plain baseline on the same documents."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import tantivy

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.index.generations import Generations
from indexer.record import KINDS
from indexer.reindex import reindex

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "tests/cases/search/graded.toml"
TYPED = ROOT / "tests/cases/search/graded_typed.toml"
DEPTH = 10
"""How many results count."""
HALVES = ("development", "evaluation")
_GRADES = (3, 2, 1)
_RELEVANT = 2

Search = Callable[[str], list[str]]
"""A query -> the stems of the files it finds, best first."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, the half of the table it stands in, and the grade of each document that has one."""

    q: str
    half: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries: nDCG at ten with gains of 2^grade - 1, and the reciprocal rank of the first of grade 2 up."""

    ndcg: float
    mrr: float


def queries(path: Path = TABLE) -> list[Query]:
    """The table. Raises ``ValueError`` where a document has two grades."""
    found: list[Query] = []
    for row in tomllib.loads(path.read_text("utf-8"))["query"]:
        listed = [(stem, grade) for grade in _GRADES for stem in row.get(f"grade{grade}", [])]
        if len(dict(listed)) < len(listed):
            raise ValueError(f"graded.toml: a document has two grades under {row['q']!r}")
        found.append(Query(row["q"], row["half"], dict(listed)))
    return found


def ndcg(grades: dict[str, int], found: Sequence[str]) -> float:
    """Normalised discounted cumulative gain at :data:`DEPTH` (Järvelin and Kekäläinen, 2002), gains 2^grade - 1."""
    gained = _discounted([grades.get(stem, 0) for stem in found[:DEPTH]])
    return gained / _discounted(sorted(grades.values(), reverse=True)[:DEPTH])


def _discounted(row: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(row))


def reciprocal_rank(grades: dict[str, int], found: Sequence[str]) -> float:
    """One over the rank of the first document of grade 2 or 3; 0 where there is none."""
    ranks = (rank for rank, stem in enumerate(found, 1) if grades.get(stem, 0) >= _RELEVANT)
    return 1 / next(ranks, math.inf)


def measure(table: Sequence[Query], search: Search) -> Quality:
    """The means over the queries of a table."""
    rows = [(query.grades, search(query.q)) for query in table]
    return Quality(
        sum(ndcg(grades, found) for grades, found in rows) / len(rows),
        sum(reciprocal_rank(grades, found) for grades, found in rows) / len(rows),
    )


def _stem(file: str) -> str:
    return PurePosixPath(file).stem


def ours(engine: Engine) -> Search:
    """The search of this project over documents of every kind."""

    def search(q: str) -> list[str]:
        params = [
            ("q", q),
            ("limit", str(DEPTH)),
            ("facets", "none"),
            ("highlight", "false"),
            ("duplicates", "show"),
        ]
        request = SearchRequest.from_query([*params, *(("kind", kind) for kind in KINDS)])
        return [_stem(item["file"]) for item in engine.search(request)["items"]]

    return search


def baseline(engine: Engine) -> Search:
    """Title and text in one field under tantivy's Dutch stemmer, the words as tantivy's own parser reads them."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("file", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="plain")
    index = tantivy.Index(builder.build())
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    stemmed = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("dutch"))
    index.register_tokenizer("plain", stemmed.build())
    writer = index.writer(15_000_000, 1)
    for record in engine.export():
        text = f"{record['title'] or ''}\n{record['text']}"
        writer.add_document(tantivy.Document(file=_stem(record["file"]), text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(q: str) -> list[str]:
        words = "".join(char if char.isalnum() else " " for char in q)
        hits = searcher.search(index.parse_query(words, ["text"]), DEPTH).hits
        return [str(searcher.doc(address)["file"][0]) for _, address in hits]

    return search


def engine_on_corpus(data: Path) -> Engine:
    """The documents of ``corpus/``, parsed and indexed under ``data``. Raises ``RuntimeError`` when none was built."""
    reindex([ROOT / "corpus"], data, jobs=2)
    if Generations(data).current() is None:
        raise RuntimeError("no index was built from corpus/")
    return Engine(data)
