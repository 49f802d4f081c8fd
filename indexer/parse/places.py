"""Where the work is: candidates from labels, addresses, title, client and prose (``place_choice`` decides).

The rules read the style: a value under a place label leads, then an address, the title or a line that is a place alone, the
client when it is a gemeente, and names in prose after a cue. A region or a province counts where nothing narrower does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from indexer.knowledge import places as gazetteer
from indexer.parse import structured
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout, Line
from indexer.parse.organisation_client import IN_A_TOWN
from indexer.parse.organisation_names import told_bodies
from indexer.parse.pieces import SUBJECT, is_headline
from indexer.parse.place_choice import select
from indexer.parse.place_contrast import told_against, told_not_to_be
from indexer.parse.place_hints import (
    LINE,
    REGION_LABEL,
    TITLE,
    Hints,
    beside,
    other_field,
    read_hints,
    to_place,
)
from indexer.parse.place_labels import (
    FIRM_NAME,
    POSTCODE,
    REACHABLE,
    addresses,
    is_letterhead,
    labelled_values,
    organisations,
    told,
)
from indexer.parse.place_letters import dates_a_letter, is_addressed, of_the_letter, of_the_office
from indexer.parse.place_members import of_members
from indexer.parse.place_names import Mention, find_names, key_of
from indexer.parse.place_signed import own_text_end, signed_before
from indexer.parse.place_values import names_in_value
from indexer.parse.place_work import (
    BODY_CUE,
    OF_PROVINCE,
    OF_REGION,
    OF_REGION_STEMS,
    PROVINCE_OF,
    PROVINCE_STEMS,
    THE_GEMEENTE,
    WORK_STEMS,
)
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near, first_near

__all__ = ["read", "select"]

UNCONFIRMED_TITLE = 0.635
SOUGHT_FOR = 0.6  # "Jongerenwerker voor Uden"
_PROSE = {
    "site": 0.73,
    "work": 0.64,
    "gemeente": 0.65,
    "in": 0.6,
    "of": 0.54,
    "for": 0.5,
    "region": 0.5,
    "province": 0.5,
}
_FULLY_REMOTE = re.compile(
    r"(?:plaats|locatie|werkplek|location|waar)\b\W{1,12}(?:(?:volledig|geheel|100 ?%|helemaal)\s+(?:op afstand|remote|vanuit huis|thuis\w*|online|digitaal)|fully remote|remote(?=\W*\n))",
    re.I,
)
_NATIONWIDE = re.compile(r"(?:in |door )?heel nederland|landelijk|nationwide", re.I)
_MENU = re.compile(r"[>›»]|\bopdrachten (?:in|per|regio)\b|\bvacatures in\b", re.I)
_SOUGHT = re.compile(r"\W*(?:gezocht|gevraagd|wanted|nodig)\b", re.I)  # "Gezocht voor Uden: jongerenwerker"
_STEMS_OF_A_GEMEENTE = (
    "gemeente", "stad", "wethouder", "burgemeester", "college", "inwoners", "municipality", "city", "council",
)  # fmt: skip
_DOTS = re.compile(r"\s[·•]\s")
_PARTS = re.compile(r"\s[·•|]\s")
_TITLE_LINES = 3
_MOST_HINTS = 8
_MOST_PROSE = 300
_MOST_NAMED = 8000


def _header_lines(layout: Layout, mentions: Sequence[Mention], hints: Hints) -> Iterator[Candidate]:
    """Names in the title, and short lines (or pieces of one) at the top that are a place and nothing else."""
    text = layout.text
    top = layout.header_end
    rows = [line for line in layout.lines if line.kind != "blank" and line.start < top][:30]
    seats = {m.name for m in mentions if dates_a_letter(layout, m)}
    for number, line in enumerate(rows):
        inside = [m for m in mentions if line.start <= m.start < line.end]
        if number < _TITLE_LINES and not inside and len(line.text) < 140:
            inside = _apart(text, line)
        subject = SUBJECT.match(line.text) is not None  # "Onderwerp: jongerenwerker - Uden"
        told = line.kind == "label" and "|" not in line.text and not _SOUGHT.match(line.text)
        at = line.end - 1 if is_headline(line.text) else line.content  # a headline may begin with its number
        spoken = line.content - line.start >= _STAMP  # a message in a chat
        covered = not subject and (other_field(layout, at) or told) or spoken
        if spoken and inside and inside[0].start == line.content and _SAID_ALONE.match(text, inside[0].end):
            yield from _named(text, inside[:1], hints, "line", _SPOKEN)
        if not inside or layout.is_noise(line.start) or _MENU.search(line.text) or covered:
            continue
        run = sum(_is_place_line(near.text) for near in rows[max(0, number - 2) : number + 3])
        whole = _is_place_line(line.text) or _is_place_piece(line.text)
        if whole and inside[0].kind in ("province", "region") and BODY_CUE.search(line.text):
            towns = [m for m in _in_pieces(text, line) if m.kind == "place" and not m.against]
            yield from _named(text, towns or inside, hints, "line", LINE if towns else 0.5)
        elif whole and run <= 3:
            own = [m for m in _all_of(text, line, inside) if m.against in (None, "travel")]
            # "Zwolle" in the head of a letter: where its writer sits, or who it is for.
            of_letter = any(one.name in seats for one in own) or is_addressed(layout, line)
            weight = _SEAT if of_letter else LINE
            yield from _named(text, own, hints, "line", weight)
        elif (
            (number < _TITLE_LINES or line.kind == "heading" or subject)
            and len(line.text) < 140
            and not line.text.endswith(".")
        ):
            bare = [m for m in inside if not m.against and m.cue != "for"]
            reachable = REACHABLE.search(line.text) is not None
            postcode = POSTCODE.search(text, line.start, line.end)
            called = reachable and _CALLED_AT.search(line.text) is not None
            of_sender = called or postcode is not None and (reachable or is_letterhead(text, postcode))
            if not FIRM_NAME.search(line.text) and not of_sender:
                body = bool(bare) and BODY_CUE.search(line.text) is not None
                weight = 0.5 if body and bare[0].kind == "region" else _title_weight(bare, mentions)
                yield from _named(text, bare, hints, "title", weight)
                sought = [m for m in inside if not m.against and m.cue == "for" and m.kind == "place"]
                yield from _named(text, sought, hints, "title", SOUGHT_FOR)


# "[09:12] Anja: Winschoten. Schuldhulp, 28 uur": a sentence of a chat that is a town and no more.
_SAID_ALONE, _SPOKEN = re.compile(r"\s*(?:[.,;!]|$)", re.M), 0.55
# "Bel ons: 06-12345678 | Voorbeeld Interim, Leusden": who can be reached there, and no title.
_CALLED_AT = re.compile(r"@|\b0\d{1,3}[ -]\d{5,8}\b")
_PIECE = re.compile(
    r"(?<=, )[A-Z][^,|]{2,30}?(?=$|,| \|| \()|(?<= [-–|] )[A-Z][^,|]{2,30}?(?=$|,| \|| [-–] )"
)


_ROW = 3  # pieces of a row of facts


def _is_place_piece(words: str) -> bool:
    """Whether one or two of the pieces that bars part are places alone, or the one that dots part."""
    barred = words.split("|")
    if len(barred) > 1 and sum(_is_place_line(piece.strip()) for piece in barred) in (1, 2):
        return True
    dotted = _DOTS.split(words)
    told = sum(map(_is_place_line, dotted))
    return len(dotted) > 1 and told == 1 or len(dotted) > _ROW and told == 2  # a body's area, and a town


_SEVERAL = re.compile(r"[A-Z][^,|/&\n]{1,30}(?:\s?[/&]\s?[A-Z][^,|/&\n]{1,30}){1,3}")


def _all_of(text: str, line: Line, inside: list[Mention]) -> list[Mention]:
    """The names in a line, with those that are ordinary words too where all of it is names: ``Weert / Nederweert``."""
    if not _SEVERAL.fullmatch(line.text):
        return inside
    found = names_in_value(text, line.content, line.end)
    return found if len(found) > len(inside) else inside


def _in_pieces(text: str, line: Line) -> list[Mention]:
    """The names in those pieces of a row that are places alone, beside a body: ``GGD IJsselland · Zwolle en Kampen · 24 uur``."""
    start, found = line.content, []
    for between in [*_PARTS.finditer(text, line.content, line.end), None]:
        end = between.start() if between else line.end
        if _is_place_line(text[start:end]) and not BODY_CUE.search(text, start, end):
            found += names_in_value(text, start, end)
        start = between.end() if between else end
    return found


def _apart(text: str, line: Line) -> list[Mention]:
    """What a comma, a bar or a dash sets apart in a title is a place though it is an ordinary word: ``..., Leiden, 16 uur``."""
    pieces = [m for m in _PIECE.finditer(line.text) if _is_place_line(m[0])]
    return [
        m for p in pieces[:1] for m in names_in_value(text, line.content + p.start(), line.content + p.end())
    ]


def _title_weight(inside: Sequence[Mention], mentions: Sequence[Mention]) -> float:
    """A bare name at the top that the text never takes up may be the sender's: then prose with a firm cue beats it."""
    keys = {key_of(m.name) for m in inside}
    taken_up = sum(key_of(m.name) in keys for m in mentions) > len(inside)
    return TITLE if taken_up or any(m.cue for m in inside) else UNCONFIRMED_TITLE


