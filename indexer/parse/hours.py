"""Hours per week: ``32``, ``24 - 36 uur``, ``twee dagen per week``, ``60 uur per maand``, ``0,67 fte``, ``ma t/m do``.

A number is read with its unit and its period wherever it stands; what is said around it decides whether it is the weekly
effort: a label, the header (here), words of effort in its sentence (:mod:`indexer.parse.hours_prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from indexer.parse import facts
from indexer.parse import hours_words as words
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.hours_alone import from_lone_number
from indexer.parse.hours_amended import from_amended
from indexer.parse.hours_beside import is_of_leave, is_signed
from indexer.parse.hours_clauses import OF_CLAUSES, from_clauses, from_corrections, from_named_ends
from indexer.parse.hours_prose import from_days, from_prose
from indexer.parse.hours_scale import Scale, between, scale_of
from indexer.parse.hours_units import counted_units
from indexer.parse.hours_values import in_value, with_fewest
from indexer.parse.layout import Labelled, Layout
from indexer.parse.roles import is_role
from indexer.parse.windows import first_near
from indexer.record import Hours

_PAIR_ENDS = re.compile(r"\s{2,}|[|;:\t]")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``hours``, converted to hours per week (8 a day, a month of 4.33 weeks)."""
    layout: Layout = doc._.layout
    for one in _read(layout):
        if one.rule == "label" or not is_of_leave(layout, one.start, one.end):
            yield one


def _read(layout: Layout) -> Iterator[Candidate]:
    scale = scale_of(layout)
    labelled = list(_from_labels(layout, scale))
    yield from labelled
    yield from _two_ends(labelled)
    pieces = list(_from_pieces(layout, scale))
    yield from pieces
    yield from _said_twice(labelled, pieces)
    yield from _run_together(layout)
    units = counted_units(layout.low)
    said = [*from_prose(layout, scale, labelled, units), *from_days(layout, scale, units)]
    yield from said
    yield from _room_for_role(layout, [*labelled, *pieces], said)
    yield from from_named_ends(layout, scale)
    yield from from_corrections(layout, scale)
    yield from from_amended(layout, scale, labelled)
    if not any(one.weight > OF_CLAUSES for one in (*labelled, *pieces, *said)):
        clauses = list(from_clauses(layout, scale, [*pieces, *said]))
        yield from clauses
        if not (labelled or pieces or said or clauses):
            yield from from_lone_number(layout, scale, units)


def _two_ends(labelled: list[Candidate]) -> Iterator[Candidate]:
    """A minimum under one label and a maximum under the next are the two ends of one range."""
    for one, other in pairwise(labelled):
        low, high = sorted((one.value, other.value), key=lambda hours: hours.min is None)
        if low.max is None and high.min is None and other.start - one.end < 40:
            both = between(low.min, high.max)
            if both:
                yield Candidate("hours", both, one.start, other.end, "label", 0.91)


def _said_twice(labelled: list[Candidate], pieces: list[Candidate]) -> Iterator[Candidate]:
    """A maximum under a label that the header tells as the plain number ("36 uur") is both ends."""
    if labelled and labelled[0].value.min is None:
        top = labelled[0].value.max
        yield from (piece._replace(weight=0.91) for piece in pieces if piece.value == Hours(top, top))


def _room_for_role(layout: Layout, header: list[Candidate], said: list[Candidate]) -> Iterator[Candidate]:
    """A range right behind the role that the one number of the header is an end of: ``de taken van de adviseur (28-32 uur)``."""
    lone = {one.value.min for one in header if one.value.min == one.value.max}
    for one in said:
        ends = {one.value.min, one.value.max}
        if len(lone) != 1 or None in ends or len(ends) == 1 or lone.isdisjoint(ends):
            continue
        before = words.IN_BRACKET.search(layout.text, max(0, one.start - 40), one.start)
        if before and is_role(before["word"]) and not before["word"].endswith(("s", "en")):
            yield one._replace(weight=0.91)


