"""Marks the words that met the query, as they are written, and cuts fragments around them.

Works on the offsets of the analyser that documents and queries share, so a word is marked also where only a
part of it met. Where the words of a record stand is kept with the index (:mod:`indexer.index.marks`): only those that may
have met are looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final

from app.search.query import Word
from app.search.reader import Doc, Marked, Reader
from indexer.index.keys import STREAMS, Key, key_at, keys, mark_of
from indexer.index.marks import FIELDS, LONGEST_TEXT, sought, standing
from indexer.index.schema import stream_field
from indexer.language.lexicon import fold

MOST_FRAGMENTS: Final = 3
LONGEST_FRAGMENT: Final = 200
_REACH: Final = LONGEST_FRAGMENT + 50
"""How far in front of a word the beginning of its sentence is sought: behind that a longer one is cut."""
# Behind the end of a sentence, or a line, something follows; sought from the sign that ends it, which is quicker.
_SENTENCE_END: Final = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)(?:\n+|\s+(?=[^\s\W]|\W[^\s\W])))")
_STREAMS: Final = (STREAMS[0], STREAMS[1])
"""In which a prefix is sought."""
_FIELDS: Final = {"title": "title", "organisation": "organisation_text", "text": "body"}


Tokens = Mapping[int, Key]
"""Words of a text by position."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` met word number ``word`` of the query."""

    start: int
    end: int
    word: int


class _Sought:
    """A word of the query. Whether a word of a text meets it by itself is worked out once for all texts: they share most of theirs."""

    def __init__(self, word: Word) -> None:
        self.word = word
        self._known: dict[tuple[str, str], bool] = {}

    def meets(self, token: Key) -> bool:
        """Whether the token meets the word, or one of its synonyms of one word."""
        said = token.text, token.whole  # "jeugd-" may stand for jeugdcoach
        met = self._known.get(said)
        if met is None:
            met = self._known[said] = _meets(self.word, token)
        return met


class Highlighter:
    """Marks the words of one query in the records of one generation."""

    def __init__(self, reader: Reader, words: Sequence[Word]) -> None:
        self._reader = reader
        self._words = words
        each = [_Sought(word) for word in words]
        self._of_field = {name: _of_field(each, name) for name in FIELDS}
        self._marked = marked = reader.marked
        keys = (key for word in words for key in _keys(word, marked)) if marked is not None else ()
        self._sought = sought(map(mark_of, keys))

    def highlights(self, card: dict[str, Any], doc: Doc) -> dict[str, list[str]]:
        """The highlights of a record, see :func:`highlights`."""
        if not self._words:
            return {}
        if self._marked is None:
            fields = {name: card.get(name) for name in FIELDS}
            return highlights(self._words, {**fields, "text": self._reader.text(doc)})
        found: dict[str, list[str]] = {}
        for name, words in groupby(standing(self._marked.marks(doc), self._sought), key=attrgetter("field")):
            text: str = self._reader.text(doc) if name == "text" else card[name]
            tokens = {at.position: key_at(text, at.start, at.end) for at in words}
            if marked := _marks(self._of_field[name], tokens):
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


def highlights(words: Sequence[Word], fields: dict[str, str | None]) -> dict[str, list[str]]:
    """HTML-escaped fragments with ``<mark>``, for each field by name in which a word met.

    A field gives up to three fragments of about 200 characters. A word that is asked for in the title or the
    organisation alone is marked there alone.
    """
    each = [_Sought(word) for word in words]
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        shown = (value or "")[:LONGEST_TEXT]
        if marked := _marks(_of_field(each, name), dict(enumerate(keys(shown)))):
            found[name] = _fragments(shown, marked)
    return found


def _of_field(words: Sequence[_Sought], name: str) -> list[_Sought]:
    return [one for one in words if one.word.scope in (None, name)]


def _marks(words: Sequence[_Sought], tokens: Tokens) -> list[Mark]:
    """Where the words met, by position, without overlap."""
    marked: dict[int, Mark] = {}
    for number, word in enumerate(words):
        for index in _met(word, tokens):
            if index not in marked:
                marked[index] = Mark(tokens[index].start, tokens[index].end, number)
    return [marked[index] for index in sorted(marked)]


def _met(sought: _Sought, tokens: Tokens) -> Iterable[int]:
    word = sought.word
    if word.form == "phrase":
        return _rows(word.keys, tokens)
    direct = [index for index, token in tokens.items() if sought.meets(token)]
    for synonym in word.synonyms:
        if len(synonym.keys) > 1:
            direct += _rows(synonym.keys, tokens)
    by_stem = word.keys[0].smallest_stems
    if direct or len(by_stem) < 2 or word.form == "prefix":
        return direct
    # Only where the compound itself is nowhere: its parts as words of their own, when all are there.
    apart = [[index for index, token in tokens.items() if stem in token.stems] for stem in by_stem]
    return list(chain.from_iterable(apart)) if word.loose or all(apart) else []


def _meets(word: Word, token: Key) -> bool:
    key = word.keys[0]
    if token.whole == key.whole:
        return True
    if word.form == "prefix":
        begin = fold(word.text)
        return any(form.startswith(begin) for form in (token.whole, *token.parts))
    if _contains(token.parts, key.smallest) or _contains(token.stems, key.smallest_stems):
        return True
    others = (synonym.keys[0] for synonym in word.synonyms if len(synonym.keys) == 1)
    return any(token.whole == other.whole or _contains(token.parts, other.smallest) for other in others)


def _contains(row: tuple[str, ...], piece: tuple[str, ...]) -> bool:
    size = len(piece)
    if size == 1:
        return piece[0] in row
    return any(row[at : at + size] == piece for at in range(len(row) - size + 1))


def _rows(row: Sequence[Key], tokens: Tokens) -> list[int]:
    """The positions of the words that stand in such a row."""
    found: list[int] = []
    for at, first in tokens.items():
        if first.whole == row[0].whole:
            stands = (tokens.get(index) for index in range(at, at + len(row)))
            if all(own is not None and own.whole == key.whole for own, key in zip(stands, row, strict=True)):
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
        behind = next((n for n in range(at, len(marks)) if marks[n].start >= stop), len(marks))
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
    pieces: list[str] = []
    at = start
    for mark in marks:
        pieces.append(html.escape(text[at : mark.start]))
        pieces.append(f"<mark>{html.escape(text[mark.start : mark.end])}</mark>")
        at = mark.end
    pieces.append(html.escape(text[at:end]))
    return "".join(pieces).strip()
