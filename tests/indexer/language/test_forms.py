"""The table of the dictionary, kept and made."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from indexer.language import forms
from indexer.language.forms import fold, kept_at, make, read, table, write


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return make()


def test_what_was_kept_at_the_installation_is_what_the_dictionary_gives(made: dict[str, str]) -> None:
    assert read(kept_at()) == made, "make install keeps it"
    assert table() == made


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("gemeenten", "gemeente"),
        ("clienten", "client"),  # cliënten
        ("vaststellen", "vaststellen"),  # vast_stellen
        ("vaardig", "vaardig"),  # not vervaardigen
    ],
)
def test_forms_and_lemmas_are_folded(made: dict[str, str], form: str, lemma: str) -> None:
    assert made[form] == lemma == fold(lemma)


def test_it_is_kept_in_place_of_other_versions(tmp_path: Path, made: dict[str, str]) -> None:
    path = tmp_path / "share" / "forms-new.bin"
    assert read(path) is None
    write(path)
    (path.parent / "forms-old.bin").write_bytes(b"old")
    write(path)
    assert [file.name for file in path.parent.iterdir()] == ["forms-new.bin"]
    assert read(path) == made


@pytest.mark.parametrize("cut", [0, 10, 1_000, -1])
def test_a_damaged_one_is_told_and_made_anew(
    tmp_path: Path, cut: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "forms.bin"
    path.write_bytes(kept_at().read_bytes()[:cut])
    with caplog.at_level(logging.WARNING):
        assert read(path) is None
    assert str(path) in caplog.text
    monkeypatch.setattr(forms, "kept_at", lambda: path)
    monkeypatch.setattr(forms, "make", lambda: {"uren": "uur"})
    table.cache_clear()
    try:
        assert table() == {"uren": "uur"}
    finally:
        table.cache_clear()


def test_another_dictionary_or_python_has_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    here = kept_at()
    monkeypatch.setattr(forms, "version", lambda name: "0.0")
    assert kept_at() != here
