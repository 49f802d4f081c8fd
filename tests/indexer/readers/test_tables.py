"""Rows of cells as a person reads them aloud."""

from __future__ import annotations

import pytest

from indexer.readers.tables import table_lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(
            [["Functie", "Jobcoach", "Uren", "24"], ["Locatie", "Ede", "Tarief:", "max. € 85"], ["Start", "1 mei 2027", "", ""]],
            "Functie: Jobcoach\nUren: 24\nLocatie: Ede\nTarief: max. € 85\nStart: 1 mei 2027",
            id="labels and values take turns",
        ),
        pytest.param([["Uren", "24", "Tarief", "€ 85"]], "Uren: 24\nTarief: € 85", id="in one row"),
        pytest.param(
            [["Rol", "Uren", "Plaats", "Tarief"], ["Jobcoach", "24", "Ede", "€ 85"]],
            "Rol: Jobcoach\nUren: 24\nPlaats: Ede\nTarief: € 85",
            id="a header of four labels",
        ),
        pytest.param(
            [["Jobcoach", "24 uur", "Ede", "€ 85"], ["Wmo-consulent", "16 uur", "Elst", "€ 79"]],
            "Jobcoach | 24 uur | Ede | € 85\nWmo-consulent | 16 uur | Elst | € 79",
            id="a list without a header",
        ),
        pytest.param(
            [["Uren\n24 per week", "Locatie\nEde"], ["Start\n1 mei 2027", ""]],
            "Uren: 24 per week\nLocatie: Ede\nStart: 1 mei 2027",
            id="a label and its value in each cell",
        ),
        pytest.param(
            [["Uren: 24\nStart: mei", "Locatie: Ede\nTarief: € 85"]],
            "Uren: 24\nStart: mei\nLocatie: Ede\nTarief: € 85",
            id="lines with labels of their own",
        ),
        pytest.param(
            [["Uren\nLocatie\nStart", "24 per week\nEde\n1 mei 2027"]],
            "Uren: 24 per week\nLocatie: Ede\nStart: 1 mei 2027",
            id="labels in one cell and values in the other",
        ),
        pytest.param(
            [["Uren\nper week", "24"], ["Eisen", "hbo\ntwee jaar ervaring"]],
            "Uren\nper week\n24\nEisen:\nhbo\ntwee jaar ervaring",
            id="cells of more lines that do not answer each other",
        ),
        pytest.param(
            [["Onderwerp", "Omschrijving", "Toelichting"], ["Uren", "24", "in overleg"], ["Locatie", "Ede", ""]],
            "Uren:\n24\nin overleg\nLocatie: Ede",
            id="a header above a column of labels",
        ),
        pytest.param(
            [["Rol", "Uren", "Tarief"], ["Coach", "8", "75"]], "Rol: Coach\nUren: 8\nTarief: 75", id="a header of values"
        ),
    ],
)  # fmt: skip
def test_table_lines(rows: list[list[str]], lines: str) -> None:
    assert table_lines(rows) == lines
