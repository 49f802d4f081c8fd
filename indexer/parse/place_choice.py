"""Which of the places named is where the work is.

Label, address, title, client and prose each propose; the firmest leads, with those named in one breath with it. An area
(region or province) stays only where no place in it is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.place_names import find_names, follows
from indexer.parse.place_work import BODY_CUE
from indexer.record import Place

_FIRM = 0.66  # from here on a candidate is more than prose
# "een dag per week in Tynaarlo en twee dagen in Assen"
_DAYS_ELSEWHERE = re.compile(
    r"\)?,? (?:en|plus|and|maar|but)(?: [\w'’]+){0,6} (?:\w{0,6}dag|dagen|dagdelen?|days?|\w{2,6}day|ook|also|soms|regelmatig)\b(?: [\w'’]+){0,4} ?|,? (?:(?:en|and) )?(?:de|the) (?:andere|other) (?:helft|half|dag|dagen|days?|week|weken|keer|locatie)(?: [\w'’]+){0,4} ?|,? (?:en|and) (?:een|één|eentje|het|de|ons|onze|one|the|our)(?: [\w'’-]+){0,3}(?: (?:in|te))? ",
    re.I,
)
# "Noord (standplaats Zwolle), Midden-West (standplaats Amsterdam)"
_IN_BRACKETS_EACH = re.compile(r"\),? (?:(?:en|of) )?[\w-]+(?: [\w-]+){0,3} \(")
_ALL_OVER = 3  # towns of one gemeente that prose names: then it is meant as a whole
_SAID_TWICE = 0.65  # "gemeente X" in prose
_AT_SITE = 0.73  # the same, said of the place of work itself
_WORK_SAID = 0.7  # a town in prose with a cue that speaks of working there
_NAMED_TOGETHER = 2  # gemeenten of a region that a text about it names
_TOP_LINES = 6
_REACH = 100  # characters before the first of a row
_MOST_PLACES = 40  # no client works in more; bounds the time a hostile text can take


def select(candidates: list[Candidate], doc: Doc) -> list[Candidate]:
    """The places of work among the candidates, the deciding one first; none twice.

    Several stay where one label, title or list names them. A region or province stays only where no place in it is known.
    """
    ranked = sorted((c for c in candidates if c.field == "places"), key=lambda c: (-c.weight, c.start))
    text = doc._.layout.text
    if (served := _of_those_served(ranked, text)) is not None:
        return [served]
    narrow = _without_capitals_of_a_province([c for c in ranked if c.value.gemeente], text)
    areas = [c for c in ranked if not c.value.gemeente]
    narrow = _without_sender(narrow, areas, text)
    if areas and narrow and (not _beats(narrow[0], areas[0]) or _is_client(areas[0], narrow[0], doc)):
        inside = [
            c for c in narrow if _holds(areas[0].value, c.value) and c.weight >= 0.6 and c.rule != "prose"
        ]
        narrow = inside
    if not narrow:
        return _distinct(_together(_narrowest(areas, text), doc), text)
    chosen = _distinct(_together(narrow, doc), text)[:_MOST_PLACES]
    if (region := _region_served(chosen, areas, text)) is not None:
        return [region]
    return _distinct(_whole(_explained(_towns(chosen, narrow, doc._.layout), text), narrow, text), text)


def _of_those_served(ranked: list[Candidate], text: str) -> Candidate | None:
    """The province, for ``Utrecht`` or ``Groningen`` under a label where the client serves other gemeenten of it, named together,
    and nothing else says where the work is.
    """
    first = ranked[0] if ranked else None
    if first is None or first.rule != "label" or first.value.name != first.value.province:
        return None
    name = first.value.name
    if any(c.value.name != name or c.rule not in ("label", "line", "title") for c in ranked):
        return None
    served = {m.name for m in find_names(text) if m.cue == "gemeente" and not m.against}
    gemeenten = {found.name for one in served if (found := gazetteer.resolve_gemeente(one, name))}
    others = {g for g in gemeenten if gazetteer.gemeenten()[g].province == name}
    area = gazetteer.resolve_area(f"provincie {name}")
    return (
        first._replace(value=area)
        if area and name not in gemeenten and len(others) >= _NAMED_TOGETHER
        else None
    )


# "De dienst werkt voor de gemeenten Venlo, Venray en Gennep"
_SERVES = re.compile(
    r"\b(?:werk(?:t|en)?|voer(?:t|en)|zorg(?:t|en)|bedien(?:t|en)|lever(?:t|en)|works?|serves?|provides?)\b[^.;\n]{0,60}\b(?:voor|van|for)? ?(?:de |the )?(?:[a-z]+ )?$",
    re.I,
)
_SERVED = 3  # gemeenten


def _region_served(chosen: list[Candidate], areas: list[Candidate], text: str) -> Candidate | None:
    """The region that prose names, where the places are no more than the gemeenten in it that a body serves."""
    first = min(chosen, key=lambda c: c.start, default=None)
    if first is None or len(chosen) < _SERVED or not text.startswith("gemeenten", first.start):
        return None
    if any(c.rule != "prose" or c.weight >= _WORK_SAID for c in chosen):
        return None
    if not _SERVES.search(text, max(0, first.start - _REACH), first.start):
        return None
    around = (c for c in areas if c.rule == "prose" and c.value.regions)
    return next((c for c in around if all(_holds(c.value, one.value) for one in chosen)), None)


def _is_client(area: Candidate, place: Candidate, doc: Doc) -> bool:
    """Whether a province that a label names is the client, told right below or above the title: what prose names in it is what
    it works on.
    """
    layout = doc._.layout
    if (
        area.rule != "label"
        or place.rule != "prose"
        or place.weight >= _AT_SITE
        or not gazetteer.province(area.value.name)
    ):
        return False
    filled = [line.text for line in layout.lines[:_TOP_LINES] if line.kind != "blank"]
    return f"provincie {area.value.name}".lower() in (text.strip(" .").lower() for text in filled)


def _without_capitals_of_a_province(narrow: list[Candidate], text: str) -> list[Candidate]:
    """``Utrecht`` or ``Groningen`` under a label or on a line of its own means the province where the text speaks of another gemeente in it alone."""
    first = narrow[0] if narrow else None
    if first is None or first.rule not in ("label", "line") or first.value.name != first.value.province:
        return narrow
    name = first.value.name
    others = [
        c for c in narrow if c.value.gemeente != name and c.value.province == name and c.weight >= _SAID_TWICE
    ]
    other = any(c.rule != "address" and _says_gemeente(text, c) for c in others)
    itself = any(c.value.gemeente == name and c.rule not in ("label", "line", "title") for c in narrow)
    written_out = re.search(r"gemeente|stad|binnenstad", text[first.start : first.end], re.I)
    return (
        [c for c in narrow if c.value.gemeente != name]
        if other and not itself and not written_out
        else narrow
    )


def _without_sender(narrow: list[Candidate], areas: list[Candidate], text: str) -> list[Candidate]:
    """An address is that of who placed the listing where the text tells of a region it does not lie in, names gemeenten of
    that region, and says no more of its own.
    """
    first = narrow[0] if narrow else None
    if first is None or first.rule != "address":
        return narrow
    own = first.value.gemeente
    if any(c.value.gemeente == own and c.rule not in ("address", "title", "line") for c in narrow):
        return narrow
    told = ((gazetteer.region(c.value.name), c.rule) for c in areas if c.value.regions)
    for region, rule in told:
        if region is None or own in region.members or rule not in ("prose", "acts"):
            continue
        named = sum(member in text for member in region.members)
        if rule == "acts" or named >= _NAMED_TOGETHER:  # a region that is the client itself need name none
            return [c for c in narrow if c.value.gemeente != own]
    return narrow


def _beats(place: Candidate, area: Candidate) -> bool:
    """Whether a place outweighs an area: it stands firmer, or lies in it and the area is no more than a region label."""
    if place.weight >= area.weight and (place.weight >= _FIRM or area.rule == "prose"):
        return True
    return _holds(area.value, place.value) and (area.weight <= 0.6 or place.weight >= _FIRM)


def _holds(area: Place, place: Place) -> bool:
    """Whether a region or province holds a place or a smaller area."""
    region = gazetteer.region(area.name) if area.regions else None
    if region is None:
        return area.province == place.province
    if place.gemeente:
        return place.gemeente in region.members
    inner = gazetteer.region(place.name)
    return inner is not None and set(inner.members) < set(region.members)


def _narrowest(areas: list[Candidate], text: str) -> list[Candidate]:
    """The leading area, or one named elsewhere that lies inside it, and not only as the name of a body."""
    if not areas:
        return []
    inner = [
        c
        for c in areas
        if c.value.regions
        and c.value.name != areas[0].value.name
        and _holds(areas[0].value, c.value)
        and not (c.rule in ("prose", "title") and BODY_CUE.search(text, max(0, c.start - 5), c.end))
    ]
    return inner if inner and not areas[0].value.regions else areas


def _together(ranked: list[Candidate], doc: Doc) -> list[Candidate]:
    """The leading candidate and those named in one breath with it."""
    if not ranked:
        return []
    best, text = ranked[0], doc._.layout.text
    if best.rule in ("label", "json-ld", "title", "organisation", "address"):
        return [c for c in ranked if c.rule == best.rule and c.weight >= best.weight - 0.02]
    return _in_one_breath(best, ranked, text)


def _in_one_breath(best: Candidate, ranked: Sequence[Candidate], text: str) -> list[Candidate]:
    """A place in a list or a sentence, and those that stand beside it there."""
    same = sorted((c for c in ranked if c.rule == best.rule), key=lambda c: c.end)
    # Where the work itself is said to be, other mentions of that town bring no others along.
    keep = [best] if best.weight >= _AT_SITE else [c for c in same if c.value == best.value]
    known = {id(c) for c in keep}
    # Where the work is said to be in one town, those for whom it is done are not named in the same breath.
    apart = 0.05 if best.weight >= _WORK_SAID else 0.12
    for first, second in pairwise(same):
        joined = follows(text, first.end, second.start) or any(
            between.fullmatch(text, first.end, second.start)
            for between in (_DAYS_ELSEWHERE, _IN_BRACKETS_EACH)
        )
        if (
            joined
            and min(first.weight, second.weight) >= (0.6 if best in (first, second) else best.weight - apart)
            and (id(first) in known) != (id(second) in known)
        ):
            keep.append(second if id(first) in known else first)
            known.add(id(keep[-1]))
    return [best, *(c for c in keep if c.value != best.value)]


def _towns(chosen: list[Candidate], narrow: list[Candidate], layout: Layout) -> list[Candidate]:
    """A gemeente gives way to the town in it where the work is said to be, or to those named together, unless a label names its
    own town.
    """
    text = layout.text
    result: list[Candidate] = []
    for candidate in chosen:
        place: Place = candidate.value
        whole = gazetteer.gemeenten()[place.gemeente]  # type: ignore[index]  # only places in a gemeente come here
        inside = [c for c in narrow if c.value.gemeente == place.gemeente and c.value.name != place.name]
        firm = [
            c for c in inside if c.rule == "address" or c.weight >= _WORK_SAID and c.rule != "organisation"
        ]
        towns = [c for c in inside if c.weight >= 0.6 and not _is_in_list(c, layout)]
        towns = [c for c in towns if c.rule in ("title", "line")] or towns
        if _named_with(candidate, firm, chosen, text):
            result.append(candidate)
            continue
        if (place.lat, place.lon) == (whole.lat, whole.lon):
            if firm or len({c.value.name for c in towns}) == 1:
                result += _in_one_breath((firm or towns)[0], firm or towns, text)
                continue
        elif (
            firm
            and candidate.rule not in ("label", "json-ld")
            and (
                _says_gemeente(text, candidate)
                or place.name == place.gemeente
                and candidate.rule != "address"
            )
        ):
            candidate = firm[0]
        result.append(candidate)
    return result


def _is_in_list(candidate: Candidate, layout: Layout) -> bool:
    """Whether prose names it in an item of a list: one of many tasks, which need not be where the work is."""
    line = layout.line_at(candidate.start)
    quoted = ">" in layout.text[line.start : line.content]
    return candidate.rule == "prose" and line.bullet and not quoted


_AND = re.compile(r"\b(?:en|of|and|or)\b")
_NEAR = 60  # characters


def _named_with(candidate: Candidate, firm: list[Candidate], chosen: list[Candidate], text: str) -> bool:
    """Whether a sentence tells of both the town that the gemeente is called after and another in it: ``het gemeentehuis in Epe
    en het servicepunt in Vaassen``."""
    return (
        candidate.rule == "prose"
        and not _says_gemeente(text, candidate)
        and any(
            town in chosen
            and 0 < town.start - candidate.end < _NEAR
            and _AND.search(text, candidate.end, town.start)
            for town in firm
        )
    )


def _explained(chosen: list[Candidate], text: str) -> list[Candidate]:
    """``Noordwijkerhout, gemeente Noordwijk`` is one place: the gemeente only says where the town lies."""
    towns = {c.value.gemeente: c.value.name for c in chosen if not _says_gemeente(text, c)}
    return [
        c
        for c in chosen
        if not _says_gemeente(text, c) or towns.get(c.value.gemeente, c.value.name) == c.value.name
    ]


def _whole(chosen: list[Candidate], narrow: list[Candidate], text: str) -> list[Candidate]:
    """The gemeente, where prose names it and several of its towns: what is told of all of them."""
    names = {(c.value.gemeente, c.value.name) for c in chosen}
    gemeenten = {gemeente for gemeente, _ in names}
    if len(names) < _ALL_OVER or len(gemeenten) > 1 or any(c.rule != "prose" for c in chosen):
        return chosen
    said = [c for c in narrow if c.value.gemeente in gemeenten and _says_gemeente(text, c)]
    return said[:1] or chosen


_SAYS_GEMEENTE = re.compile(r"gemeente(?!huis|kantoor)|municipality", re.I)


def _says_gemeente(text: str, candidate: Candidate) -> bool:
    return _SAYS_GEMEENTE.search(text[candidate.start : candidate.end]) is not None


def _listed(one: Candidate, other: Candidate, text: str) -> bool:
    """Whether one value lists both as towns of their own: ``Dedemsvaart en Hardenberg``, not ``Wolvega (Weststellingwerf)``."""
    if one.rule != "label" or other.rule != "label" or (one.start, one.end) != (other.start, other.end):
        return False
    words = text[one.start : one.end]
    town = gazetteer.resolve(one.value.name, gemeente=one.value.gemeente)
    return (
        town is not None
        and not re.search(r"[(]|gemeente\b", words.split(":")[-1], re.I)
        and bool(re.search(r"\ben\b|/|&|,", words))
    )


def _distinct(chosen: Sequence[Candidate], text: str) -> list[Candidate]:
    """No place twice; a gemeente named beside a town in it adds nothing."""
    kept: list[Candidate] = []
    for candidate in chosen:
        same = (c for c in kept if c.value.gemeente and c.value.gemeente == candidate.value.gemeente)
        known = any(
            (c.value.name, c.value.gemeente) == (candidate.value.name, candidate.value.gemeente) for c in kept
        )
        beside = next(same, None)
        named_area = (
            beside is not None
            and candidate.value.name in (candidate.value.gemeente, None)
            and not _listed(candidate, beside, text)
        )
        if not known and not named_area:
            kept.append(candidate)
    return [c for c in kept if not any(_is_around(c, other, text) for other in kept)]


def _is_around(area: Candidate, town: Candidate, text: str) -> bool:
    """Whether a value names a gemeente only to say where the town in it lies: ``Gemeente Epe, kantoor Vaassen``."""
    return (
        area.value.name == area.value.gemeente == town.value.gemeente != town.value.name
        and (area.rule, area.start) == (town.rule, town.start)
        and not _listed(area, town, text)
    )
