"""The tantivy schema and how a record becomes a document of it.

Text stands in :data:`TEXT_FIELDS`, each three times (see :mod:`indexer.index.keys`). Filters and facets use
raw fast string fields; ranges use fast numeric fields alone (a range on the inverted index is many times
slower). What a record does not state is named in the field ``missing``, so that *unknown* can be asked for
and counted like a value.

Sort keys are unique: the value in the high bits, the ordinal in the low ones. Paging behind a key is then a
plain range, exact with any number of equal values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import tantivy

from indexer.index import buckets
from indexer.index.keys import STREAMS, Key, keys, streams
from indexer.record import Record

SCHEMA_VERSION: Final = "2"

KEYS_TOKENIZER: Final = "keys"
TEXT_FIELDS: Final = ("title", "competency_text", "organisation_text", "place_text", "body")
RAW_FIELDS: Final = (
    "place",
    "gemeente",
    "province",
    "region",
    "competency",
    "organisation",
    "contract_form",
    "education",
    "remote",
    "kind",
    "status",
)
RANGES: Final = ("hours", "rate", "duration")
DAY_FIELDS: Final = ("start", "published", "deadline")
SORT_KEYS: Final = ("published_key", "deadline_key", "deadline_passed_key", "rate_key", "start_key")

HIDDEN: Final = "hidden"
"""The value of the field ``twin`` where another posting of the same assignment is the one that is shown."""

ORDINAL_BITS: Final = 36
ORDINAL_MAX: Final = (1 << ORDINAL_BITS) - 1
_VALUE_MAX: Final = (1 << (64 - ORDINAL_BITS)) - 1
_LONGEST_KEY: Final = 200  # characters; tantivy itself refuses terms above 65,530 bytes
_HIGHEST: Final = 1e12


def stream_field(field: str, stream: str) -> str:
    """The name of the field that holds one of the three key streams of a text field."""
    return field if stream == STREAMS[0] else f"{field}_{stream}"


def build_schema() -> tantivy.Schema:
    """The schema; an index opened with it needs :func:`register` first."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True, indexed=True)
    for field in TEXT_FIELDS:
        for stream in STREAMS:
            builder.add_text_field(stream_field(field, stream), tokenizer_name=KEYS_TOKENIZER)
    for field in RAW_FIELDS:
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("missing", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("twin", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("point", tokenizer_name="raw", index_option="basic")
    for field in RANGES:
        builder.add_float_field(f"{field}_low", fast=True)
        builder.add_float_field(f"{field}_high", fast=True)
        builder.add_float_field(f"{field}_stated", fast=True)
        builder.add_unsigned_field(f"{field}_bucket", fast=True)
    for field in DAY_FIELDS:
        builder.add_unsigned_field(field, fast=True)
    for field in SORT_KEYS:
        builder.add_unsigned_field(field, fast=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Give an index its tokenizer. Needed on every open: tantivy does not save tokenizers with an index."""
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(KEYS_TOKENIZER, tokenizer)


def point_term(lat: float, lon: float) -> str:
    """The term of a place's coordinates (WGS 84 degrees); equal coordinates give equal terms."""
    return f"{lat!r},{lon!r}"


def day(value: dt.date) -> int:
    """A date as the index holds it: days of the proleptic Gregorian calendar, 1 January of year 1 being 1."""
    return value.toordinal()


def analysed(record: Record) -> dict[str, list[Key]]:
    """The words of each text field of a record."""
    places = [(p.name, p.gemeente, p.province, *p.regions) for p in record.places]
    named = dict.fromkeys(name for names in places for name in names if name)
    return {
        "title": keys(record.title or ""),
        "competency_text": keys("\n".join(c.label for c in record.competencies)),
        "organisation_text": keys(record.organisation or ""),
        "place_text": keys("\n".join(named)),
        "body": keys(record.text),
    }


def to_document(
    record: Record, ordinal: int, words: Mapping[str, Sequence[Key]] | None = None
) -> tantivy.Document:
    """The document of a record.

    ``ordinal`` is the record's position among all records of the index by ascending id. ``words`` is what
    :func:`analysed` gave for the record, for a caller that has it already.
    """
    document = tantivy.Document()
    document.add_text("id", record.id)
    document.add_unsigned("ordinal", ordinal)
    for field, found in (analysed(record) if words is None else words).items():
        short = [word for word in found if len(word.whole) <= _LONGEST_KEY]
        for stream, text in zip(STREAMS, streams(short), strict=True):
            document.add_text(stream_field(field, stream), text)
    for field, value in raw_values(record):
        document.add_text(field, value)
    if not record.primary:
        document.add_text("twin", HIDDEN)
    for point in dict.fromkeys(points(record)):
        document.add_text("point", point_term(*point))
    _add_ranges(document, record)
    _add_days(document, record, ordinal)
    return document


def raw_values(record: Record) -> Iterator[tuple[str, str]]:
    """Every value of :data:`RAW_FIELDS` that the record states, each once."""
    found: list[tuple[str, str | None]] = []
    for place in record.places:
        found += [("place", place.name), ("gemeente", place.gemeente), ("province", place.province)]
        found += [("region", region) for region in place.regions]
    found += [("competency", competency.id) for competency in record.competencies]
    found += [("contract_form", form) for form in record.contract_forms]
    found += [("organisation", record.organisation), ("education", record.education)]
    found += [("remote", record.remote), ("kind", record.kind), ("status", record.status)]
    return ((field, value) for field, value in dict.fromkeys(found) if value)


def points(record: Record) -> Iterator[tuple[float, float]]:
    """The coordinates of the record's places that have them."""
    for place in record.places:
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon


def ranges(record: Record) -> dict[str, tuple[float | None, float | None]]:
    """The lowest and highest figure the record states for each of :data:`RANGES`."""
    return {
        "hours": (record.hours.min, record.hours.max),
        "rate": (record.rate.min, record.rate.max),
        "duration": (record.duration_months, record.duration_months),
    }


def _add_ranges(document: tantivy.Document, record: Record) -> None:
    for field, (low, high) in ranges(record).items():
        span = buckets.span(low, high)
        if span is None:
            document.add_text("missing", field)
            continue
        document.add_float(f"{field}_low", span[0])
        document.add_float(f"{field}_high", min(span[1], _HIGHEST))
        for stated in {figure for figure in (low, high) if figure is not None}:
            document.add_float(f"{field}_stated", stated)
        for bucket in buckets.overlapping(field, *span):
            document.add_unsigned(f"{field}_bucket", bucket)


def _add_days(document: tantivy.Document, record: Record, ordinal: int) -> None:
    days = {"start": record.start_date, "published": record.published, "deadline": record.deadline}
    for field, value in days.items():
        if value is None:
            document.add_text("missing", field)
        else:
            document.add_unsigned(field, day(value))
    rate = record.rate.min if record.rate.max is None else record.rate.max
    document.add_unsigned("published_key", _latest_first(record.published, ordinal))
    document.add_unsigned("deadline_key", _soonest_first(record.deadline, ordinal))
    document.add_unsigned("deadline_passed_key", _latest_first(record.deadline, ordinal))
    document.add_unsigned("start_key", _soonest_first(record.start_date, ordinal))
    cents = None if rate is None else 1 + round(rate * 100)
    document.add_unsigned("rate_key", _descending(cents, ordinal))


def _soonest_first(value: dt.date | None, ordinal: int) -> int:
    return _ascending(None if value is None else day(value), ordinal)


def _latest_first(value: dt.date | None, ordinal: int) -> int:
    return _descending(None if value is None else day(value), ordinal)


def _ascending(value: int | None, ordinal: int) -> int:
    """A key that sorts low values first, equal ones by ordinal, the missing last, in ascending order."""
    return ((_VALUE_MAX if value is None else min(value, _VALUE_MAX - 1)) << ORDINAL_BITS) | ordinal


def _descending(value: int | None, ordinal: int) -> int:
    """A key that sorts high values first, equal ones by ordinal, the missing last, in ascending order of
    the key.
    """
    return ((_VALUE_MAX if value is None else max(0, _VALUE_MAX - 1 - value)) << ORDINAL_BITS) | ordinal
