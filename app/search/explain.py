"""Says in plain Dutch why a hit stands where it stands: which word met what, and what that added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.search.dialect import Clause
from app.search.query import Word
from app.search.reader import Doc
from app.search.text_query import TextQuery

_FIELDS: Final = {
    "title": "in de titel",
    "competency_text": "bij de competenties",
    "place_text": "bij de plaats",
    "organisation_text": "in de naam van de organisatie",
    "body": "in de tekst",
}
_HOW: Final = {
    "whole": "‘{word}’ staat {where}",
    "part": "‘{word}’ staat {where} als deel van een samenstelling of als losse delen",
    "stem": "‘{word}’ staat {where} in een verwante vorm",
    "separate": "de delen van ‘{word}’ staan {where}",
    "phrase": "‘{word}’ staat letterlijk {where}",
    "piece": "van ‘{word}’ staat alleen ‘{via}’ {where}",
    "joined": "‘{via}’ staat {where}, aan elkaar geschreven",
    "same": "‘{via}’ staat {where}, een ander woord voor ‘{word}’",
    "near": "‘{via}’ staat {where}, verwant aan ‘{word}’",
    "wider": "‘{via}’ staat {where}, een soort van ‘{word}’",
    "prefix": "een woord dat begint met ‘{word}’ staat {where}",
}
_GAINS: Final = {
    "open": "de opdracht staat nog open",
    "stated-hours": "de opdracht noemt uren, en die passen",
    "stated-rate": "de opdracht noemt een tarief, en dat past",
    "stated-duration": "de opdracht noemt een duur, en die past",
}
_RECENT: Final = "korter dan {days} dagen geleden geplaatst"
_ALL_MET: Final = "alle woorden komen voor"
_TOGETHER: Final = "de woorden staan bij elkaar"


Worth = Callable[[Clause, Doc], float]
"""What a query adds for a record."""


def queries_of(text: TextQuery, strict: TextQuery | None) -> list[Clause]:
    """Every query whose worth an explanation may ask for."""
    found = [
        query for word in text.words for query in (word.query, *(way.query for way in word.alternatives))
    ]
    found += text.together
    if strict is not None and strict.all_met is not None:
        found.append(strict.all_met)
    return [*found, *(query for _, query in text.gains.named)]


def explanation(
    text: TextQuery, worth: Worth, doc: Doc, total: float, strict: TextQuery | None = None
) -> dict[str, Any]:
    """``{"score", "parts": [{"word", "text", "value"}]}``; the values add up to the score.

    ``total`` is the score the hit was found with; ``worth`` answers for :func:`queries_of`; ``strict`` are the words of
    which meeting all was a gain.
    """
    parts: list[dict[str, Any]] = []
    for group in text.groups:
        sides = [(sum(worth(word.query, doc) for word in side), side) for side in group]
        most, side = max(sides, key=lambda pair: pair[0])
        if most > 0:
            parts += [_word_part(word, worth, doc) for word in side]
    parts += [_part(None, _TOGETHER, worth(query, doc)) for query in text.together]
    if strict is not None and strict.all_met is not None:
        parts.append(_part(None, _ALL_MET, worth(strict.all_met, doc)))
    for name, query in text.gains.named if text.ranks else ():
        said = _GAINS.get(name) or _RECENT.format(days=name.removeprefix("recent-"))
        parts.append(_part(None, said, worth(query, doc)))
    return {"score": total, "parts": [part for part in parts if part["value"] > 0]}


def _part(word: str | None, said: str, value: float) -> dict[str, Any]:
    return {"word": word, "text": said, "value": value}


def _word_part(word: Word, worth: Worth, doc: Doc) -> dict[str, Any]:
    worths = [(worth(way.query, doc), way) for way in word.alternatives]
    _, best = max(worths, key=lambda pair: pair[0])
    said = _HOW[best.how].format(word=word.text, via=best.via, where=_FIELDS[best.field])
    return _part(word.text, said, worth(word.query, doc))
