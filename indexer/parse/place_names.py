"""Where names of places stand in a text, and what the words around each say it is doing there.

The trie of names is entered at words with a capital (and, after a strong cue, without), so that a text costs one look-up a
capitalised word. The words around come from ``knowledge/geo/cues.toml``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from indexer.knowledge import places as gazetteer
from indexer.parse.name_trie import WORD, begins_a_name, may_begin, name_words, walk
from indexer.parse.place_slots import in_a_slot
from indexer.parse.place_work import of_oneself, says_work, works_there

NameKind = Literal["place", "gemeente", "province", "region"]
_MAIL = re.compile(r"[\w.-]{0,60}@")
_QUOTES = "’'‘"
# Articles that open a name and are often written small: 's-Gravenhage, het Bildt, de Fryske Marren.
_ARTICLE = re.compile(r"(?<!\w)(?:[’'‘]?s|[’'‘]t|de|het|den|st)[ .-]{1,2}$", re.I)
_ARTICLE_ENDS = tuple("stenSTEN")
_LOWER_CUE = re.compile(r"(?<=\W)(?:gemeente|regio|in|te|standplaats|locatie|provincie) +(?=[a-z'’])")
_LOWER_CUES = ("gemeente", "regio", "in ", "te ", "standplaats", "locatie", "provincie")
_CUE_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?\.?")
CHAIN = re.compile(
    r"\s*(?:,|/|&|\+|;|\ben\b|\bof\b|\band\b|\bor\b|-|–|\s)+\s*(?:in |te |de |gemeente )?", re.I
)
# "Buurthuis De Linde", "basisschool Het Noorden": a house that is called so, wherever it stands.
_OWN_NAME = re.compile(
    r"(?i:\b(?:buurthuis|buurtcentrum|buurtkamer|wijkcentrum|wijkgebouw|wijkhuis|dorpshuis|inloophuis|jongerencentrum|jeugdhonk|kinderopvang|kinderdagverblijf|kindcentrum|\w*school|zorgboerderij|woonvoorziening|woongroep|gezinshuis|verpleeghuis|zorgcentrum|woonzorgcentrum|hospice|speeltuin|theater))\s+[\"'‘“]?(?:De|Het|['’]t)\s+$"
)
_PERSON = re.compile(
    r"(?:\b(?!Hart |Noorden |Zuiden |Midden )[A-ZÀ-Þ][\w.-]*\s+(?:van|de|der|den|ten|ter|van de[rn]?|'t)|\b[A-Z]\.|\b(?:Van|Ter|Ten)(?: de[rn]?)?)\s*$"
)
# "In Echt, en niet in Susteren"; not "niet alleen in Tiel".
NOT_THERE = re.compile(r"\b(?:niet(?: meer| langer)?|not|no longer) (?:in |te |at )?$", re.I)
# "De regio omvat de gemeenten Soest en Baarn", "een regio die de gemeenten Zwolle en Kampen omvat": what a body covers.
_COVERED = re.compile(
    r"\b(?:\w*regio|werkgebied|verzorgingsgebied|gebied)\b[^.\n]{0,60}\b(?:omvat|beslaat|bestrijkt)\b[^.\n]{0,160}$|\b(?:the|our) region covers [^.\n]{0,160}$",
    re.I,
)
_COVERED_BEHIND = re.compile(
    r"\b(?:\w*regio|werkgebied|verzorgingsgebied|gebied) (?:die|dat) (?:de )?(?:\w+ )?(?:gemeenten )?$", re.I
)
_COVERING, _LIST = ("omvat", "beslaat", "bestrijkt", "region covers"), 200  # words; characters
_COVERS = re.compile(r"[^.\n]{0,200}? (?:omvat|beslaat|bestrijkt)\b")
_DATELINE = re.compile(r",?\s+\d{1,2}\s+(?:jan|feb|m(?:aa)?rt|apr|mei|jun|jul|aug|sep|okt|nov|dec)", re.I)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_STOPS = ("\n", ". ", "! ", "? ")
_LONGEST_CUE = 5
_PRAISING = frozenset(
    "mooie prachtige fraaie gezellige levendige bruisende groene landelijke monumentale historische oude beautiful lovely".split()
)


class Mention(NamedTuple):
    """A name at ``text[start:end]``. ``cue`` names the words before it (``""`` for none), which begin at ``cue_start``.

    ``kind`` says what the name stands for here; ``against`` why it is not the place of work, if so.
    """

    start: int
    end: int
    name: str
    kind: NameKind
    cue: str = ""
    cue_start: int = -1
    against: str | None = None


@cache
def cues() -> dict[str, Any]:
    """The table ``cues.toml`` as it stands."""
    return tomllib.loads(files("indexer.knowledge").joinpath("geo", "cues.toml").read_text(encoding="utf-8"))


@cache
def cue_phrases() -> dict[str, str]:
    return {phrase: cue for cue, phrases in cues()["before"].items() for phrase in phrases}


@cache
def _bodies() -> frozenset[str]:
    return frozenset(cues()["against"]["body"])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.I)


@cache
def against_pattern(kind: str) -> re.Pattern[str]:
    return _any_of(cues()["against"][kind])


@cache
def key_of(name: str) -> str:
    """What the spellings of a name share, remembered for each name of the gazetteer: there are no other ones in a mention."""
    return gazetteer.normalise(name)


@cache
def _keys(table: str) -> frozenset[str]:
    return frozenset(gazetteer.normalise(name) for name in cues()["names"][table])


def _behind_small_cues(text: str, start: int, stop: int) -> Iterator[int]:
    """Where a word begins in small letters behind a strong cue. Plain search finds the cues in a fraction of the time."""
    for word in _LOWER_CUES:
        at = text.find(word, start, stop)
        while at >= 0:
            if at and not text[at - 1].isalnum() and (cue := _LOWER_CUE.match(text, at, stop)):
                yield cue.end()
            at = text.find(word, at + 1, stop)


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Names that begin with a capital, or with a small article before one; and small ones after a strong cue."""
    done = start
    capitals = name_words(text)
    low, high = bisect_left(capitals, (start, "")), bisect_left(capitals, (stop, ""))
    words = dict(capitals[low:high])
    for at in _behind_small_cues(text, start, stop):
        small = WORD.match(text, at + (text[at] in _QUOTES), stop)
        if small and may_begin(small[0]):
            words[at] = small[0]
    for begin in sorted(words):
        if begin < done:
            continue
        found = None
        article = (
            _ARTICLE.search(text, max(done, begin - 5), begin)
            if text[max(begin - 3, 0) : begin].rstrip(" .-")[-1:] in _ARTICLE_ENDS and begin
            else None
        )
        if article is not None:
            longer = walk(text, article.start() + (text[article.start()] in _QUOTES), stop)
            if longer and longer[0] > begin:
                begin, found = article.start(), longer
        if found is None:
            opening = begin + (text[begin] in _QUOTES)
            if begins_a_name(words[begin]):
                found = walk(text, opening, stop)
        if found and not _MAIL.match(text, found[0]):
            yield begin, found[0], found[1]
            done = found[0]


