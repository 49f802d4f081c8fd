"""What a mention of a place stands for, told by what else the document names; and how firm each kind of evidence is."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.knowledge import places as gazetteer
from indexer.parse.layout import Layout
from indexer.parse.place_names import Mention
from indexer.parse.place_values import names_in_value
from indexer.record import Place

LABEL, TOLD, ADDRESS, TITLE, LINE, ORGANISATION, REGION_LABEL = 0.9, 0.86, 0.8, 0.74, 0.72, 0.7, 0.5
LONG_VALUE = 160  # a longer value is prose
# Labels whose value may tell where the work is done, though they ask something else.
_TELLING = frozenset({"remote", "hours", "other", "contract", "start", "period", "duration"})
_MOST_HINTS = 8


@dataclass(slots=True)
class Hints:
    """What the document says to tell places apart that share a name."""

    gemeenten: list[str] = field(default_factory=list)
    label_province: str | None = None
    prose_province: str | None = None


def to_place(mention: Mention, hints: Hints, near: str | None = None) -> Place | None:
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


def read_hints(layout: Layout, mentions: Sequence[Mention]) -> Hints:
    hints = Hints()
    named = dict.fromkeys(m.name for m in mentions if m.cue == "gemeente" and not m.against)
    for pair in layout.labelled("organisation", "place"):
        for mention in names_in_value(layout.text, pair.start, min(pair.end, pair.start + LONG_VALUE)):
            if mention.kind == "gemeente":
                named.setdefault(mention.name)
    hints.gemeenten = list(named)
    for pair in layout.labelled("region"):
        for mention in names_in_value(layout.text, pair.start, min(pair.end, pair.start + LONG_VALUE)):
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


def beside(text: str, mention: Mention, mentions: Sequence[Mention]) -> str | None:
    """The province named directly after a place: ``Hengelo (Gelderland)``, ``Hengelo, Gelderland``, ``Hengelo Gld``."""
    at = bisect_right(mentions, mention.start, key=lambda m: m.start)
    if at == len(mentions) or mentions[at].kind not in ("province", "region"):
        return None
    gap = text[mention.end : mentions[at].start]
    if len(gap) > 16 or gap.strip(" ,(-–/:").lower() not in ("", "provincie"):
        return None
    area = gazetteer.resolve_area(mentions[at].name)
    return area.province if area else None


def as_gemeente(mention: Mention) -> Mention:
    if mention.kind != "place":
        return mention
    return Mention(mention.start, mention.end, mention.name, "gemeente", "gemeente", mention.cue_start)


def other_field(layout: Layout, offset: int, cue: str = "") -> bool:
    """Whether the offset lies in the value of a label that is known, unless its words tell of working there."""
    pair = layout.label_covering(offset)
    if pair is not None and (
        offset - pair.start > LONG_VALUE or (pair.key == "other" and len(pair.text) > LONG_VALUE // 2)
    ):
        return False  # running text that no heading parts from the last of the facts
    return pair is not None and pair.key != "free" and not (cue in ("site", "work") and pair.key in _TELLING)
