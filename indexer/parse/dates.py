"""Start, end and ``asap``; posting and closing dates are read beside them (``posting.py``, ``deadline.py``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from indexer.parse import date_blocks
from indexer.parse.asap import at_once
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.date_announced import announced_dates
from indexer.parse.date_joins import RANGE, is_period
from indexer.parse.date_labels import of_procedure
from indexer.parse.date_periods import ENDS_ON, FROM_NOW, NOW, labelled_period
from indexer.parse.date_roles import Role
from indexer.parse.dategrammar import WEEKDAY, DateMention
from indexer.parse.dates_alone import lone_dates
from indexer.parse.deadline import (
    closes_before_the_work,
    closes_by_its_day,
    closes_by_the_hour,
    deadlines,
    is_too_near,
)
from indexer.parse.layout import HEADLINES, Labelled
from indexer.parse.lengths import tells_length
from indexer.parse.openings import at_words
from indexer.parse.posting import Dates

_AMENDED = re.compile(
    at_words(
        r"gewijzigd|aangepast|verschoven|schui(?:ft|ven)|opgeschoven|verplaatst|in plaats van|i\.p\.v|\bipv\b|nieuwe? (?:start|begin|ingang|aanvang)(?!t\b|en\b|nen\b)|uitgesteld|vervroegd|rectificatie|correctie|changed|amended|postponed",
        any_case=True,
    ),
    re.I,
)
# Words of a period of work, and of what is worked on.
_PERIOD = re.compile(
    r"\b(?:opdracht\w*|inzet\w*|inhuur\w*|periode|schooljaar|seizoen|looptijd|contract|overeenkomst|assignment|period|werkzaamheden|kandidaat|duur|zoek(?:en|t)?|gezocht|tijdelijk\w*|interim\w*|uur|hours|detachering|vervang\w*|nodig|klus|project|werk\w*)\b",
    re.I,
)
_UNTIL = re.compile(
    rf"{NOW}?\s*(?:,|-|–)?\s*(?:t/m|tot en met|tot|until)\s*(?:(?:uiterlijk|ongeveer|circa|ca\.|at the latest)\s+)?(?:{WEEKDAY}\.?\s+)?",
    re.I,
)
# "Vanaf nu tot de kerst": the day is the last one, whatever "vanaf" says.
_NOW_UNTIL = re.compile(r"\b(?:nu|heden|now|today)\b\W{0,3}(?:tot|t/m|until|till)\b", re.I)
_GOES_ON = re.compile(r"\s+(?!met\b|incl|en\b|plus\b)[a-zà-ÿ]")
_DONE = re.compile(
    r"\b(?:werkte|was|waren|deed|deden|vervulde|had|hadden|leidde|begeleidde|stond|liep|liepen|duurde|gold|kwam|worked|ran|lasted|held|were)\b",
    re.I,
)
_SPANS = re.compile(rf"\b(?:van|from|tussen|between|gedurende|during|tijdens)\s+(?:{WEEKDAY}\.?\s+)?$", re.I)
_OPENS = re.compile(rf"\W*(?:(?:van|vanaf|from|periode|looptijd)\s*:?\s*)?(?:{WEEKDAY}\.?,?\s+)?", re.I)
# A question about it; "De huidige overeenkomsten voor begeleiding en dagbesteding lopen eind 2028 af".
_NOT_OF_THIS = re.compile(
    r"\W*(?:(?:wat|welke?|wie|what|which|who)\b[^\n]*\?\s*$|(?:de|onze|alle) (?:raam)?(?:contracten|overeenkomsten|afspraken) (?:voor|met|over)\b|(?:de|onze|alle|the|our) (?:huidige|lopende|bestaande|current|existing) (?:\w+ )?(?:overeenkomst|contract|raam|framework|agreement))",
    re.I,
)
_LEAVE = re.compile(
    at_words(r"verlof|\bafwezig|\bsabbatical|\bleave\b|\buitgevallen|\bziek", any_case=True), re.I
)
_STANDS_IN = re.compile(r"vervang|waarne|\binval|\bovernem|\bcover\b|\breplac", re.I)
_PART = re.compile(r"\bfase|\bphase|\bstap\b|\bstep\b|mijlpaal|milestone|\bblok\b", re.I)
_ANSWERED = re.compile(r"\b(?:reag|react|sluit|deadline|inschrijv|sollicit|apply|respond)", re.I)
_YOU = re.compile(r"\b(?:je|jij|jou|u|we|wij|you)\b", re.I)
_PROSE_KEYS = ("free", "hours", "other", "contract", "title", "published")
_LONG_AGO, _SHORTEST, _SHORT_TERM, _LONG_TERM = 45, 14, 42, 800  # days
_AMENDED_WEIGHT = 0.94
_TERM_FOR_ANSWERS = 60  # days
_SURE, _HINT, _UNSURE = 0.9, 0.62, 0.6
_LEAD, _ABOVE, _LONGEST_VALUE = 12, 150, 120  # characters
_CLEAR, _LITTLE, _MOST_ANSWERING = 0.4, 1.1, 2.0
_PIECE_START = re.compile(
    r"(?:start(?:en|datum)?|begin(?:t|nen)?|ingang(?:sdatum)?|aanvang|vanaf|v\.?a\.?|per|from|as of|starting)[\s:]*(?:per|op|vanaf|on)?\s*(?:\w+dag\s+)?",
    re.I,
)
_PIECE_END = re.compile(
    r"(?:einde?|einddatum|eindigt|ends?|until|loopt (?:tot|t/m))[\s:]*(?:op|tot en met|t/m|tot)?\s*(?:\w+dag\s+)?",
    re.I,
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``published``, ``deadline`` (+ ``deadline_at``), ``start_date``, ``end_date`` and ``asap``."""
    dates = Dates(doc)
    yield from dates.posted_candidates
    found = [*deadlines(dates), *_of_the_work(dates), *announced_dates(dates)]
    yield from found
    yield from lone_dates(dates, found)