@lru_cache(maxsize=256)
def _is_place_line(words: str) -> bool:
    """``Flevoland``, ``Gemeente Zwolle``, ``Bussum (Noord-Holland)``, ``Zwolle en Kampen``."""
    if len(words) > 60:
        return False
    rest, found = words, names_in_value(words, 0, len(words))
    for mention in found:
        rest = rest.replace(words[mention.start : mention.end], " ")
    return bool(found) and not re.sub(
        r"\b(?:gemeenten?|gem|regio|provincie|en|of|and|nederland|hybride?|remote|deels thuis|omgeving)\b|\W",
        "",
        rest,
        flags=re.I,
    )


def _named(
    text: str, mentions: Sequence[Mention], hints: Hints, rule: str, weight: float
) -> Iterator[Candidate]:
    narrow = [m for m in mentions if m.kind in ("place", "gemeente")]
    for mention in narrow or mentions:
        if place := to_place(mention, hints, beside(text, mention, mentions)):
            start = mention.cue_start if 0 <= mention.cue_start < mention.start else mention.start
            known = weight if place.gemeente else min(weight, 0.55)
            yield Candidate("places", place, start, mention.end, rule, known)


def _titles(doc: Doc, mentions: Sequence[Mention], hints: Hints) -> Iterator[Candidate]:
    """Names in a labelled title, and names of the document's own title that the text holds too."""
    layout: Layout = doc._.layout
    for pair in layout.labelled("title"):
        inside = [m for m in mentions if pair.start <= m.start < pair.end and not m.against]
        yield from _named(layout.text, inside, hints, "title", TITLE)
    title = (doc._.source.title if doc._.source else None) or ""
    if title and not _MENU.search(title) and len(title) < 160:
        wanted = {key_of(m.name) for m in find_names(title) if not m.against and m.kind != "region"}
        for key in wanted:
            same = [m for m in mentions if key_of(m.name) == key and not m.against]
            yield from _named(layout.text, same[:1], hints, "title", 0.7)


