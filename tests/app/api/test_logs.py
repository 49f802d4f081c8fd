"""Log lines: their forms, the id of their request, what never stands in them, and that nobody waits for them."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.api import logs
from app.api.keys import Keys
from tests.app.api.serving import ROOT, served

SECRET = "zeldzaamwoord"


def _lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_a_served_request_is_one_object_with_its_id(data_dir: Path, tmp_path: Path) -> None:
    _, token = Keys(tmp_path / "keys").create("Banenbord", ["read"], 1)
    with served(data_dir, keys=tmp_path / "keys") as server, httpx.Client(base_url=server.url) as client:
        answers = [
            client.get(f"/v1/assignments?q={SECRET}", headers={"Authorization": f"Bearer {token}"}),
            client.get(f"/v1/assignments/{SECRET}"),
            client.get(f"/?q={SECRET}"),
            client.get(
                f"/{SECRET}", headers={"Referer": f"https://{SECRET}.example.nl", "User-Agent": SECRET}
            ),
            client.get(f"/v1/assignments?{SECRET}=1"),
        ]
        client.close()
        log = server.log
        _wait_for_lines(log, len(answers))
        told = {line.get("requestId"): line for line in _lines(log) if line["logger"] == "app.access"}
        text = log.read_text(encoding="utf-8")
    for answer, route in zip(
        answers, ("/v1/assignments", "/v1/assignments/{id}", "/", "none", "/v1/assignments"), strict=True
    ):
        line = told[answer.headers["x-request-id"]]
        assert (line["method"], line["route"], line["status"]) == ("GET", route, answer.status_code)
        assert line["level"] == "info" and line["milliseconds"] > 0
    assert SECRET not in text and "127.0.0.1:" not in text.replace(server.url, "") and token not in text


def test_a_server_that_is_told_to_stop_writes_its_last_lines(data_dir: Path) -> None:
    with served(data_dir) as server, httpx.Client(base_url=server.url) as client:
        for _ in range(50):
            client.get("/v1/assignments?limit=0")
        client.close()
        server.process.terminate()
        server.process.wait(30)
        told = [line for line in _lines(server.log) if line.get("route") == "/v1/assignments"]
    assert len(told) == 50


def _wait_for_lines(log: Path, count: int) -> None:
    end = time.monotonic() + 10
    while log.read_text(encoding="utf-8").count('"app.access"') < count + 1:  # and one for /healthz
        assert time.monotonic() < end, "the lines were not written in time"
        time.sleep(0.05)


def _record(error: Exception, request_id: str | None) -> logging.LogRecord:
    try:
        raise error
    except Exception:
        info = sys.exc_info()
    record = logging.LogRecord("app.x", logging.ERROR, "x.py", 1, "request %s failed", (request_id,), info)
    record.request_id = request_id
    return record


@pytest.mark.parametrize("form", [logs.JsonForm, logs.TextForm])
def test_the_message_of_an_error_in_a_request_is_not_told(form: type[logs._Form]) -> None:
    wrapped = ValueError(f"unexpected {SECRET}")
    wrapped.__cause__ = KeyError(SECRET)
    told = form(details=False).format(_record(wrapped, "abc"))
    assert SECRET not in told
    assert (
        "builtins.ValueError" in told
        and "builtins.KeyError" in told
        and "test_logs.py" in told
        and "abc" in told
    )
    assert SECRET in form(details=True).format(_record(wrapped, "abc"))
    assert SECRET in form(details=False).format(_record(wrapped, None))  # no request, nothing searched for


def test_a_text_line_is_for_a_person() -> None:
    record = logging.LogRecord("app.access", logging.INFO, "x.py", 1, "GET %s", ("/",), None)
    record.request_id = "abc"
    assert logs.TextForm(details=False).format(record)[8:] == " info    GET / [abc]"


def test_a_json_line_is_one_line() -> None:
    told = logs.JsonForm(details=True).format(_record(ValueError("a\nb"), None))
    assert "\n" not in told and json.loads(told)["exception"].endswith("ValueError: a\nb")


def test_a_log_that_nobody_reads_holds_nothing_up() -> None:
    """Standard error is a pipe that nobody reads: ten megabytes of lines must still be taken in at once."""
    script = textwrap.dedent(
        """
        import logging, time
        from app.api import logs
        from app.settings import Settings

        logs.set_up(Settings(log_format="json"))
        started = time.monotonic()
        for _ in range(2 * logs.MOST_WAITING):
            logging.getLogger("app.x").info("x" * 500)
        print(time.monotonic() - started, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    seconds = float(process.stdout.readline())
    assert process.wait(20) == 0  # and the process ends as well
    process.stdout.close()
    process.stderr.close()
    assert seconds < 10


def test_the_last_lines_are_written() -> None:
    script = textwrap.dedent(
        """
        import logging
        from app.api import logs
        from app.settings import Settings

        logs.set_up(Settings(log_format="text"))
        for number in range(500):
            logging.getLogger("app.x").info("line %s", number)
        """
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert len(ended.stderr.splitlines()) == 500 and ended.stderr.rstrip().endswith("line 499")
