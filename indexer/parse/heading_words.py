"""Which kind of section the wording of a heading names."""

from __future__ import annotations

from functools import lru_cache

from indexer.knowledge.wording import section_patterns


@lru_cache(maxsize=20_000)
def section_kind(words: str) -> str | None:
    """The kind of section that a heading names by its own wording; ``None`` where it says nothing of what is under it."""
    low = words.lower().strip(" :*#_").lstrip("0123456789.) ")
    return next((kind for kind, pattern in section_patterns() if pattern.search(low)), None)
