"""Posting date, closing date and time, start, end and ``asap``.

A date without a year takes it from the posting date: closing and start lie on or after it. Where no posting date is
known, from the other dates of the header.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.dategrammar import DateMention, dates_of, to_utc
from indexer.parse.layout import Labelled

_ASAP = re.compile(
    r"\bz\.?\s?s\.?\s?m\b\.?|\bzo (?:spoedig|snel) mogelijk|\bper direct\b|\bmet onmiddellijke ingang|\b(?:per )?omgaand\b|\basap\b|as soon as possible|"
    r"\bimmediate(?:ly)?\b|\bspoedig mogelijk|^\s*direct\b|\bop korte termijn\b(?= (?:beschikbaar|starten|inzetbaar))",
    re.I,
)
_WEAK_POSTED = ("datum", "date", "data")
_POSTED_CUE = re.compile(
    r"\b(?:geplaatst|gepubliceerd|published|posted|plaatsingsdatum|online sinds)\b[^.\n]{0,25}$", re.I
)
_DEADLINE_CUE = re.compile(
    r"(?:\breage(?:er|ren)\b|\breacties?\b|\bsluit(?:ing\w*)?\b|\bdeadline\b|\binschrijv\w+|\bsolliciteren\b|\bindien\w*|\bingediend\b|\baanbied\w*|\baanmelden\b|"
    r"\bcv'?s?\b|\bofferte\w*|\bapply\b|\bclos(?:es|ing)\b|\bsubmit\w*|\bresponses?\b|\bproposals?\b|\breact\w*|\bvoorstel\w*|\baanbod\b|\bprofielen\b|\bstuur\b|\bmail(?:en)?\b|\bontvang\w*|\blaat\b)[^\n]{0,110}?"
    r"(?:\b(?:tot(?: en met)?|t/m|voor|vóór|uiterlijk|op|until|before|by|is|om|binnen zijn|naar|at the latest)\b|:|-)?\s*(?:uiterlijk\s+|en met\s+|op\s+|before\s+)?(?:\w+dag\s+|\w+day,?\s+)?$",
    re.I,
)
_BY = re.compile(
    r"\b(?:tot(?: en met)?|t/m|voor|vóór|uiterlijk|until|before|by|sluit(?:ingsdatum)?(?: is)?(?: op)?|deadline(?: is)?|no later than)\b\s*(?:uiterlijk\s+)?(?:op\s+)?(?:\w+dag\s+|\w+day,?\s+)?[:\s]*$",
    re.I,
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verlengd|verschoven|nieuwe (?:sluit|deadline|datum)|amended|extended|uitgesteld|rectificatie|let op",
    re.I,
)
_RESPOND_AFTER = re.compile(
    r"^[^.]{0,60}\b(?:aangeboden|ontvangen|binnen(?: zijn)?|ingediend|ingeleverd|reageren|indienen|aanmelden|inschrijven|gereageerd|received|submitted)\b",
    re.I,
)
_NOT_DEADLINE = re.compile(r"gesprek|interview|start\b|\bvragen\b|\bquestions?\b|inlichtingen|antwoord", re.I)
_OLD = re.compile(
    r"(?:was|oorspronkelijk|eerder|voorheen|in plaats van|i\.p\.v\.|was eerst|originally|previously|oude)\b[^.\n]{0,30}$",
    re.I,
)
_START_CUE = re.compile(
    r"(?:\bstart(?:en|datum|t)?\b|\baanvang\b|\bvanaf\b|\bingaande\b|\bper\b|\bbeginnen\b|\bbegint\b|\bstarts?\b|\bfrom\b|\bingang\w*|\bbeschikbaar\b|\bstarting\b|\bmet ingang van\b|\bgaat in\b|\bingaat\b|\bbegin je\b)"
    r"[^.\n\d]{0,45}$",
    re.I,
)
_END_CUE = re.compile(
    r"(?:\bt/m\b|\btot(?: en met)?\b|\buntil\b|\beindigt\b|\bends?(?: on)?\b|\beinde?\b|\beinddatum\b|\bloopt (?:tot|af)|\bto\b|\bthrough\b|\bup to\b)\s*(?:uiterlijk\s*)?(?:op\s*)?(?:\w+dag\s+)?(?:en met\s*)?:?\s*$",
    re.I,
)
_RANGE = re.compile(
    r"^\s*(?:\([^)]*\))?\s*(?:,?\s*(?:en loopt|loopt|met een looptijd))?\s*(?:tot en met|t/m|tot|until|till|to|through|-|–|—|en duurt tot)\s*(?:uiterlijk\s*)?(?:en met\s*)?$",
    re.I,
)
_WORK_CUE = re.compile(
    r"\b(?:opdracht|inzet\w*|inhuur\w*|beschikbaar\w*|start\w*|periode|looptijd|contract|overeenkomst|assignment|period|available|werkzaamheden|kandidaat|aanvang|duur|wij zoeken|zoeken we|zoeken wij|"
    r"tijdelijk\w*|interim|aan de slag|uur per week|beginnen|detachering|vervang\w*|begeleid\w*|nodig)\b",
    re.I,
)
_NOT_END = re.compile(r"verleng|optie|reage|reactie|inschrijv|indien|sluit|aanmeld|stuur|apply|submi", re.I)
_NOT_WORK = re.compile(
    r"\bfase\b|gesprek|interview|kennismaking|jaarverslag|\bwet\b|invoering|vastgesteld|sinds|gemeenteraad|college heeft|afgelopen|verleden|gestopt|beleidsplan|"
    r"in werking|evaluatie|raadsperiode|bezwaar|verkiezing|voorlopige gunning|gunning|bekendmaking|verordening|implementatie|pilot|"
    r"bijeenkomst|antwoord|inlichtingen|uitnodiging|congres|vakantie|wordt de .{0,20} ingevoerd|subsidie",
    re.I,
)


def _posted_year(mention: DateMention, posted: dt.date | None, anchors: list[dt.date]) -> DateMention | None:
    """The mention in the first year in which it lies on or after the posting date (or nearest to the anchors)."""
    if mention.has_year:
        return mention
    if posted is not None:
        this = mention.in_year(posted.year)
        return this if this.last >= posted else mention.in_year(posted.year + 1)
    if anchors:
        return min(
            (mention.in_year(a.year + shift) for a in anchors for shift in (-1, 0, 1)),
            key=lambda m: min(abs((m.first - a).days) for a in anchors),
        )
    return None


class _Dates:
    """One document's dates with what is needed to settle their years."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.layout = doc, doc._.layout
        self.text: str = self.layout.text
        self.mentions = dates_of(doc)
        self.posted_candidates = list(self._posted())
        best = max(self.posted_candidates, key=lambda c: c.weight, default=None)
        source = doc._.source
        self.posted: dt.date | None = best.value if best else (source.received if source else None)
        header = self.layout.header_end
        near = [
            m.first
            for m in self.mentions
            if m.has_year and m.precision != "year" and m.start < max(header, 1500)
        ]
        self.anchors = near[:6]

    def within(self, start: int, end: int) -> list[DateMention]:
        return [m for m in self.mentions if start <= m.start < end]

    def settle(self, mention: DateMention) -> DateMention | None:
        return _posted_year(mention, self.posted, self.anchors)

    def labelled(self, *keys: str) -> Iterator[tuple[Labelled, list[DateMention]]]:
        for pair in self.layout.labelled(*keys):
            settled = [s for m in self.within(pair.start, pair.end) if (s := self.settle(m))]
            yield pair, settled

    def _posted(self) -> Iterator[Candidate]:
        posted = self.layout.labelled("published")
        weak_labels = sum(pair.label.lower() in _WEAK_POSTED for pair in posted)
        for pair in posted:
            for mention in self.within(pair.start, min(pair.end, pair.start + 60))[:1]:
                if mention.precision == "day" and mention.has_year:
                    weak = pair.label.lower() in _WEAK_POSTED
                    if weak and (pair.start > 600 or weak_labels > 1):
                        continue
                    yield Candidate(
                        "published",
                        mention.first,
                        pair.label_start,
                        _day_end(self.text, mention),
                        "label",
                        0.6 if weak else 0.9,
                    )
        for mention in self.mentions:
            if mention.precision == "day" and mention.has_year and not self.layout.is_noise(mention.start):
                line = self.layout.line_at(mention.start)
                if _POSTED_CUE.search(self.text, max(line.start, mention.start - 50), mention.start):
                    yield Candidate(
                        "published", mention.first, mention.start, _day_end(self.text, mention), "prose", 0.7
                    )
        yield from self._bare_pair()
        yield from self._dateline()

    def _dateline(self) -> Iterator[Candidate]:
        """A letter's ``Deventer, 27 augustus 2026`` or an article's ``12 maart 2026 · leestijd``, near the top."""
        for mention in self.mentions:
            line = self.layout.line_at(mention.start)
            if line.start > 1200 or not mention.has_year or mention.precision != "day":
                continue
            before, after = self.text[line.content : mention.start], self.text[mention.end : line.end]
            place_first = (
                re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,\s+(?:\d{1,2}\s)?", before)
                and not after.strip()
            )
            byline = re.match(r"\s*[·|]\s", after) or re.search(r"(?:^|\s)[·|]\s*$", before)
            if place_first or byline:
                yield Candidate(
                    "published", mention.first, mention.start, _day_end(self.text, mention), "dateline", 0.6
                )

    def _bare_pair(self) -> Iterator[Candidate]:
        """Two dates alone on lines in a block of values without labels: posted, then closing."""
        alone = []
        for mention in self.mentions:
            line = self.layout.line_at(mention.start)
            if (
                line.kind != "label"
                and self.layout.label_covering(mention.start) is None
                and mention.has_year
                and mention.precision == "day"
                and line.content == mention.start
                and line.end - mention.end <= 2
            ):
                alone.append(mention)
        if len(alone) == 2 and alone[0].first < alone[1].first and alone[1].start - alone[0].end < 80:
            yield Candidate(
                "published", alone[0].first, alone[0].start, _day_end(self.text, alone[0]), "position", 0.5
            )


