"""The filters beside the results: what can be chosen, in which order, and how it is told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from app.pages.areas import where
from app.pages.options import folded, options
from app.pages.panel import panel
from app.search.request import SearchRequest
from tests.app.pages import samples
from tests.app.pages.reading import classed, one, page, text


def rows(**counts: int) -> list[dict[str, Any]]:
    """A facet as the search answers it."""
    return [{"value": name, "label": name, "count": count} for name, count in counts.items()]


def group(root: Any, id: str) -> Any:
    return one(root, f"//details[@id='groep-{id}']")


def labels(element: Any) -> list[str]:
    return [text(label) for label in classed(element, "option-text")]


def found(client: TestClient, **params: str) -> int:
    """How many a search of the page finds; 0 where it shows closed ones instead."""
    head = text(one(page(client, f"/?{urlencode(params)}"), "//h1"))
    return 0 if "gesloten" in head or head.startswith("Geen") else int(head.split()[0])


def test_no_field_without_a_name_is_sent(client: TestClient) -> None:
    """Handles, and what is typed to find an option, are no part of the search."""
    loose = page(client, "/?status=all").xpath("//*[@id='filters']//input[not(@name)]")
    assert {field.get("type") for field in loose} == {"range", "text"}
    assert {field.get("form") for field in loose} == {None}


def test_without_a_province_gemeenten_and_regions_are_lists_of_their_own(client: TestClient) -> None:
    root = page(client, "/")
    assert labels(group(root, "gemeente")) == ["Goes", "Utrecht", "Apeldoorn", "Twenterand"]
    assert labels(group(root, "region")) == ["Oosterschelderegio", "Stedendriehoek", "Twente"]
    assert classed(root, "within") == [group(root, "gemeente"), group(root, "region")]


def test_a_province_opens_its_own_gemeenten_and_regions(client: TestClient) -> None:
    root = page(client, "/?province=Zeeland&province=Overijssel")
    zeeland, overijssel = (
        one(root, f"//li[label/input[@name='province' and @value='{name}']]")
        for name in ("Zeeland", "Overijssel")
    )
    assert text(zeeland.xpath("./details[1]/summary")[0]) == "Gemeenten in Zeeland"
    assert labels(zeeland.xpath("./details[1]")[0]) == ["Goes"]
    assert zeeland.xpath("./details[1]/@open")
    assert labels(overijssel.xpath("./details[1]")[0]) == ["Twenterand"]
    assert text(overijssel.xpath("./details[2]/summary")[0]) == "Regio’s in Overijssel"
    assert labels(overijssel.xpath("./details[2]")[0]) == ["Twente"]
    assert len(classed(root, "within")) == 4
    utrecht = one(root, "//li[label/input[@name='province' and @value='Utrecht']]")
    assert not utrecht.xpath(".//details")


def test_the_count_beside_a_gemeente_is_what_choosing_it_gives(client: TestClient) -> None:
    root = page(client, "/?province=Zeeland")
    row = classed(group(root, "gemeente-in-zeeland"), "option")[0]
    assert text(row) == "Goes 12 gevonden"
    assert found(client, province="Zeeland", gemeente="Goes") == 12


def test_a_region_of_two_provinces_stands_under_one_of_them() -> None:
    """Twice the same field would be sent twice."""
    request = SearchRequest(province=("Gelderland", "Utrecht"))
    facets = {"province": rows(Gelderland=2, Utrecht=1), "region": rows(Foodvalley=2, Lekstroom=1, Twente=1)}
    shown = where(request, facets)
    below = {
        province.option.value: [option.value for listed in province.within for option in listed.top]
        for province in shown.provinces
    }
    assert below == {"Gelderland": ["Foodvalley"], "Utrecht": ["Lekstroom"]}
    assert shown.apart == []


def test_what_is_chosen_elsewhere_can_be_unticked() -> None:
    """A gemeente outside the chosen province finds nothing; it must not vanish from the form."""
    request = SearchRequest(province=("Zeeland",), gemeente=("Almelo",))
    shown = where(request, {"province": [], "gemeente": rows(Goes=1, Almere=2)})
    assert [option.value for option in shown.provinces[0].within[0].top] == ["Goes"]
    assert [[(option.value, option.chosen) for option in listed.top] for listed in shown.apart] == [
        [("Almelo", True)]
    ]
    assert shown.apart[0].opened
    assert shown.chosen == 2


def test_ticking_moves_nothing() -> None:
    """The option under the pointer stays there."""
    facet = rows(**{f"Stichting {letter}": 9 - at for at, letter in enumerate("abcdefgh")})
    before, _, _ = folded(options("organisation", facet, []), 3, 100)
    after, rest, _ = folded(options("organisation", facet, ["Stichting c", "stichting G"]), 3, 100)
    assert [option.value for option in before] == [f"Stichting {letter}" for letter in "abc"]
    assert [option.value for option in after[:3]] == [option.value for option in before]
    assert [option.value for option in after if option.chosen] == ["Stichting c", "Stichting g"]
    assert [option.value[-1] for option in rest] == ["d", "e", "f", "h"]


@pytest.mark.parametrize(
    ("name", "value", "asked"),
    [
        ("province", "Fryslân", "Friesland"),
        ("province", "Fryslân", "fryslan"),
        ("gemeente", "'s-Gravenhage", "den haag"),
        ("gemeente", "Súdwest-Fryslân", "sudwest-fryslan"),
        ("organisation", "Coöperatie Dichtbij", "COOPERATIE dichtbij"),
    ],
)
def test_what_the_search_takes_for_the_same_is_the_chosen_one(name: str, value: str, asked: str) -> None:
    facet = rows(**{"Zeeland": 2, value: 1})
    assert [(option.value, option.chosen) for option in options(name, facet, [asked, value])] == [
        ("Zeeland", False),
        (value, True),
    ]
    assert [option.chosen for option in options(name, facet, [asked])] == [False, True]
    assert len(options(name, [], [asked, value])) == 1


def test_below_a_province_by_another_name_stand_its_gemeenten() -> None:
    request = SearchRequest(province=("Friesland",))
    shown = where(request, {"province": rows(Fryslân=2, Zeeland=1), "gemeente": rows(Heerenveen=2)})
    assert [option.value for option in shown.provinces[0].within[0].top] == ["Heerenveen"]
    assert (shown.apart, shown.chosen) == ([], 1)


def test_a_few_more_are_not_folded_and_too_many_are_told() -> None:
    facet = options("gemeente", rows(**{f"g{number}": 1 for number in range(30)}), [])
    assert [len(part) if isinstance(part, list) else part for part in folded(facet[:7], 5, 100)] == [7, 0, 0]
    assert [len(part) if isinstance(part, list) else part for part in folded(facet, 5, 20)] == [5, 15, 10]


def test_competencies_that_are_folded_stand_under_their_groups(client: TestClient) -> None:
    listed = group(page(client, "/?status=all"), "competency")
    assert len(labels(listed.xpath(".//ul")[0])) == 8
    more = one(listed, ".//details[@id='meer-competency']")
    headed = {text(section.xpath("./h3")[0]): labels(section) for section in classed(more, "section")}
    assert list(headed) == [
        name for name in ("Houding", "Vaardigheid", "Kennis", "Methode", "Registratie en diploma", "Overig")
        if name in headed
    ]  # fmt: skip
    methods = {entry.label for entry in samples.MANY if entry.group == "methode"}
    assert set(headed["Methode"]) <= methods
    assert len(headed) >= 3
    assert text(more.xpath("./summary")[0]) == f"Nog {sum(map(len, headed.values()))} bij competenties"


def test_only_a_long_list_has_a_field_to_find_in(client: TestClient) -> None:
    root = page(client, "/?status=all")
    assert one(root, "//input[@id='zoek-in-competency']").get("name") is None
    assert text(one(root, "//label[@for='zoek-in-competency']")) == "Zoek in de lijst: competenties"
    assert not root.xpath("//input[@id='zoek-in-gemeente']")


def test_zzp_stands_first_and_says_that_it_is_allowed(client: TestClient) -> None:
    """Both forms are found, so that it is no accident of the counts."""
    root = page(client, "/?q=procesbegeleider&contractForm=detachering&near=Goes")
    assert labels(group(root, "contractForm")) == ["Zzp toegestaan", "Detachering mag"]
    assert labels(group(page(client, "/"), "education")) == ["Mbo", "Hbo"]


def test_what_is_chosen_is_open_and_counted(client: TestClient) -> None:
    shut = page(client, "/")
    assert not group(shut, "organisation").get("open")
    assert not group(shut, "start").get("open")
    assert not classed(group(shut, "kind"), "chosen"), "the usual kind is no choice"
    root = page(client, "/?organisation=Gemeente+Goes&startBefore=2026-05-01&kind=vacancy&kind=assignment")
    assert group(root, "organisation").get("open") is not None
    assert text(group(root, "organisation").xpath("./summary")[0]) == "Opdrachtgever 1 gekozen"
    assert group(root, "start").get("open") is not None
    assert text(group(root, "kind").xpath("./summary")[0]) == "Soort 2 gekozen"


def test_closed_ones_are_hidden_with_their_number(client: TestClient) -> None:
    line = classed(page(client, "/"), "closed-line")[0]
    assert text(line) == "2 gesloten verborgen, toon ook die gesloten opdrachten"
    assert one(line, ".//a").get("href") == "/?status=all"
    assert found(client, status="all") == found(client) + 2
    line = classed(page(client, "/?status=all&q=de"), "closed-line")[0]
    assert text(line).endswith("getoond, verberg die gesloten opdrachten")
    assert one(line, ".//a").get("href") == "/?q=de"


@pytest.mark.parametrize("address", ["/?q=toekomsttuin", "/?status=closed", "/?q=jongerenwerk"])
def test_nothing_is_said_to_be_hidden_that_is_not(client: TestClient, address: str) -> None:
    """Closed ones that are all there is are shown; where there are none, none are hidden."""
    assert classed(page(client, address), "closed-line") == []


@pytest.mark.parametrize(
    "q",
    [
        "gebiedsregisseur wmo",  # all words in one that is closed, some in open ones
        "toekomsttuin jongerenwerk wmo",  # all words in none
        "gebiedsregisseur partners wmo",
        "jeugdzorg jongerenwerkers",
        "wmo",
    ],
)
@pytest.mark.parametrize("status", ["open", "all", "closed"])
def test_the_closed_ones_told_are_those_the_link_shows(client: TestClient, q: str, status: str) -> None:
    """Also where the words are let go for want of open ones that hold them all."""
    root = page(client, f"/?q={q}&status={status}")
    for radio in root.xpath("//input[@name='status']"):
        count = int(text(classed(radio.getparent(), "count")[0]).split()[0])
        assert count == search_total(client, q, radio.get("value")), radio.get("value")
    for line in classed(root, "closed-line"):
        told = int(text(line).split()[0])
        badges = classed(page(client, f"/?q={q}&status=all&limit=100"), "closed")
        assert told == len([badge for badge in badges if "badge" in badge.get("class")])


def search_total(client: TestClient, q: str, status: str) -> int:
    """What the search itself finds; the page shows closed ones where none is open."""
    answer = client.get("/v1/assignments", params={"q": q, "status": status, "interpret": "true", "limit": 0})
    return int(answer.json()["total"])


def test_dates_are_offered_in_words(client: TestClient) -> None:
    """Counted from 10 March 2026."""
    root = page(client, "/?q=wmo&startAfter=2026-04-01")
    offered = {
        text(link): link.get("href") for link in one(root, "//details[@id='groep-start']").xpath(".//a")
    }
    assert offered["binnen een maand"] == "/?q=wmo&startBefore=2026-04-10", (
        "one choice takes the other's place"
    )
    assert root.xpath("//aside//a[@aria-current='true']") == group(root, "start").xpath("(.//a)[3]")
    assert offered["Haal weg: vanaf volgende maand×"] == "/?q=wmo", "a chosen one is taken back"
    sent = [
        parse_qsl(urlsplit(link.get("href")).query)
        for id in ("sluiting", "geplaatst")
        for link in group(root, id).xpath(".//a")
    ]
    assert [pairs[-1] for pairs in sent] == [
        ("deadlineAfter", "2026-03-13"),
        ("deadlineAfter", "2026-03-17"),
        ("publishedAfter", "2026-03-07"),
        ("publishedAfter", "2026-03-03"),
        ("publishedAfter", "2026-02-10"),
    ]
    assert one(root, "//input[@id='startBefore']").get("min") == "2026-04-01"
    assert one(root, "//input[@id='startAfter']").get("max") is None


@pytest.mark.parametrize(
    ("now", "within_a_month", "next_month"),
    [
        ("2027-01-31T12:00:00+00:00", "2027-02-28", "2027-02-01"),
        ("2026-12-15T12:00:00+00:00", "2027-01-15", "2027-01-01"),
        ("2026-06-30T22:30:00+00:00", "2026-08-01", "2026-08-01"),
    ],
)
def test_months_are_counted_by_the_calendar(now: str, within_a_month: str, next_month: str) -> None:
    """From the day in the Netherlands, where the last case is the first of July already."""
    shown = panel(SearchRequest(), {}, [], dt.datetime.fromisoformat(now))
    start = next(moment for moment in shown.moments if moment.id == "start")
    addresses = [choice.address for choice in start.quick]
    assert addresses[0] == f"/?startBefore={within_a_month}"
    assert addresses[2] == f"/?startAfter={next_month}"


def test_a_date_choice_finds_what_it_says(client: TestClient) -> None:
    assert found(client, deadlineAfter="2026-03-13") == 1
    assert found(client, deadlineAfter="2026-03-14") == 0
    assert found(client, startBefore="2026-04-10") == 1


def test_what_nothing_holds_is_called_by_its_name(client: TestClient) -> None:
    """An id of the taxonomy is no word for a reader."""
    root = page(client, "/?competency=bestuurlijk-sensitief&province=Zeeland")
    assert "Bestuurlijk sensitief" in labels(group(root, "competency"))
    assert "Bestuurlijk sensitief" in text(classed(root, "chip")[0]) + text(classed(root, "chip")[1])
