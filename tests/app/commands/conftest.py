"""A small corpus, and an index of it that is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.commands.running import CONSULENT, REGISSEUR, opdrachten


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "regisseur.txt").write_text(REGISSEUR, encoding="utf-8")
    (folder / "consulent.txt").write_text(CONSULENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the two assignments, made once."""
    home = tmp_path_factory.mktemp("indexed")
    folder = home / "corpus"
    folder.mkdir()
    (folder / "regisseur.txt").write_text(REGISSEUR, encoding="utf-8")
    (folder / "consulent.txt").write_text(CONSULENT, encoding="utf-8")
    result = opdrachten("reindex", "--corpus", folder, "--data", home / "data", "--jobs", 1)
    assert result.exit_code == 0, result.output
    return home / "data"
