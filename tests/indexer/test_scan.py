"""What counts as a document of a corpus, and what is set aside with its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.scan import CorpusError, EmptyCorpusError, labelled, scan

SUFFIXES = frozenset({".txt", ".html"})


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "a.TXT", "b/m.html"):
        (folder / name).write_text(name)
    return folder


def files(corpus: Path, largest: int = 1000) -> tuple[list[str], dict[str, str]]:
    found, aside = scan([corpus], SUFFIXES, largest=largest)
    return [document.file for document in found], {item.file: item.reason for item in aside}


def test_documents_are_found_by_suffix(corpus: Path) -> None:
    found, aside = files(corpus)
    assert sorted(found) == ["a.TXT", "b/m.html", "z.txt"]
    assert aside == {}


def test_the_order_is_the_same_whatever_the_file_system_gives(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(corpus)
    real = os.scandir

    class Reversed:
        def __init__(self, path: str) -> None:
            with real(path) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> Reversed:
            return self

        def __exit__(self, *_: object) -> None: ...

        def __iter__(self) -> Reversed:
            return self

        def __next__(self) -> os.DirEntry[str]:
            if not self.entries:
                raise StopIteration
            return self.entries.pop(0)

        def close(self) -> None: ...

    monkeypatch.setattr(os, "scandir", Reversed)
    assert files(corpus) == before


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/x.txt", "README.txt", "readme.html", "gold.jsonl", "~$z.txt", "x.docx", "x"]
)
def test_what_is_no_document_is_passed_over(corpus: Path, name: str) -> None:
    before = files(corpus)
    (corpus / name).parent.mkdir(exist_ok=True)
    (corpus / name).write_text("x")
    assert files(corpus) == before


def test_names_and_kinds_that_cannot_be_trusted_are_set_aside(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "geheim.txt"
    outside.write_text("geheim")
    (tmp_path / "elders").mkdir()
    (corpus / "uit.txt").symlink_to(outside)
    (corpus / "weg.txt").symlink_to(corpus / "bestaat-niet")
    (corpus / "rond.txt").symlink_to(corpus / "rond.txt")
    (corpus / "map").symlink_to(tmp_path / "elders")
    (corpus / "in.txt").symlink_to(corpus / "z.txt")
    (corpus / "inmap").symlink_to(corpus / "b")
    (corpus / "regel\neinde.txt").write_text("x")
    (corpus / "groot.txt").write_bytes(b"x" * 1001)
    os.mkfifo(corpus / "pijp.txt")
    Path(os.fsdecode(os.fsencode(corpus) + b"/latin\xe9.txt")).write_text("x")
    found, aside = files(corpus)
    assert sorted(found) == ["a.TXT", "b/m.html", "in.txt", "z.txt"]
    assert aside.pop("uit.txt") == "verwijst naar een bestand buiten de collectie"
    assert aside.pop("map/") == "verwijst naar een map buiten de collectie"
    assert aside.pop("regel\neinde.txt") == "de naam bevat een regeleinde of ander stuurteken"
    assert aside.pop("latin\\udce9.txt") == "de naam is geen geldige UTF-8"
    assert aside.pop("pijp.txt") == "is geen gewoon bestand"
    assert aside.pop("groot.txt") == "te groot: 1001 bytes, hoogstens 1000"
    assert set(aside) == {"weg.txt", "rond.txt"}


def test_a_folder_that_cannot_be_read_is_set_aside_with_all_below_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found, aside = scan([corpus], SUFFIXES, largest=1000)
    assert {document.file for document in found} == {"a.TXT", "z.txt"}
    (item,) = aside
    assert (item.file, item.reason) == ("b/", "niet te openen: de gebruiker heeft er geen rechten voor")
    assert item.covers("corpus", "b/m.html")
    assert not item.covers("corpus", "bb.txt")
    assert not item.covers("ander", "b/m.html")


def test_a_folder_that_is_missing_or_empty_is_an_error(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="bestaat niet"):
        labelled([corpus, tmp_path / "nergens"])
    with pytest.raises(CorpusError, match="is geen map"):
        labelled([corpus / "z.txt"])
    with pytest.raises(CorpusError, match="geen map"):
        labelled([])
    (tmp_path / "leeg").mkdir()
    with pytest.raises(EmptyCorpusError, match="leeg"):
        scan([corpus, tmp_path / "leeg"], SUFFIXES, largest=1000)


def test_folders_are_known_by_name_and_each_once(tmp_path: Path) -> None:
    for name in ("een/corpus", "twee/corpus", "drie"):
        (tmp_path / name).mkdir(parents=True)
    given = [
        tmp_path / "een/corpus",
        tmp_path / "twee/corpus",
        tmp_path / "drie",
        tmp_path / "twee/../een/corpus",
    ]
    assert [source.label for source in labelled(given)] == ["corpus", "corpus#2", "drie"]
    with pytest.raises(CorpusError, match="in de ander"):
        labelled([tmp_path / "een", tmp_path / "een/corpus"])


def test_the_data_directory_is_no_part_of_the_documents(
    corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = corpus / "b" / "index"
    (data / "reports").mkdir(parents=True)
    (data / "reports" / "latest.html").write_text("verslag")
    (corpus / "b" / "index-oud").mkdir()
    (corpus / "b" / "index-oud" / "opdracht.html").write_text("opdracht")
    found, aside = scan([corpus], SUFFIXES, largest=1000, data_dir=data)
    assert [item.file for item in found] == ["a.TXT", "z.txt", "b/m.html", "b/index-oud/opdracht.html"]
    assert aside == []
    assert str(data) in caplog.text
    with pytest.raises(CorpusError, match="de map van de index zelf"):
        scan([corpus], SUFFIXES, largest=1000, data_dir=corpus)


def test_documents_may_lie_in_the_data_directory(corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    found, _ = scan([corpus], SUFFIXES, largest=1000, data_dir=corpus.parent)
    assert len(found) == 3
    assert caplog.text == ""
