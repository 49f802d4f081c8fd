"""What was understood of the typed words, and how they were spelled: each in words, with the address without it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from app.search.parameters import BY_NAME
from app.search.request import SearchRequest
from app.wording import dutch
from app.wording.addresses import Params, address, without
from app.wording.words import words

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_EUROS: Final = re.compile(r"€ ?(\d+(?:\.\d+)?)")
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """Typed words that were read as a filter, what they were read as, and the address of the search without them."""

    typed: str
    meaning: str
    address: str


@dataclass(frozen=True, slots=True)
class Understood:
    """All that was read out of the typed words. ``literal`` is the address that takes every word as text, ``readable`` that
    which reads filters again where the reader had asked for the letter; at most one of them is set.
    """

    readings: Sequence[Reading] = ()
    literal: str | None = None
    readable: str | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """``searched``: nothing was found for ``typed``, so that was searched for. ``meant``: what may have been meant."""

    typed: str = ""
    searched: str = ""
    meant: str = ""
    address: str = ""


def understood(request: SearchRequest, interpreted: Mapping[str, Any] | None, params: Params) -> Understood:
    """What a search read out of its words. ``params`` are those of the page's address."""
    if not request.q:
        return Understood()
    if not request.interpret:
        return Understood(readable=address(without(params, "interpret")))
    readings = [_reading(rows, request.q, params) for rows in chips_by_words(interpreted)]
    literal = address([*without(params, "interpret"), ("interpret", "false")]) if readings else None
    return Understood(readings, literal)


def chips_by_words(interpreted: Mapping[str, Any] | None) -> list[list[Mapping[str, Any]]]:
    """What was read out of the typed words, the parameters of the same words together."""
    rows = interpreted["chips"] if interpreted else []
    return [list(same) for _, same in groupby(rows, key=lambda row: (row["start"], row["end"]))]


def words_without(q: str, start: int, end: int) -> str:
    """The typed words but for those between two offsets."""
    return " ".join(f"{q[:start]} {q[end:]}".split()).strip(" ,;")


def _reading(rows: Sequence[Mapping[str, Any]], q: str, params: Params) -> Reading:
    first = rows[0]
    left = words_without(q, first["start"], first["end"])
    return Reading(first["text"], _meaning(first), address(with_words(params, left)))


def _meaning(row: Mapping[str, Any]) -> str:
    """The label as a reader of Dutch expects it: what kind of place, dates in words, a decimal comma."""
    parameter, label = row["parameter"], str(row["label"])
    if BY_NAME[parameter].holds in ("values", "choices"):
        named = str(words()["chip"].get(parameter, "{}")).format(label)
    else:
        dated = _DATE.sub(lambda date: dutch.day(date.group()), label)
        named = _POINT.sub(",", _EUROS.sub(lambda euros: dutch.money(float(euros[1])), dated))
    return named[:1].upper() + named[1:]


def with_words(params: Params, q: str) -> Params:
    """The same search with other words, from the first page on."""
    others = without(params, "q")
    return [("q", q), *others] if q else [pair for pair in others if pair[0] != "interpret"]


def spelling(request: SearchRequest, answer: Mapping[str, Any], params: Params) -> Spelling | None:
    """How the words were spelled, where that is worth telling."""
    corrected, meant = answer["corrected"], answer["didYouMean"]
    if corrected:
        way = address(with_words(params, as_searched(request.q, corrected)))
        return Spelling(typed=corrected["from"], searched=corrected["to"], address=way)
    if meant:
        asked = (answer["interpreted"] or {}).get("rest", request.q)
        whole = _respelled(request.q, asked, meant)
        return Spelling(typed=asked, meant=whole, address=address(with_words(params, whole)))
    return None


def as_searched(q: str, corrected: Mapping[str, str]) -> str:
    """The typed words, spelled as they were searched for."""
    return _respelled(q, corrected["from"], corrected["to"])


def _respelled(q: str, old: str, new: str) -> str:
    """The typed words with those spelled otherwise that differ; what was read as a filter stays as it stands."""
    replaced = {
        before: after for before, after in zip(old.split(), new.split(), strict=True) if before != after
    }
    for before, after in replaced.items():
        q = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after.replace("\\", r"\\"), q)
    return q
