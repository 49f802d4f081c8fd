"""Where known labels stand in one line, in whatever style the line is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.knowledge.wording import label_keys, label_keywords, questions

Style = Literal["same-line", "next-line", "run-together", "no-colon"]

# Labels that are ordinary words too: they count before a colon alone.
_WEAK = frozenset(
    "per voor via van aan from to data waar wanneer id nummer ref vragen gesprek term fee datum date dienst gebied plek bureau bron "
    "opties optie team domein sector aantal ervaring maximaal minimaal taal studie niveau where effort client contract zzp begin end "
    "aanvraag nr nr. reageren reacties reactie max vanaf tot until stop klaar max oplevering loopt commitment state staat capaciteit wanneer vacature deelnemer job function length uitvraag request aanvrager termijn online ingang ingaande price employer hoelang werktijd prijs verlengen kenmerk stad cao remote website btw instelling bedrijf portal €".split()
)
# Fields whose value is a figure, a date or a word such as "z.s.m.".
FIGURES = frozenset(
    {"hours", "rate", "start", "end", "deadline", "published", "duration", "budget", "period"}
)
# The capital stands first: a search for it alone is quick, what stands before it is looked at only there.
_GLUE = re.compile(r"[A-Z](?<=[a-z0-9.)%€,\-].)(?=[a-z])")
_COLON = re.compile(
    r"\s{0,3}(?:\([^()]{1,40}\))?\s{0,3}[*_]{0,2}\s{0,20}(?:(?:[-=]{1,2}>|>>|»|[→⇒➜➔]|::|//(?=\s)|[:：|=](?!//))[*_]{0,2}\]?|(?:\.{4,99}|_{4,99}|…{1,99})(?=\s))"
)
# Most lines hold no separator. A class of signs stands first, since a search for that alone is quick.
_SEPARATED = re.compile(r"[:：|=…._/](?:(?<=[:：|=…])|(?<=\.)\.{3}|(?<=_)_{3}|(?<=/)/\s)")
# A sign that every match of _COLON holds, and how many characters of the match may stand before it.
_ANCHOR = re.compile(r"[:：|=…>»→⇒➜➔._/](?:(?<=[:：|=…>»→⇒➜➔])|(?<=\.)\.|(?<=_)_|(?<=/)/)")
_BEFORE_ANCHOR = 80
_SEPARATOR = re.compile(
    r"\s*(?:(?:[-=]{1,2}>|>>|»|[→⇒➜➔]|::|//(?=\s)|[:：|=](?!//))[*_]{0,2}\]?|\s[-–—]+\s|\.{4,99}|_{4,99}|…{1,99}|\?)\s*|\s+"
)
_VALUE_LIKE = re.compile(
    r"(?:\d|€|ca\b|circa|max|min|tussen|van \d|tot\b|t/m|vanaf|per \w|z\.?\s?s\.?\s?m|zo spoedig|zsm|direct|in overleg|nader|nee\b|ja\b|geen\b|mogelijk|"
    r"marktconform|conform|hybride|gemiddeld|ongeveer|uiterlijk|medio|begin|eind|half|week|q[1-4]|kwartaal|een|één|twee|drie|vier|vijf|zes|acht|twaalf|"
    r"asap|as soon|eur\b|euro\b|up to\b|between\b|about\b|from\b|hooguit|ten hoogste|niet hoger|immediately|unknown|onbekend|open|gesloten|zzp|detachering|freelance|"
    r"ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|"
    r"jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)",
    re.I,
)
# A date and no more: then even an ordinary word before it is a label ("Ingang 25 januari 2027").
_DATE_ALONE = re.compile(
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?\d{1,2}(?:[-./ ]|e |ste )[\w.]{1,10}[-./ ]['’]?(?:\d{4}|\d{2})\b(?:,? \d{1,2}[:.]\d{2}(?: uur)?)?",
    re.I,
)
_FIELD = re.compile(r"\"([A-Za-z][\w -]{1,40})\"\s*:\s*(?=[\"\d\[{tfn-])")  # of an object in JSON
_CLOSED = re.compile(r"(?:[*_]{1,2}|»|\}{1,2}):?\s+(?=[\w€])")  # what closes a label that a like sign opened
# How the names of columns shorten a word, and what they add to a label that says no more of its field.
_CODED = {"dt": "datum", "dat": "datum", "publ": "publicatie", "sluit": "sluitings", "pw": "per week", "nr": "nummer", "opdr": "opdracht",
          "oms": "omschrijving", "omschr": "omschrijving", "org": "organisatie", "gem": "gemeente", "mnd": "maanden"}  # fmt: skip
_NO_VALUE = ("_code", "_valuta", "_id")  # a column of keys into another table
_QUALIFIERS = frozenset({"omschrijving", "toelichting", "min", "max", "toegestaan", "tekst"})
_BOXED = re.compile(r"(?:\[\s?[xXvV]?\s?\]|[☐☒☑⬜□■])\s*\w")  # choices of a form
_WORD = re.compile(r"\S+")
_LEAD = re.compile(r"[^\w€(]*")
_IN_BRACKETS = re.compile(r"[\"”]?\s*\([^()]{1,40}\)(?=\s*[:：|=]|\s*$)|[\"”](?=\s*[:=])")
_DIGIT = re.compile(r"\d")
# Where a label may end that its value is glued to.
_LABEL_EDGE = re.compile(r"[a-zà-ÿ.)](?=[A-Z0-9€:])")
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
_CAPITAL_WORD = re.compile(r"[A-Z](?<= .)")
_LONGEST_RUN, _LONGEST_IN_RUN, _FEWEST_IN_RUN = 1500, 40, 3
_LONGEST_QUESTION = 60
_LONGEST_LABEL = 300
_PUNCTUATION = ' *_#-–•:：?|=,"”»}]'
_FIRST_WORDS = frozenset(form.split()[0].strip(_PUNCTUATION) for form in label_keys())
_LONGEST = max(len(form.split()) for form in label_keys())
_SYMBOLS = {"📍": "place", "📌": "place", "🗺": "region", "🕒": "hours", "⏰": "hours", "⏱": "hours", "🕐": "hours", "💶": "rate", "💰": "rate",
            "📅": "period", "🗓": "period", "🏢": "organisation", "🏛": "organisation", "🎓": "education", "⏳": "duration", "⌛": "duration", "📬": "deadline", "📮": "deadline",
            "🚀": "start", "💼": "contract", "🏠": "remote", "🆔": "reference", "🔖": "reference", "🔁": "extension"}  # fmt: skip

_SIGN_STARTS = frozenset(sign[0] for sign in _SYMBOLS)
# The first words behind a sign may say better than the sign what the value is.
_SYMBOL_WORDS = (("reage", "deadline"), ("sluit", "deadline"), ("deadline", "deadline"), ("inschrijv", "deadline"), ("solliciteer", "deadline"),
                 ("start", "start"), ("begin", "start"), ("per direct", "start"), ("z.s.m", "start"), ("zsm", "start"), ("geplaatst", "published"))  # fmt: skip
_CARD_WORDS = (("reage", "deadline"), ("sluit", "deadline"), ("deadline", "deadline"), ("looptijd", "duration"), ("standplaats", "place"),
               ("start", "start"), ("geplaatst", "published"), ("verleng", "extension"), ("opdrachtgever", "organisation"), ("tarief", "rate"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label in a line. Offsets are in the line; ``value`` is where its value begins. ``sure``: known and separated."""

    key: str
    start: int
    length: int
    value: int
    style: Style
    sure: bool


