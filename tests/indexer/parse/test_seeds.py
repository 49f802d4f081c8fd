"""The reference documents beside the checkout, read field by field as a person reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.parse.parser import parse_source
from indexer.readers import read
from indexer.record import to_json

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "seeds.toml").read_text(encoding="utf-8"))[
    "document"
]
# Judged elsewhere or free in their wording.
_NOT_COMPARED = {
    "id",
    "file",
    "kind",
    "summary",
    "evidence",
    "competencies",
    "sourceUrl",
    "primary",
    "siblings",
}


def _known(value: Any) -> Any:
    return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES, ids=[case["file"][:3] for case in CASES])
def test_seed_is_read_as_a_person_reads_it(case: dict[str, Any], shared_dir: Path) -> None:
    source = read(shared_dir / "seeds" / case["file"])
    record = to_json(parse_source(source, file=case["file"], id="x"))
    assert record["kind"] == case["kind"]
    record["places"] = [[p["name"], p["gemeente"], p["province"]] for p in record["places"]]
    got = {k: _known(v) for k, v in record.items() if k not in _NOT_COMPARED and v not in (None, [], False)}
    assert got == case["fields"]
    ids = {c["id"]: c["required"] for c in record["competencies"]}
    assert set(case["competencies"]) <= set(ids)
    assert {name for name in case["competencies"] if not ids[name]} == set(case["pluses"])
    if case["kind"] == "article":
        assert not ids
    for name, spans in record["evidence"].items():
        for span in spans:
            assert source.text[span["start"] : span["end"]] == span["text"], name
