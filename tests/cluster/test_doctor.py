"""Every illness of an index in a cluster: told with how to mend it, with which status, and gone after the repair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.commands import care
from indexer.cluster import files, ward
from indexer.cluster.parts import doctor as parts_doctor
from indexer.cluster.parts import finish
from indexer.cluster.parts.beginning import LEDGER
from indexer.cluster.parts.runs import FINISH, part_key
from indexer.cluster.served import InCluster, index_name
from indexer.index.generations import SENTINEL
from indexer.index.writer import VOCABULARY
from tests.app.commands.running import lines, opdrachten
from tests.cluster.looked_after import SPARE, generations, mended, night, settle, wrong
from tests.cluster.nodes import Cluster
from tests.cluster.parted import PARTS, House

NOBODY = {"index.routing.allocation.require._name": "nobody"}


@pytest.fixture(scope="module")
def house(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two nights old; each test leaves it as well as it found it."""
    home = tmp_path_factory.mktemp("doctor")
    house = House(cluster, home, f"doctor{abs(hash(home)) % 10**8}")
    house.now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    (house.corpus / "stuk.txt").write_text("unreadable", encoding="utf-8")
    night(house)
    house.put("new")
    night(house)
    yield house
    house.close()


@pytest.fixture(autouse=True)
def surroundings(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The commands look after the index of this house, for which its versions count as those installed."""
    settle(house, house.together, monkeypatch)
    yield
    for index in (f"{index_name(house.together, SPARE)}*", f"{house.together}-*-dead"):
        house.client.indices.delete(index=index)  # a test that failed leaves the others alone


def spare(house: House) -> str:
    """A whole generation more, older than all others; returns the index of its records."""
    serving = house.serving()
    assert serving is not None
    index, source = (index_name(house.together, name) for name in (SPARE, serving))
    house.client.indices.create(index=index, body={"settings": {"number_of_replicas": 0}})
    for row in house.client.search(index=source, size=100)["hits"]["hits"]:
        house.client.index(index=index, id=row["_id"], body=row["_source"])
    house.client.indices.refresh(index=index)
    names = [row["_source"]["name"] for row in house.client.search(index=f"{source}-files")["hits"]["hits"]]
    content = {name: files.get(house.client, f"{source}-files", name) for name in names}
    files.put(house.client, f"{index}-files", content)
    return index


def test_a_healthy_index(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    serving = house.serving()
    first, second = generations()
    assert first.endswith(" 8 documenten") and second.endswith(" 9 documenten  in gebruik")
    assert second.startswith(f"{serving}  {house.now:%Y-%m-%dT%H:%M:%SZ}"), "as on one machine"
    result = opdrachten("doctor")
    assert result.exit_code == 0, result.output
    assert f"goed      generatie {serving} is in het cluster in gebruik en heel" in result.stdout
    assert "goed      index en opslag hebben dezelfde 9 records" in result.stdout
    assert "Niet leesbaar:\n  stuk.txt: " in result.stdout
    assert "andere versie" not in result.stdout
    (found,) = lines(opdrachten("doctor", "--json", "--repair"))
    assert found["healthy"] is True
    assert [one["file"] for one in found["setAside"]] == ["stuk.txt"]  # type: ignore[attr-defined]
    monkeypatch.undo()
    settle(house, house.together, monkeypatch)
    monkeypatch.setattr(care, "versions_for", lambda settings: replace(house.tools().versions(), parser="p9"))
    result = opdrachten("doctor")
    assert (result.exit_code, "door een andere versie gemaakt (de leesregels)" in result.stdout) == (0, True)


def test_a_cluster_that_does_not_answer(house: House) -> None:
    nowhere = ("--url", "http://127.0.0.1:9")
    told = opdrachten("generations", *nowhere)
    assert (told.exit_code, told.stderr) == (3, opdrachten("rollback", *nowhere).stderr)
    assert "het cluster is niet te bereiken" in told.stderr
    told = opdrachten("doctor", *nowhere)
    assert "het cluster is niet te bereiken" in wrong(told) and "kijk of de knopen draaien" in wrong(told)


def test_none_serves(house: House) -> None:
    serving = house.serving()
    house.client.indices.delete_alias(index=f"{house.together}-*", name=house.together)
    assert not any(row.endswith("in gebruik") for row in generations())
    told = wrong(opdrachten("doctor"))
    assert "er is in het cluster geen generatie in gebruik" in told
    assert f"ga terug naar {serving}: opdrachten doctor --repair" in told
    assert house.serving() is None
    mended("geen generatie in gebruik")
    assert house.serving() == serving


def test_a_damaged_generation_serves(house: House) -> None:
    whole = house.serving()
    index = spare(house)
    InCluster(house.client, house.together, 1).switch(Path(SPARE))
    assert opdrachten("doctor").exit_code == 0, "an older one serves: the next run makes another"
    house.client.delete(index=f"{index}-files", id=f"{VOCABULARY}/0", refresh=True)
    told = wrong(opdrachten("doctor"))
    assert f"generatie {SPARE} is in gebruik en beschadigd: stuk 0 van {VOCABULARY}" in told
    mended(f"generatie {SPARE} is in gebruik en beschadigd", f"generatie {SPARE} is beschadigd")
    assert house.serving() == whole
    assert SPARE not in house.generations()


def test_another_generation_is_damaged(house: House) -> None:
    """In more and more ways; the last way is mended."""
    index = spare(house)
    assert opdrachten("doctor").exit_code == 0
    beside, client = f"{index}-files", house.client
    (gone, *_) = client.search(index=index)["hits"]["hits"]
    client.delete(index=index, id=gone["_id"], refresh=True)
    assert f"generatie {SPARE} is beschadigd: zij telt 8 documenten en niet 9" in wrong(opdrachten("doctor"))
    client.indices.close(index=index)
    client.cluster.health(index=index, wait_for_status="green")
    assert "weigert te antwoorden (index_closed_exception)" in wrong(opdrachten("doctor"))
    client.index(index=beside, id=f"{SENTINEL}/0", refresh=True, body={
        "name": SENTINEL, "piece": 0, "pieces": "1", "data": "bm9uc2Vucw==",
    })  # fmt: skip
    assert f"{SENTINEL} in {beside} is beschadigd" in wrong(opdrachten("doctor"))
    told = opdrachten("generations")
    assert (told.exit_code, len(told.stdout.splitlines())) == (0, 2)
    client.indices.delete(index=beside)
    told = opdrachten("doctor")
    assert f"generatie {SPARE} is beschadigd: zij is nooit afgemaakt, of haar bestanden zijn weg" in wrong(
        told
    )
    assert "opdrachten doctor --repair ruimt haar op" in wrong(told)
    mended(f"generatie {SPARE} is beschadigd")
    assert SPARE not in house.generations()


def test_shards_and_copies_that_are_missing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may come back with a node is not removed; what was made just now is not seen as without copies."""
    client, serving = house.client, index_name(house.together, str(house.serving()))
    client.indices.put_settings(
        index=serving, body={"index": {"auto_expand_replicas": "false", "number_of_replicas": 5}}
    )
    monkeypatch.setattr(ward, "COPYING_SECONDS", 3_600)
    assert "niet elke kopie is er" not in opdrachten("doctor").stdout
    monkeypatch.setattr(ward, "COPYING_SECONDS", 0)
    told = opdrachten("doctor")
    assert told.exit_code == 0, told.output
    (missing,) = [
        row for row in told.stdout.splitlines() if row.startswith("let op    niet elke kopie is er")
    ]
    assert serving in missing
    client.indices.put_settings(index=serving, body={"index": {"auto_expand_replicas": "0-1"}})
    red = {
        index_name(house.together, SPARE): f"generatie {SPARE} is beschadigd: een deel (shard) ontbreekt",
        f"{house.together}-run-dead": f"een deel (shard) ontbreekt van {house.together}-run-dead",
    }
    for index in red:
        client.indices.create(index=index, body={"settings": NOBODY}, params={"wait_for_active_shards": "0"})
    for arguments in ((), ("--repair",)):
        told = wrong(opdrachten("doctor", *arguments))
        assert all(words in told for words in red.values())
        assert "-> start de knoop die uitviel" in told
    whole = house.serving()
    InCluster(client, house.together, 1).switch(Path(SPARE))
    told = wrong(opdrachten("doctor"))
    assert f"-> start de knoop die uitviel, of ga terug naar {whole}: opdrachten doctor --repair" in told
    result = opdrachten("doctor", "--repair")
    assert f"hersteld  generatie {SPARE} is in gebruik en beschadigd" in result.stdout
    assert (house.serving(), SPARE in house.generations()) == (whole, True)
    client.indices.delete(index=",".join(red))
    client.indices.put_settings(index=serving, body={"index.blocks.read_only_allow_delete": True})
    told = wrong(opdrachten("doctor"))
    assert "niet meer schrijven: de schijf van een knoop is vol" in told and "maak daar ruimte vrij" in told
    client.indices.put_settings(index=serving, body={"index.blocks.read_only_allow_delete": None})
    assert wrong(opdrachten("doctor")) == ""


def test_it_is_lost_who_is_at_what(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is repaired then: a run may go on."""
    monkeypatch.setattr(ward, "FRESH_SECONDS", 0)
    client, runs = house.client, house.place.runs
    client.indices.refresh(index=runs.index)
    known = {row["_id"]: row["_source"] for row in client.search(index=runs.index)["hits"]["hits"]}
    client.indices.delete(index=runs.index)
    client.indices.create(index=runs.index, body={"settings": NOBODY}, params={"wait_for_active_shards": "0"})
    beside = f"{index_name(house.together, SPARE)}-files"
    client.indices.create(index=beside)
    for arguments in ((), ("--repair",)):
        told = opdrachten("doctor", *arguments)
        assert f"een deel (shard) ontbreekt van {runs.index}" in wrong(told)
        assert f"goed      generatie {house.serving()} is" in told.stdout
    assert client.indices.exists(index=beside)
    client.indices.delete(index=f"{runs.index},{beside}")
    runs.prepare()
    for name, content in known.items():
        runs.write(name, content, {})


def test_leftovers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is fresh may be of a run that just begins."""
    dead = [
        f"{house.together}-run-dead",
        f"{house.together}-ledger-dead",
        f"{index_name(house.together, SPARE)}-files",
    ]
    for index in (*dead, f"{house.together}-anders"):
        house.client.indices.create(index=index)
    assert wrong(opdrachten("doctor", "--repair")) == ""
    monkeypatch.setattr(ward, "FRESH_SECONDS", 0)
    told = wrong(opdrachten("doctor"))
    assert (
        "een afgebroken run liet resten achter" in told and "opdrachten doctor --repair ruimt ze op" in told
    )
    assert all(index in told for index in dead)
    mended("resten")
    assert not {*dead} & {*house.indices_of_parts()}
    house.client.indices.delete(index=f"{house.together}-anders")  # somebody else's is not touched


class Killed(BaseException):
    """Ends a turn as a kill does."""


def _raise(*_: object, **__: object) -> None:
    raise Killed


def test_a_run_that_is_not_done(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    serving, indices = house.serving(), house.indices_of_parts()
    house.now += dt.timedelta(seconds=1)
    house.part(1)
    runs = house.place.runs
    run = runs.last()
    assert run is not None
    told = wrong(opdrachten("doctor"))
    assert (
        f"run {run.name} is nog niet klaar: deel 1 klaar, deel 2 niet begonnen, deel 3 niet begonnen" in told
    )
    assert "opdrachten reindex --part 2/3, opdrachten reindex --part 3/3" in told
    listed = opdrachten("generations")
    assert len(listed.stdout.splitlines()) == 2, "one that is not done is not listed"
    assert wrong(opdrachten("doctor", "--repair")) == told, "it can be finished, and is left as it is"
    waits = "let op    run {} is nog niet klaar: deel 1 klaar, deel 2 bezig op "
    with runs.claimed(run, part_key(2)) as claim:
        assert claim is not None
        result = opdrachten("doctor")
        assert (result.exit_code, waits.format(run.name) in result.stdout) == (0, True), result.output
        result = opdrachten("doctor", "--repair")
        assert result.exit_code == 4, result.output
        assert (
            f"deel 2 van run {run.name} wordt al gedaan" in result.stderr
            and "niets hersteld" in result.stderr
        )
        claim._over.set()  # as where its process was killed: no more signs
        claim._thread.join()
        assert "deel 2 afgebroken" in wrong(opdrachten("doctor"))
        assert "deel 2 afgebroken" in wrong(opdrachten("doctor", "--repair"))
    runs.end(run, "stopped")
    told = wrong(opdrachten("doctor"))
    assert f"run {run.name} is tegengehouden door de kwaliteitscontrole" in told
    assert "opdrachten reindex --part 1/3 --force;" in told
    monkeypatch.setattr(care, "versions_for", lambda settings: replace(house.tools().versions(), parser="p9"))
    assert "met een andere versie van het programma" in opdrachten("doctor").stdout
    monkeypatch.setattr(care, "versions_for", lambda settings: house.tools().versions())
    runs.end(run, "open")
    with monkeypatch.context() as patch:
        patch.setattr(finish._Last, "make", _raise)
        house.part(2)
        with pytest.raises(Killed):
            house.part(3)
    told = wrong(opdrachten("doctor"))
    assert f"van run {run.name} zijn alle delen klaar, maar de laatste stap is afgebroken" in told
    assert "doet alleen die stap: opdrachten reindex --part 1/3" in told
    with runs.claimed(run, FINISH):
        result = opdrachten("doctor")
        assert (result.exit_code, "de laatste stap bezig op" in result.stdout) == (0, True), result.output
        assert opdrachten("doctor", "--repair").exit_code == 4
    monkeypatch.setattr(parts_doctor, "NIGHT", dt.timedelta(0))
    told = wrong(opdrachten("doctor"))
    assert f"run {run.name} kwam nooit af" in told and f"--part 1/3 --run {run.name}" in told
    mended("kwam nooit af")
    assert (house.serving(), house.indices_of_parts()) == (serving, indices)


def test_a_run_that_cannot_be_finished(house: House) -> None:
    house.now += dt.timedelta(seconds=1)
    house.part(1)
    run = house.place.runs.last()
    assert run is not None
    house.client.indices.delete(index=house.place.beside(run))
    told = wrong(opdrachten("doctor"))
    assert (
        f"run {run.name} kan niet meer worden afgemaakt: wat de delen van elkaar moeten weten is weg" in told
    )
    mended("kan niet meer worden afgemaakt")
    assert night(house).outcome == "unchanged", "the next run begins anew"


def _garbage(house: House, index: str) -> None:
    files.put(house.client, index, {LEDGER: b"no database" * 100})


def _of_a_later_program(house: House, index: str) -> None:
    path = house.home / "later.sqlite"
    path.write_bytes(files.get(house.client, index, LEDGER))
    import sqlite3

    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 999")
    files.put(house.client, index, {LEDGER: path.read_bytes()})


def test_the_ledger_is_damaged(house: House) -> None:
    index = house.place.runs.ledger()
    assert index is not None
    kept = files.get(house.client, index, LEDGER)
    _of_a_later_program(house, index)
    told = wrong(opdrachten("doctor", "--repair"))
    assert "van versie 999" in told and "gebruik het programma waarmee zij gemaakt is" in told
    _garbage(house, index)
    told = wrong(opdrachten("doctor"))
    assert "de lijst van documenten in het cluster is niet te gebruiken" in told
    mended("de lijst van documenten")
    assert "geen lijst van documenten" in opdrachten("doctor").stdout
    house.machines = [house.home / f"fresh{number}" for number in range(PARTS)]
    report = night(house)
    assert (report.parsed, report.records) == (9, 9), "all is read anew"
    assert opdrachten("doctor").exit_code == 0
    assert files.get(house.client, str(house.place.runs.ledger()), LEDGER) != kept
