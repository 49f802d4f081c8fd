"""Hours a week in sentences: a number with its unit, its period and the words around it that make it the effort asked.

Opening hours, totals, other people's hours and days at the office are told by the words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from indexer.parse import hours_words as words
from indexer.parse.candidate import Candidate
from indexer.parse.hours_beside import (
    is_of_another,
    is_sentence,
    is_signed,
    only_at_the_client,
    said_or_sought,
    tells_of_others,
)
from indexer.parse.hours_scale import MONTH, WEEK, Scale, between, convert, period_of, several_weeks
from indexer.parse.hours_units import before_per, is_counted
from indexer.parse.hours_values import bounded, is_old, named_days, times, widened, with_another_day
from indexer.parse.layout import Layout
from indexer.parse.limits import part_at
from indexer.parse.numbers import parse_number
from indexer.parse.roles import has_role
from indexer.parse.stems import clause_at, places_of
from indexer.parse.subjects import is_of_other
from indexer.parse.windows import find_around, find_near
from indexer.record import Hours

# No assignment tells its hours more often; a text that does is read so far.
_MOST_MENTIONS = 400
_WORKING_DAYS = 6
"""At most in a week."""
_MOST_OF_ONE = 1.2  # full jobs that one person does


def from_prose(
    layout: Layout, scale: Scale, labelled: list[Candidate], units: list[int]
) -> Iterator[Candidate]:
    """Hours and days in sentences, ``units`` as in :func:`indexer.parse.hours_units.counted_units`; what was read under a
    label already (``labelled``) is passed over."""
    text = layout.low
    known: Hours | None = labelled[0].value if labelled else None
    told = [
        (read.start, read.end)
        for read in labelled
        if not words.AMENDED.search(text, read.start, layout.line_at(read.end).end)
    ]
    done = 0
    for match in islice(find_around(words.STATED, layout.low, units, 60, 46), _MOST_MENTIONS):
        start = match.start()
        if start < done or any(first <= start and match.end() <= last for first, last in told):
            continue
        if words.CLOCK.match(text, match.start("low")) or words.A_DAY_OR.match(text, match.start("low")):
            continue  # "een uur of twintig" is no range from one on
        before = text[max(0, start - 14) : start]
        period = period_of(match)
        if (
            layout.is_noise(start)
            or (
                not period
                and words.NOT_EFFORT.search(before)
                and not said_or_sought(layout, match)
                and not is_sentence(layout, match)
                and not words.GIVEN_AFTER.match(text, match.end())
                and not words.OF_THE_WORK.search(text, max(0, start - 60), start)
                and not _is_share_labelled(layout, match)
                and not _is_all_said(layout, match)
            )
            or _is_full_week_beside(layout, match)
            or before[-1:].isalnum()
            or before[-1:] in (",", ":")
            or not period
            and (words.OF_THE_CLOCK.fullmatch(match["low"]) or words.BEHIND_DATE.search(before))
            or before[-1:] == "("
            and words.DAY_PRICE.search(text, max(0, start - 50), start)
        ):
            continue
        covering = layout.label_covering(start)
        if covering is not None and covering.key in words.ELSEWHERE:
            continue
        unit = match["unit"].lower()
        weight = _prose_weight(layout, match, unit, period)
        hours = convert(match, unit, period, scale) if weight else None
        if hours:
            hours, end = widened(text, match, unit, hours, scale, *clause_at(layout, start))
            weight, done = _against_label(layout, match, hours, known, weight), end
            yield Candidate("hours", hours, start, end, "prose" if weight > 0.5 else "form", weight)
    yield from _bare_weekly(layout)
    yield from _unit_elsewhere(layout, scale)


def _is_share_labelled(layout: Layout, match: re.Match[str]) -> bool:
    """Whether it is a share of a full job, all that a line has under a word of effort: ``Volume: 0.7 FTE``."""
    pair = layout.label_covering(match.start())
    share = pair is not None and pair.start == match.start() and match["unit"].startswith("fte")
    return share and pair is not None and layout.says(words.EFFORT_CUE, pair.label_start, pair.start)


def _is_full_week_beside(layout: Layout, match: re.Match[str]) -> bool:
    """Whether they tell what a full week is, behind the share of it that is asked: ``0.7 FTE (36 hours is full time)``."""
    if words.IS_FULL_WEEK.match(layout.low, match.end()) is None:
        return False
    return words.A_PART.search(layout.low, layout.line_at(match.start()).content, match.start()) is not None


def _bare_weekly(layout: Layout) -> Iterator[Candidate]:
    """``24 per week`` in a sentence that speaks of hours."""
    low = layout.low
    weeks = [at for at in places_of(low, ("week", "p/w", "pw")) if is_counted(low, before_per(low, at))]
    for match in find_around(words.BARE_WEEKLY, low, weeks, 40, 6):
        start, end = match.span()
        first, last = clause_at(layout, start)
        before = layout.low[first:start]
        if layout.is_noise(start) or before[-1:].isalnum() or before[-1:] in (",", ":"):
            continue
        if words.A_DAY_OR.match(low, match.start("low")):
            continue
        hours = between(parse_number(match["low"]), parse_number(match["high"] or match["low"]))
        told = re.search(r"\b(?:uren|uur|uurtjes|hours)\b", layout.low[first:last])
        if hours and told and (hours.max or 0) >= 8 and not _is_of_others(layout, first, last):
            amended = words.AMENDED.search(layout.low, first, last)
            hours = bounded(low, hours, start, end, first, last)
            yield Candidate("hours", hours, start, end, "prose", 0.94 if amended else 0.6)


def _unit_elsewhere(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    """Numbers whose unit stands before them, in a word with them, or with the number that they replace."""
    text, low = layout.low, layout.low
    stems = (
        "uren p",
        "uren/",
        "uur p",
        "hours p",
        "hours a",
        "dagen p",
        "dagdelen p",
        "days p",
        "inzet p",
        "omvang p",
    )
    stated = find_near(words.UNIT_THEN_NUMBER, low, low, stems, 1, 70)
    wrapped = find_near(words.WRAPPED, low, low, ("uren\np", "uren p", "hours p", "hours\np"), 1, 50)
    for match in chain(stated, wrapped):
        factor = scale.of(match["unit"].lower())
        low_end, high_end = parse_number(match["low"]), parse_number(match["high"] or match["low"])
        hours = between(low_end * factor, high_end * factor)
        if hours and not layout.is_noise(match.start()):
            line = layout.line_at(match.start())
            hours = bounded(low, hours, match.start(), match.end(), line.content, line.end)
            yield Candidate("hours", hours, match.start(), match.end(), "label", 0.8)
    for match in find_near(words.DAYS_JOINED, text, low, ("-day", "daagse "), 12, 30):
        first, last = clause_at(layout, match.start())
        days = parse_number(match["n"] or match["m"]) * scale.day
        if not words.NORM.search(text, first, last) and not layout.is_noise(match.start()) and days <= 40:
            yield Candidate("hours", Hours(days, days), match.start(), match.end(), "prose", 0.6)
    for match in find_near(words.LONG_WEEK, text, low, ("-urige", "-hour"), 4, 25):
        first, last = clause_at(layout, match.start())
        long = float(match["low"])
        if 8 <= long <= 40 and not words.NORM.search(text, first, last) and not layout.is_noise(match.start()):  # fmt: skip
            yield Candidate("hours", Hours(long, long), match.start(), match.end(), "prose", 0.5)


def from_days(layout: Layout, scale: Scale, units: list[int]) -> Iterator[Candidate]:
    """Effort told in days without a plain number: ``3 x 8 uur``, ``een dag of drie per week``, ``je werkt op ma, di en wo``."""
    text, low = layout.low, layout.low
    counted = [at for at in units if low[at] in "uh" and words.DAYS_OF_LINK.search(low, max(0, at - 26), at)]
    for match in find_around(words.DAYS_OF, low, counted, 40, 10):
        first, last = clause_at(layout, match.start())
        read = times(match)
        if read and not layout.is_noise(match.start()) and not _is_of_others(layout, first, last) and not words.IN_ALL.search(text, first, last):  # fmt: skip
            longer = with_another_day(text, read[0], parse_number(match["hours"]), match.end())
            told, end = longer or (read[0], match.end())
            yield Candidate("hours", told, match.start(), end, "prose", 0.78)
    for match in find_near(words.SAID_DAYS, text, low, (" dagen", " days"), 40, 90):
        days = [parse_number(match[name]) * scale.day for name in "abcd" if match[name]]
        hours = between(min(days), max(*days, float(match["w"] or 0)))
        if (
            hours
            and not layout.is_noise(match.start())
            and not _is_of_others(layout, *clause_at(layout, match.start()))
        ):
            yield Candidate("hours", hours, match.start(), match.end(), "prose", 0.6)
    for match in find_near(words.A_DAY_OR, text, low, ("dag of", "uur of", "day or", "hour or"), 8, 30):
        first, last = clause_at(layout, match.start())
        unit = "uur" if (match["unit"] or match[0][2:6]).lower() in ("uur", "hour") else "dagen"
        count = parse_number(match["n"] or match["m"]) * scale.of(unit)
        hours = between(count, count)
        if hours and not layout.is_noise(match.start()) and not words.AT_THE_CLIENT.search(text, first, last):
            cued = words.EFFORT_CUE.search(text, first, last)
            yield Candidate("hours", hours, match.start(), match.end(), "prose", 0.6 if cued else 0.45)
    for match in find_near(words.WEEKDAYS, low, low, words.WEEKDAY_STEMS, 2, 60):
        first, last = clause_at(layout, match.start())
        total = named_days(match) * scale.day
        elsewhere = words.AT_THE_CLIENT.search(text, first, last) or re.search(r"overleg|andere|overige|rest\b|vergader|voorkeur", text[first:last])  # fmt: skip
        if each := words.EACH_DAY.match(text, match.end(), last):
            total = named_days(match) * parse_number(each["n"])
            if 4 <= total <= 40 and not layout.is_noise(match.start()) and not _is_of_others(layout, first, last):  # fmt: skip
                yield Candidate("hours", Hours(total, total), match.start(), each.end(), "prose", 0.6)
        elif (
            words.WORKS_ON.search(text, first, match.start())
            and not layout.is_noise(match.start())
            and not elsewhere
            and not is_signed(layout, match.start())
            and total >= 2 * scale.day
        ):
            yield Candidate("hours", Hours(total, total), match.start(), match.end(), "prose", 0.5)


def _is_of_others(layout: Layout, first: int, last: int, at: int | None = None) -> bool:
    """Whether a clause tells of other people's hours, of opening hours or of travelling; of the part around ``at`` alone
    where that turns to the reader."""
    if at is not None:
        part = part_at(layout.low, at, first, last)
        if part != (first, last) and words.TO_READER.search(layout.low, *part):
            first, last = part
    if is_of_other(layout.low, first, last):
        return True
    if words.HOLDS_FOR_READER.search(layout.low, first, last):
        return False
    return tells_of_others(layout, first, last)


def _against_label(
    layout: Layout, match: re.Match[str], hours: Hours, labelled: Hours | None, weight: float
) -> float:
    """What was amended later beats the header, and so does a range that makes its one number precise."""
    first, last = clause_at(layout, match.start())
    if weight >= 0.5 and words.AMENDED.search(layout.low, first, last) and not is_of_another(layout.low, first, last):  # fmt: skip
        return 0.94
    if labelled is None or hours == labelled or weight < 0.7:
        return weight
    sentence = layout.low[first:last]
    lone = labelled.min == labelled.max and labelled.min in (hours.min, hours.max) and match["high"]
    if lone and re.search(r"zoek|inzet|omvang|opdracht|inhuur|looking for", sentence):
        return 0.91
    return weight


def _prose_weight(layout: Layout, match: re.Match[str], unit: str, period: str) -> float:
    """How sure it is that this is the weekly effort asked, 0 for not at all."""
    text = layout.low
    line = layout.line_at(match.start())
    short = line.end - line.content <= 60
    first, last = clause_at(layout, match.start())
    near = text[max(first, match.start() - 40) : match.start()]
    if period in WEEK and near.endswith("= ") and unit.startswith(("u", "h")):
        return 0.75  # "2 lessen van 2,5 uur, plus 3 uur voorbereiding = 8 uur per week"
    if (
        layout.says(words.OWN_PAST, first, last)
        or _is_of_others(layout, first, last, match.start())
        or words.A_SHARE.search(near)
        or (words.OF_FULL_WEEK.search(near) and not _is_full_week_asked(text, near, first, last))
        or is_old(text, match, first)
    ):
        return 0.0
    weekly = period in WEEK or (not period and words.WEEKLY_BEFORE.search(near) is not None)
    said_on = (line.content, line.end) if line.end - line.content <= 250 else (first, last)
    cued = bool(layout.says(words.EFFORT_CUE, *said_on))
    if unit.startswith(("uu", "uren", "h", "u")):
        if weekly:
            if parse_number(match["high"] or match["low"]) < 8:
                opens = match.start() - first <= 1 and parse_number(match["low"]) >= 4
                return 0.5 if opens or words.STRONG_CUE.search(text, first, last) else 0.0
            return 0.75 if cued else 0.6
        if period in MONTH:
            return 0.6
        if weeks := several_weeks(period):
            return 0.6 if parse_number(match["low"]) >= 4 * weeks else 0.0
        return 0.0 if period else _weight_of_bare_hours(layout, match, unit, near)
    if unit.startswith("fte"):
        return _weight_of_share(layout, match, cued, first, last)
    if (
        not period
        and parse_number(match["high"] or match["low"]) <= 5
        and (
            (words.WORKS_DAYS.search(near) and not words.REST_ELSEWHERE.match(text, match.end()))
            or (words.DAYS_SAID.search(near) and words.DAYS_THEN.match(text, match.end(), last))
        )
    ):
        return 0.55
    if weekly and parse_number(match["high"] or match["low"]) > _WORKING_DAYS:
        return 0.0  # "7 dagen in de week": when somebody is needed, and not by one
    if weekly and not only_at_the_client(text, match, first, last):
        aside = match.start() < layout.header_end and short
        at_start = (
            short
            and match.start() - line.content <= 12
            and words.APART_AFTER.match(text, match.end(), line.end)
        )
        alone = (aside or at_start or match["bound"] or match.start() - first <= 1) and (
            parse_number(match["low"]) < 6
        )
        return 0.62 if cued else 0.5 if alone else 0.0
    return 0.0


def _weight_of_share(layout: Layout, match: re.Match[str], cued: bool, first: int, last: int) -> float:
    """A share of a full job is the effort where somebody is sought for it, and not what a team holds."""
    text, line = layout.low, layout.line_at(match.start())
    if words.OF_THE_WORK.search(text, max(0, match.start() - 60), match.start()) or _is_all_said(
        layout, match
    ):
        return 0.55
    ahead = text[line.content : match.start()]  # "Projectleider (0,4 fte - 1 jaar)"
    apart = words.APART_BEFORE.search(ahead) and words.APART_AFTER.match(text, match.end(), line.end)
    named = apart and line.end - line.content <= 60 and has_role(ahead)
    sought = cued or named or has_role(text[match.end() : match.end() + 30])
    return 0.55 if sought and not words.OF_A_TEAM.search(text, first, last) else 0.0


def _is_all_said(layout: Layout, match: re.Match[str]) -> bool:
    """Whether a share of one job is all that a sentence of a paragraph says: ``0,8 tot 1 fte. Start zo snel mogelijk.``"""
    if not match["unit"].startswith("fte") or parse_number(match["high"] or match["low"]) > _MOST_OF_ONE:
        return False
    opens = words.SENTENCE_BEFORE.search(layout.low, max(0, match.start() - 3), match.start())
    return bool(opens and words.SHARE_ENDS.match(layout.low, match.end()))


def _is_full_week_asked(text: str, near: str, first: int, last: int) -> bool:
    """Whether a full week is what is asked, and not what a share is told of."""
    return words.ASKED_IN_FULL.search(near) is not None and words.A_PART.search(text, first, last) is None


def _weight_of_bare_hours(layout: Layout, match: re.Match[str], unit: str, near: str) -> float:
    """Hours without a period are a week's where the words before say so, or where they stand apart in a header."""
    text = layout.low
    first, last = clause_at(layout, match.start())
    line = layout.line_at(match.start())
    low, high = parse_number(match["low"]), parse_number(match["high"] or match["low"])
    if words.ONCE.match(text[match.end() : last]) or words.IN_ALL.search(text, first, match.start()):
        return 0.0
    plausible = 4 <= low <= high <= 40 and not text.startswith(":", match.end())
    if plausible and low >= 8 and is_sentence(layout, match):
        return 0.5
    if plausible and (words.EACH_SAID.search(near) or words.SPREAD.match(text, match.end(), last)):
        return 0.55
    if words.CLOCK_BEFORE.search(near) and high <= 24 and not words.SAID_OF_HOURS.search(near):
        return 0.0
    if plausible and unit not in ("u", "h"):
        if (
            said_or_sought(layout, match)
            or words.AMENDED_TO.search(near)
            or words.GIVEN_AFTER.match(text, match.end())
        ):
            return 0.55
        if words.WEEK_BEFORE.search(near) or (words.EACH.search(near) and words.PEOPLE.search(near)):
            return 0.55
    if plausible and unit not in ("u", "h") and match["high"] and (low >= 16 or high > 24) and not words.ANSWER_BY.search(text, first, last):  # fmt: skip
        return 0.5  # two ends of this size are no times of the clock
    if line.end - line.content > 160 or match.start() >= layout.header_end:
        return 0.0
    apart = words.APART_BEFORE.search(text[line.content : match.start()]) and words.APART_AFTER.match(text, match.end(), line.end)  # fmt: skip
    whole = "," not in match["low"] and "." not in match["low"]
    if apart and whole and (8 <= low <= high <= 40 or (match["high"] and plausible)):
        return 0.5
    named = unit not in ("u", "h")
    if named and match["high"] and plausible and low >= 8 and line.text[-1:] not in ".;?!":  # in a title
        return 0.46
    at_start = line.end - line.content <= 60 and match.start() - line.content <= 3
    return 0.45 if at_start and named else 0.0
