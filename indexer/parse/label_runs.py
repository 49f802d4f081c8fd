"""Runs of labels and values that nothing but blanks parts, or nothing at all."""

from __future__ import annotations

import re
from bisect import bisect_right

from indexer.parse.label_forms import SEPARATOR, VALUE_LIKE, LabelHit, form_at
from indexer.parse.label_words import FIGURES, WEAK, key_by_word, known_form, known_label, starts_with_date

# The same behind an abbreviation or a plus, in a run of labels alone: "OpleidingHBOStartdatum", "WO+Uren".
_GLUE_BEHIND_CAPITALS = re.compile(r"[A-Z](?<=[A-Z]{2}[A-Z]|[A-Z0]\+[A-Z])(?=[a-z])")
# Where a label may end that its value is glued to.
_LABEL_EDGE = re.compile(
    r"[a-zà-ÿ.)](?=[A-Z0-9€:]|\s(?:[0-9€]|[A-Z]{2})|(?:mbo|hbo|wo|n\.v\.t|nvt|maximaal|max\.?|minimaal|onbekend|nader|in overleg|marktconform|z\.s\.m|zsm|per direct|geen|ja|nee)\b)"
)
_CAPITAL_WORD = re.compile(r"[A-Z](?<= .)")
LONGEST_RUN, _LONGEST_IN_RUN, FEWEST_IN_RUN = 1500, 40, 3


def run_of_words(line: str, form: tuple[str, int] | None) -> list[LabelHit]:
    """Labels and values that blanks alone part (``Standplaats Tiel Uren per week 24 Startdatum 1 mei``), three or more of which
    ask for a figure that stands behind them."""
    hits: list[LabelHit] = []
    figures = at = 0
    while form and len(line) < LONGEST_RUN:
        key, end = form
        if line[at:end].lower() in WEAK or not line[at].isupper():
            return []
        value = end + 1
        figures += key in FIGURES and VALUE_LIKE.match(line, value) is not None
        hits.append(LabelHit(key, at, end - at, value, "run-together", True))
        form = None
        for word in _CAPITAL_WORD.finditer(line, value + 1):
            at = word.start()
            form = form_at(line, at)
            if form and known_label(line[at : form[1]]):
                break
            form = None
    return hits if figures >= FEWEST_IN_RUN else []


def run_together(line: str, starts: list[int]) -> list[LabelHit]:
    """Labels and values that nothing parts (``PlaatsMeppelUren per week28Tarief€ 84``), where a line holds three or more."""
    ends = [edge.end() for edge in _LABEL_EDGE.finditer(line)]
    starts = sorted((*starts, *(glue.start() for glue in _GLUE_BEHIND_CAPITALS.finditer(line))))
    hits: list[LabelHit] = []
    for start in (0, *starts):
        if hits and start < hits[-1].value:
            continue
        near = ends[bisect_right(ends, start) : bisect_right(ends, start + _LONGEST_IN_RUN)]
        for end in reversed(near):
            if key := known_form(line[start:end]):
                value = end + (line[end : end + 1] == ":")
                if key == "contact" and starts_with_date(line[value:].lstrip()):
                    key = "start"
                hits.append(LabelHit(key, start, end - start, value, "run-together", True))
                break
        else:
            hits += filter(None, (before_value(line, start),))
    return _with_unlisted(line, starts, ends, hits) if len(hits) >= FEWEST_IN_RUN else []


def glued_pairs(line: str, starts: list[int]) -> list[LabelHit]:
    """The labels of a line that is too short for :func:`run_together`: two with their values (``StartdatumZ.s.m.Einddatum31-12-2026``),
    one of which asks for the figure behind it; or one of two words with its value.
    """
    ends = [edge.end() for edge in _LABEL_EDGE.finditer(line)]
    first = _glued_label(line, 0, ends)
    if first is None:
        return []
    if len(starts) == 1 and starts[0] == first.value and " " in line[: first.value]:
        return [first]  # "Locatie werkzaamhedenVenlo": a label of two words by itself
    for start in starts:
        second = _glued_label(line, start, ends) if start > first.value else None
        if second and any(
            (h.key in FIGURES or h.key == "salary") and VALUE_LIKE.match(line, h.value)
            for h in (first, second)
        ):
            return [first, second]
    return []


def _glued_label(line: str, start: int, ends: list[int]) -> LabelHit | None:
    """The longest label at an offset that its value is glued to."""
    near = ends[bisect_right(ends, start) : bisect_right(ends, start + _LONGEST_IN_RUN)]
    for end in reversed(near):
        if (key := known_label(line[start:end])) and line[end : end + 1].isalnum():
            return LabelHit(key, start, end - start, end, "run-together", True)
    return None


def _with_unlisted(line: str, starts: list[int], ends: list[int], hits: list[LabelHit]) -> list[LabelHit]:
    """The labels of such a run, with those that only a word in them tells to be one: they too stand between a value and a
    capital, a figure or an amount.
    """
    found: list[LabelHit] = []
    for hit, stop in zip(hits, [*(hit.start for hit in hits[1:]), len(line)], strict=True):
        found.append(hit)
        for start in starts[bisect_right(starts, hit.value) : bisect_right(starts, stop - 1)]:
            end = next((end for end in ends if start + 3 < end <= start + _LONGEST_IN_RUN), 0)
            words = line[start:end]
            if not (found[-1].value < start and end < stop and len(words.split()) > 1):
                continue
            key = key_by_word(words)
            if key in FIGURES and VALUE_LIKE.match(line, end):
                found.append(LabelHit(key, start, end - start, end, "run-together", True))
    return found


def before_value(line: str, start: int) -> LabelHit | None:
    """The label at ``start``, where a sign or what can only be a value stands behind it."""
    form = form_at(line, start)
    separator = SEPARATOR.match(line, form[1]) if form else None
    if form and separator and (separator.group().strip() or VALUE_LIKE.match(line[separator.end() :])):
        return LabelHit(form[0], start, form[1] - start, separator.end(), "run-together", True)
    return None
