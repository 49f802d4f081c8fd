"""Looking at the words of a text one by one where most of them have nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

_MOST = 60_000

Found = TypeVar("Found")


class Telling(Generic[Found]):
    """What a look at each word of a set finds. Words in which it found nothing, by far the most, are remembered and passed by
    in one step for all of a text.
    """

    def __init__(self, look: Callable[[str], Found]) -> None:
        """``look`` gives something false for a word that says nothing, and the same for the same word every time."""
        self._look = look
        self._silent: set[str] = set()

    def __call__(self, words: set[str]) -> Iterator[Found]:
        """What was found, in no order."""
        if len(self._silent) > _MOST:
            self._silent.clear()
        for word in words - self._silent:
            if found := self._look(word):
                yield found
            else:
                self._silent.add(word)
