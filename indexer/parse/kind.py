"""Assignment, vacancy, article or other: points for the words and the facts of a text, the reasons kept as evidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from indexer.parse.candidate import Candidate, Doc
from indexer.record import Kind

# An assignment names at least one hard fact beside its words; prose that only speaks of assignments does not.
_ENOUGH = 2.6
_ENOUGH_VACANCY = 2.2
_ENOUGH_OTHER = 2.4
_HARD = ("hours", "rate", "deadline", "duration_months", "budget_total", "start_date", "asap")


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: Kind
    points: float
    pattern: re.Pattern[str]


@cache
def _table() -> tuple[dict[str, float], tuple[_Cue, ...]]:
    data = tomllib.loads(files("indexer.knowledge").joinpath("kind.toml").read_text(encoding="utf-8"))
    cues = tuple(_Cue(row["kind"], row["points"], re.compile(row["pattern"], re.I)) for row in data["cue"])
    return data["facts"], cues


def read(doc: Doc, facts: Mapping[str, list[Candidate]]) -> tuple[Kind, list[Candidate]]:
    """The kind of document and its reasons, given the other fields' candidates by field."""
    weights, cues = _table()
    layout = doc._.layout
    points: dict[str, float] = {"assignment": 0.0, "vacancy": 0.0, "article": 0.0, "other": 0.0}
    reasons: list[Candidate] = []
    for cue in cues:
        match = next(
            (m for m in cue.pattern.finditer(doc._.layout.text) if not layout.is_noise(m.start())), None
        )
        if match:
            points[cue.kind] += cue.points
            reasons.append(
                Candidate("kind", cue.kind, match.start(), match.end(), f"words-of-{cue.kind}", cue.points)
            )
    hard = 0
    for field, worth in weights.items():
        found = [c for c in facts.get(field, ()) if c.weight >= 0.6 and c.value]
        if found:
            best = max(found, key=lambda c: c.weight)
            points["assignment"] += worth * (1.0 if best.rule == "label" else 0.7)
            hard += field in _HARD
            reasons.append(
                Candidate("kind", "assignment", best.start, best.end, f"has-{field.replace('_', '-')}", worth)
            )
    labelled = any(c.rule in ("label", "period", "json-ld") for f in _HARD for c in facts.get(f, ()))
    kind = _decide(points, hard, labelled, bool(facts.get("deadline")), doc)
    mine = sorted((r for r in reasons if r.value == kind), key=lambda r: -r.weight)
    return kind, mine[:6]


def _decide(points: Mapping[str, float], hard: int, labelled: bool, asked: bool, doc: Doc) -> Kind:
    if points["vacancy"] >= _ENOUGH_VACANCY and points["vacancy"] > points["assignment"] - hard * 0.7:
        return "vacancy"
    # Figures told in passing: all in prose, nothing to respond to, in a text that reads as an article.
    if points["article"] >= 1.8 and not labelled and not asked:
        return "article"
    if points["assignment"] >= _ENOUGH and hard and points["assignment"] > points["other"] * 1.2:
        return "assignment"
    if points["other"] >= _ENOUGH_OTHER and points["other"] > points["article"]:
        return "other"
    if points["article"] > 0 or len(doc) > 220:
        return "article"
    return "other"
