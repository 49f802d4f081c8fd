"""Schemathesis asks the running server more than two thousand questions, made from its own description, with every check
on: each answer must be one that the description has, and none an error of the server's.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.app.api.serving import ROOT, figures, served

FEWEST = 2_000
EXAMPLES = 100
"""Of each operation, besides those that cover its bounds."""
SEED = os.environ.get("SCHEMATHESIS_SEED", "20261126")


def test_every_answer_is_as_described(data_dir: Path, tmp_path: Path) -> None:
    with served(data_dir) as server:
        command = [str(Path(sys.executable).with_name("schemathesis")), "--no-color"]
        command += ["--config-file", str(ROOT / "tests/app/api/schemathesis.toml")]
        command += ["run", f"{server.url}/openapi.json", "--checks", "all", "--seed", SEED, "--no-shrink"]
        command += ["--max-examples", str(EXAMPLES), "--continue-on-failure", "--generation-database", "none"]
        environment = {
            **os.environ,
            "SCHEMATHESIS_HOOKS": "tests.app.api.fuzz_hooks",
            "PYTHONPATH": str(ROOT),
        }
        ended = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600
        )
        told = figures(server.url)
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr[-2_000:]
    # Counted by the server, not by who asked.
    asked = {name: value for name, value in told.items() if name.startswith("opdrachten_http_requests_total")}
    assert sum(asked.values()) >= FEWEST
    assert [name for name in asked if 'status="5' in name or 'status="429"' in name] == []
