"""The search request: validated once, the same object for the API, the pages, the command line and the
feeds.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

from app.search import unlocated
from app.search.parameters import (
    BY_NAME,
    DEFAULT_LIMIT,
    FACETS,
    LONGEST_CURSOR,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VALUE,
    MOST_VALUES,
    NO_FACETS,
    PAIRS,
    PARAMETERS,
    REPEATABLE,
    Parameter,
)
from indexer.knowledge import places

Coordinates = tuple[float, float]
"""Latitude and longitude in WGS 84 degrees."""
Locate = Callable[[str], Coordinates | None]


class ParameterError(NamedTuple):
    """What is wrong with one parameter, told to the person who gave it, in Dutch."""

    parameter: str
    message: str


class InvalidRequest(Exception):
    """A request that cannot be answered, with everything that is wrong with it."""

    def __init__(self, errors: Sequence[ParameterError]) -> None:
        super().__init__("; ".join(f"{error.parameter}: {error.message}" for error in errors))
        self.errors = list(errors)


def locate(text: str) -> Coordinates | None:
    """Where a place, gemeente, postcode or ``lat,lon`` lies; ``None`` when it is not known."""
    point = places.locate(text)
    return None if point is None else (point.lat, point.lon)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search. Attributes carry the contract's parameters in snake_case.

    Hours are per week, rates euro per hour excluding VAT, durations months, the radius kilometres; dates
    are inclusive. ``point`` is where ``near`` lies. An empty tuple or ``None`` means that the parameter
    does not narrow.
    """

    q: str = ""
    place: tuple[str, ...] = ()
    gemeente: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    near: str | None = None
    radius_km: float | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    hours_unknown: bool = True
    rate_min: float | None = None
    rate_max: float | None = None
    rate_unknown: bool = True
    duration_min: float | None = None
    duration_max: float | None = None
    duration_unknown: bool = True
    start_after: dt.date | None = None
    start_before: dt.date | None = None
    published_after: dt.date | None = None
    deadline_after: dt.date | None = None
    competency: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    contract_form: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    remote: tuple[str, ...] = ()
    kind: tuple[str, ...] = ("assignment",)
    status: str = "all"
    duplicates: str = "hide"
    sort: str = "relevance"
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    facets: tuple[str, ...] = FACETS
    highlight: bool = True
    explain: bool = False
    interpret: bool = False
    point: Coordinates | None = None

    @classmethod
    def from_query(
        cls,
        params: Iterable[tuple[str, str]],
        defaults: Mapping[str, str | Sequence[str]] | None = None,
        *,
        locate: Locate = locate,
    ) -> SearchRequest:
        """Validate query parameters as they came. A parameter with an empty value counts as not given.

        ``defaults`` stand in for parameters that are not given (the page has others than the API). Raises
        :class:`InvalidRequest` with all errors at once.
        """
        return _Reader(defaults or {}, locate).read(params)

    def to_params(self) -> list[tuple[str, str]]:
        """The request in its one normal form: contract order, values sorted, without what is the API's
        default.
        """
        params: list[tuple[str, str]] = []
        for parameter in PARAMETERS:
            value = getattr(self, parameter.attribute)
            if value != _DEFAULTS[parameter.attribute]:
                params += [(parameter.name, text) for text in _written(parameter, value)]
        return params


_DEFAULTS: Final[dict[str, Any]] = {field.name: field.default for field in fields(SearchRequest)}


def _written(parameter: Parameter, value: Any) -> list[str]:
    match value:
        case bool():
            return ["true" if value else "false"]
        case tuple() if parameter.holds == "names":
            return [",".join(value) or NO_FACETS]
        case tuple():
            return list(value)
        case float():
            return [_number(value)]
        case dt.date():
            return [value.isoformat()]
    return [str(value)]


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


