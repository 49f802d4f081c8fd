"""Hourly rate. A salary, a scale, turnover, travel costs or a price per client is none; a wrong one is worse than none.

What an amount is of is told by its unit ("per uur"), its label, the words of its clause and its size; whether it is a
maximum by what stands before it, behind it, or is refused above it (:func:`indexer.parse.money.bounds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from indexer.parse import budget, facts
from indexer.parse import rate_words as words
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.corrections import role_of
from indexer.parse.hours_words import STATED
from indexer.parse.layout import Labelled, Layout
from indexer.parse.limits import named_ends, part_at
from indexer.parse.money import (
    CURRENCY,
    Money,
    Per,
    bounds,
    is_refused_above,
    money,
    money_near,
    per,
    vat_of,
    vat_said,
)
from indexer.parse.numbers import parse_number, tidy
from indexer.parse.rate_units import (
    HIGHEST_BARE,
    HIGHEST_RATE,
    LOWEST_RATE,
    hours_of,
    unit_before,
    unit_named,
    unit_said,
)
from indexer.parse.stems import clause_at
from indexer.parse.subjects import is_of_other
from indexer.parse.vat import VAT, with_vat
from indexer.parse.windows import find_near
from indexer.record import Rate

_MOST_AMOUNTS = 400  # no assignment names more
# A number that nothing calls money is taken for a rate only where rates of this market lie (euro an hour).
_LOWEST_BARE = 35.0

_FIGURE = re.compile(r"\d")
_OF_MONEY = re.compile(r"€|\beuro?\b|btw|vat\b|p/u|uur|p\.u|hour|tarief|\bmax\w*\.? \d+ (?:ex|all)")
_STEMS = (*CURRENCY, *budget.STEMS, "p/u", "per uur", "p.u", "/u", "per hour", "an hour", "/hour", "p/h", "tarie", " rate", "uurprijs", "all in", "all-in", " ex ", " ex,", " ex.", " ex\n", " excl")  # fmt: skip


def _rate(low: float | None, high: float | None, unit: Per | None, vat: str | None) -> Rate | None:
    """A rate per hour excluding VAT from amounts per hour or per ``unit``, or None where a figure is out of all proportion."""
    factor = 1 / hours_of(unit) / (VAT if vat == "incl" else 1.0)
    ends = [None if end is None else tidy(end * factor) for end in (low, high)]
    if ends == [None, None] or any(
        end is not None and not LOWEST_RATE <= end <= HIGHEST_RATE for end in ends
    ):
        return None
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        return None
    return Rate(ends[0], ends[1], vat)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``rate`` (euro an hour, VAT excluded) and ``budget_total`` (euro)."""
    layout: Layout = doc._.layout
    found = (amount for amount in money_near(layout.low, _STEMS, 40, 60) if amount.low >= LOWEST_RATE)
    amounts = list(islice(found, _MOST_AMOUNTS))
    labelled = list(_rate_from_labels(layout))
    pieces = list(_rate_from_pieces(layout))
    prose = list(_rate_from_prose(layout, amounts))
    stated = [
        *_two_ends(labelled),
        *labelled,
        *_two_ends(pieces),
        *pieces,
        *_rate_behind_facts(layout, amounts),
        *_two_ends(prose),
        *prose,
        *_rate_from_award(layout, 0.85 if any(map(_has_two_ends, labelled)) else 0.91),
        *_spoken(layout),
        *_bare(layout),
    ]
    stated += _with_bottom(layout, stated)
    stated = list(with_vat(layout, stated))
    fixed = any(candidate.value.min == candidate.value.max for candidate in stated)
    yield from map(_as_maximum, stated) if fixed and _is_called_maximum(layout) else stated
    yield from budget.read(layout, amounts)


def _with_bottom(layout: Layout, stated: list[Candidate]) -> list[Candidate]:
    """A maximum of one place and the lower end told in another are the two ends of one rate."""
    best = max(stated, key=lambda c: (c.weight, -c.start), default=None)
    if best is None or best.value.min is not None or best.value.max is None:
        return []
    stems = ("onderkant", "ondergrens", "bodem", "minimumtarief", "minimumprijs", "lower limit")
    for match in find_near(words.BOTTOM, layout.low, layout.low, stems, 2, 60):
        bottom = parse_number(match["a"])
        if LOWEST_RATE <= bottom < best.value.max and not layout.is_noise(match.start()):
            both = Rate(tidy(bottom), best.value.max, best.value.vat)
            return [best._replace(value=both, weight=best.weight + 0.01)]
    return []


