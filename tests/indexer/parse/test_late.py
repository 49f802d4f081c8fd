"""Patterns that are compiled when they are first asked for."""

from __future__ import annotations

import re

import pytest

from indexer.parse.late import late


def test_a_pattern_is_compiled_once_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    plain = re.compile

    def compile(pattern: str) -> re.Pattern[str]:
        compiled.append(pattern)
        return plain(pattern)

    monkeypatch.setattr(re, "compile", compile)
    pattern = late("(?:een|twee) uur")
    assert compiled == []
    assert pattern().search("na twee uur")
    assert pattern() is pattern()
    assert compiled == ["(?:een|twee) uur"]
