"""The one place that decides among the candidates of all field modules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from indexer.parse import places, structured
from indexer.parse.asap import BESIDE_DATE
from indexer.parse.candidate import Candidate, Doc
from indexer.record import AMSTERDAM, CONTRACT_FORMS, Evidence, Hours, Place, Rate, json_name

_MOST_EVIDENCE = 5
# A weaker mention that says otherwise is shown beside the deciding one from this weight on.
_SHOWN = 0.55
# Structured data is one witness; prose in the text with a clear cue (0.6 and more) is a better one.
_JSON_LD = 0.65

Chosen = dict[str, Any]
Proof = dict[str, tuple[Evidence, ...]]


def weigh_structured(doc: Doc, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same candidates, those out of structured data named and weighed as such."""
    at = doc._.layout.text.find("\n" + structured.HEADING)
    if at < 0:
        return list(candidates)
    return [
        Candidate(c.field, c.value, c.start, c.end, "json-ld", c.weight * _JSON_LD) if c.start > at else c
        for c in candidates
    ]


def evidence(
    text: str, found: Sequence[Candidate], agrees: Callable[[Any], bool] = lambda value: True
) -> tuple[Evidence, ...]:
    """Evidence of the candidates in the text of a layout, overlapping spans left out, the deciding one first. Those whose value
    does not agree with what was decided are told as overruled.
    """
    kept: list[Candidate] = []
    for candidate in found:
        start, end = candidate.start, candidate.end
        for other in kept:
            if end > other.start and start < other.end:
                break
        else:
            kept.append(candidate)
            if len(kept) == _MOST_EVIDENCE:
                break
    return tuple([_evidence_of(text, candidate, not agrees(candidate.value)) for candidate in kept])


def _evidence_of(text: str, candidate: Candidate, overruled: bool = False) -> Evidence:
    start, end = candidate.start, candidate.end
    known = getattr(candidate.value, "id", None) if candidate.field == "competencies" else None
    return Evidence(start, end, text[start:end], candidate.rule, known, overruled)


def _agree(value: Any, best: Any) -> bool:
    """Whether two values of a field can both be true: ranges that state no end differently, a name within the other, the mere
    possibility of an extension beside how long it is.
    """
    match value, best:
        case (Hours(), Hours()) | (Rate(), Rate()):
            ends = (value.min, best.min), (value.max, best.max)
            return all(None in both or both[0] == both[1] for both in ends)
        case str(), str():
            return value.casefold() in best.casefold() or best.casefold() in value.casefold()
        case (True, str()) | (str(), True):
            return True
    return bool(value == best)


def _lies_with(place: Place, chosen: Sequence[Place]) -> bool:
    """Whether a place is one of those that were chosen, lies within one, or holds one."""
    return any(place.name in _around(other) or other.name in _around(place) for other in chosen)


def _around(place: Place) -> tuple[str | None, ...]:
    return place.name, place.gemeente, place.province, *place.regions


def _ranked(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=_rank) if len(candidates) > 1 else candidates


def _rank(candidate: Candidate) -> tuple[float, int]:
    return -candidate.weight, candidate.start


def _single(text: str, field: str, candidates: list[Candidate], chosen: Chosen, proof: Proof) -> None:
    ranked = _ranked(candidates)
    best = ranked[0]
    if best.value is None:
        return
    value = _with_vat(ranked) if field == "rate" else best.value
    # Searched for and filtered by, white space is single in what is asked: a tab in a name would part it from itself.
    chosen[field] = " ".join(value.split()) if isinstance(value, str) else value
    shown = [c for c in ranked if c.value == best.value or c.weight >= _SHOWN]
    proof[json_name(field)] = evidence(text, shown, lambda said: _agree(said, best.value))


def _with_vat(ranked: Sequence[Candidate]) -> Rate:
    """The deciding rate; what it does not say of VAT, a mention of the same figures may."""
    best: Rate = ranked[0].value
    if best.vat is None:
        same = (
            c.value.vat for c in ranked if (c.value.min, c.value.max) == (best.min, best.max) and c.value.vat
        )
        return replace(best, vat=next(same, None))
    return best


