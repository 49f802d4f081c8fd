"""schema.org JobPosting as lines of label and value, so that its facts stand in the plain text like all others.

Source of the property names: schema.org/JobPosting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from indexer.readers.json_ld import of_type

_LONGEST = 500
"""Characters of a value."""
_MOST = 50
"""Values of one property: places, forms of contract."""
HEADING = "Gegevens in de pagina (schema.org)"
_EMPLOYMENT = {
    "CONTRACTOR": "zzp",
    "TEMPORARY": "tijdelijk",
    "FULL_TIME": "fulltime",
    "PART_TIME": "parttime",
}


def _texts(value: Any) -> list[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Mapping):
        return _texts(value.get("name") or value.get("value") or value.get("credentialCategory") or "")
    return [" ".join(str(value).split())] if value not in (None, "") else []


def _address(place: Any) -> str:
    address = place.get("address", {}) if isinstance(place, Mapping) else {}
    if not isinstance(address, Mapping):
        return ", ".join(_texts(address))
    names = ("streetAddress", "postalCode", "addressLocality")
    return ", ".join(text for name in names for text in _texts(address.get(name)))


def _salary(value: Any) -> str | None:
    """``€ 90 - € 110 per uur`` of a MonetaryAmount by the hour or day; other periods are a salary, told as such."""
    if not isinstance(value, Mapping):
        return f"€ {value}" if isinstance(value, int | float) else None
    amount = value.get("value", value)
    if not isinstance(amount, Mapping):
        amount = {"value": amount, "unitText": value.get("unitText")}
    unit = str(amount.get("unitText") or value.get("unitText") or "").upper()
    period = {"HOUR": "per uur", "DAY": "per dag"}.get(unit)
    if period is None:
        return None
    low, high, one = amount.get("minValue"), amount.get("maxValue"), amount.get("value")
    if low and high:
        return f"€ {low} - € {high} {period}"
    if high:
        return f"maximaal € {high} {period}"
    figure = one or low
    return f"€ {figure} {period}" if figure else None


def _rows(posting: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    simple = (
        ("Functie", "title"),
        ("Referentie", "identifier"),
        ("Organisatie", "hiringOrganization"),
        ("Geplaatst op", "datePosted"),
        ("Sluitingsdatum", "validThrough"),
        ("Uren per week", "workHours"),
        ("Startdatum", "jobStartDate"),
        ("Opleiding", "educationRequirements"),
    )
    for label, name in simple:
        for text in _texts(posting.get(name))[:1]:
            yield (
                label,
                text.replace("T", " ", 1)[:16]
                if name in ("validThrough", "datePosted", "jobStartDate")
                else text,
            )
    places = posting.get("jobLocation") or []
    for place in islice(places if isinstance(places, list) else [places], _MOST):
        if words := _address(place):
            yield "Plaats", words
        address = place.get("address") if isinstance(place, Mapping) else None
        if isinstance(address, Mapping) and (region := _texts(address.get("addressRegion"))):
            yield "Provincie", region[0]
    forms = [
        _EMPLOYMENT.get(text.upper(), text.lower()) for text in _texts(posting.get("employmentType"))[:_MOST]
    ]
    if forms:
        yield "Contractvorm", ", ".join(forms)
    if rate := _salary(posting.get("baseSalary")):
        yield "Tarief", rate
    if str(posting.get("jobLocationType", "")).upper() == "TELECOMMUTE":
        yield "Remote", "volledig op afstand"


def job_posting(structured: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The first JobPosting among the JSON-LD objects of a page."""
    return next(of_type(structured, "JobPosting"), None)


def as_lines(structured: Sequence[Mapping[str, Any]], most: int) -> str:
    """The block to append to the plain text, empty where the page holds no JobPosting. Its lines end where it would have more
    than ``most`` characters; a value is cut at what a person might write.
    """
    posting = job_posting(structured)
    if posting is None:
        return ""
    lines: list[str] = []
    left = most - len(f"\n\n{HEADING}")
    for label, value in _rows(posting):
        line = f"\n{label}: {value[:_LONGEST]}".rstrip()
        if len(line) > left:
            break
        left -= len(line)
        lines.append(line)
    return f"\n\n{HEADING}{''.join(lines)}" if lines else ""
