"""A thousand deterministic searches, each of a named class, over the words and facts that :mod:`tests.benchmarks.records` uses.

Words are drawn by their rank (Zipf), as people ask for what is often written; function words are left out. Rare words would
make every search cheap, so none is drawn from beyond :data:`DEEPEST`.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from app.search.request import SearchRequest, locate
from indexer.knowledge import places
from indexer.knowledge.competencies import competencies
from tests.benchmarks.assignments import FUNCTION, ROLES, vocabulary

FACETS: Final = ("province", "competency", "contractForm", "education", "hours", "rate")
DEEPEST: Final = 3_000
_TOWNS = "Utrecht Zwolle Enschede Groningen Breda Eindhoven Almere Leiden Arnhem Maastricht".split()
_REGIONS = "Twente|Drechtsteden|Foodvalley|Holland Rijnland|Haaglanden|Midden-Brabant|Achterhoek".split("|")
_ALONE: Final = SearchRequest(facets=(), highlight=False)


@dataclass(frozen=True, slots=True)
class Search:
    """One search of the mix, with the class it belongs to."""

    kind: str
    request: SearchRequest


@cache
def _words() -> tuple[list[str], list[float]]:
    ranked = vocabulary()[0][:DEEPEST]
    kept = [(word, 1 / rank) for rank, word in enumerate(ranked, 1) if word not in FUNCTION and len(word) > 3]
    return [word for word, _ in kept], list(itertools.accumulate(weight for _, weight in kept))


def _word(chance: random.Random) -> str:
    words, sums = _words()
    return chance.choices(words, cum_weights=sums)[0]


def _two(chance: random.Random) -> str:
    first = second = _word(chance)
    while second == first:
        second = _word(chance)
    return f"{first} {second}"


def _one_filter(chance: random.Random) -> dict[str, Any]:
    """A filter by one or two values, none of them that of a facet that is counted."""
    drawn: tuple[dict[str, Any], ...] = (
        {"remote": (chance.choice(("hybrid", "onsite", "remote")),)},
        {"region": (_region(chance),)},
        {"duration_min": 3.0, "duration_max": 12.0},
        {"remote": ("hybrid", "remote"), "duration_min": 6.0},
    )
    return chance.choice(drawn)


def _region(chance: random.Random) -> str:
    return chance.choice([name for name in _REGIONS if places.region(name)])


def _selected(chance: random.Random) -> dict[str, Any]:
    """Choices in one or two of the facets that are counted."""
    drawn: list[dict[str, Any]] = [
        {"province": tuple(sorted(chance.sample(sorted(places.provinces()), 2)))},
        {"contract_form": ("zzp",)},
        {"education": tuple(sorted(chance.sample(("mbo", "hbo", "wo"), 2)))},
        {"competency": tuple(sorted(chance.sample(sorted(competencies()), 2)))},
    ]
    chosen = chance.sample(drawn, chance.choice((1, 1, 2)))
    return {name: value for choice in chosen for name, value in choice.items()}


def _range(chance: random.Random) -> dict[str, Any]:
    low = chance.randrange(60, 110, 5)
    return {"rate_min": float(low), "rate_max": float(low + chance.choice((10, 20, 30)))}


def _mistyped(chance: random.Random) -> str:
    """A word of at least seven letters with one slip of the finger inside it."""
    word = _word(chance)
    while len(word) < 7:
        word = _word(chance)
    at = chance.randrange(2, len(word) - 2)
    slips = (word[:at] + word[at + 1 :], word[:at] + word[at] * 2 + word[at + 1 :],
             word[:at] + word[at + 1] + word[at] + word[at + 2 :])  # fmt: skip
    return chance.choice(slips)


def _near(chance: random.Random) -> dict[str, Any]:
    town = chance.choice(_TOWNS)
    return {"near": town, "point": locate(town), "radius_km": float(chance.choice((10, 25, 50)))}


def _sorted(chance: random.Random) -> dict[str, Any]:
    return {"sort": chance.choice(("published", "deadline", "rate", "start"))}


Values = Callable[[random.Random], dict[str, Any]]
_MADE: Final[dict[str, tuple[int, Values]]] = {
    "words": (150, lambda chance: {"q": _word(chance)}),
    "and": (150, lambda chance: {"q": _two(chance)}),
    "filter": (100, lambda chance: {"q": _word(chance), **_one_filter(chance), **_selected(chance)}),
    "region": (100, lambda chance: {"q": _word(chance), "region": (_region(chance),)}),
    "rate range": (100, lambda chance: {"q": _word(chance), **_range(chance)}),
    "facets": (100, lambda chance: {"q": _word(chance), **_one_filter(chance), "facets": FACETS}),
    "multi-select": (100, lambda chance: {"q": _word(chance), **_selected(chance), "facets": FACETS}),
    "sort": (50, lambda chance: {"q": _word(chance), **_sorted(chance)}),
    "radius": (50, lambda chance: {"q": _word(chance), **_near(chance)}),
    "prefix": (50, lambda chance: {"q": f"{chance.choice(ROLES).lower()[: chance.randint(4, 6)]}*"}),
    "typing error": (50, lambda chance: {"q": _mistyped(chance)}),
}
KINDS: Final = tuple(_MADE)


def searches() -> list[Search]:
    """The mix: a thousand searches, in an order that mixes the classes."""
    mixed = [one for kind in KINDS for one in of_kind(kind)]
    random.Random("order").shuffle(mixed)
    return mixed


def of_kind(kind: str) -> list[Search]:
    """The searches of one class, always the same."""
    count, values = _MADE[kind]
    chance = random.Random(f"search {kind}")
    return [Search(kind, replace(_ALONE, **values(chance))) for _ in range(count)]


def filters_alone(count: int = 40) -> list[Search]:
    """No words, filters and all facets: what every peer must find alike, to the last document."""

    def made() -> Iterator[Search]:
        chance = random.Random("filters alone")
        for number in range(count):
            values = {**_one_filter(chance), **(_selected(chance) if number % 2 else _range(chance))}
            yield Search("filters alone", replace(_ALONE, **values, sort="published", facets=FACETS))

    return list(made())
