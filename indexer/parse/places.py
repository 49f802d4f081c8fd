"""Where the work is: candidates from labels, addresses, title, client and prose (``place_choice`` decides).

The rules read the style: a value under a place label leads, then an address, the title or a line that is a place alone, the
client when it is a gemeente, and names in prose after a cue. A region or a province counts where nothing narrower does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from indexer.knowledge import places as gazetteer
from indexer.parse import structured
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Labelled, Layout
from indexer.parse.place_choice import select
from indexer.parse.place_names import Mention, cues, find_names, names_in_value
from indexer.parse.place_work import (
    BODY_CUE,
    FIRST_WHERE,
    JOINT,
    NOT_WHERE,
    OF_PROVINCE,
    OF_REGION,
    PROVINCE_OF,
    THE_GEMEENTE,
    WHERE,
)  # fmt: skip
from indexer.parse.windows import find_near, first_near
from indexer.record import Place

__all__ = ["read", "select"]

LABEL, ADDRESS, TITLE, LINE, ORGANISATION, REGION_LABEL = 0.9, 0.8, 0.74, 0.72, 0.7, 0.5
TOLD = 0.86
UNCONFIRMED_TITLE = 0.635
REGION_TOWN = 0.71
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
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\n")
_POSTCODE = re.compile(r"(?<![\w-])([1-9]\d{3})\s?[A-Z]{2}(?!\w)[ ,]*\n?[ ,]*")
_FIRM_NAME = re.compile(
    r"\b(?:b\.?v\.?|n\.v\.|v\.?o\.?f\.?|flex|holding|detachering|recruitment|consultancy)(?!\w)", re.I
)
_REACHABLE = re.compile(r"@|\b(?:www\.|tel\b|telefoon|t: |e-?mail|kvk|btw)|\b0\d{1,3}[ -]\d{5,8}\b", re.I)
_MENU = re.compile(r"[>›»]|\bopdrachten (?:in|per|regio)\b|\bvacatures in\b", re.I)
_LONG_VALUE = 160
_TITLE_LINES = 3
_TELLING = frozenset({"remote", "hours", "other", "contract", "start", "period", "duration"})
_MOST_HINTS = 8
_MOST_PROSE = 300


@dataclass(slots=True)
class _Hints:
    """What the document says to tell places apart that share a name."""

    gemeenten: list[str] = field(default_factory=list)
    label_province: str | None = None
    prose_province: str | None = None


def to_place(mention: Mention, hints: _Hints, near: str | None = None) -> Place | None:
    """The place a mention stands for; ``near`` is a province named beside it."""
    if mention.kind in ("province", "region"):
        prefixed = gazetteer.resolve_area(f"regio {mention.name}") if mention.cue == "region" else None
        return prefixed or gazetteer.resolve_area(mention.name)
    province = near or hints.label_province or hints.prose_province
    if mention.kind == "gemeente":
        return gazetteer.resolve_gemeente(mention.name, province) or gazetteer.resolve(mention.name, province)
    if not near and gazetteer.namesakes(mention.name) > 1:
        for hint in hints.gemeenten[:_MOST_HINTS]:
            found = gazetteer.resolve(mention.name, gemeente=hint)
            known = gazetteer.gemeente(hint)
            if found and known and found.gemeente == known.name:
                return found
    return gazetteer.resolve(mention.name, province)


def _read_hints(layout: Layout, mentions: Sequence[Mention]) -> _Hints:
    hints = _Hints()
    named = dict.fromkeys(m.name for m in mentions if m.cue == "gemeente" and not m.against)
    for pair in layout.labelled("organisation", "place"):
        for mention in names_in_value(layout.text, pair.start, min(pair.end, pair.start + _LONG_VALUE)):
            if mention.kind == "gemeente":
                named.setdefault(mention.name)
    hints.gemeenten = list(named)
    for pair in layout.labelled("region"):
        for mention in names_in_value(layout.text, pair.start, min(pair.end, pair.start + _LONG_VALUE)):
            area = gazetteer.resolve_area(mention.name) if mention.kind in ("province", "region") else None
            hints.label_province = hints.label_province or (area.province if area else None)
    provinces: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind in ("province", "region") and not mention.against:
            area = gazetteer.resolve_area(mention.name)
            if area and area.province:
                provinces[area.province] += 1
    hints.prose_province = provinces.most_common(1)[0][0] if provinces else None
    return hints


def _beside(text: str, mention: Mention, mentions: Sequence[Mention]) -> str | None:
    """The province named directly after a place: ``Hengelo (Gelderland)``, ``Hengelo, Gelderland``, ``Hengelo Gld``."""
    at = bisect_right(mentions, mention.start, key=lambda m: m.start)
    if at == len(mentions) or mentions[at].kind not in ("province", "region"):
        return None
    gap = text[mention.end : mentions[at].start]
    if len(gap) > 16 or gap.strip(" ,(-–/:").lower() not in ("", "provincie"):
        return None
    area = gazetteer.resolve_area(mentions[at].name)
    return area.province if area else None


def _labelled_values(layout: Layout, hints: _Hints) -> Iterator[Candidate]:
    """Values under a label that names a place, a region or an address."""
    text = layout.text
    for pair in layout.labelled("place", "region", "address"):
        if layout.section_at(pair.start).kind == "contact" and pair.key != "region":
            continue
        stop = _value_end(text, pair)
        mentions = [m for m in names_in_value(text, pair.start, stop) if not m.against]
        if pair.label.strip().lower() in ("gemeente", "gemeenten"):
            mentions = [_as_gemeente(m) for m in mentions]
        mentions = mentions or _misspelt(text, pair, stop)
        if postcode := _after_postcode(text, pair, stop):
            mentions = [m for m in mentions if m.start >= postcode] or mentions
        values = list(_values(text, pair, mentions, hints))
        for _, place in values:
            weight = _label_weight(pair, place)
            yield Candidate("places", place, pair.label_start, values[-1][0].end, "label", weight)


def _label_weight(pair: Labelled, place: Place) -> float:
    if pair.style == "no-colon" and pair.label.lower() == "gemeente":
        return LINE
    if pair.key == "region":
        return REGION_TOWN if place.gemeente else REGION_LABEL
    return LABEL if pair.key == "place" else ADDRESS


def _values(
    text: str, pair: Labelled, mentions: Sequence[Mention], hints: _Hints
) -> Iterator[tuple[Mention, Place]]:
    """What the names in a value stand for; areas where there is nothing narrower, ``Berg en Dal (Groesbeek)`` as the town."""
    found: list[tuple[Mention, Place]] = []
    for mention in mentions:
        place = to_place(mention, hints, _beside(text, mention, mentions))
        if pair.key == "region" and mention.kind == "place":
            place = _labelled_area(pair, mention) or place
        if place is None:
            continue
        if found and text[found[-1][0].end : mention.start].strip() == "(":
            around = found[-1][1]
            if around.gemeente and around.gemeente == place.gemeente:
                found.pop()
        found.append((mention, place))
    yield from [pair_ for pair_ in found if pair_[1].gemeente] or found


def _labelled_area(pair: Labelled, mention: Mention) -> Place | None:
    """What a name under a region label stands for when a town bears it too (``Regio: Groningen``)."""
    if gazetteer.province(mention.name):
        return gazetteer.resolve_area(mention.name)
    official = pair.label.lower() not in ("regio", "region", "gebied", "werkregio")
    return gazetteer.resolve_area(f"regio {mention.name}") if official or mention.cue == "region" else None


def _value_end(text: str, pair: Labelled) -> int:
    """A long value is prose: its first sentence counts."""
    if pair.end - pair.start <= _LONG_VALUE:
        return pair.end
    closing = re.compile(r"[.!?](?=\s)").search(text, pair.start, pair.end)
    return closing.start() if closing else pair.start + _LONG_VALUE


def _after_postcode(text: str, pair: Labelled, stop: int) -> int | None:
    match = _POSTCODE.search(text, pair.start, stop)
    return match.end() if match else None


def _as_gemeente(mention: Mention) -> Mention:
    if mention.kind != "place":
        return mention
    return Mention(mention.start, mention.end, mention.name, "gemeente", "gemeente", mention.cue_start)


@cache
def _long_names() -> dict[int, list[tuple[str, str]]]:
    """Names of regions, provinces and gemeenten long enough that one wrong letter leaves them plain, by length."""
    found: dict[int, list[tuple[str, str]]] = {}
    for name in [
        *gazetteer.regions(),
        *gazetteer.provinces(),
        *gazetteer.region_aliases(),
        *gazetteer.gemeenten(),
    ]:
        key = gazetteer.normalise(name)
        if len(key) >= 6:
            found.setdefault(len(key), []).append((key, name))
    return found


def _misspelt(text: str, pair: Labelled, stop: int) -> list[Mention]:
    """A value of a few words that is one letter away from a long name."""
    value = re.sub(r"^(?:gemeente|regio|\w+regio|provincie)\s+", "", text[pair.start : stop], flags=re.I)
    key = gazetteer.normalise(value)
    if len(key) < 6 or len(value.split()) > 4:
        return []
    for length in (len(key), len(key) + 1, len(key) - 1):
        for known, name in _long_names().get(length, ()):
            if known[0] == key[0] and _one_edit(key, known):
                area = gazetteer.resolve_area(name) is not None and gazetteer.gemeente(name) is None
                return [Mention(stop - len(value), stop, name, "region" if area else "place")]
    return []


def _one_edit(one: str, other: str) -> bool:
    """Whether two different words are one letter (changed, added, dropped, or two swapped) apart."""
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or (len(left) > 1 and swapped)


def _told(layout: Layout, hints: _Hints) -> Iterator[Candidate]:
    """Names under a label that is an ordinary word (``Vertrek: vanaf Overveen``) or a heading (``Place of assignment``)."""
    text = layout.text
    spans = [
        (pair.start, _value_end(text, pair), TOLD)
        for pair in layout.labelled("free", "remote", "other", "hours", "period")
        if (pair.key not in ("hours", "period") or FIRST_WHERE.match(pair.label))
        and WHERE.search(pair.label)
        and not NOT_WHERE.search(pair.label)
    ]
    for section in layout.sections:
        if (
            len(section.heading) < 50
            and WHERE.search(section.heading)
            and not NOT_WHERE.search(section.heading)
        ):
            closing = _SENTENCE_END.search(text, section.body, section.end)
            stop = min(closing.start() if closing else section.end, section.body + _LONG_VALUE)
            spans.append((section.body, stop, LINE))
    for start, stop, weight in spans:
        mentions = [m for m in names_in_value(text, start, stop) if not m.against]
        if not mentions or mentions[0].start > start + 40:
            continue
        for mention in mentions:
            if place := to_place(mention, hints, _beside(text, mention, mentions)):
                yield Candidate(
                    "places", place, start, mentions[-1].end, "label", weight if place.gemeente else 0.46
                )


def _of_a_province(layout: Layout) -> Iterator[Candidate]:
    """``Een Friese gemeente zoekt``: no more is said than the province."""
    for match in find_near(
        OF_PROVINCE, layout.text, layout.low, ("gemeente", "organisatie", "stichting", "stad"), 45, 16
    ):
        if area := gazetteer.resolve_area(PROVINCE_OF[match["adjective"].lower()]):
            yield Candidate("places", area, match.start(), match.end(), "prose", 0.47)


def _organisations(layout: Layout, hints: _Hints) -> Iterator[Candidate]:
    """The client: a gemeente is a place, a joint organisation an area."""
    text = layout.text
    for pair in layout.labelled("organisation"):
        stop = min(pair.end, pair.start + _LONG_VALUE)
        mentions = names_in_value(text, pair.start, stop)
        if re.match(r"gemeenten?\b|municipality of|city of", pair.text, re.I):
            for mention in mentions:
                if place := to_place(_as_gemeente(mention), hints):
                    yield Candidate(
                        "places", place, pair.start, mentions[-1].end, "organisation", ORGANISATION
                    )
            continue
        yield from _joint(text, pair, mentions or find_names(text, pair.start, stop))


def _joint(text: str, pair: Labelled, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """A joint organisation: the region it is named after, else the province its members share."""
    first = pair.text.lower().split(" ")[0].strip(",.:")
    areas = [m for m in mentions if m.kind in ("province", "region")]
    for mention in areas[:1]:
        if place := gazetteer.resolve_area(mention.name):
            yield Candidate("places", place, pair.start, mention.end, "organisation", 0.48)
    if not areas and len(mentions) > 1 and first in cues()["joint"]["words"]:
        members = [place for m in mentions if (place := gazetteer.resolve_gemeente(m.name))]
        provinces = {member.province for member in members}
        if len(provinces) == 1 and (only := members[0].province) and (area := gazetteer.resolve_area(only)):
            yield Candidate("places", area, pair.start, mentions[-1].end, "organisation", 0.46)


def _addresses(layout: Layout, hints: _Hints, limit: int) -> Iterator[Candidate]:
    """A postcode and town, unless it is somebody's postal or office address."""
    text = layout.text
    top = layout.header_end
    for match in _POSTCODE.finditer(text, 0, limit):
        if layout.is_noise(match.start()) or layout.section_at(match.start()).kind == "contact":
            continue
        town = names_in_value(text, match.end(), min(layout.line_at(match.end()).end, match.end() + 80))
        if not town or town[0].start != match.end():
            continue
        opening = max(0, match.start() - 160)
        around = text[max(opening, text.rfind("\n\n", opening, match.start())) : match.start()]
        if any(_is_sender(kind, around) for kind in ("broker", "interview")) or _is_letterhead(text, match):
            continue
        if place := _at_postcode(town[0], match[1], hints):
            header = match.start() < top
            yield Candidate(
                "places", place, match.start(), town[0].end, "address", ADDRESS if header else 0.71
            )


