"""What every source hands on: documents, and what is set aside."""

from __future__ import annotations

import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.reasons import of_system

SourceKind = Literal["folder", "maildir", "feed"]


class CorpusError(Exception):
    """A source that is missing, is of the wrong kind, or lies within another. The message names it."""


class EmptyCorpusError(Exception):
    """A source without one document: more likely a disk that is not mounted than what was meant."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was named: ``label`` is what the store knows it by, ``root`` a resolved path."""

    label: str
    root: Path
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Found:
    """A document. ``corpus`` is its source's label and ``file`` what it is known by there: the path below a folder
    (posix), a name made of a mail's Message-ID, the id in a feed.

    ``path`` is the file that holds it, all of it or, in a feed, the bytes ``span`` (start, length). ``sha`` is the hash of
    what is read, ``suffix`` the kind as which it is read. ``place`` tells a person where to look. ``url`` and
    ``seen`` (UTC) are what a feed says of it.
    """

    corpus: str
    file: str
    path: Path
    sha: str
    suffix: str
    kind: SourceKind
    place: str
    span: tuple[int, int] | None = None
    url: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that is no readable document, and why.

    A ``file`` that ends in ``/`` is a folder with all below it; ``all`` says that any document of the source may be hidden
    by it. ``place`` tells a person where to look, where that is not ``file``.
    """

    corpus: str
    file: str
    reason: str
    all: bool = False
    place: str | None = None

    @property
    def wide(self) -> bool:
        """Whether it may hide more than the one document of its name."""
        return self.all or self.file.endswith("/")

    @property
    def shown(self) -> str:
        """What it is called before a person."""
        return self.place or self.file

    def covers(self, corpus: str, file: str) -> bool:
        """Whether the document that lies there is one that this keeps from being seen."""
        below = self.all or (self.file.endswith("/") and file.startswith(self.file))
        return self.corpus == corpus and (below or self.file == file)


def because(error: Exception) -> str:
    """Why something could not be opened."""
    if isinstance(error, OSError):
        return f"niet te openen: {of_system(error) or error.strerror or error}"
    return f"niet te openen: {error}"


def bad_name(name: str) -> str | None:
    """Why a name cannot be told on one line of text, if so."""
    if name.isprintable():
        return None  # as nearly all: neither control characters nor surrogates are
    if any(unicodedata.category(character) == "Cc" for character in name):
        return "de naam bevat een regeleinde of ander stuurteken"
    if any("\ud800" <= character <= "\udfff" for character in name):
        return "de naam is geen geldige UTF-8"
    return None


def shown(path: Path, root: Path) -> str:
    """The path below ``root`` as text, whatever bytes it is made of."""
    return told(path.relative_to(root).as_posix())


def told(name: str) -> str:
    """A name as text, whatever bytes it is made of."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode("utf-8")


def untrusted(path: Path, root: Path) -> str | None:
    """Why a file is not to be opened, if so. Raises ``OSError``, and ``RuntimeError`` for links in a circle."""
    if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
        return "verwijst naar een bestand buiten de collectie"
    return None if stat.S_ISREG(path.stat().st_mode) else "is geen gewoon bestand"


def oversized(size: int, largest: int) -> str:
    """The reason of a file that is larger than is read."""
    return f"te groot: {size} bytes, hoogstens {largest}"
