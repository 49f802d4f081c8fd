"""Where the work is, from a table of small texts: names, gemeenten and provinces, and the words that decide."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.knowledge.places import gemeenten
from indexer.parse import places
from indexer.parse.candidate import Candidate
from indexer.parse.choose import weigh_structured
from indexer.parse.parser import make_doc, parse_source
from indexer.parse.place_names import find_names
from indexer.readers.source import SourceText
from indexer.record import Place

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "places.json").read_text(encoding="utf-8")
)


def selected(text: str, **source: Any) -> tuple[list[Candidate], str]:
    doc = make_doc(SourceText(text, **source))
    return places.select(weigh_structured(doc, places.read(doc)), doc), doc.text


def shown(found: list[Candidate]) -> list[dict[str, str | None]]:
    values: list[Place] = [c.value for c in found]
    return [{"name": p.name, "gemeente": p.gemeente, "province": p.province} for p in values]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['group']}: {c['text'][:60]!r}")
def test_case(case: dict[str, Any]) -> None:
    found, text = selected(case["text"])
    assert shown(found) == case["places"]
    if "words" in case:
        assert text[found[0].start : found[0].end] == case["words"]


def test_table_holds_every_kind_of_text() -> None:
    groups = [case["group"] for case in CASES]
    assert len(CASES) >= 80
    assert groups.count("trap") >= 25
    assert set(groups) == {"label", "area", "mixed", "prose", "trap"}


def test_spans_stand_in_the_text() -> None:
    for case in CASES:
        doc = make_doc(SourceText(case["text"]))
        for candidate in places.read(doc):
            assert 0 <= candidate.start < candidate.end <= len(doc.text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de gemeenten Zwolle, Kampen en Dronten", [("Zwolle", "gemeente"), ("Kampen", "gemeente"), ("Dronten", "gemeente")]),
        ("in de Achterhoek", [("Achterhoek", "in")]),
        ("jeugdregio Midden- IJssel/ Oost-Veluwe", [("Midden-IJssel/Oost-Veluwe", "region")]),
        ("provincie Utrecht", [("Utrecht", "province")]),
        ("kantoor in 's-Hertogenbosch", [("'s-Hertogenbosch", "site")]),
    ],
)  # fmt: skip
def test_names_with_their_cue(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.name, m.cue) for m in find_names(text)] == expected


def test_regions_and_point_come_along() -> None:
    found, _ = selected("Procesbegeleider\n\nWork location:\nVriezenveen")
    place: Place = found[0].value
    assert place.regions == ("Twente",)
    assert place.lat == pytest.approx(52.4, abs=0.1)
    assert place.lon == pytest.approx(6.6, abs=0.1)


def test_a_region_has_its_own_name_as_region() -> None:
    found, _ = selected("Procesbegeleider\n\nLocatie: Regio Twente")
    assert found[0].value.regions == ("Twente",)


def test_the_document_title_names_the_place_where_the_text_has_it_too() -> None:
    text = "Beste collega,\n\nHet gaat om een klus voor drie dagen per week. Wijchen is een fijne plek om te werken."
    assert shown(selected(text)[0]) == []
    found, _ = selected(text, title="Jeugdconsulent Wijchen")
    assert [p["gemeente"] for p in shown(found)] == ["Wijchen"]


def test_structured_data_is_a_witness() -> None:
    posting = {
        "@type": "JobPosting",
        "title": "Regisseur",
        "jobLocation": {"address": {"postalCode": "1404 GZ", "addressLocality": "Bussum", "addressRegion": "Noord-Holland"}},
    }  # fmt: skip
    found, text = selected("Regisseur\n\nWij zoeken een regisseur.", structured=(posting,))
    assert shown(found) == [{"name": "Bussum", "gemeente": "Gooise Meren", "province": "Noord-Holland"}]
    assert "Bussum" in text[found[0].start : found[0].end]


def test_a_label_in_the_text_beats_structured_data() -> None:
    posting = {"@type": "JobPosting", "jobLocation": {"address": {"addressLocality": "Utrecht"}}}
    found, _ = selected("Regisseur\n\nStandplaats: Zeist\nUren: 12", structured=(posting,))
    assert [p["name"] for p in shown(found)] == ["Zeist"]


@pytest.mark.parametrize(
    "text",
    ["in Zwolle " * 2000, "Plaats: Zwolle\n" * 2000, "Zwolle, Kampen en " * 2000, "A" * 60_000, "7411 KT Deventer " * 1500],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_it_should(text: str) -> None:
    doc = make_doc(SourceText(text))
    start = time.process_time()
    found = places.select(list(places.read(doc)), doc)
    assert time.process_time() - start < 3
    assert len(found) <= 40


@pytest.mark.parametrize(
    "text",
    ["In" + " " * 60_000 + "Zwolle", "Zwolle" + ", " * 20_000 + "Kampen", "in " * 40_000, "'s-" * 40_000, "St. " * 40_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_names_are_found_in_time_that_grows_with_the_text(text: str) -> None:
    start = time.process_time()
    find_names(text)
    assert time.process_time() - start < 3


@given(st.lists(st.sampled_from([c["text"] for c in CASES]) | st.text(max_size=40), max_size=6))
@settings(max_examples=60, deadline=None)
def test_never_raises_and_every_place_is_known(parts: list[str]) -> None:
    text = "\n".join(parts).replace("\r", "\n")
    found, full = selected(text)
    for candidate in found:
        assert 0 <= candidate.start < candidate.end <= len(full)
        place: Place = candidate.value
        assert place.gemeente is None or place.gemeente in gemeenten()
        assert place.lat is not None and place.lon is not None
    keys = [(c.value.name, c.value.gemeente) for c in found]
    assert len(keys) == len(set(keys))


def test_a_gemeente_that_acts_by_its_bare_name_is_where_the_work_is() -> None:
    text = (
        "Freelance opdracht: interim directeur\n\nUren per week: 24\nTarief: 100 euro per uur\n\n"
        "Opsterland groeit toe naar een netwerkorganisatie. De gemeente is klaar voor morgen."
    )
    record = parse_source(SourceText(text), file="x.txt", id="x")
    assert [place.gemeente for place in record.places] == ["Opsterland"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jongerenwerker gevraagd\n\nStichting Buurtkracht Emmen zoekt een jongerenwerker voor 28 uur per week.", ["Emmen"]),
        ("Stichting Welzijn Veenendaal zoekt een opbouwwerker voor 20 uur per week.", ["Veenendaal"]),
        ("Stichting Welzijnskwartier Katwijk zoekt een sociaal werker. Het teamuitje is dit jaar in Leiden. 24 uur per week.", ["Katwijk"]),
        ("Stichting Welzijn Veenendaal zoekt een opbouwwerker. Je werkplek is in Rhenen. 24 uur per week.", ["Rhenen"]),
        ("Stichting Buurtkracht Emmen zoekt een onderzoeker. Het werk kan volledig op afstand. 24 uur per week.", []),
        ("Stichting De Regenboog zoekt een opbouwwerker voor 20 uur per week.", []),
        ("Stichting Welzijn Rijnmond zoekt een opbouwwerker voor 20 uur per week.", []),
    ],
)  # fmt: skip
def test_a_client_called_after_its_town_is_there_where_no_place_is_told(text: str, names: list[str]) -> None:
    record = parse_source(SourceText(text), file="", id="")
    assert [place.name for place in record.places] == names
    for one in record.evidence.get("places", ()):
        assert text[one.start : one.end] == one.text


def test_an_office_is_no_place_of_work_where_somebody_seeks_for_others() -> None:
    own = "Een beleidsadviseur, 24 uur. Het kantoor is gevestigd in Hengelo."
    assert [found["name"] for found in shown(selected(own)[0])] == ["Hengelo"]
    for others in ("Voor onze opdrachtgever: ", "Wij bemiddelen. "):
        assert selected(others + own)[0] == []


@pytest.mark.parametrize(
    ("label", "told", "names"),
    [
        ("Overijssel", "Wij zijn Gemeente Raalte.", ["Raalte"]),
        ("Zuid-Holland", "Wij zijn Gemeente Alphen aan den Rijn.", ["Alphen aan den Rijn"]),
        ("Overijssel", "Wij zijn Gemeente Oss.", ["Overijssel"]),
        ("Overijssel", "Wij zijn Stichting Buurtwerk.", ["Overijssel"]),
        ("Deventer", "Wij zijn Gemeente Raalte.", ["Deventer"]),
    ],
)
def test_the_gemeente_of_a_client_is_more_precise_than_its_province(
    label: str, told: str, names: list[str]
) -> None:
    text = (
        f"Job Location\n{label}\nPosted Date Geplaatst 1 jaar geleden\n\nOrganisatie\nProberen en ontwikkelen. {told} Bij ons is het "
        "leuk werken.\n\nOpdracht\nAls jeugdconsulent voer je gesprekken, 24 uur per week, maximaal € 80 per uur."
    )
    record = parse_source(SourceText(text), file="x", id="1")
    assert [place.name for place in record.places] == names
    assert label in [mention.text.rpartition("\n")[2] for mention in record.evidence["places"]]
