"""The real server in a process of its own, as ``opdrachten serve`` runs it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import httpx

ROOT = Path(__file__).parents[3]
WAIT_SECONDS = 60


class Served(NamedTuple):
    """A running server: its address, its process, and where its log goes."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextlib.contextmanager
def served(data: Path, **settings: object) -> Iterator[Served]:
    """``served(data, limit_open=5)``: the server over ``data``, ready to answer, with these settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPDRACHTEN_")}
    environment |= {f"OPDRACHTEN_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "app.cli", "serve", "--data", str(data), "--port", "0"]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log)
        try:
            assert process.stdout is not None
            url = _address(process.stdout)
            _wait(url, process)
            yield Served(url, process, Path(log.name))
        finally:
            _stop(process)


def _address(output: IO[bytes]) -> str:
    """The address that the server tells on its first line."""
    line = output.readline().decode()
    found = re.search(r"http://\S+", line)
    assert found, f"the server told no address: {line!r}"
    # Nothing more comes, but a pipe that nobody reads could hold up who writes to it.
    threading.Thread(target=output.read, daemon=True).start()
    return found[0]


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while True:
        assert process.poll() is None, f"the server ended with status {process.returncode}"
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/healthz", timeout=5).status_code == 200:
                return
        assert time.monotonic() < end, "the server did not start in time"
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(WAIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def figures(url: str) -> dict[str, float]:
    """What ``/metrics`` tells, by name with labels."""
    lines = httpx.get(f"{url}/metrics", timeout=10).text.splitlines()
    pairs: Any = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}
