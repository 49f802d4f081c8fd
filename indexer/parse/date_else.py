"""What a date is about besides: questions, what came before, a law, another person, an event. Such a date is none of ours."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.parse.date_labels import SCORED
from indexer.parse.date_surroundings import BITS, OF_ITSELF, Surroundings
from indexer.parse.date_things import is_of_a_thing
from indexer.parse.date_words import EVENT, OTHER, OTHERS
from indexer.parse.roles import has_role

# "10 december gaat om 12.00 uur het loket dicht"
SHUTS = re.compile(
    r"[\s,]*(?:gaat|gaan|sluit|sluiten)\b(?:[^.;]|\.\d){0,40}\b(?:inschrijving|aanmelding|loket|luik|\w*box|lijst|bus)\b"
)
TERM = re.compile(
    r"\btijdelijk\w*|\b(?:je|jij|u) (?:bent|zit|blijft) (?:er|hier|bij ons)\b|\byou(?:'ll| will|'re| are) (?:be )?with us\b|\b(?:willen|zoeken|vragen|hebben|need|want) (?:we |wij )?(?:je|jou|u|iemand|you|someone)\b|\b(?:opdracht|inhuur|looptijd|duur|periode|contract|overeenkomst|inzet\w*|assignment|term)\b"
)
# A paper that comes out or is to be handed in is not the assignment, nor an answer to it.
PAPER = re.compile(
    r"(?:rapport(?:age)?|nota|beleid|notitie|verslag|\bwet|verordening|beleidsplan|onderzoek|jaarrekening|begroting|evaluatie|handreiking|report|memo|visie|brochure|monitor|draft \w+)\b"
)
# "Vragen? Stel die voor 3 mei."
_QUESTIONS = re.compile(r"\W*(?:heb je |heeft u |nog |meer |inhoudelijke )*(?:vragen|vraag|questions?)\b")
_PUT = re.compile(r"\bstel(?:len|t)?\b|\bdie\b|\bze\b|\bdeze\b|\bthem\b|\bthose\b")
# "Heeft u nog iets te vragen, doe dat dan voor 11 juni"
_PUT_THEM = re.compile(r"\W*(?:doe|doet|laat|mail|stuur|stel|bel|kan|dan)\b")
_ASKS = re.compile(
    r"\W*(?:inhoudelijke |nadere |eventuele |any )?(?:vragen|questions)\s*(?:$|(?:kun|kan|mogen|graag|stel|may|can)\w*)"
)
# "Laatste dag voor het indienen van vragen": what is due then is a question.
_ASKING = re.compile(
    r"\b(?:stellen|indienen|insturen|inzenden|inleveren|ontvangst|ontvangen|sluiting|einde)(?: van)?(?: de| uw| alle)? (?:[a-z]+ )?(?:vragen|vragenronde)\W*$|\b(?:asking|submitting|sending|submission of|submit|ask|send)(?: in)?(?: your| any)? questions\W*$"
)
# "2 december 14:00   uiterste moment vragen": a row of a planning that says so behind the date.
_ASKED_BY = re.compile(
    r"[\W\d]*(?:uur\b\W*)?(?:uiterst\w* (?:moment|datum|tijdstip)|sluiting\w*|deadline|laatste (?:moment|dag|kans)|einde)(?: (?:voor|van|om|het|de|tot|te|stellen|indienen)){0,4} (?:vragen|vragenronde)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:einddatum|startdatum|je|jij|jou|jouw|u|uw|ik|mij|me|graag|opdracht\w*|inhuur\w*|inzet\w*|kandida\w+|beschikbaar\w*|functie|vacature|klus|detachering|assignment|op zoek|zoeken|zoekt|gezocht|nodig|you|your)\b|@"
)
# "De uitbreiding per 1 augustus van het aanbod", "het systeem per 1 januari in gebruik": what begins is a thing.
_CHANGE = re.compile(
    r"\b(?:uitbreiding|invoering|wijziging|overgang|overheveling|inwerkingtreding|afschaffing|verhoging|verlaging|ingang|overdracht)\s*$"
)
_OF_THINGS = re.compile(r"\s*van (?:de|het|een|alle|onze)\b(?! (?:opdracht|inhuur|inzet))")
_IN_USE = re.compile(r"\s*(?:in gebruik|live|operationeel|ingeregeld|in productie|up and running)\b")
_THAT = re.compile(r"\b(?:die|dat|welke)\s*$")
_TAKES_EFFECT = re.compile(r"[^.,;]{0,40}\b(?:ingaa\w*|inging|in werking|van kracht|ingevoerd)\b")
_UPDATED = re.compile(r"\bbijgewerkt\b|\blaatst gewijzigd\b|\blast (?:updated|modified)\b")
# "Spraakbericht, ontvangen donderdag 26 november", "[scrape 2026-11-28": when the text itself came.
_CAME_IN = re.compile(
    r"(?<!graag )\bontvangen(?: op)?(?: \w+dag)?\s*$|\bscrape\s*$|\bopgehaald(?: op)?\s*$|\bgedownload(?: op)?\s*$"
)
# "Teammanager Rob vertrok per 1 november": who did the work before.
_LEFT = re.compile(r"\b(?:vertrok|vertrokken|stapte|verliet|left|moved on)\b[^.;]{0,20}$")
# "9 juli is mijn laatste dag daar"
_LAST_OF_MINE = re.compile(
    r"\s*(?:is|wordt|was) (?:mijn|haar|zijn|hun|my|her|his|their) (?:laatste|eerste|last|first) (?:werk|working )?(?:dag|day)\b"
)
# "Een van onze contractmanagers begint op 1 november aan een langdurig verlof"
_ON_LEAVE = re.compile(
    r"\s*(?:aan|met|on|op) (?:een |haar |zijn |hun |her |his |a )?(?:[a-z]+ )?\w*(?:verlof|leave|pensioen|sabbatical|retirement)\b"
)
# "Zodat Karin je kan inwerken voordat zij op 23 december vertrekt"
_BEFORE_THAT = re.compile(r"\b(?:voordat|before) (?:\w+ ){1,3}$")
_HAS_LEFT = re.compile(r"\W*(?:ontslag genomen|vertrokken|weggegaan|opgestapt)\b")
# "Reacties die op 9 december binnenkomen tellen niet mee"
_TOO_LATE = re.compile(r"\btel(?:t|len) (?:dan )?niet (?:meer )?mee\b|\b(?:is|zijn|komt|komen) te laat\b")
# "de tijdelijke bescherming (die nu tot 4 maart loopt)": a rule runs till then, the work does not.
# "Nieuwe projecten op basis van deze kaders starten vanaf mei", "het programma startte op 1 september": none of these is the work.
_THEY_BEGIN = re.compile(
    r"\b(?:nieuwe|eerste|volgende|deze|alle|onze) (?:\w+ )?(?:projecten|pilots|proeftuinen|trajecten|groepen|lessen|cursussen|trainingen)\b[^.;]{0,50}\b(?:starten|beginnen|draaien)\W*$"
    r"|\b(?:programma|project|stichting|regeling|aanpak|campagne|wijkteam|team)\b[^.;]{0,40}\b(?:startte|begon|ging van start)\W*$"
)
# "Het contract met onze vaste aanbieder eindigt op", "jullie aanvragen voor het winterfonds moeten voor 15 december binnen zijn"
_WITH_OTHERS = re.compile(
    r"\b(?:contract|overeenkomst|afspraken) met (?:onze|de|het|een|hun) (?:vaste |huidige |bestaande )?(?:\w*aanbieder|\w*leverancier|vervoerder|verhuurder|bureau)\b"
    r"|\baanvra(?:ag|gen) voor (?:het|de|een) \w*(?:fonds|subsidie|regeling|toeslag|tegoed|pas)\b"
)
# "Haar laatste werkdag is 18 december", "de huidige teamleider blijft nog tot half februari", "mijn eigen klus stopt op 31 januari"
_OF_WHO_LEAVES = re.compile(
    r"\b(?:haar|zijn) laatste (?:werk|contract)?dag\b|\b(?:de|onze) (?:huidige|zittende|vorige)\b[^.;]{0,30}\b(?:blijft|vertrekt|stopt|zwaait)\b"
    r"|\bm(?:ij|['’]?)n (?:eigen |huidige |laatste )?(?:klus|opdracht|contract)\b[^.;]{0,25}\b(?:stopt|eindigt|loopt)\b"
)
# "We bellen je voor 17 oktober terug", "uiterlijk 3 mei laten wij u weten": what the reader is told by then.
_THEY_TELL = re.compile(
    r"\b(?:(?:we|wij|ik|ze) (?:bel|bellen|mail|mailen|app|appen|laat|laten|informeren|berichten)|(?:bel|bellen|mail|mailen|laat|laten) (?:we|wij|ik|ze)) (?:je|jou|u|jullie|iedereen|alle \w+)\b"
)
# "Start half februari, na de vakantie moet eerst de laptop geregeld worden": all that is said of the day stands before it.
_JUST_SAID = re.compile(
    r"\W*(?:start(?:datum)?|begin(?:nen)?|aanvang|ingang|einde?|einddatum)\W*(?:(?:kan|is|per|op|rond) )*$"
)
# "De opgave is het aanleggen van 40 speelplekken in de periode tot", "wij willen tot 2028 vijftig woningen realiseren": by then
# so many of them are to be there, whoever does the work.
_TO_BE_THERE = re.compile(
    r"\b(?:opgave|doel|doelstelling|ambitie|streven|goal|aim|ambition)\b[^.;]{0,40}\b(?:is|luidt)\b[^.;]{0,12}\b(?:\w+en van|te|om|the \w+ing of|to \w+) (?:(?:ten minste|minimaal|minstens|in totaal|zo'n|ruim|circa|nog|at least) )?(?:\d{1,3}(?:\.\d{3})*(?! (?:uur|maanden|weken|dagen))|\w+(?:tig|honderd|duizend))\b[^.;]*$"
)
_WANT_BY = re.compile(r"\b(?:wil|willen)\b[^.;]{0,20}$")
_SO_MANY = re.compile(
    r"[^.;]{0,12}\b(?:\d{1,3}(?:\.\d{3})*|\w+(?:tig|honderd|duizend)) (?:\w+ ){1,3}(?:realiseren|bouwen|aanleggen|openen|huisvesten|plaatsen|opleveren)\b"
)
_THAT_NOW = re.compile(r"\bdie (?:nu|thans|vooralsnog|voorlopig) $")
_TO_ME = re.compile(r"\b(?:me|mij|ik|ons|graag)\b")
CERTAIN = 4.5
"""So much speaks for what is beyond doubt."""


class Signs(NamedTuple):
    """What the words of one kind count: of answering in all, of those the sure ones, what is sent; of beginning, ending."""

    answering: float
    answer: float
    sent: float
    start: float
    end: float


def _is_of_itself(around: Surroundings) -> bool:
    """Whether what begins on the date is a rule, an offer or an organisation, and neither the work nor who does it."""
    if _CHANGE.search(around.near_before) and _OF_THINGS.match(around.near_after):
        return True
    if _IN_USE.match(around.near_after):
        return True
    follows = OF_ITSELF.match(around.near_after)
    named = around.near_after if follows else around.far_before + around.near_before
    if not follows and not (_THAT.search(around.near_before) and _TAKES_EFFECT.match(around.near_after)):
        return False
    return TERM.search(named) is None and not has_role(named)


def _sets_out(signs: Signs) -> bool:
    """Whether the clause speaks of beginning and not of answering: "het onderzoek vangt aan op"."""
    return signs.start >= 1.8 and not signs.answer


def _is_of_questions(around: Surroundings, signs: Signs) -> bool:
    """Whether what is due then is a question, or a paper that is no answer."""
    if _QUESTIONS.match(around.above) and _PUT.search(around.whole):
        return True
    if "te vragen" in around.far_before and _PUT_THEM.match(around.near_before):
        return True
    asks = "vragen" in around.near_before or "question" in around.near_before
    if asks and (_ASKS.match(around.near_before) or _ASKING.search(around.near_before)):
        return True
    if signs.answering and not signs.sent and not _sets_out(signs) and PAPER.search(around.near_before):
        return True
    return "vragen" in around.near_after and _ASKED_BY.match(around.near_after) is not None


def _is_of_before(around: Surroundings, signs: Signs) -> bool:
    """Whether the text came or was changed then, or what came then is too late; or somebody left, or is to leave."""
    if _CAME_IN.search(around.near_before) and around.near_before.count(" ") < 8 and not signs.sent:
        return True
    if _UPDATED.search(around.near_before) or _TOO_LATE.search(around.near_after):
        return True
    if _ON_LEAVE.match(around.near_after) or _LAST_OF_MINE.match(around.near_after):
        return True
    if around.preposition == "through":
        return _THAT_NOW.search(around.near_before) is not None
    if not signs.answer and _BEFORE_THAT.search(around.near_before):
        return True
    return around.preposition == "from" and bool(
        _LEFT.search(around.near_before) or _HAS_LEFT.match(around.near_after)
    )


def _is_of_others(around: Surroundings, signs: Signs, clause: str) -> bool:
    """Whether the date is that of a rule, an organisation or people that take part in the work and not in the hiring."""
    if SCORED.match(around.near_after or around.far_after):
        return True
    if _is_of_before(around, signs) or around.preposition == "from" and _is_of_itself(around):
        return True
    if is_of_a_thing(around.near_before, around.near_after):
        return True
    if any(one.search(around.near_before) for one in (_THEY_BEGIN, _WITH_OTHERS, _OF_WHO_LEAVES)):
        return True
    by_then = around.preposition in ("before", "through") and not (signs.answer or signs.sent)
    if by_then and (_tells(around) or _is_goal(around)):
        return True
    return bool(
        around.opened & BITS[id(OTHERS)]
        and not signs.sent
        and OTHERS.search(clause)
        and not SHUTS.match(around.near_after)
        and not (_ADDRESSED.search(clause) or has_role(around.near_before))
    )


def _is_goal(around: Surroundings) -> bool:
    """Whether so many of something are to be there by then."""
    if _TO_BE_THERE.search(around.far_before + around.near_before):
        return True
    return bool(_WANT_BY.search(around.near_before) and _SO_MANY.match(around.near_after))


def _tells(around: Surroundings) -> bool:
    """Whether it is the reader who is told something by then."""
    return bool(_THEY_TELL.search(around.near_before) or _THEY_TELL.match(around.near_after.lstrip()))


def of_else(around: Surroundings, signs: Signs) -> float:
    """How much speaks for the date being about something else than the posting, the closing and the work."""
    clause = f"{around.near_before} | {around.near_after}"
    if _is_of_questions(around, signs) or _is_of_others(around, signs, clause):
        return CERTAIN
    if not around.opened & BITS[id(OTHER)] or OTHER.search(around.whole) is None:
        return 0.0
    near = len({m[0] for m in OTHER.finditer(clause)})
    if near and around.near_after.startswith(",") and _JUST_SAID.match(around.near_before):
        near = len({m[0] for m in OTHER.finditer(around.near_before)})
    if near:
        if signs.answering and not signs.sent and not signs.answer and not _TO_ME.search(clause):
            return CERTAIN  # "je levert voor 1 december een advies aan het college"
        event = 1.5 if EVENT.search(clause) else 0.0
        return 2.6 + 0.7 * min(near - 1, 2) + event
    far = (around.far_before, around.far_after, around.beyond)
    return 1.0 if any(OTHER.search(words) for words in far) else 0.0
