"""What the log of changes needs to know of a record: a digest of each field, and what makes it open or not."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import orjson

from indexer.record import FIELDS, Record, open_until, to_json

DIGEST_BYTES: Final = 8


class Told(NamedTuple):
    """``digests`` are those of all fields, one after the other; ``shown`` is the posting shown in the place of a hidden
    one; ``until`` is what :func:`indexer.record.open_until` gives. Dates are in ISO form.
    """

    id: str
    kind: str
    status: str | None
    until: str | None
    published: str | None
    primary: bool
    shown: str | None
    digests: bytes


@cache
def fields_told() -> tuple[str, ...]:
    """The names of a record's fields in JSON, in the order of their digests."""
    return FIELDS


def told_of(record: Record, plain: dict[str, Any] | None = None) -> Told:
    """What is told of a record; ``plain`` is its JSON with the text, for a caller that has it already."""
    plain = to_json(record, with_text=True) if plain is None else plain
    shown = next((sibling.id for sibling in record.siblings if sibling.primary), None)
    digests = b"".join(_digest(plain[name]) for name in fields_told())
    return Told(
        record.id,
        record.kind,
        record.status,
        open_until(plain["deadline"], plain["endDate"]),
        plain["published"],
        record.primary,
        shown,
        digests,
    )


def _digest(value: Any) -> bytes:
    data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return blake2b(data, digest_size=DIGEST_BYTES).digest()
