"""The styles, scripts and picture of the pages: held in memory, addressed by their content, kept for a year.

A script names its imports without a version; they get the address with the version when they are loaded, so that no
browser ever runs modules of two versions together. The sheets in ``styles`` go out as one, the ground of the map is drawn
from the tables of places.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from app.pages.map_ground import ground

TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
SHEETS: Final = ("ground", "filters", "map", "results", "assignment", "kept")
"""The sheets that make ``style.css``, in their order."""
_IMPORT: Final = re.compile(r"""((?:from\s+|import\()")\./([a-z-]+\.js)(")""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent. ``version`` is a hash of its content."""

    name: str
    content: bytes
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Every file by name. Raises ``ValueError`` when scripts import each other in a circle."""
    static = resources.files("app.pages").joinpath("static")
    sources = {file.name: file.read_text("utf-8") for file in static.iterdir() if _suffix(file.name) in TYPES}
    sheets = [static.joinpath("styles", f"{name}.css").read_text("utf-8") for name in SHEETS]
    sources["style.css"] = "\n".join(sheets)
    sources["map-ground.svg"] = ground()
    made: dict[str, Asset] = {}
    for name in sources:
        _make(name, sources, made, ())
    return made


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _make(name: str, sources: dict[str, str], made: dict[str, Asset], within: tuple[str, ...]) -> Asset:
    if name in within:
        raise ValueError(f"scripts import each other in a circle: {' -> '.join((*within, name))}")
    if name not in made:
        text = _IMPORT.sub(
            lambda found: (
                f"{found[1]}./{found[2]}?v={_make(found[2], sources, made, (*within, name)).version}{found[3]}"
            ),
            sources[name],
        )
        content = text.encode("utf-8")
        version = hashlib.blake2b(content, digest_size=6).hexdigest()
        made[name] = Asset(name, content, TYPES[_suffix(name)], version)
    return made[name]


def asset_address(name: str) -> str:
    """The address of a file, with its version. Raises ``KeyError`` for a file that is not there."""
    return f"/static/{name}?v={assets()[name].version}"