def _of_the_work(dates: Dates) -> Iterator[Candidate]:
    soon = list(at_once(dates))
    said = any(c.rule == "label" and c.weight >= _SURE or c.rule == "form" for c in soon)
    yield from date_blocks.beside_at_once(dates, soon)
    unsure = {m.date_end for m in dates.mentions if m.weak}
    quarters = {m.date_end for m in dates.mentions if m.precision == "quarter"}
    for candidate in _day_before_month(dates, [*_starts_and_ends(dates), *_periods(dates)]):
        if (
            candidate.end in unsure and candidate.weight > _UNSURE
        ):  # "tot kerst", and later "einddatum is 18 december"
            candidate = candidate._replace(weight=_UNSURE)
        # Where a label says z.s.m., a day that the text merely hints at is that of something else, and so is a quarter.
        hinted = candidate.weight < _HINT or (candidate.rule == "prose" and candidate.end in quarters)
        if not (said and candidate.field == "start_date" and hinted):
            yield candidate
    yield from soon


def _starts_and_ends(dates: Dates) -> Iterator[Candidate]:
    text = dates.text
    for pair, found in ((pair, _precise(found)) for pair, found in dates.labelled("start")):
        # "Wanneer: per direct, tot 1 juli 2027"
        if found and _UNTIL.fullmatch(text, pair.start, found[0].start):
            yield Candidate("end_date", found[0].last, pair.label_start, found[0].date_end, "label", 0.85)
            continue
        # "Start asap | reageer voor 8 juli" says nothing of the start.
        if (
            found
            and _is_told_first(pair, found[0])
            and not _ANSWERED.search(text, pair.start, found[0].start)
            and not _NOW_UNTIL.search(text, pair.label_start, found[0].start)
        ):
            amended = _AMENDED.search(text, max(pair.label_start - 12, 0), pair.start)
            weight = dates.sure(pair, 0.94 if amended else 0.9)
            yield Candidate(
                "start_date", found[0].first, pair.label_start, found[0].date_end, "label", weight
            )
            if (
                len(found) > 1
                and dates.spans(found[0], found[1])
                or len(found) > 1
                and _PIECE_END.fullmatch(text[found[0].date_end : found[1].start].strip(" ,;") + " ")
            ):
                yield Candidate("end_date", found[1].last, pair.label_start, found[1].date_end, "label", 0.8)
            for mention in found[1:]:
                if ENDS_ON.search(text, pair.start, mention.start):
                    yield Candidate(
                        "end_date", mention.last, pair.label_start, mention.date_end, "label", 0.8
                    )
    for pair, found in dates.labelled("end"):
        if not found or any(
            closes(dates, pair, found[0])
            for closes in (closes_by_the_hour, closes_by_its_day, closes_before_the_work)
        ):
            continue
        if _is_told_first(pair, found[0]):
            weight, last = dates.sure(pair, 0.9), _behind_the_start(dates, found[0])
            yield Candidate("end_date", last, pair.label_start, found[0].date_end, "label", weight)


