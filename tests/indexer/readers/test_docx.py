"""Word documents, made by python-docx and by hand."""

from __future__ import annotations

import zipfile

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt

from indexer.readers import Limits, ReadError, docx
from tests.indexer.readers.builders import LOREM, docx_bytes, docx_of, lie_about_size, zip_of, zip_parts

LIMITS = Limits()
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_headings_lists_and_tables() -> None:
    document = python_docx.Document()
    document.core_properties.title = "Regisseur"
    document.add_heading("Procesregisseur", 0)
    document.add_heading("Eisen", 1)
    document.add_paragraph("Wij vragen:")
    for text in ("hbo", "ervaring"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("stap een", style="List Number")
    table = document.add_table(rows=0, cols=2)
    for label, value in (("Uren", "32"), ("Tarief:", "€ 90\nper uur"), ("Plaats", "")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph("Slot\tmet tab\nen regel")
    source = docx.read(docx_bytes(document), LIMITS)
    assert source.title == "Regisseur"
    assert source.text == (
        "Procesregisseur\n\nEisen\n\nWij vragen:\n\n- hbo\n- ervaring\n- stap een\n\n"
        "Uren: 32\nTarief:\n€ 90\nper uur\nPlaats\n\nSlot met tab\nen regel"
    )


def test_table_with_header_row() -> None:
    document = python_docx.Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("Rol", "Uren", "Tarief"), ("Coach", "8", "75")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert docx.read(docx_bytes(document), LIMITS).text == "Rol: Coach\nUren: 8\nTarief: 75"


def test_label_lines_without_space_between_stay_together() -> None:
    document = python_docx.Document()
    for text in ("Uren: 24", "Plaats: Goes"):
        document.add_paragraph(text).paragraph_format.space_after = Pt(0)
    document.add_paragraph("Alinea.")
    assert docx.read(docx_bytes(document), LIMITS).text == "Uren: 24\nPlaats: Goes\n\nAlinea."


def test_tabs_between_labels_and_values() -> None:
    document = python_docx.Document()
    document.add_paragraph("Uren\t\t24 per week\nTarief:\tmax. € 85\nStart\t: 1 mei 2027")
    document.add_paragraph("1.\thbo werk- en denkniveau")
    document.add_paragraph("-\ttwee jaar ervaring")
    document.add_paragraph("Ma\tDi\tWo")
    assert docx.read(docx_bytes(document), LIMITS).text == (
        "Uren: 24 per week\nTarief: max. € 85\nStart: 1 mei 2027\n\n1. hbo werk- en denkniveau\n\n- twee jaar ervaring\n\nMa Di Wo"
    )


def _with_body(xml: str) -> bytes:
    document = python_docx.Document()
    document.element.body.insert(0, parse_xml(xml))
    return docx_bytes(document)


def test_content_controls_insertions_and_links_are_read_deletions_not() -> None:
    xml = f"""<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t xml:space="preserve">Uren: </w:t></w:r>
      <w:ins w:id="1"><w:r><w:t>28</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>36</w:delText></w:r></w:del>
      <w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> per week</w:t></w:r></w:sdtContent></w:sdt>
      <w:hyperlink><w:r><w:t xml:space="preserve"> (link)</w:t></w:r></w:hyperlink>
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r>
      <w:r><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t><w:softHyphen/><w:t>z</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
    assert docx.read(_with_body(xml), LIMITS).text == "Uren: 28 per week (link)x-yz"


def test_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>Tarief: 95</w:t></w:r></w:p></w:txbxContent>"
    xml = f"""<w:p {_W} {mc}><w:r><w:t>Boven</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps">
      <w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
    assert docx.read(_with_body(xml), LIMITS).text == "Boven\n\nTarief: 95"


def test_bomb_that_declares_its_size() -> None:
    parts = zip_parts(docx_of("Tekst")) | {"word/media/a.bin": bytes(3_000_000)}
    with pytest.raises(ReadError, match=r"unpacks to .* over the bound of 1\.0 MiB"):
        docx.read(zip_of(parts), Limits(unpacked_bytes=1024 * 1024))


def test_bomb_that_lies_about_its_size() -> None:
    data = zip_of(zip_parts(docx_of("Tekst")) | {"word/media/a.bin": bytes(3_000_000)})
    with pytest.raises(ReadError):
        docx.read(lie_about_size(data, "word/media/a.bin", 10), Limits(unpacked_bytes=1024 * 1024))


def test_bomb_by_a_method_without_bounded_steps() -> None:
    data = zip_of(zip_parts(docx_of("Tekst")), zipfile.ZIP_LZMA)
    with pytest.raises(ReadError, match="packed by a method that Word does not use"):
        docx.read(data, LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_expansion_is_refused(encoding: str) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = "<w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body>"
    document = f"<w:document {_W}>{body}</w:document>"
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]>{document}'
    parts = zip_parts(docx_of("Tekst")) | {"word/document.xml": xml.encode(encoding)}
    with pytest.raises(ReadError, match="declares entities"):
        docx.read(zip_of(parts), LIMITS)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no Word document, or a damaged one"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .* or encrypted"),
        (docx_of(LOREM)[:2000], "no Word document, or a damaged one"),
        (zip_of({"a.txt": b"x"}), "zip archive, not a Word document"),
        (docx_of(""), "it holds no text"),
        (
            zip_of(zip_parts(docx_of("x")) | {"word/document.xml": b"<w:document"}),
            "no Word document that can be read",
        ),
    ],
)
def test_broken(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        docx.read(data, LIMITS)


def test_too_much_text() -> None:
    with pytest.raises(ReadError, match="more than the bound of 50 characters"):
        docx.read(docx_of(LOREM), Limits(text_chars=50))
