"""Where the work is done: ``onsite``, ``hybrid`` or ``remote``.

Hybrid is work at and away from the client, or a minimum of days on location; on site only where that is said of all the
work. An address, a home visit, an interview by video or a meeting on location say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.stems import lowered, places_of, sentences_at

_COUNT = r"(?:\d(?:[.,]5)?|een|één|twee|drie|vier|vijf|one|two|three|four|five|enkele|een paar)"
_DAYS = rf"{_COUNT}(?: ?(?:à|a|tot|of|-|–|to|or) ?{_COUNT})? (?:vaste |hele |volle |werk)?(?:dag|dagen|dagdeel|dagdelen|days?)(?: (?:per|in de|a|in een|of the) week| p\.?/?w\.?)?"
_THERE = r"(?:op (?:ons |het |een )?(?:\w*kantoor|locatie|gemeentehuis|stadhuis|stadskantoor|werkplek)|op de werkplek|(?<!wijk)fysiek|ter plaatse|in het (?:gemeentehuis|stadhuis|stadskantoor|gemeentekantoor|provinciehuis|kantoor)|at (?:the|our) (?:city hall|town hall|office)|bij de (?:opdrachtgever|gemeente)|on-?\s?site|on location|at the office|in the office|aan kantoor|ter plekke)"
_AWAY = r"(?:vanuit huis|vanuit thuis|thuis(?:werken|werk)?\b(?! in)|op afstand|remote(?:ly)?|at home|from home|elders|plaats-? ?onafhankelijk|(?:a )?place of your own choice|online|digitaal)"
_ALL = (
    r"(?:volledig|geheel|100 ?%|altijd|uitsluitend|alleen|enkel|fully|completely|entirely|only|helemaal|full)"
)
_PART = r"(?:deels|gedeeltelijk|grotendeels|hoofdzakelijk|voornamelijk|deel|soms|partly|partially|mostly|mainly|regelmatig|afwisselend|half|meestal|primair|veelal)"
_MAY = r"(?:mogelijk|mogelijkheid|toegestaan|bespreekbaar|optie|kan|kun je|kunt u|mag|kunnen|ruimte|possible|allowed|negotiable|an option|geen probleem|akkoord|prima|welkom)"

# In this order: the first that fits a sentence decides. The pattern, the form it says, the rule's name, the weight.
_RULES: tuple[tuple[re.Pattern[str], str, str, float], ...] = tuple(
    (re.compile(pattern), form, rule, weight)
    for pattern, form, rule, weight in (
        (rf"\bniet {_ALL} {_AWAY}|\bnot {_ALL} (?:remote|from home)", "hybrid", "not-all-away", 0.7),
        (rf"\b(?:geen|niet|no|not)\b[^.;,]{{0,30}}(?:{_AWAY}|hybrid\w*)(?![^.;,]{{0,12}}\bmeer dan)|{_AWAY}(?: werken)?[^.;,]{{0,25}}\b(?:niet|not|geen)\b[^.;,]{{0,15}}(?:mogelijk|toegestaan|optie|possible|allowed|an option|bespreekbaar|aan de orde)|(?:thuiswerken|thuis werken|op afstand werken|remote(?: work(?:ing)?)?) (?:kan|is|mag|can|is)\b[^.;,]{{0,40}}\b(?:niet|not)\b", "onsite", "no-home", 0.75),
        (rf"\b{_ALL} (?:op )?(?:remote|{_AWAY})|\b{_AWAY} (?:uit te voeren|uitgevoerd)|\bremote (?:opdracht|assignment|project|position|werken\b(?! (?:is )?(?:deels|mogelijk)))|{_AWAY}(?: werken)? is {_ALL} mogelijk|\b100 ?% remote", "remote", "all-away", 0.75),
        (r"\bhybrid(?:e|ely)?\b(?! (?:leer|onderwijs|organisatie|project|aanpak|arbeidsmarkt|docent|behandel|zorg|vorm van hulp|team|warmte|auto|cloud|learning|lessen|dagbesteding|care))", "hybrid", "hybrid", 0.75),
        (rf"\b(?:vijf|5|alle|five) (?:werk)?(?:dagen|days)[^.;]{{0,25}}{_THERE}|{_THERE}[^.;,]{{0,20}}\b(?:vijf|5|alle|five) (?:werk)?(?:dagen|days)", "onsite", "all-days", 0.7),
        (rf"\b(?:rest|overige|andere|remaining|other|resterende|derde|vierde|vijfde)\b[^.;]{{0,45}}(?:{_AWAY})|\b(?:daar|hier|there) (?:en|of|and) (?:deels )?{_AWAY}|{_AWAY} (?:en|of|and) (?:daar|there)\b", "hybrid", "rest-away", 0.75),
        (rf"\b{_DAYS} (?:\w+ ){{0,2}}?(?:{_THERE}|{_AWAY})|(?:{_THERE}|{_AWAY})[^.;,]{{0,20}}\b{_DAYS}|\b(?:minimaal|minstens|ten minste|at least|tenminste|{_COUNT} dag(?! ?en)) ?[^.;,]{{0,25}}aanwezig|aanwezig[^.;,]{{0,25}}\b(?:minimaal|minstens|ten minste|at least) |\bminimaal \d+ ?% {_THERE}|\b(?:\d\d?) ?% (?:{_THERE}|{_AWAY})", "hybrid", "days-there", 0.7),
        (rf"\b{_ALL} (?:fysiek )?{_THERE}|{_THERE}(?: only| vereist)\b|\b(?:werkzaamheden|opdracht|werk|work)\b[^.;,]{{0,30}}(?:vinden|vindt|worden|wordt|is|takes?|verricht\w*)[^.;,]{{0,20}}{_THERE}(?![^.;]{{0,60}}(?:thuis|afstand|remote|home))", "onsite", "all-there", 0.7),
        (rf"\b{_PART} (?:\w+ )?(?:{_AWAY}|{_THERE})|(?:{_AWAY})(?: werken)?[^.;]{{0,30}}\b{_THERE}|{_THERE}[^.;]{{0,40}}\b{_AWAY}|\bdeels {_AWAY}", "hybrid", "both", 0.7),
        (rf"\b(?:{_MAY})\b[^.;]{{0,40}}\b(?:thuis ?(?:te )?werken|thuiswerk\w*|vanuit huis|(?:werken )?op afstand(?: te)? werken|remote|from home|home ?working)|\b(?:thuis ?werken|thuiswerk\w*|vanuit huis werken|op afstand werken|werken op afstand|(?:working|work) from home|remote work(?:ing)?|remote)\b[^.;]{{0,40}}\b{_MAY}\b|(?:thuis ?werken|vanuit huis werken)[^.;]{{0,15}}in overleg|\bin overleg (?:deels )?(?:thuis|vanuit huis)", "hybrid", "home-possible", 0.7),
    )
)  # fmt: skip
_STEMS = ("hybrid", "thuis", "afstand", "remote", "kantoor", "locati", "fysiek", "vanuit huis", "on-site", "onsite", "on site", "office", " home", "gemeentehuis", "stadhuis", "city hall", "town hall", "ter plaatse", "ter plekke", "aanwezig", "onafhankelijk", "own choice")  # fmt: skip
# Sentences about something else than where the work is done.
_ELSE = re.compile(
    r"interview|sollicitatie|(?:kennismaking|verificatie|selectie|intake|oriënterend)\w*|gesprek(?:ken)? (?:vind|zal|zullen|is|worden)|huisbezoek|(?:cliënt|inwoner|gezin|jongere|jeugdige|oudere|klant)\w* (?:\w+ ){0,3}thuis|thuis bij|"
    r"bij (?:\w+ ){0,2}thuis|thuis ?(?:wonen|zorg|begeleid|zitter|situatie|loos|hulp)|langer thuis|veilig thuis|opvanglocatie|locatiemanager|reistijd|woon-?werk|leerlingen|les(?:sen)? op|opvang|scholing|training|startbijeenkomst|presentatie|"
    r"beschermd thuis|hulp op afstand|afstand tot|afstand van|training op|introductie|gewerkt (?:heeft|hebt)|parkeren|bereikbaar|kilometer|\bkm\b|inwoners (?:kunnen|op)|spreekuur|toezicht",
)
_HOME_WORK = re.compile(
    r"thuiswerk|thuis te werken|overige tijd|hybride werken|remote|from home|vanuit huis", re.I
)
_LABEL_YES = re.compile(
    r"(?:ja|yes|mogelijk|toegestaan|in overleg|deels|gedeeltelijk|bespreekbaar|possible|partly)\b", re.I
)
_LABEL_NO = re.compile(r"(?:nee|no|niet|geen|not)\b", re.I)
_LABEL_VALUES = (
    (re.compile(r"hybrid|deels|gedeeltelijk|combinatie|partly|partial|mix\b|zowel", re.I), "hybrid"),
    (
        re.compile(r"op afstand|remote|vanuit huis|thuis(?:werken)?$|volledig thuis|fully remote", re.I),
        "remote",
    ),
    (re.compile(r"op locatie|on-?\s?site|op kantoor|fysiek|on location|ter plaatse", re.I), "onsite"),
)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``remote``: labels first, then each sentence that says where the work is done."""
    layout: Layout = doc._.layout
    low = lowered(layout.text)
    yield from _labels(layout)
    for start, end in sentences_at(layout, places_of(low, _STEMS)):
        if _ELSE.search(low, start, end) and not _HOME_WORK.search(low, start, end):
            continue
        for pattern, form, rule, weight in _RULES:
            if found := pattern.search(low, start, end):
                yield Candidate("remote", form, found.start(), found.end(), rule, weight)
                break


