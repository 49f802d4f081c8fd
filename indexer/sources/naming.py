"""How a source is named: a path, whose kind is recognised, or ``KIND=PATH`` where it is to be said.

=================  =====================================================================================
``PATH``           a file that ends in .jsonl or .ndjson is a feed, a folder with ``cur``, ``new`` and ``tmp`` is a Maildir, any
                   other folder is a folder
``jsonl=PATH``     a feed: such a file whatever its name, or a folder of such files
``maildir=PATH``   a Maildir
``map=PATH``       a folder, also one that looks like a Maildir
=================  =====================================================================================

An equals sign, because several sources stand in one environment variable with a colon (on Windows a semicolon) between.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.sources.feed import SUFFIXES
from indexer.sources.found import CorpusError, Source, SourceKind
from indexer.sources.maildir import is_maildir

_PREFIXES: dict[str, SourceKind] = {"jsonl": "feed", "maildir": "maildir", "map": "folder"}


def labelled(corpora: Sequence[Path]) -> list[Source]:
    """Each source once, with a label to know it by: its name, numbered where an earlier one has the same
    name.

    A name rather than the whole path, so that a collection that moves as a whole keeps its ids. Raises
    :class:`CorpusError`.
    """
    result: list[Source] = []
    for corpus in corpora:
        root, kind = _recognised(corpus)
        if any(other.root == root and other.kind == kind for other in result):
            continue
        for other in result:
            # Of files in a folder a feed reads just those that nothing else does.
            if "feed" not in (kind, other.kind) and _overlap(root, other.root):
                raise CorpusError(f"van de mappen {other.root} en {root} ligt de een in de ander")
        same = sum(other.root.name == root.name for other in result)
        result.append(Source(f"{root.name}#{same + 1}" if same else root.name, root, kind))
    if not result:
        raise CorpusError("er is geen map met documenten opgegeven")
    return result


def _recognised(corpus: Path) -> tuple[Path, SourceKind]:
    prefix, equals, rest = str(corpus).partition("=")
    said = _PREFIXES.get(prefix) if equals and rest else None
    path = Path(rest) if said else corpus
    kind = said or _kind_of(path)
    if not path.exists():
        raise CorpusError(f"{'het bestand' if kind == 'feed' else 'de map'} {path} bestaat niet")
    if kind == "feed" and not path.is_file() and not path.is_dir():
        raise CorpusError(f"{path} is geen gewoon bestand")
    if kind != "feed" and not path.is_dir():
        raise CorpusError(f"de map {path} is geen map")
    if kind == "maildir" and not is_maildir(path):
        raise CorpusError(f"de map {path} is geen Maildir: daarin horen de mappen cur, new en tmp")
    return path.resolve(), kind


def _kind_of(path: Path) -> SourceKind:
    if path.suffix.lower() in SUFFIXES and not path.is_dir():
        return "feed"
    return "maildir" if is_maildir(path) else "folder"


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
