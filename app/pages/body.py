"""A plain text as a page shows it: headings, paragraphs and lists, as the text itself has them, with its evidence.

Which line is a heading or an item is read by the same rules as the parser uses (:mod:`indexer.parse.layout`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from app.pages.spans import Mark, Stretch, Weaver
from indexer.parse.layout import Layout, Line, build_layout
from indexer.parse.personal import MASK

BlockKind = Literal["heading", "paragraph", "list", "numbered", "pairs"]

_WORD: Final = re.compile(r"[^\W\d_]{3}")
_FIGURE: Final = re.compile(r"\d")
_TIME_LEFT: Final = re.compile(
    r"(?:over|nog) \d+ (?:uur|dag|dagen|week|weken|maand|maanden)(?: open)?$", re.IGNORECASE
)
_LONG: Final = 200
"""A text of so many characters is no header any more."""
_NUMBER: Final = re.compile(r"\s*\(?(\d{1,2})[.)]")
_MENU: Final = "navigation"
"""The kind of section that such lines as "Terug naar de lijst" head."""
FEWEST_HEADINGS: Final = 3
LONGEST_HEADING: Final = 60
_WRAPPED: Final = 60
"""A line of at least so many characters that ends without a stop was broken for its length, not for its sense."""


@dataclass(slots=True)
class Row:
    """A line or an item: what it says, and its number in a numbered list."""

    stretches: list[Stretch]
    number: int | None = None
    joined: bool = False
    """Whether the line before runs on in this one."""


@dataclass(slots=True)
class Block:
    """What is shown as one element."""

    kind: BlockKind
    rows: list[Row] = field(default_factory=list)
    anchor: str | None = None
    """The id of a heading."""
    menu: bool = False
    """Whether it is worded as something to press."""

    @property
    def text(self) -> str:
        """What it says, without markup."""
        return " ".join("".join(stretch.text for stretch in row.stretches).strip() for row in self.rows)


def blocks(text: str, marks: Iterable[Mark]) -> tuple[list[Block], set[str]]:
    """The blocks of a text, and the anchors of the evidence that they show."""
    weaver = Weaver(text, marks)
    found: list[Block] = []
    before: Line | None = None
    apart = True
    headings = 0
    layout = build_layout(text)
    lines = layout.lines
    for index, line in enumerate(lines):
        if line.kind == "blank":
            apart = True
            continue
        kind, number = ("heading", None) if _heads_list(lines, index) else _kind(layout, line)
        joined = not apart and before is not None and kind == "paragraph" and _runs_on(before, line)
        asked = before is not None and found[-1].kind == "pairs" and _asks_value(before)
        value = kind == "pairs" and line.kind == "heading"
        if asked and not apart and (value or kind in ("paragraph", "list")):
            kind, joined = "pairs", True
        goes_on = bool(found) and found[-1].kind == kind and kind != "heading"
        if not goes_on or (apart and kind in ("paragraph", "pairs")):
            headings += kind == "heading"
            anchor = f"kop-{headings}" if kind == "heading" else None
            found.append(Block(kind, anchor=anchor, menu=layout.section_at(line.start).kind == _MENU))
        start = line.start if kind == "list" and _lettered(text, line) else line.content
        found[-1].rows.append(Row(list(weaver.stretches(start, line.end)), number, joined))
        before, apart = line, False
    return found, weaver.shown


def contents(shown: Sequence[Block], title: str) -> list[Block]:
    """The headings that a reader may want to go to; none where there are too few to be lost among.

    A heading that is the title stands above everything already; a sentence, a number that stands by itself, or who
    signed the text, is none to find one's way by; neither is what stands above the title, nor a menu with nothing below it.
    """
    headings = [
        block
        for block, below in pairwise([*shown[_title_at(shown, title) :], None])
        if block is not None
        and block.kind == "heading"
        and not (block.menu and (below is None or below.kind == "heading"))
        and block.text.casefold() != title.casefold()
        and len(block.text) <= LONGEST_HEADING
        and _WORD.search(block.text)
        and MASK not in block.text
    ]
    return headings if len(headings) >= FEWEST_HEADINGS else []


def _title_at(shown: Sequence[Block], title: str) -> int:
    """Where the title stands in the header of a text; 0 where it does not."""
    for index, block in enumerate(shown):
        if block.kind == "heading" and block.text.casefold() == title.casefold():
            return index
        if len(block.text) >= _LONG:
            break
    return 0


def _kind(layout: Layout, line: Line) -> tuple[BlockKind, int | None]:
    if line.kind == "label" or (line.kind == "heading" and _is_value(layout, line)):
        return "pairs", None
    if line.kind == "heading":
        return "heading", None
    if line.bullet:
        number = _NUMBER.match(layout.text, line.start, line.content)
        return ("numbered", int(number[1])) if number else ("list", None)
    return "paragraph", None


def _is_value(layout: Layout, line: Line) -> bool:
    """Whether a short line that looks like a heading is a figure, by itself or as the value of a label, or holds a label that ran
    together with the value before it. Words alone may head a text also where a label stands above them.
    """
    pair = layout.label_covering(line.content) if _FIGURE.search(line.text) else None
    if pair is not None and pair.label_start < line.content <= pair.start and pair.end >= line.end:
        return True
    runs_together = any(line.content < pair.label_start < line.end for pair in layout.labels)
    return runs_together or not _WORD.search(line.text) or _TIME_LEFT.search(line.text) is not None


def _heads_list(lines: Sequence[Line], index: int) -> bool:
    """A label alone on its line with a list below it is the heading of that list, not the name of one value."""
    below = [line for line in lines[index + 1 : index + 4] if line.kind != "blank"][:2]
    return _asks_value(lines[index]) and len(below) == 2 and all(line.bullet for line in below)


def _lettered(text: str, line: Line) -> bool:
    """Items "a)", "b)" keep their letter, because the text may refer to it."""
    return bool(re.match(r"\s*\(?[a-z][.)]", text[line.start : line.content]))


def _asks_value(line: Line) -> bool:
    """A label alone on its line: the value stands below it."""
    return line.kind == "label" and line.text.endswith(":")


def _runs_on(before: Line, line: Line) -> bool:
    return len(before.text) >= _WRAPPED and before.text[-1] not in ".:;!?" and not line.bullet
