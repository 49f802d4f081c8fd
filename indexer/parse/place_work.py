"""Whether the words around the name of a place say that the work is done there.

Not a list of phrases but what they are made of: a word for a place of work or for working (``dorpshuis``, ``kantoor``,
``werkt``, ``aanwezig``), a few small words, a preposition, the name; or the name and then ``als werkplek``, ``aan de slag``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from indexer.parse.openings import at_words

# Labels and headings that ask where, though not listed as such; and those that ask something else.
WHERE = re.compile(
    at_words(
        r"\b(?:waar|plek|vertrek|thuisbasis|uitvalsbasis|office|locatie|location|site|where|place of|plaats|standplaats|werkplek|aanwezig\w*|vergaderplaats|werklocatie|on[- ]?site)\b",
        any_case=True,
    ),
    re.I,
)
FIRST_WHERE = re.compile(r"\W*(?:plaats|locatie|location|place|waar|standplaats)\b", re.I)
NOT_WHERE = re.compile(
    r"bemiddel|bureau|leverancier|gesprek|interview|waarom|waarvoor|waarde|ondertekening|handtekening|broker|agency|contact|ons kantoor|our office|head office|vestigingsplaats|geboorte|woon|gaat het om|opleiding|training|\bdatum\b|over ons",
    re.I,
)
# "een Friese gemeente": the adjectives that leave no doubt ("Utrechtse", "Groningse" may be the town's).
PROVINCE_OF = {
    "friese": "Fryslân", "drentse": "Drenthe", "overijsselse": "Overijssel", "gelderse": "Gelderland", "zeeuwse": "Zeeland", "limburgse": "Limburg",
    "brabantse": "Noord-Brabant", "noord-brabantse": "Noord-Brabant", "noord-hollandse": "Noord-Holland", "zuid-hollandse": "Zuid-Holland", "flevolandse": "Flevoland",
    "twentse": "Twente", "groningse": "Groningen",
}  # fmt: skip
PROVINCE_STEMS = tuple(PROVINCE_OF)
OF_PROVINCE = re.compile(
    rf"\b(?:een|onze|deze|a|an)\s+(?:\w+\s+){{0,2}}(?P<adjective>{'|'.join(PROVINCE_OF)})\s+(?:\w+\s+)?(?:\w*gemeente|\w*organisatie|\w*stichting|opdrachtgever|stad)\b",
    re.I,
)
THE_GEMEENTE = re.compile(
    r"\b(?:[Dd]e|[Oo]nze|[Dd]eze) (?:gemeente(?:raad)?|stad|wethouders?|burgemeester)\b(?! [A-Z])|\b[Hh]et college\b|\bonze (?:inwoners|stad)\b|\b[Tt]he (?:municipality|city|council)\b(?! of)"
)
# A body that bears the name of a region is not a place, and one that bears those of its members tells where they are.
BODY_CUE = re.compile(
    r"\b(?:GGD|ISD|RSD|Werkplein|Veilig Thuis|Omgevingsdienst|Sociale Dienst|Servicebureau|Stichting|Veiligheidsregio|Werkbedrijf|Dienst)\b"
)
JOINT = re.compile(
    r"\b(?:(?:[Ss]amenwerkingsverband|SWV)(?: Passend Onderwijs| Primair Onderwijs| PO| VO| PO/VO)?|[Ww]erkorganisatie|[Ss]amenwerkingsorganisatie|[Bb]edrijfsvoeringsorganisatie|[Uu]itvoeringsorganisatie|[Ss]ociale [Dd]ienst|[Ii]nkooporganisatie|SWO|ISD|BVO|RSD)\s+"
    r"(?P<names>(?:[Dd]e |Den |Het )?[A-Z][\w’'-]+(?:(?: en |/| & |, | |-)(?:De |Den |Het )?[A-Z][\w’'-]+){1,4})"
)
JOINT_STEMS = (
    "werkorganisatie", "werkingsorganisatie", "bedrijfsvoeringsorganisatie", "uitvoeringsorganisatie", "sociale dienst", "inkooporganisatie",
    "swo", "isd", "bvo", "rsd", "samenwerkingsverband", "swv",
)  # fmt: skip
OF_REGION_STEMS = (
    "regio j",
    "regio z",
    "servicebureau",
    "inkoopbureau",
    "serviceorganisatie",
    "jeugdhulp ",
    "inkooporganisatie",
)
OF_REGION = re.compile(
    r"\b(?:[Rr]egio (?:Jeugdhulp|Jeugd|Zorg)|Servicebureau|Inkoopbureau|Serviceorganisatie|Jeugdhulp|Inkooporganisatie)(?: Jeugd\w*)? (?P<name>[A-Z][\w-]+(?:(?: |-|/)(?:en )?[A-Z][\w-]+){0,3})"
)
_NOUN = (
    r"(?:(?:werk|stand|thuis|kantoor|hoofd|project|kern)(?:plek|plaats|locatie|basis)\w*|uitvalsbasis|\w*kantoor\w*|gemeentehuis|raadhuis|stadhuis|stadskantoor|gemeentekantoor|provinciehuis|dorpshuis|"
    r"buurthuis|wijkgebouw|wijkcentrum|jongerencentrum|\w*loket|werkplein|bureau(?:s)?|werkkamer|kamer|kantoren|vestiging(?:en)?|(?:onze|beide|twee|drie) locaties|hoofdlocatie|schoolgebouw|spreekuur\w*|vergaderplaats|(?:het|dit|al het) werk(?: zelf)?|(?:de|deze) (?:klus|opdracht)(?: zelf)?|uitvoering|dienstverband|standplaats|werkgebied|werkterrein|"
    r"(?:het|je|ons|jouw|dit) (?:\w+)?team|(?:gebieds|wijk|buurt|dorps|kern)team|office|workplace|work location|headquarters|town hall|city hall|desk)"
)
_DOING = (
    r"(?:(?:je|jij|u|de (?:kandidaat|professional|opdrachtnemer|[a-zà-ÿ-]*(?:adviseur|consulent|manager|leider|coach|begeleider|medewerker|regisseur|inkoper|onderzoeker|jurist|trainer|hulpverlener|secretaris))|hij|zij) (?:werkt|zit|bent|begint|start|staat|rijdt|pendelt|reist)|(?:komt|komen|kom je|gaat|gaan) te (?:zitten|werken)|werk je|werkt u|werkzaam|werkzaamheden|aanwezig\w*|verricht\w*|uitgevoerd|uitvoeren|speelt zich|aan de slag|loopt mee|lopen mee|loop je mee|"
    r"gestationeerd|begin je|start je|zit je|ben je|bent u|sta je|houd je|gedetacheerd|on[- ]?site|based|out of|works?|(?:het|dit) gaat om|(?<!wij )(?<!we )reizen|you(?: will|’ll|'ll)? (?:be |work|split|divide|spend)\w*|stationed|travel(?:l?ing)?|commut(?:e|ing))"
)
_SMALL = r"(?:(?:, ?| )(?!niet|geen|zoals|gesprek)[a-zà-ÿ'’]+){0,5}?"
# Tried on words in lower case: a pattern that tells no capitals apart takes several times as long.
_BEFORE = re.compile(
    rf"\b(?:(?:{_NOUN})(?:{_SMALL}(?: (?:in|te|van|vanuit|vanaf|is|at|of|:))?| ?[:(,]| is in)|(?:de|beide|twee|drie|vier) (?:woon)?(?:kernen|dorpen|plaatsen)|(?:je|jij|u) (?:rijdt|reist|pendelt)(?: [a-zà-ÿ]+){{0,8}} naar|de (?:ene|andere|eerste|tweede) (?:helft|dag|dagen|week|weken)(?: (?:van de|in de|per) week)? in|(?:\w*team|afdeling|groep)(?: [a-zà-ÿ]+){{0,5}}? (?:dat|die) (?:vanuit|in|te)|(?:{_DOING}){_SMALL} (?:in|te|vanuit|vanaf|rond|op|tussen|between|at|from|to|of|naar|om|door|over|across|throughout|all over))"
    r" ?(?:heel |(?:de|het) (?:ge)?hele |de |het |hartje |centrum |\()?$",
)
_AFTER = re.compile(
    r"\)?,? (?:(?:want )?(?:daar|waar) (?:staat (?:je|jouw|uw)|zit (?:het|ons|je) (?:team|kantoor|werkplek)|werk(?:t|en)? (?:je|u|jij|we)|(?:je|u|jij) (?:werkt|zit))\b|(?:[a-zà-ÿ]+ ){0,2}als (?:werkplek|standplaats|uitvalsbasis|thuisbasis|werklocatie|plaats)|(?:[a-zà-ÿ]+ ){0,2}aan de slag|(?:is|wordt) (?:je|jouw|uw|de|onze) (?:werkplek|standplaats|uitvalsbasis|thuisbasis|werklocatie)|"
    r"(?:heb|vind|krijg) je (?:je|jouw|een) (?:\w+ )?(?:werkplek|bureau|kantoor|plek)|(?:aan(?:wezig)|werkzaam|op kantoor|gaat werken|komt te werken|is where you work|werken|te (?:vinden|reizen))\b|is (?:de (?:plek|plaats) )?waar (?:je|jij|u|het)\b)",
    re.I,
)
# One of these stands in all that ``_BEFORE`` finds.
WORK_STEMS = (
    "plek", "plaats", "locatie", "basis", "kantoor", "kantor", "huis", "gebouw", "centrum", "loket", "werk", "bureau", "kamer", "vestiging", "spreekuur", "rijdt", "pendelt", "reist", "klus", "opdracht", "uitvoer", "dienstverband",
    "team", "office", "work", "headquarters", "hall", "desk", "zit", "bent", "begin", "start", "staat", "aanwezig", "verricht", "uitgevoerd", "speelt zich", "aan de slag", "loopt mee", "lopen mee", "loop je mee",
    "gestationeerd", "ben je", "sta je", "houd je", "gedetacheerd", "on-site", "onsite", "on site", "based", "you ", "kernen", "dorpen", "wijken", "plaatsen", "stationed", "travel", "commut", "out of", "gaat om", "reizen", "pendelen",
)  # fmt: skip
# Somebody tells of himself, or of what the reader does now: where that is, is not where the work is, unless he seeks for it.
_OF_ONESELF = re.compile(
    at_words(
        r"\b(?:je|jouw|uw) (?:huidige |vorige )?(?:klus|opdracht|baan)\b[^.;]{0,60}\b(?:afloopt|loopt af|erop zit|stopt)\b|\b(?:ik (?:zit|zat|woon|werk|werkte|reken|kom|rij|rijd)|(?:zit|woon|werk|reken) ik|ikzelf|mijn (?:kantoor|huis|woonplaats)|zelf (?:zit|woon|werk|reken)|reken zelf|(?<!je )op (?:ons )?kantoor in \S+ [a-z]+t?(?:en)? (?:we|wij)\b|i (?:live|work|charge))\b",
        any_case=True,
    ),
    re.I,
)
_SEEKS = re.compile(r"zoek|gezocht|gevraagd|looking", re.I)
_REACH = 70


_OWN_OFFICE = re.compile(
    r"\b(?:ons|onze|our) (?:bureau|kantoor|office) ?\($", re.I
)  # "Ons bureau (Zwolle) zoekt"


def says_work(text: str, start: int, end: int, stems: Sequence[int] | None = None) -> bool:
    """Whether the words before a name at ``text[start:end]``, in its sentence, or right behind it tell of working there.

    ``stems``: where those of ``WORK_STEMS`` stand in the text, in order, if that is known.
    """
    floor = max(0, start - _REACH)
    if stems is not None and bisect_left(stems, start) == bisect_left(stems, floor):
        return _AFTER.match(text, end, end + 60) is not None
    before = text[floor:start]
    cut = max(before.rfind(sign) for sign in (". ", "! ", "? ", "; ", "\n"))
    before = before[cut + 1 :].lstrip()
    if before.endswith("(") and _OWN_OFFICE.search(before):
        return False
    return bool(_BEFORE.search(before.lower()) or _AFTER.match(text, end, end + 60))


def of_oneself(sentence: str) -> bool:
    """Whether the one who writes tells where he is himself: ``Ik zit in Zwolle``."""
    return _OF_ONESELF.search(sentence) is not None and _SEEKS.search(sentence) is None


_WORKS = re.compile(
    r"\b(?:je|jij|u|you) (?:werkt|zit|work|komt te (?:zitten|werken)|will (?:be based|work|be working))\b|\b(?:werk|zit|werkt) (?:je|jij|u)\b|\b(?:ben|bent|kom|komt) (?:je|jij|u)(?: \w+){0,4} (?:op|naar|in) ons\b|\b(?:je|jij|u) (?:bent|komt)(?: \w+){0,6} (?:op|naar|in) ons\b|\byou(?:['’]re| are| come)(?: \w+){0,5} (?:at|in|to) our\b|\b(?:je|jouw|uw|your) (?:werkplek|werklocatie|standplaats|thuisbasis|uitvalsbasis|base|workplace)\b|\b(?:werkplek|werklocatie|standplaats) is\b|\bwordt\b[^.;]{0,60}\bgewerkt\b",
    re.I,
)


def works_there(sentence: str) -> bool:
    """Whether a sentence says of the one who is sought that the work is done there, also in ``ons kantoor``."""
    return _WORKS.search(sentence) is not None
