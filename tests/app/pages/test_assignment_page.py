"""The page of one assignment: facts, their words in the text, what it is, and what is like it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.pages.assignment import assignment
from app.pages.body import blocks, contents
from indexer.record import Evidence, Hours, Rate, to_json
from tests.app.pages.reading import classed, one, page, parsed, text
from tests.app.pages.samples import NOW, record


def test_every_fact_leads_to_its_words_and_back(client: TestClient) -> None:
    root = page(client, "/opdrachten/procesbegeleider")
    ids = set(root.xpath("//@id"))
    links = classed(root, "fact-link") + classed(root, "mention") + classed(root, "words")
    assert len(links) >= 20
    for link in links:
        assert link.get("href").removeprefix("#") in ids


def test_words_are_those_of_the_evidence(client: TestClient) -> None:
    root = page(client, "/opdrachten/procesbegeleider")
    words: dict[str, list[str]] = {}
    for link in classed(root, "words"):
        for fact in link.get("data-facts").split():
            words.setdefault(fact, []).append(text(link))
    assert words["hours"] == ["Uren per week:", "12", "12 uur per week"]
    assert words["duration"] == ["1 april 2026", "tot en met", "31 december 2026"]
    assert words["start"] == ["1 april 2026"]
    assert words["organisation"] == ["gemeente", "Twenterand"]
    assert words["places"] == ["Twenterand"]
    assert words["competency-verbindend"] == ["verbinder"]


def test_says_the_facts_and_leaves_out_what_is_unknown(client: TestClient) -> None:
    root = page(client, "/opdrachten/procesbegeleider")
    facts = {text(row.xpath("./dt")[0]): text(row.xpath("./dd")[0]) for row in classed(root, "fact")}
    assert facts == {
        "Opdrachtgever": "Gemeente Twenterand",
        "Plaats": "Vriezenveen (gemeente Twenterand, Overijssel)",
        "Uren": "12 uur per week 2",
        "Tarief": "± € 96 per uur, berekend uit het budget",
        "Budget": "€ 45.000 voor het geheel",
        "Start": "1 april 2026",
        "Einde": "31 december 2026",
        "Duur": "9 maanden",
        "Sluit": "vrijdag 13 maart 2026 sluit over 3 dagen",
        "Contractvorm": "Zzp",
        "Opleiding": "Hbo of hoger",
        "Kenmerk": "SRQ-1",
    }


@pytest.mark.parametrize(
    ("id", "label", "told"),
    [
        ("consulent", "Tarief", "€ 90 – € 110 per uur zonder btw"),
        ("gesloten", "Tarief", "€ 90 – € 110 per uur btw niet genoemd"),
        ("consulent", "Contractvorm", "Zzp en detachering"),
    ],
)
def test_says_no_more_than_the_text(client: TestClient, id: str, label: str, told: str) -> None:
    facts = {
        text(row.xpath("./dt")[0]): text(row.xpath("./dd")[0])
        for row in classed(page(client, f"/opdrachten/{id}"), "fact")
    }
    assert facts[label] == told


def test_what_is_asked_for_most_and_not_stated_is_told_without_its_name_again(client: TestClient) -> None:
    root = page(client, "/opdrachten/opgedeeld")
    facts = {text(row.xpath("./dt")[0]): text(row.xpath("./dd")[0]) for row in classed(root, "unknown")}
    labels = ["Opdrachtgever", "Plaats", "Uren", "Tarief", "Start", "Duur"]
    assert facts == dict.fromkeys(labels, "niet genoemd")


def test_words_that_say_otherwise_are_told_as_not_followed() -> None:
    """They are no further place of the fact; said twice they are quoted once, and what is long is shortened."""
    long = "volgens de raming van vorig jaar gemiddeld over alle weken van het jaar 40 uur per week"
    body = f"Uren: 32\nInzet 36 uur\nLater: 36 uur\n{long}"
    at = [(0, 8), (15, 21), (29, 35), (36, 36 + len(long))]
    proof = tuple(Evidence(a, b, body[a:b], "prose", overruled=a > 0) for a, b in at)
    made = to_json(
        record("anders", hours=Hours(32, 32), evidence={"hours": proof}, text=body), with_text=True
    )
    fact = next(fact for fact in assignment(made, [], NOW).facts if fact.name == "hours")
    assert fact.anchors == ["woorden-hours-1"]
    assert [(words.anchor, words.text) for words in fact.overruled] == [
        ("woorden-hours-2", "36 uur"),
        ("woorden-hours-4", "volgens de raming van vorig jaar gemiddeld over alle weken …"),
    ]


def test_words_that_say_otherwise_stand_below_the_fact_and_lead_to_their_place(client: TestClient) -> None:
    root = page(client, "/opdrachten/kwaad")
    fact = one(root, "//*[@id='feit-reference']/dd")
    assert text(fact) == "jeugd ook genoemd, maar niet gevolgd: ‘<script>alert(2)</script>’"
    (link,) = classed(classed(fact, "overruled")[0], "fact-link")
    assert text(one(root, f"//*[@id='{link.get('href').removeprefix('#')}']")) == "<script>alert(2)</script>"
    assert not classed(fact, "mention")


def test_keeps_the_structure_of_the_text(client: TestClient) -> None:
    article = one(page(client, "/opdrachten/procesbegeleider"), "//article[contains(@class, 'text')]")
    assert "Wat je gaat doen" in [text(heading) for heading in article.xpath("./h3")]
    assert [text(item) for item in article.xpath("./ul/li")] == [
        "je doet procesbegeleiding bij het team",
        "je bent een verbinder & bouwer",
    ]
    assert [item.get("value") for item in article.xpath("./ol/li")] == ["1", "2"]
    assert "nog <b>naast</b> elkaar" in text(article)
    assert not article.xpath(".//b")


def test_shows_the_original_only_as_a_web_page(client: TestClient) -> None:
    link = one(page(client, "/opdrachten/procesbegeleider"), "//a[contains(@rel, 'external')]")
    assert link.get("href") == "https://portaal.example.nl/opdracht/1"
    assert "noopener" in link.get("rel")
    assert not page(client, "/opdrachten/kwaad").xpath("//a[contains(@rel, 'external')]")


def test_says_that_it_is_closed(client: TestClient) -> None:
    banner = one(page(client, "/opdrachten/gesloten"), "//*[@id='gesloten']")
    assert text(banner) == "Deze opdracht is gesloten sinds 16 december 2024. Reageren kan niet meer."
    assert not page(client, "/opdrachten/consulent").xpath("//*[@id='gesloten']")


def test_shows_articles_and_vacancies_as_what_they_are(client: TestClient) -> None:
    article = page(client, "/opdrachten/artikel")
    assert text(classed(article, "notice")[0]) == "Dit is een artikel, geen opdracht."
    assert [text(row.xpath("./dt")[0]) for row in classed(article, "fact")] == ["Soort"]
    vacancy = page(client, "/opdrachten/vacature")
    assert "vacature voor een vaste baan" in text(classed(vacancy, "notice")[0])


def test_tells_of_other_postings_and_in_what_they_differ(client: TestClient) -> None:
    told = classed(page(client, "/opdrachten/consulent"), "postings")[0]
    assert told.xpath(".//a/@href") == ["/opdrachten/wmo-01"]
    assert text(one(told, ".//a")) == "Ook geplaatst met een ander tarief en een andere sluitingsdatum"
    assert [text(row) for row in classed(told, "difference")] == [
        "Tarief: hoogstens € 95 per uur (hier € 90 – € 110 per uur)",
        "Sluitingsdatum: 7 maart 2026 (hier 10 maart 2026)",
    ]
    assert not classed(page(client, "/opdrachten/gesloten"), "postings")


def test_leads_to_what_is_like_it(client: TestClient) -> None:
    root = page(client, "/opdrachten/wmo-01")
    links = root.xpath("//section[contains(@class, 'similar')]//h3/a/@href")
    assert 1 <= len(links) <= 5
    assert all(link.startswith("/opdrachten/wmo-") and link != "/opdrachten/wmo-01" for link in links)


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://testserver/?q=wmo&province=Zeeland", "/?q=wmo&province=Zeeland"),
        ("https://testserver/?q=wmo", "/?q=wmo"),  # a proxy in front speaks TLS
        ("http://testserver/", "/"),
        ("http://testserver/opdrachten/wmo?q=wmo", "/"),
        ("https://elders.example.nl/?q=wmo", "/"),
        ('http://testserver/?q="><script>', '/?q="><script>'),
        ("http://testserver", "/"),
        ("http://[/?q=wmo", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_leads_back_to_the_search_it_was_found_by(
    client: TestClient, referrer: str | None, back: str
) -> None:
    headers = {} if referrer is None else {"Referer": referrer}
    root = parsed(client.get("/opdrachten/procesbegeleider", headers=headers))
    assert one(root, "//*[@id='terug']").get("href") == back


def test_a_search_tells_this_host_alone_where_it_led_from(client: TestClient) -> None:
    assert page(client, "/?q=wmo").xpath("//meta[@name='referrer']/@content") == ["same-origin"]
    assert not page(client, "/opdrachten/procesbegeleider").xpath("//meta[@name='referrer']")


def test_says_that_it_is_not_there(client: TestClient) -> None:
    assert text(one(page(client, "/opdrachten/nergens", 404), "//h1")) == "Deze bladzijde is er niet"


def test_offers_to_keep_copy_and_print(client: TestClient) -> None:
    actions = classed(page(client, "/opdrachten/procesbegeleider"), "actions")[0]
    assert [text(button) for button in actions.xpath("./*[self::button or self::a]")] == [
        "Bewaar",
        "Kopieer link",
        "Kopieer als tekst",
        "Afdrukken",
        "Zet de sluitingsdatum in uw agenda",
    ]
    # Each works by script, which allows it when it is there.
    assert [button.get("disabled") for button in actions.xpath("./button")] == ["disabled"] * 4
    star = classed(actions, "star")[0]
    assert (star.get("data-mark"), star.get("data-closes")) == ("procesbegeleider", "2026-03-13")
    assert one(actions, "./*[@id='melding']").get("role") == "status"


def test_folds_the_other_postings_in(client: TestClient) -> None:
    folded = classed(page(client, "/opdrachten/consulent"), "postings")[0]
    assert folded.tag == "details"
    assert text(one(folded, "./summary")) == "2 keer geplaatst, hoogste tarief € 110"


def test_a_long_text_begins_with_its_headings(client: TestClient) -> None:
    root = page(client, "/opdrachten/opgedeeld")
    nav = classed(root, "contents")[0]
    assert [text(link) for link in nav.xpath(".//a")] == ["De opdracht", "Wat wij vragen", "Wat wij bieden"]
    for link in nav.xpath(".//a"):
        heading = one(root, f"//*[@id='{link.get('href').removeprefix('#')}']")
        assert heading.tag == "h3"
        assert text(heading).rstrip(":") == text(link)
    assert not classed(page(client, "/opdrachten/procesbegeleider"), "contents"), "two headings need no list"


def test_figures_with_vat_are_told_to_be_without() -> None:
    values = to_json(record("inclusief", rate=Rate(None, 79, "incl")), with_text=True)
    rate = next(fact for fact in assignment(values, [], NOW).facts if fact.name == "rate")
    assert rate.note == "omgerekend naar zonder btw"


HEADER = """\
Naar hoofdinhoud
Inloggen | Hulp | Contrast

