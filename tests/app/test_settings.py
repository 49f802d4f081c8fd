"""Settings: which source wins, what is refused, and that every one is explained."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper() == "PORT" or name.upper().startswith("OPDRACHTEN_"):
            monkeypatch.delenv(name)


def test_defaults() -> None:
    settings = Settings()
    assert settings.data == Path("data")
    assert settings.corpus == (Path("corpus"),)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.base_url is None and settings.origin is None
    assert settings.jobs >= 1


@pytest.mark.parametrize(
    ("environment", "name", "expected"),
    [
        ({"OPDRACHTEN_DATA": "/srv/index"}, "data", Path("/srv/index")),
        ({"OPDRACHTEN_CORPUS": "a"}, "corpus", (Path("a"),)),
        ({"OPDRACHTEN_CORPUS": os.pathsep.join(["a", "b c"])}, "corpus", (Path("a"), Path("b c"))),
        ({"OPDRACHTEN_CORPUS": '["a"]'}, "corpus", (Path('["a"]'),)),
        ({"PORT": "9000"}, "port", 9000),
        ({"PORT": "9000", "OPDRACHTEN_PORT": "9001"}, "port", 9001),
        ({"PORT": "", "OPDRACHTEN_PORT": ""}, "port", 8000),
        ({"OPDRACHTEN_JOBS": "3"}, "jobs", 3),
        (
            {"OPDRACHTEN_BASE_URL": "https://opdrachten.example.nl/"},
            "origin",
            "https://opdrachten.example.nl",
        ),
        ({"OPDRACHTEN_BASE_URL": "https://example.nl/zoek/"}, "origin", "https://example.nl/zoek"),
    ],
)
def test_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], name: str, expected: object
) -> None:
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    assert getattr(Settings(), name) == expected


def test_what_is_given_wins_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PORT", "1"), ("OPDRACHTEN_PORT", "2"), ("OPDRACHTEN_DATA", "x")):
        monkeypatch.setenv(name, value)
    settings = Settings(port=3, data=Path("y"), corpus=(Path("z"),))
    assert (settings.port, settings.data, settings.corpus) == (3, Path("y"), (Path("z"),))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPDRACHTEN_PORT", "65536"),
        ("PORT", "achtduizend"),
        ("OPDRACHTEN_JOBS", "0"),
        ("OPDRACHTEN_REFRESH_SECONDS", "0"),
        ("OPDRACHTEN_BASE_URL", "opdrachten.example.nl"),
        ("OPDRACHTEN_BASE_URL", "https://example.nl/?a=b"),
        ("OPDRACHTEN_CORPUS", os.pathsep),
        ("OPDRACHTEN_CONTACT_EMAIL", "niemand"),
        ("OPDRACHTEN_STREAM_DAYS", "89"),
    ],
)
def test_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_a_misspelt_argument_is_refused() -> None:
    with pytest.raises(ValidationError, match="poort"):
        Settings(poort=1)  # type: ignore[call-arg]


def test_every_setting_is_explained() -> None:
    unexplained = [
        name for name, field in Settings.model_fields.items() if not (field.description or "").endswith(".")
    ]
    assert unexplained == []
