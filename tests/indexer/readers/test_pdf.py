"""PDF documents, made by fpdf2."""

from __future__ import annotations

import pytest

from indexer.readers import Limits, ReadError, pdf
from tests.indexer.readers.builders import LOREM, new_pdf, paragraph, pdf_of, pdf_with_running_heads

LIMITS = Limits()


def test_headings_labels_and_wrapped_paragraphs() -> None:
    document = new_pdf()
    paragraph(document, "Procesregisseur jeugd", size=18)
    for label, value in (("Uren per week", "24 - 32"), ("Standplaats", "Zwolle"), ("Tarief:", "max 95 euro")):
        document.set_font("Helvetica", size=11)
        document.cell(60, 6, label)
        document.cell(0, 6, value, new_x="LMARGIN", new_y="NEXT")
    document.ln(4)
    paragraph(document, "Startdatum: 1 maart 2026\nSluitingsdatum: 20 februari 2026")
    paragraph(document, "De opdracht", size=14)
    paragraph(document, LOREM * 3)
    paragraph(document, LOREM * 2)
    assert pdf.read(bytes(document.output()), LIMITS).text == "\n\n".join(
        (
            "Procesregisseur jeugd",
            "Uren per week: 24 - 32\nStandplaats: Zwolle\nTarief: max 95 euro",
            "Startdatum: 1 maart 2026\nSluitingsdatum: 20 februari 2026",
            "De opdracht",
            (LOREM * 3).strip(),
            (LOREM * 2).strip(),
        )
    )


def test_rows_of_a_form_are_one_block() -> None:
    document = new_pdf()
    for label, value in (("Functie", "Adviseur"), ("Sluitingsdatum (gewijzigd)", "A-1"), ("Uren", "24")):
        document.cell(51, 9, label, border=1)
        document.cell(80, 9, value, border=1, new_x="LMARGIN", new_y="NEXT")
    paragraph(document, "\nToelichting")
    assert (
        pdf.read(bytes(document.output()), LIMITS).text
        == "Functie: Adviseur\nSluitingsdatum (gewijzigd): A-1\nUren: 24\n\nToelichting"
    )


def test_list_with_hanging_indents() -> None:
    document = new_pdf()
    paragraph(document, "Eisen:", space=0)
    for text in (LOREM + "Ook dat.", "Kort", LOREM):
        document.cell(6, 5, chr(0xB7))
        document.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    expected = f"Eisen:\n- {LOREM}Ook dat.\n- Kort\n- {LOREM.strip()}"
    assert pdf.read(bytes(document.output()), LIMITS).text == expected


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("proces-\nbegeleiding", "procesbegeleiding"),
        ("Midden-\nIJssel", "Midden-IJssel"),
        ("jeugd-\nen gezinszorg", "jeugd- en gezinszorg"),
        ("zzp-\ner", "zzp-er"),
        ("2026-\n2027", "2026-2027"),
        ("hbo-\nniveau", "hbo-niveau"),
        ("Wmo-\nconsulent", "Wmo-consulent"),
        ("wo-\nopleiding", "wo-opleiding"),
        ("ict-\nbeheer", "ict-beheer"),
        ("schrif-\ntelijk", "schriftelijk"),
        ("ambte-\nnaar", "ambtenaar"),
    ],
)
def test_words_broken_at_a_line_end(broken: str, whole: str) -> None:
    filling = "Deze regel is gevuld met woorden tot vlak bij de rand van het blad, en dan staat er "
    assert pdf.read(pdf_of(f"{filling}{broken} en meer."), LIMITS).text == f"{filling}{whole} en meer."


@pytest.mark.parametrize("whole", ["interim-manager", "interimmanager"])
def test_broken_word_is_written_as_elsewhere_in_the_text(whole: str) -> None:
    filling = "Deze regel is gevuld met woorden tot vlak bij de rand van het blad, hier is een"
    text = pdf.read(pdf_of(f"Gezocht: {whole}", f"{filling} interim-\nmanager nodig."), LIMITS).text
    assert text == f"Gezocht: {whole}\n\n{filling} {whole} nodig."


def test_label_longer_than_the_lines_below_is_not_joined() -> None:
    text = "Opdrachtgever: Gemeentelijke Gezondheidsdienst Voorbeeldstad en omstreken\nUren: 24\nPlaats: Ede\nten minste"
    assert pdf.read(pdf_of(text), LIMITS).text == text


def test_running_heads_and_page_numbers_are_gone() -> None:
    pages = [f"Eerste deel. {LOREM}", f"Tweede deel. {LOREM}", f"Derde deel. {LOREM}"]
    text = pdf.read(pdf_with_running_heads(pages), LIMITS).text
    assert text == "\n\n".join(page.strip() for page in pages)


