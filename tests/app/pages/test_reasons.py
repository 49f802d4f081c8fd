"""Why a result is there, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.pages.reasons import Reasons, reasons
from app.search.request import SearchRequest

GOES = {"name": "Goes", "gemeente": "Goes", "province": "Zeeland", "regions": ["Oosterschelderegio"]}
HOURS = {"min": 16, "max": 24}
NO_HOURS = {"min": None, "max": None}
NO_RATE = {"min": None, "max": None, "vat": None, "derived": None}


def record(**values: Any) -> dict[str, Any]:
    """A record that states nothing but what is given."""
    plain = {
        "places": [], "hours": NO_HOURS, "rate": NO_RATE, "durationMonths": None, "startDate": None, "asap": False,
        "organisation": None, "contractForms": [], "education": None, "remote": None, "published": None,
    }  # fmt: skip
    return {**plain, **values}


@pytest.mark.parametrize(
    ("highlights", "expected"),
    [
        ({"title": ["Projectleider <mark>inburgering</mark>"]}, ["‘inburgering’ in de titel"]),
        (  # neighbours are one, and what is told of the title is not told again of the text
            {"title": ["Lead <mark>Civic</mark> <mark>integration</mark>"], "text": ["de <mark>civic</mark> zaak"]},
            ["‘civic integration’ in de titel"],
        ),
        (  # a form of the same word says nothing new; another word does
            {"title": ["<mark>Inburgering</mark>"], "text": ["<mark>inburgeraars</mark> en <mark>schuld</mark>"]},
            ["‘inburgering’ in de titel", "‘schuld’ in de tekst"],
        ),
        (
            {"organisation": ["Gemeente <mark>Goes</mark>"], "text": ["<mark>a</mark>, <mark>b</mark> <i> <mark>c&amp;d</mark>"]},
            ["‘goes’ in de naam van de opdrachtgever", "‘a’, ‘b’ en ‘c&d’ in de tekst"],
        ),
        ({}, []),
    ],
)  # fmt: skip
def test_names_the_words_that_met_and_where(highlights: dict[str, list[str]], expected: list[str]) -> None:
    assert reasons(record(highlights=highlights), SearchRequest(q="x"), []).met == expected


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        ({"hours_min": 16.0}, {"hours": HOURS}, Reasons(["16 – 24 uur"])),
        ({"hours_max": 16.0}, {}, Reasons([], ["uren niet genoemd"])),
        ({"rate_min": 80.0}, {"rate": {**NO_RATE, "max": 93}}, Reasons(["tarief hoogstens €\u00a093"])),
        ({"rate_min": 80.0}, {"rate": {**NO_RATE, "derived": 96.2}}, Reasons(["tarief ±\u00a0€\u00a096 (berekend)"])),
        ({"rate_max": 80.0, "duration_min": 3.0}, {"durationMonths": 6}, Reasons(["duur 6 maanden"], ["tarief niet genoemd"])),
        ({"near": "Goes", "radius_km": 20.0}, {"distanceKm": 12.04}, Reasons(["op 12 km van Goes"])),
        ({"near": "tiel", "radius_km": 20.0}, {"distanceKm": 7.44}, Reasons(["op 7,4 km van Tiel"])),
        ({"near": "52.51,6.09", "point": (52.51, 6.09)}, {"distanceKm": 3.0}, Reasons(["op 3 km van Zwolle"])),
        ({"near": "Goes"}, {"distanceKm": None}, Reasons()),
        ({"province": ("zeeland",)}, {"places": [GOES]}, Reasons(["in Zeeland"])),
        ({"region": ("Oosterschelderegio",), "place": ("Goes",)}, {"places": [GOES]},
         Reasons(["in Goes", "in de regio Oosterschelderegio"])),
        ({"gemeente": ("Goes",)}, {"places": [{**GOES, "gemeente": None}]}, Reasons()),
        ({"start_after": dt.date(2027, 1, 1)}, {"startDate": "2027-02-01"}, Reasons(["start 1 februari 2027"])),
        ({"contract_form": ("zzp",)}, {"contractForms": ["zzp", "detachering"]}, Reasons(["zzp mogelijk"])),
        ({"education": ("hbo",), "remote": ("hybrid",)}, {"education": "hbo", "remote": "hybrid"},
         Reasons(["opleiding hbo", "deels op afstand"])),
        ({"organisation": ("Gemeente Goes",)}, {"organisation": "Gemeente Goes"}, Reasons(["opdrachtgever Gemeente Goes"])),
        ({"published_after": dt.date(2026, 1, 1)}, {"published": "2026-03-01"}, Reasons(["geplaatst op 1 maart 2026"])),
        ({}, {"hours": HOURS, "places": [GOES]}, Reasons()),
    ],
)  # fmt: skip
def test_tells_the_filters_that_are_met_and_what_is_unknown(
    asked: dict[str, Any], stated: dict[str, Any], expected: Reasons
) -> None:
    found = reasons(record(**stated), SearchRequest(**asked), [])
    assert (list(found.met), list(found.unknown)) == (list(expected.met), list(expected.unknown))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Jeugdzorg"], ["competentie Jeugdzorg"]),
        (["Jeugdzorg", "Wmo"], ["competenties Jeugdzorg, Wmo"]),
        (["Jeugdzorg", "Wmo", "Wlz", "SKJ"], ["competenties Jeugdzorg, Wmo en nog 2"]),
    ],
)
def test_names_the_competencies_that_met(labels: list[str], expected: list[str]) -> None:
    assert reasons(record(), SearchRequest(), labels).met == expected
