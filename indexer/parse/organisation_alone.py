"""The last resort for the client: a text that names nobody as such, and names one body only that could be it.

``Sinds 1987 staat Stichting Voorbeeld klaar. Wij zoeken een begeleider``: a reader takes the one body that is named for the one who
seeks. So it is with the one gemeente of which a text goes on as "de gemeente". What a sentence tells of other work names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.layout import Layout
from indexer.parse.organisation_client import client
from indexer.parse.organisation_names import by_head
from indexer.parse.organisation_words import BY_TAIL, NAME, TAIL_STEMS
from indexer.parse.place_names import find_names
from indexer.parse.windows import find_near

_OPENING = 2_500  # characters; who seeks is named early
# "Bij De Voorbeeldboom, een organisatie met twaalf huizen"
_A_BODY = re.compile(
    rf"(?<![\w-])(?P<name>{NAME}), (?:een|an?|dé|de) (?:[\w-]+ ){{0,3}}(?:organisatie|stichting|instelling|zorgaanbieder|aanbieder|coöperatie|vereniging|welzijnsorganisatie|jeugdhulporganisatie|zorginstelling|foundation|charity|organi[sz]ation|provider)\b"
)
_A_BODY_STEMS = ("organisati", "stichting", "instelling", "aanbieder", "coöperatie", "vereniging", "foundation", "charity", "organizati", "provider")  # fmt: skip
# A sentence that tells of other work, of what was before, or of a partner.
_OF_OTHERS = re.compile(
    r"\b(?:voorwaarden|eerder|vorig\w*|destijds|geplaatst|plaatsen|ander\w*|naast|zoals|bijvoorbeeld|samen met|partners?|ketenpartners?|bureau|bemiddel\w*|broker|agency|previously|earlier|such as|together with)\b",
    re.I,
)
# Who brings others to work names bodies of any kind.
_BROKER_WRITES = re.compile(
    r"\b(?:wij|we) zijn (?:een|dé|hét) (?:[\w-]+ ){0,2}(?:bureau|bemiddelaar|intermediair)\b|\bwe are an? (?:[\w-]+ ){0,2}agency\b"
)
# A gemeente speaks of itself: "In onze gemeente leven 2.870 huishoudens".
_OWN_GEMEENTE = re.compile(
    r"\b(?:onze gemeente(?:raad)?|ons college|namens het college|our municipality|our city council)\b"
)
_GEMEENTE_ACTS = re.compile(
    r"\b(?:de gemeente (?:wil|zoekt|heeft|vraagt|huurt|werkt)|the municipality (?:is|has|wants|needs|seeks)|a (?:[a-z]+ )?municipality)\b"
)


def lone_body(layout: Layout) -> Iterator[Candidate]:
    """The one body of a text, nothing where it names two that differ."""
    if _BROKER_WRITES.search(layout.low, 0, _OPENING):
        return
    found: dict[str, Candidate] = {}
    tails = find_near(BY_TAIL, layout.text, layout.low, TAIL_STEMS, 120, 60)
    bodies = find_near(_A_BODY, layout.text, layout.low, _A_BODY_STEMS, 130, 30)
    spans = [
        *(match.span() for match in chain(by_head(layout), tails)),
        *(match.span("name") for match in bodies),
    ]
    for start, end in spans:
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans):
            continue  # "Stichting Welzijn" of "Stichting Welzijn Voorbeeldveen"
        if start < _OPENING and not layout.is_noise(start) and not _is_of_others(layout, start):
            for one in client(layout, start, end, ALONE, ALONE_WEIGHT):
                found.setdefault(one.value, one)
    if not found:
        found = {one.value: one for one in _gemeenten(layout)}
    if len(found) == 1:
        yield from found.values()


def _is_of_others(layout: Layout, start: int) -> bool:
    first, last = layout.sentence_at(start)
    return _OF_OTHERS.search(layout.text, first, last) is not None


def _gemeenten(layout: Layout) -> Iterator[Candidate]:
    """Gemeenten named before the text goes on of one as "de gemeente" and what it wants, or anywhere where it says "our"."""
    acts = _GEMEENTE_ACTS.search(layout.low, 0, _OPENING)
    until = _OPENING if _OWN_GEMEENTE.search(layout.low, 0, _OPENING) else acts.start() if acts else 0
    for mention in find_names(layout.text, 0, until) if until else ():
        told = mention.kind in ("place", "gemeente") and not mention.against
        named = gazetteer.gemeente(mention.name) if told else None
        if named and not layout.is_noise(mention.start) and not _is_of_others(layout, mention.start):
            yield Candidate(
                "organisation", f"Gemeente {named.name}", mention.start, mention.end, ALONE, ALONE_WEIGHT
            )
