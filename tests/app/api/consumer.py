"""A job board that keeps a copy: takes the snapshot, follows the stream, and knows nothing but what it is told."""

from __future__ import annotations

import json
import random
from typing import Any

from fastapi.testclient import TestClient


class Consumer:
    """``held`` is its copy by id; ``at`` the last number it has seen, which is all it remembers between two visits."""

    def __init__(self, client: TestClient, kinds: tuple[str, ...] = ("assignment",)) -> None:
        self.client = client
        self.kinds = kinds
        self.held: dict[str, dict[str, Any]] = {}
        self.at = 0
        self.told: list[dict[str, Any]] = []
        self.snapshot()

    def snapshot(self) -> None:
        response = self.client.get("/v1/snapshot", params={"kind": self.kinds})
        assert response.status_code == 200, response.text
        records = [json.loads(line) for line in response.text.splitlines()]
        assert len(records) == int(response.headers["record-count"])
        self.held = {record["id"]: record for record in records}
        assert len(self.held) == len(records)
        self.at = int(response.headers["sequence-number"])
        assert f"since={self.at}" in response.links["next"]["url"]

    def apply(self, event: dict[str, Any]) -> None:
        assert event["sequence"] > self.at
        self.at = event["sequence"]
        self.told.append(event)
        if event["type"] == "removed":
            self.held.pop(event["id"], None)
        else:
            assert event["record"]["id"] == event["id"]
            self.held[event["id"]] = event["record"]

    def page(self, limit: int, *, lines: int | None = None) -> bool:
        """Read one page, or only its first lines (the connection broke); tell whether there is more."""
        params = {"since": self.at, "limit": limit, "kind": self.kinds}
        response = self.client.get("/v1/stream", params=params)
        assert response.status_code == 200, response.text
        events = [json.loads(line) for line in response.text.splitlines()]
        assert len(events) <= limit
        for event in events[:lines]:
            self.apply(event)
        if lines is not None and lines < len(events):
            return True
        assert int(response.headers["sequence-number"]) >= self.at
        self.at = int(response.headers["sequence-number"])
        return "next" in response.links

    def follow(self, limit: int = 1_000) -> None:
        """Read to the end."""
        while self.page(limit):
            pass

    def follow_somehow(self, chance: random.Random) -> None:
        """Read on as consumers do: in pages of any size, some of them cut off; to the end, or not quite."""
        for _ in range(chance.randint(1, 4)):
            if not self.page(chance.choice((1, 2, 3, 7, 50)), lines=chance.choice((None, None, 0, 1, 2))):
                return
