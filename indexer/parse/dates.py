"""Start, end and ``asap``; posting and closing dates are read beside them (``posting.py``, ``deadline.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.dategrammar import DateMention
from indexer.parse.deadline import deadlines
from indexer.parse.layout import HEADLINES, Labelled
from indexer.parse.lengths import LENGTH
from indexer.parse.posting import RANGE, Dates, is_period
from indexer.parse.windows import find_near

_ASAP = re.compile(
    r"\bz\.?\s?s\.?\s?m\b\.?|\bzo (?:spoedig|snel) mogelijk|\bper direct\b|\bmet onmiddellijke ingang|\b(?:per )?omgaande?\b|\basap\b|as soon as possible|"
    r"\bimmediate(?:ly)?\b|\bspoedig mogelijk|\bop korte termijn\b(?= (?:beschikbaar|starten|inzetbaar))",
)
_ASAP_STEMS = (
    "z.s",
    "z. s",
    "zsm",
    "zs.",
    "z s",
    "mogelijk",
    "per direct",
    "onmiddel",
    "omgaand",
    "asap",
    "as soon",
    "immediate",
    "korte termijn",
)
_AT_ONCE = re.compile(rf"\s*(?:direct\b|{_ASAP.pattern})")
_ASAP_SAID = re.compile(
    r"\bstart\w*|\bliefst\b|\bgraag\b|\baanvang|beschikbaar|^\W*per direct|\bper direct\b[^.]{0,60}\b(?:op zoek|een|zoek\w*|gezocht|iemand)|zoek\w*[^.]{0,80}per direct|inzetbaar|"
    r"beginnen|aan de slag|\bavailable\b|\buur per week|\bin de week\b|begin\b|ingang|looking for|nodig",
)
_ASAP_OF_ELSE = re.compile(
    r"reage|problematiek|\bhulp\b|geholpen|signaler|terugk|betaal|factur|onveilig|bericht|contact|antwoord|opgelost|wachtlijst",
)
_START_CUE = re.compile(
    r"(?:\bstart(?:en|datum|t)?\b|\baanvang\b|\bvanaf\b|\bingaande\b|\bper\b|\bbeginnen\b|\bbegint\b|\bstarts?\b|\bfrom\b|\bingang\w*|\bbeschikbaar\b|\bstarting\b|\bmet ingang van\b|\bgaat in\b|\bingaat\b|\bbegin je\b|\bje begint\b)"
    r"[^.\n\d]{0,45}$",
)
_END_CUE = re.compile(
    r"(?:\bt/m\b|\btot(?: en met)?\b|\buntil\b|\beindigt\b|\bends?(?: on)?\b|\beinde?\b|\beinddatum\b|\bloopt (?:tot|af)|\bto\b|\bthrough\b|\bup to\b)\s*(?:uiterlijk\s*)?(?:op\s*)?(?:\w+dag\s+)?(?:en met\s*)?:?\s*$",
)
_WORK_CUE = re.compile(
    r"\b(?:opdracht|inzet\w*|inhuur\w*|beschikbaar\w*|start\w*|periode|looptijd|contract|overeenkomst|assignment|period|available|werkzaamheden|kandidaat|aanvang|duur|wij zoeken|zoeken we|zoeken wij|"
    r"tijdelijk\w*|interim|aan de slag|uur per week|beginnen|begint|detachering|vervang\w*|begeleid\w*|nodig)\b",
)
_BEGIN_AFTER = re.compile(
    r"^[^.,;\d]{0,25}\b(?:start(?:en|t)?|beginn?en|begint|aan de slag|ingaan|starts?|begin)\b"
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verschoven|uitgesteld|vervroegd|rectificatie|correctie|changed|amended|postponed",
)
# Said right before the date: then the sentence needs no other word of work.
_STARTS_ON = re.compile(
    r"\b(?:(?:start|begin)(?:t|datum|nen|en|s)?|vangt aan|aanvang|ingang(?:sdatum)?|gaat in|commenc(?:es?|ing)|(?:start|commencement) date)(?: (?:je|kan|is|dan|u|zal zijn|will be))*(?: (?:op|per|vanaf|on|from|met ingang van))?\s*:?\s*(?:\w+dag\s+)?$",
)
_ENDS_ON = re.compile(
    r"\b(?:eindigt|einddatum|einde|eind|loopt (?:door )?(?:tot|af)|stopt|laatste (?:werk)?dag|ligt er|ends?|finish(?:es)?|completion date|end date|oplevering|duurt tot|blijft? tot)(?: (?:is|van rechtswege|en met|uiterlijk|dan|eind))*(?: (?:op|per|on))?\s*:?\s*(?:\w+dag\s+)?$",
)
_DONE_AFTER = re.compile(r"^\s*(?:\w+ )?(?:afgerond|klaar|opgeleverd|completed|gereed)\b")
_PIECE_START = re.compile(
    r"(?:start(?:en|datum)?|begin(?:t|nen)?|ingang(?:sdatum)?|aanvang|vanaf|v\.?a\.?|per|from|as of|starting)[\s:]*(?:per|op|vanaf|on)?\s*(?:\w+dag\s+)?",
)
_PIECE_END = re.compile(
    r"(?:einde?|einddatum|eindigt|ends?|until|loopt (?:tot|t/m))[\s:]*(?:op|tot en met|t/m|tot)?\s*(?:\w+dag\s+)?",
)
_NOT_END = re.compile(r"verleng|optie|reage|reactie|inschrijv|indien|sluit|aanmeld|stuur|apply|submi")
_SURE = re.compile(r"\b(?:inzetbaar|opdracht|inhuur|startdatum|start|periode|aanvang|beschikbaar|looptijd)\b")
_NOT_WORK = re.compile(
    r"\bfase\b|gesprek|interview|kennismaking|jaarverslag|\bwet\b|invoering|vastgesteld|sinds|contract(?:en)? met (?:de |alle )?(?:huidige )?(?:aanbieders|leveranciers)|raamovereenkomst|gemeenteraad|college heeft|afgelopen|verleden|gestopt|beleidsplan|"
    r"in werking|evaluatie|raadsperiode|bezwaar|verkiezing|voorlopige gunning|gunning|bekendmaking|verordening|implementatie|pilot|"
    r"bijeenkomst|antwoord|inlichtingen|uitnodiging|congres|vakantie|wordt de .{0,20} ingevoerd|subsidie",
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``published``, ``deadline`` (+ ``deadline_at``), ``start_date``, ``end_date`` and ``asap``."""
    dates = Dates(doc)
    yield from dates.posted_candidates
    yield from deadlines(dates)
    yield from _starts_and_ends(dates)
    yield from _periods(dates)
    yield from _asap(dates)


