"""Comparing words as people do: without regard to case and to how white space runs."""

from __future__ import annotations


def fold(text: str) -> str:
    """Lower case (Unicode casefold), runs of white space as one space, none at the ends."""
    return " ".join(text.casefold().split())


class Folded:
    """A text in which words are found whatever their case and white space, at their offsets in the text
    itself.
    """

    def __init__(self, text: str) -> None:
        characters: list[str] = []
        self._offsets: list[int] = []
        for offset, character in enumerate(text):
            if character.isspace():
                if characters and characters[-1] != " ":
                    characters.append(" ")
                    self._offsets.append(offset)
                continue
            for folded in character.casefold():  # one character may become two
                characters.append(folded)
                self._offsets.append(offset)
        self._text = "".join(characters)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Where the words stand: each time (start, end) in the text. Nothing is found of no words."""
        wanted = fold(words)
        found = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self._offsets[at], self._offsets[at + len(wanted) - 1] + 1))
            at = self._text.find(wanted, at + 1)
        return found
