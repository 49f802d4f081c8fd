"""The facts of a schema.org JobPosting as lines below the text: found by either spelling of its type, and bounded."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.parse.parser import make_doc
from indexer.parse.structured import as_lines
from indexer.readers import Limits, SourceText

MOST = Limits().text_chars


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("JobPosting", True),
        ("https://schema.org/JobPosting", True),
        ("http://schema.org/JobPosting", True),
        (["Thing", "https://schema.org/JobPosting"], True),
        (["http://schema.org/JobPosting"], True),
        ("https://schema.org/WebPage", False),
        ("JobPostings", False),
        ([7, None], False),
        (None, False),
    ],
)
def test_a_posting_is_known_by_its_type(kind: Any, found: bool) -> None:
    assert ("Functie: Regisseur" in as_lines([{"@type": kind, "title": "Regisseur"}], MOST)) is found


def _place(name: str) -> dict[str, Any]:
    return {"address": {"addressLocality": name, "addressRegion": "Utrecht"}}


def test_what_a_person_would_write_is_there_whole() -> None:
    names = [f"Plaats{n}" for n in range(40)]
    title = "Procesbegeleider " * 20 + "wonen"
    lines = as_lines(
        [{"@type": "JobPosting", "title": title, "jobLocation": [_place(name) for name in names]}], MOST
    ).splitlines()
    assert f"Functie: {title}" in lines
    assert [line for line in lines if line.startswith("Plaats:")] == [f"Plaats: {name}" for name in names]


@pytest.mark.parametrize(
    "posting",
    [
        {"title": "titel " * 400_000},
        {"title": "x" * 2_200_000},
        {"jobLocation": [_place("Almelo")] * 31_000},
        {"jobLocation": [_place("y" * 9_000)] * 31_000},
        {"employmentType": ["CONTRACTOR"] * 31_000},
        {"baseSalary": {"value": {"unitText": "HOUR", "value": "9" * 100_000}}},
    ],
    ids=["words", "one word", "places", "long places", "forms", "salary"],
)
def test_what_nobody_would_write_is_cut(posting: dict[str, Any]) -> None:
    added = as_lines([{"@type": "JobPosting", "identifier": "A1", **posting}], MOST)
    assert "Referentie: A1" in added
    assert len(added) < 60_000 and max(map(len, added.splitlines())) < 600


@pytest.mark.parametrize("short", [0, 20, 60, 100, 3_000])
def test_a_text_never_grows_past_its_bound(short: int) -> None:
    posting = {"@type": "JobPosting", "title": "Regisseur", "jobLocation": [_place("Almelo")] * 31_000}
    text = ("Wij zoeken. " * MOST)[: MOST - short]
    whole = make_doc(SourceText(text, structured=(posting,)), by_rules=True)._.layout.text
    assert whole.startswith(text) and len(whole) <= MOST
    assert ("Functie: Regisseur" in whole) is (short >= 60)
