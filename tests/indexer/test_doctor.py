"""Every illness that the doctor knows: told with how to mend it, and gone after the repair."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from indexer.doctor import Diagnosis, examine
from indexer.index.generations import Generations
from indexer.looking import count_set_aside
from indexer.readers.source import Limits
from indexer.reindex import Busy, exclusive, reindex
from indexer.store import STORE, Store
from indexer.store_tables import STORE_VERSION
from tests.app.api.nights import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two nights old."""
    house = House(tmp_path)
    for name in ("eerste", "tweede", "derde"):
        house.put(name, title=f"Opdracht {name}")
    house.run()
    house.change("tweede", title="Anders")
    house.run()
    return house


def look(house: House, *, repair: bool = False) -> Diagnosis:
    return examine(house.data, house.tools().versions(), repair=repair)


def told(diagnosis: Diagnosis, level: str) -> str:
    return "\n".join(f"{one.what} | {one.mend}" for one in diagnosis.findings if one.level == level)


def current(house: House) -> Path:
    found = Generations(house.data).current()
    assert found is not None
    return found


def test_after_a_run_all_is_well(house: House) -> None:
    diagnosis = look(house)
    assert diagnosis.healthy
    assert (told(diagnosis, "wrong"), told(diagnosis, "note")) == ("", "")
    assert "dezelfde 3 records" in told(diagnosis, "ok")


def flip_a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def damage_current(house: House) -> None:
    flip_a_bit(next((current(house) / "index").glob("*.idx")))


def damage_earlier(house: House) -> None:
    flip_a_bit(Generations(house.data).complete()[0] / "texts.utf8")


def lose_pointer(house: House) -> None:
    (house.data / "current").unlink()


def garble_pointer(house: House) -> None:
    (house.data / "current").write_bytes(b"\xff" + (house.data / "current").read_bytes()[1:])


def lead_nowhere(house: House) -> None:
    (house.data / "current").write_text("000099-20260101T000000Z\n")


def lose_cards(house: House) -> None:
    (current(house) / "records.ndjson").unlink()


def damage_store(house: House) -> None:
    path = house.data / STORE
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * 4096 + data[8192:])


def empty_store(house: House) -> None:
    (house.data / STORE).write_bytes(b"")


def tables_gone(house: House) -> None:
    (house.data / STORE).unlink()
    with closing(sqlite3.connect(house.data / STORE)) as database:
        database.execute("PRAGMA journal_mode = WAL")


def no_database(house: House) -> None:
    (house.data / STORE).write_bytes(b"Dit is geen opslag. " * 500)


def no_letters(house: House) -> None:
    with closing(sqlite3.connect(house.data / STORE)) as database:
        database.execute("UPDATE documents SET record = CAST(x'ff' AS TEXT) WHERE file LIKE 'tweede%'")
        database.commit()


def damage_record(house: House) -> None:
    with closing(sqlite3.connect(house.data / STORE)) as database:
        database.execute("UPDATE documents SET record = replace(record, 'Anders', 'Vreemd')")
        database.commit()


def killed_while_building(house: House) -> None:
    (house.data / "generations" / ".building-000007-20260101T000000Z").mkdir()


def killed_while_copying(house: House) -> None:
    left = house.data / ".backup-abc"
    left.mkdir()
    os.utime(left, (0, 0))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (damage_current, "in gebruik en beschadigd"),
        (lose_cards, "records.ndjson is er niet"),
        (damage_earlier, "veranderd nadat het was nagekeken"),
        (lose_pointer, "geen generatie in gebruik"),
        (garble_pointer, "geen generatie in gebruik"),
        (lead_nowhere, "geen generatie in gebruik"),
        (damage_store, "niet te gebruiken"),
        (empty_store, "het bestand is leeg"),
        (tables_gone, "geen enkele tabel"),
        (no_database, "niet te gebruiken"),
        (no_letters, "1 records in de opslag zijn beschadigd"),
        (damage_record, "1 records in de opslag zijn beschadigd"),
        (killed_while_building, ".building-000007"),
        (killed_while_copying, ".backup-abc"),
    ],
)
def test_every_illness_is_told_and_mended(house: House, harm: Callable[[House], None], what: str) -> None:
    harm(house)
    before = contents(house.data)
    diagnosis = look(house)
    assert contents(house.data) == before, "looking writes nothing"
    assert not diagnosis.healthy
    assert what in told(diagnosis, "wrong")
    assert all(one.mend for one in diagnosis.findings if one.level == "wrong")
    assert look(house).healthy is False, "looking changes nothing"
    assert look(house, repair=True).healthy
    house.run()
    assert look(house).healthy
    engine = house.engine()
    assert {record["title"] for record in engine.export()} == {"Opdracht eerste", "Anders", "Opdracht derde"}
    engine.close()


