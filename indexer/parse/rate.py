"""Hourly rate and total budget. A salary, a scale, turnover, travel costs or a price per client is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.numbers import NUMBER_PATTERN, parse_number, tidy
from indexer.parse.windows import find_near
from indexer.record import Rate

LOWEST_RATE, HIGHEST_RATE = 20.0, 400.0
LOWEST_BUDGET = 1_000.0
VAT = 1.21  # the Dutch general rate, Wet op de omzetbelasting 1968, art. 9

_MONEY = rf"(?:€|euro|eur)\s*(?P<a>{NUMBER_PATTERN})(?:,-+|,=|,–)?|(?P<b>{NUMBER_PATTERN})(?:,-+|,=)?\s*(?:€|euro[’']?s?\b|eur\b)"
_AMOUNT = re.compile(_MONEY, re.I)
_CURRENCY = ("€", "eur")
_HOURLY = ("p/u", "per uur", "p.u", "/u", "per hour")
_BARE = re.compile(rf"(?<![\d.,-])({NUMBER_PATTERN})(?:,-+|,=)?(?![\d%])")
_PER_HOUR = re.compile(
    r"^[\s,.\-=–]*(?:\((?:excl|incl)[^)]{0,25}\)\s*)?(?:(?:excl\w*|incl\w*|ex)\.?\s*(?:btw|vat)?\s*,?\s*)?(?:per|p\.?/?|/|an?)\s*(?:uur|u\b|hour|hr)",
    re.I,
)
_PER_DAY = re.compile(
    r"^[\s,.\-=–]*(?:\([^)]{0,25}\)\s*)?(?:(?:excl|incl)\w*\.?\s*(?:btw|vat)?\s*)?(?:per|p/|/|a)\s*(?:werk)?(?:dag|day|d\b)",
    re.I,
)
_PER_OTHER = re.compile(
    r"^[\s,.\-=–]*(?:bruto\s*)?(?:per|p/|/|a)\s*(?:maand|month|jaar|year|km|kilometer|kwartaal|traject|cliënt|client|jeugdige|inwoner|kind|gezin|deelnemer|leerling|week|reis|product|pupil|stuk|huishouden)",
    re.I,
)
_JOIN = re.compile(
    r"^\s*(?:per uur\s*)?(?:-|–|—|tot en met|t/m|tot maximaal|tot|en|à|to|and|/)\s*(?:maximaal\s+|max\.?\s+)?$",
    re.I,
)
_MAX = re.compile(
    r"(?:\bmax\w*|ten hoogste|hoogstens|\btot\b|up to|plafond\w*|niet hoger dan|niet meer dan|hooguit|bovengrens|cap(?:ped)?\b|[<≤])[^€\d]{0,40}$",
    re.I,
)
_MIN = re.compile(
    r"(?:\bmin(?:\.|imaal|imum\w*|imale)?(?!\w)|ten minste|minstens|\bvanaf\b|from|at least|ondergrens|niet lager dan)[^€\d]{0,40}$",
    re.I,
)
_NO_RATE = re.compile(
    r"salaris|bruto|\bschaal\b|loon|reiskost|kilometer|\bkm\b|omzet|begroting|subsidie|boete|per maand|eigen bijdrage|uitkering|korting|voorbeeld\w* (?:tarief|offerte)",
    re.I,
)
# Who else is paid, or what else is: told of before the amount, in the same sentence.
_OTHER_PAYMENT = re.compile(
    r"reistijd|\baanbieders?\b|\bvoorbeeld|\bgemiddelde?\b[^.]{0,40}\b(?:ontvangen|verdienen|rekenen|liggen?|ligt|tarie\w+|uurtarie\w+)|bemiddelings\w+|"
    r"\bcommissie\b|\bhulp bij het huishouden|huishoudelijke|eigen bijdrage|\bpgb\b|onkosten|parkeer|\bdeelname\b|\bzorgaanbieders?\b|\bwachtdienst|\bleges\b",
    re.I,
)
_AMENDED = re.compile(
    r"gewijzigd|aangepast|verhoogd|verlaagd|bijgesteld|rectificatie|correctie|changed|amended|increased", re.I
)
_OLD = re.compile(r"\b(?:was|eerder|voorheen|oorspronkelijk|oud|previously|formerly)\b[^\d]{0,15}$", re.I)
_NOT_A_FIGURE = re.compile(
    r"\b(?:zie|bijlage|artikel|art|paragraaf|par|tel|blz|pagina|punt(?:en)?|fase|schaal)\b", re.I
)
_NO_RATE_AFTER = re.compile(r"[^.]{0,25}\b(?:aan omzet|omzet|begroting|subsidie|uitkering|loon)\b", re.I)
_RATE_CUE = re.compile(
    r"tarie|per uur|p/u|uurprijs|\brates?\b|per hour|an hour|vergoeding|prijs|\bfee\b|all-?in", re.I
)
_EXCL = re.compile(
    r"\b(?:excl(?:usief|\.)?|ex\.?|exclusive|excluding|zonder)\s*(?:of\s*)?(?:de\s*)?(?:21\s*%\s*)?(?:btw|vat|b\.t\.w)",
    re.I,
)
_INCL = re.compile(
    r"\b(?:incl(?:usief|\.)?|inclusive|including|met)\s*(?:of\s*)?(?:21\s*%\s*)?(?:btw|vat|b\.t\.w)", re.I
)
_BUDGET_CUE = re.compile(
    r"totaal\s?bedrag|vast(?:e)? bedrag|totaal\s?budget|budget|opdracht(?:som|waarde)|plafond\s?bedrag|maximum\s?bedrag|maximaal bedrag|total (?:amount|budget)|vaste prijs|"
    r"\bin totaal\b|maximum van|total value|shall not exceed|opdrachtbudget|projectbudget|fixed price|lump ?sum|aanneemsom",
    re.I,
)
_BUDGET_SCOPE = re.compile(
    r"opdracht|project|inhuur|beschikbaar|maximaal|available|assignment|totaal|total|traject|periode|uitvoering",
    re.I,
)
_NOT_BUDGET = re.compile(
    r"\bbeheert?\b|werkbudget|implementation budget|not part of|for materials|geen onderdeel|naast (?:het|uw|je) (?:uur)?tarief|begroting|jaarlijks|per jaar|uitvoeringsbudget|toegekend|\bproef\b|pilotbudget|innovatiebudget|omzet|subsidie|bezuinig|tekort|jeugdhulpbudget|zorgbudget|persoonsgebonden|\bpgb\b|inkoopvolume|"
    r"budgethouder|miljoen|programmabudget|budget van de gemeente|drempel|aanbestedingsgrens|verzeker|aansprakelijk|uitgaven|kosten van de jeugd",
    re.I,
)


def _value(match: re.Match[str]) -> float:
    return parse_number(match["a"] or match["b"])


def _vat(context: str) -> str | None:
    incl, excl = _INCL.search(context), _EXCL.search(context)
    if incl and excl:
        return "excl" if excl.start() < incl.start() else "incl"
    return "incl" if incl else "excl" if excl else None


def _rate(low: float | None, high: float | None, per_day: bool, vat: str | None) -> Rate | None:
    """A rate per hour excluding VAT, or None where a figure is out of all proportion."""
    factor = (1 / 8 if per_day else 1.0) / (VAT if vat == "incl" else 1.0)
    ends = [None if end is None else tidy(end * factor) for end in (low, high)]
    if any(end is not None and not LOWEST_RATE <= end <= HIGHEST_RATE for end in ends):
        return None
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        return None
    return Rate(ends[0], ends[1], vat)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``rate`` (euro an hour, VAT excluded) and ``budget_total`` (euro)."""
    labelled = list(_rate_from_labels(doc))
    yield from _two_ends(labelled)
    yield from labelled
    yield from _rate_from_pieces(doc)
    yield from _rate_from_prose(doc)
    yield from _rate_from_award(doc)
    yield from _budget(doc)


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