def _spoken(layout: Layout) -> Iterator[Candidate]:
    for match in find_near(words.SPOKEN, layout.low, layout.low, ("tarie",), 2, 150):
        value = parse_number(match["w"])
        said = match["lead"] + "|" + match["rest"]
        if _LOWEST_BARE <= value <= HIGHEST_BARE and words.SPOKEN_LEAD.search(said) and not layout.is_noise(match.start()):  # fmt: skip
            low = None if words.SPOKEN_TOP.search(said) else value
            first, last = clause_at(layout, match.start())
            if rate := _rate(low, value, None, vat_of(layout.low[first:last])):
                yield Candidate("rate", rate, match.start(), match.end("w"), "prose", 0.55)


def _bare(layout: Layout) -> Iterator[Candidate]:
    """A rate without a word or sign: before a province, or alone in a header that tells the hours too."""
    figure, _ = facts.before_province(layout)
    alone = [
        (s, e) for s, e in layout.pieces() if e - s <= 6 and words.BARE_AMOUNT.fullmatch(layout.low, s, e)
    ]
    if len(alone) == 1 and any(e - s <= 45 and STATED.search(layout.low, s, e) for s, e in layout.pieces()):
        figure = facts.Figure(layout.low[slice(*alone[0])], *alone[0])
    if figure and not layout.is_noise(figure.start):
        rate = _rate(parse_number(figure.words), parse_number(figure.words), None, None)
        if rate and rate.min is not None and _LOWEST_BARE <= rate.min <= HIGHEST_BARE:
            yield Candidate("rate", rate, figure.start, figure.end, "form", 0.5)


def _is_called_maximum(layout: Layout) -> bool:
    for match in find_near(words.CALLED_MOST, layout.low, layout.low, ("tarief", "bedrag", "uurprijs", "rate"), 12, 110):  # fmt: skip
        said = re.search(r"\b(?:is|betreft|geldt|vormt|zijn)\b", match["between"])
        first, last = clause_at(layout, match.start())
        denied = re.search(r"\b(?:geen|niet|not|no)\b", match["between"])
        if said and not denied and not re.search(r"[\d€]", layout.low[first:last]) and not layout.is_noise(match.start()):  # fmt: skip
            return True
    return False


def _as_maximum(candidate: Candidate) -> Candidate:
    rate: Rate = candidate.value
    return candidate._replace(value=replace(rate, min=None)) if rate.min == rate.max else candidate


def _two_ends(labelled: list[Candidate]) -> Iterator[Candidate]:
    """A minimum under one label and a maximum under another, side by side, are the two ends of one rate."""
    for low, high in pairwise(sorted(labelled, key=lambda c: c.start)):
        ends: tuple[Rate, Rate] = (low.value, high.value)
        if ends[1].max is None or ends[0].min is None:
            ends = (ends[1], ends[0])
        if ends[0].max is None and ends[1].min is None and high.start - low.end < 40:
            bottom, top = ends[0].min, ends[1].max
            if bottom is not None and top is not None and bottom <= top:
                both = Rate(bottom, top, ends[0].vat or ends[1].vat)
                yield Candidate("rate", both, low.start, high.end, "label", 0.91)


