"""Whether a word names a role: ``procesbegeleider``, ``Wmo-consulenten``, ``teamleider(s)``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_NO_ROLES = frozenset(
    {"netwerker", "netwerkers", "handwerker", "vrijwilliger", "vrijwilligers", "samenwerker"}
)


@cache
def role_heads() -> tuple[str, ...]:
    lines = files("indexer.knowledge").joinpath("roles.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=50_000)
def is_role(word: str) -> bool:
    """Whether the word is a role or ends in one, in the singular or the plural."""
    low = re.sub(r"[^a-zà-ÿ]", "", word.lower())
    if low in _NO_ROLES:
        return False
    forms = {low, low.removesuffix("s"), low.removesuffix("en"), low.removesuffix("n")}
    return any(form.endswith(role_heads()) for form in forms)


def has_role(words: str) -> bool:
    """Whether one of the words names a role."""
    return any(is_role(word) for word in re.findall(r"[\w-]+", words))
