"""What stands beside hours in a sentence: who is sought for them, where they are worked, and whose name is above them."""

from __future__ import annotations

import re

from indexer.parse import hours_words as words
from indexer.parse.layout import Layout
from indexer.parse.lines import signs_off
from indexer.parse.numbers import WORDS, parse_number
from indexer.parse.roles import has_role
from indexer.parse.stems import clause_at

_SENTENCE_BEFORE = 160  # characters
_SEEKS = re.compile(r"\bzoek|\bhuren\b|\bhuurt\b|\bwie (?:weet|kent|heeft)\b")
_BELOW_NAME = 220  # characters


def tells_of_others(layout: Layout, first: int, last: int) -> bool:
    """Whether a sentence tells other people's hours, opening hours or those of travelling."""
    text = layout.low
    if layout.says(words.OF_OTHERS, first, last):
        return True
    sentence = text[first:last]
    if any(map(sentence.__contains__, words.OTHERS_STEMS)):
        return True
    return "in loondienst" in sentence and words.EMPLOYED_THERE.search(text, first, last) is not None


# "Bovenwettelijk verlof 43,2 uur (6 dagen a 7,2 uur)": what somebody is free, where no one's leave is why help is sought.
_LEAVE = r"(?:[\w-]*verlof(?:uren|dagen)?|vakantie(?:-?(?:uren|dagen))?|adv(?:-?(?:uren|dagen))?|(?:extra|wettelijk|bovenwettelijk)e? vrije? (?:uren|dagen)|extra vrij|vrije (?:uren|dagen)|leave|holidays?)"
_OF_LEAVE = re.compile(rf"\b{_LEAVE}\b")
_LEAVE_HEADED = re.compile(rf"\W*(?:\w+ )?{_LEAVE}(?: (?:en|&|and) {_LEAVE})?\W*")
_SOUGHT_FOR_LEAVE = re.compile(
    r"vervang|waarne|wegens|tijdens|gedurende|i\.?v\.?m\b|in verband|\bmet (?:\w+ )?\w*verlof|\bgaat\b|zoek|gezocht|inzet|inhuur|per week|on leave|cover|replac|during"
)


def is_of_leave(layout: Layout, start: int, end: int) -> bool:
    """Whether hours are those that somebody is free: their line, its sentence or the heading above tells of leave alone."""
    line, (first, last) = layout.line_at(start), layout.sentence_at(start)
    first, last = max(first, line.start), max(min(last, line.end), end)
    if _SOUGHT_FOR_LEAVE.search(layout.low, first, last):
        return False
    heading = layout.section_at(start).heading
    return (
        _OF_LEAVE.search(layout.low, first, last) is not None
        or _LEAVE_HEADED.fullmatch(heading.lower()) is not None
    )


def is_signed(layout: Layout, offset: int) -> bool:
    """Whether the words stand below the name that signs a message: when its writer can be reached."""
    line = layout.line_at(offset)
    while line.start > max(offset - _BELOW_NAME, 0):
        line = layout.line_at(line.start - 1)
        if signs_off(line.text):
            return True
    return False


def is_sentence(layout: Layout, match: re.Match[str]) -> bool:
    """Whether hours are what a sentence of a paragraph says, alone or first of all: ``Inhuur voor een jaar. 32-36 uur. Start per
    direct.``, ``24 tot 28 uur, verdeeld over drie dagen.``
    """
    before, after = (
        layout.low[max(0, match.start() - 2) : match.start()],
        layout.low[match.end() : match.end() + 2],
    )
    averaged = layout.low.startswith(("gemiddeld", "on average"), match.start())
    if not match["low"].isdigit() or not (before == ". " or (averaged and before[-1:] == "\n")):
        return False
    ends = after in (". ", ".", ".\n")
    return (
        ends
        or (after == ", " and (averaged or bool(match["high"])))
        or bool(words.SPREAD.match(layout.low, match.end()))
    )


def only_at_the_client(text: str, match: re.Match[str], first: int, last: int) -> bool:
    """Whether the days are those on location or at home (``minimaal twee dagen per week op kantoor``), not the whole effort."""
    close = re.split(r"[,;(]", text[match.end() : min(match.end() + 60, last)])[0]
    near = text[max(first, match.start() - 60) : match.start()] + close
    around = text[first:last] if match["bound"] else near
    rest = "," not in near and _THE_REST.match(text, match.end(), last + _TO_REST)
    return bool(words.AT_THE_CLIENT.search(around) or rest)


# "Eén dag per week wordt u in Terneuzen verwacht; de overige tijd mag u zelf weten"
_THE_REST = re.compile(
    r"[^.;\n]{0,80}(?:verwacht|aanwezig|present|expected)[^.;\n]{0,40}[.;,] (?:(?:en|and) )?(?:de |je |uw |the )?(?:overige|andere|rest|other|remaining)\b"
)
_TO_REST = 60  # characters


def said_or_sought(layout: Layout, match: re.Match[str]) -> bool:
    """``Een aanstelling voor 28 uur``, ``wij zoeken voor 16 uur een adviseur``: hours for which somebody is sought."""
    first, last = clause_at(layout, match.start())
    said = layout.low[max(first, match.start() - 40) : match.start()]
    if words.SAID_OF_HOURS.search(said):
        return True
    fte = match["unit"].lower().startswith("fte")
    plausible = (fte or 8 <= parse_number(match["low"]) <= 40) and not words.ANSWER_BY.search(
        layout.low, first, last
    )
    if plausible and said.endswith(" voor ") and has_role(" ".join(said.split()[-4:-1])):
        return True
    if not plausible or words.SOUGHT_FOR.search(layout.low[first : match.start()]) is None:
        return False
    # "... een jeugdconsulent. Voor 32 uur, tot 30 september": sought in the sentence before.
    opens = layout.low.startswith("voor ", first)
    floor = max(first - _SENTENCE_BEFORE, layout.line_at(first).content) if opens else first
    return _SEEKS.search(layout.low, floor, last) is not None


# "De inzet van de vrijwilligers", "de begeleiding van gezinnen": whose hours are told.
_WHOSE = re.compile(
    r"\b(?:inzet|uren|omvang|begeleiding|hulp|zorg|ondersteuning|behandeling|hours|support|care) (?:van|voor|aan|of|for) (?:(?:de|het|onze|alle|een|the|our|all) )?(?P<whose>[a-zà-ÿ-]{3,})"
)
_OF_THE_WORK = re.compile(
    r"opdracht|klus|inhuur|inzet|functie|rol$|kandida|professional|interim|zzp|freelanc|assignment|role$|job$|candidate|consultant|contractor|week|maand|month|deze|dit|this|minimaal|maximaal|ongeveer|circa|gemiddeld|uur|dagen"
)


def is_of_another(low: str, first: int, last: int) -> bool:
    """Whether a sentence names somebody or something else than the work and who does it as what its hours are of."""
    return any(
        not _OF_THE_WORK.search(whose := match["whose"])
        and (not has_role(whose) or whose.endswith(("s", "en")))
        and whose not in WORDS
        for match in _WHOSE.finditer(low, first, last)
    )
