"""The groups of words that ask for the same work, as loaded from ``synonyms.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

RELATIONS: Final = ("same", "near", "wider")
_LONGEST_WORDS: Final = 9


@dataclass(frozen=True, slots=True)
class Group:
    """Words or phrases of one group. ``relation`` is one of :data:`RELATIONS`; in ``wider`` the first member stands
    for the others and not the reverse. ``source`` says whose judgement it is.
    """

    relation: str
    members: tuple[str, ...]
    source: str


def read_groups(table: dict[str, Any]) -> tuple[Group, ...]:
    """The groups of a parsed table. Raises ``ValueError`` naming the group that breaks a rule of the table."""
    found: list[Group] = []
    for part in table["list"]:
        if part["relation"] not in RELATIONS or not part["source"]:
            raise ValueError(
                f"synonyms.toml: a list with relation {part['relation']!r} needs one of {RELATIONS}"
            )
        for members in part["groups"]:
            if len(members) < 2 or len(set(members)) < len(members):
                raise ValueError(f"synonyms.toml: {members!r} needs two or more members, each once")
            if any(not 1 <= len(member.split()) <= _LONGEST_WORDS for member in members):
                raise ValueError(f"synonyms.toml: {members!r} has a member without words or with too many")
            found.append(Group(part["relation"], tuple(members), part["source"]))
    return tuple(found)


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order of the table. Raises ``ValueError`` as :func:`read_groups` does."""
    return read_groups(tomllib.loads(files("indexer.knowledge").joinpath("synonyms.toml").read_text("utf-8")))
