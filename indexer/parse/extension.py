"""What extension is offered: ``2 x 6 maanden``, ``tweemaal met zes maanden verlengen``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse.boxes import choices
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.corrections import corrections
from indexer.parse.extension_counts import (
    BRACKET,
    COUNT,
    EACH,
    NEAR,
    OF_SORT,
    UNIT,
    counted,
    right_before,
    times_of,
)
from indexer.parse.extension_hints import hinted
from indexer.parse.layout import Labelled, Layout, Line
from indexer.parse.lengths import LENGTH, NUMBER, months, number_of
from indexer.parse.openings import at_words
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around

# Words, in lower case, that speak of extending, or of going on after the term.
# The letters that one begins with stand before all: most places are passed over at a glance.
MENTION = re.compile(
    r"(?=[v+]|opti|\b[abcdeghijklmnopqrstuwz])(?:"
    + at_words(
        r"verleng[^\W\d]*|\b(?:een )?(?:mogelijke |eventuele |optionele )?staart van\b(?=[^.\n]{0,30}\b(?:maand|jaar|mnd|kwartaal))|\bverl\.? ?(?:mog|mgl|\d|max|eenm|tweem)\w*|\bprolong\w*|\badd (?:up to )?(?:\w+ ){1,3}(?:periods?|terms?|months?)\b|\blengthen\w*|\boptie om [^.]{0,50}door te gaan|\bextens\w+|\bextend\w*|optieja\w+|optieperiode\w*|\brenew\w*|\+\s*\d{1,2}\s*(?:mnd|maand(?:en)?|months?)\b|(?:\+|\bplus\b|\bevt\.?|\beventueel)\s*(?:evt\.?\s*|nog\s+|maximaal\s+|max\.?\s+)*\d\s*[x×]|\bmaand(?:en)? optie\b|\bopties?\b(?=[^.\n]{0,25}\d|[^.\n]{0,30}\b(?:jaar|maand\w*|mnd|op)\b|\s+(?:op|aanwezig|mogelijk))|\boptions?\b(?= (?:(?:for|of|to)\b|\d{1,2} (?:months?|years?)\b))|\boption(?:al)? (?:years?|\d{1,2}-month|(?:two|three|four|six)-month)\b(?! of\b)|\b(?:stay|stay on|continue|go on)\b[^.\n]{0,30}\b(?:more|another) (?:\w+ )?(?:months?|years?)\b"
        r"|\b(?:kan|kunnen|mogelijk\w*|wellicht|eventueel|evt\.?)\b[^.]{0,70}\bvoort(?:gezet\b(?! onderwijs)|zett)|\b(?:opdracht|inzet|inhuur|contract|overeenkomst)\b[^.\n]{0,60}\bvoort te zetten\b|\bvoortzett(?:ing|en)\b[^.]{0,30}\b(?:mogelijk|kan|bespreekbaar|niet uitgesloten)\b"
        r"|\b(?:uitloop|uitlopen)\b|\boptione(?:el|le)\b[^.\n]{0,30}\b(?:maand|jaar|jaren|mnd)|\boptioneel (?:tot|t/m)\b"
        r"|\b(?:achteraan|aan ?vast|erachter|erachteraan|bij|aan) (?:worden |kan worden |kunnen worden )?(?:geplakt|geknoopt)\b|\b(?:geplakt|geknoopt) worden aan\b"
        r"|\b(?:a|another) further (?:\w+ )?(?:months?|years?)\b(?=[^.\n]{0,40}\b(?:at most|if|possible|possibly|may|maybe|could|depend\w*|option\w*)\b)|\bpossible that (?:we|you|it|this|the \w+) (?:\w+ )?(?:continues?|goes? on|carr(?:y|ies) on)\b|\broom for (?:\w+ ){1,3}(?:stretch(?:es)?|periods?|terms?|spells?)\b|\bup to (?:\w+ )?(?:more|further|additional) months?\b|\b(?:may|might|could|can|will probably) (?:very |well |also |perhaps )*(?:run|carry) on\b(?=[^.\n]{0,40}\b(?:after|beyond|then|longer|past)\w*\b)"
        r"|\bplakken (?:we|wij) er\b|\baan vast te (?:knopen|plakken)\b|\baan ?vast(?:plakken|knopen)\b|\b(?:maand\w*|jaar|kwartaal) aan vast\b|\bplakken\b[^.]{0,40}\b(?:aan vast|erbij|bij)\b|\b(?:wie weet|wellicht|misschien|mogelijk|kans|eventueel|evt|uitzicht)\b\.?[^.]{0,60}\b(?:(?:een )?vervolg\w*|langer|doorloopt|doorlopen|bijtekenen|meer)\b"
        r"|\b(?:kan|kunnen|zou)\b[^.]{0,40}\blanger (?:(?:kan|kunnen|gaan)\s+){0,2}(?:duren|worden|blijven|doorgaan|doorlopen)\b|\b(?:kan|kunnen|zou|mag)\b[^.\n]{0,12}\b(?:opdracht|inzet|klus|inhuur|contract|project)\b[^.\n]{0,12}\b(?:doorlopen|doorgaan|uitgebreid)\b|\bdaarna\b[^.\n]{0,40}?\b(?:nog|eventueel|mogelijk|misschien|optioneel|telkens)\b|\bnog\b[^.\n]{0,20}\b(?:jaar|maanden|maand|mnd|kwartaal)\b[^.\n]{0,15}\b(?:bij|erbij|extra|langer|aan vast|verder|door)\b|\bnog eens (?:\d{1,2}|twee|drie|vier|vijf|zes|negen|twaalf)(?=\s*(?:[.,;)]|$))|\bnog (?:eens|een keer|één keer)\b[^.\n]{0,25}\b(?:maand|jaar|mnd|kwartaal)"
        r"|\bgeen vervolg\b|\blanger doorgaan\b|\bbevalt het\b[^.\n]{0,40}\b(?:verder|door)\b|\bdaarna\b[^.\n]{0,20}\b(?:doorgaat|verdergaat|doorloopt)\b|\bbijtekenen\b|\bbij te tekenen\b|\b(?:half ?jaar|jaar|maand\w*|kwartaal) erbij\b|\b(?:komt|kan|kunnen|mag) daar\b[^.\n]{0,20}\b(?:half ?jaar|jaar|maand\w*|kwartaal)\b[^.\n]{0,10}\b(?:bij|achteraan|aan vast)\b|\b(?:maand\w*|jaar|kwartaal)\b (?:nog )?achter de hand\b|\b(?:of|om) (?:je |u )?(?:(?:wat|nog|iets) )?langer (?:te |kunt |kan |wilt |wil )?(?:te )?blijven\b|\bopties?\b(?=[ *_:]*\n)|\b(?:may|might|could|possib\w+)\b[^.\n]{0,25}\bfollow-?up\b(?! (?:meeting|care|call|interview))|\b(?:mag|komt) er\b[^.\n]{0,25}\b(?:half ?jaar|jaar|maand\w*|kwartaal)\b[^.\n]{0,10}\b(?:bij|erbij|achteraan|aan vast)\b|\b(?:als|in) optie\b|\b(?:half ?jaar|jaar|maand\w*|kwartaal) extra\b(?=[^.\n]{0,20}\b(?:kan|mag|mogelijk|bespreekbaar))|\bopgerekt|\boprekken|\b(?:kan|kunnen)\b[^.\n]{0,25}\b(?:half ?jaar|jaar|maand\w*|kwartaal)\b[^.\n]{0,10}\b(?:bij|erbij|achteraan|aan vast)\b|\bgaan (?:we|wij) (?:door|verder)\b|\bdaarna (?:kijken|zien|bekijken|bezien|beslissen|overleggen) (?:we|wij)\b|\b(?:tweede|derde|volgende?|extra|aanvullende|second|further|additional) (?:half ?jaar|jaar|termijn|periode|year|term|period)\b(?=[^.\n]{0,70}\b(?:mogelijk\w*|misschien|can be|agreed|bespreekbaar|wellicht|kan|hangt|uitgesloten|denkbaar|possible|maybe|option\w*)\b)|\b(?:praten|praat|overleggen|spreken|kijken) (?:(?:we|wij|ze|zij|graag|dan|best|ook) ){0,2}(?:over|naar|verder over) (?:een (?:vervolg|tweede|nieuwe)|langer|meer maanden)\b|\b(?:kan|mag|komt|kunnen) er\b[^.\n]{0,25}\b(?:periode|termijn)s? (?:bij|achteraan|aan vast)\b|\b(?:vervolg(?:opdracht)?|doorstart)\b[^.\n]{0,30}\b(?:niet uit|niet uitgesloten|mogelijk|denkbaar)\b"
        r"|\b(?:mogelijk|misschien|wellicht|eventueel|wie weet|maybe|perhaps)\b[^.\n]{0,40}\b(?:tweede|derde|second) (?:half ?jaar|jaar|termijn|periode|year|term)\b"
    )
    + ")"
)
_STEMS = ("verleng", "staart van", "verl ", "verl. ", "verl.", "prolong", "lengthen", "voortge", "voortzet", "voort te z", "optie", "exten", "renew", "aan vast", "plakken", "vervolg", "langer", "doorlo", "bijtekenen", "uitlo", "opgerekt", "oprekken", "doorgaan", "uitgebreid", "option", "follow-up", "followup", "geplakt", "geknoopt", "room for", " run on", "carry on", "stay ", "continue ", "evt", "+", "eventueel")  # fmt: skip
# Ordinary words that begin one of these, with what must stand near them.
_COMMON = (("bevalt het", ("verder", "door")), ("erbij", ("",)), ("bij te tekenen", ("",)), ("kan daar ", ("maand", "jaar", "mnd", "kwartaal")), ("kunnen daar ", ("maand", "jaar", "mnd", "kwartaal")), ("mag daar ", ("maand", "jaar", "mnd", "kwartaal")), ("komt daar ", ("maand", "jaar", "mnd", "kwartaal")), ("achter de hand", ("",)), ("mag er ", ("maand", "jaar", "mnd", "kwartaal", "periode", "termijn")), ("komt er ", ("maand", "jaar", "mnd", "kwartaal", "periode", "termijn")), ("nog ", ("maand", "jaar", "mnd", "kwartaal")), ("nog eens ", ("",)), ("daarna", ("doorgaat", "verdergaat", "doorloopt", " we", " wij", "maand", "jaar", "mnd", "kwartaal", "mogelijk", "eventueel", "nog")), ("kans", ("meer",)), ("uitzicht", ("meer",)), ("plus ", ("x", "×")), ("kan er", ("jaar", "maand", "mnd", "kwartaal", "periode", "termijn")), ("kunnen er", ("jaar", "maand", "mnd", "kwartaal", "periode", "termijn")), ("gaan w", ("door", "verder")), ("tweede ", ("jaar", "termijn", "periode")), ("derde ", ("jaar", "termijn", "periode")), ("volgend", ("jaar", "termijn", "periode")), ("extra ", ("jaar", "termijn", "periode")), ("jaar extra", ("",)), ("maand extra", ("",)), ("maanden extra", ("",)), ("kwartaal extra", ("",)), ("aanvullend", ("termijn", "periode")), ("additional ", ("period", "term", "year")), ("second ", ("year", "term", "period")), ("further ", ("year", "term", "period", "month")), ("up to ", ("more month", "further month", "additional month")), ("a further ", ("month", "year")), ("add ", ("period", "term", "month")))  # fmt: skip
_COMMON_STEMS = tuple(stem for stem, _ in _COMMON)
# Words without which "daarna nog" and the like may be about anything.
_SURE = re.compile(
    r"verleng|\bverl\b|prolong|opgerekt|oprekken|exten|renew|lengthen|opti|uitloop|uitlopen|plakken|geplakt|geknoopt",
    re.I,
)
_EXCLUDED = re.compile(
    at_words(
        r"\bverleng\w*[^.;]{0,20}\bhoef(?:t|f|ven)? (?:niemand|je niet|u niet)\b|\bniet van toepassing|\bverleng\w*(?: daarna| hierna| verder)? sluit(?:en)? (?:wij|we|ik|de \w+) uit\b|\bsluit(?:en)?\b[^.;]{0,30}\b(?:verleng\w*|uitloop) uit\b|\b(?:g[eé][eé]n|ni[eé]t|zonder|no|not|uitgesloten|nor|never)\b[^.;:]{0,40}(?:verleng|extens|extend|prolong|optie|renew|uitloop|langer|voortge|voortzet|voort te zetten|doorgaan|vervolg\b)"
        r"|\b(?:verleng\w*|optie|option|opties|options)\b[^.;:]{0,40}\b(?:vervalt|vervallen|ingetrokken|geschrapt|withdrawn|cancelled|dropped)\b|(?:verleng\w*|uitloop|extens\w*|prolong\w*|opties?|renewal|langer doorgaan)\b(?![^.;]{0,30}\bniet uit\b)(?![^.;]{0,40}\bniet (?:bekend|zeker))[^.;:]{0,30}\b(?:niet|uitgesloten|geen|nihil|not|excluded)\b|^\s*(?:not(?! yet)|nee|g[eé][eé]n|no|none|neen|ni[eé]t|n\.?v\.?t|false|nul|0(?![.,\dx×]))\b|\b(?:langer|verleng\w*|uitloop|opties?|doorlopen|vervolg)\s*[|?:./]+\s*(?:nee|neen|no|niet|geen)\b",
        any_case=True,
    ),
    re.I,
)
_NOT_EXCLUDED = re.compile(
    r"niet (?:\w+ )?bekend|nog niet|niet uitgesloten|niet uit(?:gesloten)?\b|not (?:excluded|ruled out)|niet zeker|niet ondenkbaar|niet onmogelijk",
    re.I,
)
# "If the work is not finished by then, the contract may be extended": what is denied there is something else.
_CONDITION = re.compile(
    r"^\W*(?:if|when|als|indien|mocht|wanneer|lukt|should)\b[^,;.]{5,90},(?=[^,;.]*\b(?:may|can|kan|kunnen|mag|mogelijk|there is))",
    re.I,
)
# What is not settled yet is not refused: "maar daar zit nog geen handtekening onder".
_UNSETTLED = re.compile(
    r"\b(?:(?:nog|al|maar) geen (?:\w+ )?(?:handtekening|krabbel|besluit|akkoord|toezegging|zekerheid|uitsluitsel|duidelijkheid)|geen (?:\w+ )?(?:garantie|zekerheid|belofte)(?! (?:op|van|voor) )|(?:nog|er is|is) niets? (?:getekend|toegezegd|beloofd|besloten|rond|zwart op wit)|niet (?:gegarandeerd|toegezegd|vast\b|beloofd)|geen (?:\w+ )?rechten|no (?:guarantees?|promises?|commitment)(?! (?:of|for|on) )|nothing (?:has been |is )?(?:signed|promised|decided)|not (?:yet )?(?:known|guaranteed|certain|promised|decided|signed)|(?:nu |nog )*niet (?:te )?(?:zeggen|voorspellen|overzien|beloven)|niet te (?:zeggen|voorspellen)|(?:weet|weten) (?:ik|we|wij) (?:nu |nog )*niet)\b",
    re.I,
)
_OF_ELSE = re.compile(
    at_words(
        r"\b(?:her)?indicatie|\b(?:raam|zorg)(?:contract|overeenkomst)\w* met (?:de |onze |alle )?(?:zorg|jeugdhulp)?aanbieders|\buitkering|\bvoorziening|\bbeschikking|\bsubsidie|\bverlengde (?:jeugdhulp|arm)|\bsluitingsdatum|\binschrijftermijn|\breactietermijn|\bverlengstuk|\bgesprek|\binterview|\bmaatregel|\bpaspoort|\brijbewijs|\bdeadline|"
        r"\b(?:is|was|werd|zijn|waren)\b(?:(?!\bword|\bkan\b|\bkunnen\b)[^.]){0,60}\bverlengd\b|\bondertoezicht|\bhuurcontract|\blidmaatschap|\b(?:her)?registratie|\bwachttijd|\bjeugdwet|\bpensioen|\bpleegzorg",
        any_case=True,
    ),
    re.I,
)
_SAID_OF_IT = re.compile(
    r"\bverlenging (?:is )?(?:dan )?mogelijk\b|\bis (?:dan |een )?verlenging (?:mogelijk|een optie)\b", re.I
)
# "(verlenging 2 x 3 maanden)": how often and how long say enough.
_OFFERED = re.compile(r"\w+\W{1,3}(?:\d|een|één|twee|drie|vier)\s?(?:x|×|keer|maal)\s?\d", re.I)
_OF_THIS = re.compile(
    at_words(
        r"opti|\bverl\b|uitloop van (?:maximaal |max\.? |nog )?(?:\d|een |één |twee |drie |vier |vijf |zes )|\brecht\b|\bright\b|te verlengen|extensions? of|up to|agreed|additional|verlengba|extendable|opgerekt|oprekken|mogelijk|\bkan\b|kunnen|eventue|\bevt\b|opdracht|contract|inhuur|overeenkomst|looptijd|assignment|duur|met (?:een )?verleng|verlengen\?|uitzicht|\bkans\b|verwacht|"
        r"geplakt|geknoopt|room for|\b(?:run|carry) on\b|\bfurther \w+ (?:months?|years?)\b|intentie|\bkomt er\b|vervolgopdracht|wederzijds|verlengen (?:we|wij)\b|\b(?:praten|praat|overleggen|spreken|kijken) (?:(?:graag|dan|best|ook) )?(?:we|wij|ze|zij|graag|over)\b|\bvalt (?:er )?(?:\w+ )?(?:te )?(?:praten|spreken|overleggen|bespreken|denken)\b|\bhebben (?:we|wij|ze|zij) het\b|\bhet (?:over )?hebben\b|possib|\bmay\b|\bcan\b|option|bekeken|besproken|bespreek|afhankelijk|hangt af|plakken|bevalt het|doorgaat|verdergaat|doorloopt|bijtekenen|tekenen|\berbij\b|\b(?:komt|kan|kunnen|mag) daar\b|achter de hand|langer (?:\w+ )?(?:te )?blijven|possible that|wie weet|misschien|behoort tot|denkbaar|\bchance\b|sluiten|uitgesloten|voorzien|\bmag\b|mogen|\+|plus|ruimte|\bnog\b|inclusief|incl\b|nodig\b|desgewenst|daarna|waarschijnlijk|likely|vooruitzicht|reëel|beoogd|gewenst",
        any_case=True,
    ),
    re.I,
)
# Labels of the closing date that are those of the length as well.
TERMS = ("termijn", "term")
_AFTER_ALL = re.compile(r"[;,.]\s*(?:maar|wel|but)\s", re.I)
_REFUSES = re.compile(r"\W*(?:nee|neen|no|nope|helaas|niet|geen)\b", re.I)
_AGREES = re.compile(r"\W*(?:ja|yes|mogelijk|possible|eventueel|optie|\d)", re.I)
# "een opdracht die we met een jaar kunnen verlengen"
_BEFORE_THE_VERB = re.compile(
    rf"\bmet (?:nog |maximaal |max\.? |ten hoogste )*{NUMBER} ?{UNIT} (?:te )?(?:kan|kunnen|mag|mogen)(?: worden)? $",
    re.I,
)
_MODAL = re.compile(r"\b(?:kan|kunnen|mag|may|can|wordt|mogelijk|evt\.?|eventueel|nog|kans|uitzicht)\b", re.I)
# "Met een halfjaar verlengen kan."
_LENGTH_BEFORE = re.compile(
    rf"\bmet (?:nog |maximaal |max\.? |ten hoogste )*{NUMBER} ?{UNIT} (?:te )?$", re.I
)
_NUMBER_BEFORE = re.compile(rf"{NUMBER}{BRACKET}(?:{OF_SORT})?$", re.I)
_REACH, _NEXT = 240, 12  # characters of a sentence around a mention that are read; to the next mention
_MOST = 120  # mentions that are read; a text with more is no offer of work
_SHORT = 40  # characters
_FILLED = re.compile(r"[^\S\n]*\n\s*\S")
_YEARS_NAMED = re.compile(
    r"\bopti\w*ja+r(?:en)?\b|\b(?:optionele?|extra) ja(?:ar|ren)\b|\boption(?:al)? years?\b", re.I
)
_AS_LONG = re.compile(
    r"\b(?:met|voor|by|for) (?:(?:een|the) )?(?:dezelfde|eenzelfde|even lange|gelijke|same) (?:periode|termijn|duur|looptijd|period|term)\b",
    re.I,
)
_NUMBER_ALONE = re.compile(rf"\W*({NUMBER})\W*", re.I)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``extension``: ``"NxM maanden"``, several joined by a comma, or True for a mere possibility."""
    layout = doc._.layout
    for pair in layout.labelled("extension"):
        value = layout.text[pair.start : min(pair.end, pair.start + 200)]
        if re.match(
            r"\s*(?:(?:nog |vooralsnog )?(?:onbekend|niet bekend|nader te bepalen|te bepalen)|unknown|not (?:yet )?known|n\.?n\.?b\.?|t\.?b\.?d\.?|null|\?|-)\s*$",
            value,
            re.I,
        ):
            continue
        if made := choices(value):
            value = " ".join(
                choice_words for choice_words in (value[c.start : c.end] for c in made if c.ticked)
            )
        found = None if _denied(pair.label, value) else _years_in_label(pair) or _value(value)
        weight = 0.9 if found is not True else 0.72
        yield Candidate("extension", found, pair.label_start, pair.start + len(value), "label", weight)
    spans = [
        (p.label_start, p.end if p.key == "deadline" else max(p.start, p.end))
        for p in layout.labelled("extension", "deadline")
        if p.key == "extension" or p.label.lower() not in TERMS
    ]
    taken = -1
    for match in islice(find_around(MENTION, layout.low, _offsets(layout.low), 100, 100), _MOST):
        if match.start() < taken:  # the same words of extending, said in one breath
            continue
        taken = match.end() + _NEXT
        if not layout.is_noise(match.start()) and not any(a <= match.start() < b for a, b in spans):
            yield from _from_sentence(layout, match)
    yield from hinted(layout)


