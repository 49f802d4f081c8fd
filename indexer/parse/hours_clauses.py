"""Hours a week put together from parts of one sentence, in any order: how many, of what, how often, and for whom.

``Twenty hours, every single week``, ``per maand declareer je 65 uur``, ``maandag en dinsdag ben je er acht uur``. Read only
where the sentence gave nothing by itself (:mod:`indexer.parse.hours_prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from indexer.parse import hours_words as words
from indexer.parse.candidate import Candidate
from indexer.parse.corrections import corrections, role_of
from indexer.parse.hours_beside import is_of_another, tells_of_others
from indexer.parse.hours_scale import MOST_HOURS, Scale, a_week, between
from indexer.parse.hours_values import bounded, named_days
from indexer.parse.layout import Layout
from indexer.parse.limits import named_ends, part_at
from indexer.parse.numbers import NUMBER_PATTERN, parse_number
from indexer.parse.stems import places_of, sentences_at
from indexer.parse.subjects import is_of_other
from indexer.record import Hours

_UNIT = r"(?P<unit>uren|uurtjes|uur|hours?|hrs?|(?:werk)?dag(?:en|jes)?|days?|dagde(?:len|el))\b"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<low>{words.N})(?:\s*(?:uur\s*)?(?:-|–|à|tot|of|to|or)\s*(?P<high>{words.N}))?)\s*[- ]?(?:(?:volle|hele|full|whole|vaste|werkbare)\s+)?{_UNIT}(?![:.]\d)"
)
_WEEKLY = re.compile(
    r"\b(?:(?:per|elke|iedere|each|every(?: single)?|de|een|je|jouw|uw|your|a|in the|the) (?:werk|kalender|working )?week(?! (?:voor|na|van(?! (?:u|je|jou|jullie)\b)|before|after|of)\b)|(?:per|p) ?/ ?w(?:eek|k)?\b|weke?lijkse?|weekly|(?:days?|dagen|dag) (?:out of (?:the )?five|van de vijf|a week))\b"
)
_MONTHLY = re.compile(
    r"\b(?:(?:per|elke|iedere|each|every|a|de) (?:kalender)?(?:maand|month)|maandelijks|monthly)\b"
)
# A month that pay is for: "€ 4.700 bruto per maand bij 36 uur".
_PAID = re.compile(r"(?:€|\beuro?\b|\b(?:bruto|salaris|loon|gross|salary)\b)(?:[^;,.]|[.,](?=\d)){0,25}$")
_OTHER_PERIOD = re.compile(
    r"\b(?:(?:per|elke|iedere|each|every|a|om de|eens in de) (?:\w+ )?(?:jaar|kwartaal|year|quarter|weken|weeks|sprint|dag|day)|jaarlijks|dagelijks|daily|yearly|annually)\b"
)
# Somebody who is asked to give them, or the work that they are of.
_ASKED = re.compile(
    r"\b(?:je|jij|jouw|u|uw|you|your|kandida\w+|candidates?|opdracht\w*|assignment|klus|job|role|rol|functie|post|inzet\w*|omvang|effort|commitment|inhuur\w*|vra(?:ag|gen)\w*|gevraagd|zoek\w*|gezocht|need\w*|nodig|looking for|"
    r"verwacht\w*|reken\w*|volsta\w*|voldoende|genoeg|enough|sufficient|bedoeling|deal|beschikbaar\w*|available|werk\w*|work\w*|freelance\w*|zzp\w*|interim\w*|professional|deeltijd|part-?time|spread|vastgesteld|bepaald|opvolger|successor)\b|\bgaat om\b|\bgaat het om\b"
)
_SMALLEST_ALONE, _SMALLEST = 8.0, 4.0
# "Acht uur begeleiding", "16 hours of care": what others are given.
_OF_HELP = re.compile(
    r"\s+(?:of\s+)?(?:\w+\s+)?(?:begeleiding|hulp|zorg|ondersteuning|onderwijs|educatie|les|lessen|opvang|behandeling|training|care|help|support|lessons|huishoud\w*)\b"
)
_STEMS = ("uur", "uren", "hour", "dag", "days", "day ")
_PERIOD_STEMS = ("we", "ma", "mo", "day", "dag")  # one stands in each period and each name of a day
_FULL_DAY = re.compile(r"\b(?:hele|gehele|volledige|full|whole|entire) (?:dag|day)")
_ON_DAYS = re.compile(
    r"\b(?:elke|iedere|op|every|each|on|de)\s+$|\b(?:vaste|je) (?:werk)?dagen (?:zijn|worden)\s+$"
)
_HOURS = re.compile(r"\b(?:uur|uren|hours?)\b")
_NO_UNIT = r"(?!\s*(?:%|€|euro|maand|jaar|[.,:/-]?\d))"
OF_CLAUSES = 0.53  # how sure such a reading is; what is surer makes it needless
# The unit before its number: "het wekelijkse aantal uren is vastgesteld op 26", "... dat wij van u vragen ligt tussen 16 en 20".
_TOLD = re.compile(
    rf"\b(?P<unit>uren(?:omvang|inzet|aantal)?|hours|dagen|days)\b[^.;\d\n]{{0,60}}?\b(?:is|zijn|are|bedraagt|bedragen|op|at|ligt|liggen|lies?)\s+(?:{words.ABOUT}\s+)?(?P<low>{words.N})(?P<high>(?!))?{_NO_UNIT}"
)
_TOLD_BETWEEN = re.compile(
    rf"\b(?P<unit>uren(?:omvang|inzet|aantal)?|hours|dagen|days)\b[^.;\d\n]{{0,80}}?\b(?:tussen|between)\s+(?:de\s+)?(?P<low>{words.N})\s+(?:en|and)\s+(?:de\s+)?(?P<high>{words.N}){_NO_UNIT}"
)


class _Quantity(NamedTuple):
    low: float
    high: float
    start: int
    end: int
    is_days: bool


def from_clauses(layout: Layout, scale: Scale, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates out of sentences in which none of ``found`` stands."""
    taken = sorted(one.start for one in found)
    low = layout.low
    for first, last in sentences_at(layout, places_of(low, _STEMS)):
        if last - first > 400 or any(first <= at < last for at in taken):
            continue
        sentence = low[first:last]
        if not any(map(sentence.__contains__, _PERIOD_STEMS)):
            continue
        yield from _named_days(layout, scale, first, last)
        if of_else(layout, first, last):
            continue
        weekly = _WEEKLY.search(sentence) is not None
        if not weekly and not _is_monthly(sentence):
            continue
        if read := _effort(layout, scale, first, last):
            hours = _per_week(low, read, not weekly, first, last)
            if hours:
                yield Candidate("hours", hours, read.start, read.end, "prose", OF_CLAUSES)


