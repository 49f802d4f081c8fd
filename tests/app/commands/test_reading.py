"""``parse``: a record a line for programs, words and rules for people."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.app.commands.running import OPDRACHTEN, ROOT, SHELL, lines, opdrachten


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


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nergens", "bestaat niet"),
        ("weg.txt", "bestaat niet"),
        ("nergens/weg.txt", "bestaat niet"),
        ("consulent.txt/weg.txt", "is geen map"),
        ("map", "is een map; noem de bestanden die erin staan"),
        ("map.txt", "is een map; noem de bestanden die erin staan"),
        ("a" * 300 + ".txt", "de naam is te lang"),
        ("kring.txt", "is een verwijzing die in een kring loopt"),
        ("leeg.txt", "is leeg (0 bytes)"),
    ],
)
def test_what_is_no_file_to_read_is_told_in_dutch(corpus: Path, name: str, told: str) -> None:
    for folder in ("map", "map.txt"):
        (corpus / folder).mkdir()
    (corpus / "kring.txt").symlink_to(corpus / "kring.txt")
    (corpus / "leeg.txt").touch()
    result = opdrachten("parse", corpus / name)
    assert result.exit_code == 1
    assert lines(result) == [{"file": str(corpus / name), "error": told}]
    for way in ("--explain", "--text"):
        result = opdrachten("parse", way, corpus / name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"{corpus / name}: {told}\n"


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


def test_explain_tells_words_that_were_not_followed(tmp_path: Path) -> None:
    file = tmp_path / "opdracht.txt"
    file.write_text(
        "Wmo-consulent\n\nGemeente Zeist zoekt een Wmo-consulent.\nUren per week: 32\n\nDe inzet is 36 uur per week.\n"
    )
    told = opdrachten("parse", "--explain", file).stdout
    assert re.search(r"← “Uren per week: 32”  \[label, \d+-\d+\]\n", told)
    assert re.search(r"← “36 uur per week”  \[prose, \d+-\d+, niet gevolgd\]\n", told)


def test_a_rate_that_was_told_with_vat_is_shown_without_and_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "opdracht.txt"
    file.write_text(
        "Wmo-consulent\n\nGemeente Zeist zoekt een Wmo-consulent.\nTarief: max. 121 euro\nBTW: inclusief\n"
    )
    told = [line.strip() for line in opdrachten("parse", "--explain", file).stdout.splitlines()]
    at = told.index("tarief          hoogstens € 100 per uur, omgerekend naar zonder btw")
    assert told[at + 1].startswith("← “Tarief: max. 121 euro”")
    assert told[at + 2].startswith("← “BTW: inclusief”  [vat, ")


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
