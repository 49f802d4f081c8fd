"""Words with their boxes on a page -> lines and label/value pairs; ``pdf_paragraphs`` makes text of them.

Coordinates are PDF points (1/72 inch) from the lower left corner of the page, as in ISO 32000.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from statistics import median

from indexer.readers.tables import label_line, pairs_in_turn

# Shares of the letter size: the gap that sets a value apart from its label, a running head from the text; the overlap in height of
# words on one line; how far above its label a value may begin; how far from a bullet drawn as a dot its text may begin.
_WIDE_GAP = 1.5
_MARGIN_GAP = 1.2
_BESIDE = 0.25
_CENTRED = 2.5
_BULLET_GAP = 2.0
# Words looked at to see what stands below a value.
_AHEAD = 20
# Share of lines that may stand above the one before them in a stream that is in reading order.
_UPWARD_SHARE = 0.2
# Share of the page's height at the top and bottom where running heads and page numbers stand.
_MARGIN_ZONE = 0.11
_PAGE_NUMBER = re.compile(
    r"(?:pagina|page|blz\.?|pag\.?|p\.)?\s*[-–|]?\s*\d{1,4}\s*(?:(?:van|of|/|\|)\s*\d{1,4})?\s*[-–|]?", re.I
)
_PRINTED_FOOT = re.compile(r"(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?")
_PRINTED_HEAD = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},? +\d{1,2}[:.]\d{2}")
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"[•·▪◦‣⁃∙●○■□▫➢➤►▸✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fco*–—-]|\(?(?:\d{1,2}|[a-z])[.)]")
_LABEL_CHARS = 45


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; ``size`` is the height of its letters."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True)
class Line:
    """Words beside each other. ``column`` is where the words after a bullet, or the value, begin."""

    words: tuple[Word, ...]
    page: int
    # Where a value is known to begin because the rows around have theirs there; None leaves it to the gaps.
    value_at: int | None = None

    @cached_property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        return max(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return min(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def is_item(self) -> bool:
        return len(self.words) > 1 and bool(_BULLET.fullmatch(self.words[0].text))

    @cached_property
    def segments(self) -> list[list[Word]]:
        """The words in runs, set apart by wide gaps; a bullet belongs to the run after it."""
        if self.value_at is not None:
            return [list(self.words[: self.value_at]), list(self.words[self.value_at :])]
        runs = [[self.words[0]]]
        wide = _WIDE_GAP * self.size
        for before, word in pairwise(self.words):
            after_bullet = len(runs[-1]) == 1 and len(runs) == 1 and self.is_item
            if word.left - before.right > wide and not after_bullet:
                runs.append([])
            runs[-1].append(word)
        return runs

    @cached_property
    def column(self) -> float:
        segments = self.segments
        if len(segments) > 1:
            return segments[-1][0].left
        return self.words[1].left if self.is_item else self.left

    @cached_property
    def is_pair(self) -> bool:
        """A short label and its value, set apart by a gap."""
        segments = self.segments
        label = sum(len(word.text) + 1 for word in segments[0]) - 1
        return len(segments) == 2 and label <= _LABEL_CHARS and not self.is_item

    @cached_property
    def is_row(self) -> bool:
        """One or more labels, each with its value."""
        return self.is_pair or (len(self.segments) > 2 and pairs_in_turn([self._runs]))

    @cached_property
    def _runs(self) -> list[str]:
        return [" ".join(word.text for word in run) for run in self.segments]

    @cached_property
    def text(self) -> str:
        runs = self._runs
        return "\n".join(map(label_line, runs[::2], runs[1::2])) if self.is_row else " ".join(runs)


def with_bullets(words: Sequence[Word], dots: Sequence[Box]) -> list[Word]:
    """The words with a bullet before each that a dot is drawn to the left of, if no word stands left of the dot."""
    bullets: dict[int, Word] = {}
    for dot in dots:
        height = (dot.bottom + dot.top) / 2
        beside = [number for number, word in enumerate(words) if word.bottom < height < word.top]
        after = [number for number in beside if words[number].left >= dot.right]
        if not after:
            continue
        first = min(after, key=lambda number: words[number].left)
        word = words[first]
        near = _BULLET_GAP * word.size
        if word.left - dot.right <= near and all(
            number in after or words[number].right < dot.left - near for number in beside
        ):
            bullets[first] = Word("•", dot.left, dot.right, word.bottom, word.top)
    return [
        one for number, word in enumerate(words) for one in (bullets.get(number), word) if one is not None
    ]


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """Words in the order of the page's own stream -> lines in reading order."""
    groups: list[list[Word]] = []
    for number, word in enumerate(words):
        if _is_beside_wrapped_label(groups, words[number : number + _AHEAD]):
            groups[-2:] = [groups[-2] + groups[-1]]
            groups[-1].append(word)
        elif groups and (_beside(groups[-1][-1], word) or _is_centred_value(groups, word)):
            groups[-1].append(word)
        else:
            groups.append([word])
    lines = [Line(tuple(group), page) for group in groups]
    return _with_columns(lines if _reads_downwards(lines) else _sorted_lines(lines))


def _with_columns(lines: list[Line]) -> list[Line]:
    """A label that fills its column leaves no wide gap; the value is known by the column of the rows around it."""
    columns = {
        at for at, count in Counter(round(line.column) for line in lines if line.is_pair).items() if count > 1
    }

    def mended(line: Line) -> Line:
        if not columns or line.is_item or len(line.segments) > 1:
            return line
        at = next((n for n, word in enumerate(line.words) if n and round(word.left) in columns), None)
        split = replace(line, value_at=at)
        return split if split.is_pair else line

    def beside_pair(number: int) -> bool:
        return any(lines[near].is_pair for near in (number - 1, number + 1) if 0 <= near < len(lines))

    return [mended(line) if beside_pair(number) else line for number, line in enumerate(lines)]


