"""Blocks of lines that each hold a label and, set apart from it, a value: by a gap, dots, a bar or slashes.

One such line proves little, since its label may be an ordinary word; several in a row that share the form make every
left cell a label, also one that would count nowhere else (``Wanneer   1 maart t/m 30 juni``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.columns import FIGURE, Cell
from indexer.parse.label_words import (
    DATE_ALONE,
    FIGURES,
    key_in_block,
    known_form,
    known_label,
    starts_with_date,
)

_PAIR = re.compile(
    r"(?P<label>[A-Za-zÀ-ÿ#(\"'’][^|:\n]{0,44}?)(?P<apart>[ ]{2,}(?![ ])|\s*\.{4,}\s*|\s*_{4,}\s*|\s*//\s+|\s*\|\s*|(?<!&[a-z]{3})(?<!&[a-z]{4});\s*|\s+>>?\s+)(?P<value>[^\s|:=>→»].*)"
)
_MORE_CELLS = re.compile(r"\S[ ]{3,}\S")
_TURNED = re.compile(r"(?P<value>[^|]{1,60}?)(?:\s{2,}|\s*\|\s*)(?P<label>[A-Za-z][^|]{2,44}?)\s*\|?")
# A sign that points from a label back to the value before it, and signs that stand between the two and point nowhere.
_BACK = "←⇐⟵◄◀◁«‹"
_POINTED = re.compile(
    rf"(?P<value>[^<{_BACK}]{{1,120}}?)\s*(?:<{{1,3}}[-=–]{{0,2}}|[{_BACK}]{{1,2}})\s*(?P<label>[A-Za-z][^<>{_BACK}]{{1,44}})"
)
_POINTS_BACK = re.compile(rf"[<{_BACK}]")
_BETWEEN = (" = ", " → ", " -> ", " => ", " – ", " — ", " - ", " ~ ", " / ", " // ", ": ")
_MARKED = re.compile(
    r"(?P<tags><(?P<tags_label>[A-Za-z][\w-]{1,30})>(?P<tags_value>[^<>]{1,200})</(?P=tags_label)>)"
    r"|(?P<square>\[(?P<square_label>[^\[\]]{2,40})\]\s*(?P<square_value>\S.{0,199}))"
    r"|(?P<round>(?P<round_value>[^()]{1,60}?)\s+\((?P<round_label>[^()]{3,40})\))"
)
# What stands over the values of a table as their own head.
HEADS = frozenset(
    "waarde value gegevens omschrijving antwoord invulling inhoud informatie toelichting".split()
)
_MOST_WORDS = 6
_FEWEST_LINES, _FEWEST_KNOWN = 3, 2
_LONGEST_VALUE = 200
_LONGEST_HEAD = 80  # characters of a label and of what sets its value apart
# What the value begins with stands first: a search for that alone is quick, what stands before it is looked at only there.
_GLUED = re.compile(r"[A-Z0-9€](?<=[a-zà-ÿ.)].)")
_LONGEST_GLUED = 90
_LONGEST_PARTED, _LONGEST_MOMENT = 110, 45
_FIRST = frozenset("0123456789€")
_AROUND = 12  # lines


def _kind(apart: str) -> str:
    return apart.strip()[:1] or " "


def _pair(text: str) -> tuple[str, re.Match[str]] | None:
    """The way a line that may be a pair sets its value apart, and its parts; None for one that is none."""
    found = _PAIR.fullmatch(text)
    if (
        found is None
        or len(found["label"].split()) > _MOST_WORDS
        or found["label"].rstrip()[-1] in ".,;!"
        or len(found["value"]) > _LONGEST_VALUE
    ):
        return None
    kind = _kind(found["apart"])
    return None if kind == " " and _MORE_CELLS.search(found["value"]) else (kind, found)


def _may_be_pair(text: str) -> bool:
    """Whether one of the signs stands on a line that every pair holds, where a label may end; written out, since it is asked
    of every line."""
    colon = text.find(":", 0, _LONGEST_HEAD)
    head = text[: colon if colon >= 0 else _LONGEST_HEAD]
    if "  " in head or "|" in head or ";" in head or ">" in head:
        return True
    return "...." in head or "____" in head or "//" in head


def pair_blocks(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """The index of each line of such a block with its pair; lines are given as (offset, text).

    The key is empty where a line heads the table and holds no fact.
    """
    may_be = [_may_be_pair(text) for _, text in lines]
    if sum(may_be) < _FEWEST_LINES:
        return
    index = 0
    while index < len(lines):
        block: list[tuple[int, re.Match[str]]] = []
        kind = ""
        at = index
        while at < len(lines):
            pair = _pair(lines[at][1]) if may_be[at] else None
            if pair is not None and pair[0] == (kind or pair[0]):
                kind = pair[0]
                block.append((at, pair[1]))
            elif lines[at][1] or not block or block[-1][0] < at - 1:
                break
            at += 1
        cells = [(line, _cell(lines[line][0], pair)) for line, pair in block]
        if (
            len(block) >= _FEWEST_LINES
            and sum(cell.key not in ("", "free") for _, cell in cells) >= _FEWEST_KNOWN
        ):
            yield from cells
        index = max(at, index + 1)


def marked_labels(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """Lines whose label stands in tags, in square brackets or behind its value in round ones, two or more in a row."""
    block: list[tuple[int, Cell]] = []
    of_block = ""
    for index, (offset, text) in enumerate([*lines, (0, "")]):
        found = _MARKED.fullmatch(text) if text and (text[-1] in ">)" or text[0] == "[") else None
        form = (found.lastgroup or "") if found else ""
        key = known_form(found[f"{form}_label"]) if found else None
        if block and (key is None or form != of_block):
            yield from block if len(block) > 1 else ()
            block = []
        if found and key:
            of_block = form
            spans = (*found.span(f"{form}_label"), *found.span(f"{form}_value"))
            block.append((index, Cell(key, *(offset + at for at in spans))))


def values_first(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """Lines with a value before its label, apart by a gap or a bar, three or more in a row (``24 | uren per week``)."""
    if sum("  " in text or "|" in text for _, text in lines) < _FEWEST_LINES:
        return
    block: list[tuple[int, Cell]] = []
    for index, (offset, text) in enumerate([*lines, (0, "")]):
        found = _TURNED.fullmatch(text) if "  " in text or "|" in text else None
        key = known_label(found["label"]) if found and known_form(found["value"]) is None else None
        if found and key:
            spans = (*found.span("label"), *found.span("value"))
            block.append((index, Cell(key, *(offset + at for at in spans))))
            continue
        if len(block) >= _FEWEST_LINES:
            yield from block
        block = []


def pointed_back(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """Lines with a value before its label and a sign that points from the one to the other (``24 uur << inzet``), three or more
    in a row: there any words behind the sign are a label.
    """
    may_be = [
        ("<" in text or not text.isascii()) and _POINTS_BACK.search(text) is not None for _, text in lines
    ]
    if sum(may_be) < _FEWEST_LINES:
        return
    block: list[tuple[int, Cell]] = []
    for index, (offset, text) in enumerate([*lines, (0, "-")]):
        found = _POINTED.fullmatch(text) if index < len(lines) and may_be[index] else None
        if found:
            key = key_in_block(found["label"])
            spans = (*found.span("label"), *found.span("value"))
            # A label that is not known keeps what stands before it from being read as something else.
            block.append((index, Cell("other" if key == "free" else key, *(offset + at for at in spans))))
        elif text:
            if len(block) >= _FEWEST_LINES and _tells_figures(lines, block):
                yield from block
            block = []


def parted_back(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """The same with a sign that points nowhere (``24 uur = inzet``), where what stands behind it is a known label alone.

    There an ordinary word is one too: no line begins with a label.
    """
    # Most such values begin with a figure, as few other lines do.
    figures = [at for at, (_, text) in enumerate(lines) if text and text[0] in _FIRST and _sign_in(text)]
    if len(figures) < _FEWEST_KNOWN:
        return
    block: list[tuple[int, Cell]] = []
    of_block = ""
    around = range(max(figures[0] - _AROUND, 0), min(figures[-1] + _AROUND, len(lines)))
    for index in (*around, len(lines)):
        offset, text = lines[index] if index < len(lines) else (0, "")
        sign = _sign_in(text)
        value, _, label = text.rpartition(sign) if sign else ("", "", "")
        key = _key_behind(value, label) if value and known_form(value) is None else None
        if block and (key is None or sign != of_block):
            if len(block) >= _FEWEST_LINES and _tells_figures(lines, block):
                yield from block
            block = []
        if key:
            of_block = sign
            end = offset + len(text)
            block.append((index, Cell(key, end - len(label), end, offset, offset + len(value))))


def _sign_in(text: str) -> str:
    """The sign that may part a value from the label behind it, empty where there is none."""
    return next((sign for sign in _BETWEEN if sign in text), "") if len(text) <= _LONGEST_PARTED else ""


# Values that tell by their form what a label of these keys asks for.
_SHOWN = {
    "hours": re.compile(r"\d{1,2}(?: ?[-–] ?\d{1,2})? ?(?:u|uur|uren|h|hrs?|hours)\b.{0,12}", re.I),
    "rate": re.compile(r"(?:€|eur) ?\d{2,3}(?:[.,]\d\d)?(?: ?[-–] ?(?:€ ?)?\d{2,3}(?:[.,]\d\d)?)?", re.I),
    "duration": re.compile(r"\d{1,2} ?(?:mnd|maanden|months|weken|weeks)", re.I),
}
_FEW_WORDS = 2


def _key_behind(value: str, label: str) -> str | None:
    """What the words behind a value are the label of; any words may be one behind a date, as in a planning, and say what it is the
    date of where that is no day of the work.
    """
    if key := known_form(label):
        return key
    if len(label) > _LONGEST_MOMENT:
        return None
    key = key_in_block(label)
    if key in _SHOWN and _SHOWN[key].fullmatch(value):
        return key  # "€ 85 – rate cap"
    if not DATE_ALONE.fullmatch(value):
        return None
    if key in ("start", "end") and len(label.split()) <= _FEW_WORDS:
        return key
    return key if key in ("deadline", "published", "interview", "other") else "free"


def _tells_figures(lines: Sequence[tuple[int, str]], block: list[tuple[int, Cell]]) -> bool:
    """Whether most labels of a block ask for a figure, and all of these have one."""
    asked = [lines[index][1] for index, cell in block if cell.key in FIGURES]
    return len(asked) * 3 > len(block) and all(FIGURE.search(text) for text in asked)


def glued_labels(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """Lines of a label with its value glued to it (``Uren per week24``), three or more in a row."""
    # Most lines hold no such edge, which a search alone tells soonest.
    edged = {
        i
        for i, (_, text) in enumerate(lines)
        if 4 < len(text) <= _LONGEST_GLUED and _GLUED.search(text, 3, 40)
    }
    if len(edged) < _FEWEST_LINES:
        return
    block: list[tuple[int, Cell]] = []
    for index, (offset, text) in enumerate([*lines, (0, "")]):
        ends = [found.start() for found in _GLUED.finditer(text, 1, 40)] if index in edged else []
        end = next((end for end in reversed(ends) if known_label(text[:end])), None)
        if end:
            key = known_label(text[:end]) or ""
            block.append((index, Cell(key, offset, offset + end, offset + end, offset + len(text))))
            continue
        if index in edged:
            continue  # glued too, to words that are no known label
        if len(block) >= _FEWEST_LINES:
            yield from block
        block = []


def _cell(offset: int, pair: re.Match[str]) -> Cell:
    label = pair["label"].rstrip()
    value = pair["value"].rstrip(" |").lower()
    key = "" if value in HEADS else key_in_block(label)
    if key == "contact" and starts_with_date(pair["value"]):
        key = "start"  # "Van   1 maart 2027" is no sender
    return Cell(
        key,
        offset,
        offset + len(label),
        offset + pair.start("value"),
        offset + len(pair[0].rstrip()),
    )