def _is_told_first(pair: Labelled, mention: DateMention) -> bool:
    """Whether a date is what a label's value says: a short one, or a sentence that begins with it."""
    return len(pair.text) < _LONGEST_VALUE or mention.start - pair.start < _LEAD


_SAME_MONTH, _SAME_QUARTER = 31, 92  # days
_PART_OF_YEAR = re.compile(r"[^\W\d]+\s\d{4}")  # "begin 2028": no month is named


def _about(dates: Dates, mention: DateMention) -> int:
    """How many days around it a month, a quarter or the like may mean: none, but for *begin maart* and *begin 2028*."""
    if mention.first < mention.last:
        return 0
    said = dates.text[mention.start : mention.date_end]
    return _SAME_QUARTER if _PART_OF_YEAR.fullmatch(said) else _SAME_MONTH


def _day_before_month(dates: Dates, found: list[Candidate]) -> Iterator[Candidate]:
    """The same, a day surer than the month or quarter around it that is told of the same: ``april 2027``, and further
    down ``Ook de startdatum is nu bekend: 12 april 2027``."""
    rough: dict[str, list[tuple[dt.date, dt.date, float]]] = {}
    vague = {m.date_end: m for m in dates.mentions if m.precision in ("month", "quarter")}
    for candidate in found:
        if (mention := vague.get(candidate.end)) and (settled := dates.settle(mention)):
            near = dt.timedelta(_about(dates, settled))
            span = settled.first - near, settled.last + near
            rough.setdefault(candidate.field, []).append((*span, candidate.weight))
    for candidate in found:
        around = [w for first, last, w in rough.get(candidate.field, ()) if first <= candidate.value <= last]
        exact = candidate.end not in vague and around
        yield candidate._replace(weight=max(candidate.weight, *around) + 0.01) if exact else candidate


def _precise(found: list[DateMention]) -> list[DateMention]:
    """The dates under a label without a vague one that the next makes precise: ``medio januari, streefdatum 18-1-2027``."""
    if len(found) > 1 and found[0].precision != "day" and found[1].precision == "day":
        first, second = found[0].first, found[1].first
        if abs((second - first).days) <= _SAME_MONTH:
            return found[1:]
    return found


def _behind_the_start(dates: Dates, settled: DateMention) -> dt.date:
    """The last day of the work; one without a year lies behind its first day, or behind what is dated."""
    if dates.as_said(settled).has_year:
        return settled.last
    first = next(
        (found[0].first for _, found in dates.labelled("start") if found), min(dates.anchors, default=None)
    )
    if first is None or settled.last >= first:
        return settled.last
    return settled.in_year(first.year + (settled.in_year(first.year).last < first)).last


