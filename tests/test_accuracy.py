"""The README's figures are those of this parser, and what it reads wrongly is known exactly."""

from __future__ import annotations

import pytest

from indexer.evaluate import CORE, Evaluation, evaluate
from tests.accuracy import GOLD, KNOWN, STRANGERS, block, failures, readme_block, strangers_block


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return evaluate(GOLD)


@pytest.fixture(scope="module")
def strangers() -> list[Evaluation]:
    return [evaluate(path) for path in STRANGERS]


def test_the_readme_tells_the_figures_of_this_parser(result: Evaluation, strangers: list[Evaluation]) -> None:
    stale = "stale figures: run `make accuracy` and look at what changed"
    assert block(result) in readme_block(), stale
    assert strangers_block(*strangers) in readme_block(), stale


def test_what_is_read_wrongly_is_known_exactly(result: Evaluation, strangers: list[Evaluation]) -> None:
    known = KNOWN.read_text(encoding="utf-8").splitlines()
    found = [*failures(result), *(line for each in strangers for line in failures(each, "strangers/"))]
    assert {"new failures": sorted(set(found) - set(known)), "fixed": sorted(set(known) - set(found))} == {
        "new failures": [],
        "fixed": [],
    }


def test_every_document_is_read_and_every_gold_word_stands_in_its_text(
    result: Evaluation, strangers: list[Evaluation]
) -> None:
    for one in (result, *strangers):
        assert one.failed == []
        assert one.not_in_text == []


def test_the_road_holds_on_the_documents_that_rules_were_written_for(result: Evaluation) -> None:
    development = result.scores["development"]
    for name in CORE:
        assert (development.lines[name].f1 or 0) >= 0.9, name


def test_every_evidence_span_is_exact(result: Evaluation, strangers: list[Evaluation]) -> None:
    scores = [score for each in (result, *strangers) for score in each.scores.values()]
    assert all(score.spans.share == 1.0 for score in scores)
