"""The part of a line that names the role: behind what asks for it, before what tells more, between what parts it."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.parse.layout import Layout, Line
from indexer.parse.roles import FIELD, has_role
from indexer.parse.title_words import BROKER, PRAISE, is_called, is_sentence, role_phrase

# Words that show that what stands behind the colon tells about the role and does not name it.
_TELLS = re.compile(
    r"\b(?:de|het|een|je|jij|ons|onze|wij|we|die|wat|hoe|waarom|wie|vragen|vraag|antwoord|alles|feiten|iets|mooie|leuke|klus|opdracht|aanvraag|informatie|reageer|the|you|your|all|what|per direct|sluit|start|nu)\b",
    re.I,
)
# "Schuldhulp - Projectmanager": of a role in one word the field is part of what it is called.
_FIELD_AND_ROLE = re.compile(rf"{FIELD}(?: (?:en|&) {FIELD})?\s[–-]\s[\w-]+", re.I)
_DASH = re.compile(r"\s[–-]\s")
# Behind a name of two words or more: "Gemeente Soest- Coördinator", "Gemeente Soest -Coördinator".
_DASH_ON_ONE_SIDE = re.compile(r"(?<=\w)[–-]\s(?=[A-ZÀ-Ý])|\s[–-](?=[A-ZÀ-Ý])")
_ARTICLE_INSIDE = re.compile(r"\w+ \w+ (?:een|één|an?)\s+(?=\w)")
_SOUGHT = re.compile(r"\b(?:gezocht|gevraagd|wanted|zoekt|zoeken|zoek|nodig)\b", re.I)
_ARE_YOU = re.compile(r"\W*(?:ben (?:jij|je|u)|bent u|heb (?:jij|je)|are you)\b", re.I)
# Where a page lost what stood between a role and who asks: "SchuldregelaarGemeente Deventer".
_CLIENT_AHEAD = r"(?<=[a-zà-ÿ)])(?=(?:Gemeente|Provincie|Stichting|Regio)\s[A-Z])"
_GLUED_CLIENT = re.compile(_CLIENT_AHEAD)
_PARTS = re.compile(
    r"[?!]+\)?\s+|(?<=[a-z])(?<!\b[SsJj]r)\.\s+(?=[A-Z])|\s*\|\s*|\s*//\s*|\s[·•»]\s|;\s+|\s[—]\s|(?<=\S):\s+(?=\S)|\?$|"
    rf"{_CLIENT_AHEAD}|"
    r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{3})"
)


@lru_cache(maxsize=128)
def naming_part(words: str) -> tuple[int, int]:
    """Span of the part of a line that names the role; all of it where no part does so better than the whole."""
    if not has_role(words):
        glue = _GLUED_CLIENT.search(words)
        return 0, glue.start() if glue and has_role(words[: glue.start()]) else len(words)
    parts: list[tuple[int, int, str]] = []
    at = 0
    for gap in [*_PARTS.finditer(words), None]:
        stop = gap.start() if gap else len(words)
        if stop > at:
            parts.append((at, stop, gap[0] if gap else ""))
        at = gap.end() if gap else at
    start, end = 0, len(words)
    naming = [
        n for n, (a, b, _) in enumerate(parts) if has_role(words[a:b]) and not BROKER.search(words[a:b])
    ]
    if len(parts) > 1 and naming:
        first = naming[0]
        # "Ben jij een echte verbinder? Dan zoeken wij jou als opbouwwerker": what is sought, not what is praised.
        if (
            len(naming) > 1
            and _ARE_YOU.match(words, *parts[first][:2])
            and _SOUGHT.search(words, *parts[naming[1]][:2])
        ):
            first = naming[1]
        start, end, gap_after = parts[first]
        rest = words[parts[first + 1][0] :] if first + 1 < len(parts) else ""
        if first and _SOUGHT.search(words[:start]) and (praise := PRAISE.match(words, start, end)):
            start = praise.end()
        if gap_after.strip() == ":" and rest and not _TELLS.search(rest) and not is_called(words[start:end]):
            end = parts[first + 1][1] if first + 1 < len(parts) else len(words)
    dash = _DASH.search(words[start:end])
    if dash is None and (close := _DASH_ON_ONE_SIDE.search(words[start:end])):
        dash = close if " " in words[start : start + close.start()].strip() else None
    if (
        dash
        and not has_role(words[start : start + dash.start()])
        and has_role(words[start + dash.end() : end])
        and not _FIELD_AND_ROLE.fullmatch(words, start, end)
    ):
        start += dash.end()
    return _inside(words, start, end)


_SEEKS = re.compile(
    r"\b(?:gezocht|gevraagd|nodig|wanted|needed|zoekt|zoeken wij|zoeken we|wij zoeken|we zoeken|zoek ik|looking for|seeks|is hiring|hiring(?= an?\b))\b:?\s*(?:(?:jou|u|iemand) als (?:een )?)?",
    re.I,
)
_ASKED_AS = re.compile(
    r"\b(?:als|as)\s+(?:een |an? )?(?=\w)|\b(?:onze|de|een|welke|our|the|an?|which)\s+(?:nieuwe |new |volgende |next )?(?=\w)",
    re.I,
)


# Someone as "Projectleider Wet inburgering".
_CALLED_SO = re.compile(r"\b(?:als|as)\s+(?:een |an? )?[\"“”'‘„](?P<role>\w[^\"”“'’]{3,60})[\"”“'’]", re.I)


def _inside(words: str, start: int, end: int) -> tuple[int, int]:
    """The role within one part: before or behind the verb that seeks it, or behind ``als``, ``onze nieuwe`` in a question."""
    part = words[start:end]
    if (named := _CALLED_SO.search(part)) and has_role(named["role"]):
        return start + named.start("role"), start + named.end("role")
    seeks = _SEEKS.search(part)
    if seeks and seeks.end() < len(part) or seeks and has_role(part[: seeks.start()]):
        before, after = part[: seeks.start()], part[seeks.end() :]
        if has_role(before) and not re.search(r"zoek|looking|seek|hiring", seeks[0], re.I):
            article = re.match(r"\W*(?:\w+ ){0,3}(?:een|één|an?) (?=\w)", before, re.I)
            if article and not has_role(article[0]):
                return start + article.end(), start + len(before.rstrip(" ,-–"))
            return start, start + len(before.rstrip(" ,-–"))
        if has_role(after) and seeks.start() > 0:
            span = role_phrase(words, start + seeks.end())
            return span or (start + seeks.end(), end)
    article = _ARTICLE_INSIDE.search(part)
    if (
        article
        and not has_role(part[: article.end()])
        and (span := role_phrase(words[:end], start + article.end()))
    ):
        return span
    if is_sentence(part) or part.rstrip().endswith("?"):
        for cue in _ASKED_AS.finditer(part):
            span = role_phrase(words[:end], start + cue.end())
            if span and not re.search(r"[^\w\s]", words[start + cue.end() : span[0]]):
                return span
    return start, end


_IN_PIECES = re.compile(r"\s(?:[|·•*]|--)\s|;\s|\s/\s.*\s/\s|\s—\s")
_AT_AN_EDGE = re.compile(r"\S+(?:\s{1,2}\S+)*")
_LISTED = 3  # commas in a line of facts: "Jeugdconsulent, Purmerend, 24/32 uur, half april"


def naming_piece(layout: Layout, line: Line) -> tuple[int, int]:
    """The piece of a line that names the role, the whole line where nothing sets it apart."""
    start, end = line.content, line.end
    pieces: list[tuple[int, int]] = []
    if _IN_PIECES.search(line.text) or line.text.count(", ") >= _LISTED:
        pieces = [p for p in layout.pieces() if line.content <= p[0] < line.end]
    elif "   " in line.text:  # what a page has at its left and right edge
        pieces = [(start + part.start(), start + part.end()) for part in _AT_AN_EDGE.finditer(line.text)]
    naming = [(a, b) for a, b in pieces if has_role(layout.text[a:b])]
    start, end = naming[0] if naming else (start, end)
    begin, stop = naming_part(layout.text[start:end])
    return start + begin, start + stop