def _labels(layout: Layout) -> Iterator[Candidate]:
    text = layout.text
    for pair in layout.labelled("remote"):
        form = _label_form(pair.label, pair.text)
        if form:
            yield Candidate("remote", form, pair.label_start, pair.end, "label", 0.9)
    for pair in layout.labelled("place"):
        value = _LABEL_VALUES[0][0].search(text, pair.start, pair.end) or re.compile(r"\bremote\b|op afstand|thuiswerk", re.I).search(text, pair.start, pair.end)  # fmt: skip
        if value:
            hybrid = value.re is _LABEL_VALUES[0][0] or len(pair.text) > len(value.group()) + 8
            yield Candidate(
                "remote", "hybrid" if hybrid else "remote", value.start(), value.end(), "place-label", 0.85
            )


def _label_form(label: str, value: str) -> str | None:
    away = re.search(r"thuis|remote|hybrid", label, re.I) is not None
    if _RULES[0][0].search(value.lower()):
        return "hybrid"
    if away and re.match(r"(?:100 ?%|volledig|geheel|fully|altijd)", value, re.I):
        return "remote"
    if away and _LABEL_NO.match(value):
        return "onsite"
    if away and _LABEL_YES.match(value):
        return "hybrid"
    found = [form for pattern, form in _LABEL_VALUES if pattern.search(value)]
    if re.search(rf"\b{_DAYS}", value, re.I) or {"remote", "onsite"} <= set(found):
        return "hybrid"
    return found[0] if found else None
