"""The last resort for hours a week: a text that tells them nowhere by the known words, and names one number of hours only.

``Fulltime dus, 36 uur``, ``drie dagen, maar vier is ook bespreekbaar``: a reader takes such a number for the effort, as nothing
else in the text can be it. What is of others, of the clock, of another period or of the place of work is passed over first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse import hours_words as words
from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.hours_clauses import of_else, of_help
from indexer.parse.hours_scale import WEEK, Scale, convert, period_of
from indexer.parse.hours_values import is_old, widened
from indexer.parse.layout import Layout
from indexer.parse.limits import part_at
from indexer.parse.numbers import parse_number
from indexer.parse.stems import clause_at
from indexer.parse.windows import find_around
from indexer.record import Hours

_LEAST, _MOST = 8.0, 40.0
_LATEST_ON_THE_CLOCK = 23
_LATEST_OPEN = 18  # "tussen 9 en 12 uur": when somebody can be reached
_MOST_DAYS = 5
# "Vrijdag 4 december, 12 uur", "vóór 16 uur": a time of the day.
_CLOCK = re.compile(
    r"(?:[.:]\d\d|\b(?:om|v[oó][oó]r|tot|vanaf|rond|na|by|at|before|until|from)|(?:dag|jan|feb|mrt|maart|apr|april|mei|ju[nl]i|aug|augustus|sep\w*|okt\w*|nov\w*|dec\w*|day|20\d\d|\d[/.-]\d+)[.,]?)\s*$"
)
# Before or behind the number: it is a delay, a course, a meeting, an age, what was or is done once.
_NOT_WEEKLY = re.compile(
    r"\b(?:binnen|within|na|after|elke|iedere|om de|over|reist?|training\w*|cursus\w*|scholing|bijeenkomst\w*|overleg\w*|kennismak\w*|gesprek\w*|proef\w*|toets\w*|reactie\w*|meedenk\w*|telefon\w*|ingewerkt|inwerk\w*|opleiding\w*|permanent|24/7|missen|wachttijd\w*|waiting)\b"
)
_ONCE = re.compile(
    r"\s*(?:per |voor(?:af|dat)? |na |later|eerder|geleden|rijden|reizen|van tevoren|in totaal|totaal|opleiding|training|achtereen|lang\b|ago|before|after|later|notice|['’]s (?:ochtends|middags|avonds))"
)
# Who tells where he works himself.
_OF_MINE = re.compile(r"\bik (?:zit|werk|deed|doe|had)\b|\bi (?:am|work|had)\b")
# Who is asked for days, of which a text names more than of hours.
_ASKED = re.compile(
    r"\b(?:iemand|someone|somebody|zoek\w*|vra(?:ag|gen)|gevraagd|denk\w*|opdracht|klus|assignment|inzet|beschikbaar|nodig|omvang|contract|functie|rol)\b"
)


def from_lone_number(layout: Layout, scale: Scale, units: list[int]) -> Iterator[Candidate]:
    """The one number of hours, or else of days, of a text; nothing where it names two that differ.

    ``units`` as in :func:`indexer.parse.hours_units.counted_units`.
    """
    found = list(_mentions(layout, scale, units))
    of_hours = [one for one, is_days in found if not is_days]
    told = of_hours or [one for one, _ in found]
    if told and all(one.value == told[0].value for one in told):
        yield told[0]


def _mentions(layout: Layout, scale: Scale, units: list[int]) -> Iterator[tuple[Candidate, bool]]:
    text = layout.low
    for match in find_around(words.STATED, text, units, 60, 46):
        unit = match["unit"]
        is_days = unit.startswith(("d", "werkd"))
        if (
            (period_of(match) and not (is_days and period_of(match) in WEEK))
            or unit[0] in "hf"
            and not unit.startswith("hour")
            or unit == "u"
        ):
            continue
        first, last = clause_at(layout, match.start())
        if _is_no_effort(layout, match, is_days, first, last):
            continue
        hours = convert(match, unit, "week", scale)
        if hours is None:
            continue
        hours, end = widened(text, match, unit, hours, scale, first, last)
        if _is_likely(hours):
            yield Candidate("hours", hours, match.start(), end, ALONE, ALONE_WEIGHT), is_days


def _is_likely(hours: Hours) -> bool:
    return all(_LEAST <= end <= _MOST for end in (hours.min, hours.max) if end is not None)


def _is_no_effort(layout: Layout, match: re.Match[str], is_days: bool, first: int, last: int) -> bool:
    """Whether a number is of a day's time, of others, of once, or of where the work is done."""
    text = layout.low
    start, end = match.start("low"), match.end()
    before = text[max(first, start - 40) : start]
    part = part_at(text, start, first, last)
    covering = layout.label_covering(start)
    if (
        is_days
        and not _may_be_days(text, match, first, last)
        or _is_of_the_clock(text, match, is_days, first, last)
    ):
        return True
    return bool(
        layout.is_noise(start)
        or (covering is not None and covering.key in words.ELSEWHERE)
        or before[-1:].isalnum()
        or before.endswith(("bij ", "at "))
        or of_else(layout, first, last)
        or of_help(text, end, last)
        or is_old(text, match, first)
        or _OF_MINE.search(text, first, start)
        or _NOT_WEEKLY.search(text, *part)
        or _ONCE.match(text, end)
        or words.AT_THE_CLIENT.search(text, *part)
        or words.ANSWER_BY.search(text, first, last)
        or words.A_SHARE.search(before)
        or words.OF_FULL_WEEK.search(before)
        or words.IS_FULL_WEEK.match(text, end)
    )


def _may_be_days(text: str, match: re.Match[str], first: int, last: int) -> bool:
    """Whether a number of days is one of a week, for which somebody is asked."""
    if text[match.start() - 1 : match.start()] == "(":
        return False
    asked = period_of(match) or _ASKED.search(text, first, last)
    return 2 <= parse_number(match["high"] or match["low"]) <= _MOST_DAYS and bool(asked)


def _is_of_the_clock(text: str, match: re.Match[str], is_days: bool, first: int, last: int) -> bool:
    """Whether hours are those at which something is open or due, or those that a day is paid for."""
    start, high = match.start("low"), parse_number(match["high"] or match["low"])
    if words.DAY_PRICE.search(text, max(0, match.start() - 50), match.start()):
        return True
    if words.CLOCK.search(text, max(first, start - 8), last) or words.OF_THE_CLOCK.fullmatch(match["low"]):
        return True
    if match["high"]:
        opens = words.CLOCK_BEFORE.search(text, max(first, match.start() - 8), start)
        return high <= _LATEST_OPEN and opens is not None
    due = _CLOCK.search(text, max(0, start - 40), start)
    return not is_days and high <= _LATEST_ON_THE_CLOCK and due is not None
