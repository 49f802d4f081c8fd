"""After thirty random nights that read and prepare only what changed, the index is byte for byte that of a run that does
everything anew, and every search is answered the same.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.search.engine import Engine
from app.search.request import SearchRequest
from indexer.index.generations import Generations
from indexer.index.writer import AS_OF, CARDS, OFFSETS, TEXTS, VOCABULARY
from indexer.kept import Kept
from indexer.record import to_json
from indexer.store import Store
from indexer.zstandard import zstd
from tests.app.api.nights import House
from tests.app.search.builders import random_records

NIGHTS = 30
SEARCHES = (
    "q=jongeren+begeleiding",
    "q=schuldhulpverlener&explain=true",
    "q=gemeente+-xyz&province=Overijssel&facets=gemeente,competency,hours,rate",
    "q=begelieding",
    "sort=deadline&status=open",
    "sort=rate&rateMin=70",
    "near=Almelo&radiusKm=40&sort=distance",
    "q=wijk*&kind=assignment&duplicates=show",
)


def _said(chance: random.Random, number: int) -> dict[str, Any]:
    """What a document says: a random record, now and then one of a group of postings of one assignment."""
    plain = to_json(random_records(1, seed=number)[0], with_text=True)
    plain["reference"] = chance.choice([None, None, f"R{chance.randrange(12)}"])
    return {name: value for name, value in plain.items() if name not in ("id", "file")}


def _night(house: House, chance: random.Random, number: int) -> None:
    for extra in range(4):
        house.put(f"nieuw{number:02d}{extra}", **_said(chance, 10 * number + extra))
    names = sorted(house.said)
    chance.shuffle(names)
    if len(names) > 12:
        house.remove(names.pop())
        house.put(names.pop(), **_said(chance, 1_000 + number))
        house.rename(names.pop(), f"hernoemd{number:02d}")
        twin = names.pop()
        house.put(f"kopie{number:02d}", **house.said[twin])
        (house.corpus / f"{names.pop()}.txt").touch()
    house.run()
    house.now += dt.timedelta(days=1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("house"))
    chance = random.Random(5)
    for number in range(NIGHTS):
        _night(house, chance, number)
    for _ in range(2):  # what has gone from the corpus may be kept for a night
        house.run()
        house.now += dt.timedelta(days=1)
    return house


def _anew(house: House, home: Path, *, from_nothing: bool) -> House:
    """The same corpus in another house, its index made by a run that takes nothing over from an earlier one."""
    other = House(home, now=house.now, said=house.said)
    shutil.copytree(house.corpus, other.corpus, dirs_exist_ok=True)
    if not from_nothing:  # who is who is known from the nights before
        shutil.copytree(house.data, other.data)
        with Store(other.data / "store.sqlite") as store:
            Kept(store.database)
            for table in ("prepared", "marks"):
                store.database.execute(f"DELETE FROM {table}")
            store.commit()
    other.run(full=True)
    return other


def _files(house: House) -> dict[str, bytes]:
    """All but the day of the index: a night in which nothing changed leaves that of the night before."""
    current = Generations(house.data).current()
    assert current is not None
    read = {name: (current / name).read_bytes() for name in (CARDS, TEXTS, OFFSETS, VOCABULARY)}
    vocabulary = orjson.loads(read[VOCABULARY])
    del vocabulary[AS_OF]
    return {**read, VOCABULARY: orjson.dumps(vocabulary)}


def _answers(house: House) -> list[dict[str, Any]]:
    engine = Engine(house.data, today=lambda: house.today)
    try:
        found = [engine.search(SearchRequest.from_query(_pairs(search))) for search in SEARCHES]
    finally:
        engine.close()
    for answer in found:
        del answer["tookMs"]
        answer["nextCursor"] = bool(answer["nextCursor"])  # it names the generation
    return found


def _pairs(search: str) -> list[tuple[str, str]]:
    return [
        (name, value.replace("+", " ")) for name, value in (part.split("=") for part in search.split("&"))
    ]


def test_what_nights_build_is_what_a_full_run_builds(house: House, tmp_path: Path) -> None:
    other = _anew(house, tmp_path / "other", from_nothing=False)
    assert _files(other) == _files(house)
    answers = _answers(house)
    assert _answers(other) == answers
    assert all(answer["total"] for answer in answers), [answer["total"] for answer in answers]


def test_what_nights_build_is_what_a_run_from_nothing_builds_but_for_the_ids(
    house: House, tmp_path: Path
) -> None:
    other = _anew(house, tmp_path / "other", from_nothing=True)

    def told(where: House) -> dict[str, dict[str, Any]]:
        engine = Engine(where.data, today=lambda: where.today)
        try:
            return {
                r["file"]: {**r, "id": None, "primary": None, "siblings": len(r["siblings"])}
                for r in engine.export()
            }
        finally:
            engine.close()

    assert told(other) == told(house)
    assert len(told(house)) == len(house.said)


def test_a_night_prepares_only_what_changed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the run's own process; the document that changed is made ready by the process that parses it."""
    made: list[str] = []
    anew = Kept._anew

    def counted(self: Kept, id: str, *rest: Any) -> Any:
        made.append(id)
        return anew(self, id, *rest)

    monkeypatch.setattr(Kept, "_anew", counted)
    house.put("nog een", title="Nog een", text="Opdracht nog een")
    report = house.run()
    assert (report.parsed, report.built, made) == (1, True, [])


