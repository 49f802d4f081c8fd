"""Labels that stand apart from their values: a row of labels above a row of values, a run of labels above a run of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.parse.icon_names import in_concert
from indexer.parse.label_words import (
    FIGURES,
    key_in_block,
    key_of_card,
    known_form,
    known_label,
    may_stand_over_figure,
    starts_with_date,
)
from indexer.parse.lots import lot_rows

_CELL = re.compile(r"[^\s|](?:[^|\s]|[ ](?![ |]))*")
_APART = re.compile(r"\S(?:\s{2,}|\s*\|\s*)\S")
# What every match of it holds: a bar or two blanks. A search for the one class that stands first is quick.
_BAR_OR_GAP = re.compile(r"[\s|](?:(?<=\|)|\s)")
_RULE = re.compile(r"[\s|:+=-]+")
_QUOTED = " \t\"'"
LONGEST_VALUE, _LONGEST_ROW = 80, 400
SMALLEST_BLOCK = 3
_SIGNS = (("\t", 2), (";", 2), (",", 3))  # what may part the cells of a row, and how often at least
_LONGEST_HEAD = 40
_HOURS = re.compile(r"\d\s*(?:u|uur|uren|h|hrs|hours)\b", re.I)
FIGURE = re.compile(
    r"\d|z\.?s\.?m|direct|mogelijk|overleg|onbekend|unknown|conform|geen|bepalen|asap|maand|week|jaar|^[-–—]$",
    re.I,
)


class Cell(NamedTuple):
    """A label with its span in the text and the span of the value that belongs to it."""

    key: str
    start: int
    end: int
    value_start: int
    value_end: int


def _cells(text: str, sign: str) -> list[tuple[int, int]]:
    """Spans of what a semicolon or a tab parts, empty ones too; else of what stands between pipes or gaps of two spaces."""
    if not sign:
        return [match.span() for match in _CELL.finditer(text)]
    cells, at = [], 0
    for part in text.split(sign):
        start = at + len(part) - len(part.lstrip(_QUOTED))
        cells.append((start, max(start, at + len(part.rstrip(_QUOTED)))))
        at += len(part) + 1
    return cells


def _parted_by(text: str) -> str | None:
    """The sign between the cells of a row, empty for bars and gaps; None for a line that is no row."""
    for sign, least in _SIGNS:
        if text.count(sign) >= least:
            return sign
    # Most lines hold nothing that parts cells: no bar, no gap of two blanks, no tab or wide blank.
    if "|" not in text and "  " not in text and text.isascii() and text.isprintable():
        return None
    return "" if _BAR_OR_GAP.search(text) and _APART.search(text) else None


def _label_row(text: str, sign: str, *, alone: bool) -> list[tuple[int, int, str]] | None:
    """The cells of a row that holds labels alone, two known ones at least; among these an ordinary word is one too.

    One known label is enough where the row stands ``alone`` with its values, and each other cell may be one:
    ``Kenmerk   Verlenging``, ``plaats   per week   uurtarief``. Elsewhere such a row may be a pair among pairs: ``Vorm   zzp``
    above ``Sluit   20-03``.
    """
    if sign and max(map(len, text.split(sign))) > _LONGEST_HEAD:
        return None
    spans = _cells(text, sign)
    known = sum(known_label(text[start:end]) is not None for start, end in spans)
    words = sum(known_form(text[start:end]) is not None for start, end in spans)
    if known <= 1 and not (alone and known) or len(spans) < 2:
        return None
    keys = [key_in_block(text[start:end]) for start, end in spans]
    told = words * 2 >= len(spans) if known > 1 else words == len(spans) or "free" not in keys
    return [(*span, key) for span, key in zip(spans, keys, strict=True)] if told else None


def rows(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that are rows of cells and hold no pair with a colon: their index, and what parts their cells."""
    return [
        (index, sign)
        for index, (_, text) in enumerate(lines)
        if 8 < len(text) < _LONGEST_ROW and ":" not in text and (sign := _parted_by(text)) is not None
    ]


