"""Which contract forms a text allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.parse import contract
from indexer.parse.candidate import Candidate
from indexer.parse.parser import make_doc
from indexer.readers.source import SourceText

CASES = json.loads((Path(__file__).parents[2] / "cases" / "contract.json").read_text(encoding="utf-8"))


def candidates(text: str) -> list[Candidate]:
    return list(contract.read(make_doc(SourceText(text))))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_forms(case: dict[str, Any]) -> None:
    found = [candidate.value for candidate in candidates(case["text"])]
    assert sorted(found) == sorted(case["forms"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_words_stand_at_their_offsets(case: dict[str, Any]) -> None:
    for candidate in candidates(case["text"]):
        assert candidate.field == "contract_forms"
        words = case["text"][candidate.start : candidate.end]
        assert words == words.strip() != ""
        assert len(words) <= 160


def test_there_are_enough_cases_and_traps() -> None:
    assert len(CASES) >= 50
    assert sum(not case["forms"] for case in CASES) >= 8


def test_a_ban_says_which_words_it_stands_on() -> None:
    text = "Inzet: 24 uur. ZZP is niet toegestaan vanwege de wet DBA."
    (candidate,) = candidates(text)
    assert (candidate.value, candidate.rule) == ("detachering", "zzp-ban")
    assert text[candidate.start : candidate.end] == "ZZP is niet toegestaan"
