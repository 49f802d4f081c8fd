"""Every operator of the query language combined with every other, against a plain reading of small records."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.index.keys import keys
from indexer.record import Record
from tests.app.search.builders import publish, record

WORDS = ("zwoba", "zwoki", "treba", "treki", "klofa", "klomu", "bripo", "brisa")
"""Words of no language, so that nothing but themselves meets them."""
FIELDS = {"": ("title", "organisation", "text"), "titel": ("title",), "organisatie": ("organisation",)}
TODAY = dt.date(2026, 3, 10)


def _records() -> list[Record]:
    chance = random.Random(11)

    def words(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

    return [record(f"r{n:02}", title=words(3), organisation=words(2), text=words(6)) for n in range(40)]


RECORDS = _records()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("data")
    publish(data, RECORDS)
    engine = Engine(data, today=lambda: TODAY)
    yield engine
    engine.close()


@dataclass(frozen=True)
class Asked:
    """A term as typed, and what it asks of a record."""

    scope: str
    words: tuple[str, ...]
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        typed = f'"{text}"' if len(self.words) > 1 else text + "*" * self.prefix
        return f"{self.scope}:{typed}" if self.scope else typed

    def met(self, record: Record) -> bool:
        return any(self._in((getattr(record, field) or "").split()) for field in FIELDS[self.scope])

    def _in(self, text: list[str]) -> bool:
        if self.prefix:
            return any(word.startswith(self.words[0]) for word in text)
        size = len(self.words)
        return any(tuple(text[at : at + size]) == self.words for at in range(len(text) - size + 1))


word = st.sampled_from(WORDS)
scope = st.sampled_from(tuple(FIELDS))
terms = (
    st.builds(Asked, scope, st.tuples(word))
    | st.builds(Asked, scope, st.tuples(word, word))
    | st.builds(Asked, scope, st.tuples(word.map(lambda w: w[:3])), st.just(value=True))
)
groups = st.lists(st.lists(terms, min_size=1, max_size=3), max_size=3)
shuffled = st.randoms(use_true_random=False)


def test_the_words_are_their_own_keys() -> None:
    assert [(key.whole, key.leaves) for key in keys(" ".join(WORDS))] == [(word, 1) for word in WORDS]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups, st.lists(terms, max_size=2), shuffled, st.sampled_from([" OF ", " OR ", "|", " OF OF "]))
def test_operators_together_mean_what_they_mean_apart(
    engine: Engine, groups: list[list[Asked]], excluded: list[Asked], chance: random.Random, either: str
) -> None:
    pieces = [either.join(map(str, group)) for group in groups] + [f"-{term}" for term in excluded]
    chance.shuffle(pieces)
    typed = " ".join(pieces)
    wanted = {
        record.id
        for record in RECORDS
        if all(any(term.met(record) for term in group) for group in groups)
        and not any(term.met(record) for term in excluded)
    }
    found = engine.search(SearchRequest(q=typed, limit=100, facets=()))
    assert found["metAll"] == len(wanted)
    if wanted:
        ids = [item["id"] for item in found["items"]]
        assert wanted <= set(ids)
        assert not any(term.met(record) for term in excluded for record in RECORDS if record.id in ids)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups.filter(bool), st.lists(terms, max_size=1))
def test_explanations_add_up_whatever_is_asked(
    engine: Engine, groups: list[list[Asked]], excluded: list[Asked]
) -> None:
    typed = " ".join([" OF ".join(map(str, group)) for group in groups] + [f"-{term}" for term in excluded])
    for item in engine.search(SearchRequest(q=typed, limit=5, facets=(), explain=True))["items"]:
        told = item["explanation"]
        assert told["score"] == item["score"]
        assert sum(part["value"] for part in told["parts"]) == pytest.approx(item["score"], rel=1e-4)
        assert all(part["value"] > 0 and part["text"] for part in told["parts"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40), st.integers(1, 16_000), st.booleans())
def test_any_text_however_long_gives_an_answer_soon(
    engine: Engine, piece: str, length: int, interpret: bool
) -> None:
    typed = (piece * (length // len(piece) + 1))[:length]
    started = time.perf_counter()
    params = [("q", typed), ("interpret", str(interpret).lower()), ("explain", "true")]
    found = engine.search(SearchRequest.from_query(params))
    assert found["total"] >= len(found["items"])
    assert (
        time.perf_counter() - started < 5
    )  # seconds; milliseconds are the rule, a machine under load the exception


@pytest.mark.parametrize("piece", ["(", ")", '"', "-", "a OF ", "titel:", "ab* ", "é", "\u202e", "\u0301", "\x00 ", "😀", "in de ", "24 uur ", "jeugd- en "])  # fmt: skip
def test_sixteen_thousand_of_anything_give_an_answer_soon(engine: Engine, piece: str) -> None:
    started = time.perf_counter()
    found = engine.search(SearchRequest.from_query([("q", (piece * 16_000)[:16_000]), ("interpret", "true")]))
    assert len(found["items"]) == min(found["total"], 20)
    assert time.perf_counter() - started < 5
