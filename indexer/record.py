"""The record and its evidence: the one vocabulary that every room speaks.

Attribute names are snake_case in Python and camelCase in JSON (``duration_months`` <-> ``durationMonths``).
Unknown is ``None``, never 0 and never a guess; lists are tuples so that a record can be shared between threads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

Kind = Literal["assignment", "vacancy", "article", "other"]
KINDS: tuple[Kind, ...] = ("assignment", "vacancy", "article", "other")
CONTRACT_FORMS = ("zzp", "detachering", "loondienst")
EDUCATION_LEVELS = ("mbo", "hbo", "wo")
REMOTE_FORMS = ("onsite", "hybrid", "remote")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
"""The time that texts mean, and in which a day of theirs ends."""
_Day = TypeVar("_Day", dt.date, str)

Span = tuple[int, int]
"""Characters of a text, from the first up to the second."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is. ``lat`` and ``lon`` are WGS 84 degrees; ``regions`` are names of kinds beyond province."""

    name: str
    gemeente: str | None = None
    province: str | None = None
    regions: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours per week; both ends are equal where the text states one number."""

    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Euro per hour, excluding VAT.

    ``vat`` is what the text said of the figures it gave (``"excl"`` or ``"incl"``, ``None`` when it said nothing).
    ``derived`` is worked out from a total budget over hours and duration and is never mixed into the stated figures.
    """

    min: float | None = None
    max: float | None = None
    vat: str | None = None
    derived: float | None = None


