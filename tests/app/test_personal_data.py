"""From a file to what is served: no contact's name, address or number comes through, unless the setting keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner, Result

from app.cli import app
from app.main import create_app
from app.settings import Settings
from indexer.parse.personal import MASK

TEXT = """Regisseur jeugd en gezin

Opdrachtgever: Gemeente Almelo
Locatie: Almelo
Uren per week: 24
Tarief: maximaal € 95 per uur exclusief btw
Startdatum: 1 maart 2027
Sluitingsdatum: 1 februari 2027
Contactpersoon: Tjitske Zwanenveld

Wij zoeken een ervaren regisseur die gezinnen met jeugdhulp begeleidt, samen met onze teamleider Rinse Kloostra.

Stuur je cv voor 1 februari 2027 naar tjitske.zwanenveld@voorbeeld.example.nl of bel 06-12345678. Tjitske helpt je verder.
"""
PERSONAL = ("Tjitske", "Zwanenveld", "Rinse", "Kloostra", "06-12345678", "@")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def opdrachten(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def _folder(home: Path) -> Path:
    folder = home / "corpus"
    folder.mkdir()
    (folder / "regisseur.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("personal")
    result = opdrachten("reindex", "--corpus", _folder(home), "--data", home / "data", "--jobs", 1)
    assert result.exit_code == 0, result.output
    return home / "data"


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=data))) as client:
        yield client


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, item in value.items():
                yield from _strings(item, f"{key}.{name}")
        case list():
            for item in value:
                yield from _strings(item, key)
        case str():
            yield key, value


def _holds_nothing_personal(answer: Any) -> None:
    found = [(key, word) for key, text in _strings(answer) for word in PERSONAL if word in text]
    assert found == []


def test_the_record_is_served_without_them(client: TestClient) -> None:
    items = client.get("/v1/assignments?kind=assignment").json()["items"]
    answer = client.get(f"/v1/assignments/{items[0]['id']}").json()
    _holds_nothing_personal(answer)
    assert [key for key, text in _strings(answer) if MAIL.search(text)] == []
    assert len(answer["text"]) == len(TEXT) and MASK in answer["text"]
    assert answer["organisation"] == "Gemeente Almelo"
    assert answer["deadline"] == "2027-02-01"
    assert answer["rate"]["max"] == 95
    for proofs in answer["evidence"].values():
        for proof in proofs:
            assert answer["text"][proof["start"] : proof["end"]] == proof["text"]


@pytest.mark.parametrize("accept", ["application/ld+json", "application/json"])
def test_no_form_of_the_record_holds_them(client: TestClient, accept: str) -> None:
    id = client.get("/v1/assignments?kind=assignment").json()["items"][0]["id"]
    answer = client.get(f"/v1/assignments/{id}", headers={"accept": accept})
    assert answer.status_code == 200
    _holds_nothing_personal(answer.json())


@pytest.mark.parametrize(
    "query", ["Zwanenveld", "Tjitske", "Kloostra", "06-12345678", '"Tjitske Zwanenveld"']
)
def test_nobody_is_found_by_them(client: TestClient, query: str) -> None:
    assert client.get("/v1/assignments", params={"q": query, "kind": "assignment"}).json()["total"] == 0
    assert client.get("/v1/suggestions", params={"q": query[:5]}).json()["items"] == []


def test_highlights_and_items_hold_the_masked_text(client: TestClient) -> None:
    for query in ("regisseur", "cv", "teamleider", "contactpersoon"):
        answer = client.get(
            "/v1/assignments", params={"q": query, "highlight": "true", "explain": "true"}
        ).json()
        assert answer["total"] == 1, query
        _holds_nothing_personal(answer["items"])


def test_the_pages_show_the_masked_text(client: TestClient) -> None:
    id = client.get("/v1/assignments?kind=assignment").json()["items"][0]["id"]
    for path in ("/?q=teamleider", f"/opdrachten/{id}"):
        page = client.get(path).text
        assert [word for word in PERSONAL[:5] if word in page] == []
        assert not MAIL.search(page)


def test_exports_hold_the_masked_text(data: Path) -> None:
    lines = opdrachten("export", "--data", data).stdout.splitlines()
    assert len(lines) == 1
    _holds_nothing_personal(json.loads(lines[0]))


def test_the_data_folder_holds_them_nowhere(data: Path) -> None:
    words = [
        word.encode()
        for word in ("Tjitske", "Zwanenveld", "Kloostra", "tjitske", "zwanenveld", "06-12345678")
    ]
    files = [path for path in data.rglob("*") if path.is_file()]
    assert files
    assert [(path.name, word) for path in files for word in words if word in path.read_bytes()] == []


def test_the_text_of_parse_is_the_one_that_offsets_count_in(tmp_path: Path) -> None:
    file = _folder(tmp_path) / "regisseur.txt"
    text = opdrachten("parse", "--text", file).stdout
    record = json.loads(opdrachten("parse", file).stdout)
    assert MASK in text
    _holds_nothing_personal([text, record])
    for proofs in record["evidence"].values():
        for proof in proofs:
            assert text[proof["start"] : proof["end"]] == proof["text"]


def test_a_setting_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = _folder(tmp_path), tmp_path / "data"
    reindex = ("reindex", "--corpus", folder, "--data", data, "--jobs", 1, "--json")
    monkeypatch.delenv("OPDRACHTEN_KEEP_PERSONAL_DATA", raising=False)
    assert json.loads(opdrachten(*reindex).stdout)["parsed"] == 1
    monkeypatch.setenv("OPDRACHTEN_KEEP_PERSONAL_DATA", "true")
    assert opdrachten("parse", "--text", folder / "regisseur.txt").stdout == TEXT
    assert json.loads(opdrachten(*reindex).stdout)["parsed"] == 1
    assert json.loads(opdrachten("export", "--data", data).stdout)["text"] == TEXT
    assert json.loads(opdrachten(*reindex).stdout)["parsed"] == 0
    monkeypatch.setenv("OPDRACHTEN_KEEP_PERSONAL_DATA", "false")
    assert json.loads(opdrachten(*reindex).stdout)["parsed"] == 1
    assert MASK in json.loads(opdrachten("export", "--data", data).stdout)["text"]


def test_the_default_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPDRACHTEN_KEEP_PERSONAL_DATA", raising=False)
    assert Settings().keep_personal_data is False
