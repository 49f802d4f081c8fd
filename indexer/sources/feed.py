"""A feed of JSON lines: every line of a ``.jsonl`` or ``.ndjson`` file is a document.

A line is a JSON object in UTF-8 with

- ``id``: text or a whole number, at most 200 characters: what the document is known by in this feed, over all its files;
- ``html`` or ``text``: what is read, ``html`` where both are there;
- ``title``: put above the text where the text does not hold it;
- ``url``: its address (http or https), which becomes the record's ``sourceUrl``;
- ``seenAt``: when it was first seen there, an ISO 8601 day or moment (UTC where it names no zone).

All but ``id`` and one of ``html`` and ``text`` may be absent or null; other names are passed over. Of lines with one id the
last counts, in the order of the files' names. A line that breaks these rules is set aside.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import orjson

from indexer.record import moment
from indexer.sources.found import Found, SetAside, Source, bad_name, because, shown, untrusted

SUFFIXES = (".jsonl", ".ndjson")
LINE_BYTES = 4 * 1024 * 1024
"""A line is taken apart in the run's own process: so long at most, that no line takes much of its memory."""
_ID_CHARS = 200
_URL_CHARS = 2_000
_TOLD = 5  # line numbers that are named in one reason
_CHUNK = 1024 * 1024
_BOM = (
    b"\xef\xbb\xbf"  # before what is handed to a reader: whatever charset a page names, these bytes are UTF-8
)
_ID_WITHIN = re.compile(rb'"id"\s*:\s*("(?:[^"\\]|\\.){1,800}"|\d{1,200})')
_WHOLE_PAGE = re.compile(r"<(?:html|head|body)\b", re.I)


class LineError(Exception):
    """A line that is no document. The message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line taken apart; ``body`` is a file of the kind ``suffix``, ``seen`` UTC as ISO 8601."""

    id: str
    suffix: str
    body: bytes
    url: str | None
    seen: str | None

    @property
    def sha(self) -> str:
        """The hash of all that the record depends on."""
        digest = hashlib.blake2b(self.body, digest_size=20)
        digest.update(f"\0{self.suffix}\0{self.url or ''}".encode())
        return digest.hexdigest()


def walk(source: Source, largest: int) -> Iterator[Found | SetAside]:
    """Every document of the feed, in the order of the lines that count, and what is set aside: lines above ``largest`` or
    :data:`LINE_BYTES` bytes, broken ones, and for each file the lines that a later one took the place of.
    """
    found: dict[str, tuple[Found, str, int]] = {}
    again: dict[str, list[int]] = {}
    home = source.root if source.root.is_dir() else source.root.parent
    longest = min(largest, LINE_BYTES)
    for path in _files(source):
        place = path.name
        try:
            if reason := bad_name(place) or untrusted(path, home):
                yield SetAside(source.label, shown(path, home), reason)
                continue
            for number, span, line in _lines(path, longest):
                try:
                    entry = parse(line, longest)
                except LineError as error:
                    file = id_within(line) or f"{place}:{number}"
                    yield SetAside(source.label, file, str(error), place=f"{place}, regel {number}")
                    continue
                if earlier := found.pop(entry.id, None):
                    again.setdefault(earlier[1], []).append(earlier[2])
                where = f"{place}, regel {number}"
                document = Found(
                    source.label, entry.id, path, entry.sha, entry.suffix, "feed", where, span, entry.url, entry.seen
                )  # fmt: skip
                found[entry.id] = document, place, number
        except (OSError, RuntimeError) as error:
            yield SetAside(source.label, shown(path, home), because(error), all=True)
    for place, numbers in again.items():
        yield SetAside(source.label, place, _replaced(numbers))
    yield from (document for document, _, _ in found.values())


def _files(source: Source) -> Sequence[Path]:
    if not source.root.is_dir():
        return [source.root]
    names = (path for path in source.root.iterdir() if path.suffix.lower() in SUFFIXES)
    return sorted(path for path in names if not ignored(path.name))


def ignored(name: str) -> bool:
    """Hidden files, and the expected outcomes that may lie beside a corpus."""
    return name.startswith(".") or name.lower().startswith("gold")


