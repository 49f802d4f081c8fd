"""Places under labels: values, headings, addresses, the client; also written one letter wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate
from indexer.parse.dategrammar import figures
from indexer.parse.layout import Labelled, Layout
from indexer.parse.organisation_words import SENTENCE
from indexer.parse.place_hints import (
    ADDRESS,
    LABEL,
    LINE,
    LONG_VALUE,
    ORGANISATION,
    REGION_LABEL,
    TOLD,
    Hints,
    as_gemeente,
    beside,
    to_place,
)
from indexer.parse.place_names import Mention, cues, find_names
from indexer.parse.place_values import names_in_value
from indexer.parse.place_work import FIRST_WHERE, NOT_WHERE, WHERE
from indexer.parse.typos import one_slip
from indexer.record import Place

REGION_TOWN = 0.71
VISITED = 0.6
_VISITS = frozenset(("bezoekadres", "kantooradres", "hoofdkantoor", "vestigingsadres", "adres organisatie"))
PROSE_LABEL = 0.74  # a heading with running text below it tells more than the place
_REGION_BEHIND = re.compile(r" (?:region|regio|area|e\.o\.)\b")  # "The Hague region (Zoetermeer)"
_FIRST_SENTENCE = re.compile(r"[^.!?\n]*?\w{4}(?=[.!?] [A-Z])")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n\n")
_FIGURES_OF_POSTCODE = 4
_FAR = 0.3  # degrees of latitude: 33 km
_OF_LATITUDE = 0.62  # how long a degree of longitude is here
POSTCODE = re.compile(r"([1-9](?<![\w-].)\d{3})\s?[A-Z]{2}(?!\w)[ ,]*\n?[ ,]*")
FIRM_NAME = re.compile(
    r"\b(?:b\.?v\.?|n\.v\.|v\.?o\.?f\.?|flex|holding|detachering|recruitment|consultancy)(?!\w)", re.I
)
REACHABLE = re.compile(
    r"@|\b(?:je krijgt deze mail|u ontvangt deze|je ontvangt deze|uitschrijven|afmelden|www\.|tel\b|telefoon|t: |e-?mail|kvk|btw)|\b0\d{1,3}[ -]\d{5,8}\b",
    re.I,
)


def labelled_values(layout: Layout, hints: Hints, elsewhere: bool) -> Iterator[Candidate]:
    """Values under a label that names a place, a region or an address; ``elsewhere``: the text says where the work is."""
    text = layout.text
    for pair in layout.labelled("place", "region", "address"):
        if layout.section_at(pair.start).kind == "contact" and pair.key != "region":
            continue
        stop = value_end(text, pair)
        if "@" in text[pair.start : stop]:
            continue  # where somebody can be reached
        mentions = [
            m for m in names_in_value(text, pair.start, stop) if not m.against and not _is_street(text, m)
        ]
        if pair.label.strip().lower() in ("gemeente", "gemeenten"):
            mentions = [as_gemeente(m) for m in mentions]
        mentions = mentions or _misspelt(text, pair, stop)
        if postcode := _after_postcode(text, pair, stop):
            mentions = [m for m in mentions if m.start >= postcode] or mentions
        values = list(_values(text, pair, mentions, hints))
        for _, place in values:
            weight = _label_weight(pair, place, elsewhere)
            yield Candidate("places", place, pair.label_start, values[-1][0].end, "label", weight)


def _label_weight(pair: Labelled, place: Place, elsewhere: bool) -> float:
    if pair.style == "no-colon" and pair.label.lower() == "gemeente":
        return LINE
    if pair.key == "region":
        return REGION_TOWN if place.gemeente else REGION_LABEL
    if pair.key == "place":
        return LABEL if pair.end - pair.start <= LONG_VALUE else PROSE_LABEL
    # Where the client receives people; the work may be elsewhere, if the text says so.
    return VISITED if elsewhere and pair.label.lower() in _VISITS else ADDRESS


def _values(
    text: str, pair: Labelled, mentions: Sequence[Mention], hints: Hints
) -> Iterator[tuple[Mention, Place]]:
    """What the names in a value stand for; areas where there is nothing narrower, ``Berg en Dal (Groesbeek)`` as the town."""
    found: list[tuple[Mention, Place]] = []
    for mention in mentions:
        place = to_place(mention, hints, beside(text, mention, mentions))
        if pair.key == "region" and mention.kind == "place":
            place = _labelled_area(pair, mention) or place
        wider = len(mentions) > 1 and mention.kind == "place" and _REGION_BEHIND.match(text, mention.end)
        if wider and all(m.kind == "province" for m in mentions if m is not mention):
            # "Eindhoven region, Province of North Brabant": the narrower of the two
            area = gazetteer.resolve_area(f"regio {mention.name}")
            if area is not None and area.regions:
                yield mention, area
                return
        if place is None or wider:
            continue
        if found and text[found[-1][0].end : mention.start].strip() == "(":
            around = found[-1][1]
            if around.gemeente and around.gemeente == place.gemeente:
                found.pop()
            elif _are_far_apart(around, place):
                continue
        found.append((mention, place))
    yield from [pair_ for pair_ in found if pair_[1].gemeente] or found


def _are_far_apart(one: Place, other: Place) -> bool:
    """Whether a name in brackets is no town near the one before them, but a street or a part of it that bears that name: ``Den
    Haag (Spui)``.
    """
    points = one.lat, one.lon, other.lat, other.lon
    if None in points:
        return False
    north, east, north_too, east_too = map(float, points)  # type: ignore[arg-type]  # none of them is None
    return math.hypot(north - north_too, _OF_LATITUDE * (east - east_too)) > _FAR


def _labelled_area(pair: Labelled, mention: Mention) -> Place | None:
    """What a name under a region label stands for when a town bears it too (``Regio: Groningen``)."""
    if gazetteer.province(mention.name):
        return gazetteer.resolve_area(mention.name)
    official = pair.label.lower() not in ("regio", "region", "gebied", "werkregio")
    return gazetteer.resolve_area(f"regio {mention.name}") if official or mention.cue == "region" else None


def value_end(text: str, pair: Labelled) -> int:
    """A long value is prose: its first sentence counts, as it does in a short one when that names a place."""
    if pair.end - pair.start <= LONG_VALUE:
        first = _FIRST_SENTENCE.match(text, pair.start, pair.end)
        return first.end() if first and names_in_value(text, pair.start, first.end()) else pair.end
    closing = re.compile(r"[.!?](?=\s)").search(text, pair.start, pair.end)
    return closing.start() if closing else pair.start + LONG_VALUE


def _after_postcode(text: str, pair: Labelled, stop: int) -> int | None:
    match = POSTCODE.search(text, pair.start, stop)
    return match.end() if match else None


def _is_street(text: str, mention: Mention) -> bool:
    """Whether a house number and a postcode follow: ``Het Overloon 2, 6411 TE Heerlen``."""
    number = _HOUSE_NUMBER.match(text, mention.end)
    return number is not None and POSTCODE.match(text, number.end()) is not None


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
            if known[0] == key[0] and one_slip(key, known):
                area = gazetteer.resolve_area(name) is not None and gazetteer.gemeente(name) is None
                return [Mention(stop - len(value), stop, name, "region" if area else "place")]
    return []


def told(layout: Layout, hints: Hints) -> Iterator[Candidate]:
    """Names under a label that is an ordinary word (``Vertrek: vanaf Overveen``) or a heading (``Place of assignment``)."""
    text = layout.text
    spans = [
        (pair.start, value_end(text, pair), TOLD)
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
            stop = min(closing.start() if closing else section.end, section.body + LONG_VALUE)
            spans.append((section.body, stop, LINE))
    for start, stop, weight in spans:
        mentions = [m for m in names_in_value(text, start, stop) if not m.against and not _is_street(text, m)]
        if not mentions or mentions[0].start > start + 40:
            continue
        for mention in mentions:
            if place := to_place(mention, hints, beside(text, mention, mentions)):
                yield Candidate(
                    "places", place, start, mentions[-1].end, "label", weight if place.gemeente else 0.46
                )


# "Gemeente Raalte", "Wij zijn de gemeente Raalte"
_GEMEENTE = re.compile(
    r"(?:(?:(?:wij|we) zijn|dit is|we are) )?(?:(?:de )?(?:centrum)?gemeenten?\b|(?:the )?(?:municipality|city) of)",
    re.I,
)


def organisations(layout: Layout, hints: Hints) -> Iterator[Candidate]:
    """The client: a gemeente is a place, a joint organisation an area."""
    text = layout.text
    for pair in layout.labelled("organisation"):
        stop = min(pair.end, pair.start + LONG_VALUE)
        mentions = names_in_value(text, pair.start, stop)
        if _GEMEENTE.match(pair.text):
            if asks := _FOR_OTHERS.search(text, pair.start, stop):
                mentions = [mention for mention in mentions if mention.end <= asks.start()]
            # "De gemeente Zwijndrecht maakt deel uit van de Drechtsteden": of a sentence its subject alone.
            named = mentions[:1] if SENTENCE.search(pair.text) else mentions
            for mention in named:
                if place := to_place(as_gemeente(mention), hints):
                    yield Candidate("places", place, pair.start, named[-1].end, "organisation", ORGANISATION)
            continue
        if whole := _told_whole(text, pair, stop, hints):
            yield whole
            continue
        if seat := _seat(pair, mentions, hints):
            yield seat
            continue
        yield from _joint(text, pair, mentions or find_names(text, pair.start, stop))


# "Borculo en Neede vormen samen gemeente Berkelland": the one gemeente that a sentence about the client calls so.
_IS_WHOLE = re.compile(
    r"\b(?:vormen|vormt|maken|horen|liggen|fuseerden|gingen|form|make up|belong)\b[^.;]{0,40}$", re.I
)
_TOLD_WHOLE = 0.67
# "Centrumgemeente Ede, namens de gemeenten Barneveld en Nijkerk": where the one who asks is, not for whom.
_FOR_OTHERS = re.compile(r"\b(?:(?:mede )?namens|on behalf of)\b", re.I)
_SEATS = frozenset({"", "locatie ", "vestiging ", "standplaats ", "kantoor "})


def _told_whole(text: str, pair: Labelled, stop: int, hints: Hints) -> Candidate | None:
    called = [m for m in find_names(text, pair.start, stop) if m.kind == "gemeente" and not m.against]
    if not called or called[0].name != called[-1].name:
        return None
    first = called[0]
    place = to_place(first, hints) if _IS_WHOLE.search(text, pair.start, first.start) else None
    return (
        Candidate("places", place, first.cue_start, first.end, "organisation", _TOLD_WHOLE) if place else None
    )


def _seat(pair: Labelled, mentions: Sequence[Mention], hints: Hints) -> Candidate | None:
    """The town behind a name, in brackets or behind a comma: ``Gemeenschappelijke regeling Avres (Gorinchem)``."""
    opening = max(pair.text.rfind(" ("), pair.text.rfind(", "))
    if len(mentions) != 1 or opening < 0 or mentions[0].end + 1 < pair.end:
        return None
    if pair.text[opening + 2 : mentions[0].start - pair.start].lower() not in _SEATS:
        return None
    place = to_place(mentions[0], hints)
    return Candidate("places", place, pair.start, mentions[0].end, "organisation", 0.47) if place else None


def _joint(text: str, pair: Labelled, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    """A joint organisation: the region it is named after, else the province its members share."""
    first = pair.text.lower().split(" ")[0].strip(",.:")
    areas = [m for m in mentions if m.kind in ("province", "region")]
    for mention in areas[:1]:
        if place := gazetteer.resolve_area(mention.name):
            yield Candidate("places", place, pair.start, mention.end, "organisation", 0.48)
    if not areas and len(mentions) > 1 and first in cues()["joint"]["words"]:
        members = [place for m in mentions if (place := gazetteer.resolve_gemeente(m.name))]
        if (area := area_of(members)) is not None:
            yield Candidate("places", area, pair.start, mentions[-1].end, "organisation", 0.46)


def area_of(members: Sequence[Place]) -> Place | None:
    """The province in which all these gemeenten lie."""
    provinces = {member.province for member in members}
    only = provinces.pop() if len(provinces) == 1 else None
    return gazetteer.resolve_area(only) if only else None


_HOUSE_NUMBER = re.compile(r" \d{1,5}(?:[ -]?[a-zA-Z]{1,2})?(?:,\s*|\s+)")
_LETTERHEAD, _LETTER_TOP = 200, 600  # characters
_CLIENT = re.compile(
    r"\b(?:gemeente|stichting|provincie|waterschap|GGD|veiligheidsregio|municipality)\b", re.I
)
_ADDRESSEE = re.compile(r"^(?:aan|to):?$|\bt\.?a\.?v\.? |\bter attentie van\b|\battn\b", re.I | re.M)
_LETTER = re.compile(r"^(?:geachte|beste|dear) [^\n]{2,60}|^(?:ons|uw) kenmerk\b", re.I | re.M)


def addresses(layout: Layout, hints: Hints, limit: int) -> Iterator[Candidate]:
    """A postcode and town, unless it is somebody's postal or office address."""
    text = layout.text
    top = layout.header_end
    of_four = (start for start, end, _ in figures(layout.low) if end - start == _FIGURES_OF_POSTCODE)
    for match in filter(None, (POSTCODE.match(text, start, limit) for start in of_four if start < limit)):
        if layout.is_noise(match.start()) or layout.section_at(match.start()).kind == "contact":
            continue
        town = names_in_value(text, match.end(), min(layout.line_at(match.end()).end, match.end() + 80))
        if not town or town[0].start != match.end():
            continue
        opening = max(0, match.start() - 160)
        around = text[max(opening, text.rfind("\n\n", opening, match.start())) : match.start()]
        if any(_is_sender(kind, around) for kind in ("broker", "interview")):
            continue
        if is_letterhead(text, match) or _is_of_addressee(text, around, match.end()):
            continue
        if place := _at_postcode(town[0], match[1], hints):
            header = match.start() < top
            yield Candidate(
                "places", place, match.start(), town[0].end, "address", ADDRESS if header else 0.71
            )


