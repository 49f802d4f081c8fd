"""Which documents lie in the sources tonight, and what their bytes are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from indexer.sources import feed, folder, maildir
from indexer.sources.found import CorpusError, EmptyCorpusError, Found, SetAside, Source
from indexer.sources.naming import labelled

__all__ = ["CorpusError", "EmptyCorpusError", "Found", "SetAside", "labelled", "scan"]


def scan(
    corpora: Sequence[Path],
    suffixes: Collection[str],
    *,
    largest: int,
    seen: Callable[[int], None] = lambda count: None,
) -> tuple[list[Found], list[SetAside]]:
    """All documents in the sources, in a fixed order, and what was set aside. How a source is named: see
    :mod:`indexer.sources.naming`.

    Files above ``largest`` bytes are set aside unread; ``seen`` hears the count so far. Raises
    :class:`CorpusError` and :class:`EmptyCorpusError`; a Maildir may be empty, for that is how one begins.
    """
    found: list[Found] = []
    aside: list[SetAside] = []
    for source in labelled(corpora):
        before = len(found)
        for item in _walk(source, suffixes, largest):
            if isinstance(item, Found):
                found.append(item)
                seen(len(found))
            else:
                aside.append(item)
        if len(found) == before and source.kind != "maildir":
            raise EmptyCorpusError(_nothing_in(source))
    return found, aside


def _walk(source: Source, suffixes: Collection[str], largest: int) -> Iterator[Found | SetAside]:
    match source.kind:
        case "maildir":
            return maildir.walk(source, largest)
        case "feed":
            return feed.walk(source, largest)
    return folder.walk(source, suffixes, largest)


def _nothing_in(source: Source) -> str:
    if not source.root.is_dir():
        return f"in het bestand {source.root} is geen enkel leesbaar document"
    told = f"in de map {source.root} is geen enkel leesbaar document"
    lines = any(path.suffix.lower() in feed.SUFFIXES for path in source.root.iterdir())
    hint = f"; voor een map met JSON-regels: jsonl={source.root}"
    return told + hint if lines and source.kind == "folder" else told
