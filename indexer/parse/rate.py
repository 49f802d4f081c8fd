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
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.corrections import role_of
from indexer.parse.hours_words import OWN_PAST, STATED
from indexer.parse.layout import Labelled, Layout
from indexer.parse.limits import named_ends, part_at
from indexer.parse.money import CURRENCY, Money, bounds, is_refused_above, money, money_near, per, vat_of
from indexer.parse.numbers import HUNDREDS_PATTERN, NUMBER_PATTERN, parse_number, tidy
from indexer.parse.stems import clause_at
from indexer.parse.windows import find_near
from indexer.record import Rate

LOWEST_RATE, HIGHEST_RATE = 20.0, 400.0
_MOST_AMOUNTS = 400  # no assignment names more
VAT = 1.21  # the Dutch general rate, Wet op de omzetbelasting 1968, art. 9
# A number that nothing calls money is taken for a rate only where rates of this market lie (euro an hour).
_LOWEST_BARE, _HIGHEST_BARE = 35.0, 250.0

_STEMS = (*CURRENCY, *budget.STEMS, "p/u", "per uur", "p.u", "/u", "per hour", "an hour", "/hour", "p/h", "tarie", " rate", "uurprijs", "all in", "all-in", " ex ", " ex,", " ex.", " ex\n", " excl")  # fmt: skip
_NO_RATE = re.compile(
    r"salaris|bruto|\bschaal\b|loon|reiskost|kilometer|\bkm\b|omzet|begroting|subsidie|boete|per maand|eigen bijdrage|uitkering|korting|voorbeeld\w* (?:tarief|offerte)",
)
# What was paid before, to somebody or for other work.
_PAST = re.compile(
    rf"{OWN_PAST.pattern}|\b(?:vorige? (?:jaar|keer|opdracht)|toen|destijds)\b|\b(?:eerder|voorheen) (?:ging|gingen|werd|werden|was|betaald\w*|kreeg|gold)\b|\blast (?:year|time)\b|\b(?:betaalden|kreeg|rekenden|verdiende) (?:we|wij|ze|zij|hij)\b|\b(?:we|wij|ze) (?:betaalden|rekenden)\b"
)
_NOW = re.compile(
    r"\b(?:nu|thans|voortaan|dit keer|deze keer|ditmaal|nieuwe?|now|this time|today|currently|new)\b"
)
# What the reader told of himself: a profile, the alerts of a portal.
_OF_READER = re.compile(
    r"\b(?:ingeschreven|geregistreerd|ingesteld|aangemeld|opgegeven) (?:bent|hebt|heeft|staat|met)\b|\b(?:uw|je|jouw|mijn) (?:profiel|voorkeur\w*|zoekopdracht|filters?|alert)\b|\bvoorkeur(?:en)? voor\b[^.;]{0,40}\btarief|\byour (?:profile|preferences|alert)\b",
)
# Who else is paid, or what else is: told of before the amount, in the same sentence.
_OTHER_PAYMENT = re.compile(
    r"reistijd|\baanbieders?\b|\bvoorbeeld|\bgemiddelde?\b[^.]{0,40}\b(?:ontvangen|(?:vragen|vroegen) (?:zzp|freelanc|zelfst|interim)|verdienen|rekenen|liggen?|ligt|tarie\w+|uurtarie\w+)|bemiddelings\w+|"
    r"\bcommissie\b|\bhulp bij het huishouden|huishoudelijke|eigen bijdrage|\bpgb\b|onkosten|parke+r|\bdeelname\b|\bzorgaanbieders?\b|\bwachtdienst|\bleges\b|\b(?:service|bureau|broker)\w*[- ]?(?:kosten|fee|marge)|"
    r"\b(?:wij|we|ik) rekenen een fee|\bmarge\b|\bper (?:cliënt|jeugdige|inwoner)\b|\bboete|\bhuur\b|opleidingsbudget|\bbijdrage van|begeleiding (?:individueel|groep)|productcode|\bzaal\b|huidige (?:uur)?tarief|dagbesteding|\bkosten voor\b|\bkost (?:al|gemiddeld|ongeveer)\b|kinderopvang|minimumloon|cursus|workshop|\b(?:begeleiding|behandeling|zorg|hulp|traject|plek|plaats)\b[^.;]{0,20}\bkost",
)
_OTHER_AFTER = re.compile(r"[^.]{0,25}\b(?:aan omzet|omzet|begroting|subsidie|uitkering|loon)\b|[^.;]{0,60}\bzorgaanbieders\b|\s*(?:per uur)?\s*(?:bruto|aan (?:marge|fee|commissie)|reiskosten)|[^.;]{0,20}productcode|\s*(?:per uur|p/u|an hour|per hour)? (?:die|dat|that|which) (?:wij|we|de broker|het bureau|the broker) (?:\w+ ){0,3}(?:klant|opdrachtgever|gemeente|client)\w*\b")  # fmt: skip
_ASIDE = re.compile(r"\([^()]*\)")
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|opgehoogd|rectificatie|correctie|changed|amended|increased|raised",
)
_OLD = re.compile(
    r"\b(?:was|eerder|voorheen|oorspronkelijk|oud|previously|formerly|in plaats van|i\.p\.v\.|ipv|instead of|niet langer)\b[^\d]{0,15}$",
)
_NOT_A_FIGURE = re.compile(
    r"\b(?:zie|bijlage|artikel|art|paragraaf|par|tel|blz|pagina|punt(?:en)?|fase|schaal|weegt|weging|perceel)\b",
)
_RATE_CUE = re.compile(
    r"tarie|per uur|p/u|uurprijs|\bhourly\b|uurvergoeding|\brates?\b|per hour|an hour|vergoeding|prijs|\bfee\b|all-?in|honorarium|\bcenten\b|schuift|verdient het|\bwij betalen|\bwe betalen|\bwe pay"
)  # fmt: skip
# "... is echt de bovengrens qua tarief": the cue right behind the amount.
_CUE_AFTER = re.compile(
    r"[^.;\d€]{0,45}\b(?:uur)?tarief\b|(?: per uur)? (?:vragen|factureren|offreren|in rekening brengen)\b",
)
# "88 euro is de max": what only a rate is said to be, where the amount has the size of one.
_IS_TOP = re.compile(
    r"(?: per uur| p/u)? is (?:\w+ )?(?:de|het|ons|onze) (?:max\w*|plafond|grens|limiet|bovengrens|top)\b"
)
# A number that nothing calls money, right behind the word for a rate.
_TARIFF = re.compile(
    r"(?:\b(?:ze|we|wij) (?:betalen|bieden)(?: (?:max\w*\.?|tot|rond|ongeveer|hooguit))* $|\b(?:max\w*\.? )?(?:uur)?tarie(?:f|ven)|\buurprijs|\b(?:hourly )?rate)\b(?:\s+(?:is|van|ligt|bedraagt|rond|tussen|de|max\w*\.?|tot|op|zo['’]n|circa|ca\.?|denk aan|denken we aan|of|staat|vast|up to|at|between|om en nabij|ongeveer|iets|hooguit|ten hoogste|gaat))*\s*[:=]?\s*$",
)
# The hour before the amount: "voor elk uur betalen wij 58 euro", "per uur krijg je".
_HOURLY_BEFORE = re.compile(
    r"\b(?:(?:voor )?(?:elk|ieder|een|per|je|jouw) (?:gewerkt )?uur|per hour|(?:for )?(?:an|every|each) hour)\b(?: [a-zà-ÿ'’]+){0,7}[ :]*$",
)
# "max 90 all in": a bound before the number and what it holds behind it.
_BOUNDED = re.compile(r"\b(?:max\w*\.?|tot|rond|tussen|hooguit|up to)\s*(?:de )?$")
_ALL_IN = re.compile(r"(?:,-)?\s*\(?(?:all-?\s?in\b|ex\b|excl\w*|incl\w* (?:btw|reis))")
_GOES_ON = re.compile(r"\s*(?:$|[.,;)(|\n]|ex|incl|euro|all|per uur|p/u|max|excl|is|en |maar|plus|\+)")
_CUT_OFF = re.compile(r"\b(?:max|min)\.\s+$")
# An amount that opens a line and is without VAT: "- € 85 tot € 98 ex btw, afhankelijk van ervaring".
_OPENS_LINE = re.compile(r"(?:^|\n)[^\w\n]*$")
_EX_VAT = re.compile(r"(?:,-)?\s*\(?(?:ex|excl\w*)\.? (?:btw|vat)\b(?!\s*(?:per|/))")
_HOUR_LABEL = re.compile(r"\buur|p/u|hour")
_DAY_LABEL = re.compile(r"\bdag|\bday|\bdaily")
_PER_DAY_IN = re.compile(r"per (?:werk)?dag|/dag|per day|p/d|a day")


