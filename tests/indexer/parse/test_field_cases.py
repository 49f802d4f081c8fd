"""Every table in ``tests/cases/fields``: a short text in, the value of one field and its words out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.choose import choose
from indexer.parse.parser import candidates, make_doc
from indexer.readers.source import SourceText
from indexer.record import json_name, to_plain

TABLES = Path(__file__).parents[2] / "cases" / "fields"


def _cases() -> list[Any]:
    found = []
    for table in sorted(TABLES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(table.read_text(encoding="utf-8"))["case"], start=1):
            found.append(pytest.param(table.stem, case, id=f"{table.stem}-{number}"))
    return found


@pytest.mark.parametrize(("field", "case"), _cases())
def test_field_is_read_as_a_person_reads_it(field: str, case: dict[str, Any]) -> None:
    doc = make_doc(SourceText(case["text"]))
    chosen, proof, _ = choose(doc, candidates(doc))
    expected = case["value"]
    got = to_plain(chosen.get(field))
    if expected is False:
        assert got in (None, False), proof.get(json_name(field))
        assert json_name(field) not in proof
        return
    if isinstance(expected, dict):
        got = (
            {key: got.get(key) for key in expected}
            | {key: value for key, value in got.items() if value is not None and key in ("min", "max")}
            if got
            else None
        )
    assert got == expected, proof.get(json_name(field))
    evidence = proof[json_name(field)]
    assert all(case["text"][e.start : e.end] == e.text for e in evidence)
    if "words" in case:
        assert evidence[0].text == case["words"]
    if "at" in case:
        assert to_plain(chosen["deadline_at"]) == case["at"]
    elif field == "deadline":
        assert "deadline_at" not in chosen
