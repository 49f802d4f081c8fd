"""Marks the words that met the query, as they are written, and cuts fragments around them.

Works on the offsets of the analyser that documents and queries share, so a word is marked also where only a
part of it met. Where the words of a record stand is kept with the index (:mod:`indexer.index.marks`): only those that may
have met are looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from app.search.query import Word
from app.search.reader import Doc, Marked, Reader
from indexer.index.keys import STREAMS, Key, is_read_in_place, key_at, key_of, keys, mark_of
from indexer.index.marks import FIELDS, LONGEST_TEXT, Standing, sought, standing
from indexer.index.schema import stream_field
from indexer.language.lexicon import fold

MOST_FRAGMENTS: Final = 3
LONGEST_FRAGMENT: Final = 200
_REACH: Final = LONGEST_FRAGMENT + 50
"""How far in front of a word the beginning of its sentence is sought: behind that a longer one is cut."""
# Behind the end of a sentence, or a line, something follows; sought from the sign that ends it, which is quicker.
_SENTENCE_END: Final = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)(?:\n+|\s+(?=[^\s\W]|\W[^\s\W])))")
_MARKUP: Final = re.compile(r"[&<>\"']")
"""What ``html.escape`` replaces."""
_STREAMS: Final = (STREAMS[0], STREAMS[1])
"""In which a prefix is sought."""
_NOTHING: Final[Mapping[str, str]] = {}
_FIELDS: Final = {"title": "title", "organisation": "organisation_text", "text": "body"}


class Mark(NamedTuple):
    """Characters ``start`` to ``end`` met word number ``word`` of the query."""

    start: int
    end: int
    word: int


class _Token(NamedTuple):
    """A word of a text, and which words of the query it meets by itself; the offsets of the key say nothing."""

    key: Key
    meets: tuple[bool, ...]


class _Place(NamedTuple):
    """The same, at characters ``start`` to ``end``."""

    start: int
    end: int
    key: Key
    meets: tuple[bool, ...]


Places = Mapping[int, _Place]
"""Words of a text by position."""


class _Sought(dict[str, _Token]):
    """Words that are sought. Which of them a word of a text meets by itself is worked out once for all texts: they share most
    of theirs.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__()
        self.words = words
        self._meeting = [_meeting(word) for word in words]

    def __missing__(self, said: str) -> _Token:
        found = self[said] = self.token(key_of(said))
        return found

    def token(self, key: Key) -> _Token:
        return _Token(key, tuple([meets(key) for meets in self._meeting]))

    def place(self, text: str, start: int, end: int) -> _Place:
        """The word that stands there."""
        if is_read_in_place(text, start, end):
            return _Place(start, end, *self.token(key_at(text, start, end)))
        return _Place(start, end, *self[text[start:end]])


class Highlighter:
    """Marks the words of one query in the records of one generation."""

    def __init__(self, reader: Reader, words: Sequence[Word]) -> None:
        self._reader = reader
        self._words = words
        self._of_field: dict[str, _Sought] = {}
        for name in FIELDS:  # mostly all words are sought in each
            inside = _in_field(words, name)
            known = [own for own in self._of_field.values() if own.words == inside]
            self._of_field[name] = known[0] if known else _Sought(inside)
        self._marked = marked = reader.marked
        keys = (key for word in words for key in _keys(word, marked)) if marked is not None else ()
        self._sought = sought(map(mark_of, keys))

    def highlights(
        self, docs: Sequence[Doc], card: Callable[[int], Mapping[str, Any]]
    ) -> list[dict[str, list[str]]]:
        """The highlights of each record, see :func:`highlights`. ``card`` gives the card of one of them by its number; it is
        asked for where a word may have met in it.
        """
        if not self._words:
            return [{} for _ in docs]
        if self._marked is None:
            return [self._analysed(doc, card(number)) for number, doc in enumerate(docs)]
        standings = standing([self._marked.marks(doc) for doc in docs], self._sought)
        return [
            self._found(doc, partial(card, number), words)
            for number, (doc, words) in enumerate(zip(docs, standings, strict=True))
        ]

    def _analysed(self, doc: Doc, card: Mapping[str, Any]) -> dict[str, list[str]]:
        fields = {name: card.get(name) for name in FIELDS}
        own = {"text": self._reader.own_text(doc)}
        return highlights(self._words, {**fields, "text": self._reader.text(doc)}, own)

    def _found(
        self, doc: Doc, card: Callable[[], Mapping[str, Any]], standing: Sequence[Standing]
    ) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        shown: Mapping[str, Any] | None = None
        for name, words in groupby(standing, key=attrgetter("field")):
            if name == "text":
                text = self._reader.text(doc)
            else:
                shown = shown or card()
                text = shown[name]
            place = self._of_field[name].place
            places = {position: place(text, start, end) for _, position, start, end in words}
            if marked := _marks(self._of_field[name].words, places):
                found[name] = _fragments(text[:LONGEST_TEXT], marked)
        return found