def _replaced(numbers: list[int]) -> str:
    told = ", ".join(map(str, numbers[:_TOLD])) + (", ..." if len(numbers) > _TOLD else "")
    if len(numbers) == 1:
        return f"de id van regel {told} komt later opnieuw voor; de laatste regel telt"
    return f"{len(numbers)} regels hebben een id die later opnieuw voorkomt ({told}); telkens telt de laatste regel"


def _lines(path: Path, longest: int) -> Iterator[tuple[int, tuple[int, int], bytes]]:
    """Number, place in bytes and bytes of each line that holds something; of a line that is too long one byte too many."""
    with path.open("rb") as stream:
        start, number = 0, 0
        while line := stream.readline(longest + 1):
            number += 1
            whole = len(line)
            if whole > longest and not line.endswith(b"\n"):
                whole += _rest_of_line(stream)
            if line.strip(b" \t\r\n" + _BOM if start == 0 else b" \t\r\n"):
                yield number, (start, len(line)), line
            start += whole


def _rest_of_line(stream: BinaryIO) -> int:
    passed = 0
    while piece := stream.readline(_CHUNK):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


def entry_at(path: Path, span: tuple[int, int]) -> Entry:
    """The document at that place of a file. Raises ``OSError`` and :class:`LineError`."""
    with path.open("rb") as stream:
        stream.seek(span[0])
        return parse(stream.read(span[1]))


def parse(line: bytes, longest: int = LINE_BYTES) -> Entry:
    """One line of ``longest`` bytes at most. Raises :class:`LineError`."""
    if len(line) > longest:
        raise LineError(f"de regel is langer dan {longest} bytes")
    try:
        said = orjson.loads(line.removeprefix(_BOM))
    except orjson.JSONDecodeError as error:
        raise LineError(f"geen geldige JSON ({error.msg}, teken {error.pos + 1})") from error
    if not isinstance(said, dict):
        raise LineError("geen JSON-object")
    id = _id(said.get("id"))
    title = " ".join((_text(said, "title") or "").split())
    markup, words = _text(said, "html"), _text(said, "text")
    url, seen = _url(_text(said, "url")), _seen(_text(said, "seenAt"))
    if markup and markup.strip():
        if title and title not in markup and not _WHOLE_PAGE.search(markup):
            markup = f"<h1>{html.escape(title)}</h1>\n{markup}"
        return Entry(id, ".html", _BOM + markup.encode("utf-8"), url, seen)
    if words and words.strip():
        words = f"{title}\n\n{words}" if title and title not in words else words
        return Entry(id, ".txt", _BOM + words.encode("utf-8"), url, seen)
    raise LineError("text en html zijn leeg of ontbreken")


def id_within(line: bytes) -> str | None:
    """The id of a line that is broken further on: whose it is can often still be told."""
    found = _ID_WITHIN.search(line[:LINE_BYTES])
    try:
        return _id(orjson.loads(found[1])) if found else None
    except (orjson.JSONDecodeError, LineError):
        return None


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise LineError("id ontbreekt, of is geen tekst of heel getal")
    id = str(value).strip()
    if not 0 < len(id) <= _ID_CHARS or bad_name(id):
        raise LineError(f"id is leeg, langer dan {_ID_CHARS} tekens, of bevat een stuurteken")
    return id


def _text(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise LineError(f"{name} is geen tekst")
    return value


def _url(value: str | None) -> str | None:
    address = (value or "").strip()
    if not address:
        return None
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and parts.hostname and len(address) <= _URL_CHARS
    except ValueError:  # such as a broken IPv6 host
        good = False
    if not good or any(character.isspace() or ord(character) < 32 for character in address):
        raise LineError("url is geen adres dat met http:// of https:// begint")
    return address


def _seen(value: str | None) -> str | None:
    if not (value or "").strip():
        return None
    assert value is not None
    try:
        at = dt.datetime.fromisoformat(value.strip())
        return moment(at if at.tzinfo else at.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError) as error:
        raise LineError("seenAt is geen datum of tijdstip zoals 2026-11-26T03:00:00Z") from error
