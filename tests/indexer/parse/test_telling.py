"""A word is looked at once, whether it says something or nothing."""

from __future__ import annotations

import pytest

from indexer.parse import telling


def test_a_word_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def look(word: str) -> str | None:
        looked_at.append(word)
        return word.upper() if word.startswith("z") else None

    told = telling.Telling(look)
    assert list(told.of(["zzp", "de", "zorg"])) == ["ZZP", "ZORG"]
    assert list(told.of(["de", "het", "zorg"])) == ["ZORG"]
    assert looked_at == ["zzp", "de", "zorg", "het"]

    monkeypatch.setattr(telling, "_MOST", 1)
    assert list(told.of(["een", "de"])) == []
    assert looked_at.count("de") == 2, "what is remembered does not grow without end"


def test_what_is_run_together_is_not_kept() -> None:
    told = telling.Telling(str.upper)
    assert list(told.of(["z" * 1_000])) == ["Z" * 1_000]
    assert not told
