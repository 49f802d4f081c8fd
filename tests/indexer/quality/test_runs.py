"""Nights at the gate: what stops, what it leaves behind, how the next one goes on."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import orjson
import pytest

from indexer.index.generations import Generations
from indexer.quality import nights
from indexer.quality.held import HELD
from indexer.quality.judging import QUALITY, read_quality
from indexer.quality.nights import Nights
from indexer.reindex import reindex
from indexer.report import GateStopped
from indexer.scan import CorpusError, EmptyCorpusError
from indexer.store import Store
from tests.indexer.night import served, tools
from tests.indexer.quality.lab import put, run

TEN = [f"{number}.txt" for number in range(10)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in TEN:
        put(folder, name)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def stored(data: Path) -> list[tuple[object, ...]]:
    """All that the store holds of documents and of what was told of them."""
    with Store(data / "store.sqlite") as store:
        queries = ("SELECT * FROM documents ORDER BY id", "SELECT * FROM exchange_events ORDER BY sequence")
        return [row for query in queries for row in store.database.execute(query)]


def test_half_the_documents_gone_stops_and_when_they_are_back_all_is_well(corpus: Path, data: Path) -> None:
    first = run(corpus, data)
    assert first.judgement is not None and first.judgement.verdict == "first"
    before, there = stored(data), served(data)
    away = {path: path.read_bytes() for path in map(corpus.joinpath, TEN[:5])}
    for path in away:
        path.unlink()
    for day in (1, 2):  # judged again, against the same
        with pytest.raises(GateStopped) as stop:
            run(corpus, data, day)
        judgement = stop.value.report.judgement
        assert judgement is not None
        assert [(b.what, b.before, b.after, b.bound) for b in judgement.breaches] == [
            ("records", 10, 5, 7),
            ("assignments", 10, 5, 7),
        ]
        assert served(data) == there
        assert stored(data) == before
        assert [p.name for p in (data / "generations").iterdir()] == [first.generation]
    for path, content in away.items():
        path.write_bytes(content)
    third = run(corpus, data, 3)
    assert (third.outcome, third.parsed, third.reused, third.added) == ("unchanged", 0, 10, 0)
    assert [report["outcome"] for report in Nights(data).read()] == [
        "switched",
        "stopped",
        "stopped",
        "unchanged",
    ]


def test_what_a_stopped_night_read_is_not_read_again(corpus: Path, data: Path) -> None:
    run(corpus, data)
    there = served(data)
    for name in TEN:
        put(corpus, name, rate={})
    with pytest.raises(GateStopped) as stop:
        run(corpus, data, 1)
    report = stop.value.report
    assert report.parsed == 10
    assert [b.what for b in report.judgement.breaches] == ["stated:rate"]  # type: ignore[union-attr]
    assert served(data) == there
    with pytest.raises(GateStopped) as stop:
        run(corpus, data, 2)
    assert (stop.value.report.parsed, stop.value.report.reused) == (0, 10)
    forced = run(corpus, data, 3, force=True)
    assert (forced.outcome, forced.parsed, forced.judgement.verdict) == ("switched", 0, "overruled")  # type: ignore[union-attr]
    assert {record["rate"]["max"] for record in served(data).values()} == {None}  # type: ignore[index]
    assert not (data / HELD).exists()
    put(corpus, "11.txt")
    assert run(corpus, data, 4).judgement.verdict == "passed"  # type: ignore[union-attr]


def test_what_is_held_is_of_these_bytes_and_this_parser(corpus: Path, data: Path) -> None:
    run(corpus, data)
    for name in TEN:
        put(corpus, name, rate={})
    with pytest.raises(GateStopped):
        run(corpus, data, 1)
    put(corpus, "0.txt", rate={}, title="Anders")
    with pytest.raises(GateStopped) as stop:
        run(corpus, data, 2)
    assert (stop.value.report.parsed, stop.value.report.reused) == (1, 9)
    with pytest.raises(GateStopped) as stop:
        run(corpus, data, 3, parser="p2")
    assert (stop.value.report.parsed, stop.value.report.reused) == (10, 0)


def test_what_is_held_and_damaged_is_thrown_away(
    corpus: Path, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run(corpus, data)
    (data / HELD).write_bytes(b"SQLite format 3\x00" + os.urandom(4096))
    put(corpus, "0.txt", title="Anders")
    with caplog.at_level(logging.WARNING):
        report = run(corpus, data, 1)
    assert (report.outcome, report.parsed, report.set_aside) == ("switched", 1, [])
    assert "niet meer te gebruiken" in caplog.text
    assert not (data / HELD).exists()


def test_what_a_mailbox_and_a_feed_hold_counts_by_the_kind_as_which_it_is_read(tmp_path: Path) -> None:
    """Neither a mail's file nor a line's place ends in what it is read as."""
    mailbox, feed, data = tmp_path / "mails", tmp_path / "feed.jsonl", tmp_path / "data"
    for folder in ("cur", "new", "tmp"):
        (mailbox / folder).mkdir(parents=True)

    def fill(words: str) -> None:
        for name in TEN:
            (mailbox / "cur" / f"{name.removesuffix('.txt')}.M1.host:2,S").write_text(f"{words} mail {name}")
        lines = [orjson.dumps({"id": name, "text": f"{words} regel {name}"}) for name in TEN]
        feed.write_bytes(b"\n".join(lines))

    using = tools()
    fill("Opdracht")
    reindex([mailbox, feed], data, jobs=1, tools=using)
    fill("UNREADABLE")
    with pytest.raises(GateStopped) as stopped:
        reindex([mailbox, feed], data, jobs=1, tools=using)
    judgement = stopped.value.report.judgement
    assert judgement is not None
    assert {breach.what for breach in judgement.breaches} == {"setAside", "files:.eml", "files:.txt"}


def test_a_reader_that_fails_on_all_is_stopped_though_no_record_goes(corpus: Path, data: Path) -> None:
    run(corpus, data)
    before, whole = stored(data), {name: (corpus / name).read_bytes() for name in TEN}
    for name in TEN[:6]:
        (corpus / name).write_text("UNREADABLE")
    with pytest.raises(GateStopped) as stop:
        run(corpus, data, 1)
    report = stop.value.report
    assert [b.what for b in report.judgement.breaches] == ["setAside", "files:.txt"]  # type: ignore[union-attr]
    assert (report.records, report.judgement.after.stale) == (10, 6)  # type: ignore[union-attr]
    assert stored(data) == before  # the failure is not settled: it is tried again
    for name in TEN[:6]:
        (corpus / name).write_bytes(whole[name])
    assert run(corpus, data, 2).outcome == "unchanged"


def test_a_generation_without_measures_is_built_anew(corpus: Path, data: Path) -> None:
    run(corpus, data)
    current = Generations(data).current()
    assert current is not None
    (current / QUALITY).write_text('{"measures": {}}')
    report = run(corpus, data, 1)
    assert (report.outcome, report.parsed, report.judgement.verdict) == ("switched", 0, "first")  # type: ignore[union-attr]
    assert read_quality(Generations(data).current()) is not None
    assert run(corpus, data, 2).outcome == "unchanged"


def test_a_failed_run_leaves_its_report_and_names_the_cause(corpus: Path, data: Path) -> None:
    run(corpus, data)
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(EmptyCorpusError):
        run(corpus, data, 1)
    last = Nights(data).read()[-1]
    assert (last["outcome"], last["quality"]) == ("failed", None)
    assert "geen enkel leesbaar document" in last["error"]
    page = (data / "reports" / "latest.html").read_text(encoding="utf-8")
    assert "Mislukt: de oude index blijft" in page and "geen enkel leesbaar document" in page


def test_a_corpus_that_is_not_there_is_told_in_a_report_too(corpus: Path, data: Path) -> None:
    run(corpus, data)
    corpus.rename(corpus.with_name("elders"))
    with pytest.raises(CorpusError):
        run(corpus, data, 1)
    assert "bestaat niet" in Nights(data).read()[-1]["error"]


def test_any_name_of_a_file_can_be_told(corpus: Path, data: Path) -> None:
    (corpus / os.fsdecode(b"kapot\xff\n.txt")).write_text("UNREADABLE")
    report = run(corpus, data)
    assert report.outcome == "switched" and len(report.set_aside) == 1
    (told,) = Nights(data).read()
    assert told["setAsideTotal"] == 1
    assert "kapot" in (data / "reports" / "latest.html").read_text(encoding="utf-8")


def test_a_run_that_was_killed_is_told_by_the_next(corpus: Path, data: Path) -> None:
    run(corpus, data)
    (data / "reports" / ".running.json").write_bytes(orjson.dumps({"started": "2026-11-02T02:00:00Z"}))
    run(corpus, data, 2)
    told = [(report["started"][8:10], report["outcome"]) for report in Nights(data).read()]
    assert told == [("01", "switched"), ("02", "killed"), ("03", "unchanged")]
    assert not (data / "reports" / ".running.json").exists()


def test_a_report_that_cannot_be_kept_breaks_no_run(
    corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(nights, "write_atomically", full)
        assert run(corpus, data).outcome == "switched"
    assert "het verslag van deze nacht kon niet worden bewaard" in caplog.text
    assert Nights(data).read() == []
    assert run(corpus, data, 1).outcome == "unchanged"
    (data / "reports" / nights.LATEST).unlink()
    (data / "reports" / nights.LATEST).mkdir()  # in the way of the page
    put(corpus, "11.txt")
    assert run(corpus, data, 2).outcome == "switched"
    assert len(Nights(data).read()) == 2
