"""Times of the day as they stand beside a date: ``12.00 uur``, ``17u30``, ``5 p.m.``, ``kwart over negen in de ochtend``, ``noon``."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from indexer.parse.numbers import WORDS
from indexer.parse.openings import at_words

_HOURS = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_ENGLISH_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PART = r"(?:['’`]?s[ ](?:ochtends|morgens|middags|avonds)|in[ ](?:de|the)[ ](?:ochtend|morgen|middag|avond|morning|afternoon|evening))"
# What makes of an hour an amount: "20 uur per week", "acht uur in de week".
_AMOUNT = (
    r"(?!\s*(?:per|p/?\.?w|in[ ]de[ ](?!ochtend|morgen|middag|avond)|/|a[ ]week|week|\d*[ ]?(?:min|max)))"
)
_CLOCK = rf"""(?:
    (?P<h>\d{{1,2}})(?:[:.]|\s?[uh](?=\d\d))(?P<m>\d{{2}})(?!\d|:\d\d:|\s?[-./–]\d{{1,4}}\b|\ \d{{4}}\b)(?::\d{{2}})?(?:\s*(?:(?P<u>uur|u\b|hrs?\b|hours\b|h\b)|(?P<pm>[ap]\.?m\b\.?)))?
  | (?P<ph>\d{{1,2}})\s*(?P<ppm>[ap]\.?m\b\.?)
  | (?P<hh>\d{{1,2}})\s*(?:uur|u\b|hrs?\b|hours\b|o['’]?clock\b){_AMOUNT}
  | (?P<noon>(?:12\s+(?:uur\s+)?)?(?:noon|midday|mid-day)\b) | (?P<night>(?:(?:0|12|24)\s+(?:uur\s+)?)?(?:middernacht|midnight)\b)
  | (?:(?P<past>kwart|vijf|tien|twintig)\s+(?P<side>over|voor)\s+)?(?P<half>half\s+)?(?P<w>{_HOURS})(?P<wu>\s+uur\b{_AMOUNT})?\b
  | (?P<ew>{_ENGLISH_HOURS})(?:\s+o['’]?clock\b|(?=\s+in\s+the\s))
)(?:[\s,]*(?P<part>{_PART}))?"""
CLOCK = re.compile(rf"(?<![\d:.,/€])(?<![a-su-zà-ÿ])(?<!\d-){_CLOCK}", re.X)
_GLUED = re.compile(rf"(?<![\d:.,/€])(?<!\d-){_CLOCK}", re.X)  # "clock-icon17:00"
# What may stand between a date and its time.
_BETWEEN = re.compile(
    rf"""(?:\s*(?:(?:eind|sluitings?)?tijd(?:stip)?|closing\ time|time)\s*:?\s*|t|\s*[a-z]+-icon|\s+(?:agenda|calendar|event|schedule|today)\s+(?:eindtijd\s+)?|\s*[,;(|]?\s*|\s*[-–/]\s+)
    (?:(?:om|te|voor|vóór|tot|uiterlijk|at|before|by|klokslag|klokke|stipt|exact|beide|both|respectievelijk|no\ later\ than|not\ later\ than|,)\s+){{0,2}}(?:(?P<first>{_PART})[\s,]*(?:om\s+)?)?""",
    re.X,
)
# Nearly every place behind a date holds no time: what must stand there is looked for first.
_PERHAPS = re.compile(
    at_words(
        r"\d(?:[:.]\d\d|\s?[uh]\d\d|\s*(?:u\b|uur|h\b|hrs|hours|[ap]\.?m|o['’]?clock))|\b(?:uur\b|half |kwart |noon|midday|mid-day|midnight|middernacht|over |voor (?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)\b|o['’]?clock)"
    )
)
_AHEAD = 48  # characters
_OFFICE = 6  # an hour in words up to this is one of the afternoon, when offices are open


class Clock(NamedTuple):
    """A time of the day and its span. ``said``: its own words tell that it is one (``uur``, ``p.m.``, ``noon``)."""

    start: int
    end: int
    time: dt.time
    said: bool


def _read(m: re.Match[str], part: str) -> dt.time | None:
    if m["noon"]:
        return dt.time(12)
    if m["night"]:
        return dt.time(23, 59)
    if word := m["w"] or m["ew"]:
        if m["w"] and not (m["past"] or m["half"] or m["wu"]):
            return None
        hour, minute = (11 if word == "eleven" else int(WORDS[word])), 0
        hour += 12 if hour <= _OFFICE and not part else 0
        minute -= 30 if m["half"] else 0
        if m["past"]:
            step = 15 if m["past"] == "kwart" else int(WORDS[m["past"]])
            minute += step if m["side"] == "over" else -step
    else:
        hour, minute = int(m["h"] or m["hh"] or m["ph"]), int(m["m"] or 0)
        if half := m["pm"] or m["ppm"]:
            if hour > 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if minute > 59:
            return None
    if part and hour < 12 and re.search(r"middag|avond|afternoon|evening", part):
        hour += 12
    if (hour, minute) == (24, 0):
        hour, minute = 23, 59
    total = hour * 60 + minute
    return dt.time(total // 60, total % 60) if 0 <= total < 24 * 60 else None


def time_after(low: str, end: int) -> tuple[dt.time | None, int]:
    """The time that follows a date which ends at ``end``, and where it ends itself; ``None`` and ``end`` where there is none."""
    ahead = low[end : end + _AHEAD]
    m = _GLUED.search(ahead) if _PERHAPS.search(ahead) else None
    between = _BETWEEN.fullmatch(ahead, 0, m.start()) if m else None
    time = _read(m, between["first"] or m["part"] or "") if m and between else None
    return (time, end + m.end()) if m and time else (None, end)


def clocks(low: str, start: int, end: int) -> list[Clock]:
    """All times of the day between two offsets."""
    found = []
    for m in CLOCK.finditer(low, start, end):
        time = _read(m, m["part"] or "")
        if time is not None:
            found.append(Clock(m.start(), m.end(), time, not m["h"] or bool(m["u"] or m["pm"] or m["part"])))
    return found
