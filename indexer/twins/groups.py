"""From pairs to groups: who belongs together, which of a group is shown, and how they differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from indexer.record import Sibling, open_until
from indexer.twins.facts import Facts, compatible

DIFFERING: Final = (
    "title",
    "reference",
    "organisation",
    "hours",
    "rate",
    "budgetTotal",
    "startDate",
    "asap",
    "endDate",
    "durationMonths",
    "extension",
    "deadline",
    "deadlineAt",
    "published",
    "status",
    "contractForms",
    "education",
    "remote",
)
"""The fields in which siblings are compared, by their JSON names."""


def grouped(facts: Sequence[Facts], pairs: Iterable[tuple[float, int, int]]) -> list[list[int]]:
    """Groups of positions from (likeness, position, position), the most like pairs first.

    Two groups are joined only where every fact of the one can hold beside every fact of the other, so that no chain of
    likenesses ties together what two facts keep apart.
    """
    group_of: dict[int, list[int]] = {}
    order = sorted(pairs, key=lambda pair: (-pair[0], *sorted((facts[pair[1]].id, facts[pair[2]].id))))
    for _, one, other in order:
        mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is theirs or not all(compatible(facts[a], facts[b]) for a in mine for b in theirs):
            continue
        mine += theirs
        for member in theirs:
            group_of[member] = mine
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    return [sorted(group, key=lambda position: facts[position].id) for group in groups.values()]


def primary_of(cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The posting that stands for its group: one that is not closed and stays open as long as any, then the best documented,
    one that names the client, the latest published, the lowest id.

    As long as any that states a closing day, and where none does a last day of the work: who looks for what is open finds an
    assignment until its last posting closes. One that states neither day tells nothing about how long.
    """
    standing = [card for card in cards if card["status"] != "closed"] or cards
    deadlines, ends = ([card[name] for card in standing if card[name]] for name in ("deadline", "endDate"))
    latest = max(deadlines or ends, default="")

    def rank(card: dict[str, Any]) -> tuple[Any, ...]:
        until = open_until(card["deadline"], card["endDate"])
        outdated = until is not None and until < latest
        stated = sum(
            _stated(value) for key, value in card.items() if key not in ("id", "file", "evidence", "text")
        )
        published = _day(card["published"]) if card["published"] else 0
        return card["status"] == "closed", outdated, -stated, not card["organisation"], -published, card["id"]

    return min(cards, key=rank)


def _day(date: str) -> int:
    return dt.date.fromisoformat(date).toordinal()


def _stated(value: Any) -> bool:
    if isinstance(value, dict):
        return any(part is not None for part in value.values())
    return value not in (None, False, [], "")


def siblings_of(
    cards: Sequence[dict[str, Any]], primary: str
) -> Callable[[dict[str, Any]], tuple[Sibling, ...]]:
    """Of a group: what gives the siblings of one of its cards, by id."""
    ordered = sorted(cards, key=lambda card: str(card["id"]))

    def of(mine: dict[str, Any]) -> tuple[Sibling, ...]:
        return tuple(
            Sibling(
                id=theirs["id"],
                file=theirs["file"],
                source_url=theirs["sourceUrl"],
                primary=theirs["id"] == primary,
                differs={
                    name: (mine[name], theirs[name]) for name in DIFFERING if mine[name] != theirs[name]
                },
            )
            for theirs in ordered
            if theirs["id"] != mine["id"]
        )

    return of