def _is_sender(kind: str, around: str) -> bool:
    phrases: list[str] = cues()["against"].get(kind, [])
    low = around.lower()
    return any(phrase in low for phrase in phrases)


def _is_letterhead(text: str, postcode: re.Match[str]) -> bool:
    """Whether a firm's name stands above the address, or its telephone, mail or registration right below."""
    above, below = (
        text[max(0, postcode.start() - 80) : postcode.start()],
        text[postcode.end() : postcode.end() + 110],
    )
    return bool(_FIRM_NAME.search(above) or _REACHABLE.search(below))


def _at_postcode(mention: Mention, pc4: str, hints: _Hints) -> Place | None:
    """Of places that share a name, the one the postcode lies in."""
    point = gazetteer.postcodes().get(pc4)
    place = to_place(mention, hints)
    if point is None or gazetteer.namesakes(mention.name) < 2:
        return place
    bearers = [
        found
        for province in gazetteer.provinces()
        if (found := gazetteer.resolve(mention.name, province)) and found.province == province
    ]
    return min(
        bearers or ([place] if place else []),
        key=lambda p: ((p.lat or 0) - point.lat) ** 2 + (0.62 * ((p.lon or 0) - point.lon)) ** 2,
        default=None,
    )


def _header_lines(layout: Layout, mentions: Sequence[Mention], hints: _Hints) -> Iterator[Candidate]:
    """Names in the title, and short lines (or pieces of one) at the top that are a place and nothing else."""
    text = layout.text
    top = layout.header_end
    rows = [line for line in layout.lines if line.kind != "blank" and line.start < top][:30]
    alone = {line.start for line in rows if _is_place_line(line.text)}
    starts = [line.start for line in rows]
    for number, line in enumerate(rows):
        inside = [m for m in mentions if line.start <= m.start < line.end]
        covered = _other_field(layout, line.content) or (line.kind == "label" and "|" not in line.text)
        if not inside or layout.is_noise(line.start) or _MENU.search(line.text) or covered:
            continue
        run = sum(start in alone for start in starts[max(0, number - 2) : number + 3])
        pieces = [piece.strip() for piece in line.text.split("|")]
        whole = line.start in alone or (len(pieces) > 1 and sum(map(_is_place_line, pieces)) in (1, 2))
        if whole and inside[0].kind in ("province", "region") and BODY_CUE.search(line.text):
            yield from _named(text, inside, hints, "line", 0.5)
        elif whole and run <= 3:
            yield from _named(text, [m for m in inside if m.against in (None, "travel")], hints, "line", LINE)
        elif (
            (number < _TITLE_LINES or line.kind == "heading")
            and len(line.text) < 140
            and not line.text.endswith(".")
        ):
            bare = [m for m in inside if not m.against and m.cue != "for"]
            if not _FIRM_NAME.search(line.text) and not (
                _POSTCODE.search(line.text) and _REACHABLE.search(line.text)
            ):
                body = bool(bare) and BODY_CUE.search(line.text) is not None
                weight = 0.5 if body and bare[0].kind == "region" else _title_weight(bare, mentions)
                yield from _named(text, bare, hints, "title", weight)


