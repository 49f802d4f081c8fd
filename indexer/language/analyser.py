"""One analyser for documents and queries: a text into tokens with the keys they are indexed and searched by.

``whole`` is the key of the word itself, the same for all its inflections; ``parts`` are the keys of the words that a
compound is made of. Keys are never shown to a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import accumulate
from operator import add
from pathlib import Path
from typing import NamedTuple

from indexer.language import kept
from indexer.language.compounds import best_split, forget_pieces
from indexer.language.inflection import common_form, guessed_lemma, known_lemma
from indexer.language.lexicon import exceptions, fold

_LONGEST_KEY = 60
_CACHED_WORDS = 1 << 17
_RULES = ("analyser.py", "compounds.py", "derivation.py", "forms.py", "inflection.py", "lexicon.py")
_TABLES = (
    "overrides.tsv",
    "exceptions.txt",
    "never_parts.txt",
    "domain_parts.txt",
    "compound_heads.tsv",
    "compound_tails.tsv",
    "derivations.tsv",
)


def _version() -> str:
    """A mark of every rule and table that keys depend on, so that none can change without it."""
    mark = sha256(version("simplemma").encode())
    for package, names in (("indexer.language", _RULES), ("indexer.knowledge.words", _TABLES)):
        for name in names:
            mark.update(files(package).joinpath(name).read_bytes())
    return mark.hexdigest()[:12]


ANALYSER_VERSION = _version()

# A postcode, a link, a mail address, initials, a number, a word behind a prefix with a hyphen, a word.
_POSTCODE = r"(?<![\w.,-])[1-9]\d{3}[ \xa0][A-Z]{2}(?![\w-])"
_LINK = r"""(?:https?://|www\.)[^\s<>"']*[\w/]"""
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_REST = r"""(?<![\w.])[^\W\d_](?:\.[^\W\d_]){1,7}(?![\w])\.?
    |\d+(?:[.,:]\d+)+(?![\w-])|\d+(?:[-/]\d+)+(?!\w)
    |(?<![\w-])(?:re|pre|co|e)-(?=[^\W\d_]{4})[^\W_]+
    |[^\W_]+(?:['’][^\W_]+)*"""
# Most words have a space behind them, and are then nothing else: known at once, a text is read twice as fast, above all where
# their letters are plain, which a table of bits tells. The same goes for a text without @, in which no mail address need be
# looked for at every sign.
_PLAIN = rf"[a-zA-Z]++(?=\s)|(?=\d)(?:{_POSTCODE}|\d[a-zA-Z0-9]*+(?=\s))|[^\W_]++(?=\s)"
_ANY = rf"{_PLAIN}|{_LINK}|{_MAIL}|{_REST}"
_ANY_WITHOUT_MAIL = rf"{_PLAIN}|(?=[^\W_])(?:{_LINK}|{_REST})"
_TOKEN = re.compile(_ANY, re.VERBOSE)
_TOKEN_WITHOUT_MAIL = re.compile(_ANY_WITHOUT_MAIL, re.VERBOSE)
# The same with a group, by which a split gives the words as well as what stands between them.
_SPLIT = re.compile(f"({_ANY})", re.VERBOSE)
_SPLIT_WITHOUT_MAIL = re.compile(f"({_ANY_WITHOUT_MAIL})", re.VERBOSE)


def _tokens_of(text: str) -> re.Pattern[str]:
    return _TOKEN if "@" in text else _TOKEN_WITHOUT_MAIL


# A hyphen that only keeps vowels or a letter apart, within one word: re-integratie, co-ouder, e-learning.
_PREFIXED = re.compile(r"(?:re|pre|co|e)-[^\W\d_]")
# Someone of what an abbreviation names: zzp'er, gz'ers.
_MEMBER = re.compile(r"([^\W\d_]{2,})'ers?|(zzp)-?ers?")
_MEMBERS = ("er", "ers")
_POSTCODE_FOLDED = re.compile(r"([1-9]\d{3})[ \xa0]?([a-z]{2})")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d]\.)+[^\W\d]\.?")


class Token(NamedTuple):
    """A word at ``text[start:end]`` and its keys; ``parts`` is empty where the word is no compound."""

    start: int
    end: int
    text: str
    whole: str
    parts: tuple[str, ...]


