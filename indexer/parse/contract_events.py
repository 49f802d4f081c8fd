"""Where a text names contract forms, and where the words of leave and denial around them stand.

The words are those of :mod:`indexer.parse.contract_words`; what is said of the forms :mod:`indexer.parse.contract_verdicts` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.parse.contract_words import AGENCY, BANNED, FORMS, LEAVE
from indexer.parse.openings import alternatives, openings
from indexer.record import CONTRACT_FORMS

# What begins at a word, by kind; the forms go before the words around them.
_OF_WORDS = {
    **{form: "|".join(words) for form, words in FORMS.items()},
    "outside": r"buiten (?:een )?dienstbetrekking|outside (?:of )?employment|(?:geen|niet) (?:sprake van |is van )?(?:een )?(?:fictieve |echte )?dienstbetrekking|dba[- ]?proof|voor eigen rekening|(?:zonder|geen) (?:\w+ )?(?:werkgeversgezag|gezagsverhouding|gezagsrelatie)",
    "inside": r"binnen (?:een )?dienstbetrekking",
    "fine": r"(?:een )?(?:groot |echt )?(?:probleem|bezwaar|belemmering|breekpunt|struikelblok)(?: voor [^.;?]{1,25})?\? ?(?:\w+: )?(?:nee|neen|welnee|helemaal niet|geenszins)(?: hoor)?(?:, (?:helemaal|zeker) niet)?|sluit(?:en)? (?:we|wij) (?:zeker |ook )?niet uit|geen (?:enkel )?(?:probleem|bezwaar|voorkeur|punt|issue|belemmering|enkele belemmering)|no problem|no objection|(?:is|are)(?: not|n['’]t) (?:a |an )?(?:problem|issue|obstacle)\b|maakt (?:\w+ ){0,2}(?:niet|niks|weinig) uit|om het even|niet (?:\w+ )?(?:uitgesloten|buitengesloten)|not excluded",
    "banned": BANNED,
    "not": r"(?:wo|do|does|ca|would)n['’]t (?:be able to |currently |actually )?(?:take|hire|accept|want|work with|use|consider|engage|contract)\b|(?:is|are)n['’]t (?:\w+ )?(?:allowed|possible|an option|eligible|accepted|permitted|welcome)\b|ook (?:niet|geen)\b|(?:ge)?stopt? met|niets voor|niet (?:\w+ )?(?:voldaan|voldoen|voldoet)|voldoet niet|g[eé][eé]n|n[ií]et(?! meer dan)|zonder(?! (?:de |een )?(?:verplichting|plicht)\b)|nooit|niemand|evenmin|noch|neen?|nope|sluit(?:en)?(?= [^.;]{3,60}\buit\b)|no|not|neither|outside(?: of)? the scope of",
    "only": r"alleen(?: maar| nog)?(?! (?:met een (?:goedgekeurde )?modelovereenkomst|als (?:je|u)|indien|mits)\b)|uitsluitend|enkel|slechts|only|exclusively|solely",
    "leave": LEAVE,
    "agency": AGENCY,
    "basis": r"op basis van|via|door middel van|on a|als",
    "turn": r"maar|echter|doch|but|however",
}
_MARKS = dict.fromkeys("✓✔✅", "tick") | dict.fromkeys("✗✘❌✖", "cross") | {"(": "bracket", ",": "comma"}
# "Zzp is niet mogelijk, je komt bij ons in dienst": a comma that parts two sentences.
_OPENS_SENTENCE = re.compile(r",\s(?:(?:je|jij|u) (?:komt|wordt|werkt|treedt)|want|dus|(?<=niet, )dan)\b")
_STOPS = ".;"  # where a blank follows
# Where an event can begin at all: at a sign, or at a word with which one of the patterns begins.
_TOKEN = re.compile(r"\w+|[(,;.✓✔✅✗✘❌✖]")
_opened = openings(*(rf"\b(?:{words})" for words in _OF_WORDS.values()))
# The same for each alternative of a kind: a form is said in dozens of ways, of which a word begins one or two.
_WAYS = {kind: tuple(alternatives(words)) for kind, words in _OF_WORDS.items()}
_opened_ways = {kind: openings(*(rf"\b(?:{way})" for way in ways)) for kind, ways in _WAYS.items()}
_SIGNS = {"fine": "leave", "tick": "leave", "cross": "not"}
_SUBJECTS = frozenset((*CONTRACT_FORMS, "agency", "outside", "inside"))
# "Dienstreizen worden op declaratiebasis vergoed", "reistijd is voor eigen rekening": how costs are paid, and no form of hire.
_HOW_PAID = ("op declaratie", "op factuur", "voor eigen rekening")
_COSTS = r"\b(?:(?:dienst|werk)?reis(?:tijd|uren|kosten)?|(?:dienst)?reizen|\w*kosten|kilometer\w*|km|parke(?:er|ren)\w*|woon-? ?werk\w*|(?:reis|onkosten|kilometer|thuiswerk|verhuis)\w*vergoeding(?:en)?|declaraties|travel|expenses)\b"
_COSTS_BEFORE = re.compile(rf"{_COSTS}[^.;,:\n]*$")
_COSTS_BEHIND = re.compile(
    rf"[^.;,:\n]{{0,40}}?(?:{_COSTS}|\b(?:vergoed|uitbetaald|terugbetaald|reimbursed)\b)"
)
_COSTS_REACH = 80  # characters


class Event(NamedTuple):
    """A word that names a form or says something of one, by its kind (a group of the pattern) and offsets."""

    kind: str
    start: int
    end: int


def named_forms(words: str) -> list[str]:
    """The forms that words in lower case name, each once."""
    return list(dict.fromkeys(e.kind for e in _events(words, 0, len(words)) if e.kind in CONTRACT_FORMS))


@lru_cache(maxsize=1_000)
def _of_ways(ways: tuple[tuple[str, int], ...]) -> re.Pattern[str]:
    """Of each kind the ways whose bit is set, tried in the order of :data:`_OF_WORDS`."""
    kinds = (
        rf"(?P<{kind}>{'|'.join(way for bit, way in enumerate(_WAYS[kind]) if mask >> bit & 1)})"
        for kind, mask in ways
    )
    return re.compile(r"\b(?:" + "|".join(kinds) + r")(?!\w)")


@lru_cache(maxsize=50_000)
def _beginning_with(word: str) -> re.Pattern[str] | None:
    """What may begin with a word: most words begin nothing, and those that do one or two kinds."""
    mask = _opened(word)
    kinds = [kind for bit, kind in enumerate(_OF_WORDS) if mask >> bit & 1]
    ways = tuple((kind, own) for kind in kinds if (own := _opened_ways[kind](word)))
    return _of_ways(ways) if ways else None


def _events(text: str, start: int, end: int) -> Iterator[Event]:
    done = start
    for token in _TOKEN.finditer(text, start, end):
        at, last = token.span()
        if at < done:
            continue
        word = token[0]
        if word == "," and _OPENS_SENTENCE.match(text, at, end):
            done = last
            yield Event("stop", at, last)
        elif (sign := _MARKS.get(word)) or (word in _STOPS and last < end and text[last].isspace()):
            done = last
            kind = sign or "stop"
            yield Event(_SIGNS.get(kind, kind), at, last)
        elif (pattern := _beginning_with(word)) and (match := pattern.match(text, at, end)):
            kind = str(match.lastgroup)
            done = match.end()
            yield Event(_SIGNS.get(kind, kind), at, done)


def events_in(text: str, start: int, end: int) -> list[Event]:
    """The forms and the words of leave and denial in order; empty where none is a form or speaks of the law."""
    found = [event for event in _events(text, start, end) if not _is_of_costs(text, event, start, end)]
    return found if any(event.kind in _SUBJECTS for event in found) else []


def _is_of_costs(text: str, event: Event, start: int, end: int) -> bool:
    """Whether words tell how costs, travel or an allowance are paid."""
    if event.kind not in ("zzp", "outside") or not text.startswith(_HOW_PAID, event.start):
        return False
    before = text[max(event.start - _COSTS_REACH, start) : event.start]
    return bool(_COSTS_BEFORE.search(before) or _COSTS_BEHIND.match(text, event.end, end))
