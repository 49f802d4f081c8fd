"""Names of organisations that seek, that a cue names as the client, or that stand alone above the text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.name_trie import capital_words
from indexer.parse.organisation_brokers import sought_for
from indexer.parse.organisation_client import client, is_no_name
from indexer.parse.organisation_full import OPENING, ministry
from indexer.parse.organisation_words import (
    A_BODY,
    ABOUT,
    BESIDE,
    BRINGS,
    BY_HEAD,
    BY_TAIL,
    BYLINE,
    CUED,
    CUED_STEMS,
    DOES_FOR,
    EMPLOYED,
    FOR_WHOM,
    GREETED,
    HEAD_WORDS,
    IS_A,
    IS_STEMS,
    NAME,
    NAME_AT_END,
    PROVINCE,
    SEEKS,
    SEEKS_STEMS,
    TAIL_STEMS,
    WITH_US,
)  # fmt: skip
from indexer.parse.roles import has_role
from indexer.parse.stems import places_of
from indexer.parse.title_words import OF_PROFILE
from indexer.parse.windows import find_around, find_near

# "Voor Samen14 zoekt Flexgroep": the name begins behind it.
_FOR_WHOM = re.compile(r"(?:Voor|Namens|For) (?:(?:de|het|the) )?(?=\S)")
# "Voor de raad zoekt de Regio Voorbeeld een": who seeks stands behind the verb, with its article.
_SEEKER = re.compile(rf" (?:de|het) (?P<name>{NAME})(?=,? (?:een|per|naar|tijdelijk|twee|met)\b)")
# "Voor de opbouw zoekt Holland Rijnland een kwartiermaker", "nodigt Holland Rijnland marktpartijen uit": a name of two words or more, for one word may be anybody's.
_NAMED_BEHIND = re.compile(
    rf" (?:de |het )?(?P<name>{NAME})(?= (?:een|per|tijdelijk|twee|met spoed|iemand|[a-zà-ÿ'’-]+(?: [a-zà-ÿ'’-]+)? uit)\b)"
)
# "Voorbeeld zoekt voor een middelgrote gemeente": a broker's words.
_FOR_A_CLIENT = re.compile(
    r"(?: \w+)? voor (?:een (?:[a-zà-ÿ-]+ ){0,3}(?:gemeente|organisatie|instelling|opdrachtgever|klant|zorgaanbieder|zorgorganisatie|overheidsorganisatie|onderwijsinstelling)|(?:haar|zijn|diverse|meerdere|verschillende|een van (?:haar|onze|zijn)) (?:[a-z]+ )?(?:opdrachtgever|klant|relatie|gemeente|organisatie)(?:s|en|es)?)\b"
)
# "Namens Voorbeeld ga jij het team versterken": who employs the one sought, as often a bureau as the client.
_SENDS = re.compile(r" [a-z]+ (?:jij|je|u)\b")
_SENDER = _BESIDE_FACTS = 0.55
_NOTHING_SOUGHT = re.compile(r" ?(?:\.{2,}|…|:)[ \t]*(?:\n|\Z)|[ \t]*(?:\n[ \t]*\n|\Z)")
_SEEKS_NOTHING = 0.6
_PLACE_AT_END = re.compile(r"[A-Z][\w-]+ (?:van|bij|at) (?:de |het )?\S+$")
# "Een zorgorganisatie in Almelo zoekt": where it is, not what it is called.
_IN_A_PLACE = re.compile(r"(?:^|\W)(?:[Ii]n|[Uu]it|[Nn]abij|[Ff]rom|[Nn]ear|[Mm]et|[Zz]onder|[Nn]aast) $")


def names(layout: Layout) -> Iterator[Candidate]:
    """Names of organisations that seek, that a cue names as the client, or that stand alone above the text."""
    text = layout.text
    yield from _seekers(layout)
    for match in find_near(CUED, text, layout.low, CUED_STEMS, 110, 110):
        sent = _SENDS.match(text, match.end("name")) and text[match.start() :][:6].lower() == "namens"
        known = BY_HEAD.match(match["name"]) or BY_TAIL.fullmatch(match["name"])
        weight = _SENDER if sent and not known else 0.82
        yield from client(layout, match.start("name"), match.end("name"), "cue", weight)
    yield from _named_as_client(layout)
    yield from _for_whom_it_works(layout)
    heads = list(by_head(layout))
    for match in BYLINE.finditer(text, 0, 600):
        line = layout.line_at(match.start())
        inside = any(head.start() < match.start("name") < head.end() for head in heads)
        if (
            not inside
            and not _is_in_a_place(text[line.content : match.end("name")])
            and line.end - line.content <= 120
            and has_role(text[line.content : match.start()])
        ):
            yield from client(layout, match.start("name"), match.end("name"), "byline", 0.8)
    yield from _of_the_sender(layout, heads)
    yield from _letterhead(layout)
    pieces = set(layout.pieces())
    ends = (at for at in places_of(layout.low, TAIL_STEMS) if at < OPENING and text[at].isupper())
    tails = find_around(BY_TAIL, text, ends, 120, 240)
    for match in (*heads, *tails):
        if not _is_part(text, match, heads):
            yield from _by_its_kind(layout, match, pieces)


def _seekers(layout: Layout) -> Iterator[Candidate]:
    """Names of those who seek, or for whom a broker does."""
    text = layout.text
    for match in find_near(SEEKS, text, layout.low, SEEKS_STEMS, 50, 30):
        line = layout.line_at(match.start())
        greeted = GREETED.match(text, line.content, match.start())
        floor = max(greeted.end() if greeted else line.content, match.start() - 110)
        before = NAME_AT_END.search(text[floor : match.start()])
        if before and is_no_name(before["name"].lower()):
            before = None  # "Daarom zoekt ..."
        if before and not _behind_the_verb(text, floor + before.start("name"), match):
            start, end = floor + before.start("name"), floor + before.end("name")
            if _IN_A_PLACE.search(text, floor, start) or _FOR_A_CLIENT.match(text, match.end()):
                continue
            whom = _FOR_WHOM.match(text, start, end)
            if whom and (seeker := _SEEKER.match(text, match.end())):
                start, end, whom = *seeker.span("name"), None
            # "Voorbeeld zoekt ..." over a posting: as often who places it as whose it is.
            weight = _SEEKS_NOTHING if _NOTHING_SOUGHT.match(text, match.end()) else 0.85
            yield from client(layout, whom.end() if whom else start, end, "seeks", weight)
        elif (behind := _NAMED_BEHIND.match(text, match.end())) and " " in behind["name"]:
            yield from client(layout, *behind.span("name"), "seeks", 0.8)
    for start, end in sought_for(layout):
        yield from client(layout, start, end, "seeks", 0.85)


# What a public body calls a paper that it asks for offers by.
_PAPER = re.compile(
    r"\W*(?:nota van inlichtingen|nadere (?:uitvraag|offerteaanvraag)|offerteaanvraag|offerteverzoek|aanbestedingsleidraad|beschrijvend document|minicompetitie|uitnodiging tot (?:inschrijving|het (?:doen|uitbrengen))|request for (?:quotation|proposals?))\b",
    re.I,
)


def _letterhead(layout: Layout) -> Iterator[Candidate]:
    """The name that stands alone above the kind of paper: ``Voorbeeld`` over ``NOTA VAN INLICHTINGEN``."""
    filled = [line for line in layout.lines[:6] if line.kind != "blank"][:2]
    if len(filled) == 2 and _PAPER.match(filled[1].text) and _WHOLE_NAME.fullmatch(filled[0].text):
        yield from client(layout, filled[0].content, filled[0].end, "letterhead", 0.6)


_WHOLE_NAME = re.compile(NAME)
_BEFORE_SUBJECT = ("De ", "Het ", ". De", "\nDe ", "\nHet")


def _by_its_kind(
    layout: Layout, match: re.Match[str], pieces: Container[tuple[int, int]]
) -> Iterator[Candidate]:
    """A name that begins or ends as names of organisations do, where it is a piece of its own, is told of, or is named often."""
    text = layout.text
    first, end = match.span()
    start = first
    if full := ministry(text, first):
        start = text.index(full, first)
        end = start + len(full)
    alone = (first, end) in pieces
    line = layout.line_at(first)
    before = text[max(first - 4, 0) : first]
    subject = line.content == first or before in _BEFORE_SUBJECT or before.endswith((": ", ". "))
    told = subject and re.match(
        r"(?: \([^()\n]{1,60}\))?,? (?:is|[a-z]{2,12}t|biedt)\b", text[end : end + 80]
    )
    short = line.end - line.content <= 90
    often = start < 600 and (short or _OF.search(text, max(0, start - 30), start))
    often = often or text.count(match[0], 0, OPENING) > 1
    # "Jeugdconsulent | 36 uur | Regio Voorbeeld": as often where it is as whose it is.
    beside = alone and match[0].startswith("Regio ") and (first, end) != (line.content, line.end)
    weight = _BESIDE_FACTS if beside else 0.77 if alone else 0.72 if told else 0.5
    if start > first and (alone or often):  # behind the ministry, not in a list of bodies
        yield Candidate("organisation", full or "", start, end, "name", weight)
    elif alone or told or often:
        yield from client(layout, start, end, "name", weight)


# "Directeur Stichting Voorbeeld • 2e" above a message; "De Wilgenhof, jeugdhulp met verblijf" below a title.
_WITH_ITS_TRADE = re.compile(
    rf"(?P<name>(?:De |Het )?{NAME}), (?:[a-z]+ ){{0,2}}\w*(?:jeugdhulp|jeugdzorg|welzijn|welzijnswerk|opvang|onderwijs|zorg|ggz)\b[\w ]{{0,30}}"
)
_TOP_LINES = 6


def _of_the_sender(layout: Layout, heads: Sequence[re.Match[str]]) -> Iterator[Candidate]:
    """What a message or a request bears at its top, where it is not told in a sentence."""
    for line in layout.lines[:_TOP_LINES]:
        if OF_PROFILE.search(line.text):
            for head in heads:
                if line.start <= head.start() < line.end:
                    yield from client(layout, *head.span(), "byline", 0.79)
        elif (match := _WITH_ITS_TRADE.fullmatch(line.text)) and layout.text.count(match["name"]) > 1:
            start = line.content + match.start("name")
            yield from client(layout, start, start + len(match["name"]), "byline", 0.74)


def _is_in_a_place(words: str) -> bool:
    """Whether they end in the name of a place, its preposition within it: ``Hof van Twente``, ``Wijk bij Duurstede``."""
    name = _PLACE_AT_END.search(words)
    return name is not None and gazetteer.namesakes(name[0]) > 0


# One word that names a kind of work or a thing, and no body: "Schuldhulp is een dienst van de wijk".
_COMMON_NOUN = re.compile(
    r"(?:hulp|werk|zorg|dienst|opvang|begeleiding|team|aanpak|wet|beleid|ing|heid|schap|domein|jeugd|regie|loket|project|programma|aanbod|toegang|wmo)$",
    re.I,
)


_POINTS = frozenset(
    "there here this that it he she what who er hier daar dit dat het wat wie hij zij".split()
)


def told_bodies(layout: Layout) -> tuple[re.Match[str], ...]:
    """Sentences that tell what kind of body a name is, but for those who bring others to their clients."""
    return _told_bodies(layout.text, layout.low)


@lru_cache(maxsize=4)
def _told_bodies(text: str, low: str) -> tuple[re.Match[str], ...]:
    """These of the last texts: who the client is and where it sits are both read from them."""
    return tuple(match for match in find_near(IS_A, text, low, IS_STEMS, 110, 90, A_BODY) if _is_told(match))


def _is_told(match: re.Match[str]) -> bool:
    one_noun = " " not in match["name"] and _COMMON_NOUN.search(match["name"])
    points = match["name"].lower() in _POINTS  # "There is a day school on one of the sites"
    return not BRINGS.search(match[0]) and not one_noun and not points


def _for_whom_it_works(layout: Layout) -> Iterator[Candidate]:
    """Who does work for a gemeente and seeks somebody for it; a province that acts as one."""
    text = layout.text
    # A comma behind a capital word: only there can a name be told apart by what it is.
    commas = (
        at
        for at in places_of(layout.low, (", de ", ", het ", ", een "))
        if text[text.rfind(" ", max(at - 40, 0), at) + 1].isupper()
    )
    for match in (*told_bodies(layout), *filter(_is_told, find_around(BESIDE, text, commas, 80, 90))):
        yield from client(layout, match.start("name"), match.end("name"), "is", 0.74)
    for match in find_near(DOES_FOR, text, layout.low, ("in opdracht van",), 200, 60):
        if BY_HEAD.match(match["name"]) or BY_TAIL.match(match["name"]):
            yield from client(layout, match.start("name"), match.end("name"), "seeks", 0.87)
    for match in find_near(PROVINCE, text, layout.low, ("provincie",), 24, 60):
        bare = match["name"].split(" ", 1)[1]
        if gazetteer.province(bare) and not layout.is_noise(match.start()):
            yield Candidate("organisation", f"Provincie {bare}", *match.span("name"), "acts", 0.66)


_OF = re.compile(
    r"\b(?:(?:scholen|locaties|teams?|\w+teams?|medewerkers|cliënten|bewoners|leerlingen|inwoners|kantoren|opvang) van|binnen|voert) (?:de |het )?$"
)


def _is_part(text: str, match: re.Match[str], heads: Sequence[re.Match[str]]) -> bool:
    """Whether a name is the end of another: of a role's ("Adviseur Informatiebeveiliging & Privacy Jeugdzorg") or of a longer
    one's ("Inkooporganisatie Jeugdhulp Zeeland").
    """
    return text.endswith("& ", 0, match.start()) or any(head[0].endswith(f" {match[0]}") for head in heads)


# "Een provincie in het noorden", "een GGD in Zuid-Nederland": one of its kind, which is not named.
_INDEFINITE = (" een ", "\neen ", "\nEen ", " Een ", " één ", " an ", " a ")


def by_head(layout: Layout) -> Iterator[re.Match[str]]:
    """Names that begin as those of organisations do."""
    text, done = layout.text, 0
    for at, word in capital_words(text):
        if at >= OPENING:
            break
        if (
            at >= done
            and word in HEAD_WORDS
            and not text.endswith(_INDEFINITE, 0, at)
            and (match := BY_HEAD.match(text, at, OPENING))
        ):
            done = match.end()
            yield match
    # "in de provincie Zeeland" is where, not who
    small = (
        at
        for at in places_of(layout.low, ("provincie ",))
        if at < OPENING and not layout.low.endswith(("in de ", *_INDEFINITE), 0, at)
    )
    yield from find_around(BY_HEAD, text, small, 2, 240)


_ABOUT_WORDS = re.compile(r"[^\w\n]{0,6}(?:Over|Wie is|Dit is|About) ")


# "Samenwerkingsverband Passend Onderwijs Voorbeeldland (hierna: het SWV)": who is told of most.
_HEREAFTER = re.compile(rf"(?P<name>{NAME}) \((?:hierna|verder|afgekort)\b")


def _named_as_client(layout: Layout) -> Iterator[Candidate]:
    """Names the text tells about under a heading of their own, employs somebody with or seeks somebody for."""
    text = layout.text
    for match in find_near(FOR_WHOM, text, layout.low, ("zoek",), 2, 140):
        yield from client(layout, match.start("name"), match.end("name"), "cue", 0.84)
    for match in find_near(_HEREAFTER, text, layout.low, ("(hierna", "(verder", "(afgekort"), 110, 12):
        yield from client(layout, match.start("name"), match.end("name"), "cue", 0.86)
    for match in with_us(layout):
        if text.count(match["name"]) > 1 or BY_HEAD.match(match["name"]):
            yield from client(layout, match.start("name"), match.end("name"), "cue", 0.7)
    for match in find_near(
        EMPLOYED,
        text,
        layout.low,
        ("in dienst", "aangesteld", "onder contract", "dienstverband", "dienstbetrekking", "arbeidsrelatie"),
        2,
        90,
    ):
        if text.count(match["name"]) > 1 or BY_HEAD.match(match["name"]):
            yield from client(layout, match.start("name"), match.end("name"), "cue", 0.7)
    short = (line for line in layout.lines if 8 < line.end - line.content < 90)
    headings = (line for line in short if _ABOUT_WORDS.match(text, line.start))
    for match in (found for line in headings if (found := ABOUT.match(text, line.start))):
        if text.count(match["name"]) > 1:
            yield from client(layout, match.start("name"), match.end("name"), "cue", 0.7)


def with_us(layout: Layout) -> Iterator[re.Match[str]]:
    """Sentences that open with ``Bij`` and a name, and tell of work there."""
    opens = (at for at in places_of(layout.low, ("bij ",)) if layout.text[at] == "B")
    return find_around(WITH_US, layout.text, opens, 4, 90)


def _behind_the_verb(text: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the one who seeks stands behind the verb: ``Voor haar inwoners zoekt Epe een ...``."""
    clause = text[
        max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), text.rfind(", ", 0, start)) + 1 : start
    ].strip(" ,.")
    opened = re.match(
        r"(?:voor|vanwege|wegens|door|met|na|om|formeel|hiervoor|daarvoor|ter|bij|in|op)\b", clause, re.I
    )
    follows = re.match(r" (?:de|het|zij|wij|we|ik|[A-Z])", text[verb.end() : verb.end() + 6])
    return bool(opened and follows) or bool(
        follows
        and re.match(
            r" (?:de (?:gemeente|regio|provincie|stichting|organisatie)|zij|wij|we|ik)\b",
            text[verb.end() : verb.end() + 16],
        )
    )