def _is_sender(kind: str, around: str) -> bool:
    phrases: list[str] = cues()["against"].get(kind, [])
    low = around.lower()
    return any(map(low.__contains__, phrases))


def _is_of_addressee(text: str, around: str, end: int) -> bool:
    """Whether an address is that of whom a letter is sent to, and no client's."""
    return (
        _ADDRESSEE.search(around) is not None
        and _CLIENT.search(around) is None
        and _LETTER.search(text, end, end + _LETTER_TOP) is not None
    )


def is_letterhead(text: str, postcode: re.Match[str]) -> bool:
    """Whether a firm's name stands above the address, its telephone, mail or registration right below, or a letter of somebody
    who is no client begins with it.
    """
    above, below = (
        text[max(0, postcode.start() - 80) : postcode.start()],
        text[postcode.end() : postcode.end() + 110],
    )
    if FIRM_NAME.search(above) or REACHABLE.search(below):
        return True
    if postcode.start() > _LETTERHEAD or _CLIENT.search(text, 0, postcode.start()):
        return False
    return _LETTER.search(text, postcode.end(), postcode.end() + _LETTER_TOP) is not None


def _at_postcode(mention: Mention, pc4: str, hints: Hints) -> Place | None:
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
        key=lambda p: ((p.lat or 0) - point.lat) ** 2 + (_OF_LATITUDE * ((p.lon or 0) - point.lon)) ** 2,
        default=None,
    )
