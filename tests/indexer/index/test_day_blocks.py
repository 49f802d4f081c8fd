"""Ranges of days as terms: every day within, none without."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.index.day_blocks import blocks, cover

_DAYS = st.integers(1, dt.date.max.toordinal())
_NEAR = st.integers(739_000, 741_500)


def _within(day: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


@given(
    st.one_of(_DAYS, _NEAR), st.one_of(st.none(), _DAYS, _NEAR), st.one_of(st.none(), _DAYS, _NEAR), st.data()
)
def test_a_day_has_one_term_of_a_range_it_lies_in(
    day: int, first: int | None, last: int | None, data: st.DataObject
) -> None:
    edges = [edge for edge in (first, last) if edge is not None]
    for one in (day, *edges, *(edge + 1 for edge in edges), *(edge - 1 for edge in edges)):
        assert len(set(blocks(one)) & set(cover(first, last))) == _within(one, first, last)


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        pytest.param("2026-11-26", "2026-11-26", 1, id="a day"),
        pytest.param("2026-08-28", None, 60, id="from a day on"),
        pytest.param(None, "2026-11-25", 60, id="up to a day"),
        pytest.param("2026-01-01", "2026-12-31", 30, id="a year"),
    ],
)
def test_a_range_takes_few_terms(first: str | None, last: str | None, most: int) -> None:
    days = [None if day is None else dt.date.fromisoformat(day).toordinal() for day in (first, last)]
    terms = cover(*days)
    assert len(terms) == len(set(terms)) <= most
    assert terms


def test_a_range_that_ends_before_it_begins_has_no_terms() -> None:
    assert cover(740_000, 739_999) == []