def _starts_and_ends(dates: Dates) -> Iterator[Candidate]:
    text = dates.low
    for pair, found in dates.labelled("start"):
        if found and len(pair.text) < 120:
            yield Candidate("start_date", found[0].first, pair.label_start, found[0].date_end, "label", 0.9)
            if (
                len(found) > 1
                and RANGE.match(text[found[0].end : found[1].start])
                or len(found) > 1
                and _PIECE_END.fullmatch(text[found[0].date_end : found[1].start].strip(" ,;") + " ")
            ):
                yield Candidate("end_date", found[1].last, pair.label_start, found[1].date_end, "label", 0.8)
    for pair, found in dates.labelled("end"):
        if found and len(pair.text) < 120:
            yield Candidate("end_date", found[0].last, pair.label_start, found[0].date_end, "label", 0.9)


def _periods(dates: Dates) -> Iterator[Candidate]:
    for pair, found in dates.labelled("period", "duration"):
        if len(pair.text) <= 160 and found:
            yield from _labelled_period(dates, pair, found)
    for pair, found in dates.labelled("deadline"):
        if is_period(dates.low, found):  # "Termijn: 1 januari - 31 december" closes nothing
            yield from _labelled_period(dates, pair, found)
    for index, mention in enumerate(dates.mentions):
        yield from _from_header_line(dates, index, mention)
        yield from _from_sentence(dates, index, mention)


def _labelled_period(dates: Dates, pair: Labelled, found: list[DateMention]) -> Iterator[Candidate]:
    """Under a label for period or duration: two dates, or one that is the end or the start."""
    before = dates.low[pair.start : found[0].start]
    at = pair.label_start
    if re.search(r"verleng|optie|maximaal", before):
        return
    for mention in found:
        said = dates.low[pair.start : mention.start]
        if _STARTS_ON.search(said):
            yield Candidate("start_date", mention.first, at, mention.date_end, "period", 0.86)
        elif _ENDS_ON.search(said):
            yield Candidate("end_date", mention.last, at, mention.date_end, "period", 0.86)
    if len(found) > 1 and RANGE.match(dates.low[found[0].end : found[1].start]):
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.85)
        yield Candidate("end_date", found[1].last, at, found[1].date_end, "period", 0.85)
    elif (
        _END_CUE.search(before)
        or re.fullmatch(rf"(?:{_ASAP.pattern}|heden|nu)\s*[-–—]\s*", before.strip() + " ")
        or (not before.strip() and found[0].precision == "day" and pair.key == "duration")
    ):
        yield Candidate("end_date", found[0].last, at, found[0].date_end, "period", 0.8)
    else:
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.7)


