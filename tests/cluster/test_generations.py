"""A night that writes to the cluster: the switch, the gate, the way back, and what a dead run leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.commands import engines
from app.main import create_app
from app.search.cluster.engine import ClusterEngine
from app.search.engine import GoneGeneration, NoGeneration
from app.search.request import SearchRequest
from app.settings import Settings
from indexer.cluster.client import OpenSearch, connect
from indexer.cluster.served import generations_of
from indexer.index.served import Served, ServedError
from indexer.reindex import Tools, reindex, rollback
from indexer.report import GateStopped
from tests.app.api import nights
from tests.app.commands.running import CONSULENT, REGISSEUR, lines, opdrachten
from tests.cluster.nodes import Cluster


class House(nights.House):
    """A corpus, its data directory, and its alias in the cluster."""

    def __init__(self, cluster: Cluster, home: Path, alias: str) -> None:
        super().__init__(home)
        self.alias = alias
        self.settings = Settings(
            data=self.data, corpus=(self.corpus,), jobs=1, engine="opensearch",
            opensearch_urls=tuple(cluster.urls), opensearch_alias=alias, refresh_seconds=0.05,
        )  # fmt: skip
        self.client: OpenSearch = connect(cluster.urls, 60)
        self.changed: dict[str, Any] = {}
        for number in range(8):
            self.put(f"n{number}")

    def tools(self) -> Tools:
        made = engines.making(self.settings)
        own = replace(super().tools(), write=made.write, check=made.check, served=made.served)
        return replace(own, **self.changed)

    def engine(self) -> ClusterEngine:  # type: ignore[override]
        return ClusterEngine(self.settings.opensearch_urls, self.alias, today=lambda: self.today)

    def known(self) -> dict[str, bool]:
        return generations_of(self.client, self.alias)

    def indices(self) -> int:
        return len(self.client.indices.get(index=f"{self.alias}-*"))


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path) -> Iterator[House]:
    house = House(cluster, tmp_path, f"nights{abs(hash(tmp_path)) % 10**8}")
    yield house
    house.client.indices.delete(index=f"{house.alias}-*")
    house.client.close()


def test_nights_switch_and_roll_back(house: House) -> None:
    engine = house.engine()
    with pytest.raises(NoGeneration):
        engine.search(SearchRequest())
    first = house.run()
    assert first.outcome == "switched"
    assert engine.refresh()
    assert engine.made[0] == engine.generation == first.generation
    request = SearchRequest(limit=3)
    page = engine.search(request)
    assert page["total"] == engine.record_count == 8
    onward = replace(request, cursor=page["nextCursor"])

    assert house.run().outcome == "unchanged"
    assert not engine.refresh()
    house.put("n8")
    second = house.run()
    assert house.known() == {str(first.generation): False, str(second.generation): True}
    assert engine.refresh()
    assert engine.record_count == 9
    assert engine.search(onward)["total"] == 8, "a walk goes on in the generation it began in"

    assert rollback(house.data, house.tools().served).name == first.generation
    assert engine.refresh()
    assert (engine.generation, engine.record_count) == (first.generation, 8)
    house.changed["keep_generations"] = 2
    house.put("n9")
    third = house.run()
    assert list(house.known()) == [second.generation, third.generation]
    assert house.indices() == 4
    assert engine.refresh()
    with pytest.raises(GoneGeneration):
        engine.search(onward)
    engine.close()


def test_what_the_gate_stops_leaves_the_alias(house: House) -> None:
    first = house.run()
    taken = [(name, house.remove(name)) for name in list(house.said)[:6]]
    with pytest.raises(GateStopped):
        house.run()
    engine = house.engine()
    assert (engine.generation, engine.record_count) == (first.generation, 8)
    assert house.indices() == 3, "the files are put there only after the gate"
    for name, said in taken:
        house.put(name, **said)
    house.put("n8")
    assert house.run().outcome == "switched"
    assert house.indices() == 4, "what the stopped night left is gone"
    assert engine.refresh()
    assert engine.record_count == 9
    engine.close()


class Dying:
    """The cluster as it is, until the last step."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def __getattr__(self, name: str) -> Any:
        return getattr(self._served, name)

    def switch(self, generation: Path) -> None:
        raise RuntimeError(f"killed before {generation.name} was switched to")


