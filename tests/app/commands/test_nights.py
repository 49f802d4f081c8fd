"""The gate and the reports as a person meets them: ``reindex`` that is stopped, ``--force``, canaries, ``nights``."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands import canaries
from app.commands.canaries import ask
from app.commands.nights import line
from app.search.snapshot import Snapshot
from app.settings import Settings
from indexer.index.generations import Generations
from indexer.quality.canaries import Answer, Canary
from indexer.quality.gate import GateBounds
from tests.app.commands.running import CONSULENT, REGISSEUR, lines, opdrachten

CANARY = """
[[canary]]
name = "jeugd in Almelo"
query = "jeugd"
filters = {{ place = "Almelo" }}
at_least = {at_least}
"""


def test_a_stopped_switch_has_its_own_status_and_tells_why(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("OPDRACHTEN_GATE_SLACK", "0")
    arguments = ("--corpus", corpus, "--data", data, "--jobs", 1)
    assert opdrachten("reindex", *arguments).exit_code == 0
    before = opdrachten("generations", "--data", data).stdout
    (corpus / "consulent.txt").write_bytes(b"")
    stopped = opdrachten("reindex", *arguments)
    assert stopped.exit_code == 5
    assert stopped.stdout.splitlines()[1].startswith(
        "Niet overgeschakeld: de nieuwe index is te veel slechter"
    )
    assert "  terzijde gelegd: van 0 naar 1 (hoogstens 0,2)\n" in stopped.stderr
    assert "met: opdrachten reindex --force (naast de andere opties van deze run)\n" in stopped.stderr
    assert opdrachten("generations", "--data", data).stdout == before
    (report,) = lines(opdrachten("reindex", *arguments, "--json"))
    assert (report["outcome"], report["built"]) == ("stopped", False)
    breaches = report["quality"]["breaches"]  # type: ignore[index]
    assert {"what": "setAside", "before": 0, "after": 1, "bound": 0.2} in breaches
    (corpus / "derde.txt").write_text(CONSULENT.replace("Ede", "Epe"), encoding="utf-8")
    forced = opdrachten("reindex", *arguments, "--force")
    assert forced.exit_code == 1  # switched, with one document set aside
    assert "Generatie 000002-" in forced.stdout and "terzijde gelegd: van 0 naar 1" in forced.stderr
    told = opdrachten("nights", "--data", data)
    endings = [line[18:].split(":")[0] for line in told.stdout.splitlines()[:4]]
    assert endings == [
        "Overgeschakeld op een nieuwe index",
        "Tegengehouden",
        "Tegengehouden",
        "Overgeschakeld, al zou de controle het tegenhouden",
    ]
    assert told.stdout.splitlines()[-1] == f"Als pagina: {data / 'reports' / 'latest.html'}"
    assert len(lines(opdrachten("nights", "--data", data, "--json"))) == 4


def test_a_night_that_failed_is_told_with_its_reason_and_one_that_missed_documents_with_how_many() -> None:
    measured = {"quality": {"after": {"records": 92}, "breaches": []}, "started": "2026-11-30T02:00:00Z"}
    failed = measured | {"outcome": "failed", "error": "de schijf is vol"}
    assert line(failed) == "2026-11-30 03:00  Mislukt: de oude index blijft: de schijf is vol"
    missed = measured | {"outcome": "unchanged", "error": None, "missing": 32, "setAsideTotal": 1}
    assert line(missed) == "2026-11-30 03:00  Niets veranderd: 92 documenten, 32 vermist, 1 terzijde"


def test_nights_without_a_report_fails(tmp_path: Path) -> None:
    result = opdrachten("nights", "--data", tmp_path)
    assert result.exit_code == 3
    assert "nog geen verslag" in result.stderr


def test_a_canary_of_a_person_stops_the_switch(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "canaries.toml").write_text(CANARY.format(at_least=2), encoding="utf-8")
    arguments = ("--corpus", corpus, "--data", data, "--jobs", 1)
    first = opdrachten(
        "reindex", *arguments
    )  # where there is no index yet, one that lacks something is better
    assert first.exit_code == 0
    assert "proefzoekvraag jeugd in Almelo: nu 1 (minstens 2)" in first.stderr
    (corpus / "consulent.txt").write_text(CONSULENT.replace("32 - 36", "32"), encoding="utf-8")
    stopped = opdrachten("reindex", *arguments)
    assert stopped.exit_code == 5
    assert "proefzoekvraag jeugd in Almelo: van 1 naar 1 (minstens 2)" in stopped.stderr
    again = REGISSEUR.replace("24", "32").replace("Regisseur", "Gezinscoach")
    (corpus / "tweede.txt").write_text(again, encoding="utf-8")
    assert opdrachten("reindex", *arguments).exit_code == 0
    assert "jeugd in Almelo" in (data / "reports" / "latest.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[[canary]]\nname = 'a'\n", "canaries.toml, [[canary]] nummer 1: zonder at_least"),
        (
            CANARY.format(at_least=1).replace("place", "plaats"),
            "de zoekvraag 'jeugd in Almelo' kan niet: plaats",
        ),
    ],
)
def test_a_file_of_canaries_that_is_wrong_is_told_before_the_work(
    corpus: Path, tmp_path: Path, text: str, wrong: str
) -> None:
    file = tmp_path / "canaries.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPDRACHTEN_CANARIES", str(file))
        result = opdrachten("reindex", "--corpus", corpus, "--data", tmp_path / "data")
    assert result.exit_code == 2
    assert wrong in result.stderr
    assert not (tmp_path / "data").exists()


def test_canaries_are_asked_of_the_generation_itself(data: Path) -> None:
    directory = Generations(data).current()
    assert directory is not None
    ids = {record["file"]: str(record["id"]) for record in lines(opdrachten("export", "--data", data))}
    regisseur, consulent = ids["regisseur.txt"], ids["consulent.txt"]
    asked = [
        Canary("alle", ()),
        Canary("jeugd", (("q", "jeugdhulp"),), finds=(regisseur,)),
        Canary("weg", (("q", "jeugdhulp"),), finds=("bestaatniet",)),
        Canary("niet gevonden", (("q", "jeugdhulp"),), finds=(consulent,)),
        Canary("geen zoekvraag", (("plaats", "Ede"),)),
    ]
    assert ask(Snapshot, directory, asked) == [
        Answer(2),
        Answer(1),
        Answer(1, ("bestaatniet",), gone=True),
        Answer(1, (consulent,)),
        None,
    ]
    assert ask(Snapshot, tmp := directory.parent / "nergens", []) == [] and not tmp.exists()


def test_the_settings_are_the_bounds_and_their_defaults() -> None:
    from dataclasses import asdict

    settings = Settings()
    assert {name: getattr(settings, f"gate_{name}") for name in asdict(GateBounds())} == asdict(GateBounds())


def test_own_canaries_stand_in_the_data_folder_unless_said_otherwise(tmp_path: Path) -> None:
    assert canaries.own(Settings(data=tmp_path)) == ()
    (tmp_path / "canaries.toml").write_text(CANARY.format(at_least=1), encoding="utf-8")
    assert [one.name for one in canaries.own(Settings(data=tmp_path))] == ["jeugd in Almelo"]