def _day_end(text: str, mention: DateMention) -> int:
    """End of the date alone, the time after it left out."""
    return (
        mention.end
        if mention.time is None
        else mention.start
        + len(re.split(r"[\s,]+(?:om\s+)?\d{1,2}(?:[:.]\d{2}|\s*u)", text[mention.start : mention.end])[0])
    )


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``published``, ``deadline`` (+ ``deadline_at``), ``start_date``, ``end_date`` and ``asap``."""
    dates = _Dates(doc)
    yield from dates.posted_candidates
    yield from _deadlines(dates)
    yield from _starts_and_ends(dates)
    yield from _periods(dates)
    yield from _asap(dates)


def _closing(mention: DateMention, start: int, rule: str, weight: float) -> Iterator[Candidate]:
    yield Candidate("deadline", mention.first, start, mention.end, rule, weight)
    if mention.time is not None:
        yield Candidate("deadline_at", to_utc(mention.first, mention.time), start, mention.end, rule, weight)


def _deadlines(dates: _Dates) -> Iterator[Candidate]:
    text, layout = dates.text, dates.layout
    for pair, found in dates.labelled("deadline"):
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
        if mention.precision != "day" or layout.is_noise(mention.start):
            continue
        start, end = layout.sentence_at(mention.start)
        before = text[max(start, mention.start - 150) : mention.start]
        covering = layout.label_covering(mention.start)
        if covering is not None and covering.key in (
            "start",
            "end",
            "published",
            "period",
            "duration",
            "interview",
            "deadline",
        ):
            continue
        told_before = _DEADLINE_CUE.search(before)
        told_after = _RESPOND_AFTER.search(text[mention.end : end])
        if not ((told_before or told_after) and _BY.search(before)) or _NOT_DEADLINE.search(before[-70:]):
            continue
        settled = dates.settle(mention)
        if settled:
            amended_now = bool(_AMENDED.search(text[start:end])) and not _OLD.search(before)
            yield from _closing(settled, mention.start, "prose", 0.93 if amended_now else 0.7)
    for posted in dates.posted_candidates:
        if posted.rule == "position":
            later = [m for m in dates.mentions if m.start > posted.end and m.first > posted.value][:1]
            for mention in later:
                yield from _closing(mention, mention.start, "position", 0.5)


def _starts_and_ends(dates: _Dates) -> Iterator[Candidate]:
    text = dates.text
    for pair, found in dates.labelled("start"):
        if found and len(pair.text) < 120:
            yield Candidate(
                "start_date", found[0].first, pair.label_start, _day_end(text, found[0]), "label", 0.9
            )
            if len(found) > 1 and _RANGE.match(text[found[0].end : found[1].start]):
                yield Candidate(
                    "end_date", found[1].last, pair.label_start, _day_end(text, found[1]), "label", 0.8
                )
    for pair, found in dates.labelled("end"):
        if found and len(pair.text) < 120:
            yield Candidate(
                "end_date", found[0].last, pair.label_start, _day_end(text, found[0]), "label", 0.9
            )


def _periods(dates: _Dates) -> Iterator[Candidate]:
    text, _layout = dates.text, dates.layout
    for pair, found in dates.labelled("period", "duration"):
        if len(pair.text) > 160 or not found:
            continue
        if len(found) > 1:
            yield Candidate(
                "start_date", found[0].first, pair.label_start, _day_end(text, found[0]), "period", 0.85
            )
            yield Candidate(
                "end_date", found[1].last, pair.label_start, _day_end(text, found[1]), "period", 0.85
            )
            continue
        before = text[pair.start : found[0].start]
        if _END_CUE.search(before) or (
            not before.strip() and found[0].precision == "day" and pair.key == "duration"
        ):
            yield Candidate(
                "end_date", found[0].last, pair.label_start, _day_end(text, found[0]), "period", 0.8
            )
        elif not re.search(r"verleng|optie|maximaal", before, re.I):
            yield Candidate(
                "start_date", found[0].first, pair.label_start, _day_end(text, found[0]), "period", 0.7
            )
    for index, mention in enumerate(dates.mentions):
        yield from _from_header_line(dates, index, mention)
        yield from _from_sentence(dates, index, mention)


def _from_header_line(dates: _Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """A short line above the text that is a period: ``z.s.m. t/m 30 juni 2027``, ``1 maart 2026 - 31 juli 2026``."""
    text, layout = dates.text, dates.layout
    line = layout.line_at(mention.start)
    if (
        line.start >= layout.header_end
        or line.end - line.content > 70
        or layout.label_covering(mention.start)
    ):
        return
    before = text[line.content : mention.start]
    following = dates.mentions[index + 1] if index + 1 < len(dates.mentions) else None
    if following and following.start < line.end and _RANGE.match(text[mention.end : following.start]):
        first, last = dates.settle(mention), dates.settle(following)
        if first and last and not before.strip():
            yield Candidate("start_date", first.first, line.content, _day_end(text, mention), "form", 0.6)
            yield Candidate("end_date", last.last, line.content, _day_end(text, following), "form", 0.6)
    elif re.fullmatch(
        rf"(?:{_ASAP.pattern})?\s*(?:,|-|–)?\s*(?:t/m|tot en met|tot|until)\s*", before, re.I
    ) and (last := dates.settle(mention)):
        yield Candidate("end_date", last.last, line.content, _day_end(text, mention), "form", 0.6)


def _from_sentence(dates: _Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """``inzetbaar vanaf 1 januari 2025 tot en met 31 december 2025``, ``start per 1 maart``."""
    text, layout = dates.text, dates.layout
    covering = layout.label_covering(mention.start)
    if layout.is_noise(mention.start) or (
        covering is not None and covering.key not in ("free", "hours", "other", "contract", "title")
    ):
        return
    start, end = layout.sentence_at(mention.start)
    sentence, before = text[start:end], text[start : mention.start]
    if not _WORK_CUE.search(sentence) or _NOT_WORK.search(sentence):
        return
    settled = dates.settle(mention)
    if settled is None or (dates.posted and (settled.last - dates.posted).days < -45):
        return
    following = dates.mentions[index + 1] if index + 1 < len(dates.mentions) else None
    ranged = (
        following is not None and following.start < end and _RANGE.match(text[mention.end : following.start])
    )
    if _START_CUE.search(before) or ranged:
        first = settled
        if ranged and following is not None and not mention.has_year and following.has_year:
            first = mention.in_year(following.first.year)
            if first.first > following.first:
                first = mention.in_year(following.first.year - 1)
        sure = re.search(
            r"\b(?:inzetbaar|opdracht|inhuur|startdatum|start|periode|aanvang|beschikbaar|looptijd)\b",
            sentence,
            re.I,
        )
        yield Candidate(
            "start_date", first.first, mention.start, _day_end(text, mention), "prose", 0.7 if sure else 0.6
        )
    if _END_CUE.search(before) and not _NOT_END.search(before[-60:]):
        yield Candidate("end_date", settled.last, mention.start, _day_end(text, mention), "prose", 0.68)


def _asap(dates: _Dates) -> Iterator[Candidate]:
    text, layout = dates.text, dates.layout
    for pair in layout.labelled("start", "period"):
        match = _ASAP.search(text, pair.start, min(pair.end, pair.start + 120))
        if match:
            yield Candidate("asap", True, pair.label_start, match.end(), "label", 0.9)
    for match in _ASAP.finditer(text):
        start, end = layout.sentence_at(match.start())
        sentence = text[start:end]
        if (
            not layout.is_noise(match.start())
            and layout.label_covering(match.start()) is None
            and re.search(
                r"\bstart\w*|\bliefst\b|\bgraag\b|\baanvang|beschikbaar|\bper direct\b[^.]{0,60}\b(?:op zoek|een|zoek\w*|gezocht)|zoek\w*[^.]{0,80}per direct|inzetbaar|beginnen|aan de slag|\bavailable\b|begin\b|ingang",
                sentence,
                re.I,
            )
            and not re.search(r"reage|problematiek|hulp|signaler|terugk|betaal|factur", sentence, re.I)
        ):
            yield Candidate("asap", True, match.start(), match.end(), "prose", 0.65)
        elif (
            start < layout.header_end and end - start <= 45 and layout.line_at(start).content == match.start()
        ):
            yield Candidate("asap", True, match.start(), match.end(), "form", 0.5)
