"""For job boards: all open records, and the changes since, so that a copy elsewhere stays equal.

What the log of changes is and when it tells what stands in :mod:`indexer.exchange`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from app.api import answers, problems, streaming
from app.api.keys import require_scope
from app.search.engine import SearchEngine
from app.search.exchange import Change, Exchange, Stretch
from app.search.parameters import BY_NAME, Parameter
from app.search.request import InvalidRequest, ParameterError, SearchRequest
from indexer.record import AMSTERDAM, moment

SNAPSHOT: Final = "/v1/snapshot"
STREAM: Final = "/v1/stream"
NDJSON: Final = "application/x-ndjson"
KIND: Final = BY_NAME["kind"]
SINCE: Final = Parameter("since", "text", "since", high=40)
LIMIT: Final = Parameter("limit", "integer", "limit", low=1, high=5_000)
DEFAULT_LIMIT: Final = 1_000
SKEW: Final = dt.timedelta(minutes=5)
"""So far may the clocks of two servers, or that of a client, be apart."""
_LARGEST: Final = 2**53
"""Above this a number is no longer exact for every reader of JSON."""
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})")

router = APIRouter()
_OF_SCOPE: Final = [Depends(require_scope("exchange"))]


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request of this room."""

    kinds: tuple[str, ...]
    since: int | dt.datetime
    limit: int


@router.get(SNAPSHOT, dependencies=_OF_SCOPE)
async def snapshot(request: Request) -> Response:
    """All open records, and in the head the number that the stream goes on from."""
    answers.negotiated(request, (NDJSON,))
    asked = read(request, (KIND.name,))
    exchange = await answers.in_thread(request, answers.engine(request).exchange)
    # Of this very state: a number beside the records of another would leave a gap.
    tag = answers.entity_tag(request, NDJSON, exchange.state)
    count = await answers.in_thread(request, exchange.count, asked.kinds)
    headers = {"Sequence-Number": str(exchange.head), "Record-Count": str(count)}
    onward = answers.address(request, STREAM, [("since", str(exchange.head)), *_kinds(asked)])
    pieces = exchange.lines(asked.kinds)
    return streaming.respond(
        request, pieces, tag, media_type=NDJSON, links=[answers.link(onward, "next")], headers=headers
    )


@router.get(STREAM, dependencies=_OF_SCOPE)
async def stream(request: Request) -> Response:
    """What changed behind a number, in order."""
    answers.negotiated(request, (NDJSON,))
    asked = read(request, (SINCE.name, LIMIT.name, KIND.name))
    exchange, stretch = await answers.in_thread(
        request, _stretch, answers.engine(request), asked, answers.now(request)
    )
    tag = answers.entity_tag(request, NDJSON, exchange.state)
    links = []
    if stretch.more:
        onward = [("since", str(stretch.last)), ("limit", str(asked.limit)), *_kinds(asked)]
        links.append(answers.link(answers.address(request, STREAM, onward), "next"))
    pieces = map(_line, exchange.changes(stretch, asked.kinds))
    headers = {"Sequence-Number": str(stretch.last)}
    return streaming.respond(request, pieces, tag, media_type=NDJSON, links=links, headers=headers)


def _kinds(asked: Asked) -> list[tuple[str, str]]:
    return SearchRequest(kind=asked.kinds).to_params()


def _line(change: Change) -> bytes:
    told = {"sequence": change.sequence, "type": change.type, "id": change.id, "at": change.at}
    match change.type:
        case "changed":
            told["fields"] = list(change.fields)
        case "removed":
            told["reason"] = change.reason
            if change.shown is not None:
                told["duplicateOf"] = change.shown
    line = orjson.dumps(told)
    # The record is JSON already.
    return line + b"\n" if change.record is None else b'%s,"record":%s}\n' % (line[:-1], change.record)


def _stretch(engine: SearchEngine, asked: Asked, now: dt.datetime) -> tuple[Exchange, Stretch]:
    exchange = engine.exchange()
    return exchange, exchange.stretch(_position(engine, exchange, asked.since, now), asked.limit)


