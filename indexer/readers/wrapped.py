"""Text with hard line ends, as mail programs and text exports leave it: each paragraph on one line again.

Nothing marks such a line end, so a text counts as wrapped only where its lines tell so: none runs past a terminal's
width, and several go on in lower case just where their first word would not have fitted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from indexer.readers.hyphens import ENDS_IN_HYPHEN, LINE_HYPHEN, mend_hyphens

_NARROWEST, _WIDEST = 45, 115  # characters
_FEWEST = 3  # lines that plainly go on
_FULL = 0.7
# Words far apart are cells of a row, and say nothing of where lines end.
_CELLS = re.compile(r"\S(?: {3,}|\t| *\| )\S")
_OPENS = re.compile(
    r"\s*(?:[-–—•·▪◦‣*●○■□▫➢➤►▸✓✔✗☐☑☒>~+]|\(?\w{1,2}[.)\]]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[\[(][ xX\w]{0,2}[\])]|[A-ZÀ-Ý][^:.!?]{0,45}:(?:\s|$)|[#|=*_])"
)
# "waar: oss": in small letters a label only among several.
_LABEL = re.compile(r"[a-zà-ÿ]{2,16} ?:\s+\S")


def unwrapped(text: str) -> str:
    """``text`` with its paragraphs on one line each; a text that is not wrapped comes back as it is."""
    lines = text.split("\n")
    width = max((len(line.rstrip()) for line in lines if not _CELLS.search(line)), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    goes_on = [
        False,
        *(_goes_on(before, line, width) for before, line in pairwise(lines)),
    ]
    labelled = [number for number, line in enumerate(lines) if _LABEL.match(line)]
    for number in labelled if len(labelled) >= _FEWEST else ():
        goes_on[number] = False
    plainly = sum(on and line.lstrip()[:1].islower() for on, line in zip(goes_on, lines, strict=True))
    if plainly < _FEWEST:
        return text
    parts = [lines[0]]
    for line, on in zip(lines[1:], goes_on[1:], strict=True):
        if on:
            parts[-1] = ENDS_IN_HYPHEN.sub(LINE_HYPHEN, parts[-1].rstrip())
            parts.append(" " + line.lstrip())
        else:
            parts.append("\n" + line)
    return mend_hyphens("".join(parts))


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether ``line`` is the wrapped rest of ``before``: its first word would not have fitted there."""
    words = line.split(maxsplit=1)
    before = before.rstrip()
    if not words or not before.strip() or _OPENS.match(line) or _CELLS.search(before):
        return False
    if ENDS_IN_HYPHEN.search(before) and words[0][0].islower():
        return True
    if before.endswith(":") or _CELLS.search(line):
        return False
    # Typed by hand, lines end earlier than they must; one that is no sentence yet and is followed by no capital goes on.
    open_ended = before[-1] not in ".!?;" and not words[0][0].isupper() and len(before) > _FULL * width
    return open_ended or len(before) + 1 + len(words[0]) > width