def _overlap(one: Word, other: Word) -> float:
    """How much height two words share, in points; below zero, how far apart they stand."""
    return min(one.top, other.top) - max(one.bottom, other.bottom)


def _beside(before: Word, word: Word) -> bool:
    """Whether the word stands to the right at the same height."""
    lower = min(before.size, word.size)
    return _overlap(before, word) > _BESIDE * lower and word.left >= before.right - 0.5 * lower


def _is_beside_wrapped_label(groups: list[list[Word]], words: Sequence[Word]) -> bool:
    """Whether the first word starts the value of a label of two lines, at the height of the first of them.

    A label with its own value below is another cell, beside a label and its value.
    """
    if len(groups) < 2:
        return False
    (upper, lower), word = groups[-2:], words[0]
    below = next((one for one in words if one.top <= word.bottom + _BESIDE * word.size), None)
    if below is not None and _overlap(below, lower[0]) > 0 and not below.text[:1].islower():
        return False
    gap = upper[0].bottom - lower[0].top
    return (
        lower[0].text[:1].islower()
        and abs(lower[0].left - upper[0].left) <= 0.5 * word.size
        and -_BESIDE * word.size <= gap <= _BESIDE * word.size
        and _overlap(upper[-1], word) > _BESIDE * word.size
        and word.left > max(upper[-1].right, lower[-1].right)
        and sum(len(one.text) + 1 for one in upper + lower) <= _LABEL_CHARS
    )


def _is_centred_value(groups: list[list[Word]], word: Word) -> bool:
    """Whether the word starts a value that the label before it is centred against, and not the cell beside a label and its value."""
    before = groups[-1][-1]
    lower = min(before.size, word.size)
    if (
        not 0 <= word.bottom - before.top + lower <= _CENTRED * lower
        or word.left <= before.right + _WIDE_GAP * lower
    ):
        return False
    return _overlap(before, word) <= _BESIDE * lower and all(
        _overlap(group[0], word) <= _BESIDE * lower for group in groups[-4:-1]
    )


def _reads_downwards(lines: list[Line]) -> bool:
    """Whether few lines stand above the one before them in their column: the stream is in reading order then.

    Some do in any case: many programs draw running heads after the text.
    """
    upwards = sum(
        line.bottom >= before.top - 0.2 * before.size
        and line.left < before.right
        and before.left < line.right
        for before, line in pairwise(lines)
    )
    return upwards <= _UPWARD_SHARE * (len(lines) - 1)


def _sorted_lines(lines: list[Line]) -> list[Line]:
    """From top to bottom, at one height from left to right; left alone where the page has columns."""
    by_height = sorted(lines, key=lambda line: -line.top)
    rows: list[list[Line]] = []
    for line in by_height:
        if rows and rows[-1][0].bottom < (line.top + line.bottom) / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    columns = sum(1 for row in rows if len(row) > 1 and all(len(line.words) > 4 for line in row))
    if columns * 3 > len(rows):
        return lines
    return [
        Line(
            tuple(word for line in sorted(row, key=lambda one: one.left) for word in line.words), row[0].page
        )
        for row in rows
    ]


def without_running_heads(pages: list[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Leave out page numbers, and what most pages repeat at the same height in their margin, apart from the text."""
    seen = Counter(
        key for page in pages for key in {_key(line) for line in page if _in_margin(line, heights[line.page])}
    )
    repeated = {key for key, count in seen.items() if count >= max(2, (len(pages) + 1) // 2)}
    printed = any(_PRINTED_FOOT.fullmatch(line.text) for page in pages for line in page)
    kept: list[list[Line]] = []
    for page in pages:
        height = heights[page[0].page] if page else 0.0
        downwards = sorted(page, key=lambda line: -line.top)
        dropped = {
            id(line)
            for line in (*_margin_block(downwards, repeated), *_margin_block(downwards[::-1], repeated))
        }
        for line in page:
            outermost = line in (downwards[0], downwards[-1])
            if _in_margin(line, height) and _is_margin_note(line.text, printed, outermost=outermost):
                dropped.add(id(line))
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _in_margin(line: Line, height: float) -> bool:
    return line.top < height * _MARGIN_ZONE or line.bottom > height * (1 - _MARGIN_ZONE)


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.lower()), round(line.bottom / 6)


def _margin_block(inwards: list[Line], repeated: set[tuple[str, int]]) -> list[Line]:
    """The repeated lines at the edge, if space lies between them and the first line that is not repeated."""
    block = list(takewhile(lambda line: _key(line) in repeated, inwards))
    if not block or len(block) == len(inwards):
        return block
    last, following = block[-1], inwards[len(block)]
    gap = max(last.bottom - following.top, following.bottom - last.top)
    return block if gap > _MARGIN_GAP * last.size else []


def _is_margin_note(text: str, printed: bool, *, outermost: bool) -> bool:
    """A page number, or what a browser prints above and below a page: its address, the date and the page's title.

    A number alone may be a value, unless no line stands farther out.
    """
    if _PAGE_NUMBER.fullmatch(text.strip()) and (outermost or not text.strip().isdigit()):
        return True
    return printed and bool(_PRINTED_FOOT.fullmatch(text) or _PRINTED_HEAD.match(text))
