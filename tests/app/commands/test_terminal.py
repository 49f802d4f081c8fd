"""Text of others on a terminal has nothing that the terminal obeys."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from app.commands.terminal import clean, json_line, printable
from tests.app.commands.running import opdrachten


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
