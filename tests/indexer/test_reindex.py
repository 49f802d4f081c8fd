"""The night run: exact, all or nothing, and stopped by no single document."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.index.generations import GenerationError, Generations
from indexer.reindex import Busy, NoRecordsError, exclusive, reindex, rollback
from indexer.scan import CorpusError, EmptyCorpusError
from indexer.store import Store, document_id
from indexer.workers import Bounds, WorkerError
from tests.indexer.night import run, served, tools

ROOT = Path(__file__).parents[2]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Opdracht {name}")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def titles(data: Path) -> dict[str, object]:
    return {file: record["title"] for file, record in served(data).items()}


def ids(data: Path) -> dict[str, object]:
    return {file: record["id"] for file, record in served(data).items()}


def test_the_first_run_reads_everything_and_serves_it(corpus: Path, data: Path) -> None:
    stages: list[str] = []
    report = reindex(
        [corpus], data, jobs=2, tools=tools(), progress=lambda stage, done, total: stages.append(stage)
    )
    assert (report.seen, report.added, report.parsed, report.reused, report.records) == (3, 3, 3, 0, 3)
    assert report.built
    assert report.set_aside == []
    assert titles(data) == {"a.txt": "Opdracht a", "b.txt": "Opdracht b", "c.txt": "Opdracht c"}
    assert ids(data) == {name: document_id(name) for name in ("a.txt", "b.txt", "c.txt")}
    assert list(dict.fromkeys(stages)) == ["scan", "parse", "write", "check", "publish"]
    assert set(report.seconds) == set(stages)
    current = Generations(data).current()
    assert current is not None
    assert report.to_json()["generation"] == current.name


def test_when_nothing_changed_nothing_is_parsed_or_built(corpus: Path, data: Path) -> None:
    first = run(corpus, data)
    os.utime(corpus / "a.txt", (1, 1))
    second = run(corpus, data)
    assert (second.parsed, second.reused, second.changed, second.built) == (0, 3, 0, False)
    assert second.generation == first.generation


def test_full_reads_and_builds_again(corpus: Path, data: Path) -> None:
    first = run(corpus, data)
    second = run(corpus, data, full=True)
    assert (second.parsed, second.reused, second.built) == (3, 0, True)
    assert second.generation > first.generation
    assert ids(data) == {name: document_id(name) for name in ("a.txt", "b.txt", "c.txt")}


@pytest.mark.parametrize(("changed", "parsed"), [({"parser": "p2"}, 3), ({"schema": "s2"}, 0)])
def test_another_version_forces_what_depends_on_it(
    corpus: Path, data: Path, changed: dict[str, str], parsed: int
) -> None:
    run(corpus, data)
    report = run(corpus, data, using=tools(**changed))  # type: ignore[arg-type]
    assert (report.parsed, report.built) == (parsed, True)


def test_a_changed_text_keeps_its_id_and_only_it_is_parsed(corpus: Path, data: Path) -> None:
    run(corpus, data)
    before = ids(data)
    (corpus / "b.txt").write_text("Andere opdracht")
    report = run(corpus, data)
    assert (report.parsed, report.changed, report.reused, report.built) == (1, 1, 2, True)
    assert titles(data)["b.txt"] == "Andere opdracht"
    assert ids(data) == before


def test_a_renamed_file_keeps_its_id_and_is_not_parsed(corpus: Path, data: Path) -> None:
    run(corpus, data)
    (corpus / "b.txt").rename(corpus / "nieuw.txt")
    report = run(corpus, data)
    assert (report.parsed, report.renamed, report.removed, report.added) == (0, 1, 0, 0)
    assert ids(data) == {
        "a.txt": document_id("a.txt"),
        "c.txt": document_id("c.txt"),
        "nieuw.txt": document_id("b.txt"),
    }


def test_a_file_renamed_to_another_kind_keeps_its_id_and_is_parsed(corpus: Path, data: Path) -> None:
    run(corpus, data)
    (corpus / "b.txt").rename(corpus / "b.md")
    report = run(corpus, data)
    assert (report.parsed, report.renamed) == (1, 1)
    assert ids(data)["b.md"] == document_id("b.txt")


def test_a_moved_folder_keeps_which_was_which(corpus: Path, data: Path) -> None:
    """Twins that move together: the name tells which of the same bytes is which."""
    for name in ("x.txt", "y.txt"):
        (corpus / name).write_text("Zelfde tekst")
    run(corpus, data)
    (corpus / "map").mkdir()
    for name in ("y.txt", "x.txt"):
        (corpus / name).rename(corpus / "map" / name)
    run(corpus, data)
    assert ids(data)["map/x.txt"] == document_id("x.txt")
    assert ids(data)["map/y.txt"] == document_id("y.txt")


def test_the_same_bytes_under_two_names_are_parsed_once(corpus: Path, data: Path) -> None:
    shutil.copy(corpus / "a.txt", corpus / "kopie.txt")
    report = run(corpus, data)
    assert (report.parsed, report.reused, report.records) == (3, 1, 4)
    assert ids(data)["kopie.txt"] == document_id("kopie.txt")
    shutil.copy(corpus / "a.txt", corpus / "nog-een.txt")
    report = run(corpus, data)
    assert (report.parsed, report.reused, report.records) == (0, 5, 5)


def test_a_removed_file_goes_and_comes_back_under_its_id(corpus: Path, data: Path) -> None:
    run(corpus, data)
    text = (corpus / "b.txt").read_text()
    (corpus / "b.txt").unlink()
    assert run(corpus, data).removed == 1
    assert set(titles(data)) == {"a.txt", "c.txt"}
    (corpus / "b.txt").write_text(text + " opnieuw")
    run(corpus, data)
    assert ids(data)["b.txt"] == document_id("b.txt")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("UNREADABLE", "er staat geen tekst in"),
        ("BUG", "fout bij het ontleden: KeyError: 'hours' (night.py:"),
        ("CRASH", "het lezen ervan brak het werkproces af (door signaal 11)"),
        ("HANG", "het lezen duurde langer dan 1 seconden"),
        ("MEMORY", "het lezen vroeg te veel geheugen"),
    ],
)
def test_a_broken_document_is_set_aside_with_its_last_good_record(
    corpus: Path, data: Path, text: str, reason: str
) -> None:
    run(corpus, data)
    (corpus / "b.txt").write_text(f"{text} nu kapot")
    (corpus / "d.txt").write_text("Opdracht d")
    using = tools(bounds=Bounds(seconds=1.0))
    report = run(corpus, data, using=using)
    ((file, told),) = report.set_aside
    assert (file, told[: len(reason)]) == ("b.txt", reason)
    assert titles(data) == {f"{name}.txt": f"Opdracht {name}" for name in "abcd"}
    with Store(data / "store.sqlite") as store:
        assert [row.file for row in store.rows() if row.stale] == ["b.txt"]
    again = run(corpus, data, using=using)
    assert [file for file, _ in again.set_aside] == ["b.txt"]
    assert not again.built
    (corpus / "b.txt").write_text("Weer goed")
    assert run(corpus, data, using=using).set_aside == []
    assert titles(data)["b.txt"] == "Weer goed"


def test_a_document_that_never_could_be_read_is_told_and_not_served(corpus: Path, data: Path) -> None:
    (corpus / "b.txt").write_text("UNREADABLE")
    report = run(corpus, data)
    assert report.set_aside == [("b.txt", "er staat geen tekst in")]
    assert set(titles(data)) == {"a.txt", "c.txt"}


def test_many_broken_documents_among_many_workers_do_not_stop_the_others(corpus: Path, data: Path) -> None:
    for number in range(6):
        (corpus / f"crash{number}.txt").write_text(f"CRASH {number}")
    for number in range(60):
        (corpus / f"goed{number}.txt").write_text(f"Goed {number}")
    report = run(corpus, data, jobs=3)
    assert sorted(file for file, _ in report.set_aside) == [f"crash{number}.txt" for number in range(6)]
    assert (report.seen, report.parsed, report.records) == (69, 63, 63)
    assert titles(data)["goed59.txt"] == "Goed 59"


def test_a_document_that_became_untrusted_keeps_its_record(corpus: Path, data: Path, tmp_path: Path) -> None:
    run(corpus, data)
    (corpus / "b.txt").unlink()
    (tmp_path / "buiten.txt").write_text("geheim")
    (corpus / "b.txt").symlink_to(tmp_path / "buiten.txt")
    report = run(corpus, data)
    assert report.removed == 0
    assert report.set_aside == [("b.txt", "verwijst naar een bestand buiten de collectie")]
    assert titles(data)["b.txt"] == "Opdracht b"


def test_nothing_replaces_a_full_index_by_an_empty_one(corpus: Path, data: Path, tmp_path: Path) -> None:
    run(corpus, data)
    before = titles(data)
    with pytest.raises(CorpusError):
        reindex([tmp_path / "nergens"], data, jobs=1, tools=tools())
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(EmptyCorpusError):
        run(corpus, data)
    assert titles(data) == before
    assert len(list(Store(data / "store.sqlite").rows())) == 3


def test_a_missing_corpus_makes_no_data_folder(data: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        reindex([tmp_path / "nergens"], data, jobs=1, tools=tools())
    assert not data.exists()


def test_a_corpus_of_which_nothing_can_be_read_gives_no_index(corpus: Path, data: Path) -> None:
    for path in corpus.iterdir():
        path.write_text("UNREADABLE")
    with pytest.raises(NoRecordsError):
        run(corpus, data)
    assert Generations(data).current() is None


def test_a_generation_that_fails_its_check_never_serves(corpus: Path, data: Path) -> None:
    run(corpus, data)
    before = titles(data)
    (corpus / "a.txt").write_text("Anders")

    def failing(*_: object) -> None:
        raise AssertionError("niet goed")

    from dataclasses import replace

    with pytest.raises(AssertionError, match="niet goed"):
        run(corpus, data, using=replace(tools(), check=failing))
    assert titles(data) == before
    assert [p.name for p in (data / "generations").iterdir() if p.name.startswith(".")] == []
    assert run(corpus, data).parsed == 1
    assert titles(data)["a.txt"] == "Anders"


def test_workers_that_do_not_start_fail_the_run_and_no_document(corpus: Path, data: Path) -> None:
    from dataclasses import replace

    with pytest.raises(WorkerError, match="voordat het klaar was"):
        run(corpus, data, using=replace(tools(), prepare=os.abort))
    assert Generations(data).current() is None


def test_only_a_few_generations_are_kept(corpus: Path, data: Path) -> None:
    for _ in range(5):
        run(corpus, data, full=True)
    assert len(Generations(data).list()) == 3


def test_after_a_rollback_the_next_run_builds_from_what_it_knows(corpus: Path, data: Path) -> None:
    run(corpus, data)
    (corpus / "a.txt").write_text("Anders")
    run(corpus, data)
    assert rollback(data).name == Generations(data).list()[0].name
    assert titles(data)["a.txt"] == "Opdracht a"
    report = run(corpus, data)
    assert (report.parsed, report.built) == (0, True)
    assert titles(data)["a.txt"] == "Anders"


def test_two_at_once_the_second_says_so(corpus: Path, data: Path) -> None:
    with exclusive(data):
        with pytest.raises(Busy, match="al iets bezig"):
            run(corpus, data)
        with pytest.raises(Busy):
            rollback(data)
    assert run(corpus, data).built


def test_rollback_of_nothing_makes_nothing(data: Path) -> None:
    with pytest.raises(GenerationError):
        rollback(data)
    assert not data.exists()


def night(corpus: Path, data: Path, *stage: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.indexer.night", str(corpus), str(data), *stage]
    return subprocess.Popen(command, cwd=ROOT)


@pytest.mark.parametrize(
    ("stage", "switched"),
    [
        ("scan", False),
        ("parse", False),
        ("write", False),
        ("check", False),
        ("committing", False),
        ("committed", False),
        ("renamed", False),
        ("published", True),
    ],
)
def test_killed_in_any_stage_leaves_one_whole_generation(
    corpus: Path, data: Path, stage: str, switched: bool
) -> None:
    run(corpus, data)
    before = titles(data)
    (corpus / "a.txt").write_text("Anders")
    (corpus / "b.txt").rename(corpus / "e.txt")
    assert night(corpus, data, stage).wait(60) == -signal.SIGKILL
    after = {"a.txt": "Anders", "c.txt": "Opdracht c", "e.txt": "Opdracht b"}
    assert titles(data) == (after if switched else before)
    run(corpus, data)
    assert titles(data) == after
    assert ids(data)["e.txt"] == document_id("b.txt")
    assert not [p for p in (data / "generations").iterdir() if p.name.startswith(".")]


def test_killed_at_random_moments_nothing_is_lost(corpus: Path, data: Path) -> None:
    run(corpus, data)
    started = time.monotonic()
    assert night(corpus, data).wait(60) == 0
    longest = time.monotonic() - started
    chance = random.Random(7)
    for number in range(8):
        before = titles(data)
        (corpus / "a.txt").write_text(f"Nacht {number}")
        process = night(corpus, data)
        time.sleep(chance.uniform(longest * 0.3, longest * 1.1))
        process.kill()
        process.wait(60)
        assert titles(data) in (before, {**before, "a.txt": f"Nacht {number}"})
        assert not run(corpus, data).set_aside
        assert titles(data)["a.txt"] == f"Nacht {number}"


def test_workers_of_a_killed_run_end_and_hold_no_lock(corpus: Path, data: Path) -> None:
    (corpus / "hang.txt").write_text("HANG")
    process = night(corpus, data)
    pid_file = corpus / "hang.pid"
    _until(lambda: pid_file.exists() and pid_file.read_text() != "")
    worker = int(pid_file.read_text())
    assert Path(f"/proc/{worker}").exists()
    process.kill()
    process.wait(60)
    (corpus / "hang.txt").unlink()
    assert run(corpus, data).built
    _until(lambda: not Path(f"/proc/{worker}").exists())


def _until(condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_after_many_nights_all_is_as_after_one_full_run(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    chance = random.Random(11)
    for night_number in range(12):
        _change(corpus, chance, night_number)
        run(corpus, data)
    fresh = tmp_path / "fresh"
    run(corpus, fresh)
    without_id = [
        {file: {**record, "id": None} for file, record in served(folder).items()} for folder in (data, fresh)
    ]
    assert without_id[0] == without_id[1]
    assert len(set(ids(data).values())) == len(ids(data)) > 5


def _change(corpus: Path, chance: random.Random, number: int) -> None:
    for extra in range(3):
        (corpus / f"nieuw{number}-{extra}.txt").write_text(f"Opdracht {chance.randrange(20)}")
    paths = sorted(corpus.iterdir())
    chance.shuffle(paths)
    if len(paths) > 6:
        paths.pop().unlink()
        paths.pop().write_text(f"Gewijzigd {number}")
        paths.pop().rename(corpus / f"hernoemd{number}.txt")
        shutil.copy(paths.pop(), corpus / f"kopie{number}.md")
