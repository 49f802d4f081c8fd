"""Backups: whole, consistent while a run goes on, and nothing is put back that is not what was packed."""

from __future__ import annotations

import errno
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.backup import MANIFEST, BackupError, backup, restore
from indexer.index.generations import SUMS, GenerationError, Generations, check_sums
from indexer.reindex import Busy, exclusive
from indexer.store import STORE, Store, StoreError
from indexer.zstandard import zstd
from tests.app.api.nights import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house")
    for name in ("eerste", "tweede", "derde"):
        house.put(name, title=f"Opdracht {name}")
    house.run()
    keys = house.data / "keys"
    keys.mkdir()
    (keys / "abcdefghij.json").write_text("{}")
    return house


def titles(data: Path) -> list[str]:
    engine = Engine(data)
    try:
        return sorted(record["title"] for record in engine.export())
    finally:
        engine.close()


def test_a_backup_comes_back_in_an_empty_folder(house: House, tmp_path: Path) -> None:
    file, fresh = tmp_path / "kopie.tar.zst", tmp_path / "fresh"
    made = backup(house.data, house.data / "keys", file)
    assert (made.records, made.generation) == (3, Generations(house.data).list()[-1].name)
    assert restore(file, fresh, fresh / "keys") == made
    assert titles(fresh) == titles(house.data)
    assert (fresh / "keys" / "abcdefghij.json").read_text() == "{}"
    other = House(tmp_path / "other", now=house.now, said=dict(house.said))
    for name, said in house.said.items():
        other.put(name, **said)
    fresh.rename(other.data)
    report = other.run()
    assert (report.parsed, report.built) == (0, False), "what was parsed came along"


def test_restoring_goes_back_and_a_server_takes_it_up(house: House, tmp_path: Path) -> None:
    file = tmp_path / "kopie.tar.zst"
    backup(house.data, house.data / "keys", file)
    engine = house.engine()
    house.put("vierde", title="Opdracht vierde")
    house.run()
    (house.data / "keys" / "later.json").write_text("{}")
    engine.refresh()
    assert engine.record_count == 4
    restore(file, house.data, house.data / "keys")
    assert engine.refresh()
    assert engine.search(SearchRequest(q="opdracht"))["total"] == 3
    engine.close()
    assert [path.name for path in (house.data / "keys").iterdir()] == ["abcdefghij.json"]
    assert len(Generations(house.data).list()) == 3, "the generations that were there stay"
    house.run()
    assert len(titles(house.data)) == 4, "the next run reads what came since"


def test_a_backup_during_a_run_holds_what_was_served(house: House, tmp_path: Path) -> None:
    """The store of the run is in a transaction that is not committed."""
    with exclusive(house.data), Store(house.data / STORE) as store:
        store.remove(store.ids()[0], "2026-03-11T00:00:00Z")
        backup(house.data, house.data / "keys", tmp_path / "kopie.tar.zst")
    restore(tmp_path / "kopie.tar.zst", tmp_path / "fresh", tmp_path / "keys")
    with Store(tmp_path / "fresh" / STORE) as store:
        assert len(store.ids()) == 3
    check_sums(tmp_path / "fresh" / "generations" / Generations(tmp_path / "fresh").list()[0].name)


def test_a_generation_that_is_cleared_away_meanwhile_is_held_or_left(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, cleared = os.link, []

    def clearing(source: str, target: str, **options: bool) -> None:
        if not cleared:
            cleared.append(source)
            house.put("vierde", title="Opdracht vierde")
            house.run()
            Generations(house.data).prune(1)
        link(source, target, **options)

    monkeypatch.setattr(os, "link", clearing)
    assert backup(house.data, house.data / "keys", tmp_path / "kopie.tar.zst").records == 4


def test_without_an_index_there_is_nothing_to_copy(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(GenerationError, match="geen generatie in gebruik"):
        backup(tmp_path / "data", tmp_path / "keys", tmp_path / "kopie.tar.zst")
    assert not (tmp_path / "kopie.tar.zst").exists()
    assert list((tmp_path / "data").iterdir()) == []


def test_nothing_is_restored_while_a_run_goes_on(house: House, tmp_path: Path) -> None:
    backup(house.data, house.data / "keys", tmp_path / "kopie.tar.zst")
    with exclusive(house.data), pytest.raises(Busy):
        restore(tmp_path / "kopie.tar.zst", house.data, house.data / "keys")


def repacked(file: Path, change: dict[str, bytes | None], manifest: dict[str, object] | None = None) -> None:
    """The same archive with other contents, or without a file (``None``); new names are added at its end."""
    with (
        zstd.open(file, "rb") as packed,
        tarfile.open(fileobj=packed, mode="r|") as tar,
    ):
        contents = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    if manifest is not None:
        contents[MANIFEST] = json.dumps({**json.loads(contents[MANIFEST]), **manifest}).encode()
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, content in {**contents, **change}.items():
            if content is not None:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    file.write_bytes(zstd.compress(whole.getvalue()))


@pytest.mark.parametrize(
    ("change", "manifest", "reason"),
    [
        ({STORE: b"other"}, None, "store.sqlite is beschadigd"),
        ({"generation/sentinel.json": None}, None, "generation/sentinel.json ontbreekt"),
        ({MANIFEST: None}, None, "staat niet vooraan"),
        ({}, {"format": 2}, "versie 2 is onbekend"),
        ({"../elders": b"x"}, None, "'../elders' hoort er niet in"),
        ({"generation/extra": b"x"}, None, "'generation/extra' hoort er niet in"),
    ],
)
def test_what_is_not_what_was_packed_is_refused_and_nothing_changes(
    house: House,
    tmp_path: Path,
    change: dict[str, bytes | None],
    manifest: dict[str, object] | None,
    reason: str,
) -> None:
    file = tmp_path / "kopie.tar.zst"
    backup(house.data, house.data / "keys", file)
    repacked(file, change, manifest)
    before = sorted(path.name for path in house.data.rglob("*"))
    with pytest.raises(BackupError, match=reason):
        restore(file, house.data, house.data / "keys")
    assert sorted(path.name for path in house.data.rglob("*")) == before
    assert not (tmp_path / "elders").exists()


def flip_a_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def damage_texts(house: House) -> None:
    flip_a_bit(Generations(house.data).complete()[-1] / "texts.utf8")


def lose_texts(house: House) -> None:
    (Generations(house.data).complete()[-1] / "texts.utf8").unlink()


def empty_store(house: House) -> None:
    (house.data / STORE).write_bytes(b"")


def damage_store(house: House) -> None:
    data = (house.data / STORE).read_bytes()
    (house.data / STORE).write_bytes(data[:4096] + b"\xff" * 4096 + data[8192:])


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (damage_texts, "texts.utf8 is veranderd"),
        (lose_texts, "texts.utf8 is er niet"),
        (empty_store, "bestand is leeg"),
        (damage_store, "is niet te lezen"),
    ],
)
def test_what_is_damaged_is_not_packed_and_the_copy_of_before_stays(
    house: House, tmp_path: Path, harm: Callable[[House], None], reason: str
) -> None:
    file = tmp_path / "kopie.tar.zst"
    backup(house.data, house.data / "keys", file)
    before = file.read_bytes()
    harm(house)
    with pytest.raises((BackupError, StoreError), match=reason):
        backup(house.data, house.data / "keys", file)
    assert file.read_bytes() == before
    assert not list(house.data.glob(".backup-*"))


