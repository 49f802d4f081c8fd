"""Long patterns that few documents need. Compiling them all takes a third of the time that getting ready to parse takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def late(pattern: str) -> Callable[[], re.Pattern[str]]:
    """What gives the pattern: compiled when it is asked for the first time."""
    return cache(lambda: re.compile(pattern))
