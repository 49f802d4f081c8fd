"""Which records are open on a day, and why another one is not. The rule is that of a search for what is open."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from indexer.record import Record

Reason = Literal["closed", "expired", "withdrawn", "duplicate"]
REASONS: Final[tuple[Reason, ...]] = ("closed", "expired", "withdrawn", "duplicate")


def not_open_because(record: Record, day: dt.date) -> Reason | None:
    """Why a record is not open on ``day`` (a Dutch date); ``None`` for one that is."""
    if record.status == "closed":
        return "closed"
    if record.deadline is not None and record.deadline < day:
        return "expired"
    return None if record.primary else "duplicate"
