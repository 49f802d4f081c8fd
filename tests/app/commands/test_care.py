"""``doctor``, ``backup`` and ``restore`` as a person meets them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.index.generations import Generations
from indexer.reindex import exclusive
from tests.app.commands.running import lines, opdrachten


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    shutil.copytree(data, tmp_path / "data")
    return tmp_path / "data"


def test_the_doctor_finds_nothing_after_a_run(data: Path) -> None:
    result = opdrachten("doctor", "--data", data)
    assert result.exit_code == 0, result.output
    assert all(line.startswith("goed") for line in result.stdout.splitlines())


def test_the_doctor_tells_and_mends(copy: Path) -> None:
    (copy / "current").unlink()
    result = opdrachten("doctor", "--data", copy)
    assert result.exit_code == 1
    assert "FOUT" in result.stdout and "-> ga terug naar 000001-" in result.stdout
    (found,) = lines(opdrachten("doctor", "--data", copy, "--json"))
    assert found["healthy"] is False
    result = opdrachten("doctor", "--data", copy, "--repair")
    assert result.exit_code == 0
    assert "hersteld  er is geen generatie in gebruik" in result.stdout
    assert Generations(copy).current() is not None


def test_the_doctor_looks_on_when_the_canaries_of_a_person_are_at_fault(copy: Path) -> None:
    (copy / "canaries.toml").write_text("[[canary]]\nname = 3\n")
    assert opdrachten("reindex", "--corpus", copy, "--data", copy).exit_code == 2
    assert opdrachten("doctor", "--data", copy).exit_code == 0


def test_what_is_not_readable_cannot_move_the_cursor(corpus: Path, tmp_path: Path) -> None:
    (corpus / "leeg\u202ename.txt").write_text(" ")
    assert opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "d", "--jobs", 1).exit_code == 1
    result = opdrachten("doctor", "--data", tmp_path / "d")
    assert result.exit_code == 0
    assert "Niet leesbaar:\n  leeg\ufffdname.txt: " in result.stdout


def test_a_backup_is_made_and_put_back(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "kopie.tar.zst"
    result = opdrachten("backup", file, "--data", copy)
    assert result.exit_code == 0, result.output
    assert "2 documenten" in result.stdout
    result = opdrachten("restore", file, "--data", tmp_path / "fresh")
    assert result.exit_code == 0, result.output
    assert opdrachten("search", "regisseur", "--data", tmp_path / "fresh").exit_code == 0


def test_what_cannot_be_done_is_said_in_one_line(copy: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    file = tmp_path / "bestand"
    file.touch()
    for arguments, status, reason in (
        (("backup", tmp_path, "--data", copy), 3, "is een map"),
        (("backup", tmp_path / "k", "--data", empty), 3, "geen generatie in gebruik"),
        (("backup", tmp_path / "weg" / "k", "--data", copy), 3, f"de map {tmp_path / 'weg'} bestaat niet"),
        (("reindex", "--corpus", tmp_path, "--data", file), 3, f"{file}: is geen map"),
        (("serve", "--data", file), 3, f"de server is niet gestart: {file}: is geen map;"),
        (("rollback", "--data", file), 3, f"{file} is geen map"),
        (("backup", tmp_path / "k", "--data", file), 3, f"{file} is geen map"),
        (("backup", file / "k", "--data", copy), 3, f"{file} is geen map; er is geen reservekopie gemaakt"),
        (("restore", tmp_path / "k", "--data", file), 3, "bestaat niet"),
        (("restore", empty, "--data", copy), 3, f"{empty} is een map"),
        (("evaluate", empty), 2, f"{empty} is een map"),
        (("evaluate", tmp_path / "weg"), 2, f"het bestand {tmp_path / 'weg'} bestaat niet"),
        (("search", "x", "--data", file), 3, f"gaat niet open: {file / 'current'}: is geen map;"),
        (("restore", tmp_path / "k", "--data", copy), 3, "bestaat niet"),
        (("restore", __file__, "--data", copy), 3, "geen bruikbare reservekopie"),
    ):
        result = opdrachten(*arguments)
        assert (result.exit_code, result.stderr.count("\n")) == (status, 1), result.output
        assert reason in result.stderr
    assert list(empty.iterdir()) == []


def test_nothing_is_mended_or_put_back_during_a_run(copy: Path, tmp_path: Path) -> None:
    assert opdrachten("backup", tmp_path / "k", "--data", copy).exit_code == 0
    with exclusive(copy):
        assert opdrachten("doctor", "--data", copy, "--repair").exit_code == 4
        assert opdrachten("restore", tmp_path / "k", "--data", copy).exit_code == 4
        assert opdrachten("doctor", "--data", copy).exit_code == 0


def test_what_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    gone = tmp_path / "weg"
    result = opdrachten("backup", tmp_path / "kopie.tar.zst", "--data", gone)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"de map {gone} bestaat niet" in result.stderr
    result = opdrachten("restore", tmp_path / "kopie.tar.zst", "--data", gone)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"het bestand {tmp_path / 'kopie.tar.zst'} bestaat niet" in result.stderr
    assert not gone.exists()


def test_a_file_in_the_place_of_the_data_is_no_folder_to_the_doctor(tmp_path: Path) -> None:
    file = tmp_path / "bestand"
    file.touch()
    (found,) = lines(opdrachten("doctor", "--data", file, "--json"))
    assert (found["healthy"], found["findings"][0]["what"]) == (False, f"{file} is geen map")
