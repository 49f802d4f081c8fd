"""Filters on a date, each with its fields and, in words, the choices most readers need."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.search.parameters import BY_NAME, PAIRS
from app.search.request import SearchRequest
from app.wording.addresses import Params, address, without
from app.wording.words import words


@dataclass(frozen=True, slots=True)
class DateField:
    """A date to fill in. ``least`` and ``most`` are what the other end of the same filter leaves; empty for none."""

    parameter: str
    label: str
    value: str
    least: str
    most: str


@dataclass(frozen=True, slots=True)
class Quick:
    """A choice in words, and the address of the search with it; of a chosen one, the search without it."""

    text: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A filter on a date. ``chosen`` counts the dates that are filled in."""

    id: str
    title: str
    note: str
    fields: Sequence[DateField]
    quick: Sequence[Quick]
    chosen: int


def moments(request: SearchRequest, params: Params, today: dt.date) -> list[Moment]:
    """The date filters of the panel. ``today`` is the day in the Netherlands that the choices count from."""
    return [_moment(table, request, params, today) for table in words()["date"]]


def _moment(table: Mapping[str, Any], request: SearchRequest, params: Params, today: dt.date) -> Moment:
    fields = [_field(parameter, label, request) for parameter, label in table["fields"].items()]
    filled = {field.parameter: field.value for field in fields if field.value}
    left = without(params, *table["fields"])
    quick = []
    for row in table["quick"]:
        own = {row["parameter"]: _day(row, today).isoformat()}
        chosen = own == filled
        quick.append(Quick(row["text"], address(left if chosen else [*left, *own.items()]), chosen))
    return Moment(table["id"], table["title"], table["note"], fields, quick, len(filled))


def _field(parameter: str, label: str, request: SearchRequest) -> DateField:
    least, most = ("", "")
    for low, high in PAIRS:
        if parameter == high:
            least = _asked(low, request)
        elif parameter == low:
            most = _asked(high, request)
    return DateField(parameter, label, _asked(parameter, request), least, most)


def _asked(parameter: str, request: SearchRequest) -> str:
    value: dt.date | None = getattr(request, BY_NAME[parameter].attribute)
    return "" if value is None else value.isoformat()


def _day(row: Mapping[str, Any], today: dt.date) -> dt.date:
    if row.get("nextMonth"):
        return _months_on(today, 1).replace(day=1)
    return _months_on(today, row.get("months", 0)) + dt.timedelta(days=row.get("days", 0))


def _months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
