"""Who is told to act for others: gemeenten that work together as a region, a body that is the opdrachtgever of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.organisation_client import client
from indexer.parse.organisation_words import BY_HEAD, CAP, NAME
from indexer.parse.windows import find_near

_MOST = 20
# "De zeven gemeenten werken nauw samen als regio Voorbeeldland", "The municipalities cooperate as the Voorbeeld Region"
_AS_REGION = re.compile(
    rf"\b(?:gemeenten|municipalities)\b(?=[^.;\n]{{0,120}}\b(?:samen|werken|together|work|cooperate|collaborate)\b)[^.;\n]{{0,120}}?"
    rf"\b(?:(?:als|as)(?: (?:de|the))? (?P<name>(?:[A-Za-z]{{3,16}}r|R|r)egio (?P<bare>{CAP}(?:[ -](?:en |aan |de |van )?{CAP}){{0,3}}))"
    rf"|as (?:the )?(?P<english>(?P<before>{CAP}(?:[ -]{CAP}){{0,3}}) [Rr]egion)\b)"
)
_AS_REGION_STEMS = ("regio", " region")
_IT_ACTS = re.compile(
    r"\b(?:[Dd]e|[Tt]he) regio(?:n)? (?:onderzoekt|zoekt|wil|vraagt|heeft|huurt|start|is|werkt|staat|gaat|koopt|wants|is|seeks|has|needs)\b"
)
_REGION, _REGION_ACTS, _REGION_PLACE = 0.68, 0.8, 0.52
# "De Gemeente Epe treedt op als opdrachtgever namens de vijf gemeenten"
_AS_CLIENT = re.compile(
    rf"(?P<name>{NAME}),? (?:(?:treedt|trad) (?:\w+ )?op als|fungeert (?:\w+ )?als|(?:zal|gaat) (?:\w+ )?optreden als|is(?: (?:formeel|hierbij|hierin|daarbij|namens \w+))?|(?:acts|will act) as) "
    r"(?:(?:de|formeel|formele|penvoerend|gezamenlijk|the|contracting) ){0,2}(?:opdrachtgever|client|principal|contracting (?:authority|party))\b"
    r"(?! (?:van|voor|of|for) (?:de |the )?\w*(?:aanbieders|providers|aannemers))",
)
_AS_CLIENT_STEMS = ("opdrachtgever", "client", "principal", "contracting ")
_CLIENT = 0.88
_GEMEENTE = re.compile(r"(?:De )?[Gg]emeente ")


def read(layout: Layout) -> Iterator[Candidate]:
    """Candidates for ``organisation``, and for ``places`` the region that its gemeenten work as."""
    yield from _as_region(layout)
    yield from _as_client(layout)


def _as_region(layout: Layout) -> Iterator[Candidate]:
    text = layout.text
    for match in islice(find_near(_AS_REGION, text, layout.low, _AS_REGION_STEMS, 260, 60), _MOST):
        if layout.is_noise(match.start()):
            continue
        said = match["name"] or f"Regio {match['before']}"
        span = match.span("name" if match["name"] else "english")
        weight = _REGION_ACTS if _IT_ACTS.search(text, match.end()) else _REGION
        yield Candidate("organisation", said[0].upper() + said[1:], *span, "acts", weight)
        if area := gazetteer.resolve_area(match["bare"] or match["before"]):
            yield Candidate("places", area, *span, "acts", _REGION_PLACE)


def _as_client(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_AS_CLIENT, layout.text, layout.low, _AS_CLIENT_STEMS, 150, 60), _MOST):
        said = match["name"]
        kind = _GEMEENTE.match(said)
        found = gazetteer.gemeente(said[kind.end() :] if kind else said)
        if layout.is_noise(match.start()):
            continue
        if found is not None:
            yield Candidate("organisation", f"Gemeente {found.name}", *match.span("name"), "acts", _CLIENT)
        elif BY_HEAD.search(said):
            yield from client(layout, *match.span("name"), "acts", _CLIENT)