@lru_cache(maxsize=20_000)
def _key(words: str) -> str | None:
    # "urenPerWeek" and "tarief_max" are the same words, joined.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", words).lower().strip(" *_#-–•[]\"“”'")
    low = " ".join(apart.split())
    if "_" in words and low not in label_keys():
        low = _of_code(low.split())
    return label_keys().get(low) or label_keys().get(re.sub(r"\s*\([^()]*\)$", "", low))


def _of_code(parts: list[str]) -> str:
    """The label that the name of a column stands for: ``sluitings_datum``, ``publ_dt``, ``verlenging_omschr``."""
    whole = [_CODED.get(part, part) for part in parts]
    if len(whole) > 1 and whole[-1] in _QUALIFIERS:
        whole.pop()
    spaced, joined = " ".join(whole), "".join(whole)
    return spaced if spaced in label_keys() else joined


def is_sign(line: str) -> bool:
    """Whether all there is on a line is a sign that stands for a label."""
    return len(line) <= 3 and _sign(line) is not None


def _sign(line: str) -> str | None:
    if line[:1] not in _SIGN_STARTS:
        return None
    return next((key for sign, key in _SYMBOLS.items() if line.startswith(sign)), None)


def key_of_card(sign: str, words: str) -> str | None:
    """What a card under a sign tells: its own words say it before the sign does."""
    low = words.lower()
    return next((key for word, key in _CARD_WORDS if word in low), _sign(sign))


