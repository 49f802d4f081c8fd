"""Where a text tells the day it was posted: a label, a sentence, the head of a mail, the first day of a term for answering."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.parse import date_blocks
from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.date_joins import is_period
from indexer.parse.dategrammar import ONLY_DAY, WEEKDAY, DateMention
from indexer.parse.datelines import alone_since, datelines
from indexer.parse.layout import Labelled
from indexer.parse.written import written

if TYPE_CHECKING:
    from indexer.parse.posting import Dates

_WEAK_POSTED = ("datum", "date", "data")
_NOT_POSTED = ("start", "end", "deadline", "period", "duration", "interview", "published")
_OF_ANSWERS = re.compile(r"antwoord|vragen|inlichtingen|uitslag|gunning|answers|results", re.I)
_MAIL_HEAD = re.compile(r"^[>\s*]*(van|aan|onderwerp|from|to|subject|cc)\b[*]*\s*:", re.I | re.M)
_POSTED_BY = re.compile(r"(?:geplaatst|gepubliceerd|posted|published|uitgezet|aangeboden)\b", re.I)
# "Vandaag (12 april 2027)"; a label of a table or a list that ends in "sinds".
_SAID_ON = re.compile(
    rf"\b(?:het is|vandaag is het|it is|it's|today is)\s+(?:vandaag\s+|today\s+)?{WEEKDAY}\.?,?\s+$|"
    r"\b(?:vandaag|today)\W{1,3}(?:\w+dag )?$|^\W*(?:het is|it is|it's) (?:vandaag |today )?(?:\w+(?:dag|day),? )?$|^\W*(?!.*(?:dienst|opgericht|bestaa|actief|gevestigd))[^\n|:]{2,30}(?:[|:?]|\.\.)\W{0,12}(?:sinds|since)\s*$|^\W*(?!.*(?:dienst|opgericht|bestaa|actief|gevestigd))[^\n|:]{2,30}\b(?:sinds|since)\s*[|:]\s*$",
    re.I | re.M,
)

_OF_THE_WORK = re.compile(r"\d\s*(?:uur|uren|u\b|mnd|maand|week)|€", re.I)
_TOP, _SHORT_LINE, _EARLY = 300, 110, 700  # characters
_SOON, _TOLD_CLEARLY = 60, 0.5  # days
_ON_WEEKDAY = re.compile(rf"\b{WEEKDAY}\.?,?\s+(?:de\s+|the\s+)?$")
# What happened then was no posting.
_PAST = re.compile(
    r"\b(?:besloot|besloten|stemde\w*|nam|namen|was|waren|werd|werden|vond|kwam|kwamen|opende\w*|ging|gingen|decided|adopted|was|were|opened)\b"
)


def posted(dates: Dates) -> Iterator[Candidate]:
    """Candidates for ``published``."""
    found = list(_told(dates))
    yield from found or [*_of_the_quoted(dates), *_earliest_at_the_top(dates), *_earliest_told(dates)]


# "Op di 16 sep. 2025 om 09:12 schreef Yasmina:" above the message that is answered.
_QUOTED_ON = re.compile(rf"[> ]*(?:Op|On) (?:{WEEKDAY}\.?,? )?", re.I)
_WROTE = re.compile(r"[^\n]{0,20}\b(?:schreef|wrote|het volgende geschreven)\b", re.I)


def _of_the_quoted(dates: Dates) -> Iterator[Candidate]:
    """The day of the first message of all, where the answer above it bears none."""
    for mention in reversed(dates.mentions):
        line = dates.where(mention).line
        if (
            mention.has_year
            and mention.precision == "day"
            and _QUOTED_ON.fullmatch(dates.text, line.start, mention.start)
            and _WROTE.match(dates.text, mention.date_end, line.end)
        ):
            yield Candidate("published", mention.first, mention.start, mention.date_end, ALONE, ALONE_WEIGHT)
            return


def _earliest_at_the_top(dates: Dates) -> Iterator[Candidate]:
    """The last resort: a full date in one of the first short lines, with others behind it and none before it in time."""
    first = dates.mentions[0] if len(dates.mentions) > 1 else None
    if first is None or not first.has_year or first.precision != "day" or first.weak:
        return
    line, scores = dates.where(first).line, dates.scores(0)
    if (
        first.start > _TOP
        or line.end - line.content > _SHORT_LINE
        or line.text.rstrip().endswith(".")
        or dates.covering(first) is not None
        or dates.where(first).noise
        or scores.preposition is not None
        or dates.opens_period(0)
        or first in (date_blocks.period(dates) or ())
        and (line.bullet or date_blocks.right_above(dates, first, dates.mentions[1]))
        or _OF_THE_WORK.search(line.text)
        or max(scores.deadline, scores.start, scores.end, scores.other) > 0
    ):
        return
    later = [dates.settle(mention) for mention in dates.mentions[1:]]
    if all(one is not None and one.last > first.first for one in later):
        yield Candidate("published", first.first, first.start, first.date_end, ALONE, ALONE_WEIGHT)


def _earliest_told(dates: Dates) -> Iterator[Candidate]:
    """The last resort in running text: the first date, said with its weekday and its year, with all others close behind it in
    time, of which nothing else is told: ``Dat ik u op maandag 9 maart 2026 schrijf``, ``sinds dinsdag 26 januari 2027 op zoek``.
    """
    first = dates.mentions[0] if len(dates.mentions) > 1 else None
    if first is None or not first.has_year or first.precision != "day" or first.weak:
        return
    scores, best = dates.scores(0), dates.best(0)
    if (
        first.start > _EARLY
        or dates.covering(first) is not None
        or dates.where(first).noise
        or scores.preposition not in (None, "at", "since")
        or best is not None
        and best[1] >= _TOLD_CLEARLY
        or scores.other > 0
        or not _ON_WEEKDAY.search(dates.low, max(first.start - 14, 0), first.start)
        or _PAST.search(dates.low, *dates.where(first).sentence)
    ):
        return
    later = [dates.settle(mention) for mention in dates.mentions[1:]]
    if all(one is not None and (one.last - first.first).days >= 0 for one in later) and any(
        one is not None and (one.first - first.first).days <= _SOON for one in later
    ):
        yield Candidate("published", first.first, first.start, first.date_end, ALONE, ALONE_WEIGHT)


def _told(dates: Dates) -> Iterator[Candidate]:
    yield from _labelled_posting(dates)
    for index, mention in enumerate(dates.mentions):
        if mention.precision != "day" or mention.weak or dates.where(mention).noise:
            continue
        covering = dates.covering(mention)
        if covering is not None and covering.key in _NOT_POSTED or dates.replaces(index):
            continue
        best = dates.best(index)
        if (
            best is not None
            and best[0] == "published"
            or _under_posted(dates, mention)
            or _said_since(dates, mention)
            or alone_since(dates, mention)
            or covering is not None
            and _POSTED_BY.match(covering.label)
        ):
            settled = dates.settle(mention)
            if settled is not None:
                yield Candidate(
                    "published",
                    settled.first,
                    mention.start,
                    mention.date_end,
                    "prose",
                    0.7 if mention.has_year else 0.6,
                )
    for stamp in dates.stamps[:1]:
        if settled := dates.settle(stamp):
            yield Candidate("published", settled.first, stamp.start, stamp.date_end, "dateline", 0.6)
    yield from _said_behind(dates)
    yield from _opened(dates)
    yield from date_blocks.posted(dates)
    yield from datelines(dates)
    yield from written(dates)


# "ma 23/11/26 erop": a piece of the header that says behind the date what it is.
_BEHIND = re.compile(r"\s*(?:erop(?: gezet)?|geplaatst|gepubliceerd|online|live|posted)\W*", re.I)


def _said_behind(dates: Dates) -> Iterator[Candidate]:
    for mention in dates.mentions:
        start, end = dates.where(mention).piece
        if (
            start < end
            and mention.precision == "day"
            and _BEHIND.fullmatch(dates.text, mention.date_end, end)
            and ONLY_DAY.fullmatch(dates.text, start, mention.start)
            and (settled := dates.settle(mention))
        ):
            yield Candidate("published", settled.first, mention.start, mention.date_end, "form", 0.7)


def _opened(dates: Dates) -> Iterator[Candidate]:
    """The first day of a term for answering: ``staat open van 12 februari tot en met 8 maart``."""
    for index, mention in enumerate(dates.mentions[:-1]):
        if mention.precision == "day" and not mention.weak and dates.opens_answers(index):
            settled = dates.settle(mention)
            if settled:
                yield Candidate("published", settled.first, mention.start, mention.date_end, "prose", 0.55)


def _labelled_posting(dates: Dates) -> Iterator[Candidate]:
    pairs = dates.pairs("published")
    weak_labels = sum(pair.label.lower() in _WEAK_POSTED for pair in pairs)
    for pair in pairs:
        if _OF_ANSWERS.search(pair.label):
            continue
        found = dates.within(pair.start, pair.end)
        if is_period(dates.text, found):
            continue
        weak = pair.label.lower() in _WEAK_POSTED
        if weak and (pair.start > 600 or weak_labels > 1) and not _in_mail_head(dates, pair):
            continue
        for mention in found[:1]:
            if mention.precision == "day" and mention.start < pair.start + 60 and not mention.weak:
                settled = dates.settle(mention)
                if settled is not None:
                    weight = dates.sure(pair, 0.6 if weak else 0.9) - (0.0 if mention.has_year else 0.1)
                    quoted = pair is not pairs[0] and _in_mail_head(dates, pair)
                    if quoted or dates.text.startswith(">", dates.layout.line_at(pair.label_start).start):
                        weight -= 0.35  # of a message that this one answers
                    yield Candidate(
                        "published", settled.first, pair.label_start, mention.date_end, "label", weight
                    )


def _in_mail_head(dates: Dates, pair: Labelled) -> bool:
    """Whether the date stands among the sender, the receiver and the subject of a message that is quoted."""
    around = dates.text[max(pair.label_start - 160, 0) : pair.end + 160]
    return len(set(_MAIL_HEAD.findall(around))) >= 2


def _said_since(dates: Dates, mention: DateMention) -> bool:
    """Whether the date is that of today, or a label says since when."""
    start = max(mention.start - 60, 0)
    before = dates.low[start : mention.start]
    return any(
        map(before.__contains__, ("vandaag", "today", "sinds", "since", "het is", "it is", "it's"))
    ) and bool(_SAID_ON.search(dates.text, start, mention.start))


def _under_posted(dates: Dates, mention: DateMention) -> bool:
    """Whether the date is all there is on its line, and the line above it says when the page was posted."""
    line = dates.where(mention).line
    above = dates.text[: max(line.start - 1, 0)].rsplit("\n", 1)[-1]
    return (
        line.content == mention.start
        and line.end == mention.date_end
        and len(above) < 60
        and bool(re.search(r"\b(?:geplaatst|gepubliceerd|posted|published)\b", above, re.I))
    )
