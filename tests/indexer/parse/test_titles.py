"""Titles once the places are known, the whole line of what is no assignment, and titles in texts made to take long."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from indexer.parse import derive, identity
from indexer.parse.choose import choose
from indexer.parse.parser import candidates, make_doc
from indexer.parse.roles import is_role, singular
from indexer.readers.source import SourceText

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "tidy_titles.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["value"])
def test_title_without_the_place_at_its_end(case: dict[str, str]) -> None:
    doc = make_doc(SourceText(case["text"]))
    chosen, proof, _ = choose(doc, candidates(doc))
    derive.tidy_title(chosen)
    assert chosen["title"] == case["value"], proof["title"]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Inhuur van extern personeel\n\nVastgesteld door het college op 3 maart 2026\n\nDeze notitie beschrijft hoe de gemeente omgaat met de inhuur van derden.", "Inhuur van extern personeel"),
        ("NIEUWS\n\nTijdelijke inhuur\n\ndoor Tine Vos\n\nGemeenten geven elk jaar meer geld uit aan inhuur, blijkt uit onderzoek.", "Tijdelijke inhuur"),
        ("Deelnemers gezocht voor onderzoek\n\n12 maart 2026\n\nDe hogeschool onderzoekt hoe wijkcoaches werken.", "Deelnemers gezocht voor onderzoek"),
        ("Column\n\nHet tarief is niet alles\n\nVeel adviseurs kijken naar het tarief.", "Het tarief is niet alles"),
        ("NIEUWS\n\nAanbesteding vervoer afgerond\n\nDe gemeente Epe is klaar.", "Aanbesteding vervoer afgerond"),
        ("Voorbeeldhoek Salland / Uitslagen / 2026 / oktober\n\nUitslag minicompetitie teamleider inkomen\n\nDe opdracht is gegund.", "Uitslag minicompetitie teamleider inkomen"),
        ("Voorbeeld Professionals\nAlle aanvragen | Voor opdrachtgevers | Contact\n\nKennisbank, 18 november 2026, leestijd 4 minuten\n\nWat een aanvraag zzp'ers vertelt\n\ndoor Mirthe de Wit\n\nWie aanvragen leest, herkent het. Voorbeeld Professionals zocht het uit.", "Wat een aanvraag zzp'ers vertelt"),
        ("Powered by Bureau Anders\n\nLocatiecoördinator voor de opvang\n\nSinds 2023 vangt de gemeente Sluis mensen op.", "Locatiecoördinator voor de opvang"),
        ("Interim Procesbegeleider Jeugdteams, Hengelo, 20 uur p/w\n\nIn Twente willen gemeenten dat gezinnen minder lang wachten.", "Interim Procesbegeleider Jeugdteams"),
        ("Lid Raad van Toezicht (reactietermijn verstreken)\n\nWij zoeken een lid met kennis van financiën.", "Lid Raad van Toezicht"),
        ("Wat ga je doen?\n\nDe klachtencommissie\n\nDe commissie bestaat uit vier leden.", "De klachtencommissie"),
        ("Kerkplein 3, 8011 AA Zwolle\n\nDe klachtencommissie\n\nDe commissie bestaat uit vier leden.", "De klachtencommissie"),
        ("Twee leden adviesraad\n\nFunctie\nLid adviesraad\nAanstelling\nNiet nader bepaald\nNiveau\nWO\nDienstverband\nNiet nader bepaald\n\nDe raad telt negen leden.", "Twee leden adviesraad"),
        ("Arbeidsvoorwaarden GGD Peelrand\n\nDeze voorwaarden gelden als je bij de GGD in dienst komt.\n\nFulltime dienstverband\n\nDat is 36 uur per week.\n\nVerlof\n\nWettelijk verlof 144 uur", "Arbeidsvoorwaarden GGD Peelrand"),
        ("Wat doet een wijkcoach?\n\ndoor een redacteur | leestijd 3 minuten\n\nEen wijkcoach helpt.", "Wat doet een wijkcoach?"),
    ],
)  # fmt: skip
def test_an_article_keeps_its_own_headline(text: str, headline: str) -> None:
    doc = make_doc(SourceText(text))
    chosen, proof, by_field = choose(doc, candidates(doc))
    derive.tidy_title(chosen)
    derive.only_what_it_is(doc, "article", chosen, proof, by_field["title"])
    assert chosen["title"] == headline


@pytest.mark.parametrize(
    ("word", "one"),
    [("klantmanagers", "klantmanager"), ("consulenten", "consulent"), ("raadslieden", "raadsman"), ("jobcoaches", "jobcoach"), ("toezichthouder", "toezichthouder")],
)  # fmt: skip
def test_one_of_the_people_a_plural_names(word: str, one: str) -> None:
    assert is_role(word)
    assert singular(word) == one


@pytest.mark.parametrize(
    "text",
    ["wij zoeken een " * 7000, "zoekt " * 17_000, "A1-" * 33_000, "nr 1234 " * 12_000, "gemeente Epe zoekt een " * 4500, "Aa Bb Cc " * 11_000],
    ids=lambda text: text[:14],
)  # fmt: skip
def test_hostile_text_is_named_in_bounded_time(text: str) -> None:
    doc = make_doc(SourceText(text))
    start = time.process_time()
    assert all(text[c.start : c.end] for c in identity.read(doc))
    assert time.process_time() - start < 2
