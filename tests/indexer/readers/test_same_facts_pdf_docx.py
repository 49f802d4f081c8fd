"""The facts of a text are the same when it comes as a PDF or Word document, however that sets it.

Each way is applied to a few of the texts whose facts are known (the development half), and what is read compared with what is read
of the plain text: a record has some ten facts that are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Pt
from fpdf import FPDF

from tests import same_facts
from tests.indexer.readers.builders import docx_bytes
from tests.same_facts import Facts

STEP = 6
_LABEL = re.compile(r"([A-ZÀ-Ý][^:\n.|?!]{1,40}):[ \t]+(\S.*)")
_ITEM = re.compile(r"\s*[-*•–] +(.*)")
_LEAST_LABELS = 4
_HEADING_CHARS = 55
Pair = tuple[str, str]
Draw = Callable[[FPDF, list[Pair]], None]
Put = Callable[[Document, list[Pair]], None]


def _blocks(text: str) -> Iterator[tuple[str, list[str] | list[Pair]]]:
    """Headings, paragraphs, lists and runs of labels with their values, in order."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        kind, lines = "", []
        for line in filter(str.strip, chunk.split("\n")):
            item, label = _ITEM.match(line), _LABEL.match(line.strip())
            now = "list" if item else "labels" if label else "text"
            if now != kind and lines:
                yield kind, lines
                lines = []
            kind = now
            lines.append(item[1] if item else (label[1], label[2]) if label else line.strip())
        is_heading = (
            kind == "text"
            and len(lines) == 1
            and len(lines[0]) < _HEADING_CHARS
            and lines[0][-1] not in ".,;"
        )
        yield "heading" if is_heading else kind, lines


@cache
def _texts() -> tuple[str, ...]:
    """Texts in lines as long as they please, with labels, in the characters that a PDF's own fonts have."""
    return same_facts.one_in(STEP, filter(_may_be_set, same_facts.texts()))


def _may_be_set(text: str) -> bool:
    lines = text.split("\n")
    if "|" in text or "   " in text or text.encode("cp1252", "replace").decode("cp1252") != text:
        return False
    return sum(map(bool, map(_LABEL.match, lines))) >= _LEAST_LABELS and len(max(lines, key=len)) > 200


class _Letter(FPDF):
    """Paper of a broker: its name above, its address and the page's number below."""

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 5, "Flexplein Advies B.V.", align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(8)
        self.set_font("Helvetica", size=11)

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Helvetica", size=8)
        self.cell(
            0,
            4,
            f"Stationsplein 1, 3511 ED Utrecht - KvK 12345678 - Pagina {self.page_no()} van 3",
            align="C",
        )


