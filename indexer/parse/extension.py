"""What extension is offered: ``2 x 6 maanden``, ``tweemaal met zes maanden verlengen``, ``met optie tot verlenging``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.lengths import LENGTH, NUMBER, in_months, months
from indexer.parse.numbers import parse_number, tidy
from indexer.parse.windows import find_near

# Words that speak of extending, or of going on after the term.
MENTION = re.compile(
    r"verleng\w*|\boptie om [^.]{0,50}door te gaan|\bextens\w+|\bextend\w*|optiejar\w+|optieperiode\w*|\brenew\w+|\bmaand(?:en)? optie\b|\boptie\b[^.\n]{0,12}\d\s*[x×]\s*\d"
    r"|\bplakken\b[^.]{0,40}\baan vast|\b(?:wie weet|misschien|mogelijk|kans|eventueel)\b[^.]{0,60}\b(?:een vervolg|langer door|doorloopt|doorlopen|bijtekenen|langer blijven)\b",
)
_STEMS = ("verleng", "optie", "exten", "renew", "aan vast", "vervolg", "langer", "doorlo", "bijtekenen")
_EXCLUDED = re.compile(
    r"\bniet van toepassing|\b(?:geen|niet|zonder|no|not|uitgesloten)\b[^.;]{0,40}(?:verleng|extens|extend|optie)|verleng\w*[^.;]{0,25}\b(?:niet|uitgesloten|geen)\b|^\s*(?:nee|geen|no|none|n\.?v\.?t)\b",
)
_OF_ELSE = re.compile(
    r"indicatie|beschikking|subsidie|verlengde (?:jeugdhulp|arm)|sluitingsdatum|inschrijftermijn|reactietermijn|verlengstuk|maatregel|paspoort|rijbewijs|deadline|"
    r"\b(?:is|was|werd|zijn|waren)\b[^.]{0,60}\bverlengd\b|ondertoezicht|huurcontract|lidmaatschap|registratie",
)
_OF_THIS = re.compile(
    r"opti|mogelijk|\bkan\b|kunnen|eventue|opdracht|contract|inhuur|overeenkomst|looptijd|assignment|duur|met (?:een )?verleng|verlengen\?|uitzicht|\bkans\b|verwacht|"
    r"intentie|possib|\bmay\b|\bcan\b|option|bekeken|besproken|afhankelijk|hangt af|plakken|wie weet|misschien|behoort tot",
)
_BRACKET = r"\s*(?:\(\s*[\wëé]+\s*\)\s*)?"
_COUNT_WORDS = {"een": 1, "één": 1, "once": 1, "twee": 2, "twice": 2, "drie": 3, "vier": 4}
_TIMES = re.compile(
    rf"(?:(?P<once>een|één|twee|drie|vier)(?:maal|malig)\b|\b(?P<often>once|twice)\b"
    rf"|(?P<n>{NUMBER}){_BRACKET}(?:x|×|maal|keer|times|opties?|options?|extensions?|verlenging(?:en|sopties)?))\s*"
    rf"(?:(?:met|van|voor|telkens|steeds|een|periode|de|duur|for|of|by|a|maximum|max\.?|maximaal|another|keer|maal|ieder|elk|additional|tot|verlenging)\s+)*"
    rf"(?P<len>{NUMBER}){_BRACKET}-?(?P<unit>maanden|maand|mnd\.?|months?|jaar|jaren|years?|weken|weeks?)\b",
)


_LENGTH_FIRST = re.compile(
    rf"(?P<len>{NUMBER}){_BRACKET}-?(?P<unit>maanden|maand|mnd\.?|months?|jaar|jaren|years?)\b[^.;]{{0,30}}?\b(?P<n>{NUMBER}){_BRACKET}(?:x|×|maal|keer|times)\b",
)
_YEARS = re.compile(rf"(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:optiejar|optionele jaren)")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``extension``: ``"NxM maanden"``, several joined by a comma, or True for a mere possibility."""
    layout = doc._.layout
    for pair in layout.labelled("extension"):
        value = layout.low[pair.start : min(pair.end, pair.start + 200)]
        if re.match(r"\s*(?:onbekend|unknown|nog onbekend|-)\s*$", value):
            continue
        found = _value(value)
        weight = 0.9 if found is not True else 0.72
        yield Candidate("extension", found, pair.label_start, pair.start + len(value), "label", weight)
    spans = [
        (p.label_start, p.end if p.key == "deadline" else max(p.start, p.end))
        for p in layout.labelled("extension", "deadline")
    ]
    for match in find_near(MENTION, layout.low, layout.low, _STEMS, 100, 100):
        if not layout.is_noise(match.start()) and not any(a <= match.start() < b for a, b in spans):
            yield from _from_sentence(layout, match)


def _from_sentence(layout: Layout, match: re.Match[str]) -> Iterator[Candidate]:
    start, end = layout.sentence_at(match.start())
    sentence = layout.low[start:end]
    if layout.says(_OF_ELSE, start, end) or not layout.says(_OF_THIS, start, end):
        return
    if layout.says(_EXCLUDED, start, end):
        yield Candidate("extension", None, start, end, "prose", 0.7)
        return
    counted = _counted(_part_on_extension(sentence, match.start() - start, match.end() - start))
    yield Candidate("extension", counted or True, start, end, "prose", 0.75 if counted else 0.6)


def _value(words: str) -> str | bool | None:
    """The normal form, True for a mere possibility, None when excluded or when nothing is said."""
    if _EXCLUDED.search(words) and not re.search(r"niet bekend|nog niet", words):
        return None
    return _counted(words) or True


def _counted(words: str) -> str | None:
    """``2x6 maanden, 1x3 maanden`` out of the words, None when no count or length is given."""
    parts = []
    for match in _TIMES.finditer(words):
        length = in_months(parse_number(match["len"]), match["unit"])
        said = match["once"] or match["often"]
        count = _COUNT_WORDS[said.lower()] if said else parse_number(match["n"])
        parts.append(f"{count:g}x{length:g} maanden")
    if parts:
        return ", ".join(parts)
    if first := _LENGTH_FIRST.search(words):
        length = in_months(parse_number(first["len"]), first["unit"])
        return f"{parse_number(first['n']):g}x{length:g} maanden"
    if years := _YEARS.search(words):
        return f"{parse_number(years['n']):g}x12 maanden"
    single = LENGTH.search(words)
    if single and not re.search(r"na\s+$|eerste\s+$", words[: single.start()]):
        one = months(single)
        return f"1x{tidy(one):g} maanden" if one else None
    return None


def _part_on_extension(sentence: str, at: int, end: int) -> str:
    """The part of the sentence that speaks of extending: from the option's mention, so that the first term is left out."""
    if sentence[at:end].lower().startswith(("maand", "optiejar")):
        return (
            sentence[max(at - 20, 0) :].rsplit("(", 1)[-1]
            if "(" in sentence[max(at - 20, 0) : at]
            else sentence[max(at - 20, 0) :]
        )
    option = re.search(
        r"\bopties?\b|\beventuele?\b|\bmogelijkheid\b|\bdaarna\b|\boption\b|\bpossibility\b|\bmet (?:een )?mogelijke\b",
        sentence[:at],
        re.I,
    )
    tail = sentence[option.start() if option else at :]
    if LENGTH.search(tail) or _TIMES.search(tail):
        return tail
    # The count stands before the verb in Dutch: "kan tweemaal met zes maanden worden verlengd".
    modal = re.search(r"\b(?:kan|kunnen|mag|may|can|wordt|mogelijk|evt\.?|eventueel)\b", sentence[:at])
    return sentence[modal.start() : at] if modal else tail
