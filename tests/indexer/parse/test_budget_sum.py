"""What a total budget means per hour: over the hours that the text tells of the whole work, else over those of its weeks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.hours_total import total_hours
from indexer.parse.layout import build_layout
from indexer.parse.parser import parse_source
from indexer.readers import SourceText
from indexer.record import Record

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "hours_total.toml").read_text("utf-8"))["case"]
WORK = "Opdracht: onderzoeker jeugd\nOpdrachtgever: gemeente Ede\n"


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_all_hours_together(case: dict[str, Any]) -> None:
    found = total_hours(build_layout(case["text"]))
    assert (found.hours if found else False) == case["value"]
    if found and "words" in case:
        assert case["text"][found.start : found.end] == case["words"]


def _read(text: str) -> Record:
    return parse_source(SourceText(WORK + text), file="x.txt", id="x")


@pytest.mark.parametrize(
    ("text", "derived", "reckoned"),
    [
        pytest.param(
            "Uren per week: 24\nDuur: 6 maanden\nBudget: € 50.000",
            79.85,
            "50000 euro / (24 hours x 26.1 weeks)",
            id="of its weeks",
        ),
        pytest.param(
            "Totaal aantal uren: 380\nBudget: € 38.000", 100.0, "38000 euro / 380 hours", id="told in all"
        ),
        pytest.param(
            "Uren per week: 12\nDuur: 9 maanden\nTotaal aantal uren: 480\nBudget: € 52.000",
            108.33,
            "52000 euro / 480 hours",
            id="told in all beside those of a week",
        ),
        pytest.param(
            "Totaal aantal uren: 400\nBudget: € 48.400 (incl. btw)",
            100.0,
            "48400 euro incl. VAT / 1.21 / 400 hours",
            id="with VAT behind it",
        ),
        pytest.param(
            "Totaal aantal uren: 400\nBudget inclusief btw: 48.400 euro",
            100.0,
            "48400 euro incl. VAT / 1.21 / 400 hours",
            id="with VAT in its label",
        ),
        pytest.param(
            "Voor de hele opdracht is 48.400 euro inclusief btw beschikbaar, voor in totaal 400 uur.",
            100.0,
            "48400 euro incl. VAT / 1.21 / 400 hours",
            id="with VAT, in prose",
        ),
        pytest.param(
            "Totaal aantal uren: 400\nBudget: € 48.400\n\nAlle bedragen zijn inclusief btw.",
            100.0,
            "48400 euro incl. VAT / 1.21 / 400 hours",
            id="with VAT, as all amounts",
        ),
        pytest.param(
            "Totaal aantal uren: 400\nBudget: € 40.000 (€ 48.400 incl. btw)",
            100.0,
            "40000 euro / 400 hours",
            id="without VAT, beside the amount with it",
        ),
        pytest.param(
            "Totaal aantal uren: 400\nBudget: € 40.000 excl. btw, dus 48.400 incl. btw",
            100.0,
            "40000 euro / 400 hours",
            id="without VAT, told first",
        ),
    ],
)
def test_a_budget_per_hour_with_its_sum(text: str, derived: float, reckoned: str) -> None:
    record = _read(text)
    assert record.rate.derived == derived
    assert {proof.rule for proof in record.evidence["rate"]} == {f"derived: {reckoned} = {derived:g}"}
    for proof in record.evidence["rate"]:
        assert record.text[proof.start : proof.end] == proof.text


@pytest.mark.parametrize(
    "text", ["Budget: € 50.000", "Budget: € 50.000\nUren per week: 24", "Totaal aantal uren: 380"]
)
def test_without_both_there_is_none(text: str) -> None:
    assert _read(text).rate.derived is None


def test_one_out_of_all_proportion_is_left_out() -> None:
    assert _read("Totaal aantal uren: 380\nBudget: € 1.500").rate.derived is None