@cache
def _standing(name: str) -> tuple[bool, bool, bool, frozenset[str]]:
    """Whether a name is a place, a province, a region; and how it is ambiguous."""
    key = key_of(name)
    return (
        gazetteer.namesakes(name) > 0 and key not in _keys("never"),
        gazetteer.province(name) is not None,
        gazetteer.region(name) is not None,
        gazetteer.ambiguous().get(key, frozenset()),
    )


def kind_of(name: str, cue: str) -> NameKind | None:
    """What a name stands for after a cue; None for one that is never a place (Nederland)."""
    is_place, is_province, is_region, _ = _standing(name)
    if cue == "province" and is_province:
        return "province"
    if cue == "region" and (is_province or is_region) and not (is_province and is_place and not is_region):
        return "province" if key_of(name) in _keys("province_first") else "region"
    if is_province and (not is_place or key_of(name) in _keys("province_first")):
        return "province"
    if is_place:
        return "gemeente" if cue == "gemeente" else "place"
    return "region" if is_region else None


def _cue_before(text: str, start: int) -> tuple[str, int, bool]:
    """The cue that ends at a name, where it begins, and whether the name of another body stands there."""
    floor = max(0, start - 60)
    line = text.rfind("\n", floor, start) + 1
    if (
        line
        and text[line:start].strip(" -•*\"'“‘(") == ""
        and start - line < 4
        and text[max(0, line - 2)] not in "\n.:"
    ):
        line = max(text.rfind("\n", 0, line - 1) + 1, floor)  # a sentence wrapped over two lines
        line = line if start - line > 30 else start
    before = text[max(floor, line) : start].rstrip(" \n\"'’‘“(:")
    if before[-1:] == "📍":  # posts set a pin before the place of work
        return "site", floor + text[floor:start].rindex("📍"), False
    if (
        not before
        or before[-1] in ",;.!?|)"
        and not before.endswith(("gem.", "dhr.", "mevr.", "mw.", "mr.", "drs."))
    ):
        return "", start, False
    base = max(floor, line)
    tokens = [(base + m.start(), m.group().lower()) for m in _CUE_WORD.finditer(before)][-_LONGEST_CUE - 1 :]
    if tokens and tokens[-1][1] in _PRAISING:  # "in het mooie Veere"
        tokens.pop()
    if tokens and tokens[-1][1] in ("de", "het", "the", "den") and len(tokens) > 1:
        tokens.pop()
    words = [word for _, word in tokens]
    for size in range(min(_LONGEST_CUE, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        if phrase in _bodies():
            return "", start, True
        if cue := cue_phrases().get(phrase):
            body = any(" ".join(words[-size - n : -size]) in _bodies() for n in (1, 2))
            return cue, tokens[-size][0], body
    return "", start, False


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    floor = max(0, start - 300)
    opening = max(text.rfind(sign, floor, start) for sign in _STOPS) + 1 or floor
    closing = _SENTENCE.search(text, end, end + 300)
    return opening, closing.start() if closing else min(len(text), end + 300)


@lru_cache(maxsize=512)
def _said_against(sentence: str) -> tuple[str, ...]:
    """What in a sentence speaks against each of its places; plain search first, as most sentences hold none of it."""
    low = sentence.lower()
    against = cues()["against"]
    return tuple(
        kind
        for kind in ("interview", "broker", "travel", "education", "event")
        if any(map(low.__contains__, against[kind])) and against_pattern(kind).search(sentence)
    )


def is_covered(text: str, opening: int, start: int, end: int) -> bool:
    """Whether a sentence that begins at ``opening`` lists a name among those that a region or the field of a body covers."""
    if not any(word in text[opening : end + _LIST] for word in _COVERING):
        return False
    if _COVERED.search(text, opening, start):
        return True
    return _COVERED_BEHIND.search(text, opening, start) is not None and _COVERS.match(text, end) is not None


def _against(text: str, start: int, end: int, cue: str, cue_start: int) -> str | None:
    """Why a mention is not the place of work, from its sentence."""
    if cue and NOT_THERE.search(text, max(0, cue_start - 20), cue_start):
        return "denied"
    opening, closing = _sentence(text, cue_start if cue else start, end)
    if is_covered(text, opening, start, end):
        return "covered"
    whole = opening
    if against_pattern("comparison").search(text, max(opening, start - 60), start):
        return "comparison"
    if against_pattern("after").match(text[end : end + 20].lstrip()):
        return "body"
    if cue in ("in", "site", "work", "for", "of", ""):
        if cue and of_oneself(text[opening:closing]):
            return "person"
        if cue in ("site", "work"):  # "de gesprekken voeren we in Zwolle, het werk zelf is in Raalte"
            opening = max(opening, text.rfind(", ", opening, start))
            comma = text.find(", ", end, closing)
            closing = comma if comma >= 0 else closing
        for kind in _said_against(text[opening:closing]):
            if kind == "event" and cue != "in":
                continue
            # "Je werkt 32 uur, waarvan 16 op ons kantoor in Schagen": all of the sentence tells who works there.
            if kind != "broker" or cue not in ("site", "work") or not works_there(text[whole:closing]):
                return kind
    return None


def fires(text: str, start: int, name: str, cue: str) -> bool:
    """Whether a name that is an ordinary word too is meant as a name here."""
    _, _, _, ambiguity = _standing(name)
    small = text[start].islower()
    if key_of(name) in _keys("careful"):
        return cue != "" and not small
    if small and text[start] not in "s":
        return bool(cue) and not ambiguity & {"word", "weak_word", "surname", "clash"} and len(name) > 3
    if name.isupper() and len(name) <= 4:
        return cue in ("region", "gemeente")
    if "word" in ambiguity:
        article = text[max(0, start - 4) : start].lower().endswith(("het ", " de "))  # "in het Noorden"
        return cue not in ("", "for") and not article
    if "weak_word" in ambiguity and not cue:
        before = text[max(0, start - 3) : start].rstrip(" \"'“‘")
        return bool(before) and before[-1] not in ".!?\n•-*:"
    return True


def follows(text: str, end: int, start: int) -> bool:
    """Whether only what joins the names of a list stands between one that ends and one that starts there."""
    return end <= start <= end + 24 and CHAIN.fullmatch(text, end, start) is not None


def find_names(
    text: str, start: int = 0, stop: int | None = None, stems: Sequence[int] | None = None
) -> list[Mention]:
    """Every mention in ``text[start:stop]``, in order. Names in a list (``Zwolle, Kampen en Ede``) share one cue; ``stems`` as in ``says_work``."""
    mentions: list[Mention] = []
    for begin, end, name in _spans(text, start, len(text) if stop is None else stop):
        cue, cue_start, body = _cue_before(text, begin)
        last = mentions[-1] if mentions else None
        chained = last is not None and not cue and follows(text, last.end, begin)
        if chained and last and "\n" not in text[last.end : begin]:
            cue, cue_start = last.cue, begin
        told = not body and cue in ("in", "of", "for", "whole", "") and says_work(text, begin, end, stems)
        if cue == "whole" and not told:  # "Bureaus uit heel Drenthe": of whatever else
            cue, cue_start = "", begin
        careful = key_of(name) in _keys("careful")
        if not fires(text, begin, name, "work" if told else cue) and (
            careful or not in_a_slot(text, begin, end)
        ):
            continue
        kind = kind_of(name, cue)
        if kind is None:
            continue
        if told and (kind == "place" or cue == "whole"):
            cue, cue_start = "work", cue_start if cue else begin
        if body or _OWN_NAME.search(text, max(0, begin - 40), begin):
            against: str | None = "body"
        elif not cue and _PERSON.search(text, max(0, begin - 40), begin):
            against = "person"
        elif not cue and _DATELINE.match(text, end):
            against = "dateline"
        elif chained and last and last.against and cue == last.cue:
            against = last.against
        else:
            against = _against(text, begin, end, cue, cue_start)
        mentions.append(Mention(begin, end, name, kind, cue, cue_start, against))
    return mentions
