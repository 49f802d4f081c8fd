"""How long, and what extension is offered: ``6 maanden``, ``2 x 6 maanden``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.numbers import WORD_PATTERN, WORDS, parse_number, tidy
from indexer.parse.windows import find_in_windows

_N = rf"(?:\d{{1,3}}(?:[.,]\d)?|\b(?:{WORD_PATTERN})\b)"
_LENGTH = re.compile(
    rf"(?P<about>(?:minimaal|maximaal|max\.?|circa|ca\.?|ongeveer|initieel|in eerste instantie|vooralsnog|voorlopig)\s+)?"
    rf"(?P<low>{_N})\s*(?:\(\s*[\wëé]+\s*\)\s*)?(?:(?:-|–|à|tot|to|of)\s*(?P<high>{_N})\s*)?(?:kalender)?(?P<unit>maanden|maand|mnd\.?|months?|weken|week|weeks|jaren|jaar|years?)\b",
    re.I,
)
_ROUGHLY = re.compile(r"\been (?P<unit>maand|jaar|week) of (?P<low>\w+)\b", re.I)
_LENGTH_ANCHOR = re.compile(r"\b(?:kalender)?(?:maand|mnd|month|we[ek]k|weken|jaar|jaren|year)", re.I)
_IN_MONTHS = {"m": 1.0, "w": 12 / 52, "j": 12.0, "y": 12.0}
_DURATION_CUE = re.compile(
    r"(?:\bvoor de duur van|\bvoor een periode van|\bperiode van|\bduur van|\bduurt|\bloopt|\blooptijd(?: is| van| bedraagt)?|\bopdracht van|\binhuur (?:van|voor)|\bvoor(?: \w+)?|\bgedurende|\bduration of|\bperiod of|\blasts|"
    r"\binitieel|\bin eerste instantie|\bcontract (?:van|voor)|\bopdrachtduur(?: is)?|\btijdelijk\w* (?:voor|van)|\bduur:?|\binzet (?:van|voor)|\bfor|\bten minste|\bminimaal|\bcirca|\bongeveer)"
    r"\s*(?:maximaal\s*|minimaal\s*|circa\s*|ca\.?\s*|ongeveer\s*|in eerste instantie\s*|initieel\s*|een periode van\s*|de duur van\s*|een\s*)?$",
    re.I,
)
_WORK = re.compile(
    r"\b(?:opdracht|inhuur\w*|inzet|contract\w*|looptijd|duur|periode|overeenkomst|assignment|duration|period|contract|interim|tijdelijk\w*|klus|zoek\w*|vervang\w*|uur per week|verleng\w*)\b",
    re.I,
)
_NOT_DURATION = re.compile(
    r"ervaring|werkervaring|opzegtermijn|oud\b|leeftijd|geldig|betaal|binnen|afgelopen|laatste|komende|bewaar|garantie|experience|old\b|notice|jaarlijks|per jaar|"
    r"beëindigd|proeftijd|inwerk|traject (?:van|voor) (?:jongeren|cliënten|jeugdigen)|elke|iedere|wachttijd|ontwikkelagenda|visie",
    re.I,
)
_EXTENSION = re.compile(
    r"verleng\w*|\boptie om [^.]{0,50}door te gaan|\bextens\w+|\bextend\w*|optiejar\w+|\brenew\w+", re.I
)
_NO_EXTENSION = re.compile(
    r"\b(?:geen|niet|zonder|no|not|uitgesloten)\b[^.;]{0,40}(?:verleng|extens|extend|optie)|verleng\w*[^.;]{0,25}\b(?:niet|uitgesloten|geen)\b|^\s*(?:nee|geen|no|none|n\.?v\.?t)\b",
    re.I,
)
_BRACKET = r"\s*(?:\(\s*[\wëé]+\s*\)\s*)?"
_COUNT_WORDS = {"een": 1, "één": 1, "once": 1, "twee": 2, "twice": 2, "drie": 3, "vier": 4}
_TIMES = re.compile(
    rf"(?:(?P<once>een|één|twee|drie|vier)(?:maal|malig)\b|\b(?P<often>once|twice)\b"
    rf"|(?P<n>{_N}){_BRACKET}(?:x|×|maal|keer|times|opties?|options?|extensions?|verlenging(?:en|sopties)?))\s*"
    rf"(?:(?:met|van|voor|telkens|steeds|een|periode|de|duur|for|of|by|a|maximum|max\.?|maximaal|another|keer|maal|ieder|elk|additional|tot|verlenging)\s+)*"
    rf"(?P<len>{_N}){_BRACKET}(?P<unit>maanden|maand|mnd\.?|months?|jaar|jaren|years?|weken|weeks?)\b",
    re.I,
)


def in_months(value: float, unit: str) -> float:
    """Months in a number of months, weeks or years, to half a month."""
    return round(value * _IN_MONTHS[unit[0].lower()] * 2) / 2


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``duration_months`` (to half a month) and ``extension`` (``"NxM maanden"`` or True)."""
    yield from _durations(doc)
    yield from _extensions(doc)


def _months(match: re.Match[str]) -> float | None:
    months = in_months(parse_number(match["high"] or match["low"]), match["unit"])
    return months if 0 < months <= 60 else None


