"""Reads filters out of what was typed, with the very rules the parser uses on assignments.

A table finds the words of a value (``interpret.toml``); what they mean is read by the parser's field modules, as if the
words stood behind a label. What is not certain stays text, and so does what is quoted, excluded, asked for in a field or
joined by OF, and whatever a parameter of the request already says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from types import ModuleType
from typing import Any, Final

from app.search.chips import Chip, Piece
from app.search.facets import facet_labels
from app.search.interpret_places import read_places
from app.search.request import SearchRequest
from app.search.weights import function_words
from indexer.language.pipeline import make_pipeline
from indexer.parse import competencies, contract, dates, duration, hours, make_doc, rate, remote
from indexer.readers.source import SourceText

LONGEST: Final = 300
"""What is longer is no line someone types to filter by."""
_KEPT: Final = 2_048
_NO_MODEL: Final = "none"
_MODULES: Final[dict[str, ModuleType]] = {
    "hours": hours,
    "rate": rate,
    "duration": duration,
    "start": dates,
    "contract": contract,
    "remote": remote,
}
_READ: Final = {
    "hours": "hours",
    "rate": "rate",
    "duration": "duration_months",
    "start": "start_date",
    "contract": "contract_forms",
    "remote": "remote",
}
_LITERAL: Final = re.compile(
    r'["“”„][^"“”„]*(?:["“”„]|$)|(?<!\S)-\S+|\b[A-Za-z]+:\S+|\S+\s+(?:OF|OR|\|)\s+\S+'
)
_MONTH_ALONE: Final = re.compile(r"(?:begin |medio |eind |half )?([a-z]{3,9})\.?", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a query, and the text that is left to search for."""

    chips: tuple[Chip, ...]
    rest: str

    def as_json(self) -> dict[str, Any]:
        return {"chips": [row for chip in self.chips for row in chip.as_json()], "rest": self.rest}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("app.search").joinpath("interpret.toml").read_text("utf-8"))


