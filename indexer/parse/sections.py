"""Headings and the sections that they open; a lead-in that ends in a colon opens one too."""

from __future__ import annotations

import re
from functools import cache

from indexer.knowledge.wording import section_patterns
from indexer.parse.heading_words import section_kind
from indexer.parse.lines import Line, Section, next_filled
from indexer.parse.listings_below import are_listed, end_of_list
from indexer.parse.older import is_mail_head, opens_quote, tells_itself
from indexer.parse.roles import has_role

ASKING = frozenset({"requirements", "preferences", "competencies", "profile", "award"})
_LEAD_IN = re.compile(
    r"\b(zoeken|zoekt|gezocht|beschik\w*|kandidaat|kandidaten|verwacht\w*|vragen|vraagt|gevraagd|eisen|wensen|pr[eé]|ervaring|kennis|"
    r"breng|je hebt|je bent|jij|u hebt|u bent|competenties|looking for|you (?:have|are)|must|requirements?|iemand die|professional die)\b",
    re.I,
)
_PREFERENCE = re.compile(
    r"\b(wens(?:en)?|pr[eé]|voorkeur|plus(?:punt\w*)?|nice to have|preferably|meegenomen)\b", re.I
)
# Sub-headings that say nothing themselves: what is under them belongs to the heading above.
_NEUTRAL_HEADING = re.compile(
    r"(?:be|om)schrijving \(|toelichting|uitleg|algemeen|beschrijving$|omschrijving$|vervolg|deel \d", re.I
)
# What opens a new part of the paper, whatever it is about.
_CHAPTER = re.compile(r"(?:hoofdstuk|chapter|bijlage|annex) (?:\d{1,2}|[IVX]{1,4}|[A-Z])\b", re.I)
_MAX_HEADING = 90
_SENTENCE = re.compile(
    r"[A-ZÀ-Ý](?:.{78,}|[^.!?]{8,}\b(?:is|zijn|kan|kunt|wordt|has|can)\b[^.!?]*[.!] .*)[.!?]$"
)
# A link within the text leads to other pages too; a list of them does not follow it.
_LINK = re.compile(r"lees ook|bekijk", re.I)
# "Andere opdrachten van deze opdrachtgeverAdviseur Wmo": nothing parts a heading and what it heads.
_GLUED = re.compile(r"[A-Z](?<=[a-zà-ÿ].)(?=[a-zà-ÿ])")  # a capital first: a line holds few
_SHORTEST_GLUED, _LONGEST_GLUED = 8, 60  # characters of such a heading
# Part of the lines of a page, and lines of a short one: a menu this high up stands above the text.
_TOP, _SHORT_PAGE = 0.4, 15
# "87 reacties · 41 keer gedeeld": below a post stand those of others.
_OF_COMMENTS = re.compile(
    r"(?:vind ik leuk|like|interessant)\s*[·•|]\s*\d+|\d+ (?:reacties?|opmerkingen|comments?|likes?|vind-ik-leuks)\s*[·•|,]\s*\d+ (?:keer|maal|x|times|reposts?|shares?|reacties?|comments?|gedeeld)\b",
    re.I,
)
# "3 reacties", "Comments (12)": the same, where the post stands above; high up a portal counts those who applied.
_COUNTED = re.compile(
    r"\W*(?:\d+ (?:reacties?|comments?|opmerkingen|antwoorden)|(?:reacties?|comments?|opmerkingen) ?\(\d+\)):?",
    re.I,
)
_POST = 0.3  # part of a text
# "Reactie van Annelous, 9 april 2026, 17:20": the head of what another wrote below a post.
_OF_REPLY = re.compile(
    r"[-–—*•> ]*(?i:reactie|antwoord|reply|comment|response) (?i:van|door|from|by) @?[A-Z][\w.'-]*(?: [\w.'-]+){0,3}(?: op| on)?(?:\s*[,:·•|(–-].{0,50}| \d.{0,40})?"
)
_COMMENT_STARTS = "0123456789vVlLiIrRaAcC-–—"  # what the patterns above can begin with: most lines do not
_FULL_LINE, _WRAPPED = 120, 40  # characters, the second of a line that the next one goes on with
_ABOVE_REPLIES = 3  # lines of the post itself
_SOME_TEXT = 2  # paragraphs, with which the text of this assignment has begun
_LEADING = frozenset({"navigation", "related"})
_LONGER_THAN_A_LINK = 60  # characters
_DASHES = "-–—*•·="
# Other news at the foot of a newsletter; above a paragraph of its own it says the same in short.
_IN_SHORT = frozenset({"kort", "korte berichten"})
_KNOWS = re.compile(
    r"(?:\w+ ){0,2}(?:ervaring|kennis|affiniteit|bekendheid|beheersing|inzicht|experience|knowledge|familiarity) (?:met|van|in|als|op|with|of)\b",
    re.I,
)
_CODE = re.compile(r"(?:E|W|G|K|KO|EIS|WENS)[- ]?\d{1,2}\b", re.I)
# Lines that tell of this assignment, and the part of the page behind which others may be listed.
_FACTS_BEFORE, _SECOND_HALF = 4, 0.5


