"""The real server over one connection, beside the same search in this process; and one server process beside two.

The client is a bare socket that reads no more of an answer than its status and its length, so that on a machine of two cores
it takes next to nothing from the server.
"""

from __future__ import annotations

import multiprocessing
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlencode

from app.search.engine import Engine
from app.search.request import SearchRequest
from tests.app.api.serving import served
from tests.benchmarks.building import memory_bytes
from tests.benchmarks.in_process import ROUNDS
from tests.benchmarks.searches import FACETS, of_kind
from tests.benchmarks.timing import figures, flat, in_turn

CONNECTIONS: Final = 4
LOAD_SECONDS: Final = 5
LOADS: Final = 3
"""How often each is put under load, in turn with the others."""
WARM_SECONDS: Final = 2
_CHUNK: Final = 1 << 18
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_LUA = """local paths = {{ {paths} }}
local at = {first}
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""


def path_of(request: SearchRequest) -> str:
    return f"/v1/assignments?{urlencode(request.to_params())}"


class Connection:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> int:
        """The length of the answer. Raises ``RuntimeError`` on any status but 200."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            if not (more := self._socket.recv(_CHUNK)):
                raise RuntimeError("the server hung up")
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if not head.startswith(b"HTTP/1.1 200") or length is None:
            raise RuntimeError(f"{path}: {head[:60]!r}")
        left = int(length[1]) - len(body)
        while left > 0:
            if not (more := self._socket.recv(_CHUNK)):
                raise RuntimeError("the server hung up")
            left -= len(more)
        return int(length[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def against_process(engine: Engine, data: Path) -> dict[str, Any]:
    """Two words, twenty cards and six facets: in process and over HTTP in turn, twice, without and with highlights. How far the
    two in process lie apart tells how much of what HTTP seems to add the machine adds by itself.
    """
    plain = [replace(search.request, facets=FACETS) for search in of_kind("and")]
    marked = [replace(request, highlight=True) for request in plain]
    found: dict[str, Any] = {}
    with (
        served(data, limit_local=0, limit_open=0, remembered_megabytes=0) as server,
        Connection(server.port) as connection,
    ):
        for name, requests, rounds in (("plain", plain, ROUNDS), ("highlights", marked, 1)):
            paths = list(map(path_of, requests))
            ours = [partial(engine.search, request) for request in requests]
            theirs = [partial(connection.get, path) for path in paths]
            # Each behind the other, so that neither finds the caches of the processor filled by its like.
            inside, outside, inside_again, outside_again = in_turn(rounds, ours, theirs, ours, theirs)
            more, apart = (
                [min(other) - min(first) for first, other in zip(inside, others, strict=True)]
                for others in (outside, inside_again)
            )
            inside, outside = inside + inside_again, outside + outside_again
            found[name] = {
                "inProcess": figures(flat(inside)),
                "http": figures(flat(outside)),
                "ratio": statistics.median(flat(outside)) / statistics.median(flat(inside)),
                "overhead": figures(more),
                "apart": figures(apart),
                "bytes": statistics.fmean(map(connection.get, paths)),
            }
        found["serverBytes"] = memory_bytes(server.process.pid)
    with served(data, limit_local=0, limit_open=0) as server, Connection(server.port) as connection:
        paths = list(map(path_of, plain))
        (again,) = in_turn(ROUNDS, [partial(connection.get, path) for path in paths])
        found["again"] = figures(flat(again))
    return found


def workers(data: Path) -> dict[str, Any]:
    """Requests a second of one worker and of two, which answer one search at a time each, as where there are as many of them as
    cores; and of one server as it comes, which answers several.
    """
    asked = [replace(search.request, facets=FACETS) for search in of_kind("and")]
    paths = list(map(path_of, asked))
    settings = {"limit_local": 0, "limit_open": 0, "remembered_megabytes": 0}
    with ExitStack() as stack:
        two = [stack.enter_context(served(data, search_threads=1, **settings)) for _ in range(2)]
        shared = stack.enter_context(served(data, **settings))
        ports = {"one": [two[0].port], "two": [server.port for server in two], "shared": [shared.port]}
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for turn in range(LOADS + 1):  # the first warms them up
            for name, own in ports.items():
                told = _load(own, paths, LOAD_SECONDS if turn else WARM_SECONDS)
                rates[name] += [told] * bool(turn)
        memory = sum(memory_bytes(server.process.pid) for server in two)
    rate = {name: statistics.median(own) for name, own in rates.items()}
    how = "two servers on two ports with SEARCH_THREADS=1, the connections split over them"
    client = "wrk" if shutil.which("wrk") else "bare sockets, a process a connection"
    return {**rate, "ratio": rate["two"] / rate["one"], "how": how, "client": client, "bytes": memory}


def _load(ports: Sequence[int], paths: Sequence[str], seconds: int) -> float:
    """Requests a second over :data:`CONNECTIONS` connections in all."""
    measure = _wrk if shutil.which("wrk") else _sockets
    return measure(ports, paths, seconds)


def _wrk(ports: Sequence[int], paths: Sequence[str], seconds: int) -> float:
    each = CONNECTIONS // len(ports)
    with tempfile.TemporaryDirectory() as folder:
        running = []
        for number, port in enumerate(ports):
            script = Path(folder) / f"{number}.lua"
            first = number * len(paths) // len(ports)
            script.write_text(_LUA.format(paths=", ".join(f'"{path}"' for path in paths), first=first))
            command = ["wrk", "-t1", f"-c{each}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script)]
            command.append(f"http://127.0.0.1:{port}")
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        told = [process.communicate()[0] for process in running]
    rates = [_RATE.search(text) for text in told]
    if any(rate is None for rate in rates) or any(
        "Non-2xx" in text or "Socket errors" in text for text in told
    ):
        raise RuntimeError(f"the load went wrong: {told}")
    return sum(float(rate[1]) for rate in rates if rate)


def _sockets(ports: Sequence[int], paths: Sequence[str], seconds: int) -> float:
    context = multiprocessing.get_context("spawn")
    with context.Pool(CONNECTIONS) as pool:
        tasks = [
            (ports[number % len(ports)], paths[number:] + paths[:number], seconds)
            for number in range(CONNECTIONS)
        ]
        return sum(pool.starmap(_ask, tasks)) / seconds


def _ask(port: int, paths: Sequence[str], seconds: int) -> int:
    """How many answers one connection gets in that time."""
    end, answers = time.monotonic() + seconds, 0
    with Connection(port) as connection:
        while time.monotonic() < end:
            connection.get(paths[answers % len(paths)])
            answers += 1
    return answers