def _rate(low: float | None, high: float | None, per_day: bool, vat: str | None) -> Rate | None:
    """A rate per hour excluding VAT, or None where a figure is out of all proportion."""
    factor = (1 / 8 if per_day else 1.0) / (VAT if vat == "incl" else 1.0)
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
    stated = [
        *_two_ends(labelled),
        *labelled,
        *_two_ends(pieces),
        *pieces,
        *_rate_from_prose(layout, amounts),
        *_rate_from_award(layout),
        *_spoken(layout),
        *_bare(layout),
    ]
    stated += _with_bottom(layout, stated)
    fixed = any(candidate.value.min == candidate.value.max for candidate in stated)
    yield from map(_as_maximum, stated) if fixed and _is_called_maximum(layout) else stated
    yield from budget.read(layout, amounts)


# The lower end of what may be offered, told apart from the upper one: "onderkant bandbreedte EUR 84,00".
_BOTTOM = re.compile(
    rf"\b(?:onderkant|ondergrens|bodem(?:tarief|prijs)?|minimum(?:tarief|prijs)|lower limit)\b[^\d€.;\n]{{0,30}}(?:€|eur|euro)\s*(?P<a>{NUMBER_PATTERN})",
)


def _with_bottom(layout: Layout, stated: list[Candidate]) -> list[Candidate]:
    """A maximum of one place and the lower end told in another are the two ends of one rate."""
    best = max(stated, key=lambda c: (c.weight, -c.start), default=None)
    if best is None or best.value.min is not None or best.value.max is None:
        return []
    stems = ("onderkant", "ondergrens", "bodem", "minimumtarief", "minimumprijs", "lower limit")
    for match in find_near(_BOTTOM, layout.low, layout.low, stems, 2, 60):
        bottom = parse_number(match["a"])
        if LOWEST_RATE <= bottom < best.value.max and not layout.is_noise(match.start()):
            both = Rate(tidy(bottom), best.value.max, best.value.vat)
            return [replace(best, value=both, weight=best.weight + 0.01)]
    return []


