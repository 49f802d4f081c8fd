"""Spans of days told from the day of the index: the terms of a record are those of the spans its days lie in."""

from __future__ import annotations

import datetime as dt

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.index import as_of, schema
from indexer.index.prepared import prepare
from indexer.record import Record

WRITTEN = dt.date(2026, 3, 10)
_DATES = st.one_of(
    st.none(),
    st.dates(),
    st.integers(-100, 100).map(lambda days: WRITTEN + dt.timedelta(days=days)),
)


def _terms(written: dt.date | None, **days: dt.date | None) -> list[str]:
    """As they stand in the document of a record with these days."""
    made = prepare(Record(id="a", file="a.txt", kind="assignment", **days))
    day = None if written is None else schema.day(written)
    document = orjson.loads(schema.with_ordinal(made.document, made.sort_keys, 41, day))
    assert document["ordinal"] == 41
    return list(document[as_of.FIELD])


@given(_DATES, _DATES)
def test_a_record_has_the_terms_of_the_spans_it_lies_in(
    published: dt.date | None, deadline: dt.date | None
) -> None:
    days = {"published": published, "deadline": deadline}
    within = {
        term
        for (field, first, last), term in as_of.spans(WRITTEN).items()
        if (day := days[field]) is not None
        and (first is None or first <= day)
        and (last is None or day <= last)
    }
    assert set(_terms(WRITTEN, **days)) == within


@pytest.mark.parametrize(
    ("field", "days", "expected"),
    [
        pytest.param("deadline", -1, ["expired"], id="closed yesterday"),
        pytest.param("deadline", 0, [], id="closes today"),
        pytest.param("published", 7, ["week"], id="dated a week ahead"),
        pytest.param("published", 8, [], id="dated further ahead"),
        pytest.param("published", -7, ["week"], id="a week old"),
        pytest.param("published", -8, ["month"], id="older than a week"),
        pytest.param("published", -30, ["month"], id="thirty days old"),
        pytest.param("published", -90, ["quarter"], id="ninety days old"),
        pytest.param("published", -91, [], id="older than that"),
    ],
)
def test_the_edges(field: str, days: int, expected: list[str]) -> None:
    assert _terms(WRITTEN, **{field: WRITTEN + dt.timedelta(days=days)}) == expected


def test_an_index_of_no_day_tells_no_span() -> None:
    assert _terms(None, deadline=dt.date(2000, 1, 1), published=WRITTEN) == []
