"""The sentence of the text that says what the assignment is."""

from __future__ import annotations

import pytest

from indexer.parse import summary
from indexer.parse.parser import make_doc
from indexer.readers.source import SourceText

# Text, and the sentence a person would pick from it; None where no sentence tells of an assignment.
CASES = [
    (
        "Procesregisseur jeugd\n\nDe gemeente telt 40.000 inwoners. Er werken 300 mensen. De gemeente zoekt een procesregisseur die de samenwerking met scholen opbouwt. Het tarief is maximaal 95 euro.",
        "De gemeente zoekt een procesregisseur die de samenwerking met scholen opbouwt.",
    ),
    (
        "Teamcoach\n\nVanwege de wet DBA werken wij niet met zelfstandigen. Voor twee wijkteams zoeken wij een teamcoach. Reageren kan tot 3 mei.",
        "Voor twee wijkteams zoeken wij een teamcoach.",
    ),
    (
        "Contractmanager Wmo\n\nWe have grown fast. The city is looking for a contract manager to renegotiate its home care contracts. Please send your offer before Friday.",
        "The city is looking for a contract manager to renegotiate its home care contracts.",
    ),
    (
        "Jurist bezwaar\n\nAls jurist behandel je bezwaren tegen besluiten over de Jeugdwet. Je bent precies en je hebt ervaring met de Awb.",
        "Als jurist behandel je bezwaren tegen besluiten over de Jeugdwet.",
    ),
    (
        "Kwartiermaker\n\nWij willen in 2027 een nieuw steunpunt openen en zijn op zoek naar\neen kwartiermaker die dat van de grond krijgt.\n\nUw offerte ontvangen wij graag per mail.",
        "Wij willen in 2027 een nieuw steunpunt openen en zijn op zoek naar een kwartiermaker die dat van de grond krijgt.",
    ),
    (
        "Deze opdracht is recent binnengekomen en wordt zo snel mogelijk bijgewerkt. Neem alvast contact op met onze adviseur.\n\nConsulent jeugd\n\nAls consulent beoordeel je aanvragen voor jeugdhulp en maak je met gezinnen een plan.",
        "Als consulent beoordeel je aanvragen voor jeugdhulp en maak je met gezinnen een plan.",
    ),
    (
        "Begindatum:\n1 sept 2027\nPublicatiedatum:\n18 jul 2027Als projectleider ondersteun je het team bij de inkoop van jeugdhulp.",
        "Als projectleider ondersteun je het team bij de inkoop van jeugdhulp.",
    ),
    ("Offertes worden beoordeeld op prijs en kwaliteit. De procedure staat in bijlage 2.", None),
]


def _summary(text: str) -> str | None:
    return next((candidate.value for candidate in summary.read(make_doc(SourceText(text)))), None)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:40])
def test_the_sentence_that_tells_most(text: str, expected: str | None) -> None:
    assert _summary(text) == expected


def test_a_long_sentence_ends_at_a_comma_and_stands_at_its_offsets() -> None:
    text = (
        "De gemeente zoekt een projectleider die de opvang van nieuwkomers in vier dorpen opzet, met de dorpsraden, de "
        "woningcorporatie en de scholen aan een tafel brengt, " + "en daarna " * 20 + "de overdracht regelt."
    )
    [candidate] = summary.read(make_doc(SourceText(text)))
    assert len(candidate.value) <= 220
    assert text[candidate.end] == ","
    assert " ".join(text[candidate.start : candidate.end].split()) == candidate.value
