"""Which documents lie in the corpus folders tonight, and what their bytes are."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.store import content_hash


class CorpusError(Exception):
    """A corpus folder that is missing, is no folder, or lies within another. The message names it."""


class EmptyCorpusError(Exception):
    """A corpus folder without one document: more likely a disk that is not mounted than what was meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document: ``file`` is its path below the corpus folder (posix), ``sha`` the hash of its bytes."""

    corpus: str
    file: str
    path: Path
    sha: str

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that is no readable document, and why. A ``file`` that ends in ``/`` is a folder with all
    below it.
    """

    corpus: str
    file: str
    reason: str

    def covers(self, corpus: str, file: str) -> bool:
        """Whether the document that lies there is one that this keeps from being seen."""
        below = self.file.endswith("/") and file.startswith(self.file)
        return self.corpus == corpus and (below or self.file == file)


def labelled(corpora: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each folder once, with a label to know it by: its name, numbered where an earlier one has the same
    name.

    A name rather than the whole path, so that a collection that moves as a whole keeps its ids. Raises
    :class:`CorpusError`.
    """
    result: list[tuple[str, Path]] = []
    for corpus in corpora:
        if not corpus.is_dir():
            raise CorpusError(f"de map {corpus} {'is geen map' if corpus.exists() else 'bestaat niet'}")
        root = corpus.resolve()
        others = [other for _, other in result]
        if root in others:
            continue
        for other in others:
            if root.is_relative_to(other) or other.is_relative_to(root):
                raise CorpusError(f"van de mappen {other} en {root} ligt de een in de ander")
        same = sum(other.name == root.name for other in others)
        result.append((f"{root.name}#{same + 1}" if same else root.name, root))
    if not result:
        raise CorpusError("er is geen map met documenten opgegeven")
    return result


def scan(
    corpora: Sequence[Path],
    suffixes: Collection[str],
    *,
    largest: int,
    seen: Callable[[int], None] = lambda count: None,
) -> tuple[list[Found], list[SetAside]]:
    """All documents in the folders, sorted, and what was set aside.

    Files above ``largest`` bytes are set aside unread; ``seen`` hears the count so far. Raises
    :class:`CorpusError` and :class:`EmptyCorpusError`.
    """
    found: list[Found] = []
    aside: list[SetAside] = []
    for label, root in labelled(corpora):
        before = len(found)
        for item in _walk(label, root, suffixes, largest):
            if isinstance(item, Found):
                found.append(item)
                seen(len(found))
            else:
                aside.append(item)
        if len(found) == before:
            raise EmptyCorpusError(f"in de map {root} is geen enkel leesbaar document")
    return found, aside


def _walk(label: str, root: Path, suffixes: Collection[str], largest: int) -> Iterator[Found | SetAside]:
    unreadable: list[OSError] = []
    for parent, folders, names in os.walk(root, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(parent, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield SetAside(label, _shown(path, root) + "/", "verwijst naar een map buiten de collectie")
        for name in sorted(names):
            path = Path(parent, name)
            if path.suffix.lower() in suffixes and not _ignored(name):
                yield _examine(label, root, path, largest)
    for error in unreadable:
        yield SetAside(label, _shown(Path(error.filename), root) + "/", _because(error))


def _ignored(name: str) -> bool:
    """Hidden files, the lock files of word processors, and what describes a corpus instead of belonging to
    it.
    """
    lower = name.lower()
    return (
        name.startswith((".", "~$"))
        or lower.startswith("readme")
        or (lower.startswith("gold") and lower.endswith(".jsonl"))
    )


def _examine(label: str, root: Path, path: Path, largest: int) -> Found | SetAside:
    file = _shown(path, root)
    if reason := _bad_name(path.relative_to(root).as_posix()):
        return SetAside(label, file, reason)
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            return SetAside(label, file, "verwijst naar een bestand buiten de collectie")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return SetAside(label, file, "is geen gewoon bestand")
        if status.st_size > largest:
            return SetAside(label, file, f"te groot: {status.st_size} bytes, hoogstens {largest}")
        return Found(label, file, path, content_hash(path))
    except (OSError, RuntimeError) as error:  # RuntimeError: symbolic links in a circle
        return SetAside(label, file, _because(error))


def _because(error: Exception) -> str:
    return f"niet te openen: {error.strerror if isinstance(error, OSError) and error.strerror else error}"


def _bad_name(name: str) -> str | None:
    if any(unicodedata.category(character) == "Cc" for character in name):
        return "de naam bevat een regeleinde of ander stuurteken"
    if any("\ud800" <= character <= "\udfff" for character in name):
        return "de naam is geen geldige UTF-8"
    return None


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
