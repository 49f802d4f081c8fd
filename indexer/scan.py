"""Which documents lie in the sources tonight, and what their bytes are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from indexer.sources import feed, folder, maildir
from indexer.sources.found import CorpusError, EmptyCorpusError, Found, SetAside, Source
from indexer.sources.naming import labelled

log = logging.getLogger(__name__)

__all__ = ["CorpusError", "EmptyCorpusError", "Found", "SetAside", "labelled", "scan"]


def scan(
    corpora: Sequence[Path],
    suffixes: Collection[str],
    *,
    largest: int,
    seen: Callable[[int], None] = lambda count: None,
    data_dir: Path | None = None,
) -> tuple[list[Found], list[SetAside]]:
    """All documents in the sources, in a fixed order, and what was set aside. How a source is named: see
    :mod:`indexer.sources.naming`.

    Files above ``largest`` bytes are set aside unread; ``seen`` hears the count so far. What lies in ``data_dir`` is ours, such
    as the reports of the nights, and no document: a folder that holds it is read without it, which is logged. Raises
    :class:`CorpusError` and :class:`EmptyCorpusError`; a Maildir may be empty, for that is how one begins.
    """
    found: list[Found] = []
    aside: list[SetAside] = []
    for source in labelled(corpora):
        before = len(found)
        for item in _walk(source, suffixes, largest, _ours(source, data_dir)):
            if isinstance(item, Found):
                found.append(item)
                seen(len(found))
            else:
                aside.append(item)
        if len(found) == before and source.kind != "maildir":
            raise EmptyCorpusError(_nothing_in(source))
    return found, aside


def _ours(source: Source, data_dir: Path | None) -> Path | None:
    """The data directory where it lies in a folder of documents."""
    ours = data_dir.resolve() if data_dir is not None and source.kind == "folder" else None
    if ours is None or not ours.is_relative_to(source.root):
        return None
    if ours == source.root:
        raise CorpusError(f"{ours} is de map van de index zelf; geef die een eigen map met --data")
    log.warning(
        "de map van de index (%s) ligt in %s; wat erin staat telt niet als document", ours, source.root
    )
    return ours


def _walk(
    source: Source, suffixes: Collection[str], largest: int, apart: Path | None
) -> Iterator[Found | SetAside]:
    match source.kind:
        case "maildir":
            return maildir.walk(source, largest)
        case "feed":
            return feed.walk(source, largest)
    return folder.walk(source, suffixes, largest, apart)


def _nothing_in(source: Source) -> str:
    if not source.root.is_dir():
        return f"in het bestand {source.root} is geen enkel leesbaar document"
    told = f"in de map {source.root} is geen enkel leesbaar document"
    lines = any(path.suffix.lower() in feed.SUFFIXES for path in source.root.iterdir())
    hint = f"; voor een map met JSON-regels: jsonl={source.root}"
    return told + hint if lines and source.kind == "folder" else told