def rows_of_pairs(
    lines: Sequence[tuple[int, str]], parted: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that hold two pairs or more: label, value, label, value. Yields the index of the line and its pairs."""
    for index, sign in parted:
        offset, text = lines[index]
        if sign in (";", ","):
            continue
        cells = _cells(text, sign)
        if len(cells) < 4 or len(cells) % 2:
            continue
        pairs = [
            Cell(known_label(text[a:b]) or "", offset + a, offset + b, offset + c, offset + d)
            for (a, b), (c, d) in zip(cells[::2], cells[1::2], strict=True)
        ]
        values = [text[c:d] for c, d in cells[1::2]]
        if all(pair.key for pair in pairs) and not any(map(known_label, values)):
            figures = [value for pair, value in zip(pairs, values, strict=True) if pair.key in FIGURES]
            if figures and all(map(FIGURE.search, figures)):
                yield index, pairs


def label_rows(
    lines: Sequence[tuple[int, str]], parted: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int, list[Cell]]]:
    """Rows of labels with the row of values under each, or over it, of lines given as (offset, text).

    Yields the index of the label line, of the value line, and the pairs, for rows with as many values as labels.
    """
    for index, sign in parted:
        offset, text = lines[index]
        row = _label_row(text, sign, alone=_by_themselves(lines, index))
        if row is None:
            continue
        of_lot = _own_lot(lines, index, text)
        for number in _rows_around(lines, index) if of_lot is None else (of_lot,):
            base, words = lines[number]
            values = _cells(words, sign)
            said = [words[start:end] for start, end in values]
            if len(values) != len(row) or any(map(known_label, said)) or not _may_answer(row, said):
                continue
            yield (
                index,
                number,
                [
                    Cell(
                        _of_value(key, text[start:end], words[value[0] : value[1]]),
                        *(offset + start, offset + end),
                        *(base + value[0], base + value[1]),
                    )
                    for (start, end, key), value in zip(row, values, strict=True)
                ],
            )
            break


def _may_answer(row: Sequence[tuple[int, int, str]], values: Sequence[str]) -> bool:
    """Whether one of the values is a figure, a date or the like, where labels ask for such."""
    asked = [value for (_, _, key), value in zip(row, values, strict=True) if key in FIGURES]
    return not asked or any(map(FIGURE.search, asked))


WAS = re.compile(
    r"(?:was|oud|oude (?:tekst|waarde)|stond(?: er)?|huidig|eerder|oorspronkelijk|versie 1|oude versie|was eerst|old|before|version 1)",
    re.I,
)
BECOMES = re.compile(
    r"(?:wordt|nieuw|nieuwe (?:tekst|waarde)|moet zijn|gewijzigd(?: in)?|versie 2|nieuwe versie|new|after|becomes|version 2)",
    re.I,
)


def changed_rows(
    lines: Sequence[tuple[int, str]], parted: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, Cell]]:
    """The rows of a table of changes, ``Onderdeel | Was | Wordt``, what changes right before what it was: the index of each line, and its label with the new value."""
    signs = dict(parted)
    for index, sign in parted:
        heads = [lines[index][1][start:end].strip(" :") for start, end in _cells(lines[index][1], sign)]
        was = next((n for n, head in enumerate(heads) if WAS.fullmatch(head)), 0)
        now = next((n for n, head in enumerate(heads) if BECOMES.fullmatch(head)), 0)
        shift = 0
        if len(heads) == 2 and WAS.fullmatch(heads[0]) and BECOMES.fullmatch(heads[1]):
            was, now, shift = 0, 1, 1  # the column of labels has no head
        elif not 0 < was < now:
            continue
        for below in range(index + 1, len(lines)):
            base, words = lines[below]
            if not words.strip(" |:+=-"):
                continue
            cells = _cells(words, signs.get(below, sign))
            if len(cells) != len(heads) + shift:
                break
            (start, end), value = cells[max(was - 1, 0)], cells[now + shift]
            key = key_in_block(words[start:end].rstrip(" :"))
            yield below, Cell(key, base + start, base + end, base + value[0], base + value[1])


def _own_lot(lines: Sequence[tuple[int, str]], index: int, head: str) -> int | None:
    """The row of a table of lots that tells of this one, where the row of labels is the head of such a table."""
    if "perceel" not in head.lower():
        return None
    own, others = lot_rows([text for _, text in lines])
    return own if own is not None and index < min(own, *others, own) else None


def _by_themselves(lines: Sequence[tuple[int, str]], index: int) -> bool:
    """Whether a line and the next stand between blank ones, or it ends such a block of two lines."""
    return (
        not _filled(lines, index - 1) and not _filled(lines, index + 2) or _ends_two(lines, index) is not None
    )


def _filled(lines: Sequence[tuple[int, str]], index: int) -> bool:
    return 0 <= index < len(lines) and bool(lines[index][1].strip())


def _ends_two(lines: Sequence[tuple[int, str]], index: int) -> int | None:
    """The line above, where that and this one are all there is between blank ones."""
    alone = _filled(lines, index - 1) and not _filled(lines, index - 2) and not _filled(lines, index + 1)
    return index - 1 if alone and lines[index - 1][1].strip(" |:+=-") else None


def _rows_around(lines: Sequence[tuple[int, str]], index: int) -> Iterator[int]:
    """The next row below, rules and blank lines passed over, then the line above; the other way round where the row ends a block
    of two lines: ``15 oktober   9 maanden`` over ``start   duur``, and below a blank line the next such block.
    """
    above = _ends_two(lines, index)
    if above is not None:
        yield above
    below = index + 1
    while below < min(index + 4, len(lines)) and not lines[below][1].strip(" |:+=-"):
        below += 1
    if below < len(lines):
        yield below
    if index and above is None:
        yield index - 1


def _of_value(key: str, label: str, value: str) -> str:
    """The key of a label that its value tells better: ``Van`` with a date is no sender, ``week`` with hours is no date."""
    if key == "contact" and starts_with_date(value):
        return "start"
    return "hours" if label.lower() == "week" and _HOURS.search(value) else key


def label_blocks(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[list[int], list[Cell]]]:
    """A block of lines that are labels, and below a blank line a block of as many values; some labels may be unknown."""
    blocks: list[range] = []
    begun = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index][1]:
            if index > begun:
                blocks.append(range(begun, index))
            begun = index + 1
    for labels, values in pairwise(blocks):
        if (
            len(labels) >= SMALLEST_BLOCK
            and len(values) == len(labels)
            and values.start - labels.stop <= 2
            and all(may_stand_over_figure(lines[at][1]) and ":" not in lines[at][1] for at in labels)
            and all(len(lines[at][1]) <= LONGEST_VALUE and not known_label(lines[at][1]) for at in values)
        ):
            pairs = [label_above(lines, label, value) for label, value in zip(labels, values, strict=True)]
            known = [pair for pair in pairs if pair.key != "free"]
            figures = [pair for pair in known if pair.key in FIGURES]
            read = [pair for pair in figures if FIGURE.search(lines[values[pairs.index(pair)]][1])]
            if (
                len(known) * 2 > len(labels)
                and len(known) > 2
                and len(read) > 1
                and len(read) * 4 >= 3 * len(figures)
            ):
                yield [*labels, *values], pairs


def label_above(lines: Sequence[tuple[int, str]], label: int, value: int) -> Cell:
    (start, words), (at, said) = lines[label], lines[value]
    return Cell(_of_value(key_in_block(words), words, said), start, start + len(words), at, at + len(said))


def label_runs(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None]
) -> Iterator[tuple[list[int], list[Cell]]]:
    """Runs of two or more labels, each alone on its line, with as many lines of values right under them.

    ``alone`` holds for each line the key of the label that is all there is on it. Yields the indices of all lines taken and the pairs.
    """
    index = 0
    while index < len(lines):
        if alone[index] is None:
            index += 1
            continue
        last = index
        while last < len(lines) and alone[last] is not None:
            last += 1
        count = last - index
        # One blank line may part the labels from the values.
        first = last + (last + 1 < len(lines) and not lines[last][1])
        values = range(first, first + count)
        keys = alone[index:last]
        if count >= 2 and values.stop <= len(lines) and _all_values(lines, alone, keys, values):
            pairs = []
            for label, value in zip(range(index, last), values, strict=True):
                start, words = lines[label]
                at, said = lines[value]
                pairs.append(Cell(alone[label] or "", start, start + len(words), at, at + len(said)))
            yield [*range(index, last), *values], pairs
            last = values.stop
        index = last


def cards(lines: Sequence[tuple[int, str]], signs: Sequence[bool]) -> Iterator[tuple[list[int], list[Cell]]]:
    """A sign alone on its line with one to three lines of value and explanation under it."""
    found: list[tuple[range, str, str]] = []  # lines, key and value of each
    for index in (index for index, sign in enumerate(signs) if sign):
        last = index
        while last + 1 < len(lines) and last - index < 3 and lines[last + 1][1] and not signs[last + 1]:
            last += 1
        value = "\n".join(words for _, words in lines[index + 1 : last + 1])
        key = key_of_card(lines[index][1], value)
        if last > index and len(value) <= 2 * LONGEST_VALUE and key:
            found.append((range(index, last + 1), key, value))
    keys = in_concert([(lines[at[0]][1], key, value) for at, key, value in found])
    for (at, _, _), key in zip(found, keys, strict=True):
        start, (last_start, words) = lines[at[0]][0], lines[at[-1]]
        yield list(at), [Cell(key, start, start + 1, lines[at[1]][0], last_start + len(words))]


def _all_values(
    lines: Sequence[tuple[int, str]], alone: Sequence[str | None], keys: Sequence[str | None], at: range
) -> bool:
    """Whether these lines are values of these labels, and no more of the kind follow."""
    if (
        at.stop < len(lines)
        and lines[at.stop][1]
        and alone[at.stop] is None
        and lines[at.stop][1][0] not in "#-•"
    ):
        return False
    return all(
        alone[line] is None
        and 0 < len(lines[line][1]) <= LONGEST_VALUE
        and lines[line][1][-1] not in ":?"
        and (key not in FIGURES or bool(FIGURE.search(lines[line][1])))
        for key, line in zip(keys, at, strict=True)
    )
