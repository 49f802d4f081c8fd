"""The map of the results: what is drawn where, where its links lead, the same as a list, and its place in the address."""

from __future__ import annotations

import gzip
import math
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from app.pages import map_ground
from app.pages.assets import assets
from app.pages.map import LABELS, LARGEST, SMALLEST
from app.search.geo import distance_km
from app.wording.points import called, nearest
from indexer.knowledge import places
from tests.app.pages.reading import classed, one, page, parsed, text

MAP = "view=map"
SVG = "{http://www.w3.org/2000/svg}"
MOST_COMPRESSED = 10_000
GEMEENTEN = {"Goes": "GM0664", "Utrecht": "GM0344", "Apeldoorn": "GM0200", "Twenterand": "GM1700"}


def circle(root: Any, gemeente: str) -> Any:
    return one(root, f"//*[@id='map-{GEMEENTEN[gemeente]}']")


def query(address: str) -> list[tuple[str, str]]:
    return sorted(parse_qsl(urlsplit(address).query))


def told(link: Any) -> str:
    """The name of a circle."""
    return text(link.xpath("./title")[0])


def spot(link: Any) -> tuple[float, float]:
    found = re.fullmatch(r"translate\((\S+) (\S+)\)", link.get("transform"))
    assert found
    return float(found[1]), float(found[2])


def radius(link: Any) -> float:
    return float(link.xpath("./circle")[1].get("r"))


def test_without_the_view_there_is_a_list_alone(client: TestClient) -> None:
    root = page(client, "/?q=wmo")
    assert classed(root, "map") == []
    ways = {text(link): link for link in classed(root, "views")[0].xpath("./a")}
    assert ways["Lijst"].get("aria-current") == "true"
    assert ways["Kaart"].get("aria-current") is None
    assert query(ways["Kaart"].get("href")) == [("q", "wmo"), ("view", "map")]


def test_a_circle_a_gemeente_with_its_count(client: TestClient) -> None:
    root = page(client, f"/?{MAP}")
    assert sorted(told(link) for link in classed(root, "map-circle")) == [
        "Apeldoorn, 1 opdracht",
        "Goes, 12 opdrachten",
        "Twenterand, 1 opdracht",
        "Utrecht, 12 opdrachten",
    ]
    assert query(circle(root, "Goes").get("href")) == [("gemeente", "Goes"), ("view", "map")]


def test_the_area_goes_with_the_count(client: TestClient) -> None:
    root = page(client, f"/?{MAP}")
    many, few = radius(circle(root, "Goes")), radius(circle(root, "Apeldoorn"))
    assert math.isclose((many / few) ** 2, 12, rel_tol=0.05)
    assert SMALLEST <= few < many <= LARGEST
    drawn = classed(root, "map-circle")
    assert [radius(link) for link in drawn] == sorted(map(radius, drawn), reverse=True), "small ones on top"


def test_a_circle_can_be_hit(client: TestClient) -> None:
    """24 CSS pixels, where the picture is 288 of them wide: a telephone of 320 with its margins."""
    root = page(client, f"/?{MAP}")
    for link in classed(root, "map-circle"):
        assert 2 * float(link.xpath("./circle")[0].get("r")) * 288 / map_ground.WIDTH >= 21.5


def test_what_is_chosen_is_let_go_of(client: TestClient) -> None:
    root = page(client, f"/?{MAP}&gemeente=goes&province=Zeeland&q=wmo")
    goes = circle(root, "Goes")
    assert "is-chosen" in goes.get("class")
    assert told(goes) == "Goes, 12 opdrachten, gekozen"
    assert query(goes.get("href")) == [("province", "Zeeland"), ("q", "wmo"), ("view", "map")]
    label = one(root, "//a[@aria-label='Provincie Zeeland, 12 opdrachten, gekozen']")
    assert query(label.get("href")) == [("gemeente", "goes"), ("q", "wmo"), ("view", "map")]


