"""What the search page says of the typed words: what was read as a filter, another spelling, a part of the words."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.app.pages.reading import classed, one, page, text, titles


def read_chips(root: Any) -> dict[str, tuple[str, str]]:
    """The typed words, each with what it was read as and where its link leads."""
    return {
        text(one(chip, "./q")): (text(classed(chip, "meaning")[0]) if classed(chip, "meaning") else "", chip.get("href"))
        for chip in classed(root, "read")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("wmo in Zeeland", {"in Zeeland": ("Provincie Zeeland", "/?q=wmo")}),
        (
            "wmo Goes 24-32 uur",
            {
                "Goes": ("Gemeente Goes", "/?q=wmo+24-32+uur"),
                "24-32 uur": ("24-32 uur per week", "/?q=wmo+Goes"),
            },
        ),
        ("start na 1 april 2026", {"start na 1 april 2026": ("Start vanaf 1 april 2026", "/")}),
        ("wmo vanaf € 82,50", {"vanaf € 82,50": ("Vanaf € 82,50 per uur", "/?q=wmo")}),
        ("jeugd zzp", {"zzp": ("", "/?q=jeugd")}),
        ("wmo binnen 30 km van Goes", {"binnen 30 km van Goes": ("", "/?q=wmo")}),
        ("wmo", {}),
    ],
)
def test_shows_what_was_understood_and_the_way_without(
    client: TestClient, q: str, expected: dict[str, tuple[str, str]]
) -> None:
    root = page(client, f"/?q={quote(q)}")
    assert read_chips(root) == expected
    assert bool(classed(root, "understood")) == bool(expected)


def test_the_way_without_keeps_the_rest_of_the_search(client: TestClient) -> None:
    root = page(client, "/?q=wmo+in+Zeeland&hoursMin=20&sort=rate&limit=2")
    assert text(one(root, "//h1")) == "6 opdrachten"
    without = read_chips(root)["in Zeeland"][1]
    assert dict(parse_qsl(urlsplit(without).query)) == {
        "q": "wmo", "hoursMin": "20", "sort": "rate", "limit": "2",
    }  # fmt: skip
    assert text(one(page(client, without), "//h1")) == "12 opdrachten"
    second = page(client, one(root, "//a[@rel='next']").get("href"))
    assert "cursor" not in read_chips(second)["in Zeeland"][1]


def test_words_can_be_taken_by_the_letter_and_read_again(client: TestClient) -> None:
    root = page(client, "/?q=hulpvragen+in+Zeeland&hoursMin=20")
    literal = next(a.get("href") for a in classed(root, "chip-all"))
    assert dict(parse_qsl(urlsplit(literal).query)) == {
        "q": "hulpvragen in Zeeland", "hoursMin": "20", "interpret": "false",
    }  # fmt: skip
    by_letter = page(client, literal)
    assert read_chips(by_letter) == {}
    assert text(classed(by_letter, "understood")[0]).startswith("Uw woorden worden letterlijk gezocht.")
    again = one(classed(by_letter, "understood")[0], ".//a").get("href")
    assert read_chips(page(client, again)) == read_chips(root)


def test_each_link_says_what_it_does(client: TestClient) -> None:
    root = page(client, "/?q=wmo+in+Zeeland")
    assert " ".join(text(classed(root, "read")[0]).split()) == (
        "Haal uit uw zoekwoorden: in Zeeland gelezen als →Provincie Zeeland×"
    )
    listed = one(root, "//ul[@aria-labelledby='begrepen']")
    assert len(classed(listed, "read")) == 1
    assert {shown.get("aria-hidden") for shown in classed(root, "arrow") + classed(root, "cross")} == {"true"}


@pytest.mark.parametrize(
    ("q", "told", "onward"),
    [
        (
            "jeugdconsuletn",
            "Geen resultaten voor jeugdconsuletn; dit zijn resultaten voor jeugdconsulent.",
            "/?q=jeugdconsulent",
        ),
        (
            "jeugdconsuletn in Gelderland 24-32 uur",
            "Geen resultaten voor jeugdconsuletn; dit zijn resultaten voor jeugdconsulent.",
            "/?q=jeugdconsulent+in+Gelderland+24-32+uur",
        ),
    ],
)
def test_says_openly_what_was_searched_for_instead(
    client: TestClient, q: str, told: str, onward: str
) -> None:
    root = page(client, f"/?q={quote(q)}")
    assert titles(root) == ["Jeugdconsulent"]
    said = one(root, "//*[@id='verbeterd']")
    assert text(said) == told
    assert one(said, ".//a").get("href") == onward
    assert one(root, "//input[@id='q']").get("value") == q
    assert not page(client, onward).xpath("//*[@id='verbeterd']")


@pytest.mark.parametrize(
    ("q", "spelled", "read"),
    [
        ("jeugdconsulent Gelderlant", "jeugdconsulent gelderland", "Provincie Gelderland"),
        ("jeugdconsuletn in Gelderlant 24-32 uur", "jeugdconsulent in gelderland 24-32 uur", "Provincie Gelderland"),
    ],
)  # fmt: skip
def test_a_place_with_a_slip_of_the_pen_is_read_as_a_filter_as_its_own_page_reads_it(
    client: TestClient, q: str, spelled: str, read: str
) -> None:
    root = page(client, f"/?q={quote(q)}")
    way = one(root, "//*[@id='verbeterd']//a").get("href")
    assert parse_qsl(urlsplit(way).query) == [("q", spelled)]
    own = page(client, way)
    assert titles(root) == titles(own) == ["Jeugdconsulent"]
    assert [text(found) for found in classed(root, "meaning")] == [
        text(found) for found in classed(own, "meaning")
    ]
    assert read in [text(found) for found in classed(root, "meaning")]
    assert one(root, "//input[@id='q']").get("value") == q


def test_where_the_place_that_was_meant_has_nothing_what_was_found_otherwise_stays(
    client: TestClient,
) -> None:
    root = page(client, "/?q=onderzoekt+Gelderlant+12+uur")
    assert titles(root)
    assert "Provincie Gelderland" not in [text(found) for found in classed(root, "meaning")]


def test_asks_what_was_meant(client: TestClient) -> None:
    """A word in one assignment alone, very near to one in many, is a slip of the pen in that assignment or here."""
    root = page(client, "/?q=onderzoektt+in+Zeeland&rateMin=60")
    asked = one(root, "//*[@id='bedoeld']")
    assert text(asked) == "Bedoelde u onderzoekt in Zeeland?"
    assert dict(parse_qsl(urlsplit(one(asked, ".//a").get("href")).query)) == {
        "q": "onderzoekt in Zeeland", "rateMin": "60",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("jeugdzorg jongerenwerkers", "1 van de 2 bevat al uw woorden, de andere een deel ervan."),
        (
            "jongerenwerkers wmo",
            "Geen opdracht bevat al uw woorden. Hieronder staan opdrachten met een deel ervan.",
        ),
        ("wmo", None),
    ],
)
def test_tells_how_many_hold_all_words(client: TestClient, q: str, told: str | None) -> None:
    assert [text(line) for line in page(client, f"/?q={quote(q)}").xpath("//*[@id='deels']")] == (
        [told] if told else []
    )


def test_tells_of_closed_ones_that_do_hold_all_words(client: TestClient) -> None:
    told = one(page(client, "/?q=gebiedsregisseur wmo&limit=5"), "//*[@id='deels']")
    assert text(told) == (
        "Geen open opdracht bevat al uw woorden. Hieronder staan opdrachten met een deel ervan. "
        "1 gesloten opdracht bevat wel al uw woorden."
    )
    way = one(told, ".//a").get("href")
    assert way == "/?q=gebiedsregisseur+wmo&limit=5&status=closed"
    assert titles(page(client, way))[0] == "Gebiedsregisseur"


@pytest.mark.parametrize(
    ("address", "within"),
    [
        ("/?q=wmo&province=Zeeland&sort=rate", [("province", "Zeeland"), ("status", "open")]),
        ("/?status=all", []),
        ("/?q=toekomsttuin", [("status", "closed")]),
    ],
)
def test_suggestions_are_asked_within_what_is_shown(
    client: TestClient, address: str, within: list[tuple[str, str]]
) -> None:
    assert parse_qsl(one(page(client, address), "//@data-within")) == within
