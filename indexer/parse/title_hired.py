"""The role that a sentence tells somebody is to be taken on for: ``We stellen een onderzoeker aan``, ``Wie helpt ons als jurist?``"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.openings import at_words
from indexer.parse.title_prose import made, sentence_end
from indexer.parse.windows import find_near

_MOST = 40
_REACH = 90  # characters between a verb and the article of the role
_NEAR = 30  # characters between that article and the role
_PASSING = 0.44  # too little to show that a text seeks somebody

# A verb in two halves around the role: "Daarom neemt de stichting een jongerenwerker aan".
_TAKES = re.compile(
    r"\b(?:(?P<aan>stel(?:t|len)?|neemt?|nemen|trek(?:t|ken)?)|(?P<home>haalt?|halen)|(?P<in>zet(?:ten)?|le(?:en|ent|nen)|schakel(?:t|en)?|roept?|roepen)|(?P<toe>voeg(?:t|en)?))\b",
    re.I,
)
_TAKES_STEMS = (
    "stel ", "stelt ", "stellen ", "neem ", "neemt ", "nemen ", "trek ", "trekt ", "trekken ", "haal ", "haalt ", "halen ", "zet ", "zetten ", "leen ", "leent ", "lenen ", "schakel ", "schakelt ", "schakelen ", "roep ", "roept ", "roepen ", "voeg ", "voegt ", "voegen ",
)  # fmt: skip
# The second half ends its clause, and no "aan de raad" or "in de gelegenheid" does.
_CLOSES = r"(?=\s*(?:[,.;:!?)–]|$)|\s+(?:voor|om|die|dat|per|vanaf|met|tot|gedurende|zodat|als|en|tijdens|ter|want|omdat|zolang|zonder|van|ten)\b)"
_HALVES = {
    "aan": re.compile(rf"\s(?:aan|in dienst){_CLOSES}", re.I),
    "home": re.compile(rf"\s(?:binnen|erbij|in huis|aan boord){_CLOSES}", re.I),
    "in": re.compile(rf"\sin{_CLOSES}", re.I),
    "toe": re.compile(rf"\stoe{_CLOSES}", re.I),
}
_ARTICLE = re.compile(r"(?<![\w-])(?:een|één|zo['’]n|twee|drie|vier|nieuwe)\s+", re.I)
# Verbs behind the role: what will be, "aan te nemen", "zal aantrekken", "wordt aangesteld", and nothing that was.
_TAKEN = re.compile(
    r"\s(?:(?P<done>aangesteld|aangetrokken|aangenomen|ingezet|ingeschakeld|toegevoegd|geworven|benoemd|gecontracteerd|ingeleend|appointed|hired|recruited|engaged)|aannemen|inlenen|inschakelen|toevoegen|benoemen|contracteren|binnenhalen|"
    r"(?:aan|in|toe|binnen) te (?:nemen|lenen|schakelen|voegen|halen)|te (?:benoemen|contracteren)|in huis (?:te )?halen|in dienst (?:te )?nemen|inhuurt|aantrekt|aanstelt|aanneemt|inschakelt|(?:(?:heel|héél|erg|zo|wel|best) )*(?:goed )?gebruiken|laten (?:komen|meedenken|meewerken))\b",
    re.I,
)
_TAKEN_STEMS = (
    "aangesteld", "aangetrokken", "aangenomen", "ingezet", "ingeschakeld", "toegevoegd", "geworven", "benoemd", "gecontracteerd", "ingeleend", "appointed", "hired", "recruited", "engaged", "aannemen", "inlenen", "inschakelen", "toevoegen", "benoemen", "contracteren", "binnenhalen", "aan te ", "in te ", "toe te ", "binnen te ", "in huis ", "in dienst ", "inhuurt", "aantrekt", "aanstelt", "aanneemt", "inschakelt", "gebruiken", "laten komen", "laten mee",
)  # fmt: skip
_YET = re.compile(r"\b(?:wordt|worden|will be|is to be|zal|kan|mag|moet|laat)\b", re.I)
_ANY_ARTICLE = re.compile(r"(?<![\w-])(?:een|één|zo['’]n|an?|one|twee|drie|vier|nieuwe)\s+", re.I)
# Verbs and nouns before it, in one piece.
_BEFORE = re.compile(
    at_words(
        r"\b(?:werft|werven|benoem(?:t|en)|contracte(?:ert|er|ren)|levert|opvullen door|vullen door|ingevuld door|vervuld door|uitgebreid met|uitbreiden met|uit met|versterkt met|versterken met|(?:komst|toevoeging|inschakeling|aanstelling|benoeming|levering|inhuren|inschakelen|contracteren|aanstellen|aantrekken|leveren) van|"
        r"(?:werk|klus|budget|geld|formatie|plekken|plaatsen|akkoord|toestemming|opening|vacancy|room|spot|place|position|search|lookout|tegemoet|hulp) (?:(?:liggen|vrij|gekregen|open|vrijgemaakt) )?(?:voor|van|for|of)(?= (?:een|twee|drie|an?|two|[a-z-]+s)\b)|in search of|asking for|ontbreekt (?:\w+ )?(?:aan|is)|missen is|zien (?:wij |we )?graag|verwelkomen(?: wij| we)?|in contact (?:komen )?met|komt neer op|"
        r"(?:to|will|must|can|may|could|shall|are|is|am|re) (?:(?:now|urgently|really|also|soon|temporarily) )*(?:hire|appoint|engage|recruit|bring in|take on|contract|employ|borrow|add|use|hiring|appointing|engaging|recruiting|bringing in|taking on|contracting|borrowing|adding)(?= (?:\w+ ){0,2}(?:an?|one)\b))\s",
        any_case=True,
    ),
    re.I,
)
_BEFORE_STEMS = (
    "werft", "werven", "benoem", "contracte", "levert", " door ", " met ", "komst van", "toevoeging van", "inschakeling van", "aanstelling van", "benoeming van", "levering van", "inhuren van", "inschakelen van", "aanstellen van", "aantrekken van", "leveren van", "werk ", "klus ", "budget ", "geld ", "formatie ", "plekken ", "plaatsen ", "akkoord ", "toestemming ", "opening ", "vacancy ", "room ", "spot ", "place ", "position ", "search ", "lookout ", "tegemoet ", "hulp ",
    "asking for", "ontbreekt ", "missen is", "graag", "verwelkomen", "neer op", "to ", "will ", "must ", "can ", "may ", "could ", "shall ", "are ", "is ", "am ", "re ",
)  # fmt: skip
# "Wie komt ons versterken als klantregisseur?", "Wie wordt onze nieuwe inkoper?"
_ASKS = re.compile(
    r"(?:\b(?:wie|who)\b[^.?!:\n]{2,70}?\b(?:als|as)|\bwie wordt|\b(?:wie kent|ken (?:jij|je|jullie|u))|\bwho knows|(?P<whether>\b(?:of|if|whether) (?:jij|je|jullie|u|er iemand|iemand|you|anyone|someone)\b[^.?!:\n]{1,50}?\b(?:als|as))|\bwho (?:is|will be|becomes)|\bword (?:jij|je)|\bwill you be|\bare you|\bben (?:jij|je)|\b(?:heb|wil|kun|kan|zie|lijkt|zou|ga|kom|durf|would|could|can|do|will) (?:jij|je|u|het|jou|you)\b[^.?!:\n]{2,70}?\b(?:als|as))\s+(?:(?:een|de|onze|mijn|jullie|our|an?|the|nieuwe|volgende|new|next)\s+)*(?=[^\W\d_])",
    re.I,
)
_ASKS_STEMS = (" als ", " as ", "wie wordt", "wie kent", "ken j", "ken u", "who knows", "who is", "who will be", "who becomes", "word j", "will you be", "are you", "ben j", "ben je")  # fmt: skip
_EXPERIENCE = re.compile(
    r"\b(?:ervaring|gewerkt|gediend|diploma|experience|worked|(?:zo|net|even) \w+)\s+(?:als|as)\b", re.I
)
# "De plek van casemanager dementie komt vrij", "the post of team manager is vacant"
_POST = re.compile(
    r"\b(?:plek|plaats|functie|rol|positie|stoel|post|baan|vacature|taken|role|position) (?:van|als|voor|of|for) (?:(?:een|de|onze|our|an?|the|ons)\s+)*(?=[^\W\d_])",
    re.I,
)
_POST_STEMS = ("plek ", "plaats ", "functie ", "rol ", "positie ", "stoel ", "post ", "baan ", "vacature ", "taken ", "role ", "position ")  # fmt: skip
_FREE = re.compile(
    r"\s(?:(?:komt|valt|is|staat|wordt|blijft|raakt|zijn|komen|falls|becomes|will be|are)\s[^.;!?]{0,60}?\b)?(?:vrij|vacant|open|onbezet|onvervuld|leeg|invullen|vervullen|vervuld|overnemen|oppakken|op zich|waarnemen|unfilled)\b",
    re.I,
)
# Said in passing: who is missed, what the work is done as, what a colon leads to, whose place is taken.
_IN_PASSING = re.compile(
    r"(?:\bzit(?:ten)? (?:\w+ ){0,3}zonder|\b(?:werk|klus|opdracht|baan|job|assignment|work|slag|beginnen|starten|start)(?: (?:te gaan|kunnen))? (?:als|as)|\b(?:oproep|call|uitnodiging) (?:aan|voor|to) (?:iedere|elke|alle|every|all|each)|\b(?:opvolger|opvolgster|vervanger|vervanging|successor|replacement) (?:wordt|is|voor|for)|(?<=[a-z]{2}): (?:een|één|an?))\s+(?:(?:een|één|onze|de|an?|our|the|vaste|eigen|nieuwe) )*(?=[^\W\d_])",
    re.I,
)  # fmt: skip
_IN_PASSING_STEMS = ("zonder ", " als ", " as ", " iedere ", " elke ", " alle ", " every ", " all ", " each ", "opvolg", "vervang", "successor", "replacement", ": een ", ": één ", ": a ", ": an ")  # fmt: skip
_OF_OTHERS = re.compile(
    r"\b(?:bestaa\w*|samen|collega['’]?s|naast|zoals|bijvoorbeeld|team|with|like|ervaring|gewerkt|was|waren|zijn)\b[^.;]{0,40}$", re.I
)  # fmt: skip


def read(layout: Layout) -> Iterator[Candidate]:
    """Candidates for ``title`` with the rule ``made``, from sentences about somebody who is yet to come."""
    yield from _between_halves(layout)
    yield from _taken(layout)
    yield from _behind(layout)
    yield from _asked(layout)
    yield from _free_post(layout)
    yield from _in_passing(layout)


def _between_halves(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_TAKES, layout.text, layout.low, _TAKES_STEMS, 2, 10), _MOST):
        stop = sentence_end(layout, match.start())
        for half in islice(_HALVES[match.lastgroup or ""].finditer(layout.text, match.end(), stop), 3):
            if found := _first(layout, _ARTICLE, match.end(), half.start(), 0.6):
                yield found
                break


def _first(layout: Layout, articles: re.Pattern[str], at: int, stop: int, weight: float) -> Candidate | None:
    """The role behind the first article that has one."""
    for article in articles.finditer(layout.text, at, min(at + _REACH, stop)):
        found = made(layout, article.end(), stop, weight, layout.header_end)
        if found and found.start - article.end() < _NEAR:
            return found
    return None


def _taken(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_TAKEN, layout.text, layout.low, _TAKEN_STEMS, 30, 30), _MOST):
        start = max(layout.sentence_at(match.start() + 1)[0], match.start() - _REACH)
        if match["done"] and not _YET.search(layout.text, start, match.start() + 1):
            continue
        for article in reversed(list(_ANY_ARTICLE.finditer(layout.text, start, match.start()))):
            found = made(layout, article.end(), match.start(), 0.58, layout.header_end)
            if found and found.start - article.end() < _NEAR:
                yield found
                break


def _behind(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_BEFORE, layout.text, layout.low, _BEFORE_STEMS, 30, 60), _MOST):
        stop = sentence_end(layout, match.start())
        if found := _first(layout, _ANY_ARTICLE, match.end() - 1, stop, 0.57):
            yield found
            continue
        found = made(layout, match.end(), stop, 0.55, layout.header_end)
        if found and found.start == match.end():
            yield found


def _asked(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_ASKS, layout.text, layout.low, _ASKS_STEMS, 90, 40), _MOST):
        sentence = layout.sentence_at(match.start())
        asks = "?" in layout.text[match.end() : sentence[1] + 1]
        if not (asks or match["whether"]) or _EXPERIENCE.search(match[0]):
            continue
        found = made(layout, match.end(), sentence_end(layout, match.start()), 0.58, layout.header_end)
        if found and found.start - match.end() < _NEAR:
            yield found


def _free_post(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_POST, layout.text, layout.low, _POST_STEMS, 2, 40), _MOST):
        free = _FREE.search(layout.text, match.end(), sentence_end(layout, match.start()))
        found = made(layout, match.end(), free.start(), 0.57, layout.header_end) if free else None
        if found and found.start - match.end() < _NEAR:
            yield found


def _in_passing(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_IN_PASSING, layout.text, layout.low, _IN_PASSING_STEMS, 40, 40), _MOST):
        sentence = layout.sentence_at(match.start())
        told = match[0].startswith(":")
        if told and _OF_OTHERS.search(layout.text, max(sentence[0], match.start() - 60), match.start()):
            continue
        found = made(layout, match.end(), sentence_end(layout, match.start()), _PASSING, layout.header_end)
        if found and found.start - match.end() < _NEAR:
            yield found