def test_a_label_a_province_leads_where_there_is_something(client: TestClient) -> None:
    root = page(client, f"/?{MAP}")
    labels = classed(root, "map-label")
    assert sorted(text(label).rstrip("0123456789 ") for label in labels) == sorted(places.provinces())
    assert sorted(label.get("aria-label") for label in labels if label.get("href")) == [
        "Provincie Gelderland, 1 opdracht",
        "Provincie Overijssel, 1 opdracht",
        "Provincie Utrecht, 12 opdrachten",
        "Provincie Zeeland, 12 opdrachten",
    ]


def test_a_province_in_the_typed_words_lights_up(client: TestClient) -> None:
    def lit(address: str) -> list[str]:
        grounds = classed(page(client, address), "map-ground")
        return [one.get("href").partition("#")[2] for one in grounds if "lit" in one.get("class").split()]

    zeeland = map_ground.references()["Zeeland"]
    assert lit(f"/?{MAP}") == []
    assert lit(f"/?{MAP}&province=Zeeland") == [zeeland]
    assert lit(f"/?{MAP}&q=wmo+in+Zeeland") == [zeeland]
    assert lit(f"/?{MAP}&q=wmo+in+Zeeland&interpret=false") == []


def test_a_region_lights_the_dots_of_its_members(client: TestClient) -> None:
    root = page(client, f"/?{MAP}&region=Twente")
    path = one(root, "//*[local-name()='path'][contains(@class, 'lit')]").get("d")
    inside = {
        tuple(map(round, map_ground.project(town.lat, town.lon)))
        for town in places.woonplaatsen()
        if town.gemeente in places.regions()["Twente"].members
    }
    assert walked(path) == inside
    chosen = one(root, "//details[@id='kaart-regios']//li[@class='is-chosen']/a")
    assert text(chosen) == "Twente (1 opdracht, gekozen)"
    assert query(chosen.get("href")) == [("view", "map")]


def walked(path: str) -> set[tuple[int, int]]:
    """The dots of a path of relative moves."""
    x = y = 0
    found = set()
    for right, down in re.findall(r"m(-?\d+) ?(-?\d+)h0", path):
        x, y = x + int(right), y + int(down)
        found.add((x, y))
    return found


@pytest.mark.parametrize("near", ["Goes", "51.50,3.89"])
def test_the_distance_asked_for_is_drawn(client: TestClient, near: str) -> None:
    root = page(client, f"/?{MAP}&near={near}&radiusKm=20")
    ring = one(root, "//*[local-name()='ellipse'][not(@id)]")
    x, y = float(ring.get("cx")), float(ring.get("cy"))
    assert math.dist((x, y), map_ground.project(51.504, 3.889)) < 2 * map_ground.UNITS_PER_KM
    assert float(ring.get("ry")) == 20 * map_ground.UNITS_PER_KM
    # As far to the side as on the ground: what is just within reach lies inside the line.
    east = map_ground.project(51.5, 3.889 + 0.2881)
    assert math.isclose(distance_km((51.5, 3.889), (51.5, 3.889 + 0.2881)), 20, abs_tol=0.1)
    assert math.isclose(east.x - map_ground.project(51.5, 3.889).x, float(ring.get("rx")), rel_tol=0.01)


def test_a_distance_in_the_typed_words_is_drawn(client: TestClient) -> None:
    def rings(address: str) -> list[str]:
        return [text(ring.xpath("./title")[0]) for ring in classed(page(client, address), "map-ring")]

    assert rings(f"/?{MAP}&q=wmo+binnen+30+km+van+Goes") == ["Binnen 30 km van Goes"]
    assert rings(f"/?{MAP}&q=wmo") == []


def test_a_result_knows_its_circle(client: TestClient) -> None:
    root = page(client, f"/?{MAP}&status=all&limit=100")
    of = {text(classed(row, "item-title")[0]): row.get("data-map") for row in root.xpath("//li[@data-map]")}
    assert of["Jeugdconsulent"] == GEMEENTEN["Apeldoorn"]
    assert of["<script>alert('x')</script>"] == ""


