"""A Maildir: each mail one document, the same one wherever it is moved and however it is marked."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.record import Record
from indexer.reindex import reindex
from indexer.scan import Found, SetAside, scan
from indexer.sources.maildir import unique
from indexer.store import Store
from tests.indexer import night
from tests.indexer.sources.boxes import Box, mail


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path / "post")


def found(box: Box, largest: int = 10_000) -> tuple[list[Found], dict[str, str]]:
    documents, aside = scan([box.path], set(), largest=largest)
    return documents, {item.shown: item.reason for item in aside}


def known(box: Box) -> set[str]:
    documents, aside = found(box)
    assert aside == {}
    return {document.file for document in documents}


def parse(path: Path, file: str, id: str) -> Record:
    """The mail as it is handed to a reader: a file whose name ends in .eml."""
    assert path.suffix == ".eml"
    text = path.read_text()
    return Record(
        id=id, file=file, kind="assignment", title=text.partition("Subject: ")[2].splitlines()[0], text=text
    )


def run(box: Box, data: Path, grace_nights: int = 0) -> dict[str, object]:
    """By title, the ids that are served after a night."""
    tools = replace(night.tools(grace_nights=grace_nights), parse=parse)
    report = reindex([box.path], data, jobs=1, tools=tools)
    assert report.set_aside == []
    assert not (data / "spool").exists()
    return {str(record["title"]): record["id"] for record in night.served(data).values()}


def test_what_is_being_delivered_is_not_looked_at(box: Box) -> None:
    box.deliver(mail("nieuw", id="1@example.nl"))
    box.deliver(mail("gezien", id="2@example.nl"), "cur", "S")
    box.deliver(mail("half", id="3@example.nl"), "tmp")
    (box.path / "new" / ".lock").write_text("x")
    (box.path / ".Archief" / "cur").mkdir(parents=True)
    (box.path / ".Archief" / "cur" / "1.M1P1.postbus:2,S").write_bytes(mail("oud"))
    documents, aside = found(box)
    assert [(document.suffix, document.kind, document.place[:4]) for document in documents] == [
        (".eml", "maildir", "new/"),
        (".eml", "maildir", "cur/"),
    ]
    assert aside == {}


@pytest.mark.parametrize("id", ["abc@example.nl", None])
def test_a_move_or_a_flag_is_no_change(box: Box, tmp_path: Path, id: str | None) -> None:
    path = box.deliver(mail("Regisseur", id=id))
    before = run(box, tmp_path / "data")
    seen = path.rename(box.path / "cur" / f"{path.name}:2,")
    assert run(box, tmp_path / "data") == before
    flagged = seen.rename(box.path / "cur" / f"{path.name}:2,FRS")
    assert run(box, tmp_path / "data") == before
    with Store(tmp_path / "data" / "store.sqlite") as store:
        (row,) = store.rows()
    assert row.place == f"cur/{flagged.name}"


def test_a_copy_in_another_place_is_the_same_document_by_its_message_id(box: Box, tmp_path: Path) -> None:
    path = box.deliver(mail("Regisseur", id="abc@example.nl"))
    before = run(box, tmp_path / "data")
    path.unlink()
    box.deliver(b"Received: by elders\r\n" + mail("Regisseur", id="abc@example.nl"), "cur", "S")
    assert run(box, tmp_path / "data") == before


def test_one_without_a_message_id_is_known_by_its_unique_name(box: Box) -> None:
    one, other = box.deliver(mail("een")), box.deliver(mail("twee"))
    assert len(known(box)) == 2
    assert unique("1764.M1P2.postbus:2,FS") == "1764.M1P2.postbus" == unique("1764.M1P2.postbus")
    before = known(box)
    one.rename(box.path / "cur" / f"{one.name}:2,S")
    other.rename(box.path / "cur" / f"{other.name}:2,RS")
    assert known(box) == before


def test_a_message_id_is_read_from_the_head_alone_and_however_it_is_folded(box: Box) -> None:
    box.deliver(b"Subject: a\r\nMESSAGE-ID :\r\n <x@example.nl>\r\n\r\ntekst")
    folded = known(box)
    other = Box(box.path.parent / "ander")
    other.deliver(b"Message-ID: <x@example.nl>\nSubject: b\n\ntekst")
    assert known(other) == folded
    third = Box(box.path.parent / "derde")
    third.deliver(b"Subject: c\n\nMessage-ID: <x@example.nl>\n")
    assert known(third) != folded


def test_mails_with_one_message_id_are_all_documents(box: Box) -> None:
    first = box.deliver(mail("een", id="zelfde@example.nl"))
    alone = known(box)
    box.deliver(mail("twee", id="zelfde@example.nl"))
    both = known(box)
    assert alone < both
    assert len(both) == 2
    first.unlink()
    assert known(box) == alone  # who is left is known by it


def test_what_a_mail_is_known_by_shows_nothing_of_its_sender(box: Box) -> None:
    box.deliver(mail("een", id="iemand.persoonlijk@example.nl"))
    (file,) = known(box)
    assert "iemand" not in file
    assert file.endswith(".eml")


def test_a_mail_that_is_moved_between_finding_and_reading_is_read(box: Box, tmp_path: Path) -> None:
    from indexer.sources.opening import readable

    path = box.deliver(mail("Regisseur", id="abc@example.nl"))
    ((document,), _) = found(box)
    path.rename(box.path / "cur" / f"{path.name}:2,S")
    with readable(document, tmp_path / "spool") as copy:
        assert copy.read_bytes() == mail("Regisseur", id="abc@example.nl")
    assert not copy.exists()


def test_what_is_moved_or_deleted_while_names_are_read_is_found_or_passed_over(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved, deleted = box.deliver(mail("een", id="1@example.nl")), box.deliver(mail("twee", id="2@example.nl"))
    kept = box.deliver(mail("drie", id="3@example.nl"), "cur", "S")
    real = os.listdir
    listed: list[str] = []

    def listdir(path: Path) -> list[str]:
        names = real(path)
        listed.append(Path(path).name)
        if listed == ["new", "cur"]:
            moved.rename(box.path / "cur" / f"{moved.name}:2,S")
            deleted.unlink()
        return names

    monkeypatch.setattr(os, "listdir", listdir)
    documents, aside = found(box)
    assert [document.place for document in documents] == [f"cur/{moved.name}:2,S", f"cur/{kept.name}"]
    assert aside == {}


def test_what_cannot_be_trusted_is_set_aside_by_where_it_lies(box: Box, tmp_path: Path) -> None:
    box.deliver(mail("goed", id="1@example.nl"))
    (tmp_path / "geheim").write_bytes(mail("geheim"))
    (box.path / "new" / "1.uit").symlink_to(tmp_path / "geheim")
    os.mkfifo(box.path / "cur" / "2.pijp:2,S")
    (box.path / "cur" / "3.regel\neinde:2,S").write_bytes(mail("x"))
    Path(os.fsdecode(os.fsencode(box.path) + b"/cur/4.latin\xe9:2,S")).write_bytes(mail("x"))
    big = box.deliver(mail("groot", id="2@example.nl", body="x" * 20_000))
    documents, aside = found(box)
    assert len(documents) == 1
    assert aside == {
        "new/1.uit": "verwijst naar een bestand buiten de collectie",
        "cur/2.pijp:2,S": "is geen gewoon bestand",
        "cur/3.regel\neinde:2,S": "de naam bevat een regeleinde of ander stuurteken",
        "cur/4.latin\\udce9:2,S": "de naam is geen geldige UTF-8",
        f"new/{big.name}": "te groot: meer dan 10000 bytes",
    }


def test_a_folder_that_cannot_be_listed_hides_its_mails(
    box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(mail("nieuw", id="1@example.nl"))
    box.deliver(mail("gezien", id="2@example.nl"), "cur", "S")
    before = run(box, tmp_path / "data")
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        if Path(path).name == "cur":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    report = reindex([box.path], tmp_path / "data", jobs=1, tools=replace(night.tools(), parse=parse))
    assert report.set_aside == [("cur/", "niet te openen: de gebruiker heeft er geen rechten voor")]
    assert {str(r["title"]): r["id"] for r in night.served(tmp_path / "data").values()} == before
    assert SetAside("post", "cur/", "x", all=True).covers("post", "wat-dan-ook.eml")
