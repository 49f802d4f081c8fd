"""What all words of a text say together on its kind: which words are read, and how their weights add up."""

from __future__ import annotations

import pytest

from indexer.parse.kind_words import FEW, SIDES, START, told_by, weigh, words, words_of


def test_words_count_once_and_once_more_at_the_start() -> None:
    assert words_of("een opdracht: een opdracht?") == {
        "een", "opdracht", ":", "?", "^een", "^opdracht", "^:", "^?",
    }  # fmt: skip
    late = words_of("x " * 60 + "vacature")
    assert "vacature" in late and "^vacature" not in late


def test_names_and_numbers_are_no_words() -> None:
    """A table of names would tell its texts by heart; only words that stand in lower case somewhere are weighed."""
    assert words_of("1200") == set()
    plain = [word.removeprefix("^") for word in words() if word != START]
    assert not {"zwolle", "assen", "utrecht", "tessa"}.intersection(plain)


def test_the_weights_are_divided_by_the_root_of_the_number_of_known_words() -> None:
    known = {START: (1.0, 0.0, -1.0)} | {f"w{i}": (2.0, 1.0, 0.0) for i in range(4 * FEW)}
    many = told_by({f"w{i}" for i in range(4 * FEW)}, known)
    assert many == pytest.approx(
        {"article": 1 + 2 * (4 * FEW) ** 0.5, "other": (4 * FEW) ** 0.5, "permanent": -1}
    )
    assert many == told_by({f"w{i}" for i in range(4 * FEW)} | {"unknown"}, known)


def test_few_words_say_less() -> None:
    known = {START: (1.0, 0.0, 0.0), "nieuws": (2.0, 0.0, 0.0)}
    trust = (1 / FEW) ** 0.5
    assert told_by({"nieuws"}, known)["article"] == pytest.approx(trust * (1 + 2))
    assert told_by({"unknown"}, known) == dict.fromkeys(SIDES, 0.0)
    assert weigh("") == dict.fromkeys(SIDES, 0.0)


def test_a_story_and_a_letter_of_conditions_are_told_apart_by_their_words() -> None:
    story = weigh("gisteren vertelde zij ons hoe het was om daar te werken, en wat ze toen dacht en zei.")
    rules = weigh("artikel 3: de leverancier betaalt de kosten; de gemeente stelt een formulier vast.")
    assert story["article"] > story["other"]
    assert rules["other"] > rules["article"]


def test_every_row_says_something() -> None:
    assert len(words()) > 1_000
    assert all(any(row) for row in words().values())
    assert all(abs(weight) < 20 for row in words().values() for weight in row)
