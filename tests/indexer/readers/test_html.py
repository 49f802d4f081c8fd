"""What a page carries beside its text, and pages beyond reason."""

from __future__ import annotations

import time

import pytest

from indexer.readers import Limits, ReadError, html, json_ld
from tests.indexer.readers.builders import LOREM, html_of

LIMITS = Limits()


def _page(head: str, body: str = "<p>Tekst</p>") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('{"@type": "JobPosting", "title": "A"}', [{"@type": "JobPosting", "title": "A"}]),
        ('[{"a": 1}, [{"b": 2}], "x"]', [{"a": 1}, {"b": 2}]),
        ('{"@context": "c", "@graph": [{"@type": "X"}, {"@type": "Y"}]}', [{"@type": "X"}, {"@type": "Y"}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('{"a": [1, 2,], "b": 3,};', [{"a": [1, 2], "b": 3}]),
        ('{"a": "een\nregel\tmet tab"}', [{"a": "een\nregel\tmet tab"}]),
        ('{"a": "pad \\d"}', [{"a": "pad \\d"}]),
        ("{&quot;a&quot;: 1}", [{"a": 1}]),
        ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": NaN, "b": "\\ud800x"}', [{"a": None, "b": "\ufffdx"}]),
        ('{"a": ', []),
        ("", []),
        ("[" * 100_000, []),
        ('{"a":' * 500 + "1" + "}" * 500, []),
        ('{"a": ' + "9" * 5000 + "}", []),
    ],
)
def test_json_ld(script: str, expected: list[object]) -> None:
    assert list(json_ld.objects_in(script)) == expected


def test_json_ld_of_a_page_is_handed_on_and_not_in_the_text() -> None:
    script = '<script type="application/ld+json; charset=utf-8">{"@type": "JobPosting"}</script>'
    source = html.read(_page(script + '<script type="application/LD+JSON">{kapot</script>'), LIMITS)
    assert source.structured == ({"@type": "JobPosting"},)
    assert source.text == "Tekst"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href=" https://www.example.nl/a?b=1 ">', "https://www.example.nl/a?b=1"),
        ('<meta property="og:url" content="https://www.example.nl/b">', "https://www.example.nl/b"),
        (
            '<link rel="canonical" href="/c"><meta property="og:url" content="http://example.nl/c">',
            "http://example.nl/c",
        ),
        (
            '<script type="application/ld+json">{"@type":"JobPosting","url":"https://example.nl/d"}</script>',
            "https://example.nl/d",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[::1">', None),
        ("", None),
    ],
)
def test_url(head: str, url: str | None) -> None:
    assert html.read(_page(head), LIMITS).url == url


def test_title() -> None:
    assert html.read(_page("<title> Een\n titel &amp; meer </title>"), LIMITS).title == "Een titel & meer"
    assert html.read(_page("<title></title>"), LIMITS).title is None


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8"),
        ('<meta charset="utf-8">', "cp1252"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="rot13">', "utf-8"),
        ('<meta charset="idna">', "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ("", "cp1252"),
    ],
)
def test_encodings(declaration: str, encoding: str) -> None:
    page = f"{declaration}<p>Coördinator – € 95 voor één dag</p>".encode(encoding)
    assert html.read(page, LIMITS).text == "Coördinator – € 95 voor één dag"


@pytest.mark.parametrize("tag", ["div", "b", "span", "ul><li", "table><tr><td", "blockquote", "font", "x-y"])
@pytest.mark.parametrize("depth", [120, 900])
def test_deep_nesting_is_read(tag: str, depth: int) -> None:
    names = tag.split("><")
    repeats = depth // len(names)
    opened, closed = f"<{tag}>" * repeats, "".join(f"</{name}>" for name in reversed(names)) * repeats
    text = html.read(f"<p>Boven</p>{opened}<p>Midden in</p>{closed}<p>Onder</p>".encode(), LIMITS).text
    assert [line for line in text.removeprefix("- ").replace("\n- ", "\n").split("\n") if line] == [
        "Boven",
        "Midden in",
        "Onder",
    ]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td"])
def test_nesting_beyond_reason_is_refused(tag: str) -> None:
    with pytest.raises(ReadError, match="nested more than 2,000 deep"):
        html.read(f"<p>Boven</p>{f'<{tag}>' * 100_000}Diep".encode(), LIMITS)


@pytest.mark.parametrize(
    "part",
    [
        "<b>a</b>",
        "<div class='nav menu'>a</div>",
        "<nav>a</nav>b",
        "<br>",
        "<li>a",
        "<table><tr><td>a</table>",
        "<dl><dt>a<dd>b</dl>",
        "<h2>andere opdrachten</h2>",
        "<h1>a</h1>",
        "<ul><a>a</a></ul>",
    ],
)
def test_huge_pages_end_in_time(part: str) -> None:
    page = f"<h1>Titel</h1><p>{LOREM}</p>{part * (100_000 // len(part))}".encode()
    began = time.perf_counter()
    try:
        html.read(page, LIMITS)
    except ReadError as error:
        assert "more than the bound of" in str(error)
    assert time.perf_counter() - began < 15  # linear takes 1 or 2 seconds, quadratic far more


@pytest.mark.parametrize(
    "data", [b" \n\t", b"<html></html>", b"<!-- niets -->", b"<script>x</script>", b"\xef\xbb\xbf"]
)
def test_without_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"no text, only white space|Document is empty"):
        html.read(data, LIMITS)


def test_too_many_elements() -> None:
    with pytest.raises(ReadError, match="more than the bound of 150,000"):
        html.read(b"<br>" * 200_000, LIMITS)


def test_too_much_text() -> None:
    with pytest.raises(ReadError, match="more than the bound of 50 characters"):
        html.read(html_of(LOREM), Limits(text_chars=50))