def _rate_from_labels(layout: Layout) -> Iterator[Candidate]:
    text = layout.low
    for pair in filter(None, (_beside_a_scale(text, pair) for pair in layout.labelled("rate", "salary"))):
        label, value = pair.label.lower().replace("_", " ").strip('"'), text[pair.start : pair.end]
        vat = vat_of(label + " " + value)
        unit = unit_said(label, value)
        found = [
            m
            for m in money(text, pair.start, pair.end)
            if _is_of_label(text, pair, m)
            and not words.OLD.search(text[pair.start : m.start])
            and not _is_past(layout, m, *clause_at(layout, m.start))
            and not words.OTHER_PAYMENT.search(text[layout.line_at(m.start).content : m.start])
        ]
        # What is called money goes before a bare number, and a bare number counts only at the head of a value.
        ranked = [m for m in found if m.currency] or [m for m in found if m.start < pair.start + 60]
        for amount in ranked:
            stop = clause_at(layout, amount.start)[1]
            # "Max. tarief p/u": the word before the label that was known counts too.
            ahead = text[layout.line_at(pair.label_start).content : pair.label_start][-20:]
            low, high = bounds(text, amount, pair.start, stop, f"{ahead}{label}".replace("€", ""))
            if low == high and words.FROM_LABEL.search(label):  # above another that ends in "tot"
                high = None
            elif words.FROM_NOTHING.match(value):
                low = None
            rate = _rate(low, high, unit, vat)
            if rate:
                weight = 0.9 if amount.currency else 0.88
                end = max(amount.end, pair.start)
                yield Candidate("rate", rate, pair.label_start, end, "label", weight)
                break
            if not amount.currency:
                break


def _beside_a_scale(text: str, pair: Labelled) -> Labelled | None:
    """A pair without the scale or salary that its value tells besides the rate (``Schaal: 11, max. tarief 101``); None where it
    tells nothing else.
    """
    value = text[pair.start : pair.end]
    if pair.key == "rate" and not words.OF_SALARY.search(value):
        return pair
    rate = words.RATE_BESIDE.search(value)
    if rate is None or words.OF_SALARY.search(value, rate.start()):
        return None
    if pair.key == "salary" and "tarief" not in rate[0]:
        return None  # what somebody in service earns an hour
    return pair._replace(start=pair.start + rate.start(), text=pair.text[rate.start() :])


def _is_of_label(text: str, pair: Labelled, amount: Money) -> bool:
    """Whether an amount under a rate label is the rate, and not travel costs, a weight, an article or a month's pay."""
    before = text[max(pair.start, amount.start - 30) : amount.start]
    if per(text, amount.end)[0] == "other" or re.search(r"reiskost|per km|bruto|parke", before):
        return False
    if amount.currency:
        return True
    return (
        not words.NOT_A_FIGURE.search(text, pair.start, amount.start)
        and not re.match(r"[ \t]*(?:%|uur\b|punten|dagen|km\b|[-/:]\d|jan|feb|maa|mrt|mei|apr|ju|aug|sep|okt|nov|dec)", text[amount.end : amount.end + 8])
        and (amount.start == pair.start or text[amount.start - 1 : amount.start] not in ("-", "/", ":"))
    )  # fmt: skip


def _rate_from_pieces(layout: Layout) -> Iterator[Candidate]:
    text = layout.low
    for start, end in facts.pieces(layout):
        if end - start > 60 or layout.is_noise(start):
            continue
        if words.OTHER_PAYMENT.search(text[layout.line_at(start).content : start]):
            continue  # the price of a product, in the row that names it
        piece = text[start:end]
        if not _FIGURE.search(piece) or not _OF_MONEY.search(piece):
            continue
        found = list(money(text, start, end))
        if len(found) != 1 or per(text, found[0].end)[0] in ("other", "day", "half day"):
            continue
        rest = text[start : found[0].start] + " " + text[found[0].end : end]
        said = words.SAYS_RATE.search(rest)
        if re.search(r"[^\W_]", words.FILLING.sub(" ", rest)) or not (found[0].currency or said):
            continue
        if not found[0].currency and not _LOWEST_BARE <= found[0].low <= HIGHEST_BARE:
            continue
        below = _BOUND_BELOW.match(text, end)  # "€ 118" above "maximaal, per uur"
        rate = _rate(*bounds(text, found[0], start, below.end() if below else end), None, vat_of(piece))
        if rate and not re.search(r"\brond\b|\bca\b", rest):
            yield Candidate("rate", rate, start, end, "form", 0.66 if said else 0.56)
        elif rate:
            yield Candidate("rate", Rate(found[0].low, found[0].high or found[0].low, rate.vat), start, end, "form", 0.56)  # fmt: skip


