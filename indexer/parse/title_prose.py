"""The role that a text says it seeks, where it has no title of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from indexer.language.days import MONTH_BEGINS
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.openings import at_words
from indexer.parse.roles import is_role, singular
from indexer.parse.title_lines import WIDE
from indexer.parse.title_words import ANYBODY, CALLED, clean_title, is_activity, is_sentence, role_phrase
from indexer.parse.windows import find_near

# Each finds where the words for the role may begin: behind a verb that seeks, with whatever stands between left open.
_SEEKS = re.compile(
    at_words(
        r"\b(?:op zoek(?: gegaan)? naar|(?:ge)?zoek(?:en|t)?|gezocht|gevraagd|vraagt|vragen|looking for|seeking|seeks?|need for|needs?|requires?|hires?|hiring(?= an?\b)|behoefte (?:(?:heeft|hebben|is|bestaat) )?aan|(?:we|wij) missen|missen (?:daarvoor|daarbij|nog)|mist(?= een )|verlegen om|springen om|(?:plek|plaats|ruimte) voor|uit naar|op jacht naar|(?:opdracht|uitvraag|aanvraag|vacature|vraag) (?:voor|naar|om)|voorstel voor|offerte voor|(?:bids?|proposals?|quotations?|tenders?|applications) for|kandidaten voor|inhuur van|inzet van|werving van|"
        r"(?<!zo )(?<!indien )(?<!waar )(?<!desgewenst )nodig|ken (?:jij|je|jullie)|wie kent|huurt|huren|verlangt|recruiting|verzoek(?:en|t)?(?: (?:wij|we|ik))? u|wil(?:len)? (?:er|daar|hier|ze|zij|we|wij)(?= een )|(?:asked|asks) (?:us|me)(?: urgently)? for(?= an? )|to find(?: (?:them|him|her|us|me))?(?= an? )|(?:daar|hier|er) komt(?= een )|komt (?:daar|hier|er)(?= een )|(?:vandaag|zojuist|net|vers) (?:geplaatst|binnen(?:gekomen)?|online|uitgezet)(?=:))\b",
        any_case=True,
    ),
    re.I,
)
_SEEKS_STEMS = (
    "zoek", "gezocht", "gevraagd", "vraagt", "vragen", "looking for", "seek", " need", "require", " hire", "hiring", "behoefte ", " missen", " mist een ", "verlegen om", "springen om", "plek voor", "plaats voor", "ruimte voor", "uit naar", "jacht naar", "opdracht ", "vraag ", "vacature ", "voorstel voor", "offerte voor", "bid for", "bids for", "proposal for", "proposals for", "quotation for", "quotations for", "tender for", "tenders for", "applications for", "kandidaten voor", "inhuur van",
    "inzet van", "werving van", " nodig", "ken j", "kent ", "huurt", "huren", "verlangt", "to find ", "willen ", "wil ", "asked us", "asked me", "asks us", "asks me", "verzoek", " komt een ", " komt er een ", " komt daar een ", " komt hier een ", "recruiting", "geplaatst:", "binnen:", "gekomen:", "online:", "uitgezet:",
)  # fmt: skip
# Verbs behind the role: "een participatiecoach nodig", "een programmamanager inhuren".
_NEEDED = re.compile(
    r"\b(?:(?<!zo )(?<!indien )(?<!waar )nodig|inhuren|inzetten|aantrekken|aanstellen|werven|vinden|leveren|aanbieden|voordragen|(?:in|aan|voor) te (?:huren|zetten|trekken|stellen|bieden|dragen)|te werven|tekort|gezocht|gevraagd|ingehuurd|zoeken|ter beschikking|(?:is )?(?:needed|required|wanted|sought))\b",
    re.I,
)
_NEEDED_STEMS = (
    "nodig", "inhuren", "inzetten", "aantrekken", "aanstellen", "werven", "vinden", "leveren", "aanbieden", "voordragen", "tekort", "ter besch", "gezocht", "gevraagd", "ingehuurd", "zoeken", "in te huren", "in te zetten", "aan te trekken", "aan te stellen", "aan te bieden", "voor te dragen", "te werven", "needed", "required", "wanted", "sought",
)  # fmt: skip
_WANTED = re.compile(r"gezocht|gevraagd|wanted", re.I)
_ARTICLE = re.compile(
    r"(?<![\w-])(?:een|één|zo['’]n|an?|twee|drie|vier|two|[1-4](?= [a-z])|iemand als|nieuwe)\s+(?:\((?:1|een|2)\)\s+)?",
    re.I,
)
# Behind the verb itself: no pronoun, no article, no adverb stands there.
_DIRECT = re.compile(
    r"[ :]+(?!(?:wij|we|ik|zij|ze|hij|u|je|jij|een|één|de|het|an?|the|of|er|per|met|voor|naar|nu|om|in|op|daarom|iemand|twee|drie|vier|two|[1-4])\b)",
    re.I,
)
_AS_STEMS = (
    "als ",
    'as "',
    "as “",
    "rol van",
    "voor de rol",
    "voor de functie",
    "voor de opdracht",
    "functie van",
    "as a",
    "role of",
    "position of",
    "post of",
    "bent ",
    "ben j",
    "je bent",
    "word j",
    "are you",
)
_AS_ROLE = re.compile(
    r"(?:\b[Aa]ls\s+(?:een\s+)?|\b(?:[Aa]ls|as)\s+(?:een\s+|an?\s+)?[\"“”'‘„](?=\w)|\b(?:[Dd]e|[Jj]e|[Jj]ouw) (?:rol|functie) van\s+(?:een\s+)?|een opdracht als\s+|\bvoor de (?:rol|functie|opdracht)\s+(?=[\"“‘']?[A-Z])|\bas an?\s+|the (?:role|position|post) of\s+(?:an?\s+)?|\b(?:bent (?:een|zo['’]n|die)|[Bb]en (?:jij|je)|[Jj]e bent|[Ww]ord (?:jij|je)|[Aa]re you)\s+(?:als\s+)?(?:(?:een|zo['’]n|die|de|onze|an?|our)\s+)?)(?=[A-Za-z])"
)
# What the one sought is called: "hierna te noemen: ...", "we noemen hem of haar ...", "de functie heet ...".
_CALLED = re.compile(
    r"(?:\bhierna(?: te noemen)?:?|\bnoem(?:en|t)? (?:we |wij |ze |zij )?(?:hem of haar|haar of hem|hem|haar|het|dit|dat|die|deze (?:rol|persoon|functie)|de (?:rol|functie|persoon))|\b(?:rol|functie) (?:heet|noemen (?:we|wij|ze|zij))|\bgenaamd:?|\bcall(?:ed|s)?(?: (?:it|this|them|the (?:role|job|post|position|person)))?)\s+(?:de |een |the |an? )?(?=\w)",
    re.I,
)
_CALLED_STEMS = ("hierna", "noem", "heet ", "genaamd", " call")
# "Wat vraagt een jurist?" asks what he charges; "wat ik niet zoek: een beleidsmaker".
_ASKS_WHAT = re.compile(r"\b(?:wat|hoe|hoeveel|waarom|wanneer|what|how|niet)\s+$", re.I)
NOT_SOUGHT = re.compile(
    r"\b(?:samen met|onder wie|among them|overleg met|naast|aan de|ervaring als|gewerkt als|vorige|huidige|bel|mail|contact|was|zat|onze (?:huidige|vorige))\b[^.]{0,40}$",
    re.I,
)
_OPENING = re.compile(r"(?m)^[^\w\n]{0,6}Een (?=[a-z])|[.?!]\s+Een (?=[a-z])")
_CAPITAL = re.compile(r"\b(?:De|de|The|the) (?=[A-Z])")
_CAPITAL_ROLE = re.compile(
    r"(?P<role>[A-Z][\w/-]+(?: (?:(?:en|met|van|&) )?[\w/-]+){1,6}?) (?=(?:is|heeft|werkt|zorgt|krijgt|draagt|bewaakt|stuurt|adviseert|begeleidt|bekleedt|voert|vervult|ondersteunt|leidt|maakt|works|leads|supports|will)\b)"
)
_WHO_ASKS = re.compile(r"(?:[^:,]{2,24}:\s+)?(?:gem\.|gemeente) [A-Z][\w' -]{1,28},\s+(?:een )?(?=\w)", re.I)
# "Nieuwe klus! Gedragsdeskundige bij de gemeente", "trajectregisseur, 24 uur", "Strategisch adviseur, tot juli".
_HEADS_A_MESSAGE = re.compile(
    r"(?:^|[.!?] )(?P<role>(?:[\w-]{4,}(?:isch|lijk|erend|ior|erim|lant|eel)e? )?(?P<named>[\w/-]{5,})(?: [\w/-]+){0,4}?)(?:, (?!(?:die|dat|wie|en|bel|kun|ben|heb|jij|je|u|you|who)\b)| (?:bij|voor) (?:de |het |een )?[A-Zg])"
)
_SPEAKER = 12  # characters of a time and a name at least
_TOP = 800  # characters
_REACH = 90
_MOST = 60


def read(layout: Layout) -> Iterator[Candidate]:
    """Candidates for ``title`` with the rule ``made``, from the words of running text."""
    top = layout.header_end
    yield from _behind_a_verb(layout, top)
    yield from _before_a_verb(layout, top)
    yield from _called(layout, top)
    yield from _in_a_message(layout, top)
    yield from _asked_as(layout, top)
    yield from _opening_a_sentence(layout, top)
    yield from _alone_in_a_sentence(layout)
    yield from _behind_its_kind(layout, top)
    yield from _with_a_capital(layout, top)
    yield from _work_offered_for(layout)


# "een beleidsadviseur medio 2026": when, which is no part of the name.
_WHEN = re.compile(
    rf" (?:(?:per|vanaf|in|from) )?(?:(?:begin|half|medio|eind|mid|early|late) (?:{MONTH_BEGINS}[a-z]* )?|(?:\d{{1,2}} )?{MONTH_BEGINS}[a-z]* )20\d\d$",
    re.I,
)
# "Vooruitlopend op het invullen van een vacature", "in afwachting van een vaste jurist": another post than the one asked for.
_OTHER_POST = re.compile(
    r"\b(?:vooruitlopend op|in afwachting van|voorafgaand aan|pending|awaiting|ahead of)\b(?:(?!\b(?:zoek|gezocht|huur|hur|heb|wil|vra|is|look|seek|need))[^.,;:\n]){0,60}$",
    re.I,
)
_LOOSE_END = re.compile(r"(?: (?:te|om|die|dat|to))+$")
# "Een tijdelijke collega naast de acht vaste schuldregelaars".
_BESIDE = re.compile(r"\bnaast (?:\w+ ){0,2}$")
# "Iemand met een diploma leerplichtambtenaar": what somebody has, not what one is.
_PAPER_OF = re.compile(r"(?:diploma|certificaat|registratie|papieren|ervaring|achtergrond)\b", re.I)

# "Door een zzp'er of een medewerker van een detacheringsbureau": whom somebody employs that sends people.
_SENT_BY_A_BUREAU = re.compile(
    r"(?:medewerk(?:er|ster)|werknemer|kracht|kandidaat|professional|collega|consultant|adviseur|employee|candidate)(?:en|s)?\)? (?:van|via|uit|vanuit|bij|in (?:loon)?dienst (?:van|bij)|of|from)(?: (?:een|uw|je|jouw|het|de|hun|an?|your|the|their))? (?:extern |eigen |external )?[\w/-]*(?:bureaus?|detacheerder|uitlener|uitzendorganisatie|leverancier|marktpartij|inschrijver|opdrachtnemer|agency)\b",
    re.I,
)


# Behind a word for anybody: "... die direct aan de slag kan als schuldhulpverlener".
_AS_WHAT = re.compile(r"[^.;]{0,60}?\bals (?:een )?(?=\w)")


# "... een nieuwe collega (wijkcoach)": who that is to be.
_NAMED_BEHIND = re.compile(rf"{ANYBODY.pattern} \((?P<role>[^()\d]{{4,60}})\)", re.I)


def made(layout: Layout, start: int, stop: int, weight: float, top: int) -> Candidate | None:
    """A candidate for the role that begins at ``start``, one of them where several are sought."""
    words = layout.text[start:stop]
    span = role_phrase(words)
    if span is None or layout.is_noise(start) or _BESIDE.search(words, 0, span[0]):
        return None
    if (
        _PAPER_OF.match(words, span[0])
        or _SENT_BY_A_BUREAU.match(words, span[0])
        or _OTHER_POST.search(layout.text, max(start - 80, 0), start)
    ):
        return None
    if ANYBODY.fullmatch(words[slice(*span)]) and (told := _AS_WHAT.match(words, span[1])):
        span = role_phrase(words, told.end()) or span
    if named := _NAMED_BEHIND.fullmatch(words, *span):
        span = named.span("role")
    said = _WHEN.sub("", _LOOSE_END.sub("", words[slice(*span)]))
    title = re.sub(r"[\w-]+", lambda word: singular(word[0]) if is_role(word[0]) else word[0], said, count=8)
    if len(title) < 4:
        return None
    weight += 0.03 * (start < top) + 0.03 * (len(said.split()) > 1)
    return Candidate(
        "title", clean_title(title), start + span[0], start + span[0] + len(said), "made", round(weight, 3)
    )


def sentence_end(layout: Layout, at: int) -> int:
    """Where the sentence ends, also where a line of the paper's width breaks it; no further than a role reaches."""
    end = layout.sentence_at(at)[1]
    broken = layout.low.startswith("\n", end) and layout.text[end + 1 : end + 2].islower()
    if broken and end - at < _REACH and end - layout.line_at(at).start >= WIDE:
        end = layout.sentence_at(end + 1)[1]
    return min(end, at + _REACH * 2)