# "Tarief, honderdvijf was het hoogste": an amount in words alone, behind the word for a rate.
_SPOKEN = re.compile(
    rf"\btarie(?:f|ven)\b(?P<lead>[^.;:\d€]{{0,60}}?)\b(?P<w>(?>{HUNDREDS_PATTERN}))\b(?!\s*(?:uur|dag|week|weken|maand|jaar|procent|[a-zà-ÿ]+en\b))(?P<rest>[^.;\d€]{{0,50}})"
)
_SPOKEN_LEAD = re.compile(
    r"\b(?:is|was|max\w*|tot|hoger|hoogste|boven\w*|plafond|verder|staat|ligt|zit|rond|kan|kon)\b"
)
_SPOKEN_TOP = re.compile(r"\b(?:max\w*|tot|hoger|hoogste|bovengrens|plafond|verder|meer)\b")


def _spoken(layout: Layout) -> Iterator[Candidate]:
    for match in find_near(_SPOKEN, layout.low, layout.low, ("tarie",), 2, 150):
        value = parse_number(match["w"])
        said = match["lead"] + "|" + match["rest"]
        if _LOWEST_BARE <= value <= _HIGHEST_BARE and _SPOKEN_LEAD.search(said) and not layout.is_noise(match.start()):  # fmt: skip
            low = None if _SPOKEN_TOP.search(said) else value
            first, last = clause_at(layout, match.start())
            if rate := _rate(low, value, False, vat_of(layout.low[first:last])):
                yield Candidate("rate", rate, match.start(), match.end("w"), "prose", 0.55)


_BARE_AMOUNT = re.compile(r"\d{2,3},\d\d")


