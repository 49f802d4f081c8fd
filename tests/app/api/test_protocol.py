"""What the server bounds before there is a request, over a socket of our own: no client library sends such things."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.api.problems import MEDIA_TYPE
from app.api.protocol import LONGEST_HEAD, MOST_HEADERS
from app.api.schemas import Problem
from tests.app.api.serving import Served, figures, served

PATIENCE = 1.0
BLANK = b"\r\n\r\n"


@pytest.fixture(scope="module")
def server(data_dir: Path) -> Iterator[Served]:
    with served(data_dir, client_seconds=PATIENCE) as running:
        yield running


def exchange(server: Served, *parts: bytes, pause: float = 0.0) -> bytes:
    """Send the parts with pauses between them; all that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as sock:
        try:
            for part in parts:
                sock.sendall(part)
                time.sleep(pause)
        except OSError:
            pass  # it had heard enough, and its answer stands ready
        answer = b""
        while True:
            try:
                more = sock.recv(65_536)
            except ConnectionResetError:
                return answer
            if not more:
                return answer
            answer += more


def problem(answer: bytes, status: int, slug: str) -> dict[str, Any]:
    head, _, body = answer.partition(BLANK)
    lines = head.decode("latin-1").lower().split("\r\n")
    assert lines[0].split()[1] == str(status), answer[:300]
    assert f"content-type: {MEDIA_TYPE}" in lines
    assert "cache-control: no-store" in lines
    assert "connection: close" in lines
    assert any(line.startswith("api-version: ") for line in lines)
    assert not any(line.startswith("server:") for line in lines)
    told: dict[str, Any] = json.loads(body)
    Problem.model_validate(told, extra="forbid")
    assert (told["status"], told["type"]) == (status, f"/docs#{slug}")
    return told


@pytest.mark.parametrize(
    ("request_line", "status", "slug"),
    [
        (b"GET /v1/assignments?q=" + b"a" * 20_000 + b" HTTP/1.1", 414, "uri-too-long"),
        (b"GET /v1/assignments?q=" + b"a" * 2 * LONGEST_HEAD + b" HTTP/1.1", 414, "uri-too-long"),
        (b"GET /" + b"a" * 2_000_000 + b" HTTP/1.1", 414, "uri-too-long"),
        (b"HALLO", 400, "invalid-request"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "invalid-request"),
        (b"GET /v1/assignments HTTP/9.9", 400, "invalid-request"),
    ],
    ids=["above ours", "above the server's", "two megabytes", "no request", "a TLS handshake", "HTTP/9.9"],
)
def test_request_lines(server: Served, request_line: bytes, status: int, slug: str) -> None:
    answer = exchange(server, request_line + b"\r\nHost: x\r\nConnection: close" + BLANK)
    problem(answer, status, slug)


@pytest.mark.parametrize(
    ("version", "hosts", "status"),
    [
        (b"1.1", (), 400),
        (b"1.0", (), 200),
        (b"1.1", (b"x",), 200),
        (b"1.1", (b"x", b"y"), 400),
        (b"1.1", (b"",), 400),
        (b"1.1", (b"a b c",), 400),
        (b"1.0", (b"a b c",), 400),
    ],
)
def test_a_request_names_one_host(
    server: Served, version: bytes, hosts: tuple[bytes, ...], status: int
) -> None:
    """As RFC 9112 section 3.2 has it."""
    named = b"".join(b"\r\nHost: " + host for host in hosts)
    answer = exchange(server, b"GET /healthz HTTP/" + version + named + b"\r\nConnection: close" + BLANK)
    if status == 200:
        assert answer.split()[1] == b"200"
    else:
        assert "Host" in problem(answer, status, "invalid-request")["detail"]


def test_a_request_may_have_many_headers_but_not_endlessly_many(server: Served) -> None:
    def ask(count: int) -> bytes:
        more = b"".join(b"\r\nX-%d: 1" % number for number in range(count - 2))
        return exchange(server, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close" + more + BLANK)

    assert ask(MOST_HEADERS).startswith(b"HTTP/1.1 200 ")
    assert str(MOST_HEADERS) in problem(ask(MOST_HEADERS + 1), 431, "head-too-large")["detail"]


@pytest.mark.parametrize("ended", [True, False])
def test_headers_may_not_be_endlessly_long(server: Served, ended: bool) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 400_000
    problem(exchange(server, head, BLANK if ended else b""), 431, "head-too-large")


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-", b"\r\n\r\n\r\n"],
    ids=["nothing", "half a head", "only empty lines"],
)
def test_a_head_that_does_not_come_is_not_waited_for(server: Served, sent: bytes) -> None:
    started = time.monotonic()
    problem(exchange(server, sent), 408, "request-timeout")
    assert time.monotonic() - started < PATIENCE + 2


def test_a_head_that_comes_a_byte_at_a_time_is_not_waited_for(server: Served) -> None:
    started = time.monotonic()
    drops = [bytes([byte]) for byte in b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: aaaaaaaaaa"]
    problem(exchange(server, *drops, pause=0.1), 408, "request-timeout")
    assert time.monotonic() - started < PATIENCE + 5


def test_a_body_is_neither_needed_nor_waited_for(server: Served) -> None:
    head = b"POST /v1/assignments HTTP/1.1\r\nHost: x\r\n"
    problem(exchange(server, head + b"Content-Length: 100000000" + BLANK), 413, "body-too-large")
    problem(exchange(server, head + b"Transfer-Encoding: chunked" + BLANK), 411, "length-required")
    started = time.monotonic()
    waiting = exchange(server, head + b"Content-Length: 10" + BLANK + b"half")
    assert waiting.startswith(b"HTTP/1.1 405 ")
    assert time.monotonic() - started < 10


def test_an_answer_that_nobody_takes_is_given_up(server: Served) -> None:
    """A thousand searches are asked for on one connection and no answer is read: the server hangs up."""
    ask = b"GET /v1/assignments?limit=100&facets=none HTTP/1.1\r\nHost: x" + BLANK
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        sock.connect(("127.0.0.1", server.port))
        sock.settimeout(0.5)
        end = time.monotonic() + 20
        with pytest.raises(OSError) as cut:
            while True:
                assert time.monotonic() < end, "the connection stayed open"
                try:
                    sock.sendall(ask * 10)
                except TimeoutError:
                    continue
        assert not isinstance(cut.value, TimeoutError)


def test_a_connection_serves_one_request_after_another(server: Served) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: x" + BLANK
    last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close" + BLANK
    answers = exchange(server, ask, ask, last, pause=PATIENCE / 2)
    assert answers.count(b"HTTP/1.1 200 OK") == 3
    assert exchange(server, ask + ask + last).count(b"HTTP/1.1 200 OK") == 3


def test_refusals_of_the_server_itself_are_counted(server: Served) -> None:
    name = 'opdrachten_http_requests_total{method="none",route="none",status="400"}'
    before = figures(server.url).get(name, 0)
    problem(exchange(server, b"HALLO" + BLANK), 400, "invalid-request")
    assert figures(server.url)[name] == before + 1


def test_websockets_are_no_part_of_this(server: Served) -> None:
    upgrade = b"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13"
    answer = exchange(server, b"GET /v1/assignments?limit=0 HTTP/1.1\r\nHost: x\r\n" + upgrade + BLANK)
    assert answer.startswith(b"HTTP/1.1 200 OK")
