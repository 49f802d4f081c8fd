"""Whether a freshly written index holds what was meant to be in it: asked of the index itself, before it
serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from indexer.index import schema
from indexer.index.keys import keys
from indexer.index.reading import opened
from indexer.index.writer import CARDS, INDEX_DIRECTORY, NUMBERS, OFFSETS
from indexer.record import Record

MOST_IDS = 100_000  # above this many only every second, third ... is asked for, so that the check stays within seconds
TITLE_FIELD = schema.TEXT_FIELDS[0]


class CheckFailed(Exception):
    """The index is not what it should be. The message says in what."""


def check_index(directory: Path, ids: Sequence[str], sample: Iterable[Record]) -> None:
    """Compare the index in ``directory`` with the ids it must hold and with a few of its records.

    It must open, hold each id exactly once, have a card for each, and find the sample by a word of its title.
    Raises :class:`CheckFailed`.
    """
    try:
        with opened(directory / INDEX_DIRECTORY) as index:
            schema.register(index)
            index.reload()
            searcher = index.searcher()
    except (ValueError, FileNotFoundError) as error:
        raise CheckFailed(f"de nieuwe index gaat niet open: {error}") from error
    if searcher.num_docs != len(ids):
        raise CheckFailed(
            f"de nieuwe index telt {searcher.num_docs} documenten, verwacht waren er {len(ids)}"
        )
    _check_cards(directory, len(ids))
    for id in ids[:: len(ids) // MOST_IDS + 1]:
        _check_id(index, searcher, id)
    for record in sample:
        _check_title(index, searcher, record)


def _check_cards(directory: Path, expected: int) -> None:
    with (directory / CARDS).open("rb") as cards:
        lines = sum(1 for _ in cards)
    places = (directory / OFFSETS).stat().st_size // (8 * NUMBERS)
    if lines != expected or places != expected:
        counts = f"{lines} kaarten en {places} plaatsen daarvan"
        raise CheckFailed(f"de nieuwe generatie heeft {counts}, verwacht waren er {expected}")


def _check_id(index: tantivy.Index, searcher: tantivy.Searcher, id: str) -> None:
    hits = searcher.search(tantivy.Query.term_query(index.schema, "id", id), limit=2).hits
    if len(hits) != 1:
        raise CheckFailed(f"document {id} staat {'meermaals' if hits else 'niet'} in de nieuwe index")


def _check_title(index: tantivy.Index, searcher: tantivy.Searcher, record: Record) -> None:
    words = [key.whole for key in keys(record.title or "")]
    if not words:
        return
    both = [
        (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, "id", record.id)),
        (tantivy.Occur.Must, tantivy.Query.term_query(index.schema, TITLE_FIELD, words[0])),
    ]
    if len(searcher.search(tantivy.Query.boolean_query(both), limit=2).hits) != 1:
        word = f"het woord {words[0]!r} uit de titel"
        raise CheckFailed(f"document {record.id} ({record.file}) is niet te vinden met {word}")
