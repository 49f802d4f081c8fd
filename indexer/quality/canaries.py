"""Canary searches: searches whose answers tell whether a new generation still finds what it should.

Most are drawn from each generation itself, with what it answered, and asked of the next one: how many and which is said in
``canaries.toml`` beside this module. A person adds others in a file of the same form as :func:`read_file` reads.
"""

from __future__ import annotations

import heapq
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import orjson

from indexer.index.writer import VOCABULARY

FIRST: Final = 10
"""What a canary must find stands among so many first hits."""
MOST_OWN: Final = 200
MOST_TITLE_WORDS: Final = 12


class CanaryError(Exception):
    """A file with canaries that cannot be used. The message says which and where."""


@dataclass(frozen=True, slots=True)
class Canary:
    """A search and what must hold of it.

    ``params`` are the parameters of a search, in order. There must be ``at_least`` so many hits, and the share ``keep`` of
    those that the generation in use gave (``before``, ``None`` when it was not asked; without ``keep`` the share is that of
    the gate). The ids of ``finds`` must be among the first. ``own``: a person added it. ``title``: the search is a title,
    and what it finds is its record.
    """

    name: str
    params: tuple[tuple[str, str], ...]
    at_least: int = 0
    keep: float | None = None
    finds: tuple[str, ...] = ()
    own: bool = False
    title: bool = False
    before: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "params": [list(pair) for pair in self.params],
            "atLeast": self.at_least,
            "keep": self.keep,
            "finds": list(self.finds),
            "own": self.own,
            "title": self.title,
            "before": self.before,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a generation answered: how many hits, which ids were not among the first, and whether those are not in the
    generation at all.
    """

    total: int
    missing: tuple[str, ...] = ()
    gone: bool = False


Ask = Callable[[Path, Sequence[Canary]], Sequence[Answer | None]]
"""Answers canaries from the generation in a directory; ``None`` where one is no search that can be asked."""
Titled = Callable[[int], Iterable[tuple[str, str]]]
"""Gives (id, title) of so many records with a title that no other has."""


def from_json(data: Mapping[str, Any]) -> Canary:
    """The inverse of :meth:`Canary.to_json`. Raises ``KeyError``, ``TypeError`` or ``ValueError`` on anything else."""
    return Canary(
        data["name"],
        tuple((str(name), str(value)) for name, value in data["params"]),
        int(data["atLeast"]),
        data["keep"],
        tuple(data["finds"]),
        bool(data["own"]),
        bool(data["title"]),
        data["before"],
    )


def read_file(path: Path) -> tuple[Canary, ...]:
    """The canaries that a person added. Raises :class:`CanaryError`, ``OSError`` when there is no such file.

    ``[[canary]]`` with ``name``, ``query``, ``filters`` (a table of parameters of the search, each a value or a list) and
    one or more of ``at_least`` (hits), ``keep`` (a share) and ``finds`` (ids).
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CanaryError(f"{path} is geen geldige TOML: {error}") from error
    tables = data.pop("canary", None)
    if data or not isinstance(tables, list) or len(tables) > MOST_OWN:
        raise CanaryError(f"{path} bestaat uit 1 tot {MOST_OWN} delen [[canary]] en niets anders")
    found = tuple(
        _read(table, f"{path}, [[canary]] nummer {number}") for number, table in enumerate(tables, 1)
    )
    names = [canary.name for canary in found]
    for name in names:
        if names.count(name) > 1:
            raise CanaryError(f"{path}: de naam {name!r} komt meer dan eens voor")
    return found


def _read(table: Any, where: str) -> Canary:
    known = {"name", "query", "filters", "at_least", "keep", "finds"}
    if not isinstance(table, dict) or not set(table) <= known:
        raise CanaryError(f"{where}: alleen {', '.join(sorted(known))} mag")
    name, at_least, keep = table.get("name"), table.get("at_least", 0), table.get("keep")
    finds, filters, query = table.get("finds", []), table.get("filters", {}), table.get("query", "")
    rules = (
        (isinstance(name, str) and bool(name.strip()), "name is een tekst en moet er zijn"),
        (isinstance(query, str), "query is een tekst"),
        (isinstance(filters, dict), "filters is een tabel van naam = waarde"),
        (type(at_least) is int and at_least >= 0, "at_least is een geheel getal, 0 of hoger"),
        (
            keep is None or (isinstance(keep, int | float) and not isinstance(keep, bool) and 0 < keep <= 1),
            "keep ligt boven 0 en is hoogstens 1",
        ),
        (isinstance(finds, list) and all(isinstance(id, str) for id in finds), "finds is een lijst van id’s"),
        (bool(at_least or keep or finds), "zonder at_least, keep of finds valt er niets na te gaan"),
    )
    for holds, message in rules:
        if not holds:
            raise CanaryError(f"{where}: {message}")
    params = [("q", query)] if query else []
    for parameter, value in filters.items():
        params += [(parameter, _plain(one)) for one in (value if isinstance(value, list) else [value])]
    return Canary(str(name), tuple(params), at_least, keep, tuple(finds), own=True)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _recipe() -> dict[str, Any]:
    return tomllib.loads(files("indexer.quality").joinpath("canaries.toml").read_text(encoding="utf-8"))


def drawn_from(directory: Path, titled: Titled) -> Iterator[Canary]:
    """The canaries that a freshly written generation gives itself."""
    recipe = _recipe()
    yield Canary("alle opdrachten", ())
    vocabulary = orjson.loads((directory / VOCABULARY).read_bytes())
    least = recipe["least"]
    for parameter, facet in recipe["facet"].items():
        values = vocabulary["values"].get(facet["field"], ())
        for value, count in _largest(values, facet["most"]):
            if count >= least:
                yield Canary(f"{parameter}={value}", ((parameter, value),))
    most = recipe["word"]["share"] * max(vocabulary["records"], 1)
    words = [(word, count) for word, count in vocabulary["words"] if least <= count <= most]
    for word, _ in _largest(words, recipe["word"]["most"]):
        yield Canary(f"q={word}", (("q", word),))
    for id, title in titled(recipe["title"]["most"]):
        text = " ".join(
            re.findall(r"[^\W_]+", title.lower())[:MOST_TITLE_WORDS]
        )  # free of the signs of the grammar
        yield Canary(f"titel van {id}", (("q", text),), finds=(id,), title=True)


def _largest(values: Iterable[Sequence[Any]], most: int) -> list[tuple[str, int]]:
    pairs = ((str(value), int(count)) for value, count in values)
    return heapq.nsmallest(most, pairs, key=lambda pair: (-pair[1], pair[0]))


def answered(canaries: Iterable[Canary], answers: Iterable[Answer | None]) -> Iterator[Canary]:
    """The canaries as they are kept for the next night: with what was answered, and of those by title only what was found."""
    for canary, answer in zip(canaries, answers, strict=True):
        if answer is not None and (canary.own or not answer.missing):
            yield replace(canary, before=answer.total)
