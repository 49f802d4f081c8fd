"""One promise for all readers: whatever the bytes, nothing but :class:`ReadError` comes out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from indexer.readers.plain import human_size, one_line
from indexer.readers.source import Limits, ReadError, SourceText

Reader = Callable[[bytes, Limits], SourceText]


def guarded(kind: str) -> Callable[[Reader], Reader]:
    """Turn whatever a parsing library raises on a broken file into a ReadError that names ``kind`` and the
    cause.

    The libraries document no closed set of exceptions, so all of ``Exception`` is translated here, with its
    cause kept.
    """

    def decorate(reader: Reader) -> Reader:
        @wraps(reader)
        def read(data: bytes, limits: Limits) -> SourceText:
            if len(data) > limits.file_bytes:
                raise ReadError(too_large(len(data), limits))
            try:
                return reader(data, limits)
            except ReadError:
                raise
            except RecursionError as error:
                raise ReadError(f"its parts are nested too deep for {kind}") from error
            except Exception as error:
                cause = (one_line(str(error)) or "")[:160]
                raise ReadError(
                    f"it is no {kind} that can be read ({type(error).__name__}: {cause})"
                ) from error

        return read

    return decorate


def too_large(size: int, limits: Limits) -> str:
    """The message for a file of ``size`` bytes over ``limits.file_bytes``."""
    return f"it is {human_size(size)}, more than the bound of {human_size(limits.file_bytes)}"
