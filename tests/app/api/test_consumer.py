"""Someone who connects: walks all pages of a search of ten thousand records over a real connection, each record exactly
once, also while new generations come in; and the client of docs/api.md does as it says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from indexer.index.generations import Generations
from indexer.record import Record
from tests.app.api.serving import ROOT, Served, served
from tests.app.api.test_lifecycle import wait_for
from tests.app.search.builders import publish, random_records

COUNT = 10_000
EVERYTHING = "kind=assignment&kind=vacancy&kind=article&kind=other&duplicates=show"


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return random_records(COUNT, seed=5)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Path:
    directory = tmp_path_factory.mktemp("ten-thousand")
    publish(directory, records)
    return directory


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Served]:
    # The limit for everyone is the one that a stranger meets: a consumer must never feel it.
    with served(data, limit_local=3_000) as running:
        yield running


def walk(client: httpx.Client, address: str) -> Iterator[dict[str, Any]]:
    """The pages of a search, by the ``Link`` header alone."""
    while address:
        response = client.get(address)
        assert response.status_code == 200, response.text
        yield response.json()
        address = response.links.get("next", {}).get("url", "")


def ids(pages: Iterator[dict[str, Any]]) -> list[str]:
    return [item["id"] for page in pages for item in page["items"]]


@pytest.mark.parametrize(
    "query",
    ["", "sort=deadline", "sort=rate", "q=begeleiding+OF+gemeente", "near=Almelo&sort=distance"],
)
def test_every_record_comes_by_exactly_once(server: Served, records: list[Record], query: str) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        address = f"/v1/assignments?{EVERYTHING}&{query}&limit=100&facets=none&highlight=false"
        total = client.get(f"/v1/assignments?{EVERYTHING}&{query}&limit=0&facets=none").json()["total"]
        found = ids(walk(client, address))
    assert len(found) == len(set(found)) == total
    if "q=" in query:
        assert 0 < total < COUNT
    else:
        assert set(found) == {record.id for record in records}


def test_a_walk_is_exact_while_new_generations_come_in(
    data: Path, tmp_path: Path, records: list[Record]
) -> None:
    """After every twenty pages a night passes in which half the records go and others change. What the walk began on is
    kept open for two nights; the third is told clearly.
    """
    data = Path(shutil.copytree(data, tmp_path / "data"))
    with (
        served(data, refresh_seconds=0.05) as running,
        httpx.Client(base_url=running.url, timeout=30) as client,
    ):
        begun = client.get("/readyz").json()["generation"]
        found: list[str] = []
        last = ""
        address = f"/v1/assignments?{EVERYTHING}&limit=100&facets=none&highlight=false"
        for number, page in enumerate(walk(client, address), 1):
            assert page["total"] == COUNT
            found += [item["id"] for item in page["items"]]
            last = page["links"].get("next", last)
            if number in (20, 40):
                _night(client, data, records[: COUNT // number])
        assert len(found) == len(set(found)) == COUNT
        assert client.get("/readyz").json()["generation"] != begun

        _night(client, data, records[:50])
        gone = client.get(last)
        assert gone.status_code == 410 and gone.headers["content-type"] == "application/problem+json"
        assert gone.headers["cache-control"] == "no-store"
        assert "zonder cursor" in gone.json()["detail"]
        assert [error["parameter"] for error in gone.json()["errors"]] == ["cursor"]


def _night(client: httpx.Client, data: Path, records: list[Record]) -> None:
    name = publish(data, records).name
    Generations(data).prune(keep=1)
    wait_for(lambda: bool(client.get("/readyz").json()["generation"] == name), seconds=30)


def test_the_client_of_the_documentation(server: Served, tmp_path: Path) -> None:
    """The client stands in docs/api.md, takes thirty lines at most, and is run as it stands there."""
    script = _told_client(ROOT / "docs" / "api.md", tmp_path)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(script), server.url, *arguments], capture_output=True, text=True, timeout=120
        )

    walked = run(*EVERYTHING.split("&"), "sort=deadline", "facets=none")
    assert walked.returncode == 0, walked.stderr
    told = [line.split("\t")[0] for line in walked.stdout.splitlines()]
    assert len(told) == len(set(told)) == COUNT

    wrong = run("sort=mooi", "limt=3")
    assert wrong.returncode != 0
    assert "sort" in wrong.stderr and "bedoelde u limit?" in wrong.stderr


def test_the_client_of_the_readme_keeps_a_copy(server: Served, tmp_path: Path) -> None:
    """From nothing, from where it stopped, and from a number that the log does not keep: always the open records."""
    script = _told_client(ROOT / "README.md", tmp_path)
    with httpx.Client(base_url=server.url, timeout=60) as client:
        snapshot = {line["id"]: line for line in map(orjson.loads, client.get("/v1/snapshot").iter_lines())}
    assert snapshot
    file = tmp_path / "copy.json"
    for _ in range(2):
        subprocess.run([sys.executable, str(script), server.url], cwd=tmp_path, check=True, timeout=120)
        kept, address = orjson.loads(file.read_bytes())
        assert kept == snapshot
    file.write_bytes(orjson.dumps([{"gone": {}}, "/v1/stream?since=1"]))
    subprocess.run([sys.executable, str(script), server.url], cwd=tmp_path, check=True, timeout=120)
    assert orjson.loads(file.read_bytes()) == [snapshot, address]


def _told_client(page: Path, folder: Path) -> Path:
    """The one program in a page of the manual, of thirty lines at most, as a file."""
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert len(blocks) == 1 and len(blocks[0].splitlines()) <= 30
    script = folder / "client.py"
    script.write_text(blocks[0], encoding="utf-8")
    return script
