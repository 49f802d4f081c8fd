"""Facts as a Dutch reader writes them: money, numbers, dates, hours, rates, closing times. Text in, text out.

Written after the advice of the Nederlandse Taalunie (taaladvies.net): "€ 1.250,50" with a no-break space behind the
euro sign, "11.00 uur", months and days without a capital.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from indexer.language.days import MONTHS, WEEKDAYS
from indexer.record import AMSTERDAM

REMOTE: Final = {"onsite": "op locatie", "hybrid": "deels op afstand", "remote": "op afstand"}

SOON_DAYS: Final = 7
"""What closes within a week asks for attention."""
COUNTED_DAYS: Final = 14
"""Up to two weeks a reader counts in days; beyond that the date says more."""
MOST_PLACES: Final = 3
NOT_STATED: Final = "niet genoemd"
"""Of a fact whose name stands beside it."""

_NO_BREAK: Final = "\u00a0"

State = Literal["open", "soon", "closed"]


class Closing(NamedTuple):
    """When an assignment closes, in words, and what that means today."""

    text: str
    state: State


def _grouped(number: float, decimals: int) -> str:
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def number(value: float) -> str:
    """At most one decimal, and none where it would be 0."""
    rounded = round(float(value), 1)
    return _grouped(rounded, 0 if rounded.is_integer() else 1)


def money(euros: float) -> str:
    """An amount in euro, with cents only where there are any."""
    rounded = round(float(euros), 2)
    return f"€{_NO_BREAK}{_grouped(rounded, 0 if rounded.is_integer() else 2)}"


def amount(count: int, one: str = "opdracht", many: str = "opdrachten") -> str:
    """How many there are: "Geen opdrachten", "1 opdracht", "14 opdrachten"."""
    if count == 0:
        return f"Geen {many}"
    return f"{_grouped(count, 0)} {one if count == 1 else many}"


def hours(value: Mapping[str, Any]) -> str:
    """Hours per week from ``{"min", "max"}``."""
    amount = amount_of_hours(value)
    return f"{amount} per week" if amount else f"uren {NOT_STATED}"


def amount_of_hours(value: Mapping[str, Any]) -> str:
    """The same where the reader knows that it is a week's; empty where none is stated."""
    low, high = value.get("min"), value.get("max")
    if low is None:
        return "" if high is None else f"hoogstens {number(high)} uur"
    if high is None:
        return f"minstens {number(low)} uur"
    return f"{number(low)} uur" if low == high else f"{number(low)} – {number(high)} uur"


def rate(value: Mapping[str, Any]) -> str:
    """Euro per hour from ``{"min", "max", "derived"}``; a derived figure is marked as such."""
    amount = amount_of_rate(value)
    if not amount:
        return f"tarief {NOT_STATED}"
    return f"{amount} per uur" + (", berekend uit het budget" if is_derived(value) else "")


def amount_of_rate(value: Mapping[str, Any]) -> str:
    """The same where the reader knows that it is an hour's; empty where none is known."""
    low, high = value.get("min"), value.get("max")
    if is_derived(value):
        return f"±{_NO_BREAK}{money(round(value['derived']))}"
    if low is None:
        return "" if high is None else f"hoogstens {money(high)}"
    if high is None:
        return f"vanaf {money(low)}"
    return money(low) if low == high else f"{money(low)} – {money(high)}"


def is_derived(rate: Mapping[str, Any]) -> bool:
    """Whether the only rate known is worked out from the budget."""
    return rate.get("min") is None and rate.get("max") is None and rate.get("derived") is not None


def duration(months: float | None) -> str:
    """A duration in months."""
    if months is None:
        return f"duur {NOT_STATED}"
    if months == 0.5:
        return "een halve maand"
    return f"{number(months)} {'maand' if months == 1 else 'maanden'}"


def extension(value: str | bool | None) -> str:
    """The option of going on, empty where none is stated."""
    if isinstance(value, str):
        return f"verlenging: {value}"
    return "verlenging mogelijk" if value else ""


