"""Hours a week that a few words state: the value of a label, a number of days with their hours, named days, full time."""

from __future__ import annotations

import re

from indexer.parse import hours_words as words
from indexer.parse.corrections import role_of
from indexer.parse.hours_scale import WEEK, Scale, between, convert, label_unit, period_of
from indexer.parse.limits import limit_of
from indexer.parse.numbers import parse_number
from indexer.record import Hours


def in_value(label: str, value: str, scale: Scale) -> tuple[Hours, int] | None:
    """Hours in a label's value and where the words that say so end."""
    days = words.DAYS_OF.search(value) or words.DAYS_TIMES.fullmatch(value)
    if days:
        return times(days)
    if words.CLOCK.search(value):
        if re.search(r"tijd|time", label + value[:12]):
            return None
        value = words.CLOCK.sub(lambda clock: " " * len(clock[0]), value)  # "ma, di 9.00-17.00 uur"
    unit, period = label_unit(label)
    best = _best_stated(value)
    match = best or words.BARE_WEEKLY.search(value)
    if match is None:
        lead = words.LEAD.match(value)
        match = words.BARE.match(value, lead.end() if lead else 0)
    if match is None or not best and words.DATE_GOES_ON.match(value, match.end()):
        return _days_or_full_time(value, scale) if match is None else None
    if not best and words.NO_HOURS_NEXT.match(value, match.end()):
        return None
    if not best and unit == "uur" and re.fullmatch(r"[01][.,]\d{1,2}", match["low"]) and not match["high"]:
        unit = "fte"  # "Deeltijdfactor: 0,67"
    if not best and words.A_MONTH.match(value, match.end()):
        period = "maand"
    said = (best["unit"].lower(), period_of(best) or period) if best else (unit, period)
    if best and not period_of(best) and words.OF_THE_WHOLE.match(value, match.end()):
        return None
    hours = convert(match, *said, scale)
    return widened(value, match, said[0], hours, scale) if hours else None


_NEXT_SENTENCE = 110  # characters in which a day that may be added is told


def with_another_day(text: str, hours: Hours, day: float, end: int) -> tuple[Hours, int] | None:
    """Days of so many hours with one more that the next sentence says may be added, and where that is told."""
    said = words.ANOTHER_DAY.search(text, end, end + _NEXT_SENTENCE)
    if said is None or hours.min is None or words.ORDINALS.get(said["nth"]) != round(hours.min / day) + 1:
        return None
    wider = between(hours.min, hours.min + day)
    return (wider, said.end()) if wider else None


def bounded(text: str, hours: Hours, start: int, end: int, floor: int, stop: int) -> Hours:
    """One number that the words of its clause (``floor`` to ``stop``) make an end is that end alone."""
    if hours.min != hours.max:
        return hours
    limit = limit_of(text, start, end, floor, stop)
    return Hours(None, hours.max) if limit == "most" else Hours(hours.min, None) if limit else hours


def widened(
    text: str,
    match: re.Match[str],
    unit: str,
    hours: Hours,
    scale: Scale,
    floor: int = 0,
    stop: int | None = None,
) -> tuple[Hours, int]:
    """The hours with what right behind them makes them precise, bounds them or widens them, and where those words end.

    ``floor`` and ``stop`` are the ends of the clause that the match stands in.
    """
    end = match.end()
    if unit.startswith(("fte", "d", "werkd")) and (precise := _made_precise(text, end, unit, hours, scale)):
        return precise
    if chosen := _with_choices(text, match, unit, hours, floor):
        return chosen
    if further := _further(text, end, unit, hours, scale):
        return further
    if hours.min != hours.max or hours.min is None:
        return hours, end
    if unit.startswith(("u", "h")) and (
        other := _with_other_hours(text, end, hours.min)
        or _either(text, match, hours.min, floor)
        or with_fewest(text, hours, end)
    ):
        return other
    limited = bounded(text, hours, match.start("low"), end, floor, len(text) if stop is None else stop)
    if limited != hours:
        return limited, end
    if around := words.GIVE_OR_TAKE.match(text, end):
        room = parse_number(around["n"]) * scale.of(unit)
        if 0 < room <= hours.min / 2 and (both := between(hours.min - room, hours.min + room)):
            return both, around.end()
    if unit.startswith(("d", "werkd")) and (longer := with_another_day(text, hours, scale.day, end)):
        return longer
    if unit.startswith(("d", "werkd")) and (also := words.OR_ALSO.match(text, end)):
        days = parse_number(also["n"] or also["m"])
        if 1 <= days <= 5 and (either := between(*sorted((hours.min, days * scale.of(unit))))):
            return either, also.end()
    more = words.OR_MORE.match(text, end)
    wider = between(hours.min, parse_number(more["n"]) * scale.of(unit)) if more else None
    return (wider, more.end()) if more and wider else (hours, end)


