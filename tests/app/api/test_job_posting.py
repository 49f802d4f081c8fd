"""schema.org JobPosting: what the record knows, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.job_posting import job_posting
from indexer.record import Hours, Place, Rate, to_json
from tests.app.search.builders import record

PAGE = "https://opdrachten.example.nl/opdrachten/a"


def posting(**values: Any) -> dict[str, Any]:
    return job_posting(to_json(record("a", **values), with_text=True), PAGE)


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
    }


def test_an_empty_record_says_nothing() -> None:
    assert posting() == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "url": PAGE,
        "identifier": {"@type": "PropertyValue", "value": "a"},
        "employmentType": ["TEMPORARY"],
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
        ({"deadline": dt.date(2026, 3, 17)}, "validThrough", "2026-03-17"),
        ({"remote": "remote"}, "jobLocationType", "TELECOMMUTE"),
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
                        "addressLocality": "Drenthe",
                        "addressCountry": "NL",
                        "addressRegion": "Drenthe",
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
