"""Whatever the bytes, a reader gives tidy text or a ReadError of one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.readers import Limits, ReadError, docx, html, mail, markdown, pdf, text
from indexer.readers.guard import Reader
from tests.indexer.readers.builders import LOREM, docx_of, html_of, mail_of, pdf_of, zip_of, zip_parts

LIMITS = Limits(file_bytes=2_000_000, unpacked_bytes=4_000_000, text_chars=100_000)
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028\u2029\ufeff\ud800-\udfff]")

_DOCUMENTS: dict[str, tuple[Reader, Callable[[], bytes]]] = {
    "text": (text.read, lambda: "Coördinator\n€ 90\t\u00a0uur".encode()),
    "markdown": (
        markdown.read,
        lambda: b"---\na: b\n---\n# T\n\n- a\n  1. b\n\n| a | b |\n|--|--|\n| c | d |\n\n<p>x<br></p>\n",
    ),
    "html": (
        html.read,
        lambda: html_of("a<br>b", "<dl><dt>x<dd>y</dl>", "<table><tr><td>a<td><ul><li>b</table>"),
    ),
    "pdf": (pdf.read, lambda: pdf_of(LOREM, "Uren: 24", LOREM)),
    "docx": (docx.read, lambda: docx_of(LOREM, "Uren: 24")),
    "mail": (
        mail.read,
        lambda: mail_of(LOREM, attachments=[("a.pdf", pdf_of("x")), ("b.docx", docx_of("y"))]),
    ),
}


def _check(reader: Reader, data: bytes) -> None:
    try:
        source = reader(data, LIMITS)
    except ReadError as error:
        assert str(error) and "\n" not in str(error)
        return
    assert source.text.strip() and len(source.text) <= LIMITS.text_chars
    assert not _UNWANTED.search(source.text)
    assert unicodedata.is_normalized("NFC", source.text)
    source.text.encode("utf-8")
    if reader is not text.read:
        assert not re.search(r" \n|\n\n\n|^\s|\s\Z", source.text)


_MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_random_bytes(name: str) -> None:
    @_MANY
    @given(st.binary(max_size=600))
    def check(data: bytes) -> None:
        _check(_DOCUMENTS[name][0], data)

    check()


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_mutated_documents(name: str) -> None:
    reader, build = _DOCUMENTS[name]
    original = build()
    place = st.integers(0, len(original) - 1)
    change = st.tuples(place, st.integers(0, 40), st.binary(max_size=12))

    @_MANY
    @given(st.lists(change, min_size=1, max_size=6))
    def check(changes: list[tuple[int, int, bytes]]) -> None:
        data = original
        for start, length, replacement in changes:
            data = data[:start] + replacement + data[start + length :]
        _check(reader, data)

    check()


def test_mutated_parts_of_a_word_document() -> None:
    parts = zip_parts(docx_of(LOREM, "Uren: 24"))
    name = st.sampled_from(sorted(parts))

    @_MANY
    @given(
        name,
        st.integers(0, 5000),
        st.integers(0, 60),
        st.sampled_from([b"", b"<w:p>", b"</w:r>", b"&x;", b"\0", b'"']),
    )
    def check(part: str, start: int, length: int, replacement: bytes) -> None:
        content = parts[part]
        at = start % max(1, len(content))
        _check(docx.read, zip_of(parts | {part: content[:at] + replacement + content[at + length :]}))

    check()


_MARKUP = st.lists(
    st.sampled_from(
        "<div> </div> <p> </p> <ul> </ul> <ol> <li> </li> <table> <tr> <td> <th> </td> </table> <dl> <dt> <dd> </dl> <br> <b> </b> <pre> "
        "<main> </main> <nav> </nav> <header> <h1> </h1> <h2> </h2> <form> <select> <body> <head> <title> <script> </script> <!-- --> & &#0; "
        "&#xD800; &nbsp; tekst Uren: 24 delen".split()
    ),
    max_size=60,
)


@_MANY
@given(_MARKUP)
def test_markup_in_any_order(tokens: list[str]) -> None:
    _check(html.read, " ".join(tokens).encode())
    _check(markdown.read, "\n".join(tokens).encode())


_HEADER = st.sampled_from(
    [
        "Subject",
        "Date",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "From",
        "MIME-Version",
        "To",
    ]
)
_VALUE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["multipart/mixed; boundary=B", "multipart/alternative; boundary=", "message/rfc822", "text/html; charset=utf-16", "base64",
         "quoted-printable", "x-uuencode", "attachment; filename*=utf-8''%zz.pdf", "=?utf-8?b?/////?=", "Thu, 99 Foo 9999 99:99:99 +9999"]
    ),
)  # fmt: skip


@_MANY
@given(
    st.lists(st.tuples(_HEADER, _VALUE), min_size=1, max_size=6),
    st.sampled_from(["a\n", "--B\n\nx\n--B\n\ny", "=E2=80\n", "AAAA\n"]),
)
def test_mail_with_any_headers(headers: list[tuple[str, str]], body: str) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    _check(mail.read, f"{lines}\n{body}".encode("utf-8", "surrogatepass"))
