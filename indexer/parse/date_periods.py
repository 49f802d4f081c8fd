"""A period under a label: two dates, or one that is its start or its end; and what is said right before such a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.asap import AT_ONCE
from indexer.parse.candidate import Candidate
from indexer.parse.date_joins import RANGE
from indexer.parse.dategrammar import DateMention
from indexer.parse.layout import Labelled
from indexer.parse.posting import Dates

END_CUE = re.compile(
    r"(?:\bt/m\b|\btot(?: en met)?\b|\buntil\b|\beindigt\b|\bends?(?: on)?\b|\beinde?\b|\beinddatum\b|\bloopt (?:tot|af)|\bto\b|\bthrough\b|\bup to\b)\s*(?:uiterlijk\s*)?(?:op\s*)?(?:\w+dag\s+)?(?:en met\s*)?:?\s*(?:(?:the|het)\s+)?$",
    re.I,
)
# Said right before the date: then the sentence needs no other word of work.
STARTS_ON = re.compile(
    r"\b(?:(?:start|begin)(?:t|datum|nen|en|s)?|vangt aan|aanvang|ingang(?:sdatum)?|gaat in|commenc(?:es?|ing)|(?:start|commencement) date)(?: (?:je|kan|is|dan|u|zal zijn|will be))*(?: (?:op|per|vanaf|on|from|met ingang van))?\s*:?\s*(?:\w+dag\s+)?$",
    re.I,
)
# "(uiterlijke startdatum 1 maart)": when it may begin at the latest, beside when it does.
LATEST = re.compile(
    r"\b(?:uiterlijke?|uiterste|laatste|latest) (?:start|begin|ingangs)(?:datum| date)?(?: is)?\s*:?\s*$",
    re.I,
)
ENDS_ON = re.compile(
    r"\b(?:eindigt|einddatum|einde|eind|loopt (?:door )?(?:tot|af)|stopt|laatste (?:werk)?dag|ligt er|ends?|finish(?:es)?|completion date|end date|oplevering|duurt tot|blijft? tot)(?: (?:is|van rechtswege|en met|uiterlijk|dan|eind))*(?: (?:op|per|on))?\s*:?\s*(?:\w+dag\s+)?$",
    re.I,
)
NOW = rf"(?:{AT_ONCE.pattern}|(?:van |per )?(?:heden|nu|direct))"
FROM_NOW = re.compile(rf"{NOW}\s*[-–—/]\s*", re.I)


# "Fase | Periode | Dagen": the head of a table of phases, of which the first is not the whole.
_OF_PHASES = re.compile(
    r"\b(?:fasen?|onderdeel|stap|activiteit|mijlpaal|phase)\s*[|\n\t]\s*(?:periode|looptijd|duur|period|duration)\b",
    re.I,
)
_HEAD = 120  # characters


def labelled_period(dates: Dates, pair: Labelled, found: list[DateMention]) -> Iterator[Candidate]:
    """Under a label for period or duration: two dates, or one that is the end or the start."""
    before = dates.text[pair.start : found[0].start]
    at = pair.label_start
    if _OF_PHASES.search(dates.text, max(at - _HEAD, 0), pair.start):
        return
    if re.search(r"verleng|optie|maximaal", before, re.I):
        return
    if len(found) == 1 and dates.said_of(found[0]) == "deadline":
        return  # "Wacht niet te lang: de vacature sluit op 9 maart"
    for mention in found:
        said = dates.text[pair.start : mention.start]
        if LATEST.search(said):
            continue
        if STARTS_ON.search(said):
            yield Candidate("start_date", mention.first, at, mention.date_end, "period", 0.86)
        elif ENDS_ON.search(said):
            yield Candidate("end_date", mention.last, at, mention.date_end, "period", 0.86)
    if len(found) > 1 and RANGE.match(dates.text[found[0].end : found[1].start]):
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.85)
        yield Candidate("end_date", found[1].last, at, found[1].date_end, "period", 0.85)
    elif (
        END_CUE.search(before)
        or FROM_NOW.fullmatch(before.strip() + " ")
        or (not before.strip() and found[0].precision == "day" and pair.key == "duration")
    ):
        yield Candidate("end_date", found[0].last, at, found[0].date_end, "period", 0.8)
    else:
        yield Candidate("start_date", found[0].first, at, found[0].date_end, "period", 0.7)