def day(date: dt.date | str) -> str:
    """ "16 december 2024"."""
    date = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def long_day(date: dt.date | str) -> str:
    """ "maandag 16 december 2024"."""
    date = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{WEEKDAYS[date.weekday()]} {day(date)}"


def clock(moment: str) -> str:
    """The Dutch local time of a moment in UTC: "11.00 uur"."""
    return dt.datetime.fromisoformat(moment).astimezone(AMSTERDAM).strftime("%H.%M uur")


def start(record: Mapping[str, Any]) -> str:
    """When the work starts."""
    date = record.get("startDate")
    if record.get("asap"):
        return f"zo snel mogelijk, in elk geval {day(date)}" if date else "zo snel mogelijk"
    return day(date) if date else f"start {NOT_STATED}"


def closing(record: Mapping[str, Any], now: dt.datetime) -> Closing:
    """When an assignment closes or closed, seen from ``now`` (an aware moment)."""
    here = now.astimezone(AMSTERDAM)
    if record.get("deadline") is None:
        return _without_deadline(record, here.date())
    deadline = dt.date.fromisoformat(record["deadline"])
    left = (deadline - here.date()).days
    at = record.get("deadlineAt")
    if left < 0:
        return Closing(f"gesloten sinds {'gisteren' if left == -1 else day(deadline)}", "closed")
    if left == 0 and at and dt.datetime.fromisoformat(at) <= now:
        return Closing(f"gesloten sinds vandaag {clock(at)}", "closed")
    if record.get("status") == "closed":
        return Closing("gesloten", "closed")
    return Closing(_closes(deadline, left, here.year, at), "soon" if left <= SOON_DAYS else "open")


def _without_deadline(record: Mapping[str, Any], today: dt.date) -> Closing:
    """What has ended is over, also where nobody said when to respond by."""
    end = record.get("endDate")
    if record.get("status") == "closed":
        return Closing("gesloten", "closed")
    if end and dt.date.fromisoformat(end) < today:
        return Closing(f"afgelopen sinds {day(end)}", "closed")
    return Closing(f"sluitingsdatum {NOT_STATED}", "open")


def _closes(deadline: dt.date, left: int, this_year: int, at: str | None) -> str:
    if left <= 1:
        return f"sluit {('vandaag', 'morgen')[left]}" + (f" om {clock(at)}" if at else "")
    if left <= COUNTED_DAYS:
        return f"sluit over {left} dagen"
    written = day(deadline)
    return f"sluit op {written if deadline.year != this_year else written.rsplit(' ', 1)[0]}"


def distance(kilometres: float) -> str:
    """ "7,4 km"; from ten kilometres on without a decimal."""
    return f"{number(kilometres if kilometres < 10 else round(kilometres))} km"


def listed(words: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"."""
    return " en ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""


def where(record: Mapping[str, Any]) -> str:
    """Where the work is, with the province, and how much of it is done elsewhere."""
    return ", ".join(part for part in where_in_parts(record) if part)


def where_in_parts(record: Mapping[str, Any]) -> tuple[str, str, str]:
    """Where the work is, the province that all of it lies in, and how much of it is done elsewhere; empty for what is not told."""
    places = record.get("places") or []
    remote = record.get("remote")
    elsewhere = REMOTE[remote] if remote in ("remote", "hybrid") else ""
    if not places:
        return ("", "", elsewhere) if elsewhere else (f"plaats {NOT_STATED}", "", "")
    provinces = list(dict.fromkeys(place.get("province") for place in places))
    one = provinces[0] if len(provinces) == 1 else None
    names = [_place(place, with_province=len(provinces) > 1) for place in places]
    if len(names) > MOST_PLACES:
        names = [*names[: MOST_PLACES - 1], f"{len(names) - MOST_PLACES + 1} andere plaatsen"]
    text = listed(names)
    return text, one if one and text != one else "", elsewhere


def _place(place: Mapping[str, Any], *, with_province: bool) -> str:
    name, province = str(place["name"]), place.get("province")
    return f"{name} ({province})" if with_province and province and province != name else name
