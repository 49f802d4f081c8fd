"""Marks the words that met the query, as they are written, and cuts fragments around them.

Works on the offsets of the analyser that documents and queries share, so a word is marked also where only a
part of it met. Where the words of a record stand is kept with the index (:mod:`indexer.index.marks`): only those that may
have met are looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from app.search.expansion import Synonym
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


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` met word number ``word`` of the query."""

    start: int
    end: int
    word: int


class _Tokens:
    """Words of a text by position, and where each key stands, so that marking looks at what can meet and at nothing else."""

    def __init__(self, words: Iterable[tuple[int, Key]]) -> None:
        self.words = dict(words)
        self._places: tuple[dict[str, list[int]], ...] = ({}, {}, {})
        wholes, parts, stems = self._places
        for index, word in self.words.items():
            wholes.setdefault(word.whole, []).append(index)
            for part in word.parts:
                parts.setdefault(part, []).append(index)
            for stem in word.stems:
                stems.setdefault(stem, []).append(index)

    def with_whole(self, key: str) -> list[int]:
        return self._places[0].get(key, [])

    def with_part(self, key: str) -> list[int]:
        return self._places[1].get(key, [])

    def with_stem(self, key: str) -> list[int]:
        return self._places[2].get(key, [])


class Highlighter:
    """Marks the words of one query in the records of one generation."""

    def __init__(self, reader: Reader, words: Sequence[Word]) -> None:
        self._reader = reader
        self._words = words
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
            tokens = _Tokens((at.position, key_at(text, at.start, at.end)) for at in words)
            if marked := _marks(self._of_field(name), tokens):
                found[name] = _fragments(text[:LONGEST_TEXT], marked)
        return found

    def _of_field(self, name: str) -> list[Word]:
        return _of_field(self._words, name)


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
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        shown = (value or "")[:LONGEST_TEXT]
        if marked := _marks(_of_field(words, name), _Tokens(enumerate(keys(shown)))):
            found[name] = _fragments(shown, marked)
    return found


def _of_field(words: Sequence[Word], name: str) -> list[Word]:
    return [word for word in words if word.scope in (None, name)]


def _marks(words: Sequence[Word], tokens: _Tokens) -> list[Mark]:
    """Where the words met, by position, without overlap."""
    marked: dict[int, Mark] = {}
    for number, word in enumerate(words):
        for index in _met(word, tokens):
            marked.setdefault(index, Mark(tokens.words[index].start, tokens.words[index].end, number))
    return [marked[index] for index in sorted(marked)]


def _met(word: Word, tokens: _Tokens) -> Iterable[int]:
    if word.form == "phrase":
        return _rows(tuple(key.whole for key in word.keys), tokens)
    key = word.keys[0]
    if word.form == "prefix":
        begin = fold(word.text)
        return [
            index
            for index, token in tokens.words.items()
            if token.whole == key.whole or any(form.startswith(begin) for form in (token.whole, *token.parts))
        ]
    by_part, by_stem = key.smallest, key.smallest_stems
    direct = {
        *tokens.with_whole(key.whole),
        *(i for i in tokens.with_part(by_part[0]) if _contains(tokens.words[i].parts, by_part)),
        *(i for i in tokens.with_stem(by_stem[0]) if _contains(tokens.words[i].stems, by_stem)),
    }
    for synonym in word.synonyms:
        direct.update(_of_synonym(synonym, tokens))
    if direct or len(by_stem) < 2:
        return direct
    if word.loose:
        return [index for stem in by_stem for index in tokens.with_stem(stem)]
    # Only where the compound itself is nowhere: its parts as words of their own, when all are there.
    apart = [index for stem in by_stem for index in tokens.with_stem(stem)]
    return apart if all(tokens.with_stem(stem) for stem in by_stem) else []


def _of_synonym(synonym: Synonym, tokens: _Tokens) -> Iterable[int]:
    if len(synonym.keys) > 1:
        return _rows(tuple(key.whole for key in synonym.keys), tokens)
    key = synonym.keys[0]
    inside = (i for i in tokens.with_part(key.smallest[0]) if _contains(tokens.words[i].parts, key.smallest))
    return {*tokens.with_whole(key.whole), *inside}


def _contains(row: tuple[str, ...], piece: tuple[str, ...]) -> bool:
    size = len(piece)
    if size == 1:
        return piece[0] in row
    return any(row[at : at + size] == piece for at in range(len(row) - size + 1))


def _rows(wholes: tuple[str, ...], tokens: _Tokens) -> list[int]:
    size = len(wholes)
    found: list[int] = []
    for at in tokens.with_whole(wholes[0]):
        row = [tokens.words.get(index) for index in range(at, at + size)]
        if all(token is not None and token.whole == whole for token, whole in zip(row, wholes, strict=True)):
            found += range(at, at + size)
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