def test_without_any_whole_generation_a_run_is_asked_for(house: House) -> None:
    for path in Generations(house.data).complete():
        (path / "vocabulary.json").unlink()
    diagnosis = look(house, repair=True)
    assert not diagnosis.healthy
    assert "reindex --full" in told(diagnosis, "wrong")


def test_what_could_not_be_read_is_listed_with_its_reason(house: House) -> None:
    (house.corpus / "tweede.txt").write_text("geen JSON")
    house.run()
    diagnosis = look(house)
    assert diagnosis.healthy
    assert [(one.file, one.stale) for one in diagnosis.set_aside] == [("tweede.txt", True)]
    assert "JSONDecodeError" in diagnosis.set_aside[0].reason
    assert "1 document is niet leesbaar, van 1 staat" in told(diagnosis, "note")


def test_after_going_back_the_store_is_ahead_and_that_is_no_harm(house: House) -> None:
    Generations(house.data).rollback()
    diagnosis = look(house)
    assert diagnosis.healthy
    assert "er is teruggegaan" in told(diagnosis, "note")


def test_another_version_of_the_program_is_told(house: House) -> None:
    house.parser = "p2"
    assert "leesregels" in told(look(house), "note")


def test_during_a_run_it_looks_at_what_it_can_and_repairs_nothing(house: House) -> None:
    with exclusive(house.data):
        assert "er is een run bezig" in told(look(house), "note")
        with pytest.raises(Busy):
            look(house, repair=True)


def test_a_full_disk_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    assert "te weinig ruimte" in told(look(house), "wrong")


def test_no_data_folder(tmp_path: Path) -> None:
    diagnosis = examine(tmp_path / "no", House(tmp_path / "h").tools().versions())
    assert not diagnosis.healthy
    assert "bestaat niet" in told(diagnosis, "wrong")


def test_the_repair_of_the_store_keeps_what_was_there(house: House) -> None:
    damage_store(house)
    look(house, repair=True)
    assert [path.name for path in house.data.glob(f"{STORE}.kapot-*")]
    with Store(house.data / STORE) as store:
        assert store.ids() == []


def test_looking_at_a_whole_data_folder_writes_nothing(house: House) -> None:
    before = contents(house.data)
    assert look(house).healthy
    assert contents(house.data) == before


def failing(code: int, text: str) -> Callable[..., sqlite3.Connection]:
    """What stands for a connection that SQLite refuses so."""

    def connect(*_: object, **__: object) -> sqlite3.Connection:
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = code
        raise error

    return connect


@pytest.mark.parametrize(
    ("code", "text", "in_words"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full", "de schijf is vol"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk I/O error", "de schijf geeft een fout"),
        (sqlite3.SQLITE_BUSY, "database is locked", "een ander programma houdt het bestand vast"),
        (
            sqlite3.SQLITE_READONLY_DIRECTORY,
            "attempt to write a readonly database",
            "het bestand is alleen te lezen",
        ),
        (sqlite3.SQLITE_CANTOPEN, "unable to open database file", "het bestand gaat niet open"),
        (sqlite3.SQLITE_NOMEM, "out of memory", "out of memory"),
    ],
)
@pytest.mark.parametrize("of", ["indexer.looking", "indexer.store"])
def test_what_stands_in_the_way_of_the_store_is_no_damage(
    house: House, monkeypatch: pytest.MonkeyPatch, code: int, text: str, in_words: str, of: str
) -> None:
    before = contents(house.data)
    monkeypatch.setattr(f"{of}.sqlite3", SimpleNamespace(**{**vars(sqlite3), "connect": failing(code, text)}))
    diagnosis = look(house, repair=True)
    monkeypatch.undo()
    assert not diagnosis.healthy
    assert f"kan niet worden gelezen: {in_words};" in told(diagnosis, "wrong")
    assert contents(house.data) == before
    assert look(house).healthy


