"""Sentences and documents in prose, of which it is known what they ask: ``cases/asking_told.jsonl``, to which weights are fitted, and
``cases/asking_told_apart.jsonl``, to which none are: half of the sentences, and the documents of one writer. A line without a ``kind``
is a sentence or two, and stands in a frame.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "cases"
HEAD = (
    "Adviseur sociaal domein\nGeplaatst op 20 november 2026\n\n"
    "Voor de gemeente Zwolle zoeken wij een freelance adviseur.\n\n"
)
TAIL = "\n\nReageer met je cv en motivatie.\n"


class Told(NamedTuple):
    """A text, what it asks (whether it demands it), and its kind where it is a document of its own."""

    text: str
    asked: dict[str, bool]
    kind: str | None


def told(name: str) -> Iterator[Told]:
    """The texts of a file, sentences in their frame."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        kind = case.get("kind")
        yield Told(case["text"] if kind else f"{HEAD}{case['text']}{TAIL}", case["asked"], kind)
