"""Which level of education a text asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.parse import education
from indexer.parse.candidate import Candidate
from indexer.parse.parser import make_doc
from indexer.readers.source import SourceText

CASES = json.loads((Path(__file__).parents[2] / "cases" / "education.json").read_text(encoding="utf-8"))


def candidates(text: str) -> list[Candidate]:
    return list(education.read(make_doc(SourceText(text))))


def best(text: str) -> str | None:
    found = candidates(text)
    return max(found, key=lambda candidate: candidate.weight).value if found else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_level(case: dict[str, Any]) -> None:
    assert best(case["text"]) == case["level"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_words_stand_at_their_offsets(case: dict[str, Any]) -> None:
    for candidate in candidates(case["text"]):
        assert candidate.field == "education"
        words = case["text"][candidate.start : candidate.end]
        assert words == words.strip() != ""


def test_there_are_enough_cases_and_traps() -> None:
    assert len(CASES) >= 40
    assert sum(case["level"] is None for case in CASES) >= 12


def test_a_label_weighs_more_than_prose() -> None:
    text = "Opleidingsniveau: wo\n\nAchtergrond\nEerder werd een hbo-opleiding gevraagd."
    by_rule = {candidate.rule: candidate for candidate in candidates(text)}
    assert by_rule["label"].value == "wo"
    assert by_rule["label"].weight > by_rule["prose"].weight
