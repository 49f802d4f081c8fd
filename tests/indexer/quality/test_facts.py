"""What is noted of a record, and what a generation measures by it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.quality.facts import FIELDS, ODDITIES, FactsTable, bits, facts_of
from indexer.quality.measures import Measures, from_json, measure, of_sources
from indexer.record import Competency, Hours, Place, Rate
from indexer.store import Store
from tests.indexer.quality.lab import plain

TODAY = dt.date(2026, 11, 26)
EDE = (Place("Ede"),)


def stated(**values: Any) -> set[str]:
    return set(bits(FIELDS, facts_of(plain(**values)).stated))


def odd(**values: Any) -> set[str]:
    return set(bits(ODDITIES, facts_of(plain(**{"places": EDE, **values})).odd))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, set()),
        ({"title": "Regisseur", "asap": True}, {"title", "asap"}),
        ({"rate": Rate(vat="excl", derived=80.0)}, set()),
        ({"rate": Rate(max=80.0)}, {"rate"}),
        ({"hours": Hours(min=0.0)}, {"hours"}),
        ({"places": EDE, "competencies": (Competency("vog", "VOG", "eis"),)}, {"places", "competencies"}),
        ({"deadline": TODAY, "extension": True, "title": ""}, {"deadline", "extension"}),
    ],
)
def test_what_is_stated(values: dict[str, Any], expected: set[str]) -> None:
    assert stated(**values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"rate": Rate(20.0, 400.0), "hours": Hours(8.0, 60.0)}, set()),
        ({"rate": Rate(max=19.5)}, {"rate"}),
        ({"rate": Rate(90.0, 4200.0)}, {"rate"}),
        ({"hours": Hours(40.0, 61.0)}, {"hours"}),
        ({"start_date": dt.date(2027, 3, 1), "end_date": dt.date(2027, 2, 1)}, {"endBeforeStart"}),
        ({"start_date": dt.date(2027, 3, 1), "end_date": dt.date(2027, 3, 1)}, set()),
        ({"places": ()}, {"noPlace"}),
        ({"places": (), "remote": "remote"}, set()),
        ({"places": (), "rate": Rate(max=1.0), "kind": "article"}, set()),
    ],
)
def test_what_is_odd(values: dict[str, Any], expected: set[str]) -> None:
    assert odd(**values) == expected


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "store.sqlite") as store:
        yield store


def put(store: Store, name: str, **values: Any) -> str:
    try:
        id = store.add("corpus", name, "sha", "2026-11-26T03:00:00Z")
    except sqlite3.IntegrityError:
        (id,) = store.database.execute("SELECT id FROM documents WHERE file = ?", (name,)).fetchone()
    record = plain(**{"places": EDE, "title": name, "text": "x" * 100, **values})
    store.save(id, "sha", "p1", {**record, "id": id, "file": name})
    return id


def measured(store: Store, hidden: set[str] | None = None) -> Measures:
    table = FactsTable(store.database)
    table.refresh()
    return measure(table, of_sources([], [], 0), store.record, hidden or set(), TODAY)


def test_the_measures_count_what_the_records_state(store: Store) -> None:
    put(store, "a.txt", rate=Rate(max=90.0), competencies=(Competency("vog", "VOG", "eis"),))
    put(store, "b.txt", rate=Rate(max=4200.0), text="x" * 300)
    put(store, "c.txt", kind="article", rate=Rate(max=3.0))
    after = measured(store)
    assert (after.records, after.kinds, after.assignments) == (3, {"article": 1, "assignment": 2}, 2)
    assert (after.stated["rate"], after.stated["title"], after.stated["deadline"]) == (2, 2, 0)
    assert after.means == {"characters": 200.0, "competencies": 0.5}
    assert after.oddities["rate"].count == 1
    (example,) = after.oddities["rate"].examples
    assert (example["file"], example["title"], example["value"]) == ("b.txt", "b.txt", [None, 4200])
    assert from_json(after.to_json()) == after


def test_only_records_that_changed_are_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.quality import facts

    for name in ("a.txt", "b.txt", "c.txt"):
        put(store, name)
    measured(store)
    read: list[str] = []
    take = facts.facts_of
    monkeypatch.setattr(facts, "facts_of", lambda record: read.append(record["file"]) or take(record))
    put(store, "b.txt", deadline=TODAY)
    (gone,) = store.database.execute("SELECT id FROM documents WHERE file = 'c.txt'").fetchone()
    store.remove(gone, "2026-11-26T03:00:00Z")
    after = measured(store)
    assert read == ["b.txt"]
    assert (after.records, after.stated["deadline"]) == (2, 1)
    monkeypatch.setattr(facts, "facts_version", lambda: "other rules")
    measured(store)
    assert sorted(read) == ["a.txt", "b.txt", "b.txt"]


def test_a_closing_date_is_far_from_the_day_of_the_night(store: Store) -> None:
    put(store, "a.txt", deadline=dt.date(2028, 11, 25))
    far = put(store, "b.txt", deadline=dt.date(2028, 11, 26))
    (example,) = measured(store).oddities["farDeadline"].examples
    assert (example["id"], example["value"]) == (far, "2028-11-26")


def test_the_same_title_is_odd_but_not_among_twins(store: Store) -> None:
    for name in ("a.txt", "b.txt"):
        put(store, name, title="Regisseur  Jeugd", organisation="Gemeente Ede")
    put(store, "c.txt", title="regisseur jeugd", organisation="Gemeente Epe")
    twin = put(store, "d.txt", title="Beleidsadviseur", organisation="Gemeente Ede")
    put(store, "e.txt", title="Beleidsadviseur", organisation="Gemeente Ede")
    after = measured(store, hidden={twin})
    assert after.oddities["sameTitle"].count == 2
    assert {one["file"] for one in after.oddities["sameTitle"].examples} <= {"a.txt", "b.txt"}
    assert after.oddities["commonTitle"].count == 3
    for number in range(10):
        put(store, f"f{number}.txt", title="Werken bij Bureau", organisation=str(number))
    assert measured(store, hidden={twin}).oddities["commonTitle"].count == 10


def test_what_was_set_aside_is_counted_by_kind_of_file() -> None:
    sources = of_sources([".pdf", ".pdf", ".txt"], [".pdf"], 1)
    assert (sources.seen, sources.set_aside, sources.stale) == (3, 1, 1)
    assert sources.files == {".pdf": (2, 1), ".txt": (1, 0)}
