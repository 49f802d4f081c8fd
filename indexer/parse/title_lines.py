"""Lines at the top that name no assignment: facts, people, places, bodies; and what an article is called."""

from __future__ import annotations

import re

from indexer.knowledge import places as gazetteer
from indexer.language.days import MONTH_BEGINS
from indexer.parse.candidate import Candidate
from indexer.parse.label_words import is_icon
from indexer.parse.layout import Layout, Line
from indexer.parse.openings import at_words
from indexer.parse.organisation_words import HEADS
from indexer.parse.roles import has_role
from indexer.parse.title_papers import is_paper
from indexer.parse.title_words import BROKER, is_no_title
from indexer.parse.unsaid import is_unsaid

PERSON_LINE = re.compile(
    rf"^\W*(?!(?:Gemeente|{HEADS})\b)[A-Z][\w’'-]+ (?:(?:van|de|der|den|ter|te|el|ten) )*[A-Z][\w’'-]+\s*(?:\([^)]*\)\s*)?[·|,–-]\s|^Door [A-Z]|\bleestijd\b"
)
_TRADE = r"(?:zorg|gezondheidszorg|welzijn|jeugd|jeugdzorg|onderwijs|overheid|cultuur|sport|wonen|werk|inkomen|participatie|veiligheid|sociaal domein)"
FACT = re.compile(
    at_words(
        r"€|\b\d+\s*(?:uur|u\b|uren|euro|hours)|\b\d+\s*p/?[uw]\b|\bper (?:week|uur|maand)\b|\bschaal \d|\bcao\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\b(?:ma|di|wo|do|vr|za|zo)\w*dag \d|\b\d{4}-\d\d-\d\d\b|\bgeplaatst\b|\bposted\b|\bupdated\b|\bstart\b|^\W*\d|\b(?:versie|pagina|blad|blz)\b|@|\b\d{2}:\d{2}\b",
        any_case=True,
    )
    # "Fulltime dienstverband": for how long, and how much of the week.
    + r"|^\W*(?:full-?time|part-?time|voltijds?|deeltijds?|vaste?|tijdelijke?|parttime)[ -](?:dienstverband|contract|aanstelling|baan|employment|job)\W*$"
    # "Zorg en Welzijn": the trade that a portal sorts by.
    + rf"|^\W*{_TRADE}(?: ?(?:en|&|/|,) {_TRADE})+\W*$",
    re.I,
)
_DAY = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|^\W*(?:\d{1,2}(?:e|ste|de|st|th)? )?(?:jan|feb|m(?:aa)?rt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.? (?:\d{1,2}, )?\d{4}\W*$|\b\d+ (?:dag|week|wek|maand|jaar)\w* geleden\b",
    re.I,
)
# Over a letter: "Bergen op Zoom, 8 september 2025".
_DATELINE = re.compile(
    rf"[A-Z'’][\w'’ -]{{1,30}},\s+(?:(?:de|d\.d\.)\s+)?(?:\w+dag\s+|[a-z]+day\s+)?\d{{1,2}}\s+{MONTH_BEGINS}[a-z]*\.?(?:\s+\d{{4}})?[\s.]*",
    re.I,
)
_ADDRESS = re.compile(
    r"\b[1-9]\d{3} ?[A-Z]{2}\b|^[A-Z][\w ]{3,30}(?:straat|weg|laan|plein|kade|gracht|singel) \d+"
)
_BODY = re.compile(
    r"(?:waterschap|hoogheemraadschap|gemeente|provincie|ministerie van|stichting|GGD|samenwerkingsverband|omgevingsdienst|veiligheidsregio|werkbedrijf|co[oö]peratie)\s+[A-Z][\w -]*$",
    re.I,
)
_ADDRESSEE = re.compile(r"(?:mevrouw|de heer|mevr\.?|dhr\.?)\s+[A-Z]", re.I)
_NUMBERED = re.compile(
    r"^\W*(?:ons |uw |our )?(?:kenmerk|referentie|reference|\w*nummer|\w*nr\.?|ref\.?)\W+(?=\S*\d)\S+(?: \S*\d\S*)?\W*$",
    re.I,
)
# How minutes, notes, memos, contracts and forms begin: what the paper is, who was there, who signs.
_PAPER = re.compile(
    r"\W*(?:(?:concept|besprekings|gespreks|telefoon|bel|intake)?(?:verslag|notulen|notitie|memo)\b|concept\s*[–:-]|(?:overeenkomst|modelovereenkomst)\b|(?:aan|af)wezig\w*\s*(?:m\.k\.)?\s*:|de ondergetekenden|[\w ]{2,20};\w+$|"
    r"(?:adres|auteur|kopie|bijlage|afdeling)\b)|\[[^\]]{12,}\]\W*$",
    re.I,
)
# Who met, and what each of them does: "Gesproken met: Anja de Boer, teamleider".
_MET = re.compile(
    r"\W*(?:(?:gesproken|gebeld|belde|bel|spoke|spoken) (?:met|with)\b|(?:(?:in )?gesprek|overleg|intake|interview|meeting) (?:met|with)\s*:|(?:(?:aan|af)wezig(?:en)?|deelnemers|gesprekspartners?|participants|attendees|present|apologies)(?: m\.k\.)?\s*:)",
    re.I,
)
_NAME = re.compile(
    r"(?!Gemeente|Provincie|Stichting)[A-Z][\w’'-]+ (?:(?:van|de|der|den|ter|te|el|ten) )*[A-Z][\w’'-]+"
)
_CRUMBS = re.compile(r"\s([»›>/|])\s.*\s\1\s")  # or a menu
# Under a headline: whose words follow, or when they were written.
_BYLINE = re.compile(
    r"\W*(?:(?:door|tekst|by|auteur|redactie)\b|(?:[A-Z][\w-]+, )?(?:\w+dag )?\d{1,2}(?:e|ste|st|th)? [a-zA-Z]{3,9}\.? \d{4}\b|[^\n]{0,60}\b(?:leestijd|min read|minuten lezen)\b)",
    re.I,
)
# A heading whose end stands on the next line: "Opleiders voor".
_UNFINISHED = re.compile(r"\s(?:voor|van|met|bij|en|de|het|een|in|for|of|the|and)$")
# What a paper, a page or a column calls itself.
_MASTHEAD = re.compile(
    r"^\W*(?:news|nieuws|(?:web)?blogs?|column|opinie|interview|actueel|agenda|magazine|artikel(?:en)?)\b|\w*(?:weekbericht|weekblad|vakblad|nieuwsbrief|krant|courant|dagblad)\b|leestijd|^\W*(?:een (?:blog|verhaal|artikel)|congres|symposium|webinar|workshop|bijeenkomst|masterclass) (?:voor|over|van|door)\b",
    re.I,
)