@cache
def _slots() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Field, label and pattern of each slot; a figure may have a bound before it."""
    table = _table()
    numbers = table["numbers"]
    words = sorted((w for side in table["bounds"].values() for w in side), key=len, reverse=True)
    bound = rf"(?:(?P<bound>{'|'.join(map(re.escape, words))})\s*)?"
    found = []
    for slot in table["slot"]:
        pattern = slot["pattern"].replace("{figure}", numbers["figure"]).replace("{range}", numbers["range"])
        before = bound if slot["field"] in ("hours", "rate", "duration") else ""
        compiled = re.compile(rf"(?<![\w.,€-]){before}{pattern}", re.IGNORECASE)
        found.append((slot["field"], slot["label"], compiled))
    return tuple(found)


@cache
def _pipeline() -> Any:
    return make_pipeline(_NO_MODEL)


def _parsed(field: str, label: str, value: str, today: dt.date) -> Any:
    """What the parser reads from a value behind its label; ``None`` when it reads nothing."""
    doc = make_doc(SourceText(text=f"{label}: {value}", received=today), _pipeline())
    read = (c for c in _MODULES[field].read(doc) if c.field == _READ[field])
    best = max(read, key=lambda candidate: candidate.weight, default=None)
    return None if best is None else best.value


def interpret(request: SearchRequest, today: dt.date) -> tuple[SearchRequest, Reading]:
    """The request with what its text says as filters, and how it was read. Never raises."""
    chips = tuple(chip for chip in _chips(request.q[:LONGEST], today) if _is_free(request, chip))
    rest = _without(request.q, chips)
    values: dict[str, Any] = {}
    for chip in chips:
        for name, value in chip.values:
            several = isinstance(value, tuple) and name != "point"
            values[name] = tuple(sorted({*values.get(name, ()), *value})) if several else value
    return replace(request, q=rest, **values), Reading(chips, rest)


def _is_free(request: SearchRequest, chip: Chip) -> bool:
    """Whether the request says nothing yet of what the chip would say."""
    return all(not getattr(request, name) for name, _ in chip.values)


def _without(q: str, chips: tuple[Chip, ...]) -> str:
    """The query without the words of its chips; empty when only function words are left."""
    pieces: list[str] = []
    at = 0
    for chip in chips:
        pieces.append(q[at : chip.start])
        at = chip.end
    pieces.append(q[at:])
    words = " ".join(" ".join(pieces).split()).strip(" ,;").split()
    telling = [word for word in words if word.strip(",;.").lower() not in function_words()]
    return " ".join(words) if telling else ""


@lru_cache(maxsize=_KEPT)
def _chips(q: str, today: dt.date) -> tuple[Chip, ...]:
    """The pieces of a query, from left to right; each parameter at most once but for those that repeat."""
    taken = [(found.start(), found.end()) for found in _LITERAL.finditer(q)]
    said: set[str] = set()
    chips: list[Chip] = []
    for chip in _proposed(q, today):
        overlaps = any(start < chip.end and chip.start < end for start, end in taken)
        single = {name for name, value in chip.values if not isinstance(value, tuple)}
        if overlaps or single & said:
            continue
        taken.append((chip.start, chip.end))
        said |= single
        chips.append(chip)
    return tuple(sorted(chips, key=lambda chip: chip.start))


def _proposed(q: str, today: dt.date) -> Iterator[Chip]:
    """A radius goes first, for its kilometres are no hours; then figures, dates and forms, then places."""
    labels = _table()["labels"]
    found_places = list(read_places(q, _table()["places"], labels["near"]))
    yield from (chip for chip in found_places if chip.shown[0][0] == "near")
    for field, label, pattern in _slots():
        for found in pattern.finditer(q):
            chip = _of_slot(field, label, found, today)
            if chip is not None:
                yield chip
    yield from found_places
    yield from _competencies(q)


def _of_slot(field: str, label: str, found: re.Match[str], today: dt.date) -> Chip | None:
    text = found.group().rstrip()
    start = found.start() + len(text) - len(text.lstrip())
    piece = Piece(text.strip(), start, found.start() + len(text))
    written = found["value"]
    if field == "start":
        return _start(piece, (found["cue"] or "").lower().strip(), written, label, today)
    value = _parsed(field, label, written, today)
    if value is None:
        return None
    match field:
        case "contract":
            label = facet_labels()["contractForm"][value]
            return piece.chip(label, {"contractForm": value}, contract_form=(value,))
        case "remote":
            return piece.chip(facet_labels()["remote"][value], {"remote": value})
        case "duration":
            return _amount(piece, field, value, value, found["bound"])
    return _amount(piece, field, value.min, value.max, found["bound"])


def _amount(
    piece: Piece, field: str, low: float | None, high: float | None, bound: str | None
) -> Chip | None:
    """A figure with its bounds. A rate without a bound is what someone wants at least."""
    bounds = _table()["bounds"]
    said = (bound or "").lower()
    if said in bounds["low"] or (field == "rate" and not said and low == high):
        low, high = low if low is not None else high, None
    elif said in bounds["high"]:
        low, high = None, high if high is not None else low
    values = {f"{field}_{side}": v for side, v in (("min", low), ("max", high)) if v is not None}
    if not values:
        return None
    shown = {f"{field}{name.rpartition('_')[2].capitalize()}": f"{v:g}" for name, v in values.items()}
    labels = _table()["labels"]
    if len(shown) == 1:
        parameter, figure = next(iter(shown.items()))
        return piece.chip(labels[parameter].format(figure), shown, **values)
    figures = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    return piece.chip(labels[field].format(figures), shown, **values)


def _start(piece: Piece, cue: str, written: str, label: str, today: dt.date) -> Chip | None:
    """A date counts behind a word that says it is a start; a month in which to start has an end as well."""
    if not cue or cue in {"voor", "in", "op", "per", "medio", "begin", "eind"} and not _DIGIT.search(written):
        return None
    month = _MONTH_ALONE.fullmatch(written)
    day = _parsed("start", label, f"{written} {_next_year(written, today)}" if month else written, today)
    if day is None:
        return None
    labels = _table()["labels"]
    if cue.endswith("voor"):
        return piece.chip(labels["startBefore"].format(day), {"startBefore": f"{day}"}, start_before=day)
    if month and cue.endswith("in"):
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        shown = {"startAfter": f"{day}", "startBefore": f"{last}"}
        return piece.chip(labels["start"].format(day, last), shown, start_after=day, start_before=last)
    return piece.chip(labels["startAfter"].format(day), {"startAfter": f"{day}"}, start_after=day)


def _next_year(month: str, today: dt.date) -> int:
    """The year in which a month comes next, this month included."""
    this = _parsed("start", "Startdatum", f"{month} {today.year}", today)
    return today.year if this is None or this >= today.replace(day=1) else today.year + 1


def _competencies(q: str) -> Iterator[Chip]:
    """What a name alone gives away, such as a register."""
    doc = make_doc(SourceText(text=q), _pipeline())
    for found in competencies.read(doc):
        if found.value.group in _table()["competencies"]["groups"]:
            piece = Piece(q[found.start : found.end], found.start, found.end)
            yield piece.chip(found.value.label, {"competency": found.value.id})
