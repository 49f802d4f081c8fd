"""Ways on from a search that finds nothing: without one of its pieces, in a wider circle, among vacancies. Each is searched, by a
few small searches on an empty page alone, and told with how many it finds, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

from app.pages.options import value_label
from app.pages.panel import RADII
from app.pages.understood import chips_by_words, with_words, words_without
from app.search.engine import SearchEngine
from app.search.request import InvalidRequest, SearchRequest
from app.wording import dutch
from app.wording.addresses import MAP_VIEW, Params, address, read, without
from app.wording.filters import in_words
from app.wording.words import words

MOST_PIECES: Final = 5
"""So many are left out, one at a time."""
_WIDER: Final = 3
"""So many circles are looked into, until one holds something."""
_AROUND: Final = ("place", "gemeente")
"""What a circle may be drawn around, in the place of asking for it alone."""
_FROM_KM: Final = 10
"""A circle around a place is wider than this."""
_ENDS: Final = re.compile(r"(?<=[a-z])(?:Min|Max|Unknown|After|Before)$")


class Way(NamedTuple):
    """Another search in words, its address, and how many it finds, in words."""

    text: str
    address: str
    told: str


class Elsewhere(NamedTuple):
    """``blame`` says which piece leaves nothing over, empty where that goes without saying."""

    blame: str
    ways: Sequence[Way]


class _Piece(NamedTuple):
    """A piece of a search: what leaving it out is called, itself, the search without it, and where it says the work is to be."""

    text: str
    name: str
    left: Params
    near: str | None = None


def elsewhere(
    engine: SearchEngine, request: SearchRequest, interpreted: Mapping[str, Any] | None, params: Params
) -> Elsewhere:
    """The ways on from an empty result. ``interpreted`` is how its words were read, ``params`` are those of the page's address."""
    view = [pair for pair in params if pair == MAP_VIEW]
    everything = Way(words()["elsewhere"]["everything"], address(view), "")
    all_pieces = list(_pieces(request, interpreted, params))
    pieces = all_pieces[:MOST_PIECES]
    found = [(piece, _count(engine, piece.left)) for piece in pieces]
    helping = [piece for piece, count in found if count]
    ways = [Way(piece.text, address(piece.left), dutch.amount(count)) for piece, count in found if count]
    ways += islice(_circles(engine, request, pieces), 1)
    ways += _further(engine, request, params, view)
    shown = {way.address: way for way in reversed(ways) if way.address != everything.address}
    return Elsewhere(_blame(all_pieces, helping), [*reversed(shown.values()), everything])


def _blame(pieces: Sequence[_Piece], helping: Sequence[_Piece]) -> str:
    if len(pieces) < 2 or (not helping and len(pieces) > MOST_PIECES):
        return ""
    kind = "one" if len(helping) == 1 else "several" if helping else "none"
    return str(words()["elsewhere"][kind]).format(helping[0].name if helping else "")


def _pieces(
    request: SearchRequest, interpreted: Mapping[str, Any] | None, params: Params
) -> Iterator[_Piece]:
    """What was read out of the typed words, the chosen filters, and what is left of the words."""
    say = words()["elsewhere"]
    typed = chips_by_words(interpreted)
    for rows in typed:
        name = f"‘{rows[0]['text']}’"
        left = with_words(params, words_without(request.q, rows[0]["start"], rows[0]["end"]))
        near = next((row["value"] for row in rows if row["parameter"] in (*_AROUND, "near")), None)
        yield _Piece(say["without"].format(name), name, left, near)
    filters = list(_filters(request, params))
    yield from filters
    rest = interpreted["rest"] if interpreted else request.q
    if rest and (typed or filters):
        name = f"‘{rest}’"
        left = with_words(params, " ".join(rows[0]["text"] for rows in typed))
        yield _Piece(say["without"].format(name) if typed else say["without_words"], name, left)


def _filters(request: SearchRequest, params: Params) -> Iterator[_Piece]:
    """The chosen filters, the two ends of a range as one."""
    for _, same in groupby(sorted(params, key=_filter), key=_filter):
        pairs = [pair for pair in same if pair != ("status", "all")]
        told = [in_words(*pair, request, {pair[1]: value_label(*pair)}) for pair in pairs]
        chosen = [text for text in told if text]
        if not chosen:
            continue
        name = dutch.listed([f"‘{text}’" for text in chosen])
        places = [value for parameter, value in pairs if parameter in (*_AROUND, "near")]
        near = places[0] if len(places) == 1 else None
        yield _Piece(words()["elsewhere"]["without"].format(name), name, without(params, *pairs), near)


def _filter(pair: tuple[str, str]) -> str:
    return _ENDS.sub("", pair[0])


def _circles(engine: SearchEngine, request: SearchRequest, pieces: Iterable[_Piece]) -> Iterator[Way]:
    """Around the place that is asked for, ever wider."""
    piece = next((piece for piece in pieces if piece.near), None)
    if piece is None or piece.near is None:
        return
    for radius in [radius for radius in RADII if radius > (request.radius_km or _FROM_KM)][:_WIDER]:
        params = [*piece.left, ("near", piece.near), ("radiusKm", str(radius))]
        if count := _count(engine, params):
            text = in_words("near", piece.near, _asked(params), {}) or ""
            yield Way(text, address(params), dutch.amount(count))


def _further(engine: SearchEngine, request: SearchRequest, params: Params, view: Params) -> Iterator[Way]:
    """What is no assignment but meets the search all the same, and the words without any filter."""
    say = words()["elsewhere"]
    if request.kind == ("assignment",):
        vacancies = [*without(params, "kind"), ("kind", "vacancy")]
        if count := _count(engine, vacancies):
            yield Way(say["vacancies"], address(vacancies), dutch.amount(count, "vacature", "vacatures"))
    if request.q and len(list(_filters(request, params))) > 1:
        alone = [("q", request.q), *view]
        if count := _count(engine, alone):
            yield Way(say["words_alone"].format(request.q), address(alone), dutch.amount(count))


def _asked(params: Params) -> SearchRequest:
    return read(pair for pair in params if pair != MAP_VIEW)


def _count(engine: SearchEngine, params: Params) -> int:
    """How many a search finds; none where it cannot be asked, as around a place that nobody knows."""
    try:
        asked = _asked(params)
    except InvalidRequest:
        return 0
    return int(engine.search(replace(asked, limit=0, facets=(), highlight=False))["total"])
