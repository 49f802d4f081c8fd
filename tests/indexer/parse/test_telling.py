"""Words that say nothing are looked at once; what others say is found every time."""

from __future__ import annotations

import pytest

from indexer.parse import silent


def test_a_word_that_says_nothing_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def look(word: str) -> str | None:
        looked_at.append(word)
        return word.upper() if word.startswith("z") else None

    telling = silent.Telling(look)
    assert sorted(telling({"de", "zorg", "zzp"})) == ["ZORG", "ZZP"]
    assert sorted(telling({"de", "het", "zorg"})) == ["ZORG"]
    assert looked_at.count("de") == 1
    assert looked_at.count("zorg") == 2

    monkeypatch.setattr(silent, "_MOST", 1)
    assert list(telling({"de"})) == []
    assert looked_at.count("de") == 2, "what is remembered does not grow without end"
