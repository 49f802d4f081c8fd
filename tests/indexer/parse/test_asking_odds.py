"""What the words around a competency say on whether it is asked, and how often that is right in texts that no weight was fitted to."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import Any

import pytest

from indexer.parse import competencies
from indexer.parse.asking import Sentence
from indexer.parse.asking_odds import ENOUGH, PLACES, TOO_LITTLE, Odds, weights
from indexer.parse.candidate import Candidate
from indexer.parse.competencies import ODDS, Mention, mentions
from indexer.parse.parser import make_doc
from indexer.readers.source import SourceText
from tests.asking_told import Told, told


def _read(text: str) -> list[Candidate]:
    return list(competencies.read(make_doc(SourceText(text))))


def _odds_in(text: str) -> list[tuple[Odds, Any]]:
    """The odds of every sentence of a text, with the competencies that it names."""
    found: list[tuple[Odds, Any]] = []

    def noted(sentence: Sentence, before: bool | None, refused: set[str]) -> list[Mention]:
        odds = Odds(sentence, follows=before is not None)
        found.extend((odds, match) for match in sentence.found if match.key)
        return []

    assert all(mention.rule == "title" for mention in mentions(make_doc(SourceText(text)), set(), noted))
    return found


@pytest.mark.parametrize("case", list(told("asking_told.jsonl"))[::9], ids=lambda case: case.text[-80:-40])
def test_the_sum_is_that_of_all_signs(case: Told) -> None:
    """It is put together from parts that are worked out once a sentence."""
    known = weights()

    def weight(sign: str) -> float:
        place, _, word = sign.partition(" ")
        if place in PLACES:
            return known.words.get(word, (0.0,) * len(PLACES))[PLACES.index(place)]
        return known.others.get(sign, 0.0)

    for odds, match in _odds_in(case.text):
        signs = list(odds.signs(match))
        assert odds.logit(match) == pytest.approx(known.start + sum(map(weight, signs)) / sqrt(len(signs)))


def test_a_sign_tells_where_a_word_stands() -> None:
    [(odds, match)] = _odds_in("Zij is weg. Haar opvolger heeft net zoveel humor als zij. Tot maandag.")
    assert match.key == "humor"
    signs = Counter(odds.signs(match))
    assert {"= opvolger", "< opvolger", "2 opvolger", "<< zoveel", ">> als", "1 haar", "before weg", "next maandag", "id humor", "group houding"} <= signs.keys()  # fmt: skip
    assert "= humor" not in signs and ">> zij" not in signs


def test_what_the_words_around_ask_names_its_rule_and_weighs_less_than_any_other() -> None:
    """Of what is demanded; what is wished for weighs less by any rule."""
    by_rule: dict[str, list[float]] = {}
    for case in told("asking_told.jsonl"):
        for candidate in _read(case.text):
            by_rule.setdefault(candidate.rule, []).append(candidate.weight)
    words_around = by_rule.pop(ODDS)
    assert len(words_around) > 80
    assert max(words_around) < min(max(weights) for weights in by_rule.values())


def test_names_are_not_weighed_and_every_weight_says_something() -> None:
    known = weights()
    assert len(known.words) > 1_000 and not {"zwolle", "assen", "utrecht", "tessa"}.intersection(known.words)
    assert all(any(row) for row in known.words.values())
    assert all(abs(weight) < 20 for row in (*known.words.values(), known.others.values()) for weight in row)
    assert TOO_LITTLE < 0 < ENOUGH


# Of texts by the same writers as those of ``asking_told.jsonl``, and of documents by another: found rightly, found wrongly, missed. No
# weight is fitted to them. Before the words around counted: 260, 24, 68 and 135, 24, 55.
APART = {"sentence": (306, 39, 22), "document": (160, 29, 30)}


def test_how_often_it_is_right_in_texts_apart() -> None:
    """Told exactly, so that what gets better is seen too."""
    counts: dict[str, Counter[str]] = {form: Counter() for form in APART}
    for case in told("asking_told_apart.jsonl"):
        found, asked = {candidate.value.id for candidate in _read(case.text)}, set(case.asked)
        counts["document" if case.kind else "sentence"].update(
            right=len(found & asked), wrong=len(found - asked), missed=len(asked - found)
        )
    assert {
        form: (count["right"], count["wrong"], count["missed"]) for form, count in counts.items()
    } == APART
