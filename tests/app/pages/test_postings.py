"""Other postings of the same assignment, in words."""

from __future__ import annotations

from typing import Any

import pytest

from app.pages.postings import Difference, postings
from app.wording.words import words
from indexer.twins.groups import DIFFERING

RATE = ({"min": 90, "max": 110, "derived": None}, {"min": None, "max": 95, "derived": None})
NO_RATE = {"min": None, "max": None, "vat": None, "derived": None}


def record(
    differs: dict[str, tuple[Any, Any]], url: str | None = None, primary: bool = False
) -> dict[str, Any]:
    return {
        "siblings": [{"id": "b", "file": "b.txt", "sourceUrl": url, "primary": primary, "differs": differs}]
    }


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, "met dezelfde gegevens"),
        ({"rate": RATE}, "met een ander tarief"),
        ({"deadline": ("2026-03-10", "2026-03-07"), "rate": RATE}, "met een ander tarief en een andere sluitingsdatum"),
        (
            {"reference": ("A", "B"), "deadline": ("2026-03-10", None), "hours": ({"min": 8, "max": 8}, {"min": 9, "max": 9})},
            "met andere uren en een ander kenmerk",
        ),
        (
            {"title": ("A", "B"), "education": ("hbo", "wo"), "remote": (None, "hybrid")},
            "met een andere werkplek, een andere opleiding en meer",
        ),
        ({"rate": (RATE[0], NO_RATE), "extension": ("2x6 maanden", None)}, "met minder gegevens"),
    ],
)  # fmt: skip
def test_says_in_short_what_is_otherwise(differs: dict[str, tuple[Any, Any]], expected: str) -> None:
    assert postings(record(differs))[0].text == expected


@pytest.mark.parametrize(
    ("name", "here", "there", "expected"),
    [
        ("rate", RATE[0], NO_RATE, Difference("tarief", "niet genoemd", "€\u00a090 – €\u00a0110 per uur")),
        ("hours", {"min": 8, "max": 8}, {"min": 16, "max": 24},
         Difference("uren", "16 – 24 uur per week", "8 uur per week")),
        ("deadlineAt", "2026-03-10T10:00:00Z", None, Difference("sluit om", "niet genoemd", "11.00 uur")),
        ("contractForms", ["zzp", "detachering"], [],
         Difference("contractvorm", "niet genoemd", "zzp en detachering")),
        ("education", "hbo", "mbo", Difference("opleiding", "mbo of hoger", "hbo of hoger")),
        ("remote", "hybrid", "onsite", Difference("waar je werkt", "op locatie", "deels op afstand")),
        ("asap", True, False, Difference("start", "niet genoemd", "zo snel mogelijk")),
        ("extension", True, "2x6 maanden", Difference("verlenging", "2x6 maanden", "mogelijk")),
        ("durationMonths", 6.0, 9.5, Difference("duur", "9,5 maanden", "6 maanden")),
        ("budgetTotal", 45000, None, Difference("budget", "niet genoemd", "€\u00a045.000")),
        ("status", "closed", "open", Difference("open of gesloten", "open", "gesloten")),
    ],
)  # fmt: skip
def test_says_each_difference_with_both_values(
    name: str, here: Any, there: Any, expected: Difference
) -> None:
    assert postings(record({name: (here, there)}))[0].differences == [expected]


def test_every_field_in_which_postings_are_compared_has_its_words() -> None:
    assert set(words()["posting"]) == set(DIFFERING)


def test_names_the_site_and_the_posting_that_is_shown() -> None:
    told = postings(record({}, "https://portaal.example.nl/1", primary=True))[0]
    assert (told.address, told.host, told.primary) == ("/opdrachten/b", "portaal.example.nl", True)
    assert postings(record({}, "javascript:alert(1)"))[0].host is None
