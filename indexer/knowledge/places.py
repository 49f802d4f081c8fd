"""The gazetteer: gemeenten, woonplaatsen, former gemeenten, provinces, regions, postcodes of the Netherlands.

Facts and look-ups alone; what a text means by a name is decided in ``indexer.parse.places``. The tables and
their sources are in ``indexer/knowledge/geo``. Points are WGS 84 degrees. Each table is read on first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from statistics import fmean

from indexer.knowledge.place_tables import (
    SUFFIX,
    Gemeente,
    Point,
    Region,
    Woonplaats,
    ambiguous,
    fold,
    former_gemeenten,
    gemeenten,
    normalise,
    place_aliases,
    postcodes,
    provinces,
    region_aliases,
    regions,
    rows,
    several,
    woonplaatsen,
    words,
)
from indexer.record import Place

__all__ = [
    "FILTER_KINDS",
    "Gemeente",
    "Point",
    "Region",
    "Woonplaats",
    "ambiguous",
    "fold",
    "former_gemeenten",
    "gemeente",
    "gemeenten",
    "locate",
    "namesakes",
    "normalise",
    "other_names",
    "place_aliases",
    "postcodes",
    "province",
    "provinces",
    "region",
    "region_aliases",
    "regions",
    "regions_of",
    "resolve",
    "resolve_area",
    "resolve_gemeente",
    "woonplaatsen",
    "words",
]

# The kinds a freelancer filters by. A veiligheidsregio, a landsdeel and the wider areas (Randstad) organise no
# work in the social domain; such a region is still known by name.
FILTER_KINDS = ("jeugdregio", "arbeidsmarktregio", "samenwerkingsregio", "ggd_regio", "streek")

_REMEMBERED = 8192  # names come back within and between texts
_PREFIX = re.compile(r"^(?:de |the )?(?:gemeente|stad|municipality of|city of|provincie|province of) (?=.)")
_REGION_PREFIX = re.compile(
    r"^(?:de )?(?:(?:arbeidsmarkt|jeugd(?:hulp|zorg)?|werk|samenwerkings|veiligheids|metropool|ggd|zorg)?[ -]?"
    r"regio'?s?|ggd|streek|labour market region|youth region|region)(?: of)? (?=.)"
)
_POSTCODE = re.compile(r"([1-9]\d{3})\s?(?:[A-Za-z]{2})?", re.ASCII)
_COORDINATES = re.compile(r"([+-]?\d{1,2}(?:\.\d+)?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d+)?)", re.ASCII)


@cache
def _filter_regions() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {name: {} for name in gemeenten()}
    listed = [row for kind in FILTER_KINDS for row in rows("regions.csv") if row[1] == kind]
    for name, _, _, members in listed:
        joined = several(members)
        if name not in provinces() and len(joined) > 1:
            for gemeente_name in joined:
                found[gemeente_name][name] = None
    return {name: tuple(names) for name, names in found.items()}


def regions_of(gemeente_name: str) -> tuple[str, ...]:
    """Names of the regions of ``FILTER_KINDS`` around an official gemeente name, each once.

    A region that is its province again or holds one gemeente is left out: the other filters say so.
    Raises ``KeyError`` for a name that is not a gemeente of today.
    """
    return _filter_regions()[gemeente_name]


@cache
def _province_keys() -> Mapping[str, str]:
    return {normalise(form): name for name, aliases in provinces().items() for form in (name, *aliases)}


@cache
def _region_keys() -> Mapping[str, str]:
    keys = {normalise(alias): name for alias, name in region_aliases().items()}
    return keys | {normalise(name): name for name in regions()}


@cache
def _gemeente_keys() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in gemeenten().values():
        for form in (one.name, *one.aliases):
            heirs = found.setdefault(normalise(form), [])
            if one.name not in heirs:
                heirs.append(one.name)
    for former, successors in former_gemeenten().items():
        found.setdefault(normalise(former), list(successors))
    return {key: tuple(names) for key, names in found.items()}


@cache
def _woonplaats_keys() -> Mapping[str, tuple[Woonplaats, ...]]:
    """Key -> woonplaatsen that answer to it, most inhabitants first, one a gemeente."""
    found: dict[str, dict[str, Woonplaats]] = {}

    def add(form: str, one: Woonplaats) -> None:
        known = found.setdefault(normalise(form), {}).get(one.gemeente)
        if known is None or known.population < one.population:
            found[normalise(form)][one.gemeente] = one

    by_name = {(one.official, one.gemeente): one for one in woonplaatsen()}
    for one in by_name.values():
        add(one.name, one)
        add(one.official, one)
    for alias, gemeente_name, name in rows("place_aliases.csv"):
        if target := by_name.get((name, gemeente_name)):
            add(alias, target)
    return {key: tuple(sorted(by.values(), key=lambda one: -one.population)) for key, by in found.items()}


@cache
def _spelling() -> Mapping[str, str]:
    """Spelling without marks -> the name to show, for towns known by two names."""
    return {"".join(words(alias)): name for alias, name in place_aliases().items()}


def _plain(name: str) -> str:
    return _PREFIX.sub("", " ".join(name.split()).strip(" .,;:").lower())


def province(name: str) -> str | None:
    """Today's name of a province (``Friesland`` -> ``Fryslân``), or None."""
    return _province_keys().get(normalise(_plain(name)))


