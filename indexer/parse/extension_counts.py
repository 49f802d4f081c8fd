"""How often and how long an extension is: ``2 x 6 maanden``, ``tweemaal met zes maanden``, ``één van twaalf en daarna één van zes``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.parse.lengths import (
    AND_MONTHS,
    NUMBER,
    in_months,
    length_in,
    months,
    more_months,
    number_of,
)
from indexer.parse.numbers import tidy

BRACKET = r"\s*(?:\(\s*[\wëé]+\s*\)\s*)?"
_ONE_WORD = {
    "een": 1, "één": 1, "once": 1, "twee": 2, "twice": 2, "drie": 3, "vier": 4, "vijf": 5,
}  # fmt: skip
UNIT = r"(?:maanden|maand|mnd\.?|months?|jaar|jaren|years?|weken|week|weeks?|kwartaal|kwartalen|quarters?)"
# Between how often and a word of extending: "two further optional extensions".
OF_SORT = r"(?:(?:mogelijke|eventuele|optionele|extra|aanvullende|losse|more|possible|potential|optional|further|additional|separate) ){1,2}"
# How often: "tweemaal", "2 x", "drie opties", "twice"; "nog eens" is once.
COUNT = re.compile(
    rf"(?:\b(?P<once>een|één|twee|drie|vier|vijf)(?:maal|malig\w*)\b|\b(?P<often>once|twice)\b|\bnog (?P<again>eens|een keer|één keer)\b(?!\s*(?:kijken|bekijken|overleg))"
    rf"|(?P<n>{NUMBER}){BRACKET}(?:{OF_SORT}(?=exten|verlenging|opti|renewal|period|term|stretch|spell))?(?:x|×|\*(?=\s*\d)|maal|keer|times|renewals?|opties?(?!\s+(?:op|tot|voor)\s+(?:\d|een|één|twee|drie|vier)\b\s*(?:x|keer|maal|verleng))|options?|extensions?|verlengingen|verleng(?:ings?)?(?:opties?|mogelijkhe(?:id|den)|perioden?s?|termijnen)|optieperiodes?|optietermijnen|(?:(?<!een )(?<!één )(?:optionele )?periode|(?:optionele )?(?:periodes|perioden|periods?|termijnen|keren|terms|stretches|spells)))(?![a-z]))",
    re.I,
)
# How long each time, the words between left to the caller.
EACH = re.compile(
    rf"(?P<len>{NUMBER}){BRACKET}-?(?:kalender|vol |volle |heel |more |extra |additional |further )?(?P<unit>{UNIT})(?!(?-i:[a-zë])){AND_MONTHS}|(?P<alone>\b(?:een|één|a|het) )(?P<bare>kwartaal|quarter)\b",
    re.I,
)
# "Plus 2x6 opties": months are meant.
_BARE_EACH = re.compile(
    r"\b(?P<n>[1-9])\s?[x×]\s?(?P<m>[1-9]|1[0-8])\b(?!\s*(?:uur|uren|dag|week|weken|%|jaar|hours|days))(?![.,]\d)",
    re.I,
)
# "5 maanden, daarna eventueel nog eens 5": months, as before.
_AGAIN = re.compile(
    r"\b(?:nog (?:eens|een keer)|opties? op nog(?: eens)?) (?P<n>[1-9]|1[0-2]|een|twee|drie|vier|vijf|zes|negen|twaalf)\b(?!\s*(?:[x×%\w]|[.,]\d))",
    re.I,
)
# "Two three-month extensions"
_OF_LENGTH = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:{OF_SORT})?(?P<len>{NUMBER})[- ]?(?P<unit>months?|years?|maand|maands|maandse|jaar)[- ]+(?:extensions?|options?|renewals?|periods?|terms?|verlengingen|opties|periodes|termijnen)\b",
    re.I,
)
# "Eén van twaalf maanden en daarna één van zes": terms of their own, the unit said once or twice.
_CHAIN = re.compile(
    rf"\b(?:een|één|a|one)\s+(?:(?:termijn|periode|optie|verlenging|term|period|option|extension)\s+)?(?:van|of)\s+(?P<first>{NUMBER})\s*(?P<unit>{UNIT})[\s,]+(?:en|and|then|daarna|vervolgens)\s+(?:(?:daarna|dan|vervolgens|nog|then)\s+)*(?:een|één|a|one)\s+(?:(?:termijn|periode|optie|verlenging|term|period|option|extension)\s+)?(?:van|of)\s+(?P<second>{NUMBER})(?!\s*[x×])",
    re.I,
)
# "(1 + 1 jaar)": two terms of their own.
_SUM = re.compile(
    rf"(?<![\d+] )(?<![\d+])\b(?P<first>[1-9]) ?\+ ?(?P<second>[1-9]) ?(?P<unit>{UNIT})\b", re.I
)
_BARE_COUNT = re.compile(r"\W*(?P<n>[1-9])\s*[,(:/]")
NEAR = 45  # characters between how often and how long
_YEARS = re.compile(
    rf"(?P<times>(?P<a>\b(?:een|één|twee|drie|vier)maal|\b(?:once|twice)|{NUMBER}\s?(?:x|×|keer|maal)) (?:een |a )?(?:optieja+r|optionee?le? ja+r|optional year)\b)|(?P<n>{NUMBER})\s*(?:\(\w+\)\s*)?(?:optieja+r|optionele ja+r|option(?:al)? years?)|\b(?P<one>met|plus|\+|een) (?:het )?optiejaar\b",
    re.I,
)


def _terms(words: str) -> str | None:
    """Two terms that are told apart: ``één van twaalf maanden en daarna één van zes``, ``1 + 1 jaar``; some of one length,
    ``two three-month extensions``.
    """
    if said := _OF_LENGTH.search(words):
        return f"{number_of(said['n']):g}x{in_months(number_of(said['len']), said['unit']):g} maanden"
    for pattern in (_CHAIN, _SUM):
        if told := pattern.search(words):
            first, second = (
                f"{in_months(number_of(told[part]), told['unit']):g} maanden" for part in ("first", "second")
            )
            return f"2x{first}" if pattern is _SUM and first == second else f"1x{first}, 1x{second}"
    return None


def counted(words: str) -> str | None:
    """``2x6 maanden, 1x3 maanden`` out of the words, None when no count or length is given."""
    if "opti" in words.lower() and (years := _YEARS.search(words)):
        if years["times"]:
            how_often = COUNT.match(years["a"])
            return f"{times_of(how_often) if how_often else 1:g}x12 maanden"
        return f"{number_of(years['n']) if years['n'] else 1:g}x12 maanden"
    counts, lengths = list(COUNT.finditer(words)), list(EACH.finditer(words))
    if terms := _terms(words):
        return terms
    parts: dict[int, str] = {}
    for count in counts:
        if count["n"] and times_of(count) == 1 and right_before(counts, count.start()):
            continue  # "tweemaal een optie van een half jaar"
        after = [m for m in lengths if 0 <= m.start() - count.end() <= NEAR]
        before = [m for m in lengths if 0 <= count.start() - m.end() <= NEAR]
        each = after[0] if after else before[-1] if before else None
        if each is not None:
            # "Een optie op verlenging van twee keer drie maanden": what stands nearest to the length counts it.
            parts[each.start()] = f"{times_of(count):g}x{_each(each):g} maanden"
    if not counts and lengths and (bare := _BARE_COUNT.match(words)) and lengths[0].start() >= bare.end():
        parts[bare.start()] = f"{bare['n']}x{_each(lengths[0]):g} maanden"
    if not parts and (bare := _BARE_EACH.search(words)):
        parts[bare.start()] = f"{bare['n']}x{bare['m']} maanden"
    if parts:
        return ", ".join(dict.fromkeys(parts.values()))
    if again := _AGAIN.search(words):
        return f"1x{number_of(again['n']):g} maanden"
    single = length_in(words)
    if single and not re.search(
        r"(?:na|eerste|eerst|first|after)\s+(?:de\s+)?$", words[: single.start()], re.I
    ):
        one = months(single)
        return f"1x{tidy(one):g} maanden" if one else None
    return None


def right_before(counts: Iterable[re.Match[str]], at: int) -> re.Match[str] | None:
    """The count that ends at an offset but for a blank."""
    return next((count for count in counts if 0 <= at - count.end() <= 1), None)


def times_of(count: re.Match[str]) -> float:
    """How often a match of :data:`COUNT` says."""
    if count["again"]:
        return 1
    said = count["once"] or count["often"]
    return _ONE_WORD[said.lower()] if said else number_of(count["n"])


def _each(length: re.Match[str]) -> float:
    if length["bare"]:
        return 3
    return in_months(number_of(length["len"]), length["unit"]) + more_months(length)
