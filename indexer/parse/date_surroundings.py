"""The words around a date within its sentence: before and after, near it and further off."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.parse.date_words import ANSWER, CANDIDATE, END, OTHER, OTHERS, POSTED, SEND, SENT, START
from indexer.parse.dategrammar import SEASON, WEEKDAY, DateMention
from indexer.parse.layout import Layout
from indexer.parse.openings import openings

SIGNS = (ANSWER, SEND, SENT, CANDIDATE, START, END, POSTED, OTHER, OTHERS)
# By the identity of the pattern: to work out its hash takes a pass over all that it was compiled to.
BITS = {id(pattern): 1 << number for number, pattern in enumerate(SIGNS)}
opened_by = openings(*(sign.pattern for sign in SIGNS))
UNTIL = re.compile(r"\W*(?:tot|t/m|until|till?|through)\b")
# "Per 1 januari gaat de nieuwe regeling ...", "de wet, die per 1 januari ingaat": the subject is not the work.
OF_ITSELF = re.compile(
    r"\W*(?:geldt|gelden|treedt|treden|verander\w*|verhui\w*|fuse\w*|krijg\w*|valt|vallen|gaat|gaan|wordt|worden)\s+(?:er |ook )?(?:de|het|een|onze|ons|alle|nieuwe)\s"
    # "Vanaf maart 2027 beginnen projecten volgens de nieuwe kaders"
    r"|\W*(?:beginnen|starten|draaien)\s+(?:er |ook |de |alle |onze |nieuwe )*(?:projecten|pilots|proeftuinen|gemeenten|scholen|regio['’]?s|wijkteams|trajecten|groepen|lessen|cursussen|trainingen)\b"
)
# "Vanaf 1 januari 2027 (met de nieuwe wet) worden de gemeenten ...": what is said in between parts nothing.
_IN_BRACKETS = re.compile(r" ?\([^()]{0,60}\)")
_FILL = rf"(?:\s+|(?:op|of op|de|het|uiterlijk|en met|datum|is|om|the|on|noon|midday|rond|circa|ongeveer|week van|maximaal|nog|cob|eod|eob|close of business|end of (?:the )?day|het einde? van de dag|the (?:summer|christmas|easter|school|winter) (?:break|holidays?|vacation)|deze week|komende|aanstaande|a\.s\.|volgende week|vandaag|{SEASON}|over \w+ (?:dagen|week|weken)|{WEEKDAY}\.?,?|\(|\*|:|~)(?=[\s\d(*:]|$))*"
_PREPOSITION = re.compile(
    rf"(?<![\w-])(?:(?P<through>t/m|t\.e\.m\.|tm|tot(?: en met| aan)?|through to|up until|until|till?|through|thru|up to(?: and including)?)"
    rf"|(?P<before>uiterlijk(?: op| voor)?|v[oó]{{2}}r(?! op )|before|by|<|no later than|not later than|ten laatste|at the latest|laatst(?: op)?)"
    rf"|(?P<from>vanaf|v\.?a\.|per|m\.i\.v\.|met ingang van|ingaande|from|as of|as from|starting|in de week van|(?:niet|not|no) (?:eerder dan|vóór|voor|before|earlier than|sooner than)|(?:op )?(?:zijn|z'n) vroegst(?: op| per)?|ten vroegste(?: op| per)?|at the earliest(?: on)?|earliest(?: on)?|niet eerder dan per)"
    rf"|(?P<since>sinds|since|d\.d\.|dd\.?)|(?P<after>na|later dan|after|later than)|(?P<moved>naar|to|wordt|wordt nu|is nu|nu|maar(?! uiterlijk| voor| vóór))|(?P<at>op|on|om|at|is|be|zijn|rond|(?<!gaat )(?<!gaan )(?<!ga )in|:))"
    rf"{_FILL}$"
)
_CLAUSE = re.compile(r"[,;()]|\s[-–—·|/]\s|\b(?:en|maar|and|but|want|terwijl)\b|[.!?:]\s")
# What stands between a comma and the preposition and parts nothing: "stuur je cv, het liefst voor 3 mei".
_ADVERBS = re.compile(
    r"(?: ?\([^()]{0,60}\))?[ ,;(:]*(?:(?:het liefst|liefst|graag|bij voorkeur|in ieder geval|dus|en wel|preferably|ideally)[ ,]*)*$"
)
_LAST_OF_ADVERBS = ("liefst", "graag", "voorkeur", "geval", "dus", "wel", "preferably", "ideally", ")")
_AND_THEN = re.compile(
    r",\s*(?:dan|dus|daarna|waarna|zodat|wanneer|waarop|omdat|de laatste (?:dag|week)|then|after which|when|because)\b"
)
_OFF = re.compile(r"\s*(?:af|aan)\b")
_TO_NEXT = 16  # characters: so near behind "tot" the other end of a period is a date
_ADVERBIAL = 100  # characters
_BACK, _AHEAD = 170, 120  # characters
_FILLED = 90  # characters: how far before a date its preposition may begin


class Surroundings(NamedTuple):
    """The words around a date within its sentence, in lower case: before and after, near it and further off."""

    preposition: str | None  # of which kind
    beside: str  # right before the preposition
    near_before: str
    far_before: str
    beyond: str  # said of another date: before one that stands before, or between this and the next in another clause
    near_after: str
    far_after: str
    whole: str  # all of these, a bar at the date
    opened: int  # which of the signs may be among them
    above: str  # the heading, or a short sentence right before


def surroundings(
    layout: Layout, mention: DateMention, sentence: tuple[int, int], previous: int, following: int
) -> Surroundings:
    """The words around a mention; other dates at ``previous`` (end) and ``following`` (start) part the sentence too."""
    start, end = sentence
    low = layout.low
    floor, ceiling = max(start, mention.start - _BACK), min(end, mention.end + _AHEAD)
    before, after = low[floor : mention.start], low[mention.end : ceiling]
    parted = cut = max(previous - floor, 0)
    # A comma right before the preposition ("..., uiterlijk 3 mei") parts nothing: the clause is the one before it.
    preposition = _PREPOSITION.search(before, max(len(before) - _FILLED, 0))
    head = preposition.start() if preposition else len(before)
    for boundary in _CLAUSE.finditer(before, cut, _without_adverbs(before, head)):
        cut = boundary.end()
    if (aside := _IN_BRACKETS.match(after)) is not None and OF_ITSELF.match(after, aside.end()):
        after = after[aside.end() :]
    first = _AND_THEN.match(after) or _CLAUSE.search(after, 1 if after[:1] in (",", ")") else 0)
    stop = min(first.start() if first else len(after), max(following - mention.end, 0))
    # What another clause says before the next date is said of that one.
    next_date = after[stop : following - mention.end] if following < ceiling else ""
    above = _above(layout, start)
    answers = not before.strip() and after[:1] in (",", ";") and low[max(start - 2, 0) : start].strip() == "?"
    # The answer to a question is a date and no more, or begins with one: "Per wanneer? 1 maart, en geen dag later."
    if answers or len((before + after).strip(" .,-–*()")) < 3:
        before = f"{_CLAUSE.split(above, maxsplit=1)[0].rstrip(' ?:')} "
        parted = cut = 0
        head, preposition = len(before), None
    near_before, far_before, beyond = before[cut:head], before[parted:cut], f"{before[:parted]} | {next_date}"
    near_after, far_after = after[:stop], "" if next_date else after[stop:]
    whole = f"{beyond} | {far_before}{near_before} | {near_after}{far_after}"
    kind = preposition.lastgroup if preposition else None
    if (
        kind is None
        and before.endswith("van ")
        and (_OFF.match(after) or UNTIL.match(after) and following > mention.end + _TO_NEXT)
    ):
        kind = "from"  # "van 7 september af", "van half december tot de zomervakantie"
    return Surroundings(
        preposition=kind,
        beside=before[max(cut, head - 26) : head],
        near_before=near_before,
        far_before=far_before,
        beyond=beyond,
        near_after=near_after,
        far_after=far_after,
        whole=whole,
        opened=opened_by(whole),
        above=above,
    )


def _without_adverbs(before: str, head: int) -> int:
    """Where the adverbs begin that end before ``head`` in words; most have none there."""
    floor = max(head - _ADVERBIAL, 0)
    words = before[floor:head].rstrip(" ,;(:")
    if not words.endswith(_LAST_OF_ADVERBS):
        return floor + len(words)
    said = _ADVERBS.search(before, floor, head)
    return said.start() if said else head


_LAST_SENTENCE = re.compile(r"\. (?<=\w\w\w\. )(?<!max\. )(?<!min\. )(?<!evt\. )(?<!incl\. )(?<!excl\. )")


def _above(layout: Layout, start: int) -> str:
    """A short sentence right before on the same line, else the line above that asks or heads, else the section's heading."""
    line = layout.line_at(start)
    if start > line.content:
        words = layout.low[max(line.content, start - 80) : start]
        return _LAST_SENTENCE.split(words.rstrip(" ?!."))[-1]
    above = layout.low[max(line.start - 80, 0) : line.start].rstrip().rsplit("\n", 1)[-1].strip()
    if above and len(above) < 60 and above[-1] in "?:":
        return above
    section = layout.section_at(start)
    return section.heading.lower() if len(section.heading) < 60 else ""
