"""Which words among the evidence say something else than the value, and did not decide it."""

from __future__ import annotations

import pytest

from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import Record, from_json, to_json


def read(text: str) -> Record:
    return parse_source(SourceText(text), file="opdracht.txt", id="a")


def told(record: Record, field: str) -> list[tuple[str, bool]]:
    return [(proof.text, proof.overruled) for proof in record.evidence[field]]


HEADER = "Wmo-consulent\n\nGemeente Zeist zoekt een Wmo-consulent.\n\n{}\n\nOpdracht\n{}\n"


@pytest.mark.parametrize(
    ("header", "prose", "field", "words", "overruled"),
    [
        ("Uren per week: 32", "De inzet is 36 uur per week.", "hours", "36 uur per week", True),
        ("Uren per week: 32", "De inzet is 32 uur per week.", "hours", "32 uur per week", False),
        ("Uren per week: max. 28", "De inzet is 28 uur per week.", "hours", "28 uur per week", False),
        ("Tarief: € 80 - € 95", "U krijgt maximaal € 95 per uur exclusief btw.", "rate", "€ 95 per uur exclusief btw", False),
        ("Tarief: € 80 - € 95", "U krijgt maximaal € 99 per uur exclusief btw.", "rate", "€ 99 per uur exclusief btw", True),
        ("Startdatum: 1-2-2027", "De opdracht start op 1 maart 2027.", "startDate", "1 maart 2027", True),
        ("Startdatum: 1-2-2027", "De opdracht start op 1 februari 2027.", "startDate", "1 februari 2027", False),
        ("Standplaats: Zeist", "U werkt ook in Amersfoort.", "places", "in Amersfoort", True),
        ("Sluitingsdatum: 4-2-2027 9:00", "Reageer uiterlijk 4 februari 2027, 10.00 uur.", "deadlineAt", "4 februari 2027, 10.00 uur", True),
    ],
)  # fmt: skip
def test_words_that_say_otherwise_are_told_from_those_that_agree(
    header: str, prose: str, field: str, words: str, overruled: bool
) -> None:
    found = told(read(HEADER.format(header, prose)), field)
    assert found[0][1] is False
    flags = [flag for said, flag in found[1:] if words in said or said in words]
    assert flags == [overruled], found


def test_json_tells_it_of_those_words_alone() -> None:
    record = read(HEADER.format("Uren per week: 32", "De inzet is 36 uur per week."))
    data = to_json(record, with_text=True)
    first, second = data["evidence"]["hours"]
    assert "overruled" not in first
    assert second["overruled"] is True
    assert from_json(data) == record