def known_form(words: str) -> str | None:
    """The key of the label that these words are, also where they are an ordinary word."""
    return _key(words)


def known_label(words: str) -> str | None:
    """The key of the label that these words are, None where they are none or an ordinary word too."""
    return None if words.lower() in _WEAK else _key(words)


def _form_at(line: str, start: int) -> tuple[str, int] | None:
    """The longest known label that begins at ``start``: its key and its end."""
    head = _WORD.match(line, start)
    if head is None or not _opens_label(head[0]):
        return None
    ends = [m.end() for _, m in zip(range(_LONGEST), _WORD.finditer(line, start), strict=False)]
    for end in reversed(ends):
        stripped = end - line.endswith(":-", start, end)
        while stripped > start and line[stripped - 1] in ':：?*_|=,]"”»}':
            stripped -= 1
        # A bracket behind a label opens a box to tick.
        if stripped > start and line[stripped - 1] != "[" and (key := _key(line[start:stripped])):
            if line.startswith(" ]", stripped - 1):
                continue
            return key, stripped
    return None


def _question(line: str, start: int) -> tuple[str, int] | None:
    """What a short question at the start of a line asks after, and where it ends, its question mark left out."""
    end = line.find("?", start, start + _LONGEST_QUESTION)
    if end < 0 or re.search(r"[.!:,]", line[start:end]):
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
    if cut > floor and starts[:1] == [cut]:
        del starts[0]
    for start in starts:
        if key := _key(line[start:colon]):
            return key, start
    return None


# "De gemiddelde inzet per week is:", "De opdracht gaat in op:"
_LABEL_SENTENCE = re.compile(r"\b(?:is|op|in|tot|om|voor|on|at)$", re.I)
_ABBREVIATED = re.compile(r"\b(?:max|min|gem|ca|incl|excl|evt|nr|ref|tel|p\.?[uwm])\.", re.I)


def _free_label(line: str, colon: int) -> bool:
    """Whether ``line[:colon]`` looks like a label of a kind not known here (``Aantal gesprekken:``)."""
    words = line[:colon]
    return (
        (colon <= 45 and len(words.split()) <= 5 or colon <= 60 and bool(_LABEL_SENTENCE.search(words)))
        and words[:1].isupper()
        and not re.search(r"[.!?,;]", _ABBREVIATED.sub("", words))
    )


@lru_cache(maxsize=20_000)
def _key_by_word(words: str) -> str:
    low = " ".join(words.lower().split())
    return next((key for key, pattern in label_keywords() if pattern.search(low)), "free")


def key_in_block(words: str) -> str:
    """What a label means that stands among other labels: there an ordinary word is one too."""
    return _key(words) or ("free" if words.endswith(_NO_VALUE) else _key_by_word(words))


def ordinary_label(words: str) -> str | None:
    """The key of a label that is an ordinary word too, for words that are nothing else."""
    return _key(words) if words.lower() in _WEAK else None


def starts_with_date(words: str) -> bool:
    """Whether a value begins with a date."""
    return _DATE_ALONE.match(words) is not None


def may_stand_over_figure(words: str) -> bool:
    """Whether a line is short and of the form of a label."""
    return (
        words[:1].isupper()
        and len(words) <= 45
        and words[-1] not in ".,;!"
        and not _DIGIT.search(words)
        and len(words.split()) <= 5
    )


def key_over_figure(words: str) -> str | None:
    """What a short line alone asks for, where a figure stands under it; None where no word of it tells."""
    if not may_stand_over_figure(words):
        return None
    key = key_in_block(words.rstrip(" :?"))
    return key if key in FIGURES else None


