"""One result as a page shows it: what it is, its facts in words, and what in it met the search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from app.pages.fragments import keep_marks
from app.pages.postings import MOST_ON_CARD, Posting, best_rate, postings
from app.pages.reasons import NO_REASONS, Reasons, reasons, stems
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.records import path, title
from app.wording.words import words

MOST_COMPETENCIES: Final = 6
MOST_FRAGMENTS: Final = 1
_BULLETS: Final = "•·*–- \t"
"""A sentence that was an item of a list stands by itself here."""
_LABEL: Final = 30
"""Characters that "Freelance opdracht: " and the like take."""


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency asked for; ``met`` where the search asked for it."""

    label: str
    met: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One result, in words."""

    id: str
    address: str
    title: Markup
    organisation: Markup | None
    place: str
    around: str
    """The province, and how much of the work is done elsewhere."""
    distance: str | None
    hours: str
    rate: str
    rate_derived: bool
    best_rate: str | None
    """Where it was posted more than once: the highest rate of them all, if any states one."""
    better_elsewhere: bool
    """Whether that is another posting's."""
    duration: str
    start: str
    closing: dutch.Closing
    deadline: str
    """The closing day or moment in ISO 8601, empty where it is not stated; for what a reader keeps of it, as the next two."""
    ends: str | None
    status: str | None
    competencies: Sequence[Competency]
    more_competencies: int
    fragments: Sequence[Markup]
    reasons: Reasons
    kind: str | None
    """What it is, where that is no assignment."""
    kind_note: str | None
    postings: Sequence[Posting]
    more_postings: int


def item(record: Mapping[str, Any], request: SearchRequest | None, now: dt.datetime) -> Item:
    """One record: as ``request`` found it, with what was typed read as filters; without one as like another."""
    found = record.get("highlights", {})
    rows = _competencies(record["competencies"], request or SearchRequest())
    rate = record["rate"]
    placed = postings(record)
    best, elsewhere = best_rate(record)
    distance = record.get("distanceKm")
    kind = record["kind"]
    place, around = _where(record)
    return Item(
        id=record["id"],
        address=path(record["id"]),
        title=_marked(found, "title") or escape(title(record)),
        organisation=_marked(found, "organisation") or _escaped(record["organisation"]),
        place=place,
        around=around,
        distance=None if distance is None else dutch.distance(distance),
        hours=dutch.hours(record["hours"]),
        rate=dutch.rate(rate),
        rate_derived=dutch.is_derived(rate),
        best_rate=dutch.money(best) if placed and best is not None else None,
        better_elsewhere=elsewhere,
        duration=dutch.duration(record["durationMonths"]),
        start=dutch.start(record),
        closing=dutch.closing(record, now),
        deadline=record.get("deadlineAt") or record["deadline"] or "",
        ends=record.get("endDate"),
        status=record.get("status"),
        competencies=rows[:MOST_COMPETENCIES],
        more_competencies=max(0, len(rows) - MOST_COMPETENCIES),
        fragments=_fragments(found, record),
        reasons=reasons(record, request, [row.label for row in rows if row.met]) if request else NO_REASONS,
        kind=None if kind == "assignment" else words()["kind"][kind],
        kind_note=words()["kind_short"].get(kind),
        postings=placed[:MOST_ON_CARD],
        more_postings=max(0, len(placed) - MOST_ON_CARD),
    )


def _marked(found: Mapping[str, Sequence[str]], field: str) -> Markup | None:
    pieces = found.get(field)
    return keep_marks(pieces[0]) if pieces else None


def _escaped(text: str | None) -> Markup | None:
    return escape(text) if text else None


def _where(record: Mapping[str, Any]) -> tuple[str, str]:
    """Where the work is, apart from what is told about that place."""
    place, province, elsewhere = dutch.where_in_parts(record)
    return (place, ", ".join(filter(None, (province, elsewhere)))) if place else (elsewhere, "")


def _fragments(found: Mapping[str, Sequence[str]], record: Mapping[str, Any]) -> list[Markup]:
    """The sentence that met the words; without any, what the record says of itself."""
    title = (record["title"] or "").casefold()
    for field in ("text", "summary"):
        pieces = [keep_marks(piece.lstrip(_BULLETS)) for piece in found.get(field, ())]
        telling = [piece for piece in pieces if not _repeats(piece.striptags().casefold(), title)]
        if telling:
            return telling[:MOST_FRAGMENTS]
    return [escape(record["summary"])] if record.get("summary") else []


def _repeats(sentence: str, title: str) -> bool:
    """Whether it is the title once more, at most with a label before it."""
    return bool(title) and title in sentence and len(sentence) <= len(title) + _LABEL


def _competencies(asked: Sequence[Mapping[str, Any]], request: SearchRequest) -> list[Competency]:
    """Those the search asked for come first, then those that are required."""
    sought = {value.casefold() for value in request.competency}
    typed = stems(request.q)
    rows = [(row, row["id"].casefold() in sought or bool(typed & stems(row["label"]))) for row in asked]
    rows.sort(key=lambda pair: (not pair[1], not pair[0].get("required", True)))
    return [Competency(row["label"], met) for row, met in rows]
