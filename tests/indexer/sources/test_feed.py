"""A feed of JSON lines: each line one document; a broken one is told by its number and stops no other."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.record import Record
from indexer.reindex import Report, reindex
from indexer.scan import Found, scan
from indexer.sources import feed
from indexer.store import Store
from tests.indexer import night


def write(path: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    told = [line if isinstance(line, str | bytes) else json.dumps(line) for line in lines]
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in told) + b"\n")
    return path


def found(path: Path | str, largest: int = 10_000_000) -> tuple[dict[str, Found], dict[str, str]]:
    documents, aside = scan([Path(path)], set(), largest=largest)
    return {document.file: document for document in documents}, {item.shown: item.reason for item in aside}


def parse(path: Path, file: str, id: str) -> Record:
    text = path.read_text(encoding="utf-8-sig")
    return Record(
        id=id, file=file, kind="assignment", title=f"{path.suffix} {text.splitlines()[0]}", text=text
    )


def run(*corpora: Path | str, data: Path, grace_nights: int = 0) -> Report:
    tools = replace(night.tools(grace_nights=grace_nights), parse=parse)
    return reindex([Path(corpus) for corpus in corpora], data, jobs=1, tools=tools)


def test_every_line_is_a_document_with_its_address(tmp_path: Path) -> None:
    path = write(
        tmp_path / "feed.jsonl",
        {"id": "a-1", "text": "Regisseur\nAlmelo", "url": "https://example.nl/1", "bron": "x", "title": None},
        {"id": 2, "html": "<p>Consulent</p>", "text": "niet dit"},
        "",
        {"id": "3", "text": "Uren: 24", "title": "Jongerenwerker"},
    )
    report = run(path, data=tmp_path / "data")
    assert (report.seen, report.parsed, report.set_aside) == (3, 3, [])
    served = night.served(tmp_path / "data")
    assert {file: (record["title"], record["sourceUrl"]) for file, record in served.items()} == {
        "a-1": (".txt Regisseur", "https://example.nl/1"),
        "2": (".html <p>Consulent</p>", None),
        "3": (".txt Jongerenwerker", None),
    }
    assert not (tmp_path / "data" / "spool").exists()
    with Store(tmp_path / "data" / "store.sqlite") as store:
        told = store.database.execute(
            "SELECT file, kind, place, url, corpus FROM documents ORDER BY file"
        ).fetchall()
    assert told == [
        ("2", "feed", "feed.jsonl, regel 2", None, "feed.jsonl"),
        ("3", "feed", "feed.jsonl, regel 4", None, "feed.jsonl"),
        ("a-1", "feed", "feed.jsonl, regel 1", "https://example.nl/1", "feed.jsonl"),
    ]


def test_only_what_changed_is_parsed_whatever_line_it_moved_to(tmp_path: Path) -> None:
    data = tmp_path / "data"
    path = write(
        tmp_path / "f.jsonl", {"id": 1, "text": "een"}, {"id": 2, "text": "twee"}, {"id": 3, "text": "drie"}
    )
    run(path, data=data)
    ids = {file: record["id"] for file, record in night.served(data).items()}
    write(
        path,
        {"id": 3, "text": "drie", "seenAt": "2026-01-01"},
        {"id": 2, "html": "twee"},
        {"id": 1, "text": "een"},
    )
    report = run(path, data=data)
    assert (report.parsed, report.changed, report.reused, report.added) == (1, 1, 2, 0)
    assert {file: record["id"] for file, record in night.served(data).items()} == ids
    write(
        path,
        {"id": 1, "text": "een", "url": "https://example.nl/x"},
        {"id": 2, "html": "twee"},
        {"id": 3, "text": "drie"},
    )
    assert run(path, data=data).parsed == 1
    assert night.served(data)["1"]["sourceUrl"] == "https://example.nl/x"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{kapot", "geen geldige JSON ("),
        ('{"id": 9, "text": "half', "geen geldige JSON ("),
        ("[1, 2]", "geen JSON-object"),
        ({"text": "x"}, "id ontbreekt"),
        ({"id": True, "text": "x"}, "id ontbreekt"),
        ({"id": "", "text": "x"}, "id is leeg"),
        ({"id": "x" * 201, "text": "x"}, "id is leeg, langer dan 200 tekens"),
        ({"id": "a\nb", "text": "x"}, "id is leeg, langer dan 200 tekens, of bevat een stuurteken"),
        ({"id": 9}, "text en html zijn leeg of ontbreken"),
        ({"id": 9, "text": " \n"}, "text en html zijn leeg of ontbreken"),
        ({"id": 9, "text": 12}, "text is geen tekst"),
        ({"id": 9, "text": "x", "url": "javascript:alert(1)"}, "url is geen adres"),
        ({"id": 9, "text": "x", "url": "https://[::1"}, "url is geen adres"),
        ({"id": 9, "text": "x", "seenAt": "gisteren"}, "seenAt is geen datum"),
        (b'{"id": 9, "text": "\xe9"}', "geen geldige JSON ("),
        ('{"id": 9, "text": "\\ud800"}', "geen geldige JSON ("),
        ('{"id": 9, "text": ' + "[" * 100_000, "geen geldige JSON ("),
        ('{"id": 9, "text": ' + "[" * 100_000 + "]" * 100_000 + "}", "geen geldige JSON ("),
        ('{"id": 9, "text": "' + "x" * 5_000_000 + '"}', "de regel is langer dan 4194304 bytes"),
    ],
)
def test_a_broken_line_is_set_aside_by_its_number(
    tmp_path: Path, line: dict[str, Any] | str | bytes, reason: str
) -> None:
    path = write(tmp_path / "feed.ndjson", {"id": 1, "text": "een"}, line, {"id": 3, "text": "drie"})
    documents, aside = found(path)
    assert set(documents) == {"1", "3"}
    ((place, told),) = aside.items()
    assert place == "feed.ndjson, regel 2"
    assert told.startswith(reason)


def test_a_line_beyond_the_bound_on_files_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "f.jsonl", {"id": 1, "text": "x" * 300}, {"id": 2, "text": "kort"})
    documents, aside = found(path, largest=200)
    assert set(documents) == {"2"}
    assert aside == {"f.jsonl, regel 1": "de regel is langer dan 200 bytes"}


def test_a_document_whose_line_broke_keeps_its_record(tmp_path: Path) -> None:
    data = tmp_path / "data"
    path = write(tmp_path / "f.jsonl", {"id": 1, "text": "een"}, {"id": "t-2", "text": "twee"})
    run(path, data=data)
    write(path, {"id": 1, "text": "een"}, '{"id": "t-2", "text": "afgebro')
    report = run(path, data=data)
    ((place, reason),) = report.set_aside
    assert (place, reason[:18]) == ("f.jsonl, regel 2", "geen geldige JSON ")
    assert report.removed == 0
    assert night.served(data)["t-2"]["title"] == ".txt twee"
    with Store(data / "store.sqlite") as store:
        assert [row.file for row in store.rows() if row.stale] == ["t-2"]


def test_of_lines_with_one_id_the_last_counts_and_that_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    write(
        folder / "2026-11-24.jsonl",
        {"id": 1, "text": "oud"},
        {"id": 1, "text": "ouder"},
        {"id": 2, "text": "twee"},
    )
    write(
        folder / "2026-11-25.jsonl",
        {"id": 1, "text": "nieuw"},
        {"id": 3, "text": "x"},
        {"id": 3, "text": "y"},
    )
    documents, aside = found(f"jsonl={folder}")
    assert {file: document.place for file, document in documents.items()} == {
        "1": "2026-11-25.jsonl, regel 1",
        "2": "2026-11-24.jsonl, regel 3",
        "3": "2026-11-25.jsonl, regel 3",
    }
    assert aside == {
        "2026-11-24.jsonl": "2 regels hebben een id die later opnieuw voorkomt (1, 2); telkens telt de laatste regel",
        "2026-11-25.jsonl": "de id van regel 2 komt later opnieuw voor; de laatste regel telt",
    }


def test_a_feed_whose_files_are_renamed_keeps_its_documents(tmp_path: Path) -> None:
    folder, data = tmp_path / "feeds", tmp_path / "data"
    folder.mkdir()
    path = write(folder / "ma.jsonl", {"id": 1, "text": "een"}, {"id": 2, "text": "twee"})
    run(f"jsonl={folder}", data=data)
    path.rename(folder / "di.ndjson")
    report = run(f"jsonl={folder}", data=data)
    assert (report.parsed, report.renamed, report.reused) == (0, 0, 2)


def test_a_mark_at_the_start_and_windows_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_bytes(
        b'\xef\xbb\xbf{"id": 1, "text": "een"}\r\n \r\n{"id": 2, "text": "twee"}'
    )
    documents, aside = found(tmp_path / "f.jsonl")
    assert (set(documents), aside) == ({"1", "2"}, {})
    assert feed.entry_at(tmp_path / "f.jsonl", documents["2"].span or (0, 0)).body.endswith(b"twee")


def test_a_title_is_put_above_what_does_not_hold_it() -> None:
    def body(**said: str) -> str:
        return feed.parse(json.dumps({"id": 1, **said}).encode()).body.decode("utf-8-sig")

    assert body(title="Regisseur", text="Uren: 24") == "Regisseur\n\nUren: 24"
    assert body(title="Regisseur", text="Wij zoeken een Regisseur") == "Wij zoeken een Regisseur"
    assert body(title="Zorg & <jeugd>", html="<p>x</p>") == "<h1>Zorg &amp; &lt;jeugd&gt;</h1>\n<p>x</p>"
    whole = "<!doctype html><html><body>x</body></html>"
    assert body(title="Regisseur", html=whole) == whole


def test_a_file_of_the_folder_that_cannot_be_trusted_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    write(folder / "goed.jsonl", {"id": 1, "text": "een"})
    write(folder / "gold.jsonl", {"id": 2, "text": "geen deel van de feed"})
    write(tmp_path / "geheim.jsonl", {"id": 3, "text": "geheim"})
    (folder / "uit.jsonl").symlink_to(tmp_path / "geheim.jsonl")
    os.mkfifo(folder / "pijp.jsonl")
    documents, aside = found(f"jsonl={folder}")
    assert set(documents) == {"1"}
    assert aside == {
        "pijp.jsonl": "is geen gewoon bestand",
        "uit.jsonl": "verwijst naar een bestand buiten de collectie",
    }


def test_a_feed_that_is_replaced_while_it_is_read_is_told_and_read_next_time(tmp_path: Path) -> None:
    data = tmp_path / "data"
    path = write(tmp_path / "f.jsonl", {"id": 1, "text": "een"}, {"id": 2, "text": "twee"})

    from indexer.sources.opening import Altered, readable

    documents, _ = found(path)
    write(path, {"id": 0, "text": "nul"}, {"id": 1, "text": "een"})
    with pytest.raises(Altered), readable(documents["2"], tmp_path / "spool"):
        pass
    assert run(path, data=data).set_aside == []


def test_when_a_document_was_first_seen_is_what_the_feed_tells_and_never_later_than_now(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    path = write(
        tmp_path / "f.jsonl",
        {"id": 1, "text": "een", "seenAt": "2026-01-02T03:04:05+01:00"},
        {"id": 2, "text": "twee", "seenAt": "2999-01-01"},
        {"id": 3, "text": "drie", "seenAt": "2026-02-03"},
    )
    run(path, data=data)
    with Store(data / "store.sqlite") as store:
        rows = store.database.execute(
            "SELECT file, first_seen, last_seen FROM documents JOIN seen USING (id) ORDER BY file"
        ).fetchall()
    assert [first for _, first, _ in rows] == ["2026-01-02T02:04:05Z", rows[1][2], "2026-02-03T00:00:00Z"]


def test_the_real_reader_reads_pages_and_texts_of_a_feed(tmp_path: Path) -> None:
    from indexer.reindex import real_tools

    page = '<meta charset="windows-1252"><p>Locatie: Almelo</p><p>Uren per week: 24</p><p>Tarief: max. € 95 per uur</p>'
    path = write(
        tmp_path / "f.jsonl",
        {"id": "p", "title": "Regisseur jeugd", "html": page, "url": "https://example.nl/p"},
        {"id": "t", "text": "Wmo-consulent\n\nLocatie: Ede\nUren per week: 32\n"},
    )
    tools = real_tools()
    report = reindex([path], tmp_path / "data", jobs=1, tools=tools)
    assert report.set_aside == []
    with Store(tmp_path / "data" / "store.sqlite") as store:
        records = {record["file"]: record for record in store.records()}
    assert records["p"]["title"] == "Regisseur jeugd"
    assert records["p"]["rate"]["max"] == 95
    assert records["p"]["sourceUrl"] == "https://example.nl/p"
    assert records["t"]["places"][0]["gemeente"] == "Ede"
