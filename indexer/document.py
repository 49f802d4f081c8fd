"""One file -> one record: the stretch of road that workers, the commands and the evaluation all share."""

from __future__ import annotations

from pathlib import Path

from spacy.util import is_package

from indexer.language.pipeline import DEFAULT_MODEL, get_pipeline, model_in_use
from indexer.parse import PARSER_VERSION, parse_source
from indexer.readers import SourceText, read
from indexer.record import Record


def parse_file(path: Path, file: str, id: str) -> Record:
    """Read and parse the document at ``path``; the record calls it ``file`` and holds no personal data.

    Raises ``ReadError``.
    """
    return parse_source(read(path), file=file, id=id)


def parse_file_with_personal_data(path: Path, file: str, id: str) -> Record:
    """The same, with contact names, mail addresses and telephone numbers left in."""
    return parse_source(read(path), file=file, id=id, keep_personal_data=True)


def prepare() -> None:
    """Load all that parsing needs (most of it at first use), so that the first document does not bear the
    cost.
    """
    parse_source(SourceText("Opdracht in Almelo, 24 uur per week."), file="", id="")


def parser_version(*, keep_personal_data: bool = False) -> str:
    """What a stored record depends on besides the bytes: the rules, the language model that was there, and whether
    personal data was left in.
    """
    kept = "+personal-data" if keep_personal_data else ""
    return f"{PARSER_VERSION}+{language_model() or 'no-model'}{kept}"


def language_model() -> str | None:
    """Name and version of the language model in use, ``None`` where parsing goes by rules alone."""
    # Loading the pipeline takes half a second, which a night without one new text has no other use for.
    return model_in_use(get_pipeline()) if is_package(DEFAULT_MODEL) else None