# "Home Opdrachten Mijn profiel Inloggen Help", "Voorwaarden Privacy Toegankelijkheid Contact 14 035": what a page leads to.
_MENU_ITEM = r"(?:home|start|menu|zoeken|(?:mijn )?(?:opdrachten|vacatures|profiel|account|reacties|favorieten)|bewaard|inloggen|uitloggen|aanmelden|registreren|help|contact|over ons|nieuws|blog|faq|veelgestelde vragen|privacy ?(?:statement|verklaring|beleid)?|cookies?|(?:algemene )?voorwaarden|toegankelijkheid|disclaimer|sitemap|colofon|about us|login|log in|sign in|jobs|terms)\b[\W\d]*"
_MENU, _ONE_ITEM = re.compile(rf"(?:{_MENU_ITEM}){{4,}}"), re.compile(_MENU_ITEM, re.I)


def is_menu_item(words: str) -> bool:
    """Whether words are one of the places that a page leads to, or what stands on a button of it."""
    return _ONE_ITEM.fullmatch(words) is not None or section_kind(words) == "navigation"


def _named_kind(lines: list[Line], index: int) -> str | None:
    words = lines[index].text
    if words.strip(" :").lower() in _IN_SHORT and index <= len(lines) * _SECOND_HALF:
        return None
    return section_kind(words)


def _is_heading(lines: list[Line], index: int) -> tuple[bool, str | None]:
    """Whether a line is a heading, and the kind of section it opens (None for unknown wording)."""
    line = lines[index]
    words = line.text
    if words[:1] in _COMMENT_STARTS and (
        _OF_COMMENTS.match(words) or index > _ABOVE_REPLIES and _OF_REPLY.fullmatch(words)
    ):
        return True, "related"
    if not words or len(words) > _MAX_HEADING or words[-1] in ".,;!" or "; " in words or words[0].islower():
        return False, None
    count = len(words.split())
    if count > 12:
        return False, None
    tags = words.startswith("#") and words[1:2].isalpha() and " #" in words
    if tags:
        return False, None  # "#Adviseren  #Verbinden"
    marked = words.startswith("#") or (words.isupper() and count <= 10 and len(words) > 3)
    colon = words.endswith(":")
    if (line.bullet and not words[0].isupper()) or (colon and count > 7):
        return False, None
    before = index == 0 or lines[index - 1].kind == "blank"
    if not (before or marked or colon or count <= 4):
        return False, None
    numbered = line.bullet and line.start < line.content and line.kind != "label"
    if numbered and not (count <= 5 and before):
        return False, None
    if line.kind == "label" and not (count <= 3 and before and not _has_value(line)):
        return False, None
    kind = _named_kind(lines, index)
    if (numbered or line.kind == "label") and not kind:
        return False, None
    if line.kind == "label":
        return True, kind
    if marked or (kind and count <= 8 and (before or colon or count <= 4)):
        return True, kind
    after = index + 1 < len(lines) and lines[index + 1].kind == "blank"
    return before and (after or count <= 6) and next_filled(lines, index) is not None, kind