def _behind_a_verb(layout: Layout, top: int) -> Iterator[Candidate]:
    for number, match in enumerate(find_near(_SEEKS, layout.text, layout.low, _SEEKS_STEMS, 12, 30)):
        if number > _MOST:
            return
        at = match.end()
        if _ASKS_WHAT.search(layout.text, max(match.start() - 10, 0), match.start()):
            continue
        stop = sentence_end(layout, match.start())
        floor = layout.text[at:stop]
        direct = _DIRECT.match(floor)
        if direct and (found := made(layout, at + direct.end(), stop, 0.6, top)) and found.start - at < 45:
            yield found
            continue
        # "... zoekt de gemeente per direct een": the first articles behind the verb.
        for article in _ARTICLE.finditer(floor[:_REACH]):
            if found := made(layout, at + article.end(), stop, 0.59, top):
                if found.start <= at + article.end() + 45:
                    yield found
                break


def _before_a_verb(layout: Layout, top: int) -> Iterator[Candidate]:
    for number, match in enumerate(find_near(_NEEDED, layout.text, layout.low, _NEEDED_STEMS, 4, 20)):
        if number > _MOST:
            return
        start = max(layout.sentence_at(match.start())[0], match.start() - _REACH)
        before = layout.text[start : match.start()]
        for article in reversed(list(_ARTICLE.finditer(before))):
            found = made(layout, start + article.end(), match.start(), 0.58, top)
            if found and not NOT_SOUGHT.search(before[: article.start()]):
                yield found
                break
        else:
            found = made(layout, start, match.start(), 0.58, top) if _WANTED.match(match[0]) else None
            if found and found.start == start and match.start() - found.end < 2:  # "Jeugdconsulent gezocht."
                yield found


