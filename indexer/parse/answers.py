"""Questions as labels, and the answers below them: ``Hoeveel uur?`` above ``36 uur. Minder mag, maar ...``"""

from __future__ import annotations

import re

from indexer.knowledge.wording import questions
from indexer.parse.columns import FIGURE
from indexer.parse.label_forms import LabelHit
from indexer.parse.label_words import starts_with_date
from indexer.parse.lines import Line, next_filled

_LONGEST_ANSWER, _SHORT_ANSWER = 60, 70  # characters
_OF_NUMBERS = frozenset(
    {"hours", "duration", "rate", "start", "end", "deadline", "period", "extension", "budget"}
)
# Not all that FIGURE takes: "mogelijk" and "in overleg" are no number, and what follows may be one.
_TELLS_NUMBER = re.compile(r"\d|maand|month|week|jaar|year")
# A message of a chat asks without a question mark: "en wanneer gaat het los", "hoeveel".
_STAMP = 12  # characters of a time and a name at least
_ASKS = re.compile(
    r"(?:(?:en|ok|oké|prima|hm+|ah|ja)[,.]* )*(?:(?:tot|vanaf|per) )?(?:wanneer|hoeveel|hoe lang|hoe vaak|waar|wat (?:schuift|betalen|betaalt|is het tarief|krijg|verdient))\b[^.?!:]{0,45}\.{0,3}",
    re.I,
)
_FIRST_SENTENCE = re.compile(r"[^.!?\n]{2,59}(?:[.,]\d[^.!?\n]{0,30})?(?=[.!] [A-ZÀ-Ý])")


def in_vain(lines: list[Line], index: int, found: list[LabelHit]) -> bool:
    """A question alone on its line with no short answer right under it is a heading, and labels nothing."""
    if not lines[index].text.endswith("?") or found[0].value < len(lines[index].text):
        return False
    below = lines[index + 1] if index + 1 < len(lines) else lines[index]
    if below.kind == "blank":  # the answer may stand below a blank line: "En vanaf wanneer?", "18 mei 2027."
        further = next_filled(lines, index, 2)
        return further is None or not (starts_with_date(lines[further].text) or _is_answer(lines, further))
    if below.text.endswith("?"):
        return True
    return (
        below.end - below.content > _SHORT_ANSWER
        and not starts_with_date(below.text)
        and first_of_answer(found[0].key, below.text) is None
    )


def first_of_answer(key: str, words: str) -> int | None:
    """Where the first sentence of a long answer ends that is short and tells a number: ``36 uur. Minder mag ook, maar ...``"""
    first = _FIRST_SENTENCE.match(words) if key in _OF_NUMBERS and len(words) > _SHORT_ANSWER else None
    return first.end() if first and _TELLS_NUMBER.search(first[0]) else None


def _is_answer(lines: list[Line], index: int) -> bool:
    """Whether a short line with a figure stands alone between blank ones: ``32 - 36 hours a week``, ``Six months``."""
    words = lines[index].text
    alone = index + 1 == len(lines) or lines[index + 1].kind == "blank"
    return alone and len(words) <= _LONGEST_ANSWER and words[-1] != "?" and FIGURE.search(words) is not None


def asked_in_talk(lines: list[Line], index: int) -> str | None:
    """What a message of a chat asks after without a question mark, where the next message answers it."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else lines[index]
    if (
        line.content - line.start < _STAMP
        or below.content - below.start < _STAMP
        or not _ASKS.fullmatch(line.text)
    ):
        return None
    asked = line.text.lower()
    key = next((key for key, pattern in questions() if pattern.search(asked)), None)
    told = FIGURE.search(below.text) is not None or starts_with_date(below.text)
    return key if key not in _OF_NUMBERS or told else None
