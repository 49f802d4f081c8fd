"""The version of everything that decides what a document is read as."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

_ROOMS = ("readers", "knowledge", "language", "parse")
_DECIDING = (".py", ".toml", ".txt", ".tsv", ".csv")


def _files(folder: Traversable) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += [(f"{entry.name}/{name}", file) for name, file in _files(entry)]
        elif entry.name.endswith(_DECIDING):
            found.append((entry.name, entry))
    return sorted(found, key=lambda pair: pair[0])


@cache
def parser_version() -> str:
    """A digest over the rules and tables of readers, knowledge, language and parser.

    It changes by itself with any of them, so that records stored by other rules are parsed anew; nobody has to remember
    to raise a number.
    """
    digest = blake2b(digest_size=8)
    package = files("indexer")
    for room in _ROOMS:
        for name, file in _files(package.joinpath(room)):
            digest.update(f"{room}/{name}\0".encode())
            digest.update(file.read_bytes())
    digest.update(package.joinpath("record.py").read_bytes())
    return digest.hexdigest()