def _from_header_line(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """A piece of the header that is a period: ``z.s.m. t/m 30 juni 2027``, ``1 maart 2026 - 31 juli 2026``."""
    text, layout = dates.low, dates.layout
    start, end = layout.piece_at(mention.start)
    covering = layout.label_covering(mention.start)
    if end - start > 70 or (covering and covering.key not in HEADLINES) or layout.is_noise(start):
        return
    before = text[start : mention.start]
    following = dates.mentions[index + 1] if index + 1 < len(dates.mentions) else None
    if following and following.start < end and RANGE.match(text[mention.end : following.start]):
        first, last = dates.settle(mention), dates.settle(following)
        if first and last and not before.strip():
            yield Candidate("start_date", first.first, start, mention.date_end, "form", 0.6)
            yield Candidate("end_date", last.last, start, following.date_end, "form", 0.6)
    elif (last := dates.settle(mention)) and re.fullmatch(
        rf"(?:{_ASAP.pattern})?\s*(?:,|-|–)?\s*(?:t/m|tot en met|tot|until)\s*", before, re.I
    ):
        yield Candidate("end_date", last.last, start, mention.date_end, "form", 0.6)
    elif (settled := dates.settle(mention)) and (
        not text[mention.end : end].strip(" .)") or LENGTH.search(text, mention.end, end)
    ):
        # "start 1 april", "einde 30-09" between pipes, dots or semicolons
        for field, form, day in (
            ("start_date", _PIECE_START, settled.first),
            ("end_date", _PIECE_END, settled.last),
        ):
            if form.fullmatch(before.strip(" (*") + " "):
                yield Candidate(field, day, start, mention.date_end, "form", 0.6)


def _from_sentence(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """``inzetbaar vanaf 1 januari 2025 tot en met 31 december 2025``, ``start per 1 maart``."""
    text, layout = dates.low, dates.layout
    covering = layout.label_covering(mention.start)
    if layout.is_noise(mention.start) or (
        covering is not None and covering.key not in ("free", "hours", "other", "contract", "title")
    ):
        return
    start, end = layout.sentence_at(mention.start)
    sentence, before = text[start:end], text[start : mention.start]
    starts, ends = (
        _STARTS_ON.search(before),
        _ENDS_ON.search(before) or _DONE_AFTER.match(text[mention.end : end]),
    )
    said = bool(starts or ends)
    if not (said or layout.says(_WORK_CUE, start, end)) or (
        _NOT_WORK.search(before[-60:]) if said else layout.says(_NOT_WORK, start, end)
    ):
        return
    settled = dates.settle(mention)
    if settled is None or (dates.posted and (settled.last - dates.posted).days < -45):
        return
    following = dates.mentions[index + 1] if index + 1 < len(dates.mentions) else None
    ranged = (
        following is not None and following.start < end and RANGE.match(text[mention.end : following.start])
    )
    begins = starts or not ends and _START_CUE.search(before) or _BEGIN_AFTER.match(text[mention.end : end])
    if begins or ranged:
        first = settled
        if ranged and following is not None and not mention.has_year and following.has_year:
            first = mention.in_year(following.first.year)
            if first.first > following.first:
                first = mention.in_year(following.first.year - 1)
        weight = 0.7 if layout.says(_SURE, start, end) else 0.6
        if layout.says(_AMENDED, start, end) and re.search(r"\bstart|begin|aanvang", sentence):
            weight = 0.94
        yield Candidate("start_date", first.first, mention.start, mention.date_end, "prose", weight)
    if (ends or _END_CUE.search(before)) and not _NOT_END.search(before[-60:]):
        yield Candidate("end_date", settled.last, mention.start, mention.date_end, "prose", 0.68)


def _asap(dates: Dates) -> Iterator[Candidate]:
    text, layout = dates.low, dates.layout
    for pair in layout.labelled("start", "period", "duration"):
        words = text[pair.start : min(pair.end, pair.start + 120)]
        match = _AT_ONCE.match(words) or (_ASAP.search(words) if pair.key != "duration" else None)
        if match:
            yield Candidate("asap", True, pair.label_start, pair.start + match.end(), "label", 0.9)
    for match in find_near(_ASAP, text, layout.low, _ASAP_STEMS, 30, 40):
        start, end = layout.sentence_at(match.start())
        sentence = text[start:end]
        if layout.is_noise(match.start()) or layout.label_covering(match.start()) is not None:
            continue
        if _ASAP_SAID.search(sentence) and not _ASAP_OF_ELSE.search(sentence):
            yield Candidate("asap", True, match.start(), match.end(), "prose", 0.65)
        elif start < layout.header_end:
            first, last = layout.piece_at(match.start())
            if last - first <= 45 and first == match.start() and not _ASAP_OF_ELSE.search(sentence):
                yield Candidate("asap", True, match.start(), match.end(), "form", 0.5)
