"""Lengths of time as assignments write them: ``6 maanden``, ``zes (6) maanden``, ``40 weken``, ``anderhalf jaar``."""

from __future__ import annotations

import re

from indexer.parse.numbers import WORD_PATTERN, parse_number

NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?|\b(?:{WORD_PATTERN})\b)"
LENGTH = re.compile(
    rf"(?P<about>(?:minimaal|maximaal|max\.?|circa|ca\.?|ongeveer|initieel|in eerste instantie|vooralsnog|voorlopig)\s+)?"
    rf"(?P<low>{NUMBER})\s*(?:\(\s*[\wëé]+\s*\)\s*)?(?:(?:-|–|à|tot|to|of)\s*(?P<high>{NUMBER})\s*)?-?(?:kalender)?(?P<unit>maanden|maand|mnd\.?|months?|weken|week|weeks|jaren|jaar|years?)\b",
)
LENGTH_STEMS = ("maand", "mnd", "month", "week", "weken", "jaar", "jaren", "year")
_IN_MONTHS = {"m": 1.0, "w": 12 / 52, "j": 12.0, "y": 12.0}


def in_months(value: float, unit: str) -> float:
    """Months in a number of months, weeks or years, to half a month."""
    return round(value * _IN_MONTHS[unit[0].lower()] * 2) / 2


def months(match: re.Match[str]) -> float | None:
    """Months of a match of :data:`LENGTH`, its upper end where it is a range; None beyond five years."""
    length = in_months(parse_number(match["high"] or match["low"]), match["unit"])
    return length if 0 < length <= 60 else None
