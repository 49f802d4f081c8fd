"""Places in a typed query: a radius, an area around, a province, a region, a gemeente or a town, by the gazetteer.

A name that is an ordinary word counts only behind a cue (*in*, *gemeente*, *omgeving*) or where a capital
gives it away. A name of both a gemeente and a province is that of the province, which holds both, unless the query says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, Final

from app.search.chips import Chip, Piece
from app.search.weights import function_words
from indexer.knowledge import places
from indexer.language.inflection import known_lemma
from indexer.language.lexicon import fold

_MOST_WORDS: Final = 5
_WORD: Final = re.compile(r"[^\s,;()\"]+")
_NEEDS_CUE: Final = frozenset({"word", "weak_word", "reviewed"})
"""Kinds of names that are words as well. Surnames need no cue here: nobody types one to find work."""


def read_places(q: str, table: dict[str, Any], label: str) -> list[Chip]:
    """The places of a query, from left to right, without overlap. ``label`` is the wording of a radius.

    Filters of two kinds must both hold: two places of which one will do, a gemeente and a region, stay text.
    """
    found = list(_places(q, table, label))
    both, either = (re.compile(table[kind], re.IGNORECASE) for kind in ("both", "either"))
    text: set[int] = set()
    for n, (one, other) in enumerate(pairwise(found)):
        if both.fullmatch(q, one.end, other.start):
            found[n], found[n + 1] = _beside_gemeente(found[n], other), _beside_gemeente(other, found[n])
            if _kind_of(found[n]) != _kind_of(found[n + 1]) and either.fullmatch(q, one.end, other.start):
                text.update((n, n + 1))
    return [chip for n, chip in enumerate(found) if n not in text]


def _kind_of(chip: Chip) -> frozenset[str]:
    return frozenset(dict(chip.shown))


def _beside_gemeente(chip: Chip, other: Chip) -> Chip:
    """A province that is one of two places, as the gemeente of that name where the other is one: *Amsterdam of Utrecht*."""
    both = dict(chip.shown).keys() | dict(other.shown).keys()
    own = places.gemeente(chip.label) if both == {"province", "gemeente"} else None
    if own is None or "province" not in dict(chip.shown):
        return chip
    return Piece(chip.text, chip.start, chip.end).chip(own.name, {"gemeente": own.name})


def _places(q: str, table: dict[str, Any], label: str) -> Iterator[Chip]:
    cues = [(kind, re.compile(table[kind], re.IGNORECASE)) for kind in _CUED]
    behind = [re.compile(table[kind], re.IGNORECASE) for kind in ("radius_behind", "around_behind")]
    at = 0
    for word in _WORD.finditer(q):
        if word.start() < at:
            continue
        chip = _cued(q, word.start(), cues, table, label) or _bare(q, word.start())
        if chip is not None:
            chip = _widened(q, chip, behind, table, label)
            at = chip.end
            yield chip


def _widened(q: str, chip: Chip, behind: list[re.Pattern[str]], table: dict[str, Any], label: str) -> Chip:
    """A place with what stands behind it of its surroundings: *Amsterdam e.o.*, *rondom Eindhoven 40 km*."""
    found = next((found for pattern in behind if (found := pattern.match(q, chip.end))), None)
    if found is None or any(map(str.isdigit, chip.text)):  # how far is said before it already
        return chip
    name = dict(chip.shown).get("near", chip.label)
    radius = float(found.groupdict().get("radius") or table["around_km"])
    piece = Piece(q[chip.start : found.end()], chip.start, found.end())
    return _near(name, radius, piece, label) or chip


_NO_PLACES: Final = frozenset({"nederland", "holland"})
"""Names of hamlets that whoever types them does not mean."""
_TOWN: Final = 5_000
_LARGE_TOWN: Final = 15_000
"""Inhabitants from which the town is meant rather than a rare word of that name: behind a cue, and without one."""
_WEAK_CUES: Final = frozenset({"voor", "bij"})
"""What stands before people and things as often as before places."""
_CUED: Final = ("radius", "around", "province", "gemeente", "in")


def _cued(
    q: str, start: int, cues: list[tuple[str, re.Pattern[str]]], table: dict[str, Any], label: str
) -> Chip | None:
    for kind, pattern in cues:
        cue = pattern.match(q, start)
        if cue is None or (start and q[start - 1].isalnum()):
            continue
        for name, end in _names(q, cue.end()):
            piece = Piece(q[start:end], start, end)
            chip = _meant(kind, name, piece, cue, table, label)
            if chip is not None:
                return chip
    return None


def _meant(
    kind: str, name: str, piece: Piece, cue: re.Match[str], table: dict[str, Any], label: str
) -> Chip | None:
    match kind:
        case "radius":
            return _near(name, float(cue["radius"]), piece, label)
        case "around":
            said_region = "regio" in cue.group().lower()
            return (_region(name, piece) if said_region else None) or _near(
                name, float(table["around_km"]), piece, label
            )
        case "province":
            return _province(name, piece)
        case "gemeente":
            found = places.gemeente(name)
            return None if found is None else piece.chip(found.name, {"gemeente": found.name})
    if cue.group().lower().endswith("de ") and _kinds(name) & _NEEDS_CUE:
        return None  # zorg in de wijk
    return _area(name, piece, cue.group().split()[0].lower())


def _is_ordinary(name: str) -> bool:
    """Whether a lowercase name may as well be a word."""
    return bool(_kinds(name) & _NEEDS_CUE) or known_lemma(fold(name).removeprefix("de ")) is not None


def _is_known_town(name: str) -> bool:
    """Whether a name that may be a word is rather that of a gemeente, or of a town that is no common word."""
    if places.gemeente(name) is not None:
        return True
    return "word" not in _kinds(name) and _population().get(fold(name), 0) >= _TOWN


@cache
def _population() -> dict[str, int]:
    """Inhabitants of the largest place of each name, by its folded name."""
    found: dict[str, int] = {}
    for one in places.woonplaatsen():
        found[fold(one.name)] = max(found.get(fold(one.name), 0), one.population)
    return found


def _needs_cue(name: str) -> bool:
    """Whether a bare name is rather a word: a common one always, a rare one unless the town is large."""
    kinds = _kinds(name)
    return "word" in kinds or bool(kinds & _NEEDS_CUE) and _population().get(fold(name), 0) < _LARGE_TOWN


def _kinds(name: str) -> frozenset[str]:
    """In what ways a name is an ordinary word, with its article or without."""
    bare = places.fold(name).removeprefix("de ")
    known = places.ambiguous()
    return known.get(bare, frozenset()) | known.get(f"de {bare}", frozenset())


def _names(q: str, start: int) -> Iterator[tuple[str, int]]:
    """Rows of words from here, the longest first, each with where it ends."""
    ends = [word.end() for word, _ in zip(_WORD.finditer(q, start), range(_MOST_WORDS), strict=False)]
    if start < len(q) and not q[start].isspace():
        for end in reversed(ends):
            yield q[start:end].rstrip(".:!?"), end


def _bare(q: str, start: int) -> Chip | None:
    for name, end in _names(q, start):
        piece = Piece(q[start:end], start, end)
        if found := _province(name, piece):
            return found
        capital = start > 0 and name[:1].isupper() and not q.isupper()
        if _needs_cue(name) and not capital:
            continue
        if chip := _area(name, piece):
            return chip
    return None


def _area(name: str, piece: Piece, cue: str = "") -> Chip | None:
    """A town or gemeente, else a region, else a province."""
    if found := _province(name, piece):
        return found
    if name.lower() in _NO_PLACES or name.islower() and name in function_words():
        return None  # in een gezin; the village is Een
    place = places.resolve(name)
    if place is None or place.gemeente is None:
        return _region(name, piece)
    if len({own.name for p in places.provinces() if (own := places.gemeente(name, p))}) > 1:
        return None  # Bergen, in Noord-Holland and in Limburg
    if name.islower() and _is_ordinary(name) and (cue in _WEAK_CUES or not _is_known_town(name)):
        return None  # voor anderen, in de hoek: hamlets of that name are not what is meant
    of_that_name = places.gemeente(name)
    if (
        of_that_name is not None
        and of_that_name.name == place.gemeente
        # Of today, or one that went up in it and was no town.
        and (_is_today(name, of_that_name) or place.name == place.gemeente)
    ):
        return piece.chip(place.name, {"gemeente": place.gemeente})
    return piece.chip(place.name, {"place": place.name})


def _is_today(name: str, found: places.Gemeente) -> bool:
    """Whether the name is that of the gemeente itself rather than of one that went up in it."""
    own = {places.normalise(form) for form in (found.name, *found.aliases)}
    return places.normalise(name) in own


def _region(name: str, piece: Piece) -> Chip | None:
    found = places.region(name)
    if found is None or not set(found.kinds) & set(places.FILTER_KINDS) or found.name in places.provinces():
        return None
    return piece.chip(found.name, {"region": found.name})


def _province(name: str, piece: Piece) -> Chip | None:
    found = places.province(name)
    return None if found is None else piece.chip(found, {"province": found})


def _near(name: str, radius: float, piece: Piece, label: str) -> Chip | None:
    point = places.locate(name)
    if point is None:
        return None
    shown = label.format(f"{radius:g}", point.label)
    values = {"near": name, "radius_km": radius, "point": (point.lat, point.lon)}
    return piece.chip(shown, {"near": name, "radiusKm": f"{radius:g}"}, **values)
