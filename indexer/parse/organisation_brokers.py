"""Who in a text seeks for somebody else: the broker, whatever it is called.

The sentence tells it: ``Voor de gemeente Epe zoekt Voorbeeld & Co een``, ``Voorbeeld & Co zoekt voor Stichting Nabij een``; so does
``wij zijn`` or ``werken bij`` where the client is another or is told by its kind alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from indexer.knowledge import places as gazetteer
from indexer.parse.layout import Layout
from indexer.parse.organisation_words import BRINGS, BY_HEAD, BY_TAIL, CAP, GEMEENTE, IS_A, NAME
from indexer.parse.windows import find_near, first_near

# A client that is told by its kind alone; what a broker calls one. "Onze organisatie" is the writer's own.
_CLIENT = r"(?:opdrachtgever|klant|relatie|client|customer)"
_BODY = r"(?:\w*gemeente|gemeentelijke organisatie|organisatie|\w*instelling|zorgaanbieder|municipality|organi[sz]ation)"
UNNAMED = (
    rf"(?:(?:een|deze|an?|this) (?:[\w-]+ ){{0,3}}(?:{_CLIENT}|{_BODY})"
    rf"|(?:onze|één van onze|our) (?:[\w-]+ ){{0,2}}{_CLIENT})(?:s|en)?\b(?!,? [A-Z])"
)
# What follows the one who seeks, or for whom: what is sought, or when.
_SOUGHT = r"(?=,? (?:een|per|tijdelijk|twee|met spoed|iemand|op korte termijn|an?)\b)"
_FOR_THEM = re.compile(
    rf"\b(?:[Vv]oor|[Nn]amens) (?:(?P<unnamed>{UNNAMED})[^.\n]{{0,60}}?|(?:de |het )?(?P<client>[^.,\n]{{3,80}}?),?) (?:zoekt|werft|vraagt) (?:de |het )?(?P<name>{NAME}){_SOUGHT}"
)
_FOR_ANOTHER = re.compile(
    rf"(?<![\w&] )\b(?P<name>{NAME}) (?:(?:zoekt|werft|is op zoek)(?= voor)|is(?= voor [^.\n]{{3,80}} op zoek naar\b)) voor (?:de |het )?(?P<client>(?:[Gg]emeente )?{NAME})(?:{_SOUGHT}| op zoek\b)"
)
# "Voor deze Zeeuwse gemeente zijn wij op zoek", "Our client is a semi-public organisation": who writes is not the client.
_WE_SEEK_FOR_ONE = re.compile(
    rf"\b[Vv]oor {UNNAMED}[^.\n]{{0,40}}? (?:zijn|zoeken|zoek|werven) (?:wij|we|ik)\b|\b[Oo]ur client is an? "
)
_WRITER = re.compile(
    rf"\b(?:[Ww]erken bij|[Ww]ij zijn|[Ww]e are) (?P<name>{NAME})|\b(?P<seeker>{NAME}) (?:is looking for you\b|zoekt (?:jou|jouw)\b)"
)
# "Wij zijn Voorbeeld." on a line of its own above what a gemeente seeks.
_ABOVE_ALL = re.compile(rf"\W*Wij zijn (?P<name>{CAP}(?: {CAP}){{0,3}})[.!]?[ \t]*\n")
_A_GEMEENTE_SEEKS = re.compile(
    r"\b[Gg]emeente [A-Z][\w'’ -]{2,40} (?:is (?:\w+ ){0,2}op zoek|zoekt|vraagt|huurt)\b"
)


_SEEKS_STEMS = (" zoekt ", " werft ", " vraagt ", "op zoek ")
_WE_STEMS = ("n wij ", "n we ", "ik ", "our client")
_WRITER_STEMS = ("werken bij ", "wij zijn ", "we are ", "looking for you", "zoekt jou")


def brokers(layout: Layout) -> frozenset[str]:
    """Names, in lower case, of those who seek for another in a text."""
    return _brokers(layout.text, layout.low)


@lru_cache(maxsize=4)
def _brokers(text: str, low: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _told(text, low))


def sought_for(layout: Layout) -> Iterator[tuple[int, int]]:
    """Where the names stand of those, gemeenten left out, for whom a broker seeks."""
    for found in _sentences(layout.text, layout.low):
        if found["client"] and not GEMEENTE.match(found["client"]):
            yield found.span("client")


def _sentences(text: str, low: str) -> Iterator[re.Match[str]]:
    for found in (
        *find_near(_FOR_THEM, text, low, _SEEKS_STEMS, 170, 90),
        *find_near(_FOR_ANOTHER, text, low, _SEEKS_STEMS, 90, 150),
    ):
        if _is_for_another(text, found):
            yield found


def _told(text: str, low: str) -> Iterator[str]:
    for found in _sentences(text, low):
        yield found["name"]
    if first_near(_WE_SEEK_FOR_ONE, text, low, _WE_STEMS, 170, 40):
        for found in find_near(_WRITER, text, low, _WRITER_STEMS, 90, 90):
            yield found["name"] or found["seeker"]
    head = _ABOVE_ALL.match(text)
    if head and _A_GEMEENTE_SEEKS.search(text, head.end()):
        yield head["name"]


def _is_for_another(text: str, found: re.Match[str]) -> bool:
    """Whether the one who seeks does so for a client: a gemeente, a body that is known by its name, or one told by its kind; and
    is no such body itself.
    """
    name, client = found["name"], found["client"]
    if client is not None and not (GEMEENTE.match(client) or BY_HEAD.fullmatch(client)):
        return False
    if BY_HEAD.match(name) or BY_TAIL.fullmatch(name) or gazetteer.gemeente(name):
        return False
    return name.removeprefix("De ").removeprefix("Het ") not in _bodies(text)


@lru_cache(maxsize=4)
def _bodies(text: str) -> frozenset[str]:
    """Names of which a text tells what kind of body they are, but for those who bring others to their clients."""
    return frozenset(told["name"] for told in IS_A.finditer(text) if not BRINGS.search(told[0]))