@cache
def _others() -> re.Pattern[str]:
    return next(pattern for kind, pattern in section_patterns() if kind == "related")


def heads_others(words: str) -> bool:
    """Whether a line announces other assignments than this one."""
    return len(words) <= _MAX_HEADING and _others().search(words.lower().strip(" :*#_")) is not None


def _others_in_line(line: Line) -> bool:
    """Whether a line holds other assignments itself: ``Andere opdrachten: Jobcoach Ede, Adviseur Wmo Tiel``."""
    glued = _GLUED.search(line.text, _SHORTEST_GLUED + 1, _LONGEST_GLUED + 2)
    if glued and ":" not in (head := line.text[: glued.start()]) and heads_others(head):
        return True
    sign = next((sign for sign in (":", ">>") if sign in line.text), None)
    if sign is None:
        return False
    head, colon, rest = line.text[:_MAX_HEADING].partition(sign)
    return bool(colon and rest.strip()) and not line.bullet and heads_others(head)


def _has_value(line: Line) -> bool:
    return ":" in line.text.rstrip(": ")


def _heads_a_list(lines: list[Line], index: int, kind: str | None, told: int) -> bool:
    """Whether a short line in the second half of a page, behind what is told of this assignment, stands above others."""
    line = lines[index]
    return (
        kind in (None, "other", "availability")
        and told >= _FACTS_BEFORE
        and index > len(lines) * _SECOND_HALF
        and len(line.text) <= _MAX_HEADING
        and lines[index - 1].kind == "blank"
        and not line.bullet
        and not has_role(line.text)
        and are_listed(lines, index)
    )


def _headed(text: str, lines: list[Line], index: int, told: int) -> tuple[bool, str | None]:
    """As :func:`_is_heading`; a line above a list of other assignments is a heading of these, whatever its words."""
    if lines[index].text[:1].isupper() and _MENU.fullmatch(lines[index].text.lower()):
        return True, "navigation"
    if told and lines[index].start > _POST * len(text) and _COUNTED.fullmatch(lines[index].text):
        return True, "related"
    heading, kind = _is_heading(lines, index)
    if _heads_a_list(lines, index, kind, told):
        return True, "related"
    # What is quoted is another assignment, unless this message speaks of it or tells little itself.
    if opens_quote(lines[index].text):
        another = told >= _FACTS_BEFORE and tells_itself(text, lines[index].start)
        return another, "related" if another else None
    return heading, kind


def _fewest_above(line: Line) -> int:
    """Above how many lines that tell of this assignment a list of others, or what others say, may not yet begin."""
    return 0 if _COUNTED.fullmatch(line.text) else 1


def _is_item(text: str, line: Line) -> bool:
    """Whether a line is one of a list of what is asked, however it is worded: ``- Ervaring met subsidies``, ``W1. Kennis van``."""
    sign = text[line.start : line.content].strip()
    if sign and sign in _DASHES or _CODE.match(line.text):
        return True
    return line.text[-1] != ":" and _KNOWS.match(line.text) is not None


def _opens_text(lines: list[Line], index: int) -> bool:
    """Whether a paragraph begins there: a sentence or more on one line, or one that goes on in small letters on the next."""
    words = lines[index].text
    if lines[index].bullet:
        return False
    if _SENTENCE.match(words):
        return True
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return words[0].isupper() and len(words) >= _WRAPPED and words[-1] not in ".:;!?" and below[:1].islower()


def _kind_below(words: str, kind: str | None, current: str) -> str:
    """The kind of what stands below a heading in a section: one that says nothing itself goes on with what is asked."""
    if current in ASKING and (kind is None or _NEUTRAL_HEADING.match(words)) and not _CHAPTER.match(words):
        return current
    return kind or "other"