def _is_monthly(sentence: str) -> bool:
    return any(not _PAID.search(sentence, 0, month.start()) for month in _MONTHLY.finditer(sentence))


def of_else(layout: Layout, first: int, last: int) -> bool:
    """Whether a sentence tells other people's hours, those of another period, of a past contract or of all the work."""
    text = layout.low
    return bool(
        is_of_other(text, first, last)
        or tells_of_others(layout, first, last)
        or layout.says(words.OWN_PAST, first, last)
        or _OTHER_PERIOD.search(text, first, last)
        or words.IN_ALL.search(text, first, last)
    )


def _effort(layout: Layout, scale: Scale, first: int, last: int) -> _Quantity | None:
    """The one quantity of a sentence that is the effort: the only one of its kind, or the only one whose clause asks for it."""
    text = layout.low
    said = [
        _Quantity(
            parse_number(m["low"]) * scale.of(m["unit"]),
            parse_number(m["high"] or m["low"]) * scale.of(m["unit"]),
            m.start(),
            m.end(),
            m["unit"][0] in "dw",
        )
        for m in (
            *_QUANTITY.finditer(text, first, last),
            *_TOLD.finditer(text, first, last),
            *_TOLD_BETWEEN.finditer(text, first, last),
        )
        if not words.A_SHARE.search(text[first : m.start()])
        and role_of(text, m.start("low"), m.end("low")) != "old"
    ]
    hours = [one for one in said if not one.is_days] or said
    if len(hours) > 1:
        hours = [one for one in hours if _ASKED.search(text, *part_at(text, one.start, first, last))]
    if len(hours) != 1 or not (_ASKED.search(text, first, last) or _is_bare(text, hours[0], first, last)):
        return None
    one = hours[0]
    if not one.is_days and (one.high < _SMALLEST_ALONE or of_help(text, one.end, last)):
        return None
    if one.is_days and _is_share(text, one, first, last):
        return None
    return one


def of_help(text: str, end: int, last: int) -> bool:
    """Whether hours that end there are of help that others are given."""
    return _OF_HELP.match(text, end, last) is not None


