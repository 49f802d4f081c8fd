"""Datelines: what tells the day of a letter, an article or a post by its place alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.parse.candidate import Candidate
from indexer.parse.dategrammar import WEEKDAY, DateMention
from indexer.parse.roles import has_role

if TYPE_CHECKING:
    from indexer.parse.posting import Dates

TOP, _FOOT = 1200, 250  # characters: where a letter may be dated
_UNLABELLED = ("free", "title", "other", "place", "organisation", "contact")
_UNSAID = 1.0
PLACE_FIRST = re.compile(
    r"[*_(]*[A-Z'’][\w'’-]+(?: (?:aan|den|de|op|[A-Z])[\w'’ -]*)?,\s+(?:\w+dag\s+)?(?:\d{1,2}\s)?"
)
_SENT_AT = re.compile(r",?\s*(?:om|at)\s", re.I)
_SET_OFF = re.compile(r".*[·|•]\s*\n\s*[·|•].*")
_BYLINE_WORD = re.compile(r"[^\W\d_]{2,}")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
# What stands beside a date in a line of facts about the work, and never in the line under an article's heading.
_FACTS = re.compile(
    r"\buur\b|\buren\b|€|\bhours\b|\bstart|\bbegin|t/m|\btot\b|\bvanaf|\bper\b|maand|\buntil\b|\bfrom\b|reage|sluit|\beind|gesprek|deadline|uiterlijk|voor\b|vóór|\binzet|\bperiode|z\.?s\.?m|geboren|©|copyright|versie|\bsinds|\b(?:is|was|zijn|wordt|worden|heeft|hebben|kan|kunnen|moet|vastgesteld|will|has)\b|update|uitdraai|gebruiker|export|laatst|bijgewerkt|gewijzigd|\bklaar",
    re.I,
)

# "Sinds 26 nov. 2026", "open sinds", "te zien sinds": all that a piece of the header says.
_SINCE = re.compile(
    rf"(?:(?:nu |staat |al |hier |site |nog |still |now )*(?:open|online|live|te zien|zichtbaar|op de site|beschikbaar|actueel|te vinden|listed|visible|up)? ?)?(?:sinds|since)\s*:?\s*(?:{WEEKDAY}\.?,?\s+)?",
    re.I,
)
# What stands beside it there: hours, money, a form of contract, another moment.
_BESIDE_IT = re.compile(
    r"\d\s?(?:uur|uren|u|h|hrs|hours|days|dagen|maanden|mnd|months)\b|€|\beuro?\b|\bp/[wu]\b|\bzzp\b|\bdetachering|\bfreelance|^(?:sluit|closes|tot|until|t/m|reage|start)|\bt/m\b",
    re.I,
)
_NEAR = 60  # characters


def datelines(dates: Dates) -> Iterator[Candidate]:
    """A letter's ``Deventer, 27 augustus 2026``, an article's ``12 maart 2026 · leestijd``, the line under a post."""
    for index, mention in enumerate(dates.mentions):
        line = dates.where(mention).line
        far = line.start > TOP
        if far and len(dates.text) - line.end > _FOOT:
            continue
        if not mention.has_year or mention.precision != "day" or mention.weak:
            continue
        covering = dates.covering(mention)
        if covering is not None and covering.key not in _UNLABELLED:
            continue
        if mention in dates.bare()[1:]:
            continue  # of the dates in a block of values the first says when it was posted
        before, after = dates.text[line.content : mention.start], dates.text[mention.end : line.end]
        if PLACE_FIRST.fullmatch(before) and re.match(r"[\s*_)]*(?:$|[-–—:|.]\s)", after):
            yield Candidate("published", mention.first, mention.start, mention.date_end, "dateline", 0.6)
        elif not far and _is_byline(dates, index, before, after):
            yield Candidate("published", mention.first, mention.start, mention.date_end, "dateline", 0.55)


def _is_byline(dates: Dates, index: int, before: str, after: str) -> bool:
    """Whether a line near the top holds the date, a name or a number, and nothing of the work."""
    mention, said = dates.mentions[index], dates.scores(index)
    rest = f"{before}\n{after}"
    words = _BYLINE_WORD.findall(rest)
    timed = mention.time is not None or bool(_CLOCK.search(rest))
    return (
        bool(
            words or _SENT_AT.match(dates.text, mention.date_end, mention.end) or re.match(r"\s*[·|•]", after)
        )
        and len(words) <= 7
        and not _FACTS.search(rest)
        and not has_role(rest)
        and not after.rstrip().endswith(".")
        and said.preposition in (None, "at")
        and not (dates.opens_period(index) or dates.opens_period(index - 1))
        and max(said.deadline, said.start, said.end) < _UNSAID
        and (said.other < _UNSAID or dates.where(mention).line.start == 0)
        and (not after.strip(" )*_.]") or not before.strip() or timed or bool(_SET_OFF.fullmatch(rest)))
        and all(m.first >= mention.first for m in _labelled_dates(dates))
    )


def _labelled_dates(dates: Dates) -> Iterator[DateMention]:
    for pair in dates.layout.labelled("deadline", "start", "end"):
        yield from (m for m in dates.within(pair.start, pair.end)[:1] if m.has_year)


def alone_since(dates: Dates, mention: DateMention) -> bool:
    """Whether "since" and a date are a whole piece of the header, beside other facts: ``sinds 26 nov. 2026``."""
    text, where = dates.text, dates.where(mention)
    start, end = where.piece
    if (
        start == end
        or text[mention.end : end].strip(" .)*_")
        or not _SINCE.fullmatch(text, start, mention.start)
    ):
        return False
    line = where.line
    above = text[max(line.start - _NEAR, 0) : max(line.start - 1, 0)].rsplit("\n", 1)[-1]
    below = text[line.end + 1 : line.end + _NEAR].split("\n", 1)[0]
    return any(
        _BESIDE_IT.search(words)
        for words in (above, below, text[line.content : start] + text[end : line.end])
    )
