"""Rows that the name of a sign in an icon font leads, as a page leaves it in its text: ``schedule 28-36 u/w``, ``place Vlissingen``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.language.days import MONTH_BEGINS
from indexer.parse.columns import Cell
from indexer.parse.label_words import is_icon, key_of_card, sign_of
from indexer.parse.roles import has_role

_A_DAY = re.compile(rf"(?:[a-z]{{2,9}}\.? )?\d{{1,2}}(?:[-/.]\d{{1,2}}\b| {MONTH_BEGINS})", re.I)
_OF_DATES = frozenset(("period", "start", "end", "deadline", "published"))
_FEWEST, _LONGEST = 4, 80  # rows; characters of one


def icon_rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, Cell]]:
    """The index of each such row and its pair, where several stand in a text: most of the names are ordinary words too."""
    rows = []
    for index, (offset, words) in enumerate(lines):
        icon, _, value = words.partition(" ")
        if ":" in value and not _A_DAY.match(value):
            continue  # its own label says more
        if value and len(words) <= _LONGEST and is_icon(icon) and (key := key_of_card(icon, value)):
            rows.append((index, offset, icon, key, value))
    if len(rows) < _FEWEST or not any("_" in icon for _, _, icon, _, _ in rows):
        return
    for index, offset, icon, key, value in rows:
        if sign_of(icon) == "duration" and "," in value:  # "7 maanden, verlenging bespreekbaar"
            key, value = "duration", value.partition(",")[0]
        start, told = offset + len(icon) + 1, _told(key, value)
        if told in _OF_DATES and not _A_DAY.match(value):
            continue  # its own words say what it is, and more
        yield index, Cell(told, offset, offset + len(icon), start, start + len(value))


def _told(key: str, value: str) -> str:
    """What a row tells: some signs stand before more than one thing, of which the value says which it is."""
    if key == "contract" and has_role(value):
        return "title"
    if key == "hours" and _A_DAY.match(value):
        return "deadline"  # a clock that runs
    return key
