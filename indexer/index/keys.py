"""What of a text goes into the index: three streams of keys, made by the one analyser of documents and
queries.

``wholes`` holds the key of each word, ``parts`` the parts of each compound (a simple word is its own only
part), ``stems`` the derivation key of each part, under which *werker* and *werk* meet, and behind them that of the
compound where it is another word, so that *jeugdwerker* meets *jeugdwerk* by one key. Each stream is a field of its
own, so that a match weighs by how it came about, and so that the parts stand next to each other: a phrase of parts then finds *jeugdzorg* as well as *zorg voor jeugd*, which keys stacked at one
position could not tell apart. Plain key strings also index more than twice as fast as token objects handed
over from Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from struct import pack
from typing import NamedTuple
from zlib import crc32

from indexer.language import analyser
from indexer.language.derivation import derivation_key


class Key(NamedTuple):
    """A word of a text. ``start`` and ``end`` are character offsets in it, ``text`` the words there.

    ``parts`` begin with the smallest words a compound is made of, in order, and may go on with longer ones inside it;
    ``leaves`` says how many the smallest are. A simple word is its own only part. ``stems`` are the
    derivation keys of the parts.
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

    @property
    def stem(self) -> str:
        """The derivation key of the word itself."""
        return derivation_key(self.whole)


STREAMS = ("wholes", "parts", "stems")
MOST_MARKS = 255
"""How many keys of one word are marked at most: a word of so many parts is no word."""
SHORTEST_SUGGESTED, LONGEST_SUGGESTED = 3, 40
"""Characters of a word that may be suggested."""
_REMEMBERED = 200_000
_REACH = 60
"""Characters within which stands what tells that a word stands for another."""


@lru_cache(maxsize=_REMEMBERED)
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
    for remembered in (_parts_of, key_of, derivation_key):
        remembered.cache_clear()
    _SHARES.clear()
    analyser.forget_words()


_Share = tuple[str, str, str, bytes, int, str]
"""A word's share of each stream, the marks of its keys and how many they are, and the word to suggest: empty where it is none.
No class of its own: what looks for garbage lets a plain tuple of such values be, and there are hundreds of thousands.
"""


class _Shares(dict[str, _Share]):
    """Those of words met before. One that is met again is found in half the time that ``lru_cache`` takes, which
    notes each time that it was.
    """

    def __missing__(self, word: str) -> _Share:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[word] = _share(word)
        return made


_SHARES = _Shares()


def _share(word: str, meant: str | None = None) -> _Share:
    """``meant`` is what the word stands for, where that is another."""
    whole, parts = analyser.keys_of(meant or word)
    if not parts:  # as most words: it is its own only part
        own: tuple[str, ...] = (whole,)
        stems: tuple[str, ...] = (derivation_key(whole),)
    else:
        own, stems, _ = _parts_of(word, whole, parts)
    marks = _marks((whole, *own, *stems))
    if parts and (stem := derivation_key(whole)) != whole:  # else it is met by the whole
        stems = (*stems, stem)
    suggested = _suggested(word.casefold())
    strings = [whole, " ".join(own), " ".join(stems), suggested]
    # Most are equal, and a string that a word has three times is fetched from memory once.
    whole, joined, stemmed, suggested = map(
        {string: string for string in (word, *strings)}.__getitem__, strings
    )
    return whole, joined, stemmed, marks, len(marks) // 2, suggested


def _suggested(word: str) -> str:
    return word if SHORTEST_SUGGESTED <= len(word) <= LONGEST_SUGGESTED and word.isalpha() else ""


def mark_of(key: str) -> int:
    """A number of 16 bits by which the words that have a key are found among many: CRC-32, cut short. Others share it, one
    in 65,536.
    """
    return crc32(key.encode("utf-8", "surrogatepass")) & 0xFFFF


def _marks(found: Iterable[str]) -> bytes:
    marks = [mark_of(key) for key in dict.fromkeys(found)][:MOST_MARKS]
    return pack(f"<{len(marks)}H", *marks)


class Streams(NamedTuple):
    """A text as it is indexed: the key strings of :data:`STREAMS`, keys separated by spaces; of its words in their order how
    many characters each has and how many stand in front of it, the :func:`mark_of` all its keys (16 bits each, little-endian)
    and how many they are; and the words that may be suggested, lowercase.
    """

    wholes: str
    parts: str
    stems: str
    sizes: Sequence[int]
    gaps: Sequence[int]
    marks: Sequence[bytes]
    counts: Sequence[int]
    suggested: Sequence[str]


def streams(text: str) -> Streams:
    """The keys of :func:`keys` without their offsets, which the index does not hold; ten times as fast."""
    words, sizes, gaps, meant = analyser.words(text)
    if not words:
        return Streams("", "", "", (), (), (), (), ())
    shares = list(map(_SHARES.__getitem__, words))
    for at, other in meant.items():
        shares[at] = _share(words[at], other)
    wholes, parts, stems, marks, counts, suggested = zip(*shares, strict=True)
    return Streams(" ".join(wholes), " ".join(parts), " ".join(stems), sizes, gaps, marks, counts, suggested)


def is_read_in_place(text: str, start: int, end: int) -> bool:
    """Whether the word at ``text[start:end]`` may stand for another, which what is around it tells: jeugd- may be jeugdcoach."""
    return text[end : end + 1] == "-" or text[start:end].lower() in analyser.ENGLISH_HOMOGRAPHS


def key_at(text: str, start: int, end: int) -> Key:
    """The word that :func:`keys` finds at ``text[start:end]``, without looking at the rest of the text."""
    word = text[start:end]
    if not is_read_in_place(text, start, end):
        return Key(start, end, *key_of(word)[2:])
    before = max(0, start - _REACH)
    near = (
        key for key in keys(text[before : end + _REACH]) if before + key.start == start and key.text == word
    )
    return (next(near, None) or key_of(word))._replace(start=start, end=end)


@lru_cache(maxsize=_REMEMBERED)
def key_of(word: str) -> Key:
    """A word by itself."""
    whole, parts = analyser.keys_of(word)
    own, stems, leaves = _parts_of(word, whole, parts)
    return Key(0, len(word), word, whole, own, stems, leaves)