def _amounts(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_AMOUNT.finditer(text, start, end))


def _group(text: str, matches: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str] | None]]:
    """Amounts one by one, two ends of a range together."""
    index = 0
    while index < len(matches):
        first, second = matches[index], matches[index + 1] if index + 1 < len(matches) else None
        if second and _JOIN.match(text[first.end() : second.start()]):
            yield first, second
            index += 2
        else:
            yield first, None
            index += 1


def _range_rate(
    text: str,
    first: re.Match[str],
    second: re.Match[str] | None,
    floor: int,
    label: str,
    vat: str | None,
    per_day: bool,
) -> Rate | None:
    before = f"{label} " + text[floor : first.start()]
    if second:
        return _rate(_value(first), _value(second), per_day, vat)
    if _MAX.search(before) or re.search(
        r"^\s*(?:p\.?/?u\.?|/uur|per uur|per hour|an hour)?\s*,?\s*\(?(?:max(?:imaal|imum)?\b|(?:per uur )?betal\w+ (?:ze|we|wij|zij) niet)",
        text[first.end() : first.end() + 40],
        re.I,
    ):
        return _rate(None, _value(first), per_day, vat)
    if _MIN.search(before):
        return _rate(_value(first), None, per_day, vat)
    return _rate(_value(first), _value(first), per_day, vat)


_LABEL_RANGE = re.compile(
    rf"(?:€\s*)?(?P<a>{NUMBER_PATTERN})(?:,-+)?\s*(?:-|–|—|tot en met|t/m|tot|/|à|to|en|and)\s*(?:max\w*\.?\s*)?(?:€\s*)?(?P<b>{NUMBER_PATTERN})",
    re.I,
)


