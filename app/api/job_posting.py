"""A record as schema.org JobPosting, with what the record knows and nothing else.

Properties: https://schema.org/JobPosting, and what search engines read of it:
https://developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from __future__ import annotations

import html
from typing import Any, Final

MEDIA_TYPE: Final = "application/ld+json"
POSTED_KINDS: Final = frozenset({"assignment", "vacancy"})
FULL_TIME_HOURS: Final = 36
"""Hours a week from which work in the Dutch social domain counts as full time (the collective agreements of
gemeenten and of social work both put it at 36).
"""
_EMPLOYMENT: Final = {"zzp": "CONTRACTOR", "detachering": "TEMPORARY", "loondienst": "TEMPORARY"}
# schema.org knows no Dutch levels; these are the credentials that search engines accept.
_CREDENTIALS: Final = {
    "mbo": "professional certificate",
    "hbo": "bachelor degree",
    "wo": "postgraduate degree",
}


def job_posting(record: dict[str, Any], page: str) -> dict[str, Any]:
    """``record`` is the contract's, with its text, of a kind in :data:`POSTED_KINDS`; ``page`` the absolute
    address of its page.
    """
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "url": page,
        "sameAs": record["sourceUrl"],
        "identifier": _identifier(record),
        "title": record["title"],
        "description": _description(record["text"]),
        "datePosted": record["published"],
        "validThrough": record["deadlineAt"] or record["deadline"],
        "hiringOrganization": _organisation(record["organisation"]),
        "jobLocation": [_place(place) for place in record["places"]],
        "jobLocationType": "TELECOMMUTE" if record["remote"] == "remote" else None,
        "employmentType": _employment_types(record),
        "baseSalary": _salary(record["rate"]),
        "workHours": _hours(record["hours"]),
        "jobStartDate": record["startDate"],
        "jobImmediateStart": True if record["asap"] else None,
        "educationRequirements": _education(record["education"]),
        "skills": [competency["label"] for competency in record["competencies"]],
    }
    return {name: value for name, value in posting.items() if value not in (None, [], "")}


def _identifier(record: dict[str, Any]) -> dict[str, Any]:
    named = {"name": record["organisation"]} if record["organisation"] else {}
    return {"@type": "PropertyValue", **named, "value": record["reference"] or record["id"]}


def _description(text: str) -> str:
    """The text as HTML, which this property holds: blocks become paragraphs, everything else stays text."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)


def _organisation(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None


def _place(place: dict[str, Any]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "@type": "PostalAddress",
        "addressLocality": place["name"],
        "addressCountry": "NL",
    }
    if place["province"]:
        location["addressRegion"] = place["province"]
    found: dict[str, Any] = {"@type": "Place", "address": location}
    if place["lat"] is not None and place["lon"] is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}
    return found


def _employment_types(record: dict[str, Any]) -> list[str]:
    if record["kind"] == "assignment":
        # Every assignment is temporary; whether a contractor may do it is known only where the text says so.
        forms = record["contractForms"]
        return list(dict.fromkeys(_EMPLOYMENT[form] for form in forms)) or ["TEMPORARY"]
    most = record["hours"]["max"]
    if most is None:
        return []
    return ["FULL_TIME" if most >= FULL_TIME_HOURS else "PART_TIME"]


def _salary(rate: dict[str, Any]) -> dict[str, Any] | None:
    """The stated rate alone: a derived one was never offered."""
    low, high = rate["min"], rate["max"]
    if low is None and high is None:
        return None
    stated = {"value": low} if low == high else {"minValue": low, "maxValue": high}
    value = {name: amount for name, amount in stated.items() if amount is not None}
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", **value, "unitText": "HOUR"},
    }


def _hours(hours: dict[str, Any]) -> str | None:
    low, high = hours["min"], hours["max"]
    if low is None or high is None or low == high:
        one = low if high is None else high
        bound = "minstens " if high is None else "hoogstens " if low is None else ""
        return None if one is None else f"{bound}{_number(one)} uur per week"
    return f"{_number(low)} tot {_number(high)} uur per week"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _education(level: str | None) -> dict[str, Any] | None:
    if level is None:
        return None
    return {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": _CREDENTIALS[level],
        "educationalLevel": level,
    }
