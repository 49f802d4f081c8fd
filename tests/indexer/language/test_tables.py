"""The word tables: their form, and how the counted ones are counted."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer.language.build_parts import Families
from indexer.language.inflection import agent_of
from indexer.language.lexicon import compound_heads, compound_tails, exceptions, fold, rows


@pytest.mark.parametrize("name", ["never_parts.txt", "domain_parts.txt"])
def test_tables_of_parts_name_a_place(name: str) -> None:
    table = [row.split() for row in rows(name)]
    assert {len(row) for row in table} == {2}
    assert {place for _, place in table} <= {"head", "tail", "both"}
    assert [row for row, times in Counter(map(tuple, table)).items() if times > 1] == []


@pytest.mark.parametrize("name", ["overrides.tsv", "derivations.tsv"])
def test_tables_of_keys_give_a_reason(name: str) -> None:
    table = [row.split("\t") for row in rows(name)]
    assert all(len(row) == 3 and all(row) for row in table)
    assert [form for form, times in Counter(row[0] for row in table).items() if times > 1] == []


def test_exceptions_are_not_parts_and_whole_at_once() -> None:
    words = [row.partition("=")[0].strip() for row in rows("exceptions.txt")]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert exceptions()["beleid"] == ()
    assert exceptions()["vragenlijst"] == ("vraag", "lijst")


def test_counted_tables_know_linking_letters() -> None:
    assert compound_heads()["gezins"][0] == "gezin"
    assert compound_heads()["kinder"][0] == "kind"
    assert compound_tails()["team"] > 50


def test_families_count_heads_and_tails() -> None:
    families = Families(
        "jeugdzorg thuiszorg zorgplan jeugdplan zorg plan jeugd thuis gezin gezinsplan".split()
    )
    families.count()
    assert families.heads == {
        ("jeugd", "jeugd"): 2,
        ("thuis", "thuis"): 1,
        ("zorg", "zorg"): 1,
        ("gezins", "gezin"): 1,
    }
    assert families.tails == {"zorg": 2, "plan": 3}


@pytest.mark.parametrize(
    ("stem", "agent"),
    [
        ("begeleid", "begeleider"),
        ("verleen", "verlener"),
        ("zwem", "zwemmer"),
        ("geef", "gever"),
        ("werk", "werker"),
    ],
)
def test_the_doer_behind_a_feminine_form(stem: str, agent: str) -> None:
    assert agent_of(stem) == agent


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Coördinatoren’s", "coordinatoren's"), ("ÉÉN", "een"), ("Straße", "strasse"), ("Zoë", "zoe")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
