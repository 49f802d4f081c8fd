"""The log of changes, run by run: what is told, under which numbers, and for how long it is kept."""

from __future__ import annotations

import datetime as dt
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.exchange import log
from indexer.exchange.journal import Event, Journal
from indexer.exchange.log import ChangeLog
from indexer.exchange.told import told_of
from indexer.index.generations import Generations
from indexer.record import Record, Sibling
from indexer.reindex import rollback
from tests.indexer import night
from tests.indexer.test_reindex import night as night_apart

START = dt.datetime(2026, 3, 10, 2, tzinfo=dt.UTC)
BASE = int(START.timestamp() * 1000)
"""A new log begins behind the milliseconds of its first run."""
DAY = dt.timedelta(days=1)
MARCH = {number: dt.date(2026, 3, number) for number in range(1, 32)}


def record(id: str, **values: Any) -> Record:
    return Record(**{"id": id, "file": f"{id}.txt", "kind": "assignment", "text": id, **values})


class Runs:
    """A log in memory, and runs over it."""

    def __init__(self, home: Path, database: sqlite3.Connection) -> None:
        self.home = home
        self.database = database
        self.now = START
        database.execute("CREATE TABLE documents (id TEXT, digest TEXT)")

    def run(self, *records: Record, keep_days: int = 90) -> Journal:
        self.database.execute("DELETE FROM documents")
        told = ChangeLog(self.database, self.now, keep_days)
        for each in sorted(records, key=lambda each: each.id):
            self.database.execute("INSERT INTO documents VALUES (?, '')", (each.id,))
            told.see(told_of(each))
        told.settle()
        directory = self.home / f"{len(list(self.home.iterdir()))}"
        directory.mkdir()
        told.write(directory)
        return Journal(directory)

    def today(self) -> dt.date:
        return self.now.date()

    def told(self, journal: Journal, since: int) -> list[tuple[Any, ...]]:
        """What is visible behind a number: type, id, and reason or fields."""
        return [brief(event) for event in journal.events(since, self.today(), 1_000)]


def brief(event: Event) -> tuple[Any, ...]:
    more: tuple[Any, ...] = (event.reason,) if event.reason else (list(event.fields),) if event.fields else ()
    return (event.type, event.id, *more)


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        yield Runs(tmp_path, database)


