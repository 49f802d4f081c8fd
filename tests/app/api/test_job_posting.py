"""schema.org JobPosting: what the record knows, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.job_posting import embedded, is_over, job_posting
from app.main import create_app
from indexer.record import Competency, Evidence, Hours, Place, Rate, Record, Sibling, to_json
from tests.app.api.conftest import settings
from tests.app.api.test_errors import problem
from tests.app.search.builders import publish, record

PAGE = "https://opdrachten.example.nl/opdrachten/a"
SEEN = "2026-03-03T23:30:00Z"
"""Half past midnight on the fourth, in the Netherlands."""


def posting(**values: Any) -> dict[str, Any]:
    return job_posting(to_json(record("a", **values), with_text=True), PAGE, SEEN)


def test_a_full_record(client: TestClient) -> None:
    response = client.get("/v1/assignments/full", headers={"Accept": "application/ld+json"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["vary"].startswith("Accept")
    assert response.json() == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "url": "http://testserver/opdrachten/full",
        "sameAs": "https://opdrachten.example.nl/1",
        "identifier": {"@type": "PropertyValue", "name": "Gemeente Twenterand", "value": "SRQ1"},
        "title": "Procesbegeleider jeugd",
        "description": (
            "<p>12 - 16 uur</p><p>Begeleid het proces &lt;b&gt;goed&lt;/b&gt; &amp; snel.<br>Met gezinnen.</p>"
        ),
        "datePosted": "2026-03-01",
        "validThrough": "2026-03-17T08:00:00Z",
        "hiringOrganization": {"@type": "Organization", "name": "Gemeente Twenterand"},
        "jobLocation": [
            {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Vriezenveen",
                    "addressRegion": "Overijssel",
                    "addressCountry": "NL",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 52.4083, "longitude": 6.6222},
            }
        ],
        "employmentType": ["CONTRACTOR", "TEMPORARY"],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 80, "maxValue": 95.5, "unitText": "HOUR"},
        },
        "workHours": "12 tot 16 uur per week",
        "jobStartDate": "2026-04-01",
        "educationRequirements": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "bachelor degree",
            "educationalLevel": "hbo",
        },
        "skills": ["Procesbegeleiding"],
        "directApply": False,
    }


def test_an_empty_record_says_what_search_engines_ask_for_and_nothing_else() -> None:
    assert posting() == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "url": PAGE,
        "identifier": {"@type": "PropertyValue", "value": "a"},
        "datePosted": "2026-03-04",
        "hiringOrganization": "confidential",
        "employmentType": ["TEMPORARY"],
        "directApply": False,
    }


def _value(**figures: float) -> dict[str, Any]:
    value = {"@type": "QuantitativeValue", **figures, "unitText": "HOUR"}
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        ({"rate": Rate(None, 95)}, "baseSalary", _value(maxValue=95)),
        ({"rate": Rate(80, None)}, "baseSalary", _value(minValue=80)),
        ({"rate": Rate(85, 85)}, "baseSalary", _value(value=85)),
        ({"rate": Rate(derived=91.5)}, "baseSalary", None),
        # A closing day counts to its end, in Dutch time.
        ({"deadline": dt.date(2026, 3, 17)}, "validThrough", "2026-03-17T23:59:59+01:00"),
        ({"deadline": dt.date(2026, 7, 17)}, "validThrough", "2026-07-17T23:59:59+02:00"),
        (
            {"deadline": dt.date(2026, 3, 17), "deadline_at": dt.datetime(2026, 3, 17, 8, tzinfo=dt.UTC)},
            "validThrough",
            "2026-03-17T08:00:00Z",
        ),
        ({"published": dt.date(2026, 3, 1)}, "datePosted", "2026-03-01"),
        ({"published": None}, "datePosted", "2026-03-04"),
        ({"title": "Regisseur"}, "title", "Regisseur"),
        ({"organisation": None}, "hiringOrganization", "confidential"),
        (
            {"organisation": "Gemeente Ede"},
            "hiringOrganization",
            {"@type": "Organization", "name": "Gemeente Ede"},
        ),
        (
            {"organisation": "Gemeente Ede", "reference": "SRQ1"},
            "identifier",
            {"@type": "PropertyValue", "name": "Gemeente Ede", "value": "SRQ1"},
        ),
        ({"source_url": "https://example.nl/1"}, "sameAs", "https://example.nl/1"),
        ({"rate": Rate(80, 95)}, "baseSalary", _value(minValue=80, maxValue=95)),
        ({}, "directApply", False),
        (
            {"education": "wo"},
            "educationRequirements",
            {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": "postgraduate degree",
                "educationalLevel": "wo",
            },
        ),
        (
            {"competencies": (Competency("a", "A", "g"), Competency("b", "B", "g", required=False))},
            "skills",
            ["A", "B"],
        ),
        ({"start_date": dt.date(2026, 4, 1)}, "jobStartDate", "2026-04-01"),
        ({"remote": "remote"}, "jobLocationType", "TELECOMMUTE"),
        ({"remote": "remote"}, "applicantLocationRequirements", {"@type": "Country", "name": "NL"}),
        ({"remote": "hybrid"}, "applicantLocationRequirements", None),
        ({"remote": "hybrid"}, "jobLocationType", None),
        ({"asap": True}, "jobImmediateStart", True),
        ({"contract_forms": ("zzp",)}, "employmentType", ["CONTRACTOR"]),
        ({"contract_forms": ("detachering", "loondienst")}, "employmentType", ["TEMPORARY"]),
        ({"kind": "vacancy"}, "employmentType", None),
        ({"kind": "vacancy", "hours": Hours(24, 32)}, "employmentType", ["PART_TIME"]),
        ({"kind": "vacancy", "hours": Hours(32, 36)}, "employmentType", ["FULL_TIME"]),
        ({"hours": Hours(16, 16)}, "workHours", "16 uur per week"),
        ({"hours": Hours(None, 20.5)}, "workHours", "hoogstens 20,5 uur per week"),
        ({"hours": Hours(8, None)}, "workHours", "minstens 8 uur per week"),
        ({"text": "a\n\n\n\n<script>\nb"}, "description", "<p>a</p><p>&lt;script&gt;<br>b</p>"),
        (
            {"places": (Place("Drenthe", None, "Drenthe"),)},
            "jobLocation",
            [
                {
                    "@type": "Place",
                    "address": {
                        "@type": "PostalAddress",
                        "addressRegion": "Drenthe",
                        "addressCountry": "NL",
                    },
                }
            ],
        ),
    ],
)
def test_one_property(values: dict[str, Any], name: str, expected: Any) -> None:
    assert posting(**values).get(name) == expected


def test_every_level_of_education_has_a_credential() -> None:
    assert all("educationRequirements" in posting(education=level) for level in ("mbo", "hbo", "wo"))


VRIEZENVEEN = Place("Vriezenveen", "Twenterand", "Overijssel", (), 52.4, 6.6)
ALMELO = Place("Almelo", "Almelo", "Overijssel", (), 52.3, 6.6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Locatie: Dorpsplein 1, 7671 AB Vriezenveen", "7671 AB"),
        ("Locatie: 7671AB Vriezenveen\nPostbus: 1000 AA Elders", "7671 AB"),
        ("Locatie: Vriezenveen\nStuur uw brief naar 1000 AA", None),
        ("Vriezenveen, 7671 AB of 7672 CD", None),
        ("Vriezenveen in 2026 MEI", None),
        ("Vriezenveen", None),
    ],
)
def test_a_postcode_is_that_of_the_place(text: str, expected: str | None) -> None:
    at = text.index("Vriezenveen")
    proof = {"places": (Evidence(at, at + 11, "Vriezenveen", "label"),)}
    (location,) = posting(places=(VRIEZENVEEN,), text=text, evidence=proof)["jobLocation"]
    assert location["address"].get("postalCode") == expected


def test_each_place_has_its_own_postcode() -> None:
    text = "7671 AB Vriezenveen\n7607 CD Almelo"
    proof = {"places": (Evidence(8, 19, "Vriezenveen", "label"), Evidence(28, 34, "Almelo", "label"))}
    found = posting(places=(VRIEZENVEEN, ALMELO), text=text, evidence=proof)["jobLocation"]
    assert [location["address"]["postalCode"] for location in found] == ["7671 AB", "7607 CD"]
    assert [location["geo"]["latitude"] for location in found] == [52.4, 52.3]
    assert {location["address"]["addressCountry"] for location in found} == {"NL"}


NOON = dt.datetime(2026, 3, 10, 11, tzinfo=dt.UTC)
OVER: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"status": "open"}, False),
    ({"status": "closed"}, True),
    ({"deadline": dt.date(2026, 3, 9)}, True),
    ({"deadline": dt.date(2026, 3, 10)}, False),
    ({"deadline": dt.date(2026, 3, 10), "deadline_at": dt.datetime(2026, 3, 10, 10, tzinfo=dt.UTC)}, True),
    ({"deadline": dt.date(2026, 3, 10), "deadline_at": dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)}, False),
    ({"end_date": dt.date(2026, 3, 9)}, True),
    ({"end_date": dt.date(2026, 3, 9), "deadline": dt.date(2026, 3, 11)}, False),
]


@pytest.mark.parametrize(("values", "over"), OVER)
def test_what_is_over_has_no_markup(values: dict[str, Any], over: bool) -> None:
    plain = to_json(record("a", **values), with_text=True)
    assert is_over(plain, NOON) == over
    assert (embedded(plain, PAGE, SEEN, NOON) is None) == over


@pytest.mark.parametrize("kind", ["article", "other"])
def test_what_is_no_job_has_no_markup(kind: str) -> None:
    assert embedded(to_json(record("a", kind=kind), with_text=True), PAGE, SEEN, NOON) is None


def test_embedded_it_is_the_same_and_no_text_can_end_the_element() -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028 ]]>"
    plain = to_json(record("a", title=hostile, text=hostile, organisation=hostile), with_text=True)
    written = embedded(plain, PAGE, SEEN, NOON)
    assert written is not None
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == job_posting(plain, PAGE, SEEN)


def test_of_postings_of_one_assignment_the_shown_one_has_it(tmp_path: Path) -> None:
    """As on the pages: who reads both would show one job twice."""
    shown = record("getoond", siblings=(Sibling("verborgen", "verborgen.txt", None, False, {}),))
    hidden = record("verborgen", primary=False, siblings=(Sibling("getoond", "getoond.txt", None, True, {}),))
    publish(tmp_path, [shown, hidden])
    with TestClient(create_app(settings(tmp_path))) as client:
        asked = {"Accept": "application/ld+json"}
        assert client.get("/v1/assignments/getoond", headers=asked).json()["@type"] == "JobPosting"
        body = problem(client.get("/v1/assignments/verborgen", headers=asked), 406, "not-acceptable")
        assert "/v1/assignments/getoond" in body["detail"]
        either = {"Accept": "application/ld+json, application/json;q=0.5"}
        problem(client.get("/v1/assignments/verborgen", headers=either), 406, "not-acceptable")
        assert client.get("/v1/assignments/verborgen").json()["siblings"][0]["id"] == "getoond"


@pytest.mark.parametrize(
    "closed",
    [{"status": "closed"}, {"deadline": dt.date(2026, 3, 9)}, {"kind": "vacancy", "status": "closed"}],
)
def test_closed_or_expired_it_is_gone(tmp_path: Path, closed: dict[str, Any]) -> None:
    records: list[Record] = [record("over", **closed), record("open")]
    publish(tmp_path, records)
    app = create_app(settings(tmp_path))
    app.state.clock = lambda: NOON
    with TestClient(app) as client:
        asked = {"Accept": "application/ld+json"}
        body = problem(client.get("/v1/assignments/over", headers=asked), 410, "gone-posting")
        assert "application/json" in body["detail"]
        assert client.get("/v1/assignments/over").status_code == 200
        assert client.get("/v1/assignments/open", headers=asked).status_code == 200