def region(name: str) -> Region | None:
    """A region by any of its names, with or without a word such as ``Jeugdregio`` or ``GGD`` before it."""
    plain = " ".join(name.split()).strip(" .,;:")
    for form in (plain, _REGION_PREFIX.sub("", plain.lower()), f"regio {plain}"):
        if found := _region_keys().get(normalise(form)):
            return regions()[found]
    return None


def gemeente(name: str, province_name: str | None = None) -> Gemeente | None:
    """The gemeente of today by its name, another spelling or a former name; of two, the larger."""
    names = _gemeente_keys().get(normalise(_plain(name)), ())
    if not names:
        return None
    inside = [one for one in names if gemeenten()[one].province == province_name] or list(names)
    return (
        gemeenten()[max(inside, key=_weight)]
        if len(inside) > 1 and _same_name(inside)
        else gemeenten()[inside[0]]
    )


def _same_name(names: Iterable[str]) -> bool:
    """Whether gemeenten share a name (Bergen), rather than one former gemeente having several heirs."""
    return len({SUFFIX.sub("", name) for name in names}) == 1


@cache
def _weight(gemeente_name: str) -> int:
    return sum(one.population for one in woonplaatsen() if one.gemeente == gemeente_name)


def _shown(name: str, fallback: str) -> str:
    return _spelling().get("".join(words(_plain(name))), SUFFIX.sub("", fallback))


@lru_cache(maxsize=_REMEMBERED)
def resolve(name: str, province: str | None = None, gemeente: str | None = None) -> Place | None:
    """The place a name stands for: a gemeente of today, a woonplaats or a former gemeente; None if unknown.

    ``province`` and ``gemeente`` (any spelling) narrow a name that several places share; a hint that fits
    none of them is disregarded, and then the gemeente of that name or the place with most inhabitants is meant.
    """
    key = normalise(_plain(name))
    towns = _woonplaats_keys().get(key, ())
    wanted_province = _province_keys().get(normalise(province)) if province else None
    wanted = _gemeente_keys().get(normalise(_plain(gemeente)), ()) if gemeente else ()
    inside = [one for one in towns if one.gemeente in wanted]
    if not inside and wanted_province:
        if area := _gemeente_place(name, wanted_province, strict=True):
            return area
        inside = [one for one in towns if one.province == wanted_province]
    if not inside and (key in _today_keys() or not towns):
        return _gemeente_place(name, wanted_province)
    town = (inside or list(towns))[0]
    return _place(_shown(name, town.name), town.gemeente, town.lat, town.lon)


@cache
def _today_keys() -> frozenset[str]:
    return frozenset(normalise(form) for one in gemeenten().values() for form in (one.name, *one.aliases))


@lru_cache(maxsize=_REMEMBERED)
def namesakes(name: str) -> int:
    """In how many gemeenten of today a place or gemeente of this name lies."""
    key = normalise(_plain(name))
    towns = {one.gemeente for one in _woonplaats_keys().get(key, ())}
    return len(towns | set(_gemeente_keys().get(key, ())))


@lru_cache(maxsize=_REMEMBERED)
def resolve_gemeente(name: str, province: str | None = None) -> Place | None:
    """The place meant by ``gemeente NAME``: its town of that name, else the gemeente as a whole."""
    return _gemeente_place(name, _province_keys().get(normalise(province)) if province else None)