def _durations(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("duration", "period", "end", "start"):
        value = text[pair.start : pair.end]
        match = _LENGTH.search(value) if len(value) < 200 else None
        if (
            match is None
            or _EXTENSION.search(value[: match.start()])
            or re.search(r"\b(?:x|×|optie)\s*$", value[: match.start()], re.I)
        ):
            continue
        if re.match(r"\s*(?:x|×|maal|keer)\b", value[match.end("low") :]) or (
            pair.key in ("start", "end") and _NOT_DURATION.search(value)
        ):
            continue
        months = _months(match)
        if months:
            weight = 0.9 if pair.key == "duration" else 0.8 if pair.key == "period" else 0.6
            yield Candidate(
                "duration_months", months, pair.label_start, pair.start + match.end(), "label", weight
            )
    for match in _ROUGHLY.finditer(text):
        start, end = layout.sentence_at(match.start())
        if match["low"].lower() in WORDS and re.search(
            r"zoek|nodig|opdracht|inzet|duur|meedoen|mee wil", text[start:end], re.I
        ):
            length = in_months(parse_number(match["low"]), match["unit"])
            yield Candidate("duration_months", length, match.start(), match.end(), "prose", 0.6)
    for match in find_in_windows(_LENGTH, text, _LENGTH_ANCHOR):
        start, end = layout.sentence_at(match.start())
        before, sentence = text[start : match.start()], text[start:end]
        covering = layout.label_covering(match.start())
        if layout.is_noise(match.start()) or (
            covering is not None
            and covering.key in ("duration", "extension", "period", "salary", "interview")
        ):
            continue
        if re.search(r"verleng\w*[^.]{0,40}$|optie[^.]{0,40}$|[x×]\s*$|maal\s*$", before, re.I) or re.match(
            r"\s*(?:ervaring|geleden|oud|na |vóór|voor de|werkervaring|opzeg|experience)",
            text[match.end() : match.end() + 20],
            re.I,
        ):
            continue
        if _DURATION_CUE.search(before) and _WORK.search(sentence) and not _NOT_DURATION.search(sentence):
            months = _months(match)
            if months and months >= 0.5:
                yield Candidate(
                    "duration_months",
                    months,
                    match.start(),
                    match.end(),
                    "prose",
                    0.68 if months >= 1 else 0.5,
                )


def _count_by_length(words: str) -> str | None:
    """``2x6 maanden, 1x3 maanden`` out of the words, None when no count or length is given."""
    parts = []
    for match in _TIMES.finditer(words):
        length = in_months(parse_number(match["len"]), match["unit"])
        said = match["once"] or match["often"]
        count = _COUNT_WORDS[said.lower()] if said else parse_number(match["n"])
        parts.append(f"{count:g}x{length:g} maanden")
    if parts:
        return ", ".join(parts)
    optional_years = re.search(rf"(?P<n>{_N})\s*(?:\([\w]+\)\s*)?optiejar", words, re.I)
    if optional_years:
        return f"{parse_number(optional_years['n']):g}x12 maanden"
    single = _LENGTH.search(words)
    if single and not re.search(r"na\s+$|eerste\s+$", words[: single.start()]):
        months = _months(single)
        return f"1x{tidy(months):g} maanden" if months else None
    return None


def _extension_value(words: str) -> str | bool | None:
    """The normal form, True for a mere possibility, None when excluded or when nothing is said."""
    if _NO_EXTENSION.search(words) and not re.search(r"niet bekend|nog niet", words, re.I):
        return None
    return _count_by_length(words) or True


def _extensions(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("extension"):
        value = text[pair.start : min(pair.end, pair.start + 200)]
        if re.match(r"\s*(?:onbekend|unknown|nog onbekend|-)\s*$", value, re.I):
            continue
        found = _extension_value(value)
        weight = 0.9 if found is not True else 0.72
        yield Candidate("extension", found, pair.label_start, pair.start + len(value), "label", weight)
    for match in _EXTENSION.finditer(text):
        covering = layout.label_covering(match.start())
        on_label = any(p.label_start <= match.start() < p.start for p in layout.labelled("extension"))
        if (
            layout.is_noise(match.start())
            or on_label
            or (covering is not None and covering.key in ("extension", "deadline"))
        ):
            continue
        start, end = layout.sentence_at(match.start())
        sentence = text[start:end]
        if not _about_assignment(sentence):
            continue
        if _NO_EXTENSION.search(sentence):
            yield Candidate("extension", None, start, end, "prose", 0.7)
            continue
        counted = _count_by_length(_from_extension(sentence, match.start() - start))
        yield Candidate("extension", counted or True, start, end, "prose", 0.75 if counted else 0.6)


def _about_assignment(sentence: str) -> bool:
    """Whether the extension is of this assignment, not of an indication, a subsidy or a closing date."""
    if re.search(
        r"indicatie|beschikking|subsidie|verlengde (?:jeugdhulp|arm)|sluitingsdatum|inschrijftermijn|reactietermijn|verlengstuk|maatregel",
        sentence,
        re.I,
    ):
        return False
    return bool(
        re.search(
            r"opti|mogelijk|kan\b|kunnen|eventue|opdracht|contract|inhuur|overeenkomst|looptijd|assignment|duur|met (?:een )?verleng|verlengen\?",
            sentence,
            re.I,
        )
    )


def _from_extension(sentence: str, at: int) -> str:
    """The part of the sentence that speaks of extending: from the option's mention, so that the first term is left out."""
    option = re.search(
        r"\bopties?\b|\beventuele?\b|\bmogelijkheid\b|\bdaarna\b|\boption\b", sentence[:at], re.I
    )
    tail = sentence[option.start() if option else at :]
    if _LENGTH.search(tail) or _TIMES.search(tail):
        return tail
    # The count stands before the verb in Dutch: "kan tweemaal met zes maanden worden verlengd".
    modal = re.search(r"\b(?:kan|kunnen|mag|may|can|wordt|mogelijk|evt\.?|eventueel)\b", sentence[:at], re.I)
    return sentence[modal.start() : at] if modal else tail
