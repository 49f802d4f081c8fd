"""What is handed to those who run the service: the units, the container file, the manual."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli import app
from app.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
PROGRAM = "/opt/opdrachten/.venv/bin/opdrachten"
MOST_EXPOSED = 2.0
"""By ``systemd-analyze security``, whose scale runs from 0 to 10."""


def analyse(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """``systemd-analyze``; skips where there is none, which in CI is an error."""
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("CI"):
            pytest.fail("systemd-analyze is needed in CI")
        pytest.skip("systemd-analyze is not installed")
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units with the program's own path put in, which must exist."""
    folder = tmp_path_factory.mktemp("units")
    for file in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(text.replace(PROGRAM, shutil.which("true") or ""), encoding="utf-8")
    return folder


def test_systemd_understands_every_line_of_the_units(units: Path) -> None:
    files = sorted(units.iterdir())
    assert [file.name for file in files] == [
        "opdrachten-reindex.service", "opdrachten-reindex.timer", "opdrachten.service",
    ]  # fmt: skip
    told = analyse("verify", "--man=no", *files)
    about_ours = [line for line in (told.stdout + told.stderr).splitlines() if "opdrachten" in line]
    assert about_ours == []


@pytest.mark.parametrize("name", ["opdrachten.service", "opdrachten-reindex.service"])
def test_the_services_are_given_little(units: Path, name: str) -> None:
    told = analyse("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", units / name)
    assert told.returncode == 0, told.stdout[-300:]


def test_a_unit_that_is_given_all_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "opdrachten.service").write_text("[Service]\nExecStart=/bin/true\n")
    told = analyse(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", tmp_path / "opdrachten.service"
    )
    assert told.returncode != 0


def commands() -> set[str]:
    return set(get_command(app).commands)  # type: ignore[attr-defined]


def test_units_cron_and_container_run_commands_that_exist() -> None:
    texts = {file.name: file.read_text(encoding="utf-8") for file in DEPLOY.iterdir()}
    called = {name: re.findall(rf"{PROGRAM} (\w+)", text) for name, text in texts.items()}
    assert called["opdrachten.service"] == ["serve"]
    assert called["opdrachten-reindex.service"] == called["opdrachten.cron"] == ["reindex"]
    assert re.findall(r'CMD \["(\w+)"\]', texts["Containerfile"]) == ["serve"]
    assert {"serve", "reindex"} <= commands()


def test_the_cron_line_runs_at_three_as_the_user_of_the_service() -> None:
    lines = [
        line for line in (DEPLOY / "opdrachten.cron").read_text().splitlines() if re.match(r"[\d*]", line)
    ]
    assert [line.split()[:6] for line in lines] == [["0", "3", "*", "*", "*", "opdrachten"]]


def test_the_container_runs_without_rights_and_copies_what_is_there() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    user = re.findall(r"^USER (\d+):\d+$", text, re.M)
    assert user and int(user[-1]) > 0
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M) for name in line.split()]
    assert copied and all((ROOT / name).exists() for name in copied)


def test_the_manual_names_commands_and_settings_that_exist() -> None:
    told = set(re.findall(r"(?<![/\w-])opdrachten ([a-z]+)(?=[ `\n])", MANUAL))
    assert told <= commands(), told - commands()
    assert {"reindex", "doctor", "backup", "restore", "rollback"} <= told
    settings = {f"OPDRACHTEN_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"OPDRACHTEN_[A-Z_]+", MANUAL)) <= settings


def test_the_manual_tells_defaults_as_they_are() -> None:
    rows = re.findall(r"^\| `OPDRACHTEN_([A-Z_]+)` \| ([^|]+) \|", MANUAL, re.M)
    assert len(rows) >= 2
    for name, default in rows:
        assert str(Settings.model_fields[name.lower()].default) == default.strip(), name


def test_the_manual_names_metrics_that_are_served() -> None:
    source = (ROOT / "app" / "api" / "metrics.py").read_text(encoding="utf-8")
    for name in re.findall(r"`(opdrachten_\w+)`", MANUAL):
        assert name.removesuffix("_total") in source, name