def test_more_records_than_are_read_at_once(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_AT_ONCE", 3)
    ids = [f"r{number:02}" for number in range(10)]
    first = runs.run(*(record(id, title="a") for id in ids if id != "r04"))
    runs.now += DAY
    changed = {"r00", "r03", "r09"}
    second = runs.run(*(record(id, title="b" if id in changed else "a") for id in ids if id != "r06"))
    assert runs.told(second, first.head(runs.today())) == [
        ("changed", "r00", ["title"]),
        ("changed", "r03", ["title"]),
        ("added", "r04"),
        ("changed", "r09", ["title"]),
        ("removed", "r06", "withdrawn"),
    ]


def test_records_out_of_order_are_refused(runs: Runs) -> None:
    told = ChangeLog(runs.database, runs.now)
    told.see(told_of(record("b")))
    for id in ("a", "b"):
        with pytest.raises(ValueError, match=f"'{id}' comes behind 'b'"):
            told.see(told_of(record(id)))


def test_every_kind_of_change_once(runs: Runs) -> None:
    first = runs.run(record("a"), record("b"), record("c"), record("d"), record("shut", status="closed"))
    assert runs.told(first, BASE) == [("added", "a"), ("added", "b"), ("added", "c"), ("added", "d")]
    assert [event.sequence for event in first.events(BASE, runs.today(), 9)] == [
        BASE + n for n in (1, 2, 3, 4)
    ]
    runs.now += DAY
    hidden = record("d", primary=False, siblings=(Sibling("shut", "shut.txt", None, True, {}),))
    second = runs.run(
        record("a", title="Anders", file="elders.txt"), record("b", status="closed"), hidden, record("shut")
    )
    assert runs.told(second, first.head(runs.today())) == [
        ("changed", "a", ["file", "title"]),
        ("removed", "b", "closed"),
        ("removed", "d", "duplicate"),
        ("added", "shut"),
        ("removed", "c", "withdrawn"),
    ]
    (told,) = [event for event in second.events(0, runs.today(), 99) if event.reason == "duplicate"]
    assert told.shown == "shut"
    assert [event.at for event in second.events(0, runs.today(), 99)] == sorted(
        ["2026-03-10T02:00:00Z"] * 4 + ["2026-03-11T02:00:00Z"] * 5
    )


def test_what_did_not_change_is_not_told(runs: Runs) -> None:
    records = [record("a", deadline=MARCH[20]), record("b")]
    first = runs.run(*records)
    for _ in range(3):
        runs.now += DAY
        again = runs.run(*records)
        assert again.head(runs.today()) == first.head(runs.today())
        assert again.top == first.top


def test_a_closing_day_passes_by_itself_at_dutch_midnight(runs: Runs) -> None:
    journal = runs.run(
        record("late", deadline=MARCH[12]), record("soon", deadline=MARCH[10]), record("never")
    )
    head = journal.head(MARCH[10])
    assert head == BASE + 3
    assert [brief(event) for event in journal.events(head, MARCH[10], 9)] == []
    (passed,) = journal.events(head, MARCH[11], 9)
    assert (passed.sequence, passed.id, passed.reason) == (BASE + 4, "soon", "expired")
    assert passed.at == "2026-03-10T23:00:00Z"  # midnight of the eleventh, in winter an hour ahead of UTC
    assert [event.id for event in journal.events(head, MARCH[13], 9)] == ["soon", "late"]
    assert journal.head(MARCH[13]) == BASE + 5 == journal.top


def test_so_does_the_last_day_of_work_that_names_no_closing_day(runs: Runs) -> None:
    journal = runs.run(
        record("ended", end_date=MARCH[9]),
        record("ends", end_date=MARCH[11]),
        record("longer", end_date=MARCH[9], deadline=MARCH[12]),
    )
    head = journal.head(MARCH[10])
    assert runs.told(journal, BASE) == [("added", "ends"), ("added", "longer")]
    assert journal.open_count(("assignment",), MARCH[11]) == 2
    (passed,) = journal.events(head, MARCH[12], 9)
    assert (passed.id, passed.reason, passed.at) == ("ends", "expired", "2026-03-11T23:00:00Z")
    assert [id for id, _ in journal.open_ids(("assignment",), MARCH[12], 9, 0)] == ["longer"]
    runs.now += 2 * DAY
    again = runs.run(record("ends", end_date=MARCH[20]), record("longer", end_date=MARCH[9]))
    assert runs.told(again, head) == [
        ("removed", "ends", "expired"),
        ("added", "ends"),
        ("removed", "longer", "expired"),
    ]


def test_a_log_that_knew_closing_days_alone_takes_up_the_last_days_of_work(runs: Runs) -> None:
    records = record("ended", end_date=MARCH[9]), record("ends", end_date=MARCH[11]), record("never")
    first = runs.run(*records)
    # As it was left by a program to which only a closing day that has passed closed anything.
    runs.database.execute("UPDATE exchange_records SET deadline = NULL, kind = 'assignment'")
    runs.database.execute("DELETE FROM exchange_events WHERE due IS NOT NULL")
    head = first.head(MARCH[10])
    second = runs.run(*records)
    assert runs.told(second, head) == [("removed", "ended", "expired")]
    assert [brief(event) for event in second.events(head, MARCH[12], 9)] == [
        ("removed", "ended", "expired"),
        ("removed", "ends", "expired"),
    ]
    third = runs.run(*records)
    assert third.top == second.top, "once taken up, nothing is numbered anew"


def test_without_anything_else_to_tell_too(runs: Runs) -> None:
    first = runs.run(record("ends", end_date=MARCH[11]))
    runs.database.execute("UPDATE exchange_records SET deadline = NULL")
    runs.database.execute("DELETE FROM exchange_events WHERE due IS NOT NULL")
    second = runs.run(record("ends", end_date=MARCH[11]))
    told = second.events(first.head(MARCH[10]), MARCH[12], 9)
    assert [brief(event) for event in told] == [("removed", "ends", "expired")]


def test_in_summer_time_too(runs: Runs) -> None:
    runs.now = dt.datetime(2026, 7, 1, 2, tzinfo=dt.UTC)
    journal = runs.run(record("a", deadline=dt.date(2026, 7, 3)))
    assert journal.events(0, dt.date(2026, 7, 4), 9)[-1].at == "2026-07-03T22:00:00Z"


def test_what_expired_by_itself_is_not_told_again(runs: Runs) -> None:
    expiring, other = record("a", deadline=MARCH[10]), record("b")
    first = runs.run(expiring, other)
    runs.now += 2 * DAY
    passed = first.events(first.head(MARCH[10]), runs.today(), 9)
    assert [brief(event) for event in passed] == [("removed", "a", "expired")]
    second = runs.run(expiring, replace(other, title="Anders"))
    told = second.events(first.head(MARCH[10]), runs.today(), 9)
    assert [brief(event) for event in told] == [("removed", "a", "expired"), ("changed", "b", ["title"])]
    assert told[0] == passed[0]


def test_what_is_placed_again_after_its_closing_day_is_added_again(runs: Runs) -> None:
    first = runs.run(record("a", deadline=MARCH[10]))
    runs.now += 2 * DAY
    second = runs.run(record("a", deadline=MARCH[30]))
    assert runs.told(second, first.head(MARCH[10])) == [("removed", "a", "expired"), ("added", "a")]


def test_an_earlier_closing_day_that_has_passed_is_told_as_expired(runs: Runs) -> None:
    first = runs.run(record("a", deadline=MARCH[30]))
    runs.now += 5 * DAY
    second = runs.run(record("a", deadline=MARCH[12]))
    assert runs.told(second, first.head(MARCH[10])) == [("removed", "a", "expired")]


def test_numbers_that_were_set_aside_are_not_given_to_anything_else(runs: Runs) -> None:
    """After going back, the older generation goes on giving its own: those must stay apart from what came since."""
    first = runs.run(record("a", deadline=MARCH[10]), record("b", deadline=MARCH[20]))
    runs.now += dt.timedelta(hours=1)
    second = runs.run(record("a", deadline=MARCH[10]), record("b", deadline=MARCH[20]), record("new"))
    told = [event for event in second.events(first.head(MARCH[10]), MARCH[10], 9) if event.id == "new"]
    assert [event.sequence > first.top for event in told] == [True]
    # A consumer of the first has seen its removal; going on in the second it is told of what it missed.
    at = first.head(MARCH[11])
    assert at > first.head(MARCH[10])
    assert ("added", "new") in [brief(event) for event in second.events(at, MARCH[11], 9)]


def test_another_kind_is_told_as_a_change_of_kind(runs: Runs) -> None:
    first = runs.run(record("a"))
    second = runs.run(record("a", kind="vacancy"))
    (event,) = second.events(first.head(MARCH[10]), MARCH[10], 9)
    assert (event.type, event.kind_before, event.kind_after) == ("changed", "assignment", "vacancy")


def test_a_clock_that_was_set_back_opens_nothing_again(runs: Runs) -> None:
    runs.now += 5 * DAY
    first = runs.run(record("a", deadline=MARCH[12]), record("b", deadline=MARCH[30]))
    runs.now -= 5 * DAY
    second = runs.run(record("a", deadline=MARCH[12]), record("b", deadline=MARCH[30]), record("c"))
    assert [brief(e) for e in second.events(BASE, MARCH[10], 9)] == [("added", "b"), ("added", "c")]
    ats = [event.at for event in second.events(BASE, MARCH[10], 9)]
    assert ats == sorted(ats)
    assert first.day == second.day == MARCH[15]


def test_a_new_field_of_records_is_told_by_its_name(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.exchange import log, told

    first = runs.run(record("a"))
    plain, names = told.to_json, told.fields_told()
    monkeypatch.setattr(told, "to_json", lambda *args, **values: {"new": 1, **plain(*args, **values)})
    for module in (told, log):
        monkeypatch.setattr(module, "fields_told", lambda: ("new", *names))
    second = runs.run(record("a"))
    assert runs.told(second, first.head(MARCH[10])) == [("changed", "a", ["new"])]
    assert runs.told(runs.run(record("a")), second.head(MARCH[10])) == []
    monkeypatch.undo()
    assert runs.told(runs.run(record("a")), second.head(MARCH[10])) == [("changed", "a", ["new"])]


@pytest.mark.parametrize("keep_days", [90, 200])
def test_what_was_told_is_kept_for_its_days_and_no_longer(runs: Runs, keep_days: int) -> None:
    """The tombstone of the first night, over runs of every night."""
    runs.run(record("a"), record("gone"), keep_days=keep_days)
    for day in range(1, keep_days + 3):
        runs.now = START + day * DAY
        journal = runs.run(record("a", title=f"{day}"), keep_days=keep_days)
        told = [event.at for event in journal.events(0, runs.today(), 9_999)]
        oldest = max(START, runs.now - keep_days * DAY)
        assert min(told) == oldest.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert (journal.floor == BASE) == (day <= keep_days)
    assert (
        journal.floor == BASE + 4
    )  # two were added on the first night, one changed and one went on the second


def test_a_moment_finds_its_number(runs: Runs) -> None:
    hour, none = dt.timedelta(hours=1), dt.timedelta(0)
    runs.run(record("a"), keep_days=90)
    runs.now += DAY
    journal = runs.run(record("a", title="Anders"))
    assert journal.behind(START - hour, hour) is None  # before the log began
    assert journal.behind(START, hour) == BASE
    assert journal.behind(START + 2 * hour, hour) == BASE + 1
    assert journal.behind(START + DAY, none) == BASE + 1
    assert journal.behind(START + DAY + 2 * hour, hour) == BASE + 2
    runs.now += 120 * DAY
    pruned = runs.run(record("a", title="Nog anders"))
    assert pruned.behind(START + DAY, none) is None
    assert pruned.behind(runs.now - 80 * DAY, hour) == BASE + 2


def test_times_tell_when_it_came_and_when_it_came_to_say_something_else(runs: Runs) -> None:
    runs.run(record("a"), record("shut", status="closed"))
    runs.now += DAY
    moved = runs.run(record("a", file="b.txt"), record("shut", status="closed"))
    assert moved.times("a") == ("2026-03-10T02:00:00Z", "2026-03-10T02:00:00Z")
    runs.now += DAY
    changed = runs.run(record("a", file="b.txt", title="x"), record("shut", status="closed", title="x"))
    assert changed.times("a") == changed.times("shut") == ("2026-03-10T02:00:00Z", "2026-03-12T02:00:00Z")
    assert changed.times("nowhere") is None


def test_of_a_document_that_has_gone_no_word_is_kept(runs: Runs) -> None:
    runs.run(record("a", title="Geheim woord", text="Geheim woord"), record("b"))
    runs.run(record("b"))
    assert "Geheim" not in "\n".join(runs.database.iterdump())


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="has no exchange"):
        Journal(tmp_path)
    (tmp_path / "exchange.sqlite").write_bytes(b"x" * 4_096)
    with pytest.raises(ValueError, match="cannot be read"):
        Journal(tmp_path)


# --- with the nightly run ----------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Opdracht {name}")
    return folder


def current(data: Path) -> Journal:
    path = Generations(data).current()
    assert path is not None
    return Journal(path)


def visible(journal: Journal, since: int) -> list[tuple[Any, ...]]:
    return [brief(event) for event in journal.events(since, dt.datetime.now(dt.UTC).date(), 1_000)]


def held(journal: Journal, since: int, before: set[str]) -> set[str]:
    """What a consumer holds that held ``before`` at a number and read on."""
    now = set(before)
    for event in journal.events(since, dt.datetime.now(dt.UTC).date(), 1_000):
        (now.discard if event.type == "removed" else now.add)(event.id)
    return now


def served(data: Path) -> set[str]:
    return {str(each["id"]) for each in night.served(data).values()}


def test_full_and_other_versions_of_the_index_tell_nothing(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    night.run(corpus, data)
    head = current(data).top
    night.run(corpus, data, full=True)
    night.run(corpus, data, using=night.tools(schema="s2"))
    night.run(corpus, data, using=night.tools(parser="p2"))
    assert len(Generations(data).list()) == 3
    assert (current(data).top, visible(current(data), head)) == (head, [])


@pytest.mark.parametrize(
    ("stage", "switched"),
    [("write", False), ("check", False), ("committing", False), ("committed", False), ("renamed", False),
     ("published", True)],
)  # fmt: skip
def test_killed_in_any_stage_the_log_belongs_to_what_is_served(
    corpus: Path, tmp_path: Path, stage: str, switched: bool
) -> None:
    data = tmp_path / "data"
    night.run(corpus, data)
    since, before = current(data).top, served(data)
    (corpus / "a.txt").unlink()
    (corpus / "d.txt").write_text("Opdracht d")
    assert night_apart(corpus, data, stage).wait(60) == -signal.SIGKILL
    assert bool(visible(current(data), since)) == switched
    assert held(current(data), since, before) == served(data)
    # And what came of it later: another document, and one of those that the killed run had told of.
    (corpus / "e.txt").write_text("Opdracht e")
    (corpus / "d.txt").unlink()
    night.run(corpus, data)
    assert held(current(data), since, before) == served(data)
    assert current(data).base == since - 3


def test_going_back_shows_the_log_as_it_stood(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    night.run(corpus, data)
    since, before = current(data).top, served(data)
    (corpus / "d.txt").write_text("Opdracht d")
    night.run(corpus, data)
    further, after = current(data).top, served(data)
    rollback(data)
    assert current(data).top == since < further
    night.run(corpus, data)
    assert held(current(data), since, before) == held(current(data), further, after) == after == served(data)


def test_an_index_without_a_log_gets_one(corpus: Path, tmp_path: Path) -> None:
    """One that was made before there was a log, or that lost it."""
    data = tmp_path / "data"
    night.run(corpus, data)
    path = Generations(data).current()
    assert path is not None
    (path / "exchange.sqlite").unlink()
    assert night.run(corpus, data).built
    assert held(current(data), 0, set()) == served(data)