def _with_choices(
    text: str, match: re.Match[str], unit: str, hours: Hours, floor: int
) -> tuple[Hours, int] | None:
    """A range with the other choices before it, ``32, 28 of 24 uur``, or one number with those behind it."""
    if not hours.min or not hours.max or not unit.startswith(("u", "h")):
        return None
    if hours.min == hours.max and (more := words.MORE_CHOICES.match(text, match.end())):
        choices, end = more["all"], more.end()
    elif hours.min < hours.max and match["high"]:
        before = max(floor, match.start("low") - 16)
        said = words.CHOICES.search(text[before : match.start("low")])
        choices, end = said["all"] if said else "", match.end()
    else:
        return None
    ends = sorted([hours.min, hours.max, *(float(n) for n in words.CHOICE.findall(choices))])
    wider = Hours(ends[0], ends[-1])
    return (wider, end) if ends[0] >= 4 and ends[-1] <= 40 and wider != hours else None


def _further(text: str, end: int, unit: str, hours: Hours, scale: Scale) -> tuple[Hours, int] | None:
    """How much it may become: ``minimaal 28 uur en liefst 36``, ``minimaal 28 uur, maar 36 mag ook``, ``twee dagen, hooguit drie``."""
    if not hours.min or hours.max not in (None, hours.min):
        return None
    for pattern in (words.PREFERABLY, words.UP_TO if hours.max else words.OR_ALSO):
        if said := pattern.match(text, end):
            most = parse_number(next(filter(None, said.groups()))) * scale.of(unit)
            both = between(hours.min, most) if hours.min < most else None
            if both:
                return both, said.end()
    return None


def _either(text: str, match: re.Match[str], hours: float, floor: int) -> tuple[Hours, int] | None:
    """``Of je nu 16 uur per week wilt werken of 32``: from the one number to the other, and where that ends."""
    if not words.WHETHER.search(text, max(floor, match.start() - 20), match.start()):
        return None
    other = words.OR_SO_MANY.match(text, match.end())
    both = between(*sorted((hours, parse_number(other["n"])))) if other else None
    return (both, other.end()) if other and both else None


def _with_other_hours(text: str, end: int, hours: float) -> tuple[Hours, int] | None:
    """What other hours will do as well, are to be agreed on or follow later, and where the words that say so end."""
    for pattern, least in (
        (words.AT_LEAST, 8),
        (words.TALK_OF, 8),
        (words.OR_ALSO, 8),
        (words.FAR_END, 8),
        (words.ROOM, 4),
        (words.LATER, 4),
    ):
        if said := pattern.match(text, end):
            ends = sorted((hours, *(parse_number(number) for number in said.groups() if number)))
            both = between(ends[0], ends[-1]) if ends[0] >= least else None
            if both and (pattern is not words.ROOM or ends[1] == hours):
                return both, said.end()
    return None


def with_fewest(text: str, hours: Hours, end: int) -> tuple[Hours, int] | None:
    """One number with how few hours will do, as told right behind it, and where the words that say so end."""
    if hours.min is None or hours.min != hours.max or not (said := words.NOT_BELOW.match(text, end)):
        return None
    least = parse_number(said["n"])
    both = between(least, hours.max) if 4 <= least < hours.min else None
    return (both, said.end()) if both else None


