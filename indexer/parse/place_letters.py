"""Towns of who writes: where a letter is dated from, where those sit whom it is for, and the office of a client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.layout import Layout, Line
from indexer.parse.place_hints import Hints, to_place
from indexer.parse.place_names import Mention

_LETTERHEAD = 1000  # characters
_MOST_LINES = 5
# "Aan mevrouw drs. H. Bakker", "T.a.v. de directie": the first line of an address.
_ADDRESSED = re.compile(
    r"(?:aan|to|attn\.?|ter attentie van|t\.a\.v\.?)\s*:?\s+(?:de|het|mevrouw|mevr\.?|mw\.?|dhr\.?|mrs?\.?|ms\.?|the|[A-Z])",
    re.I,
)


def dates_a_letter(layout: Layout, mention: Mention) -> bool:
    """Whether a place and the day are a line near the top."""
    line = layout.line_at(mention.start)
    return mention.against == "dateline" and mention.start == line.content and line.start < _LETTERHEAD


def is_addressed(layout: Layout, line: Line) -> bool:
    """Whether a line near the top ends the address of who a letter is for."""
    if line.start > _LETTERHEAD:
        return False
    number = layout.lines.index(line)
    for above in reversed(layout.lines[max(number - _MOST_LINES, 0) : number]):
        if above.kind == "blank":
            return False
        if _ADDRESSED.match(layout.text, above.start, above.end):
            return True
    return False


def of_the_letter(layout: Layout, mentions: Sequence[Mention], hints: Hints) -> Iterator[Candidate]:
    """The place that a letter is dated from: its writer's, and where the work is if the text names no other."""
    for mention in mentions:
        if dates_a_letter(layout, mention) and (place := to_place(mention, hints)):
            yield Candidate("places", place, mention.start, mention.end, ALONE, ALONE_WEIGHT)
            return


# Who seeks for somebody else: then an office is that of no client.
_FOR_OTHERS = re.compile(
    r"\b(?:opdrachtgever|eindklant|(?:onze|mijn|een) (?:klant|relatie)|bemiddel\w*|detacher\w*|intermediair|recruit\w*|our client|agency|broker)\b"
)


def of_the_office(layout: Layout, mentions: Sequence[Mention], hints: Hints) -> Iterator[Candidate]:
    """Where an office is said to be, in the words of a broker as of a client, where nobody seeks for others."""
    if _FOR_OTHERS.search(layout.low):
        return
    offices = [
        m for m in mentions if m.against == "broker" and m.cue in ("site", "work") and m.kind == "place"
    ]
    for mention in offices[:1]:
        if place := to_place(mention, hints):
            yield Candidate("places", place, mention.start, mention.end, ALONE, ALONE_WEIGHT)
