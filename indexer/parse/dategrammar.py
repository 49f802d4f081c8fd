"""Dates and times as assignments write them, Dutch and English, found once a document.

Our own grammar: the general date libraries turn ``Q1 2027`` into a day and give nothing for ``medio oktober``, ``week 36``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.language.days import MONTHS
from indexer.language.texts import Doc
from indexer.parse.date_times import time_after
from indexer.parse.numbers import ENGLISH, WORDS
from indexer.parse.stems import places_of
from indexer.parse.typos import meant
from indexer.parse.windows import find_around, find_near
from indexer.record import AMSTERDAM

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "januari jan january januarie", "februari feb febr february", "maart mrt mar march mrt", "april apr", "mei may", "juni jun june",
        "juli jul july", "augustus aug august", "september sep sept", "oktober okt oct october", "november nov", "december dec",
    ),
    start=1,
):  # fmt: skip
    _MONTHS.update(dict.fromkeys(_names.split(), _number))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)"
# All that may stand before a date that is said by itself.
ONLY_DAY = re.compile(rf"(?:{WEEKDAY}\.?,?\s+)?", re.I)
# What a date in brackets makes precise: "tot de zomervakantie (9 juli)", "tot het einde van het schooljaar (16 juli)".
SEASON = r"(?:(?:(?:start|begin|aanvang|einde) van (?:de|het) )?(?:(?:zomer|herfst|winter|voorjaars?|kerst|mei|school)(?:vakantie)?|vakantie|najaar|bouwvak|schooljaar))"
_YEAR = r"(?:19|20)\d{2}"
_ENGLISH = "january|february|march|april|june|july|august|september|october|november|december"
# "May 19th", "by May 19", "Wednesday May 19": not "you may 3 times".
_BEFORE_MAY = "by ,on ,to ,before ,until ,till ,from ,since ,nday ,sday ,iday ".replace(" ", "[ ]").split(",")
_MAY = rf"(?=may)(?:{'|'.join(rf'(?<={words})' for words in _BEFORE_MAY)}|(?<=day,[ ])|(?=may\s+\d{{1,2}}(?:st|nd|rd|th)\b))may"
# What stands behind a figure that is no day of a month.
_SPOKEN_MONTHS = "|".join(MONTHS)
_LONG_NAMES = tuple(name for name in _MONTHS if len(name) > 4)
# "vijfentwintig september", "eerste mei", "éénendertig december": days in words; a plain "een" is an article.
_ORDINALS = {1: "eerste", 3: "derde", 8: "achtste"}
_SPOKEN_DAYS: dict[str, int] = {
    form: int(number)
    for word, number in WORDS.items()
    if word not in ENGLISH and word != "een" and number == int(number) and 1 <= number <= 31
    for told in {word, word.replace("een", "één", 1) if word.startswith("een") else word}
    for form in (told, _ORDINALS.get(int(number), told + ("de" if number < 20 else "ste")))
}
# "the first of May"
_SPOKEN_DAYS |= {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        start=1,
    )
}
_UNITS = r"uur|uren|u\b|hrs?\b|hours?|maand|mnd|months?|wek|week|dag|days?|jaar|jaren|years?|fte|euro|€|%|p/|p\.|keer|x\b|maal|person|deel|punten|mensen|kinderen|inwoners"
# "1 mrt 27 – 31 aug 27": a year of two figures where no hours can be meant, before another date, an hour or the end of the fact.
_SHORT_YEAR = rf"(?:2[4-9]|3\d)(?=\s*(?:$|[)|·•;]|(?:[–—-]|t/m|tot(?:[ ]en[ ]met)?|until|to)\s*\d{{1,2}}\s+(?:{_MONTH})\b|(?:om|at)[ ]\d))"
_DATE = re.compile(
    rf"""(?:(?<![\w€])|(?<=[a-z])(?=\d{{1,2}}(?:[-./]\d{{1,2}}[-./]|[ ](?:{_MONTH})\.?[ ]){_YEAR}))(?:
      (?P<iso>(?P<iy>{_YEAR})[-/](?P<im>\d{{2}})[-/](?P<id>\d{{2}}))(?=\D|$)
    | (?P<dd>\d{{1,2}})\s?[-./]\s?(?P<dm>\d{{1,2}})\s?[-./]\s?['’]?(?P<dy>{_YEAR}|\d{{2}})(?!\d|[-/](?!\d{{1,2}}[-./]\d{{1,2}}[-./]))
    | (?P<nd>\d{{1,2}})(?:\s?(?:e|ste|de|st|nd|rd|th))?(?:\s+(?:of|van))?[\s-]+(?P<nm>{_MONTH})\b\.?,?(?:[\s-]+(?:'|’|\((?={_YEAR}\)))?(?P<ny>{_YEAR}|(?<=['’])\d{{2}}|{_SHORT_YEAR})(?!\d))?
    | (?P<td>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\s+(?P<tm>(?!kwarta)[a-z]{{5,10}})\.?\s+(?P<ty>{_YEAR})\b
    | (?P<em>{_MONTH})\.?\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ey>{_YEAR})\b
    | (?P<vague>(?:medio|midden|halverwege|half|mid|begin|eind|einde|start|early|late|end[ ]of|beginning[ ]of|ultimo|primo)[ -]+)(?:van\s+|of\s+)?(?:(?P<vm>{_MONTH})\b\.?(?:\s+['’]?(?P<vy>{_YEAR}\b|(?<=['’])\d{{2}}(?!\d)))?|(?P<vyear>{_YEAR})\b(?![-/.]\d))
    | (?:(?:medio|begin|eind|start)\s+)?(?:q(?P<q>[1-4])|(?P<qn>[1-4]|eerste|tweede|derde|vierde)\s?(?:e|de|ste)?\s+kwartaal)(?:\s+(?:van\s+)?(?P<qy>{_YEAR}))?\b
    | (?P<nth>eerste|tweede|derde|laatste|first|second|third|last)\s+week\s+(?:van|in|of)\s+(?P<nm2>{_MONTH})\b(?:\s+(?P<ny2>{_YEAR})\b)?
    | (?<!per[ ])(?<!/)(?<!\ba[ ])(?:week|wk\.?)(?:[ ]?nr\.?|nummer)?[ ]?(?P<w>\d{{1,2}})\b(?:(?:,?\s+|\s?[-/]\s?)(?:van\s+)?(?:(?:{_MONTH})\s+)?(?P<wy>{_YEAR})\b)?
    | (?P<mm>{_MONTH})\.?\s+(?P<my>{_YEAR}\b|['’]\d{{2}}(?!\d))
    | (?P<md>\d{{1,2}})\s?[-/]\s?(?P<mo>\d{{1,2}})(?=,?\s+(?:om\s+)?\d{{1,2}}[:.]\d{{2}}\b|\s*(?:$|\n|\)|;))
    | (?P<ee>{_ENGLISH}|{_MAY})\s+(?P<ed2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/%-]|\.\d|,?\s*\d(?!\d?(?:[:.]\d\d)?\s?(?:a|p)\.?m\b)|\s*(?:{_UNITS}))
    | (?P<wd>{"|".join(sorted(_SPOKEN_DAYS, key=len, reverse=True))})(?:\s+of)?\s+(?P<wm>{_SPOKEN_MONTHS}|{_ENGLISH}|may)\b(?:\s+(?P<wyear>{_YEAR})\b)?
    | (?P<sd>\d{{1,2}})[-/](?P<sm>\d{{1,2}})(?![\d/%-]|[.,:]\d|\s*(?:{_UNITS}))
    )""",
    re.X | re.M,
)
# Every date holds a digit but these: "medio oktober", "derde kwartaal", "eerste week van mei".
# Figures (their first apart, by which a search finds its places at once), with an empty group behind those that may begin a date: more figures follow, or the first letter of a month or a quarter.
_FIGURES = re.compile(
    r"\d\d*(?:(?=\s?[-./]\s?\d|\s?(?:(?:e|ste|de|st|nd|rd|th)(?:\s+(?:of|van))?)?[\s-]+(?:(?:of|van)\s+)?[jfmasondk])())?"
)
_WORD_BEFORE = re.compile(r"\b([a-zà-ÿ]+)\s+$")
_WITHOUT_DIGIT = re.compile(
    rf"(?:medio|midden|halverwege|half|mid|begin|einde?|start|early|late|end of|beginning of|ultimo|primo)[\s-]+(?:van |of )?(?:{_MONTH})"
    r"|(?:(?:medio|begin|eind|start)\s+)?(?:eerste|tweede|derde|vierde|laatste|first|second|third|last)\s+(?:kwartaal|week\s+(?:van|in|of)\s)"
)
# What a date that does not begin with a figure begins with, and how far off its figure may be.
_OPENERS = ("jan", "feb", "mrt", "maart", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec",
    "medio", "midden", "halverwege", "half", "mid", "begin", "eind", "start", "early", "late", "end of", "ultimo", "primo",
    "eerste", "tweede", "derde", "vierde", "laatste", "first", "second", "third", "last", "week", "wk", "q1", "q2", "q3", "q4")  # fmt: skip
_TO_FIGURE = 40  # characters
_MOST_NEAR, _WITHIN = 60, 4000  # of more dates in so many characters the rest are passed over
_LEADS_TO_DAY = re.compile(
    rf"(?:\b(?:{WEEKDAY}|t/m|tot|voor|vóór|per|vanaf|uiterlijk|op|met|sluit|start|klaar|van)\.?|[-–>:])\s*$",
)
_LONG_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|june|july|august|october"
_SHORT_MONTHS = "jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
_MONTH_ALONE = re.compile(
    r"\b(?:in|per|vanaf|sinds|from|periode|until|tot|t/m|tot en met|through|van|tussen|rond|start|eind|:)\s+(?:de maand\s+)?(?P<m>januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|january|february|march|june|july|october|november|december)\b(?!\s*\.?,?\s*['’]?\d|-\w)"
    rf"|\b(?P<r>{_LONG_MONTHS}|{_SHORT_MONTHS})\b(?=\s*(?:t/m|tot en met|tot|until|to|through|-|–)\s*(?:en met\s+)?(?:eind\s+|end of\s+)?(?:{_LONG_MONTHS}|{_SHORT_MONTHS})\s+['’]?\d{{2,4}})",
)
_MONTH_STEMS = ("januar", "februar", "maart", "april", " mei", "juni", "juli", "august", "septem", "oktob", "novem", "decem", "march", "june", "july", "octob",
    *(f" {month} " for month in _SHORT_MONTHS.split("|")))  # fmt: skip
# Days with a name: month and day.
_FEASTS = {"oudejaarsdag": (12, 31), "oudejaarsavond": (12, 31), "oud en nieuw": (12, 31), "new year's eve": (12, 31), "nieuwjaarsdag": (1, 1), "nieuwjaar": (1, 1), "new year's day": (1, 1),
           "kerstavond": (12, 24), "eerste kerstdag": (12, 25), "tweede kerstdag": (12, 26), "kerst": (12, 25), "kerstmis": (12, 25), "christmas": (12, 25), "sinterklaas": (12, 5),
           "koningsdag": (4, 27), "bevrijdingsdag": (5, 5), "jaarwisseling": (12, 31), "einde van het jaar": (12, 31), "eind van het jaar": (12, 31), "einde van dit jaar": (12, 31), "het nieuwe jaar": (1, 1),
           "eind van dit jaar": (12, 31), "jaareinde": (12, 31), "the end of the year": (12, 31), "year-end": (12, 31), "year end": (12, 31)}  # fmt: skip
_FEAST = re.compile(
    rf"\b(?:(?:de|het)\s+)?(?P<f>{'|'.join(sorted(_FEASTS, key=len, reverse=True))})\b(?:\s+(?:van\s+)?(?P<y>{_YEAR})\b)?"
)
_FEAST_STEMS = ("kerst", "jaarw", "jaareind", "het jaar", "dit jaar", "the year", "year-end", "year end", "christmas", "oudejaars", "oud en n", "nieuwjaar", "nieuwe jaar", "new year", "sinterkl", "koningsd", "bevrijd")  # fmt: skip
_BARE_YEAR = re.compile(rf"(?<![\d/.-])({_YEAR})(?![\d/-]|\.\d)")
_YEAR_BEFORE = 50  # characters
_NTH = {"eerste": 0, "first": 0, "tweede": 1, "second": 1, "derde": 2, "third": 2}
_QUARTER = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}

Precision = Literal["day", "week", "month", "quarter", "year"]


class DateMention(NamedTuple):
    """A date in the text. ``first`` and ``last`` bound it (equal for a day); both are in year 1 when no year is given.

    ``vague`` is a word such as ``medio`` or ``eind`` that already chose the day within the month. ``end`` includes the time,
    ``date_end`` does not.
    """

    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: Precision
    has_year: bool
    time: dt.time | None = None
    week: int | None = None
    date_end: int = 0
    weak: bool = (
        False  # of a form that is often something else ("1/2"): only a clear word beside it makes it a date
    )

    def in_year(self, year: int) -> DateMention:
        """The same mention in a year; 29 February in a common year becomes the 28th."""
        if self.week is not None:
            monday = dt.date.fromisocalendar(year, min(self.week, 52), 1)
            return self._replace(first=monday, last=monday + dt.timedelta(days=4), has_year=True)
        return self._replace(first=_clip(year, self.first), last=_clip(year, self.last), has_year=True)


def _clip(year: int, day: dt.date) -> dt.date:
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


_MOST_DATES = 400  # a text with more is a list of other things
NO_YEAR = 4  # a leap year that no text means


def _year(words: str | None) -> int:
    if not words:
        return NO_YEAR
    return int(words) if len(words) == 4 else 2000 + int(words)


def _month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _vague(word: str, year: int, month: int) -> dt.date:
    first, last = _month_span(year, month)
    low = word.strip()
    if low.startswith(("medio", "mid", "half", "halver")):
        return first.replace(day=15)
    return last if low.startswith(("eind", "late", "end", "ultimo")) else first


def _month_first(matches: Iterable[re.Match[str]]) -> bool:
    """Whether a text writes its dates the American way: one has a second figure above 12 (``11/16/2026``), none a first."""
    slashed = [(int(m["dd"]), int(m["dm"])) for m in matches if m["dd"] and "/" in m[0]]
    return any(month > 12 for _, month in slashed) and all(day <= 12 for day, _ in slashed)


def _day(m: re.Match[str], month_first: bool) -> tuple[int, dt.date] | None:
    if m["iso"]:
        return int(m["iy"]), dt.date(int(m["iy"]), int(m["im"]), int(m["id"]))
    if m["dd"]:
        year = _year(m["dy"])
        turned = month_first and "/" in m[0]
        return year, dt.date(year, int(m["dd" if turned else "dm"]), int(m["dm" if turned else "dd"]))
    if m["nd"]:
        year = _year(m["ny"])
        return year, dt.date(year, _MONTHS[m["nm"]], int(m["nd"]))
    if m["td"]:
        year, month = int(m["ty"]), meant(m["tm"], _LONG_NAMES)
        return (year, dt.date(year, _MONTHS[month], int(m["td"]))) if month else None
    if m["em"]:
        return int(m["ey"]), dt.date(int(m["ey"]), _MONTHS[m["em"]], int(m["ed"]))
    if m["wd"]:
        year = _year(m["wyear"])
        return year, dt.date(year, _MONTHS[m["wm"]], _SPOKEN_DAYS[m["wd"]])
    if m["ee"]:
        return NO_YEAR, dt.date(NO_YEAR, _MONTHS[m["ee"]], int(m["ed2"]))
    for day, month in (("md", "mo"), ("sd", "sm")):
        if m[day]:
            return NO_YEAR, dt.date(NO_YEAR, int(m[month]), int(m[day]))
    return None


def _span(m: re.Match[str], month_first: bool) -> tuple[int, dt.date, dt.date, Precision, int | None] | None:
    """Year, first and last day, precision and ISO week of a match. Raises ``ValueError`` for 31-02 and the like."""
    day = _day(m, month_first)
    if m["td"] and not day:
        return None
    if day:
        return day[0], day[1], day[1], "day", None
    if m["vague"]:
        year = _year(m["vy"] or m["vyear"])
        if m["vyear"]:
            late = m["vague"].startswith(("eind", "late", "end", "ultimo"))
            chosen = (
                dt.date(year, 12, 31)
                if late
                else dt.date(year, 7 if m["vague"].startswith(("m", "half")) else 1, 1)
            )
        else:
            chosen = _vague(m["vague"], year, _MONTHS[m["vm"]])
        return year, chosen, chosen, "month", None
    if m["q"] or m["qn"]:
        year = _year(m["qy"])
        quarter = int(m["q"] or 0) or _QUARTER.get(m["qn"] or "", 0) or int(m["qn"])
        return year, dt.date(year, 3 * quarter - 2, 1), _month_span(year, 3 * quarter)[1], "quarter", None
    if m["nth"]:
        year = _year(m["ny2"])
        first, last = _month_span(year, _MONTHS[m["nm2"]])
        nth = _NTH.get(m["nth"], 3)
        monday = first + dt.timedelta(days=(7 - first.weekday()) % 7 + 7 * nth)
        return year, monday, min(monday + dt.timedelta(days=4), last), "month", None
    if m["w"]:
        year = _year(m["wy"])
        if not 1 <= int(m["w"]) <= 53:
            return None
        monday = dt.date.fromisocalendar(year, min(int(m["w"]), 52), 1)
        return year, monday, monday + dt.timedelta(days=4), "week", int(m["w"])
    year = _year(m["my"].lstrip("'’"))
    first, last = _month_span(year, _MONTHS[m["mm"]])
    return year, first, last, "month", None


def find_dates(text: str) -> Iterator[DateMention]:
    """All dates of a text in lower case, in order, with the time that follows one. Impossible dates (31-02) are passed over."""
    matches = list(_matches(text))
    month_first = _month_first(matches)
    for match in matches:
        try:
            span = _span(match, month_first)
        except ValueError:
            continue
        if span is None:
            continue
        year, first, last, precision, week = span
        if (match["md"] or match["sd"]) and _is_page(text, match):
            continue
        weak = bool(match["sd"])
        if weak and not _is_day(text, match):
            continue
        time, end = time_after(text, match.end()) if precision == "day" else (None, match.end())
        yield DateMention(
            match.start(), end, first, last, precision, year != NO_YEAR, time, week, match.end(), weak
        )


@lru_cache(maxsize=4)
def figures(low: str) -> tuple[tuple[int, int, bool], ...]:
    """Where the figures of a text in lower case begin and end, and whether they may begin a date: remembered for the text at
    hand, as several fields ask."""
    return tuple([(*match.span(), match.lastindex is not None) for match in _FIGURES.finditer(low)])


def _matches(low: str) -> Iterator[re.Match[str]]:
    """Matches of the grammar, tried only where one can begin: at a figure, and at a word that opens a date."""
    found = figures(low)
    starts = [start for start, _, _ in found]
    openings = {start for start, _, opens in found if opens}
    for at in places_of(low, _OPENERS):
        if at and (low[at - 1].isalnum() or low[at - 1] in "_€"):
            continue
        number = bisect_left(starts, at)
        if number < len(starts) and starts[number] - at <= _TO_FIGURE or _WITHOUT_DIGIT.match(low, at):
            openings.add(at)
        word = _WORD_BEFORE.search(low, max(at - 20, 0), at) if low[at - 2 : at - 1].isalpha() else None
        if word and word[1] in _SPOKEN_DAYS:
            openings.add(word.start())
    end = 0
    last: deque[int] = deque(maxlen=_MOST_NEAR)
    for at in sorted(openings):
        if at < end or (match := _DATE.match(low, at)) is None:
            continue
        end = match.end()
        if len(last) < _MOST_NEAR or at - last[0] > _WITHIN:
            last.append(at)
            yield match


def _is_page(text: str, match: re.Match[str]) -> bool:
    """Whether ``1/2`` at the edge of the paper is the first page of two: then the next or the one before stands there too."""
    number, slash, of = match[0].partition("/")
    if not (slash and number.isdigit() and of.isdigit()) or text[match.start() - 3 : match.start()].strip():
        return False
    return any(f"   {near}/{of}\n" in text for near in (int(number) - 1, int(number) + 1))


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether ``28/11`` or ``15-1`` may be a day: a hyphen joins other figures too, unless a day or a preposition leads."""
    if match[0] in ("24/7", "24-7"):
        return False
    return (
        "/" in match[0] or _LEADS_TO_DAY.search(text, max(match.start() - 16, 0), match.start()) is not None
    )


