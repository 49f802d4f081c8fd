"""A text as the rules read it. They go by its characters and its layout, so spaCy, which takes a third of a second to load, is
loaded only for whoever asks for tokens, and for the language model where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    import spacy.tokens

TEXT: Final = "text"
"""Where the ``user_data`` of a doc may hold the text that it was made of: spaCy puts ``doc.text`` together anew from its tokens
at every access, which takes longer than finding the sentences.
"""
EXTENSIONS: Final = ("layout", "source")
"""What a doc has of ours as ``doc._``."""


class Doc(Protocol):
    """What the rules ask of a text: a ``spacy.tokens.Doc`` has it, and so has a :class:`LazyDoc`."""

    user_data: dict[Any, Any]

    @property
    def _(self) -> Any: ...


class LazyDoc:
    """Stands for the spaCy doc of a text that rules alone read, and becomes it for whatever else is asked of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.user_data: dict[Any, Any] = {TEXT: text}
        self._: Any = SimpleNamespace(**dict.fromkeys(EXTENSIONS))

    @cached_property
    def made(self) -> spacy.tokens.Doc:
        """The spaCy doc with its tokens. Give this to spaCy's own matchers and components: they take nothing else."""
        from indexer.language.pipeline import get_pipeline

        doc = get_pipeline().make_doc(self.text)
        doc.user_data = self.user_data
        for name in EXTENSIONS:
            doc._.set(name, getattr(self._, name))
        return doc

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made, name)

    def __len__(self) -> int:
        return len(self.made)

    def __iter__(self) -> Iterator[spacy.tokens.Token]:
        return iter(self.made)

    def __getitem__(self, key: Any) -> Any:
        return self.made[key]
