"""Lines and paragraphs of a PDF document by where they stand, made by fpdf2."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from indexer.readers import Limits, pdf
from tests.indexer.readers.builders import LOREM, new_pdf, paragraph

LIMITS = Limits()
PROSE = (
    LOREM * 3
    + "Wie Samen Sterk al kent of in Zwolle werkt, heeft een streep voor en leest verder tot het eind."
)


def _text(document: FPDF) -> str:
    return pdf.read(bytes(document.output()), LIMITS).text


@pytest.mark.parametrize("width", [55, 90, 120])
@pytest.mark.parametrize("left", [10, 75])
def test_wrapped_lines_of_a_narrow_column(width: float, left: float) -> None:
    document = new_pdf()
    document.set_xy(left, 30)
    document.multi_cell(width, 5, PROSE, align="L")
    assert _text(document) == PROSE


def test_a_line_beside_the_page_number_tells_nothing_of_the_column() -> None:
    document = new_pdf()
    document.text(150, 12, "Uitvraag inhuur van derden")
    document.set_xy(40, 30)
    document.multi_cell(100, 5, PROSE, align="L")
    assert _text(document) == f"Uitvraag inhuur van derden\n\n{PROSE}"


def test_facts_beside_prose_stay_on_lines_of_their_own() -> None:
    document = new_pdf()
    facts = "Gemeente Zwolle\n24 uur per week\nStart 1 mei 2027\nTot en met december\nMax. 85 euro"
    document.set_xy(10, 30)
    document.multi_cell(50, 5, facts, align="L")
    document.set_xy(75, 30)
    document.multi_cell(100, 5, PROSE, align="L")
    assert _text(document) == f"{facts}\n\n{PROSE}"


@pytest.mark.parametrize("height", [8, 10])
def test_lines_far_apart_are_a_paragraph(height: float) -> None:
    document = new_pdf()
    for _ in range(2):
        document.multi_cell(0, height, PROSE, align="L", new_x="LMARGIN", new_y="NEXT")
        document.ln(6)
    assert _text(document) == f"{PROSE}\n\n{PROSE}"


def _wrapped(text: str, width: float, height: float = 5) -> list[str]:
    return new_pdf().multi_cell(width, height, text, align="L", dry_run=True, output="LINES")  # type: ignore[return-value]


def test_first_lines_that_are_indented() -> None:
    document = new_pdf()
    first = _wrapped(PROSE, 142)[0]
    rest = _wrapped(PROSE.removeprefix(first).strip(), 150)
    for paragraph_top in (30, 60, 90):
        document.text(18, paragraph_top, first)
        for number, line in enumerate(rest, 1):
            document.text(10, paragraph_top + 5 * number, line)
    assert _text(document) == "\n".join([PROSE] * 3)


def _with_line_that_begins(text: str, begin: str) -> list[str]:
    """The text wrapped at a width at which one of its lines begins so."""
    ways = (_wrapped(text, width) for width in range(60, 180))
    return next(lines for lines in ways if any(line.startswith(begin) for line in lines))


def test_words_before_a_colon_within_a_paragraph_are_no_label() -> None:
    text = f"{LOREM}Als Stichting Welzijn De Treemter draaien we drie teams: een op elke school. {LOREM}{LOREM}".strip()
    document = new_pdf()
    for number, line in enumerate(_with_line_that_begins(text, "Welzijn De")):
        document.text(10, 30 + 5 * number, line)
    assert _text(document) == text


def test_paragraph_over_a_page_end_goes_on_with_a_name() -> None:
    text = f"{LOREM}{LOREM}Iedereen die nu al met de Stichting Leergeld in de regio werkt, kent haar. {LOREM}{LOREM}".strip()
    document = new_pdf()
    top = 240.0
    for line in _with_line_that_begins(text, "Stichting"):
        if line.startswith("Stichting"):
            document.add_page()
            top = 20
        document.text(10, top, line)
        top += 5
    assert _text(document) == text


def test_bullets_drawn_as_dots() -> None:
    document = new_pdf()
    paragraph(document, "Eisen", space=0)
    for text in (LOREM, "hbo werk- en denkniveau", LOREM):
        document.ellipse(12, document.get_y() + 2, 1.3, 1.3, style="F")
        document.set_x(16)
        document.multi_cell(0, 5, text.strip(), align="L", new_x="LMARGIN", new_y="NEXT")
    assert _text(document) == f"Eisen\n- {LOREM.strip()}\n- hbo werk- en denkniveau\n- {LOREM.strip()}"


def test_dots_within_a_line_are_no_bullets() -> None:
    document = new_pdf()
    document.text(10, 30, "Stap een")
    document.ellipse(30, 27.5, 1.3, 1.3, style="F")
    document.text(33, 30, "stap twee")
    assert "-" not in _text(document)


def _cells(document: FPDF, *cells: tuple[float, float, float, str]) -> None:
    """Texts in boxes: left, top and width in millimetres."""
    for left, top, width, text in cells:
        document.set_xy(left, top)
        document.multi_cell(width, 5, text, align="L")


def test_cards_with_the_value_below_its_label() -> None:
    document = new_pdf()
    _cells(
        document,
        (10, 30, 50, "Uren per week\n24 tot 32"),
        (75, 30, 50, "Organisatie\nGemeente Zwolle"),
        (140, 30, 50, "Start\n1 mei 2027"),
        (10, 45, 50, "Functie\nJurist jeugdhulp,\nmet aandacht voor\nhet sociaal domein"),
        (75, 45, 50, "Tarief\nmax. 85 euro"),
    )
    assert [line for line in _text(document).split("\n") if line] == [
        "Uren per week",
        "24 tot 32",
        "Organisatie",
        "Gemeente Zwolle",
        "Start",
        "1 mei 2027",
        "Functie",
        "Jurist jeugdhulp, met aandacht voor het sociaal domein",
        "Tarief",
        "max. 85 euro",
    ]


def test_label_of_two_lines_before_its_value() -> None:
    document = new_pdf()
    _cells(
        document,
        (10, 30, 30, "Uren"),
        (45, 30, 100, "24"),
        (10, 35, 30, "Duur van de\nhele opdracht"),
        (45, 35, 100, "9 maanden"),
        (10, 45, 30, "Start"),
        (45, 45, 100, "1 mei 2027"),
    )
    assert _text(document) == "Uren: 24\nDuur van de hele opdracht: 9 maanden\nStart: 1 mei 2027"


def test_labels_and_values_in_turn_in_a_row() -> None:
    document = new_pdf()
    for top, row in (
        (30, ("Uren", "24", "Tarief", "max. 85 euro")),
        (37, ("Locatie", "Ede", "Start", "1 mei 2027")),
    ):
        _cells(document, *((10 + 45 * at, top, 45, text) for at, text in enumerate(row)))
    assert _text(document) == "Uren: 24\nTarief: max. 85 euro\nLocatie: Ede\nStart: 1 mei 2027"