def _called(layout: Layout, top: int) -> Iterator[Candidate]:
    for number, match in enumerate(find_near(_CALLED, layout.text, layout.low, _CALLED_STEMS, 14, 60)):
        if number > _MOST:
            return
        found = made(layout, match.end(), sentence_end(layout, match.start()), 0.61, top)
        if found and found.start - match.end() < 12:
            yield found


def _in_a_message(layout: Layout, top: int) -> Iterator[Candidate]:
    """A role between commas in a chat, behind who asks for it, ``gem. Best, schuldhulpverlener, moet echt snel``, or at the
    head of a sentence: ``Ze zitten omhoog. Jeugdconsulent, 24 uur``."""
    for line in layout.lines[:_MOST]:
        if line.content - line.start < _SPEAKER:
            continue
        who = _WHO_ASKS.match(line.text)
        opened = [line.content + who.end()] if who else []
        heads = (head for head in _HEADS_A_MESSAGE.finditer(line.text) if is_role(head["named"]))
        opened += [line.content + head.start("role") for head in heads]
        for at in opened:
            found = made(layout, at, line.end, 0.5, top)
            if found and found.start == at and layout.text[found.end : found.end + 1] in ",.!; ":
                yield found


# What somebody is besides: "Je bent tevens woordvoerder", "Daarnaast ben je contactpersoon".
_BESIDES = re.compile(r"(?:tevens|ook|daarnaast|mede|also)\s+(?:(?:een|de|het|an?|the)\s+)?(?=\w)", re.I)
_BESIDES_BEFORE = re.compile(r"\b(?:tevens|daarnaast|bovendien|verder|ook)\s+$", re.I)
# "Als medewerker van de gemeente Best voel je je betrokken": whoever works there.
_WORKS_THERE = re.compile(
    r"(?:medewerker|collega|professional|werknemer|employee)\s+(?:van|bij|binnen|of|at)\s+(?:(?:de|het|een|onze|the)\s+)?(?:gemeente|provincie|stichting|organisatie|regio|municipality|province|(?-i:[A-Z]))",
    re.I,
)


