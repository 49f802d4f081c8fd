"""What a sentence is about, where it opens with it: the length, the hours or the price of a course are not those of the work."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.parse.roles import has_role
from indexer.parse.windows import find_near

# "De cursus duurt", "een taxirit kost", "de dagbehandeling draait": an article, a noun, and a verb that takes an amount.
_SUBJECT = re.compile(
    r"\W*(?:de|het|een|elke?|iedere?|the|an?|each|every)\s+(?:[a-zà-ÿ-]+\s+)?(?P<noun>[a-zà-ÿ-]+)\s+(?:duurt|kost|draait|loopt|krijgt|volgt|lasts|costs|runs|takes|gets|receives)\b"
)
# Nouns for the work itself, its terms, and who asks for it.
_OF_WORK = re.compile(
    r"opdracht|klus|inhuur|inzet|functie|rol$|looptijd|duur|periode|termijn|fase|tarie|prijs|contract|overeenkomst|project|werk|uur$|uren$|week$|dag$|vervang|waarneming|interim|ondersteuning|samenwerking|"
    r"begeleiding$|gemeente|opdrachtgever|organisatie|broker|kandida|professional|zzp|freelanc|aanstelling|dienstverband|vacature|detachering|termijn|assignment|role$|job$|engagement|position|gig$|rate$|fee$|hours?$|term$|period|duration|client$|candidate|consultant|contractor|invulling|aanvraag|geheel$|alles$|optie"
)
# "Naast deze opdracht hebben we ook een vacature", "via een ander perceel ingehuurd": another post than this.
_OF_ANOTHER = re.compile(
    r"\b(?:naast|los van|buiten|behalve|apart from|besides) (?:deze|dit|this) (?:opdracht|klus|functie|rol|inhuur|vacature|aanvraag|assignment|role|job)\b(?![^.;]{0,40}\b(?:je|jij|u|you)\b)"
    r"|\b(?:die|deze|dat|welke) (?:oproep|vacature|opdracht|functie|klus) (?:staat|vind je|lees je|loopt) (?:apart|elders|los)\b"
    r"|\b(?:via|onder|in) een (?:ander|apart|eigen) (?:perceel|contract|traject)\b|\b(?:via|onder|in|voor) (?:een|de) (?:andere|aparte) (?:opdracht|vacature|aanvraag|uitvraag|functie|klus|rol)\b"
)

_STEMS = (" apart ", " elders", " los ", "naast d", "los van d", "buiten d", "behalve d", "apart from th", "besides th", "een ander", "de ander", "een apart", "de apart", "een eigen ")  # fmt: skip


def is_of_another(low: str, start: int, end: int) -> bool:
    """Whether a sentence, in lower case, tells of another post that is open besides this one."""
    return any(start <= at < end for at in _others(low))


@lru_cache(maxsize=4)
def _others(low: str) -> tuple[int, ...]:
    """Where a text in lower case tells of another post."""
    return tuple(match.start() for match in find_near(_OF_ANOTHER, low, low, _STEMS, 30, 130))


def is_of_other(low: str, start: int, end: int) -> bool:
    """Whether a sentence or a part of one, in lower case, opens with a subject that is neither the work nor who does it, or tells of another
    post."""
    if is_of_another(low, start, end):
        return True
    subject = _SUBJECT.match(low, start, end)
    if subject is None:
        return False
    noun = subject["noun"]
    return _OF_WORK.search(noun) is None and not has_role(noun)
