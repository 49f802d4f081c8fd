"""Where the work is done: ``onsite``, ``hybrid`` or ``remote``.

Hybrid is work at and away from the client, or a minimum of days on location; on site only where that is said of all the
work. An address, a home visit, an interview by video or a meeting on location say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import ahocorasick

from indexer.parse.boxes import choices
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.openings import at_words
from indexer.parse.speakers import SPEAKER
from indexer.parse.stems import places_of, sentences_at

_COUNT = r"(?:\d(?:[.,]5)?|[eé][eé]n|twee|drie|vier|vijf|one|two|three|four|five|enkele|een paar)"
_DAYS = rf"{_COUNT}(?: ?(?:à|a|tot|of|-|–|to|or) ?{_COUNT})? (?:vaste |hele |volle |werk)?(?:dag|dagen|dgn|dagdeel|dagdelen|days?)(?: (?:per|in de|a|in een|of the) week| p\.?/?w\.?)?"
_THERE = r"(?:op (?:ons |het |een |de )?(?:\w*kantoor|locatie|vestiging|gemeentehuis|stadhuis|provinciehuis|raadhuis|stadskantoor|werkplek)|op de werkplek|op de werkvloer|(?<!wijk)fysiek|ter plaatse|(?:in|op) (?:een van )?de (?:gemeentehuizen|kantoren)|office-based|in ons kantoor|in het (?:gemeentehuis|stadhuis|stadskantoor|gemeentekantoor|provinciehuis|kantoor)|at (?:the|our) (?:city hall|town hall|office)|bij de (?:opdrachtgever|gemeente)|on-?\s?site|on location|at the office|in the office|aan kantoor|ter plekke)"
_AWAY = r"(?:vanuit huis|vanaf huis|vanuit thuis|thuis(?:werken|werk|blijven)?\b(?! in)|op afstand|remote(?:ly)?|at home|from home|home office|(?:je|uw) eigen werkplek|elders|op een (?:andere |eigen )?plek (?:naar (?:eigen )?keuze|zijn)|op een (?:andere|zelfgekozen) plek|(?:je|uw) eigen plek|(?:vanaf|op|aan) een eigen werkplek|waar (?:hij|zij|iedereen|men) (?:zelf )?wil|waar het (?:je|jou|u) past|waar (?:je|u) (?:zelf )?verkiest|(?:vanaf|vanuit|op) een andere (?:locatie|plek|werkplek)|plaats-? ?(?:en tijd-? ?)?onafhankelijk|(?:waar|wherever|from where) (?:je|u|jij|you) (?:zelf |maar )?(?:wilt?|like|want|prefer)|waar (?:je|u) (?:het|dat) (?:prettig|fijn|handig) vindt|zelf waar|vrij in waar|vrij,? (?:om te (?:kiezen|bepalen) )?waar (?:je|jij|u|hij|zij|men|iedereen)\b|waar (?:jou|je|u) (?:dat|het) (?:het )?(?:best|fijnst|prettigst)e? (?:uitkomt|past)|zoals het (?:jou|je|u) uitkomt|(?:a )?place of your own choice|choose where you\b|online|digitaal|(?:van ?af|van ?achter) (?:de |je |uw )?(?:eigen )?(?:keukentafel|bank|bureau|zolder(?:kamer)?|logeerkamer)\b|aan (?:je|uw) (?:eigen )?(?:keukentafel|bureau)\b|(?:from|at) your own (?:kitchen table|desk)\b|vanuit (?:je|uw) eigen (?:kantoor|kantoortje|werkkamer|bureau)\b|(?:je|uw|de) luie stoel)"
_ALL = r"(?:volledig|geheel|100 ?%|100 procent|full-?time|voltijds|altijd|uitsluitend|alleen|enkel|fully|completely|entirely|only|helemaal|full)"
_PART = r"(?:deels|gedeeltelijk|grotendeels|hoofdzakelijk|voornamelijk|deel|soms|partly|partially|mostly|mainly|regelmatig|afwisselend|half|meestal|primair|veelal)"
_MAY = r"(?:vrij om|can\b|may\b|could|free to|lukt|mogelijk|mogelijkheid|mogelijkheden|toegestaan|bespreekbaar|optie|kan|kun je|kunt u|mag|kunnen|ruimte|possible|allowed|negotiable|an option|geen probleem|akkoord|prima|welkom|fine\b)"

# A person ("je", "you") is there on named days; a meeting on them says nothing.
_WEEKDAY = r"(?:(?:maan|dins|woens|donder|vrij)dag(?:en)?|(?:mon|tues|wednes|thurs|fri)days?)\b"
_ALL_WEEK = r"(?:ma(?:andag)?|monday) ?(?:t/m|tot en met|-|–|to|through) ?(?:vr(?:ijdag)?|friday)"
_PERSON = r"\b(?:je|jij|u|you|kandidaat|professional|aanwezig|present|presence|verwacht\w*|expected)\b"
# Work that is done alone at a desk.
_DESK = r"\b(?:rapport\w*|verslag\w*|schrijf\w*|schrijven|bureauwerk|uitwerk\w*|administratie|desk ?work|writing|report\w*|leeswerk|dossier\w*|voorbereid\w*)\b"
# What is done alone and may well be done away, where a talk or a visit is held elsewhere.
_ALONE = r"(?<!\w)(?!(?:alles|dit|dat|werk|deze|gesprek\w*|\w*gesprekken|\w*bezoek\w*|intakes?|interviews?|\w*overleg\w*|vergadering\w*)\b)[\w-]{4,}"
_NO_MATTER = r"(?:maakt (?:\w+ ){0,3}(?:niet|niks|weinig) uit|is (?:(?:ons|mij|me) )?(?:om het even|(?:\w+ )?vrij|aan (?:jou|u)))"
_WHERE = r"(?:(?:waar|vanwaar|van waar(?:uit)?|where) (?:je|jij|u|you) (?:\w+ ){0,2}(?<!geboren )(?:werkt?|work|zit|bent)\b(?! (?:geboren|opgegroeid))|waar (?:je|u) (?:(?:je|uw|de) )?laptop (?:open\w+|neerzet))"
# What may stand between a question and its answer: "Antwoord:", "[9:41] Anne:".
_ANSWERS = rf"\s*(?:{SPEAKER})?"
_ANSWER_BELOW = re.compile(rf"{_ANSWERS}(?=(?:neen?|helaas|no|ja|yes|deels|soms|prima|zeker|in overleg)\b)")
_ENOUGH = r"(?:minimaal|minstens|ten ?minste|at least|a minimum of|minimum)"
# In this order: the first that fits a sentence decides. The pattern, the form it says, the rule's name, the weight.
_RULES: tuple[tuple[re.Pattern[str], str, str, float], ...] = tuple(
    (re.compile(at_words(pattern)), form, rule, weight)
    for pattern, form, rule, weight in (
        (r"\bno need to (?:come|travel|be) (?:in )?(?:to|at|in) (?:the|our) office\b|\b(?:naar|op) kantoor (?:te )?(?:komen |zijn )?(?:hoef|hoeft|hoeven) (?:je|u) niet|\bhoe(?:f|ft|ven) (?:je |u )?(?:niet|nooit) (?:naar|op) kantoor", "remote", "no-office", 0.72),
        (rf"{_WHERE},? {_NO_MATTER}|{_NO_MATTER} {_WHERE}", "remote", "anywhere", 0.7),
        (rf"(?:{_AWAY})[^.?]{{0,25}}\?{_ANSWERS}(?:ja|dat kan|dat mag|kan|mag|deels|soms|prima|zeker|in overleg|yes)\b(?! niet)", "hybrid", "answer", 0.7),
        (rf"(?:{_AWAY})[^.?]{{0,25}}\?{_ANSWERS}(?:neen?|helaas|no|dat kan niet|kan niet|mag niet)\b", "onsite", "answer", 0.7),
        (r"\baanwezig\w* (?:op|in|at) [^.;,]{0,25}\bniet (?:nodig|vereist|verplicht|noodzakelijk)", "remote", "no-office", 0.7),
        (rf"\b{_ALL} {_AWAY}(?: werken)?[^.;,]{{0,15}}\b(?:niet (?:mogelijk|toegestaan|aan de orde)|geen (?:optie|mogelijkheid|sprake)|uitgesloten|(?:kan|mag|gaat|lukt) niet\b)|\bniet {_ALL} (?:{_AWAY}|{_THERE})|\bnot {_ALL} (?:remote|from home)|\bniet (?:elke|iedere|alle) (?:werk)?dag(?:en)?[^.;,]{{0,15}}(?:{_THERE}|aanwezig)|\b(?:elke|iedere|alle) (?:werk)?dag(?:en)?[^.;,?]{{0,15}}(?:{_THERE}|aanwezig)[^.;,?]{{0,15}}\?{_ANSWERS}(?:neen?|no|dat hoeft niet|hoeft niet)\b", "hybrid", "not-all-away", 0.7),
        (rf"{_WEEKDAY}[^.;,]{{0,12}} (?:{_AWAY})", "hybrid", "named-days", 0.7),
        (rf"{_AWAY}(?: werken)? (?:past|hoort|werkt) (?:[\w’']+ ){{0,6}}niet\b|{_AWAY}(?: werken)? (?:vind(?:t|en)?|ziet|zien) [^.;,]{{0,30}}\b(?:niks|niets|niet zitten|geen goed idee|onwenselijk)\b|\bvan {_AWAY}(?: werken)? (?:houd(?:t|en)?|moet(?:en)?|wil(?:len)?|is|zijn) [^.;,]{{0,30}}\b(?:niks|niets|niet|geen)\b|(?<!staat )(?<!staan )\b(?:geen|niet|no|not)\b(?! (?:meer|langer|longer) online)(?! (?:nu|hoe|als|omdat|doordat|wanneer|zolang|because|how|when|now that)\b)[^.;:,]{{0,30}}(?:{_AWAY}|hybrid\w*)(?![^.;,]{{0,12}}\bmeer dan)|{_AWAY}(?: werken)?[^.;,]{{0,25}}\b(?:niet|not|geen)\b[^.;,]{{0,15}}(?:mogelijk|toegestaan|optie|possible|allowed|an option|bespreekbaar|aan de orde)|\bhybrid(?:e|ely)?\b(?: werken)? (?:is|kan|werken|gaat) (?:(?:het|dit|deze \w+|hier|dus|helaas) )*niet(?: mogelijk| aan de orde| toegestaan)?(?=[.,:;!?]|$)|(?:{_AWAY})[^.;]{{0,20}}, (?:maar|but) (?:voor|for) [^.;]{{0,60}}\b(?:geldt|gaat) (?:dat|dit) niet\b|(?:{_AWAY})(?: (?:werken|working))?\s*:\s*(?:neen?|no|niet)\b|niet thuis ?gewerkt|\bhome[- ]?working is (?:out of the question|ruled out)|\b(?:thuis|vanuit huis) (?:kan|gaat|lukt) (?:het|dat|dit) (?:\w+ )?niet\b|\bthuis (?:inloggen|zitten) (?:kan|mag|gaat|lukt) (?:\w+ )?niet\b|(?:thuiswerken|thuis werken|werken vanuit huis|vanuit huis werken|op afstand werken|remote(?: work(?:ing)?)?) (?:kan|is|mag|can|is|zit|gaat|lukt|behoort|past|doen?)\b[^.;,]{{0,40}}\b(?:niet|not|uitgesloten)\b(?! (?:gesproken|besproken|gehad|genoemd|bekend|duidelijk|discussed))", "onsite", "no-home", 0.75),
        (rf"\b{_ALL} (?:op |vanuit |vanaf |from )?(?:(?:je|uw|your) )?(?:(?:eigen|own) )?(?:werkplek thuis|remote|home\b|{_AWAY})|\b{_AWAY} (?:uit te voeren|uitgevoerd)|\bremote (?:opdracht|assignment|project|position|werken\b(?! (?:is )?(?:deels|mogelijk)))|{_AWAY}(?: werken)? is {_ALL} mogelijk|\b100 ?% remote|\bfrom anywhere\b|\b(?:vanuit heel nederland|van(?:af|uit) elke plek|overal vandaan)\b|\bthe (?:whole|entire) (?:job|assignment|work)\b[^.;,]{{0,20}}(?:{_AWAY})|\b(?:do|done) everything {_AWAY}|\beverything (?:is|gets|will be|can be) (?:done |handled )?{_AWAY}|\balles {_AWAY} (?:doen|werken)\b|\b(?:al het werk|alle werk\w*|het hele werk)\b[^.;]{{0,40}}\b(?:gaat|gebeurt|gebeuren|doe je|doet u|vindt|vinden) (?:\w+ )?{_AWAY}|\balles (?:gebeurt|gaat|kan|doe je|doet u|vindt) (?:\w+ )?{_AWAY}", "remote", "all-away", 0.75),
        (r"\bhybrid(?:e|ely)?\b(?! (?:gegeven|vergader|overleg|bijeenkomst|congres|event|training|meeting|leer|onderwijs|organisatie|project|aanpak|arbeidsmarkt|docent|behandel|zorg|vorm(?:en)? van |dienstverlening|ondersteuning|hulp|team|warmte|auto|cloud|learning|lessen|dagbesteding|care))", "hybrid", "hybrid", 0.75),
        (rf"\bwaarvan (?:er )?{_COUNT}(?: dag(?:en)?)? (?:{_AWAY}|{_THERE})|\b{_COUNT} van de {_COUNT} (?:werk)?dagen\b[^.;]{{0,25}}(?:{_THERE}|{_AWAY})|{_THERE} {_COUNT} (?:of|out of) (?:the )?{_COUNT} days\b|\b{_COUNT} van de {_COUNT} (?:werk)?dagen\b[^.;]{{0,25}}(?:bij ons|hier|aanwezig)|\bkantoordag(?:en)?\b|\bthuiswerkdag(?:en)?\b|\bvan de (?:{_COUNT} )?(?:werk)?dagen\b[^.;]{{0,25}}\bthuis\b|\bvan de {_COUNT} (?:werk)?dagen\b[^.;]{{0,30}}\b{_COUNT} {_THERE}", "hybrid", "days-of", 0.7),
        (rf"\b(?:volledige|hele|gehele) (?:werk)?week\b[^.;,]{{0,25}}(?:{_THERE}|aanwezig)|aanwezig[^.;,]{{0,20}}\b(?:volledige|hele|gehele) (?:werk)?week\b|\b(?:vijf|5|alle|alle {_COUNT}(?: de)?|beide|allebei de|five|elke|iedere|every|both|all {_COUNT}) (?:werk)?(?:dagen|days?|dag)[^.;]{{0,25}}{_THERE}|(?:fysieke? )?aanwezig\w*[^.;,]{{0,30}}(?:elke|iedere|alle) (?:werk)?dag|{_THERE}[^.;,]{{0,30}}\b(?:vijf|5|alle|five) (?:werk)?(?:dagen|days)|{_THERE},? (?:all|alle) (?:{_COUNT} )?(?:dagen|days)|\balle (?:werk)?dagen zijn in (?!overleg|principe|dienst|de |het |een )\w", "onsite", "all-days", 0.7),
        (rf"{_ALL_WEEK}[^.;,]{{0,25}}(?:{_THERE}|aanwezig)|{_THERE}[^.;,]{{0,15}}{_ALL_WEEK}", "onsite", "all-days", 0.7),
        (rf"\b{_WEEKDAY}[^.;,]{{0,12}} (?:verwacht|zie|heb)\w* (?:we|wij|ik) (?:je|jou|u) (?:graag )?(?:hier|bij ons)\b|\baanwezigheid (?:op|on) {_WEEKDAY}[^.;]{{0,30}}(?:gewenst|verplicht|vereist|nodig|noodzakelijk)|{_PERSON}[^.;]{{0,40}}\b{_WEEKDAY}[^.;]{{0,30}}(?:{_THERE}|aanwezig|verwacht|\bbij ons\b|\ber (?:bent|zijn|bij zijn)\b)|\b{_WEEKDAY}[^.;]{{0,30}}{_PERSON}[^.;,]{{0,30}}(?:{_THERE}|aanwezig|verwacht|\bbij ons\b|\ber (?:bent|zijn|bij zijn)\b)|{_PERSON}[^.;]{{0,30}}(?:{_THERE}|aanwezig)[^.;,]{{0,20}}\b{_WEEKDAY}", "hybrid", "named-days", 0.68),
        (rf"\bverder (?:werk|mag|kun|kan|ben)\w*[^.;]{{0,30}}(?:{_AWAY})|\brest (?:van (?:de|je|uw) (?:tijd|week|uren) )?(?:bepaal|kies|regel|deel|mag|kun)\w*[^.;]{{0,20}}\b(?:zelf|zoals (?:je|u) wil\w*)\b|{_ALONE} (?:doe|maak|schrijf|verwerk) (?:je|u|jij) (?:(?:gewoon|prima|vooral|het liefst|liefst|dan) )?(?!digitaal|online)(?:{_AWAY})|{_DESK}[^.;,]{{0,15}}\bhoe(?:ft|ven) niet (?:hier|bij ons|op kantoor)\b|{_DESK}[^.;,]{{0,45}}(?!digitaal|online)(?:{_AWAY})|\bthuis [^.;,]{{0,20}}{_DESK}[^.;,]{{0,15}}\b(?:prima|mag|kan|goed|akkoord)\b|\bzelf (?:weten|bepalen|kiezen|weet|bepaal|kiest) waar\b", "hybrid", "desk-away", 0.72),
        (rf"\b(?:rest|overige|andere|(?:wat )?daar ?(?:overheen|boven) (?:gaat|komt)|remaining|remainder|otherwise|other|resterende|derde|kwart|vierde|vijfde|third|fourth|fifth)\b[^.;]{{0,60}}(?:{_AWAY})|\b(?:waar|where) (?:je|jij|u|you) (?:(?:\w+ )?(?:de |the )?(?:overige|andere|resterende|rest van de|other|remaining|rest of the)|(?:work|are|spend) (?:on |for )?the (?:other|remaining|rest))\b|\b(?:daar|hier|there) (?:en|of|and) (?:deels )?{_AWAY}|{_AWAY} (?:en|of|and) (?:daar|there)\b|\b(?:andere|overige|resterende|other|remaining) (?:uren|tijd|dagen|hours|days)[^.;,]{{0,15}}\b(?:vrij om te kiezen|free to choose)", "hybrid", "rest-away", 0.75),
        (rf"\b{_DAYS} (?:\w+ ){{0,2}}?(?:{_THERE}|{_AWAY})|{_ENOUGH} {_DAYS} [^.;,]{{0,40}}(?:{_THERE}|\bbij ons\b)|\b(?:verwachten|zien) (?:je|u) (?:graag )?{_DAYS} (?:in|te|bij) (?!overleg|dienst|de |het |een )\w|(?:{_THERE}|{_AWAY})[^.;,]{{0,20}}\b{_DAYS}|\b(?:minimaal|minstens|ten minste|at least|tenminste|{_COUNT} dag(?! ?en)) ?[^.;,]{{0,45}}aanwezig|aanwezig[^.;,]{{0,25}}\b(?:minimaal|minstens|ten minste|at least) |\b\d\d? ?%[^.;,]{{0,30}}(?:{_THERE}|{_AWAY})|{_THERE}[^.;,]{{0,15}}{_ENOUGH}|{_ENOUGH} {_DAYS} (?:aanwezig )?in (?!te |de |het |een |dienst|overleg)\w+|{_ENOUGH} {_COUNT} (?:in|at|op|bij) (?:(?:the|our) )?{_THERE}|{_ENOUGH} {_COUNT} {_THERE}|{_ENOUGH} {_COUNT} in the (?:city hall|town hall|office)|\bper week[^.;,]{{0,15}}\bop kantoor is\b|\b{_DAYS} (?:ben|bent) (?:je|jij|u) er\b|(?:sufficient|regelmatig|vaste dagen)[^.;,]{{0,20}}{_THERE}", "hybrid", "days-there", 0.7),
        (rf"\b{_ALL} (?:fysiek )?{_THERE}|\b(?:takes?|taking) place (?:entirely|fully|completely|only|always) (?:at|in) (?:the|our)\b|\b(?:zit|werk|werkt|bent) (?:je )?gewoon (?:hier )?(?:bij ons )?op het (?:stad|gemeente|provincie)huis\b|\bgewoon (?:hier )?(?:bij ons )?op (?:ons |het )?kantoor\b(?![^.]{{0,80}}(?:thuis|afstand))|\b(?:volledig|geheel|uitsluitend) op school (?:werk\w*|aan het werk|aanwezig)\b|\bwerkt? (?:je |u )?(?:volledig|geheel|uitsluitend) op school\b|\b(?:alles|al het werk|alle werkzaamheden|alle uren)\b[^.;,]{{0,30}}{_THERE}|\balle werkzaamheden\b[^.;,]{{0,40}}\bvan(?:af|uit) (?:het|ons|de) \w*(?:huis|kantoor)\b|\b{_ALL} van(?:af|uit) (?:het|ons|de) \w*(?:huis|kantoor)\b|aanwezig\w* {_THERE} is (?:verplicht|vereist|noodzakelijk)|\bon-?\s?site (?:role|position|assignment|job)\b|(?:(?<=\n)|(?<=\n\W )|(?<=[.!?] )|\A)werk(?:en)? op locatie\b(?! (?:bij|van))|{_THERE}(?: only| vereist| werkvorm| werkwijze)\b|\b(?:werkzaamheden|opdracht|werk|work)\b[^.;,]{{0,30}}(?:vinden|vindt|worden|wordt|is|takes?|verricht\w*)[^.;,]{{0,20}}{_THERE}(?! (?:van|in|te) (?!het\b|de\b|ons\b|onze\b|een\b)\w)(?![^.;]{{0,110}}(?:thuis|afstand|remote|home|vanuit huis|elders|andere (?:locatie|plek)))", "onsite", "all-there", 0.7),
        (rf"\b(?!afwisselend (?:in|op) (?:de|het|een) ){_PART} (?:\w+ ){{0,2}}(?:{_AWAY}|{_THERE})|\bdeel van [^.;,]{{0,35}}(?:{_AWAY}|{_THERE})|(?:{_AWAY})[^.;,]{{0,20}}\bdeel van (?:de|het)|(?:{_AWAY})(?: werken)?[^.;]{{0,30}}\b{_THERE}|{_THERE}[^.;]{{0,40}}\b{_AWAY}|\bdeels {_AWAY}|(?:\bbij ons\b|{_THERE})[^.;?]{{0,60}}\b(?:of|or) (?:\w+ )?{_AWAY}|\bhelft\b[^.;,]{{0,50}}(?:{_AWAY}|{_THERE})|\bverdeeld over [^.;,]{{0,40}}(?:kantoor|huis|locatie) en (?:{_AWAY}|thuis\b)|\bhalf om half\b|(?:{_AWAY}),? (?:met|maar|en) (?:(?:je |u )?(?:bent|komt|zit|ben|kom) )?(?:om de (?:week|twee weken)|(?:een keer|één keer|eens|eenmaal) (?:per|in de) (?:week|maand|twee weken)|wekelijks|elke week|iedere week)\b[^.;]{{0,40}}\b(?:in|op|bij) |\bthuis\b(?! bij)[^.;]{{0,25}}\b(?:op )?kantoor\b|\bkantoor\b[^.;]{{0,30}}\bthuis\b|\bwerk(?:t|en)? [^.;]{{0,60}}(?:,|\ben|\bof) (?:deels )?thuis\b(?! bij)|\b(?:mix|combinat\w+) (?:of|van) [^.;]{{0,40}}{_AWAY}", "hybrid", "both", 0.7),
        (rf"\b(?:{_MAY})\b[^.;]{{0,40}}\b(?:thuis ?(?:te )?werken|thuiswerk\w*|vanuit huis|(?:werken )?op afstand(?: te)? werken|remote|from home|home ?working)|\b(?:thuis ?werken|thuiswerk\w*|vanuit huis werken|op afstand werken|werken op afstand|werken vanuit huis|(?:working|work) from home|home[- ]working|remote work(?:ing)?|remote)\b[^.;]{{0,40}}\b{_MAY}\b|\bthuis inloggen (?:kan|mag)\b|(?:thuis ?werken|vanuit huis werken)[^.;]{{0,15}}in overleg|\bin overleg (?:werk (?:je|u) |kun je |kunt u |mag je )?(?:deels |ook |soms )?(?:thuis|vanuit huis)|\b(?:kan|mag|kunnen|mogen)(?: je| u)? (?:\w+ )?(?:thuis|vanuit huis)\b(?! (?:wonen|bij|blijven))|\bthuis (?:kan|mag) ook\b|\bthuis (?:kan|mag), maar\b|\b(?:kan|mag|kun je|kunt u)\b[^.;]{0,20}\b(?:net zo goed|prima|ook|gerust)\b[^.;]{0,15}\b(?:thuis|vanuit huis|vanaf huis|(?:je|uw) (?:eigen )?bureau)\b(?! (?:wonen|bij|blijven))|plaats-? ?(?:en tijd-? ?)?onafhankelijk werken|(?:waar (?:je|u) (?:zelf |maar )?wilt|zelf waar (?:je|u)|vrij in waar|wherever you|from where you)", "hybrid", "home-possible", 0.7),
    )
)  # fmt: skip
_STEMS = ("hybrid", "werkvloer", "verwachten je ", "verwachten u ", "zien je graag ", "choose where you", "we je hier", "ik je hier", "we u hier", "wij u hier", "we je graag hier", "we jou hier", "zoals je wil", "zoals u wil", "laptop", "heel nederland", "overal vandaan", "hoeft niet hier", "your own desk", "vanaf huis", "thuis", "afstand", "remote", "kantoor", "locati", "fysiek", "vanuit huis", "on-site", "onsite", "on site", "office", " home", "home work", "gemeentehuis", "stadhuis", "city hall", "town hall", "ter plaatse", "ter plekke", "aanwezig", "onafhankelijk", "own choice", "anywhere", "waar je", "waar u", "waar jij", "waar hij", "waar zij", "waar men", "waar iedereen", "waar het", "andere plek", "eigen plek", "plek naar", "zelfgekozen", "bij ons", "provinciehuis", "er zijn", "er bent", "ben je er", "vrij waar", "vrij om te", "free to choose", "werkplek",  "zelf waar", "bepaal je zelf", "bepaalt u zelf", "half om half", "online", "digitaal", "where", "uitkomt", "gemeentehuizen", "dagen per week in ", "dagen zijn in ", "take place", "takes place", "keukentafel", "luie stoel", "eigen bureau", "eigen kantoor", "eigen werkkamer", "zolder", "logeerkamer", "vanaf de bank", "volledig op school", "geheel op school", "uitsluitend op school")  # fmt: skip
# What a sentence must hold for these rules to be tried at all: one of each set.
_AWAY_STEMS = frozenset(("thuis", "vanuit huis", "vanaf huis", "desk", "afstand", "remote", "home", "werkplek", "elders", "onafhankelijk", "waar je", "waar u", "waar jij", "waar hij", "waar zij", "waar men", "waar iedereen", "waar het", "waaruit", "vrij in waar", "zelf waar", "where", "uitkomt", "choice", "plek", "online", "digitaal", "tafel", "bank", "bureau", "stoel", "eigen kantoor", "werkkamer", "zolder", "logeerkamer"))  # fmt: skip
_THERE_STEMS = frozenset(("kanto", "locati", "vestiging", "huis", "huizen", "werkplek", "fysiek", "plaatse", "office", "hall", "bij de opdrachtgever", "bij de gemeente", "site", "plekke", "werkvloer"))  # fmt: skip
_ALL_STEMS = frozenset(("volledig", "geheel", "100", "full", "voltijds", "altijd", "uitsluitend", "alleen", "enkel", "completely", "entirely", "only", "helemaal"))  # fmt: skip
_PART_STEMS = frozenset(("deel", "gedeeltelijk", "hoofdzakelijk", "voornamelijk", "soms", "part", "mostly", "mainly", "regelmatig", "afwisselend", "half", "helft", "meestal", "primair", "veelal"))  # fmt: skip
_DAY_STEMS = frozenset(("dag", "day"))
_SOMEWHERE = _AWAY_STEMS | _THERE_STEMS
_MAY_STEMS = frozenset(("vrij", "can", "may", "could", "free to", "lukt", "mogelijk", "toegestaan", "bespreekbaar", "optie", "kan", "kun", "mag", "mogen", "ruimte", "possible", "allowed", "negotiable", "an option", "geen probleem", "akkoord", "prima", "welkom", "fine", "in overleg", "onafhankelijk", "waar je", "waar u", "zelf waar", "wherever", "from where"))  # fmt: skip
# How often somebody comes by.
_NOW_AND_THEN = {"om de week", "om de twee", "per week", "in de week", "per maand", "in de maand", "per twee weken", "in de twee weken", "wekelijks", "elke week", "iedere week"}  # fmt: skip
# Of "both": what names the client's place and is no part of "thuis", or parts the work.
_SPLIT_STEMS = (_THERE_STEMS - {"huis"}) | _PART_STEMS | _NOW_AND_THEN | {"gemeentehuis", "stadhuis", "provinciehuis", "raadhuis", "half om half", "bij ons", "mix", "combinat", ", thuis", ", deels", "en thuis", "of thuis"}  # fmt: skip
_NEEDS: dict[str, tuple[frozenset[str], ...]] = {
    "no-office": (frozenset(("kantoor", "aanwezig", "office")), frozenset(("hoef", "hoev", "niet", "no need"))),
    "anywhere": (frozenset(("waar", "where")),),
    "answer": (frozenset(("?",)), _AWAY_STEMS),
    "not-all-away": (frozenset(("niet", "not", "nee", "? no", "geen", "uitgesloten")), _SOMEWHERE | {"aanwezig"}),
    "no-home": (frozenset(("geen", "niet", "niks", "onwenselijk", "no", "nee", "uitgesloten", "out of", "ruled out")), _AWAY_STEMS | {"hybrid"}),
    "all-away": (_ALL_STEMS | {"uitgevoerd", "uit te voeren", "remote", "anywhere", "whole", "entire", "heel nederland", "elke plek", "overal", "alles", "everything", "al het werk", "alle werk", "hele werk"}, _AWAY_STEMS | {"anywhere", "heel nederland", "elke plek", "overal vandaan"}),
    "hybrid": (frozenset(("hybrid",)),),
    "days-of": (frozenset(("dag", "days", "van de ", "waarvan")), _SOMEWHERE | {"bij ons", "hier", "aanwezig"}),
    "all-days": (_DAY_STEMS | {"week", "ma ", "ma-", "ma–", "mat", "mav"}, _THERE_STEMS | {"aanwezig", "dagen zijn in "}),
    "named-days": (frozenset(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "monday", "tuesday", "wednesday", "thursday", "friday")),),
    "desk-away": (_AWAY_STEMS | {"zelf", "zoals ", "hoeft niet", "hoeven niet"},),
    "rest-away": (frozenset(("third", "fourth", "fifth", "rest", "overige", "andere", "remaining", "remainder", "other", "derde", "kwart", "vierde", "vijfde", "daar", "hier", "there", "resterende")), _AWAY_STEMS | {"vrij om te", "free to choose"}),
    "days-there": (_DAY_STEMS | {"%", "ben je er", "bent u er", "minimaal", "minstens", "ten minste", "tenminste", "at least", "minimum", "per week", "sufficient", "regelmatig"}, _SOMEWHERE | {"aanwezig", " in ", "ben je er", "bent u er"}),
    "all-there": (_THERE_STEMS | {"place", "op school"}, _ALL_STEMS | {"gewoon", "alles", "alle uren", "werk", "aanwezig", "role", "position", "assignment", "job", "vereist", "opdracht", "work"}),
    "both": (_AWAY_STEMS | _PART_STEMS, _SOMEWHERE | {"half om half"}, _SPLIT_STEMS),
    "home-possible": (_AWAY_STEMS, _MAY_STEMS),
}  # fmt: skip
# Each of these sets by a bit: what a sentence holds is one number, and so is what a rule needs.
_SETS = {stems: 1 << bit for bit, stems in enumerate({stems for needs in _NEEDS.values() for stems in needs})}
_NEEDED = {rule: sum(_SETS[stems] for stems in set(needs)) for rule, needs in _NEEDS.items()}
_LOOKED_FOR: Any = ahocorasick.Automaton()
for _stem in frozenset[str]().union(*_SETS):
    _LOOKED_FOR.add_word(_stem, sum(bit for stems, bit in _SETS.items() if _stem in stems))
_LOOKED_FOR.make_automaton()
_NO_HOME = next(pattern for pattern, _, rule, _ in _RULES if rule == "no-home")
# Being there after all, beside leave to work anywhere.
_SOME_DAYS = re.compile(rf"{_THERE}|{_WEEKDAY}|{_DAYS}")
# "Daarbuiten maakt het niet uit waar je zit": of what is left beside what was said before.
_THE_REST = re.compile(
    r"\W*(?:daarbuiten|verder|voor de rest|de rest|de overige|voor het overige|buiten die|daarnaast|op andere|otherwise|the rest|beyond that|apart from)\b"
)
# Sentences about something else than where the work is done.
_ELSE = re.compile(
    at_words(
        r"interview|sollicitatie|(?:kennismaking|verificatie|selectie|intake|oriënterend)\w*|gesprek(?:ken)? (?:vind|zal|zullen|is|worden)|huisbezoek|(?:cliënt|inwoner|gezin|jongere|jeugdige|oudere|klant)\w* (?:(?!en |of |and |or )\w+ ){0,3}thuis|thuis bij|"
        r"bij (?:(?!of |en )\w+ ){0,2}thuis|thuis ?(?:wonen|(?:kunnen|kan|mogen|mag|te) (?:blijven )?wonen|zorg|begeleid|zitter|situatie|loos|hulp)|langer thuis|veilig thuis|opvanglocatie|locatiemanager|reistijd|woon-?werk|leerlingen|les(?:sen)? op|\bonline (?:(?:wordt|worden|is|zijn) )?(?:gegeven|aangeboden|gevolgd|gehouden)|opvang|(?:vergader|overleg|bijeenkomst|congres|webinar|symposium)\w* (?:\w+ ){0,2}(?:is|zijn|vindt|worden|wordt) (?:\w+ )?hybrid|scholing|\bcursus|training|startbijeenkomst|presentatie|"
        r"beschermd thuis|\bkom(?:t|en)? (?:je|u|men) (?:['’\w]+ ){0,5}thuis\b|\b(?:mee|ziek) thuis\b|hulp op afstand|afstand tot|afstand van|training op|introductie|aanbieders (?:leveren|bieden|doen|geven)|gewerkt (?:heeft|hebt)|parkeren|bereikbaar|kilometer|\bkm\b|inwoners (?:kunnen|op)|inwoners [^.;]{0,30}\b(?:digitaal|online|fysiek)\b|vormen van (?:ondersteuning|hulp|zorg|dienstverlening)|spreekuur|toezicht"
    ),
)
# What was so before and is no more: "vorig jaar kon dit werk deels vanuit huis".
_PAST = re.compile(
    at_words(
        r"\b(?:vorig jaar|voorheen|vroeger|tot voor kort|in het verleden|last year|previously|formerly)\b[^.;]{0,60}\b(?:kon|konden|mocht|mochten|was|waren|werd|werden|could|were)\b|\b(?:kon|konden|mocht|mochten|was|waren|could|were)\b[^.;]{0,60}\b(?:vorig jaar|voorheen|vroeger|tot voor kort|last year|previously|formerly)\b"
    )
)
# So strong that a word about something else beside it changes nothing.
_HOME_WORK = re.compile(
    r"\b(?:werk|schrijf|doe|maak|tik|typ)\w* (?:je |u )?(?:(?:(?:je|de|uw) )?(?:verslag|rapport|administratie|dossier)\w* (?:\w+ )?thuis|thuis (?:(?:je|de|uw) )?(?:\w+ )?(?:verslag|rapport|administratie|dossier))|(?:volledig|altijd|uitsluitend|100 ?%|fully) (?:fysiek )?(?:op locatie|on site)|thuiswerk|thuis te werken|(?:kun|kan|mag|kunt) (?:je|u|jij) (?:\w+ ){0,6}thuis ?werken|overige tijd|hybride werken|remote|from home|vanuit huis",
    re.I,
)
# What holds for the first weeks alone says nothing of the whole.
_AT_FIRST = re.compile(r"eerste (?:maand|week|weken|periode|dag)|inwerkperiode|in the first")
_LABEL = re.compile(
    r"remote|op afstand|thuis|from home|hybrid|op locatie|on-?site|kantoor|aanwezigheid|werkplek|werkvorm|presence|arrangement|work ?mode|workplace",
    re.I,
)
_AWAY_LABEL = re.compile(r"thuis|op afstand|remote|hybrid|home", re.I)
_BESIDE_A_PLACE = re.compile(r"\w\W{0,2}(?:[/,+&]| en| of| and| or)\s*$")
_PLACE_ONSITE = re.compile(r"(?:volledig |geheel |fully |alleen |only )?(?:op locatie|on-?\s?site)", re.I)
_PLACE_AWAY = re.compile(
    r"\bremote\b|op afstand|thuiswerk|(?<!veilig )(?<!beschermd )\bthuis\b(?! bij)|\bhome\b", re.I
)
# "Almere (2 days office)"
_PLACE_DAYS = re.compile(
    rf"\b{_DAYS} (?:op |in |at )?(?:de |the |het )?(?:office|kantoor|locatie|on-?site)\b", re.I
)
_WHOLLY_AWAY = re.compile(
    rf"{_ALL} (?:werken )?(?:op afstand|remote|thuis(?:werken)?\b|vanuit huis|from home)", re.I
)
_LABEL_YES = re.compile(
    r"(?:ja|yes|mogelijk|toegestaan|in overleg|deels|gedeeltelijk|bespreekbaar|possible|partly|beperkt|optioneel|kan\b|mag\b)\b",
    re.I,
)
_LABEL_NO = re.compile(r"(?:nee|no|niet|geen|not)\b", re.I)
_LABEL_VALUES = (
    (
        re.compile(r"hybrid|deels|gedeeltelijk|combinatie|partly|partial|mix\b|zowel|half om half", re.I),
        "hybrid",
    ),
    (
        re.compile(r"op afstand|remote|vanuit huis|thuis(?:werken)?$|volledig thuis|fully remote", re.I),
        "remote",
    ),
    (re.compile(r"op locatie|on-?\s?site|\bkantoor\b|fysiek|on location|ter plaatse", re.I), "onsite"),
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``remote``: labels first, then each sentence that says where the work is done."""
    layout: Layout = doc._.layout
    low = layout.low
    joined = ""  # the text without its line ends, once a sentence needs it
    yield from _labels(layout)
    yield from _beside_a_town(layout)
    yield from _in_a_row(layout)
    for start, end in sentences_at(layout, places_of(low, _STEMS)):
        if low[start:end].rstrip().endswith("?"):
            end = _answered(layout, start, end)
        told = start, end
        said, (first, last) = low, _unwrapped(layout, start, end)
        if (first, last) != (start, end):
            said = joined = joined or re.sub(r"\n(?=[^\W\d_])", " ", low)
            start, end = first, last
        held = 0
        for _, sets in _LOOKED_FOR.iter(said, start, end):
            held |= sets
        for pattern, form, rule, weight in _rules_of(held):
            if rule == "anywhere" and (
                _SOME_DAYS.search(said, start, end) or _THE_REST.match(said, start, end)
            ):
                form = "hybrid"
            if form == "onsite" and _AT_FIRST.search(said, start, end):
                continue
            found = pattern.search(said, start, end)
            if found and not layout.is_unticked(found.start()):
                # Asked last: the pattern is long, and few sentences get so far.
                part = _part_around(low, found.start(), *told)
                if _PAST.search(low, *part):
                    break
                if _ELSE.search(low, *part) and not _HOME_WORK.search(low, *part):
                    if part == told:
                        break
                    continue
                words = found.group().rstrip()
                yield Candidate("remote", form, found.start(), found.start() + len(words), rule, weight)
                break


