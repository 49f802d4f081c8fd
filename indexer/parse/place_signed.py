"""Where the writers of a message take their leave: a town below it is where they sit, and no place of work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.layout import Layout
from indexer.parse.lines import Line
from indexer.parse.place_names import cues

# What a message that is passed on begins with, below the words of who passes it on.
_PASSED_ON = re.compile(
    r"(?:[-_ ]*(?:oorspronkelijk|doorgestuurd|original|forwarded) (?:bericht|message)|(?:van|from): .*[@<]|>)",
    re.I,
)


def _is_signoff(line: Line) -> bool:
    starts = tuple(cues()["signoff"]["starts"])
    return (
        len(line.text) < 60
        and line.text.lower().startswith(starts)
        and _PASSED_ON.match(line.text) is None  # "-----Oorspronkelijk bericht-----"
    )


def own_text_end(layout: Layout) -> int:
    """Where the last sign-off begins, or the end; the facts a page carries beside its text stand after it."""
    third = len(layout.text) // 3
    end = len(layout.text)
    for line in layout.lines:
        if line.start > third and line.start < end and _is_signoff(line):
            end = line.start
        elif end < line.start and _PASSED_ON.match(layout.text, line.start, line.end):
            end = len(layout.text)
    return end


def signed_before(layout: Layout, limit: int) -> Iterator[tuple[int, int]]:
    """Sign-offs before ``limit``, each to where the message begins that is passed on."""
    signed = None
    for line in layout.lines:
        if line.start >= limit:
            return
        if signed is None and line.start > len(layout.text) // 3 and _is_signoff(line):
            signed = line.start
        elif signed is not None and _PASSED_ON.match(layout.text, line.start, line.end):
            yield signed, line.start
            signed = None