def _goes_on(text: str, lines: list[Line], index: int, current: str) -> bool:
    """Whether the text goes on behind links to other pages, or to other assignments."""
    line = lines[index]
    goes_on = _opens_text(lines, index)
    if current == "navigation":
        high = index < max(_TOP * len(lines), _SHORT_PAGE) or line.start < _TOP * len(text)
        names_a_role = lines[index - 1].kind == "blank" and has_role(line.text)
        goes_on = high and (goes_on or line.kind == "label" or names_a_role or _is_long(line.text))
    return goes_on and section_kind(line.text[:_MAX_HEADING]) != "navigation"


def _is_long(words: str) -> bool:
    """Whether a line is longer than what a page leads to: a row of facts, a message in a chat."""
    return len(words) >= _LONGER_THAN_A_LINK and not any(sign in words for sign in (" > ", "›", "»"))


def _lists(lines: list[Line], index: int, prose: int) -> bool:
    """Whether other assignments, or what others say, stand below their heading, and it does not only lead there: as a link
    above the text does, or one within it, right below which the text goes on.
    """
    if prose >= _SOME_TEXT and not heads_others(lines[index].text):
        return True
    below = next((at for at in range(index + 1, len(lines)) if lines[at].text), index)
    return are_listed(lines, index) or (prose >= _SOME_TEXT and not _opens_text(lines, below))


def read_sections(text: str, lines: list[Line]) -> list[Section]:
    """The sections of a text from its start to its end. Lines that are headings are marked as such."""
    opened: list[tuple[str, str, int, int]] = [("header", "", 0, 0)]
    resume: str | None = None
    told = 0  # lines so far that tell of this assignment: a fact or a full line of prose
    prose = 0  # lines so far with which a paragraph of it begins
    listing = False  # the rest of the page lists others, until a heading of known wording
    listed = False  # and not only leads to them, as a link above the text does
    behind = -1  # where a list of others above all text of this one ends
    for index, line in enumerate(lines):
        if line.kind == "blank":
            continue
        if index == behind and opened[-1][0] == "related":
            opened.append(("header" if told == 0 else "other", "", line.start, line.start))
            listing = False
        current = opened[-1][0]
        heading, kind = _headed(text, lines, index, told)
        heading = heading and not (current in ASKING and _is_item(text, line))
        if (
            heading
            and (listing or index < behind)
            and (kind in (None, "other", "description") or has_role(line.text))
        ):
            heading = False
        if heading:
            if line.kind == "text":
                line.kind = "heading"
            kind = _kind_below(line.text, kind, current)
            opened.append((kind, line.text, line.start, line.end))
            resume = None
            listing = kind == "related" and told > _fewest_above(line) and not _LINK.match(line.text)
            listed = kind == "related" and _lists(lines, index, prose)
            behind = end_of_list(lines, index) if listed and not prose else -1
        elif not listing and _others_in_line(line):
            resume = resume or current
            opened.append(("related", line.text, line.start, line.start))
        elif current == "related" and resume is not None:
            opened.append((resume, "", line.start, line.start))
            resume = None
        elif current in _LEADING and not listed and resume is None and _goes_on(text, lines, index, current):
            opened.append(("header" if told == 0 else "other", "", line.start, line.start))
            listing = False
        elif line.text.endswith(":") and not line.bullet and _LEAD_IN.search(line.text):
            resume = resume or current
            kind = "preferences" if _PREFERENCE.search(line.text) else "profile"
            opened.append((kind, line.text, line.start, line.end))
        elif resume is not None and not line.bullet and lines[index - 1].kind == "blank":
            opened.append((resume, "", line.start, line.start))
            resume = None
        prose += prose < _SOME_TEXT and line.kind != "label" and _opens_text(lines, index)
        told += (line.kind == "label" and not is_mail_head(line.text)) or len(line.text) >= _FULL_LINE
    ends = [start for _, _, start, _ in opened[1:]] + [len(text)]
    return [
        Section(kind, head, start, body, end)
        for (kind, head, start, body), end in zip(opened, ends, strict=True)
    ]
