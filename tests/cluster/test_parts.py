"""Three machines make one generation: what they come to is what one machine alone comes to, whatever befalls them."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from app.search.request import SearchRequest
from indexer.cluster import files
from indexer.cluster.parts import finish
from indexer.cluster.parts.beginning import Place
from indexer.cluster.parts.ledger import part_of
from indexer.cluster.parts.runs import FINISH, PartBusy, part_key
from indexer.index.served import ServedError
from indexer.record import Hours, Rate, to_plain
from indexer.record import Place as At
from indexer.reindex import real_tools
from indexer.report import GateStopped
from indexer.store import document_id
from tests.cluster.nodes import Cluster
from tests.cluster.parted import LEASE, PARTS, House
from tests.indexer.twin_texts import document, pairs

DAY = dt.timedelta(days=1)
REQUESTS = (
    SearchRequest(limit=100, kind=()),
    SearchRequest(limit=100, kind=(), duplicates="show"),
    SearchRequest(q="opdracht", limit=100),
    SearchRequest(q="n1 gewijzigd", limit=100, explain=True),
    SearchRequest(sort="deadline", limit=100),
    SearchRequest(sort="rate", limit=7),
    SearchRequest(province=("Gelderland",), limit=100),
    SearchRequest(q="opdracht", status="open", sort="published", limit=100),
)


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path) -> Iterator[House]:
    house = House(cluster, tmp_path, f"parts{abs(hash(tmp_path)) % 10**8}")
    for number in range(30):
        house.put(f"n{number}", **facts(number))
    yield house
    house.close()


def post_twice(house: House) -> None:
    """Six documents become three assignments, of which the postings lie in different parts."""
    for low in (0, 5, 10):
        for number in (low, low + 15):
            house.change(f"n{number}", reference=f"R{low}")
    pairs = [
        {in_part(number, f"n{low + more}") for more in (0, 15)} for low in (0, 5, 10) for number in (1, 2, 3)
    ]
    assert {True, False} in pairs, "some twins lie apart"


def facts(number: int) -> dict[str, Any]:
    """Facts that differ from one document to the next."""
    place = (
        At("Ede", "Ede", "Gelderland") if number % 2 else At("Almelo", "Almelo", "Overijssel", ("Twente",))
    )
    return {
        "places": to_plain([place]),
        "hours": to_plain(Hours(8.0 + number, 16.0 + number)),
        "rate": to_plain(Rate(None, 70.0 + number % 4)),
        "deadline": f"2026-04-{1 + number % 20:02d}",
        "published": f"2026-03-{1 + number % 9:02d}",
        "kind": "vacancy" if number % 7 == 3 else "assignment",
    }


def assert_same_generation(house: House) -> None:
    """Records, totals, facets, order and changes, and what is told of each record."""
    here, there = house.open(house.alias), house.open(house.together)
    assert list(there.export()) == list(here.export())
    for request in REQUESTS:
        answers = [engine.search(request) for engine in (here, there)]
        for answer in answers:
            del answer["nextCursor"], answer["tookMs"]
        assert answers[1] == answers[0], request
    kinds = ("assignment", "vacancy")
    one, other = here.exchange(), there.exchange()
    assert (other.head, other.first, other.made) == (one.head, one.first, one.made)
    stretch = one.stretch(one.first, 1_000)
    assert other.stretch(other.first, 1_000) == stretch
    assert list(other.changes(stretch, kinds)) == list(one.changes(stretch, kinds))
    assert list(other.lines(kinds)) == list(one.lines(kinds))
    for record in here.export():
        assert there.whole(record["id"]) == here.whole(record["id"])
    assert there.suggest("opd", 9) == here.suggest("opd", 9)
    here.close()
    there.close()


def in_part(number: int, name: str) -> bool:
    return part_of(document_id(f"{name}.txt"), PARTS) == number


def test_parts_come_to_what_one_machine_comes_to(house: House) -> None:
    """Over nights with new, changed, moved, missing, gone, equal and unreadable documents, and twins in different parts."""
    post_twice(house)

    def night() -> None:
        house.now += DAY
        one, all_three = house.alone(), house.all_parts()
        differ = ("seconds", "generation", "judgement")
        told, expected = (
            {k: v for k, v in asdict(each).items() if k not in differ} for each in (all_three, one)
        )
        for each in (told, expected):  # equal documents in different parts are read once in each
            each["parsed or reused"] = each.pop("parsed") + each.pop("reused")
        assert told == expected
        assert all_three.judgement is not None and one.judgement is not None
        assert all_three.judgement.to_json() == one.judgement.to_json()
        assert house.serving() == all_three.generation
        assert_same_generation(house)

    night()
    assert len({record["id"] for record in house.open(house.together).export() if record["siblings"]}) == 6

    house.change("n1", text="Opdracht n1 is gewijzigd")
    house.change("n0", status="closed")
    house.rename("n2", "verhuisd")
    house.put("gelijk1", **facts(41))
    (house.corpus / "gelijk2.txt").write_bytes((house.corpus / "gelijk1.txt").read_bytes())
    (house.corpus / "stuk.txt").write_text("unreadable", encoding="utf-8")
    (house.corpus / "n4.txt").write_text("unreadable", encoding="utf-8")
    taken = house.remove("n3")
    house.remove("n6")
    night()

    house.rename("verhuisd", "verder/verhuisd") if (house.corpus / "verder").mkdir() is None else None
    house.put("n3", **taken)
    house.change("n5", reference=None)
    night()
    night()
    records = {record["file"]: record["id"] for record in house.open(house.together).export()}
    assert records["verder/verhuisd.txt"] == document_id("n2.txt"), (
        "a document keeps its id wherever it moves"
    )
    assert "n6.txt" not in records


def test_what_the_program_itself_takes_for_twins(house: House) -> None:
    """Read by the real parser and grouped by what is left of the texts, of which each machine saw but a part."""
    for path in house.corpus.iterdir():
        path.unlink()
    for number, (_, _, one, other) in enumerate(itertools.islice(pairs(), 6)):
        for side, said in (("a", one), ("b", other)):
            (house.corpus / f"{number}{side}.txt").write_text(document(said), encoding="utf-8")
    real = real_tools()
    of_program = {name: getattr(real, name) for name in ("versions", "parse", "prepare", "relate")}
    house.changed, house.changed_of_parts = of_program, of_program
    house.alone()
    house.all_parts()
    here, there = house.open(house.alias), house.open(house.together)
    exported = list(here.export())
    assert list(there.export()) == exported
    assert sum(bool(record["siblings"]) for record in exported) >= 4
    here.close()
    there.close()


def test_a_night_without_changes_leaves_the_generation(house: House) -> None:
    first = house.all_parts()
    house.now += DAY
    second = house.all_parts()
    assert (first.outcome, second.outcome) == ("switched", "unchanged")
    assert house.serving() == second.generation == first.generation
    assert (second.parsed, second.reused) == (0, 30)
    assert house.generations() == [first.generation]
    assert len(house.indices_of_parts()) == 4, "records, files, ledger and runs"


def test_a_missing_part_never_switches(house: House) -> None:
    first = house.all_parts()
    house.now += DAY
    house.put("new")
    assert house.part(1).states == {2: "absent", 3: "absent"}
    assert house.part(3).states == {2: "absent"}
    for _ in range(2):
        again = house.part(3)
        assert (again.states, again.report.outcome, again.report.parsed) == ({2: "absent"}, "waiting", 0)
    assert house.serving() == first.generation
    engine = house.open(house.together)
    assert engine.numbers(house.today) == (engine.exchange().head,) * 2, "nobody waits for what is being made"
    engine.close()
    house.now += DAY
    house.put("newer")
    report = house.all_parts()
    assert (report.outcome, report.records) == ("switched", 32), "the next night begins anew"
    assert house.generations() == [first.generation, report.generation], "what the night before left is gone"


class Killed(BaseException):
    """Ends a turn as a kill does: nothing that stands in its way is done any more."""


def test_a_part_that_died_half_way_is_done_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It had loaded its records, one of which its next turn cannot read; the alias names what one machine comes to."""
    lost = next(name for name in house.said if in_part(2, name))
    house.part(1)
    with monkeypatch.context() as patch:
        patch.setattr("indexer.cluster.parts.part._Worker._leave", _raise)
        with pytest.raises(Killed):
            house.part(2)
    assert house.serving() is None
    (house.corpus / f"{lost}.txt").write_text("unreadable", encoding="utf-8")
    assert house.part(3).states == {2: "free"}
    report = house.part(2).report
    assert (report.outcome, report.records) == ("switched", 29)
    assert len(report.set_aside) == 1
    engine = house.open(house.together)
    assert engine.record_count == len(list(engine.export())) == 29
    engine.close()


