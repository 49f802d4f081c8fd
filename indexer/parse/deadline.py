"""Closing date and time. An amended date beats the old one, both stay in the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.parse import date_blocks
from indexer.parse.candidate import Candidate
from indexer.parse.date_corrections import amends, lapsed, tells_when
from indexer.parse.date_joins import is_period
from indexer.parse.date_labels import OF_OTHER_CLOSING, of_procedure
from indexer.parse.date_relative import relative_deadlines
from indexer.parse.date_times import clocks
from indexer.parse.dategrammar import ONLY_DAY, WEEKDAY, DateMention, to_utc
from indexer.parse.layout import Labelled
from indexer.parse.openings import at_words
from indexer.parse.posting import OLD, Dates
from indexer.parse.windows import find_near

_AMENDED = re.compile(
    at_words(
        r"gewijzigd|aangepast|verlengd|verschoven|verplaatst|vervangen|nieuwe? (?:\w+ )?(?:sluit|deadline|datum|termijn|moment|reactie|inschrijf|indien)|\bnew (?:closing|deadline|due|submission|response|application|final) ?|amended|extended|uitgesteld|vervroegd|rectificatie|let op",
        any_case=True,
    ),
    re.I,
)
# What is due then is no response to the assignment, or was due in the past, or is asked of others.
_OF_ELSE = re.compile(
    at_words(
        r"\bmoesten\b|\bkonden\b|\bdiende\w*|inwoners? (?:kunnen|kan)|toeslag|subsidie|deuren|\bgunning|oplever|opgeleverd|rapporteer|\bVOG\b|krijgen[^.]{0,30}bericht|"
        r"zienswijze|bezwaar|verhuis|locatie sluit|\bin werking",
        any_case=True,
    ),
    re.I,
)
# "Sluitingsdatum vragen: 30-11", "Sluiting vragenronde 30-11": a label that goes on behind the words by which it is known.
_GOES_ON = re.compile(
    r"[^\S\n]*(?:(?:voor|van|for|stellen|het|de|the) )*\w*(?:vragen|inlichtingen|questions)\w*[^:\n\d]{0,15}(?::|(?=\d))",
    re.I,
)
# What holds no longer, or was granted, in the sentences before: "De sluitingsdatum in paragraaf 4 vervalt.", "Krijgen wij uitstel? Ja."
_GIVEN_UP_BEFORE = re.compile(
    r"\b(?:slui\w+|deadline|(?:reactie|inschrijf|indien)?termijn|inschrijv(?:ing|en)|reageren|aanmelden|reacties|(?:sluitings|reactie|inschrijf|uiterste )datum|closing date)\b[^.\n]{0,80}\b(?:vervalt|vervallen|geldt niet (?:meer|langer)|lapses|no longer applies|verlengd|verruimd|verschoven|opgeschoven|uitgesteld|opgerekt|aangepast|gewijzigd|extended|postponed|moved)\.\s|\b(?:uitstel|extra tijd|more time|extension of the (?:deadline|term))\b[^.\n]{0,40}[?.]\s",
    re.I,
)
_BEFORE = 160  # characters
_FROM = re.compile(r"\b(?:van|from)\s*$", re.I)
_OTHER_KEYS = ("start", "end", "published", "period", "duration", "interview", "deadline")
_CLOCK_LEADS = re.compile(r"\b(?:om|vóór|voor|tot|naar|uiterlijk|klokslag|at|before|by|to)\s*$", re.I)
_CLOCK_LEFT = re.compile(
    rf"\s*(?:uur|u|hrs?|sharp|stipt|precies)?(?:\s?\([^()\n]{{1,25}}\))?[\s,]*(?:op |on |van |of )?(?:{WEEKDAY}\.?,? )?(?:de |the )?",
    re.I,
)
_SURE = 0.3
_AMENDED_WEIGHT, _LATER = 0.93, 0.001
_NEW_HOUR = re.compile(
    r"\b(?:(?:tijdstip|uur|time) (?:van|of) (?:de )?(?:sluit\w*|closing|inlever\w*|indien\w*)|sluitingstijd(?:stip)?|closing time)\b[^.\n]{0,40}\b(?:gewijzigd|verplaatst|verschoven|aangepast|veranderd|changed|moved)\b"
)
_NEW_HOUR_STEMS = ("tijdstip", "sluitingstijd", "closing", "uur van")
_HOUR_LABEL = re.compile(r"(?<!deel)(?<!werk)tijd(?:stip)?$|\btime$|\buur$|\bom$", re.I)
_HOUR_BELOW = 60  # characters
_NEAR = 45  # characters between a day and its hour
_REACH = 180  # characters of a sentence around a date that are read
_LONGEST_WAIT = 200  # days from the closing date to the first day of work
_REPOSTED = 7  # days: a page that is posted anew may keep a closing date that is past

# What is written below a letter is the newest.
_ADDED_LAST = ("P.S.", "PS:", "PS. ", "Ps.", "p.s.", "Naschrift")
_UP_TO = ("t/m", "tot", "tot en met", "until")
_PIECE_WEIGHT = 0.76  # surer than what a sentence further down hints at
_TOO_SHORT = 28  # days
_LAST_DAY = ("laatste dag", "uiterste dag", "last day")
# "Uiterlijk 8-12" closes where it is all that a piece says: "uiterlijk 20 mei hoor je of je door bent".
_ONLY_BY = re.compile(rf"uiterlijk\s+(?:op\s+)?(?:{WEEKDAY}\.?,?\s+)?", re.I)
_PIECE = re.compile(
    r"(?:nog te )?(?:reage(?:er|ren)|reacties?|sluit(?:ing(?:sdatum)?|t)?|deadline|dicht|eraf|uiterlijk|aanmelden|inschrijven|respond|apply|closes?)"
    r"(?: (?:kan|graag|is|op|on|by|before|voor|vóór|tot|t/m|tot en met|uiterlijk))*\s*[:<]?\s*(?:(?:\w+dag|ma|di|wo|do|vr|za|zo)\.?\s+)?",
    re.I,
)


def _closing(mention: DateMention, start: int, rule: str, weight: float) -> Iterator[Candidate]:
    yield Candidate("deadline", mention.first, start, mention.end, rule, weight)
    if mention.time is not None:
        yield Candidate("deadline_at", to_utc(mention.first, mention.time), start, mention.end, rule, weight)


def _hour_apart(dates: Dates, mention: DateMention, rule: str, weight: float) -> Iterator[Candidate]:
    """The hour that stands elsewhere in the sentence: ``voor 12.00 uur op 3 juli``, ``op 3 juli, om 15.00 uur gaat ...``."""
    text = dates.text
    start, end = dates.where(mention).sentence
    others = dates.within(max(start, mention.start - _NEAR), min(end, mention.end + _NEAR))
    floor = max([start, mention.start - _NEAR, *(m.end for m in others if m.start < mention.start)])
    ceiling = min([end, mention.end + _NEAR, *(m.start for m in others if m.start > mention.start)])
    for clock in clocks(dates.low, floor, ceiling):
        if mention.start <= clock.start < mention.end:
            continue
        led = clock.said or _CLOCK_LEADS.search(text, floor, clock.start) is not None
        before = clock.start < mention.start
        if led and (not before or _CLOCK_LEFT.fullmatch(text, clock.end, mention.start)):
            moment = to_utc(mention.first, clock.time)
            span = min(clock.start, mention.start), max(clock.end, mention.end)
            yield Candidate("deadline_at", moment, *span, rule, weight)
            return


def _hour_labelled(dates: Dates) -> Iterator[Candidate]:
    """The hour that has a label of its own, below that of the day: ``Sluitingsdatum: 11-12-2026``, ``Sluitingstijd: 09:30``."""
    days = [(pair, m) for pair, found in dates.labelled("deadline") for m in found[:1] if m.time is None]
    for pair in dates.layout.labelled("deadline", "free", "other", "hours") if days else ():
        if not _HOUR_LABEL.search(pair.label) or dates.within(pair.start, pair.end):
            continue
        found = clocks(dates.low, pair.start, min(pair.end, pair.start + _NEAR))
        near = [(p, m) for p, m in days if 0 <= pair.label_start - m.date_end <= _HOUR_BELOW]
        if found and near:
            day = near[-1][1]
            moment = to_utc(day.first, found[0].time)
            yield Candidate("deadline_at", moment, pair.label_start, found[0].end, "label", 0.9)


def _hour_amended(dates: Dates) -> Iterator[Candidate]:
    """A new hour for the day that a label names: ``het tijdstip van sluiten is gewijzigd in 16.00 uur``."""
    days = [m for _, found in dates.labelled("deadline") for m in found[:1] if m.precision == "day"]
    for match in find_near(_NEW_HOUR, dates.low, dates.low, _NEW_HOUR_STEMS, 20, 100) if days else ():
        found = clocks(dates.low, match.end(), match.end() + _HOUR_BELOW)
        line = dates.layout.line_at(match.start())
        if found and found[0].end <= line.end and not dates.within(match.start(), found[0].end):
            span, day = (match.start(), found[0].end), days[-1].first
            yield Candidate("deadline", day, *span, "prose", _AMENDED_WEIGHT)
            yield Candidate("deadline_at", to_utc(day, found[0].time), *span, "prose", _AMENDED_WEIGHT)


def closes_by_the_hour(_: Dates, pair: Labelled, mention: DateMention) -> bool:
    """Whether a bare "t/m" leads to a day and an hour: work ends on a day, answers are due by the hour."""
    return mention.time is not None and pair.label.lower() in _UP_TO


def closes_by_its_day(dates: Dates, pair: Labelled, mention: DateMention) -> bool:
    """Whether a bare "t/m" leads to a day that is too near the posting for the work to end on it, with no first day before it."""
    return pair.label.lower() in _UP_TO and is_too_near(dates, mention)


def is_too_near(dates: Dates, mention: DateMention) -> bool:
    """Whether a day follows so soon on the posting that no work ends on it, unless a first day before it is told."""
    closing = dates.settle(mention) if mention.precision == "day" else None
    if closing is None or dates.posted is None or not 0 < (closing.first - dates.posted).days <= _TOO_SHORT:
        return False
    return not any(found and found[0].first < closing.first for _, found in dates.labelled("start"))


def closes_before_the_work(dates: Dates, pair: Labelled, mention: DateMention) -> DateMention | None:
    """The last day to answer, in its year, where a bare "laatste dag" lies between the posting and the first day of the work."""
    if pair.label.lower() not in _LAST_DAY or dates.posted is None or mention.precision != "day":
        return None
    first = next((found[0].first for _, found in dates.labelled("start") if found), None)
    closing = dates.settle(dates.as_said(mention))
    return closing if closing and first and dates.posted <= closing.first < first else None


def deadlines(dates: Dates) -> Iterator[Candidate]:
    text = dates.text
    for pair, found in dates.labelled("end"):
        if found and (closes_by_the_hour(dates, pair, found[0]) or closes_by_its_day(dates, pair, found[0])):
            yield from _closing(found[0], pair.label_start, "form", 0.6)
        elif found and (closing := closes_before_the_work(dates, pair, found[0])):
            yield from _closing(closing, pair.label_start, "label", 0.8)
    for pair, found in dates.labelled("deadline"):
        if OF_OTHER_CLOSING.search(pair.label) or _GOES_ON.match(text, pair.start) or is_period(text, found):
            continue
        usable = [m for m in found if m.precision == "day"]
        in_year = (_before_the_work(dates, dates.as_said(settled)) or settled for settled in usable[:3])
        for number, mention in enumerate(in_year):
            if number and tells_when(dates.low, mention):
                continue
            old = OLD.search(text, max(pair.start - 20, mention.start - 40), mention.start) or lapsed(
                dates.low, mention
            )
            amended = (
                dates.replaces_another(mention)
                or _AMENDED.search(text[pair.label_start : mention.start])
                or number > 0
                and _AMENDED.search(text[pair.start : pair.end])
            )
            weight = dates.sure(pair, 0.5 if old else 0.95 if amended else 0.9 - number * 0.05)
            yield from _closing(mention, pair.label_start, "label", weight)
            if mention.time is None:
                yield from _hour_apart(dates, mention, "label", weight)
    yield from _last_amendment_first(_told(dates))
    yield from _by_position(dates)
    yield from date_blocks.open_until(dates)
    yield from _hour_labelled(dates)
    yield from _hour_amended(dates)
    yield from relative_deadlines(dates)


def _told(dates: Dates) -> Iterator[Candidate]:
    for index, mention in enumerate(dates.mentions):
        if index and dates.opens_answers(index - 1):
            if mention.precision == "day" and (settled := dates.settle(mention)):
                yield from _closing(settled, mention.start, "prose", 0.66)
        elif not dates.opens_answers(index):
            yield from _from_sentence(dates, index, mention)


def _last_amendment_first(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same; of several amendments each one further down amends those above."""
    last, top = None, 0.0
    for candidate in found:
        if candidate.weight >= _AMENDED_WEIGHT:
            if candidate.field == "deadline" and candidate.value != last:
                last, top = candidate.value, max(candidate.weight, top + _LATER)
            candidate = candidate._replace(weight=top)
        yield candidate