def _prose(layout: Layout, mentions: Sequence[Mention], hints: Hints) -> Iterator[Candidate]:
    """Names after a cue in running text; what is named more often and earlier weighs a little more."""
    text = layout.text
    often = Counter(key_of(m.name) for m in mentions if not m.against)
    known = {found.name for hint in hints.gemeenten[:_MOST_HINTS] if (found := gazetteer.gemeente(hint))}
    for mention in islice((m for m in mentions if m.cue and not m.against), _MOST_PROSE):
        if layout.is_noise(mention.start):
            continue
        if layout.section_at(mention.start).kind == "contact" or other_field(
            layout, mention.start, mention.cue
        ):
            continue
        place = to_place(mention, hints, beside(text, mention, mentions))
        if place is None:
            continue
        weight = _PROSE[mention.cue] if place.gemeente else REGION_LABEL
        if place.gemeente and place.gemeente in known:
            if mention.cue == "work":
                weight = _PROSE["site"]
            elif mention.cue == "for" and place.name != place.gemeente:
                weight = _PROSE["in"]
        weight += 0.01 * min(often[key_of(mention.name)], 4)
        weight += 0.01 * (mention.start < len(text) / 3)
        yield Candidate("places", place, mention.cue_start, mention.end, "prose", round(weight, 3))


def of_a_province(layout: Layout) -> Iterator[Candidate]:
    """``Een Friese gemeente zoekt``: no more is said than the province."""
    for match in find_near(OF_PROVINCE, layout.text, layout.low, PROVINCE_STEMS, 60, 60):
        if area := gazetteer.resolve_area(PROVINCE_OF[match["adjective"].lower()]):
            yield Candidate("places", area, match.start(), match.end(), "prose", 0.47)


