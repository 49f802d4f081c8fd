"""Signs of the kind that the form of a page gives, whatever the style of what it tells: the facts below its heading, a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.parse.candidate import Candidate
from indexer.parse.kind_signs import Seen, signs
from indexer.parse.layout import Layout, Line

_SURE = 0.5  # weight of a candidate from which it counts as read
_FACT, _FEWEST, _MOST = 48, 3, 12  # characters of a bare fact; lines
# What only work has: years of experience, a level of schooling, hours, pay.
_OF_WORK = re.compile(
    r"\b(?:mbo|hbo|wo|universitair|bachelor|master)\b|\b\d{1,2} ?(?:-|–|tot|à|to) ?\d{1,2} (?:jaar|years)\b|\b\d{1,2}\+? (?:jaar|years)\b"
    r"|\d ?(?:uur|uren|u|hours|fte)\b|€ ?\d"
)
# What stands under the heading of a story.
_OF_A_STORY = re.compile(
    r"\b(?:door|auteur|redactie|redacteur|leestijd|lezen|leesminuten|\w*blog|nieuws\w*|artikel|column|opinie|interview|podcast|verslag|achtergrond|analyse|categorie|tags?|reacties|min(?:uten)? read|read|by|author|news|article|opinion)\b"
)
_HEADED_VACANCY = re.compile(r"\W*(?:vacature(?:tekst|melding)?|vacancy|job vacancy)\W*", re.I)
# "Vacature: projectmedewerker", "Vacature | Voorzitter", "Vacatures": of what is no hire, where nothing speaks of that.
_VACANCY_HEADS = re.compile(r"\W*(?:vacatures?|vacanc(?:y|ies))(?:\s*[:|–-]\s*\S.*|\W*)", re.I)
# "5.012 - 6.930" among the facts: what is paid a month.
_BARE_PAY = re.compile(r"\W*[2-9][.,]\d{3}(?:,-)? ?(?:-|–|tot|t/m) ?(?:€ ?)?(?:[2-9]|1\d)[.,]\d{3}(?:,-)?\W*")
_PAY_REACH = 1_000  # characters
_TOP = 300  # characters
_FULL_TIME = re.compile(
    r"\W*(?:voltijds?|deeltijds?|full-? ?time|part-? ?time)(?: ?/ ?(?:deeltijds?|part-? ?time))?\W*", re.I
)
_OF_A_COMPANY = re.compile(
    r"\W*(?:(?:be|om)schrijving van (?:het bedrijf|de (?:functie|vacature|organisatie|werkgever))|(?:bedrijfs|functie|vacature|organisatie)(?:be|om)schrijving|(?:company|job) description)\W*",
    re.I,
)  # fmt: skip
# An office that a council or a board fills for years.
_OFFICE = re.compile(
    r"\W*(?:(?:plaatsvervangend|adjunct|1e|eerste) )?(?:(?:raads)?griffier|gemeentesecretaris|provinciesecretaris|secretaris-directeur|(?:(?:algemeen|concern)[ -]?)?directeur(?:-bestuurder)?)\b"
)
_OF_TERMS = (
    "hours",
    "rate",
    "budget_total",
    "duration_months",
    "start_date",
    "asap",
    "end_date",
    "extension",
)
_LABEL = "label"
_OF_THIS = re.compile(
    r"\b(?:deze|dit|this) (?:\w+ )?(?:(?:interim|freelance|inhuur|tijdelijke)[- ]?)?(?:opdracht|klus|inzet|inhuur|aanvraag|uitvraag|assignment|engagement)\b"
)
_OF_THEN = re.compile(r"\b(?:was|waren|werd|werden|had|hadden|were)\b")
_LEAST_DAYS = 28  # what lasts shorter may be a course or an exhibition


def of_page(
    layout: Layout, facts: Mapping[str, Sequence[Candidate]], seen: Mapping[str, Seen]
) -> Iterator[tuple[str, Seen]]:
    """The signs of the form of a page, given the other fields' candidates by field and the signs seen already."""
    role = seen.get("opens-with-a-role")
    if role is not None and (posted := _posted_below(layout, facts, role)) is not None:
        yield "posted-below-a-role", posted
    lines = [line for line in layout.lines if line.kind != "blank"]
    head = next((one for one in lines if one.start > _TOP or _HEADED_VACANCY.fullmatch(one.text)), None)
    closing = [one for one in _read(facts, "deadline") if one.rule == _LABEL]
    if head is not None and head.start <= _TOP and closing:
        yield "vacancy-that-closes", Seen(1, closing[0].start, closing[0].end)
    whole = next((one for one in lines if len(one.text) <= _FACT and _FULL_TIME.fullmatch(one.text)), None)
    if whole is not None and any(
        len(one.text) <= _FACT and _OF_A_COMPANY.fullmatch(one.text) for one in lines
    ):
        yield "full-time-fact", Seen(1, whole.content, whole.end)
    if (
        pay := next((one for one in lines if one.start < _PAY_REACH and _BARE_PAY.fullmatch(one.text)), None)
    ) is not None:
        yield "bare-pay", Seen(1, pay.content, pay.end)
    if (heads := _vacancy_heads(lines, seen)) is not None:
        yield "headed-vacancy", heads
    if "form-of-work" in seen and (period := _period_on_top(facts)) is not None:
        yield "form-on-top", period
    if (forms := _forms_of_this(layout, facts)) is not None:
        yield "forms-of-this-work", forms
    if role is not None and (office := _office(layout, facts, role, seen)) is not None:
        yield "office-held", office