def _title_weight(inside: Sequence[Mention], mentions: Sequence[Mention]) -> float:
    """A bare name at the top that the text never takes up may be the sender's: then prose with a firm cue beats it."""
    keys = {gazetteer.normalise(m.name) for m in inside}
    taken_up = sum(gazetteer.normalise(m.name) in keys for m in mentions) > len(inside)
    return TITLE if taken_up or any(m.cue for m in inside) else UNCONFIRMED_TITLE


def _other_field(layout: Layout, offset: int, cue: str = "") -> bool:
    """Whether the offset lies in the value of a label that is known, unless its words tell of working there."""
    pair = layout.label_covering(offset)
    return pair is not None and pair.key != "free" and not (cue in ("site", "work") and pair.key in _TELLING)


@cache
def _is_place_line(words: str) -> bool:
    """``Flevoland``, ``Gemeente Zwolle``, ``Bussum (Noord-Holland)``, ``Zwolle en Kampen``."""
    if len(words) > 60:
        return False
    rest, found = words, names_in_value(words, 0, len(words))
    for mention in found:
        rest = rest.replace(words[mention.start : mention.end], " ")
    return bool(found) and not re.sub(
        r"\b(?:gemeenten?|regio|provincie|en|of|and|nederland)\b|\W", "", rest, flags=re.I
    )


