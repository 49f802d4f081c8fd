"""A link to other assignments hides nothing of the text behind it; a list of them stays left out."""

from __future__ import annotations

import pytest

from indexer.parse.layout import build_layout

LINKS = (
    "Bekijk alle opdrachten", "Andere opdrachten", "Meer vacatures", "Vergelijkbare opdrachten", "Terug naar het overzicht",
    "Print | Deel", "Menu", "Home > Opdrachten > Jeugd", "Bekijk meer opdrachten van deze opdrachtgever", "Lees ook",
    "Ook interessant", "Volg ons", "Deel deze opdracht", "Nieuwe opdrachten", "Alle opdrachten in Ede", "Bewaar",
    "< Vorige   Volgende >", "Laatste vacatures", "Uitgelichte opdrachten", "Kort", "Back to overview | Print | Share",
)  # fmt: skip
PARAGRAPHS = (
    "De gemeente Ede zoekt voor het wijkteam een ervaren jeugdconsulent die gezinnen begeleidt en besluiten neemt over jeugdhulp.\n\n"
    "Je werkt 24 uur per week, van 1 maart tot en met 31 augustus 2027. Het tarief is maximaal 85 euro per uur.\n\n"
    "Je hebt een SKJ-registratie en kennis van de Jeugdwet. Je bent besluitvaardig en werkt graag samen met scholen.\n"
)
BROKEN_LINES = (
    "De gemeente Ede zoekt voor het wijkteam een ervaren\njeugdconsulent die gezinnen begeleidt en besluiten\n"
    "neemt over jeugdhulp.\n\nJe werkt 24 uur per week, van 1 maart tot en met\n31 augustus 2027. Het tarief is maximaal 85 euro\n"
    "per uur.\n\nJe hebt een SKJ-registratie en kennis van de\nJeugdwet. Je bent besluitvaardig.\n"
)
ROLE = "Jeugdconsulent\nGemeente Ede\n\n"
FACTS = "Jeugdconsulent\nOpdrachtgever: Gemeente Ede\nUren: 24 uur per week\nStart: 1 maart 2027\nDuur: 6 maanden\nTarief: € 85\n\n"
LIST = (
    "Jobcoach | Gemeente Tiel | 32 uur | € 80\nAdviseur Wmo | Gemeente Buren | 16 uur | € 95\n"
    "Klantmanager | Gemeente Zeist | 36 uur | € 70\n"
)


@pytest.mark.parametrize("body", [PARAGRAPHS, BROKEN_LINES], ids=["paragraphs", "broken-lines"])
@pytest.mark.parametrize("above", [ROLE, FACTS, ROLE + PARAGRAPHS], ids=["role", "facts", "text"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["right-above", "apart"])
@pytest.mark.parametrize("link", LINKS)
def test_text_behind_a_link_is_read(link: str, blank: str, above: str, body: str) -> None:
    text = f"{above}{link}{blank}{body}"
    layout = build_layout(text)
    for words in ("ervaren", "24 uur per week", "SKJ-registratie", "Je bent besluitvaardig"):
        assert not layout.is_noise(text.rindex(words)), words


@pytest.mark.parametrize("above", [ROLE, FACTS, FACTS + PARAGRAPHS], ids=["role", "facts", "text"])
@pytest.mark.parametrize(
    "head", ["Andere opdrachten", "Vergelijkbare vacatures", "Ook iets voor jou", "Similar jobs"]
)
def test_other_assignments_are_left_out(head: str, above: str) -> None:
    layout = build_layout(f"{above}{head}\n{LIST}")
    for words in ("Gemeente Tiel", "16 uur", "€ 70"):
        assert layout.is_noise(layout.text.index(words)), words


def test_list_above_the_text_ends_where_that_begins() -> None:
    text = f"{ROLE}Andere opdrachten\nJobcoach\nAdviseur\n\n{PARAGRAPHS}"
    layout = build_layout(text)
    assert layout.is_noise(text.index("Jobcoach"))
    assert not layout.is_noise(text.index("24 uur per week"))


@pytest.mark.parametrize("head", ["Andere opdrachten", "Nieuwste vacatures", "Similar jobs"])
def test_entries_above_the_text_are_left_out_and_no_more(head: str) -> None:
    entries = "Jobcoach\nTilburg · 32 uur · max. € 79 · sluit 3 december 2026\n\nWmo-consulent\nBreda · 20 uur · max. € 84 · 12 maanden\n\n"
    text = f"{head}\n\n{entries}Beleidsadviseur jeugd\nGemeente Oss\n\nVanaf 1 maart 24 uur per week, max. € 98 per uur.\n"
    layout = build_layout(text)
    for words in ("Jobcoach", "32 uur", "Breda", "€ 84"):
        assert layout.is_noise(text.index(words)), words
    for words in ("Beleidsadviseur jeugd", "Gemeente Oss", "24 uur per week", "€ 98"):
        assert not layout.is_noise(text.index(words)), words


def test_what_others_say_below_a_post_is_not_read() -> None:
    comment = "Anne de Boer: is het ook te doen voor iemand die maar 12 uur in de week kan, of past dat niet bij het team?"
    text = f"{PARAGRAPHS}\n{PARAGRAPHS}\n42 reacties · 17 keer gedeeld\n\n{comment}"
    layout = build_layout(text)
    assert layout.is_noise(text.index("12 uur"))
    assert not layout.is_noise(text.index("24 uur per week"))


def test_counts_above_a_post_hide_nothing() -> None:
    text = f"Gemeente Ede\n1.204 volgers\n\n42 reacties · 17 keer gedeeld\n\n{PARAGRAPHS}"
    assert not build_layout(text).is_noise(text.index("24 uur per week"))
