"""The posting date, and with it the year of every date that states none.

A date without a year takes it from the posting date: closing and start lie on or after it. Where no posting date is
known, from the other dates of the header.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.dategrammar import DateMention, dates_of
from indexer.parse.layout import Labelled, Line

_WEAK_POSTED = ("datum", "date", "data")
_POSTED_CUE = re.compile(
    r"\b(?:geplaatst|gepubliceerd|published|posted|plaatsingsdatum|online sinds|online gezet)\b(?:\s+(?:op|on|om|sinds|\w+dag|\w+day,?)|\s*[:,|·-])*\s*$",
    re.I,
)
# What stands beside a date in a line of facts about the work, and never in the line under an article's heading.
_FACTS = re.compile(
    r"\buur\b|\buren\b|€|\bhours\b|\bstart\b|t/m|tot en met|maand|\buntil\b|reage|sluit", re.I
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


# What joins the first and the last day of a period.
RANGE = re.compile(
    r"^\s*(?:\([^)]*\))?\s*(?:,?\s*(?:en loopt|loopt|met een looptijd|en duurt))?\s*(?:tot en met|t/m|tot|until|till|to|through|-|–|—|/|en duurt tot)\s*(?:uiterlijk\s*)?(?:en met\s*)?(?:\w+dag\s+)?$",
    re.I,
)


def is_period(text: str, found: list[DateMention]) -> bool:
    """Whether the first two dates of a value are the ends of a period."""
    return len(found) > 1 and bool(RANGE.match(text[found[0].date_end : found[1].start]))


class Dates:
    """One document's dates with what is needed to settle their years."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.layout = doc, doc._.layout
        self.text: str = self.layout.text
        self.low: str = self.layout.low
        # What stands before the words of a line is the stamp of a message in a chat.
        stamped = [(m, m.start < self.layout.line_at(m.start).content) for m in dates_of(doc)]
        self.mentions = [mention for mention, stamp in stamped if not stamp]
        self.stamps = [mention for mention, stamp in stamped if stamp and mention.has_year]
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
                        mention.date_end,
                        "label",
                        0.6 if weak else 0.9,
                    )
        for mention in self.mentions:
            if mention.precision == "day" and mention.has_year and not self.layout.is_noise(mention.start):
                line = self.layout.line_at(mention.start)
                floor = max(line.start, mention.start - 50)
                if _POSTED_CUE.search(self.text, floor, mention.start) or self._under_posted(mention, line):
                    yield Candidate("published", mention.first, mention.start, mention.date_end, "prose", 0.7)
        for stamp in self.stamps[:1]:
            yield Candidate("published", stamp.first, stamp.start, stamp.date_end, "dateline", 0.6)
        yield from self._bare_pair()
        yield from self._dateline()

    def _dateline(self) -> Iterator[Candidate]:
        """A letter's ``Deventer, 27 augustus 2026`` or an article's ``12 maart 2026 · leestijd``, near the top."""
        for mention in self.mentions:
            line = self.layout.line_at(mention.start)
            if (
                line.start > 1200
                or not mention.has_year
                or mention.precision != "day"
                or line.kind == "label"
            ):
                continue
            before, after = self.text[line.content : mention.start], self.text[mention.end : line.end]
            place_first = (
                re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,\s+(?:\d{1,2}\s)?", before)
                and not after.strip()
            )
            alone = (not before.strip() or before.rstrip()[-1] in "·|") and re.match(r"\s*(?:[·|]|$)", after)
            byline = alone and (before.strip() or after.strip()) and not _FACTS.search(before + after)
            if place_first or byline:
                yield Candidate("published", mention.first, mention.start, mention.date_end, "dateline", 0.6)

    def _under_posted(self, mention: DateMention, line: Line) -> bool:
        """Whether the date is all there is on its line, and the line above it says when the page was posted."""
        above = self.text[: max(line.start - 1, 0)].rsplit("\n", 1)[-1]
        return (
            line.content == mention.start
            and line.end == mention.date_end
            and len(above) < 60
            and bool(re.search(r"\b(?:geplaatst|gepubliceerd|posted|published)\b", above, re.I))
        )

    def _bare_pair(self) -> Iterator[Candidate]:
        """Dates alone on lines in a block of values without labels: posted, then closing where there are two."""
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
        if not alone:
            return
        first = alone[0]
        pair = len(alone) == 2 and first.first < alone[1].first and alone[1].start - first.end < 80
        if pair or (len(alone) == 1 and self._closes_later(first)):
            yield Candidate("published", first.first, first.start, first.date_end, "position", 0.5)

    def _closes_later(self, mention: DateMention) -> bool:
        """Whether the date stands among the first lines, with a labelled closing date after it."""
        closing = [m for pair in self.layout.labelled("deadline") for m in self.within(pair.start, pair.end)]
        return mention.start < 250 and any(m.has_year and m.first > mention.first for m in closing)
