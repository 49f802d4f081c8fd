"""Closing date and time. An amended date beats the old one, both stay in the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate
from indexer.parse.dategrammar import DateMention, to_utc
from indexer.parse.posting import Dates, is_period

_DEADLINE_CUE = re.compile(
    r"(?:\breage(?:ert?|ren)\b|\bhoor\b|\bnamen\b|\bbelangstelling\b|\b(?:aan)?meld(?:en|t|ing|je)?\b|\bquotations?\b|\btenders?\b|\breacties?\b|\bsluit(?:ing\w*)?\b|\bdeadline\b|\binschrijv\w+|\bsolliciteren\b|\bindien\w*|\bingediend\b|\baanbied\w*|\baanmelden\b|"
    r"\bcv'?s?\b|\bofferte\w*|\bapply\b|\bapplications?\b|\brespond\b|\bclos(?:es|e|ing)\b|\bsubmit\w*|\bresponses?\b|\bproposals?\b|\breact\w*|\bvoorstel\w*|\baanbod\b|\bprofielen\b|\bstuur\b|\bmail(?:en)?\b|\bontvang\w*|\blaat\b)[^\n]{0,110}?"
    r"(?:\b(?:tot(?: en met)?|t/m|voor|vóór|uiterlijk|op|until|before|by|is|om|binnen zijn|naar|at the latest)\b|:|-)?\s*(?:uiterlijk\s+|en met\s+|op\s+|before\s+)?(?:\w+dag\s+|\w+day,?\s+)?$",
)
_BY = re.compile(
    r"\b(?:tot(?: en met)?|t/m|voor|vóór|uiterlijk|until|before|by|sluit(?:ings?datum|ing)?(?: is)?(?: op)?|<|reacties?(?:datum)?|deadline(?: is)?|no later than|closes? on)\b\s*(?:uiterlijk\s+)?(?:op\s+)?(?:\w+dag\s+|\w+day,?\s+)?[:\s]*$",
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verlengd|verschoven|nieuwe (?:sluit|deadline|datum)|amended|extended|uitgesteld|rectificatie|let op",
)
_RESPOND_AFTER = re.compile(
    r"^[^.]{0,60}\b(?:aangeboden|ontvangen|in ons bezit|belangstelling|interesse|binnen(?: zijn)?|ingediend|ingeleverd|reageren|indienen|aanmelden|inschrijven|gereageerd|received|submitted)\b",
)
_NOT_DEADLINE = re.compile(r"gesprek|interview|start\b|\bvragen\b|\bquestions?\b|inlichtingen|antwoord")
# What is due then is no response to the assignment, or was due in the past, or is asked of others.
_OF_ELSE = re.compile(
    r"\bmoesten\b|\bkonden\b|\bdiende\w*|inwoners? (?:kunnen|kan)|toeslag|subsidie|deuren|\bgunning|oplever|opgeleverd|rapporteer|\bvog\b|krijgen[^.]{0,30}bericht|"
    r"zienswijze|bezwaar|verhuis|locatie sluit|\bin werking",
)
_OTHER_LABEL = re.compile(
    r"implement|oplever|rapport|vragen|inlichtingen|project|\bplan\b|verordening|intern", re.I
)
_MOVED_TO = re.compile(r"\b(?:to|naar|tot)\s*(?:\w+dag\s+)?$")  # in the case of the text
_FROM = re.compile(r"\b(?:van|from)\s*$")
_OTHER_KEYS = ("start", "end", "published", "period", "duration", "interview", "deadline")
_OLD = re.compile(
    r"(?:was|oorspronkelijk|eerder|voorheen|in plaats van|i\.p\.v\.|was eerst|originally|previously|oude)\b[^.\n]{0,30}$",
)

_PIECE = re.compile(
    r"(?:nog te )?(?:reage(?:er|ren)|reacties?|sluit(?:ing(?:sdatum)?|t)?|deadline|aanmelden|inschrijven|respond|apply|closes?)"
    r"(?: (?:kan|graag|is|op|on|by|before|voor|vóór|tot|t/m|tot en met|uiterlijk))*\s*[:<]?\s*(?:\w+dag\s+)?",
)


def _closing(mention: DateMention, start: int, rule: str, weight: float) -> Iterator[Candidate]:
    yield Candidate("deadline", mention.first, start, mention.end, rule, weight)
    if mention.time is not None:
        yield Candidate("deadline_at", to_utc(mention.first, mention.time), start, mention.end, rule, weight)


def deadlines(dates: Dates) -> Iterator[Candidate]:
    text = dates.low
    for pair, found in dates.labelled("deadline"):
        if _OTHER_LABEL.search(pair.label) or is_period(text, found):
            continue
        usable = [m for m in found if m.precision == "day"]
        for number, mention in enumerate(usable[:3]):
            old = _OLD.search(text, max(pair.start - 20, mention.start - 40), mention.start)
            amended = (
                _AMENDED.search(text[pair.label_start : mention.start])
                or number > 0
                and _AMENDED.search(text[pair.start : pair.end])
            )
            weight = 0.5 if old else 0.95 if amended else 0.9 - number * 0.05
            yield from _closing(mention, pair.label_start, "label", weight)
    for mention in dates.mentions:
        yield from _from_sentence(dates, mention)
    for posted in dates.posted_candidates:
        if posted.rule == "position":
            later = [m for m in dates.mentions if m.start > posted.end and m.first > posted.value][:1]
            for mention in later:
                yield from _closing(mention, mention.start, "position", 0.5)


def _from_sentence(dates: Dates, mention: DateMention) -> Iterator[Candidate]:
    """``Reageer uiterlijk 12 januari``, ``de sluitingsdatum is verschoven van 10 naar 17 juni``."""
    text, layout = dates.low, dates.layout
    if mention.precision != "day" or layout.is_noise(mention.start):
        return
    first, last = layout.piece_at(mention.start)
    if (
        last - first <= 70
        and _PIECE.fullmatch(text, first, mention.start)
        and (named := dates.settle(mention))
    ):
        yield from _closing(named, first, "form", 0.66)
        return
    covering = layout.label_covering(mention.start)
    if covering is not None and covering.key in _OTHER_KEYS:
        return
    start, end = layout.sentence_at(mention.start)
    before = text[max(start, mention.start - 150) : mention.start]
    told = _DEADLINE_CUE.search(before) or _RESPOND_AFTER.search(text[mention.end : end])
    amended = layout.says(_AMENDED, start, end) and not _OLD.search(before) and not _FROM.search(before)
    moved = amended and _MOVED_TO.search(dates.text, start, mention.start)
    if (
        not (told and (_BY.search(before) or moved))
        or (not moved and _NOT_DEADLINE.search(before[-70:]))
        or layout.says(_OF_ELSE, start, end)
    ):
        return
    settled = dates.settle(mention)
    if settled:
        yield from _closing(settled, mention.start, "prose", 0.93 if amended else 0.7)
