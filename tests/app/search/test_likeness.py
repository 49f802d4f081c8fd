"""What makes assignments alike, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.search.building import build_text_query
from app.search.engine import Engine
from app.search.grammar import parse
from app.search.request import SearchRequest
from app.search.tantivy_dialect import TantivyDialect
from indexer.index.schema import build_schema
from indexer.record import Competency
from tests.app.search.builders import TODAY, publish, record

FLEXIBLE = Competency("flexibel", "Flexibel", "houding")
SKJ = Competency("skj", "SKJ-registratie", "registratie")


def test_attitudes_that_every_text_asks_for_make_nothing_alike(tmp_path: Path) -> None:
    rows = {"a": (FLEXIBLE, SKJ), "b": (FLEXIBLE,), "c": (SKJ,)}
    publish(tmp_path, [record(i, title=f"Opdracht {i * 5}", competencies=own) for i, own in rows.items()])
    alike = Engine(tmp_path, today=lambda: TODAY).similar("a", 5)
    assert alike is not None
    scores = {item["id"]: item["score"] for item in alike}
    assert scores["c"] > scores.get("b", 0)


def test_a_word_typed_twice_asks_nothing_more() -> None:
    text = build_text_query(TantivyDialect(build_schema()), parse("zorg " * 30 + "jeugd"), TODAY)
    assert [word.text for word in text.words] == ["zorg", "jeugd"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("jeugd zorg " * 300, 1),
        ("(" * 3_000, 1),  # nothing is asked
        ("NOT " * 900, 0),
        ("a OF " * 700, 0),
        ("20 km van " * 300, 0),
    ],
)
def test_whatever_is_typed_is_answered(tmp_path: Path, q: str, found: int) -> None:
    publish(tmp_path, [record("a", text="Zorg voor jeugd.")])
    asked = SearchRequest.from_query([("q", q), ("explain", "true"), ("interpret", "true")])
    assert Engine(tmp_path, today=lambda: TODAY).search(asked)["total"] == found
