"""Zstandard (RFC 8878): the standard library's where it has it, else the same module made for earlier versions."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["zstd"]
