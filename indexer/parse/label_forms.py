"""A label in a line, and where a known one stands: what the styles of :mod:`indexer.parse.labels` are told by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.knowledge.wording import label_keys
from indexer.parse.label_words import known_form

Style = Literal["same-line", "next-line", "run-together", "no-colon"]

# What points from a label to its value.
ARROWS = "→⇒➜➔▸►▶›❯➤─━"
SEPARATOR = re.compile(
    rf"\s*(?:(?:[-=]{{1,2}}>|>>|»|[{ARROWS}]{{1,3}}|::|//(?=\s)|[:：|=](?!//))[*_]{{0,2}}\]?|\s[-–—]+\s|\.{{4,99}}|_{{4,99}}|…{{1,99}}|\?)\s*|\s+"
)
VALUE_LIKE = re.compile(
    r"(?:\d|€|ca\b|circa|max|min|tussen|van \d|tot\b|t/m|vanaf|per \w|z\.?\s?s\.?\s?m|zo spoedig|zsm|direct|in overleg|nader|nee\b|ja\b|geen\b|mogelijk|"
    r"marktconform|conform|hybride|gemiddeld|ongeveer|uiterlijk|medio|begin|eind|half|week|q[1-4]|kwartaal|een|één|twee|drie|vier|vijf|zes|acht|twaalf|"
    r"asap|as soon|eur\b|euro\b|up to\b|between\b|about\b|from\b|hooguit|ten hoogste|niet hoger|immediately|unknown|onbekend|open|gesloten|zzp|detachering|freelance|"
    r"ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|"
    r"jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)",
    re.I,
)
WORD = re.compile(r"\S+")
LONGEST_LABEL = 300
PUNCTUATION = ' *_#-–•:：?|=,"”»}]'
MOST_WORDS = max(len(form.split()) for form in label_keys())
# The words of the longest label by the word that it begins with.
_MOST_WORDS: dict[str, int] = {}
for _form in label_keys():
    _first = _form.split()[0].strip(PUNCTUATION)
    _MOST_WORDS[_first] = max(len(_form.split()), _MOST_WORDS.get(_first, 0))
_JOINED = re.compile(r"[a-z][A-Z]|_")


class LabelHit(NamedTuple):
    """A label in a line. Offsets are in the line; ``value`` is where its value begins. ``sure``: known and separated."""

    key: str
    start: int
    length: int
    value: int
    style: Style
    sure: bool


def form_at(line: str, start: int) -> tuple[str, int] | None:
    """The longest known label that begins at ``start``: its key and its end."""
    head = line[start : start + LONGEST_LABEL].split(None, 1)
    if not head or line[start].isspace() or not (most := words_of_label(head[0])):
        return None
    most = MOST_WORDS if "_" in line else most
    # A sign or a bracket at the end of a label is no word of it.
    ends = [
        end
        for number, word in zip(range(MOST_WORDS), WORD.finditer(line, start), strict=False)
        if not line[(end := word.end()) - 1].isalnum() or number < most
    ]
    for end in reversed(ends):
        stripped = end - line.endswith(":-", start, end)
        while stripped > start and line[stripped - 1] in ':：?*_|=,]"”»}':
            stripped -= 1
        # A bracket behind a label opens a box to tick.
        if stripped > start and line[stripped - 1] != "[" and (key := known_form(line[start:stripped])):
            if line.startswith(" ]", stripped - 1):
                continue
            return key, stripped
    return None


@lru_cache(maxsize=20_000)
def words_of_label(word: str) -> int:
    """The most words of a label that begins with this one, 0 where none does."""
    most = _MOST_WORDS.get(word.lower().strip(PUNCTUATION), 0)
    return MOST_WORDS if most and _JOINED.search(word) else most