def find_months(low: str, dates: list[DateMention]) -> Iterator[DateMention]:
    """Months without a year behind a preposition (``vanaf september``) and named ends (``tot de kerst``), all weak.

    A month within one of ``dates`` is passed over.
    """
    starts = [mention.start for mention in dates]
    alone = []
    for at in places_of(low, _MONTH_STEMS):
        number = bisect_right(starts, at) - 1
        if number < 0 or dates[number].date_end <= at:
            alone.append(at)
    for match in find_around(_MONTH_ALONE, low, alone, 30, 30):
        group = "m" if match["m"] else "r"
        first, last = _month_span(NO_YEAR, _MONTHS[match[group]])
        yield DateMention(
            match.start(group), match.end(), first, last, "month", False, date_end=match.end(), weak=True
        )
    for match in find_near(_FEAST, low, low, _FEAST_STEMS, 20, 30):
        # "voor de rest van 2026, tot en met oudejaarsdag"
        earlier = _BARE_YEAR.findall(low, max(match.start() - _YEAR_BEFORE, 0), match.start())
        year = _year(match["y"] or (earlier[-1] if earlier else None))
        day = dt.date(year, *_FEASTS[match["f"]])
        yield DateMention(
            *(match.start(), match.end(), day, day, "month"), year != NO_YEAR, date_end=match.end(), weak=True
        )


