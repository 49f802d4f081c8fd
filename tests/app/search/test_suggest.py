"""Completions of names: under what people call a place, of several words, of values that share a name."""

from __future__ import annotations

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.knowledge import places
from indexer.record import Competency, Place
from tests.app.search.builders import TODAY, publish, record

PSYCHOLOGIST = Competency("gz-psycholoog", "GZ-psycholoog of orthopedagoog-generalist", "beroep")


def _place(name: str) -> Place:
    found = places.resolve(name)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    data = tmp_path_factory.mktemp("names")
    where = ["Den Bosch", "'s-Hertogenbosch", "Den Haag", "De Bilt", "Groningen", "Groningen", "Delfzijl"]
    where += ["Sneek", "Oldambt", "Waalwijk"]
    text = "De bouw van den boswachter; gz en psychologen."
    records = [record(f"r{at}", places=(_place(name),), text=text) for at, name in enumerate(where)]
    records.append(record("p", competencies=(PSYCHOLOGIST,), text="GZ-psychologen"))
    publish(data, records)
    return Engine(data, today=lambda: TODAY)


@pytest.mark.parametrize(
    ("typed", "text", "parameter", "value"),
    [
        ("den bos", "Den Bosch", "gemeente", "'s-Hertogenbosch"),
        ("Bosch", "Den Bosch", "gemeente", "'s-Hertogenbosch"),
        ("hertogenb", "'s-Hertogenbosch", "gemeente", "'s-Hertogenbosch"),
        ("s hertog", "'s-Hertogenbosch", "gemeente", "'s-Hertogenbosch"),
        ("den h", "Den Haag", "gemeente", "'s-Gravenhage"),
        ("friesl", "Friesland", "province", "Fryslân"),
        ("noord brab", "Noord-Brabant", "province", "Noord-Brabant"),
        ("reiderl", "Reiderland", "gemeente", "Oldambt"),
        ("de b", "De Bilt", "gemeente", "De Bilt"),
        ("gz-psych", PSYCHOLOGIST.label, "competency", "gz-psycholoog"),
        ("gz psych", PSYCHOLOGIST.label, "competency", "gz-psycholoog"),
    ],
)
def test_a_name_is_completed_and_leads_to_what_it_stands_for(
    engine: Engine, typed: str, text: str, parameter: str, value: str
) -> None:
    found = engine.suggest(typed, 5)[0]
    assert (found["text"], found.get("parameter"), found.get("value")) == (text, parameter, value)
    selected = SearchRequest.from_query([(parameter, value)])
    assert found["count"] == engine.search(selected)["total"] > 0


def test_the_own_name_goes_before_the_other_names_of_the_same(engine: Engine) -> None:
    """*Brabant* begins another name of Noord-Brabant as well as a word of its own."""
    texts = [item["text"] for item in engine.suggest("braba", 9)]
    assert "Noord-Brabant" in texts and "Brabant" not in texts


def test_a_town_keeps_its_own_count_beside_the_gemeente_that_it_went_up_in(engine: Engine) -> None:
    found = engine.suggest("sneek", 5)
    assert [(item["parameter"], item["value"]) for item in found] == [("place", "Sneek")]


def test_of_values_of_one_name_the_most_frequent_is_meant(engine: Engine) -> None:
    """As a search that reads the name does: the province, which holds city and gemeente."""
    found = [item for item in engine.suggest("groning", 9) if item["text"] == "Groningen"]
    assert [(item["parameter"], item["count"]) for item in found] == [("province", 4)]


def test_names_go_before_what_completes_the_last_of_several_words(engine: Engine) -> None:
    """More texts hold *de* and *boswachter*, and whoever types *den bos* means a city."""
    found = engine.suggest("den bos", 5)
    assert [(item["text"], item["count"]) for item in found] == [("Den Bosch", 2), ("den boswachter", 10)]
    assert [item["text"] for item in engine.suggest("den bos", 1)] == ["Den Bosch"]


def test_a_word_behind_a_hyphen_is_completed_as_one_behind_a_space(engine: Engine) -> None:
    """Counted alike: so many hold both words."""
    apart, joined = (
        {item["text"]: item["count"] for item in engine.suggest(typed, 9)} for typed in ("gz psy", "gz-psy")
    )
    assert apart["gz psychologen"] == joined["gz-psychologen"] == 11


def test_other_names_are_of_values_that_are_there() -> None:
    """Every value that another name leads to is a name of its kind today."""
    kinds = {
        "gemeente": set(places.gemeenten()),
        "province": set(places.provinces()),
        "place": {one.name for one in places.woonplaatsen()},
    }
    for kind, names in places.other_names().items():
        assert names.keys() <= kinds[kind]
        assert all(name not in others for name, others in names.items())