def test_the_same_as_a_list_by_province(client: TestClient) -> None:
    root = page(client, f"/?{MAP}")
    order = [element.get("id") or element.tag for element in root.xpath("//*[@id='kaart']//svg | //details")]
    assert order.index("svg") < order.index("kaart-als-lijst")
    listed = one(root, "//details[@id='kaart-als-lijst']")
    links = [
        (text(link).replace(" (", ", ").removesuffix(")"), link.get("href")) for link in listed.xpath(".//a")
    ]
    drawn = [(told(link), link.get("href")) for link in classed(root, "map-circle")]
    labels = [
        (label.get("aria-label").removeprefix("Provincie "), label.get("href"))
        for label in classed(root, "map-label")
        if label.get("href")
    ]
    assert len(links) == 8
    assert sorted(links) == sorted(drawn + labels)
    zeeland = listed.xpath("./ul/li[a[starts-with(., 'Zeeland')]]")[0]
    assert [text(link) for link in zeeland.xpath("./ul/li/a")] == ["Goes (12 opdrachten)"]


def test_an_empty_result_says_so_on_the_map(client: TestClient) -> None:
    root = page(client, f"/?{MAP}&q=onvindbaarwoord")
    assert classed(root, "map-circle") == []
    assert text(classed(root, "map-none")[0]) == "Geen enkel resultaat heeft een plaats op de kaart."
    assert classed(page(client, f"/?{MAP}"), "map-none") == []


def test_every_address_of_the_page_keeps_the_view(client: TestClient) -> None:
    for search in (
        "q=wmo+in+Zeeland&education=mbo&limit=5",
        "q=onvindbaarwoord&province=Zeeland",
        "q=begelieding",
    ):
        root = page(client, f"/?{MAP}&{search}")
        ways = [
            a.get("href")
            for a in root.xpath("//div[contains(@class, 'columns')]//a[starts-with(@href, '/?')]")
        ]
        ways += [a.get("href") for a in root.xpath("//div[contains(@class, 'columns')]//a[@href='/']")]
        kept = [way for way in ways if ("view", "map") in query(way)]
        lost = [way for way in ways if way not in kept]
        assert lost == [classed(root, "views")[0].xpath("./a")[0].get("href")], "all but that of the list"
        assert len(kept) > 3
        assert root.xpath("//input[@form='zoek'][@type='hidden'][@name='view']/@value") == ["map"]


def test_pages_on_in_the_view(client: TestClient) -> None:
    root = page(client, f"/?{MAP}&q=wmo")
    onward = one(root, "//a[@rel='next']").get("href")
    assert ("view", "map") in query(onward)
    second = page(client, onward)
    assert len(second.xpath("//li[@data-map]")) == 4
    assert query(one(second, "//nav[@class='paging']/a").get("href")) == [("q", "wmo"), ("view", "map")]


def test_a_form_with_empty_fields_is_tidied_within_the_view(client: TestClient) -> None:
    answer = client.get(f"/?q=&near=&radiusKm=20&province=Zeeland&{MAP}")
    assert answer.status_code == 303
    assert query(answer.headers["location"]) == [("province", "Zeeland"), ("view", "map")]


def test_another_view_is_told(client: TestClient) -> None:
    root = page(client, "/?view=x&hoursMin=a&q=wmo", status=400)
    errors = [text(row) for row in classed(root, "errors")[0].xpath("./li")]
    assert errors[0] == "Weergave (view): kan alleen map zijn; zonder ziet u de lijst."
    assert len(errors) == 2
    wrong = parsed(client.get(f"/?{MAP}&hoursMin=a&q=wmo"))
    assert query(one(wrong, "//main//a[@class='button']").get("href")) == [("q", "wmo"), ("view", "map")]


def test_no_search_knows_the_view(client: TestClient) -> None:
    assert client.get(f"/v1/assignments?{MAP}").status_code == 400
    root = page(client, f"/?{MAP}&q=wmo")
    feed = one(root, "//link[@type='application/atom+xml']").get("href")
    assert client.get(feed).status_code == 200
    assert "view" not in feed


