"""Hourly rate. A salary, a scale, turnover, travel costs or a price per client is none; a wrong one is worse than none.

What an amount is of is told by its unit ("per uur"), its label, the words of its clause and its size; whether it is a
maximum by what stands before it, behind it, or is refused above it (:func:`indexer.parse.money.bounds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from indexer.parse import budget, facts
from indexer.parse import rate_words as words
from indexer.parse.candidate import ALONE, ALONE_WEIGHT, Candidate, Doc
from indexer.parse.corrections import corrections, role_of
from indexer.parse.layout import Layout
from indexer.parse.limits import named_ends
from indexer.parse.money import (
    CURRENCY,
    Money,
    bounds,
    is_refused_above,
    money_near,
    per,
    vat_of,
    vat_said,
)
from indexer.parse.numbers import parse_number, tidy
from indexer.parse.older import older_from
from indexer.parse.put_aside import unit_of_old
from indexer.parse.rate_labels import bare_piece, behind_facts, from_labels, from_pieces, is_past, two_ends
from indexer.parse.rate_units import (
    HIGHEST_BARE,
    HIGHEST_RATE,
    LOWEST_BARE,
    LOWEST_RATE,
    hourly,
    unit_before,
    unit_named,
)
from indexer.parse.stems import clause_at
from indexer.parse.subjects import is_of_other
from indexer.parse.vat import with_vat
from indexer.parse.windows import find_near
from indexer.record import Rate

_SIGN_BEHIND = re.compile(r"(?:,-+)? ?(?:€|euro)")
_RISES = 1.5  # times as much: as far as a rate may rise
_HIGHEST_ALONE = 160.0  # euro
_NEWER = 0.6  # goes before what the older message below says under a label
_MOST_AMOUNTS = 400  # no assignment names more

_STEMS = (*CURRENCY, *budget.STEMS, "p/u", "per uur", "p.u", "/u", "per hour", "an hour", "/hour", "p/h", "tarie", " rate", "uurprijs", "all in", "all-in", " ex ", " ex,", " ex.", " ex\n", " excl")  # fmt: skip


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``rate`` (euro an hour, VAT excluded) and ``budget_total`` (euro)."""
    layout: Layout = doc._.layout
    found = (amount for amount in money_near(layout.low, _STEMS, 40, 60) if amount.low >= LOWEST_RATE)
    amounts = list(islice(found, _MOST_AMOUNTS))
    labelled = list(from_labels(layout))
    pieces = list(from_pieces(layout))
    prose = list(_rate_from_prose(layout, amounts))
    stated = [
        *two_ends(labelled),
        *labelled,
        *two_ends(pieces),
        *pieces,
        *behind_facts(layout, amounts),
        *two_ends(prose),
        *prose,
        *_rate_from_award(layout, 0.85 if any(map(_has_two_ends, labelled)) else 0.91),
        *_spoken(layout),
        *_corrected(layout),
        *_put_aside(layout),
        *_bare(layout),
    ]
    stated += _with_bottom(layout, stated)
    stated = list(with_vat(layout, stated))
    fixed = any(candidate.value.min == candidate.value.max for candidate in stated)
    yield from map(_as_maximum, stated) if fixed and _is_called_maximum(layout) else stated
    older = older_from(layout.text) if stated else None
    if not stated:
        yield from _lone(layout, amounts)
    elif older is not None and all(candidate.start >= older for candidate in stated):
        above = _lone(layout, [amount for amount in amounts if amount.start < older])
        yield from (candidate._replace(weight=_NEWER) for candidate in above)
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
        if LOWEST_BARE <= value <= HIGHEST_BARE and words.SPOKEN_LEAD.search(said) and not layout.is_noise(match.start()):  # fmt: skip
            low = None if words.SPOKEN_TOP.search(said) else value
            first, last = clause_at(layout, match.start())
            if rate := hourly(low, value, None, vat_of(layout.low[first:last])):
                yield Candidate("rate", rate, match.start(), match.end("w"), "prose", 0.55)