# "Actuele SKJ-registratie als jeugdprofessional" is what is asked of somebody.
ASKED_OF = re.compile(
    r"(?:registratie|diploma|ervaring|opleiding|certificaat|experience|degree) (?:als|van|in|as|of)\b", re.I
)
_LEADS_BACK = re.compile(r"\W*(?:terug|back|naar (?:het )?overzicht|vorige|previous|return)\b", re.I)
_TOP = 400  # characters
_APART = re.compile(r"\s*[|·•]\s*|\s{3,}|\t")
_ACCOUNT = re.compile(
    r"log ?in|inloggen|sign ?(?:in|up|out)|uitloggen|log ?out|registreren|register|(?:mijn|my) (?:account|profiel|profile|bids)|nederlands(?: / english)?|english|nl ?[/|] ?en|nl|en",
    re.I,
)
_CLOSED = re.compile(
    r"\s*\((?:\w+ )?(?:gesloten|verlopen|verstreken|ingevuld|vervuld|closed|filled|expired)\)$", re.I
)
WIDE, _FULL, _LAST_WORDS = 28, 60, 3  # characters; words
_PAIR = re.compile(r"[\w ]{2,20}:")
_MENU_PIECES, _LONGEST_PIECE = 3, 32  # pieces; characters

_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_OF_PAGE = re.compile(r"\W*(?:powered by\b.*|\S+\.(?:jpe?g|png|gif|svg|webp))\W*", re.I)
# What a posting heads its parts with: "Wat ga je doen?", "Wie zijn wij?"
_ASKS_READER = re.compile(
    r"\W*(?:wat|wie|waar|what|who|where)(?: \w+){1,2} (?:je|jij|jou|u|wij|we|you)(?: \w+){0,2}\s*\?", re.I
)


def is_of_page(words: str) -> bool:
    """Whether a line is an icon, a picture's file or a mark of who made the page."""
    return is_icon(words) or _OF_PAGE.fullmatch(words) is not None


def is_attendance(words: str) -> bool:
    """Whether a line tells who met or spoke, whose own work it may name."""
    return _MET.match(words) is not None


