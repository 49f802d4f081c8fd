"""Lines of a page -> plain text: a wrapped paragraph on one line, a blank line where space is left.

How far the lines of a column run, and how far apart they stand, is learned from the lines that are wrapped without doubt: those
that a line beginning with a small letter follows. Where a page has too few of them, its width tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.hyphens import ENDS_IN_HYPHEN, LINE_HYPHEN, mend_hyphens
from indexer.readers.pdf_layout import Line
from indexer.readers.plain import tidy

# Shares of the letter size: the gap that sets a paragraph apart from the next, the rows of a form; the farthest that wrapped lines
# stand apart; the room that a paragraph's first line may be indented by; a space.
_PARAGRAPH_GAP = 0.45
_ROW_GAP = 1.5
_WIDEST_LEADING = 1.4
_FIRST_INDENT = 4.0
_SPACE = 0.25
# Points that letter sizes of one paragraph may differ by, and that set a heading apart.
_SAME_SIZE = 0.6
_HEADING_SIZE = 1.5
# How many wrapped lines teach the gap between lines, and the edge of a column; what share of them must reach it.
_LEAST_GAPS = 2
_LEAST_WRAPPED = 3
_WRAPPED_SHARE = 0.8
# Taught edges that are looked at on either side of a line; those within so many letter sizes are of one column.
_NEAREST = 8
_ONE_EDGE = 6.0
_LABEL = re.compile(r"[A-ZÀ-Ý][^:.!?]{0,45}:(?:\s|$)")
_LABEL_WORDS = 4
# How many lines higher what stands beside a cell may end.
_CELL_LINES = 4
# Lines looked at on either side of one in a cell.
_AROUND = 150
_CLOSED = re.compile(r"[.!?:;][\"'’”)]*$")


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the lines of a paragraph end: taught by line ``number``, for lines that begin at ``left`` or farther."""

    number: int
    left: float
    right: float


def text_of(pages: list[list[Line]], widths: Sequence[float]) -> str:
    """The lines as plain text; ``widths`` are those of the pages, in points."""
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    gap = _paragraph_gap(lines)
    right = _right_edges(lines, widths)
    parts = [lines[0].text]
    for number, (before, line) in enumerate(pairwise(lines)):
        if _goes_on(before, line, right[number], gap) or _goes_on_in_cell(lines, number):
            parts[-1] = ENDS_IN_HYPHEN.sub(LINE_HYPHEN, parts[-1])
            parts.append(" ")
        else:
            parts.append("\n\n" if _apart(before, line, gap) else "\n")
        parts.append(line.text)
    return tidy(mend_hyphens("".join(parts)))


def _wraps(before: Line, line: Line) -> bool:
    """Whether ``line`` is the rest of ``before`` by its looks: it begins with a small letter or a bracket, right below."""
    return (
        line.page == before.page
        and (line.words[0].text[:1].islower() or line.words[0].text[:1] == "(")
        and not line.is_item
        and abs(line.size - before.size) <= _SAME_SIZE
        and -0.5 * line.size < before.bottom - line.top <= _WIDEST_LEADING * line.size
        and _aligned(before, line)
    )


def _paragraph_gap(lines: list[Line]) -> float:
    """The gap between paragraphs as a share of the letter size: more than that between wrapped lines."""
    gaps = [
        (before.bottom - line.top) / line.size for before, line in pairwise(lines) if _wraps(before, line)
    ]
    if len(gaps) < _LEAST_GAPS:
        return _PARAGRAPH_GAP
    return max(_PARAGRAPH_GAP, median(gaps) + _SPACE)


def _right_edges(lines: list[Line], widths: Sequence[float]) -> list[float]:
    """Per line, how far the lines of its column run."""
    taught = _taught_edges(lines)
    numbers = [edge.number for edge in taught]
    by_width = _edges_by_width(lines, widths)
    edges = []
    for number, line in enumerate(lines):
        at = bisect_left(numbers, number)
        near = [
            edge
            for edge in taught[max(0, at - _NEAREST) : at + _NEAREST]
            if edge.left - 2 * line.size <= line.left < edge.right and line.right <= edge.right + line.size
        ]
        if near:
            nearest = min(near, key=lambda edge: abs(edge.number - number))
            bound = nearest.right + _ONE_EDGE * line.size
            edges.append(max(edge.right for edge in near if edge.right <= bound))
        else:
            edges.append(by_width[line.page])
    return edges


