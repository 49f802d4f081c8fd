"""Which language model the texts are read with, and whether it is there; asked without loading spaCy."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from typing import Final

DEFAULT_MODEL: Final = "nl_core_news_sm"


def is_installed(model: str) -> bool:
    """Whether ``model`` is an installed package, as ``spacy.util.is_package`` asks it."""
    try:
        distribution(model)
    except (PackageNotFoundError, ValueError):  # a path is no name of a package
        return False
    return True
