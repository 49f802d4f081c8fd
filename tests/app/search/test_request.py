"""The search request against its table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.parameters import LONGEST_TEXT, LONGEST_VALUE, MOST_VALUES, PARAMETERS
from app.search.request import InvalidRequest, SearchRequest

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/search/requests.toml").read_text("utf-8"))
PLACES = {"Almelo": (52.3567, 6.6625), "Utrecht": (52.0907, 5.1214)}


def read(params: list[tuple[str, str]], **more: Any) -> SearchRequest:
    return SearchRequest.from_query(params, locate=PLACES.get, **more)


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_normal_form(case: dict[str, Any]) -> None:
    expected = [tuple(pair) for pair in case["params"]]
    request = read([tuple(pair) for pair in case["given"]])
    assert request.to_params() == expected
    assert read(request.to_params()) == request


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["name"])
def test_every_error_is_told(case: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read([tuple(pair) for pair in case["given"]])
    assert [error.parameter for error in caught.value.errors] == [name for name, _ in case["errors"]]
    for error, (_, words) in zip(caught.value.errors, case["errors"], strict=True):
        assert words in error.message


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ([("q", "x" * (LONGEST_TEXT + 1))], "q"),
        ([("place", "x" * (LONGEST_VALUE + 1))], "place"),
        ([("place", f"plaats {n}") for n in range(MOST_VALUES + 1)], "place"),
    ],
)
def test_lengths_and_counts_are_bounded(given: list[tuple[str, str]], parameter: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(given)
    assert [error.parameter for error in caught.value.errors] == [parameter]


def test_defaults_stand_in_for_what_is_not_given() -> None:
    page = {"status": "open", "interpret": "true"}
    assert read([("q", "zorg")], defaults=page).to_params() == [
        ("q", "zorg"),
        ("status", "open"),
        ("interpret", "true"),
    ]
    assert read([("status", "all")], defaults=page).status == "all"


def test_near_carries_its_point() -> None:
    assert read([("near", "Utrecht")]).point == PLACES["Utrecht"]


names = st.sampled_from([parameter.name for parameter in PARAMETERS]) | st.text(max_size=12)


@given(st.lists(st.tuples(names, st.text(max_size=30) | st.from_regex(r"-?[0-9.,e]{1,9}", fullmatch=True))))
def test_any_parameters_are_read_or_refused_and_the_normal_form_is_stable(
    params: list[tuple[str, str]],
) -> None:
    try:
        request = read(params)
    except InvalidRequest as error:
        assert error.errors
    else:
        assert read(request.to_params()) == request


def test_blank_values_count_towards_the_most_there_may_be() -> None:
    assert read([("place", "")] * MOST_VALUES) == SearchRequest()
    with pytest.raises(InvalidRequest) as caught:
        read([("place", "")] * (MOST_VALUES + 1))
    assert [error.parameter for error in caught.value.errors] == ["place"]
