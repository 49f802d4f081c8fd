"""Numbers with a unit and a period -> hours a week: what a day, a month and a full-time job count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.parse import hours_words as words
from indexer.parse.layout import Layout
from indexer.parse.numbers import parse_number, tidy
from indexer.parse.windows import first_near
from indexer.record import Hours

HOURS_A_DAY = 8.0
WEEKS_A_MONTH = 4.33
# A full working week in the collective agreements of gemeenten, social work and youth care (cao Gemeenten,
# Sociaal Werk, Jeugdzorg): what one fte is where the text does not say it.
HOURS_A_FTE = 36.0
MOST_HOURS = 60.0
_OF_TENS = 0.2  # hours a month
WEEK, MONTH = ("week", "weken", "w", "wk"), ("maand", "mnd", "month", "m")


# Between two numbers of which one may be chosen, the larger first or not: "28 of 24 uur".
_A_CHOICE = re.compile(r"\b(?:of|or)\b")


@dataclass(frozen=True, slots=True)
class Scale:
    """What a full-time job and a working day count here, in hours."""

    full_week: float
    day: float

    def of(self, unit: str) -> float:
        if unit.startswith("dagd"):
            return self.day / 2
        if unit.startswith(("dag", "dgn", "werkdag", "day")):
            return self.day
        return self.full_week if unit.startswith("fte") else 1.0


def scale_of(layout: Layout) -> Scale:
    """Eight hours a day and 36 a full week, unless the text says otherwise."""
    week = first_near(words.FULL_WEEK, layout.low, layout.low, words.FULL_WEEK_STEMS, 14, 50)
    day = first_near(words.WORKING_DAY, layout.low, layout.low, words.WORKING_DAY_STEMS, 20, 40)
    length = parse_number(day["a"] or day["b"]) if day else HOURS_A_DAY
    return Scale(
        float(week[1] or week[2]) if week else HOURS_A_FTE, length if 4 <= length <= 10 else HOURS_A_DAY
    )


def between(low: float | None, high: float | None) -> Hours | None:
    """Hours a week from one end to the other, None where a figure is out of all proportion."""
    ends = [end for end in (low, high) if end is not None]
    if not ends or not all(0 <= end <= MOST_HOURS for end in ends) or ends != sorted(ends) or not ends[-1]:
        return None
    return Hours(None if low is None else tidy(low), None if high is None else tidy(high))


def convert(match: re.Match[str], unit: str, period: str, scale: Scale) -> Hours | None:
    if period.startswith(("jaar", "year", "dag")) or period == "day":
        return None
    low = parse_number(match["low"]) * scale.of(unit)
    high = parse_number(match["high"]) * scale.of(unit) if match["high"] else low
    if period in MONTH:
        low, high = a_week(low), a_week(high)
    elif weeks := several_weeks(period):
        low, high = low / weeks, high / weeks
    if high < low and _A_CHOICE.search(match.string, match.end("low"), match.start("high")):
        low, high = high, low
    bound = (match["bound"] or "").strip()
    if match["plus"]:
        return between(low, None)
    if bound and not match["high"]:
        return between(None, high) if words.MOST.match(bound) else between(low, None)
    return between(low, high)


def several_weeks(period: str) -> float:
    """How many weeks the hours are for where they are told for more than one: ``144 uur per 4 weken``; else 0."""
    number, _, unit = period.partition(" ")
    return parse_number(number) if unit in ("weken", "weeks") else 0.0


def a_week(a_month: float) -> float:
    """Hours a week of hours a month: a whole number where the month's figure is that number's, rounded to the hour. A figure in
    tens is meant as it stands: ``100 uur per maand`` is no 23 hours a week, ``130`` is 30.
    """
    whole = round(a_month / WEEKS_A_MONTH)
    rounded = _OF_TENS if a_month % 10 == 0 else 0.5
    return float(whole) if abs(whole * WEEKS_A_MONTH - a_month) <= rounded else a_month / WEEKS_A_MONTH


def period_of(match: re.Match[str]) -> str:
    said = (match["per"] or "").lower()
    if said.startswith(("maand", "month")):
        return "maand"
    return (match["period"] or ("week" if said else "")).lower().rstrip(".")


def label_unit(label: str) -> tuple[str, str]:
    """Unit and period that the label itself gives to a bare number."""
    low = label.lower()
    unit = (
        "dagdelen"
        if "dagde" in low
        else "dagen"
        if "dag" in low or re.search(r"\bdays?\b", low)
        else "fte"
        if re.search(r"\bfte|factor", low)
        else "uur"
    )
    return unit, "maand" if re.search(r"maand|/mnd|p/m", low) else "week"