# "Op locatie · hbo · 24 uur": all that a piece of a row of facts says.
_THERE_PIECE = re.compile(r"(?:volledig |geheel |100 ?% )?(?:op locatie|op kantoor|on-?site|on location)")


def _in_a_row(layout: Layout) -> Iterator[Candidate]:
    low = layout.low
    if any(map(low.__contains__, ("op locatie", "op kantoor", "on-site", "onsite", "on location"))):
        for start, end in layout.pieces():
            line = layout.line_at(start)
            if (start, end) != (line.content, line.end) and _THERE_PIECE.fullmatch(low, start, end):
                yield Candidate("remote", "onsite", start, end, "form", 0.6)


# "Zaandam (di) + thuis", "Zwolle / remote": all that a line of the header or a part of it between bars says.
_TOWN_AND_HOME = re.compile(
    r"(?:^|(?<=[|·•\n])|(?<=# ))[ \t]*(?P<both>[A-Z][\w'’-]+(?: [\w'’-]+){0,2}(?: \([^()\n]{1,20}\))? ?(?:\+|/|&|en|of|and|or) ?(?:deels )?(?:thuis(?:werken)?|remote|online|op afstand))[ \t]*(?=$|[|·•\n])"
)


def _beside_a_town(layout: Layout) -> Iterator[Candidate]:
    if "thuis" in layout.low or "remote" in layout.low or "online" in layout.low or "afstand" in layout.low:
        for match in _TOWN_AND_HOME.finditer(layout.text, 0, layout.header_end):
            yield Candidate("remote", "hybrid", *match.span("both"), "place-label", 0.8)


