"""The role under a label, one that is listed as a title's or any other that asks for it, or behind a short question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate
from indexer.parse.layout import Labelled, Layout
from indexer.parse.openings import at_words
from indexer.parse.roles import has_role
from indexer.parse.title_lines import FACT, PERSON_LINE
from indexer.parse.title_parts import naming_part
from indexer.parse.title_words import BROKER, PRAISE, clean_title, is_sentence

# What a label not listed may be called whose value is the role.
_TELLING = re.compile(
    r"^vraag$|omschrijving|betreft|\bwie\b|\brol\b|gaat om|\bnaar wat|\bwat\b|gezocht|gevraagd|profiel|\bopdracht\b|\bproject\b|inhuur|zoek|vacature|functie|benaming|naam|titel|taak|what|who|role|position|wanted|professional|kandidaat",
    re.I,
)
# A label whose value is a person or a kind, though it names a role.
_OTHER_ROLE = re.compile(
    at_words(
        r"vergelijkbare|similar|contact|\b(?:niet|geen|not)\b|consultant|recruiter|leidinggevende|opdrachtgever|aanspreekpunt|type\b|soort|categorie|vakgebied|branche|domein|sector|ervaring|opleiding|rapporteert|reports|budgethouder|afdeling|team\b|team van|tags?\b|beroep|inhuurmanager|eis|wens|taken|doelgroep|diploma|registrat|samenwerk|collega|\bvan\b|\baan\b|handtekening|overleg|gesprok|aanwezig|deelnemer",
        any_case=True,
    ),
    re.I,
)
# A short question or a few words, and set apart from them what they ask or name.
_APART = re.compile(
    r"[\W_]{0,6}(?P<label>[A-Z][^?.!:|\n]{1,40}?)(?:\?[*_]*\s+|\s{2,}|\t+|\s*\.{4,}\s*|[*_]*\s*(?:[:|=]|//|=>|->|→)[*_]*\s+)(?P<told>[^\W_].*)"
)
# Where a form is signed: "Naam", "Functie", "Plaats en datum".
_TO_FILL_IN = re.compile(
    r"\W*(?:plaats|datum|naam|handtekening|paraaf|organisatie|telefoon\w*|e-?mail\w*)(?:(?: en |, | ?/ ?)(?:plaats|datum|naam|handtekening|stempel))*\W*",
    re.I,
)
MOST_LINES = 250
_LONGEST_PAIR = 170  # a label of 47 characters, what sets it apart, and a name of 110
_SIGN = re.compile(r"\?|:|\||=|→|\t|  |\.\.\.\.|//|->")  # single signs first: a search skips all else
# Labels that also open a paragraph: without a role behind them they name nothing.
_ROLE_LABEL = re.compile(r"\b(?:rol|role)$|^(?:vacature|job|function|position)$", re.I)


def labelled(layout: Layout) -> Iterator[Candidate]:
    """What stands under a label for the title."""
    for pair in layout.labelled("title"):
        if len(pair.text) > 120 or "\n" in pair.text or pair.text.endswith("."):
            continue
        if _TO_FILL_IN.fullmatch(pair.text):
            continue
        if not has_role(pair.text) and (_OTHER_ROLE.search(pair.label) or FACT.search(pair.text)):
            continue
        weak = _ROLE_LABEL.search(pair.label) is not None and not has_role(pair.text)
        begin, end = naming_part(pair.text)
        title = clean_title(pair.text[begin:end])
        if len(title) > 2:
            yield Candidate("title", title, pair.label_start, pair.end, "label", 0.5 if weak else 0.92)


def told(layout: Layout) -> Iterator[Candidate]:
    """A role as the value of a label that is not listed, or of one that names a number: ``Wie: inkomensconsulent``."""
    top = layout.header_end
    for pair in layout.labelled("free", "other", "reference"):
        if found := _told_by(pair, top):
            yield found
    for line in layout.lines[:MOST_LINES]:
        # "Vraag:" may stand before a question of many, and is then no part of the line's own words.
        at = line.start if line.bullet and layout.low.startswith("vraag: ", line.start) else line.content
        words = layout.text[at : line.end]
        short = 6 < len(words) <= _LONGEST_PAIR
        apart = _APART.match(words) if short and _SIGN.search(words, 1, 60) else None
        if (
            apart
            and is_name(apart["told"])
            and not apart["told"].endswith("?")
            and not layout.is_noise(line.start)
        ):
            label = apart["label"]
            if _TELLING.search(label) and not _OTHER_ROLE.search(label) and not has_role(label):
                start = at + apart.start("told")
                begin, end = _bare_part(apart["told"])
                title = clean_title(apart["told"][begin:end])
                yield Candidate("title", title, start + begin, start + end, "told", 0.8)


def _told_by(pair: Labelled, top: int) -> Candidate | None:
    words = pair.text.split("\n")[0]
    if pair.key == "reference":
        named = re.match(r"[\w./#-]*\d[\w./-]*(?:\s*[:|]\s*|\s+[–/-]\s+|\s{2,})(?P<told>\S.*)", words)
        if named and is_name(named["told"]):
            start = pair.start + named.start("told")
            return Candidate(
                "title", clean_title(named["told"]), start, pair.start + len(words), "told", 0.86
            )
        if not (pair.label.lower() in ("aanvraag", "opdracht", "uitvraag") and is_name(words)):
            return None
    if (
        not is_name(words)
        or _OTHER_ROLE.search(pair.label)
        or BROKER.search(words)
        or PERSON_LINE.match(words)
    ):
        return None
    begin, end = _bare_part(words)
    listed = _TELLING.search(pair.label) is not None
    if not listed and pair.start >= top:
        return None
    weight = 0.86 if listed else 0.6
    return Candidate(
        "title", clean_title(words[begin:end]), pair.start + begin, pair.start + end, "told", weight
    )


def _bare_part(words: str) -> tuple[int, int]:
    """The part that names the role, what praises it left out."""
    begin, end = naming_part(words)
    praise = PRAISE.match(words, begin, end)
    return (praise.end() if praise and has_role(words[praise.end() : end]) else begin), end


def is_name(words: str) -> bool:
    """Whether words name a role and no more: short, no sentence."""
    return (
        len(words) <= 110
        and not words.rstrip().endswith((".", ":", ";"))
        and len(words.split()) <= 12
        and has_role(words)
        and not is_sentence(words)
    )
