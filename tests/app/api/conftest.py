"""A small index and the application on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from indexer.record import Competency, Evidence, Hours, Place, Rate, Record
from tests.app.search.builders import TODAY, publish, random_records, record

NOW = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)
"""When what is offered as a job is asked for; the search goes by the day it is."""
FULL = record(
    "full",
    title="Procesbegeleider jeugd",
    source_url="https://opdrachten.example.nl/1",
    reference="SRQ1",
    organisation="Gemeente Twenterand",
    summary="Begeleid het proces.",
    places=(Place("Vriezenveen", "Twenterand", "Overijssel", ("Twente",), 52.4083, 6.6222),),
    remote="hybrid",
    hours=Hours(12, 16),
    rate=Rate(80, 95.5, "excl", None),
    budget_total=45000.0,
    start_date=dt.date(2026, 4, 1),
    end_date=dt.date(2026, 9, 30),
    duration_months=6.0,
    extension="2x6 maanden",
    deadline=dt.date(2026, 3, 17),
    deadline_at=dt.datetime(2026, 3, 17, 8, tzinfo=dt.UTC),
    published=dt.date(2026, 3, 1),
    status="open",
    contract_forms=("zzp", "detachering"),
    education="hbo",
    competencies=(Competency("procesbegeleiding", "Procesbegeleiding", "vaardigheid"),),
    evidence={"hours": (Evidence(0, 11, "12 - 16 uur", "label"),)},
    text="12 - 16 uur\n\nBegeleid het proces <b>goed</b> & snel.\nMet gezinnen.",
)
HOSTILE = record(
    "hostile",
    title="<script>alert(1)</script> procesbegeleider",
    text="<img src=x onerror=alert(1)> procesbegeleider </script>",
)
ARTICLE = record("artikel", kind="article", title="Nieuws", text="Nieuws over jeugd.")
RECORDS: list[Record] = [FULL, HOSTILE, ARTICLE, *random_records(120, seed=7)]


def settings(data: Path, **values: object) -> Settings:
    """Settings for a test; generations are taken up quickly."""
    return Settings.model_validate({"data": data, "refresh_seconds": 0.05, **values})


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("data")
    publish(directory, RECORDS)
    return directory


@pytest.fixture(scope="session")
def client(data_dir: Path) -> Iterator[TestClient]:
    app = create_app(settings(data_dir))
    app.state.clock = lambda: NOW
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
