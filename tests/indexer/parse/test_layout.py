"""Labels and values of a text, as a table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.layout import build_layout

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "layout.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_pairs(case: dict[str, Any]) -> None:
    layout = build_layout(case["text"])
    found = [[pair.key, pair.text] for pair in layout.labels if pair.key != "free"]
    assert sorted(found) == sorted(case["pairs"])
    for pair in layout.labels:
        assert layout.text[pair.start : pair.end] == pair.text
    for words in case.get("noise", ()):
        assert layout.is_noise(layout.text.index(words)), words
    for words in case.get("said", ()):
        assert not layout.is_noise(layout.text.index(words)), words
