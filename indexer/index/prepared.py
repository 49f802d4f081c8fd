"""What of a record goes into a generation, made ready: all that follows from the record alone, and nothing that depends on
which others there are.

Making it takes most of the time of writing an index, above all the analysis of the text. It is therefore done by the
processes that parse, and kept from one night to the next (:mod:`indexer.kept`).
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Final, NamedTuple

import orjson

from indexer.exchange.told import Told, told_of
from indexer.index import marks, schema
from indexer.index.numbered import Stated
from indexer.language.analyser import ANALYSER_VERSION
from indexer.record import Record, to_json
from indexer.zstandard import decompressed, zstd

_SUGGESTED_KIND: Final = "assignment"
_DECIDING: Final = (
    "index/prepared.py", "index/schema.py", "index/keys.py", "index/buckets.py", "index/numbered.py", "index/marks.py", "exchange/told.py", "record.py",
)  # fmt: skip
_LEVEL: Final = 1
"""Of compression: higher ones save less than a tenth of the room."""
_SIZE: Final = 4
"""Bytes of a number that tells how many bytes follow."""
_COMPRESSOR: Final = zstd.ZstdCompressor(_LEVEL)
"""One for all: setting up a new one takes a fifth of the time."""


class Prepared(NamedTuple):
    """A record made ready.

    ``card`` is its JSON without the text, ``text`` the text in UTF-8, ``document`` the JSON of its tantivy document without
    the closing brace and what follows from its ordinal; ``sort_keys`` are the keys to sort by at ordinal 0, ``marks`` where
    its words stand, and which stretches of the text tell nothing of it (:mod:`indexer.index.marks`). The rest is
    for the vocabulary and the log: ``words`` are the words it may be suggested by, each once, separated by spaces, none where it is not
    :attr:`suggested`, ``values`` those of
    the facets, ``stated`` what it says of hours, rate and duration, ``labels`` the names of its competencies, ``points`` its
    coordinates.
    """

    card: bytes
    text: bytes
    document: bytes
    marks: bytes
    words: str
    sort_keys: dict[str, int]
    values: list[tuple[str, str]]
    stated: dict[str, Stated]
    labels: dict[str, str]
    points: list[tuple[float, float]]
    told: Told

    @property
    def id(self) -> str:
        return self.told.id

    @property
    def suggested(self) -> bool:
        """Whether what it holds is counted among what can be suggested."""
        return _counts(self.told)


def _counts(told: Told) -> bool:
    return told.kind == _SUGGESTED_KIND and told.primary


@cache
def prepared_version() -> str:
    """A digest of all that a prepared record depends on besides the record."""
    digest = blake2b(ANALYSER_VERSION.encode(), digest_size=8)
    for name in _DECIDING:
        digest.update(files("indexer").joinpath(name).read_bytes())
    return digest.hexdigest()


def prepare(record: Record) -> Prepared:
    """Make a record ready. Never raises on any text."""
    plain = to_json(record, with_text=True)
    told = told_of(record, plain)
    text = plain.pop("text").encode("utf-8", "replace")
    streams = schema.analysed(record)
    stated = schema.stated(record)
    document = schema.to_fields(record, streams, stated)
    suggested = (
        dict.fromkeys((*streams["title"].suggested, *streams["body"].suggested)) if _counts(told) else {}
    )
    suggested.pop("", None)
    marked = (
        (record.title or "", streams["title"]),
        (record.organisation or "", streams["organisation_text"]),
        (record.summary or "", None),
        (record.own_text, streams["body"]),
    )
    return Prepared(
        orjson.dumps(plain),
        text,
        orjson.dumps(document)[:-1],
        marks.to_bytes(marked, record.surroundings),
        " ".join(suggested),
        schema.sort_keys(record),
        list(schema.raw_values(record)),
        stated,
        {competency.id: competency.label for competency in record.competencies},
        list(schema.points(record)),
        told,
    )


def to_bytes(prepared: Prepared) -> bytes:
    """A prepared record as it is kept."""
    stated = {name: tuple(own) for name, own in prepared.stated.items()}
    facts = (
        prepared.sort_keys, prepared.values, stated, prepared.labels, prepared.points,
        {**prepared.told._asdict(), "digests": prepared.told.digests.hex()},
    )  # fmt: skip
    # JSON holds no line feed; marks and the text may.
    marked = len(prepared.marks).to_bytes(_SIZE, "little") + prepared.marks
    lines = (prepared.card, prepared.document, orjson.dumps(facts), marked + prepared.text)
    words = _compressed(prepared.words.encode())
    return b"".join((len(words).to_bytes(_SIZE, "little"), words, _compressed(b"\n".join(lines))))


def _compressed(data: bytes) -> bytes:
    return _COMPRESSOR.compress(data, _COMPRESSOR.FLUSH_FRAME)


def from_bytes(data: bytes, *, words: bool = True) -> Prepared:
    """The inverse of :func:`to_bytes`; without ``words`` these are left out. Raises ``ValueError`` or ``zstd.ZstdError`` on
    anything else.
    """
    behind = _SIZE + int.from_bytes(data[:_SIZE], "little")
    card, document, facts, rest = decompressed(data[behind:]).split(b"\n", 3)
    marked = _SIZE + int.from_bytes(rest[:_SIZE], "little")
    sort_keys, values, stated, labels, points, told = orjson.loads(facts)
    told["digests"] = bytes.fromhex(told["digests"])
    return Prepared(
        card, rest[marked:], document, rest[_SIZE:marked], words_of(data) if words else "", sort_keys,
        [(field, value) for field, value in values], {name: Stated(*own) for name, own in stated.items()}, labels,
        [(lat, lon) for lat, lon in points], Told(**told),
    )  # fmt: skip


def words_of(data: bytes) -> str:
    """The words alone of what :func:`to_bytes` gave. They are the least of it. Raises as :func:`from_bytes`."""
    behind = _SIZE + int.from_bytes(data[:_SIZE], "little")
    return decompressed(data[_SIZE:behind]).decode()
