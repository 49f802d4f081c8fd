"""Content negotiation and conditional requests: RFC 9110, sections 12 and 13."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

Coding = Literal["zstd", "gzip", "identity"]

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


def coding(accept_encoding: str | None, offers: Sequence[Coding]) -> Coding:
    """What to compress with: of ``offers`` and nothing at all what the client values most, of equals the first. Without a
    wish: nothing.
    """
    asked = {one.name: one.quality for one in _ranges(accept_encoding or "")}
    if "x-gzip" in asked:  # the same, by RFC 9110 section 8.4.1.3
        asked.setdefault("gzip", asked["x-gzip"])
    values = {name: asked.get(name, asked.get("*", 0.0)) for name in offers}
    # Not named it is acceptable, and less wanted than anything that is.
    values["identity"] = asked.get("identity", 0.0)
    best = max(values, key=lambda name: values[name])
    return best if values[best] > 0 else "identity"


def none_match(if_none_match: str | None, tag: str) -> bool:
    """Whether the client already has what ``tag`` names, by weak comparison."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return tag.removeprefix("W/").strip('"') in _ENTITY_TAG.findall(if_none_match)
