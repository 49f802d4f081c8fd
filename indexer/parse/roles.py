"""Whether a word names a role: ``procesbegeleider``, ``Wmo-consulenten``, ``teamleider(s)``, ``policy researcher``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

_NO_ROLES = frozenset(
    "netwerker netwerkers handwerker vrijwilliger vrijwilligers samenwerker professional professionals leidinggevende leidinggevenden "
    "opdrachtnemer opdrachtnemers expert experts jongere jongeren inschrijver inschrijvers aanspreekpunt".split()
)
# Words of everyday that end like a role.
_NO_SUFFIX = frozenset(
    "dialoog analoog catalogus voorkeur cliëntenraad client clients cliënt cliënten client moment momenten document documenten element "
    "patiënt patiënten talent talenten percent procent student studenten agent omgang vereist juist lijst".split()
)
# "POH-jeugd", "POH-GGZ": the one who works with a family doctor.
_ABBREVIATED = frozenset("poh pohjeugd pohggz pohouderen pohs pohgz".split())
_WORD = re.compile(r"[\w&/'’-]+")
_NO_LETTER = re.compile(r"[^a-zà-ÿ]")
# Where words of prose are glued together, and not two short ones as in a name: "ZorgDomein", "LinkedIn".
_GLUE = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Ý][a-zà-ÿ]{2})")
_LONGER_THAN_NAMES = 12  # letters of both words
FIELD = r"(?:inburgering|jeugd\w*|wmo|participatie\w*|schuld\w*|inkoop|toegang|leerplicht|wonen|zorg\w*|veiligheid|wijkteams?|onderwijs\w*|inkomen|werk(?= en )|gezin|sociaal domein)"
"""What a role may be for, in lower case."""
_LAST_LETTERS = 3  # no head is shorter


@cache
def role_heads() -> tuple[str, ...]:
    lines = files("indexer.knowledge").joinpath("roles.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _plural_heads() -> dict[str, tuple[str, ...]]:
    """The heads with what the plural makes of them: ``medewerkers``, ``consulenten``, ``raadslieden``, ``coaches``; by their
    last letters, since a test of one word for all of them takes as long as all else that is done for it.
    """
    found = set(role_heads())
    for head in role_heads():
        found.update((head + "s", head + "en", head + "es"))
        if head.endswith("e"):
            found.add(head + "n")
        if head.endswith("man"):
            found.add(head.removesuffix("man") + "lieden")
    by_end: dict[str, tuple[str, ...]] = {}
    for head in found:
        by_end[head[-_LAST_LETTERS:]] = (*by_end.get(head[-_LAST_LETTERS:], ()), head)
    return by_end


@lru_cache(maxsize=50_000)
def is_role(word: str) -> bool:
    """Whether the word is a role or ends in one, in the singular or the plural."""
    low = word.lower()
    if not (low.isascii() and low.isalpha()):
        low = _NO_LETTER.sub("", low)
    if low in _NO_ROLES or low in _NO_SUFFIX:
        return False
    if low.endswith("waarts"):  # "stroomopwaarts": whither, and no doctor
        return False
    return (
        low.endswith(_plural_heads().get(low[-_LAST_LETTERS:], ()))
        or low.startswith("poh")
        and low in _ABBREVIATED
    )


@lru_cache(maxsize=256)
def has_role(words: str) -> bool:
    """Whether one of the words names a role."""
    return any(map(is_role, _WORD.findall(words)))


def roles_in(words: str) -> list[re.Match[str]]:
    """The words that name a role, in order."""
    return [word for word in _WORD.finditer(words) if is_role(word[0])]


def singular(word: str) -> str:
    """One of the people that a plural role names: ``klantmanagers`` is ``klantmanager``; a singular stays."""
    low = word.lower()
    for ending, instead in (("lieden", "man"), ("ches", "ch"), ("en", ""), ("s", ""), ("n", "")):
        one = low.removesuffix(ending) + instead
        if low.endswith(ending) and one.endswith(role_heads()) and not low.endswith(role_heads()):
            return word[: len(word) - len(ending)] + instead
    return word


def named_apart(words: str) -> str:
    """Of words that lost what stood between them the first part that names a role: ``Inloggen HelpJurist bezwaarTarief`` is
    ``Jurist bezwaar``. All of them where none does, or nothing is glued.
    """
    glue = [at.start() for at in _GLUE.finditer(words) if _joins(words, at.start())]
    parts = [words[start:end] for start, end in pairwise([0, *glue, len(words)])]
    return next(filter(has_role, parts), words) if glue else words


def _joins(words: str, at: int) -> bool:
    """Whether two words are glued there, too long for a name, and it is not a name that ends all."""
    behind = _WORD.match(words, at)
    end = behind.end() if behind else at
    return end < len(words) and end - words.rfind(" ", 0, at) - 1 > _LONGER_THAN_NAMES
