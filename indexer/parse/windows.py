"""Where in a text a costly pattern is worth trying: around the cheap anchor that each of its matches holds."""

from __future__ import annotations

import re
from collections.abc import Iterator


def windows(text: str, anchor: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``text`` from ``before`` characters ahead of an anchor to ``after`` behind it, overlaps joined.

    A stretch never begins inside a word. A pattern whose matches all hold an anchor, reach at most ``before`` characters
    back from the first and ``after`` on from the last finds in the stretches what it finds in the whole text.
    """
    start = end = -1
    for match in anchor.finditer(text):
        low = max(match.start() - before, 0)
        if end >= low:
            end = match.end() + after
            continue
        if end >= 0:
            yield start, min(end, len(text))
        while low > 0 and not text[low - 1].isspace():
            low -= 1
        start, end = low, match.end() + after
    if end >= 0:
        yield start, min(end, len(text))


def find_in_windows(
    pattern: re.Pattern[str], text: str, anchor: re.Pattern[str], before: int = 80, after: int = 60
) -> Iterator[re.Match[str]]:
    """Matches of ``pattern`` in the stretches around the anchors, in order."""
    for start, end in windows(text, anchor, before, after):
        yield from pattern.finditer(text, start, end)
