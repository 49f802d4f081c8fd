"""Where a text says that the work is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.parse import remote
from indexer.parse.candidate import Candidate
from indexer.parse.parser import make_doc
from indexer.readers.source import SourceText

CASES = json.loads((Path(__file__).parents[2] / "cases" / "remote.json").read_text(encoding="utf-8"))


def candidates(text: str) -> list[Candidate]:
    return list(remote.read(make_doc(SourceText(text))))


def best(text: str) -> str | None:
    found = candidates(text)
    return max(found, key=lambda candidate: candidate.weight).value if found else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_form(case: dict[str, Any]) -> None:
    assert best(case["text"]) == case["form"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_words_stand_at_their_offsets(case: dict[str, Any]) -> None:
    for candidate in candidates(case["text"]):
        assert candidate.field == "remote"
        words = case["text"][candidate.start : candidate.end]
        assert words == words.strip() != ""


def test_there_are_enough_cases_and_traps() -> None:
    assert len(CASES) >= 40
    assert sum(case["form"] is None for case in CASES) >= 12


def test_an_address_says_nothing() -> None:
    assert candidates("Adres: Dorpsstraat 12, 1234 AB Voorbeeldstad\nUren per week: 24") == []