def _years_in_label(pair: Labelled) -> str | None:
    """``2`` behind ``Optionele jaren:``."""
    if not _YEARS_NAMED.search(pair.label) or not (number := _NUMBER_ALONE.fullmatch(pair.text)):
        return None
    return f"{number_of(number[1]):g}x12 maanden"


def _offsets(low: str) -> list[int]:
    """Where words of extending may stand."""
    found = places_of(low, _STEMS)
    for at in dict.fromkeys(places_of(low, _COMMON_STEMS)):
        for stem, needed in _COMMON:
            if low.startswith(stem, at) and any(low.find(word, at, at + 60) >= 0 for word in needed):
                found.append(at)
    return sorted(found)


def _from_sentence(layout: Layout, match: re.Match[str]) -> Iterator[Candidate]:
    start, end = layout.sentence_at(match.start())
    if match.start() - start > _REACH:
        start = layout.text.rfind(" ", start, match.start() - _REACH) + 1 or start
    end = min(end, match.end() + _REACH)
    sentence = _corrected(layout, start, end)
    # What is told of something else in another part of the sentence says nothing of this one.
    part = slice(sentence.rfind(";", 0, match.start() - start) + 1, _stop(sentence, match.end() - start))
    offered = _OFFERED.match(sentence, match.start() - start) or _OF_THIS.search(sentence)
    if not offered or _OF_ELSE.search(sentence[part]) and not _SAID_OF_IT.search(sentence[part]):
        return
    if any(one.changes and start <= one.start < end for one in corrections(layout.low)):
        return  # "de duur verlengd van 6 naar 9 maanden": the term itself
    said = _SURE.search(sentence) is not None
    if _excluded(sentence) or _answered_no(layout, start, end):
        yield Candidate("extension", None, start, end, "prose", 0.7)
        return
    if end - start < _SHORT and (below := _below(layout, end)):
        # In a narrow column how often and how long stand on two lines.
        further = _below(layout, below.end) if COUNT.search(below.text) else None
        last = further if further and EACH.match(further.text) else below
        if offer := counted(layout.text[below.content : last.end].replace("\n", " ")):
            yield Candidate("extension", offer, start, last.end, "label", 0.8)
            return
    told = _part_on_extension(sentence, match.start() - start, match.end() - start)
    offer = counted(told) or _as_long(layout.text, sentence, start)
    if said or offer or _OPEN_END.search(sentence):
        yield Candidate("extension", offer or True, start, end, "prose", 0.75 if offer else 0.6)