def is_never_title(words: str) -> bool:
    """Whether a line names nothing whatever its text is: with a postcode, of the page itself, a question that heads a part, or
    what says that nothing is filled in."""
    return bool(
        is_of_page(words) or is_unsaid(words) or _POSTCODE.search(words) or _ASKS_READER.fullmatch(words)
    )


def is_noise(layout: Layout, line: Line) -> bool:
    """Whether a line is of a menu or of other postings; under a link that leads back stands the posting itself."""
    if not layout.is_noise(line.start):
        return False
    section = layout.section_at(line.start)
    return layout.is_unticked(line.start) or not (
        section.kind == "navigation" and section.start < _TOP and _LEADS_BACK.match(section.heading)
    )


def is_menu(words: str) -> bool:
    """Whether a line is the menu of a page: short pieces set apart, one of which leads to an account or to the other language."""
    pieces = [piece.strip() for piece in _APART.split(words)]
    return (
        len(pieces) >= _MENU_PIECES
        and max(map(len, pieces)) <= _LONGEST_PIECE
        and any(_ACCOUNT.fullmatch(piece) for piece in pieces)
    )


def is_fact(title: str, line: Line) -> bool:
    """Whether a line without a role is a date, an address, a place, a body or a heading, cut short or not."""
    if has_role(title):
        return bool(_UNFINISHED.search(title) or _POSTCODE.search(title))
    return bool(
        _DAY.search(line.text)
        or _DATELINE.fullmatch(line.text)
        or _ADDRESS.search(line.text)
        or _BODY.match(title)
        or _ADDRESSEE.match(title)
        or _NUMBERED.match(line.text)
        or _PAPER.match(line.text)
        or is_no_title(title)
        or is_paper(line.text)
        or (len(title.split()) < 5 and _is_place(title))
    )


def _is_place(words: str) -> bool:
    name = re.sub(r",? nederland$", "", words, flags=re.I)
    return any(
        gazetteer.namesakes(part) > 0 or gazetteer.resolve_area(part) is not None
        for part in (name, name.split(",")[0])
    )


def goes_on(lines: list[Line], number: int) -> bool:
    """Whether a line as long as the paper is wide goes on in small letters on the one right below it."""
    line = lines[number]
    below = lines[number + 1] if number + 1 < len(lines) else None
    return (
        below is not None
        and len(line.text) >= WIDE
        and below.start == line.end + 1
        and below.content == below.start
        and below.text[:1].islower()
        and not _PAIR.match(below.text)
    )


def is_within(lines: list[Line], number: int) -> bool:
    """Whether a line that goes on is one of a paragraph, with a full line right above it."""
    above = lines[number - 1] if number else None
    return above is not None and above.end + 1 == lines[number].start and len(above.text) >= _FULL


def is_rest_of_name(layout: Layout, lines: list[Line], number: int) -> bool:
    """Whether all that stands below a line that goes on is a last word or two of the name: ``... beheerder sociaal``, ``domein``."""
    below = lines[number + 1]
    return (
        len(below.text.split()) <= _LAST_WORDS
        and below.text.replace(" ", "").isalpha()
        and layout.text.startswith("\n\n", below.end)
        and gazetteer.namesakes(below.text) == 0
    )


def signs(layout: Layout, words: str) -> bool:
    """Whether a line is the name of the one who writes, so that the role under it is the writer's own."""
    return _NAME.fullmatch(words) is not None and layout.text.count(words) > 1


def headline(line: Line, position: int, layout: Layout, following: str = "") -> Candidate:
    """The whole line, which is what an article is called: not its masthead, its date or its writer.

    ``following`` is the line below it: a writer's name or a date there shows that this one is the headline.
    """
    words = re.sub(r"\s+", " ", line.text).strip(" \t*#_>•-–")
    weight = 0.12 - 0.001 * position - 0.03 * (len(words.split()) == 1)
    signed = bool(following and _BYLINE.match(following))
    weight += 0.03 * signed
    weight += 0.02 * (layout.low.count(words.lower()) > 1) - 0.05 * words.endswith(":")
    weight -= 0.05 * bool(
        FACT.search(words)
        or PERSON_LINE.search(words)
        or (BROKER.search(words) and not signed)
        or _MASTHEAD.search(words)
        or _UNFINISHED.search(words)
    )
    weight -= 0.08 * bool(_BYLINE.match(words) or _CRUMBS.search(words))
    words = re.sub(
        r"^(?:training|cursus|workshop|webinar|masterclass|opleiding|course)\s*:\s+", "", words, flags=re.I
    )
    words = _CLOSED.sub("", words)
    return Candidate("title", words, line.content, line.end, "headline", round(max(weight, 0.01), 3))
