"""The gazetteer: look-ups by hand-made tables, and its facts against the reference."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from indexer.knowledge import places


def reference(directory: Path, table: str) -> list[dict[str, str]]:
    with (directory / "geo" / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vriezenveen", ("Vriezenveen", "Twenterand", "Overijssel")),
        ("twenterand", ("Twenterand", "Twenterand", "Overijssel")),
        ("den haag", ("Den Haag", "'s-Gravenhage", "Zuid-Holland")),
        ("The Hague", ("Den Haag", "'s-Gravenhage", "Zuid-Holland")),
        ("'s-gravenhage", ("'s-Gravenhage", "'s-Gravenhage", "Zuid-Holland")),
        ("’s-Gravenhage", ("'s-Gravenhage", "'s-Gravenhage", "Zuid-Holland")),
        ("s hertogenbosch", ("'s-Hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant")),
        ("Den Bosch", ("Den Bosch", "'s-Hertogenbosch", "Noord-Brabant")),
        ("Gemeente Apeldoorn", ("Apeldoorn", "Apeldoorn", "Gelderland")),
        ("Haren", ("Haren", "Groningen", "Groningen")),
        ("Hengelo", ("Hengelo", "Hengelo", "Overijssel")),
        ("Bergen", ("Bergen", "Bergen (NH)", "Noord-Holland")),
        ("Bergen (L)", ("Bergen", "Bergen (L)", "Limburg")),
        ("Heusden", ("Heusden", "Heusden", "Noord-Brabant")),
        ("Súdwest-Fryslân", ("Súdwest-Fryslân", "Súdwest-Fryslân", "Fryslân")),
        ("sudwest fryslan", ("Súdwest-Fryslân", "Súdwest-Fryslân", "Fryslân")),
        ("Cuijk", ("Cuijk", "Land van Cuijk", "Noord-Brabant")),
        ("Dongeradeel", ("Noardeast-Fryslân", "Noardeast-Fryslân", "Fryslân")),
        ("Sint Oedenrode", ("Sint-Oedenrode", "Meierijstad", "Noord-Brabant")),
        ("Haaren", ("Haaren", "Oisterwijk", "Noord-Brabant")),
    ],
)
def test_resolve(name: str, expected: tuple[str, str, str]) -> None:
    found = places.resolve(name)
    assert found is not None
    assert (found.name, found.gemeente, found.province) == expected


@pytest.mark.parametrize(
    ("name", "province", "gemeente", "expected"),
    [
        ("Hengelo", "Gelderland", None, "Bronckhorst"),
        ("Bergen", "Limburg", None, "Bergen (L)"),
        ("Elst", None, "Rhenen", "Rhenen"),
        ("Haren", "Noord-Brabant", None, "Oss"),
        ("Laren", "Gelderland", None, "Lochem"),
        ("Nes", None, "Ameland", "Ameland"),
        ("Almelo", "Zeeland", None, "Almelo"),  # a hint that fits nothing is disregarded
    ],
)
def test_resolve_with_hints(name: str, province: str | None, gemeente: str | None, expected: str) -> None:
    found = places.resolve(name, province, gemeente)
    assert found is not None and found.gemeente == expected


@pytest.mark.parametrize("name", ["Gelderland", "Twente", "Antwerpen", "", "zzz"])
def test_resolve_knows_no_areas_and_nothing_abroad(name: str) -> None:
    assert places.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Friesland", ("Fryslân", "Fryslân", ())),
        ("Brabant", ("Noord-Brabant", "Noord-Brabant", ())),
        ("N-H", ("Noord-Holland", "Noord-Holland", ())),
        ("Noord Holland", ("Noord-Holland", "Noord-Holland", ())),
        ("Regio Twente", ("Twente", "Overijssel", ("Twente",))),
        ("Jeugdregio Haaglanden", ("Haaglanden", "Zuid-Holland", ("Haaglanden",))),
        ("Noord Oost Brabant", ("Noordoost-Brabant", "Noord-Brabant", ("Noordoost-Brabant",))),
        ("GGD Zuid Limburg", ("Zuid-Limburg", "Limburg", ("Zuid-Limburg",))),
        ("arbeidsmarktregio FoodValley", ("Foodvalley", None, ("Foodvalley",))),
    ],
)
def test_resolve_area(name: str, expected: tuple[str, str | None, tuple[str, ...]]) -> None:
    found = places.resolve_area(name)
    assert found is not None and found.gemeente is None
    assert (found.name, found.province, found.regions) == expected
    assert found.lat is not None and 50.7 < found.lat < 53.6


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("Almelo", 52.36, 6.66),
        ("den haag", 52.07, 4.30),
        ("1012 AB", 52.37, 4.90),
        ("1012ab", 52.37, 4.90),
        ("1012", 52.37, 4.90),
        ("52.1,5.2", 52.1, 5.2),
        ("52.1, 5.2", 52.1, 5.2),
        ("gemeente Twenterand", 52.41, 6.6),
    ],
)
def test_locate(text: str, lat: float, lon: float) -> None:
    point = places.locate(text)
    assert point is not None
    assert (point.lat, point.lon) == (pytest.approx(lat, abs=0.05), pytest.approx(lon, abs=0.05))
    assert point.label


@pytest.mark.parametrize(
    "text", ["Gelderland", "Twente", "0999", "95.0,5.2", "52.1", "५२.१,५.२", "1०१२", "", "x" * 500]
)
def test_locate_knows_no_point(text: str) -> None:
    assert places.locate(text) is None


def test_regions_are_few_and_none_twice() -> None:
    assert places.regions_of("Twenterand") == ("Twente",)
    for name in places.gemeenten():
        found = places.regions_of(name)
        assert len(found) == len(set(found)) <= 5
        assert not set(found) & set(places.provinces())
        assert name not in found


def test_one_key_for_every_spelling() -> None:
    assert (
        len({places.normalise(s) for s in ("'s-Gravenhage", "Den Haag", "the hague", "’S-GRAVENHAGE")}) == 1
    )
    assert places.normalise("Noord Oost Brabant") == places.normalise("Noordoost-Brabant")
    assert places.normalise("St. Oedenrode") == places.normalise("Sint-Oedenrode")
    assert places.normalise("Hengelo") != places.normalise("Hendrik-Ido-Ambacht")


def test_sources_carry_the_attribution() -> None:
    sources = (Path(places.__file__).parent / "geo" / "SOURCES.md").read_text(encoding="utf-8")
    line = (
        "Contains GeoNames data (geonames.org, CC BY 4.0) and CBS data "
        "(Centraal Bureau voor de Statistiek, CC BY 4.0)."
    )
    assert line in sources
    for table in (Path(places.__file__).parent / "geo").glob("*.*"):
        assert table.name == "SOURCES.md" or f"`{table.name}`" in sources, table.name


@pytest.mark.shared
def test_gemeenten_and_woonplaatsen_as_in_the_reference(shared_dir: Path) -> None:
    rows = reference(shared_dir, "gemeenten.csv")
    ours = places.gemeenten()
    assert {r["name"] for r in rows} == set(ours) and len(ours) == 342
    for row in rows:
        one = ours[row["name"]]
        assert (one.code, one.province) == (row["code"], row["province"])
        assert (one.lat, one.lon) == (float(row["lat"]), float(row["lon"]))
        assert set(filter(None, row["aliases"].split("|"))) <= set(one.aliases)
    towns = Counter((w.official, w.gemeente, w.province, w.lat, w.lon) for w in places.woonplaatsen())
    assert towns == Counter(
        (r["name"], r["gemeente"], r["province"], float(r["lat"]), float(r["lon"]))
        for r in reference(shared_dir, "woonplaatsen.csv")
    )


@pytest.mark.shared
def test_former_gemeenten_and_postcodes_as_in_the_reference(shared_dir: Path) -> None:
    heirs: dict[str, set[str]] = {}
    for row in reference(shared_dir, "former_gemeenten.csv"):
        heirs.setdefault(row["name"], set()).add(row["successor"])
    assert {name: set(found) for name, found in places.former_gemeenten().items()} == heirs
    assert set().union(*heirs.values()) <= set(places.gemeenten())
    rows = reference(shared_dir, "postcodes.csv")
    assert {r["pc4"]: (float(r["lat"]), float(r["lon"]), r["woonplaats"]) for r in rows} == dict(
        places.postcodes()
    )


@pytest.mark.shared
def test_regions_as_in_the_reference(shared_dir: Path) -> None:
    expected: dict[tuple[str, str], set[str]] = {}
    for row in reference(shared_dir, "regions.csv"):
        if row["kind"] != "provincie":
            expected.setdefault((row["region"], row["kind"]), set()).add(row["gemeente"])
    table = Path(places.__file__).parent / "geo" / "regions.csv"
    with table.open(encoding="utf-8", newline="") as file:
        ours = {(r["official"], r["kind"]): set(r["members"].split("|")) for r in csv.DictReader(file)}
    assert ours == expected
    for name, kind in expected:
        found = places.region(name)
        assert found is not None, (name, kind)


@pytest.mark.shared
def test_other_names_and_ambiguity_as_in_the_reference(shared_dir: Path) -> None:
    for row in reference(shared_dir, "region_aliases.csv"):
        known = places.region(row["alias"]) or places.province(row["alias"])
        assert known is not None, row["alias"]
    for row in reference(shared_dir, "ambiguous.csv"):
        assert places.normalise(row["name"]) in places.ambiguous(), row["name"]
