"""Ranges of days as terms: every day within, none without."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.index.day_blocks import LAST, blocks, cover

_DAYS = st.integers(1, LAST - 1)
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
        known = min(one, LAST - 1)  # later days count as this one
        assert len(set(blocks(one)) & set(cover(first, last))) == _within(known, first, last)


@pytest.mark.parametrize(
    ("first", "last", "most"),
    [
        pytest.param("2026-11-26", "2026-11-26", 1, id="a day"),
        pytest.param("2026-08-28", None, 30, id="from a day on"),
        pytest.param(None, "2026-11-25", 30, id="up to a day"),
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
    assert cover(LAST + 2, LAST + 1) == []


def test_days_of_a_far_future_count_as_one() -> None:
    late = dt.date.max.toordinal()
    assert set(blocks(late)) == set(blocks(LAST - 1))
    assert set(blocks(late)) & set(cover(740_000, None))
    assert set(blocks(late)) & set(cover(late, late))
    assert not set(blocks(late)) & set(cover(None, 740_000))
