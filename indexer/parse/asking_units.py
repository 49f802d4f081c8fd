"""The sentences as a person reads them: put together where only the line was wrapped, left out under a signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.asking_rows import marked_kind
from indexer.parse.candidate import Doc
from indexer.parse.layout import Layout, Line
from indexer.parse.lines import signs_off

# A line this long was probably cut because it was full; a list of short lines holds one item a line.
_FULL, _FULL_BULLET = 38, 20
_ENDED = re.compile(r"[.!?:;…]\W*$")
# A word that cannot end a sentence: the next line goes on, whatever letter it begins with.
_OPEN_ENDED = re.compile(
    r"(?:,|\b(?:de|het|een|van|en|of|in|met|voor|op|als|te|aan|bij|om|tot|door|over|naar|uit|per|dan|the|a|of|and|in|with|for|to))$",
    re.I,
)
_LONGEST_END = 5  # characters that these two look at, at the end of a line
_CUT_WORD = re.compile(r"[a-zà-ÿ]-$")
_KEY = "units"
_SIGNATURE = 7  # lines: name, role, department, organisation, address, telephone


def units(doc: Doc) -> list[tuple[int, int]]:
    """Start and end of each sentence of a document as a person reads them, remembered with it."""
    known: list[tuple[int, int]] | None = doc.user_data.get(_KEY)
    if known is None:
        known = doc.user_data[_KEY] = list(_units(doc._.layout))
    return known


def _units(layout: Layout) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in order, also over the line ends of a text with hard line breaks."""
    lines, number, silent = layout.lines, 0, -1
    held: tuple[int, int, int] | None = None
    for start, end in layout.sentences:
        while number + 1 < len(lines) and lines[number].end < end:
            number += 1
        line = lines[number]
        if start == line.content and signs_off(line.text):
            silent = number + _SIGNATURE
        if held and held[2] == number - 1 and start == line.content and goes_on(lines[number - 1], line):
            held = held[0], end, number
            continue
        if held:
            yield held[:2]
        held = (start, end, number) if number > silent else None
    if held:
        yield held[:2]


def goes_on(above: Line, line: Line) -> bool:
    """Whether the second of two lines goes on with the sentence of the first."""
    if line.kind != "text" or line.bullet or above.kind in ("blank", "heading") or not line.text:
        return False
    if marked_kind(line.text):
        return False
    if _CUT_WORD.search(above.text, len(above.text) - _LONGEST_END):
        return line.text[0].islower()
    if _ENDED.search(above.text):
        return False
    if len(above.text) < (_FULL_BULLET if above.bullet else _FULL):
        return False
    return (
        line.text[0].islower() or _OPEN_ENDED.search(above.text, len(above.text) - _LONGEST_END) is not None
    )