class _Keys(NamedTuple):
    whole: str
    leaves: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def kept_at() -> Path:
    """Where the keys of the words of our own tables are kept: a process meets thousands of them at its start."""
    return kept.kept_at("keys", ANALYSER_VERSION)


def words_of_tables() -> set[str]:
    """The words of our own tables."""
    tables = [file for file in files("indexer.knowledge").iterdir() if file.name.endswith((".toml", ".txt"))]
    return {word for table in tables for word in _PLAIN_WORD.findall(table.read_text("utf-8").lower())}


def make_known() -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The keys of :func:`words_of_tables`."""
    words = sorted(words_of_tables())
    return {word: (keys.whole, keys.leaves, keys.parts) for word in words for keys in (_keys(word),)}


@cache
def _known() -> Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return kept.read(kept_at()) or {}


@lru_cache(maxsize=_CACHED_WORDS)
def _keys(surface: str) -> _Keys:
    if (known := _known().get(surface)) is not None:
        return _Keys(*known)
    folded = fold(surface)
    if _PREFIXED.match(folded):
        folded = folded.replace("-", "")
    if not folded.replace("'", "").isalpha():
        return _keys_with_digits(folded)
    member = _MEMBER.fullmatch(folded) if folded.endswith(_MEMBERS) else None
    if member:
        name = member[1] or member[2]
        return _Keys(name + "er", (name,), (name,))
    whole = known_lemma(folded)
    fixed = exceptions().get(whole or folded)
    if fixed is not None:
        leaves = tuple(known_lemma(part) or part for part in fixed)
        return _Keys((whole or folded)[:_LONGEST_KEY], leaves, leaves)
    split = best_split(folded)
    if split is None:
        return _Keys((whole or guessed_lemma(folded).replace("'", ""))[:_LONGEST_KEY])
    tail = folded[split.tail_start :]
    if whole is None or (whole == folded and common_form(tail) == split.tail):
        whole = folded[: split.tail_start] + split.tail  # bewindvoerster is listed, its masculine is not
    parts = tuple([part for part in dict.fromkeys((*split.parts, *split.inner)) if part != whole])
    return _Keys(whole[:_LONGEST_KEY], split.parts, parts)


def _keys_with_digits(folded: str) -> _Keys:
    """A range or a date keeps its numbers as parts (``24-36``), and a postcode its digits; an address, an amount or ``top3`` is one
    key.
    """
    if "@" in folded or "//" in folded or folded.startswith("www."):
        return _Keys((folded.partition("//")[2] or folded)[:_LONGEST_KEY])
    if _INITIALS.fullmatch(folded):
        return _Keys(folded.replace(".", ""))
    if postcode := _POSTCODE_FOLDED.fullmatch(folded):
        # Its letters are no word of their own: those of 1404 GZ say nothing about a GZ-psycholoog.
        whole = postcode[1] + postcode[2]
        return _Keys(whole, (whole,), (postcode[1],))
    pieces = tuple(re.split(r"[-/]", folded.removesuffix("'s")))
    if (
        len(pieces) > 1 and pieces[-1].isalpha()
    ):  # never a token, but words asked for by themselves: data-analisten
        pieces = (*pieces[:-1], _keys(pieces[-1]).whole)
    parts = pieces if len(pieces) > 1 else ()
    return _Keys("-".join(pieces)[:_LONGEST_KEY], parts, parts)


# jeugd- en gezinscoach, zorg-/woonbegeleider: the first half lacks what the second ends with. Sought from the hyphen, of which
# there are few, and not from every word.
_HYPHEN = re.compile(r"-(?=(?:\s{1,4}(?:en|of|&)\s{1,4}|/)([^\W\d_]{6,40}))")
_LONGEST_HEAD = 40
_HEAD = re.compile(r"(?<![\w-])[^\W\d_]{2,40}\Z")
_SUFFIXES = ("lozen", "loze", "loos")


@lru_cache(maxsize=_CACHED_WORDS)
def _filled_in(head: str, compound: str) -> str | None:
    """``jeugd`` before ``gezinscoach`` -> ``jeugdcoach``; ``None`` where nothing is known to be left out."""
    split = best_split(fold(compound))
    if split is not None:
        return head + compound[split.tail_start :]
    suffix = next((suffix for suffix in _SUFFIXES if compound.lower().endswith(suffix)), None)
    return suffix and head + suffix


class _StandIn(NamedTuple):
    """``text[start:end]``, its hyphen included, stands for the word ``meant``."""

    start: int
    end: int
    meant: str


def _ellipses(text: str) -> Iterator[_StandIn]:
    if "- " not in text and "-/" not in text:
        return
    for hyphen in _HYPHEN.finditer(text):
        at = hyphen.start()
        head = _HEAD.search(text, max(0, at - _LONGEST_HEAD), at)
        if head is not None and (meant := _filled_in(head[0], hyphen[1])):
            yield _StandIn(head.start(), hyphen.end(), meant)


# The English word, which means something else than the Dutch one for a child. A Dutch text has *een kind of ouder*. What a search
# for a pattern begins with is found fastest where it is the same in each.
ENGLISH_HOMOGRAPHS = frozenset({"kind"})
_KIND = re.compile(
    r"ind(?<=(?<![\w-])[Kk]ind)(?=\s{1,4}(?:(?P<greeting>regards|Regards|wishes|greetings)|of)\b)"
)
_BEFORE_SORT = re.compile(r"(?<![\w-])(?:an?|any|every|some|that|the|this|what|same)\s{1,4}\Z", re.IGNORECASE)
_LONGEST_BEFORE_SORT = 10
_KINDLY, _SORT = "vriendelijk", "soort"


def _homographs(text: str) -> Iterator[_StandIn]:
    """The words that are written as a Dutch one in an English phrase, each with the Dutch word for what it means."""
    for found in _KIND.finditer(text):
        start = found.start() - 1
        if found["greeting"]:
            yield _StandIn(start, found.end(), _KINDLY)
        elif _BEFORE_SORT.search(text, max(0, start - _LONGEST_BEFORE_SORT), start):
            yield _StandIn(start, found.end(), _SORT)


def _stand_ins(text: str) -> Iterator[_StandIn]:
    yield from _ellipses(text)
    yield from _homographs(text)


def filled_in(text: str) -> str:
    """``text`` with what a hyphen stands for written out: ``dak- en thuisloze`` -> ``dakloze en thuisloze``."""
    pieces: list[str] = []
    at = 0
    for start, end, meant in _ellipses(text):
        pieces += (text[at:start], meant)
        at = end
    return "".join((*pieces, text[at:]))


def analyse(text: str) -> list[Token]:
    """The tokens of ``text`` in order, with character offsets into it."""
    tokens = []
    meant = {found.start: found.meant for found in _stand_ins(text)}
    for found in _tokens_of(text).finditer(text):
        surface = found.group()
        whole, _, parts = _keys(meant.get(found.start(), surface) if meant else surface)
        tokens.append(Token(found.start(), found.end(), surface, whole, parts))
    return tokens


class Words(NamedTuple):
    """The words of a text as written, in their order; of each the number of its characters and how many stand between the
    word before it and this one; and by position in these lists what those stand for that stand for another.
    """

    written: list[str]
    sizes: list[int]
    gaps: list[int]
    meant: dict[int, str]


def words(text: str) -> Words:
    """The words of :func:`analyse`, without their keys."""
    pieces = (_SPLIT if "@" in text else _SPLIT_WITHOUT_MAIL).split(text)
    written = pieces[1::2]
    sizes, gaps = list(map(len, written)), list(map(len, pieces[:-1:2]))
    meant: dict[int, str] = {}
    ends: list[int] = []
    for found in _stand_ins(text):
        ends = ends or list(accumulate(map(add, gaps, sizes)))
        at = bisect_right(ends, found.start)
        if ends[at] - sizes[at] == found.start:
            meant[at] = found.meant
    return Words(written, sizes, gaps, meant)


def keys_of(word: str) -> tuple[str, tuple[str, ...]]:
    """The key of one word, and those of the words that it is made of where it is a compound."""
    whole, _, parts = _keys(word)
    return whole, parts


def lemma(word: str) -> str:
    """The key of one word: its dictionary form, lowercase and without accents."""
    return _keys(word)[0]


def split_compound(word: str) -> tuple[str, ...]:
    """The keys of the words that a compound is made of, in order; empty where ``word`` is none."""
    return _keys(word)[1]


def forget_words() -> None:
    """Forget every word met before, for measuring what a first one costs."""
    for remembered in (_keys, _filled_in):
        remembered.cache_clear()
    forget_pieces()
