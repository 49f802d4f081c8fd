"""How long, and what extension is offered: ``6 maanden``, ``2 x 6 maanden``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse import extension
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.lengths import LENGTH, LENGTH_STEMS, in_months
from indexer.parse.lengths import months as months_of
from indexer.parse.numbers import WORDS, behind_number, parse_number
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near

_LEAD = re.compile(
    r"(?:(?:from|vanaf|per|start)\s[^,;]{4,30}?\s)?(?:duurt|duur|looptijd|voor|for|gedurende)\s*:?\s+(?:een\s+(?=half))?",
)
_ROUGHLY = re.compile(r"\been (?P<unit>maand|jaar|week) of (?P<low>\w+)\b")
_DURATION_CUE = re.compile(
    r"(?:\bgaat(?: in eerste instantie| vooralsnog| voorlopig)? om|\bblijft?|\bvoor de duur van|\bvoor een periode van|\bperiode van|\bduur van|\bduurt|\bloopt|\blooptijd(?: is| van| bedraagt)?|\bopdracht van|\binhuur (?:van|voor)|\bvoor(?: \w+)?|\bgedurende|\bduration of|\bperiod of|\blasts|"
    r"\binitieel|\bin eerste instantie|\bcontract (?:van|voor)|\bopdrachtduur(?: is)?|\btijdelijk\w* (?:voor|van)|\bduur:?|\binzet (?:van|voor)|\bfor|\bten minste|\bminimaal|\bcirca|\bongeveer)"
    r"\s*(?:maximaal\s*|minimaal\s*|circa\s*|ca\.?\s*|ongeveer\s*|in eerste instantie\s*|initieel\s*|een periode van\s*|de duur van\s*|een\s*)?$",
)
_WORK = re.compile(
    r"\b(?:opdracht|inhuur\w*|inzet|contract\w*|looptijd|duur|periode|overeenkomst|assignment|duration|period|contract|interim|tijdelijk\w*|klus|zoek\w*|vervang\w*|uur per week|verleng\w*)\b",
)
_NOT_DURATION = re.compile(
    r"ervaring|werkervaring|opzegtermijn|oud\b|leeftijd|geldig|betaal|binnen|afgelopen|laatste|komende|bewaar|garantie|experience|old\b|notice|jaarlijks|per jaar|"
    r"beëindigd|proeftijd|beleidsplan|raamovereenkomst|raamcontract|aanbieders|begroting|wachten|pilot|vakgroep|inwerk|traject (?:van|voor) (?:jongeren|cliënten|jeugdigen)|elke|iedere|wachttijd|ontwikkelagenda|visie",
)
_ELSEWHERE = ("duration", "extension", "period", "salary", "interview")
_ROUGH_WORK = re.compile(r"zoek|nodig|opdracht|inzet|duur|meedoen|mee wil|klus|inhuur|vervang")
_QUARTERS = re.compile(r"kwartalen|periode|looptijd|duur")
_OPTION_BEFORE = re.compile(r"verleng\w*[^.]{0,40}$|optie[^.]{0,40}$|[x×]\s*$|maal\s*$|extension[^.]{0,30}$")
_SINCE_AFTER = re.compile(r"\s*(?:ervaring|geleden|oud|na |vóór|voor de|werkervaring|opzeg|experience)")

_LENGTH_AFTER = re.compile(r"\s*(?:vanaf|duren|lang\b|from|starting|met ingang van|ingaande)\b")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``duration_months`` (to half a month) and ``extension`` (``"NxM maanden"`` or True)."""
    yield from _durations(doc)
    yield from extension.read(doc)


def _durations(doc: Doc) -> Iterator[Candidate]:
    yield from _duration_labels(doc)
    yield from _duration_pieces(doc)
    yield from _rough_durations(doc)
    layout = doc._.layout
    units = behind_number(layout.low, places_of(layout.low, LENGTH_STEMS), "kalender")
    for match in find_around(LENGTH, layout.low, units, 60, 20):
        yield from _duration_in_prose(doc, match)


def _duration_labels(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    for pair in layout.labelled("duration", "period", "end", "start"):
        value = layout.low[pair.start : pair.end]
        match = LENGTH.search(value) if len(value) < 200 else None
        if match is None:
            continue
        before = value[: match.start()]
        if extension.MENTION.search(before) or re.search(r"(?:\b[x×]|\boptie|\+)\s*$", before):
            continue
        if re.match(r"\s*(?:x|×|maal|keer)\b", value[match.end("low") :]) or (
            pair.key in ("start", "end") and _NOT_DURATION.search(value)
        ):
            continue
        months = months_of(match)
        if months:
            weight = 0.9 if pair.key == "duration" else 0.8 if pair.key == "period" else 0.6
            end = pair.start + match.end()
            yield Candidate("duration_months", months, pair.label_start, end, "label", weight)


def _duration_pieces(doc: Doc) -> Iterator[Candidate]:
    """``9 maanden`` alone on a line of the header or between its pipes or dots."""
    layout = doc._.layout
    for start, end in layout.pieces():
        lead = _LEAD.match(layout.low, start, end)
        match = LENGTH.match(layout.low, lead.end() if lead else start, end) if end - start <= 60 else None
        if match is None or layout.is_noise(start):
            continue
        rest = layout.low[match.end() : end]
        months = months_of(match)
        if months and re.fullmatch(r"\s*(?:(?:vanaf|per|from|tot|met|\(|,|\+|mogelijk).*)?", rest):
            yield Candidate("duration_months", months, start, match.end(), "form", 0.66)


def _rough_durations(doc: Doc) -> Iterator[Candidate]:
    """``een maand of vier``."""
    layout = doc._.layout
    for match in find_near(
        _ROUGHLY, layout.low, layout.low, (" maand of ", " jaar of ", " week of "), 10, 30
    ):
        start, end = layout.sentence_at(match.start())
        if match["low"].lower() in WORDS and layout.says(_ROUGH_WORK, start, end):
            length = in_months(parse_number(match["low"]), match["unit"])
            yield Candidate("duration_months", length, match.start(), match.end(), "prose", 0.6)


def _duration_in_prose(doc: Doc, match: re.Match[str]) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.low
    start, end = layout.sentence_at(match.start())
    before = text[start : match.start()]
    covering = layout.label_covering(match.start())
    if layout.is_noise(match.start()) or (covering is not None and covering.key in _ELSEWHERE):
        return
    if _OPTION_BEFORE.search(before) or _SINCE_AFTER.match(text[match.end() : match.end() + 20]):
        return
    after = text[match.end() : end]
    cued = (
        _DURATION_CUE.search(before)
        or _LENGTH_AFTER.match(after)
        or re.search(r"\(\s*$", before)
        and _QUARTERS.search(before)
    )
    if (
        cued
        and (layout.says(_WORK, start, end) or _LENGTH_AFTER.match(after))
        and not layout.says(_NOT_DURATION, start, end)
    ):
        months = months_of(match)
        if months and months >= 0.5:
            weight = 0.68 if months >= 1 else 0.5
            yield Candidate("duration_months", months, match.start(), match.end(), "prose", weight)