_PARTS = ("; ", ", maar ", ", but ")


def _part_around(low: str, at: int, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around an offset: ``Je spreekt inwoners op het stadhuis; de administratie doe je waar je wilt``."""
    before = max(low.rfind(sign, start, at) for sign in _PARTS)
    after = min((found for sign in _PARTS if (found := low.find(sign, at, end)) >= 0), default=end)
    return (before + 2 if before >= 0 else start), after


def _answered(layout: Layout, start: int, end: int) -> int:
    """Where the answer to a question ends, on its line or on the next; the end of the question where none follows."""
    if end < layout.line_at(start).end:
        return layout.sentence_at(end)[1]
    below = _ANSWER_BELOW.match(layout.low, end)
    return layout.sentence_at(below.end())[1] if below else end


@lru_cache(maxsize=10_000)
def _rules_of(held: int) -> tuple[tuple[re.Pattern[str], str, str, float], ...]:
    """The rules that a sentence with these stems may fit; a sentence holds few of all there are."""
    return tuple(rule for rule in _RULES if _NEEDED[rule[2]] & held == _NEEDED[rule[2]])


def _unwrapped(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """The sentence with what a line of mail breaks off before or behind it: the next line goes on in small letters."""
    text = layout.text
    if start > 20 and text[start - 1] == "\n" and text[start].islower() and text[start - 2] not in ".!?:;\n":
        start = layout.sentence_at(start - 2)[0]
    if text[end : end + 1] == "\n" and text[end + 1 : end + 2].islower() and text[end - 1] not in ".!?:;":
        end = layout.sentence_at(end + 1)[1] if end - start > 20 else end
    return start, end


def _labels(layout: Layout) -> Iterator[Candidate]:
    text, low = layout.text, layout.low
    yield from _boxes(layout)
    for pair in layout.labelled("remote", "free", "other"):
        if pair.key != "remote" and not _is_label(pair.label):
            continue
        form = _label_form(pair.label, pair.text)
        if form:
            yield Candidate("remote", form, pair.label_start, pair.end, "label", 0.9)
    for pair in layout.labelled("place"):
        if _PLACE_ONSITE.fullmatch(pair.text):
            yield Candidate("remote", "onsite", pair.label_start, pair.end, "place-label", 0.85)
        if refused := _NO_HOME.search(low, pair.start, pair.end):
            yield Candidate("remote", "onsite", refused.start(), refused.end(), "place-label", 0.85)
            continue
        if there := _PLACE_DAYS.search(text, pair.start, pair.end):
            yield Candidate("remote", "hybrid", there.start(), there.end(), "place-label", 0.85)
            continue
        value = _LABEL_VALUES[0][0].search(text, pair.start, pair.end) or _PLACE_AWAY.search(text, pair.start, pair.end)  # fmt: skip
        if value:
            beside = _BESIDE_A_PLACE.search(text, pair.start, value.start())  # "Assen / op afstand"
            more = len(pair.text) > len(value.group()) + 8 and not _WHOLLY_AWAY.match(pair.text)
            hybrid = value.re is _LABEL_VALUES[0][0] or beside or more
            yield Candidate(
                "remote", "hybrid" if hybrid else "remote", value.start(), value.end(), "place-label", 0.85
            )


def _boxes(layout: Layout) -> Iterator[Candidate]:
    """The ticked choices of a line together: the office and home both ticked are hybrid."""
    for line in {layout.line_at(start).start: layout.line_at(start) for start, _ in layout.unticked}.values():
        made = [choice for choice in choices(line.text) if choice.ticked]
        said = [form for c in made if (form := _label_form("", line.text[c.start : c.end]))]
        if said and not layout.is_noise(line.start):
            away = any(form != "onsite" for form in said)
            form = "hybrid" if away and (len(made) > 1 or "hybrid" in said) else said[0]
            yield Candidate("remote", form, line.content + made[0].start, line.content + made[-1].end, "label", 0.91)  # fmt: skip


def _is_label(words: str) -> bool:
    """Whether a label of no known kind asks where the work is done."""
    return len(words.split()) <= 3 and bool(_LABEL.search(words)) and not _ELSE.search(words.lower())


def _label_form(label: str, value: str) -> str | None:
    away = _AWAY_LABEL.search(label) is not None
    if _RULES[0][0].search(value.lower()):
        return "hybrid"
    if _WHOLLY_AWAY.match(value):
        return "hybrid" if _SOME_DAYS.search(value.lower()) else "remote"
    whole = re.match(r"(?:100 ?%|volledig|geheel|fully|altijd|verplicht, alle|alle dagen)", value, re.I)
    if whole and not (away and re.search(r"op locatie|kantoor|on-?site", value, re.I)):
        return "remote" if away else "onsite"
    if away and _LABEL_YES.match(value) and re.search(r"volledig|geheel|fully|100 ?%", value, re.I):
        return "remote"
    if re.match(r"(?:(?:max\w*|ca|circa|tot|ongeveer|up to|about)\.? )?\d\d? ?%", value, re.I):
        return "hybrid"
    if away and _LABEL_NO.match(value):
        return "onsite"
    if re.search(r"hybrid", label, re.I):
        return "hybrid"
    if away and _LABEL_YES.match(value):
        return "hybrid"
    if re.match(r"(?:(?:ma|di|wo|do|vr)\b|\w+dag\b)(?!.{0,9}\b(?:t/m|tot)\b)", value, re.I) and not away:
        return "hybrid"
    found = [form for pattern, form in _LABEL_VALUES if pattern.search(value)]
    if re.search(rf"\b{_DAYS}", value, re.I) or {"remote", "onsite"} <= set(found):
        return "hybrid"
    return found[0] if found else None
