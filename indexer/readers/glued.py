"""Text copied from a page that lost its line ends: ``Dit vragen weJe hebt ervaring.Je bent`` gets them back."""

from __future__ import annotations

import re
from typing import Final

_SHORTEST_LINE: Final = 120  # characters; a shorter one is read as it is
_FEWEST: Final = 4
"""Places in a text where sentences or headings stand against each other: one or two may be a slip of the pen."""
# Words that open a sentence or an item, and none that stand in names (DeWerkschakel, MijnGemeente).
_OPENERS: Final = "Je|Jij|U|Wij|We|Het|De|Een|Dit|Deze|Wat|Wie|Waar|Ervaring|Kennis|Bekendheid|Beschikt|Beschikking|Minimaal|Affiniteit|Heb|Heeft|Ben|Bent|Als|You|The|Our|Experience|Knowledge"
_GLUED: Final = re.compile(
    rf"(?<=[a-zà-ÿ)][.!?])(?=[A-Z][a-zà-ÿ]+[ A-Z])|(?<=(?:[a-zà-ÿ]{{2}}|\d[.!?]))(?=(?:{_OPENERS}) [a-zà-ÿA-Z])"
)


def unglued(text: str) -> str:
    """The text with a line end where one sentence or heading of a long line stands against the next. A text with few such
    places stays as it is.
    """
    if len(text) <= _SHORTEST_LINE:
        return text
    lines = [_GLUED.split(line) if len(line) > _SHORTEST_LINE else [line] for line in text.split("\n")]
    if sum(map(len, lines)) - len(lines) < _FEWEST:
        return text
    return "\n".join(piece for pieces in lines for piece in pieces)
