"""Generations are published whole or not at all, and the pointer never leads nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.index import generations as module
from indexer.index.generations import (
    SENTINEL,
    SUMS,
    GenerationError,
    Generations,
    Sentinel,
    check_sums,
    read_sentinel,
    take_sums,
    write_sentinel,
)


def sentinel(records: int = 1) -> Sentinel:
    return Sentinel("s1", "a1", "p1", None, records, "digest", "2026-11-04T03:00:00Z")


def published(generations: Generations, records: int = 1) -> Path:
    building = generations.new()
    (building / "payload").write_text(f"{records} records")
    write_sentinel(building, sentinel(records))
    return generations.publish(building)


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path)


def test_nothing_is_current_before_the_first_is_published(generations: Generations) -> None:
    assert generations.current() is None
    building = generations.new()
    assert generations.current() is None
    assert generations.list() == []
    assert building.name.startswith(".building-")


def test_a_published_generation_is_current_and_listed(generations: Generations) -> None:
    first = published(generations, 3)
    second = published(generations, 4)
    assert generations.current() == second
    assert [(g.name, g.records, g.created, g.current) for g in generations.list()] == [
        (first.name, 3, "2026-11-04T03:00:00Z", False),
        (second.name, 4, "2026-11-04T03:00:00Z", True),
    ]
    assert read_sentinel(second) == sentinel(4)


def test_names_sort_in_the_order_of_building_within_one_second(generations: Generations) -> None:
    names = [published(generations).name for _ in range(12)]
    assert names == sorted(names)
    assert len(set(names)) == 12


@pytest.mark.parametrize("damage", ["missing", "not json", "half"])
def test_without_a_good_sentinel_nothing_is_published(generations: Generations, damage: str) -> None:
    before = published(generations)
    building = generations.new()
    if damage != "missing":
        (building / SENTINEL).write_text("{" if damage == "not json" else '{"records": 3}')
    with pytest.raises(GenerationError, match=SENTINEL):
        generations.publish(building)
    assert generations.current() == before


def test_everything_is_synced_before_the_pointer_moves(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of fsync, rename and replace is the whole promise against a power cut."""
    building = generations.new()
    (building / "segment").mkdir()
    (building / "segment" / "data").write_text("x")
    write_sentinel(building, sentinel())
    steps: list[str] = []
    real_sync, real_replace, real_rename = os.fsync, Path.replace, Path.rename

    def fsync(descriptor: int) -> None:
        steps.append("sync " + Path(f"/proc/self/fd/{descriptor}").readlink().name)
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        steps.append("replace " + Path(target).name)
        return real_replace(path, target)

    def rename(path: Path, target: Path) -> Path:
        steps.append("rename")
        return real_rename(path, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "rename", rename)
    generations.publish(building)
    renamed = steps.index("rename")
    assert set(steps[:renamed]) == {f"sync {n}" for n in ("data", "segment", SENTINEL, SUMS, building.name)}
    assert steps[renamed - 1] == f"sync {building.name}"
    expected = [
        "sync generations",
        "sync .current.partial",
        "replace current",
        f"sync {generations.data_dir.name}",
    ]
    assert steps[renamed + 1 :] == expected


def test_rollback_goes_back_one_at_a_time(generations: Generations) -> None:
    first, second, third = (published(generations, n) for n in (1, 2, 3))
    assert generations.current() == third
    assert generations.rollback() == second
    assert generations.rollback() == first
    with pytest.raises(GenerationError, match=first.name):
        generations.rollback()
    assert generations.current() == first


def test_rollback_without_any_generation_says_so(generations: Generations) -> None:
    with pytest.raises(GenerationError, match="geen huidige"):
        generations.rollback()


def test_a_new_generation_after_a_rollback_comes_after_the_one_rolled_back(generations: Generations) -> None:
    published(generations)
    bad = published(generations)
    generations.rollback()
    newest = published(generations)
    assert newest.name > bad.name
    assert generations.current() == newest


def test_prune_keeps_the_newest_and_the_current(generations: Generations) -> None:
    paths = [published(generations) for _ in range(6)]
    for _ in range(5):
        generations.rollback()
    removed = generations.prune(keep=2)
    assert removed == [p.name for p in paths[1:4]]
    assert [g.path for g in generations.list()] == [paths[0], paths[4], paths[5]]
    with pytest.raises(ValueError, match="at least 1"):
        generations.prune(keep=0)


def test_an_open_file_of_a_pruned_generation_can_still_be_read(generations: Generations) -> None:
    old = published(generations, 7)
    with (old / "payload").open() as held:
        for _ in range(3):
            published(generations)
        generations.prune(keep=1)
        assert not old.exists()
        assert held.read() == "7 records"


def test_sweep_removes_what_dead_runs_left_and_nothing_else(generations: Generations) -> None:
    kept = published(generations)
    dead = generations.new()
    (dead / "half").write_text("x")
    (generations.directory / ".removing-000000-20260101T000000Z").mkdir()
    assert generations.sweep() == [dead.name, ".removing-000000-20260101T000000Z"]
    assert [p.name for p in generations.directory.iterdir()] == [kept.name]


@pytest.mark.parametrize(
    "content", [b"", b"../../etc", b"000009-20260101T000000Z", b"00000\xff-20260101T000000Z", b"\0"]
)
def test_a_pointer_that_leads_nowhere_is_no_generation(
    generations: Generations, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    published(generations)
    generations.pointer.write_bytes(content)
    assert generations.current() is None
    assert "wijzer" in caplog.text


def test_a_killed_pointer_move_leaves_the_old_one(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(generations)
    building = generations.new()
    write_sentinel(building, sentinel(9))

    def cut(path: Path, target: Path) -> Path:
        raise OSError("no power")

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(OSError, match="no power"):
        generations.publish(building)
    monkeypatch.undo()
    assert generations.current() == before


def test_sums_taken_early_hold_only_for_what_stayed_as_it_was(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    building = generations.new()
    (building / "below").mkdir()
    for name in ("same", "written", "below/same"):
        (building / name).write_text("eerst")
    taken = take_sums(building)
    assert set(taken) == {"same", "written", "below/same"}
    os.utime(building / "written", ns=(0, 0))
    (building / "written").write_text("later")  # as many bytes
    (building / "new").write_text("nieuw")
    write_sentinel(building, sentinel())
    real = module._sum_of
    summed: list[str] = []

    def counted(path: Path) -> list[int | str]:
        summed.append(path.name)
        return real(path)

    monkeypatch.setattr(module, "_sum_of", counted)
    final = generations.publish(building, taken)
    assert sorted(summed) == ["new", SENTINEL, "written"]
    check_sums(final)
    (final / "same").write_text("ander")
    with pytest.raises(GenerationError, match="same is veranderd"):
        check_sums(final)


@pytest.mark.parametrize("content", ["{}", "[]", "3", "{", ""])
def test_sums_that_name_nothing_vouch_for_nothing(generations: Generations, content: str) -> None:
    final = published(generations)
    (final / SUMS).write_text(content)
    with pytest.raises(GenerationError, match="onleesbaar"):
        check_sums(final)
