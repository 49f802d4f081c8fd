"""The cards of the results: what the eye finds first, why each is there, and postings folded in."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.pages.postings import best_rate
from tests.app.pages.reading import classed, one, page, text


def card(client: TestClient, address: str) -> Any:
    """The first result."""
    return classed(page(client, address), "item")[0]


def why(found: Any) -> list[str]:
    return [text(line) for line in classed(found, "why")]


def test_rate_hours_and_place_come_first(client: TestClient) -> None:
    labels = [text(row.xpath("./dt")[0]) for row in classed(card(client, "/?q=jeugdconsulent"), "first")]
    assert labels == ["Tarief", "Uren", "Plaats"]


def test_says_why_it_is_there(client: TestClient) -> None:
    found = card(client, "/?q=jeugdconsulent&hoursMin=20&durationMin=3&province=Gelderland")
    assert why(found) == [
        "Past op: ‘jeugdconsulent’ in de titel; competentie Jeugdzorg; 24 – 32 uur; duur 6 maanden; in Gelderland"
    ]


def test_says_so_of_what_was_read_out_of_the_words(client: TestClient) -> None:
    assert why(card(client, "/?q=jeugdconsulent in Gelderland"))[0].endswith("in Gelderland")
    literal = card(client, "/?q=jeugdconsulent in Gelderland&interpret=false")
    assert "in Gelderland" not in why(literal)[0]


def test_says_what_is_unknown(client: TestClient) -> None:
    found = card(client, "/?q=toekomsttuin&durationMin=3")
    assert [text(part) for part in classed(found, "why-unknown")] == ["duur niet genoemd"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "/?q=toekomsttuin&durationMin=3",
            "Past op: ‘toekomsttuin’ in de titel Let op: duur niet genoemd",
        ),
        ("/?q=gebiedsregisseur 6 maanden", "Past op: ‘gebiedsregisseur’ in de titel Let op: duur niet genoemd"),
        ("/?place=Apeldoorn&rateMin=90", "Past op: tarief € 90 – € 110; in Apeldoorn"),
        ("/?q=minimaal 90 euro&organisation=Gemeente Twenterand&durationMin=1",
         "Past op: tarief ± € 96 (berekend); duur 9 maanden; opdrachtgever Gemeente Twenterand"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_no_fit(client: TestClient, address: str, told: str) -> None:
    assert why(card(client, address)) == [told]


def test_what_is_unknown_alone_is_no_fit_either(client: TestClient) -> None:
    told = {line for found in classed(page(client, "/?q=6+maanden"), "item") for line in why(found)}
    assert told == {"Past op: duur 6 maanden", "Let op: duur niet genoemd"}


def test_says_nothing_where_nothing_was_asked(client: TestClient) -> None:
    assert not classed(page(client, "/"), "why")


def test_folds_the_other_postings_in_with_the_best_rate(client: TestClient) -> None:
    folded = classed(card(client, "/?q=jeugdconsulent"), "siblings")[0]
    assert text(one(folded, "./summary")) == "2 keer geplaatst, hoogste tarief € 110"
    assert folded.xpath(".//a/@href") == ["/opdrachten/wmo-01"]
    assert text(one(folded, ".//a")) == "Ook geplaatst met een ander tarief en een andere sluitingsdatum"
    assert [text(row) for row in classed(folded, "difference")] == [
        "Tarief: hoogstens € 95 per uur (hier € 90 – € 110 per uur)",
        "Sluitingsdatum: 7 maart 2026 (hier 10 maart 2026)",
    ]
    assert not classed(card(client, "/?q=toekomsttuin"), "siblings")


@pytest.mark.parametrize(
    ("own", "there", "expected"),
    [
        ((90, 110), (None, 95), (110, False)),
        ((None, 95), (90, 110), (110, True)),
        ((80, None), (None, None), (80, False)),
        ((None, None), (None, 95), (95, True)),
        ((None, None), (None, None), (None, False)),
        ((None, 95), None, (95, False)),
    ],
)
def test_the_best_rate_is_that_of_all_postings(
    own: tuple[Any, Any], there: tuple[Any, Any] | None, expected: tuple[float | None, bool]
) -> None:
    rate, other = ({"min": ends[0], "max": ends[1], "derived": 70} for ends in (own, there or (None, None)))
    differs = {"rate": (rate, other)} if there else {}
    assert best_rate({"rate": rate, "siblings": [{"differs": differs}]}) == expected


def test_tells_apart_what_is_no_assignment(client: TestClient) -> None:
    root = page(client, "/?kind=vacancy&kind=article&kind=assignment&limit=100")
    told = {
        text(classed(row, "item-title")[0]): text(classed(row, "item-where")[0])
        for row in classed(root, "is-other")
    }
    assert told == {
        "Senior jeugdconsulent": "Vacature vaste baan, geen opdracht",
        "Tarieven in het wijkteam": "Artikel geen opdracht",
    }  # fmt: skip


def test_the_sentence_does_not_repeat_the_title(client: TestClient) -> None:
    found = card(client, "/?q=procesbegeleider jongerenwerk")
    shown = [text(line) for line in classed(found, "fragment")]
    assert len(shown) == 1
    assert "Procesbegeleider jongerenwerk" not in shown[0]


def test_the_search_can_be_followed_as_a_feed(client: TestClient) -> None:
    root = page(client, "/?q=wmo&province=Zeeland&sort=rate")
    follow = classed(root, "follow")[0]
    assert "feedlezer" in text(one(follow, "./p"))
    links = {text(link): link.get("href") for link in follow.xpath(".//a")}
    assert list(links) == ["Atom-feed", "JSON-feed"]
    asked = sorted(parse_qsl(urlsplit(links["Atom-feed"]).query))
    assert asked == [("interpret", "true"), ("province", "Zeeland"), ("q", "wmo"), ("status", "open")]
    feed = client.get(links["JSON-feed"]).json()
    assert feed["items"]
    assert all("Wmo-consulent" in item["title"] for item in feed["items"])
    assert client.get(links["Atom-feed"]).headers["content-type"].startswith("application/atom+xml")


def test_the_search_is_told_in_words(client: TestClient) -> None:
    head = classed(page(client, "/?q=wmo&province=Zeeland&rateMin=70"), "results-head")[0]
    assert head.get("data-words") == "wmo · Provincie Zeeland · Tarief vanaf €\u00a070"
    assert classed(page(client, "/"), "results-head")[0].get("data-words") == ""


def test_each_result_can_be_marked(client: TestClient) -> None:
    root = page(client, "/?q=jeugdconsulent")
    star = classed(card(client, "/?q=jeugdconsulent"), "star")[0]
    assert dict(star.attrib) == {
        "class": "star", "type": "button", "disabled": "disabled", "aria-pressed": "false", "data-mark": "consulent",
        "data-title": "Jeugdconsulent", "data-closes": "2026-03-10T10:00:00Z",
    }  # fmt: skip
    assert text(star) == "Bewaar: Jeugdconsulent"
    assert len(classed(root, "star")) == len(classed(root, "item"))


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/?q=jeugdconsulent", "/?q=jeugdconsulent&kind=vacancy"),
        ("/?q=jeugdconsulent schoolplein&limit=1", "/?q=jeugdconsulent+schoolplein&limit=1&kind=vacancy"),
        ("/?q=baan jeugdconsulent", "/?q=baan+jeugdconsulent&kind=vacancy"),
        ("/", "/?kind=vacancy"),
        ("/?province=Zeeland", None),  # the vacancy names no place
        ("/?q=wmo", None),
        ("/?q=jeugdconsulent&kind=vacancy", None),
        ("/?q=jeugdconsulent&kind=assignment&kind=vacancy", None),
        ("/?q=kwantumfysica", None),  # an empty page has its own ways on
    ],
)
def test_vacancies_that_are_found_as_well_are_told_below(
    client: TestClient, asked: str, leads: str | None
) -> None:
    told = classed(page(client, asked), "also")
    assert [one(line, "./a").get("href") for line in told] == ([leads] if leads else [])
    for line in told:
        assert text(line) == "Ook gevonden: vacatures voor een vaste baan."
        found = [text(one(item, ".//h2")) for item in classed(page(client, str(leads)), "item")]
        assert found == ["Senior jeugdconsulent"]
