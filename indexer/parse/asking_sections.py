"""The kind of section that each sentence stands in, as far as that decides what is asked of the candidate.

It adds to the layout's own reading what headings, lists and lead-ins say: ``asking.toml`` lists more wordings of headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from indexer.knowledge.competencies import Untried, asking, competencies
from indexer.parse.asking_marks import OPENS_WITH_BOX, is_form, ticked_lists
from indexer.parse.asking_rows import row_kinds
from indexer.parse.heading_words import section_kind
from indexer.parse.layout import NOISE, Layout, Line, Section
from indexer.parse.lines import next_filled
from indexer.parse.openings import at_words
from indexer.parse.phrases import Phrases, fold
from indexer.parse.roles import is_role

SILENT = NOISE | {"contact", "unasked"}
LISTS = frozenset({"requirements", "preferences", "competencies"})
ASKING_KINDS = LISTS | {"profile", "award"}
_PURE = 0.6
_FILLED = re.compile(r"\S")
# What a lead-in announces, in this order. Offer and work first: "je mag rekenen op:", "wij verwachten de volgende resultaten:".
_LEADS = (
    ("profile", re.compile(r"\bnodig\b|(?<!geen )\b(?:harde? (?:punten|eisen|voorwaarden)|breekpunten)\b|^\W*(?:hij|zij|ze|je|jij|u|de kandidaat)\b[^,;]{0,25}\b(?:is|bent|heeft|hebt|kunt|kan|weet)\W*$|\b(?:moet|dient|moeten|dienen)\b.{0,40}\b(?:hebben|zijn|kunnen|beschikken|voldoen)\b")),
    ("offer", re.compile(r"\b(?:rekenen op|bieden|biedt|krijg je|je krijgt|u krijgt|ontvang je|je ontvangt|staat (?:er )?tegenover|you (?:get|receive)|we offer|count on)\b")),
    ("tasks", re.compile(r"\b(?:taken|taak|takenpakket|werkzaamheden|verantwoordelijk\w*|resultaten|resultaat|producten|zorgt|levert|houdt in|bestaat uit|ga je|gaat u|doe je|opdracht(?:nemer)?|doel|doelen|tasks|deliver\w*|responsib\w*|role is|zal|zullen)\b")),
    ("preferences", re.compile(r"\b(?:mag|should|could|ook nog|wens(?:en)?|gewenst|pr[eé]|voorkeur|handig|mooi|fijn|leuk|liefst|meegenomen|pluspunt\w*|nice|plus|bonus|preferred|desirable)\b|^\W*(?:je|jij|u|you) (?:valt?|stand) (?:extra |echt )?(?:op|out)\b")),
    ("profile", re.compile(r"\b(?:kijk\w*|gekeken) naar\W*$|\b(?:let|letten|gelet)\b[^,;]{0,12} op\W*$|\b(?:persoon|ideale|onmisbaar|onontbeerlijk|zoek\w*|kiezen|kiest|denken aan|vinden (?:we|wij) belangrijk|(?:we|wij) belangrijk vinden|gezocht|gevraagd\w*|vragen|vraagt|verwacht\w*|moet|moeten|beschik\w*|kandida\w*|iemand|functionaris|professional|eisen|eist|breng|brengt|heb je nodig|talenten|talent|bagage|papieren|kwaliteiten|competenties|vaardigheden|eigenschappen|criteria|kenmerken|persoonskenmerken|looking for|need|must|you have|you are|you bring)\b")),
)  # fmt: skip
ASKING_LABEL = re.compile(
    at_words(
        r"kennis\b|ervaring\b|competenti|vaardighe|\beis(?:en)?\b|\bwens(?:en)?\b|eigenschap|profiel|vereist|gevraagd|kwalificati|kwaliteiten|registratie|\btaal|\btalen\b|sleutelwoord|kernwoord|skills|requirement|must.?have|nice.?to|preferred|\bpr[eé]\b|pluspunt|kenmerken"
    )
)
_LONGEST_ITEM, _LONGEST_LABEL = 110, 3  # characters, words
_PARAGRAPH = 200  # characters in one line: no menu and no link is as long
# Sections that tell of others or of the work: a title that only names them opens none.
_ABOUT = frozenset({"organisation", "background", "tasks"})
_WORD = re.compile(r"\w")
_TAG = re.compile(r"</?\w{1,10}>")
_BRACKET = re.compile(r"\s*\([^)]*\)|\s+\d+$")
# A line that is not ended: with a list below it, it leads in without a colon.
_BOXES = frozenset("☒☑☐[")
_ENDS, _CLOSING = frozenset(".!;,…"), " \t\"'”’)]*_"
_ITEM = re.compile(r"(?:☒|☑|☐|\[[xXvV✓ _]?\])")
# Signs of asking in an item of a list, and how many items must bear one under a heading that says nothing.
_ASKS = re.compile(
    r"\b(?:ervaring|werkervaring|kennis|diploma|mbo|hbo|wo|affiniteit|registratie|rijbewijs|vog|skj|big|bekend|vertrouwd|gewerkt|minimaal|minstens|ten minste"
    r"|thuis in|handig|ervaren|bedreven|(?:goed|sterk) in|aantoonba\w+|in staat|certificaat|opleiding|denkniveau|vaardig\w*|experience|knowledge|degree|fluent|ability|proven)\b"
    r"|^(?:(?:je|jij|u|you) )?(?:bent|hebt|hebben|heeft|kunt|kan|kunnen|kent|kennen|weet|durft|beschikt|beschikken|spreekt|spreken|beheerst|are|have|can)\b(?! (?:verantwoordelijk|responsible))"
    r"|\b(?:kunnen|hebt|bent|kunt|kent|spreekt)\W*$"
)
_SHARE_ASKING, _FEWEST_ITEMS = 0.5, 3
_UNSAID = frozenset({"other", "header", "description"})
# What one tells of oneself asks nothing of anybody.
_OF_ONESELF = re.compile(
    r"(?:over|about) (?:mij|mijzelf|mezelf|me|myself)$|(?:wat|waar|wie|zo) (?:ik|werk ik|ben ik)\b(?!.* (?:zoek|vraag|verwacht|wil|hoop|mis))|mijn (?:profiel|achtergrond|ervaring|opdrachten|loopbaan|cv|diploma|opleiding)|(?:what|who) i "
)
_SENTENCE_END, _FIRST_OF_ROW = re.compile(r"(?<=[.!?]) "), re.compile(r"[,:]| (?:en|and|zonder|maar|but) ")
_OF_CANDIDATE = re.compile(
    r"(?:je|jij|u|you|de kandidaat) (?:bent|hebt|kent|beschikt|beheerst|heeft|is|are|have|know)\b", re.I
)
# The title of a posting: all of the text stands under it, and not just what is asked.
_TITLE = re.compile(
    r"^\W*(?:(?:wij|we) zoeken|gezocht|gevraagd|wanted|we are looking for)\b(?!.*\b(?:die|who|met|with)\W*$)",
    re.I,
)
_CALL = re.compile(r"\b(?:gezocht|wanted)\W*$")


@cache
def phrases() -> Phrases:
    """The taxonomy (family ``asked``; ignored phrases carry an empty key) and the cues (family ``cue``)."""
    entries = competencies().values()
    asked = [(entry.id, pattern) for entry in entries for pattern in entry.patterns]
    asked += [(Untried(entry.id), pattern) for entry in entries for pattern in entry.untried]
    ignored = [("", pattern) for pattern in asking().ignored]
    cues = [(kind, pattern) for kind, patterns in asking().cues.items() for pattern in patterns]
    return Phrases({"asked": asked + ignored, "cue": cues})


class Places:
    """The kind of section that each sentence stands in, with what headings and lists add to the layout's own reading."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._kinds: list[str] = []
        self._roles: tuple[str, ...] | None = None
        rows = dict(row_kinds(layout.text, layout.lines, _row_heading_kind, _is_asking))
        starts = sorted(rows)
        self._reopened = {each.start for each in layout.sections if _is_reopened(layout, each, starts)}
        for number, section in enumerate(layout.sections):
            self._kinds.append(self._kind(number, section))
        self._starts = [section.start for section in layout.sections]
        self.has_silence = any(section.kind in SILENT for section in layout.sections)
        self._led = _led_lines(
            layout.lines, {section.start for section in layout.sections if section.heading}
        )
        self._led.update(rows)
        if not _UNSAID.isdisjoint(self._kinds):
            for run in _lists(layout.lines):
                if self.kind_at(run[0]) in _UNSAID and _is_asking(run):
                    self._led.update((line.start, "profile") for line in run)
        self._is_form = is_form(layout.text)
        self._ticked = ticked_lists(layout.text, layout.lines) if self._is_form else {}

    def _kind(self, number: int, section: Section) -> str:
        before = self._kinds[number - 1] if number else "header"
        if section.start in self._reopened:
            return "other"
        if section.kind in SILENT:
            return section.kind
        if "<" in section.heading and (silent := section_kind(_TAG.sub("", section.heading))) in SILENT:
            return silent  # "<h3>Misschien ook iets voor jou</h3>"
        if not section.heading:
            return self._resumed(number, section)
        if not _WORD.search(section.heading) and (named := self._named_below(section)):
            return named
        if before in ASKING_KINDS and OPENS_WITH_BOX.match(section.heading):
            return before  # an item of the list, and no heading
        if _OF_ONESELF.match(section.heading.lower().strip(" #*_:")):
            return "contact"
        if _is_title(section.heading) and not self._holds_list(section):
            return "description"
        if kind := heading_kind(section.heading):
            return kind
        if section.kind in _ABOUT and number == 1 and self._heads_all(section):
            return "other"
        if before in ASKING_KINDS and is_pure(section.heading):
            return before
        return "other" if self._goes_elsewhere(section) else section.kind

    def seeks(self, role: str) -> bool:
        """Whether somebody of this role is sought: the title names it, or ends in it ("jeugdconsulent", "consulent")."""
        if self._roles is None:
            text = self._layout.text
            spans = [(pair.start, pair.end) for pair in self._layout.labelled("title")]
            spans += [span for span in self._layout.pieces() if text[span[1] - 1] not in ".!?:;,"]
            titles = (text[start:end] for start, end in spans)
            found = ([word for word in map(fold, title.split()) if is_role(word)] for title in titles)
            self._roles = tuple(next(filter(None, found), ()))
        return any(word.endswith(role) for word in self._roles) and is_role(role)

    def is_form(self, line: Line) -> bool:
        """Whether boxes were ticked where a line stands: only there an empty one denies anything. Of an item of a list its
        other items tell, of another line all the text does.
        """
        return self._is_form and self._ticked.get(line.start, True)

    def is_silent(self, offset: int) -> bool:
        """Whether nothing is read there, as the layout has it, unless the text begins below it all the same."""
        section = self._layout.section_at(offset)
        return section.kind in SILENT and section.start not in self._reopened

    def _heads_all(self, section: Section) -> bool:
        """Whether a heading is the title of all of the text: nothing stands above it, and it names a role."""
        named = any(is_role(word.strip("!?.,:|")) for word in section.heading.split())
        return named and not self._layout.text[: section.start].strip()

    def _goes_elsewhere(self, section: Section) -> bool:
        """Whether prose under a heading that says nothing only seems to ask, because the section above it did."""
        if section.kind not in ASKING_KINDS or names_section(section.heading):
            return False
        if self._holds_list(section):
            items = self._list_of(section)
            return not _is_asking(items) and not any(_names_quality_first(item.text) for item in items)
        return not self._opens_asking(section)

    def _named_below(self, section: Section) -> str | None:
        """What a line in capitals right below a rule of dashes heads: ``WENSEN (wegen mee in de score)``."""
        first = next((line.text for line in self._lines_of(section) if line.text), "")
        return heading_kind(first) if first.partition("(")[0].isupper() else None

    def _lines_of(self, section: Section) -> list[Line]:
        lines = self._layout.lines
        low, high = (
            bisect_left(lines, at, key=lambda line: line.start) for at in (section.body, section.end)
        )
        return lines[low:high]

    def _list_of(self, section: Section) -> list[Line]:
        return [line for line in self._lines_of(section) if line.bullet]

    def _opens_asking(self, section: Section) -> bool:
        """Whether the prose begins with who somebody has to be: a row of attitudes, or "je bent"."""
        filled = _FILLED.search(self._layout.text, section.body, section.end)
        if filled is None:
            return False
        first = _SENTENCE_END.split(self._layout.line_at(filled.start()).text, maxsplit=1)[0]
        return _OF_CANDIDATE.match(first) is not None or _names_quality_first(first) or is_pure(first)

    def _holds_list(self, section: Section) -> bool:
        filled = _FILLED.search(self._layout.text, section.body, section.end)
        return filled is not None and self._layout.line_at(filled.start()).bullet

    def _resumed(self, number: int, section: Section) -> str:
        """After a lead-in and its list the text goes on under the heading above."""
        for index in range(number - 1, -1, -1):
            above = self._layout.sections[index]
            if above.heading and not above.heading.endswith(":"):
                return self._kinds[index] if above.kind == section.kind else section.kind
        return section.kind

    def kind_at(self, line: Line) -> str:
        """The kind for a line; prose after a list is no item of it any more."""
        if led := self._led.get(line.start):
            return led
        number = max(0, bisect_left(self._starts, line.start + 1) - 1)
        kind = self._kinds[number]
        if kind in LISTS | {"unasked"} and not line.bullet:
            section = self._layout.sections[number]
            filled = _FILLED.search(self._layout.text, section.body, section.end)
            if filled and filled.start() < line.start and self._layout.line_at(filled.start()).bullet:
                return "other" if kind == "unasked" else "profile"
        return kind


