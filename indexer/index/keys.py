"""What of a text goes into the index: three streams of keys, made by the one analyser of documents and
queries.

``wholes`` holds the key of each word, ``parts`` the parts of each compound (a simple word is its own only
part), ``stems`` the derivation key of each part, under which *werker* and *werk* meet. Each stream is a
field of its own, so that a match weighs by how it came about, and so that the parts stand next to each
other: a phrase of parts then finds *jeugdzorg* as well as *zorg voor jeugd*, which keys stacked at one
position could not tell apart. Plain key strings also index more than twice as fast as token objects handed
over from Python.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from indexer.language import analyser
from indexer.language.derivation import derivation_key


class Key(NamedTuple):
    """A word of a text. ``start`` and ``end`` are character offsets in it, ``text`` the words there.

    ``parts`` begin with the smallest words a compound is made of, in order, and may go on with longer ones inside it;
    ``leaves`` says how many the smallest are. A simple word is its own only part.
    """

    start: int
    end: int
    text: str
    whole: str
    parts: tuple[str, ...]
    stems: tuple[str, ...]
    leaves: int = 1

    @property
    def smallest(self) -> tuple[str, ...]:
        """The smallest words it is made of."""
        return self.parts[: self.leaves]

    @property
    def smallest_stems(self) -> tuple[str, ...]:
        """Their derivation keys."""
        return self.stems[: self.leaves]


STREAMS = ("wholes", "parts", "stems")


@lru_cache(maxsize=200_000)
def _parts_of(text: str, whole: str, parts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Parts, their derivation keys, and how many of them are the smallest."""
    smallest = analyser.split_compound(text) if parts else (whole,)
    own = tuple(dict.fromkeys((*smallest, *parts))) if smallest else parts
    leaves = len(dict.fromkeys(smallest)) if smallest else len(own)
    return own, tuple(map(derivation_key, own)), leaves


def keys(text: str) -> list[Key]:
    """The words of ``text`` in order, each with its keys. Never raises; text without words gives an empty list."""
    found: list[Key] = []
    for token in analyser.analyse(text):
        parts, stems, leaves = _parts_of(token.text, token.whole, token.parts)
        found.append(Key(token.start, token.end, token.text, token.whole, parts, stems, leaves))
    return found


def forget_words() -> None:
    """Forget every word met before, for measuring what a first one costs."""
    for remembered in (_parts_of, _strings, derivation_key):
        remembered.cache_clear()
    analyser.forget_words()


@lru_cache(maxsize=200_000)
def _strings(written: str, meant: str) -> tuple[str, str, str]:
    """A word's share of each stream."""
    whole, parts = analyser.keys_of(meant)
    if not parts:  # as most words: it is its own only part
        return whole, whole, derivation_key(whole)
    own, stems, _ = _parts_of(written, whole, parts)
    return whole, " ".join(own), " ".join(stems)


class Streams(NamedTuple):
    """A text as it is indexed: the key strings of :data:`STREAMS`, keys separated by spaces, and its words as written."""

    wholes: str
    parts: str
    stems: str
    words: frozenset[str]


def streams(text: str) -> Streams:
    """The keys of :func:`keys` without their offsets, which the index does not hold; ten times as fast."""
    found = list(analyser.words(text))
    strings = [_strings(written, meant) for written, meant in found]
    wholes, parts, stems = map(" ".join, zip(*strings, strict=True)) if strings else ("", "", "")
    return Streams(wholes, parts, stems, frozenset(written for written, _ in found))
