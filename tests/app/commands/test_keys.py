"""``opdrachten keys``: a key is made, shown once, listed and revoked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.api.keys import Keys
from tests.app.commands.running import lines, opdrachten


def test_from_making_to_revoking(tmp_path: Path) -> None:
    empty = opdrachten("keys", "list", "--data", tmp_path)
    assert empty.exit_code == 0 and "nog geen sleutels" in empty.stdout

    made = opdrachten(
        "keys", "create", "Banenbord Noord", "--scope", "exchange", "--days", 30, "--data", tmp_path
    )
    assert made.exit_code == 0
    token = made.stdout.splitlines()[-1]
    found = Keys(tmp_path / "keys").find(token)
    assert found is not None and (found.name, found.scopes) == ("Banenbord Noord", ("exchange",))
    assert found.expires is not None and (found.expires - found.created).days == 30

    listed = opdrachten("keys", "list", "--data", tmp_path).stdout
    assert listed.startswith(f"{found.id}  geldig ") and listed.endswith("Banenbord Noord\n")
    assert token not in listed and found.digest not in listed

    gone = opdrachten("keys", "revoke", found.id, "--data", tmp_path)
    assert gone.exit_code == 0 and gone.stdout == f"Sleutel {found.id} van Banenbord Noord is ingetrokken.\n"
    assert Keys(tmp_path / "keys").find(token) is None
    assert f"{found.id}  ingetrokken " in opdrachten("keys", "list", "--data", tmp_path).stdout


def test_as_json(tmp_path: Path) -> None:
    made = lines(opdrachten("keys", "create", "Banenbord", "--data", tmp_path, "--json"))[0]
    assert set(made) == {
        "id",
        "name",
        "scopes",
        "created",
        "expires",
        "revoked",
        "state",
        "lastUsed",
        "token",
    }
    assert (made["scopes"], made["state"]) == (["read"], "valid")
    listed = lines(opdrachten("keys", "list", "--data", tmp_path, "--json"))
    assert listed == [{name: value for name, value in made.items() if name != "token"}]


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    made = opdrachten("keys", "create", "Boos \x1b[31mbord", "--data", tmp_path)
    assert "\x1b" not in made.stdout + opdrachten("keys", "list", "--data", tmp_path).stdout


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    id = str(lines(opdrachten("keys", "create", "Banenbord", "--data", tmp_path, "--json"))[0]["id"])
    (tmp_path / "keys" / f"{id}.json").write_text(json.dumps({"id": id}), encoding="utf-8")
    listed = opdrachten("keys", "list", "--data", tmp_path)
    assert listed.exit_code == 3 and id in listed.stderr


def test_keys_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPDRACHTEN_KEYS", str(tmp_path / "elsewhere"))
    assert opdrachten("keys", "create", "Banenbord", "--data", tmp_path).exit_code == 0
    assert len(Keys(tmp_path / "elsewhere").list()) == 1
    assert not (tmp_path / "keys").exists()