def _keys(word: Word, marked: Marked) -> Iterator[str]:
    """Every key by which a word may meet."""
    for key in (*word.keys, *(key for synonym in word.synonyms for key in synonym.keys)):
        yield key.whole
        yield from key.smallest
        yield from key.smallest_stems
    if word.form == "prefix":
        start = fold(word.text)
        for field in _FIELDS.values():
            for stream in _STREAMS:
                yield from marked.keys_beginning(stream_field(field, stream), start)


def highlights(
    words: Sequence[Word], fields: dict[str, str | None], own: Mapping[str, str] = _NOTHING
) -> dict[str, list[str]]:
    """HTML-escaped fragments with ``<mark>``, for each field by name in which a word met.

    A field gives up to three fragments of about 200 characters. A word that is asked for in the title or the
    organisation alone is marked there alone. ``own`` holds a field in which some may not be marked as it is looked through: as
    long, with blanks in their place.
    """
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        shown, of_field = (value or "")[:LONGEST_TEXT], _Sought(_in_field(words, name))
        sought_in = own.get(name, shown)[:LONGEST_TEXT]
        places = {
            n: _Place(key.start, key.end, *of_field.token(key)) for n, key in enumerate(keys(sought_in))
        }
        if marked := _marks(of_field.words, places):
            found[name] = _fragments(shown, marked)
    return found


def _in_field(words: Sequence[Word], name: str) -> list[Word]:
    return [word for word in words if word.scope in (None, name)]


def _marks(words: Sequence[Word], places: Places) -> list[Mark]:
    """Where the words met, by position, without overlap."""
    marked: dict[int, Mark] = {}
    for number, word in enumerate(words):
        for index in _met(number, word, places):
            if index not in marked:
                marked[index] = Mark(places[index].start, places[index].end, number)
    return [marked[index] for index in sorted(marked)]


def _met(number: int, word: Word, places: Places) -> Iterable[int]:
    if word.form == "phrase":
        return _rows(word.keys, places)
    direct = [index for index, place in places.items() if place.meets[number]]
    for synonym in word.synonyms:
        if len(synonym.keys) > 1:
            direct += _rows(synonym.keys, places)
    by_stem = word.keys[0].smallest_stems
    if direct or len(by_stem) < 2 or word.form == "prefix":
        return direct
    # Only where the compound itself is nowhere: its parts as words of their own, when all are there.
    apart = [[index for index, place in places.items() if stem in place.key.stems] for stem in by_stem]
    return list(chain.from_iterable(apart)) if word.loose or all(apart) else []