@dataclass(frozen=True, slots=True)
class Competency:
    """Something asked of the candidate. ``required`` is False where the text calls it a plus (een pré)."""

    id: str
    label: str
    group: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words in the plain text that a value was read from: ``text == plain_text[start:end]``.

    ``rule`` names the rule that read them. ``id`` is set for competencies alone and tells which one. ``overruled`` words say
    something else than the value, and did not decide it.
    """

    start: int
    end: int
    text: str
    rule: str
    id: str | None = None
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another posting of the same assignment. ``primary``: it is the one that is shown.

    ``differs`` holds by JSON name what the two state otherwise, as JSON-ready data: (this record's, the sibling's).
    """

    id: str
    file: str
    source_url: str | None
    primary: bool
    differs: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Record:
    """One document as read. ``text`` is the plain text in which the evidence offsets count.

    ``siblings`` are other postings of the same assignment, ``primary`` says that this is the one to show; both are worked
    out when an index is written, over all records together. ``surroundings`` are stretches of the text that tell nothing of
    the assignment, such as a list of others: they are shown, and no search finds it by them. They are stored with the text
    and are no part of what is told of a record.
    """

    id: str
    file: str
    kind: Kind
    source_url: str | None = None
    title: str | None = None
    reference: str | None = None
    organisation: str | None = None
    summary: str | None = None
    places: tuple[Place, ...] = ()
    remote: str | None = None
    hours: Hours = Hours()
    rate: Rate = Rate()
    budget_total: float | None = None
    start_date: dt.date | None = None
    asap: bool = False
    end_date: dt.date | None = None
    duration_months: float | None = None
    extension: str | bool | None = None
    deadline: dt.date | None = None
    deadline_at: dt.datetime | None = None
    published: dt.date | None = None
    status: str | None = None
    contract_forms: tuple[str, ...] = ()
    education: str | None = None
    competencies: tuple[Competency, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    primary: bool = True
    siblings: tuple[Sibling, ...] = ()
    text: str = ""
    surroundings: tuple[Span, ...] = ()

    @property
    def own_text(self) -> str:
        """The text with blanks in place of its surroundings, as long as it was."""
        return blanked(self.text, self.surroundings)


def blanked(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The text with blanks in place of some stretches, in their order; its length stays."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += text[at:start], " " * (end - start)
        at = end
    return "".join([*pieces, text[at:]])


def open_until(deadline: _Day | None, end: _Day | None) -> _Day | None:
    """The last day on which an assignment is open that its own text does not close; ``None`` for one that stays so. Days are
    dates, or all in ISO form.

    That is its closing day, and where none is known the last day of the work. A known one decides alone: what can still be
    answered is not over because the work is said to have ended, where either day may be a slip of the pen.
    """
    return end if deadline is None else deadline


@cache
def json_name(attribute: str) -> str:
    """``duration_months`` -> ``durationMonths``."""
    head, *rest = attribute.split("_")
    return head + "".join(part.capitalize() for part in rest)


_ATTRIBUTES = tuple(f.name for f in fields(Record) if f.name != "surroundings")
FIELDS: tuple[str, ...] = tuple(map(json_name, _ATTRIBUTES))
"""The names in JSON of all that is told of a record."""
_NAMES: Mapping[type, Sequence[tuple[str, str]]] = {
    kind: tuple((f.name, json_name(f.name)) for f in fields(kind))
    for kind in (Place, Hours, Rate, Competency, Sibling)
}
"""Of the parts of a record: their attributes, each with its name in JSON."""


def _number(value: float | None) -> float | int | None:
    """Whole numbers are written without a decimal point."""
    return int(value) if value is not None and float(value).is_integer() else value


def moment(value: dt.datetime) -> str:
    """An aware moment as it is written everywhere: UTC to the second, so that order as text is order in time."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_plain(value: Any) -> Any:
    """Any value of a record as JSON-ready data: ISO dates, UTC moments, whole numbers without a decimal point."""
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if kind is Evidence:  # by far the most of all parts: what few of them tell is left out of the others
        plain = {"start": value.start, "end": value.end, "text": value.text, "rule": value.rule}
        if value.id is not None:
            plain["id"] = value.id
        if value.overruled:
            plain["overruled"] = True
        return plain
    if kind in _NAMES:
        return {name: to_plain(getattr(value, attribute)) for attribute, name in _NAMES[kind]}
    match value:
        case dt.datetime():
            return moment(value)
        case dt.date():
            return value.isoformat()
        case bool() | str():
            return value
        case int() | float():
            return _number(value)
        case tuple() | list():
            return [to_plain(item) for item in value]
        case dict():
            return {key: to_plain(item) for key, item in value.items()}
    raise TypeError(f"a record holds no {kind.__name__}")


def to_json(record: Record, *, with_text: bool = False) -> dict[str, Any]:
    """The record as a JSON-ready dictionary with the contract's keys, in the contract's order."""
    return {
        json_name(name): to_plain(getattr(record, name))
        for name in _ATTRIBUTES
        if with_text or name != "text"
    }


def to_stored(record: Record) -> dict[str, Any]:
    """The record as it is stored: its JSON with its text, and last the surroundings of that, where it has any."""
    plain = to_json(record, with_text=True)
    if record.surroundings:
        plain["surroundings"] = to_plain(record.surroundings)
    return plain


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _sibling(data: dict[str, Any]) -> Sibling:
    differs = {name: (mine, theirs) for name, (mine, theirs) in data["differs"].items()}
    return Sibling(data["id"], data["file"], data["sourceUrl"], data["primary"], differs)


def from_json(data: dict[str, Any]) -> Record:
    """The inverse of :func:`to_json` and :func:`to_stored`. Raises ``KeyError``, ``TypeError`` or ``ValueError`` on anything else."""
    at = data.get("deadlineAt")
    plain = {name: data[json_name(name)] for name in _ATTRIBUTES if json_name(name) in data}
    plain.update(
        places=tuple(Place(**{**p, "regions": tuple(p["regions"])}) for p in data["places"]),
        hours=Hours(**data["hours"]),
        rate=Rate(**data["rate"]),
        start_date=_date(data.get("startDate")),
        end_date=_date(data.get("endDate")),
        deadline=_date(data.get("deadline")),
        deadline_at=dt.datetime.fromisoformat(at) if at else None,
        published=_date(data.get("published")),
        contract_forms=tuple(data["contractForms"]),
        competencies=tuple(Competency(**c) for c in data["competencies"]),
        evidence={k: tuple(Evidence(**e) for e in v) for k, v in data["evidence"].items()},
        siblings=tuple(_sibling(sibling) for sibling in data.get("siblings", ())),
        surroundings=tuple((start, end) for start, end in data.get("surroundings", ())),
    )
    return Record(**plain)
