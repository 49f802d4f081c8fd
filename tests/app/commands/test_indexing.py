"""``reindex``, ``generations``, ``rollback`` and ``export``: what is told where, and with which status."""

from __future__ import annotations

import os
import pty
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.commands import indexing
from app.settings import Settings
from indexer.index.check import CheckFailed
from indexer.reindex import exclusive
from tests.app.commands.running import CONSULENT, OPDRACHTEN, ROOT, SHELL, lines, opdrachten, shell
from tests.app.search.builders import publish, random_records


def test_reindex_reports_in_dutch_and_is_silent_in_a_pipe(corpus: Path, tmp_path: Path) -> None:
    first = shell("reindex", "--corpus", corpus, "--data", tmp_path / "data", "--jobs", 1)
    assert (first.returncode, first.stderr) == (0, b"")
    told = first.stdout.decode("utf-8").splitlines()
    assert told[:2] == ["2 documenten gezien: 2 nieuw.", "2 documenten gelezen, 0 overgenomen."]
    assert re.fullmatch(r"Generatie 000001-\S+ is in gebruik, met 2 documenten \(\d+,\d s\)\.", told[2])
    again = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout.startswith("2 documenten gezien: geen verschil.\nNiets veranderd: generatie 000001-")


def test_reindex_gives_its_report_as_one_line(corpus: Path, tmp_path: Path) -> None:
    (corpus / "kapot.pdf").write_bytes(b"dit is geen pdf")
    result = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data", "--jobs", 1, "--json")
    assert result.exit_code == 1
    (report,) = lines(result)
    assert (report["seen"], report["parsed"], report["records"], report["built"]) == (3, 2, 2, True)
    assert [item["file"] for item in report["setAside"]] == ["kapot.pdf"]  # type: ignore[attr-defined]
    assert "Terzijde gelegd (1):\n  kapot.pdf: " in result.stderr


def test_reindex_while_another_runs_leaves_with_its_own_status(corpus: Path, tmp_path: Path) -> None:
    with exclusive(tmp_path / "data"):
        result = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data")
        assert result.exit_code == 4
        assert "al iets bezig" in result.stderr
        assert opdrachten("rollback", "--data", tmp_path / "data").exit_code == 4


def test_reindex_of_an_empty_folder_fails_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    before = opdrachten("generations", "--data", data).stdout
    (tmp_path / "leeg").mkdir()
    result = opdrachten("reindex", "--corpus", tmp_path / "leeg", "--data", data)
    assert result.exit_code == 3
    assert "geen enkel leesbaar document" in result.stderr
    assert opdrachten("generations", "--data", data).stdout == before


def test_a_generation_that_cannot_be_served_is_never_switched_to(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.search import suggest

    data = tmp_path / "data"
    assert opdrachten("reindex", "--corpus", corpus, "--data", data, "--jobs", 1).exit_code == 0
    before = opdrachten("generations", "--data", data).stdout
    (corpus / "consulent.txt").write_text(CONSULENT.replace("Ede", "Epe"), encoding="utf-8")

    def faulty(*_: object) -> None:
        raise TypeError("niet te sorteren")

    with monkeypatch.context() as broken:
        broken.setattr(suggest.Suggester, "__init__", faulty)
        result = opdrachten("reindex", "--corpus", corpus, "--data", data, "--jobs", 1)
    assert result.exit_code == 3
    assert "kan de nieuwe generatie niet gebruiken (TypeError: niet te sorteren)" in result.stderr
    assert opdrachten("generations", "--data", data).stdout == before
    assert opdrachten("reindex", "--corpus", corpus, "--data", data, "--jobs", 1).exit_code == 0


def test_a_full_disk_is_told_in_one_line(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import indexing

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(indexing, "reindex", full)
    result = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data")
    assert result.exit_code == 3
    assert result.stderr.strip() == "opdrachten: de schijf is vol"


def test_a_fault_of_the_program_is_not_mistaken_for_success(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import indexing

    def faulty(*_: object, **__: object) -> None:
        raise KeyError("iets")

    monkeypatch.setattr(indexing, "reindex", faulty)
    result = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data")
    assert result.exit_code == 3
    assert "KeyError" in result.stderr


def test_a_terminal_sees_progress(corpus: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [
        *OPDRACHTEN,
        "reindex",
        "--corpus",
        str(corpus),
        "--data",
        str(tmp_path / "data"),
        "--jobs",
        "1",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**SHELL, "TERM": "xterm"}, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux reports the end of a terminal as an error
            break
        if not piece:
            break
        seen += piece
    output = process.communicate(timeout=60)[0]
    os.close(ours)
    assert process.returncode == 0
    assert "documenten lezen" in seen.decode("utf-8")
    assert b"2 documenten gezien" in output


def test_export_gives_every_record_with_its_text(data: Path) -> None:
    records = lines(opdrachten("export", "--data", data))
    assert {record["file"]: record["text"].split("\n")[0] for record in records} == {  # type: ignore[attr-defined]
        "consulent.txt": "Wmo-consulent",
        "regisseur.txt": "Regisseur jeugd",
    }


def test_rollback_goes_back_and_generations_shows_it(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for _ in range(2):
        assert opdrachten("reindex", "--corpus", corpus, "--data", data, "--jobs", 1, "--full").exit_code == 0
    first, second = opdrachten("generations", "--data", data).stdout.splitlines()
    assert not first.endswith("in gebruik")
    assert second.endswith("in gebruik")
    result = opdrachten("rollback", "--data", data)
    assert (result.exit_code, result.stdout) == (0, f"Generatie {first.split()[0]} is weer in gebruik.\n")
    first, second = opdrachten("generations", "--data", data).stdout.splitlines()
    assert first.endswith("in gebruik")
    result = opdrachten("rollback", "--data", data)
    assert result.exit_code == 3
    assert "geen generatie ouder" in result.stderr


def test_a_generation_that_tells_others_something_else_is_refused(tmp_path: Path) -> None:
    generation = publish(tmp_path, random_records(20, seed=3))
    ids = sorted(each.id for each in random_records(20, seed=3))
    check = indexing.tools_for(Settings(data=tmp_path)).check
    check(generation, ids, [])
    with closing(sqlite3.connect(generation / "exchange.sqlite")) as database:
        database.execute(
            "DELETE FROM records WHERE id = (SELECT min(id) FROM records WHERE kind IS NOT NULL)"
        )
        database.commit()
    with pytest.raises(CheckFailed, match="open documenten, en verteld worden er"):
        check(generation, ids, [])


def test_the_days_that_changes_are_kept_are_those_of_the_settings(tmp_path: Path) -> None:
    assert indexing.tools_for(Settings(data=tmp_path, stream_days=120)).keep_days == 120


def test_ctrl_c_is_told_in_one_line_while_workers_get_ready(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [*OPDRACHTEN, "reindex", "--corpus", str(corpus), "--data", str(data)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=SHELL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What a shell starts in the background ignores Ctrl-C, and so does all that is started from there.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (data / "store.sqlite").exists() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all that the command started
    told, errors = process.communicate(timeout=60)
    assert (process.returncode, told, errors) == (130, b"", b"opdrachten: afgebroken\n")
    (report,) = lines(opdrachten("nights", "--data", data, "--json"))
    assert (report["outcome"], report["error"]) == ("failed", "afgebroken met Ctrl-C")