def _meeting(word: Word) -> Callable[[Key], bool]:
    """Tells whether a word of a text meets that of the query, or one of its synonyms of one word, by itself."""
    key = word.keys[0]
    if word.form == "prefix":
        begin = fold(word.text)
        return lambda token: (
            token.whole == key.whole or any(form.startswith(begin) for form in (token.whole, *token.parts))
        )
    each = [key, *(synonym.keys[0] for synonym in word.synonyms if len(synonym.keys) == 1)]
    wholes = {one.whole for one in each}
    part, parts = _split(one.smallest for one in each)
    stem, stems = _split([key.smallest_stems])

    def meets(token: Key) -> bool:
        if token.whole in wholes or not part.isdisjoint(token.parts) or not stem.isdisjoint(token.stems):
            return True
        return any(row[0] in token.parts and _contains(token.parts, row) for row in parts) or any(
            row[0] in token.stems and _contains(token.stems, row) for row in stems
        )

    return meets


def _split(rows: Iterable[tuple[str, ...]]) -> tuple[set[str], list[tuple[str, ...]]]:
    """Those that stand alone, and the longer ones."""
    held = list(rows)
    return {row[0] for row in held if len(row) == 1}, [row for row in held if len(row) != 1]


def _contains(row: tuple[str, ...], piece: tuple[str, ...]) -> bool:
    size = len(piece)
    return any(row[at : at + size] == piece for at in range(len(row) - size + 1))


def _rows(row: Sequence[Key], places: Places) -> list[int]:
    """The positions of the words that stand in such a row."""
    found: list[int] = []
    for at, first in places.items():
        if first.key.whole == row[0].whole:
            stands = (places.get(index) for index in range(at, at + len(row)))
            if all(
                own is not None and own.key.whole == key.whole for own, key in zip(stands, row, strict=True)
            ):
                found += range(at, at + len(row))
    return found


def _fragments(text: str, marks: Sequence[Mark]) -> list[str]:
    """The sentences that say most of the query, in the order of the text."""
    windows = [_window(text, start, end, inside) for start, end, inside in _sentences(text, marks)]
    windows.sort(key=lambda window: (-len({mark.word for mark in window[2]}), -len(window[2]), window[0]))
    fragments: dict[str, int] = {}  # a text that says the same twice is shown saying it once
    for start, end, inside in windows:
        fragments.setdefault(_marked(text, start, end, inside), start)
        if len(fragments) == MOST_FRAGMENTS:
            break
    return sorted(fragments, key=fragments.__getitem__)


def _sentences(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """The sentences with a mark, by position, each with the marks that lie within it. One that begins further back than is
    shown begins at that.
    """
    start = at = 0
    while at < len(marks):
        first = marks[at].start
        start = max(start, first - _REACH)
        stop = after = len(text)
        for end in _SENTENCE_END.finditer(text, start):
            sign = end.start()
            if sign >= first:
                stop, after = sign + (text[sign] != "\n"), end.end()
                break
            start = end.end()
        behind = at
        while behind < len(marks) and marks[behind].start < stop:
            behind += 1
        if inside := [mark for mark in marks[at:behind] if start <= mark.start and mark.end <= stop]:
            yield start, stop, inside
        start, at = after, behind


def _window(text: str, start: int, end: int, inside: list[Mark]) -> tuple[int, int, list[Mark]]:
    """A sentence that is too long is cut, at spaces, around its first mark."""
    if end - start > LONGEST_FRAGMENT:
        first = inside[0]
        left = max(start, first.start - LONGEST_FRAGMENT // 4)
        right = max(first.end, min(end, left + LONGEST_FRAGMENT))
        if left > start:
            space = text.find(" ", left, first.start)
            left = space + 1 if space >= 0 else first.start
        if right < end:
            space = text.rfind(" ", first.end, right)
            right = space if space >= 0 else right
        start, end = left, right
        inside = [mark for mark in inside if start <= mark.start and mark.end <= end]
    return start, end, inside


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    # Most fragments hold nothing to escape, which one look at the whole tells sooner than one at each piece.
    escape = html.escape if _MARKUP.search(text, start, end) else str
    pieces: list[str] = []
    at = start
    for mark in marks:
        pieces += (escape(text[at : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>")
        at = mark.end
    pieces.append(escape(text[at:end]))
    return "".join(pieces).strip()