def _bare(layout: Layout) -> Iterator[Candidate]:
    """A rate without a word or sign: before a province, or alone in a header that tells the hours too."""
    figure, _ = facts.before_province(layout)
    alone = [(s, e) for s, e in layout.pieces() if e - s <= 6 and _BARE_AMOUNT.fullmatch(layout.low, s, e)]
    if len(alone) == 1 and any(e - s <= 45 and STATED.search(layout.low, s, e) for s, e in layout.pieces()):
        figure = facts.Figure(layout.low[slice(*alone[0])], *alone[0])
    if figure and not layout.is_noise(figure.start):
        rate = _rate(parse_number(figure.words), parse_number(figure.words), False, None)
        if rate and rate.min is not None and _LOWEST_BARE <= rate.min <= _HIGHEST_BARE:
            yield Candidate("rate", rate, figure.start, figure.end, "form", 0.5)


# A sentence without an amount that says of the rate named elsewhere: "Het genoemde tarief is een maximum."
_CALLED_MOST = re.compile(
    r"\b(?:\w*tarief|bedrag|uurprijs|rate)\b(?P<between>[^.;\d€\n]{0,80})\b(?:maximum\b|hoogste (?:bedrag|tarief|prijs)|plafond\b|bovengrens|ceiling\b)(?! tarief)",
)


def _is_called_maximum(layout: Layout) -> bool:
    for match in find_near(_CALLED_MOST, layout.low, layout.low, ("tarief", "bedrag", "uurprijs", "rate"), 12, 110):  # fmt: skip
        said = re.search(r"\b(?:is|betreft|geldt|vormt|zijn)\b", match["between"])
        first, last = clause_at(layout, match.start())
        denied = re.search(r"\b(?:geen|niet|not|no)\b", match["between"])
        if said and not denied and not re.search(r"[\d€]", layout.low[first:last]) and not layout.is_noise(match.start()):  # fmt: skip
            return True
    return False


def _as_maximum(candidate: Candidate) -> Candidate:
    rate: Rate = candidate.value
    return replace(candidate, value=replace(rate, min=None)) if rate.min == rate.max else candidate


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
    for pair in layout.labelled("rate"):
        label, value = pair.label.lower(), text[pair.start : pair.end]
        if re.search(r"salaris|\bschaal\b|bruto|per maand", value):
            continue
        vat = vat_of(label + " " + value)
        per_day = bool(_DAY_LABEL.search(label) or _PER_DAY_IN.search(value))
        found = [
            m
            for m in money(text, pair.start, pair.end)
            if _is_of_label(text, pair, m)
            and not _OLD.search(text[pair.start : m.start])
            and not _is_past(layout, m, *clause_at(layout, m.start))
            and not _OTHER_PAYMENT.search(text[layout.line_at(m.start).content : m.start])
        ]
        # What is called money goes before a bare number, and a bare number counts only at the head of a value.
        ranked = [m for m in found if m.currency] or [m for m in found if m.start < pair.start + 60]
        for amount in ranked:
            stop = clause_at(layout, amount.start)[1]
            # "Max. tarief p/u": the word before the label that was known counts too.
            ahead = text[layout.line_at(pair.label_start).content : pair.label_start][-20:]
            low, high = bounds(text, amount, pair.start, stop, f"{ahead}{label}".replace("€", ""))
            rate = _rate(low, high, per_day, vat)
            if rate:
                weight = 0.9 if amount.currency else 0.88
                end = max(amount.end, pair.start)
                yield Candidate("rate", rate, pair.label_start, end, "label", weight)
                break
            if not amount.currency:
                break


def _is_of_label(text: str, pair: Labelled, amount: Money) -> bool:
    """Whether an amount under a rate label is the rate, and not travel costs, a weight, an article or a month's pay."""
    before = text[max(pair.start, amount.start - 30) : amount.start]
    if per(text, amount.end)[0] == "other" or re.search(r"reiskost|per km|bruto|parke", before):
        return False
    if amount.currency:
        return True
    return (
        not _NOT_A_FIGURE.search(text, pair.start, amount.start)
        and not re.match(r"[ \t]*(?:%|uur\b|punten|dagen|km\b|[-/:]\d|jan|feb|maa|mrt|mei|apr|ju|aug|sep|okt|nov|dec)", text[amount.end : amount.end + 8])
        and text[amount.start - 1 : amount.start] not in ("-", "/", ":")
    )  # fmt: skip


