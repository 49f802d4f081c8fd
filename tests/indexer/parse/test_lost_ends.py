"""Texts of pages whose line ends were lost: where these stood, what is read of such texts, and that all else stays as it is."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.parse.lost_ends import joined, missing_ends, parted
from indexer.parse.parser import parse_source
from indexer.parse.personal import MASK
from indexer.readers.source import SourceText
from indexer.record import Evidence, Record, json_name, to_json

CASES = Path(__file__).parents[2] / "cases"
PAGES = tomllib.loads((CASES / "lost_line_ends.toml").read_text(encoding="utf-8"))["case"]


def _read(text: str) -> dict[str, Any]:
    """What is read of a text, in the shape of the cases."""
    record = to_json(parse_source(SourceText(text), file="x.txt", id="x"))
    hours, rate = record["hours"], record["rate"]
    return record | {
        "hours": [hours["min"], hours["max"]],
        "rate": [rate["min"] or 0, rate["max"] or 0],
        "places": [place["name"] for place in record["places"]],
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"].replace(" ", "-"))
def test_a_page_without_line_ends_is_read(page: dict[str, Any]) -> None:
    got = _read(page["text"])
    expected = {json_name(name): value for name, value in page.items() if name not in ("name", "text")}
    competencies = expected.pop("competencies", [])
    assert {name: got[name] for name in expected} == expected
    assert {one["id"] for one in got["competencies"]} >= set(competencies)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"].replace(" ", "-"))
def test_the_text_and_its_evidence_stay_as_they_are(page: dict[str, Any]) -> None:
    record = parse_source(SourceText(page["text"]), file="x.txt", id="x", keep_personal_data=True)
    assert record.text == page["text"]
    mentions = [mention for found in record.evidence.values() for mention in found]
    assert mentions
    for mention in mentions:
        assert 0 <= mention.start < mention.end
        assert record.text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EisenMinimaal hbo werk- en denkniveau", "Eisen\nMinimaal hbo werk- en denkniveau"),
        ("CompetentiesNauwkeurig, integer", "Competenties\nNauwkeurig, integer"),
        ("OverOns", "OverOns"),
        ("Over onsWij zijn een kleine gemeente.", "Over ons\nWij zijn een kleine gemeente."),
        ("FunctieomschrijvingAls adviseur schrijf je mee.", "Functieomschrijving\nAls adviseur schrijf je mee."),
        ("- Je leidt het team.Wie zoeken wijJe hebt ervaring.", "- Je leidt het team.\n\nWie zoeken wij\nJe hebt ervaring."),
        ("UtrechtHBO32 uur per week€ 95 per uur8 maanden", "Utrecht\nHBO\n32 uur per week\n€ 95 per uur\n8 maanden"),
        (
            "Jobcoach jeugdGemeente EdeEde24 - 28 uur1 mei 2026Reageren t/m 2 april 2026Ref. 26IB1193",
            "Jobcoach jeugd\nGemeente Ede\nEde\n24 - 28 uur\n1 mei 2026\nReageren t/m 2 april 2026\nRef. 26IB1193",
        ),
        ("Publicatiedatum:\n14 jan 2026Als jurist schrijf je het advies.", "Publicatiedatum:\n14 jan 2026\n\nAls jurist schrijf je het advies."),
        ("24 uurDe jurist behandelt de bezwaren van inwoners.", "24 uur\n\nDe jurist behandelt de bezwaren van inwoners."),
        (
            "Jouw profiel• Hbo• Ervaring met VendorLink• Rijbewijs B",
            "Jouw profiel\n• Hbo\n• Ervaring met VendorLink\n• Rijbewijs B",
        ),
    ],
)  # fmt: skip
def test_line_ends_are_found(text: str, expected: str) -> None:
    assert parted(text, missing_ends(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kennis van SharePoint, PowerBI, ServiceNow, GitHub en DigiD is een pre; LinkedIn en WhatsApp ook.",
        "Via KlusBord, FlexPubliek of WijSchakelen te vinden, met SamenTwente als opdrachtgever.",
        "Mail naar j.deJong@voorBeeld.example.nl of kijk op https://example.nl/OpdrachtDetails/JeugdRegio/24uur.",
        "Kenmerk HGV-2025-0417, 26IB1193 of 2x6 maanden, 0,8fte, B1-route en schaal 10A.",
        "Stichting De Kade B.V. te Ede, t.a.v. mr. P.Q. de Boer, incl.BTW en max.HBO, art.12 Wmo.",
        "Ervaring met Suite4Sociaal Domein of Key2Jeugd is een eis.",
        "Weegt ervaring met Suite4Jeugdzorg mee?",
        "startDatum: 2026-05-01, eindDatum: 2026-10-31, urenPerWeek: 24, sluitingsDatum: 2026-04-10",
        '{"titelOpdracht": "Consulent", "urenPerWeek": 24, "startDatum": "2026-05-01", "eindDatum": "2026-10-31"}',
        "Het gesprek is op 4 mei.Neem je cv mee.",
        "OpdrachtgeverGemeente TielStandplaatsTielUren per week24Tarief€ 84,00",
        "EisOmschrijvingBewijsstuk",
        "Een week heeft bij ons 36 uurAls je meer werkt, spaar je verlof.",
        "14 jan 2026Als jurist",
        "Opdracht tarief 74Opdracht uren 32 tot 36",
        "De opdracht is voor 24 uur per week, van 1 mei 2026 tot en met 31 oktober 2026. Je werkt in Tiel.",
    ],
)
def test_what_is_written_so_is_left_alone(text: str) -> None:
    assert missing_ends(text) == []


def test_personal_data_is_masked_where_line_ends_are_missing() -> None:
    text = next(page["text"] for page in PAGES if "Lena Hoekstra" in page["text"])
    record = parse_source(SourceText(text), file="x.txt", id="x")
    assert len(record.text) == len(text)
    assert "Hoekstra" not in record.text
    assert "hoekstra" not in record.text
    assert f"Contactpersoon{MASK * 4} {MASK * 8}" in record.text
    for mention in (mention for found in record.evidence.values() for mention in found):
        assert record.text[mention.start : mention.end] == mention.text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(
    ("Eisen", "Utrecht", "24 uur per week", "€ 90", "8 maanden", "Over ons", "Je hebt ervaring.", "Home", "Contact", "1 mei 2026", "• Hbo", "\n", " ", "Ref. 12")
), min_size=1, max_size=40))  # fmt: skip
def test_offsets_come_back_to_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    cuts = missing_ends(text)
    shown = parted(text, cuts)
    if not cuts:
        assert shown == text
        return
    marks = [at for at in range(len(shown)) if not shown[at].isspace() and shown[at] not in "|:"]
    proof = {"title": tuple(Evidence(at, at + 1, shown[at], "x") for at in marks)}
    record = joined(Record(id="x", file="x", kind="other", evidence=proof, text=shown), cuts)
    assert record.text == text
    assert all(text[one.start : one.end] == one.text for one in record.evidence["title"])
    assert [one.text for one in record.evidence["title"]] == [shown[at] for at in marks]


@pytest.mark.parametrize(
    "unit", ["SharkBoat ", "LinkedInA", "De opdrachtJe hebt ", "aa1. A", "a@b.nlCc", "Eisen", "12 uur"]
)
def test_a_long_line_takes_no_longer_for_each_character(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    missing_ends(text)
    assert time.process_time() - began < 3