def _as_long(text: str, sentence: str, start: int) -> str | None:
    """An extension by as long as the term before it: ``zes maanden, nog één keer met dezelfde periode voort te zetten``."""
    again = _AS_LONG.search(sentence)
    if again is None:
        return None
    before = list(LENGTH.finditer(text, max(0, start - _REACH), start + again.start()))
    term = months(before[-1]) if before else None
    often = COUNT.search(sentence[max(0, again.start() - NEAR) : again.start()])
    return f"{times_of(often) if often else 1:g}x{term:g} maanden" if term else None


def _stop(sentence: str, at: int) -> int:
    stop = sentence.find(";", at)
    return stop if stop >= 0 else len(sentence)


def _corrected(layout: Layout, start: int, end: int) -> str:
    """The words of a sentence, those of a value that another takes the place of blanked out."""
    sentence = layout.text[start:end]
    for one in corrections(layout.low):
        if start <= one.start and one.end <= end and one.old < one.new:
            blank = " " * (one.new[0] - one.start)
            sentence = sentence[: one.start - start] + blank + sentence[one.new[0] - start :]
    return sentence


def _answered_no(layout: Layout, start: int, end: int) -> bool:
    """Whether what comes next says no: to a question, or under a bare "Opties verlenging"."""
    asked = layout.text[start:end].rstrip().endswith("?")
    if asked and _REFUSES.match(layout.text, end, layout.line_at(start).end):
        return True
    if not asked and end - start >= _SHORT:
        return False
    below = _below(layout, end)
    if below is None:
        return False
    return bool(asked and _REFUSES.match(below.text)) or len(below.text) < _SHORT and _excluded(below.text)


