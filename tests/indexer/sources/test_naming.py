"""How a source is named, and what it is taken for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.settings import Settings
from indexer.scan import CorpusError, EmptyCorpusError, labelled, scan
from tests.indexer.sources.boxes import Box, mail


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "teksten").mkdir()
    (tmp_path / "teksten" / "a.txt").write_text("a")
    Box(tmp_path / "post").deliver(mail("een"))
    (tmp_path / "feed.jsonl").write_text('{"id": 1, "text": "een"}\n')
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "b.ndjson").write_text('{"id": 1, "text": "een"}\n')
    return tmp_path


def kinds(*given: Path | str) -> list[tuple[str, str]]:
    return [(source.label, source.kind) for source in labelled([Path(one) for one in given])]


def test_the_kind_is_recognised(home: Path) -> None:
    told = kinds(home / "teksten", home / "post", home / "feed.jsonl", f"jsonl={home / 'feeds'}")
    assert told == [("teksten", "folder"), ("post", "maildir"), ("feed.jsonl", "feed"), ("feeds", "feed")]


def test_a_prefix_says_otherwise(home: Path) -> None:
    (home / "feed.jsonl").rename(home / "uitvoer")
    told = [("uitvoer", "feed"), ("post", "folder")]
    assert kinds(f"jsonl={home / 'uitvoer'}", f"map={home / 'post'}") == told
    assert kinds(f"maildir={home / 'post'}") == [("post", "maildir")]


def test_a_maildir_without_its_folders_is_refused(home: Path) -> None:
    (home / "post" / "tmp").rmdir()
    with pytest.raises(CorpusError, match="geen Maildir"):
        kinds(f"maildir={home / 'post'}")
    assert kinds(home / "post") == [("post", "folder")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("nergens", "de map .*nergens bestaat niet"),
        ("nergens.jsonl", "het bestand .*nergens.jsonl bestaat niet"),
        ("jsonl=nergens", "het bestand nergens bestaat niet"),
        ("maildir=nergens", "de map nergens bestaat niet"),
        ("jsonl=", "de map jsonl= bestaat niet"),
    ],
)
def test_what_is_missing_is_named(home: Path, given: str, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        labelled([Path(given)])


def test_a_feed_that_is_a_pipe_is_refused(home: Path) -> None:
    os.mkfifo(home / "pijp.jsonl")
    with pytest.raises(CorpusError, match="geen gewoon bestand"):
        labelled([home / "pijp.jsonl"])


def test_a_feed_may_lie_in_a_folder_of_files_and_a_maildir_may_not(home: Path) -> None:
    (home / "teksten" / "x.jsonl").write_text('{"id": 1, "text": "een"}\n')
    assert kinds(home / "teksten", home / "teksten" / "x.jsonl") == [
        ("teksten", "folder"),
        ("x.jsonl", "feed"),
    ]
    Box(home / "teksten" / "post").deliver(mail("een"))
    with pytest.raises(CorpusError, match="de een in de ander"):
        kinds(home / "teksten", home / "teksten" / "post")


def test_an_empty_feed_is_an_error_and_an_empty_maildir_is_not(home: Path) -> None:
    (home / "leeg.jsonl").write_text("\n")
    with pytest.raises(EmptyCorpusError, match=r"in het bestand .*leeg\.jsonl is geen enkel"):
        scan([home / "leeg.jsonl"], {".txt"}, largest=1000)
    Box(home / "nieuw")
    assert scan([home / "nieuw"], {".txt"}, largest=1000) == ([], [])


def test_a_folder_of_feeds_without_its_prefix_is_told_what_to_write(home: Path) -> None:
    with pytest.raises(EmptyCorpusError, match=r"jsonl=.*feeds"):
        scan([home / "feeds"], {".txt"}, largest=1000)


def test_several_in_one_environment_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [str(home / "teksten"), f"jsonl={home / 'feeds'}", str(home / "post")]
    monkeypatch.setenv("OPDRACHTEN_CORPUS", os.pathsep.join(given))
    assert [source.kind for source in labelled(Settings().corpus)] == ["folder", "feed", "maildir"]