# "Een secretariaat, waarin de functie van directeur een plaats inneemt": a post of the body, not the one asked for.
_OF_ANOTHER = re.compile(r"\b(?:waarin|waarbij|naast|door|onder|tussen)\s+$", re.I)


def _asked_as(layout: Layout, top: int) -> Iterator[Candidate]:
    """``Als consulent inkomen krijg je ...``: a last resort."""
    for number, match in enumerate(find_near(_AS_ROLE, layout.text, layout.low, _AS_STEMS, 16, 40)):
        if number > _MOST:
            return
        before = layout.text[max(0, match.start() - 40) : match.start()]
        if re.search(r"\b(?:ervaring|gewerkt|experience|erkend|registratie|geregistreerd)\s+$", before, re.I):
            continue
        if match[0][:3].lower() == "de " and _OF_ANOTHER.search(before):
            continue
        besides = _BESIDES.match(layout.text, match.end())
        at = besides.end() if besides else match.end()
        weight = 0.28 if besides or _BESIDES_BEFORE.search(before) else 0.36
        found = made(layout, at, sentence_end(layout, match.start()), weight, top)
        if found and found.start - at < 30 and not _WORKS_THERE.match(layout.text, found.start):
            yield found


def _opening_a_sentence(layout: Layout, top: int) -> Iterator[Candidate]:
    """``Een casemanager dementie die ...`` right under a heading that asks for it."""
    for number, match in enumerate(find_near(_OPENING, layout.text, layout.low, ("een ",), 8, 6)):
        if number > _MOST:
            return
        stop = sentence_end(layout, match.end() - 1)
        if found := made(layout, match.end(), stop, 0.5, top):
            follows = layout.text[found.end : found.end + 12]
            if found.start - match.end() < 30 and re.match(r",?\s+(?:die|dat|met|voor|om)\b", follows):
                yield found


