"""What is kept at the installation: the dictionary's table, and the keys of our own tables' words."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from indexer import keep
from indexer.language import analyser, forms, kept
from indexer.language.forms import fold
from indexer.language.kept import read, write


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return forms.make()


def test_the_table_that_is_kept_is_what_the_dictionary_gives(made: dict[str, str]) -> None:
    assert read(forms.kept_at()) == made, "make install keeps it"
    assert forms.table() == made


def test_the_keys_that_are_kept_are_those_that_the_rules_give(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(analyser.kept_at())
    assert found is not None, "make install keeps them"
    assert {"casusregie", "gemeente", "schuldhulpverlening"} <= found.keys()
    monkeypatch.setattr(analyser, "_known", dict)
    analyser.forget_words()
    assert analyser.make_known() == found
    analyser.forget_words()


def test_a_word_that_came_into_a_table_is_kept_by_the_next_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(forms, "kept_at", lambda: tmp_path / "forms-1.bin")
    monkeypatch.setattr(forms, "make", dict)
    monkeypatch.setattr(analyser, "kept_at", lambda: tmp_path / "keys-1.bin")
    monkeypatch.setattr(analyser, "words_of_tables", lambda: {"gemeente"})
    keep.main()
    assert (read(tmp_path / "keys-1.bin") or {}).keys() == {"gemeente"}
    monkeypatch.setattr(analyser, "words_of_tables", lambda: {"gemeente", "casusregie"})
    keep.main()
    found = read(tmp_path / "keys-1.bin") or {}
    assert found["casusregie"] == ("casusregie", ("casus", "regie"), ("casus", "regie"))


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


def test_a_table_is_kept_in_place_of_other_versions(tmp_path: Path) -> None:
    path, table = tmp_path / "share" / "forms-new.bin", {"uren": ("uur", ())}
    assert read(path) is None
    write(path, table)
    for name in ("forms-old.bin", "keys-old.bin"):
        (path.parent / name).write_bytes(b"old")
    write(path, table)
    assert sorted(file.name for file in path.parent.iterdir()) == ["forms-new.bin", "keys-old.bin"]
    assert read(path) == table


@pytest.mark.parametrize("cut", [0, 10, 20, -1])
def test_a_damaged_one_is_told_and_made_anew(
    tmp_path: Path, cut: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "forms-1.bin"
    write(path, {"uren": "uur"})
    path.write_bytes(path.read_bytes()[:cut])
    with caplog.at_level(logging.WARNING):
        assert read(path) is None
    assert str(path) in caplog.text
    monkeypatch.setattr(forms, "kept_at", lambda: path)
    monkeypatch.setattr(forms, "make", lambda: {"dagen": "dag"})
    forms.table.cache_clear()
    try:
        assert forms.table() == {"dagen": "dag"}
    finally:
        forms.table.cache_clear()


def test_another_dictionary_or_other_rules_have_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    here = forms.kept_at()
    monkeypatch.setattr(forms, "version", lambda name: "0.0")
    assert forms.kept_at() != here
    assert kept.kept_at("keys", "1") != kept.kept_at("keys", "2") != kept.kept_at("forms", "2")
