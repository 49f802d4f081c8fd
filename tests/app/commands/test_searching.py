"""``search`` asks what the API asks and answers what it answers; ``serve`` serves."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.app.commands.running import OPDRACHTEN, ROOT, SHELL, lines, opdrachten


def test_search_shows_a_table(data: Path) -> None:
    result = opdrachten("search", "regisseur", "--data", data)
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert told[0] == "1 opdracht gevonden"
    assert re.split(r"\s{2,}", told[1].strip()) == ["opdracht", "plaats", "uren", "tarief", "start", "sluit"]
    cells = ["Regisseur jeugd", "Almelo", "24", "hoogstens € 95", "1-3-2027", "1-2-2027"]
    assert re.split(r"\s{2,}", told[2].strip()) == cells


def test_search_divides_what_it_found(data: Path) -> None:
    result = opdrachten("search", "--data", data)
    assert result.stdout.startswith("2 opdrachten gevonden\n")
    assert "provincie:    Gelderland 1, Overijssel 1" in result.stdout.splitlines()


def test_search_takes_the_filters_of_the_api_and_gives_its_answer(data: Path) -> None:
    result = opdrachten(
        "search", "--filter", "province=Gelderland", "--filter", "limit=5", "--json", "--data", data
    )
    assert result.exit_code == 0
    (answer,) = lines(result)
    assert {"total", "items", "facets", "interpreted", "links", "tookMs"} <= set(answer)
    assert answer["total"] == 1
    assert answer["links"]["self"] == "/v1/assignments?province=Gelderland&limit=5"  # type: ignore[index]
    assert answer["items"][0]["file"] == "consulent.txt"  # type: ignore[index]


def test_search_tells_all_that_is_wrong_at_once(data: Path) -> None:
    result = opdrachten("search", "x", "--filter", "kleur=rood", "--filter", "hoursMin=veel", "--data", data)
    assert result.exit_code == 2
    assert "kleur" in result.stderr
    assert "hoursMin" in result.stderr


@pytest.mark.parametrize("command", ["search", "export", "generations", "rollback"])
def test_without_an_index_it_says_what_to_do(command: str, tmp_path: Path) -> None:
    result = opdrachten(command, "--data", tmp_path)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "opdrachten" in result.stderr


def test_serve_tells_its_address_and_answers_without_naming_itself(data: Path) -> None:
    command = [*OPDRACHTEN, "serve", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, env=SHELL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout is not None
        told = process.stdout.readline().decode("utf-8")
        address = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert address, told
        answer = _get(f"{address[0]}/v1/assignments?q=regisseur")
        assert json.loads(answer.read())["total"] == 1
        assert "server" not in answer.headers
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _get(url: str) -> urllib.request.addinfourl:
    for _ in range(200):
        try:
            return urllib.request.urlopen(url, timeout=5)  # type: ignore[no-any-return]
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


def test_serve_on_a_port_in_use_says_so(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = opdrachten("serve", "--data", data, "--port", port)
    assert result.exit_code == 3
    told = f"op 127.0.0.1, poort {port} kan niet worden geluisterd: een ander programma luistert daar al"
    assert result.stderr == f"opdrachten: {told}\n"


def test_serve_on_a_folder_that_may_not_be_read_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: Path) -> list[Path]:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refused)
    result = opdrachten("serve", "--data", data, "--port", 0)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"{data}: de gebruiker heeft er geen rechten voor" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [("search", "regisseur", "--filter", "highlight=true"), ("export",)])
def test_damage_that_shows_only_while_reading_points_to_the_doctor(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("app.search.answering._WARM_UP", ())
    shutil.copytree(data, tmp_path / "data")
    (texts,) = (tmp_path / "data" / "generations").glob("*/texts.utf8")
    texts.write_bytes(b"\xff" * texts.stat().st_size)
    result = opdrachten(*command, "--data", tmp_path / "data")
    assert result.exit_code == 3
    assert "texts.utf8 is veranderd" in result.stderr and "opdrachten doctor" in result.stderr
    assert result.stderr.count("\n") == 1, "no traceback"


@pytest.mark.parametrize("command", [("search", "regisseur"), ("export",)])
def test_a_data_directory_that_is_only_to_be_read_is_read(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """No lock can be taken there, not even by root, whom no rights stop."""
    shutil.copytree(data, tmp_path / "data")
    (index,) = (tmp_path / "data" / "generations").glob("*/index")
    (index / ".tantivy-meta.lock").unlink(missing_ok=True)
    (index / ".tantivy-meta.lock").mkdir()
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    result = opdrachten(*command, "--data", tmp_path / "data")
    assert result.stdout.count("\n") >= 2
    assert (result.exit_code, result.stderr) == (0, "")


def test_serve_says_so_where_there_is_no_index_yet(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.main.serve", lambda settings: None)
    for folder, missing in ((tmp_path, True), (tmp_path / "weg", True), (data, False)):
        result = opdrachten("serve", "--data", folder, "--port", 0)
        assert result.exit_code == 0
        assert ("is nog geen index" in result.stderr) is missing
    assert not (tmp_path / "weg").exists()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("regisseur", None),
        ("regissuer", "Niets voor ‘regissuer’; dit is wat ‘regisseur’ vindt."),
        ("regisseur parkeerbeleid", "Geen ervan heeft al uw woorden."),
        ("wmo regisseur consulent", "Geen ervan heeft al uw woorden."),
        ("gemeente almelo", "1 ervan heeft al uw woorden."),
    ],
)
def test_search_tells_which_words_were_let_go_or_spelled_otherwise(
    data: Path, query: str, told: str | None
) -> None:
    lines_told = opdrachten("search", query, "--data", data).stdout.splitlines()
    assert lines_told[0].endswith("gevonden")
    if told is None:
        assert lines_told[1].split()[0] == "opdracht"
    else:
        assert told in lines_told[1:3]
