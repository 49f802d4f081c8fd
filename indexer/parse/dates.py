"""Start, end and ``asap``; posting and closing dates are read beside them (``posting.py``, ``deadline.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.date_roles import Role
from indexer.parse.dategrammar import WEEKDAY, DateMention
from indexer.parse.deadline import deadlines
from indexer.parse.layout import HEADLINES, Labelled
from indexer.parse.lengths import LENGTH
from indexer.parse.posting import RANGE, Dates, is_period
from indexer.parse.windows import find_near

_ASAP = re.compile(
    r"\b(?:meteen|direct|onmiddellijk|gelijk|morgen|vandaag nog|straight away|right away|spoedig)\s+(?:(?:kan|kunt|kunnen|te|nog|inzetbaar)\s+)?(?:start\w*|beginn?\w*|begint|aan de slag|beschikbaar|inzetbaar|available|nodig|instappen)|\b(?:start\w*|beginnen|begin|aan de slag)\b[^.\n\d]{0,20}\b(?:meteen|direct|onmiddellijk|per direct)\b|\bmet spoed\b|\bop (?:zeer )?korte termijn (?:starten|beginnen)|\bvandaag nog\b|"
    r"\bz\.?\s?s\.?\s?m\b\.?|\bzo (?:spoedig|snel|vlot|gauw)(?: als)? mogelijk|\bper direct\b|\bmet onmiddellijke ingang|\b(?:per )?omgaande?\b|\basap\b|as soon as possible|"
    r"\bimmediate(?:ly)?\b|\bspoedig mogelijk|\bop korte termijn\b(?= (?:beschikbaar|starten|inzetbaar))",
    re.I,
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
    "meteen",
    "direct ",
    "gelijk ",
    "morgen",
    "vandaag nog",
    " away",
    "spoed",
    "gauw",
)
_AT_ONCE = re.compile(rf"\s*(?:direct\b|{_ASAP.pattern})", re.I)
_ASAP_SAID = re.compile(
    r"\bstart\w*|\bliefst\b|\bgraag\b|\baanvang|beschikbaar|^\W*per direct|\bper direct\b[^.]{0,60}\b(?:op zoek|een|zoek\w*|gezocht|iemand)|zoek\w*[^.]{0,80}per direct|inzetbaar|"
    r"beginnen|aan de slag|\bavailable\b|\buur per week|\bin de week\b|begin\b|ingang|looking for|nodig|\bspoed\b",
    re.I,
)
_ASAP_OF_ELSE = re.compile(
    r"reage|problematiek|\bhulp\b|geholpen|signaler|terugk|betaal|factur|onveilig|bericht|contact|antwoord|opgelost|wachtlijst",
    re.I,
)
_END_CUE = re.compile(
    r"(?:\bt/m\b|\btot(?: en met)?\b|\buntil\b|\beindigt\b|\bends?(?: on)?\b|\beinde?\b|\beinddatum\b|\bloopt (?:tot|af)|\bto\b|\bthrough\b|\bup to\b)\s*(?:uiterlijk\s*)?(?:op\s*)?(?:\w+dag\s+)?(?:en met\s*)?:?\s*$",
    re.I,
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verschoven|uitgesteld|vervroegd|rectificatie|correctie|changed|amended|postponed",
    re.I,
)
# Said right before the date: then the sentence needs no other word of work.
_STARTS_ON = re.compile(
    r"\b(?:(?:start|begin)(?:t|datum|nen|en|s)?|vangt aan|aanvang|ingang(?:sdatum)?|gaat in|commenc(?:es?|ing)|(?:start|commencement) date)(?: (?:je|kan|is|dan|u|zal zijn|will be))*(?: (?:op|per|vanaf|on|from|met ingang van))?\s*:?\s*(?:\w+dag\s+)?$",
    re.I,
)
_ENDS_ON = re.compile(
    r"\b(?:eindigt|einddatum|einde|eind|loopt (?:door )?(?:tot|af)|stopt|laatste (?:werk)?dag|ligt er|ends?|finish(?:es)?|completion date|end date|oplevering|duurt tot|blijft? tot)(?: (?:is|van rechtswege|en met|uiterlijk|dan|eind))*(?: (?:op|per|on))?\s*:?\s*(?:\w+dag\s+)?$",
    re.I,
)
# Words of a period of work, and of what is worked on.
_PERIOD = re.compile(
    r"\b(?:opdracht\w*|inzet\w*|inhuur\w*|periode|looptijd|contract|overeenkomst|assignment|period|werkzaamheden|kandidaat|duur|zoek(?:en|t)?|gezocht|tijdelijk\w*|interim\w*|uur|hours|detachering|vervang\w*|nodig|klus|project|werk\w*)\b",
    re.I,
)
_ASAP_KEYS = ("free", "hours", "other", "contract", "title", "remote", "start")
# "je cv ontvangen we graag zo snel mogelijk": what comes soon is the answer.
_SOON_SENT = re.compile(
    r"\b(?:cv|ontvang\w*|reactie|offerte|motivatie|stuur|mail|aanbieding|profiel)\b", re.I
)
_WHEN = re.compile(r"beschikba|inzetba|spoed|\bstart|\bbegin|wanneer|availab|urgen", re.I)
_SAID_YES = re.compile(r"\W*(?:ja|yes|x)?\W*", re.I)
_SPANS = re.compile(rf"\b(?:van|from|tussen|between)\s+(?:{WEEKDAY}\.?\s+)?$", re.I)
_YOU = re.compile(r"\b(?:je|jij|jou|u|we|wij|you)\b", re.I)
_PROSE_KEYS = ("free", "hours", "other", "contract", "title", "published")
_LONG_AGO, _SHORTEST = 45, 14  # days
_LEAD = 12  # characters
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
    yield from deadlines(dates)
    yield from _starts_and_ends(dates)
    yield from _periods(dates)
    yield from _asap(dates)


def _starts_and_ends(dates: Dates) -> Iterator[Candidate]:
    text = dates.text
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
    for pair, found in dates.labelled("deadline", "published"):
        # "Termijn: 1 januari - 31 december" closes nothing, and "Datum" before a period posts nothing.
        if is_period(dates.text, found):
            yield from _labelled_period(dates, pair, found)
    if bare := dates.bare_period():
        first, last = bare
        yield Candidate("start_date", first.first, first.start, first.date_end, "position", 0.5)
        yield Candidate("end_date", last.last, last.start, last.date_end, "position", 0.5)
    for index, mention in enumerate(dates.mentions):
        yield from _from_header_line(dates, index, mention)
        yield from _from_sentence(dates, index, mention)


def _labelled_period(dates: Dates, pair: Labelled, found: list[DateMention]) -> Iterator[Candidate]:
    """Under a label for period or duration: two dates, or one that is the end or the start."""
    before = dates.text[pair.start : found[0].start]
    at = pair.label_start
    if re.search(r"verleng|optie|maximaal", before, re.I):
        return
    for mention in found:
        said = dates.text[pair.start : mention.start]
        if _STARTS_ON.search(said):
            yield Candidate("start_date", mention.first, at, mention.date_end, "period", 0.86)
        elif _ENDS_ON.search(said):
            yield Candidate("end_date", mention.last, at, mention.date_end, "period", 0.86)
    if len(found) > 1 and RANGE.match(dates.text[found[0].end : found[1].start]):
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.85)
        yield Candidate("end_date", found[1].last, at, found[1].date_end, "period", 0.85)
    elif (
        _END_CUE.search(before)
        or re.fullmatch(rf"(?:{_ASAP.pattern}|heden|nu)\s*[-–—]\s*", before.strip() + " ", re.I)
        or (not before.strip() and found[0].precision == "day" and pair.key == "duration")
    ):
        yield Candidate("end_date", found[0].last, at, found[0].date_end, "period", 0.8)
    else:
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.7)


def _from_header_line(dates: Dates, index: int, mention: DateMention) -> Iterator[Candidate]:
    """A piece of the header that is a period: ``z.s.m. t/m 30 juni 2027``, ``1 maart 2026 - 31 juli 2026``."""
    text, layout = dates.text, dates.layout
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
    """``inzetbaar vanaf 1 januari 2025 tot en met 31 december 2025``, ``start per 1 maart``, ``klaar op 31/7``."""
    text, layout = dates.text, dates.layout
    covering = dates.covering(mention)
    if layout.is_noise(mention.start) or (covering is not None and covering.key not in _PROSE_KEYS):
        return
    settled = dates.settle(mention)
    if settled is None or (dates.posted and (settled.last - dates.posted).days < -_LONG_AGO):
        return
    if dates.opens_period(index - 1):
        if _in_prose(dates, index - 1):
            yield Candidate("end_date", settled.last, mention.start, mention.date_end, "prose", 0.68)
        return
    if dates.opens_period(index):
        if _in_prose(dates, index):
            yield Candidate("start_date", settled.first, mention.start, mention.date_end, "prose", 0.68)
        return
    best = dates.scores(index).best() or _rest_of_start(dates, index)
    if best is None or (mention.weak and best[1] < _CLEAR):
        return
    role, over = best
    weight = 0.6 + 0.04 * min(over, 2.5)
    if role == "start":
        start, end = layout.sentence_at(mention.start)
        if _AMENDED.search(text, start, end) and re.search(r"\bstart|begin|aanvang", text[start:end], re.I):
            weight = 0.94
        yield Candidate("start_date", settled.first, mention.start, mention.date_end, "prose", weight)
    elif role == "end":
        yield Candidate("end_date", settled.last, mention.start, mention.date_end, "prose", weight)


def _rest_of_start(dates: Dates, index: int) -> tuple[Role, float] | None:
    """``die op 2 februari begint, ... en tot 1 juli``: less is needed where the start was said in the same sentence."""
    scores = dates.scores(index)
    if scores.preposition != "through" or scores.end < _LITTLE or dates.between(index) is None:
        return None
    before = dates.scores(index - 1).best()
    return ("end", 0.0) if before is not None and before[0] == "start" and scores.end > scores.other else None


def _in_prose(dates: Dates, index: int) -> bool:
    """Whether the period that opens at this mention is that of the work: long enough, and spoken of as such."""
    mention, following = dates.mentions[index], dates.mentions[index + 1]
    first, last = dates.settle(mention), dates.settle(following)
    if first is None or last is None or (last.last - first.first).days % 365 < _SHORTEST:
        return False
    opening, closing = dates.scores(index), dates.scores(index + 1)
    start, end = dates.layout.sentence_at(mention.start)
    told = _PERIOD.search(dates.text, start, end) or LENGTH.search(dates.text, start, end)
    said = opening.start + (1.2 if told else 0.0)
    covering = dates.covering(mention)
    if (
        covering is not None and mention.start - covering.start < _LEAD
    ):  # the period is all that a label tells
        said += 1.2
    said += 0.7 if _SPANS.search(dates.text, start, mention.start) else 0.0
    said += 0.6 if _YOU.search(dates.text, start, end) else 0.0
    return said > max(opening.other, closing.other, 1.1) and opening.deadline < _MOST_ANSWERING


def _asap(dates: Dates) -> Iterator[Candidate]:
    text, layout = dates.text, dates.layout
    for pair in layout.labelled("start", "period", "duration"):
        words = text[pair.start : min(pair.end, pair.start + 120)]
        match = _AT_ONCE.match(words) or (_ASAP.search(words) if pair.key != "duration" else None)
        if match:
            yield Candidate("asap", True, pair.label_start, pair.start + match.end(), "label", 0.9)
    for pair in layout.labelled("hours", "free", "other"):
        if len(pair.text) <= 60 and _WHEN.search(pair.label) and (match := _AT_ONCE.match(pair.text)):
            yield Candidate("asap", True, pair.label_start, pair.start + match.end(), "label", 0.7)
    for match in find_near(_ASAP, text, layout.low, _ASAP_STEMS, 30, 40):
        start, end = layout.sentence_at(match.start())
        sentence = text[start:end]
        covering = dates.covering_at(match.start())
        if layout.is_noise(match.start()) or covering is not None and covering.key not in _ASAP_KEYS:
            continue
        if covering is not None and not _ASAP_OF_ELSE.search(covering.label):
            said = text[covering.start : match.start()]
            if len(covering.text) <= 60 and re.fullmatch(
                r"\W*(?:ja|yes)?\W*(?:liefst|graag|bij voorkeur)?\W*", said, re.I
            ):
                yield Candidate("asap", True, covering.label_start, match.end(), "label", 0.6)
                continue
        if _SOON_SENT.search(text, max(start, match.start() - 45), match.start()):
            continue
        line = layout.line_at(match.start())
        if match.start() == line.content and _SAID_YES.fullmatch(text, match.end(), line.end):
            yield Candidate("asap", True, match.start(), line.end, "form", 0.6)
            continue
        if _ASAP_SAID.search(sentence) and not _ASAP_OF_ELSE.search(sentence):
            weight = 0.6 if "spoed" in match[0].lower().split()[-1] else 0.65  # urgent, if not at once
            yield Candidate("asap", True, match.start(), match.end(), "prose", weight)
        elif start < layout.header_end:
            first, last = layout.piece_at(match.start())
            if last - first <= 45 and first == match.start() and not _ASAP_OF_ELSE.search(sentence):
                yield Candidate("asap", True, match.start(), match.end(), "form", 0.5)
