"""Words that a line end breaks in two, put together again."""

from __future__ import annotations

import re

# The mark PDFium puts for a hyphen at a line end; other readers set it where they find one.
LINE_HYPHEN = "\x02"
ENDS_IN_HYPHEN = re.compile("(?<=\\w)[-\u2010]$")
# A word is read from its beginning only: from each of its letters, a long one would take the square of its length.
_BROKEN_WORD = re.compile(f"(?:(?<!\\w)(\\w+))?{LINE_HYPHEN}\\s*(\\w*)")
_WHOLE_WORD = re.compile(r"(?<![\w-])\w+(?:-\w+)?(?![\w-])")
_VOWEL = re.compile("[aeiouyáéíóúàèäëïöüê]", re.I)
SUSPENDED = frozenset({"en", "of", "and", "or", "tot", "c.q", "dan", "als"})
_CONSONANTS = re.compile("[bcdfghj-np-tv-xz]{2,}", re.I)
# The consonants that a syllable may begin with; "hbo", "mbo" and "Wmo" are read letter by letter, and some more with them.
_ONSETS = frozenset(
    "bl br ch chl chr cl cr dj dr dw fj fl fr gh gl gn gr kl kn kr kw ph pl pn pr ps qu rh sc sch schr scr sf sh sj sk skl skr sl sm sn sp "
    "spl spr squ st str sw sz th thr tj tr ts tsj tw vl vr wr zw".split()
)
_LONGEST_BY_LETTER = 5
_BY_LETTER = frozenset({"aow", "azc", "cao", "coa", "ict", "uwv", "vog", "wia"})
# Two vowels that would be read as one sound: the hyphen between them is the word's own.
_ONE_SOUND = frozenset("aa ae ai au ee ei eu ie ii oe oi oo ou ui uu".split())


def mend_hyphens(text: str) -> str:
    """The text with each word around a :data:`LINE_HYPHEN` in one piece, as it is written elsewhere in the text if it is."""
    if LINE_HYPHEN not in text:
        return text
    written = {word.lower() for word in _WHOLE_WORD.findall(text)}
    return _BROKEN_WORD.sub(lambda match: _joined(match[1] or "", match[2], written), text)


def _joined(head: str, tail: str, written: set[str]) -> str:
    """A word broken at a line end. The hyphen stays where it is the word's own: before a capital or after
    letters that are no syllable (``zzp-er``, ``hbo-niveau``), and in front of ``en`` (``jeugd- en``)."""
    if tail.lower() in SUSPENDED:
        return f"{head}- {tail}"
    if head and tail:
        whole, hyphened = ((head + mark + tail).lower() in written for mark in ("", "-"))
        if whole != hyphened:
            return head + tail if whole else f"{head}-{tail}"
    plain_word = len(head) > 1 and head[-1].islower() and _VOWEL.search(head) and not _is_by_letter(head)
    one_sound = (head[-1:] + tail[:1]).lower() in _ONE_SOUND
    return head + tail if plain_word and tail[:1].islower() and not one_sound else f"{head}-{tail}"


def _is_by_letter(head: str) -> bool:
    if len(head) > _LONGEST_BY_LETTER:
        return False
    first = _CONSONANTS.match(head)
    return head.lower() in _BY_LETTER or (first is not None and first[0].lower() not in _ONSETS)
