"""What the prose below a header of facts corrects, and what it only mentions: ``tests/cases/corrected.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import Record, to_json

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "corrected.toml").read_text(encoding="utf-8"))


def read(header: str, said: str) -> Record:
    text = TABLE["headers"][header].replace("{}", said)
    return parse_source(SourceText(text), file="opdracht.txt", id="a")


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: f"{case['field']}: {case['said'][:60]}")
def test_what_corrects_the_header_holds_and_what_only_stands_below_it_does_not(case: dict[str, Any]) -> None:
    record = read(case["header"], case["said"])
    got = to_json(record)[case["field"]]
    if isinstance(case["value"], dict):
        got = {end: got[end] for end in ("min", "max") if got[end] is not None}
    proof = record.evidence[case["field"]]
    assert got == case["value"], proof
    assert not proof[0].overruled
    below = TABLE["headers"][case["header"]].index("{}")
    if case["changed"]:  # what is worked out may have a day of the header before the corrected one
        assert any(one.start >= below and not one.overruled for one in proof)


@pytest.mark.parametrize(
    ("said", "field", "header"),
    [
        ("De inzet is verruimd: ga uit van 24 tot 32 uur.", "hours", "Uren: 24 per week"),
        ("De begindatum is niet haalbaar. Wij gaan nu uit van 16 februari 2026.", "startDate", "Startdatum: 1 februari 2026"),
        ("De opdracht loopt nu tot en met 31 december 2026.", "endDate", "Einddatum: 31 juli 2026"),
        ("Het tarief is verhoogd naar max. 95.", "rate", "Tarief: max. € 90"),
        ("Reageren kan nu tot en met 19 januari 2026.", "deadline", "Reageren tot: 12 januari 2026, 12.00 uur"),
    ],
)  # fmt: skip
def test_the_value_of_the_header_is_shown_as_overruled(said: str, field: str, header: str) -> None:
    overruled = [one.text for one in read("dated", said).evidence[field] if one.overruled]
    assert overruled == [header]


def test_a_length_that_was_worked_out_follows_the_day_that_was_corrected() -> None:
    assert read("dated", "").duration_months == 6
    assert read("dated", "De einddatum is verschoven naar 30 september 2026.").duration_months == 8
    assert read("dated", "De start is opgeschoven naar 1 maart 2026.").duration_months == 5


def test_a_length_that_is_told_stays_where_the_first_day_is_corrected() -> None:
    record = read("lasting", "De start is opgeschoven naar 1 april 2026.")
    assert (record.duration_months, record.end_date) == (6, None)
