"""Hourly rates that stand apart: under a label, in a piece of a header, or at the end of a row of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from indexer.parse import facts
from indexer.parse import rate_words as words
from indexer.parse.candidate import Candidate
from indexer.parse.corrections import role_of
from indexer.parse.hours_words import STATED
from indexer.parse.layout import Labelled, Layout
from indexer.parse.limits import part_at
from indexer.parse.money import Money, bounds, money, per, vat_of
from indexer.parse.numbers import parse_number
from indexer.parse.rate_units import HIGHEST_BARE, LOWEST_BARE, hourly, unit_said
from indexer.parse.stems import clause_at
from indexer.record import Rate

_FIGURE = re.compile(r"\d")
_OF_MONEY = re.compile(r"€|\beuro?\b|btw|vat\b|p/u|uur|p\.u|hour|tarief|all-?in\b|\bmax\w*\.? \d+ (?:ex|all)")
_LONGEST_BARE, _LONGEST_HOURS = 15, 45  # characters of a piece
_SAID_APART = re.compile(r"[:;] ")
_BOUND_BELOW = re.compile(
    r"\n(?:(?:uur)?tarief \(|rate \()?(?:max\w*|min\w*|ten hoogste|vanaf)\b(?=[^\n]{0,40}$)", re.M
)

# "Panningen 24 - 28 uur 6 maanden € 85 - € 95": facts that nothing parts, the last of them the rate.
_BEHIND_FACTS = re.compile(
    r"\d\s?(?:uur|uren|u/w|u p/w|hours|maanden|mnd|months|p/w|pw|per week|a week)\.?\s*$"
)


def two_ends(labelled: list[Candidate]) -> Iterator[Candidate]:
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


def from_labels(layout: Layout) -> Iterator[Candidate]:
    text = layout.low
    told = [
        pair for pair in layout.labelled("rate", "salary", "other") if pair.key != "other" or _is_bound(pair)
    ]
    for pair in filter(None, (_beside_a_scale(text, pair) for pair in told)):
        label, value = pair.label.lower().replace("_", " ").strip('"'), text[pair.start : pair.end]
        vat = vat_of(label + " " + value)
        unit = unit_said(label, value)
        found = [
            m
            for m in money(text, pair.start, pair.end)
            if _is_of_label(text, pair, m)
            and not words.OLD.search(text[pair.start : m.start])
            and not is_past(layout, m, *clause_at(layout, m.start))
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
            rate = hourly(low, high, unit, vat)
            if rate:
                weight = 0.9 if amount.currency else 0.88
                end = max(amount.end, pair.start)
                yield Candidate("rate", rate, pair.label_start, end, "label", weight)
                break
            if not amount.currency:
                break


# "Maximaal: 105 euro": a word for a bound alone is the label of an amount as high as an hour's pay.
_BOUND = re.compile(r"(?:max(?:imaal|imum)?|ten hoogste|hooguit|tot maximaal)\.?", re.I)
_AN_HOUR = re.compile(
    r"(?:€ ?|eur ?)[3-9]\d(?![\d.])|(?:€ ?|eur ?)1\d\d(?![\d.])|(?:[3-9]\d|1\d\d)(?:,\d\d|,-)? ?(?:€|euro\b)",
    re.I,
)


def _is_bound(pair: Labelled) -> bool:
    return _BOUND.fullmatch(pair.label.strip(" :")) is not None and _AN_HOUR.match(pair.text) is not None


def _beside_a_scale(text: str, pair: Labelled) -> Labelled | None:
    """A pair without the scale or salary that its value tells besides the rate (``Schaal: 11, max. tarief 101``); None where it
    tells nothing else.
    """
    value = text[pair.start : pair.end]
    if pair.key != "salary" and not words.OF_SALARY.search(value):
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


_ALL_IN = re.compile(r"\ball-?in\b")
# "dagprijs 760 ex btw": the word tells what the bare figure is.
_DAY_PIECE = re.compile(
    r"(?P<max>(?:max\.?|maximale?|maximaal|maximum) )?(?:dagprijs|dagtarief|day rate)\s*:?\s*(?:max\.? |maximaal )?(?:€ ?)?(?P<a>\d{3,4})(?:,-|[.,]00)?(?: \(?(?:ex|in)c?l?\w*\.?(?: (?:btw|vat))?\)?)?"
)


def from_pieces(layout: Layout) -> Iterator[Candidate]:
    text = layout.low
    for start, end in facts.pieces(layout):
        if end - start > 60 or layout.is_noise(start):
            continue
        if words.OTHER_PAYMENT.search(text[layout.line_at(start).content : start]):
            continue  # the price of a product, in the row that names it
        piece = text[start:end]
        if day := _DAY_PIECE.fullmatch(piece):
            amount = parse_number(day["a"])
            if rate := hourly(None if day["max"] else amount, amount, "day", vat_of(piece)):
                yield Candidate("rate", rate, start, end, "form", 0.66)
            continue
        if not _FIGURE.search(piece) or not _OF_MONEY.search(piece):
            continue
        found = list(money(text, start, end))
        if len(found) != 1 or per(text, found[0].end)[0] in ("other", "day", "half day"):
            continue
        rest = text[start : found[0].start] + " " + text[found[0].end : end]
        said = words.SAYS_RATE.search(rest) or _ALL_IN.search(rest)
        if re.search(r"[^\W_]", words.FILLING.sub(" ", rest)) or not (found[0].currency or said):
            continue
        if not found[0].currency and not LOWEST_BARE <= found[0].low <= HIGHEST_BARE:
            continue
        below = _BOUND_BELOW.match(text, end)  # "€ 118" above "maximaal, per uur"
        rate = hourly(*bounds(text, found[0], start, below.end() if below else end), None, vat_of(piece))
        if rate and not re.search(r"\brond\b|\bca\b", rest):
            yield Candidate("rate", rate, start, end, "form", 0.66 if said else 0.56)
        elif rate:
            yield Candidate("rate", Rate(found[0].low, found[0].high or found[0].low, rate.vat), start, end, "form", 0.56)  # fmt: skip


def bare_piece(layout: Layout) -> Iterator[Candidate]:
    """The one piece of a header that tells the hours too whose figures alone say that it is a rate: ``78,50``, ``85-95``."""
    text = layout.low
    pieces = layout.pieces()
    found = [
        match
        for s, e in pieces
        if e - s <= _LONGEST_BARE and (match := words.BARE_AMOUNT.fullmatch(text, s, e))
    ]
    if len(found) != 1 or not any(e - s <= _LONGEST_HOURS and STATED.search(text, s, e) for s, e in pieces):
        return
    amount = found[0]
    low, high = amount["low"] or amount["amount"], amount["high"] or amount["most"] or amount["amount"]
    rate = hourly(parse_number(low) if low else None, parse_number(high), None, None)
    ends = [end for end in (rate.min, rate.max) if end is not None] if rate else []
    in_order = ends and LOWEST_BARE <= ends[0] <= ends[-1] <= min(HIGHEST_BARE, 2 * ends[0])
    if rate and in_order and not layout.is_noise(amount.start()):
        yield Candidate("rate", rate, *amount.span(), "form", 0.5)


def behind_facts(layout: Layout, amounts: list[Money]) -> Iterator[Candidate]:
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
            and (rate := hourly(*bounds(layout.low, amount, line.content, line.end), None, vat_of(rest)))
        ):
            yield Candidate("rate", rate, amount.start, amount.end, "form", 0.54)


def is_past(layout: Layout, amount: Money, start: int, end: int) -> bool:
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
