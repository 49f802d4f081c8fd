"""Dates on which a thing is to begin or to be ready that the work is about: a building, a shelter, a new way of working.

They are neither the first nor the last day of who is hired for it.
"""

from __future__ import annotations

import re

from indexer.parse.roles import has_role

# What is built, and the building of it. In lower case, as all that follows.
_BUILT = (
    r"(?:\w*huisvesting|\w*woning(?:en)?|\w*woonruimtes?|\w*locaties?|\w*opvang|gebouw(?:en)?|\w*pand(?:en)?|\w*(?<!t)huis|\w*centr(?:um|a)|"
    r"\w*school|scholen|sporthal|speelplek(?:ken)?|housing|homes|shelters?|buildings?|(?:community )?cent(?:re|er)s?)"
)
_BUILDING = r"(?:(?:ver|nieuw|her)?bouw(?:werkzaamheden|ing)?|sloop|renovatie|aanleg|herinrichting|construction|demolition|renovation)"
_CAN = r"(?:kan|kunnen|moet(?:en)?|zal|zullen|can|could|must|will)"
_BEGINS = r"(?:(?:van )?start(?:en|t|s)?|begin(?:t|nen|s)?)"
# "Tijdelijke huisvesting uiterlijk per 1 september gereed en in gebruik", "de woningen moeten voor 1 maart opgeleverd zijn"
_THE_BUILT = re.compile(rf"\b{_BUILT}\b(?: [^\s.;,]+){{0,4}}\s*$")
_READY = re.compile(
    r"\s*(?:(?:volledig|geheel|helemaal|weer|zijn|te zijn|fully) )?(?:gereed|klaar|opgeleverd|operationeel|bewoonbaar|in gebruik|gerealiseerd|ready|completed)\b"
)
# "Het borgen van oplevering uiterlijk per", "je bewaakt de tijdige opening per"
_SEEN_TO = re.compile(
    r"\b(?:borg\w*|bewak\w*|bewaakt?|garande\w*|realiseer\w*|realiseren|zorg\w* voor|stuurt? op|sturen op|ensur\w+)\b[^.;]{0,30}\b(?:oplevering|ingebruikname|opening|completion)\b[^.;,]{0,40}$"
)
# "De sloop van het oude pand begint op", "dat de bouw in maart kan starten"
_BUILDING_BEFORE = re.compile(
    rf"(?<!voor )(?<!met )(?<!bij )(?<!aan )\b(?:(?:de|het|deze|dat|the|that) )(?:[^\W\d]+ )?{_BUILDING}(?: (?:van|of) (?:\w+ ){{1,4}}?)?\s*(?P<verb>(?:{_CAN} )?{_BEGINS})?\s*$"
)
_THEN_BEGINS = re.compile(rf"\s*(?:{_CAN} )?{_BEGINS}\b(?! (?:je|jij|u|met)\b)")
# "In mei start de verbouwing", "dat in maart de bouwwerkzaamheden van start kunnen gaan"
_BUILDING_AFTER = re.compile(
    rf"\s*(?:{_BEGINS} (?:de|het|the) (?:\w+ )?{_BUILDING}\b|(?:de|het) (?:\w+ )?{_BUILDING}\b[^.;,]{{0,30}}\b{_BEGINS}\b)"
)
# "Zodat de nieuwe aanpak per 1 januari van start kan gaan"
_SO_THAT = re.compile(
    r"\b(?:zodat|opdat|er ?voor(?: te zorgen)? dat|zorg(?:t|en)? dat|so that) (?P<what>(?:de|het|een|alle|the) [^.;,]{2,50})$"
)
_WHO = re.compile(
    r"\b(?:opdracht|inzet|inhuur|kandida\w+|werkzaamheden|professional|opvolg\w+|collega\w*|assignment|candidate)\b"
)


def is_of_a_thing(before: str, after: str) -> bool:
    """Whether a thing begins or is ready then, by the words of the clause before and after the date, in lower case."""
    if _READY.match(after) and _THE_BUILT.search(before):
        return True
    if _SEEN_TO.search(before) or _BUILDING_AFTER.match(after):
        return True
    building = _BUILDING_BEFORE.search(before)
    if building and (building["verb"] or _THEN_BEGINS.match(after)):
        return True
    begins = _THEN_BEGINS.match(after) and _SO_THAT.search(before)
    return bool(begins and not (_WHO.search(begins["what"]) or has_role(begins["what"])))
