"""How snapshot, stream and the job feed are sent: packed as asked for, bounded in memory, and not twice."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api.exchange import STREAM
from app.api.negotiation import coding
from app.api.problems import Problem
from app.api.streaming import PIECE_BYTES, compressed
from app.main import create_app
from app.search.engine import Engine
from app.search.exchange import Exchange
from indexer.zstandard import zstd
from tests.app.api.conftest import settings
from tests.app.api.test_errors import problem
from tests.app.search.builders import TODAY, publish, record


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("zstd;q=0, gzip;q=0.1", "gzip"),
        ("zstd;q=0, gzip;q=0", "identity"),
        ("*", "zstd"),
        ("zstd;q=0, *;q=0.5", "gzip"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("br", "identity"),
        ("gzip;q=x", "identity"),
    ],
)
def test_the_coding_is_what_the_client_values_most(header: str | None, expected: str) -> None:
    assert coding(header, ("zstd", "gzip")) == expected


UNPACK = {"zstd": zstd.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.mark.parametrize(
    "path", ["/v1/snapshot?kind=article&kind=assignment", f"{STREAM}?since=0", "/v1/jobs.xml"]
)
@pytest.mark.parametrize("name", UNPACK)
def test_packed_it_is_the_same(client: TestClient, path: str, name: str) -> None:
    raw = _raw(client, path, name)
    assert raw.headers.get("content-encoding", "identity") == name
    assert raw.headers["vary"] == "Accept, Accept-Encoding"
    plain = _raw(client, path, "identity").content
    assert UNPACK[name](raw.content) == plain
    assert len(plain) > 3_000
    assert name == "identity" or len(raw.content) < len(plain) / 3


class _Raw:
    def __init__(self, headers: Any, content: bytes) -> None:
        self.headers, self.content = headers, content


def _raw(client: TestClient, path: str, accepted: str) -> _Raw:
    request = client.build_request("GET", path, headers={"Accept-Encoding": accepted})
    response = client.send(request, stream=True)
    raw = _Raw(response.headers, b"".join(response.iter_raw()))
    response.close()
    return raw


@pytest.mark.parametrize("path", ["/v1/snapshot", f"{STREAM}?since=0", "/v1/jobs.xml"])
def test_what_the_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == again.headers["cache-control"] == "no-cache"
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "link", "sequence-number", "record-count"):
        assert head.headers.get(name) == first.headers.get(name)


def test_a_head_is_answered_without_making_the_body(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def lines_made(exchange: Exchange, kinds: object) -> Iterator[bytes]:
        made.append(b"{}\n")
        yield made[-1]

    monkeypatch.setattr(Exchange, "lines", lines_made)
    assert client.head("/v1/snapshot").status_code == 200
    assert made == []
    assert client.get("/v1/snapshot").text == "{}\n"
    assert made == [b"{}\n"]


def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path) -> None:
    """What is held at most while a snapshot is sent, apart from the files that are mapped."""
    peaks = []
    for count in (1_000, 5_000):
        records = [record(f"r{number:06}", title="Regisseur", text="woord " * 40) for number in range(count)]
        publish(tmp_path / str(count), records)
        engine = Engine(tmp_path / str(count), today=lambda: TODAY)
        tracemalloc.start()
        size = sum(map(len, compressed(engine.exchange().lines(("assignment",)), "zstd")))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        engine.close()
        assert size > count
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 4 * 1024 * 1024


def test_what_breaks_halfway_cuts_the_answer_and_nothing_else(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Panic(BaseException):
        pass

    def broken(exchange: Exchange, kinds: object) -> Iterator[bytes]:
        yield b"x" * PIECE_BYTES
        raise Panic

    monkeypatch.setattr(Exchange, "lines", broken)
    with caplog.at_level("ERROR"):
        client.get("/v1/snapshot")
    (logged,) = [line for line in caplog.records if line.name == "app.access"]
    assert logged.exc_info and isinstance(logged.exc_info[1], RuntimeError)
    assert client.get("/healthz").status_code == 200


def test_no_more_are_on_their_way_than_memory_has_room_for(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings(data_dir, most_streams=1))
    refused: list[int] = []

    def lines_made(exchange: Exchange, kinds: object) -> Iterator[bytes]:
        with pytest.raises(Problem) as raised:  # another would now be one too many
            app.state.streams.admit()
        refused.append(raised.value.type.status)
        yield b"{}\n"

    monkeypatch.setattr(Exchange, "lines", lines_made)
    with TestClient(app) as client:
        for _ in range(3):  # each makes room again when it ends
            assert client.get("/v1/snapshot").text == "{}\n"
        assert refused == [503, 503, 503]
        with app.state.streams.one():
            answer = client.get("/v1/jobs.xml")
            problem(answer, 503, "too-slow")
            assert int(answer.headers["retry-after"]) > 0
            assert client.get("/v1/assignments").status_code == 200
        assert client.get("/v1/jobs.xml").status_code == 200


def test_browsers_may_read_the_numbers(client: TestClient) -> None:
    exposed = client.get("/v1/snapshot").headers["access-control-expose-headers"]
    assert {"Sequence-Number", "Record-Count"} <= set(exposed.split(", "))
