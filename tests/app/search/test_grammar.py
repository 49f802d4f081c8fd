"""The query language against its table, and against anything at all."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.search.engine import Engine
from app.search.grammar import MOST_TERMS, Term, parse
from app.search.request import SearchRequest
from tests.app.search.builders import TODAY, publish, random_records

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/search/grammar.toml").read_text("utf-8"))["case"]


def shown(term: Term) -> list[str]:
    return [term.text, term.form, term.scope or ""]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_what_is_typed(case: dict[str, Any]) -> None:
    parsed = parse(case["typed"])
    assert [[shown(term) for term in group] for group in parsed.groups] == case.get("groups", [])
    assert [shown(term) for term in parsed.excluded] == case.get("excluded", [])


def test_terms_are_bounded() -> None:
    parsed = parse(" ".join(f"-w{n} v{n} OF u{n}" for n in range(200)))
    assert sum(map(len, parsed.groups)) + len(parsed.excluded) == MOST_TERMS


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    data = tmp_path_factory.mktemp("data")
    publish(data, random_records(40, seed=3))
    engine = Engine(data, today=lambda: TODAY)
    yield engine
    engine.close()


def ask(engine: Engine, typed: str) -> dict[str, Any]:
    return engine.search(
        SearchRequest.from_query([("q", typed), ("explain", "true"), ("facets", "province")])
    )


pieces = st.sampled_from(
    ["jeugd", "zorg*", "wijk", '"', "(", ")", "-", "OF", "titel:", "organisatie:", "*", "|", " ", " ", "gemeente",
     '"team wijk"', "wmo-consulent", "é", "\u0130", "ß", "24-36", "€", "'s", "a.b.c.", "?", "\\", "/", "^", "~"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, max_size=25).map("".join) | st.text(max_size=80))
def test_any_input_is_a_query(engine: Engine, typed: str) -> None:
    found = ask(engine, typed)
    assert len(found["items"]) == min(found["total"], 20)


@pytest.mark.parametrize(
    "typed",
    ["(" * 3_900, "NOT " * 900, '"' * 3_999, "-a " * 1_300, "a* " * 1_300, "ab* " * 900, "x" * 3_999,
     "a OF " * 790, "titel:" * 660, '"a b" ' * 660, "-".join("abcdefgh" * 200)],
    ids=lambda typed: typed[:6],
)  # fmt: skip
def test_hostile_input_is_answered_soon(engine: Engine, typed: str) -> None:
    started = time.perf_counter()
    ask(engine, typed)
    assert (
        time.perf_counter() - started < 2
    )  # seconds; milliseconds are the rule, machines under load the exception
