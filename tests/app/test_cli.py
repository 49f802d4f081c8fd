"""The command line as a person and a schedule meet it: what is printed where, and with which status."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.commands.terminal import clean, json_line, printable
from indexer.reindex import exclusive

ROOT = Path(__file__).parents[2]
OPDRACHTEN = [sys.executable, "-m", "app.cli"]
COMMANDS = json.loads((ROOT / "tests/cases/commands.json").read_text(encoding="utf-8"))["commands"]
SHELL = {name: value for name, value in os.environ.items() if not name.startswith("OPDRACHTEN_")}

REGISSEUR = """Regisseur jeugd

Opdrachtgever: Gemeente Almelo
Locatie: Almelo
Uren per week: 24
Tarief: maximaal € 95 per uur exclusief btw
Startdatum: 1 maart 2027
Einddatum: 31 augustus 2027
Sluitingsdatum: 1 februari 2027

Wij zoeken een ervaren regisseur die gezinnen met jeugdhulp begeleidt. Je kent de Jeugdwet en werkt samen met de scholen.
"""
CONSULENT = """Wmo-consulent

Opdrachtgever: Gemeente Ede
Locatie: Ede
Uren per week: 32 - 36
Startdatum: 1 april 2027
Sluitingsdatum: 15 februari 2027

