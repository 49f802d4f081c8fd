"""What separators set apart in one line: pipes, dots, dashes, slashes, semicolons, and commas in a list of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.language.days import MONTH_BEGINS

# What a date may begin with besides a figure: "ma 3-11-25 / do 30-4-26", "wk 3 2026 - eind juni".
_OF_DATE = r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|\w{3,6}day|\w{4,6}dag)\.?\s+\d|(?:eind|einde|begin|medio|half|mid|end|early|late|wk|week)\.?\s)"
_DAY = rf"\d{{1,2}}(?:[-/.]\d|\s+{MONTH_BEGINS})"
_LENGTH = r"(?:\d{1,2}|twee|drie|vier|vijf|zes|acht|negen|twaalf|(?:een )?half) ?(?:mnd|maand|weken|weeks|jaar|months?|years?)"
_MONTH = rf"{MONTH_BEGINS}\w*\s+\d"
# Pipes, dots and dashes between pieces; a dash or a slash between two figures or dates joins them.
_BETWEEN = re.compile(
    rf"\s*[|·•;]\s*|\s*\]\s*\[\s*|[ \t]{{3,}}(?=[^\W\d])|\s+(?=[\U0001f300-\U0001faff⌚-⏳☎♥])|\s+(?:\*|--|~)\s+|\s+[→➜⇒➔]\s+(?={_LENGTH})|\s+/\s+(?=\d{{1,2}} [a-z]{{3,9}}\.? 20\d\d)|\s+—\s+(?!\s*(?:{_DAY}|{_OF_DATE}))|(?<![\d.\s])(?<![Dd]irect)(?<![Zz]sm)(?<!asap)(?<!ASAP)\s+[–-]\s+"
    rf"|\s+/\s+(?!\d)(?!{_OF_DATE})|(?<!\d)\s+/\s+(?={_OF_DATE})"
    rf"|(?<=\.)\s+[–-]\s+(?=[^\W\d])(?!{_MONTH})|(?<=\d)\s+[–-]\s+(?=[^\W\d])(?!{_MONTH}|{_OF_DATE})"
)

_SIGNS = frozenset("|·•;/—–-*[~→➜⇒➔")  # one of these is part of all that stands between pieces
_BETWEEN_OR_COMMA = re.compile(rf"{_BETWEEN.pattern}|,\s+(?!\d{{1,2}}[:.]\d\d)")
# "... / 0,8 fte / all-in 92,50 / begin september 2026 / 9 maanden / ...": so many slashes part all that stands between them.
_SLASHED = 4
_BY_SLASHES = re.compile(r"\s+/\s+")
_FACT_LISTED = re.compile(
    r"(?:^|[|·•;,]\s*)(?:\d{1,2}(?:\s*(?:-|–|à|tot|/)\s*\d{1,2})?\s*(?:u\b|uur|uren|hrs|hours|maanden|dagen)|max\b|€|[5-9]\d ?[-–] ?(?:[5-9]\d|1\d\d)(?=,|$)|z\.?s\.?m\b|start|t/m|tot\b|per\b|vanaf|from|v\.?a\.?\s|einde?\b|reageren|sluit|\d+(?:[/–-]\d+)? (?:maanden|mnd|euro)|(?:een )?half ?jaar|(?:twee|drie|vier|vijf|zes|acht|negen|twaalf) maanden|(?:begin|medio|half|eind) (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)|(?:dag|uur)tarief)",
    re.I,
)
SUBJECT = re.compile(r"(?:onderwerp|subject|betreft)\s*:\s*", re.I)
"""What the subject of a message is led by."""
# What opens such a line: the word for a subject, or the number of what the rest of it tells ("ID: 99812 | ...").
_LEAD = re.compile(
    SUBJECT.pattern
    + r"|nieuw in ons systeem\s*:\s*|(?:id|ref\w*|nr|nummer|\w+nummer|kenmerk)\.?\s*:\s*[\w./-]{2,30}\s*\|\s*",
    re.I,
)

# The sign of a heading in Markdown, before each fact of a block.
_MARK = re.compile(r"#{1,4}\s+")


def _may_part(text: str) -> bool:
    """Whether anything in the line can stand between two pieces."""
    return not _SIGNS.isdisjoint(text) or "   " in text or not text.isascii() and max(text) >= "⌚"


def is_headline(text: str) -> bool:
    """A subject that tells the facts too, between separators."""
    return bool(_LEAD.match(text)) and len(_BETWEEN.findall(text)) >= 2


def apart(content: int, text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a line as offsets in the text; commas part them too in a line that lists facts."""
    subject = _LEAD.match(text) or _MARK.match(text)
    start = subject.end() if subject else 0
    slashed = text.count(" / ") >= _SLASHED
    listed = len(_FACT_LISTED.findall(text)) >= 2 and not slashed
    pattern = _BY_SLASHES if slashed else _BETWEEN_OR_COMMA if listed else _BETWEEN
    for between in pattern.finditer(text, start) if listed or _may_part(text) else ():
        if between.start() > start:
            yield content + start, content + between.start()
        start = between.end()
    if start < len(text):
        yield content + start, content + len(text)
