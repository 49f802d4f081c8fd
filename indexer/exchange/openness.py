"""Which records are open on a day, and why another one is not. The rule is that of a search for what is open."""

from __future__ import annotations

from typing import Literal

from indexer.exchange.told import Told

Reason = Literal["closed", "expired", "withdrawn", "duplicate"]


def not_open_because(told: Told, day: str) -> Reason | None:
    """Why a record is not open on ``day`` (a Dutch date in ISO form); ``None`` for one that is."""
    if told.status == "closed":
        return "closed"
    if told.until is not None and told.until < day:
        return "expired"
    return None if told.primary else "duplicate"
