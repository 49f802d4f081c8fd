"""Other postings of the same assignment, and in what they differ, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.wording import dutch
from app.wording.records import host, path
from app.wording.words import words

MOST_ON_CARD: Final = 3
"""A card leads to so many other postings; the page of the assignment to all."""
MOST_NAMED: Final = 2
"""So many differences are named in a few words; all of them stand behind, with their values."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that two postings state otherwise: ``there`` in the other posting, ``here`` in this one."""

    label: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class Posting:
    """Another posting: what sets it apart in a few words, then every difference. ``host`` is the site it was on, and
    ``primary`` says that a search shows that one.
    """

    address: str
    text: str
    host: str | None
    primary: bool
    differences: Sequence[Difference]


def postings(record: Mapping[str, Any]) -> list[Posting]:
    """The other postings of a record's assignment."""
    return [_posting(sibling) for sibling in record["siblings"]]


def best_rate(record: Mapping[str, Any]) -> tuple[float | None, bool]:
    """The highest hourly rate stated in any posting of a record's assignment, in euro, and whether another posting than
    this one states it. A rate that was reckoned from a budget is none.
    """
    own = _highest(record["rate"])
    others = (sibling["differs"]["rate"][1] for sibling in record["siblings"] if "rate" in sibling["differs"])
    there = max((_highest(rate) or 0 for rate in others), default=0)
    return (there, True) if there > (own or 0) else (own, False)


def _highest(rate: Mapping[str, Any]) -> float | None:
    high = rate["max"] if rate["max"] is not None else rate["min"]
    return None if high is None else float(high)


def _posting(sibling: Mapping[str, Any]) -> Posting:
    differs = sibling["differs"]
    known = [name for name in words()["posting"] if name in differs]
    return Posting(
        address=path(sibling["id"]),
        text=_in_short(known, differs),
        host=host(sibling["sourceUrl"]),
        primary=sibling["primary"],
        differences=[_difference(name, *differs[name]) for name in known],
    )


def _in_short(known: Sequence[str], differs: Mapping[str, Sequence[Any]]) -> str:
    """What is otherwise there. What is only left out there tells a reader of this posting nothing new."""
    stated = [name for name in known if _in_words(name, differs[name][1]) != dutch.NOT_STATED]
    if not known:
        return "met dezelfde gegevens"
    if not stated:
        return "met minder gegevens"
    named = [words()["posting"][name]["other"] for name in stated[:MOST_NAMED]]
    return f"met {', '.join(named)} en meer" if len(stated) > MOST_NAMED else f"met {dutch.listed(named)}"


def _difference(name: str, here: Any, there: Any) -> Difference:
    return Difference(words()["posting"][name]["label"], _in_words(name, there), _in_words(name, here))


def _in_words(name: str, value: Any) -> str:
    return dutch.NOT_STATED if _unstated(value) else _WORDS.get(name, str)(value)


def _unstated(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(value.get(end) is None for end in ("min", "max", "derived"))
    return value in (None, False, "", [])


def _named(table: str) -> Callable[[str], str]:
    return lambda value: str(words()[table][value]).lower()


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "rate": dutch.rate,
    "hours": dutch.hours,
    "budgetTotal": dutch.money,
    "durationMonths": dutch.duration,
    "startDate": dutch.day,
    "asap": lambda value: "zo snel mogelijk",
    "endDate": dutch.day,
    "deadline": dutch.day,
    "deadlineAt": dutch.clock,
    "published": dutch.day,
    "extension": lambda value: value if isinstance(value, str) else "mogelijk",
    "status": _named("status"),
    "contractForms": lambda value: dutch.listed([_named("contractForm")(form) for form in value]),
    "education": lambda value: f"{_named('education')(value)} of hoger",
    "remote": _named("remote"),
}
