"""Paragraphs on one line each again: what a wider line among them changes, and what it does not."""

from __future__ import annotations

import textwrap

import pytest

from indexer.readers.plain import single_spaced
from indexer.readers.wrapped import unwrapped

PARAGRAPHS = (
    "De gemeente Ede zoekt voor het wijkteam een ervaren jeugdconsulent die gezinnen begeleidt en die besluiten neemt over "
    "jeugdhulp, samen met scholen en huisartsen in de buurt.",
    "Je werkt 24 uur per week, van 1 maart tot en met 31 augustus 2027, en je bent op maandag en donderdag op het stadhuis. "
    "Het tarief is maximaal 85 euro per uur, zonder btw en met alle kosten erin.",
    "Je hebt een registratie bij het SKJ en kennis van de Jeugdwet, en je kunt rustig blijven in een gesprek dat anders loopt "
    "dan je had gedacht. Reageren kan tot en met 12 februari.",
)
WRAPPED = "\n\n".join(textwrap.fill(paragraph, 68) for paragraph in PARAGRAPHS)
WIDER = (
    "Dit bericht is uitsluitend bestemd voor de geadresseerde. Is dit niet voor u bestemd, meld dat dan aan de afzender, en verwijder het.",
    "Wij gebruiken cookies om de site goed te laten werken en om bezoek te meten. Lees meer in ons beleid.",
    "https://www.example.nl/opdrachten/sociaal-domein/jeugd/jeugdconsulent-voor-het-wijkteam-van-de-gemeente-ede-2027-0311",
)


@pytest.mark.parametrize("wider", WIDER, ids=["a-notice", "cookies", "an-address"])
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_a_wider_line_leaves_the_rest_wrapped(wider: str, above: bool) -> None:
    parts = [wider, *PARAGRAPHS] if above else [*PARAGRAPHS, wider]
    text = f"{wider}\n\n{WRAPPED}" if above else f"{WRAPPED}\n\n{wider}"
    assert unwrapped(text) == "\n\n".join(parts)


@pytest.mark.parametrize("apart", ["Pagina 1 van 4", "Regio Rivierenland, afdeling Inkoop"])
def test_a_line_at_the_right_is_not_the_width(apart: str) -> None:
    text = f"{apart:>75}\n\n{WRAPPED}\n\n{apart:>75}"
    assert unwrapped(text) == "\n\n".join([f"{apart:>75}", *PARAGRAPHS, f"{apart:>75}"])


def test_paragraphs_with_one_broken_line_among_them_are_not_wrapped() -> None:
    text = (
        "\n\n".join(PARAGRAPHS)
        + "\n\nJe werkt op maandag, dinsdag en donderdag in het wijkteam en\nde andere dagen thuis."
    )
    assert unwrapped(text) == text


def test_short_lines_of_facts_stay_on_lines_of_their_own() -> None:
    text = "Jeugdconsulent\nGemeente Ede\n24 uur per week\nmaximaal 85 euro\n\n" + WRAPPED
    assert unwrapped(text).startswith(
        "Jeugdconsulent\nGemeente Ede\n24 uur per week\nmaximaal 85 euro\n\nDe gemeente Ede zoekt"
    )


def test_doubled_line_ends_are_single_again() -> None:
    text = "Jeugdconsulent\nGemeente Ede\nUren: 24\n\n" + WRAPPED + "\n\nReageer\nvoor 12 februari"
    assert single_spaced(text.replace("\n", "\n\n")) == text
    assert single_spaced(text.replace("\n", "\n \n")) == text


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PARAGRAPHS * 4),
        "\n\n".join(PARAGRAPHS * 4) + "\n\n\nBijlage\n\n\nEinde",
        WRAPPED + "\n\n\n\n" + WRAPPED,
        "Uren\n\n\n\n24",
    ],
    ids=["paragraphs", "wider-gaps", "lines-and-gaps", "short"],
)
def test_other_texts_keep_their_line_ends(text: str) -> None:
    assert single_spaced(text) == text


def test_notes_without_capitals_keep_their_lines() -> None:
    text = (
        "jobcoach, 24 uur, gemeente ede, kamer 3 naast de kantine\nwmo consulent hulpmiddelen en woningaanpassingen zo snel als kan\n\n"
        "max 80 euro per uur, liever iets minder dan dat natuurlijk\nstart 1 maart en dan tot de zomer, verlengen is wel mogelijk\n\n"
        "cv mailen voor 12 februari, anders bellen met het secretariaat\nvragen kunnen ook naar de teamleider, die is er op maandag en dinsdag\n\n"
        "deze regel is een stuk langer dan alle andere regels, want hier staat uitgelegd waar je je fiets neerzet"
    )
    assert unwrapped(text) == text
