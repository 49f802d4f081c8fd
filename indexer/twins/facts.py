"""What two postings of one assignment must agree on before anybody reads their texts.

A broker who posts an assignment again changes the rate, the closing date and the frame around the text, and drops facts.
What is the client's stays: where, when, how many hours, how schooled. So a fact that one side lacks keeps nobody apart,
and one that both state and that cannot hold of one assignment does. The bounds are judgements, tried on
``tests/cases/twins.toml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from indexer.language.analyser import Token, analyse

START_DAYS: Final = 42
"""A start moves with the closing date of a second round, by weeks; next year's repeat moves it by a year."""
END_DAYS: Final = 92
PUBLISHED_DAYS: Final = 75
DEADLINE_DAYS: Final = 60
NEAREST_DAYS: Final = 100
"""How far apart any two of the dates may be where the postings state no date of the same sort."""
RATE_RATIO: Final = 1.4
"""Brokers' margins differ by some tenths; twice the rate is other work."""
_NO_ROLE: Final = frozenset({"professional"})
"""Names somebody at work, and many a broker."""
_RANKS: Final = frozenset({"junior", "medior", "senior"})
_DAYS: Final = {
    "startDate": START_DAYS,
    "endDate": END_DAYS,
    "published": PUBLISHED_DAYS,
    "deadline": DEADLINE_DAYS,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one record. ``days`` holds proleptic ordinals by the names of :data:`_DAYS`, ``hours`` both ends
    of the stated range, ``role`` the keys of a title that names a role, with those of compounds' parts.
    """

    id: str
    gemeenten: frozenset[str]
    provinces: frozenset[str]
    days: dict[str, int]
    hours: tuple[float, float] | None
    rate: float | None
    education: str | None
    ranks: frozenset[str]
    role: frozenset[str]


def facts_of(record: dict[str, Any]) -> Facts:
    """The facts in a record's JSON."""
    title = analyse(record["title"] or "")
    low, high = record["hours"]["min"], record["hours"]["max"]
    stated = low is not None or high is not None
    return Facts(
        id=record["id"],
        gemeenten=frozenset(p["gemeente"] for p in record["places"] if p["gemeente"]),
        provinces=frozenset(p["province"] for p in record["places"] if p["province"]),
        days={name: dt.date.fromisoformat(record[name]).toordinal() for name in _DAYS if record[name]},
        hours=(low or 0.0, float("inf") if high is None else high) if stated else None,
        rate=record["rate"]["max"] or record["rate"]["min"],
        education=record["education"],
        ranks=frozenset(token.whole for token in title) & _RANKS,
        role=_role(title),
    )


def _role(title: list[Token]) -> frozenset[str]:
    """The keys of a title; none when it names no role, as where a portal's name was taken for one."""
    keys = {key for token in title for key in (token.whole, *token.parts) if len(key) > 2}
    return frozenset(keys) if keys & _role_words() else frozenset()


@cache
def _role_words() -> frozenset[str]:
    lines = resources.files("indexer.knowledge").joinpath("roles.txt").read_text("utf-8").splitlines()
    words = {word for line in lines if line and not line.startswith("#") for word in line.split()}
    return frozenset(token.whole for word in words for token in analyse(word)) - _NO_ROLE


def well_told(one: Facts, other: Facts) -> bool:
    """Whether the facts that tell assignments apart best stand on both sides: a place, a day, and titles that do not name
    two roles without a word in common. Where they do not, the texts must say more.
    """
    placed = bool(one.provinces and other.provinces)
    dated = bool(one.days and other.days)
    return placed and dated and not (one.role and other.role and one.role.isdisjoint(other.role))


def compatible(one: Facts, other: Facts) -> bool:
    """Whether nothing that both state keeps them from being one assignment. Symmetric."""
    return not any(_conflicts(one, other))


def _conflicts(one: Facts, other: Facts) -> Iterator[bool]:
    yield bool(one.gemeenten and other.gemeenten) and one.gemeenten.isdisjoint(other.gemeenten)
    yield bool(one.provinces and other.provinces) and one.provinces.isdisjoint(other.provinces)
    yield any(
        abs(one.days[name] - other.days[name]) > most
        for name, most in _DAYS.items()
        if name in one.days and name in other.days
    )
    yield _never_near(one, other)
    if one.hours and other.hours:
        yield one.hours[0] > other.hours[1] or other.hours[0] > one.hours[1]
    if one.rate and other.rate:
        yield max(one.rate, other.rate) > RATE_RATIO * min(one.rate, other.rate)
    yield bool(one.education and other.education) and one.education != other.education
    yield bool(one.ranks and other.ranks) and one.ranks.isdisjoint(other.ranks)


def _never_near(one: Facts, other: Facts) -> bool:
    """Whether both state dates, none of the same sort, and all of them lie far apart."""
    if not one.days or not other.days or one.days.keys() & other.days.keys():
        return False
    return (
        min(abs(mine - theirs) for mine in one.days.values() for theirs in other.days.values()) > NEAREST_DAYS
    )