def _periods(dates: Dates) -> Iterator[Candidate]:
    for pair, found in dates.labelled("period", "duration"):
        if len(pair.text) <= 160 and found:
            yield from labelled_period(dates, pair, found)
    for pair, found in dates.labelled("deadline", "published", "contact", "extension"):
        # "Termijn: 1 januari - 31 december" closes nothing, "Datum" before a period posts nothing, nor is "Van" a sender.
        if is_period(dates.text, found):
            yield from labelled_period(dates, pair, found)
    row = date_blocks.row(dates)
    if row is not None and len(row) == 3:
        first = row[2]
        yield Candidate("start_date", first.first, first.start, first.date_end, "position", 0.5)
    yield from date_blocks.beside_told(dates)
    yield from date_blocks.below_an_arrow(dates)
    if bare := date_blocks.period(dates):
        first, last = bare
        yield Candidate("start_date", first.first, first.start, first.date_end, "position", 0.5)
        yield Candidate("end_date", last.last, last.start, last.date_end, "position", 0.5)
    for index, mention in enumerate(dates.mentions):
        yield from _from_header_line(dates, index, mention)
        yield from _from_sentence(dates, index, mention)


def _from_header_line(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """A piece of the header that is a period: ``z.s.m. t/m 30 juni 2027``, ``1 maart 2026 - 31 juli 2026``."""
    text, layout = dates.text, dates.layout
    start, end = dates.where(mention).piece
    if start == end:
        return
    covering = layout.label_covering(mention.start)
    if end - start > 70 or (covering and covering.key not in HEADLINES) or layout.is_noise(start):
        return
    before = text[start : mention.start]
    following = dates.mentions[index + 1] if index + 1 < len(dates.mentions) else None
    if following and following.start < end and RANGE.match(text[mention.end : following.start]):
        first, last = dates.settle(mention), dates.settle(following)
        if first and last and _OPENS.fullmatch(before):
            # So short a term may be that for answering.
            weight = 0.7 if (last.last - first.first).days > _TERM_FOR_ANSWERS else 0.6
            yield Candidate("start_date", first.first, start, mention.date_end, "form", weight)
            yield Candidate("end_date", last.last, start, following.date_end, "form", weight)
    elif (last := dates.settle(mention)) and (
        _UNTIL.fullmatch(before.rsplit(", ", 1)[-1]) or FROM_NOW.fullmatch(before)
    ):
        # "Tot 1 januari ontvangt de gemeente geld" is a sentence and no piece.
        if not _GOES_ON.match(text, mention.end, end) and not is_too_near(dates, mention):
            yield Candidate("end_date", last.last, start, mention.date_end, "form", 0.6)
    elif (settled := dates.settle(mention)) and (
        not text[mention.end : end].strip(" .)") or tells_length(text, dates.layout.low, mention.end, end)
    ):
        # "start 1 april", "einde 30-09" between pipes, dots or semicolons
        for field, form, day in (
            ("start_date", _PIECE_START, settled.first),
            ("end_date", _PIECE_END, settled.last),
        ):
            if form.fullmatch(before.strip(" (*") + " "):
                # Surer than what a sentence further down hints at.
                yield Candidate(field, day, start, mention.date_end, "form", 0.66)
        if mention.start == start and mention.has_year and mention.precision == "day":
            yield from date_blocks.bare_start(dates, settled)
        elif mention.start == start and mention.precision in ("month", "quarter", "week"):
            yield from date_blocks.vague_start(dates, mention, settled)


def _from_sentence(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """``inzetbaar vanaf 1 januari 2025 tot en met 31 december 2025``, ``start per 1 maart``, ``klaar op 31/7``."""
    text = dates.text
    settled = _told_in_prose(dates, mention)
    if settled is None:
        return
    if dates.replaces(index):
        yield from _in_its_place(dates, index, settled)
        return
    if dates.opens_period(index - 1):
        if _in_prose(dates, index - 1):
            yield Candidate("end_date", settled.last, mention.start, mention.date_end, "prose", 0.68)
        return
    if dates.opens_period(index):
        if _in_prose(dates, index):
            yield Candidate("start_date", settled.first, mention.start, mention.date_end, "prose", 0.68)
        return
    best = dates.best(index) or _rest_of_start(dates, index)
    if best is None or (mention.weak and best[1] < _CLEAR):
        return
    role, over = best
    weight = 0.6 + 0.04 * min(over, 2.5)
    if role == "start":
        start, end = dates.where(mention).sentence
        if _AMENDED.search(text, start, end) and re.search(r"\bstart|begin|aanvang", text[start:end], re.I):
            weight = 0.94
        yield Candidate("start_date", settled.first, mention.start, mention.date_end, "prose", weight)
    elif role == "end" and not _NOT_OF_THIS.match(text, *dates.where(mention).sentence):
        last = _behind_the_start(dates, settled)
        yield Candidate("end_date", last, mention.start, mention.date_end, "prose", weight)


def _told_in_prose(dates: Dates, mention: DateMention) -> DateMention | None:
    """The date in its year; None where a label says what it is, another came in its place, or it is long past."""
    covering = dates.covering(mention)
    if dates.where(mention).noise:
        return None
    if covering is not None and (covering.key not in _PROSE_KEYS or of_procedure(covering)):
        return None
    if any(c.rule == "label" and c.end == mention.date_end for c in dates.posted_candidates):
        return None
    settled = None if dates.given_up(mention) else dates.settle(mention)
    if settled and dates.posted and (settled.last - dates.posted).days < -_LONG_AGO:
        return None
    return settled


def _in_its_place(dates: Dates, index: int, settled: DateMention) -> Iterator[Candidate]:
    """A date that takes the place of another: ``de start schuift van 1 april naar 1 mei``."""
    role = dates.corrected(index)
    if role in ("start", "end"):
        field, day = ("start_date", settled.first) if role == "start" else ("end_date", settled.last)
        yield Candidate(field, day, settled.start, settled.date_end, "prose", _AMENDED_WEIGHT)


def _rest_of_start(dates: Dates, index: int) -> tuple[Role, float] | None:
    """``die op 2 februari begint, ... en tot 1 juli``: less is needed where the start was said in the same sentence."""
    scores = dates.scores(index)
    if scores.preposition != "through" or scores.end < _LITTLE or dates.between(index) is None:
        return None
    before = dates.best(index - 1)
    return ("end", 0.0) if before is not None and before[0] == "start" and scores.end > scores.other else None


def _is_short(dates: Dates, index: int, days: int) -> bool:
    """Whether a period is too short to be that of the work; one of whole years is as often what somebody did before, unless the
    sentence speaks of work that is not done yet.
    """
    mention, following = dates.mentions[index], dates.mentions[index + 1]
    start, end = dates.where(mention).sentence
    is_all = end - start - (following.date_end - mention.start) <= _LEAD
    ahead = (
        dates.posted is not None
        and (first := dates.settle(mention)) is not None
        and first.first >= dates.posted
    )
    to_do = _PERIOD.search(dates.text, start, end) and not _DONE.search(dates.text, start, end)
    return (days if ahead or to_do or (is_all and mention.has_year) else days % 365) < _SHORTEST


def _in_prose(dates: Dates, index: int) -> bool:
    """Whether the period that opens at this mention is that of the work: long enough, and spoken of as such."""
    mention, following = dates.mentions[index], dates.mentions[index + 1]
    first, last = dates.settle(mention), dates.settle(following)
    if first is None or last is None or _is_short(dates, index, (last.last - first.first).days):
        return False
    opening, closing = dates.scores(index), dates.scores(index + 1)
    start, end = dates.where(mention).sentence
    told = _PERIOD.search(dates.text, start, end) or tells_length(dates.text, dates.layout.low, start, end)
    said = opening.start + (1.2 if told else 0.0)
    covering = dates.covering(mention)
    if covering is not None and mention.start - covering.start < _LEAD and not _PART.search(covering.label):
        said += 1.2  # the period is all that a label tells
    said += 0.7 if _SPANS.search(dates.text, start, mention.start) else 0.0
    if _LEAVE.search(dates.text, start, end) and _STANDS_IN.search(
        dates.text, max(start - _ABOVE, 0), end + _ABOVE
    ):
        said += 1.2
    if (
        opening.preposition is None
        and not mention.weak
        and _SHORT_TERM <= (last.last - first.first).days <= _LONG_TERM
    ):
        said += 0.5  # as long as an assignment is
    said += 0.6 if _YOU.search(dates.text, start, end) else 0.0
    return said > max(opening.other, closing.other, 1.1) and opening.deadline < _MOST_ANSWERING
