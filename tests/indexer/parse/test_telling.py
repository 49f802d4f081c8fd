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


def test_the_words_met_last_are_remembered_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_MOST", 4)
    looked_at: list[str] = []
    told = telling.Telling(lambda word: looked_at.append(word) or word)
    assert list(told.of(["a", "b", "c", "b", "d", "b", "e"])) == ["a", "b", "c", "b", "d", "b", "e"]
    assert looked_at == ["a", "b", "c", "d", "e"], "a word that every text holds is looked at once"
    assert list(told.of(["a"])) == ["a"]
    assert looked_at.count("a") == 2, "what is remembered does not grow without end"


def test_what_is_run_together_is_not_kept() -> None:
    told = telling.Telling(str.upper)
    assert list(told.of(["z" * 1_000])) == ["Z" * 1_000]
    assert not told
