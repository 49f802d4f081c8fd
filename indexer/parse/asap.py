"""Whether the work starts as soon as possible: ``z.s.m.``, ``per direct``, ``kan meteen beginnen``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.parse.candidate import Candidate
from indexer.parse.openings import at_words
from indexer.parse.posting import Dates
from indexer.parse.stems import clause_at
from indexer.parse.windows import find_near

AT_ONCE = re.compile(
    at_words(
        r"\b(?:meteen|direct|onmiddellijk|gelijk|morgen|vandaag nog|straight away|right away|spoedig)\s+(?:na (?:(?:de|het|jouw|een) )?(?:ondertekening|tekenen|gunning|akkoord|selectie|gesprek) )?(?:(?:kan|kunt|kunnen|te|nog|al|inzetbaar)\s+)?(?:start\w*|beginn?\w*|begint|aan de slag|beschikbaar|inzetbaar|available|nodig|instappen|gebruiken|inzetten|aan de bak|aanschuiven|aansluiten|aan het werk)|\b(?:start\w*|beginnen|begin|aan de slag)\b[^.\n\d]{0,20}\b(?:meteen|direct|onmiddellijk|per direct|vandaag|morgen|gelijk)\b|\bdeze week nog\b|\bvandaag of morgen\b|\b(?:onmiddellijke|directe|spoedige) (?:aanvang|start|ingang|indiensttreding|inzet)\b|\bmet spoed\b|\bop (?:zeer )?korte termijn (?:starten|beginnen)|\bvandaag nog\b|"
        r"\bz\.?\s?s\.?\s?m\b\.?|\ba\.\s?s\.\s?a\.\s?p\b\.?|\bzo (?:spoedig|snel|vlot|gauw|rap)(?: als)? (?:enigszins )?(?:mogelijk|haalbaar)|\bzo (?:spoedig|snel|vlot|gauw|rap|vroeg) als (?:je|jij|jouw|u|uw|de) (?:agenda|planning|opdrachtgever)\b[^.,;]{0,12}\b(?:toelaat|toestaat|toelaten)|\bzo kort mogelijke termijn|\bzodra (?:mogelijk|het kan|dat kan|je kunt|je kan)\b|\bearliest (?:possible|opportunity|convenience)|\b(?:at|on) (?:very )?short notice|\bright now\b|\bas of (?:now|today)\b|\bper ommegaande\b|\bvanaf nu\b(?= (?:tot|t/m|until)\b)|\bstante pede\b|\bsubiet\b|\bliefst (?:\w+ ){0,2}gisteren\b|\bzo vroeg mogelijk|\bper direct\b|\bterstond\b|\bonverwijld\b|\bkortst mogelijke termijn|\bhoe (?:eerder|sneller)(?: (?:je|jij|u|iemand))?(?: (?:kunt|kan))?(?: (?:beginnen|starten|begint|start))?,? hoe (?:beter|liever|fijner)|\b(?:right|straight) away\b|\bmet onmiddellijke ingang|\b(?:per )?omgaande?\b|\basap\b|as soon as (?:possible|(?:you|someone) can)|"
        r"\bimmediate(?:ly)?\b|\bzo (?:spoedig|snel|vlot|gauw|rap)(?: als)? (?:het |dat |je |jij |u )?(?:maar )?(?:kan|kunt|lukt)\b|\bliever (?:gisteren|vandaag) dan (?:vandaag|morgen)\b|\bspoedig mogelijk|\bop korte termijn\b(?= (?:beschikbaar|starten|inzetbaar))",
        any_case=True,
    ),
    re.I,
)
_AT_ONCE_IN_LOW = re.compile(
    AT_ONCE.pattern
)  # for a text in lower case: without a look at the case it is quicker
_ASAP_STEMS = (
    "z.s",
    "z. s",
    "zsm",
    "zs.",
    "z s",
    "mogelijk",
    "per direct",
    "onmiddel",
    "omgaand",
    "asap",
    "as soon",
    "immediate",
    "korte termijn",
    "meteen",
    "direct ",
    "directe ",
    "spoedige ",
    "gelijk",
    "morgen",
    "vandaag nog",
    " away",
    "spoed",
    "gauw",
    "zo snel",
    "zo vlot",
    "zo rap",
    "gisteren",
    "vandaag dan",
    "zodra",
    "s.a.p",
    "s. a. p",
    "earliest",
    "short notice",
    "right now",
    "as of",
    "ommeg",
    "stante pede",
    "subiet",
    "haalbaar",
    "vanaf nu",
    "deze week nog",
    "vandaag",
    "terstond",
    "onverwijld",
    "kortst mogelijk",
    "hoe eerder",
    "hoe sneller",
)
_BEGINS = re.compile(
    rf"\s*(?:(?:bij voorkeur|(?:het )?liefst|graag|indien mogelijk|preferably)\s+)?(?:direct\b|onmiddellijk\b|meteen\b|terstond\b|p\.\s?d\.|(?:per )?(?:heden|vandaag)\s*$|(?:now|today|nu)\s*[.!]*$|{AT_ONCE.pattern})",
    re.I,
)
_ASAP_SAID = re.compile(
    r"\bstart\w*|\bliefst\b|\bgraag\b|\baanvang|beschikbaar|^\W*per direct|^\W*(?:zo \w+(?: als)? mogelijk|as soon as possible|asap)\W+(?:voor|een|for)\b|\bper direct\b[^.]{0,60}\b(?:op zoek|een|zoek\w*|gezocht|iemand)|zoek\w*[^.]{0,80}per direct|\bmaar zo (?:snel|spoedig) mogelijk|\bmaar (?:gewoon |echt |wel )?per direct\b|inzetbaar|\b(?:gebruiken|inzetten)\b|"
    r"begin(?:nen|t)|\bwil(?:len|t)? (?:vullen|invullen|bezetten|opvullen)|\bvang(?:t|en)\b|aan het werk|aan de slag|aan de bak|\bavailable\b|\buur per week|\bin de week\b|begin\b|ingang|looking for|\bwants? (?:someone|somebody|you)\b|\bwil(?:len)? (?:je|jou|iemand)\b|\bin place\b|\bneed someone|\bneeded\b|nodig|\bspoed\b|\binstap|\bplek voor\b|\bavailability\b",
    re.I,
)
_ASAP_OF_ELSE = re.compile(
    r"reage|problematiek|\bhulp\b(?! nodig)|geholpen|signaler|terugk|betaal|factur|onveilig|bericht|contact|antwoord|opgelost|wachtlijst|(?:vandaag|morgen) nog,? maar uiterlijk",
    re.I,
)
# "zo snel mogelijk, want de wachtlijst groeit": why it is in haste says nothing of what is.
_REASON = re.compile(r"[,:;] (?:want|omdat|immers|because|since)\b|: (?:de|het|er) ", re.I)
# "Startdatum: 11-01-2027 of zo snel mogelijk": said beside a date, and not instead of one.
BESIDE_DATE: Final = "beside-date"
_OR_SOONER = re.compile(r"\d[^\n]{0,20}(?:/|\b(?:of|or|dan wel)\b)\s*(?:liefst |eerder,? )?$", re.I)
# "Je start zo vroeg mogelijk met het eerste gesprek": what is begun soon is a part of the work.
_WITH_A_PART = re.compile(
    r"\s+met (?:(?:het|de|een|hun|je) )?(?:eerste |volgende )?(?:gesprek|intake|kennismaking|inwerk|huisbezoek|behandel|begeleid|plaatsing|taalles)\w*",
    re.I,
)
_ASAP_KEYS = ("free", "hours", "other", "contract", "title", "remote", "start")
_AGREED = re.compile(r"\W*(?:ja|yes)?\W*(?:liefst|graag|bij voorkeur)?\W*", re.I)
_SAID_YES = re.compile(r"\W*(?:ja|yes|x)?\W*", re.I)
# "De gemeente zoekt z.s.m. een teamleider."
_SEEKING = re.compile(
    r"\b(?:zoek(?:en|t)?|gezocht|gevraagd|seeks?|looking)(?: (?:wij|we|ik|er|dus|nog|per|naar|is|wordt))*(?: (?:de|het|gemeente) (?:[\w-]+ ){0,3}[\w-]+(?: \(\w+\))?)?[:,]? $",
    re.I,
)
_STARTING = re.compile(r"\b(?:start\w*|begin\w*|vanaf|ingang\w*|ingaande)\W+(?:per |op )?$", re.I)
_STARTS = re.compile(r"\b(?:start|begin|aan de slag|beschikbaar|inzetbaar)", re.I)
# "Dus zoek ik een adviseur. En wel zo snel mogelijk."
_ADDS, _SEEKS = (
    re.compile(r"\W*(?:en wel|en|het liefst|liefst|graag)\b", re.I),
    re.compile(r"\bzoek|\bgezocht\b", re.I),
)
_STOP_BEFORE, _STOP_BEHIND = (
    re.compile(r"[.!?]\W*$"),
    re.compile(r"(?: (?:dus|graag|eigenlijk))?\s*(?:[.!]|$)"),
)
# Characters of a sentence around the words that are read; to a word of starting; of a short sentence; of a verb of seeking.
_REACH, _BESIDE, _WHOLE, _BEFORE = 220, 20, 45, 60
_WHEN = re.compile(r"beschikba|inzetba|spoed|\bstart|\bbegin|wanneer|availab|urgen|\binzet\b|^when$", re.I)
# "je cv ontvangen we graag zo snel mogelijk": what comes soon is the answer.
_SOON_SENT = re.compile(
    r"\b(?:cv|ontvang\w*|reactie|offerte|motivatie|stuur|mail|aanbieding|profiel)\b", re.I
)


def at_once(dates: Dates) -> Iterator[Candidate]:
    """Candidates for ``asap``."""
    yield from _labelled(dates)
    for match in find_near(_AT_ONCE_IN_LOW, dates.layout.low, dates.layout.low, _ASAP_STEMS, 30, 40):
        covering = dates.covering_at(match.start())
        if not dates.layout.is_noise(match.start()) and (covering is None or covering.key in _ASAP_KEYS):
            yield from _said(dates, match)


def _labelled(dates: Dates) -> Iterator[Candidate]:
    text, layout = dates.text, dates.layout
    for pair in layout.labelled("start", "period", "duration"):
        words = text[pair.start : min(pair.end, pair.start + 120)]
        match = _BEGINS.match(words) or AT_ONCE.search(words)
        if (
            match
            and match.start()
            and pair.key == "duration"
            and not _STARTING.search(words[: match.start()])
        ):
            match = None  # "6 maanden, z.s.m. te verlengen"
        if match:
            rule = BESIDE_DATE if _OR_SOONER.search(words, 0, match.start()) else "label"
            yield Candidate("asap", True, pair.label_start, pair.start + match.end(), rule, 0.9)
    for pair in layout.labelled("hours", "free", "other"):
        match = _BEGINS.match(pair.text) if _WHEN.search(pair.label) else None
        if match and (len(pair.text) <= 60 or pair.text[match.end() : match.end() + 1] in ".;,|"):
            yield Candidate("asap", True, pair.label_start, pair.start + match.end(), "label", 0.7)


def _asked_when(text: str, line: int) -> bool:
    """Whether the line above the one that starts at ``line`` asks when the work starts."""
    above = text[max(line - 90, 0) : line].rstrip()
    return above.endswith("?") and _WHEN.search(above.rsplit("\n", 1)[-1]) is not None


def _said_before(text: str, start: int, end: int, line: int) -> bool:
    """Whether a short sentence follows one on its line that speaks of starting: ``Kun je al beginnen? Hoe eerder hoe beter.``"""
    before = max(line, start - _REACH), start
    adds = _ADDS.match(text, start) is not None and _SEEKS.search(text, *before) is not None
    return end - start < _WHOLE and (adds or _STARTS.search(text, *before) is not None)


def _all_said(text: str, match: re.Match[str], line: int) -> bool:
    """Whether the words of haste are all that stands between two stops, behind who is sought: ``nu zoeken ze iemand. zsm dus.``"""
    ahead = _STOP_BEFORE.search(text, max(line, match.start() - 8), match.start())
    if ahead is None or _STOP_BEHIND.match(text, match.end()) is None:
        return False
    return _SEEKS.search(text, max(line, ahead.start() - _REACH), ahead.start()) is not None


def _said(dates: Dates, match: re.Match[str]) -> Iterator[Candidate]:
    """At most one candidate for words of haste outside a label of the start."""
    text, layout = dates.text, dates.layout
    start, end = clause_at(layout, match.start(), _REACH)
    sentence, line = text[start:end], layout.line_at(match.start())
    covering = dates.covering_at(match.start())
    reason = _REASON.search(text, match.end(), end)
    of_else = _WITH_A_PART.match(text, match.end()) is not None or (
        _ASAP_OF_ELSE.search(text, start, reason.start() if reason else end) is not None
        and _STARTS.search(text, match.start(), min(end, match.end() + _BESIDE)) is None
    )
    if (
        covering is not None
        and len(covering.text) <= 60
        and not _ASAP_OF_ELSE.search(covering.label)
        and _AGREED.fullmatch(text, covering.start, match.start())
    ):
        yield Candidate("asap", True, covering.label_start, match.end(), "label", 0.6)
    elif _SOON_SENT.search(text, max(start, match.start() - 45), match.start()):
        return
    elif match.start() == line.content and (
        _SAID_YES.fullmatch(text, match.end(), line.end) or _asked_when(text, line.start)
    ):
        yield Candidate("asap", True, match.start(), line.end, "form", 0.6)
    elif not of_else and (
        _ASAP_SAID.search(sentence)
        or _said_before(text, start, end, line.start)
        or _all_said(text, match, line.start)
        or _SEEKING.search(text, max(start, match.start() - _BEFORE), match.start())
    ):
        weight = 0.6 if "spoed" in match[0].lower().split()[-1] else 0.65  # urgent, if not at once
        yield Candidate("asap", True, match.start(), match.end(), "prose", weight)
    elif start < layout.header_end and not of_else:
        first, last = layout.piece_at(match.start())
        if last - first <= 45 and first == match.start():
            yield Candidate("asap", True, match.start(), match.end(), "form", 0.5)
