"""Zstandard (RFC 8878): the standard library's where it has it, else the same module made for earlier versions."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["decompressed", "zstd"]


def decompressed(frame: bytes) -> bytes:
    """What a frame holds, and nothing behind it. ``zstd.decompress``, which looks for further ones, takes half as long again for
    the few kilobytes of a record. Raises ``zstd.ZstdError`` on anything else.
    """
    decompressor = zstd.ZstdDecompressor()
    data = decompressor.decompress(frame)
    if not decompressor.eof or decompressor.unused_data:
        raise zstd.ZstdError("not one whole frame")
    return data
