"""Lots: a request that is one of several, and the table that tells of all of them.

``Perceel | Profiel | Uren per week | Plafondtarief`` above four rows, in a document that says of itself that it is lot 3: the row
of lot 3 tells of this work, the others of that of others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LOT = re.compile(r"\b(?:perceel|lot)\s+(\d{1,2})\b", re.I)
_HEAD = re.compile(r"[\s|]*(?:perceel|percelen|lot|lots)(?:\s?(?:nr\.?|nummer|no\.?))?\s*(?:\||\s{2,})", re.I)
_ROW = re.compile(r"[\s|]*(?:perceel|lot)?\s*(\d{1,2})\s*(?:\||\s{2,})", re.I)
_RULE = re.compile(r"[\s|:+=-]*")
_TIMES = 2  # so often a document names the lot that it is


def lot_rows(lines: Sequence[str]) -> tuple[int | None, list[int]]:
    """The index of the line that tells of the document's own lot in a table of lots, and those of the other lots."""
    head = next((n for n, line in enumerate(lines) if _HEAD.match(line)), None)
    if head is None:
        return None, []
    rows: dict[int, str] = {}
    for number in range(head + 1, len(lines)):
        row = _ROW.match(lines[number])
        if row is not None:
            rows[number] = row[1]
        elif not _RULE.fullmatch(lines[number]):
            break
    named = Counter(
        match[1] for n, line in enumerate(lines) if n not in rows for match in _LOT.finditer(line)
    ).most_common(2)
    if not named or named[0][1] < _TIMES or len(named) > 1 and named[1][1] == named[0][1]:
        return None, []
    own = next((number for number, lot in rows.items() if lot == named[0][0]), None)
    return (own, [number for number in rows if number != own]) if own is not None else (None, [])
