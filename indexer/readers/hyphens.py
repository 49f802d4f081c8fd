"""Words that a line end breaks in two, put together again."""

from __future__ import annotations

import re

# The mark PDFium puts for a hyphen at a line end; other readers set it where they find one.
LINE_HYPHEN = "\x02"
ENDS_IN_HYPHEN = re.compile("(?<=\\w)[-\u2010]$")
# A word is read from its beginning only: from each of its letters, a long one would take the square of its length.
_BROKEN_WORD = re.compile(f"(?:(?<!\\w)(\\w+))?{LINE_HYPHEN}\\s*(\\w*)")
_VOWEL = re.compile("[aeiouyáéíóúàèäëïöüê]", re.I)
SUSPENDED = frozenset({"en", "of", "and", "or", "tot", "c.q", "dan", "als"})


def mend_hyphens(text: str) -> str:
    """The text with each word around a :data:`LINE_HYPHEN` in one piece."""
    return _BROKEN_WORD.sub(lambda match: _joined(match[1] or "", match[2]), text)


def _joined(head: str, tail: str) -> str:
    """A word broken at a line end. The hyphen stays where it is the word's own: before a capital or after
    letters that are no syllable (``zzp-er``), and in front of ``en`` (``jeugd- en``)."""
    if tail.lower() in SUSPENDED:
        return f"{head}- {tail}"
    plain_word = len(head) > 1 and head[-1].islower() and _VOWEL.search(head)
    return head + tail if plain_word and tail[:1].islower() else f"{head}-{tail}"
