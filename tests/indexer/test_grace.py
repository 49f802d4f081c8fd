"""What is gone from its source is kept for a night, in case it comes back, and goes after that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.commands import indexing
from app.settings import Settings
from indexer.looking import count_set_aside
from indexer.reindex import Report, Tools, real_tools, reindex
from indexer.store import Store, document_id
from tests.indexer import night

MONDAY = dt.datetime(2026, 11, 2, 2, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@dataclass
class House:
    """A corpus of three files, its nights, and a clock."""

    home: Path
    grace_nights: int = 1
    now: dt.datetime = MONDAY
    parser: str = "p1"

    def __post_init__(self) -> None:
        self.corpus.mkdir()
        for name in ("a", "b", "c"):
            (self.corpus / f"{name}.txt").write_text(f"Opdracht {name}")

    @property
    def corpus(self) -> Path:
        return self.home / "corpus"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def served(self) -> set[str]:
        return {file.removesuffix(".txt") for file in night.served(self.data)}

    def run(self, after: dt.timedelta = 24 * HOUR, *, corpus: Path | None = None) -> Report:
        self.now += after
        tools: Tools = night.tools(parser=self.parser, grace_nights=self.grace_nights)
        tools = replace(tools, clock=lambda: self.now)
        return reindex([corpus or self.corpus], self.data, jobs=1, tools=tools)

    def missing(self) -> dict[str, str | None]:
        with Store(self.data / "store.sqlite") as store:
            return {row.file.removesuffix(".txt"): row.missing for row in store.rows() if row.missing}


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.run()
    return house


def test_gone_once_is_kept_and_marked_gone_twice_is_removed(house: House) -> None:
    (house.corpus / "b.txt").unlink()
    report = house.run()
    assert (report.missing, report.removed, report.records, report.built) == (1, 0, 3, False)
    assert house.missing() == {"b": "2026-11-04T02:00:00Z"}
    assert house.served == {"a", "b", "c"}
    report = house.run()
    assert (report.missing, report.removed, report.records, report.built) == (0, 1, 2, True)
    assert house.served == {"a", "c"}
    (house.corpus / "b.txt").write_text("Opdracht b")
    house.run()
    assert night.served(house.data)["b.txt"]["id"] == document_id("b.txt")


@pytest.mark.parametrize(("hours", "removed"), [(0.02, 0), (9, 0), (17.9, 0), (18, 1), (23, 1), (200, 1)])
def test_a_run_by_hand_is_no_night(house: House, hours: float, removed: int) -> None:
    (house.corpus / "b.txt").unlink()
    house.run()
    assert house.run(hours * HOUR).removed == removed


def test_what_comes_back_in_time_has_its_night_anew(house: House) -> None:
    text = (house.corpus / "b.txt").read_text()
    for _ in range(3):
        (house.corpus / "b.txt").unlink()
        assert house.run().missing == 1
        (house.corpus / "b.txt").write_text(text)
        report = house.run()
        assert (report.missing, report.removed, report.added, report.parsed) == (0, 0, 0, 0)
        assert house.missing() == {}
        assert house.served == {"a", "b", "c"}


@pytest.mark.parametrize("nights", [0, 1, 3])
def test_the_time_of_grace_can_be_set(tmp_path: Path, nights: int) -> None:
    house = House(tmp_path, grace_nights=nights)
    house.run()
    (house.corpus / "b.txt").unlink()
    assert [house.run().removed for _ in range(nights + 1)] == [0] * nights + [1]


def test_a_document_that_moved_in_its_night_keeps_its_id(house: House) -> None:
    (house.corpus / "b.txt").unlink()
    house.run()
    (house.corpus / "elders.txt").write_text("Opdracht b")
    report = house.run()
    assert (report.renamed, report.removed, report.parsed) == (1, 0, 0)
    assert night.served(house.data)["elders.txt"]["id"] == document_id("b.txt")
    assert house.missing() == {}


def test_a_source_that_was_forgotten_once_loses_nothing(house: House, tmp_path: Path) -> None:
    other = tmp_path / "ander"
    other.mkdir()
    (other / "x.txt").write_text("Opdracht x")
    report = house.run(corpus=other)
    assert (report.missing, report.removed) == (3, 0)
    assert house.served == {"a", "b", "c", "x"}
    assert house.run().missing == 1


def test_what_never_could_be_read_is_not_waited_for(house: House) -> None:
    (house.corpus / "b.txt").write_text("UNREADABLE")
    (house.corpus / "d.txt").write_text("UNREADABLE")
    house.run()
    assert count_set_aside(house.data / "store.sqlite") == 2
    (house.corpus / "b.txt").unlink()
    (house.corpus / "d.txt").unlink()
    report = house.run()
    assert (report.missing, report.removed, report.set_aside) == (1, 1, [])
    assert count_set_aside(house.data / "store.sqlite") == 0
    assert house.served == {"a", "b", "c"}
    (house.corpus / "b.txt").write_text("UNREADABLE")
    assert [file for file, _ in house.run().set_aside] == ["b.txt"]


def test_a_clock_that_ran_ahead_does_not_keep_a_document_for_years(house: House) -> None:
    (house.corpus / "b.txt").unlink()
    house.run(dt.timedelta(days=2_000))
    assert house.run(dt.timedelta(days=-1_999)).removed == 0
    assert house.run().removed == 1


def test_one_that_comes_back_after_another_parser_is_read_by_that(house: House) -> None:
    text = (house.corpus / "b.txt").read_text()
    (house.corpus / "b.txt").unlink()
    house.parser = "p2"
    assert house.run().parsed == 2
    (house.corpus / "b.txt").write_text(text)
    assert house.run().parsed == 1


def test_when_each_was_first_and_last_seen_is_kept(house: House) -> None:
    (house.corpus / "b.txt").unlink()
    (house.corpus / "d.txt").write_text("Opdracht d")
    house.run()
    with Store(house.data / "store.sqlite") as store:
        query = "SELECT file, first_seen, last_seen FROM documents JOIN seen USING (id) ORDER BY file"
        told = {file: (since[:10], last[:10]) for file, since, last in store.database.execute(query)}
    first, second = "2026-11-03", "2026-11-04"
    assert told == {
        "a.txt": (first, second),
        "b.txt": (first, first),
        "c.txt": (first, second),
        "d.txt": (second, second),
    }


def test_the_night_of_grace_is_the_default_and_that_of_the_settings(tmp_path: Path) -> None:
    assert real_tools().grace_nights == 1
    assert indexing.tools_for(Settings(data=tmp_path)).grace_nights == 1
    assert indexing.tools_for(Settings(data=tmp_path, grace_nights=0)).grace_nights == 0


def test_the_command_tells_what_is_missed(tmp_path: Path) -> None:
    report = Report(seen=2, missing=1, records=3, generation="000001-x")
    assert next(indexing.summary(report)) == "2 documenten gezien: 1 vermist (blijft nog staan)."
