"""Why a result is there, in a line: which words met and where, which filters it meets, and what it does not state.

Drawn from what the answer of the search holds already: the marked fragments, and the record under the filters asked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from app.search.request import SearchRequest
from app.search.weights import function_words
from app.wording import dutch
from app.wording.points import called
from app.wording.words import words
from indexer.index.keys import keys

MOST_WORDS: Final = 3
"""Of one field so many words are named; the marks in the fragment show the rest."""
MOST_NAMES: Final = 2
_MARK: Final = re.compile(r"<mark>(.*?)</mark>")
_BETWEEN: Final = re.compile(r"</mark>(\s+)<mark>")
_FIELDS: Final = (
    ("title", "in de titel"),
    ("organisation", "in de naam van de opdrachtgever"),
    ("text", "in de tekst"),
)
_SAME: Final = 5
"""Words that begin with so many equal letters are, for a reader, one word that met: inburgering, inburgeraars."""
_AREAS: Final = (("place", "name", "in {}"), ("gemeente", "gemeente", "in de gemeente {}"),
                 ("province", "province", "in {}"), ("region", "regions", "in de regio {}"))  # fmt: skip
_AMOUNTS: Final = {"hours": "uren", "rate": "tarief", "duration": "duur"}


@dataclass(frozen=True, slots=True)
class Reasons:
    """What met the search, and which of the things asked for the record leaves open."""

    met: Sequence[str] = ()
    unknown: Sequence[str] = ()


NO_REASONS: Final = Reasons()


def reasons(record: Mapping[str, Any], request: SearchRequest, competencies: Sequence[str]) -> Reasons:
    """The reasons of a hit. ``request`` holds what was typed as filters, ``competencies`` the labels of those that met."""
    met = [*_words(record.get("highlights", {}))]
    if competencies:
        more = len(competencies) - MOST_NAMES
        named = ", ".join(competencies[:MOST_NAMES]) + (f" en nog {more}" if more > 0 else "")
        met.append(f"{'competentie' if len(competencies) == 1 else 'competenties'} {named}")
    stated, unknown = _amounts(record, request)
    return Reasons([*met, *stated, *_where(record, request), *_others(record, request)], unknown)


def _words(highlights: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The words that met, each told once, at the weightiest place."""
    told: list[str] = []
    for field, place in _FIELDS:
        found: list[str] = []
        for word in _marked(highlights.get(field, ())):
            pieces = word.split()
            if not all(any(_alike(piece, other) for other in told) for piece in pieces):
                found.append(word)
                told += pieces
        if found:
            yield f"{dutch.listed([f'‘{word}’' for word in found[:MOST_WORDS]])} {place}"


def _marked(fragments: Iterable[str]) -> Iterator[str]:
    """The marked words in small letters, neighbours together."""
    for fragment in fragments:
        for found in _MARK.finditer(_BETWEEN.sub(r"\1", fragment)):
            yield html.unescape(found[1]).lower()


def _alike(word: str, other: str) -> bool:
    return (
        word == other
        or bool(stems(word) & stems(other))
        or (min(len(word), len(other)) >= _SAME and word[:_SAME] == other[:_SAME])
    )


def _amounts(record: Mapping[str, Any], request: SearchRequest) -> tuple[list[str], list[str]]:
    """Hours, rate and duration where they were asked for: what is stated, and which are not."""
    stated: list[str] = []
    unknown: list[str] = []
    for name in _AMOUNTS:
        bounds = (getattr(request, f"{name}_min"), getattr(request, f"{name}_max"))
        if bounds == (None, None):
            continue
        if text := _amount(name, record):
            stated.append(text)
        else:
            unknown.append(f"{_AMOUNTS[name]} {dutch.NOT_STATED}")
    return stated, unknown


def _amount(name: str, record: Mapping[str, Any]) -> str:
    """What the record states, empty where it does not."""
    if name == "hours":
        return dutch.amount_of_hours(record["hours"])
    if name == "duration":
        months = record["durationMonths"]
        return "" if months is None else f"duur {dutch.duration(months)}"
    figure = dutch.amount_of_rate(record["rate"])
    return figure and f"tarief {figure}" + (" (berekend)" if dutch.is_derived(record["rate"]) else "")


def _where(record: Mapping[str, Any], request: SearchRequest) -> Iterator[str]:
    distance = record.get("distanceKm")
    if request.near and distance is not None:
        yield f"op {dutch.distance(distance)} van {called(request.near, request.point)}"
    for parameter, field, pattern in _AREAS:
        asked = {value.casefold() for value in getattr(request, parameter)}
        named: list[str] = []
        for place in record["places"] if asked else ():
            value = place[field]
            values = [value] if isinstance(value, str) else (value or [])
            named += [name for name in values if name.casefold() in asked and name not in named]
        if named:
            yield pattern.format(dutch.listed(named))


def _others(record: Mapping[str, Any], request: SearchRequest) -> Iterator[str]:
    """The other filters: what is asked for by name or by day is stated by every hit."""
    if request.start_after or request.start_before:
        yield f"start {dutch.start(record)}"
    if request.organisation and record["organisation"]:
        yield f"opdrachtgever {record['organisation']}"
    forms = [form for form in record["contractForms"] if form in request.contract_form]
    if forms:
        yield f"{dutch.listed([words()['contractForm'][form].lower() for form in forms])} mogelijk"
    if request.education and record["education"]:
        yield f"opleiding {words()['education'][record['education']].lower()}"
    if request.remote and record["remote"]:
        yield str(words()["remote"][record["remote"]]).lower()
    if request.published_after and record["published"]:
        yield f"geplaatst op {dutch.day(record['published'])}"


@lru_cache(maxsize=4_096)
def stems(text: str) -> frozenset[str]:
    """The derivation keys of the words that say something."""
    return frozenset(
        stem for key in keys(text) if key.whole not in function_words() for stem in key.stems if len(stem) > 2
    )
