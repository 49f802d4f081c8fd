"""JSON-LD in a page: found, mended where it can reasonably be, and flattened out of lists and ``@graph``.

The data model is JSON-LD 1.1 (W3C): a script element holds one node object, an array of them, or an object
whose ``@graph`` does.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MAX_OBJECTS = 200
_MAX_DEPTH = 60
# The white space before a bare ]]> is looked at from where it begins only, or a run of it would be read at each of its places.
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|(?://\s*|/\*\s*|(?<!\s)\s*)\]\]>(?:\s*\*/)?)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_SURROGATE = re.compile("[\ud800-\udfff]")


def objects_in(script: str) -> tuple[dict[str, Any], ...]:
    """The node objects in the text of one script element, none when it cannot be mended. Never raises."""
    found: list[dict[str, Any]] = []
    for value in _values(script):
        for node in _flatten(value):
            if len(found) == _MAX_OBJECTS:
                return tuple(found)
            found.append(node)
    return tuple(found)


def _values(script: str) -> list[Any]:
    text = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip().lstrip("\ufeff").rstrip(";").rstrip()
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    for mended in (text, _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(r"\1", text))):
        try:
            return [_plain(value, 0) for value in _decode(mended)]
        except (ValueError, RecursionError):
            continue
    return []


def _decode(text: str) -> Iterator[Any]:
    """Values one after the other: some pages put several objects into one script element."""
    # strict=False lets raw line ends in strings pass; NaN and Infinity are no JSON (RFC 8259) and become
    # null.
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    position = 0
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        yield value
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1


def _plain(value: Any, depth: int) -> Any:
    """The value without lone surrogates, which no encoding takes. Raises ValueError when nested too deep."""
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_plain(key, depth + 1): _plain(item, depth + 1) for key, item in value.items()}
    return value


def _flatten(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, (list, dict)):
            yield from _flatten(graph)
            rest = {key: item for key, item in value.items() if key not in ("@graph", "@context")}
            if "@type" in rest:
                yield {key: item for key, item in value.items() if key != "@graph"}
        elif value:
            yield value


def of_type(nodes: Iterable[Mapping[str, Any]], *types: str) -> Iterator[Mapping[str, Any]]:
    """The nodes whose ``@type`` is, or holds, one of ``types``, by its name alone or as an address."""
    for node in nodes:
        named = node.get("@type")
        names = named if isinstance(named, list) else [named]
        if any(isinstance(name, str) and name.rsplit("/", 1)[-1] in types for name in names):
            yield node