class _Reader:
    """Reads one request and gathers all that is wrong with it."""

    def __init__(self, defaults: Mapping[str, str | Sequence[str]], locate: Locate) -> None:
        self._defaults = defaults
        self._locate = locate
        self._errors: list[ParameterError] = []
        self._values: dict[str, Any] = {}

    def read(self, params: Iterable[tuple[str, str]]) -> SearchRequest:
        given = self._grouped(list(params))
        for name, value in self._defaults.items():
            given.setdefault(name, [value] if isinstance(value, str) else list(value))
        for name, values in given.items():
            self._read_parameter(BY_NAME[name], values)
        self._check_together()
        if self._errors:
            raise InvalidRequest(self._errors)
        return SearchRequest(**self._values)

    def _wrong(self, parameter: str, message: str) -> None:
        self._errors.append(ParameterError(parameter, message))

    def _grouped(self, params: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {}
        counts = Counter(name for name, _ in params)
        for name, count in counts.items():
            if count > MOST_VALUES and name in BY_NAME and BY_NAME[name].holds in REPEATABLE:
                message = f"heeft {count} waarden; het mogen er hoogstens {MOST_VALUES} zijn"
                self._wrong(name, message)
        unknown: set[str] = set()
        for name, raw in params:
            value = _clean(raw)
            if name not in BY_NAME:
                if name not in unknown:
                    self._wrong(name[:LONGEST_NAME], _unknown_parameter(name))
                unknown.add(name)
            elif value or _is_mistake(BY_NAME[name], raw, counts[name]):
                grouped.setdefault(name, []).append(value)
        return grouped

    def _read_parameter(self, parameter: Parameter, values: list[str]) -> None:
        name = parameter.name
        if parameter.holds not in REPEATABLE and len(values) > 1:
            return self._wrong(name, f"staat er {len(values)} keer, maar mag maar één keer voorkomen")
        longest = {"text": parameter.high, "cursor": LONGEST_CURSOR}.get(parameter.holds, LONGEST_VALUE)
        if any(len(value) > longest for value in values):
            most = max(len(value) for value in values)
            return self._wrong(name, f"is {most} tekens lang; het mogen er hoogstens {longest} zijn")
        try:
            self._values[parameter.attribute] = _READERS[parameter.holds](parameter, values)
        except ValueError as error:
            self._wrong(name, str(error))
        return None

    def _check_together(self) -> None:
        values = self._values
        for low, high in PAIRS:
            first, second = (values.get(BY_NAME[name].attribute) for name in (low, high))
            if first is not None and second is not None and first > second:
                shown = (_written(BY_NAME[low], first)[0], _written(BY_NAME[high], second)[0])
                self._wrong(low, f"is {shown[0]}, en dat is meer dan {high} ({shown[1]})")
        failed = {error.parameter for error in self._errors}
        near = values.get("near")
        if near is None and "near" not in failed:
            if "radius_km" in values:
                self._wrong("radiusKm", "heeft alleen zin samen met near, en near ontbreekt")
            if values.get("sort") == "distance":
                self._wrong("sort", "distance heeft alleen zin samen met near, en near ontbreekt")
        elif near is not None:
            values["point"] = self._locate(near)
            if values["point"] is None:
                self._wrong("near", unlocated.told(_shown(near), unlocated.instead(near)))


def _clean(value: str) -> str:
    """Without control characters or lone surrogates, white space single, Unicode in its composed form."""
    encodable = value.encode("utf-8", "replace").decode("utf-8")
    plain = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in encodable)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def _is_mistake(parameter: Parameter, raw: str, count: int) -> bool:
    """Whether a value that says nothing is wrong, rather than left blank: control characters where no free text is asked,
    and a blank beside other choices.
    """
    if parameter.holds in ("text", "values"):
        return False
    return bool(raw.strip()) or (parameter.holds == "choices" and count > 1)


def _shown(value: str) -> str:
    short = value if len(value) <= 40 else value[:39] + "…"
    return f"‘{short}’"


