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


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("JOBS", "abc", "‘abc’ kan niet; geef een geheel getal van 1 tot en met 1024"),
        ("LIMIT_OPEN", "-2", "‘-2’ kan niet; geef een geheel getal van 0 of meer"),
        ("LIMIT_LOCAL", "x", "‘x’ kan niet; geef een geheel getal van 0 of meer"),
        ("GATE_RECORDS", "3", "‘3’ kan niet; geef een getal van 0 tot en met 1"),
        ("REFRESH_SECONDS", "0", "‘0’ kan niet; geef een getal boven 0, tot en met 3600"),
        ("EXCHANGE_OPEN", "soms", "‘soms’ kan niet; geef true of false"),
        ("ENGINE", "lucene", "‘lucene’ kan niet; kies uit tantivy, opensearch"),
        ("OPENSEARCH_URLS", "ftp://naam:geheim@knoop", "geef adressen zoals http://10.0.0.1:9200, zonder pad"),
        ("CONTACT_EMAIL", "x", "deze waarde kan niet. Mailadres van de beheerder, dat in de beschrijving van de API staat."),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_told_in_dutch_under_its_own_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"OPDRACHTEN_{name}", value)
    result = opdrachten("generations")
    assert result.exit_code == 2
    assert result.stderr == f"opdrachten: onbruikbare instelling:\n  OPDRACHTEN_{name}: {told}\n"


def test_a_flag_that_cannot_be_used_is_told_under_its_own_name() -> None:
    assert "\n  --engine: ‘foo’ kan niet; kies uit" in opdrachten("generations", "--engine", "foo").stderr


def test_a_name_in_the_environment_that_sets_nothing_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPDRACHTEN_GRACE_NIGHT", "0")
    monkeypatch.setenv("OPDRACHTEN_ONZIN", "1")
    monkeypatch.setenv("opdrachten_jobs", "1")
    result = opdrachten("generations", "--data", data)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "opdrachten: OPDRACHTEN_GRACE_NIGHT in de omgeving stelt niets in; bedoelde u OPDRACHTEN_GRACE_NIGHTS?",
        "opdrachten: OPDRACHTEN_ONZIN in de omgeving stelt niets in",
    ]
