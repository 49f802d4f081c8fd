"""Log lines with the id of their request: for a person on a terminal, else one JSON object a line.

No line holds an address of a visitor or what was searched for. The message of an exception may, so that of one within a
request only its kind and its place in the program are told, unless the setting ``log_details`` asks for more.
"""

from __future__ import annotations

import atexit
import contextlib
import copy
import datetime as dt
import logging
import logging.handlers
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import Final

import orjson

from app.settings import Settings

REQUEST_ID: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
"""The request that is being answered; ``None`` outside of one."""
MOST_WAITING: Final = 10_000
"""Lines that wait for a slow reader of the log; further ones are dropped, because no answer may wait for them."""
STANDARD_ERROR: Final = 2
_OWN: Final = ("method", "route", "status", "milliseconds")
_LOGGERS: Final = ("app", "indexer", "uvicorn")


class _Form(logging.Formatter):
    def __init__(self, *, details: bool) -> None:
        super().__init__()
        self._details = details

    def trace(self, record: logging.LogRecord) -> str | None:
        """Where an exception came from, and its message where that may be told."""
        if not record.exc_info or record.exc_info[1] is None:
            return None
        if self._details or getattr(record, "request_id", None) is None:
            return "".join(traceback.format_exception(record.exc_info[1])).rstrip()
        lines: list[str] = []
        error: BaseException | None = record.exc_info[1]
        while error is not None:
            lines += traceback.format_tb(error.__traceback__)
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}\n")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip()


class TextForm(_Form):
    """A line for a person, with the trace below it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        id = getattr(record, "request_id", None)
        line = f"{moment} {record.levelname.lower():<7} {record.getMessage()}{f' [{id}]' if id else ''}"
        trace = self.trace(record)
        return f"{line}\n{trace}" if trace else line


class JsonForm(_Form):
    """One JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "requestId": getattr(record, "request_id", None),
            **{name: getattr(record, name) for name in _OWN if hasattr(record, name)},
            "exception": self.trace(record),
        }
        return orjson.dumps({name: value for name, value in line.items() if value is not None}).decode()


class _Waiting(logging.handlers.QueueHandler):
    """Hands lines to another thread, so that a log that nobody reads never holds up an answer."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        record = copy.copy(record)
        record.request_id = REQUEST_ID.get()
        return record

    def enqueue(self, record: logging.LogRecord) -> None:
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            return  # dropped; the requests themselves are counted in the figures


def set_up(settings: Settings) -> Callable[[], None]:
    """Log to standard error in the form that the settings ask for. For the process that serves; once. What is returned
    gives the last lines a moment to be written: a server that a signal ended has no other.
    """
    text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
    form = (TextForm if text else JsonForm)(details=settings.log_details)
    waiting: queue.Queue[logging.LogRecord] = queue.Queue(MOST_WAITING)
    handler = _Waiting(waiting)
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    # Daemon: where nobody reads standard error, writing to it never ends.
    threading.Thread(target=_write, args=(waiting, form), name="log", daemon=True).start()
    flush = partial(_flush, waiting)
    atexit.register(flush)
    return flush


def _write(waiting: queue.Queue[logging.LogRecord], form: logging.Formatter) -> None:
    """Write lines for ever. To the descriptor itself: Python's own stream has a lock that its end would wait for."""
    while True:
        record = waiting.get()
        try:
            line = form.format(record)
        except Exception as error:
            line = f"a line of {record.name} cannot be written: {error!r}"
        rest = line.encode("utf-8", "replace") + b"\n"
        with contextlib.suppress(OSError):  # who read it has left, and nobody else can be told
            while rest:
                rest = rest[os.write(STANDARD_ERROR, rest) :]
        waiting.task_done()


def _flush(waiting: queue.Queue[logging.LogRecord], seconds: float = 1.0) -> None:
    done = threading.Thread(target=waiting.join, daemon=True)
    done.start()
    done.join(seconds)