def _below(layout: Layout, end: int) -> Line | None:
    """The next line that is not blank."""
    filled = _FILLED.match(layout.text, end)
    return layout.line_at(filled.end() - 1) if filled else None


# A going on that is spoken of without a word of extending.
_OPEN_END = re.compile(
    r"bevalt het|\b(?:periode|termijn)s? (?:bij|achteraan|aan vast)\b|possible that|doorgaat|verdergaat|vervolg|follow-?up|langer|doorlo|doorgaan|uitgebreid|opgerekt|oprekken|\bkan er\b|voortge|voortzet|voort te zetten|bijtekenen|uitzicht op|kans op|\bdaarna (?:kijken|zien|bekijken|bezien|beslissen|overleggen) (?:we|wij)\b|\bgaan (?:we|wij) (?:door|verder)|\b(?:tweede|derde|volgende?|extra|aanvullende|second|further|additional) (?:half ?jaar|jaar|termijn|periode|year|term|period)\b|\bmay\b[^.]{0,30}\b(?:stay|continue)\b|\b(?:run|carry) on\b"
    r"|\bdaarna (?:misschien|wellicht|mogelijk|eventueel|wie weet)\b(?: nog)? (?:even|een|wat)\b",
    re.I,
)


def _excluded(words: str) -> bool:
    settled = _UNSETTLED.sub(" ", _CONDITION.sub("", words))
    return _EXCLUDED.search(settled) is not None and _NOT_EXCLUDED.search(words) is None


