"""The values of a record as Dutch words, for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from indexer.record import Hours, Place, Rate, Record

KIND_LABELS = {"assignment": "opdracht", "vacancy": "vacature", "article": "artikel", "other": "overig"}
REMOTE_LABELS = {"onsite": "op locatie", "hybrid": "hybride", "remote": "op afstand"}
STATUS_LABELS = {"open": "open", "closed": "gesloten"}
FIELD_LABELS = {
    "title": "titel",
    "reference": "kenmerk",
    "organisation": "opdrachtgever",
    "places": "plaats",
    "remote": "werkplek",
    "hours": "uren",
    "rate": "tarief",
    "budget_total": "budget",
    "start_date": "start",
    "asap": "zo snel mogelijk",
    "end_date": "einde",
    "duration_months": "duur",
    "extension": "verlenging",
    "deadline": "sluit",
    "deadline_at": "sluit om",
    "published": "geplaatst",
    "status": "stand",
    "contract_forms": "contractvorm",
    "education": "opleiding",
    "summary": "samenvatting",
    "source_url": "bron",
    "competencies": "competenties",
}
_DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


def number(value: float) -> str:
    """At most two decimals behind a comma, as the Dutch write it: 76,09; 32; 11,5; 45.000."""
    text = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",")


def euro(value: float) -> str:
    """An amount with two decimals, or none: ``€ 83,95``, ``€ 90``."""
    text = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return "€ " + text.removesuffix(",00")


def date(value: dt.date) -> str:
    """Day, month, year: ``21-1-2019``."""
    return f"{value.day}-{value.month}-{value.year}"


def span(low: float | None, high: float | None, write: Any) -> str:
    """Both ends, or the one that is known; an empty string when neither is."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"hoogstens {write(high)}"
    if high is None:
        return f"minstens {write(low)}"
    return str(write(low)) if low == high else f"{write(low)} tot {write(high)}"


def hours(value: Hours) -> str:
    words = span(value.min, value.max, number)
    return f"{words} uur per week" if words else ""


def rate(value: Rate) -> str:
    words = span(value.min, value.max, euro)
    if not words:
        return f"omgerekend {euro(value.derived)} per uur" if value.derived is not None else ""
    vat = {"excl": " excl. btw", "incl": ", omgerekend naar zonder btw"}.get(value.vat or "", "")
    return f"{words} per uur{vat}"


def place(value: Place) -> str:
    """``Vriezenveen (Twenterand, Overijssel)``; a gemeente with the name of its place is not repeated."""
    further = [part for part in (value.gemeente, value.province) if part and part != value.name]
    return f"{value.name} ({', '.join(further)})" if further else value.name


def _plain(value: Any) -> str:
    match value:
        case None | False | () | "":
            return ""
        case True:
            return "ja"
        case dt.datetime():
            return value.astimezone(_DUTCH_TIME).strftime("%-d-%-m-%Y %H:%M")
        case dt.date():
            return date(value)
        case tuple():
            return ", ".join(map(str, value))
    return str(value)


def described(record: Record) -> Iterator[tuple[str, str]]:
    """(attribute, value in words) of every field that is set, in the order of :data:`FIELD_LABELS`."""
    special: Mapping[str, str] = {
        "places": "; ".join(map(place, record.places)),
        "remote": REMOTE_LABELS.get(record.remote or "", ""),
        "hours": hours(record.hours),
        "rate": rate(record.rate),
        "budget_total": "" if record.budget_total is None else euro(record.budget_total),
        "duration_months": ""
        if record.duration_months is None
        else f"{number(record.duration_months)} maanden",
        "extension": "mogelijk" if record.extension is True else str(record.extension or ""),
        "status": STATUS_LABELS.get(record.status or "", ""),
        "competencies": str(len(record.competencies)) if record.competencies else "",
    }
    for name in FIELD_LABELS:
        words = special[name] if name in special else _plain(getattr(record, name))
        if words:
            yield name, words
