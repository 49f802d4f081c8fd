"""The names of months and days in Dutch, January and Monday first, and how those of months begin."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTH_BEGINS: Final = r"(?:jan|feb|m(?:aa)?rt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)"
"""A pattern for how each month begins in lower case, in Dutch and English: no further than an abbreviation goes, and not ``maanden``."""
_FIRST_THREE: Final = {month[:3]: number for number, month in enumerate(MONTHS, 1)} | {
    "mrt": 3,
    "mar": 3,
    "may": 5,
    "oct": 10,
}


def month_number(name: str) -> int:
    """1 to 12 for a name that begins as ``MONTH_BEGINS`` does, in any case. Raises ``KeyError`` for any other."""
    return _FIRST_THREE[name[:3].lower()]
