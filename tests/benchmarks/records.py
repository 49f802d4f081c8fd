"""Made-up records by the thousand: an assignment's text and, beside it, what a parser would read from it.

The same number gives the same record on every machine, whichever others are made. Ids ascend with the number, so that an index
can be written while records are made and a million of them never lie in memory. What is stated follows the shape of real
collections: towns by their inhabitants, competencies and organisations by rank (Zipf), some fields often left out.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from indexer.knowledge import places
from indexer.knowledge.competencies import competencies
from indexer.record import Competency, Evidence, Hours, Kind, Place, Rate, Record, Sibling
from tests.benchmarks.assignments import (
    FIELDS,
    FIRST_DAY,
    LEAST_WORDS,
    MOST_WORDS,
    ROLES,
    WISHES,
    prose,
    written_date,
)

TWINS_EVERY = 50
"""Of so many records one is another posting of the record before it, and hidden."""
_DAYS = 600
_FACT_WORDS = 60
_KINDS: tuple[tuple[Kind, ...], tuple[int, ...]] = (
    ("assignment", "vacancy", "article", "other"),
    (94, 4, 1, 1),
)
_HOUSES = (
    "Noorderlicht Zonnehoek Waterkant Merelhof Lindelaan Kompas Windroos Sleutel Horizon Wilgenhof".split()
)
_SORTS = ("Stichting", "Welzijn", "Jeugdhulp", "Zorggroep", "Buurtteams", "Werkbedrijf")
_HOURS_STEPS, _HOURS_WEIGHTS = (8, 12, 16, 20, 24, 28, 32, 36, 40), (4, 4, 10, 8, 20, 8, 22, 18, 6)
_MONTHS = (1, 2, 3, 3.5, 4, 6, 6, 6, 9, 11.5, 12, 12, 12, 18, 24, 36)
_EMPTY_CHANCE = {"rate": 0.35, "hours": 0.1, "place": 0.05, "start": 0.2, "deadline": 0.3, "published": 0.1}


def record_id(number: int) -> str:
    """The id of a record: ten digits, so that ids ascend as numbers do."""
    return f"{number:010d}"


def record(number: int) -> Record:
    """The record of a number from 0 on."""
    if number % TWINS_EVERY == TWINS_EVERY - 1:
        shown = _alone(number - 1)
        sibling = Sibling(shown.id, shown.file, shown.source_url, True, {})
        twin = replace(shown, id=record_id(number), file=_file(number), source_url=None)
        return replace(twin, primary=False, siblings=(sibling,))
    made = _alone(number)
    if number % TWINS_EVERY == TWINS_EVERY - 2:
        hidden = Sibling(record_id(number + 1), _file(number + 1), None, False, {})
        return replace(made, siblings=(hidden,))
    return made


def records(count: int, first: int = 0) -> Iterator[Record]:
    """``count`` records from number ``first`` on, one at a time."""
    return map(record, range(first, first + count))


def _file(number: int) -> str:
    return f"{number // 1_000:04d}/{number:07d}.txt"


def _alone(number: int) -> Record:
    """A record as the only posting of its assignment."""
    chance = random.Random(f"record {number}")
    town = _town(chance)
    title = f"{chance.choice(ROLES)} {chance.choice(FIELDS)}"
    wanted = _competencies(chance)
    made = Record(
        id=record_id(number),
        file=_file(number),
        kind=chance.choices(*_KINDS)[0],
        source_url=f"https://opdrachten.example/{number}" if chance.random() < 0.7 else None,
        title=title,
        reference=f"REF-{number:07d}" if chance.random() < 0.6 else None,
        organisation=_organisation(chance, town),
        places=_places(chance, town),
        remote=_some(chance, 0.45, ("hybrid", "hybrid", "onsite", "remote")),
        hours=_hours(chance),
        rate=_rate(chance),
        budget_total=float(chance.randrange(10, 200) * 1_000) if chance.random() < 0.04 else None,
        asap=chance.random() < 0.15,
        duration_months=_some(chance, 0.2, _MONTHS),
        extension=_some(chance, 0.4, ("1x6 maanden", "2x6 maanden", "3x12 maanden", True)),
        status=_some(chance, 0.7, ("open", "open", "closed")),
        contract_forms=_contract_forms(chance),
        education=_some(chance, 0.25, ("hbo", "hbo", "hbo", "wo", "mbo")),
        competencies=wanted,
        **_dates(chance),
    )
    text = _text(chance, made, wanted)
    return replace(made, text=text, summary=_summary(text), evidence=_evidence(made, text))


def _some(chance: random.Random, empty: float, values: tuple[Any, ...]) -> Any:
    """One of the values, or, with the chance ``empty``, none."""
    return None if chance.random() < empty else chance.choice(values)


@cache
def _towns() -> tuple[list[tuple[str, str]], list[int]]:
    """Towns with their gemeente, and the sums of their weights up to each: that of a town falls slower than its inhabitants."""
    known = [(one, round(max(one.population, 100) ** 0.8)) for one in places.woonplaatsen()]
    return [(one.name, one.gemeente) for one, _ in known], list(itertools.accumulate(by for _, by in known))


def _town(chance: random.Random) -> Place:
    names, sums = _towns()
    name, gemeente = chance.choices(names, cum_weights=sums)[0]
    return places.resolve(name, gemeente=gemeente) or Place(name)


def _places(chance: random.Random, town: Place) -> tuple[Place, ...]:
    if chance.random() < _EMPTY_CHANCE["place"]:
        return ()
    return (town,) if chance.random() < 0.93 else tuple(dict.fromkeys((town, _town(chance))))


def _organisation(chance: random.Random, town: Place) -> str | None:
    drawn = chance.random()
    if drawn < 0.12:
        return None
    if drawn < 0.75 and town.gemeente:
        return f"Gemeente {town.gemeente}"
    return f"{chance.choice(_SORTS)} {chance.choice(_HOUSES)}"


@cache
def _known_competencies() -> tuple[list[Competency], list[float]]:
    """In an order of their own, and the sums of their weights up to each."""
    known = [Competency(one.id, one.label, one.group) for one in competencies().values()]
    known.sort(key=lambda one: one.id)
    random.Random("competencies").shuffle(known)
    return known, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(known))))


def _competencies(chance: random.Random) -> tuple[Competency, ...]:
    known, sums = _known_competencies()
    drawn = dict.fromkeys(chance.choices(known, cum_weights=sums, k=chance.randint(0, 11)))
    return tuple(replace(one, required=chance.random() < 0.8) for one in drawn)


def _hours(chance: random.Random) -> Hours:
    if chance.random() < _EMPTY_CHANCE["hours"]:
        return Hours()
    high = float(chance.choices(_HOURS_STEPS, _HOURS_WEIGHTS)[0])
    drawn = chance.random()
    if drawn < 0.65:
        return Hours(high, high)
    return Hours(max(4.0, high - 8), high) if drawn < 0.92 else Hours(None, high)


def _rate(chance: random.Random) -> Rate:
    if chance.random() < _EMPTY_CHANCE["rate"]:
        return Rate()
    high = round(min(160.0, max(45.0, chance.gauss(92, 16))) * 2) / 2
    drawn = chance.random()
    if drawn < 0.55:
        return Rate(None, high, "excl")
    return Rate(high - 10, high, "excl") if drawn < 0.8 else Rate(high, high, None)


def _contract_forms(chance: random.Random) -> tuple[str, ...]:
    drawn = chance.random()
    if drawn < 0.2:
        return ()
    return ("zzp",) if drawn < 0.45 else ("zzp", "detachering") if drawn < 0.85 else ("detachering",)


def _dates(chance: random.Random) -> dict[str, Any]:
    start = FIRST_DAY + dt.timedelta(days=chance.randrange(_DAYS))
    deadline = start - dt.timedelta(days=chance.randrange(5, 40))
    published = deadline - dt.timedelta(days=chance.randrange(5, 25))
    stated = {name: chance.random() >= _EMPTY_CHANCE[name] for name in ("start", "deadline", "published")}
    noon = dt.datetime.combine(deadline, dt.time(11), dt.UTC)
    return {
        "start_date": start if stated["start"] else None,
        "end_date": start + dt.timedelta(days=180) if chance.random() < 0.3 else None,
        "deadline": deadline if stated["deadline"] else None,
        "deadline_at": noon if stated["deadline"] and chance.random() < 0.4 else None,
        "published": published if stated["published"] else None,
    }


def _text(chance: random.Random, made: Record, wanted: tuple[Competency, ...]) -> str:
    told = "\n".join(f"{label}: {value}" for label, value in _facts(chance, made))
    sentences = list(prose(chance, chance.randint(LEAST_WORDS, MOST_WORDS) - _FACT_WORDS))
    asked = [f"Je hebt ervaring met {one.label}." for one in wanted] or chance.sample(WISHES, 2)
    half = len(sentences) // 2
    return "\n".join(
        (made.title or "", "", told, "", "Opdracht", " ".join(sentences[:half]), "", "Eisen", *asked, "", "Werkwijze",
         " ".join(sentences[half:]), "")
    )  # fmt: skip


def _facts(chance: random.Random, made: Record) -> Iterator[tuple[str, str]]:
    """What the text states, in the words of a label and its value."""
    if made.organisation:
        yield "Organisatie", made.organisation
    if made.places:
        yield "Plaats", " en ".join(place.name for place in made.places)
    if made.hours.max:
        yield "Uren per week", f"{made.hours.max:g}"
    if made.rate.max:
        yield "Tarief", f"max. € {made.rate.max:g} per uur"
    if made.start_date:
        yield "Startdatum", written_date(chance, made.start_date)
    if made.duration_months:
        yield "Duur", f"{made.duration_months:g} maanden"
    if made.deadline:
        yield "Sluitingsdatum", written_date(chance, made.deadline)


def _summary(text: str) -> str:
    return text.partition("\nOpdracht\n")[2].partition(".")[0] + "."


def _evidence(made: Record, text: str) -> dict[str, tuple[Evidence, ...]]:
    """Sparse: where the title, the organisation and each competency stand."""
    wanted = [("title", made.title, None), ("organisation", made.organisation, None)]
    wanted += [("competencies", one.label, one.id) for one in made.competencies]
    found: dict[str, tuple[Evidence, ...]] = {}
    for name, words, competency in wanted:
        at = text.find(words) if words else -1
        if words and at >= 0:
            read = Evidence(at, at + len(words), words, "label", competency)
            found[name] = (*found.get(name, ()), read)
    return found
