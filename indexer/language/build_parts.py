"""Works out which words begin and end Dutch compounds, and how many: ``python -m indexer.language.build_parts LIST``.

``LIST`` is a file with one Dutch word a line, made for OpenTaal's word list (Debian: ``wdutch``). Every listed word is
split in all ways into two words that both list and dictionary know; each split counts its head and its tail, first
evenly over the ways, then for the way whose head and tail are the most productive. What comes out is a count of words,
not the list itself. Run by hand when the tables in ``never_parts.txt`` or the dictionary change; the product reads only
the two tables that it writes.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from indexer.language.compounds import unlinked
from indexer.language.inflection import guessed_lemma, known_lemma
from indexer.language.lexicon import dictionary_lemma, fold, rows

_WORDS = Path(__file__).parents[1] / "knowledge" / "words"
_SOURCE = """# {what}
# Counted by indexer/language/build_parts.py over OpenTaal's Dutch word list 2.10 (Debian wdutch), copyright 1996
# Nederlandstalige TeX Gebruikersgroep, 2001-2020 OpenTaal, Simon Brouwer and others, BSD licence or CC BY 3.0; the words
# are those that simplemma's dictionary (MIT licence) knows as well. Columns, by tab: {columns}.
"""
_LEAST_FAMILY = 3
Split = tuple[str, str, str]


def _never(place: str) -> frozenset[str]:
    table = (row.split() for row in rows("never_parts.txt"))
    return frozenset(word for word, where in table if where in (place, "both"))


class Families:
    """Counts heads and tails over a list of words."""

    def __init__(self, listed: Iterable[str]) -> None:
        self.listed = {fold(word) for word in listed if word.isalpha() and word.islower()}
        self.never_head, self.never_tail = _never("head"), _never("tail")
        verbs = {lemma for form in self.listed if form.startswith("ge") and (lemma := dictionary_lemma(form))}
        self.verbs = {verb for verb in verbs if verb.endswith("en")}
        self.heads: Counter[tuple[str, str]] = Counter()
        self.tails: Counter[str] = Counter()

    def _known(self, word: str) -> bool:
        """Whether it is a word: the dictionary lacks many that have no other form (asfalt, schade), the list does not."""
        return word in self.listed and len(word) > (2 if dictionary_lemma(word) is not None else 4)

    def _tail(self, surface: str) -> str | None:
        """The key of a tail, ``None`` where the word is none: verbs join their objects in forms that are no compound."""
        if surface in self.never_tail or not self._known(surface):
            return None
        lemma = known_lemma(surface) or guessed_lemma(surface)
        participle = surface.startswith("ge") or surface.endswith(("end", "ende"))
        if lemma in self.never_tail or (lemma in self.verbs and not participle):
            return None
        return lemma

    def _heads(self, surface: str) -> Iterator[str]:
        """The words that a head may come from: itself, or itself without linking letters."""
        if surface in self.never_head:
            return
        whole = self._known(surface)
        if whole:
            yield surface
        for base in unlinked(surface):
            if (not whole or surface.endswith("s")) and base not in self.never_head and self._known(base):
                yield base

    def splits(self, word: str) -> list[Split]:
        """All ways to split a word, as (head in the compound, word the head comes from, key of the tail)."""
        found: list[Split] = []
        for at in range(3, len(word) - 2):
            tail = self._tail(word[at:])
            if tail is not None:
                found.extend((word[:at], base, tail) for base in self._heads(word[:at]))
        return found

    def count(self) -> None:
        """Fills ``heads`` and ``tails``."""
        ways = [splits for word in sorted(self.listed) if len(word) > 5 and (splits := self.splits(word))]
        heads: Counter[str] = Counter()
        tails: Counter[str] = Counter()
        for splits in ways:
            for head, _, tail in splits:
                heads[head] += 1
                tails[tail] += 1

        def worth(split: Split) -> tuple[float, int]:
            # A head that is a word and may as well be another word with a linking s (plaats, dorps) is the one that
            # ends compounds too.
            head, base, tail = split
            return log(heads[head] + 1) + log(tails[tail] + 1), tails[known_lemma(base) or base]

        for _ in range(3):
            best = [max(splits, key=worth) for splits in ways]
            heads, tails = Counter(s[0] for s in best), Counter(s[2] for s in best)
            self.heads, self.tails = Counter((s[0], s[1]) for s in best), tails


def _write(name: str, what: str, columns: str, lines: Iterable[str]) -> None:
    text = _SOURCE.format(what=what, columns=columns) + "".join(f"{line}\n" for line in sorted(lines))
    (_WORDS / name).write_text(text, encoding="utf-8")


def main(path: str) -> None:
    """Reads the word list at ``path`` and writes both tables."""
    families = Families(Path(path).read_text(encoding="utf-8").split("\n"))
    families.count()
    heads: dict[str, tuple[str, int]] = {}
    for (form, base), count in families.heads.items():
        if count >= _LEAST_FAMILY and count > heads.get(form, ("", 0))[1]:
            heads[form] = (base, count)
    _write(
        "compound_heads.tsv",
        "Words that begin Dutch compounds, as they stand there, linking letters included.",
        "form, the word it comes from where that is another, number of compounds",
        (f"{form}\t{base if base != form else ''}\t{count}" for form, (base, count) in heads.items()),
    )
    tails = {tail: count for tail, count in families.tails.items() if count >= _LEAST_FAMILY}
    _write(
        "compound_tails.tsv",
        "Words that end Dutch compounds, in their dictionary form.",
        "key, number of compounds",
        (f"{tail}\t{count}" for tail, count in tails.items()),
    )


if __name__ == "__main__":
    main(sys.argv[1])