def _read(facts: Mapping[str, Sequence[Candidate]], field: str) -> list[Candidate]:
    return [one for one in facts.get(field, ()) if one.weight >= _SURE and one.value]


def _period_on_top(facts: Mapping[str, Sequence[Candidate]]) -> Seen | None:
    """The days on which work begins and ends, where a page has both under labels at its head and weeks lie between them."""
    start, end = (
        next((one for one in _read(facts, field) if one.rule == _LABEL and one.start < _TOP), None)
        for field in ("start_date", "end_date")
    )
    if start is None or end is None or (end.value - start.value).days < _LEAST_DAYS:
        return None
    return Seen(1, start.start, end.end)


def _forms_of_this(layout: Layout, facts: Mapping[str, Sequence[Candidate]]) -> Seen | None:
    """What a sentence says of the forms in which this assignment may be done: ``Deze opdracht leent zich voor een zzp'er``."""
    for one in _read(facts, "contract_forms"):
        first, last = layout.sentence_at(one.start)
        if _OF_THIS.search(layout.low, first, last) and not _OF_THEN.search(layout.low, first, last):
            return Seen(1, one.start, one.end)
    return None


def _posted_below(layout: Layout, facts: Mapping[str, Sequence[Candidate]], role: Seen) -> Seen | None:
    """The day of posting, where it is one of a block of bare facts right below the role that heads the page."""
    posted = _read(facts, "published")
    if not posted:
        return None
    below = [line for line in layout.lines if line.start > role.start and line.kind != "blank"][:_MOST]
    block = []
    for line in below:
        if len(line.text) > _FACT or line.text[-1:] in ".?!:":
            break
        block.append(line)
    day = next((one for one in posted if any(line.start <= one.start < line.end for line in block)), None)
    words = [line.text.lower() for line in block]
    if len(block) < _FEWEST or day is None or any(map(_OF_A_STORY.search, words)):
        return None
    return Seen(1, day.start, day.end) if any(map(_OF_WORK.search, words)) else None


def _speaks_of_hire(seen: Mapping[str, Seen]) -> bool:
    by_name = signs().by_name
    return any(by_name[name].weights.get("hire", 0.0) > 0 for name in seen)


def _vacancy_heads(lines: Sequence[Line], seen: Mapping[str, Seen]) -> Seen | None:
    """The line at the top that calls the page a vacancy, where nothing speaks of hire."""
    if _speaks_of_hire(seen):
        return None
    head = next((one for one in lines if one.start <= _TOP and _VACANCY_HEADS.fullmatch(one.text)), None)
    return Seen(1, head.content, head.end) if head is not None else None


def _office(
    layout: Layout, facts: Mapping[str, Sequence[Candidate]], role: Seen, seen: Mapping[str, Seen]
) -> Seen | None:
    """The office that heads a page, where neither hours nor pay nor a term is told, and nothing speaks of hire."""
    line = layout.line_at(role.start)
    if not _OFFICE.match(layout.low, line.start, line.end) or any(_read(facts, field) for field in _OF_TERMS):
        return None
    return None if _speaks_of_hire(seen) else Seen(1, role.start, role.end)
