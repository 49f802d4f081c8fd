"""What all words around a date say of its role, where no sign of ``date_roles.py`` tells it or one tells it wrongly."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.parse.date_odds import (
    ENOUGH,
    PLACES,
    ROLES,
    START,
    SURE,
    TOO_LITTLE,
    is_alone,
    odds,
    signs,
    weights,
)
from indexer.parse.parser import make_doc
from indexer.parse.posting import Dates
from indexer.readers.source import SourceText
from tests.fit_date_odds import fitted, probabilities, sparse, vocabulary
from tests.fit_date_odds import rows as fitted_to


def _dates(text: str) -> Dates:
    return Dates(make_doc(SourceText(text)))


def _signs(text: str, index: int = 0) -> set[str]:
    dates = _dates(text)
    found = signs(dates.layout, dates.mentions[index], dates.scores(index), dates.place(index))
    return {f"{mark} {words}".rstrip() for mark, words in found}


def test_a_sign_tells_where_a_word_stands() -> None:
    found = _signs(
        "Dank. De teamleider verwacht je op maandag 4 januari 2027 bij de balie. Tot dan!\n\nGeplaatst op 1 december 2026."
    )
    assert {"= balie", "< verwacht", "> balie", "<< maandag", "<2 op maandag", ">2 bij de", "above dank", "below tot", "= ROLE"} <= found  # fmt: skip
    assert {"days 35", "dates 2", "number first", "precision day"} <= found
    assert "< balie" not in found and "= dank" not in found


def test_a_date_by_itself_is_told_by_no_words() -> None:
    text = "Projectleider Wmo\nMeld je voor 3 maart 2027 bij ons.\nVeldhuis\n11-01-2027 09:15"
    dates = _dates(text)
    assert [is_alone(dates.low, m, dates.place(n)) for n, m in enumerate(dates.mentions)] == [False, True]
    assert dates.best(1) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Opdracht: consulent Wmo. De eerste dag waarop je aan de balie staat is 4 januari 2027.", "start"),
        ("Interim coach gezocht. Tot medio mei 2027 hebben we iemand die de herindicaties wegwerkt.", "end"),
        ("Zzp'er gezocht. Mail je cv en tarief, het liefst zo dat het er 4 december 2026 is.", "deadline"),
    ],
)
def test_what_no_sign_tells_is_told_by_all_words(text: str, role: str) -> None:
    dates = _dates(text)
    [mention] = dates.mentions
    chances = odds(dates.layout, mention, dates.scores(0), dates.place(0))
    assert set(chances) == set(ROLES) and 0 < sum(chances.values()) < 1
    best = dates.best(0)
    assert best is not None and best[0] == role


def test_what_a_sign_tells_besides_is_not_overruled() -> None:
    dates = _dates("De nieuwe verordening gaat in op 1 juli 2027.")
    assert dates.scores(0).other > 0 and dates.best(0) is None


def test_names_are_not_weighed_and_every_weight_says_something() -> None:
    known = weights()
    words = {word for mark in PLACES for said in known[mark] for word in said.split(" ")}
    assert len(words) > 500 and not {"zwolle", "assen", "utrecht", "tessa"}.intersection(words)
    rows = [row for by_words in known.values() for row in by_words.values()]
    assert all(any(row) and len(row) == len(ROLES) for row in rows)
    assert all(abs(weight) < 60 for row in rows for weight in row)
    assert list(known[START]) == [""] and 0 < TOO_LITTLE < ENOUGH < SURE < 1


def test_the_weights_are_those_of_the_texts() -> None:
    """Fitted anew they say the same of the texts they are fitted to."""
    ours, plain = fitted_to()
    numbers = vocabulary(ours, plain)
    kept = {
        f"{mark} {words}".rstrip(): row
        for mark, by_words in weights().items()
        for words, row in by_words.items()
    }
    fresh, starts = fitted(ours, numbers)
    told = np.array([[0.0, *kept.get(sign, (0.0,) * len(ROLES))] for sign in numbers])
    by_kept = probabilities(sparse(ours, numbers), told, np.array([0.0, *kept[START]])).argmax(axis=1)
    by_fresh = probabilities(sparse(ours, numbers), fresh, starts).argmax(axis=1)
    assert (by_kept == by_fresh).mean() > 0.97
