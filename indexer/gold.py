"""A gold file: what a person read in each document, one JSON object a line, with the words it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.record import KINDS

SEALED = "evaluation"
SETS = ("development", SEALED)
FIELDS = (
    "title", "reference", "organisation", "places", "remote", "hours", "rate", "budgetTotal", "startDate", "asap",
    "endDate", "durationMonths", "extension", "deadline", "deadlineAt", "published", "status", "contractForms",
    "education", "competencies", "summary", "sourceUrl",
)  # fmt: skip


class GoldError(Exception):
    """A gold file that cannot be used. The message names the file, the line and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One document as a person reads it. ``fields`` holds JSON names to ``{"value", "words", ...}``.

    ``only`` names the fields that were looked for, where those were not all: of the others nothing is known.
    """

    file: str
    set: str
    layout: str
    kind: str
    fields: dict[str, dict[str, Any]]
    only: tuple[str, ...] = ()

    def value(self, field: str) -> Any:
        return self.fields.get(field, {}).get("value")

    def words(self, field: str) -> list[str]:
        return list(self.fields.get(field, {}).get("words") or ())


def read_gold(path: Path) -> list[Gold]:
    """Every document of a gold file, in its order. Raises :class:`GoldError` or ``OSError``."""
    gold = list(_lines(path))
    if not gold:
        raise GoldError(f"{path} is leeg")
    return gold


def _lines(path: Path) -> Iterator[Gold]:
    files: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = _gold(json.loads(line))
            if item.file in files:
                raise ValueError(f"{item.file} staat er twee keer in")
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            reason = f"{error.args[0]!r} ontbreekt" if isinstance(error, KeyError) else error
            raise GoldError(f"{path}, regel {number}: {reason}") from error
        files.add(item.file)
        yield item


def _gold(data: dict[str, Any]) -> Gold:
    gold = Gold(
        data["file"],
        data.get("set", SETS[0]),
        data.get("layout", ""),
        data["kind"],
        data.get("fields", {}),
        tuple(data.get("only", ())),
    )
    if gold.kind not in KINDS:
        raise ValueError(f"kind is een van {', '.join(KINDS)}, niet {gold.kind!r}")
    if gold.set not in SETS:
        raise ValueError(f"set is een van {', '.join(SETS)}, niet {gold.set!r}")
    for name in (*gold.fields, *gold.only):
        if name not in FIELDS:
            raise ValueError(f"{name!r} is geen veld")
    for field in gold.fields.values():
        field["value"]
    return gold
