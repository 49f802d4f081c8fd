"""The scripts of the pages, by their own tests: ``tests/pages-script/*.test.mjs``, run by Node.js."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "tests" / "pages-script").glob("*.test.mjs"))
SECONDS = 60


@pytest.fixture(scope="session")
def node() -> str:
    """Node.js, 20.19 or newer; in CI its absence fails, elsewhere it skips."""
    found = shutil.which("node")
    if found is None:
        reason = "no Node.js; install version 20.19 or newer to test the scripts of the pages"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def test_there_are_tests() -> None:
    """Without any, the next test would be skipped in silence."""
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_script(node: str, file: Path) -> None:
    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    told = {name: int(number) for name, number in re.findall(r"^# (\w+) (\d+)$", done.stdout, re.MULTILINE)}
    # A file without tests counts as one test that passed, so the tests themselves are looked for.
    assert re.search(r"^ *# Subtest: (?!.*\.test\.mjs$)", done.stdout, re.MULTILINE), done.stdout
    assert (told["skipped"], told["todo"]) == (0, 0)
