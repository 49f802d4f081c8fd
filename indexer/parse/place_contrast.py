"""Where the work is after all, told against another place, and where it is told not to be.

``Niet in Maarssen maar in Breukelen``, ``je bureau staat in Brielle``: whoever writes that knows what the lines above say, so it
goes before a label, an address and the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.place_hints import Hints, beside, to_place
from indexer.parse.place_names import key_of
from indexer.parse.place_values import names_in_value
from indexer.parse.windows import find_near

_WEIGHT = 0.94  # above a label
_IN = r"(?:in|te|at)"
_DESK = r"(?:bureau|werkplek|werkkamer|werkplaats|standplaats|desk|workplace)"
_TOWN = r"(?P<{}>[A-Z][^.,;:()\n]{{2,40}})"
_CONTRAST = re.compile(
    rf"\b(?:niet|not) (?:meer |langer |any longer )?{_IN} [A-Z][^.;:\n]{{2,40}},? (?:maar|but) (?:juist |wel |gewoon )?{_IN} {_TOWN.format('instead')}"
    rf"|(?:plaats|locatie|plek|place|location) (?:is|wordt|becomes) (?:dus |nu |now )?(?:niet|not) (?:meer |langer |any longer )?(?:in )?[A-Z][^.;:\n]{{2,40}},? (?:maar|but) (?:juist |wel |gewoon )?(?:in )?{_TOWN.format('moved')}"
    rf"|\b(?:maar|doch|but|en daarmee|and so) (?:[^.;:\n]{{0,20}} )?(?:je|jouw|uw|your) (?:eigen |own )?{_DESK},? (?:\w+ ){{0,4}}?{_IN} {_TOWN.format('desk')}"
    rf"|\b(?:waar|where) (?:je|u|you) (?:je |uw |your )?(?:werk(?:t|zaamheden)?|work)(?: (?:doet|verricht|gaat doen|do))?,? (?:ligt|staat|is|zit|bevindt zich) {_IN} {_TOWN.format('where')}"
    rf"|\b(?:je|jouw|uw|your) (?:eigen |own )?{_DESK} (?:\w+ ){{0,3}}?{_IN} {_TOWN.format('not_there')}, (?:dus |en |and )?(?:niet|not) (?:op|in|te|at)\b"
)
# With the word before or behind it: "niet" and "bureau" stand in every other sentence.
_DENIALS = tuple(f"{no} {still}{where} " for no in ("niet", "not") for still in ("", "meer ", "langer ", "any longer ") for where in ("in", "te", "at"))  # fmt: skip
_OWN_DESKS = tuple(f"{own} {desk}" for own in ("je", "jouw", "uw", "your", "eigen", "own") for desk in ("bureau", "werkplek", "werkkamer", "werkplaats", "standplaats", "desk", "workplace"))  # fmt: skip
_STEMS = (*_DENIALS, *_OWN_DESKS, "waar je", "waar u", "where you", "locatie is", "locatie wordt", "plaats is", "plaats wordt", "plek is", "plek wordt", "place is", "place becomes", "location is", "location becomes")  # fmt: skip
_NAME = r"(?P<{}>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
# Towns that are told for what they are not: "dus niet op ons kantoor in Assen", "Ons kantoor in Leusden hoef je niet te bezoeken",
# "The town hall is in Haarlem, but that is not where you will be".
_NOT_AT = re.compile(
    r"\b(?:niet|not) (?:op|vanuit|bij|at) (?:ons|het|onze|our) (?:[a-z]+ )?(?:kantoor|vestiging|bureau|office) (?:in|te) "
    + _NAME.format("not_at")
    + rf"|\b[Oo]ns kantoor in {_NAME.format('spared')} hoeft? (?:je|u|niemand)\b"
    + rf"|\b(?:in|te) {_NAME.format('elsewhere')}, (?:but that is not where|maar daar (?:werk|zit|ben) (?:je|u) niet)\b"
)
_NOT_AT_STEMS = (
    "kantoor in ", "kantoor te ", "vestiging in ", "vestiging te ", "bureau in ", "bureau te ", "office in ",
    "but that is not", "maar daar ",
)  # fmt: skip
_OF_A_TALK = re.compile(r"gesprek|kennismak|interview|bijeenkomst|informatie|cursus|training|meeting", re.I)
_BACK = 60  # characters of the sentence before


def told_against(layout: Layout, hints: Hints) -> Iterator[Candidate]:
    """Candidates for ``places`` told against another place; a talk or a meeting held elsewhere is none."""
    text = layout.text
    for match in find_near(_CONTRAST, text, layout.low, _STEMS, 40, 130):
        start, end = match.span(match.lastgroup or 0)
        first = text[max(text.rfind(".", 0, match.start()), match.start() - _BACK, 0) : end]
        inside = [m for m in names_in_value(text, start, end) if m.start == start]
        if not inside or layout.is_noise(start) or _OF_A_TALK.search(first):
            continue
        place = to_place(inside[0], hints, beside(text, inside[0], inside))
        if place is not None and place.gemeente:
            yield Candidate("places", place, match.start(), inside[0].end, "told", _WEIGHT)


def told_not_to_be(layout: Layout) -> set[str]:
    """Keys of towns where the text says that the work is not: ``dus niet op ons kantoor in Assen``."""
    return {
        key_of(match[match.lastgroup or 0])
        for match in find_near(_NOT_AT, layout.text, layout.low, _NOT_AT_STEMS, 70, 60)
    }
