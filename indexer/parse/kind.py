"""Assignment, vacancy, article or other, in two steps: is work offered here, and if so for hire or permanent.

Each step adds up points for words and facts; the reasons are kept as evidence. The points stand in ``kind.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.roles import has_role
from indexer.parse.windows import find_near
from indexer.record import Kind

_OFFER = 2.6  # points from which a text offers work at all
_PERMANENT = 2.2  # and from which it may be a permanent job
_MARGIN = 0.8  # a ban on hire names employment too: a permanent job must outweigh the words of hire
# An offer seldom quotes people or sells tickets, an article often tells of hours and rates.
_ARTICLE, _OTHER = 2.0, 1.2
# A text without any labelled fact, call or demand speaks of work without offering it.
_TALKS_ONLY, _MAY_OFFER = 3.0, 0.8
_HARD = (
    "hours",
    "rate",
    "deadline",
    "duration_months",
    "budget_total",
    "start_date",
    "asap",
    "end_date",
    "extension",
)
_LABELLED = ("label", "period", "json-ld", "reference-line", "position", "form", "column")
_SEVERAL, _SOME = 4, 2
_HIRED, _TERMS = 2.0, 2.7
_MOST_REASONS = 6
_BEFORE_STEM = 60


@dataclass(frozen=True, slots=True)
class _Cue:
    side: str
    points: float
    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    before: int


@cache
def _table() -> tuple[dict[str, dict[str, float]], tuple[_Cue, ...]]:
    data = tomllib.loads(files("indexer.knowledge").joinpath("kind.toml").read_text(encoding="utf-8"))
    return data["facts"], tuple(
        _Cue(
            row["side"],
            row["points"],
            re.compile(row["pattern"], re.I),
            tuple(row["stems"]),
            row.get("before", _BEFORE_STEM),
        )
        for row in data["cue"]
    )


@cache
def _stems() -> frozenset[str]:
    """The stems of all cues; most texts hold few of them."""
    return frozenset(stem for cue in _table()[1] for stem in cue.stems)


def _best(found: list[Candidate]) -> Candidate | None:
    known = [c for c in found if c.weight >= 0.5 and c.value]
    return max(known, key=lambda c: c.weight, default=None)


class _Tally:
    """Points a side, and what gave them."""

    def __init__(self) -> None:
        self.points: dict[str, float] = {}
        self.reasons: list[tuple[str, Candidate]] = []

    def add(self, side: str, points: float, start: int, end: int, rule: str) -> None:
        self.points[side] = self.points.get(side, 0.0) + points
        self.reasons.append((side, Candidate("kind", side, start, end, rule, points)))

    def of(self, side: str) -> float:
        return self.points.get(side, 0.0)


def read(doc: Doc, facts: Mapping[str, list[Candidate]]) -> tuple[Kind, list[Candidate]]:
    """The kind of document and its reasons, given the other fields' candidates by field."""
    tally = _Tally()
    called = _count_words(doc, tally)
    labelled = _count_facts(facts, tally)
    asked = len(facts.get("competencies", ()))
    if not labelled:
        # Neither called nor asked: work is only spoken of. One of the two: it may be.
        lacking = (not called) + (asked < 2)
        tally.points["offer"] = tally.of("offer") - (0.0, _MAY_OFFER, _TALKS_ONLY)[lacking]
    if _is_told_of_this(tally, facts):
        tally.points["offer"] = max(tally.of("offer"), _OFFER)
    kind = _decide(tally, labelled, len(doc))
    sides = {"assignment": ("offer", "hire"), "vacancy": ("offer", "permanent")}.get(kind, (kind,))
    reasons = [candidate for side, candidate in tally.reasons if side in sides]
    return kind, sorted(reasons, key=lambda c: -c.weight)[:_MOST_REASONS]


def _is_told_of_this(tally: _Tally, facts: Mapping[str, list[Candidate]]) -> bool:
    """Whether facts together are told of no work but this: many, some of hire, some beside a role, terms of employment."""
    told = _hard_facts(facts)
    if told >= _SEVERAL:
        return True
    plain = tally.of("article") < 1 and tally.of("other") < 1
    if tally.of("permanent") >= _TERMS:
        return plain
    return plain and (told > _SOME and tally.of("hire") >= _HIRED or told >= _SOME and _of_a_role(facts))


def _hard_facts(facts: Mapping[str, list[Candidate]]) -> int:
    """How many different hard facts the text tells."""
    return sum(_best(facts.get(field, [])) is not None for field in _HARD)


def _of_a_role(facts: Mapping[str, list[Candidate]]) -> bool:
    """Whether the title names a role."""
    best = _best([c for c in facts.get("title", ()) if c.rule != "made" or c.weight > 0.5])
    return best is not None and has_role(best.value)


def _count_words(doc: Doc, tally: _Tally) -> int:
    """Add the cues in the text; how many cues of an offer there are."""
    layout = doc._.layout
    called = 0
    present = {stem for stem in _stems() if stem in layout.low}
    for cue in _table()[1]:
        stems = [stem for stem in cue.stems if stem in present]
        found = find_near(cue.pattern, layout.text, layout.low, stems, cue.before) if stems else iter(())
        match = next((m for m in found if not layout.is_noise(m.start())), None)
        if match:
            tally.add(cue.side, cue.points, match.start(), match.end(), f"words-of-{cue.side}")
            called += cue.side == "offer" and cue.points > 1
    return called


def _count_facts(facts: Mapping[str, list[Candidate]], tally: _Tally) -> int:
    """Add the facts that were read; how many hard ones stand with a label or in a form of their own."""
    offer, hire = _table()[0]["offer"], _table()[0]["hire"]
    labelled = prose = 0
    for field in dict.fromkeys((*_HARD, *hire)):
        best = _best(facts.get(field, []))
        if best is None:
            continue
        rule = f"has-{field.replace('_', '-')}"
        if field in hire:
            tally.add("hire", hire[field], best.start, best.end, rule)
        if field in _HARD:
            named = best.rule in _LABELLED
            labelled, prose = labelled + named, prose + (not named)
            side_points = offer["labelled"] if named else offer["prose"]
            most = offer["labelled_most"] if named else offer["prose_most"]
            if (labelled if named else prose) * side_points <= most:
                tally.add("offer", side_points, best.start, best.end, rule)
    asked = facts.get("competencies", [])
    if len(asked) >= 2:
        tally.add("offer", offer["asked"], asked[0].start, asked[0].end, "asks-of-candidate")
    return labelled


def _decide(tally: _Tally, labelled: int, words: int) -> Kind:
    offer, article, other = tally.of("offer"), tally.of("article"), tally.of("other")
    if offer >= _OFFER and offer > article * (_ARTICLE if labelled < 2 else 1.0) and offer > other * _OTHER:
        permanent = tally.of("permanent")
        is_vacancy = permanent >= _PERMANENT and permanent > tally.of("hire") + _MARGIN
        return "vacancy" if is_vacancy else "assignment"
    if other > article:
        return "other"
    return "article" if article or words > 220 else "other"
