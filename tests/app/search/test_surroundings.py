"""What a page lists beside an assignment is shown, and no search finds the assignment by it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from app.search.building import build_text_query
from app.search.engine import Engine
from app.search.grammar import parse
from app.search.highlight import highlights
from app.search.request import SearchRequest
from app.search.tantivy_dialect import TantivyDialect
from indexer.cluster.parts.ledger import _as_read
from indexer.cluster.writer import document
from indexer.index.prepared import from_bytes, prepare, to_bytes
from indexer.index.schema import build_schema
from indexer.parse.parser import parse_source
from indexer.readers.source import SourceText
from indexer.record import Record, blanked, from_json, to_json, to_stored
from tests.app.search.builders import TODAY, publish

TEXT = """Home | Opdrachten | Favorieten | Inloggen | Contact

Wmo-consulent toegang

Gemeente: Twenterand
Uren per week: 24 uur
Start: 1 februari 2027
Contact: Femke Voorbeeld, 06-12345678

Je voert keukentafelgesprekken met inwoners en schrijft de beschikkingen. Je werkt in een team van acht consulenten.
Met de jobcoach van de gemeente stem je af wie welke inwoner helpt, en je houdt de wachttijd kort.

Vergelijkbare opdrachten

Leerplichtambtenaar
Tilburg · 32 uur · max. € 79 · sluit 3 december 2026

Jobcoach zwembad
Breda · 24 uur · max. € 84 · sluit 9 december 2026
"""


def _read(text: str) -> Record:
    return parse_source(SourceText(text), file="a.txt", id="a")


@pytest.fixture(scope="module")
def read() -> Record:
    return _read(TEXT)


@pytest.fixture
def engine(tmp_path: Path, read: Record) -> Engine:
    publish(tmp_path, [read])
    return Engine(tmp_path)


def _items(engine: Engine, q: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = engine.search(SearchRequest(q=q))["items"]
    return items


@pytest.mark.parametrize(
    "q",
    ["leerplichtambtenaar", "zwembad", "titel:leerplichtambtenaar OF zwembad", "leerplicht*", "Favorieten"],
)
def test_words_of_other_assignments_and_of_a_menu_find_nothing(engine: Engine, q: str) -> None:
    assert _items(engine, q) == []


@pytest.mark.parametrize(
    "q", ["keukentafelgesprek", "wmo consulent", "jobcoach", '"team van acht"', "keukentafel*"]
)
def test_its_own_words_find_it(engine: Engine, q: str) -> None:
    assert [item["id"] for item in _items(engine, q)] == ["a"]


def test_a_word_is_marked_where_it_is_the_assignments_own(engine: Engine) -> None:
    (item,) = _items(engine, "jobcoach")
    assert item["highlights"]["text"] == [
        "Met de <mark>jobcoach</mark> van de gemeente stem je af wie welke inwoner helpt, en je houdt de wachttijd kort."
    ]


def test_text_and_evidence_stay_as_they_are(engine: Engine, read: Record) -> None:
    shown = engine.record("a")
    assert shown == to_json(read, with_text=True)
    assert shown["text"].endswith("Jobcoach zwembad\nBreda · 24 uur · max. € 84 · sluit 9 december 2026\n")
    assert "surroundings" not in shown
    assert len(read.own_text) == len(read.text)
    for proof in (one for mentions in read.evidence.values() for one in mentions):
        assert read.text[proof.start : proof.end] == proof.text


def test_words_to_suggest_are_the_assignments_own(engine: Engine) -> None:
    assert engine.suggest("zwem", 10) == []
    assert [one["text"] for one in engine.suggest("keukentafel", 10)] == ["keukentafelgesprekken"]


def test_stored_and_made_ready_they_are_still_known(read: Record) -> None:
    assert read.surroundings
    assert from_json(orjson.loads(orjson.dumps(to_stored(read)))) == read
    assert from_json(to_json(read, with_text=True)).surroundings == ()
    assert from_bytes(to_bytes(prepare(read))) == prepare(read)


def test_a_cluster_gets_the_same(read: Record) -> None:
    """The same keys, and with the text what of it to look through for words to mark."""
    held = orjson.loads(document(prepare(read)))
    assert held["text"] == read.text
    assert "leerplichtambtenaar" not in held["body"].split()
    assert "keukentafelgesprek" in held["body"].split()
    assert _as_read(held) == to_stored(read)
    assert list(_as_read(held)) == list(to_stored(read))
    own = {"text": blanked(held["text"], orjson.loads(held["surroundings"]))}
    words = build_text_query(TantivyDialect(build_schema()), parse("jobcoach leerplicht"), TODAY).words
    found = highlights(words, {"text": held["text"]}, own)
    assert found == {"text": [one for one in found["text"] if one.startswith("Met de <mark>jobcoach</mark>")]}


def test_where_line_ends_were_lost_they_stand_where_they_should() -> None:
    glued = (
        "Consulent WmoGemeente MeppelUren per week32 uurTarief€ 88,00StartReageer nu. Je voert gesprekken met inwoners en schrijft "
        "beschikkingen voor de gemeente.\nVergelijkbare opdrachten\nLeerplichtambtenaarGemeente HoogeveenUren per week16 uur"
        "Tarief€ 90,00Reageer nu\n"
    )
    found = _read(glued)
    assert found.text == glued
    ((start, end),) = found.surroundings
    assert glued[start:].startswith("Vergelijkbare opdrachten") and end == len(glued)


def test_how_to_apply_is_no_menu() -> None:
    how = "\nAanmelden\n\nMail uw cv voor de toelatingscommissie naar de manager. De gesprekken zijn op 21 januari.\n"
    found = _read(TEXT.partition("Vergelijkbare")[0] + how)
    assert "toelatingscommissie" in found.own_text
    assert "Favorieten" not in found.own_text


def test_an_overview_is_about_all_that_it_lists() -> None:
    found = _read("Nieuwsbrief inhuur\n\nLees ook\n- Vijf vragen over de wet\n- Column: de laatste dag\n")
    assert (found.kind in ("article", "other"), found.surroundings) == (True, ())
