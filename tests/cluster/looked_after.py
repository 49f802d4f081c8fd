"""What the tests of a doctor share: a house whose index is looked after, and what the commands say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from typer.testing import Result

from app.commands import care, engines
from app.settings import Settings
from indexer.cluster.parts.beginning import Place
from indexer.reindex import Report
from tests.app.commands.running import opdrachten
from tests.cluster.parted import House

SPARE = "000000-20260101T000000Z"
"""A generation that is older than all others."""


def settle(house: House, alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ENGINE": "opensearch", "OPENSEARCH_ALIAS": alias, "DATA": str(house.data)}.items():
        monkeypatch.setenv(f"OPDRACHTEN_{name}", value)
    monkeypatch.setenv("OPDRACHTEN_OPENSEARCH_URLS", ",".join(house.settings.opensearch_urls))
    monkeypatch.setattr(care, "versions_for", lambda settings: house.tools().versions())
    made = engines.place

    def impatient(settings: Settings) -> Place:
        return replace(made(settings), lease=house.place.lease)

    monkeypatch.setattr(engines, "place", impatient)


def night(house: House) -> Report:
    """The next one, which a single machine makes."""
    house.now += dt.timedelta(seconds=1)
    return house.part(1, of=1).report


def wrong(result: Result) -> str:
    """What is wrong, with how to mend it."""
    rows = result.stdout.splitlines()
    told = [row + rows[number + 1] for number, row in enumerate(rows) if row.startswith("FOUT")]
    assert result.exit_code == bool(told), result.output
    return "\n".join(told)


def mended(*what: str) -> None:
    """What is wrong is repaired, and then all is well."""
    result = opdrachten("doctor", "--repair")
    assert result.exit_code == 0, result.output
    repaired = "\n".join(row for row in result.stdout.splitlines() if row.startswith("hersteld"))
    for words in what:
        assert words in repaired
    assert wrong(opdrachten("doctor")) == ""
    assert generations()[-1].endswith("in gebruik")


def generations() -> list[str]:
    return opdrachten("generations").stdout.splitlines()
