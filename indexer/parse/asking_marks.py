"""Marks beside what is asked: tick boxes, an answer behind a question, (pré) behind one word of a row."""

from __future__ import annotations

import re
from typing import Literal

from indexer.parse.layout import Layout, Line
from indexer.parse.speakers import SPEAKER

Verdict = Literal["asked", "wished", "refused"]

_BOX = re.compile(r"(☒|☑|✅|✔|✓|\[[xXvV✓]\]|\([xX]\))|(☐|\[[ _.]?\]|\( \))")
OPENS_WITH_BOX = re.compile(r"[^\w\n\[(☒☑☐✅]{0,8}(?:☒|☑|☐|✅|\[[xXvV✓ _.]?\]|\([xX ]\))")
_FILLED = ("☒", "☑", "[x]", "[X]", "[v]", "[V]", "[✓]", "(x)", "(X)")
# The last cell of a row: "Bekend met Suite      graag".
_CELL = re.compile(
    r"(?:  |\t|\|)\s*(?:(graag|wens(?:elijk)?|gewenst|nice|optioneel|pr[eé]|should|could|preferred|optional)|(moet|must|eis|vereist|verplicht|required))\W*$",
    re.I,
)
_NEAR = 200  # characters
_CHOICE = re.compile(r"\W*(eis|vereist|verplicht|must|ja|wens|gewenst|pr[eé]|nee|n\.?v\.?t)\b", re.I)
_WISHES = ("wens", "gewenst", "pre", "pré")
_ANSWER = re.compile(
    rf"\s*(?:[-–>*•A]+:?\s*|(?:antwoord|answer):?\s*|{SPEAKER})?(?:(nee|neen|no|niet|hoeft niet|dat hoeft|is niet|daar (?:hebben|heeft|is|zit|zorgt)\b[^.!?\n]{{0,40}}\bvoor)|(ja|jazeker|yes|absoluut|zeker|noodzakelijk|vereist|verplicht|required)(?!\s*/)|(prettig|fijn|mooi|handig|graag|pr[eé]|gewenst|een plus))\b",
    re.I,
)
_ASIDE = re.compile(
    r"\W{0,3}\((?:is |een |als |= ?)*(?:(pr[eé]|gewenst|wens(?:elijk)?|optioneel|nice to have|preferred|optional|mooi meegenomen|pluspunt)|(verplicht|vereist|eis|must|required|knock-?out))\W*\)",
    re.I,
)


def is_form(text: str) -> bool:
    """Whether boxes were ticked here: only then does an empty one deny anything."""
    return any(map(text.__contains__, _FILLED))


def ticked_lists(text: str, lines: list[Line]) -> dict[int, bool]:
    """Whether a box is ticked in the list that each line with a box before it stands in, by the start of the line."""
    lists: list[list[tuple[int, bool]]] = [[]]
    for line in lines:
        box = OPENS_WITH_BOX.match(text, line.start)
        if box is not None:
            lists[-1].append((line.start, is_form(box[0])))
        elif lists[-1] and line.text and not line.text[0].islower():
            lists.append([])  # this heads another list
    told: dict[int, bool] = {}
    for each in lists:
        told.update(dict.fromkeys((start for start, _ in each), any(is_ticked for _, is_ticked in each)))
    return told


def ticked(layout: Layout, line: Line, offset: int) -> Verdict | None:
    """What the boxes of a ticked form say of the words at ``offset``, None where there are none."""
    near = max(line.start, offset - _NEAR), min(line.end, offset + _NEAR)
    choices = list(_BOX.finditer(layout.text, *near))
    if not choices:
        return None
    stands: list[str] = []
    for box in choices:
        named = _CHOICE.match(layout.text, box.end(), line.end)
        if named and box.start() > offset and box.group(1):
            stands.append(named.group(1).lower())
    if stands:
        word = stands[0]
        return "wished" if word in _WISHES else "refused" if word.startswith("n") else "asked"
    before = [box for box in choices if box.end() <= offset]
    # A ticked one leaves it to the place whether it is asked or wished.
    return "refused" if before and not before[-1].group(1) else None


def last_cell(line: Line) -> Verdict | None:
    """What the last cell of a row in a table says of what the row asks."""
    text = line.text
    found = _CELL.search(text) if "  " in text or "\t" in text or "|" in text else None
    if not found:
        return None
    return "wished" if found.group(1) else "asked"


def answered(text: str, end: int) -> Verdict | None:
    """What the answer right behind a question says of what it asks after."""
    if not text.startswith("?", end):
        return None
    found = _ANSWER.match(text, end + 1)
    if not found:
        return None
    return "refused" if found.group(1) else "asked" if found.group(2) else "wished"


def aside(text: str, end: int) -> Verdict | None:
    """What a bracket right behind the words says of them alone: ``Suite (pré), Excel``."""
    found = _ASIDE.match(text, end) if "(" in text[end : end + 4] else None
    if not found:
        return None
    return "wished" if found.group(1) else "asked"