def _at_start(line: str, form: tuple[str, int] | None) -> LabelHit | None:
    """The label that a line begins with; ``form`` is the known one at its first character."""
    symbol = _sign(line)
    if symbol:
        after = re.match(r"[^\w€]+", line)
        value = after.end() if after else 1
        inner = _form_at(line, value)
        if not inner or line[value : inner[1]].lower() in _WEAK and not _COLON.match(line, inner[1]):
            symbol = next(
                (key for start, key in _SYMBOL_WORDS if line.lower().startswith(start, value)), symbol
            )
            return LabelHit(symbol, 0, 1, value, "no-colon", True)
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
        sure = rest != "" or line[start:end].lower() not in _WEAK
        return LabelHit(key, start, end - start, len(line), "next-line", sure) if sure else None
    closed = _CLOSED.match(line, after_label) if line[start - 1 : start] in ("*", "_", "«", "{") else None
    if closed:
        return LabelHit(key, start, end - start, closed.end(), "same-line", True)
    separator = _SEPARATOR.match(line, after_label)
    if separator is None:
        return None
    if key == "contact" and _DATE_ALONE.match(line, separator.end()):
        key = "start"  # "Van 1 maart 2027" is no sender
    if separator.group().strip():
        if (
            separator.group().strip() == "?"
            and line[start:end].lower() in _WEAK
            and not _question(line, start)
        ):
            return None
        return LabelHit(key, start, end - start, separator.end(), "same-line", True)
    rest = line[separator.end() :]
    if not _plain_value(key, rest) or (line[start:end].lower() in _WEAK and not _DATE_ALONE.fullmatch(rest)):
        return None
    return LabelHit(key, start, end - start, separator.end(), "no-colon", False)


def _plain_value(key: str, rest: str) -> bool:
    """Whether what follows a label without a colon is a value and not the rest of a sentence."""
    if _BOXED.match(rest):
        return True
    if len(rest) > 70 or (rest.endswith(".") and len(rest.split()) > 5):
        return False
    if key in ("place", "region", "organisation", "reference", "contract", "education", "title", "address"):
        return rest[:1].isupper() and len(rest.split()) <= 5 or bool(re.match(r"[A-Z0-9]{2,}", rest))
    return bool(_VALUE_LIKE.match(rest))


def labels_in_line(line: str) -> list[LabelHit]:
    """All labels of a line in order: at its start, before a colon further on, or glued to the value before."""
    glued = [glue.start() for glue in _GLUE.finditer(line)] if len(line) < _LONGEST_RUN else []
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
            hits.append(
                LabelHit(
                    _key_by_word(line[: match.start()]), 0, match.start(), match.end(), "same-line", False
                )
            )
    if glued and len(line) < 400:
        hits.extend(_glued(line, glued, hits))
    return sorted(hits, key=lambda hit: hit.start) if len(hits) > 1 else hits


def _may_hold_label(line: str) -> bool:
    """Whether a line begins like a label, asks something or holds what may part a label from its value; most of prose does
    none of it. Words glued together are told apart from this."""
    if ":" in line or "?" in line or "|" in line or "=" in line or not line[:1].isalnum():
        return True
    if "...." in line or "____" in line or "//" in line or "…" in line or "：" in line:
        return True
    return _opens_label(line.split(None, 1)[0])


@lru_cache(maxsize=20_000)
def _opens_label(word: str) -> bool:
    return word.lower().strip(_PUNCTUATION) in _FIRST_WORDS


def _colons(line: str) -> Iterator[re.Match[str]]:
    """All matches of ``_COLON``, which is tried around the signs that it holds alone."""
    end = 0
    for anchor in _ANCHOR.finditer(line):
        if anchor.start() < end:
            continue
        match = _COLON.search(line, max(end, anchor.start() - _BEFORE_ANCHOR))
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
        if line[at:end].lower() in _WEAK or not line[at].isupper():
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
    hits: list[LabelHit] = []
    for start in (0, *starts):
        if hits and start < hits[-1].value:
            continue
        near = ends[bisect_right(ends, start) : bisect_right(ends, start + _LONGEST_IN_RUN)]
        for end in reversed(near):
            if key := _key(line[start:end]):
                value = end + (line[end : end + 1] == ":")
                if key == "contact" and starts_with_date(line[value:].lstrip()):
                    key = "start"
                hits.append(LabelHit(key, start, end - start, value, "run-together", True))
                break
    return hits if len(hits) >= _FEWEST_IN_RUN else []


def _glued(line: str, starts: list[int], hits: list[LabelHit]) -> list[LabelHit]:
    found: list[LabelHit] = []
    for start in starts:
        form = _form_at(line, start)
        if form and all(hit.start != start for hit in hits):
            separator = _SEPARATOR.match(line, form[1])
            rest = line[separator.end() :] if separator else ""
            if separator and (separator.group().strip() or _VALUE_LIKE.match(rest)):
                found.append(LabelHit(form[0], start, form[1] - start, separator.end(), "run-together", True))
    return found
