"""Rows that the name of a sign leads, as a page leaves it in its text: ``schedule 28-36 u/w``, ``fa-map-marker Vlissingen``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.parse.columns import Cell
from indexer.parse.icon_names import begins_with_day, icon_at, icon_key, in_concert, is_unmistakable, is_until
from indexer.parse.label_words import key_of_card
from indexer.parse.roles import has_role

_OF_DATES = frozenset(("period", "start", "end", "deadline", "published"))
_RUN = frozenset(("hours", "duration"))  # a clock or an hourglass that runs
_FEWEST, _LONGEST = 4, 80  # rows; characters of one


def icon_rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """The index of each such row and its pair, where several stand in a text: most of the names are ordinary words too."""
    rows: list[tuple[int, int, str, str, str]] = []
    for index, (offset, words) in enumerate(lines):
        icon = icon_at(words) if len(words) <= _LONGEST else ""
        value = words[len(icon) :].strip() if icon else ""
        if ":" in value and not begins_with_day(value):
            continue  # its own label says more
        if value and (key := key_of_card(icon, value)):
            rows.append((index, offset, icon, key, value))
    if len(rows) < _FEWEST or not any(is_unmistakable(row[2]) for row in rows):
        return
    told = [_told(key, value) for _, _, _, key, value in rows]
    together = in_concert([(row[2], key, row[4]) for row, key in zip(rows, told, strict=True)])
    for (index, offset, icon, _, words), key in zip(rows, together, strict=True):
        value = words
        if icon_key(icon) == "duration" and "," in value:  # "7 maanden, verlenging bespreekbaar"
            key, value = "duration", value.partition(",")[0]
        runs = key == "deadline" and icon_key(icon) in _RUN and is_until(value)
        if key in _OF_DATES and not runs and not begins_with_day(value):
            continue  # its own words say what it is, and more
        start = offset + lines[index][1].index(value, len(icon))
        yield index, Cell(key, offset, offset + len(icon), start, start + len(value))


def _told(key: str, value: str) -> str:
    """What a row tells: some signs stand before more than one thing, of which the value says which it is."""
    if key == "contract" and has_role(value):
        return "title"
    if key in _RUN and is_until(value):
        return "deadline"
    if key == "extension" and begins_with_day(value):
        return "published"  # when a page was brought up to date
    return key
