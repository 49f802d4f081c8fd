"""What the assignment is called, its reference, and who it is for."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.parse import organisations, references, titles
from indexer.parse.candidate import Candidate, Doc


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``title``, ``reference`` and ``organisation``."""
    yield from titles.read(doc)
    yield from references.read(doc)
    yield from organisations.read(doc)
