"""Reads filters, and what is left out in words, from what was typed, with the very rules the parser uses on assignments.

A table finds the words of a value (``interpret.toml``); what they mean is read by the parser's field modules, as if the
words stood behind a label. What is not certain stays text, and so does what is quoted, excluded, asked for in a field or
joined by OF, and whatever a parameter of the request already says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from types import ModuleType
from typing import Any, Final, NamedTuple

from app.search.chips import Chip, Piece
from app.search.interpret_excluded import read_excluded
from app.search.interpret_places import read_places
from app.search.labels import facet_labels
from app.search.request import SearchRequest
from app.search.weights import function_words
from indexer.language.lexicon import fold
from indexer.parse import competencies, contract, dates, duration, hours, rate, remote
from indexer.parse.parser import make_doc
from indexer.parse.roles import is_role
from indexer.readers.source import SourceText

LONGEST: Final = 300
"""What is longer is no line someone types to filter by."""
_KEPT: Final = 2_048
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
_LITERAL: Final = re.compile(r'["“”„][^"“”„]*(?:["“”„]|$)|(?<!\S)-\S+|\b[A-Za-z]+:\S+')
_JOINED: Final = re.compile(r"\S+\s+(?:OF|OR|\|)\s+\S+|[^\s\"]+\*")
"""What the query language reads itself: one of two, and the beginning of a word."""
_OR_BEFORE: Final = re.compile(r"\s+of\s*\Z", re.IGNORECASE)
_OR_AFTER: Final = re.compile(r"\A\s*of\s+", re.IGNORECASE)
_OR_AROUND: Final = re.compile(rf"{_OR_BEFORE.pattern}|{_OR_AFTER.pattern}", re.IGNORECASE)
"""A *of* beside what was read as a filter joins nothing of what is left."""
_MONTH_ALONE: Final = re.compile(r"(?:begin |medio |eind |half )?([a-z]{3,9})\.?", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_BETWEEN: Final = re.compile(r"tussen\s+(.+?)\s+en\s+(.+)", re.IGNORECASE)
_MONTHS: Final = re.compile(r"(\d{1,2})\D+(\d{1,2})\s*(?:maand(?:en)?|mnd)", re.IGNORECASE)
_PART_OF_MONTH: Final = re.compile(r"(?:begin|medio|eind)\Z")


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


class Slot(NamedTuple):
    """How a field is typed: what finds it, the label its value is read under, and whether a bound must stand before it."""

    field: str
    label: str
    pattern: re.Pattern[str]
    needs_bound: bool


def _either(words: Iterable[str]) -> str:
    """The words as one expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _slots() -> tuple[Slot, ...]:
    """The slots of the table; a figure may have a bound before or behind it."""
    table = _table()
    bounds = table["bounds"]
    about = rf"(?:(?:{_either(bounds['about'])})\s*)?"
    bound = rf"{about}(?:(?P<bound>{_either(bounds['low'] + bounds['high'])})\s*(?:de\s+)?)?"
    after = rf"(?:\s*(?P<after>{_either(bounds['low_after'] + bounds['high_after'])})(?!\w|\s*€?\s*\d))?"
    found = []
    for slot in table["slot"]:
        pattern = slot["pattern"]
        if slot["field"] in ("hours", "rate", "duration"):
            pattern = (pattern if "{bound}" in pattern else "{bound}" + pattern) + after
        for name, own in (("bound", bound), *table["numbers"].items()):  # each may hold those below it
            pattern = pattern.replace(f"{{{name}}}", own)
        # Not the rest of a number that is written with spaces; behind a year another figure begins.
        compiled = re.compile(rf"(?<![\w.,€-])(?:(?<!\d\s)|(?<=\b20\d\d\s)){pattern}", re.IGNORECASE)
        found.append(Slot(slot["field"], slot["label"], compiled, slot.get("needs_bound", False)))
    return tuple(found)


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(_table()['bounds']['not'])})\s+\Z", re.IGNORECASE)


def _parsed(field: str, label: str, value: str, today: dt.date) -> Any:
    """What the parser reads from a value behind its label; ``None`` when it reads nothing."""
    doc = make_doc(SourceText(text=f"{label}: {value}", received=today), by_rules=True)
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
    """The query without the words of its chips, but for what they leave out, put as the query language does; empty when only
    function words are left.
    """
    pieces: list[str] = []
    at = 0
    for chip in chips:
        before = q[at : chip.start]
        pieces.append(_OR_AROUND.sub(" ", before) if at else _OR_BEFORE.sub("", before))
        pieces += [text for parameter, text in chip.shown if parameter == "q"]
        at = chip.end
    pieces.append(_OR_AFTER.sub("", q[at:]) if chips else q)
    words = " ".join(" ".join(pieces).split()).strip(" ,;").split()
    telling = [word for word in words if word.strip(",;.").lower() not in function_words()]
    return " ".join(words) if telling else ""