def _is_reopened(layout: Layout, section: Section, rows: list[int]) -> bool:
    """Whether the text itself goes on below a line of navigation: there a paragraph stands; or below one that seems to head
    other postings: there rows of what is asked stand, or the line asks something itself, ``Ook leuk: je spreekt Fries``.
    """
    if section.kind == "related":
        label, _, said = section.heading.partition(": ")
        asks = said and lead_kind(label) in ASKING_KINDS and _OF_CANDIDATE.match(said)
        held = bisect_left(rows, section.end) - bisect_left(rows, section.start)
        return bool(asks) or held >= _FEWEST_ITEMS
    if section.kind != "navigation":
        return False
    return any(
        end - start >= _PARAGRAPH
        for start, end in pairwise(_line_ends(layout.text, section.body, section.end))
    )


def _line_ends(text: str, low: int, high: int) -> Iterator[int]:
    """Where the lines of a stretch of text end, and where it begins and ends itself."""
    while low >= 0:
        yield low
        low = text.find("\n", low + 1, high)
    yield high


def _led_lines(lines: list[Line], headings: set[int]) -> dict[int, str]:
    """The kind of each line in a list under a lead-in that ends in a colon, by the line's start; a heading, which may be numbered
    as an item is ("3. Eisen aan de kandidaat"), ends it.
    """
    led: dict[int, str] = {}
    kind: str | None = None
    listed = parted = False
    for number, line in enumerate(lines):
        if line.kind == "blank":
            parted = listed
        elif len(line.text) < _LONGEST_ITEM and _calls(line.text):
            # "Jobcoach gezocht!", and a list right below
            kind, listed, parted = "profile", False, False
        elif line.text.endswith(":"):
            kind = lead_kind(line.text) if line.kind != "heading" else None
            listed = parted = False
        elif _leads_in(lines, number) and (announced := lead_kind(line.text)):
            kind, listed, parted = announced, False, False
        elif kind and (line.kind == "heading" or line.start in headings or (parted and not line.bullet)):
            kind = None
        elif kind and (
            _is_item(line) or not line.text[0].isupper() or (not listed and len(line.text) < _LONGEST_ITEM)
        ):
            led[line.start] = kind
            listed = True
        elif kind:
            kind = None
    return led


