"""Marks the words that met the query, as they are written, and cuts fragments around them.

Works on the offsets of the analyser that documents and queries share, so a word is marked also where only a
part of it met.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from app.search.expansion import Synonym
from app.search.query import Word
from indexer.index.keys import keys
from indexer.language.lexicon import fold

MOST_FRAGMENTS: Final = 3
LONGEST_FRAGMENT: Final = 200
LONGEST_TEXT: Final = 60_000
"""How much of a text is looked through, in characters; a whole assignment is seldom above 15,000."""
_KEPT: Final = 256

_SENTENCE_END: Final = re.compile(r"\n+|(?<=[.!?])\s+(?=[^\s\W]|\W[^\s\W])")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` met word number ``word`` of the query."""

    start: int
    end: int
    word: int


class _Tokens:
    """The words of a text, and where each key stands, so that marking looks at what can meet and at nothing else."""

    def __init__(self, text: str) -> None:
        self.words = keys(text)
        self._places: tuple[dict[str, list[int]], ...] = ({}, {}, {})
        wholes, parts, stems = self._places
        for index, word in enumerate(self.words):
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


@lru_cache(maxsize=_KEPT)
def _analysed(text: str) -> _Tokens:
    return _Tokens(text)


def highlights(words: Sequence[Word], fields: dict[str, str | None]) -> dict[str, list[str]]:
    """HTML-escaped fragments with ``<mark>``, for each field by name in which a word met.

    A field gives up to three fragments of about 200 characters. A word that is asked for in the title or the
    organisation alone is marked there alone.
    """
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        shown = (value or "")[:LONGEST_TEXT]
        marked = find_marks([word for word in words if word.scope in (None, name)], shown)
        if marked:
            found[name] = _fragments(shown, marked)
    return found


def find_marks(words: Sequence[Word], text: str) -> list[Mark]:
    """Where the words met, by position, without overlap."""
    tokens = _analysed(text)
    marks: dict[int, Mark] = {}
    for number, word in enumerate(words):
        for index in _met(word, tokens):
            marks.setdefault(index, Mark(tokens.words[index].start, tokens.words[index].end, number))
    return [marks[index] for index in sorted(marks)]


def _met(word: Word, tokens: _Tokens) -> Iterable[int]:
    if word.form == "phrase":
        return _rows(tuple(key.whole for key in word.keys), tokens)
    key = word.keys[0]
    if word.form == "prefix":
        begin = fold(word.text)
        return [
            index
            for index, token in enumerate(tokens.words)
            if token.whole == key.whole
            or any(form.startswith(begin) for form in (fold(token.text), token.whole, *token.parts))
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
        if tuple(token.whole for token in tokens.words[at : at + size]) == wholes:
            found += range(at, at + size)
    return found


def _fragments(text: str, marks: Sequence[Mark]) -> list[str]:
    """The sentences that say most of the query, in the order of the text."""
    windows: list[tuple[int, int, list[Mark]]] = []
    for start, end in _sentences(text):
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        if inside:
            windows.append(_window(text, start, end, inside))
    windows.sort(key=lambda window: (-len({mark.word for mark in window[2]}), -len(window[2]), window[0]))
    fragments: dict[str, int] = {}  # a text that says the same twice is shown saying it once
    for start, end, inside in windows:
        fragments.setdefault(_marked(text, start, end, inside), start)
        if len(fragments) == MOST_FRAGMENTS:
            break
    return sorted(fragments, key=fragments.__getitem__)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


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


def highlight_card(words: Sequence[Word], card: dict[str, Any], text: str) -> dict[str, list[str]]:
    """The highlights of one record."""
    fields = {name: card.get(name) for name in ("title", "organisation", "summary")}
    return highlights(words, {**fields, "text": text})
