"""A page whose line ends were lost is read in the parts that it had."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.parse.lines import split_lines
from indexer.parse.one_line import parts_of
from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from tests.same_facts import facts_of_all, one_in, share_kept, texts

PROSE = (
    "De wachttijd is opgelopen tot negen weken en de raad vraagt om een plan. Met twee collega's werk je de aanvragen af en je "
    "spreekt de inwoners thuis. Wie te lang wacht krijgt van jou een brief. "
)


def _parts(line: str) -> list[str]:
    parts = parts_of(line)
    ends = [*(part.start for part in parts[1:]), len(line)]
    return [line[part.start : end].strip() for part, end in zip(parts, ends, strict=True)]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "Kwaliteitsmedewerker Wmo Plaats: Tiel Uren per week: 24 Startdatum: 1 mei 2027 Sluit: 3 april 2027 Over de opdracht "
            + PROSE,
            ["Plaats: Tiel", "Uren per week: 24", "Startdatum: 1 mei 2027", "Over de opdracht"],
        ),
        (
            PROSE + "Functie-eisen - Een hbo-diploma; - Ervaring met de Wmo; - Rijbewijs B. Wat bieden wij De gemeente betaalt de reiskosten.",
            ["Functie-eisen", "- Een hbo-diploma;", "- Rijbewijs B.", "Wat bieden wij"],
        ),
        (
            PROSE + "Wat vragen wij? • Je kent de Wgs • Je hebt een VOG • Je schrijft goed Het team De afdeling telt acht mensen.",
            ["• Je kent de Wgs", "• Je schrijft goed", "Het team", "De afdeling telt acht mensen."],
        ),
        (
            PROSE + "Knock-outcriteria 1. Een diploma op hbo-niveau 2. Twee jaar ervaring 3. Een geldige SKJ-registratie",
            ["Knock-outcriteria", "1. Een diploma op hbo-niveau", "3. Een geldige SKJ-registratie"],
        ),
        (
            "Jobcoach Gemeente Ede 24 uur per week € 85 per uur Geplaatst 3 mei 2027 Voor de gemeente zoeken wij een jobcoach. " + PROSE,
            ["Jobcoach", "Gemeente Ede", "24 uur per week", "€ 85 per uur", "Geplaatst 3 mei 2027"],
        ),
        (
            "Inloggen Registreren Interim teamleider jeugd Kenmerk 2027-11 Opdrachtgever Gemeente Ede Standplaats Ede Uren 24 Start 1 mei 2027 "
            + PROSE,
            ["Interim teamleider jeugd", "Kenmerk 2027-11", "Standplaats Ede", "Uren 24", "Start 1 mei 2027"],
        ),
        (
            PROSE * 3 + "Reageren Stuur je cv naar inhuur@example.nl. Vergelijkbare opdrachten Jobcoach Tilburg 32 uur max. € 79",
            ["Vergelijkbare opdrachten", "Jobcoach Tilburg 32 uur max. € 79"],
        ),
        (
            "Van: Noor <noor@example.nl> Onderwerp: Jobcoach in Ede Hoi allemaal, de gemeente zoekt iemand voor het najaar. " + PROSE * 3,
            ["Onderwerp: Jobcoach in Ede", f"Hoi allemaal, de gemeente zoekt iemand voor het najaar. {PROSE * 3}".strip()],
        ),
    ],
)  # fmt: skip
def test_parts_begin_where_lines_did(line: str, parts: list[str]) -> None:
    found = _parts(line)
    assert [part for part in parts if part not in found] == []


@pytest.mark.parametrize(
    "line",
    [
        PROSE * 4,
        "De gemeente De Ronde Venen werkt samen met Het Hogeland en De Fryske Marren. " * 6,
        "Wij werken volgens drie lijnen: rust, regie en vertrouwen. " + PROSE * 3,
        "De wethouder - zelf oud-docent - vraagt om tempo. " + PROSE * 3,
        "Uren: 24 Plaats: Ede Start: 1 mei",
    ],
)
def test_prose_stays_whole(line: str) -> None:
    assert _parts(line) == [line.strip()]


@pytest.mark.parametrize("between", ["   ", "\t", " | "])
def test_what_stands_between_parts_again_and_again_parts_them(between: str) -> None:
    parts = ["Jobcoach in Ede", "Uren per week: 24", "Tarief: 85 euro", "Wat je doet", *[PROSE.strip()] * 6]
    assert [line.text for line in split_lines(between.join(parts)) if line.text] == parts


def test_a_title_is_told_from_the_menu_before_it() -> None:
    text = (
        "Inloggen Jobcoach participatie Gemeente Ede Standplaats: Ede Uren per week: 24 Tarief: max. 85 euro per uur excl. btw "
        f"Startdatum: 1 mei 2027 Sluitingsdatum: 3 april 2027 Over de opdracht {PROSE}Wat vragen wij - Een hbo-diploma; - Kennis van "
        "de Participatiewet. Vergelijkbare opdrachten Wmo-consulent Breda 32 uur max. 79 euro"
    )
    record = parse_source(SourceText(text), file="x", id="1")
    assert (record.title, record.organisation) == ("Jobcoach participatie", "Gemeente Ede")
    assert record.hours is not None and record.hours.max == 24
    assert record.rate is not None and record.rate.max == 85
    around = [text[slice(*span)] for span in record.surroundings]
    assert any(part.startswith("Vergelijkbare opdrachten") for part in around)


def test_offsets_are_those_of_the_text() -> None:
    line = f"Jobcoach Plaats: Tiel Uren per week: 24 Tarief: 85 euro Sluit: 3 april 2027 Over de opdracht {PROSE}"
    text = f"Boven\n{line}\nOnder"
    lines = [part for part in split_lines(text) if part.text]
    assert len(lines) > 6
    assert all(text[part.start : part.end].endswith(part.text) for part in lines)
    assert [part.start for part in lines] == sorted({part.start for part in lines})


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _paragraphs(text: str) -> str:
    return re.sub(r"(?<=\S)[ \t]*\n(?=\S)", " ", text)


def _gaps(text: str) -> str:
    return re.sub(r"[ \t]*\n[ \t]*", "   ", text)


def _bars(text: str) -> str:
    return re.sub(r"(?<=\S)[ \t]*\n\s*(?=\S)", " | ", text)


# The share of facts that must stay: what is measured, rounded down to a hundredth.
@pytest.mark.parametrize(
    ("lose", "floor"), [(_one_line, 0.89), (_paragraphs, 0.9), (_gaps, 0.95), (_bars, 0.92)]
)
def test_facts_stay_where_line_ends_are_lost(
    tmp_path: Path, lose: Callable[[str], str], floor: float
) -> None:
    those = one_in(6, texts())
    kept, told = share_kept(
        those, facts_of_all(those, tmp_path), lambda text: lose(text).encode(), tmp_path / "x.txt"
    )
    assert told > 900
    assert kept >= floor