def _unknown_parameter(name: str) -> str:
    lowered = {known.lower(): known for known in BY_NAME}
    near = difflib.get_close_matches(name.lower()[:LONGEST_NAME], lowered, n=1, cutoff=0.6)
    hint = f"; bedoelde u {lowered[near[0]]}?" if near else f"; wel bekend zijn {', '.join(BY_NAME)}"
    return f"deze parameter bestaat niet{hint}"


def _text(parameter: Parameter, values: list[str]) -> str:
    return values[0]


def _values(parameter: Parameter, values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def _real(parameter: Parameter, values: list[str]) -> float:
    value = values[0]
    allowed = (
        f"een getal van {_number(parameter.low)} tot en met {_number(parameter.high)} ({parameter.unit})"
    )
    if not _NUMBER.fullmatch(value):
        raise ValueError(f"{_shown(value)} is geen getal; geef {allowed}")
    number = float(value.replace(",", "."))
    if not math.isfinite(number) or not parameter.low <= number <= parameter.high:
        raise ValueError(f"{_shown(value)} valt buiten de grenzen; geef {allowed}")
    return number


def _integer(parameter: Parameter, values: list[str]) -> int:
    value = values[0]
    if not re.fullmatch(r"[0-9]{1,6}", value) or not parameter.low <= int(value) <= parameter.high:
        allowed = f"{_number(parameter.low)} tot en met {_number(parameter.high)}"
        raise ValueError(f"{_shown(value)} mag niet; geef een heel getal van {allowed}")
    return int(value)


def _date(parameter: Parameter, values: list[str]) -> dt.date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", values[0]):
            raise ValueError
        return dt.date.fromisoformat(values[0])
    except ValueError:
        raise ValueError(
            f"{_shown(values[0])} is geen datum; geef jaar-maand-dag, zoals 2026-03-31"
        ) from None


def _choice(parameter: Parameter, values: list[str]) -> str:
    if values[0] not in parameter.allowed:
        raise ValueError(_not_allowed(values[0], parameter.allowed))
    return values[0]


def _choices(parameter: Parameter, values: list[str]) -> tuple[str, ...]:
    wrong = [value for value in values if value not in parameter.allowed]
    if wrong:
        raise ValueError(_not_allowed(wrong[0], parameter.allowed))
    return _values(parameter, values)


def _not_allowed(value: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(value.lower(), allowed, n=1)
    hint = f" Bedoelde u {near[0]}?" if near else ""
    return f"{_shown(value)} mag niet; kies uit {', '.join(allowed)}.{hint}"


def _switch(parameter: Parameter, values: list[str]) -> bool:
    if values[0] not in {"true", "false"}:
        raise ValueError(f"{_shown(values[0])} mag niet; geef true of false")
    return values[0] == "true"


def _names(parameter: Parameter, values: list[str]) -> tuple[str, ...]:
    asked = [name.strip() for name in values[0].split(",")]
    if asked == [NO_FACETS]:
        return ()
    if NO_FACETS in asked:
        raise ValueError(f"{NO_FACETS} staat alleen; laat {NO_FACETS} weg, of laat de andere namen weg")
    for name in asked:
        if name not in parameter.allowed:
            raise ValueError(_not_allowed(name, (*parameter.allowed, NO_FACETS)))
    return tuple(name for name in parameter.allowed if name in asked)


def _cursor(parameter: Parameter, values: list[str]) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", values[0]):
        raise ValueError("is geen cursor die deze dienst heeft gegeven; begin opnieuw zonder cursor")
    return values[0]


_READERS: Final[dict[str, Callable[[Parameter, list[str]], Any]]] = {
    "text": _text,
    "values": _values,
    "number": _real,
    "integer": _integer,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "switch": _switch,
    "names": _names,
    "cursor": _cursor,
}

__all__ = ["LONGEST_TEXT", "InvalidRequest", "Locate", "ParameterError", "SearchRequest", "locate"]