# "Het dagtarief is exclusief btw. Dit bedraagt niet meer dan € 880."
_POINTS_BACK = re.compile(r"(?:dit|deze|dat|die|het) (?:bedrag |tarief |prijs )?(?:bedraagt|is|mag|ligt)\b")
_WORDS_BACK, _SENTENCE_BACK = 60, 150  # characters before an amount that tell what it is
_SAID_APART = re.compile(r"[:;] ")
_BOUND_BELOW = re.compile(r"\n(?:max\w*|min\w*|ten hoogste|vanaf)\b(?=[^\n]{0,40}$)", re.M)
# "Panningen 24 - 28 uur 6 maanden € 85 - € 95": facts that nothing parts, the last of them the rate.
_BEHIND_FACTS = re.compile(
    r"\d\s?(?:uur|uren|u/w|u p/w|hours|maanden|mnd|months|p/w|pw|per week|a week)\.?\s*$"
)


def _rate_behind_facts(layout: Layout, amounts: list[Money]) -> Iterator[Candidate]:
    """An amount at the end of a line of the header, right behind hours or a length."""
    for amount in amounts:
        if amount.start >= layout.header_end or not amount.currency or layout.is_noise(amount.start):
            continue
        line = layout.line_at(amount.start)
        rest = layout.low[amount.end : line.end]
        if (
            line.end - line.content <= 160
            and _BEHIND_FACTS.search(layout.low, line.content, amount.start)
            and not re.search(r"[^\W_]", words.FILLING.sub(" ", rest))
            and layout.label_covering(amount.start) is None
            and (rate := _rate(*bounds(layout.low, amount, line.content, line.end), None, vat_of(rest)))
        ):
            yield Candidate("rate", rate, amount.start, amount.end, "form", 0.54)


def _rate_from_prose(layout: Layout, amounts: list[Money]) -> Iterator[Candidate]:
    text = layout.low
    for amount in amounts:
        highest = HIGHEST_RATE * 10 if amount.currency else HIGHEST_BARE
        if amount.low > highest or layout.is_noise(amount.start):
            continue
        unit, until = per(text, amount.end)
        covering = layout.label_covering(amount.start)
        key, label = (covering.key, covering.label.lower() + ": ") if covering is not None else ("", "")
        if (
            covering
            and key == "budget"
            and words.HOUR_LABEL.search(label + text[covering.start : amount.start])
        ):
            unit = "hour"
        if unit == "other" or key == "salary" or key == "budget" and unit != "hour":
            continue
        start, end = clause_at(layout, amount.start)
        if role_of(text, amount.start, amount.end) == "new":
            amount = amount._replace(new=True)
        # "Wat schuift het? € 88": the question belongs to its answer.
        asked = layout.line_at(amount.start).content if start == amount.start else start
        back = _WORDS_BACK
        if _POINTS_BACK.match(text, start):
            asked, back = layout.line_at(start).content, _SENTENCE_BACK
        near = text[max(asked, amount.start - back) : amount.start]
        unit = unit or unit_before(amount, near)
        weight = _prose_weight(text, amount, unit, near)
        if not weight and amount.currency and amount.low >= _LOWEST_BARE and is_refused_above(text, amount, start, end):  # fmt: skip
            weight = 0.5
        aside = label if key in ("free", "other") else ""
        if not weight or _is_of_else(layout, amount, aside, near, start, end):
            continue
        said = _said_from(text, amount, start)
        low, high = bounds(text, amount, said, end, label if key == "budget" else "")
        rate = _rate(low, high, unit or unit_named(near), vat_said(text, start, end))
        if rate:
            if amount.new or words.AMENDED.search(text, start, amount.start):
                weight = 0.94
            if words.OLD.search(near):
                weight = 0.3
            yield Candidate("rate", rate, amount.start, until, "prose", weight)


def _is_of_else(layout: Layout, amount: Money, aside: str, near: str, start: int, end: int) -> bool:
    """Whether an amount is paid for something else, to others, before, or is what the reader himself gave up."""
    text = layout.low
    return bool(
        words.NO_RATE.search(aside + words.ASIDE.sub(" ", words.OR_SCALE.sub(" ", near)))
        or words.OTHER_AFTER.match(text, amount.end, end)
        or _is_past(layout, amount, start, end)
        or is_of_other(text, start, end)
        or layout.says(words.OF_READER, start, end)
        or words.OTHER_PAYMENT.search(aside + text[start : amount.start])
    )


