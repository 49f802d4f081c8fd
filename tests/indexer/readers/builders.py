"""Small real documents for the tests, built by libraries other than those that read them where there is one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

import docx
from docx.document import Document
from fpdf import FPDF

LOREM = (
    "De procesregisseur verbindt partners in het sociaal domein en bewaakt dat afspraken met gemeente, school en "
    "jeugdhulp worden nagekomen. "
)


def words(count: int) -> str:
    """A paragraph of ``count`` words."""
    source = LOREM.split()
    return " ".join(source[index % len(source)] for index in range(count))


def new_pdf() -> FPDF:
    document = FPDF(format="A4")
    document.set_auto_page_break(True, margin=20)
    document.add_page()
    document.set_font("Helvetica", size=11)
    return document


def paragraph(document: FPDF, text: str, size: float = 11, space: float = 4) -> None:
    document.set_font("Helvetica", size=size)
    document.multi_cell(0, size * 0.45, text, new_x="LMARGIN", new_y="NEXT")
    document.ln(space)


def pdf_of(*paragraphs: str, title: str | None = None) -> bytes:
    document = new_pdf()
    if title:
        document.set_title(title)
    for text in paragraphs:
        paragraph(document, text)
    return bytes(document.output())


class _RunningHeads(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 5, "Aanvraag 5602 - Inhuurdesk Voorbeeldstad", new_x="LMARGIN", new_y="NEXT")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-12)
        self.cell(0, 5, f"Pagina {self.page_no()} van 3", align="C")


def pdf_with_running_heads(pages: Sequence[str]) -> bytes:
    document = _RunningHeads(format="A4")
    for text in pages:
        document.add_page()
        paragraph(document, text)
    return bytes(document.output())


def docx_bytes(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return docx_bytes(document)


def zip_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {part.filename: package.read(part) for part in package.infolist()}


def zip_of(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def lie_about_size(data: bytes, name: str, size: int) -> bytes:
    """The archive with another uncompressed size written for one part, in its local and its central header."""
    changed = bytearray(data)
    encoded = name.encode()
    for signature, length_at, size_at in ((b"PK\x03\x04", 26, 22), (b"PK\x01\x02", 28, 24)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            header = 30 if signature == b"PK\x03\x04" else 46
            length = struct.unpack_from("<H", data, start + length_at)[0]
            if data[start + header : start + header + length] == encoded:
                struct.pack_into("<I", changed, start + size_at, size)
            start += 4
    return bytes(changed)


def mail_of(body: str, *, subject: str = "Opdracht", attachments: Sequence[tuple[str, bytes]] = ()) -> bytes:
    message = EmailMessage()
    message["From"] = "loket@example.nl"
    message["Subject"] = subject
    message["Date"] = "Thu, 12 Mar 2026 10:00:00 +0100"
    message.set_content(body)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def html_of(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<!doctype html><html><head><title>T</title></head><body><main><h1>Titel</h1>{body}</main></body></html>".encode()
