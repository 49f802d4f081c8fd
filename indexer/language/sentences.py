"""Where Dutch sentences begin: at stops, at newlines and at list bullets, but not after an abbreviation.

Assignment texts are half prose, half headings and lists. A heading carries no full stop and a list item
often none, so a newline always ends a sentence; what the lines of a paragraph lose by that, a field module
finds back through the layout.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_BULLETS = "•●▪◦‣∙"
# A run of stops or blanks is tried from its first character alone, or a long one would take the square of its length.
# Group "stop" is set where a stop may end a sentence; the other alternatives end one in any case.
_BREAK = re.compile(
    rf"""(?<![.!?…])(?P<stop>[.!?…]+)["'”’»)\]]*[ \u00a0]+(?=["'“‘«(\[]*[A-ZÀ-ÖØ-Þ0-9{_BULLETS}])
    |(?<!\s)\s*\n\s*
    |(?<![ \u00a0])[ \u00a0]+(?=[{_BULLETS}])""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.'’]+\Z")
# J. de Vries, A.B. de Vries, and the letter of a list item: a. Planning
_INITIALS = re.compile(r"(?:[A-Za-z]|[A-Z]\.(?:[A-Z]\.)*[A-Z])\Z")
_LONGEST_WORD = 24


@cache
def abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Lowercase abbreviations without their last stop (``d.w.z``), after which a sentence goes on.

    After those of the second set it goes on only where no capital follows (``n.v.t``).
    """
    lines = (
        files("indexer.knowledge.words")
        .joinpath("abbreviations.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    always = frozenset(row[0].rstrip(".") for row in rows if len(row) == 1)
    return always, frozenset(row[0].rstrip(".") for row in rows if row[1:] == ["!"])


def _goes_on(text: str, stop: int, following: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, an initial or a numbered item."""
    before = _WORD_BEFORE.search(text, max(0, stop - _LONGEST_WORD), stop)
    if before is None:
        return False
    word = before.group().lstrip("'’")
    always, unless_capital = abbreviations()
    if word.lower() in always or _INITIALS.match(word):
        return True
    if word.lower() in unless_capital:
        return not text[following].isupper()
    return word.isdigit() and len(word) < 3 and _at_line_start(text, before.start())


def _at_line_start(text: str, position: int) -> bool:
    return not text[text.rfind("\n", 0, position) + 1 : position].strip(_BULLETS + " -*#\u00a0")


def boundaries(text: str) -> tuple[list[int], list[int]]:
    """Character offsets where a sentence begins, and those where a stop only looked like the end of one."""
    starts: list[int] = []
    continued: list[int] = []
    for found in _BREAK.finditer(text):
        single_stop = found["stop"] == "."
        (continued if single_stop and _goes_on(text, found.start(), found.end()) else starts).append(
            found.end()
        )
    return starts, continued
