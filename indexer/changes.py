"""What changed between the store and the corpus: which documents are new, moved, gone, or want parsing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.scan import Found, SetAside
from indexer.store import Row, Store
from indexer.workers import Task

Place = tuple[str, str]  # corpus, file


@dataclass(frozen=True, slots=True)
class Pending:
    """A document to parse, and the documents (id, file) of the same bytes and kind that its outcome is also
    for.
    """

    task: Task
    twins: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Changes:
    """What was found to differ. ``pending`` waits for parsing; ``failed`` did so before and would again."""

    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    reused: int = 0
    pending: list[Pending] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)  # (file, reason)


def compare(
    store: Store, found: Sequence[Found], aside: Sequence[SetAside], *, parser: str, now: str, full: bool
) -> Changes:
    """Bring the store's list of documents in line with what was found, and say what is left to parse.

    ``parser`` is the version of the parser, ``now`` a UTC moment; with ``full`` everything is left to parse.
    """
    changes = Changes()
    rows = {(row.corpus, row.file): row for row in store.rows()}
    gone = _gone(store, rows, found, aside)
    new = [document for document in found if (document.corpus, document.file) not in rows]
    for row, document in _renames(gone, new):
        store.move(row, document.corpus, document.file)
        rows[document.corpus, document.file] = row
        gone.remove(row)
        changes.renamed += 1
    for row in gone:
        store.remove(row.id, now)
    changes.removed = len(gone)
    sorter = _Sorter(store, changes, parser, now, full)
    for document in found:
        sorter.sort_out(document, rows.get((document.corpus, document.file)))
    changes.pending = list(sorter.groups.values())
    return changes


def _gone(
    store: Store, rows: dict[Place, Row], found: Sequence[Found], aside: Sequence[SetAside]
) -> list[Row]:
    """The documents that are no longer there; one that is hidden by something set aside becomes stale
    instead.
    """
    places = {(document.corpus, document.file) for document in found}
    exact = {(item.corpus, item.file): item for item in aside}
    folders = [item for item in aside if item.file.endswith("/")]
    gone = []
    for place, row in rows.items():
        if place in places:
            continue
        keeper = exact.get(place) or next((item for item in folders if item.covers(*place)), None)
        if keeper is None:
            gone.append(row)
        else:
            store.fail(row.id, row.sha, None, keeper.reason)
    return gone


def _renames(gone: Sequence[Row], new: Sequence[Found]) -> list[tuple[Row, Found]]:
    """Which documents that have gone lie elsewhere now: the same bytes, first under the same name, then any."""
    free: dict[str, list[Row]] = {}
    for row in gone:
        free.setdefault(row.sha, []).append(row)
    pairs: dict[Place, tuple[Row, Found]] = {}
    for by_name in (True, False):
        for document in new:
            rows = free.get(document.sha, [])
            fits = (row for row in rows if not by_name or Path(row.file).name == document.path.name)
            moved = next(fits, None)
            if moved is not None and (document.corpus, document.file) not in pairs:
                rows.remove(moved)
                pairs[document.corpus, document.file] = (moved, document)
    return list(pairs.values())


@dataclass(slots=True)
class _Sorter:
    """Decides for one document after the other: as it was, like a twin that was read before, or to be parsed."""

    store: Store
    changes: Changes
    parser: str
    now: str
    full: bool
    groups: dict[tuple[str, str], Pending] = field(default_factory=dict)

    def sort_out(self, document: Found, known: Row | None) -> None:
        store, changes = self.store, self.changes
        id = known.id if known else store.add(document.corpus, document.file, document.sha, self.now)
        store.saw(id, self.now)
        changes.added += known is None
        changes.changed += known is not None and known.sha != document.sha
        if known is not None and not self.full and _settled(known, document, self.parser):
            if known.error is not None:
                changes.failed.append((document.file, known.error))
            else:
                changes.reused += 1
        elif not self._like_a_twin(id, document):
            task = Task(id, document.path, document.file, document.sha)
            self.groups[document.sha, document.suffix] = Pending(task)

    def _like_a_twin(self, id: str, document: Found) -> bool:
        """Whether the same bytes, read as the same kind, are to be parsed already or were parsed before."""
        if group := self.groups.get((document.sha, document.suffix)):
            group.twins.append((id, document.file))
            return True
        twin = None if self.full else self.store.parsed_as(document.sha, document.suffix, self.parser)
        if twin is None:
            return False
        self.store.save(id, document.sha, self.parser, {**twin, "id": id, "file": document.file})
        self.changes.reused += 1
        return True


def _settled(row: Row, document: Found, parser: str) -> bool:
    """Whether parsing these bytes with this parser would give what the store has."""
    same_kind = Path(row.file).suffix.lower() == document.suffix
    return row.sha == document.sha and row.parser_version == parser and same_kind
