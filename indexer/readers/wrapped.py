"""Text with hard line ends, as mail programs and text exports leave it: each paragraph on one line again.

Nothing marks such a line end, so a text counts as wrapped only where its lines tell so: next to none runs past a
terminal's width, and several go on in lower case just where their first word would not have fitted.
"""

from __future__ import annotations

import re
from itertools import pairwise

from indexer.readers.hyphens import ENDS_IN_HYPHEN, LINE_HYPHEN, mend_hyphens

_NARROWEST, _WIDEST = 45, 115  # characters
_FEWEST = 3  # lines that plainly go on
_FOR_EACH_LONGER = 3  # more of these for each line that is wider
_WIDTHS = 4  # of the widest lines, each is tried as the width
_FULL = 0.7
_SET_APART = 20  # blanks before a line
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
    goes_on = _going_on(lines)
    if goes_on is None:
        return text
    parts = [lines[0]]
    for line, on in zip(lines[1:], goes_on[1:], strict=True):
        if on:
            parts[-1] = ENDS_IN_HYPHEN.sub(LINE_HYPHEN, parts[-1].rstrip())
            parts.append(" " + line.lstrip())
        else:
            parts.append("\n" + line)
    return mend_hyphens("".join(parts))


def _going_on(lines: list[str]) -> list[bool] | None:
    """For each line whether it is the wrapped rest of the one above; None where the text is not wrapped.

    A long address, or a notice that something else put above or below, is no sign that the rest was not wrapped: the widest
    lines may be left out of account where many others plainly go on.
    """
    lengths = [len(line.rstrip()) for line in lines if not _CELLS.search(line) and not _is_set_apart(line)]
    labelled = [number for number, line in enumerate(lines) if _LABEL.match(line)]
    widths = sorted({length for length in lengths if _NARROWEST <= length <= _WIDEST}, reverse=True)
    # Of who writes no capitals, small letters at the start of a line tell nothing.
    opened = [line for above, line in pairwise(["", *lines]) if line.strip() and not above.strip()]
    small = sum(line.lstrip()[0].islower() for line in opened)
    for width in widths[: _WIDTHS if 2 * small < len(opened) else 1]:
        goes_on = [False, *(_goes_on(before, line, width) for before, line in pairwise(lines))]
        for number in labelled if len(labelled) >= _FEWEST else ():
            goes_on[number] = False
        plainly = sum(on and line.lstrip()[:1].islower() for on, line in zip(goes_on, lines, strict=True))
        if plainly >= max(_FEWEST, _FOR_EACH_LONGER * sum(length > width for length in lengths)):
            return goes_on
    return None


def _is_set_apart(line: str) -> bool:
    """Whether a line stands in the middle or at the right, as the number of a page does: where it ends says nothing of others."""
    return len(line) - len(line.lstrip()) >= _SET_APART


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
    return open_ended or width >= len(before) > width - 1 - len(words[0])
