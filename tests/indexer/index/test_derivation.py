"""Derivation keys against their table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from indexer.index.derivation import derivation_key

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/search/derivations.toml").read_text("utf-8"))


@pytest.mark.parametrize("words", CASES["meet"], ids="-".join)
def test_they_meet(words: list[str]) -> None:
    assert len({derivation_key(word) for word in words}) == 1


@pytest.mark.parametrize("words", CASES["apart"], ids="-".join)
def test_they_stay_apart(words: list[str]) -> None:
    assert derivation_key(words[0]) != derivation_key(words[1])