def dates_of(doc: Doc) -> list[DateMention]:
    """The dates of a document, found once."""
    found: list[DateMention] | None = doc.user_data.get("dates")
    if found is None:
        low: str = doc._.layout.low
        found = _with_glued(doc, list(find_dates(low)))
        taken = [(m.start, m.date_end) for m in found]
        for month in find_months(low, found[:]):
            at = bisect_left(taken, (month.end, 0))
            if at == 0 or taken[at - 1][1] <= month.start:
                found.append(month)
        found.sort(key=lambda m: m.start)
        found = doc.user_data["dates"] = found[:_MOST_DATES]
    return found


def _with_glued(doc: Doc, found: list[DateMention]) -> list[DateMention]:
    """The same with the dates of rows whose cells nothing parts (``1 maart 202731 augustus 2027``), each cell read by itself."""
    layout = doc._.layout
    cells = [pair for pair in layout.labels if pair.style == "column"]
    glued = {
        layout.line_at(c.start).start
        for c in cells
        if layout.low[c.end - 1 : c.end + 1].isalnum() and c.end < len(layout.low)
    }
    for cell in cells if glued else ():
        if layout.line_at(cell.start).start in glued:
            found = [m for m in found if not cell.start <= m.start < cell.end]
            found += [
                m._replace(
                    start=m.start + cell.start, end=m.end + cell.start, date_end=m.date_end + cell.start
                )
                for m in find_dates(layout.low[cell.start : cell.end])
            ]
    return sorted(found, key=lambda m: m.start) if glued else found


def to_utc(day: dt.date, time: dt.time) -> dt.datetime:
    """A Dutch local moment in UTC."""
    return dt.datetime.combine(day, time, AMSTERDAM).astimezone(dt.UTC)
