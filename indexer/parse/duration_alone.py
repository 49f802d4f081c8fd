"""The last resort for how long the work lasts: the one length of time of a text that nothing else explains.

``De eerste drie maanden zijn zeker``, ``daarna ben je vijf maanden ons gezicht``: no word of lasting is said, and yet a reader
takes it for the duration, as the text tells no other and the length is none of experience, of the past or of an extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate
from indexer.parse.hours_words import OF_OTHERS
from indexer.parse.layout import ASKING, Layout
from indexer.parse.roles import has_role

_FEW_WORDS = 7
_MOST_YEARS, _FEWEST_WEEKS = 2.0, 1.5  # in years and in months
# Somebody who stays, is needed or comes: the reader, who asks, or nobody named.
_OF_THE_WORK = re.compile(
    r"\b(?:je|jij|jou|u|we|wij|ons|ze|zij|iemand|het (?:vraagt|kost|gaat|wordt|is voor)|ik|you|we|us|(?:in de|per) week|beginnen|they|someone|somebody|opdracht|klus|werk|project|inhuur|assignment|job)\b"
)
# What a length of time is of, where it is not of the work.
_NEVER = re.compile(
    r"\b(?:ervaring|experience|al vaker|al eens|eerder|ooit|minstens één keer|at least once|cursus\w*|training\w*|opleiding\w*|pilot\w*|contracten|gevoerd|vergader\w*|overleg\w*|evaluat\w*|rapport\w*|wachtlijst\w*|wachttijd\w*|abonnement\w*|optie|verleng\w*|extension|extend\w*|erbij|langer|aan vast|salaris|bruto|ik (?:heb|had|was|werk\w*|zat|zit)|(?:hebben|hadden) (?:we|wij|ze)|mijn|my|ouder|vog)\b"
)


def lone_length(layout: Layout, lengths: Iterable[tuple[re.Match[str], float]]) -> Iterator[Candidate]:
    """The one length among those that are of nothing else, given with their months; nothing where two differ."""
    left = [(match, months) for match, months in lengths if _may_be_of_work(layout, match, months)]
    if left and all(months == left[0][1] for _, months in left):
        match, months = left[0]
        yield Candidate("duration_months", months, match.start(), match.end(), ALONE, ALONE_WEIGHT)


def _may_be_of_work(layout: Layout, match: re.Match[str], months: float) -> bool:
    first, last = layout.sentence_at(match.start())
    years = match["unit"][0].lower() in "jy"
    if (
        months < _FEWEST_WEEKS
        or years
        and (months > 12 * _MOST_YEARS or layout.section_at(match.start()).kind in ASKING)
    ):
        return False
    if _NEVER.search(layout.low, first, last) or layout.says(OF_OTHERS, first, last):
        return False
    sentence = layout.low[first:last]
    if sentence.count(" ") < _FEW_WORDS and "\n" not in sentence:
        return True  # "De eerste drie maanden zijn zeker."
    return _OF_THE_WORK.search(sentence) is not None or has_role(sentence)
