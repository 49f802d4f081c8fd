"""Two sentences of the text itself that say what the assignment is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.roles import has_role

_MOST = 400
_SOUGHT = re.compile(
    r"\b(?:op zoek naar|zoek(?:en|t)\b|gezocht|looking for|seek\w*|behoefte aan|inhuur van|vragen wij|vragen wij een)\b"
)
_SOUGHT_POINTS, _GOAL_POINTS = 2.0, 0.7
_MOST_POINTS = _SOUGHT_POINTS + 1 + _GOAL_POINTS
_GOAL = re.compile(r"\b(?:opdracht|doel|kern|rol|taak|assignment|role)\b")


def read(doc: Doc) -> Iterator[Candidate]:
    """One candidate for ``summary``: the sentence that says who is sought or what for, and the next if it fits."""
    layout = doc._.layout
    text = layout.text
    best: tuple[float, int, int] | None = None
    for start, end in layout.sentences:
        early = start / max(len(text), 1)
        if best is not None and best[0] >= _MOST_POINTS - early:
            break  # no sentence further on can say more
        words = text[start:end].strip()
        if (
            not 60 <= len(words) <= _MOST
            or layout.is_noise(start)
            or layout.line_at(start).bullet
            or words[-1] not in ".!"
        ):
            continue
        section = layout.section_at(start).kind
        if section in ("contact", "conditions", "procedure", "award", "interview"):
            continue
        score = (
            _SOUGHT_POINTS * layout.says(_SOUGHT, start, end)
            + has_role(words)
            + _GOAL_POINTS * layout.says(_GOAL, start, end)
            - early
        )
        if best is None or score > best[0]:
            best = (score, start, start + len(words))
    if best is None:
        return
    _, start, end = best
    line_end = layout.line_at(start).end
    if end < line_end:
        follow = layout.sentence_at(end + 1)
        if follow[1] - start <= _MOST:
            end = start + len(text[start : follow[1]].rstrip())
    yield Candidate("summary", text[start:end], start, end, "sentence", 0.6)
