"""Reading a file by its name: kinds, bounds, what is no regular file."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.readers import SUFFIXES, Limits, ReadError, read, text
from tests.indexer.readers.builders import docx_of, html_of, mail_of, pdf_of

_DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: b"Uren: 24",
    "a.MD": lambda: b"Uren: **24**",
    "a.html": lambda: html_of("Uren: 24"),
    "a.htm": lambda: html_of("Uren: 24"),
    "a.pdf": lambda: pdf_of("Uren: 24"),
    "a.docx": lambda: docx_of("Uren: 24"),
    "a.eml": lambda: mail_of("Uren: 24"),
}


def _reason(path: Path, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    with pytest.raises(ReadError) as caught:
        read(path, limits)
    message = str(caught.value)
    assert message and "\n" not in message and str(path) not in message
    return message


def test_suffixes_are_those_of_the_documents() -> None:
    assert {Path(name).suffix.lower() for name in _DOCUMENTS} == SUFFIXES


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_every_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_DOCUMENTS[name]())
    assert read(path).text.endswith("Uren: 24")


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_empty_and_white_space(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert _reason(path) == "it is empty (0 bytes)"
    path.write_bytes(b" \n\t\n")
    assert _reason(path)


def test_too_large_is_told_by_size_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    def no_open(*_: object) -> int:
        raise AssertionError("opened")

    monkeypatch.setattr(os, "open", no_open)
    assert _reason(path) == "it is 50.0 MiB, more than the bound of 20.0 MiB"


def test_at_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert read(path, Limits(file_bytes=100, text_chars=100)).text == "x" * 100
    assert "100 bytes, more than the bound of 99 bytes" in _reason(path, Limits(file_bytes=99))
    assert "100 characters, more than the bound of 99 characters" in _reason(path, Limits(text_chars=99))


@pytest.mark.parametrize("name", ["a.xyz", "a", ".txt", "a.doc"])
def test_unknown_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert "is not one that is read (docx, eml, htm, html, md, pdf, txt)" in _reason(path)


def test_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / "map.txt").mkdir()
    assert _reason(tmp_path / "map.txt") == "it is a directory, not a regular file"
    os.mkfifo(tmp_path / "pijp.txt")
    assert _reason(tmp_path / "pijp.txt") == "it is a named pipe, not a regular file"
    (tmp_path / "nul.txt").symlink_to("/dev/zero")
    assert _reason(tmp_path / "nul.txt") == "it is a device, not a regular file"
    assert _reason(tmp_path / "weg.txt") == "it does not exist"
    (tmp_path / "kring.txt").symlink_to("kring.txt")
    assert _reason(tmp_path / "kring.txt").startswith("it cannot be opened: ")
    assert _reason(tmp_path / "nul\0.txt").startswith("it cannot be opened: ")
    assert _reason(tmp_path / ("x" * 300 + ".txt")).startswith("it cannot be opened: ")


def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        assert _reason(Path("s.txt")) == "it is a socket, not a regular file"


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    if os.geteuid() == 0:  # root reads everything, so the refusal is played

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
    else:
        path.chmod(0)
    assert _reason(path) == "there is no permission to read it"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf_of("x"), "it is a PDF document, not text"),
        (docx_of("x"), "it is a zip or Office document, not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "it is a PNG picture, not text"),
        (bytes(range(256)) * 20, "binary file"),
        (bytes(5000), "binary file"),
        (b"tekst\x00\x01\x02\x03\x04\x05" * 30, "binary file"),
        (b" \n \t\xc2\xa0\xe2\x80\x8b", "it holds no text, only white space"),
    ],
)
def test_what_is_no_text_under_a_text_name(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert message in _reason(path)


@pytest.mark.shared
def test_the_seeds_are_read_as_they_are(shared_dir: Path) -> None:
    seeds = sorted((shared_dir / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    for seed in seeds:
        source = seed.read_text("utf-8")
        assert read(seed).text.split() == source.split()
        assert read(seed).text.count("\n") == source.count("\n")


def test_a_text_that_is_too_long_is_refused_before_its_lines_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked_at(_: str) -> str:
        raise AssertionError("the lines of a text that is refused were looked at")

    monkeypatch.setattr(text, "unwrapped", looked_at)
    with pytest.raises(ReadError, match=r"12 characters, more than the bound of 10 "):
        text.read(b"twelve chars", Limits(text_chars=10))