def _tallies(database: sqlite3.Connection) -> list[bytes]:
    return [words for (words,) in database.execute("SELECT words FROM prepared_tally")]


def test_nights_add_to_the_tally_of_words_what_counting_all_of_them_gives(house: House) -> None:
    with Store(house.data / "store.sqlite") as store:
        (kept,) = _tallies(store.database)
        counts = orjson.loads(zstd.decompress(kept))
        assert len(counts) > 20
        store.database.execute("DELETE FROM prepared_tally")
        assert Kept(store.database).tally().counts == counts


def test_the_tally_falls_with_the_first_row_that_is_not_as_it_was(house: House) -> None:
    changes = (
        "UPDATE prepared SET data = x'00' WHERE id = ?",
        "DELETE FROM prepared WHERE id = ?",
        "INSERT OR REPLACE INTO prepared SELECT id, made_of, data FROM prepared WHERE id = ?",
    )
    for change in changes:
        with Store(house.data / "store.sqlite") as store:  # which forgets what follows
            Kept(store.database)
            assert len(_tallies(store.database)) == 1
            store.database.execute(change, (store.ids()[0],))
            assert _tallies(store.database) == []


def test_words_that_are_damaged_are_read_from_the_record_again(house: House) -> None:
    with Store(house.data / "store.sqlite") as store:
        kept = Kept(store.database)
        list(kept.all({}))  # all of them without siblings
        whole = dict(kept.tally().counts)
        for id in store.ids()[:3]:
            query = "SELECT data FROM prepared WHERE id = ?"
            (data,) = store.database.execute(query, (id,)).fetchone()
            damaged = data[:4] + b"\xff" * 8 + data[12:]
            store.database.execute("UPDATE prepared SET data = ? WHERE id = ?", (damaged, id))
        again = Kept(store.database)
        assert len(list(again.all({}))) == len(store.ids())
        assert again.tally().counts == whole


def test_what_is_kept_but_damaged_is_made_anew(house: House) -> None:
    with Store(house.data / "store.sqlite") as store:
        ids = store.ids()[:3]
        for id in ids:
            store.database.execute("UPDATE prepared SET data = x'00' WHERE id = ?", (id,))
        store.commit()
    before = _files(house)
    house.run(full=False)
    house.put("en nog een", title="En nog een", text="Opdracht en nog een")
    house.run()
    after = _files(house)
    lines = set(before[CARDS].splitlines())
    assert lines < set(after[CARDS].splitlines())
