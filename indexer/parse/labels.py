"""Where known labels stand in one line, in whatever style the line is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from indexer.knowledge.wording import label_keys, questions
from indexer.parse.label_words import (
    DATE_ALONE,
    FIGURES,
    SIGN_WITHIN,
    WEAK,
    key_by_word,
    known_form,
    known_label,
    sign_of,
    starts_with_date,
)
from indexer.parse.roles import has_role

Style = Literal["same-line", "next-line", "run-together", "no-colon"]

# The capital stands first: a search for it alone is quick, what stands before it is looked at only there.
_GLUE = re.compile(r"[A-Z](?<=[a-z0-9.)%€,\-].)(?=[a-z])")
# The same behind an abbreviation or a plus, in a run of labels alone: "OpleidingHBOStartdatum", "WO+Uren".
_GLUE_BEHIND_CAPITALS = re.compile(r"[A-Z](?<=[A-Z]{2}[A-Z]|[A-Z0]\+[A-Z])(?=[a-z])")
# What points from a label to its value.
_ARROWS = "→⇒➜➔▸►▶›❯➤─━"
_COLON = re.compile(
    rf"\s{{0,3}}(?:\([^()]{{1,40}}\))?\s{{0,3}}[*_]{{0,2}}\s{{0,20}}(?:(?:[-=]{{1,2}}>|>>|»|[{_ARROWS}]{{1,3}}|::|//(?=\s)|[:：|=](?!//))[*_]{{0,2}}\]?|(?:\.{{4,99}}|_{{4,99}}|…{{1,99}})(?=\s))"
)
# Most lines hold no separator. A class of signs stands first, since a search for that alone is quick.
_SEPARATED = re.compile(r"[:：|=…._/](?:(?<=[:：|=…])|(?<=\.)\.{3}|(?<=_)_{3}|(?<=/)/\s)")
# A sign that every match of _COLON holds, and how many characters of the match may stand before it.
_ANCHOR = re.compile(rf"[:：|=…>»{_ARROWS}._/](?:(?<=[:：|=…>»{_ARROWS}])|(?<=\.)\.|(?<=_)_|(?<=/)/)")
_BEFORE_ANCHOR = 80
_SEPARATOR = re.compile(
    rf"\s*(?:(?:[-=]{{1,2}}>|>>|»|[{_ARROWS}]{{1,3}}|::|//(?=\s)|[:：|=](?!//))[*_]{{0,2}}\]?|\s[-–—]+\s|\.{{4,99}}|_{{4,99}}|…{{1,99}}|\?)\s*|\s+"
)
_VALUE_LIKE = re.compile(
    r"(?:\d|€|ca\b|circa|max|min|tussen|van \d|tot\b|t/m|vanaf|per \w|z\.?\s?s\.?\s?m|zo spoedig|zsm|direct|in overleg|nader|nee\b|ja\b|geen\b|mogelijk|"
    r"marktconform|conform|hybride|gemiddeld|ongeveer|uiterlijk|medio|begin|eind|half|week|q[1-4]|kwartaal|een|één|twee|drie|vier|vijf|zes|acht|twaalf|"
    r"asap|as soon|eur\b|euro\b|up to\b|between\b|about\b|from\b|hooguit|ten hoogste|niet hoger|immediately|unknown|onbekend|open|gesloten|zzp|detachering|freelance|"
    r"ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|"
    r"jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)",
    re.I,
)
_FIELD = re.compile(r"\"([A-Za-z][\w -]{1,40})\"\s*:\s*(?=[\"\d\[{tfn-])")  # of an object in JSON
_CLOSED = re.compile(r"(?:[*_]{1,2}|»|\}{1,2}):?\s+(?=[\w€])")  # what closes a label that a like sign opened
_BOXED = re.compile(r"(?:\[\s?[xXvV]?\s?\]|[☐☒☑⬜□■])\s*\w")  # choices of a form
_WORD = re.compile(r"\S+")
_BEHIND_SIGN = re.compile(r"[^\w€]+")
_LEAD = re.compile(r"[^\w€(]*")
_IN_BRACKETS = re.compile(r"[\"”]?\s*\([^()]{1,40}\)(?=\s*[:：|=]|\s*$)|[\"”](?=\s*[:=])")
# Where a label may end that its value is glued to.
_LABEL_EDGE = re.compile(r"[a-zà-ÿ.)](?=[A-Z0-9€:]|\s(?:[0-9€]|[A-Z]{2}))")
_NOTHING_BEHIND = (
    ":",
    "：",
    "?",
    "|",
    "+",
    "▾",
    "▼",
    "⌄",
    "˅",
)  # what may close a label whose value is below
_STOP = re.compile(r"[.!?,;]")
_NO_QUESTION = re.compile(r"[.!:,]")
_CAPITAL_WORD = re.compile(r"[A-Z](?<= .)")
_LONGEST_RUN, _LONGEST_IN_RUN, _FEWEST_IN_RUN = 1500, 40, 3
_LONGEST_QUESTION = 60
_LONGEST_LABEL = 300
_PUNCTUATION = ' *_#-–•:：?|=,"”»}]'
_LONGEST = max(len(form.split()) for form in label_keys())
# The words of the longest label by the word that it begins with.
_MOST_WORDS: dict[str, int] = {}
for _form in label_keys():
    _first = _form.split()[0].strip(_PUNCTUATION)
    _MOST_WORDS[_first] = max(len(_form.split()), _MOST_WORDS.get(_first, 0))
_JOINED = re.compile(r"[a-z][A-Z]|_")

# The first words behind a sign may say better than the sign what the value is.
_SYMBOL_WORDS = (("reage", "deadline"), ("sluit", "deadline"), ("deadline", "deadline"), ("inschrijv", "deadline"), ("solliciteer", "deadline"),
                 ("start", "start"), ("begin", "start"), ("per direct", "start"), ("z.s.m", "start"), ("zsm", "start"), ("geplaatst", "published"))  # fmt: skip


class LabelHit(NamedTuple):
    """A label in a line. Offsets are in the line; ``value`` is where its value begins. ``sure``: known and separated."""

    key: str
    start: int
    length: int
    value: int
    style: Style
    sure: bool


def _form_at(line: str, start: int) -> tuple[str, int] | None:
    """The longest known label that begins at ``start``: its key and its end."""
    head = line[start : start + _LONGEST_LABEL].split(None, 1)
    if not head or line[start].isspace() or not (most := _words_of_label(head[0])):
        return None
    most = _LONGEST if "_" in line else most
    # A sign or a bracket at the end of a label is no word of it.
    ends = [
        end
        for number, word in zip(range(_LONGEST), _WORD.finditer(line, start), strict=False)
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


def _question(line: str, start: int) -> tuple[str, int] | None:
    """What a short question at the start of a line asks after, and where it ends, its question mark left out."""
    end = line.find("?", start, start + _LONGEST_QUESTION)
    if end < 0 or _NO_QUESTION.search(line, start, end):
        return None
    asked = line[start:end].lower()
    key = next((key for key, pattern in questions() if pattern.search(asked)), None)
    return (key, end) if key else None


def _before_colon(line: str, colon: int, floor: int) -> tuple[str, int] | None:
    """The longest known label that ends at ``colon`` and begins after ``floor``: its key and its start."""
    # No label is longer; a word that the cut runs through begins none.
    cut = max(floor, colon - _LONGEST_LABEL)
    before = line[cut:colon].rsplit(None, _LONGEST)
    words = (
        cut + len(before[0]) if len(before) > _LONGEST else cut
    )  # where the last ones begin that may be its words
    starts = [m.start() for m in _WORD.finditer(line, words, colon)]
    if (parted := line.rfind("|", words, colon) + 1) and parted not in starts:
        starts.append(parted)  # nothing but the sign may stand between a value and the next label
    if cut > floor and starts[:1] == [cut]:
        del starts[0]
    for start in starts:
        if key := known_form(line[start:colon]):
            return key, start
    return None


# "De gemiddelde inzet per week is:", "De opdracht gaat in op:"
_LABEL_SENTENCE = re.compile(r"\b(?:is|op|in|tot|om|voor|on|at)$", re.I)
_ABBREVIATED = re.compile(r"\b(?:max|min|gem|ca|incl|excl|evt|nr|ref|tel|p\.?[uwm])\.", re.I)


_EMPHASIS = "*_"
"""Signs that a chat or Markdown sets around what is to stand out."""


def _free_label(line: str, colon: int) -> bool:
    """Whether ``line[:colon]`` looks like a label of a kind not known here (``Aantal gesprekken:``)."""
    words = line[:colon].lstrip(_EMPHASIS)
    return (
        (colon <= 45 and len(words.split()) <= 5 or colon <= 60 and bool(_LABEL_SENTENCE.search(words)))
        and words[:1].isupper()
        and not _STOP.search(_ABBREVIATED.sub("", words))
    )


def _at_sign(line: str, at: int) -> LabelHit | None:
    """The label that a sign is (``📍 Tiel``), or within a line the words behind it (``· ⌛ sluit 9 feb``). At the start of a
    line these are none of the sign's.
    """
    symbol = sign_of(line[at : at + 3])
    if symbol is None:
        return None
    after = _BEHIND_SIGN.match(line, at)
    value = after.end() if after else at + 1
    inner = _form_at(line, value) if value < len(line) else None
    if inner and not (line[value : inner[1]].lower() in WEAK and not _COLON.match(line, inner[1])):
        parted = _SEPARATOR.match(line, inner[1]) if at else None
        return LabelHit(inner[0], at, inner[1] - at, parted.end(), "no-colon", True) if parted else None
    key = next((key for start, key in _SYMBOL_WORDS if line.lower().startswith(start, value)), symbol)
    return LabelHit(key, at, 1, value, "no-colon", True)


def _at_start(line: str, form: tuple[str, int] | None) -> LabelHit | None:
    """The label that a line begins with; ``form`` is the known one at its first character."""
    if hit := _at_sign(line, 0):
        return hit
    lead = None if line[:1].isalnum() else _LEAD.match(line)
    start = lead.end() if lead else 0
    form = "?" in line and _question(line, start) or (_form_at(line, start) if start else form)
    if not form:
        return None
    key, end = form
    bracket = _IN_BRACKETS.match(line, end)
    after_label = bracket.end() if bracket else end
    rest = line[after_label:].strip(" *_[]")
    if not rest or rest in _NOTHING_BEHIND:
        sure = rest != "" or line[start:end].lower() not in WEAK
        return LabelHit(key, start, end - start, len(line), "next-line", sure) if sure else None
    closed = _CLOSED.match(line, after_label) if line[start - 1 : start] in ("*", "_", "«", "{") else None
    if closed:
        return LabelHit(key, start, end - start, closed.end(), "same-line", True)
    separator = _SEPARATOR.match(line, after_label)
    if separator is None:
        return None
    if key == "contact" and DATE_ALONE.match(line, separator.end()):
        key = "start"  # "Van 1 maart 2027" is no sender
    if separator.group().strip():
        if (
            separator.group().strip() == "?"
            and line[start:end].lower() in WEAK
            and not _question(line, start)
        ):
            return None
        return LabelHit(key, start, end - start, separator.end(), "same-line", True)
    rest = line[separator.end() :]
    if not _plain_value(key, rest) or (line[start:end].lower() in WEAK and not DATE_ALONE.fullmatch(rest)):
        return None
    return LabelHit(key, start, end - start, separator.end(), "no-colon", False)


def _plain_value(key: str, rest: str) -> bool:
    """Whether what follows a label without a colon is a value and not the rest of a sentence."""
    if _BOXED.match(rest):
        return True
    if len(rest) > 70 or (rest.endswith(".") and len(rest.split()) > 5):
        return False
    if key in ("place", "region", "organisation", "reference", "contract", "education", "title", "address"):
        # "Regio Twente - programmamanager": the name of who asks, and what is asked for.
        named = rest[:1].isupper() and len(rest.split()) <= 5 or bool(re.match(r"[A-Z0-9]{2,}", rest))
        return named and (key not in ("place", "region", "organisation", "address") or not has_role(rest))
    return bool(_VALUE_LIKE.match(rest))


def glued_words(text: str) -> list[int]:
    """Offsets in a text of the capitals that are glued to what stands before them: few lines hold one."""
    return [glue.start() for glue in _GLUE.finditer(text)]


def labels_in_line(line: str, *, may_be_glued: bool = True) -> list[LabelHit]:
    """All labels of a line in order: at its start, before a colon further on, or glued to the value before.

    ``may_be_glued``: whether one of :func:`glued_words` stands in the line, where that is known.
    """
    glued = glued_words(line) if may_be_glued and len(line) < _LONGEST_RUN else []
    if not glued and not _may_hold_label(line):
        return []
    if len(glued) > 1 and (run := _run_together(line, glued)):
        return run
    if '":' in line and len(fields := list(_FIELD.finditer(line))) > 1:
        return [
            LabelHit(
                known_label(field[1]) or "free",
                field.start(),
                len(field[0].rstrip(" :")),
                field.end(),
                "run-together",
                True,
            )
            for field in fields
        ]
    hits: list[LabelHit] = []
    form = _form_at(line, 0)
    first = _at_start(line, form)
    if form and first is None and len(line) > 40 and ":" not in line and (run := _run_of_words(line, form)):
        return run
    if first:
        hits.append(first)
        if sign_of(line):
            hits += filter(None, (_at_sign(line, sign.start()) for sign in SIGN_WITHIN.finditer(line)))
    for match in _colons(line) if _SEPARATED.search(line) else ():
        floor = hits[-1].value if hits else 0
        if match.start() <= floor:
            continue
        found = _before_colon(line, match.start(), floor)
        if found and _stands_apart(line, found[1], bool(hits)):
            key, start = found
            style: Style = "same-line" if start == 0 or line[start - 1] in " |" else "run-together"
            hits.append(LabelHit(key, start, match.start() - start, match.end(), style, True))
        elif not hits and "|" not in match[0] and _free_label(line, match.start()):
            label = line[: match.start()].lstrip(_EMPHASIS)
            at, end = match.start() - len(label), match.end()
            hits.append(LabelHit(key_by_word(label), at, len(label), end, "same-line", False))
    if glued and len(line) < 400:
        hits.extend(_glued(line, glued, hits, form if first is None else None))
    return sorted(hits, key=lambda hit: hit.start) if len(hits) > 1 else hits


def _may_hold_label(line: str) -> bool:
    """Whether a line begins like a label, asks something or holds what may part a label from its value; most of prose does
    none of it. Words glued together are told apart from this."""
    if ":" in line or "?" in line or "|" in line or "=" in line or not line[:1].isalnum():
        return True
    if "...." in line or "____" in line or "//" in line or "…" in line or "：" in line:
        return True
    return _words_of_label(line.split(None, 1)[0]) > 0


@lru_cache(maxsize=20_000)
def _words_of_label(word: str) -> int:
    """The most words of a label that begins with this one, 0 where none does."""
    most = _MOST_WORDS.get(word.lower().strip(_PUNCTUATION), 0)
    return _LONGEST if most and _JOINED.search(word) else most


def _colons(line: str) -> Iterator[re.Match[str]]:
    """All matches of ``_COLON``, which is tried around the signs that it holds alone."""
    end = 0
    for anchor in _ANCHOR.finditer(line):
        if anchor.start() < end:
            continue
        at = anchor.start()
        floor = max(end, at - _BEFORE_ANCHOR)
        # Behind a letter or a figure it begins with the sign, unless a bracket before it is part of it.
        is_first = at > 0 and line[at - 1].isalnum() and line.find("(", floor, at) < 0
        match = _COLON.search(line, at if is_first else floor)
        if match is None:
            return
        yield match
        end = match.end()


def _stands_apart(line: str, start: int, follows: bool) -> bool:
    """A label inside a line counts after a separator, or anywhere capitalised once the line already holds a pair."""
    before = line[:start].rstrip()
    start += len(line[start:]) - len(line[start:].lstrip("*_["))
    return (
        not before
        or before[-1] in "|;,•·-–)/."
        or line[start].isupper()
        and (follows or start != len(before) + 1)
    )


def _run_of_words(line: str, form: tuple[str, int] | None) -> list[LabelHit]:
    """Labels and values that blanks alone part (``Standplaats Tiel Uren per week 24 Startdatum 1 mei``), three or more of which
    ask for a figure that stands behind them."""
    hits: list[LabelHit] = []
    figures = at = 0
    while form and len(line) < _LONGEST_RUN:
        key, end = form
        if line[at:end].lower() in WEAK or not line[at].isupper():
            return []
        value = end + 1
        figures += key in FIGURES and _VALUE_LIKE.match(line, value) is not None
        hits.append(LabelHit(key, at, end - at, value, "run-together", True))
        form = None
        for word in _CAPITAL_WORD.finditer(line, value + 1):
            at = word.start()
            form = _form_at(line, at)
            if form and known_label(line[at : form[1]]):
                break
            form = None
    return hits if figures >= _FEWEST_IN_RUN else []


def _run_together(line: str, starts: list[int]) -> list[LabelHit]:
    """Labels and values that nothing parts (``PlaatsMeppelUren per week28Tarief€ 84``), where a line holds three or more."""
    ends = [edge.end() for edge in _LABEL_EDGE.finditer(line)]
    starts = sorted((*starts, *(glue.start() for glue in _GLUE_BEHIND_CAPITALS.finditer(line))))
    hits: list[LabelHit] = []
    for start in (0, *starts):
        if hits and start < hits[-1].value:
            continue
        near = ends[bisect_right(ends, start) : bisect_right(ends, start + _LONGEST_IN_RUN)]
        for end in reversed(near):
            if key := known_form(line[start:end]):
                value = end + (line[end : end + 1] == ":")
                if key == "contact" and starts_with_date(line[value:].lstrip()):
                    key = "start"
                hits.append(LabelHit(key, start, end - start, value, "run-together", True))
                break
        else:
            hits += filter(None, (_before_value(line, start),))
    return _with_unlisted(line, starts, ends, hits) if len(hits) >= _FEWEST_IN_RUN else []


def _with_unlisted(line: str, starts: list[int], ends: list[int], hits: list[LabelHit]) -> list[LabelHit]:
    """The labels of such a run, with those that only a word in them tells to be one: they too stand between a value and a
    capital, a figure or an amount.
    """
    found: list[LabelHit] = []
    for hit, stop in zip(hits, [*(hit.start for hit in hits[1:]), len(line)], strict=True):
        found.append(hit)
        for start in starts[bisect_right(starts, hit.value) : bisect_right(starts, stop - 1)]:
            end = next((end for end in ends if start + 3 < end <= start + _LONGEST_IN_RUN), 0)
            words = line[start:end]
            if not (found[-1].value < start and end < stop and len(words.split()) > 1):
                continue
            key = key_by_word(words)
            if key in FIGURES and _VALUE_LIKE.match(line, end):
                found.append(LabelHit(key, start, end - start, end, "run-together", True))
    return found


def _before_value(line: str, start: int) -> LabelHit | None:
    """The label at ``start``, where a sign or what can only be a value stands behind it."""
    form = _form_at(line, start)
    separator = _SEPARATOR.match(line, form[1]) if form else None
    if form and separator and (separator.group().strip() or _VALUE_LIKE.match(line[separator.end() :])):
        return LabelHit(form[0], start, form[1] - start, separator.end(), "run-together", True)
    return None


def _glued(
    line: str, starts: list[int], hits: list[LabelHit], first: tuple[str, int] | None
) -> list[LabelHit]:
    """The labels that stand right behind a value; ``first`` is the one at the start of the line, where none was made of it."""
    found: list[LabelHit] = []
    for start in starts:
        if all(hit.start != start for hit in hits):
            found += filter(None, (_before_value(line, start),))
    if first and any(hit.start == starts[0] for hit in found):
        # "Opdracht tarief 76Opdracht uren 28...": what is too long for a value goes on behind it.
        found += filter(None, (_at_start(line[: starts[0]], first),))
    return found
