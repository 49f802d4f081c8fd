"""Settings: which source wins, what is refused, and that every one is explained."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import LOCAL_LIMIT, Settings


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
        ({"OPDRACHTEN_TRUSTED_PROXIES": ""}, "trusted_proxies", ()),
        (
            {"OPDRACHTEN_TRUSTED_PROXIES": "192.0.2.1, 10.0.0.0/8,2001:db8::/32"},
            "trusted_proxies",
            tuple(map(ip_network, ("192.0.2.1/32", "10.0.0.0/8", "2001:db8::/32"))),
        ),
        ({}, "local_limit", LOCAL_LIMIT),
        ({"OPDRACHTEN_LIMIT_OPEN": "5"}, "local_limit", 5),
        ({"OPDRACHTEN_LIMIT_OPEN": "5", "OPDRACHTEN_LIMIT_LOCAL": "0"}, "local_limit", 0),
        ({"OPDRACHTEN_DATA": "/srv/index"}, "keys_directory", Path("/srv/index/keys")),
        ({"OPDRACHTEN_KEYS": "/srv/keys"}, "keys_directory", Path("/srv/keys")),
        ({}, "exchange_open", True),
        ({"OPDRACHTEN_EXCHANGE_OPEN": "false"}, "exchange_open", False),
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
        ("OPDRACHTEN_TRUSTED_PROXIES", "proxy.example.nl"),
        ("OPDRACHTEN_TRUSTED_PROXIES", "*"),
        ("OPDRACHTEN_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("OPDRACHTEN_LIMIT_OPEN", "-1"),
        ("OPDRACHTEN_LOG_FORMAT", "xml"),
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


def test_the_manual_of_the_api_tells_settings_as_they_are() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \| ([^|]+) \|", manual, re.M)
    told = {
        name.lower(): default
        for names, defaults in rows
        for name, default in zip(re.findall(r"[A-Z_]+", names), defaults.split(", "), strict=True)
    }
    assert len(told) >= 12 and set(told) <= set(Settings.model_fields)
    for name, default in told.items():
        value = LOCAL_LIMIT if name == "limit_local" else Settings.model_fields[name].default
        if re.fullmatch(r"[0-9]+|true|false", default):
            assert float(value) == float({"true": 1, "false": 0}.get(default, default)), name


def test_nodes_of_a_cluster_are_told_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPDRACHTEN_OPENSEARCH_URLS", "http://10.0.0.1:9200, https://u:p@zoek.example.nl")
    assert Settings().opensearch_urls == ("http://10.0.0.1:9200", "https://u:p@zoek.example.nl")
    assert Settings().engine == "tantivy"


@pytest.mark.parametrize("urls", ["10.0.0.1:9200", "http://10.0.0.1:9200/map", "ftp://10.0.0.1", ","])
def test_what_is_no_node_of_a_cluster(urls: str) -> None:
    with pytest.raises(ValidationError):
        Settings(opensearch_urls=urls)  # type: ignore[arg-type]


def test_a_cluster_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.settings.find_spec", lambda name: None)
    with pytest.raises(ValidationError, match=r"pip install \.\[cluster\]"):
        Settings(engine="opensearch")
    assert Settings(engine="tantivy").engine == "tantivy"


@pytest.mark.parametrize("alias", ["Opdrachten", "a-b", "a*", "", "_x"])
def test_an_alias_is_a_plain_word(alias: str) -> None:
    with pytest.raises(ValidationError):
        Settings(opensearch_alias=alias)
