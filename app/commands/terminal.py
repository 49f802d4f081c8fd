"""Standard output and error, and the exit statuses.

Documents are written by others: what of them reaches a terminal carries no control characters, so that no
text can move the cursor, change colours or turn the reading direction.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from typing import Any, NoReturn

import orjson

from indexer.reasons import of_system

DONE = 0
SET_ASIDE = 1  # done, but some input was set aside
USAGE = 2  # wrong usage
FAILED = 3  # failed, and nothing was changed
BUSY = 4  # another run was going on; nothing was changed
STOPPED = 5  # the quality gate stopped the switch; nothing was changed
WAITING = 6  # a part is done, and others are not: nothing was switched
INTERRUPTED = 128 + 2  # what the shell reports for a program that SIGINT ends
PIPE_CLOSED = 128 + 13  # what the shell reports for a program that SIGPIPE ends

# C0 but tab and newline, DEL and C1 (ECMA-48); marks that turn the reading direction (Unicode UAX #9); line
# separators.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What says enough without the name of a file."""


def why(error: OSError) -> str:
    """What the system says of a file, in words; of what is no file, or seldom, in its own."""
    known = of_system(error)
    if known and error.filename:
        return f"{error.filename}: {known}"
    return known if known and error.errno in _OF_THE_DISK else str(error)


class Stop(Exception):
    """End the command with a message on standard error (none when empty) and an exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message, self.status = message, status


def clean(text: str) -> str:
    """The text with a replacement character for each control character; its length stays the same."""
    return _CONTROL.sub("\ufffd", text)


def printable(text: str) -> str:
    """The text on one line, safe to show; what is no valid Unicode is written as an escape."""
    return clean(" ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").split()))


def json_line(value: Any) -> bytes:
    """One line of JSON. What a terminal could obey stands escaped in it, which JSON reads as the same text."""
    text = orjson.dumps(value).decode("utf-8")
    return (_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode("utf-8")


def write(data: bytes) -> None:
    """Bytes to standard output. Raises ``OSError`` where they cannot be written, also where it was closed from the start."""
    if sys.stdout is None:  # what Python makes of a descriptor that was closed
        raise OSError(errno.EBADF, "de standaarduitvoer is gesloten")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_outcome(data: bytes) -> None:
    """Bytes to standard output of a command whose work is done: that nobody can read of it does not change how it ended, and
    so not its status. Why it cannot be written is told on standard error.
    """
    try:
        write(data)
    except OSError as error:
        tell(f"opdrachten: wat er gedaan is kan niet worden getoond: {error.strerror or error}")
        _silence()


def tell(message: str) -> None:
    """A line on standard error, where that can be written."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(clean(message), file=sys.stderr, flush=True)


def _silence() -> None:
    """What is still in a buffer goes nowhere when the interpreter closes."""
    if sys.stdout is not None:  # else the descriptor is that of something else by now
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def pipe_closed() -> NoReturn:
    """Whoever read the output has seen enough: end without a word."""
    _silence()
    raise SystemExit(PIPE_CLOSED)
