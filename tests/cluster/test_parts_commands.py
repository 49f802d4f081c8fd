"""``opdrachten reindex --part``: what it says, its exit status, and a process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.commands import engines
from app.settings import Settings
from indexer.cluster.parts.beginning import Place
from indexer.quality.gate import Breach
from indexer.quality.judging import Judgement
from indexer.quality.measures import Measures
from indexer.report import GateStopped, Report
from tests.app.commands.running import CONSULENT, OPDRACHTEN, REGISSEUR, ROOT, SHELL, lines, opdrachten
from tests.cluster.nodes import Cluster
from tests.cluster.parted import LEASE

ALIAS = "parts_by_command"
URL = "OPDRACHTEN_OPENSEARCH_URLS"


@pytest.fixture
def place(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The alias of the commands; they give up a dead machine soon. In the corpus every text stands twice, told apart a little."""
    settings = {
        URL: ",".join(cluster.urls), "OPDRACHTEN_ENGINE": "opensearch", "OPDRACHTEN_OPENSEARCH_ALIAS": ALIAS,
        "OPDRACHTEN_CORPUS": str(tmp_path / "corpus"), "OPDRACHTEN_JOBS": "1",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    made = engines.place

    def impatient(settings: Settings) -> Place:
        return replace(made(settings), lease=LEASE)

    monkeypatch.setattr(engines, "place", impatient)
    (tmp_path / "corpus").mkdir()
    for number in range(9):
        text = (REGISSEUR, CONSULENT)[number % 2].replace("24", str(12 + number))
        (tmp_path / f"corpus/opdracht{number}.txt").write_text(text, encoding="utf-8")
    place = impatient(Settings())
    yield place
    place.client.indices.delete(index=f"{ALIAS}-*")
    place.client.close()


def part(tmp_path: Path, number: int, *more: object) -> Any:
    return opdrachten("reindex", "--data", tmp_path / f"m{number}", "--part", f"{number}/3", *more)


def test_a_killed_process_is_followed_by_another(place: Place, tmp_path: Path) -> None:
    command = [*OPDRACHTEN, "reindex", "--data", str(tmp_path / "m2"), "--part", "2/3"]
    process = subprocess.Popen(command, cwd=ROOT, env=SHELL | _environment(), stderr=subprocess.PIPE)
    _wait_until_busy(place, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    told = opdrachten("doctor")
    assert told.exit_code == 1, told.output
    assert "deel 1 niet begonnen, deel 2 afgebroken, deel 3 niet begonnen" in told.stdout
    assert "maak run" in told.stdout, "there is no index yet"
    assert opdrachten("generations").exit_code == 3

    first = part(tmp_path, 1)
    assert first.exit_code == 6, first.output
    assert "Nog niet overgeschakeld: delen 2 (bezig), 3 (niet begonnen) nog niet klaar" in first.stderr
    told = part(tmp_path, 3, "--json")
    assert told.exit_code == 6, told.output
    (report,) = lines(told)
    assert (report["outcome"], report["waitingFor"]) == ("waiting", [{"part": 2, "state": "busy"}])
    assert opdrachten("search", "regisseur").exit_code == 3, "there is no index yet"

    last = part(tmp_path, 2)
    assert last.exit_code == 0, last.output
    assert "is in gebruik, met 9 documenten" in last.stdout
    (found,) = lines(opdrachten("search", "", "--json", "--filter", "duplicates=show"))
    assert found["total"] == 9

    told = opdrachten("doctor")
    assert told.exit_code == 0, told.output
    assert all(row.startswith("goed") for row in told.stdout.splitlines()), told.stdout
    assert "geen generatie ouder" in opdrachten("rollback").stderr
    (tmp_path / "corpus/opdracht9.txt").write_text(CONSULENT, encoding="utf-8")
    assert [part(tmp_path, number).exit_code for number in (1, 2, 3)] == [6, 6, 0]
    assert lines(opdrachten("search", "", "--json", "--filter", "duplicates=show"))[0]["total"] == 10
    told = opdrachten("rollback")
    assert (told.exit_code, "is weer in gebruik" in told.stdout) == (0, True), told.output
    listed = opdrachten("generations").stdout.splitlines()
    assert [row.endswith("  in gebruik") for row in listed] == [True, False]
    assert "verschillen: er is teruggegaan" in opdrachten("doctor").stdout
    assert lines(opdrachten("search", "", "--json", "--filter", "duplicates=show"))[0]["total"] == 9
    assert [part(tmp_path, number).exit_code for number in (3, 2, 1)] == [6, 6, 0]
    assert lines(opdrachten("search", "", "--json", "--filter", "duplicates=show"))[0]["total"] == 10


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("OPDRACHTEN_")}


def _wait_until_busy(place: Place, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, process.stderr and process.stderr.read()
        if place.runs.read("part-2").content.get("state") == "busy":
            return
        time.sleep(0.05)
    raise TimeoutError("the part was never begun")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--part", "0/3"], ["--part", "4/3"], ["--part", "twee"], ["--part", "1/3", "--run", "a b"], ["--run", "x"],
    ],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    told = opdrachten("reindex", "--data", tmp_path, "--engine", "opensearch", *arguments)
    assert told.exit_code == 2, told.output


def test_a_part_needs_a_cluster(tmp_path: Path) -> None:
    told = opdrachten("reindex", "--data", tmp_path, "--part", "1/2")
    assert (told.exit_code, "--engine opensearch" in told.stderr) == (2, True)


def test_what_the_gate_stopped_is_forced_as_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain ``reindex`` would be refused."""
    judgement = Judgement("stopped", None, Measures(), (Breach("records", 10, 2, 9),))

    def stopped(*_: object, **__: object) -> Any:
        raise GateStopped(Report(outcome="stopped", judgement=judgement))

    monkeypatch.setattr("indexer.cluster.parts.part.reindex_part", stopped)
    told = opdrachten("reindex", "--data", tmp_path, "--engine", "opensearch", "--part", "2/3")
    assert told.exit_code == 5, told.output
    assert "schakel dan over met: opdrachten reindex --part 2/3 --force" in told.stderr
