"""Where known labels stand in one line, in whatever style the line is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.knowledge.wording import questions
from indexer.parse.boxes import has_boxes
from indexer.parse.label_forms import (
    ARROWS,
    LONGEST_LABEL,
    MOST_WORDS,
    SEPARATOR,
    VALUE_LIKE,
    WORD,
    LabelHit,
    Style,
    form_at,
    words_of_label,
)
from indexer.parse.label_runs import LONGEST_RUN, before_value, glued_pairs, run_of_words, run_together
from indexer.parse.label_words import (
    DATE_ALONE,
    SIGN_WITHIN,
    WEAK,
    key_by_word,
    known_form,
    known_label,
    sign_of,
)
from indexer.parse.roles import has_role

# The capital stands first: a search for it alone is quick, what stands before it is looked at only there.
_DATED = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?\d{1,2}(?:(?:e|ste|de|st|nd|rd|th)?\s+(?!uur|uren|maand|week|weken|dag)[a-z]{3,9}\b|[-./]\d)",
    re.I,
)
_GLUE = re.compile(r"[A-Z](?<=[a-z0-9.)%€,\-].)(?=[a-z])")
_COLON = re.compile(
    rf"\s{{0,3}}(?:\([^()]{{1,40}}\))?\s{{0,3}}[*_]{{0,2}}\s{{0,20}}(?:(?:[-=]{{1,2}}>|>>|»|[{ARROWS}]{{1,3}}|::|//(?=\s)|[:：|=](?!//))[*_]{{0,2}}\]?|(?:\.{{4,99}}|_{{4,99}}|…{{1,99}})(?=\s))"
)
# Most lines hold no separator. A class of signs stands first, since a search for that alone is quick.
_SEPARATED = re.compile(r"[:：|=…._/](?:(?<=[:：|=…])|(?<=\.)\.{3}|(?<=_)_{3}|(?<=/)/\s)")
# A sign that every match of _COLON holds, and how many characters of the match may stand before it.
_ANCHOR = re.compile(rf"[:：|=…>»{ARROWS}._/](?:(?<=[:：|=…>»{ARROWS}])|(?<=\.)\.|(?<=_)_|(?<=/)/)")
_BEFORE_ANCHOR = 80
_FIELD = re.compile(r"\"([A-Za-z][\w -]{1,40})\"\s*:\s*(?=[\"\d\[{tfn-])")  # of an object in JSON
_CLOSED = re.compile(r"(?:[*_]{1,2}|»|\}{1,2}):?\s+(?=[\w€])")  # what closes a label that a like sign opened
_BOXED = re.compile(r"(?:\[\s?[xXvV]?\s?\]|[☐☒☑⬜□■])\s*\w")  # choices of a form
_BEHIND_SIGN = re.compile(r"[^\w€]+")
# What a label says behind the words it is known by: "Uren min:", "Inzet per week (max):"
_OF_WHAT = re.compile(
    r"(?:[ ](?:per (?:week|uur)|p\.?/?[wu]\.?|\(?(?:min|max)(?:imum|imaal)?\.?\)?))+(?=\s?:)", re.I
)
_GAP = re.compile(r"\t|\s{2,}|\s\|\s")  # between the cells of a row
_LEAD = re.compile(r"[^\w€(]*")
_IN_BRACKETS = re.compile(r"[\"”]?\s*\([^()]{1,40}\)(?=\s*[:：|=]|\s*$)|[\"”](?=\s*[:=])")
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
_LONGEST_QUESTION = 60
# The first words behind a sign may say better than the sign what the value is.
_SYMBOL_WORDS = (("reage", "deadline"), ("sluit", "deadline"), ("deadline", "deadline"), ("inschrijv", "deadline"), ("solliciteer", "deadline"),
                 ("start", "start"), ("begin", "start"), ("per direct", "start"), ("z.s.m", "start"), ("zsm", "start"), ("geplaatst", "published"))  # fmt: skip


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
    cut = max(floor, colon - LONGEST_LABEL)
    before = line[cut:colon].rsplit(None, MOST_WORDS)
    words = (
        cut + len(before[0]) if len(before) > MOST_WORDS else cut
    )  # where the last ones begin that may be its words
    starts = [m.start() for m in WORD.finditer(line, words, colon)]
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
    inner = form_at(line, value) if value < len(line) else None
    if inner and not (line[value : inner[1]].lower() in WEAK and not _COLON.match(line, inner[1])):
        parted = SEPARATOR.match(line, inner[1]) if at else None
        return LabelHit(inner[0], at, inner[1] - at, parted.end(), "no-colon", True) if parted else None
    key = next((key for start, key in _SYMBOL_WORDS if line.lower().startswith(start, value)), symbol)
    if key == "place" and not at and has_role(line[value:]):
        key = "title"  # "📌 Projectleider inburgering"
    if key == "duration" and _DATED.match(line, value):
        key = "deadline"  # "⏳ 18 december 2026"
    if key == "published" and not _DATED.match(line, value):
        return None  # "📣 Gezocht: jongerenwerker"
    return LabelHit(key, at, 1, value, "no-colon", True)


def _at_start(line: str, form: tuple[str, int] | None) -> LabelHit | None:
    """The label that a line begins with; ``form`` is the known one at its first character."""
    if hit := _at_sign(line, 0):
        return hit
    lead = None if line[:1].isalnum() else _LEAD.match(line)
    start = lead.end() if lead else 0
    form = "?" in line and _question(line, start) or (form_at(line, start) if start else form)
    if not form:
        return None
    key, end = form
    if longer := _OF_WHAT.match(line, end):
        end = longer.end()
    bracket = _IN_BRACKETS.match(line, end)
    after_label = bracket.end() if bracket else end
    rest = line[after_label:].strip(" *_[]")
    if not rest or rest in _NOTHING_BEHIND:
        if has_boxes(line[:start]):
            return None  # a choice that is ticked or not, with nothing below it
        sure = rest != "" or line[start:end].lower() not in WEAK
        return LabelHit(key, start, end - start, len(line), "next-line", sure) if sure else None
    closed = _CLOSED.match(line, after_label) if line[start - 1 : start] in ("*", "_", "«", "{") else None
    if closed:
        return LabelHit(key, start, end - start, closed.end(), "same-line", True)
    separator = SEPARATOR.match(line, after_label)
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
    return bool(VALUE_LIKE.match(rest))


def glued_words(text: str) -> list[int]:
    """Offsets in a text of the capitals that are glued to what stands before them: few lines hold one."""
    return [glue.start() for glue in _GLUE.finditer(text)]


def _fields(line: str) -> list[LabelHit]:
    """The names in a line of JSON that has two of them or more."""
    fields = list(_FIELD.finditer(line))
    return [
        LabelHit(
            known_label(field[1]) or "free",
            field.start(),
            len(field[0].rstrip(" :")),
            field.end(),
            "run-together",
            True,
        )
        for field in (fields if len(fields) > 1 else ())
    ]


def labels_in_line(line: str, *, may_be_glued: bool = True) -> list[LabelHit]:
    """All labels of a line in order: at its start, before a colon further on, or glued to the value before.

    ``may_be_glued``: whether one of :func:`glued_words` stands in the line, where that is known.
    """
    glued = glued_words(line) if may_be_glued and len(line) < LONGEST_RUN else []
    if not glued and not _may_hold_label(line):
        return []
    if glued and (run := run_together(line, glued) or glued_pairs(line, glued)):
        return run
    if '":' in line and (fields := _fields(line)):
        return fields
    hits: list[LabelHit] = []
    form = form_at(line, 0)
    first = _at_start(line, form)
    if form and first is None and len(line) > 40 and ":" not in line and (run := run_of_words(line, form)):
        return run
    if first:
        hits.append(first)
        if sign_of(line):
            hits += filter(None, (_at_sign(line, sign.start()) for sign in SIGN_WITHIN.finditer(line)))
    if _SEPARATED.search(line):
        _add_before_colons(line, hits, glued)
    if glued and len(line) < 400:
        hits.extend(_glued(line, glued, hits, form if first is None else None))
    return sorted(hits, key=lambda hit: hit.start) if len(hits) > 1 else hits


def _add_before_colons(line: str, hits: list[LabelHit], glued: list[int]) -> None:
    """Add the labels before each colon of a line to those that it begins with."""
    for match in _colons(line):
        floor = hits[-1].value if hits else 0
        closes_row = hits and "|" in match[0] and not line[match.end() :].strip(" |")
        if match.start() <= floor or closes_row:
            continue
        found = _before_colon(line, match.start(), floor)
        cell = _cell_before(line, floor, match.start()) if hits else None
        if found and _stands_apart(line, found[1], bool(hits)):
            key, start = found
            if cell is not None and cell < start:
                start = cell  # "Min. uren p/w: 24    Max. uren p/w: 32"
            style: Style = "same-line" if start == 0 or line[start - 1] in " |" else "run-together"
            closed = match[0].rfind(")") + 1  # what a bracket adds is said by the label
            hits.append(LabelHit(key, start, match.start() + closed - start, match.end(), style, True))
        elif cell is not None and "|" not in match[0]:
            key = key_by_word(line[cell : match.start()])
            hits.append(LabelHit(key, cell, match.start() - cell, match.end(), "same-line", False))
        elif not hits and "|" not in match[0] and _is_free(line, match.start(), glued):
            label = line[: match.start()].lstrip(_EMPHASIS)
            at, end = match.start() - len(label), match.end()
            hits.append(LabelHit(key_by_word(label), at, len(label), end, "same-line", False))


def _cell_before(line: str, floor: int, colon: int) -> int | None:
    """Where the words before a colon begin, if a wide gap parts them from the value before and they look like a label."""
    gaps = list(_GAP.finditer(line, floor, colon))
    if not gaps or (cell := gaps[-1].end()) == floor or not line[floor : gaps[-1].start()].strip():
        return None
    return cell if _free_label(line[cell:colon], colon - cell) else None


def _is_free(line: str, colon: int, glued: list[int]) -> bool:
    """Whether unlisted words before a colon are a label, and no value with a label glued to it: ``HGV-INB-118Sluitingsdatum:``."""
    return _free_label(line, colon) and not any(form_at(line, at) for at in glued if at < colon)


def _may_hold_label(line: str) -> bool:
    """Whether a line begins like a label, asks something or holds what may part a label from its value; most of prose does
    none of it. Words glued together are told apart from this."""
    if ":" in line or "?" in line or "|" in line or "=" in line or not line[:1].isalnum():
        return True
    if "...." in line or "____" in line or "//" in line or "…" in line or "：" in line:
        return True
    return words_of_label(line.split(None, 1)[0]) > 0


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


def _glued(
    line: str, starts: list[int], hits: list[LabelHit], first: tuple[str, int] | None
) -> list[LabelHit]:
    """The labels that stand right behind a value; ``first`` is the one at the start of the line, where none was made of it."""
    found: list[LabelHit] = []
    for start in starts:
        if all(hit.start != start for hit in hits):
            found += filter(None, (before_value(line, start),))
    if first and any(hit.start == starts[0] for hit in found):
        # "Opdracht tarief 76Opdracht uren 28...": what is too long for a value goes on behind it.
        found += filter(None, (_at_start(line[: starts[0]], first),))
    return found
