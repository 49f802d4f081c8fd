"""The day on which somebody wrote a message or a note, as the text tells it itself: ``Ik schrijf dit op maandagavond 6 oktober 2025``,
the date under the name that signs, the one that closes the first line of a memo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indexer.parse.candidate import Candidate
from indexer.parse.date_words import POSTED
from indexer.parse.dategrammar import ONLY_DAY, WEEKDAY, DateMention
from indexer.parse.lines import signs_off

if TYPE_CHECKING:
    from indexer.parse.posting import Dates

_PART = r"(?:ochtend|morgen|middag|avond|nacht| morning| afternoon| evening| night)"
_DAY = rf"(?:{WEEKDAY}{_PART}?\.?,? |deze |this )?"
_WRITE = r"(?:schrijf|schrijven|tik|tikken|typ|typen|mail|mailen|app|stuur|sturen|verstuur|versturen|post|posten|deel|delen|plaats|plaatsen|zet|zetten)"
_THIS = r"(?:dit|deze \w+|dit \w+)"
# "Ik schrijf dit op maandagavond", "dit bericht tik ik op", "I am writing this on".
_WRITTEN = re.compile(
    rf"\b(?:(?:ik|we|wij) {_WRITE}\b[^.;!?\n\d]{{0,20}}?\b{_THIS}\b|{_THIS} (?:\w+ )?{_WRITE} (?:ik|we|wij)\b|{_WRITE} (?:ik|we|wij) (?:\w+ )?{_THIS}\b"
    rf"|\b(?:i am|i'm|we are|we're) (?:writing|typing|sending|posting|sharing) this\b|\bi (?:write|type|send|post) this\b)[^.;!?\n\d]{{0,30}}?(?: ?(?:op|on|van|,|\())? ?{_DAY}$",
    re.I,
)
# "De aanvraag heeft ze gisteren, 1 december 2025, bij ons uitgezet"
_BY_ITS_DAY = re.compile(
    r"\b(?:gisteren|eergisteren|vandaag|vanochtend|vanmorgen|vanmiddag|vanavond|yesterday|today|this (?:morning|afternoon))\W{1,3}(?:\w+(?:dag|day),? )?$",
    re.I,
)
# The words of a memo's or a note's first line before the date that closes it.
_HEADS = re.compile(
    r"\W*(?:(?:interne|korte|kort) )?(?:memo|notitie|belnotitie|\w*verslag|aantekening(?:en)?|brief|oproep|note|notes|minutes|letter)\b[^\n]*"
    r"|\W*(?:van|from)\b[^\n]{3,140}\b(?:aan|to)\b[^\n]{2,140}[.,] (?:\w+dag )?",
    re.I,
)
_NAME = re.compile(r"[A-ZÀ-Ý][\w.'’-]*(?: [\w.'’-]+){0,4},?")
_TOP, _LONGEST_NAME = 400, 45  # characters
_BACK, _ABOVE = 90, 500  # characters
_MORE_BELOW = re.compile(r"\n[ \t]*[^\s>]")  # a line that quotes no older message
_SURE, _BY_PLACE = 0.62, 0.55


def written(dates: Dates) -> Iterator[Candidate]:
    """Candidates for ``published``: none of them is told by a label or a word of posting alone."""
    for index, mention in enumerate(dates.mentions):
        if (
            not mention.has_year
            or mention.precision != "day"
            or mention.weak
            or dates.where(mention).noise
            or dates.covering(mention) is not None
        ):
            continue
        start, end = dates.where(mention).sentence
        before = dates.text[max(start, mention.start - _BACK) : mention.start]
        if _WRITTEN.search(before) or _BY_ITS_DAY.search(before) and POSTED.search(dates.low, start, end):
            yield Candidate("published", mention.first, mention.start, mention.date_end, "prose", _SURE)
        elif _is_below_the_name(dates, mention) or _closes_the_head(dates, index):
            yield Candidate(
                "published", mention.first, mention.start, mention.date_end, "dateline", _BY_PLACE
            )


def _is_below_the_name(dates: Dates, mention: DateMention) -> bool:
    """Whether the date is all of a line right below the name that signs a message, with nothing but older messages behind it."""
    text, line = dates.text, dates.where(mention).line
    if not ONLY_DAY.fullmatch(text, line.content, mention.start) or text[mention.end : line.end].strip(" ."):
        return False
    if _MORE_BELOW.search(text, line.end):
        return False
    lines = text[max(line.start - _ABOVE, 0) : line.start].split("\n")
    above = [one.strip() for one in lines if one.strip()]
    if above and signs_off(above[-1]):  # "Groet, Piet"
        return True
    if len(above) < 2 or len(above[-1]) > _LONGEST_NAME or not _NAME.fullmatch(above[-1]):
        return False
    return above[-2][-1:] in ".!?," or signs_off(above[-2])


def _closes_the_head(dates: Dates, index: int) -> bool:
    """Whether the date closes one of the first lines, which says who wrote to whom or what kind of note it is."""
    mention, scores = dates.mentions[index], dates.scores(index)
    line = dates.where(mention).line
    if line.start > _TOP or dates.text[mention.end : line.end].strip(" .)"):
        return False
    if max(scores.deadline, scores.start, scores.end) > 0 or scores.preposition not in (None, "at"):
        return False
    return _HEADS.fullmatch(dates.text, line.content, mention.start) is not None