def _named(
    text: str, mentions: Sequence[Mention], hints: _Hints, rule: str, weight: float
) -> Iterator[Candidate]:
    narrow = [m for m in mentions if m.kind in ("place", "gemeente")]
    for mention in narrow or mentions:
        if place := to_place(mention, hints, _beside(text, mention, mentions)):
            start = mention.cue_start if 0 <= mention.cue_start < mention.start else mention.start
            known = weight if place.gemeente else min(weight, 0.55)
            yield Candidate("places", place, start, mention.end, rule, known)


def _titles(doc: Doc, mentions: Sequence[Mention], hints: _Hints) -> Iterator[Candidate]:
    """Names in a labelled title, and names of the document's own title that the text holds too."""
    layout: Layout = doc._.layout
    for pair in layout.labelled("title"):
        inside = [m for m in mentions if pair.start <= m.start < pair.end and not m.against]
        yield from _named(layout.text, inside, hints, "title", TITLE)
    title = (doc._.source.title if doc._.source else None) or ""
    if title and not _MENU.search(title) and len(title) < 160:
        wanted = {
            gazetteer.normalise(m.name) for m in find_names(title) if not m.against and m.kind != "region"
        }
        for key in wanted:
            same = [m for m in mentions if gazetteer.normalise(m.name) == key and not m.against]
            yield from _named(layout.text, same[:1], hints, "title", 0.7)