def _position(engine: SearchEngine, exchange: Exchange, since: int | dt.datetime, now: dt.datetime) -> int:
    """The number to go on from. Raises :class:`problems.Problem` and :class:`InvalidRequest`."""
    if isinstance(since, dt.datetime):
        if since > now + SKEW:
            raise _wrong("ligt in de toekomst")
        found = exchange.behind(since)
        if found is None:
            too_long = _gone("Zo lang blijven wijzigingen niet bewaard.")
            raise _before(exchange) if since < _begun(exchange) else too_long
        return found
    if since == 0 and exchange.complete:
        return exchange.first
    if 0 < since < exchange.begun:
        raise _before(exchange)
    if since < exchange.first:
        raise _gone("De wijzigingen na dit nummer zijn niet alle meer bewaard.")
    if since > exchange.head:
        # Another server may be ahead by a generation or by a clock, which the next question will find no longer.
        current, highest = engine.numbers((now + SKEW).astimezone(AMSTERDAM).date())
        if since > highest:
            raise _wrong(
                f"is een nummer dat nog niet is uitgegeven; kwam het van hier, haal dan {SNAPSHOT} opnieuw op"
            )
        if since > current:
            raise _gone(
                "De index is een generatie teruggezet tot voor dit nummer.",
                "is van een index die is teruggezet",
            )
    return since


def _begun(exchange: Exchange) -> dt.datetime:
    return dt.datetime.fromtimestamp(exchange.begun / 1000, dt.UTC)


def _before(exchange: Exchange) -> problems.Problem:
    """Of what an earlier log told, this one knows nothing: not what has gone of it, so that all it holds would not be enough."""
    why = f"Wijzigingen zijn hier bijgehouden vanaf {moment(_begun(exchange))}; van wat eerder is gegeven is niets bekend."
    return _gone(f"{why} Wie nog niets heeft kan since=0 vragen." if exchange.complete else why)


def _gone(why: str, wrong: str = "is te lang geleden") -> problems.Problem:
    detail = f"{why} Haal {SNAPSHOT} opnieuw op en ga verder vanaf het nummer dat daarbij staat."
    return problems.Problem(problems.GONE_SINCE, detail, [ParameterError("since", wrong)])


def _wrong(message: str) -> InvalidRequest:
    return InvalidRequest([ParameterError("since", message)])


def read(request: Request, names: Sequence[str]) -> Asked:
    """The parameters of a resource that knows ``names`` of them. Raises :class:`InvalidRequest` with all errors."""
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    errors = answers.strangers(given, names)
    kinds = SearchRequest().kind
    try:
        kinds = SearchRequest.from_query([(KIND.name, kind) for kind in given.get(KIND.name, ())]).kind
    except InvalidRequest as invalid:
        errors += invalid.errors
    since: int | dt.datetime = 0
    limit = DEFAULT_LIMIT
    try:
        if SINCE.name in names:
            since = _since(_one(given, SINCE.name))
    except ValueError as error:
        errors.append(ParameterError(SINCE.name, str(error)))
    try:
        if LIMIT.name in names:
            limit = _limit(_one(given, LIMIT.name))
    except ValueError as error:
        errors.append(ParameterError(LIMIT.name, str(error)))
    if errors:
        raise InvalidRequest(errors)
    return Asked(kinds, since, limit)


def _one(given: dict[str, list[str]], name: str) -> str:
    values = [value.strip() for value in given.get(name, []) if value.strip()]
    if len(values) > 1:
        raise ValueError(f"staat er {len(values)} keer, maar mag maar één keer voorkomen")
    return values[0] if values else ""


def _since(text: str) -> int | dt.datetime:
    if not text:
        raise ValueError(f"ontbreekt; neem het nummer over uit de kop Sequence-Number van {SNAPSHOT}")
    if len(text) <= 16 and text.isascii() and text.isdigit():
        number = int(text)
        if number <= _LARGEST:
            return number
    # An unescaped plus sign arrives as a space.
    written = re.sub(r" (?=\d{2}:\d{2}$)", "+", text)
    if _MOMENT.fullmatch(written):
        try:
            return dt.datetime.fromisoformat(written)
        except ValueError:
            pass
    raise ValueError(
        "is geen volgnummer en geen moment; geef een geheel getal uit sequence of Sequence-Number, of een moment met "
        "tijdzone zoals 2026-03-31T08:00:00Z"
    )


def _limit(text: str) -> int:
    if not text:
        return DEFAULT_LIMIT
    low, high = int(LIMIT.low), int(LIMIT.high)
    if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
        raise ValueError(f"geef een heel getal van {low} tot en met {high}")
    return int(text)
