"""Content negotiation: the cases of RFC 9110, sections 12.5 and 13.1.2, and those that are no header at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.negotiation import choose, coding, none_match

JSON, LD = "application/json", "application/ld+json"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/ld+json", LD),
        ("APPLICATION/LD+JSON", LD),
        ("application/ld+json;profile=x", LD),
        ("application/json, application/ld+json", JSON),
        ("application/json;q=0.5, application/ld+json", LD),
        ("application/json;q=0.5, application/ld+json;q=0.4", JSON),
        ("application/ld+json;q=0.5, */*;q=0.1", LD),
        ("application/json;q=0, */*", LD),
        ("application/*;q=0.2, application/ld+json;q=0.1", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/json; q=1.000", JSON),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=0.0, application/ld+json;q=0", None),
        ("application/json;q=veel", None),
        ("json", None),
        (",;,=", None),
    ],
)
def test_choose(accept: str | None, expected: str | None) -> None:
    assert choose(accept, (JSON, LD)) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("deflate, gzip;q=0.1", True),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("identity, gzip;q=0.5", False),
        ("gzipped", False),
    ],
)
def test_gzip_where_nothing_else_is_offered(header: str | None, expected: bool) -> None:
    assert (coding(header, ("gzip",)) == "gzip") is expected


@pytest.mark.parametrize(
    ("header", "tag", "expected"),
    [
        (None, 'W/"a"', False),
        ("*", 'W/"a"', True),
        ('"a"', 'W/"a"', True),
        ('W/"a"', '"a"', True),
        ('"b", W/"a"', 'W/"a"', True),
        ('"b"', 'W/"a"', False),
        ('"ab"', 'W/"a"', False),
        ("a", 'W/"a"', False),
        ('"A"', 'W/"a"', False),
    ],
)
def test_none_match(header: str | None, tag: str, expected: bool) -> None:
    assert none_match(header, tag) is expected


@given(st.text(alphabet=st.characters(max_codepoint=255)))
def test_any_header_can_be_read(header: str) -> None:
    assert choose(header, (JSON, LD)) in {JSON, LD, None}
    assert coding(header, ("zstd", "gzip")) in {"zstd", "gzip", "identity"}
    none_match(header, 'W/"a"')
