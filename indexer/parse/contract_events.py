"""Where a text names contract forms, and where the words of leave and denial around them stand.

The words are those of :mod:`indexer.parse.contract_words`; what is said of the forms :mod:`indexer.parse.contract_verdicts` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from indexer.parse.contract_words import AGENCY, BANNED, FORMS, LEAVE
from indexer.parse.openings import openings
from indexer.record import CONTRACT_FORMS

# What begins at a word, by kind; the forms go before the words around them.
_OF_WORDS = {
    **{form: "|".join(words) for form, words in FORMS.items()},
    "outside": r"buiten (?:een )?dienstbetrekking|(?:geen|niet) (?:sprake van |is van )?(?:een )?(?:fictieve |echte )?dienstbetrekking|dba[- ]?proof|voor eigen rekening|(?:zonder|geen) (?:\w+ )?(?:werkgeversgezag|gezagsverhouding|gezagsrelatie)",
    "inside": r"binnen (?:een )?dienstbetrekking",
    "fine": r"sluit(?:en)? (?:we|wij) (?:zeker |ook )?niet uit|geen (?:enkel )?(?:probleem|bezwaar|voorkeur)|no problem|no objection|maakt (?:\w+ ){0,2}(?:niet|niks|weinig) uit|om het even|niet (?:\w+ )?(?:uitgesloten|buitengesloten)|not excluded",
    "banned": BANNED,
    "not": r"(?:ge)?stopt? met|niets voor|niet (?:\w+ )?(?:voldaan|voldoen|voldoet)|voldoet niet|g[eé][eé]n|n[ií]et(?! meer dan)|zonder|nooit|noch|neen?|nope|sluit(?:en)?(?= [^.;]{3,60}\buit\b)|no|not|neither|outside(?: of)? the scope of",
    "only": r"alleen(?: maar| nog)?|uitsluitend|enkel|slechts|only|exclusively|solely",
    "leave": LEAVE,
    "agency": AGENCY,
    "basis": r"op basis van|via|door middel van|on a|als",
    "turn": r"maar|echter|doch|but|however",
}
_EVENT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _OF_WORDS.items()) + r")(?!\w)"
    r"|(?P<bracket>\()|(?P<comma>,)|(?P<stop>[;.](?=\s))|(?P<tick>[✓✔✅])|(?P<cross>[✗✘❌✖])"
)
# Where an event can begin at all: at a sign, or at a word with which one of the patterns begins.
_TOKEN = re.compile(r"\w+|[(,;.✓✔✅✗✘❌✖]")
_opened = openings(re.compile(r"\b(?:" + "|".join(_OF_WORDS.values()) + ")"))
_SIGNS = {"fine": "leave", "tick": "leave", "cross": "not"}
_SUBJECTS = frozenset((*CONTRACT_FORMS, "agency", "outside", "inside"))


class Event(NamedTuple):
    """A word that names a form or says something of one, by its kind (a group of the pattern) and offsets."""

    kind: str
    start: int
    end: int


def named_forms(words: str) -> list[str]:
    """The forms that words in lower case name, each once."""
    return list(dict.fromkeys(e.kind for e in _events(words, 0, len(words)) if e.kind in CONTRACT_FORMS))


@lru_cache(maxsize=50_000)
def _may_open(token: str) -> bool:
    return not token[0].isalnum() or _opened(token) != 0


def _events(text: str, start: int, end: int) -> Iterator[Event]:
    done = start
    for token in _TOKEN.finditer(text, start, end):
        at = token.start()
        if at >= done and _may_open(token[0]) and (match := _EVENT.match(text, at, end)):
            kind = str(match.lastgroup)
            done = match.end()
            yield Event(_SIGNS.get(kind, kind), at, done)


def events_in(text: str, start: int, end: int) -> list[Event]:
    """The forms and the words of leave and denial in order; empty where none is a form or speaks of the law."""
    found = list(_events(text, start, end))
    return found if any(event.kind in _SUBJECTS for event in found) else []
