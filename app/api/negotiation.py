"""Content negotiation and conditional requests: RFC 9110, sections 12 and 13."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_ENTITY_TAG: Final = re.compile(r'(?:W/)?"([^"]*)"')


class _Range(NamedTuple):
    """One member of an ``Accept`` or ``Accept-Encoding`` list."""

    name: str
    quality: float


def _ranges(header: str) -> list[_Range]:
    """Members that are well-formed; others are passed over, as a server may."""
    ranges = []
    for member in header.split(","):
        name, *parameters = (part.strip().lower() for part in member.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = float(value) if _QUALITY.fullmatch(value.strip()) else 0.0
        if name:
            ranges.append(_Range(name, quality))
    return ranges


def _media_quality(ranges: Sequence[_Range], offer: str) -> float:
    """The quality that the most specific matching range gives."""
    kind = offer.partition("/")[0]
    for name in (offer, f"{kind}/*", "*/*"):
        matching = [one.quality for one in ranges if one.name == name]
        if matching:
            return max(matching)
    return 0.0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The best of ``offers`` (the first of equals), ``None`` when the client takes none of them. Without an
    ``Accept`` header everything is taken.
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    best = max(offers, key=lambda offer: _media_quality(ranges, offer))
    return best if _media_quality(ranges, best) > 0 else None


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether an answer may be gzipped; not when the header is absent or gives ``gzip`` quality 0."""
    asked = qualities(accept_encoding or "")
    return asked.get("gzip", asked.get("x-gzip", asked.get("*", 0.0))) > 0


def qualities(header: str) -> dict[str, float]:
    """How much each member of a list such as ``Accept-Encoding`` is wanted, from 0 (not at all) to 1."""
    return {one.name: one.quality for one in _ranges(header)}


def none_match(if_none_match: str | None, tag: str) -> bool:
    """Whether the client already has what ``tag`` names, by weak comparison."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return tag.removeprefix("W/").strip('"') in _ENTITY_TAG.findall(if_none_match)
