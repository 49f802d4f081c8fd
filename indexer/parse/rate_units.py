"""What an amount is paid for: an hour, half a day of four hours or a day of eight, by the words around it; and what it is an
hour then.
"""

from __future__ import annotations

from typing import Final

from indexer.parse import rate_words as words
from indexer.parse.money import Money, Per
from indexer.parse.numbers import tidy
from indexer.parse.vat import VAT
from indexer.record import Rate

LOWEST_RATE: Final = 20.0
HIGHEST_RATE: Final = 400.0
"""Euro an hour; more is asked for half a day at least."""
LOWEST_BARE: Final = 35.0
HIGHEST_BARE: Final = 250.0
"""Euro an hour of a number that nothing calls money: where rates of this market lie."""
_HOURS_OF: Final[dict[Per | None, float]] = {"day": 8.0, "half day": 4.0}


def hourly(low: float | None, high: float | None, unit: Per | None, vat: str | None) -> Rate | None:
    """A rate per hour excluding VAT from amounts per hour or per ``unit``, or None where a figure is out of all proportion."""
    factor = 1 / _HOURS_OF.get(unit, 1.0) / (VAT if vat == "incl" else 1.0)
    ends = [None if end is None else tidy(end * factor) for end in (low, high)]
    if ends == [None, None] or any(
        end is not None and not LOWEST_RATE <= end <= HIGHEST_RATE for end in ends
    ):
        return None
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        return None
    return Rate(ends[0], ends[1], vat)


def unit_said(label: str, value: str) -> Per | None:
    """What a label or its value says that an amount is for, where that is no hour."""
    if words.HALF_DAY.search(f"{label} {value}"):
        return "half day"
    return "day" if words.DAY_LABEL.search(label) or words.PER_DAY_IN.search(value) else None


def unit_named(near: str) -> Per | None:
    """What the words before an amount call it: ``dagtarief``."""
    if words.HALF_DAY.search(near):
        return "half day"
    return "day" if words.BY_THE_DAY.search(near) else None


def unit_before(amount: Money, near: str) -> Per | None:
    """What an amount is per where the words that lead to it say so, and its size fits."""
    if amount.currency and amount.low <= HIGHEST_BARE and words.HOURLY_BEFORE.search(near):
        return "hour"
    if amount.currency and words.HALF_DAILY_BEFORE.search(near):
        return "half day"
    return "day" if amount.currency and amount.low > HIGHEST_RATE and words.DAILY_BEFORE.search(near) else None  # fmt: skip