Wij zoeken een Wmo-consulent die keukentafelgesprekken voert en beschikkingen schrijft.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "regisseur.txt").write_text(REGISSEUR, encoding="utf-8")
    (folder / "consulent.txt").write_text(CONSULENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the two assignments, made once."""
    home = tmp_path_factory.mktemp("indexed")
    folder = home / "corpus"
    folder.mkdir()
    (folder / "regisseur.txt").write_text(REGISSEUR, encoding="utf-8")
    (folder / "consulent.txt").write_text(CONSULENT, encoding="utf-8")
    result = opdrachten("reindex", "--corpus", folder, "--data", home / "data", "--jobs", 1)
    assert result.exit_code == 0, result.output
    return home / "data"


def opdrachten(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def shell(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [*OPDRACHTEN, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=SHELL, capture_output=True, timeout=120, **options)  # type: ignore[call-overload, no-any-return]


# The command itself


def test_the_commands_and_options_are_those_agreed() -> None:
    import typer.main

    group = typer.main.get_command(app)
    found = {
        name: sorted(
            option for parameter in command.params for option in parameter.opts if option[:2] == "--"
        )
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }
    assert found == {name: sorted(options) for name, options in COMMANDS.items()}


def test_help_loads_nothing_heavy() -> None:
    heavy = ("spacy", "tantivy", "fastapi", "pydantic", "simplemma", "lxml")
    check = f"import sys, app.cli; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_dutch(name: str) -> None:
    result = opdrachten(*([name] if name else []), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Gebruik: ")
    assert not re.search(r"Usage|Options|Commands|Show this|<path>|<text>|<list", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["parse"],
        ["parse", "--text", "a.txt", "b.txt"],
        ["parse", "--text", "--explain", "a.txt"],
        ["reindex", "--jobs", "0"],
        ["reindex", "--corpus", "/bestaat/niet"],
        ["serve", "--port", "99999"],
        ["search", "x", "--filter", "province"],
        ["search", "x", "--filter", "kleur=rood"],
        ["evaluate"],
        ["evaluate", "/bestaat/niet.jsonl"],
        ["onbekend"],
        [],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], tmp_path: Path) -> None:
    extra = ["--data", str(tmp_path)] if arguments[:1] in (["reindex"], ["search"]) else []
    result = opdrachten(*arguments, *extra)
    assert result.exit_code == 2
    assert result.stderr


def test_settings_come_from_the_environment(
    data: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPDRACHTEN_DATA", str(data))
    assert "2 documenten" in opdrachten("generations").stdout
    assert opdrachten("generations", "--data", tmp_path / "leeg").exit_code == 3
    monkeypatch.setenv("OPDRACHTEN_PORT", "acht")
    result = opdrachten("generations")
    assert result.exit_code == 2
    assert "port" in result.stderr.lower()


# parse


def test_parse_gives_a_record_a_line_in_the_order_given(corpus: Path) -> None:
    files = [corpus / "regisseur.txt", corpus / "consulent.txt"]
    result = opdrachten("parse", *files)
    assert result.exit_code == 0
    first, second = lines(result)
    assert (first["file"], second["file"]) == (str(files[0]), str(files[1]))
    assert (first["kind"], first["hours"], first["endDate"]) == (
        "assignment",
        {"min": 24, "max": 24},
        "2027-08-31",
    )
    assert "text" not in first


def test_parse_goes_on_after_a_file_that_cannot_be_read(corpus: Path) -> None:
    (corpus / "kapot.pdf").write_bytes(b"dit is geen pdf")
    result = opdrachten("parse", corpus / "weg.txt", corpus / "kapot.pdf", corpus / "consulent.txt")
    assert result.exit_code == 1
    gone, broken, good = lines(result)
    assert set(gone) == set(broken) == {"file", "error"}
    assert gone["error"] and broken["error"]
    assert good["kind"] == "assignment"


def test_parse_goes_on_after_a_fault_of_its_own(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.commands import reading

    real = reading.parse_file

    def faulty(path: Path, file: str, id: str) -> object:
        if path.name == "consulent.txt":
            raise KeyError("hours")
        return real(path, file, id)

    monkeypatch.setattr(reading, "parse_file", faulty)
    result = opdrachten("parse", corpus / "consulent.txt", corpus / "regisseur.txt")
    assert result.exit_code == 1
    first, second = lines(result)
    assert "KeyError: 'hours'" in str(first["error"])
    assert second["kind"] == "assignment"


def test_text_is_exactly_what_evidence_counts_in(corpus: Path) -> None:
    record = lines(opdrachten("parse", corpus / "regisseur.txt"))[0]
    text = opdrachten("parse", "--text", corpus / "regisseur.txt").stdout_bytes.decode("utf-8")
    proofs = [proof for proofs in record["evidence"].values() for proof in proofs]  # type: ignore[attr-defined]
    assert len(proofs) > 5
    for proof in proofs:
        assert text[proof["start"] : proof["end"]] == proof["text"]


def test_explain_shows_each_field_with_its_words_and_rule(corpus: Path) -> None:
    result = opdrachten("parse", "--explain", corpus / "regisseur.txt")
    assert result.exit_code == 0
    told = [line.strip() for line in result.stdout.splitlines()]
    assert told[0] == f"{corpus / 'regisseur.txt'}: opdracht"
    at = told.index("uren            24 uur per week")
    assert re.fullmatch(r"← “Uren per week: 24”  \[.+, \d+-\d+\]", told[at + 1])
    assert "tarief          hoogstens € 95 per uur excl. btw" in told
    assert "einde           31-8-2027" in told
    assert any(line.startswith("plaats          Almelo (") for line in told)


# Text of others on a terminal


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\r", "\x7f"])
def test_no_control_character_reaches_the_output(character: str) -> None:
    text = f"een{character}twee"
    assert character not in clean(text)
    assert len(clean(text)) == len(text)
    assert character not in printable(text)
    encoded = json_line({"x": text}).decode("utf-8")
    assert character not in encoded
    assert json.loads(encoded) == {"x": text}


def test_a_file_name_cannot_steer_the_terminal(corpus: Path) -> None:
    steering = corpus / "\x1b[31mrood\x9b2J.txt"
    shutil.copy(corpus / "regisseur.txt", steering)
    for arguments in (["parse", steering], ["parse", "--explain", steering], ["parse", f"{steering}x"]):
        result = opdrachten(*arguments)
        assert not re.search(r"[\x1b\x9b]", result.output)


# reindex


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
    assert result.stderr.strip() == "opdrachten: [Errno 28] No space left on device"


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


# search, generations, rollback, export


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


def test_a_reader_that_has_seen_enough_ends_it_quietly(corpus: Path) -> None:
    command = [*OPDRACHTEN, "parse", *[str(corpus / "regisseur.txt")] * 50]
    process = subprocess.Popen(command, cwd=ROOT, env=SHELL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b'{"id"')
    process.stdout.close()
    errors = process.stderr.read()
    assert process.wait(60) == 141
    assert errors == b""


# serve


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
    assert str(port) in result.stderr


# evaluate


def test_evaluate_prints_the_score_and_every_miss(corpus: Path) -> None:
    gold = {
        "file": "regisseur.txt",
        "kind": "assignment",
        "fields": {
            "hours": {"value": {"min": 24, "max": 24}, "words": ["Uren per week: 24"]},
            "reference": {"value": "R-1", "words": ["Kenmerk R-1"]},
        },
    }
    path = corpus / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert "ontwikkeling (1)" in told[0]
    assert [line.split() for line in told if line.startswith("hours")] == [
        ["hours", "*", *["1", "1,000", "1,000", "1,000"] * 2]
    ]
    assert "  regisseur.txt  reference: verwacht “R-1”; gelezen niets" in told
    assert "  regisseur.txt  reference: “Kenmerk R-1”" in told
    (found,) = lines(opdrachten("evaluate", path, "--json"))
    assert found["sets"]["all"]["fields"]["hours"]["f1"] == 1.0  # type: ignore[index]


def test_evaluate_goes_on_without_a_document_and_tells(corpus: Path) -> None:
    path = corpus / "gold.jsonl"
    path.write_text('{"file": "weg.txt", "kind": "article"}\n', encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 1
    assert "niet te lezen: weg.txt" in result.stderr


def test_evaluate_of_a_broken_gold_file_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("{\n", encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 3
    assert "regel 1" in result.stderr
