"""Looking at the words of a text one by one where most of them have nothing to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_MOST = 60_000
_LONGEST = 200  # characters; a longer word is met once

Found = TypeVar("Found")


class Telling(dict[str, Found]):
    """What a look at each word finds, remembered by the word: what one text says in passing is said in most.

    Of so many words the half that was met last is kept: the frequent ones are no new words in the next text.
    """

    def __init__(self, look: Callable[[str], Found]) -> None:
        """``look`` gives something false for a word that says nothing, and the same for the same word every time."""
        self._look = look
        self._before: dict[str, Found] = {}

    def __missing__(self, word: str) -> Found:
        before = self._before
        found = before[word] if word in before else self._look(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST // 2:
                self._before = dict(self)
                self.clear()
            self[word] = found
        return found

    def of(self, words: Iterable[str]) -> Iterator[Found]:
        """What was found in these words, in their order; those that say nothing are passed over."""
        return filter(None, map(self.__getitem__, words))
