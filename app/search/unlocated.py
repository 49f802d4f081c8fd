"""What someone meant who asked to measure from what is no known point: a province or region, or a place with a slip of the pen."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import Final

from app.search.parameters import LONGEST_NAME
from indexer.knowledge import places
from indexer.language.lexicon import fold

_ALIKE: Final = 0.82
"""How alike two names are, from 0 to 1, of which one may stand for the other: *zwole* is *zwolle*, *parijs* is not *rijs*."""
_AREAS: Final = {"province": "een provincie", "region": "een regio"}

Instead = tuple[str, str]
"""A parameter and its value."""


def instead(near: str) -> Instead | None:
    """The filter or place that was likely meant by ``near``, which :func:`indexer.knowledge.places.locate` does not know; ``None``
    where nothing is like it.
    """
    if name := places.province(near):
        return "province", name
    area = places.region(near)
    members = set(area.members) & places.gemeenten().keys() if area else ()
    if area and any(area.name in places.regions_of(member) for member in members):
        return "region", area.name
    found = difflib.get_close_matches(fold(near)[:LONGEST_NAME], _towns(), n=1, cutoff=_ALIKE)
    return ("near", _towns()[found[0]]) if found else None


def told(shown: str, meant: Instead | None) -> str:
    """What is wrong with it, in Dutch, and what may be given; ``shown`` is the value as a message shows it."""
    may_be = "geef een woonplaats, een gemeente, een postcode (1234 of 1234AB) of een breedte- en lengtegraad (52.35,6.66)"
    if meant is None:
        return f"de plaats {shown} is niet bekend; {may_be}"
    name, value = meant
    if name in _AREAS:
        return f"{shown} is {_AREAS[name]}, geen plaats om van te meten; filter daarop ({name}={value}), of {may_be}"
    return f"de plaats {shown} is niet bekend; bedoelde u {value}? Of {may_be}"


@cache
def _towns() -> Mapping[str, str]:
    """Places and gemeenten by their folded names."""
    names = [*places.place_aliases(), *places.gemeenten(), *(one.name for one in places.woonplaatsen())]
    return {fold(name): name for name in names if places.locate(name) is not None}