def of_a_body(layout: Layout, hints: Hints) -> Iterator[Candidate]:
    """``Het Beemster College in Purmerend is een school``: where the client is, unless more is said of the work."""
    for match in told_bodies(layout):
        if town := IN_A_TOWN.search(match["name"]):
            start, end = match.start("name") + town.end(), match.end("name")
            inside = [
                m for m in names_in_value(layout.text, start, end) if m.start == start and not m.against
            ]
            yield from _named(layout.text, inside, hints, "organisation", 0.56)


def of_a_region(layout: Layout) -> Iterator[Candidate]:
    """The region that an organisation is named after, where nothing else is known."""
    text = layout.text
    regional = [at for at in places_of(layout.low, OF_REGION_STEMS) if at < _MOST_NAMED]
    for match in find_around(OF_REGION, text, regional, 2, 160):
        inside = [
            m for m in names_in_value(text, match.start("name"), match.end("name")) if m.kind == "region"
        ]
        if inside and not layout.is_noise(match.start()) and (area := gazetteer.resolve_area(inside[0].name)):
            yield Candidate("places", area, match.start(), inside[0].end, "organisation", 0.44)


# Where a broker or a person is from: "een bureau uit Zwolle", "mijn collega Eva uit Oss", "our agency is based in Eindhoven".
_HOME = re.compile(
    r"\b(?:bureau|recruiter|[Cc]ollega)(?: [A-Z][\w-]+){0,3},? uit [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
    r"|\b(?:agency|office) is based in [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
)
_HOME_STEMS = (" uit ", "is based in")


_REMOTE_STEMS = ("afstand", "remote", "vanuit huis", " thuis", "online", "digitaal")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``places``: one ``Place`` each, the narrowest reading of each mention."""
    layout: Layout = doc._.layout
    limit = own_text_end(layout)
    facts = layout.text.find("\n" + structured.HEADING)
    stems = places_of(layout.low, WORK_STEMS)
    mentions = find_names(layout.text, 0, min(limit, facts) if facts >= 0 else limit, stems)
    hints = read_hints(layout, mentions)
    found = [
        *labelled_values(layout, hints, any(m.cue in ("site", "work") and not m.against for m in mentions)),
        *addresses(layout, hints, limit),
        *_header_lines(layout, mentions, hints),
        *_titles(doc, mentions, hints),
        *told(layout, hints),
        *told_against(layout, hints),
        *organisations(layout, hints),
        *of_a_province(layout),
        *of_a_region(layout),
        *of_a_body(layout, hints),
        *_prose(layout, mentions, hints),
    ]
    found += of_members(layout, found)
    if any(_NATIONWIDE.match(pair.text) for pair in layout.labelled("place")):
        found = [c for c in found if c.rule != "prose"]
    if first_near(_FULLY_REMOTE, layout.text, layout.low, _REMOTE_STEMS, 45, 20):
        found = [c for c in found if c.rule in ("label", "address")]
    signed = list(signed_before(layout, limit))
    away = told_not_to_be(layout)
    homes = [m.span() for m in find_near(_HOME, layout.text, layout.low, _HOME_STEMS, 50, 60)]
    kept = [
        c
        for c in found
        if (c.start < limit or c.start >= facts > 0)
        and not any(start <= c.start < end for start, end in signed)
        and not (away and key_of(c.value.name) in away)
        and not any(start < c.end <= end for start, end in homes)
    ]
    yield from kept or [*of_the_letter(layout, mentions, hints), *of_the_office(layout, mentions, hints)]
    yield from _its_gemeente(layout, kept)


# "Den Bosch, 27 november 2024" above a letter.
_SEAT = 0.5
_STAMP = 12  # characters before the words of a line


def _speaks_of_the_gemeente(layout: Layout) -> bool:
    """Whether the client is called ``de gemeente``, ``onze stad`` or the like."""
    return first_near(THE_GEMEENTE, layout.text, layout.low, _STEMS_OF_A_GEMEENTE, 6, 24) is not None


def _its_gemeente(layout: Layout, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """``organisation``: the one gemeente of the places, where the text speaks of its client as ``de gemeente`` and no more."""
    firm = [c for c in found if c.rule in ("label", "address", "line", "title") and c.value.gemeente]
    gemeenten = {c.value.gemeente for c in firm}
    if len(gemeenten) == 1 and _speaks_of_the_gemeente(layout):
        best = max(firm, key=lambda c: (c.weight, -c.start))
        yield Candidate("organisation", f"Gemeente {best.value.gemeente}", best.start, best.end, "place", 0.3)
