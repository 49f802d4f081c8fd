"""Key facts in 110 ways of writing: development blocks must be read whole but for what is listed, held-out ones give one figure with a floor."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import to_json

CASES = Path(__file__).parents[2] / "cases"
BLOCKS = tomllib.loads((CASES / "blocks.toml").read_text(encoding="utf-8"))["block"]
FLOOR = 0.83
FIELDS = {
    "title": "title",
    "reference": "reference",
    "organisation": "organisation",
    "places": "places",
    "hours": "hours",
    "rate": "rate",
    "budget_total": "budgetTotal",
    "start_date": "startDate",
    "end_date": "endDate",
    "duration_months": "durationMonths",
    "extension": "extension",
    "deadline": "deadline",
    "deadline_at": "deadlineAt",
    "published": "published",
    "asap": "asap",
}


def expected_values(block: dict[str, Any]) -> dict[str, Any]:
    """What a person reads, by the table's own names; a field that is not there is None."""
    values = {name: block.get(name) for name in FIELDS if name not in block.get("skip", ())}
    if "places" in values:
        values["places"] = [tuple(place) for place in values["places"] or ()] or None
    return values


@functools.cache
def _record(text: str) -> dict[str, Any]:
    return to_json(parse_source(SourceText(text), file="block.txt", id="x"))


def read_values(block: dict[str, Any]) -> dict[str, Any]:
    """What the parser reads, in the shape of :func:`expected_values`."""
    record = _record(block["text"])
    got = {name: record[key] for name, key in FIELDS.items()}
    got["places"] = [(p["name"], p["gemeente"] or "", p["province"] or "") for p in record["places"]] or None
    hours = record["hours"]
    got["hours"] = None if hours["min"] is hours["max"] is None else [hours["min"], hours["max"]]
    got["rate"] = {k: record["rate"][k] for k in ("min", "max") if record["rate"][k] is not None} or None
    got["asap"] = record["asap"] or None
    return got


def score(blocks: list[dict[str, Any]]) -> tuple[float, float, float]:
    """(precision, recall, F1) over every value of every block."""
    right = stated = wanted = 0
    for block in blocks:
        got = read_values(block)
        for name, value in expected_values(block).items():
            stated += got[name] is not None
            wanted += value is not None
            right += value is not None and got[name] == value
    precision, recall = right / max(stated, 1), right / wanted
    return precision, recall, 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(
    "block",
    [b for b in BLOCKS if b["set"] == "development"],
    ids=lambda block: block["style"].replace(" ", "-"),
)
def test_block_is_read_whole(block: dict[str, Any]) -> None:
    got = read_values(block)
    expected = expected_values(block)
    misread = {name: (got[name], value) for name, value in expected.items() if got[name] != value}
    assert sorted(misread) == sorted(block.get("known", ())), misread


def test_held_out_blocks_keep_their_figure() -> None:
    held_out = [block for block in BLOCKS if block["set"] == "heldout"]
    assert len(held_out) == 40
    precision, recall, f1 = score(held_out)
    assert f1 >= FLOOR, f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("ma 2 nov 2026", "vr 30 apr 2027", ("2026-11-02", "2027-04-30", None)),
        ("2-11-2026", "30-4-2027", ("2026-11-02", "2027-04-30", None)),
        ("12-00-2026", "00-00-00", (None, None, None)),
        ("2 nov 2026", "12-00-2026", ("2026-11-02", None, None)),
    ],
)
def test_a_calendar_and_one_that_is_crossed_out(first: str, last: str, read: tuple[str | None, ...]) -> None:
    record = _record(
        f"Jobcoach\nbusiness\nGemeente Ede\nplace\nEde\nschedule\n24 uur\nevent\n{first}\nevent_busy\n{last}\neuro_symbol\nt/m 80\n"
    )
    assert (record.get("startDate"), record.get("endDate"), record.get("deadline")) == read