def _is_past(layout: Layout, amount: Money, start: int, end: int) -> bool:
    """Whether an amount is what was paid before, or what another replaces: said of its part of the clause, or of all of it."""
    text = layout.low
    if role_of(text, amount.start, amount.end) == "old":
        return True
    part = part_at(text, amount.start, start, end)
    if words.PAST.search(text, *part):
        return True
    said = _SAID_APART.search(text, amount.end, end)  # "... is het maximum: vorige keer vielen er drie op af"
    stop = said.start() if said else end
    return words.PAST.search(text, start, stop) is not None and not words.NOW.search(text, *part)


def _said_from(text: str, amount: Money, start: int) -> int:
    """Where the sentence of an amount starts; ``Max.`` before the amount ends none."""
    cut = words.CUT_OFF.search(text, max(start - 8, 0), start) if start == amount.start else None
    return cut.start() if cut else start


def _prose_weight(text: str, amount: Money, unit: str | None, near: str) -> float:
    """How sure it is that an amount in a sentence is the rate of this work, 0 for not at all."""
    if amount.currency:
        cued = unit not in ("day", "half day") and words.RATE_CUE.search(near) is not None
        if unit == "hour":
            return 0.75 if cued else 0.7
        if unit in ("day", "half day"):
            return 0.62
        if unit is None and amount.low >= _LOWEST_BARE and words.OPENS_LINE.search(text, max(amount.start - 14, 0), amount.start) and words.EX_VAT.match(text, amount.end):  # fmt: skip
            return 0.5
        topped = _LOWEST_BARE <= amount.low <= HIGHEST_BARE and (
            words.IS_TOP.match(text, amount.end) or words.TOP_IS.search(near)
        )
        return 0.55 if cued or topped or words.CUE_AFTER.match(text, amount.end) else 0.0
    if not (LOWEST_RATE if unit else _LOWEST_BARE) <= amount.low <= HIGHEST_BARE:
        return 0.0
    before = text[amount.start - 1 : amount.start]
    if before.isalnum() or before in (".", ",", "-", "/", ":") or re.match(r"\s*%", text[amount.end : amount.end + 2]):  # fmt: skip
        return 0.0
    if unit == "hour":
        return 0.6
    if (
        unit is None
        and (not near.strip() or words.BOUNDED.search(near))
        and words.ALL_IN.match(text, amount.end)
    ):
        return 0.5
    return (
        0.55 if unit is None and words.TARIFF.search(near) and words.GOES_ON.match(text, amount.end) else 0.0
    )


def _has_two_ends(candidate: Candidate) -> bool:
    rate: Rate = candidate.value
    return None not in (rate.min, rate.max) and rate.min != rate.max


def _rate_from_award(layout: Layout, weight: float) -> Iterator[Candidate]:
    """A minimum and maximum price among the award criteria (``Minimaal: € 90,00`` above ``Maximaal: € 110,00``): they say more
    than one figure under a label, and less than its own two ends.
    """
    text = layout.low
    for ends in named_ends(text):
        section = layout.section_at(ends.start)
        around = section.heading.lower() + " " + text[max(section.start, ends.start - 120) : ends.end]
        said = ends.words + text[ends.start : ends.end]
        hourly = re.search(r"tarie|per uur|p/u|per hour|an hour|hourly|\brate", said)
        if hourly or "€" in said and re.search(r"prijs|tarie|price", around):
            rate = _rate(ends.low, ends.high, None, vat_of(text[ends.end : ends.end + 80]))
            if rate and ends.low >= _LOWEST_BARE and not layout.is_noise(ends.start):
                yield Candidate("rate", rate, ends.start, ends.end, "award-criteria", weight)
    for match in find_near(words.REFUSED, text, layout.low, ("onder", "lager ", "beneden", "below", "lower than"), 5, 120):  # fmt: skip
        start, end = clause_at(layout, match.start())
        rate = _rate(parse_number(match["a"]), parse_number(match["b"]), None, vat_of(text[start:end]))
        if rate and not layout.is_noise(match.start()):
            yield Candidate("rate", rate, match.start(), match.end(), "award-criteria", 0.8)
