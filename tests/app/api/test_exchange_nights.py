"""Thirty random nights: who took the snapshot on any of them and follows the stream holds exactly the open set."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexer.reindex import rollback
from tests.app.api.consumer import Consumer
from tests.app.api.nights import House

KINDS = (("assignment",), ("assignment", "vacancy"))


@contextmanager
def serving(house: House) -> Iterator[TestClient]:
    app = house.application()
    with TestClient(app) as client:
        app.state.engine.close()
        app.state.engine = house.engine()
        yield client


def refresh(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.state.engine.refresh()


def open_now(house: House, client: TestClient, kinds: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """By id, what is open by what the documents themselves say, each as the API gives it."""
    assert isinstance(client.app, FastAPI)
    engine = client.app.state.engine
    ids = {record["file"].removesuffix(".txt"): record["id"] for record in engine.export()}
    assert set(ids) == set(house.said)
    groups: dict[str, list[str]] = {}
    for name, said in house.said.items():
        if said.get("reference"):
            groups.setdefault(said["reference"], []).append(name)
    shown = {
        name: min(groups[said["reference"]], key=lambda n: (house.said[n].get("status") == "closed", ids[n]))
        == name
        for name, said in house.said.items()
        if said.get("reference")
    }
    names = [
        name
        for name, said in house.said.items()
        if said.get("status") != "closed"
        and not ((last := said.get("deadline") or said.get("endDate")) and last < house.today.isoformat())
        and shown.get(name, True)
        and said.get("kind", "assignment") in kinds
    ]
    return {ids[name]: client.get(f"/v1/assignments/{ids[name]}").json() for name in names}


def deadline(house: House, chance: random.Random) -> str | None:
    return None if chance.random() < 0.3 else (house.today + dt.timedelta(chance.randint(-1, 9))).isoformat()


def days(house: House, chance: random.Random) -> dict[str, str | None]:
    """The closing day and the last day of the work, either of which may not be told, in any order. The second is drawn apart,
    so that the nights go as they went without.
    """
    closes = deadline(house, chance)
    return {"deadline": closes, "endDate": deadline(house, random.Random(f"{closes} {len(house.said)}"))}


def some(house: House, chance: random.Random) -> str:
    return chance.choice(sorted(house.said))


def disturb(house: House, chance: random.Random, night: int, gone: list[tuple[str, dict[str, Any]]]) -> None:
    """One change of the corpus, of any kind."""
    match chance.randrange(11):
        case 0 | 1 | 2:
            kind = chance.choice(("assignment", "assignment", "vacancy", "article"))
            house.put(f"n{night}-{chance.randrange(10**6)}", kind=kind, **days(house, chance))
        case 3:
            house.change(some(house, chance), title=f"Anders {night}")
        case 4:
            house.rename(some(house, chance), f"hernoemd{night}-{chance.randrange(10**6)}")
        case 5:
            name = some(house, chance)
            gone.append((name, house.remove(name)))
        case 6:
            # One without a last day, which else ends by itself.
            answerable = [
                name
                for name, said in house.said.items()
                if said.get("deadline") is None and said.get("endDate") is None
            ]
            name = chance.choice(sorted(answerable) or sorted(house.said))
            house.change(name, status=chance.choice(("closed", "closed", "open", None)))
        case 7:
            house.change(some(house, chance), **days(house, chance))
        case 8 if gone:
            # Placed again, under its old name or as another file.
            name, said = gone.pop(chance.randrange(len(gone)))
            again = chance.choice((name, f"opnieuw{night}-{chance.randrange(10**6)}"))
            house.put(again, **{**said, **days(house, chance)})
        case 9:
            # Placed by another broker as well.
            reference = f"ref{chance.randrange(4)}"
            house.change(some(house, chance), reference=reference)
            house.put(f"ook{night}-{chance.randrange(10**6)}", reference=reference, **days(house, chance))
        case 10:
            house.change(some(house, chance), kind=chance.choice(("assignment", "vacancy", "article")))


def all_hold_what_is_open(
    house: House, client: TestClient, consumers: list[Consumer], chance: random.Random
) -> None:
    for consumer in consumers:
        consumer.follow(chance.choice((1, 2, 5, 1_000)))
        assert consumer.held == open_now(house, client, consumer.kinds)


@pytest.mark.parametrize("seed", range(2))
def test_thirty_nights(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    house = House(tmp_path)
    for number in range(12):
        house.put(f"begin{number}", deadline=deadline(house, chance))
    house.run()
    gone: list[tuple[str, dict[str, Any]]] = []
    reasons: set[str] = set()
    with serving(house) as client:
        regular = [Consumer(client, kinds) for kinds in KINDS]
        lazy = [Consumer(client, chance.choice(KINDS))]
        for night in range(30):
            house.now += dt.timedelta(days=chance.choice((0, 1, 1, 1, 2)), hours=chance.choice((0, 0, 3)))
            if chance.random() < 0.3:
                # Before the run: the documents are those of the night before, and closing days have passed.
                all_hold_what_is_open(house, client, regular, chance)
            for _ in range(chance.choice((0, 1, 3, 8))):
                disturb(house, chance, night, gone)
            if chance.random() < 0.15:
                house.parser += "+"
            house.run(full=chance.random() < 0.15)
            refresh(client)
            all_hold_what_is_open(house, client, regular, chance)
            for consumer in lazy:
                if chance.random() < 0.5:
                    consumer.follow_somehow(chance)
            if night % 4 == 0:
                lazy.append(Consumer(client, chance.choice(KINDS)))
        all_hold_what_is_open(house, client, lazy, chance)
        for consumer in [*regular, *lazy]:
            reasons |= {event["reason"] for event in consumer.told if event["type"] == "removed"}
        types = {event["type"] for event in regular[0].told}
        assert types == {"added", "changed", "removed"}
    assert reasons == {"closed", "expired", "withdrawn", "duplicate"}


@pytest.mark.parametrize("seed", range(2))
def test_nights_on_which_someone_goes_back(tmp_path: Path, seed: int) -> None:
    """After going back, whoever reads on or begins anew holds what is then served, and what is served after that."""
    chance = random.Random(seed)
    house = House(tmp_path)
    for number in range(8):
        house.put(f"begin{number}", deadline=deadline(house, chance))
    house.run()
    gone: list[tuple[str, dict[str, Any]]] = []
    sent_back = 0
    with serving(house) as client:
        consumers = [Consumer(client) for _ in range(2)]
        for night in range(12):
            before = dict(house.said)
            house.now += dt.timedelta(days=1)
            for _ in range(4):
                disturb(house, chance, night, gone)
            built = house.run().built
            refresh(client)
            consumers[0].follow()
            assert consumers[0].held == open_now(house, client, ("assignment",))
            if built and night % 3 == 1:
                rollback(house.data)
                refresh(client)
                after, house.said = house.said, before
                for consumer in consumers:
                    answer = client.get("/v1/stream", params={"since": consumer.at})
                    if answer.status_code == 410:
                        assert answer.json()["type"] == "/docs#gone-since"
                        sent_back += 1
                        consumer.snapshot()
                    consumer.follow()
                    assert consumer.held == open_now(house, client, ("assignment",))
                house.said = after
                if chance.random() < 0.5:
                    house.now += dt.timedelta(days=2)
                    consumers[1].follow()
        house.run()
        refresh(client)
        for consumer in consumers:
            consumer.follow()
            assert consumer.held == open_now(house, client, ("assignment",))
    assert sent_back
