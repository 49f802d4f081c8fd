"""What a sentence is about, where it opens with it: the length, the hours or the price of a course are not those of the work."""

from __future__ import annotations

import re

from indexer.parse.roles import has_role

# "De cursus duurt", "een taxirit kost", "de dagbehandeling draait": an article, a noun, and a verb that takes an amount.
_SUBJECT = re.compile(
    r"\W*(?:de|het|een|elke?|iedere?|the|an?|each|every)\s+(?:[a-zà-ÿ-]+\s+)?(?P<noun>[a-zà-ÿ-]+)\s+(?:duurt|kost|draait|loopt|krijgt|volgt|lasts|costs|runs|takes|gets|receives)\b"
)
# Nouns for the work itself, its terms, and who asks for it.
_OF_WORK = re.compile(
    r"opdracht|klus|inhuur|inzet|functie|rol$|looptijd|duur|periode|termijn|fase|tarie|prijs|contract|overeenkomst|project|werk|uur$|uren$|week$|dag$|vervang|waarneming|interim|ondersteuning|samenwerking|"
    r"begeleiding$|gemeente|opdrachtgever|organisatie|broker|kandida|professional|zzp|freelanc|aanstelling|dienstverband|vacature|detachering|termijn|assignment|role$|job$|engagement|position|gig$|rate$|fee$|hours?$|term$|period|duration|client$|candidate|consultant|contractor|invulling|aanvraag|geheel$|alles$|optie"
)


def is_of_other(low: str, start: int, end: int) -> bool:
    """Whether a sentence or a part of one, in lower case, opens with a subject that is neither the work nor who does it."""
    subject = _SUBJECT.match(low, start, end)
    if subject is None:
        return False
    noun = subject["noun"]
    return _OF_WORK.search(noun) is None and not has_role(noun)
