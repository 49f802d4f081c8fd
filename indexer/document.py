"""One file -> one record: the stretch of road that workers, the commands and the evaluation all share.

The parser is loaded at first use: the run that hands documents to others, and needs to know only which version of the rules
they go by, does without.
"""

from __future__ import annotations

from pathlib import Path

from indexer.parse.version import parser_version as version_of_rules
from indexer.record import Record


def parse_file(path: Path, file: str, id: str) -> Record:
    """Read and parse the document at ``path``; the record calls it ``file`` and holds no personal data.

    Raises ``ReadError``.
    """
    return _parse(path, file, id, keep_personal_data=False)


def parse_file_with_personal_data(path: Path, file: str, id: str) -> Record:
    """The same, with contact names, mail addresses and telephone numbers left in."""
    return _parse(path, file, id, keep_personal_data=True)


def _parse(path: Path, file: str, id: str, *, keep_personal_data: bool) -> Record:
    from indexer.parse.parser import parse_source
    from indexer.readers import read

    return parse_source(read(path), file=file, id=id, keep_personal_data=keep_personal_data)


def prepare() -> None:
    """Load all that parsing needs (most of it at first use), so that the first document does not bear the
    cost.
    """
    from indexer.parse.parser import parse_source
    from indexer.readers.source import SourceText

    parse_source(SourceText("Opdracht in Almelo, 24 uur per week."), file="", id="")


def parser_version(*, keep_personal_data: bool = False) -> str:
    """What a stored record depends on besides the bytes: the rules, the language model that was there, and whether
    personal data was left in.
    """
    kept = "+personal-data" if keep_personal_data else ""
    return f"{version_of_rules()}+{language_model() or 'no-model'}{kept}"


def language_model() -> str | None:
    """Name and version of the language model in use, ``None`` where parsing goes by rules alone."""
    # Loading the pipeline takes a second, which a night without the model has no use for.
    from indexer.language.model import DEFAULT_MODEL, is_installed

    if not is_installed(DEFAULT_MODEL):
        return None
    from indexer.language.pipeline import get_pipeline, model_in_use

    return model_in_use(get_pipeline())
