"""What is open and recent, told from the day of the index: the terms of a record are those of the spans its days lie in."""

from __future__ import annotations

import datetime as dt
from typing import Any

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


def _terms(written: dt.date, **stated: Any) -> set[str]:
    """As they stand in the document of a record that states this."""
    made = prepare(Record(id="a", file="a.txt", kind="assignment", **stated))
    told = schema.told_as_of(schema.day(written), made.told)
    document = orjson.loads(schema.with_ordinal(made.document, made.sort_keys, 41, told))
    assert document["ordinal"] == 41
    found: list[str] = document[as_of.FIELD]
    assert len(set(found)) == len(found)
    return set(found)


@given(_DATES, _DATES, _DATES)
def test_a_record_has_the_terms_of_the_spans_it_lies_in(
    published: dt.date | None, deadline: dt.date | None, end_date: dt.date | None
) -> None:
    days = {"published": published, "until": end_date if deadline is None else deadline}
    within = {
        term
        for (field, first, last), term in as_of.spans(WRITTEN).items()
        if (day := days[field]) is not None
        and (first is None or first <= day)
        and (last is None or day <= last)
    }
    found = _terms(WRITTEN, published=published, deadline=deadline, end_date=end_date)
    assert found - {as_of.OPEN} == within


@given(_DATES, _DATES, st.sampled_from(("open", "closed", None)))
def test_a_record_is_open_that_neither_its_text_nor_its_last_day_closed(
    deadline: dt.date | None, end_date: dt.date | None, status: str | None
) -> None:
    until = end_date if deadline is None else deadline
    is_open = status != "closed" and (until is None or until >= WRITTEN)
    found = _terms(WRITTEN, deadline=deadline, end_date=end_date, status=status)
    assert (as_of.OPEN in found) == is_open


@pytest.mark.parametrize(
    ("field", "days", "expected"),
    [
        pytest.param("deadline", -1, {"expired"}, id="closed yesterday"),
        pytest.param("deadline", 0, {"open"}, id="closes today"),
        pytest.param("end_date", -1, {"expired"}, id="ended yesterday"),
        pytest.param("end_date", 0, {"open"}, id="ends today"),
        pytest.param("published", 7, {"open", "week", "month", "quarter"}, id="dated a week ahead"),
        pytest.param("published", 8, {"open"}, id="dated further ahead"),
        pytest.param("published", -7, {"open", "week", "month", "quarter"}, id="a week old"),
        pytest.param("published", -8, {"open", "month", "quarter"}, id="older than a week"),
        pytest.param("published", -30, {"open", "month", "quarter"}, id="thirty days old"),
        pytest.param("published", -90, {"open", "quarter"}, id="ninety days old"),
        pytest.param("published", -91, {"open"}, id="older than that"),
    ],
)
def test_the_edges(field: str, days: int, expected: set[str]) -> None:
    assert _terms(WRITTEN, **{field: WRITTEN + dt.timedelta(days=days)}) == expected


def test_an_index_of_no_day_tells_neither() -> None:
    made = prepare(Record(id="a", file="a.txt", kind="assignment", deadline=WRITTEN))
    assert orjson.loads(schema.with_ordinal(made.document, made.sort_keys, 0))[as_of.FIELD] == []
