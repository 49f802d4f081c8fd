"""Spectral holds the description against every rule it has for OpenAPI and against the API Design Rules, written as our own
ruleset in ``tests/api-rules``. Not one warning is let through.
"""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.api.description import describe
from tests.app.api.serving import ROOT

RULES = ROOT / "tests" / "api-rules"
SPECTRAL = ROOT / ".tools" / "node_modules" / ".bin" / "spectral"
ORIGIN, EMAIL = "https://opdrachten.example.nl", "beheer@example.nl"


@pytest.fixture(scope="module")
def spectral() -> Path:
    """The command; in CI its absence fails, elsewhere it skips."""
    if not SPECTRAL.exists():
        reason = "Spectral is not installed; it takes Node.js 20 and: make spectral"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return SPECTRAL


def _lint(
    spectral: Path, rules: str, description: dict[str, Any], folder: Path
) -> tuple[int, list[dict[str, Any]]]:
    """The exit status and all findings."""
    file, found = folder / "openapi.json", folder / "found.json"
    file.write_text(json.dumps(description), encoding="utf-8")
    command = [str(spectral), "lint", "--ruleset", str(RULES / rules), "--fail-severity", "hint"]
    command += ["--format", "json", "--output", str(found), "--quiet", str(file)]
    environment = {**os.environ, "SCARF_ANALYTICS": "false"}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)
    assert ended.returncode in (0, 1), ended.stdout + ended.stderr
    findings: list[dict[str, Any]] = json.loads(found.read_text(encoding="utf-8"))
    return ended.returncode, findings


@pytest.mark.parametrize(
    ("rules", "version_one"),
    [("design-rules.yaml", False), ("version-one.yaml", True)],
    ids=["service", "v1"],
)
def test_the_description_keeps_every_rule(
    spectral: Path, tmp_path: Path, rules: str, version_one: bool
) -> None:
    status, found = _lint(spectral, rules, describe(ORIGIN, EMAIL, version_one=version_one), tmp_path)
    assert [f"{one['code']} at {'.'.join(map(str, one['path']))}: {one['message']}" for one in found] == []
    assert status == 0


def _broken() -> dict[str, Any]:
    """The description with a breach of every rule of our own."""
    broken = copy.deepcopy(describe(ORIGIN, EMAIL, version_one=True))
    paths, components = broken["paths"], broken["components"]
    search = paths["/assignments"]["get"]
    broken["openapi"] = "3"
    broken["info"]["version"] = "1.0"
    del broken["info"]["contact"]["email"]
    broken["servers"] = [{"url": "http://opdrachten.example.nl/v1.1", "description": "Deze dienst."}]
    paths["/Slecht_Pad/"] = {"get": copy.deepcopy(search)}
    paths["/head"] = {"head": copy.deepcopy(search)}
    search["parameters"].append({"name": "slecht-woord", "in": "query", "schema": {"type": "string"}})
    search["responses"]["422"] = search["responses"].pop("400")
    del search["responses"]["200"]["headers"]["API-Version"]
    del components["responses"]["Problem404"]["headers"]
    components["responses"]["Problem406"]["content"] = {"application/json": {"schema": {"type": "object"}}}
    del components["schemas"]["Problem"]["properties"]["detail"]
    components["schemas"]["slechteNaam"] = {
        "type": "object",
        "properties": {"slechte_sleutel": {"type": "string"}},
    }
    properties = components["schemas"]["Assignment"]["properties"]
    properties["endDate"] = {"type": "string", "format": "date-time"}
    properties["deadlineAt"] = {"type": "string", "format": "time"}
    return broken


def test_every_rule_of_our_own_can_be_broken(spectral: Path, tmp_path: Path) -> None:
    own = set()
    for file in RULES.glob("*.yaml"):
        rules = file.read_text(encoding="utf-8").partition("\nrules:\n")[2]
        own |= set(re.findall(r"^  ([a-z0-9-]+):$", rules, re.M))
    assert len(own) > 15
    status, found = _lint(spectral, "version-one.yaml", _broken(), tmp_path)
    assert status == 1
    assert own - {one["code"] for one in found} == set()