def _prose(layout: Layout, mentions: Sequence[Mention], hints: _Hints) -> Iterator[Candidate]:
    """Names after a cue in running text; what is named more often and earlier weighs a little more."""
    text = layout.text
    often = Counter(gazetteer.normalise(m.name) for m in mentions if not m.against)
    known = {found.name for hint in hints.gemeenten[:_MOST_HINTS] if (found := gazetteer.gemeente(hint))}
    for mention in islice((m for m in mentions if m.cue and not m.against), _MOST_PROSE):
        if layout.is_noise(mention.start):
            continue
        if layout.section_at(mention.start).kind == "contact" or _other_field(
            layout, mention.start, mention.cue
        ):
            continue
        place = to_place(mention, hints, _beside(text, mention, mentions))
        if place is None:
            continue
        weight = _PROSE[mention.cue] if place.gemeente else REGION_LABEL
        if place.gemeente and place.gemeente in known:
            if mention.cue == "work":
                weight = _PROSE["site"]
            elif mention.cue == "for" and place.name != place.gemeente:
                weight = _PROSE["in"]
        weight += 0.01 * min(often[gazetteer.normalise(mention.name)], 4)
        weight += 0.01 * (mention.start < len(text) / 3)
        yield Candidate("places", place, mention.cue_start, mention.end, "prose", round(weight, 3))


