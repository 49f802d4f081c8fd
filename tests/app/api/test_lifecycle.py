"""From no index to the first, from one generation to the next, without a restart and without a mixed answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from indexer.index.generations import Generations
from tests.app.api.conftest import RECORDS, settings
from tests.app.api.test_errors import problem
from tests.app.search.builders import publish


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def wait_for_generation(client: TestClient, name: str) -> None:
    wait_for(lambda: bool(client.get("/readyz").json()["generation"] == name))


def test_without_an_index_it_says_so_and_takes_up_the_first(tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path / "none"))) as client:
        for path in ("/v1/assignments", "/v1/assignments/full", "/v1/suggestions?q=jo", "/readyz"):
            response = client.get(path)
            problem(response, 503, "no-index")
            assert int(response.headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200
        assert "opdrachten_records 0.0" in client.get("/metrics").text
        assert client.get("/openapi.json").status_code == client.get("/docs").status_code == 200

        publish(tmp_path / "none", RECORDS[:4])
        wait_for(lambda: client.get("/readyz").status_code == 200)
        assert client.get("/readyz").json()["records"] == 4
        assert client.get("/v1/assignments/full").status_code == 200


def test_readiness_names_what_answers(tmp_path: Path) -> None:
    generation = publish(tmp_path, RECORDS[:3])
    with TestClient(create_app(settings(tmp_path))) as client:
        assert client.get("/readyz").json() == {
            "status": "ready",
            "generation": generation.name,
            "created": "2026-03-10T03:00:00Z",
            "records": 3,
            "languageModel": None,
        }


def test_a_new_generation_changes_the_tags(tmp_path: Path) -> None:
    publish(tmp_path, RECORDS[:10])
    with TestClient(create_app(settings(tmp_path))) as client:
        before = client.get("/v1/assignments?limit=3")
        unchanged = {"If-None-Match": before.headers["etag"]}
        assert client.get("/v1/assignments?limit=3", headers=unchanged).status_code == 304
        name = publish(tmp_path, RECORDS[:20]).name
        wait_for_generation(client, name)
        after = client.get("/v1/assignments?limit=3", headers=unchanged)
        assert after.status_code == 200 and after.json()["total"] > before.json()["total"]
        assert "opdrachten_generation_switches_total 1.0" in client.get("/metrics").text


def test_a_walk_stays_in_its_generation_and_ends_clearly_when_that_is_gone(tmp_path: Path) -> None:
    publish(tmp_path, RECORDS[:30])
    with TestClient(create_app(settings(tmp_path))) as client:
        first = client.get("/v1/assignments?limit=5&kind=assignment&kind=vacancy&kind=article").json()
        following = first["links"]["next"]
        for count in (40, 50, 60, 70):
            name = publish(tmp_path, RECORDS[:count]).name
            Generations(tmp_path).prune(keep=1)
            wait_for_generation(client, name)
            if count == 40:
                assert client.get(following).json()["total"] == 30
        response = client.get(following)
        body = problem(response, 410, "gone-cursor")
        assert [error["parameter"] for error in body["errors"]] == ["cursor"]
        assert "zonder cursor" in body["detail"]
        assert client.get(first["links"]["first"]).json()["total"] == 70


def test_a_broken_generation_is_told_once_and_the_old_one_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path, RECORDS[:5])
    with TestClient(create_app(settings(tmp_path))) as client, caplog.at_level(logging.ERROR, "app.main"):
        broken = publish(tmp_path / "elsewhere", RECORDS[:6])
        (broken / "vocabulary.json").write_text("{", encoding="utf-8")
        target = tmp_path / "generations" / "999999-20270101T000000Z"
        broken.rename(target)
        (tmp_path / "current").write_text(target.name + "\n", encoding="utf-8")

        def failures() -> float:
            line = next(
                line
                for line in client.get("/metrics").text.splitlines()
                if line.startswith("opdrachten_generation_switch_failures_total")
            )
            return float(line.split()[1])

        wait_for(lambda: failures() >= 3)
        assert client.get("/readyz").json()["records"] == 5
        assert client.get("/v1/assignments/full").status_code == 200
    assert len([record for record in caplog.records if record.name == "app.main"]) == 1