def _raise(*_: object, **__: object) -> None:
    raise Killed


STEPS = ("_put_ledger", "_publish", "_remove_others", "_obey")


@pytest.mark.parametrize("step", STEPS)
def test_who_dies_in_the_last_step_is_followed_by_any_other(
    house: House, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if step == "_put_ledger":
        post_twice(house)
    house.part(1)
    house.part(2)
    with monkeypatch.context() as patch:
        patch.setattr(finish._Last, step, _raise)
        with pytest.raises(Killed):
            house.part(3)
    assert house.serving() is None
    again = house.part(1)
    assert (again.report.outcome, again.report.records, again.states) == ("switched", 30, {})
    house.alone()
    assert_same_generation(house)


def test_one_that_died_right_after_the_switch(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.part(1)
    house.part(2)
    with monkeypatch.context() as patch:
        patch.setattr(finish, "clear", _raise)
        with pytest.raises(Killed):
            house.part(3)
    serving = house.serving()
    assert serving is not None
    assert house.part(2).report.outcome == "switched"
    assert house.generations() == [serving]
    assert len(house.indices_of_parts()) == 4


def test_two_at_one_part(house: House) -> None:
    """The second says so and leaves, while the first lives; one that gives no more signs of life is followed."""
    runs = house.place.runs
    house.part(1)
    run = runs.joined(house_wants(house), _never, _never, _never)
    with runs.claimed(run, part_key(2)) as claim:
        assert claim is not None
        with pytest.raises(PartBusy, match=r"deel 2 van run .* wordt al gedaan"):
            house.part(2)
        claim._over.set()  # as where its process was stopped: no more signs
        claim._thread.join()
        assert house.part(2).states == {3: "absent"}
        with pytest.raises(ServedError, match="overgenomen"):
            claim.done()
    with runs.claimed(run, FINISH) as claim:
        assert claim is not None
        third = house.part(3)
        assert third.states == {} and "de laatste stap" in str(third.elsewhere)
        assert house.serving() is None
    assert house.part(3).report.outcome == "switched"


def house_wants(house: House) -> Any:
    from indexer.cluster.parts.part import versions_text
    from indexer.cluster.parts.runs import Wanted

    return Wanted(PARTS, None, False, False, versions_text(house.tools_of_parts().versions()), house.now)


def _never(*_: object) -> Any:
    raise AssertionError("a run goes on")


def test_what_an_overtaken_machine_still_sends_is_refused(house: House) -> None:
    from indexer.cluster import writer
    from indexer.index.prepared import prepare
    from tests.app.search.builders import record

    house.part(1)
    house.part(2)
    index = house.place.index(house.place.runs.joined(house_wants(house), _never, _never, _never))
    late = prepare(record(document_id("n0.txt"), title="Te laat"))
    house.place.client.index(
        index=index, id=late.id, body={"id": late.id, "card": "", "text": ""},
        params={"version": 5, "version_type": "external_gte"},
    )  # fmt: skip
    with pytest.raises(ServedError, match="door een ander"):
        list(writer.send(house.place.client, index, [late], 4))
    assert list(writer.send(house.place.client, index, [late], 5)) == [1]


def test_two_that_begin_in_one_second(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slower one joins the run of the faster one, and takes away nothing of it but what it brought itself."""
    faster: list[Any] = []
    put = files.add

    def slow(*args: Any) -> None:
        put(*args)
        if not faster:
            faster.append(None)
            faster[0] = house.part(1)

    with monkeypatch.context() as patch:
        patch.setattr(files, "add", slow)
        assert house.part(2).run == faster[0].run
    assert house.part(3).report.records == 30


def test_all_at_once(house: House) -> None:
    """None begins a run of its own, and exactly one takes the last step."""
    turns: list[Any] = []

    def work(number: int) -> None:
        turns.append(house.part(number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, PARTS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({turn.run for turn in turns}) == 1
    assert [turn.report.outcome for turn in turns].count("switched") == 1
    house.alone()
    assert_same_generation(house)


def test_the_gate_judges_the_whole(house: House) -> None:
    """A part that lost all its documents is stopped; ``force`` switches without anything being read again."""
    first = house.all_parts()
    house.now += DAY
    for name in [name for name in house.said if in_part(2, name)]:
        house.remove(name)
    house.changed_of_parts["grace_nights"] = 0
    house.part(1)
    house.part(2)
    with pytest.raises(GateStopped) as stopped:
        house.part(3)
    assert stopped.value.report.judgement.before.records == 30  # type: ignore[union-attr]
    assert house.serving() == first.generation
    forced = house.part(2, force=True).report
    assert (forced.outcome, forced.judgement.verdict) == ("switched", "overruled")  # type: ignore[union-attr]
    assert house.serving() == forced.generation != first.generation


def test_what_the_gate_stopped_is_begun_anew_without_force(house: House) -> None:
    house.all_parts()
    house.now += DAY
    taken = [(name, house.remove(name)) for name in list(house.said)[:12]]
    house.changed_of_parts["grace_nights"] = 0
    house.put("new")
    house.part(1)
    house.part(2)
    with pytest.raises(GateStopped):
        house.part(3)
    for name, said in taken:
        house.put(name, **said)
    report = house.all_parts()
    assert (report.outcome, report.records, report.parsed) == ("switched", 31, 0), (
        "what was read is not read again"
    )


WRONG: tuple[tuple[str, Callable[[House], Any]], ...] = (
    ("in 3 delen, niet in 4", lambda house: house.part(2, of=4)),
    ("zonder --full", lambda house: house.part(2, full=True)),
    ("andere versie", lambda house: _of_another_parser(house)),
)


def _of_another_parser(house: House) -> Any:
    house.parser = "p2"
    return house.part(2)


@pytest.mark.parametrize(("told", "turn"), WRONG)
def test_a_part_of_something_else(house: House, told: str, turn: Callable[[House], Any]) -> None:
    house.part(1)
    with pytest.raises(ServedError, match=told):
        turn(house)


def test_runs_by_name(house: House) -> None:
    assert house.part(1, name="maandag").run == "maandag"
    assert house.part(2).run == "maandag", "one that goes on is joined"
    assert house.part(1, name="dinsdag").states == {2: "absent", 3: "absent"}
    house.part(2, name="dinsdag")
    assert house.part(3, name="dinsdag").report.outcome == "switched"


def test_machines_may_change_their_parts_and_be_new(house: House) -> None:
    """All that a night needs of the nights before is in the cluster: what is not at hand is fetched, not read again."""
    house.all_parts()
    house.now += DAY
    house.put("new")
    house.machines = [house.home / f"other{number}" for number in range(4)]
    turns = [house.part(number, of=4) for number in range(1, 5)]
    assert (turns[-1].report.outcome, turns[-1].report.parsed, turns[-1].report.records) == (
        "switched",
        1,
        31,
    )


def test_an_index_of_one_machine_is_taken_over_and_not_given_back(house: House) -> None:
    house.alone()
    house.rename("n2", "verhuisd")
    house.now += DAY
    expected = house.alone()
    house.now += DAY
    house.place, house.together = Place(house.place.client, house.alias, 1, LEASE), house.alias
    house.machines = [house.data] * PARTS
    report = house.all_parts()
    assert (report.outcome, report.parsed, report.records) == ("unchanged", 0, expected.records)
    with pytest.raises(ServedError, match="--part"):
        house.alone()
    house.put("new")
    assert house.all_parts().parsed == 1