def _several(text: str, field: str, candidates: list[Candidate], chosen: Chosen, proof: Proof) -> None:
    """Competencies and contract forms: every value once, in order of the table or of the text."""
    values: dict[str, Any] = {}
    found: list[Evidence] = []
    for candidate in _ranked(candidates):
        key = getattr(candidate.value, "id", candidate.value)
        if key not in values:
            values[key] = candidate.value
            found.append(_evidence_of(text, candidate))
    if field == "contract_forms":
        chosen[field] = tuple(form for form in CONTRACT_FORMS if form in values)
    else:
        order = sorted(zip(values.values(), found, strict=True), key=lambda pair: pair[1].start)
        chosen[field], found = tuple(value for value, _ in order), [proved for _, proved in order]
    proof[json_name(field)] = tuple(found)


def _places(doc: Doc, candidates: list[Candidate], chosen: Chosen, proof: Proof) -> None:
    selected = places.select(candidates, doc)
    if selected:
        places_of_work = tuple(dict.fromkeys(c.value for c in selected))
        chosen["places"] = places_of_work
        others = [c for c in _ranked(candidates) if c.weight >= _SHOWN]
        proof["places"] = evidence(
            doc._.layout.text, [*selected, *others], lambda said: _lies_with(said, places_of_work)
        )


def _matching_moment(
    doc: Doc, candidates: list[Candidate], deadline: Candidate, chosen: Chosen, proof: Proof
) -> None:
    """A closing time counts only with the closing date that was chosen, from the same words where they give one."""
    same_day = [c for c in candidates if _local_day(c.value) == deadline.value]
    if same_day:
        best = min(same_day, key=lambda c: (c.start != deadline.start, -c.weight))
        chosen["deadline_at"] = best.value
        proof["deadlineAt"] = evidence(
            doc._.layout.text, [best, *_ranked(same_day)], lambda said: bool(said == best.value)
        )


def _local_day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(AMSTERDAM).date()


def _drop_impossible(by_field: dict[str, list[Candidate]]) -> None:
    """An end before its start: the weaker of the two is wrong, the next candidate takes its place."""
    for _ in range(6):
        starts, ends = by_field.get("start_date"), by_field.get("end_date")
        if not starts or not ends:
            return
        start, end = _ranked(starts)[0], _ranked(ends)[0]
        if start.value <= end.value:
            return
        weaker = by_field["end_date"] if end.weight <= start.weight else by_field["start_date"]
        weaker.remove(end if end.weight <= start.weight else start)


def _drop_closed_before_posted(by_field: dict[str, list[Candidate]]) -> None:
    """A closing date before the day on which a label says the text was posted gives way to one that is not."""
    posted = _ranked(by_field.get("published", []))[:1]
    closings = by_field.get("deadline", [])
    if not posted or posted[0].rule != "label":
        return
    later = [c for c in closings if c.value >= posted[0].value]
    if any(c.rule == "label" for c in later):
        by_field["deadline"] = later


def choose(doc: Doc, candidates: Iterable[Candidate]) -> tuple[Chosen, Proof, dict[str, list[Candidate]]]:
    """Values by record attribute, evidence by JSON name, and all candidates by field (for what is worked out later)."""
    by_field: dict[str, list[Candidate]] = {}
    for candidate in weigh_structured(doc, candidates):
        by_field.setdefault(candidate.field, []).append(candidate)
    _drop_impossible(by_field)
    _drop_closed_before_posted(by_field)
    text: str = doc._.layout.text
    chosen: Chosen = {}
    proof: Proof = {}
    for field, found in by_field.items():
        if not found or field == "deadline_at":
            continue
        if field == "places":
            _places(doc, found, chosen, proof)
        elif field in ("competencies", "contract_forms"):
            _several(text, field, found, chosen, proof)
        else:
            _single(text, field, found, chosen, proof)
    if "deadline" in chosen:
        deciding = _ranked(by_field["deadline"])[0]
        _matching_moment(doc, by_field.get("deadline_at", []), deciding, chosen, proof)
    # As soon as possible is told instead of a date, unless the text itself says the one or the other.
    if chosen.get("asap") and "start_date" in chosen and proof["asap"][0].rule != BESIDE_DATE:
        del chosen["asap"], proof["asap"]
    return chosen, proof, by_field