def _behind_its_kind(layout: Layout, top: int) -> Iterator[Candidate]:
    """The role right behind the kind of text that a line begins with: ``Vacature adviseur Wmo (24 uur, vast) bij ...``."""
    for line in takewhile(lambda line: line.start < _TOP, layout.lines):
        called = CALLED.match(line.text)
        if called is None or not line.text[called.end() : called.end() + 1].isspace():
            continue
        at = line.content + called.end() + 1
        bracket = layout.text.find("(", at, at + _REACH)
        found = made(layout, at, bracket if bracket >= 0 else sentence_end(layout, at), 0.5, top)
        if found and found.start == at:
            yield found


# "een offerte uit te brengen voor de procesbegeleiding van ...": a piece of work where no role is sought.
_OFFER_FOR = re.compile(
    r"\b(?:offerte|voorstel|aanbieding|inschrijving|prijsopgave|(?:bid|proposal|quotation|tender)s?)(?: (?:uit te brengen|in te dienen|te doen|op te stellen|te sturen))? (?:voor|for) (?:de |het |een |the |an? )?"
    r"(?P<work>[A-Za-zà-ÿ-]+ [^.,;:\n()]{3,100}?)(?=[.,;:\n()]| (?:in|te|bij|voor|die|dat|waar\w*|om|per|vanaf|met|conform|volgens|zoals|uit|door|binnen|op|aan|for|with|by|which|that)\b)",
    re.I,
)


def _work_offered_for(layout: Layout) -> Iterator[Candidate]:
    """The piece of work that an offer is asked for."""
    stems = (
        "offerte",
        "voorstel",
        "aanbieding",
        "inschrijving",
        "prijsopgave",
        "bid",
        "proposal",
        "quotation",
        "tender",
    )
    for match in islice(find_near(_OFFER_FOR, layout.text, layout.low, stems, 2, 150), _MOST):
        if is_activity(match["work"]) and not layout.is_noise(match.start()):
            yield Candidate("title", clean_title(match["work"]), *match.span("work"), "made", 0.5)


# "Gemeente Epe, Vaassen. Projectleider toegang Wmo/Jeugd. Start in januari."
_ALONE = re.compile(r"(?:(?<=[.!?] )|^)[A-Z][\w/-]+(?: [\w/&-]+){0,7}(?=[.!](?:\s|$))", re.M)


def _alone_in_a_sentence(layout: Layout) -> Iterator[Candidate]:
    """A sentence at the top that is a role and no more."""
    for match in _ALONE.finditer(layout.text, 0, _TOP):
        words = match[0].split()
        named = is_role(words[0]) and len(words) > 1 and not is_sentence(match[0])
        if named and (found := made(layout, match.start(), match.end(), 0.4, 0)):
            yield found


def _with_a_capital(layout: Layout, top: int) -> Iterator[Candidate]:
    """``De Strategisch Adviseur Jeugd is hierin de spil``: a role that is written as a name."""
    for number, match in enumerate(find_near(_CAPITAL, layout.text, layout.low, ("de ", "the "), 2, 6)):
        if number > _MOST:
            return
        stop = sentence_end(layout, match.end() - 1)
        begun = _CAPITAL_ROLE.match(layout.text, match.end(), stop)
        found = made(layout, match.end(), begun.end("role"), 0.56, top) if begun else None
        if found and found.start == match.end() and " " in layout.text[found.start : found.end]:
            yield found