def _by_position(dates: Dates) -> Iterator[Candidate]:
    """The closing date that stands bare below the posting date, or below the days of the work."""
    if (last := date_blocks.closing(dates)) is not None:
        yield from _closing(last, last.start, "position", 0.5)
    for posted in dates.posted_candidates:
        if posted.rule == "position":
            later = [m for m in dates.bare() if m.start > posted.end and m.first > posted.value][:1]
            if in_row := date_blocks.posted_and_closing(dates):
                later = [in_row[1]]
            if row := date_blocks.row(dates):
                later = row[1:2]
            for mention in later:
                yield from _closing(mention, mention.start, "position", 0.5)


def _before_the_work(dates: Dates, mention: DateMention) -> DateMention | None:
    """A closing date in its year; one that only the dates of the work tell lies before these."""
    closing = dates.settle(mention)
    if closing is None or mention.has_year or dates.posted:
        return closing
    first = dates.first_day
    if first is None or closing.first <= first:
        return closing
    earlier = closing.in_year(closing.first.year - 1)
    return earlier if 0 <= (first - earlier.first).days <= _LONGEST_WAIT else closing


def _from_sentence(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """``Reageer uiterlijk 12 januari``, ``de sluitingsdatum is verschoven van 10 naar 17 juni``."""
    text = dates.text
    where = dates.where(mention)
    if mention.precision != "day" or where.noise:
        return
    first, last = where.piece
    settled = _before_the_work(dates, mention)
    if settled is None or dates.given_up(mention):
        return
    if dates.corrected(index) == "deadline":
        yield from _closing(settled, mention.start, "prose", 0.95)
        if settled.time is None:
            yield from _hour_apart(dates, settled, "prose", 0.95)
        return
    line = where.line
    alone = line.content == mention.start and line.end - mention.end <= 40
    if alone and line.end > mention.end + 2 and _PIECE.fullmatch(text[mention.end : line.end].strip() + " "):
        yield from _closing(settled, mention.start, "form", _PIECE_WEIGHT)
        return
    behind = text[mention.end : last].strip()
    if last - first <= 70 and (
        _PIECE.fullmatch(text, first, mention.start)
        and not (behind and _ONLY_BY.fullmatch(text, first, mention.start))
        or behind  # "ma 7/12/26 eraf": what is said of the day stands behind it
        and ONLY_DAY.fullmatch(text, first, mention.start)
        and _PIECE.fullmatch(f"{behind} ")
    ):
        yield from _closing(settled, first, "form", _PIECE_WEIGHT)
        return
    if _labelled_otherwise(dates, mention):
        return
    start, end = where.sentence
    start, end = max(start, mention.start - _REACH), min(end, mention.end + _REACH)
    before, sentence = text[start : mention.start], text[start:end]
    best = dates.best(index)
    closes = best is not None and best[0] == "deadline" and not (mention.weak and best[1] < _SURE)
    if not closes or dates.posted and (dates.posted - settled.first).days > _REPOSTED:
        return
    if best is None or _OF_ELSE.search(text, *_between_semicolons(text, mention, start, end)):
        return
    amended = (
        amends(dates.low, mention)
        or dates.scores(index).preposition == "moved"
        or where.line.text.startswith(_ADDED_LAST)
        or (
            bool(_AMENDED.search(sentence) or _GIVEN_UP_BEFORE.search(text, max(start - _BEFORE, 0), start))
            and not OLD.search(before)
            and not _FROM.search(before)
        )
    )
    weight = _AMENDED_WEIGHT if amended else 0.64 + 0.04 * min(best[1], 2.5)
    yield from _closing(settled, mention.start, "prose", weight)
    if settled.time is None:
        yield from _hour_apart(dates, settled, "prose", weight)


def _between_semicolons(text: str, mention: DateMention, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a date: "te zijn ontvangen op 15 december; de gunning volgt in januari"."""
    before, after = text.rfind("; ", start, mention.start), text.find("; ", mention.end, end)
    return (before + 2 if before >= 0 else start), (after if after >= 0 else end)


def _labelled_otherwise(dates: Dates, mention: DateMention) -> bool:
    """Whether a label says what a date is, so that the sentence says nothing more."""
    covering = dates.covering(mention)
    if covering is None:
        return False
    if covering.key in ("duration", "period", "published"):
        return dates.said_of(mention) != "deadline"
    return covering.key in _OTHER_KEYS or of_procedure(covering)
