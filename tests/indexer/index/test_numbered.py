"""What facets count, as numbers: one a record where values have few combinations, in ascending order where they have many."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from app.search.reader import RangeCounts, Wanted
from app.search.snapshot import Snapshot
from indexer.index.numbered import NONE_LEAST, NONE_MOST, Numbers, Stated
from indexer.record import Competency, Hours, Place
from tests.app.search.builders import record
from tests.indexer.index.writing import write_index


def _fields(numbers: Numbers, *values: tuple[str, str], **stated: Stated) -> dict[str, object]:
    told = numbers.fields(values, stated)
    assert told.startswith(",")
    found: dict[str, object] = orjson.loads(f"{{{told[1:]}}}")
    return found


def test_the_same_values_in_another_order_are_one_combination() -> None:
    numbers = Numbers()
    rows = [
        _fields(numbers, ("province", "Utrecht"), ("province", "Gelderland")),
        _fields(numbers, ("province", "Gelderland"), ("province", "Utrecht")),
        _fields(numbers, ("province", "Utrecht")),
        _fields(numbers),
    ]
    assert [row["province_number"] for row in rows] == [0, 0, 1, 2]
    assert numbers.as_json()["province"] == [("Gelderland", "Utrecht"), ("Utrecht",), ()]


def test_values_of_many_combinations_stand_in_ascending_order_whatever_the_order_they_came_in() -> None:
    numbers = Numbers()
    first = _fields(numbers, ("competency", "casusregie"), ("competency", "humor"))
    again = _fields(numbers, ("competency", "zelfstandig"), ("competency", "humor"))
    assert (first["competency_number"], again["competency_number"]) == ([0, 1], [1, 2])
    assert numbers.as_json()["competency"] == [("casusregie",), ("humor",), ("zelfstandig",)]


def test_what_no_facet_counts_gets_no_number() -> None:
    assert (
        not {"place_number", "status_number"}
        & _fields(Numbers(), ("place", "Ede"), ("status", "open")).keys()
    )


@pytest.mark.parametrize(
    ("stated", "least", "most"), [(Stated([2, 3], 20, 28), 20, 28), (None, NONE_LEAST, NONE_MOST)]
)
def test_the_ends_of_a_range_lie_beyond_all_others_where_there_are_none(
    stated: Stated | None, least: float, most: float
) -> None:
    row = _fields(Numbers(), **({"hours": stated} if stated else {}))
    assert (row["hours_least"], row["hours_most"]) == (least, most)


def test_counts_are_told_by_value_again(tmp_path: Path) -> None:
    def place(name: str, province: str) -> Place:
        return Place(name=name, gemeente=name, province=province)

    write_index(
        tmp_path / "g",
        [
            record(
                "a", places=(place("Ede", "Gelderland"), place("Utrecht", "Utrecht")), hours=Hours(24, 36)
            ),
            record("b", places=(place("Utrecht", "Utrecht"),), hours=Hours(8, 8)),
            record("c", competencies=(Competency("humor", "Humor", "houding", required=True),)),
        ],
    )
    snapshot = Snapshot(tmp_path / "g")
    wanted = Wanted(("province", "gemeente", "competency", "organisation"), ("hours", "rate"))
    counts = snapshot.aggregate(snapshot.dialect.everything(), wanted)
    assert counts.values["province"] == {"Gelderland": 1, "Utrecht": 2}
    assert counts.values["gemeente"] == {"Ede": 1, "Utrecht": 2}
    assert counts.values["competency"] == {"humor": 1}
    assert counts.ranges["hours"] == RangeCounts({0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, 8.0, 36.0, 1)
    assert counts.ranges["rate"] == RangeCounts({}, None, None, 3)
    nothing = snapshot.aggregate(snapshot.dialect.term("id", "z"), wanted)
    assert nothing.ranges["hours"] == RangeCounts({}, None, None, 0)
    assert not any(nothing.values.values())
