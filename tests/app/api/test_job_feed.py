"""The XML that job aggregators take in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from app.main import create_app
from app.search.engine import Engine
from indexer.record import Competency, Evidence, Hours, Place, Rate
from tests.app.api.conftest import settings
from tests.app.api.test_errors import problem
from tests.app.search.builders import TODAY, publish, record

FULL = record(
    "full",
    title="Regisseur jeugd & gezin ]]> nu",
    reference="SRQ1",
    organisation="Gemeente Twenterand",
    source_url="https://portaal.example.nl/1",
    places=(Place("Vriezenveen", "Twenterand", "Overijssel", ("Twente",), 52.4, 6.6),),
    remote="hybrid",
    hours=Hours(24, 24),
    rate=Rate(None, 95.0, "excl", None),
    published=dt.date(2026, 3, 1),
    deadline=dt.date(2026, 3, 17),
    education="hbo",
    competencies=(Competency("a", "Regie", "vaardigheid"), Competency("b", "Jeugdwet", "kennis")),
    evidence={"places": (Evidence(8, 19, "Vriezenveen", "label"),)},
    text="7671 AB Vriezenveen\n\nRegie <b>voeren</b> & meer ]]> einde\x0b.",
)
RECORDS = [
    FULL,
    record("bare", text="Iets."),
    record("drenthe", title="Adviseur", places=(Place("Drenthe", None, "Drenthe"),), rate=Rate(derived=91.0)),
    record("closed", title="Dicht", status="closed"),
    record("expired", title="Voorbij", deadline=TODAY - dt.timedelta(1)),
    record("hidden", title="Dubbel", primary=False),
    record("vaste-baan", title="Vast", kind="vacancy"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data: Path = tmp_path_factory.mktemp("jobs")
    publish(data, RECORDS)
    app = create_app(settings(data))
    with TestClient(app) as client:
        app.state.engine.close()
        app.state.engine = Engine(data, today=lambda: TODAY)
        yield client


def jobs(client: TestClient, query: str = "") -> dict[str, dict[str, Any]]:
    response = client.get(f"/v1/jobs.xml?{query}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/xml"
    root = etree.fromstring(response.content, etree.XMLParser(strip_cdata=False))
    assert root.tag == "source"
    assert [child.tag for child in root][:3] == ["publisher", "publisherurl", "lastBuildDate"]
    found = {}
    for job in root.findall("job"):
        names = [child.tag for child in job]
        assert len(set(names)) == len(names)
        assert all(child.text for child in job)
        found[job.findtext("referencenumber")] = {child.tag: child.text for child in job}
    return found


def test_every_element_of_a_full_record(client: TestClient) -> None:
    assert jobs(client)["full"] == {
        "title": "Regisseur jeugd & gezin ]]> nu",
        "date": "2026-03-01",
        "referencenumber": "full",
        "requisitionid": "SRQ1",
        "url": "http://testserver/opdrachten/full",
        "company": "Gemeente Twenterand",
        "sourcename": "portaal.example.nl",
        "city": "Vriezenveen",
        "state": "Overijssel",
        "country": "NL",
        "postalcode": "7671 AB",
        "description": (
            "<p>7671 AB Vriezenveen</p><p>Regie &lt;b&gt;voeren&lt;/b&gt; &amp; meer ]]&gt; einde.</p>"
        ),
        "salary": "hoogstens €\u00a095 per uur",
        "education": "hbo",
        "jobtype": "contract",
        "category": "Regie, Jeugdwet",
        "expirationdate": "2026-03-17",
        "remotetype": "Hybrid remote",
    }


def test_what_is_not_known_is_left_out(client: TestClient) -> None:
    found = jobs(client)
    assert found["bare"] == {
        "title": "Opdracht zonder titel",
        "date": "2026-03-10T03:00:00Z",  # when it came in
        "referencenumber": "bare",
        "url": "http://testserver/opdrachten/bare",
        "country": "NL",
        "description": "<p>Iets.</p>",
        "jobtype": "contract",
    }
    assert "city" not in found["drenthe"] and found["drenthe"]["state"] == "Drenthe"
    assert "salary" not in found["drenthe"]  # it was worked out, never offered


def test_it_holds_what_is_open(client: TestClient) -> None:
    assert set(jobs(client)) == {"full", "bare", "drenthe"}
    everything = jobs(client, "kind=assignment&kind=vacancy")
    assert set(everything) == {"full", "bare", "drenthe", "vaste-baan"}
    assert everything["vaste-baan"]["jobtype"] == "permanent"


def test_texts_stand_in_cdata_as_they_are(client: TestClient) -> None:
    """Aggregators read what stands in CDATA literally."""
    text = client.get("/v1/jobs.xml").text
    assert "<title><![CDATA[Regisseur jeugd & gezin " in text
    assert "\x0b" not in text


def test_it_knows_a_kind_and_nothing_else(client: TestClient) -> None:
    body = problem(client.get("/v1/jobs.xml?kind=x&q=jeugd"), 400, "invalid-request")
    assert [error["parameter"] for error in body["errors"]] == ["q", "kind"]
    problem(client.get("/v1/jobs.xml", headers={"Accept": "application/json"}), 406, "not-acceptable")
