"""Synonyms: the table holds to its rules, and queries meet what the other words of a group say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.search.engine import Engine
from app.search.expansion import MOST_SYNONYMS, synonyms
from app.search.request import SearchRequest
from indexer.index.keys import keys
from indexer.knowledge.synonyms import groups, read_groups
from tests.app.search.builders import TODAY, publish, record

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/search/synonyms.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = tmp_path_factory.mktemp("data")
    publish(data, [record(f"r{number}", text=case["by"]) for number, case in enumerate(CASES)])
    return Engine(data, today=lambda: TODAY)


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=lambda value: str(value)[:60])
def test_what_a_word_finds(engine: Engine, number: int, case: dict[str, Any]) -> None:
    request = SearchRequest.from_query([("q", case["q"]), ("limit", "100")])
    found = {item["id"]: item for item in engine.search(request)["items"]}
    assert (f"r{number}" in found) is case["finds"]


def test_a_synonym_is_told_and_marked_and_weighs_less(engine: Engine) -> None:
    request = SearchRequest.from_query([("q", "wmo"), ("explain", "true")])
    items = engine.search(request)["items"]
    assert "Wmo" in items[0]["highlights"]["text"][0]
    spelled = next(item for item in items if item["id"] == "r0")
    assert spelled["score"] < items[0]["score"]
    assert "een ander woord voor ‘wmo’" in spelled["explanation"]["parts"][0]["text"]
    marked = "<mark>Wet</mark> <mark>maatschappelijke</mark> <mark>ondersteuning</mark>"
    assert marked in spelled["highlights"]["text"][0]


def test_there_are_many_groups_each_with_its_source() -> None:
    assert len(groups()) >= 150
    assert all(group.source for group in groups())


def test_no_group_makes_one_thing_of_its_members() -> None:
    """A group whose members all have one key says nothing that the analyser does not."""
    same = [g.members for g in groups() if len({tuple(k.whole for k in keys(m)) for m in g.members}) == 1]
    assert same == []


def test_the_number_of_synonyms_is_bounded() -> None:
    assert all(len(found) <= MOST_SYNONYMS for found in synonyms(keys("jeugd zorg consulent wmo manager")))


@pytest.mark.parametrize(
    "part",
    [
        {"relation": "opposite", "source": "own", "groups": [["a", "b"]]},
        {"relation": "same", "source": "", "groups": [["a", "b"]]},
        {"relation": "same", "source": "own", "groups": [["a"]]},
        {"relation": "same", "source": "own", "groups": [["a", "a"]]},
        {"relation": "same", "source": "own", "groups": [["a", " "]]},
    ],
)
def test_a_wrong_table_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"synonyms\.toml"):
        read_groups({"list": [part]})