def _best_stated(value: str) -> re.Match[str] | None:
    """The statement of hours in a short value that says most: a week before a month, hours before days of them."""
    stated = [m for m in words.STATED.finditer(value) if (m["period"] or "").lower() not in ("dag", "day")]
    stated = [
        m
        for m in stated
        if not re.match(r"(?:-?\s?urige)? ?(?:working )?(?:werk)?week\b", value[m.end() :])
        and not words.IS_FULL_WEEK.match(value, m.end())
    ]
    now = [m for m in stated if not is_old(value, m)]
    weekly = [m for m in now if period_of(m) in WEEK] or now
    # "3 dagen per week (27 uur)": the hours are the more precise.
    if weekly and weekly[0]["unit"][0] in "dDwWfF":
        precise = (m for m in stated if m["unit"][0] in "uUhH" and value[: m.start()].endswith(("(", "(=")))
        return next(precise, weekly[0])
    return next(iter(weekly), None)


def is_old(text: str, match: re.Match[str], floor: int = 0) -> bool:
    """Whether an amendment replaces this number: "in plaats van 24 uur", "van 24 uur naar 20 uur"."""
    if role_of(text, match.start("low"), match.end("low")) == "old":
        return True
    before = text[max(floor, match.start() - 30) : match.start()]
    if words.OLD_BEFORE.search(before):
        return True
    return before.lower().endswith("van ") and words.OLD_AFTER.match(text, match.end()) is not None


def _made_precise(text: str, end: int, unit: str, hours: Hours, scale: Scale) -> tuple[Hours, int] | None:
    """What a share of a full job or a number of days is said to be, right behind it and in smaller units, and where it ends."""
    said = words.PRECISE.match(text, end, end + 60)
    if said is None or said["unit"].startswith("fte") or unit[0] in "dw" and said["unit"][0] in "dw":
        return None
    precise = convert(said, said["unit"], period_of(said) or "week", scale)
    if (
        precise is None
        or precise.max is None
        or hours.max is None
        or not 0.6 <= precise.max / hours.max <= 1.4
    ):
        return None
    return precise, said.end()


def times(match: re.Match[str]) -> tuple[Hours, int] | None:
    """``3 x 8 uur``, ``3 tot 4 dagen van 8 uur``, and what these come to with others where that is told."""
    length, low = parse_number(match["hours"]), parse_number(match["days"])
    most = match.groupdict().get("most")
    high = parse_number(most) if most else low
    # "2 x 16 uur per week" are two people.
    longest = 9 if match.groupdict().get("per") else 10
    hours = between(low * length, high * length) if length <= longest and high <= 6 else None
    summed = words.SUMMED.match(match.string, match.end()) if hours else None
    if summed and (whole := between(total := parse_number(summed["n"]), total)):
        return whole, summed.end()
    return (hours, match.end()) if hours else None


def _days_or_full_time(value: str, scale: Scale) -> tuple[Hours, int] | None:
    """Named days, or full time with no number but its own: ``full-time (36)``."""
    days = words.WEEKDAYS.search(value)
    if days and not re.search(r"\d[:.]\d\d|overleg|voorkeur", value):
        total = named_days(days) * scale.day
        return Hours(total, total), days.end()
    if of_full := words.FULL_TIME_OF.search(value):
        week = float(of_full["n"])
        return Hours(week, week), of_full.end()
    full = words.FULL_TIME.search(value)
    if full and not re.search(r"\d|\bof\b|\bor\b|part-?time|deeltijd|/", value):
        return Hours(scale.full_week, scale.full_week), full.end()
    return None


def named_days(match: re.Match[str]) -> int:
    """How many days ``ma di wo do``, ``maandag en dinsdag`` or ``ma t/m do`` are."""
    found = [
        next(i for i, day in enumerate(words.WEEKDAY_ORDER) if m[0].lower().startswith(day)) % 5
        for m in words.WEEKDAY.finditer(match[0])
    ]
    return found[-1] - found[0] + 1 if match["through"] and found[-1] > found[0] else len(set(found))
