"""What a field module proposes. One place (``choose.py``) decides among the proposals."""

from __future__ import annotations

from typing import Any, NamedTuple

from indexer.language.texts import Doc

ALONE, ALONE_WEIGHT = "alone", 0.4
"""Rule and weight of what is read because a text tells no other: below all else that is read."""


class Candidate(NamedTuple):
    """A value read from ``doc.text[start:end]``.

    ``field`` is the attribute name in :class:`indexer.record.Record`; ``value`` has that attribute's type (for
    ``places`` one ``Place``, for ``competencies`` one ``Competency``, for ``contract_forms`` one form).
    ``rule`` is a short name shown to people (``label``, ``prose``, ``json-ld`` ...). ``weight`` orders candidates of one
    field: 0.9 a label that names the field, 0.85 structured data, 0.6 to 0.8 prose with a clear cue, below 0.5 a
    value that only its form gives away, 0.4 with the rule ``alone`` one that is read because the text tells no other.
    """

    field: str
    value: Any
    start: int
    end: int
    rule: str
    weight: float


__all__ = ["ALONE", "ALONE_WEIGHT", "Candidate", "Doc"]
