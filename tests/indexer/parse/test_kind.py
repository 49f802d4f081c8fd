"""Assignment, vacancy, article or other: a table of short texts, and the stems that stand in for the patterns."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse import parse_source
from indexer.parse.kind import _table
from indexer.parse.windows import find_near
from indexer.readers import read
from indexer.readers.source import SourceText

ROOT = Path(__file__).parents[3]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "kind.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['text'][:30]}")
def test_kind(case: dict[str, Any]) -> None:
    record = parse_source(SourceText(case["text"]), file="x.txt", id="x")
    assert record.kind == case["kind"], record.evidence.get("kind")


def _texts() -> list[str]:
    files = sorted(
        path for part in ("a", "b") for path in (ROOT / "corpus" / part).iterdir() if path.is_file()
    )
    return [read(path).text for path in files] + [case["text"] for case in CASES]


def test_stems_find_what_the_patterns_find() -> None:
    """Every match holds one of its cue's stems: looking around them alone misses nothing."""
    found = 0
    for text in _texts():
        low = text.lower()
        assert len(low) == len(text)
        for cue in _table()[1]:
            tried = text if cue.cased else low
            whole = [match.span() for match in cue.pattern.finditer(tried)]
            near = [match.span() for match in find_near(cue.pattern, tried, low, cue.stems, cue.before)]
            assert near == whole, (cue.side, cue.pattern.pattern[:60])
            found += len(whole)
    assert found > 300