def test_the_ground_is_every_woonplaats_and_light() -> None:
    ground = assets()["map-ground.svg"]
    root = etree.fromstring(ground.content)
    drawn = {path.get("id"): walked(path.get("d")) for path in root.iter(f"{SVG}path")}
    assert set(drawn) == set(map_ground.references().values())
    zeeland = drawn[map_ground.references()["Zeeland"]]
    inside = [town for town in places.woonplaatsen() if town.province == "Zeeland"]
    assert zeeland == {tuple(map(round, map_ground.project(town.lat, town.lon))) for town in inside}
    assert sum(map(len, drawn.values())) > 0.98 * len(places.woonplaatsen())
    everywhere = [spot for spots in drawn.values() for spot in spots]
    assert all(0 < x < map_ground.WIDTH and 0 < y < map_ground.HEIGHT for x, y in everywhere)
    assert len(gzip.compress(ground.content)) < MOST_COMPRESSED


def test_the_ground_goes_by_its_version_and_in_this_view_alone(client: TestClient) -> None:
    addresses = {use.get("href").partition("#")[0] for use in page(client, f"/?{MAP}").xpath("//use")}
    assert len(addresses) == 1
    answer = client.get(addresses.pop())
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "immutable" in answer.headers["cache-control"]
    assert "map-ground" not in client.get("/").text
    assert b'import("./map.js?v=%s")' % assets()["map.js"].version.encode() in assets()["search.js"].content


def test_labels_and_tints() -> None:
    """Every province has a label inside the picture; provinces that border on each other have another tint."""
    assert set(LABELS) == set(places.provinces())
    for lat, lon, _ in LABELS.values():
        x, y = map_ground.project(lat, lon)
        assert 30 < x < map_ground.WIDTH - 30
        assert 15 < y < map_ground.HEIGHT - 25
    towns = places.gemeenten().values()
    pairs = {
        (one.province, other.province)
        for one in towns
        for other in towns
        if one.province < other.province and distance_km((one.lat, one.lon), (other.lat, other.lon)) < 12
    }
    assert len(pairs) > 12
    assert [pair for pair in pairs if LABELS[pair[0]][2] == LABELS[pair[1]][2]] == []


@pytest.mark.parametrize(
    ("near", "chip"),
    [
        ("52.51,6.09", "Binnen 20 km van Zwolle"),
        ("52.37;4.9", "Binnen 20 km van Amsterdam"),
        ("48.85,2.35", "Binnen 20 km van 48.85,2.35"),
        ("Goes", "Binnen 20 km van Goes"),
        ("goes", "Binnen 20 km van Goes"),
        ("den bosch", "Binnen 20 km van Den Bosch"),
        ("4461", "Binnen 20 km van 4461"),
    ],
)
def test_a_point_is_called_by_the_nearest_place(client: TestClient, near: str, chip: str) -> None:
    root = page(client, f"/?near={near}&radiusKm=20&{MAP}")
    assert [
        text(row).removeprefix("Verwijder filter: ").removesuffix("×") for row in classed(root, "chip")
    ] == [chip]
    ways = [query(way) for way in one(root, "//nav[@class='views']").xpath("./a/@href")]
    assert all(("near", near) in way for way in ways)
    assert one(root, "//input[@name='near']").get("value") == near


def test_the_nearest_place_is_nearest() -> None:
    for lat, lon in ((52.0, 5.0), (51.2, 5.9), (53.2, 6.4), (51.44, 3.57)):
        named = nearest((lat, lon))
        least = min(distance_km((lat, lon), (town.lat, town.lon)) for town in places.woonplaatsen())
        at = [
            distance_km((lat, lon), (town.lat, town.lon))
            for town in places.woonplaatsen()
            if town.name == named
        ]
        assert min(at) == pytest.approx(least, abs=0.05)
    assert called("51.5,3.9", None) == "51.5,3.9"
