"""Names of places in the value of a label, where an ordinary word counts when it stands alone."""

from __future__ import annotations

import re

from indexer.knowledge import places as gazetteer
from indexer.parse.name_trie import WORD, begins_a_name, walk
from indexer.parse.place_names import (
    NOT_THERE,
    Mention,
    against_pattern,
    cue_phrases,
    fires,
    follows,
    kind_of,
)

_BOUND = re.compile(r"(?:^|[,;/|(\n•:+&–-]|\ben\b|\bof\b|\band\b|\bor\b)[ '’\"“‘]*$", re.I)
_BOUND_AFTER = re.compile(
    r"[ '’\"”*.]*(?:$|[,;/|()\n•+&–-]|(?:en|of|and|or|office|kantoor|centrum|e\.o\.)(?!\w))", re.I
)
_PREFIXED = re.compile(
    r"(?:^|[^\w])(gemeenten?|gem\.|municipality of|regio|\w*regio|region|ggd|provincie|province of|stad|omgeving|in|te|centrum|standplaats|(?:\w+huis|\w*(?:kantoor|loket|gebouw)) van|vanuit|rond|rondom|nabij)"
    r"[ ]+(?:de |het )?['’]?$",
    re.I,
)


# "Terneuzen, en af en toe Sluiskil of Axel"
_AT_TIMES = re.compile(
    r"\b(?:af en toe|soms|incidenteel|een enkele keer|bij uitzondering|sporadisch|heel af en toe|occasionally|sometimes)\b",
    re.I,
)


def _is_province_of(text: str, before: Mention, begin: int, end: int, name: str) -> bool:
    """Whether a name in brackets is the province of the one before them, though a town bears it as well."""
    if text[before.end : begin].strip() != "(" or not text.startswith(")", end):
        return False
    own = gazetteer.province(name)
    return own is not None and gazetteer.resolve(before.name, own) is not None


def names_in_value(text: str, start: int, stop: int) -> list[Mention]:
    """Names in the value of a label about places, where ordinary words count when they stand alone (``Best``)."""
    mentions: list[Mention] = []
    done = start
    for word in WORD.finditer(text, start, stop):
        if (
            word.start() < done
            or not (begins_a_name(word.group()) or word.group().lower() == "st")
            or (found := walk(text, word.start(), stop)) is None
        ):
            continue
        end, name = found
        prefix = _PREFIXED.search(text[start : word.start()])
        bounded = bool(_BOUND.search(text[start : word.start()]) or prefix) and bool(
            _BOUND_AFTER.match(text[end:stop])
        )
        cue = cue_phrases().get(prefix[1].lower(), "in") if prefix else ""
        cue = "region" if prefix and "regio" in prefix[1].lower() else cue
        if not bounded and (word.group()[0].islower() or not fires(text, word.start(), name, cue)):
            continue
        if kind := kind_of(name, cue):
            begin = word.start() - (word.start() > start and text[word.start() - 1] in "’'‘")
            clause = text[max(text.rfind(",", start, word.start()), start) : word.start()]
            against = next(
                (k for k in ("comparison", "interview", "travel") if against_pattern(k).search(clause)), None
            )
            if NOT_THERE.search(clause):
                against = "denied"
            if _AT_TIMES.search(clause) or (
                mentions and mentions[-1].against == "at times" and follows(text, mentions[-1].end, begin)
            ):
                against = "at times"
            if mentions and _is_province_of(text, mentions[-1], begin, end, name):
                kind = "province"  # "Ter Apel (Groningen)"
            cue_start = start + prefix.start(1) if prefix else -1
            mentions.append(Mention(begin, end, name, kind, cue, cue_start, against))
            done = end
    return mentions