def _run_together(layout: Layout) -> Iterator[Candidate]:
    """Hours between labels without a blank, and those in a line of figures before a province."""
    found = first_near(words.GLUED, layout.text, layout.low, words.GLUED_STEMS, 8, 40)
    # Facts run together may look like a menu; other assignments do not.
    if found and layout.section_at(found.start()).kind != "related":
        hours = between(float(found["low"]), float(found["high"] or found["low"]))
        if hours:
            yield Candidate("hours", hours, found.start(), found.end(), "label", 0.8)
    _, figure = facts.before_province(layout)
    if figure:
        ends = [float(end) for end in figure.words.split("-")]
        hours = between(ends[0], ends[-1])
        if hours:
            yield Candidate("hours", hours, figure.start, figure.end, "form", 0.5)


def _from_labels(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    for pair in layout.labelled("hours"):
        value = layout.low[pair.start : pair.end]
        # Prose under a label (a heading with a paragraph) is read as prose below.
        if len(value) > 90 or words.OTHER_LABEL.search(pair.label.lower()) or _is_of_contact(layout, pair):
            continue
        found = in_value(pair.label.lower(), value, scale)
        if found:
            line = layout.line_at(pair.label_start)
            # "Maximaal inzetbaar" before a known label, but not what another pair on the line has there.
            ahead = _PAIR_ENDS.split(layout.low[line.content : pair.label_start])[-1][-30:]
            hours = _bounded_by(ahead + pair.label.lower(), found[0])
            stop = pair.start + found[1]
            hours, stop = with_fewest(layout.low, hours, stop) or (hours, stop)
            weight = 0.9 if re.search(r"\d", value) else 0.8
            if "fte" in pair.label.lower():
                weight -= 0.01  # "fte: 0,2-1, uren: 8-40": hours are told, those of an fte are worked out
            yield Candidate("hours", hours, pair.label_start, stop, "label", weight)


def _is_of_contact(layout: Layout, pair: Labelled) -> bool:
    """Whether it tells on which days somebody can be reached: ``Werkdagen: ma t/m do`` below a name."""
    if any(map(str.isdecimal, words.CLOCK.sub("", layout.low[pair.start : pair.end]))):
        return False
    return is_signed(layout, pair.label_start) or layout.section_at(pair.label_start).kind == "contact"


def _bounded_by(label: str, hours: Hours) -> Hours:
    """One number under a label that names an end ("Min. uren", "Uren (max)") is that end alone."""
    if hours.min != hours.max:
        return hours
    label = label.replace("_", " ").strip(' :"')
    if re.search(r"^(?:o )?\W*min\w*\b|\(min\w*\.?\)|\bmin\w*\.?$", label):
        return Hours(hours.min, None)
    if re.search(r"^(?:o )?\W*max\w*\b|\(max\w*\.?\)|\bmax\w*\.?$", label):
        return Hours(None, hours.max)
    return hours


def _from_pieces(layout: Layout, scale: Scale) -> Iterator[Candidate]:
    """``28 uur`` alone on a line of the header or between its pipes or dots."""
    for start, end in facts.pieces(layout):
        if end - start > 45 or layout.is_noise(start):
            continue
        match = words.PIECE.fullmatch(layout.low, start, end)
        if match and (match["unit"][0] in "uUhHfF" or match["per"]):
            read = in_value("", layout.low[match.start("low") - len(match["bound"] or "") : end], scale)
            hours = read[0] if read else None
            if hours and not words.BEHIND_DATE.search(layout.low, max(start - words.BACK_TO_DATE, 0), start):
                weight = 0.86 if match["per"] else 0.7
                hours, last = with_fewest(layout.low, hours, end) or (hours, end)
                yield Candidate("hours", hours, start, last, "form", weight)
        elif match and match["unit"].startswith("dagd"):
            halves = in_value("", layout.low[start:end], scale)
            if halves and (halves[0].max or 0) <= 5 * scale.day:
                yield Candidate("hours", halves[0], start, end, "form", 0.64)
        elif match and match["high"] and match["unit"].startswith("dag") and match["unit"] != "dagdelen":
            # "2 - 3 dagen": so many days of the week, where it is all that a piece says.
            days = in_value("", layout.low[start:end], scale)
            if days and (days[0].max or 0) <= 5 * scale.day:
                yield Candidate("hours", days[0], start, end, "form", 0.48)
