"""Days told by how far off they are: ``sluit morgen``, ``reageer voor volgende week vrijdag 10.00 uur``, ``by tomorrow noon``.

They count from the day on which the text was posted or received; without one nobody can tell what they mean. Only the closing
date is read from them: that of the work is seldom so near, and "morgen" may be no day at all there ("liever vandaag dan morgen").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from indexer.language.days import WEEKDAYS
from indexer.parse.candidate import Candidate
from indexer.parse.date_roles import BY_TIME, score
from indexer.parse.date_times import time_after
from indexer.parse.date_words import ANSWER, SEND, SENT
from indexer.parse.dategrammar import DateMention, to_utc
from indexer.parse.posting import Dates, weekday_of
from indexer.parse.windows import find_near

_NAMES = (*WEEKDAYS, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFF = {
    "vandaag": 0, "vanmiddag": 0, "vanavond": 0, "today": 0, "tonight": 0, "this afternoon": 0, "this evening": 0,
    "morgen": 1, "morgenochtend": 1, "morgenmiddag": 1, "morgenavond": 1, "tomorrow": 1, "overmorgen": 2,
}  # fmt: skip
# "Reageer vandaag nog" is a call and no term; "goedemorgen", "in de morgen" and "'s morgens" are no days.
_DAY = re.compile(
    rf"(?<![\w'’-])(?<!in de )(?:(?P<off>{'|'.join(sorted(_OFF, key=len, reverse=True))})(?! (?:de dag|nog\b))"
    rf"|(?:(?P<next>volgende week|next week(?:'s)?)|(?:deze|komende|aanstaande|aankomende|eerstvolgende|this|this coming|coming)(?: week)?)?\s?"
    rf"(?P<day>{'|'.join(_NAMES)})(?:ochtend|middag|avond)?(?:,? (?:de |the )(?P<of_month>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)\b)?(?: (?P<late>a\.s\.|aanstaande|over een week))?)(?![\w-])"
)
# "Sluit morgen om 16:00" and no more: a portal that counts from the day on which it is looked at.
_COUNTED = re.compile(
    rf"\W*(?:deze opdracht |let op\W+)?(?:sluit|gesloten|closes|closing)(?: al)? (?:{'|'.join(_OFF)})(?:\s+(?:om|at)?\s*\d{{1,2}}[:.]\d{{2}}(?: uur)?)?\W*"
)
_STEMS = (*_OFF, *_NAMES)
# "Laat het weten vóór de 15e", "tot de 12e van deze maand"
_OF_MONTH = re.compile(
    r"(?<![\w-])(?:de|the) (?P<n>\d{1,2})(?:e|ste|de|th|st|nd|rd)\b(?: van (?:deze|de) maand| of this month)?"
    r"(?! ?(?:eeuw|verdieping|etage|week|klas|jaar|kwartaal|ronde|century|floor|\d|van (?!deze|de maand)|of (?!this)))"
)
_OF_MONTH_STEMS = tuple(f"{the} {digit}" for the in ("de", "the") for digit in range(1, 10))
# Without one of these before it a day is when something is done, not by when: "vrijdag lezen we de cv's".
_BY = re.compile(
    r"\b(?:tot(?: en met)?|t/m|uiterlijk|voor|vóór|by|before|until|till|no later than|slui\w+(?: \w+){0,2}|closes?|deadline(?: is)?|dicht|binnen)[\s:]+(?:op |om |is |on )?$"
)
_CLOSES_BEHIND = re.compile(
    r"[^.\n]{0,25}\b(?:sluit|sluiten|closes?|gaat [^.\n]{0,25}dicht|is de (?:deadline|sluiting))\b"
)
# "Ze willen volgende week vrijdag de namen binnen hebben."
_NAMES_BEHIND = re.compile(
    r"[^.\n]{0,25} binnen (?:hebben|zijn)\b| (?:de |jullie |je |jouw |alle )?(?:namen|cv['’]?s?|reacties|voorstellen|stukken) (?:graag )?(?:binnen|hebben|ontvangen)\b"
)
# A date that is written out is surer; of several days that are not, what was said last holds.
_LABELLED, _TOLD, _LATER = 0.85, 0.58, 0.001
_REACH = 60  # characters
_TWO_MONTHS = 62  # days


def relative_deadlines(dates: Dates) -> Iterator[Candidate]:
    """Candidates for ``deadline`` and ``deadline_at`` from a day that is told by its distance from the posting."""
    posted = dates.posted
    if posted is None:
        return
    low, layout = dates.low, dates.layout
    yield from _days_of_month(dates, posted)
    for number, match in enumerate(find_near(_DAY, low, low, _STEMS, 30, 30)):
        start, end = layout.sentence_at(match.start())
        if layout.is_noise(match.start()) or dates.within(start, end):
            continue  # a date beside it says the same, or more
        if match["off"] and _is_counted(dates, start, match.end()):
            continue
        time, stop = time_after(low, match.end())
        day = _meant(match, posted)
        mention = DateMention(match.start(), stop, day, day, "day", True, time, date_end=match.end())
        if not (weight := _weight(dates, mention, (start, end))):
            continue
        weight += _LATER * number
        yield Candidate("deadline", day, match.start(), stop, "prose", weight)
        if time is not None:
            yield Candidate("deadline_at", to_utc(day, time), match.start(), stop, "prose", weight)


def _days_of_month(dates: Dates, posted: dt.date) -> Iterator[Candidate]:
    """The first such day from the posting on, where the sentence says that answers are due by it and names no other date."""
    low, layout = dates.low, dates.layout
    for match in find_near(_OF_MONTH, low, low, _OF_MONTH_STEMS, 4, 30):
        start, end = layout.sentence_at(match.start())
        told = ANSWER.search(low, start, end) or SENT.search(low, start, end) or SEND.search(low, start, end)
        if layout.is_noise(match.start()) or dates.within(start, end) or not told:
            continue
        ahead = (posted + dt.timedelta(days) for days in range(1, _TWO_MONTHS))
        day = next((one for one in ahead if one.day == int(match["n"])), None)
        if day is None:
            continue
        time, stop = time_after(low, match.end())
        mention = DateMention(match.start(), stop, day, day, "day", True, time, date_end=match.end())
        if weight := _weight(dates, mention, (start, end)):
            yield Candidate("deadline", day, match.start(), stop, "prose", weight)
            if time is not None:
                yield Candidate("deadline_at", to_utc(day, time), match.start(), stop, "prose", weight)


def _is_counted(dates: Dates, start: int, end: int) -> bool:
    """Whether a page that labels its posting says in a line of its own that it closes so many days on."""
    labelled = any(one.rule == "label" for one in dates.posted_candidates)
    line_end = dates.low.find("\n", end)
    line = dates.low[start : line_end if line_end >= 0 else len(dates.low)]
    return labelled and _COUNTED.fullmatch(line) is not None


def _meant(match: re.Match[str], posted: dt.date) -> dt.date:
    """The day: of a weekday the first behind the posting, and for "volgende week" the one in the week after it."""
    if match["off"]:
        return posted + dt.timedelta(_OFF[match["off"]])
    weekday = weekday_of(match["day"])
    if match["of_month"] and (told := _of_month(int(match["of_month"]), weekday, posted)):
        return told
    if match["next"]:
        return posted + dt.timedelta(7 - posted.weekday() + weekday)
    later = 7 if match["late"] == "over een week" else 0
    return posted + dt.timedelta((weekday - posted.weekday() - 1) % 7 + 1 + later)


def _of_month(day: int, weekday: int, posted: dt.date) -> dt.date | None:
    """``vrijdag de 18e``: the first such day behind the posting, None where the next two months have none."""
    ahead = (posted + dt.timedelta(days) for days in range(1, _TWO_MONTHS))
    return next((one for one in ahead if one.day == day and one.weekday() == weekday), None)


def _weight(dates: Dates, mention: DateMention, sentence: tuple[int, int]) -> float:
    """How sure it is that answers are due by the day; 0 where nothing tells it."""
    low = dates.low
    label = dates.covering_at(mention.start)
    if label is not None and label.key == "deadline":
        return _LABELLED
    due = _BY.search(low, max(sentence[0], mention.start - _REACH), mention.start)
    if due is None and mention.time is not None:
        due = BY_TIME.match(low, mention.date_end)  # "this Thursday, before noon"
    if _NAMES_BEHIND.match(low, mention.end, sentence[1]):
        return _TOLD
    if not due and not _CLOSES_BEHIND.match(low, mention.end, sentence[1]):
        return 0.0
    best = score(dates.layout, mention, sentence, sentence[0], sentence[1]).best()
    return _TOLD if best and best[0] == "deadline" else 0.0