def test_the_same_words_in_the_text_of_every_page_stay() -> None:
    document = new_pdf()
    for _ in range(2):
        for _ in range(14):
            paragraph(document, LOREM * 2)
        document.add_page()
    text = pdf.read(bytes(document.output()), LIMITS).text
    assert len(text.split()) == 2 * 14 * 2 * len(LOREM.split())


def test_address_and_date_that_a_browser_prints_are_gone() -> None:
    document = new_pdf()
    document.text(10, 8, "3/12/26, 9:28 AM")
    document.set_y(30)
    paragraph(document, f"3-12-2026, 11:00 sluit de termijn.\n{LOREM}")
    document.text(10, 292, "https://www.example.nl/opdracht?id=1")
    document.text(190, 292, "1/1")
    text = pdf.read(bytes(document.output()), LIMITS).text
    assert text == f"3-12-2026, 11:00 sluit de termijn.\n{LOREM.strip()}"


def test_label_centred_against_a_value_of_two_lines() -> None:
    document = new_pdf()
    for top, label, value in (
        (50, "Uren", ["24"]),
        (56, "Organisatie", ["Gemeente Voorbeeldstad,", "team toegang"]),
    ):
        document.text(20, top + 2.5 * (len(value) - 1), label)
        for number, line in enumerate(value):
            document.text(150, top + 5 * number, line)
    assert pdf.read(bytes(document.output()), LIMITS).text == (
        "Uren: 24\nOrganisatie: Gemeente Voorbeeldstad, team toegang"
    )


def test_paragraph_over_a_page_end_goes_on() -> None:
    document = new_pdf()
    long = (LOREM * 40).strip()
    paragraph(document, long)
    assert pdf.read(bytes(document.output()), LIMITS).text == long


def test_lines_drawn_from_bottom_to_top_are_read_from_top_to_bottom() -> None:
    document = new_pdf()
    for place, text in ((90, "Derde regel"), (70, "Tweede regel"), (50, "Eerste regel")):
        document.text(20, place, text)
    assert (
        pdf.read(bytes(document.output()), LIMITS).text.split()
        == "Eerste regel Tweede regel Derde regel".split()
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    document = new_pdf()
    for left, text in ((10.0, "Links " + LOREM), (110.0, "Rechts " + LOREM)):
        document.set_xy(left, 20)
        document.multi_cell(85, 5, text, align="L")
    text = pdf.read(bytes(document.output()), LIMITS).text
    assert " ".join(text.split()) == f"Links {LOREM}Rechts {LOREM}".strip()


def test_title_from_the_metadata() -> None:
    assert pdf.read(pdf_of("Tekst", title="Adviseur Wmo"), LIMITS).title == "Adviseur Wmo"
    assert pdf.read(pdf_of("Tekst", title="Microsoft Word - Adviseur.docx"), LIMITS).title == "Adviseur"
    assert pdf.read(pdf_of("Tekst", title="Untitled"), LIMITS).title is None


def test_without_text() -> None:
    document = new_pdf()
    document.rect(10, 10, 50, 50)
    with pytest.raises(ReadError, match="holds no text; a scanned document"):
        pdf.read(bytes(document.output()), LIMITS)


def test_encrypted() -> None:
    document = new_pdf()
    document.set_encryption(owner_password="eigenaar", user_password="geheim")
    paragraph(document, "Tekst")
    with pytest.raises(ReadError, match="encrypted and asks for a password"):
        pdf.read(bytes(document.output()), LIMITS)


def test_encrypted_for_changes_only_is_read() -> None:
    document = new_pdf()
    document.set_encryption(owner_password="eigenaar")
    paragraph(document, "Tekst")
    assert pdf.read(bytes(document.output()), LIMITS).text == "Tekst"


def test_too_many_pages() -> None:
    document = new_pdf()
    for _ in range(4):
        document.add_page()
    with pytest.raises(ReadError, match="5 pages, more than the bound of 4 pages"):
        pdf.read(bytes(document.output()), Limits(pages=4))


def test_too_much_text() -> None:
    with pytest.raises(ReadError, match=r"bound of 100 characters|bound on characters"):
        pdf.read(pdf_of(LOREM * 2), Limits(text_chars=100))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"geen pdf", pdf_of("Tekst")[:400]])
def test_broken(data: bytes) -> None:
    with pytest.raises(ReadError, match="no PDF document, or a damaged one"):
        pdf.read(data, LIMITS)
