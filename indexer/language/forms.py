"""simplemma's Dutch dictionary as one table, from folded form to folded lemma.

Making it takes a second, for which every process would wait at its start, a night's two. ``make install`` writes it down
once, beside the libraries (``python -m indexer.language.forms``); who finds none of its own version makes it, and goes on the same.
"""

from __future__ import annotations

import logging
import marshal
import os
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Final

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

_LETTERS: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o"})  # fmt: skip
_DIGEST_SIZE: Final = 16

log = logging.getLogger(__name__)


def fold(text: str) -> str:
    """Lowercase without accents or diaeresis, with straight apostrophes (``Coördinatoren’s`` -> ``coordinatoren's``)."""
    text = text.lower()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def make() -> dict[str, str]:
    """The table, from the dictionary."""
    dictionary: Mapping[str, str] = DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")
    plain = {form: lemma for form, lemma in dictionary.items() if lemma}
    for form in [form for form in plain if not form.isascii()]:
        plain.setdefault(fold(form), plain[form])
    one = {
        form: form for form in plain
    }  # a string that stands there often is one object, and is written down once
    return {form: one.setdefault(lemma := _lemma(form, plain[form]), lemma) for form in one.copy()}


def _lemma(form: str, lemma: str) -> str:
    if not lemma.isascii() or not lemma.islower() or "_" in lemma:  # a separable verb is written vast_stellen
        lemma = fold(lemma.replace("_", ""))
    # A few words have another word around them for lemma (vaardig under vervaardigen): these stand for themselves.
    return form if len(lemma) > len(form) and form in lemma[1:] else lemma


def kept_at() -> Path:
    """Where the table of this dictionary, these rules and this Python is kept."""
    digest = blake2b(Path(__file__).read_bytes(), digest_size=8)
    digest.update(f"{version('simplemma')} {sys.implementation.cache_tag}".encode())
    return Path(sys.prefix, "share", "opdrachtzoeker", f"forms-{digest.hexdigest()}.bin")


def write(path: Path) -> None:
    """Keep the table at ``path``, in place of those of other versions. Raises ``OSError``."""
    data = marshal.dumps(make())
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_suffix(f".{os.getpid()}")
    building.write_bytes(blake2b(data, digest_size=_DIGEST_SIZE).digest() + data)
    building.replace(path)
    for other in path.parent.glob("forms-*"):
        if other != path:
            other.unlink(missing_ok=True)


def read(path: Path) -> dict[str, str] | None:
    """The table that is kept at ``path``; ``None`` where there is none that is whole."""
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("de woordvormen in %s zijn niet te lezen en worden opnieuw gemaakt: %s", path, error)
        return None
    data = memoryview(kept)[_DIGEST_SIZE:]
    if blake2b(data, digest_size=_DIGEST_SIZE).digest() != kept[:_DIGEST_SIZE]:
        log.warning("de woordvormen in %s zijn beschadigd en worden opnieuw gemaakt", path)
        return None
    table: dict[str, str] = marshal.loads(data)
    return table


@cache
def table() -> Mapping[str, str]:
    """The table: kept, or made where none is."""
    return read(kept_at()) or make()


if __name__ == "__main__" and read(kept_at()) is None:
    write(kept_at())
