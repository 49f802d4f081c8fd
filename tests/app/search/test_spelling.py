"""Spelling help: single words against a table, then whole queries on an index."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from app.search.spelling import Speller, distance, sound
from app.search.suggest import SPARE
from tests.app.search.builders import PLACES, TODAY, publish, record

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases/search/spelling.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(dict.fromkeys(TABLE["words"], 5))


@pytest.mark.parametrize(("typed", "meant"), TABLE["meant"].items())
def test_what_a_word_is_taken_for(speller: Speller, typed: str, meant: str) -> None:
    nearest = speller.nearest(typed)
    # A word that is held is never its own correction; begeleider and begeleiding are two edits apart.
    assert (nearest[0] if nearest and typed not in TABLE["words"] else "") == meant


def test_the_most_frequent_of_equally_near_words_is_meant() -> None:
    speller = Speller({"gezinnen": 2, "gezinden": 9})
    assert speller.nearest("gezimnen") == ("gezinnen", 1)
    assert speller.nearest("gezinren") == ("gezinden", 1)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("zorg", "zorg", 0),
        ("zorg", "zrog", 1),
        ("zorg", "zorgen", 2),
        ("zorg", "zog", 1),
        ("jeugd", "vreugde", 3),
    ],
)
def test_edits(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) == edits
    assert distance(one, other, 0) == min(edits, 1)


def test_a_word_of_the_synonyms_is_no_slip(tmp_path: Path) -> None:
    rows = [record(f"p{n}", title="Adviseur politie", text="De politie") for n in range(6)]
    publish(tmp_path, rows)
    engine = Engine(tmp_path, today=lambda: TODAY)
    for q, meant in {"policy advisor": None, "politye": "politie"}.items():
        found = engine.search(SearchRequest.from_query([("q", q)]))
        corrected = found["corrected"]["to"] if found["corrected"] else None
        assert (found["didYouMean"] or corrected) == meant
    engine.close()


def test_words_that_sound_alike() -> None:
    assert sound("projekt") == sound("project")
    assert sound("begelijder") == sound("begeleider")
    assert sound("zorg") != sound("zorgen")


def test_no_candidate_within_one_edit_is_lost_among_many_words() -> None:
    """Picking candidates by pairs of letters agrees with looking at every word."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abdegiklnorst", k=chance.randint(5, 12))) for _ in range(3_000)]
    speller = Speller(dict.fromkeys(words, 1))
    for word in chance.sample(words, 200):
        at = chance.randrange(len(word))
        typed = word[:at] + "q" + word[at + 1 :]
        nearest = speller.nearest(typed, 1)
        assert nearest is not None and nearest[1] <= 1.5


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = tmp_path_factory.mktemp("data")
    texts = ["Begeleider van jongeren in Almelo", "Casusregisseur in het wijkteam", "Astronoom gezocht"]
    many = [record(f"m{n}", text="Een consulent helpt inwoners.") for n in range(6)]
    slip = record("slip", text="Een cunsulent die helpt.", places=(PLACES[1],))
    publish(data, [*(record(f"r{n}", text=text) for n, text in enumerate(texts)), *many, slip])
    return Engine(data, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("q", "to"),
    [
        ("casusregiseur", "casusregisseur"),
        ("Begelijder almlo", "begeleider almelo"),
        ("wijkteem -jongeren", "wijkteam -jongeren"),
        ("titel:casusregiseur", None),
        ('"casusregiseur"', None),
        ("casusregisseur", None),
        ("astronaut", None),
        ("apeldoorn", None),
        ("xqzzt", None),
    ],
)
def test_results_for_what_was_likely_meant_are_given_and_said(engine: Engine, q: str, to: str | None) -> None:
    found = engine.search(SearchRequest.from_query([("q", q)]))
    assert found["corrected"] == (None if to is None else {"from": q, "to": to})
    assert (found["total"] > 0) is (to is not None or q == "casusregisseur")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jongerenbegelijder", "jongerenbegeleider"),
        ("jongerenkonsulent", "jongerenconsulent"),
        ("casusbegelyder", "casusbegeleider"),
        ("helptinwoners", "helpt inwoners"),
        ("xqzzbegelyder", None),
        ("begeleider", None),
    ],
)
def test_a_compound_that_nobody_wrote_is_put_together(engine: Engine, typed: str, meant: str | None) -> None:
    found = engine._snapshot().speller.composed(typed)
    assert (None if found is None else found[0]) == meant


def test_what_was_respelled_is_not_respelled_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def longer(snapshot: object, speller: object, q: str, text: object) -> str:
        tried.append(q)
        return q + "x"

    monkeypatch.setattr("app.search.answer.corrected", longer)
    assert engine.search(SearchRequest.from_query([("q", "xqzzt")]))["total"] == 0
    assert tried == ["xqzzt"]


def test_a_rare_spelling_is_asked_about_and_still_answered(engine: Engine) -> None:
    found = engine.search(SearchRequest.from_query([("q", "cunsulent")]))
    assert [item["id"] for item in found["items"]] == ["slip"]
    assert found["corrected"] is None
    assert found["didYouMean"] == "consulent"


def test_a_frequent_word_is_not_asked_about(engine: Engine) -> None:
    assert engine.search(SearchRequest.from_query([("q", "consulent")]))["didYouMean"] is None


def test_the_most_frequent_under_filters_are_suggested_with_their_exact_counts(tmp_path: Path) -> None:
    """Counting stops early only where nothing further can be more frequent."""
    chance = random.Random(5)
    words = ["".join(("ga", *chance.choices("bdklmr", k=5))) for _ in range(120)]
    records = [
        record(f"r{n:03}", text=" ".join(chance.sample(words, 12)), places=(chance.choice(PLACES[:3]),))
        for n in range(150)
    ]
    publish(tmp_path, records)
    engine = Engine(tmp_path, today=lambda: TODAY)
    here = [r.text.split() for r in records if r.places[0].name == "Almelo"]
    counts = {word: sum(word in text for text in here) for word in words}
    for begin in ("ga", "gab", "gak", "gam"):
        found = engine.suggest(begin, 5, SearchRequest.from_query([("place", "Almelo")]))
        known = {row["text"]: row["count"] for row in found if row["type"] == "word"}
        assert known == {word: counts[word] for word in known}
        begun = [word for word in words if word.startswith(begin)]
        if len(begun) <= 5 + SPARE:
            best = sorted((counts[word] for word in begun), reverse=True)[:5]
            assert sorted(known.values(), reverse=True) == [count for count in best if count]
    engine.close()


def test_suggestions_count_under_the_filters_given(engine: Engine) -> None:
    within = SearchRequest.from_query([("place", "Almelo")])
    assert engine.suggest("cu", 5, within) == [{"text": "cunsulent", "type": "word", "count": 1}]
    assert engine.suggest("consu", 5, within) == []
    assert engine.suggest("consu", 5) == [{"text": "consulent", "type": "word", "count": 6}]