def _is_bare(text: str, one: _Quantity, first: int, last: int) -> bool:
    """Whether a sentence says hardly more than how many and how often: "Thirty-two hours each week"."""
    rest = _MONTHLY.sub(" ", _WEEKLY.sub(" ", text[first : one.start] + " " + text[one.end : last]))
    return len(rest.split()) <= 2


def _is_share(text: str, one: _Quantity, first: int, last: int) -> bool:
    """Whether days are those at the client alone: a place is named, and not "or at home" beside it."""
    return bool(
        words.AT_THE_CLIENT.search(text, *part_at(text, one.start, first, last))
    ) and not words.ANYWHERE.search(text, first, last)


def _per_week(text: str, one: _Quantity, monthly: bool, first: int, last: int) -> Hours | None:
    low, high = (a_week(one.low), a_week(one.high)) if monthly else (one.low, one.high)
    if not _SMALLEST <= high <= MOST_HOURS:
        return None
    hours = between(low, high)
    return bounded(text, hours, one.start, one.end, first, last) if hours else None


def _named_days(layout: Layout, scale: Scale, first: int, last: int) -> Iterator[Candidate]:
    """``Iedere maandag en dinsdag ben je er acht uur``, ``on Mondays and Tuesdays, full days``."""
    text = layout.low
    for days in words.WEEKDAYS.finditer(text, first, last):
        each = [m for m in _QUANTITY.finditer(text, first, last) if m["unit"][0] in "uh" and not m["high"]]
        whole = _FULL_DAY.search(text, first, last)
        if not _ON_DAYS.search(text, first, days.start()) or not words.WORKED_ON.search(text, first, last):
            continue
        if of_else(layout, first, last) or len(each) != 1 and not whole:
            continue
        length = parse_number(each[0]["low"]) if len(each) == 1 else scale.day
        count = named_days(days)
        if 3 <= length <= 10 and count * length <= 40:
            total = count * length
            yield Candidate("hours", Hours(total, total), days.start(), days.end(), "prose", OF_CLAUSES)


def from_named_ends(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    """``Minstens 16, hoogstens 24``, beside a word of hours a week."""
    for ends in named_ends(layout.low):
        told = re.search(r"\b(?:uren|uur\w*|hours|u\b|u/w)", ends.words)
        other = re.search(r"€|\beuro?\b|tarief|prijs|price|rate|maand|jaar|month", ends.words)
        day = scale.day if ends.words.endswith(("dagen ", "dagen per week ")) else 1.0
        both = (
            between(ends.low * day, ends.high * day)
            if (told or day > 1) and not other and ends.high * day >= 4
            else None
        )
        if both and not layout.is_noise(ends.start):
            yield Candidate("hours", both, ends.start, ends.end, "label", 0.92)


_RANGE_BEFORE = re.compile(rf"\b(?P<n>{NUMBER_PATTERN})\s?(?:-|–|à|tot|to|t/m)\s?$")


def from_corrections(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    """The new number of hours where one takes the place of another, the unit said with either."""
    for one in corrections(layout.low):
        around = layout.low[max(one.start - 40, 0) : one.end + 40]
        days = re.search(r"\bda(?:g|ys?)", one.units) and re.search(r"week|p/w", around)
        # "De uren zijn teruggebracht van 36 naar 28 per week": the unit stands before both.
        weekly = re.search(r"per week|a week|p/w", one.units) and re.search(r"\b(?:uren|uur|hours)\b", around)
        hours = _HOURS.search(one.units) and not re.search(r"per uur|an hour|per hour|€|euro", one.units)
        bare = not one.units.strip() and re.search(r"\b(?:uren|uur|hours)\b", around) and "€" not in around
        value = one.value * (scale.day if days else 1.0)
        if re.search(r"per maand|a month|per month", around):
            value = a_week(value)
        if (days or weekly or hours or bare) and 4 <= value <= MOST_HOURS and not layout.is_noise(one.start):
            if is_of_another(layout.low, *layout.sentence_at(one.start)):
                continue
            # "28 tot 32 uur in plaats van 36": the new value is a range, of which the number is the upper end.
            low = _RANGE_BEFORE.search(layout.low, max(one.new[0] - 20, 0), one.new[0])
            least = parse_number(low["n"]) * (scale.day if days else 1.0) if low else value
            span = (low.start() if low else one.new[0]), one.new[1]
            if 0 < least <= value:
                yield Candidate("hours", Hours(least, value), *span, "prose", 0.94)
