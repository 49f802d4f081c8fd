"""Text of others on a terminal has nothing that the terminal obeys."""

from __future__ import annotations

import errno
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from app.commands import terminal
from app.commands.terminal import clean, json_line, printable, why
from tests.app.commands.running import OPDRACHTEN, ROOT, SHELL, opdrachten


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u2028", "\r", "\x7f"])
def test_no_control_character_reaches_the_output(character: str) -> None:
    text = f"een{character}twee"
    assert character not in clean(text)
    assert len(clean(text)) == len(text)
    assert character not in printable(text)
    encoded = json_line({"x": text}).decode("utf-8")
    assert character not in encoded
    assert json.loads(encoded) == {"x": text}


def test_a_file_name_cannot_steer_the_terminal(corpus: Path) -> None:
    steering = corpus / "\x1b[31mrood\x9b2J.txt"
    shutil.copy(corpus / "regisseur.txt", steering)
    for arguments in (["parse", steering], ["parse", "--explain", steering], ["parse", f"{steering}x"]):
        result = opdrachten(*arguments)
        assert not re.search(r"[\x1b\x9b]", result.output)


class Full:
    """An output on a disk that is full."""

    def write(self, text: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None:
        """Nothing was taken in."""

    @property
    def buffer(self) -> Full:
        return self


@pytest.mark.parametrize("out", [Full(), None])
def test_what_is_done_is_done_where_it_cannot_be_shown(
    out: Full | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    silenced: list[bool] = []
    monkeypatch.setattr(terminal, "_silence", lambda: silenced.append(True))
    monkeypatch.setattr("sys.stdout", out)
    terminal.write_outcome(b"gedaan")
    assert "kan niet worden getoond" in capsys.readouterr().err and silenced
    with pytest.raises(OSError):
        terminal.write(b"het gevraagde")


@pytest.mark.parametrize("err", [Full(), None])
def test_where_nothing_can_be_told_nothing_is(err: Full | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", err)
    terminal.tell("dit")


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "| true"])
def test_a_run_ends_as_it_ended_whatever_reads_it(corpus: Path, tmp_path: Path, closed: str) -> None:
    command = shlex.join(
        [*OPDRACHTEN, "reindex", "--corpus", str(corpus), "--data", str(tmp_path / "d"), "--jobs", "1"]
    )
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} {closed}"],
        cwd=ROOT, env=SHELL, capture_output=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert b"Traceback" not in run.stderr
    assert len(list((tmp_path / "d" / "generations").iterdir())) == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "/data/reindex.lock"), "/data/reindex.lock: de gebruiker heeft er geen rechten voor"),
        (OSError(30, "Read-only file system", "/data/x"), "/data/x: de schijf is alleen te lezen"),
        (FileNotFoundError(2, "No such file or directory", "/x"), "/x: bestaat niet"),
        (OSError(28, "No space left on device"), "de schijf is vol"),
        (OSError(28, "No space left on device", "/data/x"), "/data/x: de schijf is vol"),
        (OSError(104, "Connection reset by peer"), "[Errno 104] Connection reset by peer"),
        (FileNotFoundError("niets"), "niets"),
    ],
)  # fmt: skip
def test_what_the_system_says_of_a_file_is_told_in_words(error: OSError, told: str) -> None:
    assert why(error) == told
