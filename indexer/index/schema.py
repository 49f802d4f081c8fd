"""The tantivy schema and how a record becomes a document of it.

Text stands in :data:`TEXT_FIELDS`, each three times (see :mod:`indexer.index.keys`). Filters use raw string fields,
facets the columns of :mod:`indexer.index.numbered`; ranges of figures use fast numeric fields alone (a range on the inverted
index is many times slower), ranges of days the blocks of :mod:`indexer.index.day_blocks`, those of every search the terms of
:mod:`indexer.index.as_of`. What a record does not state is named in the field ``missing``, so that *unknown* can be asked
for and counted like a value.

Sort keys are unique: the value in the high bits, the ordinal in the low ones. Paging behind a key is then a
plain range, exact with any number of equal values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import tantivy

from indexer.exchange.told import Told
from indexer.index import as_of, buckets
from indexer.index.buckets import RANGES
from indexer.index.day_blocks import blocks
from indexer.index.keys import STREAMS, Streams, streams
from indexer.index.numbered import (
    APART,
    COMBINED,
    Stated,
    buckets_field,
    least_column,
    most_column,
    number_column,
)
from indexer.record import Record, open_until

SCHEMA_VERSION: Final = "10"

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
DAY_FIELDS: Final = ("start", "published", "deadline", "until")
SORT_KEYS: Final = ("published_key", "deadline_key", "deadline_passed_key", "rate_key", "start_key")

HIDDEN: Final = "hidden"
"""The value of the field ``twin`` where another posting of the same assignment is the one that is shown."""

ORDINAL_BITS: Final = 36
_VALUE_MAX: Final = (1 << (64 - ORDINAL_BITS)) - 1
_HIGHEST: Final = 1e12


def stream_field(field: str, stream: str) -> str:
    """The name of the field that holds one of the three key streams of a text field."""
    return field if stream == STREAMS[0] else f"{field}_{stream}"


PLACELESS: Final = frozenset({stream_field("body", "parts")})
"""Streams that are met key by key alone: where these stand in the text is not kept."""


def build_schema() -> tantivy.Schema:
    """The schema; an index opened with it needs :func:`register` first."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True, indexed=True)
    for field in (stream_field(field, stream) for field in TEXT_FIELDS for stream in STREAMS):
        places = "freq" if field in PLACELESS else "position"
        builder.add_text_field(field, tokenizer_name=KEYS_TOKENIZER, index_option=places)
    for field in RAW_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("missing", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("twin", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("point", tokenizer_name="raw", index_option="basic")
    for field in RANGES:
        builder.add_float_field(f"{field}_low", fast=True)
        builder.add_float_field(f"{field}_high", fast=True)
        builder.add_float_field(least_column(field), fast=True)
        builder.add_float_field(most_column(field), fast=True)
    for field in (*COMBINED, *APART):
        builder.add_unsigned_field(number_column(field), fast=True)
    for field in DAY_FIELDS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(as_of.FIELD, tokenizer_name="raw", index_option="basic")
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


def analysed(record: Record) -> dict[str, Streams]:
    """The keys of each text field of a record."""
    places = [(p.name, p.gemeente, p.province, *p.regions) for p in record.places]
    named = dict.fromkeys(name for names in places for name in names if name)
    return {
        "title": streams(record.title or ""),
        "competency_text": streams("\n".join(c.label for c in record.competencies)),
        "organisation_text": streams(record.organisation or ""),
        "place_text": streams("\n".join(named)),
        "body": streams(record.own_text),
    }


def to_fields(record: Record, words: Mapping[str, Streams], told: Mapping[str, Stated]) -> dict[str, Any]:
    """The fields of a record's document, as JSON for tantivy, but for those that follow from its ordinal. ``words`` is what
    :func:`analysed` gave for the record, ``told`` what :func:`stated` gave.
    """
    fields: dict[str, Any] = {"id": record.id}
    for field, found in words.items():
        for stream, text in zip(STREAMS, found[: len(STREAMS)], strict=True):
            fields[stream_field(field, stream)] = text
    for field, value in raw_values(record):
        fields.setdefault(field, []).append(value)
    if not record.primary:
        fields["twin"] = HIDDEN
    fields["point"] = [point_term(*point) for point in dict.fromkeys(points(record))]
    fields["missing"] = []
    _add_ranges(fields, record, told)
    for name, date in _days(record).items():
        if date is None:
            fields["missing"].append(name)
        else:
            fields[name] = blocks(day(date))
    return fields


def with_ordinal(
    fields: bytes, sort_keys: Mapping[str, int], ordinal: int, told: Iterable[str] = (), columns: str = ""
) -> str:
    """The whole JSON of a document, from that of its fields without the closing brace, its sort keys at ordinal 0, and its
    ``columns`` as :meth:`indexer.index.numbered.Numbers.fields` tells them. What is in it that has no field is for others.

    ``ordinal`` is the record's position among all records of the index by ascending id, ``told`` what :func:`told_as_of`
    gave for the day of the index, where it has one.
    """
    keys = "".join(f',"{name}":{key | ordinal}' for name, key in sort_keys.items())
    listed = ",".join(f'"{term}"' for term in told)
    return f'{fields.decode()},"ordinal":{ordinal},"{as_of.FIELD}":[{listed}]{keys}{columns}}}'


def told_as_of(written: int, told: Told) -> Sequence[str]:
    """The terms of :mod:`indexer.index.as_of` for a record in an index written on a :func:`day`."""
    days = {
        field: None if value is None else day(dt.date.fromisoformat(value))
        for field, value in (("published", told.published), ("until", told.until))
    }
    return as_of.terms(days, written, closed=told.status == "closed")


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


def stated(record: Record) -> dict[str, Stated]:
    """What the record states of :data:`RANGES`, without those of which it states nothing."""
    found = {}
    for field, ends in ranges(record).items():
        if span := buckets.span(*ends):
            figures = [float(figure) for figure in ends if figure is not None]
            found[field] = Stated(buckets.overlapping(field, *span), min(figures), max(figures))
    return found


def _add_ranges(fields: dict[str, Any], record: Record, told: Mapping[str, Stated]) -> None:
    for field, (low, high) in ranges(record).items():
        if field not in told:
            fields["missing"].append(field)
            continue
        own = told[field]
        fields[f"{field}_low"] = 0.0 if low is None else float(low)
        fields[f"{field}_high"] = _HIGHEST if high is None else min(float(high), _HIGHEST)
        fields[f"{field}_stated"] = sorted({own.least, own.most})
        fields[buckets_field(field)] = own.buckets


def _days(record: Record) -> dict[str, dt.date | None]:
    return {
        "start": record.start_date,
        "published": record.published,
        "deadline": record.deadline,
        "until": open_until(record.deadline, record.end_date),
    }


def sort_keys(record: Record) -> dict[str, int]:
    """The sort keys of a record that stands at ordinal 0."""
    days = {field: None if value is None else day(value) for field, value in _days(record).items()}
    rate = record.rate.min if record.rate.max is None else record.rate.max
    return {
        "published_key": _descending(days["published"]),
        "deadline_key": _ascending(days["deadline"]),
        "deadline_passed_key": _descending(days["deadline"]),
        "start_key": _ascending(days["start"]),
        "rate_key": _descending(None if rate is None else 1 + round(rate * 100)),
    }


def _ascending(value: int | None) -> int:
    """A key that sorts low values first, the missing last, in ascending order; its low bits are free for the ordinal."""
    return (_VALUE_MAX if value is None else min(value, _VALUE_MAX - 1)) << ORDINAL_BITS


def _descending(value: int | None) -> int:
    """A key that sorts high values first, the missing last, in ascending order; its low bits are free for the ordinal."""
    return (_VALUE_MAX if value is None else max(0, _VALUE_MAX - 1 - value)) << ORDINAL_BITS