def test_what_was_damaged_before_it_was_packed_is_not_put_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kopie.tar.zst"
    damage_texts(house)
    monkeypatch.setattr("indexer.backup.check_sums", lambda directory: None)
    backup(house.data, house.data / "keys", file)
    monkeypatch.undo()
    before = sorted(path.name for path in house.data.rglob("*"))
    with pytest.raises(BackupError, match=r"beschadigd: .*texts.utf8"):
        restore(file, house.data, house.data / "keys")
    assert sorted(path.name for path in house.data.rglob("*")) == before


def test_the_sums_come_back_as_they_were_made(house: House, tmp_path: Path) -> None:
    (made,) = Generations(house.data).complete()
    backup(house.data, house.data / "keys", tmp_path / "kopie.tar.zst")
    restore(tmp_path / "kopie.tar.zst", house.data, house.data / "keys")
    assert (Generations(house.data).complete()[-1] / SUMS).read_bytes() == (made / SUMS).read_bytes()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


@pytest.mark.parametrize("make", [pipe, link_to_a_pipe, Path.mkdir])
def test_what_is_no_regular_file_is_not_replaced(
    house: House, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "kopie")
    with pytest.raises(BackupError, match="geen gewoon bestand"):
        backup(house.data, house.data / "keys", tmp_path / "kopie")
    assert not (tmp_path / "kopie").is_file()


def test_a_link_to_a_copy_stays_a_link(house: House, tmp_path: Path) -> None:
    link, file = tmp_path / "nieuwste", tmp_path / "kopie.tar.zst"
    file.write_text("oud")
    link.symlink_to(file.name)
    backup(house.data, house.data / "keys", link)
    assert link.is_symlink()
    assert restore(file, tmp_path / "fresh", tmp_path / "fresh" / "keys").records == 3


@pytest.mark.parametrize("folder", [True, False])
def test_a_backup_without_keys_leaves_none(house: House, tmp_path: Path, folder: bool) -> None:
    keys = house.data / "keys"
    (keys / "abcdefghij.json").unlink()
    if not folder:
        keys.rmdir()
    backup(house.data, keys, tmp_path / "kopie.tar.zst")
    keys.mkdir(exist_ok=True)
    (keys / "later.json").write_text("{}")
    restore(tmp_path / "kopie.tar.zst", house.data, keys)
    assert list(keys.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no archive", zstd.compress(b"no tar")])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kopie").write_bytes(content)
    with pytest.raises(BackupError, match="geen bruikbare reservekopie"):
        restore(tmp_path / "kopie", tmp_path / "data", tmp_path / "keys")


def test_a_data_folder_that_is_only_to_be_read_is_copied_too(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made in it, and no link, nor a log beside the store."""
    real, access = tempfile.TemporaryDirectory, os.access
    before = sorted(house.data.rglob("*"))

    def folder(*, dir: Path, prefix: str) -> tempfile.TemporaryDirectory[str]:
        if dir == house.data:
            raise OSError(errno.EROFS, "Read-only file system")
        return real(dir=dir, prefix=prefix)

    def link(source: str, target: str, **options: bool) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", folder)
    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(os, "access", lambda path, mode: path != house.data and access(path, mode))
    assert backup(house.data, house.data / "keys", tmp_path / "kopie.tar.zst").records == 3
    monkeypatch.undo()
    assert sorted(house.data.rglob("*")) == before
    assert not list(tmp_path.glob(".backup-*"))
    assert restore(tmp_path / "kopie.tar.zst", tmp_path / "fresh", tmp_path / "fresh" / "keys").records == 3
