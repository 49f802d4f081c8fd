"""What a typed query leaves out in words: *niet jeugd*, *geen wmo of ggz*, *niet in Amsterdam*, as ``-jeugd`` does.

It stays part of the text to search for, in that form, and is told as a chip of the parameter ``q``. A word that would be a
filter by itself (*geen loondienst*) is left alone, for a text that names it may well suit; so are phrases that mean one thing
(*niet aangeboren*, *zonder startkwalificatie*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from app.search.chips import Chip
from app.search.weights import function_words

_PLACES: Final = frozenset({"place", "gemeente", "province", "region"})
_WORD: Final = r"[^\W\d_][\w'’-]*\*?(?![\w:])"


def read_excluded(
    q: str, cues: Sequence[str], table: dict[str, Any], label: str, filters: Sequence[Chip]
) -> Iterator[Chip]:
    """What is left out, from left to right, each word a chip. ``filters`` are what may be read as filters; a place among them
    is left out by its whole name.
    """
    cue, between, either = (
        "|".join(map(re.escape, words)) for words in (cues, table["between"], table["or"])
    )
    begin = re.compile(
        rf"(?<![\w-])(?P<cue>{cue})\s+(?:(?:{between})\s+){{0,2}}(?P<word>{_WORD})", re.IGNORECASE
    )
    onward = re.compile(
        rf"\s+(?:{either})\s+(?:(?:{cue}|{between})\s+){{0,2}}(?P<word>{_WORD})", re.IGNORECASE
    )
    at = 0
    while found := begin.search(q, at):
        kept = table["kept"].get(found["cue"].lower(), ())
        following: re.Match[str] | None = found
        at = found.end()
        while following is not None:
            end = _end(following, kept, filters)
            if end is None:
                break
            left_out, start = q[following.start("word") : end], following.start()
            if following is not found:
                start += len(following.group()) - len(following.group().lstrip())
            text = f'"{left_out}"' if " " in left_out else left_out
            yield Chip(q[start:end], start, end, label.format(left_out.rstrip("*")), (("q", f"-{text}"),), ())
            at = end
            following = onward.match(q, at)


def _end(found: re.Match[str], kept: Sequence[str], filters: Sequence[Chip]) -> int | None:
    """Where the words end that are left out; ``None`` where nothing is."""
    word = found["word"].lower().rstrip("*")
    if word in function_words() or word in kept:
        return None
    over = [chip for chip in filters if chip.start < found.end() and chip.end > found.start("word")]
    if any(chip.shown[0][0] not in _PLACES for chip in over):
        return None
    return max([found.end(), *(chip.end for chip in over)])