def _named_after(layout: Layout) -> Iterator[Candidate]:
    """What a joint organisation is named after, where nothing else is known: its members, or its region."""
    text = layout.text
    for match in JOINT.finditer(text, 0, 8000):
        inside = names_in_value(text, match.start("names"), match.end("names"))
        members = [place for m in inside if (place := gazetteer.resolve_gemeente(m.name))]
        if (
            len(members) > 1
            and not layout.is_noise(match.start())
            and not _other_field(layout, match.start())
        ):
            for place in members:
                yield Candidate("places", place, match.start(), inside[-1].end, "organisation", 0.45)
    for match in OF_REGION.finditer(text, 0, 8000):
        inside = [
            m for m in names_in_value(text, match.start("name"), match.end("name")) if m.kind == "region"
        ]
        if inside and not layout.is_noise(match.start()) and (area := gazetteer.resolve_area(inside[0].name)):
            yield Candidate("places", area, match.start(), inside[0].end, "organisation", 0.44)


def _own_text_end(layout: Layout) -> int:
    """Where the sender's sign-off begins, or the end; the facts a page carries beside its text stand after it."""
    starts = tuple(cues()["signoff"]["starts"])
    half = len(layout.text) // 3
    for line in layout.lines:
        if line.start > half and line.text.lower().startswith(starts) and len(line.text) < 60:
            return line.start
    return len(layout.text)


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``places``: one ``Place`` each, the narrowest reading of each mention."""
    layout: Layout = doc._.layout
    limit = _own_text_end(layout)
    facts = layout.text.find("\n" + structured.HEADING)
    mentions = find_names(layout.text, 0, min(limit, facts) if facts >= 0 else limit)
    hints = _read_hints(layout, mentions)
    found = [
        *_labelled_values(layout, hints),
        *_addresses(layout, hints, limit),
        *_header_lines(layout, mentions, hints),
        *_titles(doc, mentions, hints),
        *_told(layout, hints),
        *_organisations(layout, hints),
        *_of_a_province(layout),
        *_named_after(layout),
        *_prose(layout, mentions, hints),
    ]
    if any(_NATIONWIDE.match(pair.text) for pair in layout.labelled("place")):
        found = [c for c in found if c.rule != "prose"]
    if first_near(
        _FULLY_REMOTE,
        layout.text,
        layout.low,
        ("afstand", "remote", "vanuit huis", " thuis", "online", "digitaal"),
        45,
        20,
    ):
        found = [c for c in found if c.rule in ("label", "address")]
    kept = [c for c in found if c.start < limit or c.start >= facts > 0]
    yield from kept
    yield from _its_gemeente(layout, kept)


def _its_gemeente(layout: Layout, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """``organisation``: the one gemeente of the places, where the text speaks of its client as ``de gemeente`` and no more."""
    firm = [c for c in found if c.rule in ("label", "address", "line", "title") and c.value.gemeente]
    gemeenten = {c.value.gemeente for c in firm}
    if len(gemeenten) == 1 and THE_GEMEENTE.search(layout.text):
        best = max(firm, key=lambda c: (c.weight, -c.start))
        yield Candidate("organisation", f"Gemeente {best.value.gemeente}", best.start, best.end, "place", 0.3)
