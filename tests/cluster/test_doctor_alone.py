"""Illnesses of an index in a cluster that one machine makes: its data directory and the cluster may differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.cluster.served import InCluster, index_name, runs_index
from indexer.index.generations import Generations
from indexer.reindex import exclusive
from tests.app.commands.running import opdrachten
from tests.cluster.looked_after import SPARE, generations, mended, settle, wrong
from tests.cluster.nodes import Cluster
from tests.cluster.parted import House

Harm = Callable[[House], None]


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path) -> Iterator[House]:
    house = House(cluster, tmp_path, "lookedafter")
    house.now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    (house.corpus / "stuk.txt").write_text("unreadable", encoding="utf-8")
    yield house
    house.close()


def _no_alias(house: House) -> None:
    house.client.indices.delete_alias(index=f"{house.alias}-*", name=house.alias)


def _older(house: House) -> None:
    InCluster(house.client, house.alias, 1).switch(Path(min(house.known())))


def _unknown(house: House) -> None:
    house.client.indices.create(index=index_name(house.alias, SPARE))


def _absent(house: House) -> None:
    for index in house.client.indices.get(index=f"{index_name(house.alias, min(house.known()))}*"):
        house.client.indices.delete(index=index)


def _damaged(house: House) -> None:
    house.client.indices.delete(index=f"{index_name(house.alias, max(house.known()))}-files")
    _older(house)


ALONE: tuple[tuple[Harm, str], ...] = (
    (_no_alias, "in het cluster is geen enkele generatie in gebruik, en de map noemt"),
    (_older, "in gebruik, en de map noemt"),
    (_unknown, f"een afgebroken run liet in het cluster resten achter: {SPARE}"),
    (_absent, "staat niet in het cluster"),
    (_damaged, "en die is daar niet heel"),
)


def test_an_index_of_one_machine(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each illness is told from here, left alone by a repair from elsewhere or during a run, and mended from here."""
    settle(house, house.alias, monkeypatch)
    for number in range(3):
        house.change("n1", title=f"Opdracht {number}")
        house.alone()
    assert [row.endswith("in gebruik") for row in generations()] == [False, False, True]
    result = opdrachten("doctor")
    assert (result.exit_code, "let op    1 document is niet leesbaar" in result.stdout) == (0, True), (
        result.output
    )
    for harm, told in ALONE:
        harm(house)
        assert told in wrong(opdrachten("doctor"))
        if harm is _unknown:
            elsewhere = opdrachten("doctor", "--repair", "--data", tmp_path)
            assert "kent geen van de generaties in het cluster" in elsewhere.stdout
            with exclusive(house.data):
                assert opdrachten("doctor", "--repair").exit_code == 4
                assert SPARE not in opdrachten("doctor").stdout, "a run may be making it"
        mended(told)
        current = Generations(house.data).current()
        assert current is not None and house.known()[current.name]
        assert [path.name for path in Generations(house.data).complete()] == [*house.known()]
    ledger = f"{house.alias}-ledger-0"
    house.client.indices.create(index=ledger)
    told = wrong(opdrachten("doctor", "--repair"))
    assert f"{runs_index(house.alias)} is weg; er is nog {ledger}" in told
    assert house.client.indices.exists(index=ledger)
    told = wrong(opdrachten("doctor", "--url", "http://127.0.0.1:9"))
    assert "het cluster is niet te bereiken" in told
    assert not house.client.indices.exists(index=runs_index(house.alias)), "looking makes nothing"
