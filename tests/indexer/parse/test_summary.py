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
    (
        "Organisatie\nHet Inkoopbureau Twente is verantwoordelijk voor de inkoop en het contracteren van alle jeugdhulp in de regio Twente.\n\nOpdracht\nDe regio start met een project om de wachttijden korter te maken. Hiervoor zoekt zij een projectleider.",
        "De regio start met een project om de wachttijden korter te maken. Hiervoor zoekt zij een projectleider.",
    ),
    (
        "Organisatie\nDe provincie Drenthe werkt aan leefbare dorpen.\n\nOpdracht\nDe provincie is op zoek naar een allround professional (goede starter) op het gebied van zorg en wonen. De volgende taken horen erbij:\n\n- Overleggen voorbereiden;\n- Verslagen maken.",
        "De provincie is op zoek naar een allround professional (goede starter) op het gebied van zorg en wonen.",
    ),
    (
        "Projectmedewerker Toezicht\n\nGemeente Assen\n\nDe vereniging werkt samen met gemeenten aan een krachtige overheid. Deze wet heeft als doel werk en gezin beter te laten samengaan en de opvang van het jonge kind veilig te houden.",
        "De vereniging werkt samen met gemeenten aan een krachtige overheid.",
    ),
    (
        "Projectleider speelplekken\n\nAanleiding\nDe kern van dit beleid is dat de gemeente in vier jaar alle speelplekken opknapt.\n\nDoel van het project\nHet doel van dit project is het bepalen van geschikte plekken voor twaalf nieuwe speeltuinen.",
        "Het doel van dit project is het bepalen van geschikte plekken voor twaalf nieuwe speeltuinen.",
    ),
    (
        "Consulent Jeugd\n\nWerk je bij een detacheringsbureau, dan kunnen wij jou aanbieden op deze opdracht. Ook kan je bij ons in dienst om deze opdracht in te vullen.\n\nOmschrijving\n\nJij komt te werken in een team met 18 collega's. De wet heeft als doel dat kinderen gezond opgroeien.\n\nWerkzaamheden:\n\n- Voeren van gesprekken met ouders;\n- Afhandelen van meldingen.",
        "Voeren van gesprekken met ouders; Afhandelen van meldingen",
    ),
    (
        "Uren per week:\n28 tot 32Publicatiedatum:\n9 jan 2027“Uitvoeringsvoorwaarde: Met het verstrekken van de opdracht (aan de ondernemer die inschrijft op deze opdracht) en de gemeente Ermelo mag géén arbeidsrelatie/dienstbetrekking tot stand komen. De inschrijver dient dit te waarborgen. De gemeente merkt op dat aan de voorwaarde niet wordt voldaan als de inschrijver een ZZP-er is.”\nOrganisatie\nErmelo ligt midden op de Veluwe.\nTeam Inkomen\nTeam Inkomen is verantwoordelijk voor de uitvoering van de Participatiewet.",
        None,
    ),
    (
        "Interim Projectleider Wijkcentra\n\nInterim | Gemeente | Limburg | Je gaat als projectleider drie wijkcentra vernieuwen binnen de gemeente.",
        "Je gaat als projectleider drie wijkcentra vernieuwen binnen de gemeente.",
    ),
    (
        "Opdracht omschrijving\nHet is goed werken voor de inwoners van onze gemeente. Onze ongeveer 300 medewerkers laten zich elke dag inspireren.\nOpdracht\nVoor de duur van 4 maanden ondersteun je het team Sociaal Loket.",
        "Voor de duur van 4 maanden ondersteun je het team Sociaal Loket.",
    ),
    (
        "Jeugdconsulent\n\nVoor het team van mevrouw De Vries zoekt de gemeente een jeugdconsulent die gesprekken met ouders voert.\n\nHet team Oost zoekt een jeugdconsulent.",
        "Het team Oost zoekt een jeugdconsulent.",
    ),
    (
        "Het team Inkomen kijkt dit jaar zeshonderd dossiers na.",
        "Het team Inkomen kijkt dit jaar zeshonderd dossiers na.",
    ),
    (
        "Projectleider inburgering\n\nOrganisatie\nHet team Samenleving telt tien medewerkers. Het team opereert zelfstandig binnen een druk en politiek krachtenveld.\n\nOpdracht\nIn 2026 gaat de nieuwe werkwijze inburgering in voor alle nieuwkomers.",
        "In 2026 gaat de nieuwe werkwijze inburgering in voor alle nieuwkomers.",
    ),
    (
        "Adviseur wonen\n\nOrganisatie\nDe afdeling Ruimte zet zich in voor prettig wonen in alle dorpen van de gemeente.\n\nOpdracht\nEr moet een woonzorgvisie komen voor de jaren 2027 tot 2032, met een uitvoeringsplan.",
        "Er moet een woonzorgvisie komen voor de jaren 2027 tot 2032, met een uitvoeringsplan.",
    ),
    (
        "Kwartiermaker\n\nWie zijn wij?\nOnze organisatie staat voor goede zorg en zet zich in voor kwetsbare ouderen in de regio.\n\nOpdracht\nHet openen van drie buurtkamers en het vinden van vrijwilligers die deze draaiende houden.",
        "Het openen van drie buurtkamers en het vinden van vrijwilligers die deze draaiende houden.",
    ),
    (
        "Jurist\n\nHet team Juridische Zaken zoekt een jurist die bezwaren behandelt. De stukken gaan naar de raad.",
        "Het team Juridische Zaken zoekt een jurist die bezwaren behandelt.",
    ),
    (
        "Onze organisatie zet zich in voor kwetsbare ouderen in de hele regio.",
        "Onze organisatie zet zich in voor kwetsbare ouderen in de hele regio.",
    ),
    ("Offertes worden beoordeeld op prijs en kwaliteit. De procedure staat in bijlage 2.", None),
    (
        "Bekijk de opdracht ook op opdrachtschuldhulp.example.nl voor aanvullende ondersteuning binnen het vakgebied Schuldhulp.\n\nAdviseur schulddienstverlening\n\nGemeente Tiel\n\nBegindatum:\n\n19 mei 2025\n\nUren per week:\n\n20",
        None,
    ),
    (
        "Check out this assignment on klussen.example.nl for more support in your field of work.\n\nAdviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20",
        None,
    ),
    (
        "Adviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20\n\nVind meer opdrachten zoals deze op onze website en ontvang ze dagelijks in je mailbox.",
        None,
    ),
    (
        "Adviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20\n\nLees de volledige opdracht op klussen.example.nl en reageer daar direct op deze klus.",
        None,
    ),
    (
        "Adviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20\n\nDeze opdracht staat ook op www.opdrachten.example.nl, het platform voor zelfstandigen.",
        None,
    ),
    (
        "Adviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20\n\nDe opdracht is het ontwikkelen van een website voor de Wmo-toegang, zoals op www.tiel.example.nl staat.",
        "De opdracht is het ontwikkelen van een website voor de Wmo-toegang, zoals op www.tiel.example.nl staat.",
    ),
    (
        "Adviseur schulddienstverlening\n\nGemeente Tiel\n\nUren per week:\n\n20\n\nJe bekijkt de opdracht van het wijkteam en adviseert over de toegang.",
        "Je bekijkt de opdracht van het wijkteam en adviseert over de toegang.",
    ),
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
