"""Completions while typing: words as people write them, places, competencies, organisations, by number of
assignments.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from app.search.filters import Filters
from app.search.reader import Reader
from indexer.index.keys import keys
from indexer.knowledge.places import other_names
from indexer.language.lexicon import fold

SHORTEST: Final = 2
LONGEST: Final = 100
SPARE: Final = 20
"""How many more completions are counted under filters than asked for: some of the most frequent have none left."""
_TYPES: Final = {
    "gemeente": "place",
    "place": "place",
    "province": "place",
    "region": "place",
    "competency": "competency",
    "organisation": "organisation",
}
MOST_ENTRANCES: Final = 4
"""How many words of one name may begin alike."""
_KEPT: Final = 20_000
_AFTER_ALL: Final = "\U0010ffff"
_BEGUN: Final = re.compile(r"[^\s/-]*\Z")
_APART: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A suggestion. ``parameter`` and ``value`` are the filter it stands for; a word stands for none. ``other`` is a name that people
    use for a value that is called otherwise.
    """

    text: str
    type: str
    count: int
    parameter: str | None = None
    value: str | None = None
    other: bool = False

    def as_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"text": self.text, "type": self.type, "count": self.count}
        if self.parameter is not None:
            plain.update(parameter=self.parameter, value=self.value)
        return plain


class Suggester:
    """Holds the suggestions of one generation, sorted by their folded text."""

    def __init__(self, snapshot: Reader) -> None:
        # Two words may fold to one form.
        words = sorted((fold(word), -count, word) for word, count in snapshot.words)
        self._words = [word for _, _, word in words]
        self._word_forms = [form for form, _, _ in words]
        self._word_counts = np.array([-count for _, count, _ in words], dtype=np.int64)
        named: list[tuple[str, Entry]] = []
        for parameter, kind in _TYPES.items():
            others = other_names().get(parameter, {})
            for value, count in snapshot.values[parameter].items():
                text = snapshot.competency_labels.get(value, value) if kind == "competency" else value
                if count:
                    entry = Entry(text, kind, count, parameter, value)
                    named += [(form, entry) for form in _entrances(text)]
                    for name in others.get(value, ()):
                        known_as = replace(entry, text=name, other=True)
                        named += [(form, known_as) for form in _entrances(name)]
        named.sort(key=lambda pair: pair[0])
        self._named = [entry for _, entry in named]
        self._named_forms = [form for form, _ in named]
        self._named_counts = np.array([entry.count for entry in self._named], dtype=np.int64)
        # Of the snapshot alone: a cache that holds what holds it would keep both long after the generation was let go of.
        self._counts = lru_cache(maxsize=_KEPT)(partial(_counted, snapshot))

    def suggest(self, typed: str, limit: int, within: Filters | None = None) -> list[dict[str, Any]]:
        """At most ``limit`` completions of what was typed, most frequent first; none below two letters. Of several words, names that
        begin with all of them come before what completes the last one.

        ``within`` makes them count, and be left out at zero, under filters; without, over all assignments, by the last word alone.
        """
        before, last = split(typed)
        if len(before + last) < SHORTEST or limit < 1:
            return []
        wanted = limit if within is None else limit + SPARE
        named = self._names(_plain(before + last), wanted)
        taken = {fold(entry.text) for entry in named}
        words = []
        if len(last) >= SHORTEST:
            completed = (
                Entry(before + word, "word", count)
                for word, count in self._frequent(last, wanted + len(taken))
            )
            words = [entry for entry in completed if fold(entry.text) not in taken]
        found: list[Entry] = []
        for entries in (named, words) if before else ((*named, *words),):
            left = limit - len(found)
            if within is None:
                found += _most_frequent(left, entries)
            elif left:
                found += self._recounted(_most_frequent(wanted, entries), left, within)
        return [entry.as_json() for entry in found]

    def _recounted(self, entries: list[Entry], limit: int, within: Filters) -> list[Entry]:
        """The ``limit`` most frequent under filters. Filters only lower a count, so that those whose count without them is no more than
        what was found already need no counting.
        """
        narrowed = tuple(sorted((name, str(of_name)) for name, of_name in within.items()))
        kept: list[Entry] = []
        for entry in entries:
            if len(kept) >= limit and entry.count <= kept[limit - 1].count:
                break
            if left := self._counts(entry, _Narrowed(narrowed, within)):
                kept = _most_frequent(limit, [*kept, replace(entry, count=left)])
        return kept

    def _names(self, begin: str, most: int) -> list[Entry]:
        """The most frequent names that begin so. One may begin so in several of its words, a value in several of its names, of
        which its own goes first; of values of one name the most frequent is meant.
        """
        if len(begin) < SHORTEST:
            return []
        start, end = _range(self._named_forms, begin)
        meant: dict[tuple[str | None, str | None], Entry] = {}
        for at in _highest(self._named_counts[start:end], most * MOST_ENTRANCES):
            entry = self._named[start + at]
            known = meant.setdefault((entry.parameter, entry.value), entry)
            if known.other and not entry.other:
                meant[entry.parameter, entry.value] = entry
        found: dict[tuple[str, str], Entry] = {}
        for entry in meant.values():
            found.setdefault((entry.type, entry.text), entry)
        return list(found.values())

    def _frequent(self, begin: str, most: int) -> Iterator[tuple[str, int]]:
        """The most frequent words that begin so. Two letters may begin tens of thousands."""
        start, end = _range(self._word_forms, begin)
        counts = self._word_counts[start:end]
        for at in _highest(counts, most):
            yield self._words[start + at], int(counts[at])


