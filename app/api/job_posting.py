"""A record as schema.org JobPosting, with what the record knows and nothing else.

Properties: https://schema.org/JobPosting, and what search engines read of it:
https://developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from markupsafe import Markup

from indexer.record import AMSTERDAM, open_until

MEDIA_TYPE: Final = "application/ld+json"
POSTED_KINDS: Final = frozenset({"assignment", "vacancy"})
FULL_TIME_HOURS: Final = 36
"""Hours a week from which work in the Dutch social domain counts as full time (the collective agreements of
gemeenten and of social work both put it at 36).
"""
UNNAMED: Final = "confidential"
"""What search engines want where a client is not named, as in the postings of many brokers."""
_EMPLOYMENT: Final = {"zzp": "CONTRACTOR", "detachering": "TEMPORARY", "loondienst": "TEMPORARY"}
# schema.org knows no Dutch levels; these are the credentials that search engines accept.
_CREDENTIALS: Final = {
    "mbo": "professional certificate",
    "hbo": "bachelor degree",
    "wo": "postgraduate degree",
}
_COUNTRY: Final = {"@type": "Country", "name": "NL"}
_POSTCODE: Final = re.compile(r"\b([1-9]\d{3}) ?([A-Z]{2})\b")


def embedded(record: dict[str, Any], page: str, first_seen: str | None, now: dt.datetime) -> Markup | None:
    """The posting as the content of a script element of type :data:`MEDIA_TYPE`; ``None`` for what is not or no longer
    offered. Browsers do not run such a block, so that no content policy needs to allow it.
    """
    if record["kind"] not in POSTED_KINDS or is_over(record, now):
        return None
    text = orjson.dumps(job_posting(record, page, first_seen)).decode("utf-8")
    # In JSON these stand inside strings alone; written so, no text can end the element or begin another.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def is_over(record: dict[str, Any], now: dt.datetime) -> bool:
    """Whether nobody can respond any more at ``now`` (an aware moment), so that it may not be offered as a job."""
    today = now.astimezone(AMSTERDAM).date().isoformat()
    until = open_until(record["deadline"], record["endDate"])
    if record["status"] == "closed" or (until is not None and until < today):
        return True
    return bool(record["deadlineAt"]) and dt.datetime.fromisoformat(record["deadlineAt"]) <= now


def job_posting(record: dict[str, Any], page: str, first_seen: str | None) -> dict[str, Any]:
    """``record`` is the contract's, with its text, of a kind in :data:`POSTED_KINDS`; ``page`` the absolute address of its
    page; ``first_seen`` when it came in (UTC, ISO 8601), which is told where the text does not say when it was posted.
    """
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "url": page,
        "sameAs": record["sourceUrl"],
        "identifier": _identifier(record),
        "title": record["title"],
        "description": description(record["text"]),
        "datePosted": record["published"] or _dutch_day(first_seen),
        "validThrough": record["deadlineAt"] or _end_of_day(record["deadline"]),
        "hiringOrganization": _organisation(record["organisation"]),
        "jobLocation": [_place(record, place) for place in record["places"]],
        # For work that is done fully away from the client; from where it may be done is asked for along with it.
        "jobLocationType": "TELECOMMUTE" if record["remote"] == "remote" else None,
        "applicantLocationRequirements": _COUNTRY if record["remote"] == "remote" else None,
        "employmentType": _employment_types(record),
        "baseSalary": _salary(record["rate"]),
        "workHours": _hours(record["hours"]),
        "jobStartDate": record["startDate"],
        "jobImmediateStart": True if record["asap"] else None,
        "educationRequirements": _education(record["education"]),
        "skills": [competency["label"] for competency in record["competencies"]],
        "directApply": False,  # who responds does so at the source
    }
    return {name: value for name, value in posting.items() if value not in (None, [], "")}


def _identifier(record: dict[str, Any]) -> dict[str, Any]:
    named = {"name": record["organisation"]} if record["organisation"] else {}
    return {"@type": "PropertyValue", **named, "value": record["reference"] or record["id"]}


def description(text: str) -> str:
    """The text as HTML, which this property holds: blocks become paragraphs, everything else stays text."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "".join(
        f"<p>{html.escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks if block
    )


def _organisation(name: str | None) -> dict[str, Any] | str:
    return {"@type": "Organization", "name": name} if name else UNNAMED


def _dutch_day(moment: str | None) -> str | None:
    return dt.datetime.fromisoformat(moment).astimezone(AMSTERDAM).date().isoformat() if moment else None


def _end_of_day(deadline: str | None) -> str | None:
    """A closing day without a time counts to its end; as a bare date it would be read as its beginning."""
    if deadline is None:
        return None
    return dt.datetime.combine(dt.date.fromisoformat(deadline), dt.time(23, 59, 59), AMSTERDAM).isoformat()


def _place(record: dict[str, Any], place: dict[str, Any]) -> dict[str, Any]:
    named = {
        # What is named may be a province as a whole, which is no locality.
        "addressLocality": None if is_province(place) else place["name"],
        "addressRegion": place["province"],
        "postalCode": postcode(record, place),
        "addressCountry": "NL",
    }
    address = {"@type": "PostalAddress", **{name: value for name, value in named.items() if value}}
    found: dict[str, Any] = {"@type": "Place", "address": address}
    if place["lat"] is not None and place["lon"] is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}
    return found


def is_province(place: Mapping[str, Any]) -> bool:
    """Whether a place is a province and nothing smaller."""
    return place["gemeente"] is None and place["name"] == place["province"]


def postcode(record: Mapping[str, Any], place: Mapping[str, Any]) -> str | None:
    """The one postcode that stands in the text on the line where the place was read, such as ``7671 AB``."""
    text, found = record["text"], set()
    for read in record["evidence"].get("places", ()):
        start = text.rfind("\n", 0, read["start"]) + 1
        end = text.find("\n", read["end"])
        line = text[start : len(text) if end < 0 else end]
        if place["name"] in line:
            found |= {" ".join(match) for match in _POSTCODE.findall(line)}
    return found.pop() if len(found) == 1 else None


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