def test_a_run_that_died_or_was_refused_leaves_the_alias_and_the_next_makes_good(house: House) -> None:
    first = house.run()
    house.put("n8")
    engine = house.engine()
    blocks = {"cluster.blocks.create_index": True}
    house.client.cluster.put_settings(body={"persistent": blocks})
    try:
        with pytest.raises(ServedError, match="cluster"):
            house.run()
    finally:
        house.client.cluster.put_settings(body={"persistent": dict.fromkeys(blocks)})
    assert not engine.refresh()
    house.changed["served"] = Dying(house.tools().served)
    with pytest.raises(RuntimeError, match="killed"):
        house.run()
    assert not engine.refresh()
    assert engine.generation == first.generation
    house.changed.clear()
    assert house.run().outcome == "unchanged"
    assert engine.refresh()
    assert engine.record_count == 9
    engine.close()


def test_a_data_directory_of_the_other_engine_is_built_anew(house: House) -> None:
    house.run()
    alone = nights.House.tools(house)
    report = reindex([house.corpus], house.data, jobs=1, tools=alone)
    assert (report.outcome, report.parsed) == ("switched", 0)
    assert house.run().outcome == "switched"


def test_pages_and_api_of_a_server_without_a_data_directory(house: House, tmp_path: Path) -> None:
    house.run()
    settings = house.settings.model_copy(update={"data": tmp_path / "nothing"})
    with TestClient(create_app(settings)) as client:
        ready = client.get("/readyz").json()
        assert (ready["records"], {ready["generation"]: True}) == (8, house.known())
        found = client.get("/v1/assignments?q=opdracht&explain=true").json()
        assert found["total"] == 8
        assert found["items"][0]["explanation"]["parts"]
        id = found["items"][0]["id"]
        assert client.get(f"/v1/assignments/{id}").json()["id"] == id
        for path in (
            "/", "/?q=opdracht", f"/opdrachten/{id}", "/v1/suggestions?q=opd", f"/v1/assignments/{id}/similar",
            "/v1/snapshot", "/v1/feed.atom", "/v1/feed.json?q=opdracht", "/metrics", "/healthz",
        ):  # fmt: skip
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text[:300])
        assert client.get("/v1/snapshot").text.count('"text"') == 8
    assert not (tmp_path / "nothing").exists()


def test_commands_on_the_cluster(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(house.said):
        house.remove(name)
    for name, text in (("regisseur", REGISSEUR), ("consulent", CONSULENT)):
        (house.corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("OPDRACHTEN_OPENSEARCH_ALIAS", house.alias)
    urls = [part for url in house.settings.opensearch_urls for part in ("--url", url)]
    where = ["--data", house.data, "--engine", "opensearch", *urls]
    told = opdrachten("reindex", "--corpus", house.corpus, "--jobs", 1, *where)
    assert told.exit_code == 0, told.output
    (found,) = lines(opdrachten("search", "jeugdhulp", "--json", *where))
    assert found["total"] == 1
    assert len(lines(opdrachten("export", *where))) == 2
    monkeypatch.setenv("OPDRACHTEN_ENGINE", "opensearch")
    monkeypatch.setenv("OPDRACHTEN_OPENSEARCH_URLS", ",".join(house.settings.opensearch_urls))
    told = opdrachten("doctor", "--data", house.data)
    assert told.exit_code == 0, told.output
    assert "index en opslag hebben dezelfde 2 records" in told.stdout
    assert "geen generatie ouder" in opdrachten("rollback", *where).stderr
    nowhere = ["--data", house.data, "--engine", "opensearch", "--url", "http://127.0.0.1:9"]
    for command in (["search", "x"], ["export"], ["reindex", "--corpus", house.corpus]):
        told = opdrachten(*command, *nowhere)
        assert told.exit_code == 3, told.output
        assert "cluster" in told.stderr
