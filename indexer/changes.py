"""What changed between the store and the corpus: which documents are new, moved, gone, or want parsing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from indexer.aside import keep_aside
from indexer.sources.found import Found, SetAside
from indexer.store import Origin, Row, Store
from indexer.workers import Task

Place = tuple[str, str]  # corpus, file

NIGHT = dt.timedelta(hours=18)
"""What a document must be missing before it has been so for two nights: less than from one night's run to the next, also
where that comes early, and more than from a run to one by hand on the same day.
"""


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
    missing: int = 0
    removed: int = 0
    reused: int = 0
    pending: list[Pending] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)  # (file, reason)
    failed_kinds: list[str] = field(default_factory=list)  # as which kind of file (.pdf) each of them is read
    places: dict[str, str] = field(default_factory=dict)  # by id, of those to parse, where a person finds it


def compare(
    store: Store,
    found: Sequence[Found],
    aside: Sequence[SetAside],
    *,
    parser: str,
    now: str,
    full: bool,
    grace_nights: int = 0,
) -> Changes:
    """Bring the store's list of documents in line with what was found, and say what is left to parse.

    ``parser`` is the version of the parser, ``now`` a UTC moment; with ``full`` everything is left to parse. What has gone
    from its source is kept for ``grace_nights`` nights, in case it comes back.
    """
    changes = Changes()
    rows = {(row.corpus, row.file): row for row in store.rows()}
    gone = _gone(store, rows, found, aside)
    new = [document for document in found if (document.corpus, document.file) not in rows]
    moved = set()
    for row, document in _renames(gone, new):
        store.move(row, document.corpus, document.file, document.suffix)
        rows[document.corpus, document.file] = row
        moved.add(row.id)
    changes.renamed = len(moved)
    for row in gone:
        if row.id in moved:
            continue
        if not row.has_record or _over(row.missing, now, grace_nights):
            store.remove(row.id, now)
            changes.removed += 1
        else:
            store.miss(row.id, now)
            changes.missing += 1
    sorter = _Sorter(store, changes, parser, now, full)
    for document in found:
        sorter.sort_out(document, rows.get((document.corpus, document.file)))
    store.saw_again(sorter.seen, now)
    keep_aside(store.database, aside)
    changes.pending = list(sorter.groups.values())
    return changes


def _over(missing: str | None, now: str, grace_nights: int) -> bool:
    """Whether a document that is missing once more has been so for its time of grace."""
    if grace_nights == 0:
        return True
    if missing is None:
        return False
    grace = dt.timedelta(days=grace_nights - 1) + NIGHT
    return dt.datetime.fromisoformat(now) - dt.datetime.fromisoformat(missing) >= grace


def _gone(
    store: Store, rows: dict[Place, Row], found: Sequence[Found], aside: Sequence[SetAside]
) -> list[Row]:
    """The documents that are no longer there; one that is hidden by something set aside becomes stale
    instead.
    """
    places = {(document.corpus, document.file) for document in found}
    exact = {(item.corpus, item.file): item for item in aside}
    wide = [item for item in aside if item.wide]
    gone = []
    for place, row in rows.items():
        if place in places:
            continue
        keeper = exact.get(place) or next((item for item in wide if item.covers(*place)), None)
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
            name = PurePosixPath(document.file).name
            fits = (row for row in rows if not by_name or PurePosixPath(row.file).name == name)
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
    seen: list[str] = field(default_factory=list)  # ids of those that are as they were, to be noted at once

    def sort_out(self, document: Found, known: Row | None) -> None:
        store, changes = self.store, self.changes
        origin = Origin(document.kind, document.place, document.suffix, document.url, document.seen)
        if known is None:
            id = store.add(document.corpus, document.file, document.sha, self.now, origin)
        else:
            id = known.id
            if known.tells(origin, self.now):
                self.seen.append(id)
            else:
                store.saw(id, self.now, origin)
        changes.added += known is None
        changes.changed += known is not None and known.sha != document.sha
        if known is not None and not self.full and _settled(known, document, self.parser):
            if known.error is not None:
                changes.failed.append((document.place, known.error))
                changes.failed_kinds.append(document.suffix)
            else:
                changes.reused += 1
        elif not self._like_a_twin(id, document):
            task = Task(id, document.path, document.file, document.sha, document)
            self.groups[document.sha, document.suffix] = Pending(task)
        changes.places[id] = document.place

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
    same_kind = row.suffix == document.suffix
    return row.sha == document.sha and row.parser_version == parser and same_kind
