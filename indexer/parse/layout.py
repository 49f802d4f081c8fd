"""The layout of a plain text: lines, label/value pairs, sections and sentences, all as character offsets.

The rules read the style of a line, never the portal it came from: a known label before a colon, before a value, alone
above its value, or glued to the value before it; headings by form and wording; a lead-in that ends in a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter

from indexer.parse.bars import with_bars
from indexer.parse.boxes import any_ticked, choices, has_boxes
from indexer.parse.label_pairs import read_pairs
from indexer.parse.lines import Labelled, Line, Section, lowered, split_lines
from indexer.parse.lots import lot_rows
from indexer.parse.pieces import apart, is_headline
from indexer.parse.sections import ASKING, read_sections

__all__ = ["ASKING", "HEADLINES", "NOISE", "Labelled", "Layout", "Line", "Section", "build_layout"]

# Labels of a line that names the assignment, and may hold its facts in pieces.
HEADLINES = frozenset({"title", "other", "free"})
NOISE = frozenset({"related", "navigation"})
_START = attrgetter("start")
_FACTS, _LONGEST_FACTS = 4, 400  # signs between the facts of a row; characters of it
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Ý0-9€•-])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:d\.w\.z|o\.a|m\.b\.t|i\.v\.m|t\.a\.v|t\.b\.v|m\.u\.v|n\.a\.v|i\.s\.m|i\.p\.v|e\.d|e\.v|a\.s|j\.l|p\.w|p\.u|p\.m|z\.s\.m|"
    r"incl|excl|max|min|verl|art|jl|resp|ca|bijv|bv|evt|nr|ref|tel|mr|dr|drs|ing|ir|dhr|mevr|mw|prof|st|vs|gem|inw|"
    r"jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|ma|di|wo|vr|za)\.$"
)


@dataclass(slots=True)
class Layout:
    """What the field modules ask; offsets count in ``text``."""

    text: str
    lines: list[Line]
    labels: list[Labelled]
    sections: list[Section]
    unticked: list[tuple[int, int]]  # choices of a form that are not made
    _line_starts: list[int] = field(init=False)
    _section_starts: list[int] = field(init=False)
    _has_noise: bool = field(init=False)
    _by_key: dict[str, list[Labelled]] = field(init=False)
    _pieces: list[tuple[int, int]] | None = field(init=False, default=None)
    _said: dict[tuple[int, int, int], bool] = field(init=False, default_factory=dict)
    # Start and end of all sentences in order, blank lines left out.
    sentences: list[tuple[int, int]] = field(init=False)
    # Values of labels by where they start: start, end, index; and how far those up to each reach.
    _values: list[tuple[int, int, int]] = field(init=False)
    _value_starts: list[int] = field(init=False)
    _value_reach: list[int] = field(init=False)
    low: str = field(init=False, default="")  # the text in lower case, character by character
    # Where the short lines at the top end and the first paragraph (200 characters or more) begins.
    header_end: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.low = lowered(self.text)
        long = (
            line.start for line in self.lines if line.end - line.content >= 200 and not _is_row(line.text)
        )
        self.header_end = next(long, len(self.text))
        self._line_starts = [line.start for line in self.lines]
        self._section_starts = [section.start for section in self.sections]
        self._has_noise = bool(self.unticked) or any(section.kind in NOISE for section in self.sections)
        self.sentences = _all_sentences(self.text, self.low, self.lines)
        self._values = sorted((pair.start, pair.end, index) for index, pair in enumerate(self.labels))
        self._value_starts = [start for start, _, _ in self._values]
        self._value_reach = list(accumulate((end for _, end, _ in self._values), max))
        self._by_key = {}
        for pair in self.labels:
            self._by_key.setdefault(pair.key, []).append(pair)

    def labelled(self, *keys: str) -> list[Labelled]:
        """Pairs with one of these keys, in text order, empty values and sections that are noise left out."""
        found = [pair for key in keys for pair in self._by_key.get(key, ()) if pair.end > pair.start]
        if self._has_noise:
            found = [pair for pair in found if not self.is_noise(pair.label_start)]
        if len(found) > 1:
            found.sort(key=_START)
        return found

    def section_at(self, offset: int) -> Section:
        return self.sections[bisect_right(self._section_starts, offset, 1) - 1]

    def is_noise(self, offset: int) -> bool:
        """Whether the offset lies in navigation, in a listing of other assignments, or in a choice that is not made."""
        return self._has_noise and (self.section_at(offset).kind in NOISE or self.is_unticked(offset))

    def is_unticked(self, offset: int) -> bool:
        """Whether the offset lies in a choice of a form whose box is empty."""
        return bool(self.unticked) and any(start <= offset < end for start, end in self.unticked)

    def line_at(self, offset: int) -> Line:
        return self.lines[bisect_right(self._line_starts, offset, 1) - 1]

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence around the offset; a sentence never crosses a line."""
        line = self.line_at(offset)
        if offset < line.content:  # in the bullet or the stamp before the words
            parts = _sentences(self.text, self.low, line.start, line.end)
            return next((part for part in parts if offset < part[1]), (line.start, line.end))
        number = bisect_right(self.sentences, (offset, len(self.text))) - 1
        if number < 0 or self.sentences[number][0] < line.start:
            return line.content, line.end
        return self.sentences[number]

    def says(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Whether a pattern in lower case is found between two offsets; remembered, as several mentions share a sentence."""
        key = (id(pattern), start, end)
        if (known := self._said.get(key)) is None:
            known = self._said[key] = pattern.search(self.low[start:end]) is not None
        return known

    def label_covering(self, offset: int) -> Labelled | None:
        """The pair whose value holds the offset, if any; the first where several do."""
        number = bisect_right(self._value_starts, offset)
        found: list[int] = []
        while number and self._value_reach[number - 1] > offset:
            number -= 1
            if self._values[number][1] > offset:
                found.append(self._values[number][2])
        return self.labels[min(found)] if found else None

    def pieces(self) -> list[tuple[int, int]]:
        """What stands alone above the text: short lines, and what pipes, dots or dashes set apart in one; labels left out."""
        if self._pieces is None:
            self._pieces = [
                piece
                for line in self.lines
                if line.start < self.header_end
                and (line.kind not in ("blank", "label") or is_headline(line.text))
                and (line.end - line.content <= 160 or _is_row(line.text))
                for piece in apart(line.content, line.text)
            ]
        return self._pieces

    def piece_at(self, offset: int) -> tuple[int, int]:
        """The piece around the offset, an empty one where there is none."""
        return next((piece for piece in self.pieces() if piece[0] <= offset < piece[1]), (offset, offset))


def _is_row(words: str) -> bool:
    """Whether a line is a row of facts that slashes, bars or dots part, longer than other lines of a header."""
    return len(words) <= _LONGEST_FACTS and sum(map(words.count, (" / ", " | ", " · "))) >= _FACTS


def _sentences(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(low, max(start - 1, match.start() - 8, 0), match.start() + 1):
            yield start, match.end()
            start = match.end()
    if start < end:
        yield start, end


def _all_sentences(text: str, low: str, lines: list[Line]) -> list[tuple[int, int]]:
    """The sentences of all lines, found in one pass over the text; what ends on another line than it begins ends none."""
    found: list[tuple[int, int]] = []
    stops = _SENTENCE_END.finditer(text)
    stop = next(stops, None)
    for line in lines:
        if line.kind == "blank":
            continue
        start, end = line.content, line.end
        while stop is not None and (at := stop.start()) < end:
            after = stop.end()
            if (
                at >= start
                and after < end
                and not _ABBREVIATION.search(low, max(start - 1, at - 8, 0), at + 1)
            ):
                found.append((start, after))
                start = after
            stop = next(stops, None)
        if start < end:
            found.append((start, end))
    return found


def build_layout(text: str) -> Layout:
    """Read the layout of a plain text with ``\\n`` line ends. Never raises on any text."""
    lines = split_lines(with_bars(text))
    labels = read_pairs(text, lines)
    sections = read_sections(text, lines)
    unticked = [
        (line.content + choice.start, line.content + choice.end)
        for line in (lines if has_boxes(text) and any_ticked(text) else ())
        for choice in choices(line.text)
        if not choice.ticked
    ]
    if "perceel" in text.lower():
        _, others = lot_rows([line.text for line in lines])
        unticked += [(lines[number].start, lines[number].end) for number in others]
    return Layout(text, lines, labels, sections, unticked)