def test_a_repair_that_the_disk_has_no_room_for_is_not_told_as_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Store) -> None:
        failing(sqlite3.SQLITE_FULL, "database or disk is full")()

    damage_record(house)
    monkeypatch.setattr(Store, "commit", full)
    diagnosis = look(house, repair=True)
    assert not diagnosis.healthy
    assert not any(one.repaired for one in diagnosis.findings)


def test_a_store_of_another_version_is_no_damage(house: House) -> None:
    def of_version(version: int) -> None:
        with closing(sqlite3.connect(house.data / STORE)) as database:
            database.execute(f"PRAGMA user_version = {version}")

    of_version(STORE_VERSION + 1)
    assert not look(house, repair=True).healthy
    assert not list(house.data.glob("*.kapot-*"))
    of_version(STORE_VERSION - 1)
    assert look(house).healthy
    assert "oudere versie" in told(look(house), "note")


def test_the_log_beside_a_damaged_store_is_laid_aside_with_it(house: House) -> None:
    damage_store(house)
    log = house.data / f"{STORE}-wal"
    log.write_bytes(b"records")
    look(house, repair=True)
    (aside,) = (path for path in house.data.glob(f"{STORE}.kapot-*") if path.name[-1].isdigit())
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"records"
    assert not log.exists()


def test_records_that_stand_in_the_log_alone_are_looked_at_too(house: House) -> None:
    """As a run leaves it that was killed between its commit and its end."""
    killed = house.home / "killed"
    with closing(sqlite3.connect(house.data / STORE)) as database:
        database.execute("UPDATE documents SET error = 'onleesbaar' WHERE file LIKE 'tweede%'")
        database.commit()
        shutil.copytree(house.data, killed)
    assert (killed / f"{STORE}-wal").stat().st_size
    assert [one.file for one in examine(killed, house.tools().versions()).set_aside] == ["tweede.txt"]


def test_a_folder_that_is_only_to_be_read_is_looked_at_whole(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(data_dir: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("indexer.doctor.exclusive", refused)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    diagnosis = look(house)
    assert not diagnosis.healthy
    assert told(diagnosis, "wrong").startswith(f"in {house.data} kan niet worden geschreven")
    assert "dezelfde 3 records" in told(diagnosis, "ok")
    with pytest.raises(OSError, match="Read-only"):
        look(house, repair=True)


def test_what_never_became_a_document_is_listed_and_counted_until_it_is_mended(house: House) -> None:
    """What has no row in the store because nothing of it could be read, beside what has."""
    (house.corpus / "tweede.txt").write_text("geen JSON")
    (house.corpus / "groot.txt").write_bytes(b"x" * (Limits().file_bytes + 1))
    (house.corpus / "nergens.txt").symlink_to("nowhere")
    os.mkfifo(house.corpus / "pijp.txt")
    report = reindex([house.corpus], house.data, jobs=1, force=True, tools=house.tools())
    diagnosis = look(house)
    assert diagnosis.healthy
    assert {one.file for one in diagnosis.set_aside} == {file for file, _ in report.set_aside}
    assert len(diagnosis.set_aside) == len(report.set_aside) == 4
    assert "4 documenten zijn niet leesbaar, van 1" in told(diagnosis, "note")
    assert count_set_aside(house.data / STORE) == 4
    for name in ("groot.txt", "nergens.txt", "pijp.txt"):
        (house.corpus / name).unlink()
    house.run()
    assert [one.file for one in look(house).set_aside] == ["tweede.txt"]
    assert count_set_aside(house.data / STORE) == 1


def test_a_document_that_is_set_aside_now_is_listed_once(house: House) -> None:
    """It has a row, of when it could be read."""
    (house.corpus / "tweede.txt").unlink()
    os.mkfifo(house.corpus / "tweede.txt")
    house.run()
    assert [(one.file, one.stale) for one in look(house).set_aside] == [("tweede.txt", True)]
    assert count_set_aside(house.data / STORE) == 1
