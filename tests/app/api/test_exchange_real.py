"""Snapshot and stream over what the real parser reads, with the real twins."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from app.main import create_app
from indexer.index.generations import Generations
from indexer.reindex import real_tools, reindex
from tests.app.api.conftest import settings
from tests.app.api.consumer import Consumer
from tests.app.api.test_exchange import lines
from tests.app.api.test_exchange_nights import refresh


def test_the_snapshot_is_what_a_search_for_open_finds(client: TestClient) -> None:
    kinds = [("kind", kind) for kind in ("assignment", "vacancy", "article", "other")]
    found: set[str] = set()
    url: str | None = None
    while url is None or url:
        params = [*kinds, ("status", "open"), ("limit", "100"), ("facets", "none")]
        body = client.get(url or "/v1/assignments", params=None if url else params).json()
        found |= {item["id"] for item in body["items"]}
        url = body["links"].get("next", "")
    assert found
    assert {record["id"] for record in lines(client.get("/v1/snapshot", params=kinds))} == found


TEXT = """Procesregisseur jeugd

Opdrachtgever: Gemeente Almelo
Locatie: Almelo
Uren per week: 24
Tarief: maximaal € {rate} per uur exclusief btw
Startdatum: 1 maart 2030
Sluitingsdatum: {deadline}

Als procesregisseur jeugd begeleid je de omslag van de toegang naar wijkteams in Almelo. Je brengt scholen, huisartsen en
aanbieders van jeugdhulp samen rond gezinnen met meervoudige problemen. Je schrijft met de teams een werkwijze voor
veiligheid en toetst die in acht casussen. Je kent de Jeugdwet, de meldcode en de verwijsindex, en je hebt eerder een
dergelijke verandering in een middelgrote gemeente geleid tot en met de borging door de lijn.
"""


def test_twins_of_the_real_reader_are_told_as_duplicates(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "een.txt").write_text(TEXT.format(rate=95, deadline="1 februari 2030"), encoding="utf-8")
    tools = real_tools()
    reindex([corpus], data, jobs=1, tools=tools)
    with TestClient(create_app(settings(data))) as client:
        consumer = Consumer(client)
        (corpus / "twee.txt").write_text(
            TEXT.format(rate=92, deadline="1 februari 2030") + "\nReferentie: SRQ4471\n", encoding="utf-8"
        )
        reindex([corpus], data, jobs=1, tools=tools)
        refresh(client)
        consumer.follow()
        assert len(consumer.held) == 1
        reasons = [event["reason"] for event in consumer.told if event["type"] == "removed"]
        # The second says all that the first does, and its reference: it is shown from now on.
        assert [record["file"] for record in consumer.held.values()] == ["twee.txt"]
        assert reasons == ["duplicate"]
        assert consumer.held == {record["id"]: record for record in lines(client.get("/v1/snapshot"))}
    assert len(Generations(data).list()) == 2
