"""What the machine that begins a run found in the sources, told to the others: all parts go by one look at the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.sources.found import CorpusError, EmptyCorpusError, Found, SetAside, Source
from indexer.sources.naming import labelled

_TRIED: Final = 20
"""Of so many documents of a source at least one must be there, or the source is not the one that was looked at."""


def to_bytes(corpora: Sequence[Path], found: Sequence[Found], aside: Sequence[SetAside]) -> bytes:
    """A line of JSON each; paths are told below the root of their source, which may lie elsewhere on another machine."""
    roots = {source.label: source.root for source in labelled(corpora)}
    lines = [orjson.dumps(["found", *_told(item, roots[item.corpus])]) for item in found]
    lines += [orjson.dumps(["aside", *astuple(item)]) for item in aside]
    return b"\n".join(lines)


def _told(item: Found, root: Path) -> list[object]:
    below = item.path.relative_to(root).as_posix() if root.is_dir() else ""
    return [
        item.corpus, item.file, below, item.sha, item.suffix, item.kind, item.place, item.span, item.url, item.seen,
    ]  # fmt: skip


def from_bytes(corpora: Sequence[Path], data: bytes) -> tuple[list[Found], list[SetAside]]:
    """The inverse, for the sources as they are named here. Raises ``CorpusError`` where a source is not among these, and
    ``EmptyCorpusError`` where its documents are not there.
    """
    sources = {source.label: source for source in labelled(corpora)}
    found: list[Found] = []
    aside: list[SetAside] = []
    for line in data.splitlines():
        kind, *values = orjson.loads(line)
        if values[0] not in sources:
            raise CorpusError(
                f"de bron {values[0]}, waar deze run mee begon, is op deze machine niet opgegeven"
            )
        if kind == "aside":
            aside.append(SetAside(*values))
        else:
            found.append(_found(sources[values[0]], values))
    for label, tried in _some(found):
        if not any(item.path.is_file() for item in tried):
            raise EmptyCorpusError(
                f"van de documenten in {label} die deze run vond is er op deze machine geen een"
            )
    return found, aside


def _found(source: Source, values: list[Any]) -> Found:
    corpus, file, below, sha, suffix, kind, place, span, url, seen = values
    path = source.root / below if below else source.root
    return Found(corpus, file, path, sha, suffix, kind, place, tuple(span) if span else None, url, seen)


def _some(found: Sequence[Found]) -> Iterator[tuple[str, list[Found]]]:
    tried: dict[str, list[Found]] = {}
    for item in found:
        some = tried.setdefault(item.corpus, [])
        if len(some) < _TRIED:
            some.append(item)
    yield from tried.items()