Terug naar zoekresultaten

Beleidsadviseur participatie

Begindatum:
Z.S.M.Einddatum:
30-06-2026
Uren per week:
36
Aantal professionals:
1
Verlenging:
-

Sluit over 6 dagen

Omschrijving

Je schrijft de nieuwe verordening en je legt die voor aan de raad, die haar in mei bespreekt.

De gemeente

De gemeente is in 2021 ontstaan en telt 45.000 inwoners.

Deel deze opdracht

Wie ben jij?

Je hebt ervaring als beleidsadviseur bij een gemeente en je kent de Participatiewet.
"""


def test_values_and_menus_are_no_headings() -> None:
    """Of a header in one piece with its labels: neither in the list of contents nor among the headings of the text."""
    shown, _ = blocks(HEADER, [])
    headings = [block.text for block in shown if block.kind == "heading"]
    assert not {"30-06-2026", "36", "1", "-", "Z.S.M.Einddatum:", "Sluit over 6 dagen"} & set(headings)
    assert [block.text for block in contents(shown, "Beleidsadviseur participatie")] == [
        "Omschrijving",
        "De gemeente",
        "Wie ben jij?",
    ]
    anchors = [block.anchor for block in shown if block.kind == "heading"]
    assert len(set(anchors)) == len(anchors)
    told = " ".join(block.text for block in shown)
    assert all(word in told for word in HEADER.split())