def _rate_from_labels(doc: Doc) -> Iterator[Candidate]:
    text = doc._.layout.text
    for pair in doc._.layout.labelled("rate"):
        value = text[pair.start : pair.end]
        if (
            len(value) > 160
            and not _AMOUNT.search(value)
            or re.search(r"salaris|\bschaal\b|bruto|per maand", value, re.I)
        ):
            continue
        vat = _vat(pair.label + " " + value)
        per_day = bool(re.search(r"dag|day", pair.label, re.I)) or bool(
            re.search(r"per (?:werk)?dag|/dag|per day|p/d", value, re.I)
        )
        pair_range = _LABEL_RANGE.search(value)
        if pair_range and not _PER_OTHER.match(value[pair_range.end() :]):
            rate = _rate(parse_number(pair_range["a"]), parse_number(pair_range["b"]), per_day, vat)
            if rate:
                yield Candidate("rate", rate, pair.label_start, pair.start + pair_range.end(), "label", 0.9)
                continue
        found = [
            m
            for m in _amounts(text, pair.start, pair.end)
            if not _PER_OTHER.match(text[m.end() : m.end() + 25])
        ]
        for first, second in _group(text, found):
            rate = _range_rate(text, first, second, pair.start, pair.label, vat, per_day)
            if rate and not re.search(
                r"reiskost|per km", text[max(pair.start, first.start() - 25) : first.start()], re.I
            ):
                yield Candidate("rate", rate, pair.label_start, (second or first).end(), "label", 0.9)
                break
        else:
            yield from _bare_rate(text, pair, vat, per_day)


def _bare_rate(text: str, pair: object, vat: str | None, per_day: bool) -> Iterator[Candidate]:
    """A number without a currency under a rate label: ``85``, ``89,00``, ``max 95 p/u``."""
    start, end, label, label_start = pair.start, pair.end, pair.label, pair.label_start  # type: ignore[attr-defined]
    match = _BARE.search(text, start, min(end, start + 60))
    if match is None or text[match.end() : match.end() + 2].strip().startswith("%"):
        return
    number = parse_number(match[1])
    if _NOT_A_FIGURE.search(text, start, match.start()):
        return
    before = f"{label} " + text[start : match.start()]
    low, high = (
        (None, number)
        if _MAX.search(before) or re.match(r"\s*\(?max", text[match.end() : end], re.I)
        else (number, None)
        if _MIN.search(before)
        else (number, number)
    )
    rate = _rate(low, high, per_day, vat)
    if rate:
        yield Candidate("rate", rate, label_start, match.end(), "label", 0.88)


# A piece that is an amount and no more: "€ 96,00", "max. € 80", "95 euro ex btw".
_PIECE = re.compile(
    rf"(?:(?:uur)?tarief\s*:?\s*)?(?P<bound>(?:tot|niet hoger dan|hooguit|ten hoogste|max\w*\.?|rond(?: de)?|ca\.?)\s+(?:max\w*\.?\s+)?)?(?:{_MONEY})"
    r"\s*(?P<hour>(?:per|p\.?/?|/|an?)\s*(?:uur|u\b\.?|hour|hr))?\s*,?\s*(?P<most>\(?max\w*\)?)?\s*\(?(?:(?:ex(?:cl\w*)?|incl\w*)\.?\s*(?:btw|vat)?|all-?in)?\)?\s*[.!]?",
    re.I,
)


