"""What a name stands for: the whole of one that is cut short or told by its letters, a body behind its ministry."""

from __future__ import annotations

import re

from indexer.knowledge import places as gazetteer
from indexer.parse.organisation_words import BY_HEAD, BY_TAIL, CAP, NAME, NAME_AT_END

OPENING = 3000  # characters in which a name that only looks like the client's counts


# "De Werkorganisatie zoekt": what it is called in full stands elsewhere.
_KIND_ALONE = re.compile(
    r"[A-Z]\w*(?:organisatie|dienst|verband|regeling|bedrijf|stichting|groep|vereniging|coöperatie)|Netwerk|Platform|Alliantie"
)
# "De GGD zoekt": which of them stands elsewhere.
_LETTERS_ALONE = re.compile(r"GGD|GGZ|ISD|RSD|SWO|SWV|RBL|MGR|BVO|GR|CJG")


def _called(text: str, letters: str) -> str | None:
    """The one name that begins with the letters in the top of the text; none where names that differ do."""
    names = {
        found[0]
        for found in re.finditer(
            rf"\b{letters}(?: (?:(?:en|van|voor|de|het|der) ){{0,2}}(?!{letters}\b){CAP})+", text[:OPENING]
        )
    }
    longest = max(names, key=len, default=None)
    return longest if longest and all(map(longest.startswith, names)) else None


def _fuller(text: str, name: str) -> str:
    """The name that holds one word of it: ``Werkorganisatie Borne Losser`` for ``Werkorganisatie``; that word where the
    top of the text has none.
    """
    fuller = re.compile(
        rf"(?:(?!De |Het |Onze ){CAP} )?\b{re.escape(name)}\b(?:(?: (?:en|van|voor|de|het|der|in|op|aan|bij)){{0,2}} {CAP})*"
    )
    return max((found[0] for found in fuller.finditer(text, 0, OPENING)), key=len, default=name)


def in_full(text: str, start: int, name: str) -> str:
    """What an abbreviation stands for, where the text tells: ``GGD Lauwerland (GGD LL)``; the whole of what is told by its kind."""
    if _KIND_ALONE.fullmatch(name):
        return _fuller(text, name)
    if _LETTERS_ALONE.fullmatch(name) and (called := _called(text, name)):
        return called
    if len(name) > 12 or not re.search(r"\b[A-Z]{2,5}$", name):
        return name
    at = text.find(f" ({name})", 0, max(start, 0))
    full = NAME_AT_END.search(text[max(0, at - 70) : at]) if at > 0 else None
    if full is None and name.isalpha():
        told = (head[0] for head in BY_HEAD.finditer(text, 0, max(start, 0)) if _stands_for(name, head[0]))
        return next(told, name)
    return full["name"] if full else name


def _stands_for(letters: str, name: str) -> bool:
    """Whether letters are those that a name, or its one long first word, is made up of: ``SWO`` for ``Samenwerkingsorganisatie``."""
    head = name.split(" ")[0].lower()
    rest = iter(head)
    return (
        head[0] == letters[0].lower()
        and len(head) > 3 * len(letters)
        and all(c in rest for c in letters.lower())
    )


_OF_A_MINISTRY = r"(?:Raad voor|Rijksdienst|Dienst|Inspectie|Directie|Directoraat|Immigratie)\b"
_MINISTRY = re.compile(
    rf"Ministerie van {CAP}(?:(?:, | en |, en )(?!{_OF_A_MINISTRY}){CAP}(?: {CAP}){{0,2}}){{0,4}}(?: \([A-Za-z]{{2,6}}\))?"
)
_BODY = re.compile(rf"{_MINISTRY.pattern}, (?P<body>(?={_OF_A_MINISTRY}){NAME})")


def ministry(text: str, start: int) -> str | None:
    """``Ministerie van Onderwijs, Cultuur en Wetenschap (OCW)``: commas belong to the name. A body of it that is named behind it,
    as in ``Ministerie van Justitie en Veiligheid, Raad voor de Kinderbescherming``, is the name in its place.
    """
    if (whole := _BODY.match(text, start)) is not None:
        return whole["body"]
    found = _MINISTRY.match(text, start)
    return found[0] if found else None


# "DUO", "Rijkswaterstaat": letters, or one long word that ends as no part of a town hall does.
_OF_THE_STATE = re.compile(r"[A-Z]{2,6}\b|Rijks\w+|Belastingdienst")


def is_department(label: str, name: str) -> bool:
    """Whether a name is that of a part of the client: ``Dienst: Samenleving``, but not ``Dienst: GGD Voorbeeld``."""
    if label.strip().lower() != "dienst" or gazetteer.gemeente(name):
        return False
    named = BY_HEAD.match(name) or BY_TAIL.fullmatch(name) or ministry(name, 0)
    return not (named or _OF_THE_STATE.match(name))
