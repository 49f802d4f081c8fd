"""The tables of ``indexer/knowledge/geo`` as Python values, each read once on first use; sources in ``geo/SOURCES.md``."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# What the source adds to tell places apart that share a name (Haren Gn).
SUFFIX = re.compile(r"(?: (?:Gn|GN|Gld|NB|NH|L|Ut|AC)| gem\.? \w+| \([A-Za-z]{1,3}\))$")
_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente of today; ``lat`` and ``lon`` are the mean of its postcodes, weighted by inhabitants."""

    code: str
    name: str
    province: str
    lat: float
    lon: float
    aliases: tuple[str, ...]


class Woonplaats(NamedTuple):
    """A woonplaats in one gemeente. ``official`` is the name in the source, with a suffix in ``Haren Gn``."""

    name: str
    official: str
    gemeente: str
    province: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its members are those of all its kinds together."""

    name: str
    kinds: tuple[str, ...]
    members: tuple[str, ...]


class Point(NamedTuple):
    """A point in degrees, with the name a person may be shown for it."""

    lat: float
    lon: float
    label: str


def rows(table: str) -> list[list[str]]:
    """The rows of a table in ``geo``, without its heading."""
    text = files("indexer.knowledge").joinpath("geo", table).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]


def several(cell: str) -> tuple[str, ...]:
    """The values in a cell that holds more than one, ``|`` between them."""
    return tuple(cell.split("|")) if cell else ()


def fold(text: str) -> str:
    """Lower case without accents; the length may change."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: ``Midden-IJssel/Oost-Veluwe`` -> midden, ijssel, oost, veluwe."""
    parts = [part for part in _APART.split(fold(name)) if part]
    return tuple("sint" if part == "st" else part for part in parts)


def normalise(name: str) -> str:
    """The key two spellings of one name share: case, accents, hyphens, spaces and apostrophes do not count.

    ``'s-Gravenhage``, ``Den Haag`` and ``The Hague`` have one key; so have ``Noord Oost Brabant`` and
    ``Noordoost-Brabant``.
    """
    key = "".join(words(name))
    return _one_key().get(key, key)


@cache
def _one_key() -> dict[str, str]:
    keys: dict[str, str] = {}
    first: dict[str, str] = {}
    for alias, gemeente, _ in rows("place_aliases.csv"):
        if gemeente.startswith("'s-"):
            key = "".join(words(alias))
            keys[key] = first.setdefault(gemeente, key)
    return keys


@cache
def gemeenten() -> Mapping[str, Gemeente]:
    """The gemeenten of today by official name."""
    return {
        name: Gemeente(code, name, province, float(lat), float(lon), several(aliases))
        for code, name, province, lat, lon, aliases in rows("gemeenten.csv")
    }


@cache
def woonplaatsen() -> tuple[Woonplaats, ...]:
    """Every pair of woonplaats and gemeente."""
    known = gemeenten()
    return tuple(
        Woonplaats(
            SUFFIX.sub("", name),
            name,
            gemeente,
            known[gemeente].province,
            float(lat),
            float(lon),
            int(people or 0),
        )
        for name, gemeente, lat, lon, people in rows("woonplaatsen.csv")
    )


@cache
def former_gemeenten() -> Mapping[str, tuple[str, ...]]:
    """Former name -> the gemeenten of today that hold it, the one with most of it first."""
    found: dict[str, list[str]] = {}
    for name, successor, _, kind in rows("former_gemeenten.csv"):
        heirs = found.setdefault(name, [])
        heirs.insert(len(heirs) if kind == "split" else 0, successor)
    return {name: tuple(heirs) for name, heirs in found.items()}


@cache
def provinces() -> Mapping[str, tuple[str, ...]]:
    """The twelve provinces with their other names."""
    return {name: several(aliases) for name, aliases in rows("provinces.csv")}


@cache
def regions() -> Mapping[str, Region]:
    """Regions of every kind by the name shown."""
    kinds: dict[str, dict[str, None]] = {}
    members: dict[str, dict[str, None]] = {}
    for name, kind, _, gemeente_names in rows("regions.csv"):
        kinds.setdefault(name, {})[kind] = None
        members.setdefault(name, {}).update(dict.fromkeys(several(gemeente_names)))
    return {name: Region(name, tuple(kinds[name]), tuple(members[name])) for name in kinds}


@cache
def region_aliases() -> Mapping[str, str]:
    """Other or official name of a region -> the name shown."""
    official = {row[2]: row[0] for row in rows("regions.csv") if row[2] != row[0]}
    return official | {row[0]: row[1] for row in rows("region_aliases.csv")}


@cache
def postcodes() -> Mapping[str, Point]:
    """The four digits of a postcode -> a point in it, labelled with its first woonplaats."""
    return {pc4: Point(float(lat), float(lon), town) for pc4, town, lat, lon in rows("postcodes.csv")}


@cache
def ambiguous() -> Mapping[str, frozenset[str]]:
    """Key of a name -> the ways in which it is more than one place (see ``geo/SOURCES.md``)."""
    found: dict[str, set[str]] = {}
    for name, kind in rows("ambiguous.csv"):
        found.setdefault(normalise(name), set()).add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


@cache
def place_aliases() -> Mapping[str, str]:
    """Other name of a town (English, Frisian, shortened) -> its name in the tables."""
    return {row[0]: row[2] for row in rows("place_aliases.csv")}
