"""What the web server itself bounds, before there is a request: how long and how slow its head may be, how many headers it
has, and how slowly an answer may be taken. uvicorn bounds none of these, and answers what it cannot read in plain text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Final

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.api import problems
from app.api.version import API_VERSION

LONGEST_HEAD: Final = 65_536
"""Bytes of the request line and all headers."""
MOST_HEADERS: Final = 100
_HEADERS: Final = {
    "content-type": problems.MEDIA_TYPE,
    "cache-control": "no-store",
    "api-version": API_VERSION,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "access-control-allow-origin": "*",
    "connection": "close",
}


class _TooMuch(Exception):
    """The head of a request went over its bounds."""


class Bounded(HttpToolsProtocol):
    """uvicorn's own protocol with those bounds; see :func:`protocol`."""

    seconds: ClassVar[float]
    base: ClassVar[str]
    refused: ClassVar[Callable[[int], None]]
    _patience: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None
    _size = 0
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(self.seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        self._received = 0
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _too_slow(self) -> None:
        detail = f"Het verzoek was na {self.seconds:g} seconden nog niet compleet."
        self._refuse(problems.REQUEST_TIMEOUT, detail)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._patience is not None:
            # A header is handed over only when it ends, so that one that never does is seen here alone.
            self._received += len(data)
            if self._received > 2 * LONGEST_HEAD:
                self._refuse_head()
        elif self.timeout_keep_alive_task is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()  # what came is no request yet, such as empty lines or the rest of an unread body

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._size = 0
        self._await_head()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        self._measure(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._measure(len(name) + len(value))

    def _measure(self, more: int) -> None:
        self._size += more
        if self._too_large():
            raise _TooMuch  # the parser stops, and calls for send_400_response

    def _too_large(self) -> bool:
        return self._size > LONGEST_HEAD or len(self.headers or ()) > MOST_HEADERS

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing: whoever asks for another protocol is answered in this one, as RFC 9110 section 7.8 allows."""

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser gave up on."""
        if self._too_large():
            self._refuse_head()
        else:
            detail = "Dit is geen HTTP-verzoek zoals RFC 9112 het beschrijft."
            self._refuse(problems.INVALID_REQUEST, detail)

    def _refuse_head(self) -> None:
        if self.headers:
            detail = (
                f"Een verzoek mag {MOST_HEADERS} koppen hebben, met het adres samen {LONGEST_HEAD} bytes."
            )
            self._refuse(problems.HEAD_TOO_LARGE, detail)
        else:
            self._refuse(problems.URI_TOO_LONG, f"Het adres mag hoogstens {LONGEST_HEAD} bytes lang zijn.")

    def _refuse(self, kind: problems.ProblemType, detail: str) -> None:
        """Answer in the server's own name and hang up; while an answer is under way only the latter, because another
        in its midst would be taken for a part of it.
        """
        self._stop_waiting()
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.abort()
        if self.transport.is_closing():
            return
        body = orjson.dumps(problems.Problem(kind, detail).body(self.base, "/"))
        headers = {**_HEADERS, "content-length": str(len(body))}
        lines = [f"{name}: {value}\r\n".encode() for name, value in headers.items()]
        type(self).refused(kind.status)
        self.transport.write(b"".join([STATUS_LINE[kind.status], *lines, b"\r\n", body]))
        self.transport.close()

    def pause_writing(self) -> None:
        """The client takes its answer more slowly than it is made."""
        super().pause_writing()
        self._reader = self.loop.call_later(self.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None


def protocol(seconds: float, base: str, refused: Callable[[int], None]) -> type[Bounded]:
    """The protocol for ``uvicorn.Config(http=...)``. ``seconds`` is how long a client may take over the head of a
    request, and over taking what stands ready for it; ``base`` is the path that the service stands under; ``refused``
    is told the status of each request that goes no further.
    """
    return type("Protocol", (Bounded,), {"seconds": seconds, "base": base, "refused": staticmethod(refused)})