def _corrected(layout: Layout) -> Iterator[Candidate]:
    """The new rate that goes without a sign of its own: ``noemden we 75 euro per uur. Dat is opgehoogd naar tachtig``."""
    for one in corrections(layout.low):
        start, end = one.new
        own = "€" in layout.low[max(start - 3, 0) : start] or _SIGN_BEHIND.match(layout.low, end)
        by_hour = "uur" in one.units or "tarie" in layout.low[max(one.start - _WORDS_BACK, 0) : one.end]
        of_money = ("€" in one.units or "euro" in one.units) and by_hour and not own
        if of_money and LOWEST_BARE <= one.value <= HIGHEST_BARE and not layout.is_noise(start):
            first, last = clause_at(layout, one.new[0])
            if rate := hourly(one.value, one.value, None, vat_said(layout.low, first, last)):
                yield Candidate("rate", rate, *one.new, "prose", 0.94)


def _put_aside(layout: Layout) -> Iterator[Candidate]:
    """The same behind an amount that was put aside: ``riep ik honderd euro per uur, dat neem ik terug: het plafond is 92``."""
    low = layout.low
    for new in unit_of_old(layout):
        first, last = clause_at(layout, new.start)
        told = (
            "uur" in low[max(new.old, 0) : new.start]
            or "tarie" in low[max(new.old - _WORDS_BACK, 0) : new.start]
        )
        if new.unit == "euro" and told and LOWEST_BARE <= new.value <= HIGHEST_BARE:
            top = words.TOP_IS.search(low, first, new.start) is not None
            if rate := hourly(None if top else new.value, new.value, None, vat_said(low, first, last)):
                yield Candidate("rate", rate, new.start, new.end, "prose", 0.94)


def _bare(layout: Layout) -> Iterator[Candidate]:
    """A rate without a word or sign: before a province, or alone in a header that tells the hours too."""
    figure, _ = facts.before_province(layout)
    if figure and not layout.is_noise(figure.start):
        amount = parse_number(figure.words)
        rate = hourly(amount, amount, None, None)
        if rate and rate.min is not None and LOWEST_BARE <= rate.min <= HIGHEST_BARE:
            yield Candidate("rate", rate, figure.start, figure.end, "form", 0.5)
    else:
        yield from bare_piece(layout)


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


# "Het dagtarief is exclusief btw. Dit bedraagt niet meer dan € 880."
_POINTS_BACK = re.compile(r"(?:dit|deze|dat|die|het) (?:bedrag |tarief |prijs )?(?:bedraagt|is|mag|ligt)\b")
_WORDS_BACK, _SENTENCE_BACK = 60, 150  # characters before an amount that tell what it is


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
        if not weight and amount.currency and amount.low >= LOWEST_BARE and is_refused_above(text, amount, start, end):  # fmt: skip
            weight = 0.5
        aside = label if key in ("free", "other") else ""
        if not weight or _is_of_else(layout, amount, aside, near, start, end):
            continue
        said = _said_from(text, amount, start)
        low, high = bounds(text, amount, said, end, label if key == "budget" else "")
        high, until = _risen(text, low, high, until, end)
        rate = hourly(low, high, unit or unit_named(near), vat_said(text, start, end))
        if rate:
            if amount.new or words.AMENDED.search(text, start, amount.start):
                weight = 0.94
            if words.OLD.search(near):
                weight = 0.3
            yield Candidate("rate", rate, amount.start, until, "prose", weight)