def _rate_from_pieces(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    for start, end in layout.pieces():
        match = _PIECE.fullmatch(layout.text, start, end) if end - start <= 60 else None
        if match is None or layout.is_noise(start):
            continue
        number = _value(match)
        bound = (match["bound"] or "").lower()
        most = match["most"] or bound and not bound.startswith(("rond", "ca"))
        rate = _rate(None if most else number, number, False, _vat(match[0]))
        if rate:
            yield Candidate("rate", rate, start, match.end(), "form", 0.66 if match["hour"] else 0.56)


_BARE_PER_HOUR = re.compile(
    rf"\b(?P<max>max(?:imaal|\.)?\s*)?(?P<n>{NUMBER_PATTERN})\s*(?:p/u|per uur|p\.u\.|/uur|/u\b|per hour)",
    re.I,
)


def _rate_from_prose(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for first, second in _group(text, list(find_near(_AMOUNT, text, layout.low, _CURRENCY, 30, 40))):
        last = second or first
        if layout.is_noise(first.start()):
            continue
        after = text[last.end() : last.end() + 45]
        per_hour, per_day = _PER_HOUR.match(after), bool(_PER_DAY.match(after))
        if _PER_OTHER.match(after):
            continue
        start, end = layout.sentence_at(first.start())
        sentence = text[start:end]
        near = text[max(start, first.start() - 60) : first.start()]
        cued = bool(_RATE_CUE.search(near))
        per_day = per_day or (not per_hour and bool(re.search(r"dagtarief|dagprijs|day rate", near, re.I)))
        if not (per_hour or per_day or cued) or _NO_RATE.search(near) or _NO_RATE_AFTER.match(after):
            continue
        if _OTHER_PAYMENT.search(text, start, first.start()):
            continue
        covering = layout.label_covering(first.start())
        if covering is not None and covering.key in ("salary", "budget"):
            continue
        rate = _range_rate(text, first, second, start, "", _vat(sentence), per_day)
        if rate:
            weight = 0.75 if per_hour and cued else 0.7 if per_hour else 0.62 if per_day else 0.55
            if cued and _AMENDED.search(text, start, first.start()) and not _OLD.search(near):
                weight = 0.94
            until = last.end() + (per_hour.end() if per_hour else 0)
            yield Candidate("rate", rate, first.start(), until, "prose", weight)
    for match in find_near(_BARE_PER_HOUR, text, layout.low, _HOURLY, 40, 12):
        number = parse_number(match["n"])
        rate = _rate(
            None if match["max"] else number, number, False, _vat(text[match.start() : match.end() + 30])
        )
        if (
            rate
            and not layout.is_noise(match.start())
            and "€" not in text[max(0, match.start() - 3) : match.start()]
        ):
            yield Candidate("rate", rate, match.start(), match.end(), "form", 0.6)


_AWARD_PRICE = re.compile(
    rf"min(?:imaal|imum)?\s*:?\s*€?\s*(?P<a>{NUMBER_PATTERN})[^\d]{{0,40}}max(?:imaal|imum)?\s*:?\s*€?\s*(?P<b>{NUMBER_PATTERN})",
    re.I,
)


_REFUSED = re.compile(
    rf"(?:onder|lager dan|beneden|below)\s*(?:de\s*)?€\s*(?P<a>{NUMBER_PATTERN})(?:,-+)?[^\d€]{{1,30}}(?:boven|hoger dan|above|over)\s*(?:de\s*)?€\s*(?P<b>{NUMBER_PATTERN})",
    re.I,
)


def _rate_from_award(doc: Doc) -> Iterator[Candidate]:
    """A minimum and maximum price among the award criteria (``Minimaal: € 90,00`` above ``Maximaal: € 110,00``)."""
    layout = doc._.layout
    text = layout.text
    for match in find_near(_AWARD_PRICE, text, layout.low, ("min",), 5, 160):
        section = layout.section_at(match.start())
        around = section.heading + " " + text[max(section.start, match.start() - 120) : match.start()]
        if "€" in match[0] and re.search(r"prijs|tarie|price", around, re.I):
            after = text[match.end() : match.end() + 80]
            rate = _rate(parse_number(match["a"]), parse_number(match["b"]), False, _vat(after))
            if rate:
                yield Candidate("rate", rate, match.start(), match.end(), "award-criteria", 0.8)
    for match in find_near(_REFUSED, text, layout.low, ("onder", "lager dan", "beneden", "below"), 5, 120):
        start, end = layout.sentence_at(match.start())
        rate = _rate(parse_number(match["a"]), parse_number(match["b"]), False, _vat(text[start:end]))
        if rate and not layout.is_noise(match.start()):
            yield Candidate("rate", rate, match.start(), match.end(), "award-criteria", 0.8)


_IN_THOUSANDS = re.compile(rf"({NUMBER_PATTERN})\s?[kK]\b")


def _budget(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("budget"):
        if short := _IN_THOUSANDS.search(text, pair.start, pair.end):
            value = parse_number(short[1]) * 1000
            yield Candidate("budget_total", value, pair.label_start, short.end(), "label", 0.9)
            continue
        for match in _AMOUNT.finditer(text, pair.start, pair.end):
            if _value(match) >= LOWEST_BUDGET:
                yield Candidate("budget_total", _value(match), pair.label_start, match.end(), "label", 0.9)
                break
    for match in find_near(_AMOUNT, text, layout.low, _CURRENCY, 30, 40):
        if (
            _value(match) < LOWEST_BUDGET
            or layout.is_noise(match.start())
            or _PER_OTHER.match(text[match.end() : match.end() + 25])
        ):
            continue
        start, end = layout.sentence_at(match.start())
        sentence = text[start:end]
        if (
            _BUDGET_CUE.search(sentence)
            and _BUDGET_SCOPE.search(sentence)
            and not _NOT_BUDGET.search(sentence)
        ):
            yield Candidate("budget_total", _value(match), match.start(), match.end(), "prose", 0.7)