def _denied(label: str, value: str) -> bool:
    """Whether label and value together are a sentence that says no: "Verlenging wordt niet verwacht"."""
    return not _AGREES.match(value) and _excluded(f"{label} {value}")


def _value(words: str) -> str | bool | None:
    """The normal form, True for a mere possibility, None when excluded or when nothing is said."""
    if not _excluded(words):
        return counted(words) or True
    # "Geen; wel tweemaal drie maanden": what is said after all is the offer.
    after_all = _AFTER_ALL.search(words)
    return counted(words[after_all.end() :]) if after_all and COUNT.search(words, after_all.end()) else None


def _part_on_extension(sentence: str, at: int, end: int) -> str:
    """The part of the sentence that speaks of extending: from the option's mention, so that the first term is left out."""
    low = sentence[at:end].lower()
    if low.startswith(("maand", "optieja")):
        return (
            sentence[max(at - 20, 0) :].rsplit("(", 1)[-1]
            if "(" in sentence[max(at - 20, 0) : at]
            else sentence[max(at - 20, 0) :]
        )
    option = re.search(
        r"\bopties?\b|\beventuele?\b|\bmogelijkheid\b|\bdaarna\b|\boption\b|\bpossibility\b|\bmet (?:een )?mogelijke\b|\bplus\b|\s\+\s",
        sentence[:at],
        re.I,
    )
    number = _NUMBER_BEFORE.search(
        sentence, 0, option.start() if option else at
    )  # "3 verlengingsopties van 12 maanden"
    begin = number.start() if number else option.start() if option else at
    often = right_before(COUNT.finditer(sentence, 0, begin), begin)
    tail = sentence[often.start() if often else begin :]  # "tweemaal een optie van een half jaar"
    if EACH.search(tail):
        return (
            tail
            if option or not COUNT.search(sentence[:at]) or COUNT.search(tail)
            else _with_count(sentence, at)
        )
    if before := _BEFORE_THE_VERB.search(sentence, 0, at):
        times = right_before(COUNT.finditer(sentence, 0, before.start()), before.start())
        return (times[0] + " " if times else "") + before[0]
    # The count stands before the verb in Dutch: "kan tweemaal met zes maanden worden verlengd".
    counted = list(COUNT.finditer(sentence, max(at - 70, 0), at))
    if counted and EACH.search(sentence, counted[-1].start(), at):
        return sentence[counted[-1].start() : at]
    if before := _LENGTH_BEFORE.search(sentence, 0, at):
        return before[0]
    floor = option.start() if option else 0
    if modal := _MODAL.search(sentence, floor, at):
        return sentence[modal.start() : at]
    leading = COUNT.match(sentence[:at].lstrip(" -+•*"))
    return sentence[:at] if leading else tail


def _with_count(sentence: str, at: int) -> str:
    """``driemaal verlengen met telkens drie maanden``: from how often, which stands before the verb, on."""
    counts = [m for m in COUNT.finditer(sentence, 0, at) if at - m.end() <= NEAR]
    return sentence[counts[-1].start() :] if counts else sentence[at:]