@lru_cache(maxsize=_KEPT)
def _chips(q: str, today: dt.date) -> tuple[Chip, ...]:
    """The pieces of a query, from left to right; each parameter at most once but for those that repeat."""
    taken = [found.span() for found in _LITERAL.finditer(q)]

    def is_free(chip: Chip) -> bool:
        return not any(start < chip.end and chip.start < end for start, end in taken)

    proposed = list(_proposed(q, today))
    chips = [chip for chip in _excluded(q, proposed) if is_free(chip)]
    taken += [(chip.start, chip.end) for chip in chips]
    taken += [found.span() for found in _JOINED.finditer(q)]
    said: set[str] = set()
    for chip in proposed:
        single = {name for name, value in chip.values if not isinstance(value, tuple)}
        if not is_free(chip) or single & said or _negation().search(q, 0, chip.start) is not None:
            continue
        taken.append((chip.start, chip.end))
        said |= single
        chips.append(chip)
    return tuple(sorted(chips, key=lambda chip: chip.start))


def _excluded(q: str, proposed: Sequence[Chip]) -> Iterator[Chip]:
    """What is left out in words. The parser reads no competency behind *zonder*, so that it is asked without it what would be a
    filter.
    """
    table = _table()
    cues = table["bounds"]["not"]
    asked = re.sub(
        rf"(?<!\w)(?:{_either(cues)})(?!\w)", lambda cue: " " * len(cue[0]), q, flags=re.IGNORECASE
    )
    if asked == q:
        return iter(())
    filters = [*proposed, *_competencies(asked)]
    return read_excluded(q, cues, table["excluded"], table["labels"]["excluded"], filters)


def _proposed(q: str, today: dt.date) -> Iterator[Chip]:
    """A radius goes first, for its kilometres are no hours; then figures, dates and forms, then places."""
    labels = _table()["labels"]
    found_places = read_places(q, _table()["places"], labels["near"])
    yield from (chip for chip in found_places if chip.shown[0][0] == "near")
    for slot in _slots():
        for found in slot.pattern.finditer(q):
            chip = None if slot.needs_bound and not found["bound"] else _of_slot(slot, found, today)
            if chip is not None:
                yield chip
    yield from found_places
    yield from _competencies(q)


def _of_slot(slot: Slot, found: re.Match[str], today: dt.date) -> Chip | None:
    field, label = slot.field, slot.label
    text = found.group().rstrip()
    start = found.start() + len(text) - len(text.lstrip())
    piece = Piece(text.strip(), start, found.start() + len(text))
    written = found["value"]
    if field == "start":
        return _start(piece, (found["cue"] or "").lower().strip(), written, label, today)
    value = _parsed(field, label, _BETWEEN.sub(r"\1 - \2", written.replace("+", "")), today)
    if value is None:
        return None
    match field:
        case "contract":
            label = facet_labels()["contractForm"][value]
            return piece.chip(label, {"contractForm": value}, contract_form=(value,))
        case "remote":
            return piece.chip(facet_labels()["remote"][value], {"remote": value})
        case "duration":
            ends = _MONTHS.fullmatch(written)
            low = float(ends[1]) if ends else value
            return _amount(piece, field, low, value, _bound(found))
    return _amount(piece, field, value.min, value.max, _bound(found))


def _bound(found: re.Match[str]) -> str:
    """``low`` or ``high`` as a word before or behind the figure says; empty when none does."""
    before, after = (found[name] or "" for name in ("bound", "after"))
    bounds = _table()["bounds"]
    for side in ("low", "high"):
        if before.lower() in bounds[side] or after.lower() in bounds[f"{side}_after"]:
            return side
    return "low" if "+" in found["value"] else ""


def _amount(piece: Piece, field: str, low: float | None, high: float | None, bound: str) -> Chip | None:
    """A figure with its bounds. A rate without a bound is what someone wants at least."""
    if bound == "low" or (field == "rate" and not bound and low == high):
        low, high = low if low is not None else high, None
    elif bound == "high":
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
    part = _PART_OF_MONTH.search(cue)
    written = f"{part[0]} {written}" if part else written
    month = _MONTH_ALONE.fullmatch(written)
    day = _parsed("start", label, f"{written} {_next_year(written, today)}" if month else written, today)
    if day is None:
        return None
    labels = _table()["labels"]
    if cue.endswith(("voor", "uiterlijk")):
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
    """What a name alone gives away, such as a register. A role is none, unless the competency is called after it: who is
    asked for as *jeugdzorgwerker* may say of his register what he likes.
    """
    doc = make_doc(SourceText(text=q), by_rules=True)
    for found in competencies.read(doc):
        if found.value.group in _table()["competencies"]["groups"]:
            piece = Piece(q[found.start : found.end], found.start, found.end)
            role = fold(piece.text.split()[-1])
            if is_role(role) and role.rpartition("-")[2] not in fold(found.value.label):
                continue
            yield piece.chip(found.value.label, {"competency": found.value.id})
