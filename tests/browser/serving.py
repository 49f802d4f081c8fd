"""A real server on a free port of this machine alone, with the clock set, and the Chromium that looks at it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from app.main import create_app
from app.pages.routes import current_moment
from app.search.engine import Engine
from app.settings import Settings

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
WAIT_SECONDS = 30


@contextlib.contextmanager
def serving(
    data: Path, now: dt.datetime, around: Callable[[ASGIApp], ASGIApp] = lambda app: app
) -> Iterator[str]:
    """The address of a server over the index in ``data``, to which it is ``now``. Raises ``TimeoutError``.

    ``around`` may stand between the server and the application.
    """
    app = create_app(Settings(data=data))
    app.dependency_overrides[current_moment] = lambda: now
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(around(app), log_level="warning", access_log=False))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + WAIT_SECONDS
    while not running.started:
        if time.monotonic() > until or not thread.is_alive():
            raise TimeoutError("the server did not start")
        time.sleep(0.05)
    app.state.engine.close()
    app.state.engine = Engine(data, today=lambda: now.date())
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join(WAIT_SECONDS)
