"""Says in plain Dutch why a hit stands where it stands: which word met what, and what that added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson
from tantivy import DocAddress, Query, Searcher

from app.search.query import TextQuery, Word

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
_GAINS: Final = {"open": "de opdracht staat nog open"}
_RECENT: Final = "korter dan {days} dagen geleden geplaatst"
_ALL_MET: Final = "alle woorden komen voor"
_TOGETHER: Final = "de woorden staan bij elkaar"


def explanation(
    text: TextQuery, searcher: Searcher, address: DocAddress, total: float, strict: TextQuery | None = None
) -> dict[str, Any]:
    """``{"score", "parts": [{"word", "text", "value"}]}``; the values add up to the score.

    ``total`` is the score the hit was found with, ``address`` where it lies; ``strict`` the words of which meeting
    all was a gain.
    """
    parts: list[dict[str, Any]] = []
    for group in text.groups:
        sides = [(sum(_worth(word.query, searcher, address) for word in side), side) for side in group]
        worth, side = max(sides, key=lambda pair: pair[0])
        if worth > 0:
            parts += [_word_part(word, searcher, address) for word in side]
    parts += [_word_part(word, searcher, address) for word in text.optional]
    parts += [_part(None, _TOGETHER, _worth(query, searcher, address)) for query in text.together]
    if strict is not None and strict.all_met is not None:
        parts.append(_part(None, _ALL_MET, _worth(strict.all_met, searcher, address)))
    for name, query in text.gains if text.ranks else ():
        said = _GAINS.get(name) or _RECENT.format(days=name.removeprefix("recent-"))
        parts.append(_part(None, said, _worth(query, searcher, address)))
    return {"score": total, "parts": [part for part in parts if part["value"] > 0]}


def _part(word: str | None, said: str, worth: float) -> dict[str, Any]:
    return {"word": word, "text": said, "value": worth}


def _word_part(word: Word, searcher: Searcher, address: DocAddress) -> dict[str, Any]:
    worths = [(_worth(way.query, searcher, address), way) for way in word.alternatives]
    _, best = max(worths, key=lambda pair: pair[0])
    said = _HOW[best.how].format(word=word.text, via=best.via, where=_FIELDS[best.field])
    return _part(word.text, said, _worth(word.query, searcher, address))


def _worth(query: Query, searcher: Searcher, address: DocAddress) -> float:
    """What one query adds for a document; 0 where it does not meet it, which tantivy tells by a
    ``ValueError``.
    """
    try:
        return float(orjson.loads(query.explain(searcher, address).to_json())["value"])
    except ValueError:
        return 0.0


def total_of(parts: Sequence[dict[str, Any]]) -> float:
    """The sum of what the parts of an explanation added."""
    return float(sum(part["value"] for part in parts))