def _below(document: FPDF, text: str, height: float = 5, width: float = 0) -> None:
    document.multi_cell(width, height, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _pdf(
    text: str,
    *,
    labels: Draw,
    height: float = 5,
    margin: float = 15,
    align: str = "L",
    paper: type[FPDF] = FPDF,
) -> bytes:
    document = paper(format="A4")
    document.core_fonts_encoding = "windows-1252"
    document.set_margins(margin, 15, margin)
    document.set_auto_page_break(True, margin=22)
    document.add_page()
    for number, (kind, lines) in enumerate(_blocks(text)):
        document.set_font("Helvetica", size=11)
        if kind == "heading":
            document.set_font("Helvetica", "B", 13 if number else 17)
            _below(document, lines[0], 8)
            continue
        if kind == "labels":
            labels(document, lines)
        for line in lines if kind != "labels" else ():
            if kind == "list":
                document.ellipse(document.get_x(), document.get_y() + 2, 1.3, 1.3, style="F")
                document.set_x(document.get_x() + 5)
            document.multi_cell(0, height, line, align=align, new_x="LMARGIN", new_y="NEXT")
        document.ln(4)
    return bytes(document.output())


def _colon_lines(document: FPDF, pairs: list[Pair]) -> None:
    for label, value in pairs:
        _below(document, f"{label}: {value}")


def _cells(width: float, *, borders: bool = False) -> Draw:
    def draw(document: FPDF, pairs: list[Pair]) -> None:
        with document.table(
            col_widths=(width, 180 - width),
            first_row_as_headings=False,
            align="LEFT",
            borders_layout="ALL" if borders else "NONE",
        ) as table:
            for pair in pairs:
                table.row(pair)

    return draw


def _cards(document: FPDF, pairs: list[Pair]) -> None:
    """Three cards beside each other, with the value below its label."""
    for at in range(0, len(pairs), 3):
        row = pairs[at : at + 3]
        if document.get_y() > 240:
            document.add_page()
        top, lowest = document.get_y(), document.get_y()
        for column, (label, value) in enumerate(row):
            document.set_xy(15 + 62 * column, top)
            document.multi_cell(56, 5, f"{label}\n{value}", align="L", new_x="LEFT", new_y="NEXT")
            lowest = max(lowest, document.get_y())
        document.set_xy(15, lowest + 3)


# Each with the share of facts that must stay: what is measured (python -m pytest -rP), rounded down to a hundredth.
PDF_WAYS: dict[str, tuple[Callable[[str], bytes], float]] = {
    "labels with a colon": (lambda text: _pdf(text, labels=_colon_lines), 1.0),
    "labels and values in cells": (lambda text: _pdf(text, labels=_cells(60)), 1.0),
    "in narrow cells": (lambda text: _pdf(text, labels=_cells(28, borders=True)), 0.98),
    "in cards": (lambda text: _pdf(text, labels=_cards), 0.98),
    "lines far apart": (lambda text: _pdf(text, labels=_colon_lines, height=9), 0.99),
    "short lines": (lambda text: _pdf(text, labels=_colon_lines, margin=60), 1.0),
    "justified": (lambda text: _pdf(text, labels=_colon_lines, align="J"), 1.0),
    "on a broker's paper": (
        lambda text: _pdf(text, labels=_colon_lines, margin=25, height=7, paper=_Letter),
        1.0,
    ),
}


def _docx(text: str, *, labels: Put) -> bytes:
    document = docx.Document()
    for number, (kind, lines) in enumerate(_blocks(text)):
        if kind == "heading":
            document.add_heading(lines[0], 1 if number else 0)
        elif kind == "labels":
            labels(document, lines)
        else:
            for line in lines:
                document.add_paragraph(line, style="List Bullet" if kind == "list" else None)
    document.sections[0].footer.paragraphs[
        0
    ].text = "Flexplein Advies B.V. | Stationsplein 1, 3511 ED Utrecht | KvK 12345678"
    return docx_bytes(document)


def _paragraphs(form: str, space: float = 10) -> Put:
    def put(document: Document, pairs: list[Pair]) -> None:
        for label, value in pairs:
            document.add_paragraph(form.format(label, value)).paragraph_format.space_after = Pt(space)

    return put


def _table(columns: int) -> Put:
    """Labels and values that take turns in so many columns."""

    def put(document: Document, pairs: list[Pair]) -> None:
        table = document.add_table(rows=0, cols=columns)
        for at in range(0, len(pairs), columns // 2):
            cells = table.add_row().cells
            for cell, text in zip(
                cells, (text for pair in pairs[at : at + columns // 2] for text in pair), strict=False
            ):
                cell.text = text

    return put


def _card_table(document: Document, pairs: list[Pair]) -> None:
    table = document.add_table(rows=0, cols=3)
    for at in range(0, len(pairs), 3):
        for cell, pair in zip(table.add_row().cells, pairs[at : at + 3], strict=False):
            cell.text = "\n".join(pair)


def _two_cells(document: Document, pairs: list[Pair]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for side in (0, 1):
        cells[side].text = "\n".join(pair[side] for pair in pairs)


def _noted_table(document: Document, pairs: list[Pair]) -> None:
    table = document.add_table(rows=0, cols=3)
    for row in (
        ("Onderwerp", "Omschrijving", "Toelichting"),
        *((*pair, "In overleg" if at % 2 else "") for at, pair in enumerate(pairs)),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


DOCX_WAYS: dict[str, tuple[Callable[[str], bytes], float]] = {
    "paragraphs": (lambda text: _docx(text, labels=_paragraphs("{}: {}")), 1.0),
    "tabs": (lambda text: _docx(text, labels=_paragraphs("{}\t\t{}", 0)), 1.0),
    "a table": (lambda text: _docx(text, labels=_table(2)), 1.0),
    "a table of four columns": (lambda text: _docx(text, labels=_table(4)), 0.98),
    "a table with a column of notes": (lambda text: _docx(text, labels=_noted_table), 0.99),
    "a table of cards": (lambda text: _docx(text, labels=_card_table), 1.0),
    "labels in one cell, values in the other": (lambda text: _docx(text, labels=_two_cells), 1.0),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Facts]:
    return same_facts.facts_of_all(_texts(), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize(
    ("suffix", "way"), [*((".pdf", way) for way in PDF_WAYS), *((".docx", way) for way in DOCX_WAYS)]
)
def test_facts_stay_the_same(suffix: str, way: str, plain: list[Facts], tmp_path: Path) -> None:
    make, least = (PDF_WAYS if suffix == ".pdf" else DOCX_WAYS)[way]
    share, told = same_facts.share_kept(_texts(), plain, make, tmp_path / f"text{suffix}")
    print(f"{suffix} {way}: {share:.3f} of {told}")
    assert told > 150
    assert share >= least
