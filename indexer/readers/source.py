"""What a reader hands on: the vocabulary between the readers and the parser."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


class ReadError(Exception):
    """A file that cannot be read. The message says what is wrong with this file, in one line, without its name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. Sizes are in bytes of the file and of what it unpacks to; ``pages`` counts PDF pages."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 50 * 1024 * 1024
    text_chars: int = 400_000
    pages: int = 300


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as plain text: lines end in ``\\n``, no tabs or control characters, Unicode NFC.

    ``structured`` holds the JSON-LD objects of an HTML page, flattened out of ``@graph``, as found.
    ``title`` is the document's own title outside its text (HTML ``<title>``, mail subject, PDF or docx property).
    ``url`` is the address the document names as its own (canonical link, ``og:url``, JSON-LD ``url``).
    ``received`` is the date of a mail.
    """

    text: str
    title: str | None = None
    url: str | None = None
    structured: tuple[dict[str, Any], ...] = ()
    received: dt.date | None = None
