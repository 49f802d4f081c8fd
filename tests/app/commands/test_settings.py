"""Flags come before the environment, and that before the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.commands.running import opdrachten


def test_settings_come_from_the_environment(
    data: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPDRACHTEN_DATA", str(data))
    assert "2 documenten" in opdrachten("generations").stdout
    assert opdrachten("generations", "--data", tmp_path / "leeg").exit_code == 3
    monkeypatch.setenv("OPDRACHTEN_PORT", "acht")
    result = opdrachten("generations")
    assert result.exit_code == 2
    assert "port" in result.stderr.lower()
