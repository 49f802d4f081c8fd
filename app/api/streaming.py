"""Long answers, made while they are sent: pieces of some size, compressed on the way as the client asks (RFC 9110,
section 12.5.3), in memory that does not grow with the answer.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.api import problems
from app.api.negotiation import Coding, coding, none_match
from indexer.zstandard import zstd

HEAD_ASKED: Final = "opdrachten.head"
"""In the scope: only the head of the answer was asked for."""
PIECE_BYTES: Final = 64 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS
_ZSTD_LEVEL: Final = 3
_GZIP_LEVEL: Final = 6


def compressed(pieces: Iterable[bytes], how: Coding) -> Iterator[bytes]:
    """The same bytes in pieces of about :data:`PIECE_BYTES`, compressed."""
    match how:
        case "zstd":
            packer = zstd.ZstdCompressor(level=_ZSTD_LEVEL)
            yield from _packed(pieces, packer.compress, packer.flush)
        case "gzip":
            zipper = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP)
            yield from _packed(pieces, zipper.compress, zipper.flush)
        case "identity":
            yield from _gathered(pieces)


def _packed(
    pieces: Iterable[bytes], pack: Callable[[bytes], bytes], end: Callable[[], bytes]
) -> Iterator[bytes]:
    for piece in _gathered(pieces):
        if packed := pack(piece):
            yield packed
    yield end()


def _guarded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What breaks it is an ``Exception`` in every case; see :func:`app.api.answers.guarded`."""
    try:
        yield from pieces
    except (Exception, GeneratorExit):
        raise
    except BaseException as panic:
        raise RuntimeError(f"the engine broke down: {panic!r}") from panic


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PIECE_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


class Streams:
    """How many streamed answers are on their way. Each holds a generation and a compressor of some MB for as long as its
    reader takes, so that their number is bounded. For one thread: the event loop.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._running = 0

    def admit(self) -> None:
        """Raises :class:`problems.Problem` while no other may begin."""
        if self._running >= self._most:
            detail = "Er worden te veel lange antwoorden tegelijk opgehaald. Probeer het zo nog eens."
            retry = {"Retry-After": str(problems.RETRY_SECONDS)}
            raise problems.Problem(problems.TOO_SLOW, detail, headers=retry)

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Counts from here to the end of the block."""
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1


class _Counted(StreamingResponse):
    streams: Streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.streams.one():
            await super().__call__(scope, receive, send)


def respond(
    request: Request,
    pieces: Iterator[bytes],
    tag: str,
    *,
    media_type: str,
    links: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A streamed answer; 304 where the client has it. A cache may keep it, and asks each time whether it still holds.
    Raises :class:`problems.Problem` when too many are on their way.
    """
    all_headers = {
        "ETag": tag,
        "Cache-Control": "no-cache",
        "Vary": "Accept, Accept-Encoding",
        **(headers or {}),
    }
    if link := ", ".join(links):
        all_headers["Link"] = link
    if none_match(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=all_headers)
    how = coding(request.headers.get("accept-encoding"), ("zstd", "gzip"))
    if how != "identity":
        all_headers["Content-Encoding"] = how
    if request.scope.get(HEAD_ASKED):
        pieces = iter(())
    streams: Streams = request.app.state.streams
    streams.admit()
    answer = _Counted(compressed(_guarded(pieces), how), media_type=media_type, headers=all_headers)
    answer.streams = streams
    return answer