_HOURLY_WORDS = r"(?:per|p\.?/?|/|an?|in het)\s*(?:uur|u\b\.?|hour|hr)"
# All that may stand beside an amount in a piece that is a rate and no more: "max. € 80 p/u ex btw".
_FILLING = re.compile(
    rf"\b(?:uur)?tarief\b|\brate\b|\btot\b|niet hoger dan|hooguit|ten hoogste|\bmax\w*|\bup to\b|\brond\b|\bde\b|\bca\b|circa|indicatie|{_HOURLY_WORDS}|\bex(?:cl\w*)?\b|\bincl\w*|\bbtw\b|\bvat\b|all-?in|\btussen\b|\bmin\w*|\bvanaf\b|marktconform",
)
_SAYS_RATE = re.compile(rf"{_HOURLY_WORDS}|\bbtw\b|\bvat\b|\ball-?in\b|tarief|\brate\b|\bex\b")


def _rate_from_pieces(layout: Layout) -> Iterator[Candidate]:
    text = layout.low
    for start, end in facts.pieces(layout):
        if end - start > 60 or layout.is_noise(start):
            continue
        if _OTHER_PAYMENT.search(text[layout.line_at(start).content : start]):
            continue  # the price of a product, in the row that names it
        piece = text[start:end]
        if not re.search(r"\d", piece) or not re.search(r"€|\beuro?\b|btw|vat\b|p/u|uur|p\.u|hour|tarief|\bmax\w*\.? \d+ (?:ex|all)", piece):  # fmt: skip
            continue
        found = list(money(text, start, end))
        if len(found) != 1 or per(text, found[0].end)[0] in ("other", "day"):
            continue
        rest = text[start : found[0].start] + " " + text[found[0].end : end]
        said = _SAYS_RATE.search(rest)
        if re.search(r"[^\W_]", _FILLING.sub(" ", rest)) or not (found[0].currency or said):
            continue
        if not found[0].currency and not _LOWEST_BARE <= found[0].low <= _HIGHEST_BARE:
            continue
        rate = _rate(*bounds(text, found[0], start, end), False, vat_of(piece))
        if rate and not re.search(r"\brond\b|\bca\b", rest):
            yield Candidate("rate", rate, start, end, "form", 0.66 if said else 0.56)
        elif rate:
            yield Candidate("rate", Rate(found[0].low, found[0].high or found[0].low, rate.vat), start, end, "form", 0.56)  # fmt: skip


def _rate_from_prose(layout: Layout, amounts: list[Money]) -> Iterator[Candidate]:
    text = layout.low
    for amount in amounts:
        highest = HIGHEST_RATE * 10 if amount.currency else _HIGHEST_BARE
        if amount.low > highest or layout.is_noise(amount.start):
            continue
        unit, until = per(text, amount.end)
        covering = layout.label_covering(amount.start)
        key, label = (covering.key, covering.label.lower() + ": ") if covering is not None else ("", "")
        if covering and key == "budget" and _HOUR_LABEL.search(label + text[covering.start : amount.start]):
            unit = "hour"
        if unit == "other" or key == "salary" or key == "budget" and unit != "hour":
            continue
        start, end = clause_at(layout, amount.start)
        # "Wat schuift het? € 88": the question belongs to its answer.
        asked = layout.line_at(amount.start).content if start == amount.start else start
        near = text[max(asked, amount.start - 60) : amount.start]
        if unit is None and amount.currency and amount.low <= _HIGHEST_BARE and _HOURLY_BEFORE.search(near):
            unit = "hour"
        weight = _prose_weight(text, amount, unit, near)
        if not weight and amount.currency and amount.low >= _LOWEST_BARE and is_refused_above(text, amount, start, end):  # fmt: skip
            weight = 0.5
        aside = label if key in ("free", "other") else ""
        if (
            not weight
            or _NO_RATE.search(aside + _ASIDE.sub(" ", near))
            or _OTHER_AFTER.match(text, amount.end, end)
        ):
            continue
        if (
            _is_past(layout, amount, start, end)
            or layout.says(_OF_READER, start, end)
            or _OTHER_PAYMENT.search(aside + text[start : amount.start])
        ):
            continue
        said = _said_from(text, amount, start)
        low, high = bounds(text, amount, said, end, label if key == "budget" else "")
        per_day = unit == "day" or (unit is None and bool(re.search(r"dagtarief|dagprijs|dagvergoeding|day rate", near)))  # fmt: skip
        rate = _rate(low, high, per_day, vat_of(text[start:end]))
        if rate:
            if (
                amount.new
                or role_of(text, amount.start, amount.end) == "new"
                or _AMENDED.search(text, start, amount.start)
            ):
                weight = 0.94
            if _OLD.search(near):
                weight = 0.3
            yield Candidate("rate", rate, amount.start, until, "prose", weight)