def _is_title(heading: str) -> bool:
    return _TITLE.match(heading) is not None and any(is_role(word.strip("!?.,:")) for word in heading.split())


def _calls(words: str) -> bool:
    low = words.lower()
    return ("gezocht" in low or "wanted" in low) and _CALL.search(low) is not None


def _is_item(line: Line) -> bool:
    return line.bullet or (line.text[:1] in _BOXES and _ITEM.match(line.text) is not None)


def _leads_in(lines: list[Line], number: int) -> bool:
    """Whether a list begins right below a line that goes on in it: ``Wij kiezen iemand``, and then ``- met humor``."""
    line = lines[number]
    if line.kind == "heading" or len(line.text) > _LONGEST_ITEM or line.text.rstrip(_CLOSING)[-1:] in _ENDS:
        return False
    below = next_filled(lines, number, 1)
    if below is None or not _is_item(lines[below]) or (line.bullet and lines[below].bullet):
        return False
    return not _ITEM.match(line.text)


def _lists(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of items that follow each other, at most a blank line between two."""
    run: list[Line] = []
    for line in lines:
        if line.kind == "blank":
            continue
        if line.bullet and line.kind != "label":
            run.append(line)
            continue
        if len(run) >= _FEWEST_ITEMS:
            yield run
        run = []
    if len(run) >= _FEWEST_ITEMS:
        yield run


def _is_asking(run: list[Line]) -> bool:
    """Whether most items of a list ask something by their own words."""
    asks = sum(_ASKS.search(line.text.lower()) is not None or _is_quality(line.text) for line in run)
    return asks >= _SHARE_ASKING * len(run)


@lru_cache(maxsize=4096)
def _is_quality(item: str) -> bool:
    """Whether an item names attitudes and hardly anything else."""
    words = phrases().words(item)
    found = phrases().find("asked", words, words.heads["asked"], len(words))
    covered = {i for match in found if match.key and _is_attitude(str(match.key)) for i in match.words}
    return len(covered) >= _PURE * max(1, len(words))


def _names_quality_first(words: str) -> bool:
    return _is_quality(_FIRST_OF_ROW.split(words, maxsplit=1)[0])


def _is_attitude(key: str) -> bool:
    return competencies()[key].group == "houding"


# "Wat niet hoeft, maar wat we wel waarderen:"
_AFTER_ALL = re.compile(r", maar (?=wat\b.*\bwel\b|wel\b)")


@lru_cache(maxsize=4096)
def lead_kind(words: str) -> str | None:
    """The kind of section that words before a colon announce, None where they say neither work nor asking."""
    low = words.lower()
    low = low[max(low.rfind(". "), low.rfind("? ")) + 1 :]
    if after_all := _AFTER_ALL.search(low):
        low = low[after_all.end() :]
    if kind := heading_kind(low) or next((kind for kind, pattern in _LEADS if pattern.search(low)), None):
        return kind
    return "profile" if len(low.split()) <= _LONGEST_LABEL and ASKING_LABEL.search(low) else None


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> str | None:
    """The kind of section that a heading opens by the wording listed here, None where it is left to the layout."""
    low = heading.lower().strip(" #*_:–-/")
    words = low.split()
    if len(words) == 2 and words[0] in ("de", "het", "the") and is_role(words[1]):
        return "description"  # its bullets may be of either kind: "heeft ervaring met", "stelt een plan op"
    return next((kind for kind, pattern in asking().headings.items() if pattern.search(low)), None)


def _row_heading_kind(cell: str) -> str | None:
    """The kind that a heading in the first cell of a row sets for it: of what asks, or of what is offered by whom."""
    kind = heading_kind(cell) or section_kind(cell)
    return kind if kind in ASKING_KINDS - {"award"} | {"organisation", "offer"} else None


@lru_cache(maxsize=4096)
def names_section(heading: str) -> bool:
    """Whether the wording of a heading says itself what is under it."""
    return section_kind(heading) is not None or lead_kind(heading) is not None


@lru_cache(maxsize=4096)
def is_pure(heading: str) -> bool:
    """Whether a heading is itself a competency or a row of them: ``Klantgericht``, ``Planmatig – creatief``."""
    words = phrases().words(_BRACKET.sub("", heading))
    found = phrases().find("asked", words, words.heads["asked"], len(words))
    covered = {index for match in found if match.key for index in match.words}
    return len(covered) >= _PURE * max(1, len(words))
