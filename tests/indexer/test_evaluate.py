"""The score counts as a person would count it on paper."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.evaluate import ALL, Counts, Evaluation, Miss, evaluate
from indexer.folded import Folded, fold
from indexer.gold import GoldError, read_gold
from indexer.readers.source import ReadError
from indexer.record import Competency, Evidence, Hours, Place, Rate, Record

CASES = json.loads((Path(__file__).parents[1] / "cases" / "evaluate.json").read_text(encoding="utf-8"))[
    "cases"
]
JSON_FIELD = {"place": "places", "gemeente": "places", "province": "places"}


def record_of(values: dict[str, Any], **more: Any) -> Record:
    """A record from the short form of the case table."""
    made: dict[str, Any] = {"id": "x", "file": "x", "kind": "assignment", **values, **more}
    for name, build in (("hours", Hours), ("rate", Rate)):
        if name in values:
            made[name] = build(**values[name])
    if "start_date" in values:
        made["start_date"] = dt.date.fromisoformat(values["start_date"])
    if "places" in values:
        made["places"] = tuple(Place(*place) for place in values["places"])
    if "competencies" in values:
        made["competencies"] = tuple(Competency(id, id, "kennis") for id in values["competencies"])
    if "contract_forms" in values:
        made["contract_forms"] = tuple(values["contract_forms"])
    return Record(**made)


@pytest.fixture
def score(tmp_path: Path) -> Callable[..., Evaluation]:
    """Evaluate gold lines (a dictionary each) against records by file name."""

    def run(gold: list[dict[str, Any]], records: dict[str, Record | Exception]) -> Evaluation:
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in gold) + "\n", encoding="utf-8")

        def parse(path: Path, file: str, id: str) -> Record:
            assert path == tmp_path / file
            found = records[file]
            if isinstance(found, Exception):
                raise found
            return found

        return evaluate(path, parse=parse)

    return run


@pytest.mark.parametrize("case", CASES, ids=[f"{c['line']}-{n}" for n, c in enumerate(CASES)])
def test_a_line_counts(score: Callable[..., Evaluation], case: dict[str, Any]) -> None:
    field = JSON_FIELD.get(case["line"], case["line"])
    fields = {} if case["gold"] is None else {field: {"value": case["gold"]}}
    result = score([{"file": "x", "kind": "assignment", "fields": fields}], {"x": record_of(case["record"])})
    assert result.scores[ALL].lines[case["line"]] == Counts(*case["counts"])
    mine = [miss for miss in result.misses if miss.field == case["line"]]
    assert bool(mine) == (case["counts"][1:] != [0, 0])


def test_precision_recall_and_f1_by_hand() -> None:
    counts = Counts(right=6, wrong=2, missed=4)
    assert counts.precision == pytest.approx(0.75)
    assert counts.recall == pytest.approx(0.6)
    assert counts.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    nothing = Counts()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_sets_are_scored_apart_and_together(score: Callable[..., Evaluation]) -> None:
    hours = {"hours": {"value": {"min": 8, "max": 8}}}
    right, wrong = record_of({"hours": {"min": 8, "max": 8}}), record_of({"hours": {"min": 9, "max": 9}})
    result = score(
        [
            {"file": "a", "set": "development", "kind": "assignment", "fields": hours},
            {"file": "b", "set": "evaluation", "kind": "assignment", "fields": hours},
        ],
        {"a": right, "b": wrong},
    )
    f1 = {name: one.lines["hours"].f1 for name, one in result.scores.items()}
    assert f1 == {"development": 1.0, "evaluation": 0.0, "all": 0.5}
    assert result.scores["development"].macro_f1() == 1.0
    assert result.scores[ALL].macro_f1(["hours", "rate"]) == 0.5
    assert result.misses == [Miss("b", "evaluation", "hours", ((8.0, 8.0),), ((9.0, 9.0),))]


def test_what_is_no_assignment_is_scored_on_kind_and_on_having_no_terms(
    score: Callable[..., Evaluation],
) -> None:
    article = record_of({"title": "Nieuws", "hours": {"min": 8, "max": 8}}, kind="article")
    result = score([{"file": "x", "kind": "article", "fields": {}}], {"x": article})
    assert result.scores[ALL].kind.share == 1.0
    assert result.scores[ALL].lines["hours"] == Counts(wrong=1)
    assert result.scores[ALL].lines["title"] == Counts()


def test_of_fields_that_nobody_looked_for_nothing_is_counted(score: Callable[..., Evaluation]) -> None:
    line = {
        "file": "x",
        "kind": "assignment",
        "only": ["competencies"],
        "fields": {"competencies": {"value": ["skj"]}},
    }
    result = score([line], {"x": record_of({"competencies": ["skj", "big"], "hours": {"min": 8, "max": 8}})})
    assert result.scores[ALL].lines["competencies"] == Counts(right=1, wrong=1)
    assert result.scores[ALL].lines["hours"] == Counts()
    assert [miss.field for miss in result.misses] == ["competencies"]


def test_a_wrong_kind_is_a_miss(score: Callable[..., Evaluation]) -> None:
    result = score([{"file": "x", "kind": "vacancy", "fields": {}}], {"x": record_of({})})
    assert result.scores[ALL].kind.share == 0.0
    assert result.misses == [Miss("x", "development", "kind", ("vacancy",), ("assignment",))]


def test_a_document_that_cannot_be_read_misses_everything(score: Callable[..., Evaluation]) -> None:
    fields = {"reference": {"value": "R1"}}
    result = score([{"file": "x", "kind": "assignment", "fields": fields}], {"x": ReadError("leeg")})
    assert result.failed == [("x", "leeg")]
    assert result.scores[ALL].lines["reference"] == Counts(missed=1)


TEXT = "Uren:\n24  per\nweek. Later nog eens 24 per week."


@pytest.mark.parametrize(
    ("start", "end", "text", "exact", "overlap"),
    [
        (6, 8, "24", 1, 1),
        (0, 5, "Uren:", 1, 0),
        (35, 37, "24", 1, 1),
        (6, 8, "25", 0, 1),
    ],
)
def test_evidence_stands_at_its_offsets_and_meets_the_words(
    score: Callable[..., Evaluation], start: int, end: int, text: str, exact: int, overlap: int
) -> None:
    proof = {"hours": (Evidence(start, end, text, "label"),)}
    record = record_of({"hours": {"min": 24, "max": 24}}, text=TEXT, evidence=proof)
    fields = {"hours": {"value": {"min": 24, "max": 24}, "words": ["24 PER week"]}}
    result = score([{"file": "x", "kind": "assignment", "fields": fields}], {"x": record})
    total = result.scores[ALL]
    assert (total.spans.right, total.spans.total) == (exact, 1)
    assert (total.words.right, total.words.total) == (overlap, 1)
    assert len(result.evidence_misses) == 1 - overlap


def test_words_that_the_document_does_not_hold_are_told(score: Callable[..., Evaluation]) -> None:
    fields = {"hours": {"value": {"min": 24, "max": 24}, "words": ["24 uur"]}}
    result = score([{"file": "x", "kind": "assignment", "fields": fields}], {"x": record_of({}, text=TEXT)})
    assert result.not_in_text == [("x", "hours", "24 uur")]


def test_each_competency_is_judged_by_its_own_words(score: Callable[..., Evaluation]) -> None:
    proofs = (Evidence(0, 4, "SKJ,", "term", "skj"), Evidence(0, 4, "SKJ,", "term", "vog"))
    record = record_of({"competencies": ["skj", "vog"]}, text="SKJ, VOG", evidence={"competencies": proofs})
    gold = {"value": ["skj", "vog"], "words": ["SKJ", "VOG"], "required": [True, False]}
    result = score([{"file": "x", "kind": "assignment", "fields": {"competencies": gold}}], {"x": record})
    assert (result.scores[ALL].words.right, result.scores[ALL].words.total) == (1, 2)
    assert (result.scores[ALL].required.right, result.scores[ALL].required.total) == (1, 2)


def test_the_json_holds_every_line_and_miss(score: Callable[..., Evaluation]) -> None:
    fields = {"reference": {"value": "R1"}}
    result = score([{"file": "x", "kind": "assignment", "fields": fields}], {"x": record_of({})}).to_json()
    json.dumps(result)
    assert result["sets"]["all"]["fields"]["reference"]["recall"] == 0.0
    assert result["misses"] == [
        {"file": "x", "set": "development", "field": "reference", "expected": ["R1"], "got": []}
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "is leeg"),
        ("{", "regel 1"),
        ('{"file": "x", "kind": "assignment"}\n{"kind": "article"}', "regel 2: 'file' ontbreekt"),
        ('{"file": "x", "kind": "klus"}', "niet 'klus'"),
        ('{"file": "x", "kind": "article", "set": "test"}', "niet 'test'"),
        ('{"file": "x", "kind": "article", "fields": {"uren": {"value": 1}}}', "'uren' is geen veld"),
        ('{"file": "x", "kind": "article", "fields": {"hours": {}}}', "'value' ontbreekt"),
        ('{"file": "x", "kind": "article"}\n{"file": "x", "kind": "article"}', "twee keer"),
    ],
)
def test_a_bad_gold_file_is_refused_with_its_line(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl") as caught:
        read_gold(path)
    assert message in str(caught.value)


def test_folding_keeps_the_place_in_the_text() -> None:
    text = "De  Straße\nte EDE"
    assert fold(text) == "de strasse te ede"
    assert [text[start:end] for start, end in Folded(text).find("strasse  te")] == ["Straße\nte"]
    assert Folded(text).find("") == []
    assert len(Folded("aaa").find("a")) == 3
