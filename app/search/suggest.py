"""Completions while typing: words as people write them, places, competencies, organisations, by number of
assignments.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, Final

from app.search.query import fold
from app.search.snapshot import Snapshot

SHORTEST: Final = 2
LONGEST: Final = 100
_TYPES: Final = {
    "place": "place",
    "gemeente": "place",
    "province": "place",
    "region": "place",
    "competency": "competency",
    "organisation": "organisation",
}
_AFTER_ALL: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entry:
    """A suggestion. ``parameter`` and ``value`` are the filter it stands for; a word stands for none."""

    text: str
    type: str
    count: int
    parameter: str | None = None
    value: str | None = None

    def as_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"text": self.text, "type": self.type, "count": self.count}
        if self.parameter is not None:
            plain.update(parameter=self.parameter, value=self.value)
        return plain


class Suggester:
    """Holds the suggestions of one generation, sorted by their folded text."""

    def __init__(self, snapshot: Snapshot) -> None:
        words = [(fold(word), Entry(word, "word", count)) for word, count in snapshot.words]
        words.sort(key=lambda pair: (pair[0], -pair[1].count, pair[1].text))  # two words may fold to one form
        self._words = words
        self._word_forms = [form for form, _ in words]
        named: list[tuple[str, Entry]] = []
        for parameter, kind in _TYPES.items():
            for value, count in snapshot.values[parameter].items():
                text = snapshot.competency_labels.get(value, value) if kind == "competency" else value
                if count:
                    entry = Entry(text, kind, count, parameter, value)
                    named += [(form, entry) for form in _entrances(text)]
        named.sort(key=lambda pair: pair[0])
        self._named = named
        self._named_forms = [form for form, _ in named]

    def suggest(self, typed: str, limit: int) -> list[dict[str, Any]]:
        """At most ``limit`` completions of what was typed, most frequent first; none below two letters."""
        form = " ".join(fold(typed[:LONGEST]).split())
        if len(form) < SHORTEST or limit < 1:
            return []
        found = {
            (entry.type, entry.text): entry for entry in self._range(self._named, self._named_forms, form)
        }
        taken = {fold(entry.text) for entry in found.values()}
        before, _, last = form.rpartition(" ")
        if len(last) >= SHORTEST:
            for entry in self._range(self._words, self._word_forms, last):
                text = f"{before} {entry.text}" if before else entry.text
                if fold(text) not in taken:
                    found[("word", text)] = Entry(text, "word", entry.count)
        best = heapq.nsmallest(
            limit, found.values(), key=lambda entry: (-entry.count, entry.text, entry.type)
        )
        return [entry.as_json() for entry in best]

    @staticmethod
    def _range(rows: list[tuple[str, Entry]], forms: list[str], begin: str) -> list[Entry]:
        start, end = bisect_left(forms, begin), bisect_left(forms, begin + _AFTER_ALL)
        return [entry for _, entry in rows[start:end]]


def _entrances(text: str) -> list[str]:
    """A name is found by its beginning and by that of each of its words."""
    words = fold(text).split()
    return [" ".join(words[at:]) for at in range(len(words))]