def _taught_edges(lines: list[Line]) -> list[_Edge]:
    """The edges of those paragraphs whose wrapped lines all but reach one."""
    taught: list[_Edge] = []
    run: list[int] = []

    def learn() -> None:
        edge = max((lines[number].right for number in run), default=0.0)
        full = sum(_is_full(lines[number], lines[number + 1], edge) for number in run)
        if len(run) >= _LEAST_WRAPPED and full >= _WRAPPED_SHARE * len(run):
            left = min(min(lines[number].left, lines[number + 1].left) for number in run)
            taught.extend(_Edge(number, left, edge) for number in (run[0], run[-1]))
        run.clear()

    for number, (before, line) in enumerate(pairwise(lines)):
        if run and (
            line.page != before.page
            or before.bottom - line.top > _WIDEST_LEADING * line.size
            or before.bottom < line.bottom
        ):
            learn()
        if _wraps(before, line):
            run.append(number)
    learn()
    return taught


def _edges_by_width(lines: list[Line], widths: Sequence[float]) -> list[float]:
    """Per page, the farthest edge of all, but at least one that leaves a right margin like the left one."""
    left = min(line.left for line in lines)
    farthest = max(line.right for line in lines)
    return [max(min(farthest, width), width - max(1.6 * left, 0.12 * width)) for width in widths]


def _is_full(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of ``line`` would not have fitted behind ``before``."""
    first = line.words[0]
    return before.right + _SPACE * line.size + (first.right - first.left) > right - 0.5 * line.size


def _aligned(before: Line, line: Line) -> bool:
    """Whether ``line`` begins where ``before`` or what follows its bullet does, or left of it by a first line's indent."""
    if min(abs(line.left - edge) for edge in (before.left, before.column)) <= line.size:
        return True
    outdent = before.left - line.left
    return (
        0 < outdent <= _FIRST_INDENT * line.size and not before.is_item and line.words[0].text[:1].islower()
    )


def _goes_on(before: Line, line: Line, right: float, gap: float) -> bool:
    """Whether ``line`` is the wrapped rest of ``before``: its first word would not have fitted there."""
    if line.is_item or _begins_label(before, line) or abs(line.size - before.size) > _SAME_SIZE:
        return False
    if before.text.endswith(LINE_HYPHEN):
        return True
    first = line.words[0].text
    full = _is_full(before, line, right)
    if ENDS_IN_HYPHEN.search(before.text) and first[:1].isalnum():
        full = True
    if not full or not _aligned(before, line):
        return False
    if line.page != before.page:
        return first[:1].islower() or not _CLOSED.search(before.text)
    return not _apart(before, line, gap)


def _goes_on_in_cell(lines: list[Line], number: int) -> bool:
    """Whether the next line is the rest of a short line beside other text: a small letter begins it, and it fills the cell.

    A cell is as wide as its widest line, or those of the cells near it that begin at the same height from the left.
    """
    before, line = lines[number], lines[number + 1]
    at = before.column if abs(line.left - before.column) <= abs(line.left - before.left) else before.left
    if (
        not _wraps(before, line)
        or _CLOSED.search(before.text)
        or before.bottom - line.top > _PARAGRAPH_GAP * line.size
    ):
        return False
    around = [one for one in lines[max(0, number - _AROUND) : number + _AROUND] if one.page == before.page]
    beside = [
        one.left
        for one in around
        if one.left > before.right
        and one.bottom < before.top + _CELL_LINES * line.size
        and before.bottom < one.top
    ]
    if at == before.left and not beside:
        return False
    limit = min(beside, default=float("inf"))
    cell = [one.right for one in around if abs(one.column - at) <= _SPACE * line.size and one.right < limit]
    return bool(cell) and _is_full(before, line, max(cell))


def _begins_label(before: Line, line: Line) -> bool:
    """Whether ``line`` begins with a label: many words before a colon are one only where a sentence or a value ends above."""
    label = _LABEL.match(line.text)
    if label is None:
        return False
    return (
        len(label[0].split()) < _LABEL_WORDS
        or bool(_CLOSED.search(before.text))
        or before.is_pair
        or bool(_LABEL.match(before.text))
    )


def _apart(before: Line, line: Line, paragraph_gap: float) -> bool:
    """Whether more space than between the lines of a paragraph lies between the two."""
    if line.page != before.page:
        return True
    gap = before.bottom - line.top
    # The rows of a form stand wider apart than lines of prose, and are one block all the same.
    normal = max(_ROW_GAP, paragraph_gap) if before.is_row and line.is_row else paragraph_gap
    differs = abs(before.size - line.size) > _HEADING_SIZE
    return differs or gap > normal * max(before.size, line.size) or gap < -2 * line.size