def _gemeente_place(name: str, province_name: str | None, *, strict: bool = False) -> Place | None:
    area = gemeente(name, province_name)
    if area is None or (strict and area.province != province_name):
        return None
    key = normalise(_plain(name))
    heirs = _gemeente_keys()[key]
    towns = [one for one in _woonplaats_keys().get(key, ()) if one.gemeente in heirs]
    # Of gemeenten that share a name the one chosen counts; a town of a former gemeente lies in any heir.
    towns = [one for one in towns if one.gemeente == area.name] or ([] if _same_name(heirs) else towns)
    if towns:
        return _place(_shown(name, towns[0].name), towns[0].gemeente, towns[0].lat, towns[0].lon)
    for form in area.aliases:  # Nuenen, Gerwen en Nederwetten
        if main := [one for one in _woonplaats_keys().get(normalise(form), ()) if one.gemeente == area.name]:
            return _place(main[0].name, area.name, main[0].lat, main[0].lon)
    return _place(SUFFIX.sub("", area.name), area.name, area.lat, area.lon)


def _place(name: str, gemeente_name: str, lat: float, lon: float) -> Place:
    return Place(
        name, gemeente_name, gemeenten()[gemeente_name].province, regions_of(gemeente_name), lat, lon
    )


@lru_cache(maxsize=_REMEMBERED)
def resolve_area(name: str) -> Place | None:
    """A province or region as a place without a gemeente; None when unknown.

    Its point is the mean of its gemeenten; a region has a province when all its members lie in that one.
    """
    if found := province(name):
        inside = [one for one in gemeenten().values() if one.province == found]
        return Place(found, None, found, (), *_mean(inside))
    if area := region(name):
        inside = [gemeenten()[one] for one in area.members]
        shared = {one.province for one in inside}
        only = next(iter(shared)) if len(shared) == 1 else None
        return Place(area.name, None, only, () if area.name in provinces() else (area.name,), *_mean(inside))
    return None


def _mean(inside: list[Gemeente]) -> tuple[float, float]:
    return round(fmean(one.lat for one in inside), 4), round(fmean(one.lon for one in inside), 4)


def locate(text: str) -> Point | None:
    """The point someone means by a place, a gemeente, a postcode, its four digits, or ``lat,lon`` in degrees.

    A province or region is no point: None, as for anything unknown.
    """
    plain = " ".join(text.split())
    if coordinates := _COORDINATES.fullmatch(plain):
        lat, lon = float(coordinates[1]), float(coordinates[2])
        return Point(lat, lon, f"{lat:g}, {lon:g}") if abs(lat) <= 90 and abs(lon) <= 180 else None
    if postcode := _POSTCODE.fullmatch(plain):
        return postcodes().get(postcode[1])
    found = resolve(plain)
    if found is None or found.lat is None or found.lon is None:
        return None
    return Point(found.lat, found.lon, found.name)


@cache
def other_names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By kind (``gemeente``, ``place``, ``province``) and name, what people call it that is not its name, nor that of another of its
    kind: *Den Bosch*, *Friesland*, and for a gemeente of today what went up in it whole and is no woonplaats.
    """
    towns = {one.name for one in woonplaatsen()}
    bearers = {"gemeente": set(gemeenten()), "place": towns, "province": set(provinces())}
    found: dict[str, dict[str, dict[str, None]]] = {kind: {} for kind in bearers}

    def add(kind: str, name: str, other: str) -> None:
        if name in bearers[kind] and other not in bearers[kind]:
            found[kind].setdefault(name, {})[other] = None

    for alias, _, town in rows("place_aliases.csv"):
        add("gemeente", town, alias)
        add("place", town, alias)
    for one in gemeenten().values():
        for alias in one.aliases:
            if not _PREFIX.match(alias.lower()):
                add("gemeente", one.name, alias)
                add("place", one.name, alias)
    for former, heirs in former_gemeenten().items():
        if former not in towns and len(heirs) == 1:
            add("gemeente", heirs[0], former)
    for name, aliases in provinces().items():
        for alias in aliases:
            add("province", name, alias)
    return {kind: {name: tuple(others) for name, others in of.items()} for kind, of in found.items()}
