"""Records made for tests: single ones by hand, and reproducible random sets of them."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from indexer.exchange.log import ChangeLog
from indexer.exchange.told import told_of
from indexer.index.generations import Generations, Sentinel, write_sentinel
from indexer.index.schema import SCHEMA_VERSION
from indexer.record import Competency, Hours, Place, Rate, Record
from tests.indexer.index.writing import write_index

TODAY = dt.date(2026, 3, 10)

PLACES = (
    Place("Vriezenveen", "Twenterand", "Overijssel", ("Twente",), 52.4083, 6.6222),
    Place("Almelo", "Almelo", "Overijssel", ("Twente",), 52.3567, 6.6625),
    Place("Apeldoorn", "Apeldoorn", "Gelderland", ("Veluwe", "Stedendriehoek"), 52.2112, 5.9699),
    Place("Utrecht", "Utrecht", "Utrecht", (), 52.0907, 5.1214),
    Place("'s-Gravenhage", "'s-Gravenhage", "Zuid-Holland", ("Haaglanden",), 52.0705, 4.3007),
    Place("Sneek", "Súdwest-Fryslân", "Fryslân", ("Fryslân",), 53.0328, 5.6600),
    Place("Onbekend", None, "Drenthe", (), None, None),
)
COMPETENCIES = (
    Competency("procesbegeleiding", "Procesbegeleiding", "vaardigheid"),
    Competency("skj", "SKJ-registratie", "registratie"),
    Competency("schuldhulpverlening", "Schuldhulpverlening", "vakgebied"),
    Competency("rijbewijs-b", "Rijbewijs B", "overig", required=False),
)
ORGANISATIONS = ("Gemeente Twenterand", "Gemeente Apeldoorn", "Stichting Noorderlicht", "Jeugdzorg De Brug")
TITLES = (
    "Jongerenwerker",
    "Procesbegeleider",
    "Consulent jeugd",
    "Wmo-consulent",
    "Beleidsadviseur jeugdzorg",
    "Schuldhulpverlener",
)
WORDS = (
    "gemeente jongeren wijk begeleiding gezin team ervaring aanpak huishoudens schulden beleid project "
    "samenwerking onderwijs ondersteuning zorg jeugd kinderen ouders wonen werk inkomen participatie"
).split()


def record(id: str, **values: Any) -> Record:
    """An assignment with the given attributes; everything else unknown."""
    return Record(**{"id": id, "file": f"{id}.txt", "kind": "assignment", **values})


def random_records(count: int, seed: int, *, hidden: float = 0.0) -> list[Record]:
    """Records over all fields, with gaps, open ranges, several places and many equal values. The share ``hidden`` of them
    gives way to another posting of the same assignment.
    """
    chance = random.Random(seed)
    numbers = chance.sample(range(10_000), count)
    return [_random_record(chance, f"r{number:04d}", hidden) for number in numbers]


def _random_record(chance: random.Random, id: str, hidden: float) -> Record:
    maybe = chance.random
    text = " ".join(chance.choices(WORDS, k=chance.randint(5, 60))).capitalize() + "."
    return record(
        id,
        kind=chance.choice(("assignment", "assignment", "assignment", "vacancy", "article")),
        title=chance.choice(TITLES) if maybe() < 0.9 else None,
        organisation=chance.choice(ORGANISATIONS) if maybe() < 0.7 else None,
        places=tuple(chance.sample(PLACES, chance.choice((0, 1, 1, 1, 2, 3)))),
        remote=chance.choice(("onsite", "hybrid", "remote", None)),
        hours=Hours(*_random_range(chance, (8, 12, 16, 20.5, 24, 32, 36, 40))),
        rate=Rate(*_random_range(chance, (49.5, 60, 75, 80, 83.95, 90, 105, 110, 130))),
        duration_months=chance.choice((None, 1.5, 3, 6, 9.5, 12, 24, 30)),
        start_date=_random_day(chance),
        published=_random_day(chance),
        deadline=_random_day(chance),
        end_date=_random_end(id),
        status=chance.choice((None, None, "open", "closed")),
        contract_forms=tuple(chance.sample(("zzp", "detachering", "loondienst"), chance.randint(0, 2))),
        education=chance.choice(("mbo", "hbo", "wo", None)),
        competencies=tuple(chance.sample(COMPETENCIES, chance.randint(0, 3))),
        text=text,
        summary=text[:60],
        primary=not hidden or maybe() >= hidden,
    )


def _random_range(chance: random.Random, figures: Sequence[float]) -> tuple[float | None, float | None]:
    low, high = sorted(chance.choices(figures, k=2))
    return chance.choice(((None, None), (low, low), (low, high), (low, high), (None, high), (low, None)))


def _random_day(chance: random.Random) -> dt.date | None:
    return None if chance.random() < 0.25 else TODAY + dt.timedelta(days=chance.randint(-20, 20))


def _random_end(id: str) -> dt.date | None:
    """The last day of the work of a third. Drawn apart, so that all else of a record is what it is without."""
    chance = random.Random(f"end of {id}")
    return _random_day(chance) if chance.random() < 0.33 else None


def write_log(data_dir: Path, building: Path, records: Iterable[Record]) -> None:
    """Put what is told of the records in a generation, as a night run would; now is the morning of :data:`TODAY`."""
    with closing(sqlite3.connect(data_dir / "told.sqlite")) as database:
        database.execute("CREATE TABLE IF NOT EXISTS documents (id TEXT, digest TEXT)")
        database.execute("DELETE FROM documents")
        log = ChangeLog(database, dt.datetime.combine(TODAY, dt.time(3), dt.UTC))
        for each in sorted(records, key=lambda each: each.id):
            database.execute("INSERT INTO documents VALUES (?, '')", (each.id,))
            log.see(told_of(each))
        log.settle()
        log.write(building)
        database.commit()


def publish(data_dir: Path, records: Iterable[Record]) -> Path:
    """Write the records as a new current generation under ``data_dir``, with its log, and return its directory."""
    generations = Generations(data_dir)
    building = generations.new()
    records = list(records)
    count = write_index(building, records, TODAY)
    write_log(data_dir, building, records)
    write_sentinel(
        building, Sentinel(SCHEMA_VERSION, "1", "1", None, count, "digest", "2026-03-10T03:00:00Z")
    )
    return generations.publish(building)
