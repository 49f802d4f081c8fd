"""Boxes to tick: of the choices on a line only those that are ticked are said."""

from __future__ import annotations

import re
from typing import NamedTuple

# A box with a sign in it, or an empty one; brackets count where a mark or nothing but blanks stands between them.
_BOX = re.compile(
    r"(?P<ticked>\[\s?[xXvV✓✔✗]\s?\]|\(\s?[xX✓✔]\s?\)|[☒☑✅🗹⬛◼■✔✓])|(?P<empty>\[\s{0,3}\]|\(\s{1,3}\)|[☐⬜◻□❑❏✖✘❌])"
)
# The same, for a search alone: the signs, and what begins with one letter that is sought first.
_SIGNS = tuple("☒☑✅🗹⬛◼■✔✓☐⬜◻□❑❏✖✘❌")
_IN_BRACKETS = (
    ("[", re.compile(r"\[(?:\s?[xXvV✓✔✗]\s?|\s{0,3})\]")),
    ("(", re.compile(r"\((?:\s?[xX✓✔]\s?|\s{1,3})\)")),
)


class Choice(NamedTuple):
    """The words behind one box, as offsets in the text given."""

    ticked: bool
    start: int
    end: int


def has_boxes(text: str) -> bool:
    """Whether there is a box in the text at all."""
    if any(bracket in text and pattern.search(text) for bracket, pattern in _IN_BRACKETS):
        return True
    return not text.isascii() and any(map(text.__contains__, _SIGNS))


def any_ticked(text: str) -> bool:
    """Whether a box of the text is ticked; where none is, who offers has still to tick them."""
    return any(box["ticked"] for box in _BOX.finditer(text))


def choices(line: str) -> list[Choice]:
    """The choices of a line, empty where it has no box of each kind or no words behind them."""
    boxes = list(_BOX.finditer(line))
    if not boxes or not any(box["empty"] for box in boxes) and len(boxes) < 2:
        return []
    if behind := _behind(line, boxes):
        return behind
    found = []
    for number, box in enumerate(boxes):
        stop = boxes[number + 1].start() if number + 1 < len(boxes) else len(line)
        words = line[box.end() : stop]
        start = box.end() + len(words) - len(words.lstrip())
        end = start + len(words.strip(" \t\n|,;/-"))
        found.append(Choice(box["ticked"] is not None, start, max(start, end)))
    return found


def _behind(line: str, boxes: list[re.Match[str]]) -> list[Choice]:
    """The choices of a line that ends in a box and whose first words stand before one: each box is behind its words."""
    at = line.rfind(":", 0, boxes[0].start()) + 1
    if line[boxes[-1].end() :].strip() or not line[at : boxes[0].start()].strip():
        return []
    found = []
    for box in boxes:
        words = line[at : box.start()]
        start = at + len(words) - len(words.lstrip(" \t\n|,;/-"))
        found.append(Choice(box["ticked"] is not None, start, max(start, at + len(words.rstrip()))))
        at = box.end()
    return found