class _Narrowed:
    """Filters as a key to look up by: their queries are none. Equal when they say the same."""

    def __init__(self, said: tuple[tuple[str, str], ...], filters: Filters) -> None:
        self.said, self.filters = said, filters

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Narrowed) and other.said == self.said


def _counted(snapshot: Reader, entry: Entry, narrowed: _Narrowed) -> int:
    """How many assignments under the filters have the value, or hold every word in title or text."""
    dialect = snapshot.dialect
    if entry.parameter is not None and entry.value is not None:
        own = [dialect.term(entry.parameter, entry.value)]
    else:
        own = [
            dialect.any_of([dialect.term(field, key.whole) for field in ("title", "body")])
            for key in keys(entry.text)
        ]
    return snapshot.count(dialect.narrowed(dialect.all_of(own), narrowed.filters.values()))


def _highest(counts: npt.NDArray[np.int64], most: int) -> list[int]:
    """Where the highest counts stand, the highest first, equal ones in their order."""
    if len(counts) > most:
        least = np.partition(counts, len(counts) - most)[len(counts) - most]
        above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        within = np.concatenate([above, equal[: most - len(above)]])
    else:
        within = np.arange(len(counts))
    return [int(at) for at in within[np.argsort(-counts[within], kind="stable")]]


def _most_frequent(limit: int, entries: Iterable[Entry]) -> list[Entry]:
    return heapq.nsmallest(limit, entries, key=lambda entry: (-entry.count, entry.text, entry.type))


def _range(forms: list[str], begin: str) -> tuple[int, int]:
    return bisect_left(forms, begin), bisect_left(forms, begin + _AFTER_ALL)


def split(typed: str) -> tuple[str, str]:
    """What was typed, folded: what stands before the word that was begun, and that word. A hyphen ends a word too, as it does where
    texts are read.
    """
    form = " ".join(fold(typed[:LONGEST]).split())
    begun = _BEGUN.search(form)
    at = begun.start() if begun else 0
    return form[:at], form[at:]


def _plain(text: str) -> str:
    """A name without the signs in it: nobody types all of those of *'s-Hertogenbosch*."""
    return _APART.sub(" ", fold(text).replace("'", "")).strip()


def _entrances(text: str) -> list[str]:
    """A name is found by its beginning and by that of each of its words."""
    words = _plain(text).split()
    return [" ".join(words[at:]) for at in range(len(words))]
