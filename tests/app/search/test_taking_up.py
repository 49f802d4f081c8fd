"""Which generation a server answers from when the newest one is damaged, or made by another version of the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.search import answering
from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.index.generations import Generations, read_sentinel, write_sentinel
from indexer.record import Record
from tests.app.search.builders import TODAY, publish, record


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three generations, of one, two and three records."""
    for count in (1, 2, 3):
        publish(tmp_path, some(count))
    return tmp_path


def some(count: int) -> list[Record]:
    return [record(f"{number}") for number in range(count)]


def start(data: Path) -> Engine:
    return Engine(data, today=lambda: TODAY)


def total(engine: Engine) -> int:
    return int(engine.search(SearchRequest())["total"])


def of_schema(generation: Path, schema: str) -> None:
    write_sentinel(generation, replace(read_sentinel(generation), schema_version=schema))


@pytest.mark.parametrize("file", ["vocabulary.json", "records.ndjson", "index/meta.json"])
def test_a_server_starts_with_the_newest_generation_that_opens(
    data: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    one, two, three = Generations(data).complete()
    (three / file).unlink()
    (two / file).write_text("{}")
    engine = start(data)
    assert (engine.generation, engine.record_count) == (one.name, 1)
    assert f"generation {three.name} cannot be opened" in caplog.text
    assert f"{one.name} answers instead" in caplog.text
    engine.close()


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"000009-is-er-niet"])
def test_a_pointer_that_leads_nowhere_keeps_no_server_from_starting(data: Path, pointer: bytes) -> None:
    (data / "current").write_bytes(pointer)
    engine = start(data)
    assert engine.record_count == 3
    publish(data, some(4))
    assert engine.refresh()
    assert engine.record_count == 4
    (data / "current").write_bytes(pointer)
    assert not engine.refresh()
    assert engine.record_count == 4
    engine.close()


def test_one_that_serves_goes_on_and_says_why(data: Path) -> None:
    engine = start(data)
    publish(data, some(4))
    (Generations(data).complete()[-1] / "vocabulary.json").write_text("{}")
    with pytest.raises(KeyError):
        engine.refresh()
    assert engine.record_count == 3
    engine.close()


def test_without_any_that_opens_the_reason_is_told(data: Path) -> None:
    for generation in Generations(data).complete():
        of_schema(generation, "1")
    with pytest.raises(ValueError, match="is of schema 1, this program reads"):
        start(data)


def test_an_upgrade_of_the_schema_has_no_moment_without_an_answer(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old server goes on, the new program builds beside it, the server is started anew, and the way back is open."""
    old = start(data)
    before = total(old)
    publish(data, some(4))
    newest = Generations(data).complete()[-1]
    of_schema(newest, "next+x")
    with pytest.raises(ValueError, match=r"of schema next\+x"):
        old.refresh()
    assert total(old) == before > 0

    with monkeypatch.context() as newer:
        newer.setattr(answering, "SCHEMA_VERSION", "next")
        new = start(data)
        assert new.generation == newest.name
        new.close()

    again = start(data)
    assert total(again) == before, "the old program, started anew, answers from the newest that it can read"
    for engine in (old, again):
        engine.close()
