"""An older message quoted below the newer one, each line behind ``>`` (RFC 3676, section 4.5): its paragraphs on one line each."""

from __future__ import annotations

import re
from itertools import groupby

from indexer.readers.wrapped import unwrapped

QUOTE_MARKS = re.compile(r"^(?:> ?)+")


def _depth(line: str) -> int:
    marks = QUOTE_MARKS.match(line)
    return marks[0].count(">") if marks else 0


def unwrapped_quotes(text: str) -> str:
    """``text`` with the paragraphs of every quoted message on one line each, behind one row of marks as before."""
    if "\n>" not in text:
        return text
    parts: list[str] = []
    for depth, lines in groupby(text.split("\n"), key=_depth):
        if not depth:
            parts += lines
            continue
        words = "\n".join(QUOTE_MARKS.sub("", line) for line in lines)
        parts += [f"{'>' * depth} {line}".rstrip() for line in unwrapped(words).split("\n")]
    return "\n".join(parts)
