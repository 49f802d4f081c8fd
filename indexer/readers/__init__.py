"""A file of any kind that is read -> plain text, and what structured data it carries."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from indexer.readers import docx, html, mail, markdown, pdf, text
from indexer.readers.guard import Reader, too_large
from indexer.readers.plain import one_line
from indexer.readers.source import Limits, ReadError, SourceText

__all__ = ["SUFFIXES", "Limits", "ReadError", "SourceText", "read"]

_READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".eml": mail.read,
}
SUFFIXES: frozenset[str] = frozenset(_READERS)

_FILE_TYPES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read(path: Path, limits: Limits = Limits()) -> SourceText:  # noqa: B008 - frozen, so safe to share
    """Read one file by the kind that its suffix names (any case).

    Raises :class:`ReadError`, and nothing else, for a file that cannot be opened, is no regular file, is of
    an unknown kind, exceeds a bound, or cannot be parsed. Never blocks on a pipe or device.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        known = ", ".join(sorted(name[1:] for name in SUFFIXES))
        raise ReadError(f"its kind {suffix or '(no suffix)'!r} is not one that is read ({known})")
    return _READERS[suffix](_bytes(path, limits), limits)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        _check(path.stat(), limits)
        # Not to block on what was swapped for a pipe since the check; the open file is checked again.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check(os.fstat(descriptor), limits)
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise ReadError("it does not exist") from None
    except PermissionError:
        raise ReadError("there is no permission to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"it cannot be opened: {one_line(cause)}") from error
    if len(data) > limits.file_bytes:
        raise ReadError(too_large(len(data), limits))
    return data


def _check(status: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for test, name in _FILE_TYPES if test(status.st_mode)), "something else")
        raise ReadError(f"it is {kind}, not a regular file")
    if status.st_size == 0:
        raise ReadError("it is empty (0 bytes)")
    if status.st_size > limits.file_bytes:
        raise ReadError(too_large(status.st_size, limits))
