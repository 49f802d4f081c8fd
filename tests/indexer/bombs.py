"""Documents made to harm whoever reads them: small on disk, huge, endless or bottomless when opened. By name, the bytes."""

from __future__ import annotations

import functools
import io
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from indexer.reindex import real_tools
from indexer.store import content_hash
from indexer.workers import Task, parse_all

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: bytes, *, parts: int = 0, prolog: bytes = b"") -> bytes:
    """A Word document around ``body``, with so many further parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        opening = f"<w:document {_W}><w:body>".encode()
        with package.open("word/document.xml", "w", force_zip64=True) as stream:
            stream.write(b'<?xml version="1.0"?>' + prolog + opening)
            stream.write(body)
            stream.write(b"</w:body></w:document>")
        for number in range(parts):
            package.writestr(f"word/x{number}.xml", "<x/>")
    return packed.getvalue()


def _smaller(data: bytes) -> bytes:
    """The package with the sizes that its directory declares set to a hundred bytes."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        changed[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at += 4
    return bytes(changed)


def _laughs() -> bytes:
    entities = ['<!ENTITY a0 "lach">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return ("<!DOCTYPE x [" + "".join(entities) + "]>").encode()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF document of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def _stream(data: bytes) -> bytes:
    return _packed(zlib.compress(data, 9))


def _packed(data: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    return b"<< /Length %d /Filter %s %s >>\nstream\n%s\nendstream" % (len(data), filters, more, data)


def _one_page(content: bytes, resources: bytes = b"<< /Font << /F 5 0 R >> >>", *more: bytes) -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        + resources
        + b" >>"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content, font, *more)


def _loop() -> bytes:
    pages = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 9999999 >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages)


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count)


def _same_page(count: int) -> bytes:
    """One page so many times over."""
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count)
    text = _stream(b"BT /F 12 Tf 50 800 Td (tekst) Tj ET")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, text)


def _multiplying_forms() -> bytes:
    """A form that draws the next ten times, and so on: a billion texts."""
    forms = []
    levels = 9
    for level in range(levels):
        inner = b"/X Do " * 10 if level < levels - 1 else b"BT /F 12 Tf 50 800 Td (tekst) Tj ET"
        data = zlib.compress(inner, 9)
        resources = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>" % (level + 7)
        more = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources
        forms.append(_packed(data, more=more))
    return _one_page(_stream(b"/X Do"), b"<< /XObject << /X 6 0 R >> >>", *forms)


