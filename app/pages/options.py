"""Something to tick, and lists of it: the part of a filter that a reader chooses from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.search.vocabulary import forms
from indexer.knowledge.competencies import competencies
from indexer.knowledge.places import fold
from indexer.language import lexicon

FEW: Final = 2
"""So many options more than the top are not worth folding away."""
FIND_FROM: Final = 12
"""A list of so many options gets a field to find one in."""
_APART: Final = re.compile(r"[^a-z0-9]+")

Row = Mapping[str, Any]
"""A value of a facet as the search answers it: ``value``, ``label``, ``count``."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick, or to take from a list."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Options under a heading of their own; an empty ``title`` stands for none."""

    title: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Group:
    """A filter with options. ``name`` is its parameter; those in ``more`` are out of sight until asked for, ``left_off`` are not
    on the page at all. ``of`` is the province of a list of areas that stands below one.
    """

    id: str
    name: str
    title: str
    top: Sequence[Option]
    more: Sequence[Section] = ()
    opened: bool = False
    note: str = ""
    left_off: int = 0
    of: str = ""
    folded: int = field(init=False)
    chosen: int = field(init=False)
    findable: bool = field(init=False)

    def __post_init__(self) -> None:
        rest = [option for section in self.more for option in section.options]
        object.__setattr__(self, "folded", len(rest))
        object.__setattr__(self, "chosen", sum(option.chosen for option in (*self.top, *rest)))
        object.__setattr__(self, "findable", len(self.top) + len(rest) >= FIND_FROM)


def plain_id(*parts: str) -> str:
    """A name for an element, made of letters, digits and hyphens alone."""
    return "-".join(_APART.sub("-", fold(part)).strip("-") or "x" for part in parts)


def options(
    name: str, rows: Iterable[Row], asked: Sequence[str], labels: Mapping[str, str] | None = None
) -> list[Option]:
    """The rows of a facet in their order, behind them what was asked for and is not among them; of what the search takes for the
    same, only the row.
    """
    wanted = {lexicon.fold(value): value for value in asked}
    found = [
        Option(
            row["value"],
            (labels or {}).get(row["value"], row["label"]),
            row["count"],
            not wanted.keys().isdisjoint(forms(name, row["value"])),
        )
        for row in rows
    ]
    met = {form for option in found if option.chosen for form in forms(name, option.value)}
    for form, value in wanted.items():
        if form not in met:
            found.append(Option(value, (labels or {}).get(value, value_label(name, value)), 0, True))
            met.update(forms(name, value))
    return found


def value_label(name: str, value: str) -> str:
    """What a value is called that no result holds."""
    entry = competencies().get(value) if name == "competency" else None
    return entry.label if entry else value


def folded(found: Sequence[Option], top: int, most: int) -> tuple[list[Option], list[Option], int]:
    """Options in sight, options out of sight, and how many of them are left off the page.

    The order stays what it was, so that nothing jumps from under the pointer when it is ticked; what is chosen is always
    in sight.
    """
    if len(found) <= top + FEW:
        return list(found), [], 0
    seen = [option for at, option in enumerate(found) if at < top or option.chosen]
    rest = [option for option in found[top:] if not option.chosen]
    room = max(0, most - len(seen))
    return seen, rest[:room], len(rest[room:])
