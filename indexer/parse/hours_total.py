"""All hours of the work together, where a text tells these rather than, or beside, those of a week: ``in totaal 144 uur``.

They are no field of a record: a total budget over them gives an hourly figure (:mod:`indexer.parse.derive`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.parse.hours_scale import MOST_HOURS, scale_of
from indexer.parse.layout import Layout
from indexer.parse.numbers import parse_number
from indexer.parse.windows import find_near

_FEW_DAYS, _MOST = 5, 10_000
_ABOUT = r"(?:(?:ca\.?|circa|ongeveer|gemiddeld|maximaal|max\.?|maximum|hooguit|ten hoogste|minimaal|about|approximately|roughly|up to|at most)\s+)*"
_IN_HOURS = r"(?P<unit{way}>uur|uren|hours)\b"
_UNIT = r"(?P<unit{way}>uur|uren|hours|(?:werk)?dagen|days)\b"


def _figure(way: str = "", least: int = 1, unit: str = _UNIT) -> str:
    """A number of ``least`` figures or more with its unit, in groups of its own for each way of saying."""
    number = rf"(?P<n{way}>\d{{1,2}}\.\d{{3}}|\d{{{least},5}})"
    return rf"{number}\s*{unit.replace('{way}', way)}"


# So many for something else than the whole of the work, or in a stretch of it.
_NO_TOTAL = r"(?!\s*(?:per|p/|/|a |in de|in een|elke|iedere|each|every|stage|ervaring|training|scholing|reistijd|vakantie|verlof))"
_ALL = r"(?:in totaal|in total|totaal|totale|total|alles bij elkaar|bij elkaar|tezamen|altogether)"
_WAYS = ("", "_before", "_said", "_for", "_needed")
_TOTALS = re.compile(
    rf"(?:\b{_ALL}(?: aantal)?(?: (?:uren|uur|hours|dagen|days|inzet|omvang|urenbudget))?\s*(?::|van|of|is|bedraagt|om)?\s*{_ABOUT}{_figure()}{_NO_TOTAL}"
    rf"|\b{_figure('_before')}\s+{_ALL}\b"
    rf"|\b(?:op basis van|inzet van|omvang van|omvang bedraagt|urenbudget(?: van)?|urenraming(?: van)?|raming van|(?:geraamd|begroot|geschat) op|reken(?:en)? (?:wij |we )?op|uit van|based on)\s*:?\s*{_ABOUT}{_figure('_said', 2)}{_NO_TOTAL}"
    rf"|\b(?:voor|for) {_ABOUT}{_figure('_for', 2, _IN_HOURS)}{_NO_TOTAL}"  # an offer holds for 90 days
    rf"|\b{_figure('_needed', 2)} (?:nodig|benodigd|werk\b|needed))"
)
_STEMS = ("uur", "uren", "hours", "dagen", "days")
_LABEL = re.compile(r"totaal|total|urenbudget|urenraming|geraamde?\b")
_LABELLED = re.compile(rf"\s*{_ABOUT}{_figure(unit='(?:' + _UNIT + ')?')}")


class Total(NamedTuple):
    """Hours, and where the words that tell them are."""

    hours: float
    start: int
    end: int


def total_hours(layout: Layout) -> Total | None:
    """All hours of the work together; days count as long as the text says, else eight hours. ``None`` where it tells none."""
    for pair in layout.labels:
        if pair.key in ("hours", "free", "other") and _LABEL.search(pair.label.lower()):
            found = _LABELLED.match(layout.low, pair.start, pair.end)
            if found and (total := _of(layout, found["n"], found["unit"] or "uur")):
                return Total(total, pair.label_start, found.end())
    for found in find_near(_TOTALS, layout.low, layout.low, _STEMS, 60, 40):
        number, unit = next((found[f"n{way}"], found[f"unit{way}"]) for way in _WAYS if found[f"n{way}"])
        if not layout.is_noise(found.start()) and (total := _of(layout, number, unit)):
            return Total(total, found.start(), found.end())
    return None


def _of(layout: Layout, number: str, unit: str) -> float | None:
    """Hours of so many hours or days; None where that is no more than a week, or than anybody works."""
    count = parse_number(number.replace(".", ""))
    in_days = unit.endswith(("dagen", "days"))
    if in_days and count <= _FEW_DAYS:
        return None
    hours = count * (scale_of(layout).day if in_days else 1.0)
    return hours if MOST_HOURS < hours <= _MOST else None