def _is_past(layout: Layout, amount: Money, start: int, end: int) -> bool:
    """Whether an amount is what was paid before, or what another replaces: said of its part of the clause, or of all of it."""
    text = layout.low
    if role_of(text, amount.start, amount.end) == "old":
        return True
    part = part_at(text, amount.start, start, end)
    if _PAST.search(text, *part):
        return True
    return layout.says(_PAST, start, end) and not _NOW.search(text, *part)


def _said_from(text: str, amount: Money, start: int) -> int:
    """Where the sentence of an amount starts; ``Max.`` before the amount ends none."""
    cut = _CUT_OFF.search(text, max(start - 8, 0), start) if start == amount.start else None
    return cut.start() if cut else start


def _prose_weight(text: str, amount: Money, unit: str | None, near: str) -> float:
    """How sure it is that an amount in a sentence is the rate of this work, 0 for not at all."""
    if amount.currency:
        cued = unit != "day" and _RATE_CUE.search(near) is not None
        if unit == "hour":
            return 0.75 if cued else 0.7
        if unit == "day":
            return 0.62
        if unit is None and amount.low >= _LOWEST_BARE and _OPENS_LINE.search(text, max(amount.start - 14, 0), amount.start) and _EX_VAT.match(text, amount.end):  # fmt: skip
            return 0.5
        topped = _LOWEST_BARE <= amount.low <= _HIGHEST_BARE and _IS_TOP.match(text, amount.end)
        return 0.55 if cued or topped or _CUE_AFTER.match(text, amount.end) else 0.0
    if not (LOWEST_RATE if unit else _LOWEST_BARE) <= amount.low <= _HIGHEST_BARE:
        return 0.0
    before = text[amount.start - 1 : amount.start]
    if before.isalnum() or before in (".", ",", "-", "/", ":") or re.match(r"\s*%", text[amount.end : amount.end + 2]):  # fmt: skip
        return 0.0
    if unit == "hour":
        return 0.6
    if unit is None and (not near.strip() or _BOUNDED.search(near)) and _ALL_IN.match(text, amount.end):
        return 0.5
    return 0.55 if unit is None and _TARIFF.search(near) and _GOES_ON.match(text, amount.end) else 0.0


_REFUSED = re.compile(
    rf"(?:onder|lager (?:is )?dan|beneden|below|lower than)\s*(?:de\s*)?€\s*(?P<a>{NUMBER_PATTERN})(?:,-+)?[^\d€]{{1,30}}(?:boven|hoger (?:is )?dan|above|over|higher than)\s*(?:de\s*)?€\s*(?P<b>{NUMBER_PATTERN})",
)


def _rate_from_award(layout: Layout) -> Iterator[Candidate]:
    """A minimum and maximum price among the award criteria (``Minimaal: € 90,00`` above ``Maximaal: € 110,00``)."""
    text = layout.low
    for ends in named_ends(text):
        section = layout.section_at(ends.start)
        around = section.heading.lower() + " " + text[max(section.start, ends.start - 120) : ends.end]
        said = ends.words + text[ends.start : ends.end]
        hourly = re.search(r"tarie|per uur|p/u|per hour|an hour|hourly|\brate", said)
        if hourly or "€" in said and re.search(r"prijs|tarie|price", around):
            rate = _rate(ends.low, ends.high, False, vat_of(text[ends.end : ends.end + 80]))
            if rate and ends.low >= _LOWEST_BARE and not layout.is_noise(ends.start):
                yield Candidate("rate", rate, ends.start, ends.end, "award-criteria", 0.91)
    for match in find_near(_REFUSED, text, layout.low, ("onder", "lager ", "beneden", "below", "lower than"), 5, 120):  # fmt: skip
        start, end = clause_at(layout, match.start())
        rate = _rate(parse_number(match["a"]), parse_number(match["b"]), False, vat_of(text[start:end]))
        if rate and not layout.is_noise(match.start()):
            yield Candidate("rate", rate, match.start(), match.end(), "award-criteria", 0.8)
