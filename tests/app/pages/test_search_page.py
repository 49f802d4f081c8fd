"""The search page over a real small index: what it shows, what its form sends, how it leads on."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.search.engine import Engine
from app.search.request import SearchRequest
from tests.app.pages.reading import classed, one, page, text, titles


def facts(root: Any, title: str) -> dict[str, str]:
    """The key facts of the result with this title."""
    item = next(item for item in classed(root, "item") if text(classed(item, "item-title")[0]) == title)
    rows = classed(item, "key-facts")[0].xpath("./div")
    return {text(row.xpath("./dt")[0]): text(row.xpath("./dd")[0]) for row in rows}


def chips(root: Any) -> list[str]:
    return [text(chip).removeprefix("Verwijder filter: ").removesuffix("×") for chip in classed(root, "chip")]


def chosen(root: Any) -> list[tuple[str, str]]:
    """The ticked options."""
    return [(box.get("name"), box.get("value")) for box in root.xpath("//input[@checked]")]


def test_shows_what_is_open(client: TestClient) -> None:
    root = page(client, "/")
    assert text(one(root, "//h1")) == "27 opdrachten"
    assert len(titles(root)) == 20
    assert "Coördinator Toekomsttuin" not in titles(root)
    assert ("status", "open") in chosen(root)
    assert chips(root) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Procesbegeleider jongerenwerk",
            {
                "Plaats": "Vriezenveen, Overijssel",
                "Uren": "12 uur per week",
                "Tarief": "± € 96 per uur, berekend uit het budget",
                "Duur": "9 maanden",
                "Start": "1 april 2026",
                "Sluiting": "sluit over 3 dagen",
            },
        ),
        (
            "Jeugdconsulent",
            {
                "Plaats": "Apeldoorn, Gelderland, deels op afstand",
                "Uren": "24 – 32 uur per week",
                "Tarief": "€ 90 – € 110 per uur",
                "Duur": "6 maanden",
                "Start": "zo snel mogelijk",
                "Sluiting": "sluit vandaag om 11.00 uur",
            },
        ),
        (
            "Coördinator Toekomsttuin",
            {
                "Plaats": "Apeldoorn, Gelderland",
                "Uren": "16 uur per week",
                "Tarief": "€ 90 – € 110 per uur",
                "Duur": "niet genoemd",
                "Start": "niet genoemd",
                "Sluiting": "gesloten sinds 16 december 2024",
            },
        ),
    ],
)
def test_says_the_key_facts(client: TestClient, title: str, expected: dict[str, str]) -> None:
    assert facts(page(client, "/?status=all&rateMin=0&hoursMin=12&limit=100"), title) == expected


def test_says_place_distance_and_competencies_met(client: TestClient) -> None:
    root = page(client, "/?near=Almelo&radiusKm=20&competency=jeugdzorg")
    item = classed(root, "item")[0]
    assert text(classed(item, "item-where")[0]) == "Gemeente Twenterand"
    assert re.fullmatch(
        r"Vriezenveen, op [6-7](,\d)? km, Overijssel", text(classed(item, "place")[0].xpath("./dd")[0])
    )
    assert [text(tag) for tag in classed(item, "tag")] == [
        "Jeugdzorg (gezocht)",
        "Procesbegeleiding",
        "Verbindend",
    ]
    assert chips(root) == ["Binnen 20 km van Almelo", "Jeugdzorg"]


def test_marks_the_words_that_met(client: TestClient) -> None:
    root = page(client, "/?q=jongerenwerkers")
    assert titles(root)[0] == "Procesbegeleider jongerenwerk"
    fragment = classed(root, "fragment")[0]
    assert "jongerenwerkers" in [text(mark) for mark in fragment.xpath(".//mark")]


def test_shows_what_is_closed_where_nothing_is_open_and_says_so(client: TestClient) -> None:
    root = page(client, "/?q=toekomsttuin")
    assert titles(root) == ["Coördinator Toekomsttuin"]
    assert text(one(root, "//h1")) == "1 gesloten opdracht"
    assert text(one(root, "//*[@id='alleen-gesloten']")).startswith(
        "Geen open opdrachten gevonden; hieronder die gesloten zijn"
    )
    assert [text(badge) for badge in classed(root, "badge")] == ["Gesloten"]


def test_leads_on_from_an_empty_result(client: TestClient) -> None:
    root = page(client, "/?q=onvindbaarwoord&province=Zeeland")
    assert text(one(root, "//h1")) == "Geen opdrachten"
    ways = {text(a): a.get("href") for a in classed(root, "empty")[0].xpath(".//a")}
    assert ways["Houd de filters en laat de zoekwoorden weg"] == "/?province=Zeeland"
    assert ways["Toon alle opdrachten"] == "/"
    assert ("province", "Zeeland") in chosen(root)


SEVERAL = "Alles bij elkaar past nergens; zonder één onderdeel is er wel iets."


@pytest.mark.parametrize(
    ("address", "blame", "expected"),
    [
        ("/?q=almelo", "", {"Binnen 20 km van Almelo": "/?near=Almelo&radiusKm=20"}),
        (
            "/?q=wmo apeldoorn",
            SEVERAL,
            {"Zonder ‘apeldoorn’": "/?q=wmo", "Zonder ‘wmo’": "/?q=apeldoorn"},
        ),
        (
            "/?q=jongerenwerk in Almelo&limit=5",
            "Met ‘in Almelo’ erbij blijft er niets over.",
            {
                "Zonder ‘in Almelo’": "/?q=jongerenwerk&limit=5",
                "Binnen 20 km van Almelo": "/?q=jongerenwerk&near=Almelo&radiusKm=20&limit=5",
            },
        ),
        (
            "/?q=jongerenwerk vanaf 30 uur&province=Overijssel&view=map",
            "Met ‘vanaf 30 uur’ erbij blijft er niets over.",
            {"Zonder ‘vanaf 30 uur’": "/?q=jongerenwerk&province=Overijssel&view=map"},
        ),
        (
            "/?province=Overijssel&hoursMin=30&hoursMax=36&hoursUnknown=false",
            SEVERAL,
            {
                "Zonder ‘Vanaf 30 uur’, ‘Tot en met 36 uur’ en ‘Uren genoemd’": "/?province=Overijssel",
                "Zonder ‘Provincie Overijssel’": "/?hoursMin=30&hoursMax=36&hoursUnknown=false",
            },
        ),
        ("/?near=almelo&radiusKm=1", "", {"Binnen 10 km van Almelo": "/?near=almelo&radiusKm=10"}),
        ("/?q=baan", "", {"Zoek onder vacatures": "/?q=baan&kind=vacancy"}),
        (
            "/?q=kwantumfysica&province=Drenthe&remote=remote",
            "Ook zonder één van de onderdelen blijft er niets over.",
            {},
        ),
        ("/?q=kwantumfysica", "", {}),
    ],
)
def test_tells_what_leaves_nothing_over_and_what_is_found_without_it(
    client: TestClient, address: str, blame: str, expected: dict[str, str]
) -> None:
    empty = classed(page(client, address), "empty")[0]
    assert text(empty.xpath("./p")[0]) == f"Er is niets gevonden dat bij deze zoekvraag past. {blame}".strip()
    rows = {text(one(row, "./a")): row for row in empty.xpath("./ul/li")}
    assert list(rows)[-1] == "Toon alle opdrachten"
    ways = {name: one(row, "./a").get("href") for name, row in list(rows.items())[:-1]}
    assert {name: sorted(parse_qsl(urlsplit(way).query)) for name, way in ways.items()} == {
        name: sorted(parse_qsl(urlsplit(way).query)) for name, way in expected.items()
    }
    for name, way in ways.items():
        found = text(one(page(client, way), "//h1")).split()[0]
        assert text(rows[name]).removeprefix(name).split()[0] == found, name


def test_an_empty_page_searches_a_few_times_and_no_more(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[SearchRequest] = []
    search = Engine.search

    def counting(self: Engine, request: SearchRequest, **more: Any) -> dict[str, Any]:
        asked.append(request)
        return search(self, request, **more)

    monkeypatch.setattr(Engine, "search", counting)
    filters = "province=Drenthe&remote=remote&education=wo&contractForm=zzp&hoursMin=40&startAfter=2029-01-01"
    page(client, f"/?q=kwantumfysica in Assen vanaf 200 euro&{filters}")
    assert 2 < len(asked) <= 12
    assert all(request.limit == 0 and not request.facets for request in asked[2:])


@pytest.mark.parametrize(
    ("address", "chip", "onward"),
    [
        ("/?province=Zeeland&province=Utrecht", "Provincie Zeeland", "/?province=Utrecht"),
        ("/?near=Goes&radiusKm=30&sort=distance&q=wmo", "Binnen 30 km van Goes", "/?q=wmo"),
        ("/?hoursMin=16&hoursMax=24", "Vanaf 16 uur", "/?hoursMax=24"),
        ("/?rateMin=82.5", "Tarief vanaf € 82,50", "/"),
        ("/?status=all&education=mbo", "Ook gesloten", "/?education=mbo"),
        ("/?startAfter=2026-04-01", "Start vanaf 1 april 2026", "/"),
        ("/?rateUnknown=false&limit=5", "Tarief genoemd", "/?limit=5"),
    ],
)
def test_every_filter_can_be_taken_away(client: TestClient, address: str, chip: str, onward: str) -> None:
    root = page(client, address)
    found = {name: link.get("href") for name, link in zip(chips(root), classed(root, "chip"), strict=True)}
    assert found[chip] == onward


def test_counts_beside_the_options_are_what_choosing_them_gives(client: TestClient) -> None:
    root = page(client, "/?q=wmo")
    for box in root.xpath("//input[@name='province' or @name='education' or @name='organisation']"):
        count = int(text(classed(box.getparent(), "count")[0]).split()[0])
        narrowed = page(client, f"/?q=wmo&{box.get('name')}={box.get('value')}")
        assert text(one(narrowed, "//h1")).split()[0] == str(count)


def test_pages_on_with_the_whole_search_in_the_address(client: TestClient) -> None:
    first = page(client, "/?q=wmo&sort=rate")
    address = one(first, "//a[@rel='next']").get("href")
    sent = dict(parse_qsl(urlsplit(address).query))
    assert sent.pop("cursor")
    assert sent == {"q": "wmo", "sort": "rate"}
    second = page(client, address)
    assert len(titles(first)) == 20
    assert len(titles(second)) == 4
    assert not set(titles(first)) & set(titles(second))
    back = next(a for a in classed(second, "paging")[0].xpath(".//a") if text(a) == "Naar het begin")
    assert back.get("href") == "/?q=wmo&sort=rate"


def test_the_form_holds_the_whole_search(client: TestClient) -> None:
    """What no field shows goes along unseen, so that a submit loses nothing."""
    root = page(
        client,
        "/?q=wmo&place=Goes&limit=5&interpret=false&duplicates=show&hoursMin=9.5&publishedAfter=2020-01-01",
    )
    hidden = {(field.get("name"), field.get("value")) for field in root.xpath("//input[@type='hidden']")}
    assert hidden == {
        ("place", "Goes"),
        ("limit", "5"),
        ("duplicates", "show"),
        ("interpret", "false"),
    }
    assert one(root, "//input[@id='hoursMin']").get("value") == "9.5"
    assert one(root, "//input[@id='publishedAfter']").get("value") == "2020-01-01"
    fields = root.xpath("//aside//input | //aside//select")
    assert {field.get("form") for field in fields if field.get("name")} == {"zoek"}


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ("/?q=wmo&near=&radiusKm=20&status=open&hoursMin=&sort=relevance&kind=assignment", "/?q=wmo"),
        ("/?q=&near=Goes&radiusKm=20&status=all", "/?near=Goes&radiusKm=20&status=all"),
        ("/?q=+&near=&radiusKm=20&sort=distance", "/"),
    ],
)
def test_an_address_without_script_is_tidied(client: TestClient, sent: str, address: str) -> None:
    answer = client.get(sent)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert client.get(address).status_code == 200


def test_says_which_parameter_is_wrong_and_why(client: TestClient) -> None:
    root = page(client, "/?q=wmo&hoursMin=abc&kleur=rood", 400)
    errors = [text(row) for row in classed(root, "errors")[0].xpath("./li")]
    assert any(row.startswith("Uren, vanaf (hoursMin): ‘abc’ is geen getal") for row in errors)
    assert any("kleur" in row and "bestaat niet" in row for row in errors)
    assert one(root, "//main//a").get("href") == "/?q=wmo"
    assert one(root, "//input[@id='q']").get("value") == "wmo"


@pytest.mark.parametrize(
    ("near", "told", "likely", "onward"),
    [
        ("Zwole", "Zoek in de buurt van Zwolle", "/?q=wmo&near=Zwolle&radiusKm=20&sort=distance", "/?q=wmo"),
        ("Friesland", "Zoek in de provincie Fryslân", "/?q=wmo&province=Frysl%C3%A2n", "/?q=wmo"),
        ("Twente", "Zoek in de regio Twente", "/?q=wmo&region=Twente", "/?q=wmo"),
        ("Nergenshuizen", None, None, "/?q=wmo"),
    ],
)
def test_a_place_that_is_not_known_leads_on_with_what_was_meant_and_keeps_the_rest(
    client: TestClient, near: str, told: str | None, likely: str | None, onward: str
) -> None:
    root = page(client, f"/?q=wmo&near={near}&radiusKm=20&sort=distance&hoursMin=", 400)
    ways = {text(link): link.get("href") for link in root.xpath("//main//a")}
    expected = {"Zoek zonder dit": onward}
    assert ways == (expected if told is None else {told: likely} | expected)
    assert one(root, "//input[@id='q']").get("value") == "wmo"


def test_ends_of_a_range_that_cross_are_told_by_their_names(client: TestClient) -> None:
    root = page(client, "/?q=wmo&hoursMin=40&hoursMax=20", 400)
    (told,) = [text(row) for row in classed(root, "errors")[0].xpath("./li")]
    assert told == "Uren, vanaf (hoursMin): is 40, en dat is meer dan ‘Uren, tot en met’ (20)."


def test_a_cursor_that_is_not_ours_is_told(client: TestClient) -> None:
    root = page(client, "/?q=wmo&cursor=abc", 400)
    assert "Bladzijde (cursor)" in text(classed(root, "errors")[0])


def test_says_that_there_is_no_index_yet(empty_client: TestClient) -> None:
    root = page(empty_client, "/", 503)
    assert text(one(root, "//h1")) == "Er zijn nog geen opdrachten om te doorzoeken"
    assert page(empty_client, "/opdrachten/x", 503) is not None
    assert int(empty_client.get("/").headers["Retry-After"]) > 0


def test_text_of_documents_never_becomes_markup(client: TestClient) -> None:
    for address in (
        "/?limit=100",
        "/?q=alert&limit=100",
        "/?q=<script>alert(3)</script>",
        "/opdrachten/kwaad",
    ):
        root = page(client, address)
        for script in root.xpath("//script"):
            # A block of data is not run, and can hold no markup either.
            data = script.get("type") == "application/ld+json" and not set(script.text) & set("<>&")
            assert data or script.get("src", "").startswith("/static/")
        assert not root.xpath(
            "//img | //*[@onerror] | //*[@onmouseover] | //a[starts-with(@href, 'javascript:')]"
        )
        assert not root.xpath("//*[@style] | //style")


def test_asks_nothing_of_another_host(client: TestClient) -> None:
    for address in ("/", "/opdrachten/consulent"):
        root = page(client, address)
        loaded = root.xpath(
            "//script/@src | //link[not(@rel='alternate' or @rel='search' or @rel='canonical')]/@href | //img/@src"
        )
        assert loaded
        assert all(source.startswith("/static/") for source in loaded)
        assert all(re.match("/[a-z]", source) for source in root.xpath("//link[not(@rel='canonical')]/@href"))


def test_has_one_id_once_and_a_label_for_every_field(client: TestClient) -> None:
    for address in ("/?status=all&near=Goes&radiusKm=20&limit=100", "/opdrachten/procesbegeleider"):
        root = page(client, address)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), sorted(name for name in set(ids) if ids.count(name) > 1)
        labelled = set(root.xpath("//label/@for"))
        for field in root.xpath("//input[not(@type='hidden')] | //select"):
            assert field.get("id") in labelled or field.get("aria-label") or field.xpath("ancestor::label")
        for name in root.xpath("//@aria-labelledby"):
            assert name in ids


def test_first_load_is_small(client: TestClient) -> None:
    """At most 60 kB as sent, with everything the page asks for."""
    addresses = ["/?limit=20"]
    root = page(client, addresses[0])
    addresses += root.xpath("//script/@src | //link/@href")
    sent = 0
    for address in addresses:
        with client.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.status_code == 200
            sent += sum(len(piece) for piece in answer.iter_raw())
        if urlsplit(address).path.endswith(".js"):  # a script brings those it imports
            imported = re.findall(r'from "\./([^"]+)"', client.get(address).text)
            addresses += [found for name in imported if (found := f"/static/{name}") not in addresses]
    assert sum(urlsplit(address).path.endswith(".js") for address in addresses) >= 4
    assert sent < 60_000


def test_files_are_kept_by_their_content(client: TestClient) -> None:
    address = page(client, "/").xpath("//link[@rel='stylesheet']/@href")[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/static/style.css?v=old").headers["Cache-Control"] == "no-cache"
    tag = client.get("/static/style.css").headers["ETag"]
    assert client.get("/static/style.css", headers={"If-None-Match": tag}).status_code == 304
    assert "results.js?v=" in client.get("/static/search.js").text
    for name in ("none.css", "..%2froutes.py", "style.css.map"):
        assert client.get(f"/static/{name}").status_code == 404