def _spaces(megabytes: int) -> bytes:
    """So much white space as zlib packs it; one block over and over, for packing it anew would take long."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * megabytes + b"\x03\x00" + bytes(4)


def _nested_mail(depth: int) -> bytes:
    lines = [b"From: a@example.nl", b"Subject: diep", b"MIME-Version: 1.0"]
    for level in range(depth):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % level, b"", b"--b%d" % level]
    lines += [b"Content-Type: text/plain", b"", b"Binnenin staat tekst."]
    return b"\n".join(lines)


def _forwarded_mail(depth: int) -> bytes:
    one = b"From: a@example.nl\nSubject: door\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return one * depth + b"From: a@example.nl\nSubject: binnen\n\nBinnenin staat tekst.\n"


def _many_parts(count: int) -> bytes:
    part = (
        b"--b\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment; filename=x.txt\n\nx\n"
    )
    head = b'From: a@example.nl\nSubject: veel\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    return head + part * count + b"--b--\n"


def _attached(data: bytes, name: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.nl", "bijlage"
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _long_name(words: int) -> bytes:
    """An attachment whose name is so many encoded words."""
    name = b"=?utf-8?q?x?= " * words
    opening = b"From: a@example.nl\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    return opening + b'Content-Disposition: attachment; filename="' + name + b'"\n\ntekst\n--x--\n'


_PARAGRAPH = b"<w:p><w:r><w:t>tekst</w:t></w:r></w:p>"
_TABLE = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
_TWICE = b"[/FlateDecode /FlateDecode]"


@functools.cache
def _zip_bomb() -> bytes:
    return docx(b" " * 60_000_000)


# By the name of its file: the bytes, and how the reason for setting it aside begins; none where it is read within bounds.
# A bound of the worker, on time or memory, may be met in either way.
WORKER = "het lezen "
BOMBS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "diep.html": (lambda: b"<div>" * 100_000 + b"tekst", "de onderdelen zijn meer dan 2.000 diep genest"),
    "diep-vet.html": (lambda: b"<b><i>" * 100_000 + b"tekst", "de onderdelen zijn meer dan 2.000 diep genest"),
    "breed.html": (lambda: b"<p>x" * 200_000, "heeft 200.002 onderdelen, hoogstens 150.000"),
    "kenmerk.html": (lambda: b'<p title="' + b"x" * 8_000_000 + b'">tekst</p>', None),
    "kenmerken.html": (lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">tekst</p>", WORKER),
    "json-ld.html": (lambda: b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>tekst</p>", None),
    "regel.txt": (lambda: b"x" * 10_000_000, "de tekst is 10.000.000 tekens, hoogstens 400.000"),
    "groot.txt": (lambda: b"woord " * 4_000_000, "te groot: 24000000 bytes, hoogstens 20971520"),
    "getallen.txt": (lambda: b"12345678 " * 44_000, None),
    "citaat.md": (lambda: b">" * 100_000 + b" tekst", "er staat geen tekst in"),
    "haken.md": (lambda: b"[" * 60_000 + b"tekst", None),
    "entiteiten.docx": (lambda: docx(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", prolog=_laughs()), "de XML erin bevat entiteiten"),
    "zip.docx": (_zip_bomb, "wordt uitgepakt 57.2 MiB of meer, hoogstens 50.0 MiB"),
    "zip-gelogen.docx": (lambda: _smaller(_zip_bomb()), "is geen Word-document, of het is beschadigd"),
    "delen.docx": (lambda: docx(_PARAGRAPH, parts=5_500), "bevat 5.503 delen, hoogstens 5.000"),
    "alineas.docx": (lambda: docx(_PARAGRAPH * 1_000_000), WORKER),
    "diep.docx": (lambda: docx(_TABLE[0] * 50_000 + _PARAGRAPH + _TABLE[1] * 50_000), "is geen leesbaar bestand van de soort Word-document"),
    "stroom.pdf": (lambda: _one_page(_packed(_spaces(150))), "er staat geen tekst in"),
    "stroom-dubbel.pdf": (lambda: _one_page(_packed(zlib.compress(_spaces(1_500), 9), _TWICE)), WORKER),
    "tekst.pdf": (lambda: _one_page(_stream(b"BT /F 1 Tf 50 800 Td " + b"(tekst tekst tekst) Tj " * 400_000 + b"ET")), WORKER),
    "kring.pdf": (_loop, "is geen PDF-document, of het is beschadigd"),
    "bladzijden.pdf": (lambda: _many_pages(5_000), "heeft 5.000 bladzijden, hoogstens 300"),
    "zelfde.pdf": (lambda: _same_page(200_000), "heeft 200.000 bladzijden, hoogstens 300"),
    "formulieren.pdf": (_multiplying_forms, WORKER),
    "haken.pdf": (lambda: pdf(b"[" * 500_000), "is geen PDF-document, of het is beschadigd"),
    "diep.eml": (lambda: _nested_mail(5_000), "de onderdelen zijn te diep genest voor een mailbericht"),
    "doorgestuurd.eml": (lambda: _forwarded_mail(5_000), "de onderdelen zijn te diep genest voor een mailbericht"),
    "delen.eml": (lambda: _many_parts(50_000), WORKER),
    "bijlage.eml": (lambda: _attached(_zip_bomb(), "x.docx"), "de bijlage is niet te lezen: wordt uitgepakt 57.2 MiB of meer"),
    "koppen.eml": (lambda: b"From: a@example.nl\nSubject: " + b"=?utf-8?q?x?= " * 200_000 + b"\n\ntekst", "de kop Subject is 2.800.000 tekens, hoogstens"),
    "naam.eml": (lambda: _long_name(200_000), "de kop Content-Disposition is "),
}  # fmt: skip
SLOW = frozenset({"kenmerken.html", "alineas.docx", "delen.eml", "tekst.pdf", "formulieren.pdf"})
"""Those that only the worker's bounds end, or that take long before that."""


def main() -> None:
    """``python -m tests.indexer.bombs [NAME...]``: each in turn, with its time."""
    tools = real_tools()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "eerst.txt")
        first.write_text("Opdracht in Almelo")
        for name in sys.argv[1:] or BOMBS:
            path = Path(folder, name)
            path.write_bytes(BOMBS[name][0]())
            tasks = [Task(each.name, each, each.name, content_hash(each)) for each in (first, path)]
            outcomes = parse_all(tasks, tools.parse, tools.prepare, jobs=1, bounds=tools.bounds)
            next(outcomes)  # the worker is up
            started = time.monotonic()
            outcome = next(outcomes)
            seconds = time.monotonic() - started
            outcomes.close()
            told = outcome.reason or f"gelezen: {len((outcome.record or {})['text'])} tekens"
            print(f"{name:18} {path.stat().st_size:>10} bytes {seconds:6.2f} s  {told}", flush=True)


if __name__ == "__main__":
    main()