def _lone(layout: Layout, amounts: list[Money]) -> Iterator[Candidate]:
    """The last resort: the one amount of a text that is as high as an hour's pay, in a sentence of paying, for nothing else."""
    text, left = layout.low, []
    for amount in amounts:
        covering = layout.label_covering(amount.start)
        start, end = clause_at(layout, amount.start)
        if (
            not amount.currency
            or not LOWEST_BARE <= amount.low <= (amount.high or amount.low) <= _HIGHEST_ALONE
            or layout.is_noise(amount.start)
            or (covering is not None and covering.key in ("salary", "budget"))
            or per(text, amount.end)[0] is not None
            or not words.PAYS.search(text, start, end)
            or words.FOR_ELSE.search(text, start, end)
        ):
            continue
        near = text[max(start, amount.start - _WORDS_BACK) : amount.start]
        if not _is_of_else(layout, amount, "", near, start, end):
            left.append(
                (amount, hourly(*bounds(text, amount, start, end, ""), None, vat_said(text, start, end)))
            )
    if left and left[0][1] and all(rate == left[0][1] for _, rate in left):
        yield Candidate("rate", left[0][1], left[0][0].start, left[0][0].end, ALONE, ALONE_WEIGHT)


def _risen(
    text: str, low: float | None, high: float | None, until: int, end: int
) -> tuple[float | None, int]:
    """The upper end of a rate with what it may rise to, told behind it, and where those words end."""
    rises = words.RISES.match(text, until, end) if low is not None and low == high else None
    if low is None or rises is None:
        return high, until
    top = parse_number(rises["n"])
    return (top, rises.end()) if low < top <= _RISES * low else (high, until)


def _is_of_else(layout: Layout, amount: Money, aside: str, near: str, start: int, end: int) -> bool:
    """Whether an amount is paid for something else, to others, before, or is what the reader himself gave up."""
    text, near = layout.low, near.rsplit("; ", 1)[-1]
    if named := words.CALLED_RATE.search(near):  # "onze begroting laat een uurtarief van 78 euro toe"
        near = near[named.start() :]
    return bool(
        words.NO_RATE.search(aside + words.ASIDE.sub(" ", words.OR_SCALE.sub(" ", near)))
        or words.OTHER_AFTER.match(text, amount.end, end)
        or is_past(layout, amount, start, end)
        or is_of_other(text, start, end)
        or layout.says(words.OF_READER, start, end)
        or words.OTHER_PAYMENT.search(aside + text[start : amount.start])
    )


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
        if unit is None and amount.low >= LOWEST_BARE and words.OPENS_LINE.search(text, max(amount.start - 14, 0), amount.start) and words.EX_VAT.match(text, amount.end):  # fmt: skip
            return 0.5
        topped = LOWEST_BARE <= amount.low <= HIGHEST_BARE and (
            words.IS_TOP.match(text, amount.end) or words.TOP_IS.search(near)
        )
        return 0.55 if cued or topped or words.CUE_AFTER.match(text, amount.end) else 0.0
    if not (LOWEST_RATE if unit else LOWEST_BARE) <= amount.low <= HIGHEST_BARE:
        return 0.0
    before = text[amount.start - 1 : amount.start]
    if before.isalnum() or before in (".", ",", "-", "/", ":") or re.match(r"\s*%", text[amount.end : amount.end + 2]):  # fmt: skip
        return 0.0
    if unit == "hour":
        return 0.6
    opens = near.rstrip()[-1:] in ("", ".", "?", "!", ":")
    if unit is None and opens and words.TOP_BESIDE_VAT.match(text, amount.end):
        return 0.5
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
        by_hour = re.search(r"tarie|per uur|p/u|per hour|an hour|hourly|\brate", said)
        if by_hour or "€" in said and re.search(r"prijs|tarie|price", around):
            rate = hourly(ends.low, ends.high, None, vat_of(text[ends.end : ends.end + 80]))
            if rate and ends.low >= LOWEST_BARE and not layout.is_noise(ends.start):
                yield Candidate("rate", rate, ends.start, ends.end, "award-criteria", weight)
    for match in find_near(words.REFUSED, text, layout.low, ("onder", "lager ", "beneden", "below", "lower than"), 5, 120):  # fmt: skip
        start, end = clause_at(layout, match.start())
        rate = hourly(parse_number(match["a"]), parse_number(match["b"]), None, vat_of(text[start:end]))
        if rate and not layout.is_noise(match.start()):
            yield Candidate("rate", rate, match.start(), match.end(), "award-criteria", 0.8)
