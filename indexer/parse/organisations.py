"""Who the work is for: the client, never the broker or the portal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from indexer.knowledge import places as gazetteer
from indexer.parse import organisation_for_others, structured
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.label_words import known_label
from indexer.parse.layout import Labelled, Layout
from indexer.parse.name_trie import begins_a_name, name_words
from indexer.parse.openings import at_words
from indexer.parse.organisation_alone import lone_body
from indexer.parse.organisation_client import client
from indexer.parse.organisation_full import is_department, ministry
from indexer.parse.organisation_names import names, with_us
from indexer.parse.organisation_words import (
    BODY_KIND,
    BROKER,
    BY_HEAD,
    CLIENT_CUE,
    CLIENT_LABEL,
    GEMEENTE,
    HEADS,
    NAME,
    NO_CLIENT,
    SENTENCE,
    VERB,
)
from indexer.parse.place_names import is_covered
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``organisation``; a gemeente by its official name of today."""
    layout = doc._.layout
    acting = chain(_acting(layout), organisation_for_others.read(layout))
    found = list(chain(_labelled(layout), _told(layout), acting, _gemeenten(layout), names(layout)))
    yield from found or lone_body(layout)


_WORD = re.compile(r"\S+")
_LONGEST_GEMEENTE = 60  # characters
_OF_PROVINCE = re.compile(r"provincie\s", re.I)


def _gemeente_name(words: str) -> tuple[str, int] | None:
    """The official gemeente that begins the words (longest first) and how many characters name it."""
    parts = list(_WORD.finditer(words))
    for count in range(min(5, len(parts)), 0, -1):
        said = words[: parts[count - 1].end()].rstrip(".,;:!?)'’\"”")
        found = gazetteer.gemeente(said[:-2] if said.endswith(("'s", "’s")) else said)
        if found:
            return found.name, len(said)
    # "Gemeente EpeStandplaats": where a page lost its spaces.
    glued = re.match(r"[A-Z][\w’'-]*?[a-z](?=[A-Z][a-z]+)", words)
    bare = gazetteer.gemeente(glued[0]) if glued else None
    return (bare.name, len(glued[0])) if bare and glued else None


# Under the heading "Organisatie": what the part below is about, "Aanbesteding gemeente Almere".
_SUBHEADING = re.compile(
    r"(?:aanbesteding|inkoop|opdracht|project|programma) (?:van |bij |voor )?(?:de )?gemeente ", re.I
)


def _labelled(layout: Layout) -> Iterator[Candidate]:
    page_data = layout.text.find("\n" + structured.HEADING)
    for pair in layout.labelled("organisation"):
        value = pair.text.split("\n")[0]
        if (
            pair.style == "next-line"
            and _SUBHEADING.match(value)
            and layout.low.startswith("\n", pair.start + len(value))
        ):
            continue
        gemeente = GEMEENTE.search(value[:80])
        named = _gemeente_name(gemeente["name"]) if gemeente else None
        if named and gemeente and (len(value) <= 80 or gemeente.start() < 12):
            end = pair.start + gemeente.start("name") + named[1]
            yield Candidate("organisation", f"Gemeente {named[0]}", pair.label_start, end, "label", 0.92)
        elif (name := _plain_name(pair, value)) and not is_department(pair.label, name):
            bare = None if _OF_PROVINCE.match(name) else gazetteer.gemeente(name)
            # In a page's own data the hiring organisation is often the broker: only a client's name in the text is sure.
            weight = 0.75 if 0 <= page_data < pair.start and not bare else 0.9
            said = f"Gemeente {bare.name}" if bare else name[0].upper() + name[1:]
            end = pair.start + value.index(name) + len(name)
            yield Candidate("organisation", said, pair.label_start, end, "label", weight)
        elif len(value) > 80 and not named:  # the client tells about itself
            for match in islice(BY_HEAD.finditer(layout.text, pair.start, pair.start + 250), 1):
                yield from client(layout, match.start(), match.end(), "told", 0.76)


_WITHOUT_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def _told(layout: Layout) -> Iterator[Candidate]:
    """A gemeente or a name of the kind under a label that is an ordinary word: ``Bij: Gemeente Epe``, ``Wie vraagt?``."""
    for pair in layout.labelled("place"):
        own = pair.label.lower() == "gemeente"
        bare = gazetteer.gemeente(_WITHOUT_BRACKETS.sub("", pair.text)) if own else None
        if bare and pair.style != "no-colon":
            yield Candidate(
                "organisation", f"Gemeente {bare.name}", pair.label_start, pair.end, "label", 0.62
            )
    for pair in layout.labelled("free", "other", "contact", "broker"):
        value = pair.text.split("\n")[0]
        name = re.fullmatch(NAME, value.strip(" .")) if _SURE_LABEL.search(pair.label) else None
        if name and not BROKER.search(name[0]) and not NO_CLIENT.search(name[0]):
            yield Candidate("organisation", name[0], pair.start, pair.start + len(name[0]), "label", 0.8)
        if not CLIENT_LABEL.match(pair.label) or pair.key == "broker" and pair.label.lower() != "bureau":
            continue
        yield from _told_value(layout, value, pair.start)
    for line in layout.lines[:200] if "?" in layout.text else ():
        asked = _ASKED.match(line.text) if "?" in line.text else None
        if asked and CLIENT_LABEL.match(asked["label"]):
            yield from _told_value(layout, asked["told"], line.content + asked.start("told"))


# Labels that ask for the client and for nothing else: a name under them is one, whatever it looks like.
_SURE_LABEL = re.compile(
    r"\bingehuurd door|\binhurende?\b|\bafnemer\b|\bbesteller\b|\bopdracht ?gev\w+|\b(?:end )?(?:client|customer)\b|\bhiring\b",
    re.I,
)
_ASKED = re.compile(r"[\W_]*(?P<label>[A-Z][^?.!\n]{2,40})\?[*_]*\s+(?P<told>\S.*)")


# "Avres, uitvoeringsorganisatie voor werk en inkomen"
_TOLD_KIND = re.compile(rf"(?:(?:[Dd]e|[Hh]et) )?(?P<name>{NAME}),? \(?(?:(?:de|het|een) )?{BODY_KIND}")


def _told_value(layout: Layout, value: str, start: int) -> Iterator[Candidate]:
    gemeente = re.match(rf"(?:[Dd]e )?{GEMEENTE.pattern}", value[:90])
    named = _gemeente_name(gemeente["name"]) if gemeente else None
    if gemeente and named:
        end = start + gemeente.start("name") + named[1]
        yield Candidate("organisation", f"Gemeente {named[0]}", start, end, "label", 0.86)
    elif told := _TOLD_KIND.match(value):
        yield Candidate(
            "organisation", told["name"], start + told.start("name"), start + told.end("name"), "label", 0.84
        )
    elif head := re.match(rf"(?:(?:[Dd]e|[Hh]et) )?(?P<name>(?:{HEADS})\b[^,;(|\n]{{2,60}})", value):
        name = ministry(value, head.start("name")) or re.split(
            r"\s+(?:is|zoekt|in|voor|namens|heeft)\b", head["name"]
        )[0].strip(" .")
        at = start + head.start("name")
        yield Candidate("organisation", name, at, at + len(name), "label", 0.86)


# A gemeente by its bare name that acts as one: "Gouda trekt de kar", "Epe is een gemeente met ...".
_ACTS = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n)|\b[Ee]n )(?P<name>(?:(?:De|Den|Het|'s-|’s-) ?)?[A-Z][\w'’]{1,24}(?:-\w{1,24}){0,3}(?: (?:(?:en|aan|op|den|de|van|bij|het) ){0,2}[A-Z][\w'’]{1,24}(?:-\w{1,24}){0,3}){0,3}) "
    r"(?P<does>is (?:een|de) (?:[\w-]+,? ){0,4}(?:gemeente|stad|\w*organisatie|werkgever)\b|(?:is met|heeft|telt) (?:[a-z]+ )?\d[\d.]{2,7} inwoners\b|ontwikkelt zich\b|(?:zoekt|heeft|wil|huurt|vraagt|krijgt|trekt|werkt|staat|geeft|telt|groeit|kiest|bouwt|investeert|vergrijst|maakt|gaat|wants|needs|is looking|has|runs)\b)",
)
_THE_CLIENT = re.compile(
    at_words(
        r"\b(?:[Dd]e|[Oo]nze) (?:gemeente(?:raad)?|stad|wethouders?)\b|\b[Hh]et (?:college|stadhuis|gemeentehuis|raadhuis|gemeentekantoor|stadskantoor)\b|\b[Tt]he (?:municipality|city|council)\b"
    )
)
_INVERTED = re.compile(
    rf"\b{VERB} (?P<name>(?:(?:De|Den|Het|'s-|’s-) ?)?[A-Z][\w'’]{{1,24}}(?:-\w{{1,24}}){{0,3}}(?: (?:(?:en|aan|op|den|de|van|bij|het) ){{0,2}}[A-Z][\w'’]{{1,24}}(?:-\w{{1,24}}){{0,3}}){{0,3}}) (?=een\b|per\b|tijdelijk|naar\b|voor\b|versterking|nog\b)"
)


def _acts(layout: Layout) -> Iterator[re.Match[str]]:
    """Matches of ``_ACTS`` where a sentence, or what ``en`` adds to it, opens with the first word of a place's name."""
    text, done = layout.text, 0
    for at, word in name_words(text):
        if at >= 6000:
            return
        if not begins_a_name(word):
            continue
        if text[max(at - 3, 0) : at] in ("'s-", "’s-"):
            at -= 3
        before = text[max(at - 3, 0) : at]
        if before[-3:] in ("en ", "En "):
            at -= 3
        elif before and before[-1] != "\n" and (before[-1] != " " or before[-2:-1] not in tuple(".!?:")):
            continue
        if at >= done and (match := _ACTS.match(text, at, 6000)):
            done = match.end()
            yield match


def _acting(layout: Layout) -> Iterator[Candidate]:
    text = layout.text
    acts: dict[str, list[Candidate]] = {}
    verbs = places_of(layout.low, ("zoekt ", "vraagt ", "huurt ", "wil "))
    inverted = (
        at for at in verbs if (sign := text[text.find(" ", at) + 1 : at + 9][:1]).isupper() or sign in "'’"
    )
    for match in (
        *_acts(layout),
        *with_us(layout),
        *find_around(_INVERTED, text, inverted, 2, 70),
    ):
        found = gazetteer.gemeente(match["name"])
        if (
            found is None
            or layout.is_noise(match.start())
            or layout.section_at(match.start()).kind == "contact"
        ):
            continue
        does = match.groupdict().get("does") or "zoekt"
        weight = (
            0.73
            if does.startswith(("is ", "ontwikkelt "))
            or does.endswith("inwoners")
            or does in ("zoekt", "huurt", "trekt")
            else 0.56
        )
        one = Candidate(
            "organisation", f"Gemeente {found.name}", match.start("name"), match.end("name"), "acts", weight
        )
        acts.setdefault(one.value, []).append(one)
    the = bool(acts) and _THE_CLIENT.search(text) is not None
    for found_of_one in acts.values():
        if not the and len(found_of_one) == 1 and found_of_one[0].weight < 0.6:
            continue
        best = max(found_of_one, key=lambda c: (c.weight, -c.start))
        yield Candidate(
            "organisation",
            best.value,
            best.start,
            best.end,
            best.rule,
            best.weight + 0.03 * min(len(found_of_one) - 1, 3),
        )
        # Who acts as the gemeente is where the work is, when nothing else says where.
        if place := gazetteer.resolve_gemeente(best.value.removeprefix("Gemeente ")):
            yield Candidate("places", place, best.start, best.end, "acts", 0.55)


_HEADING = re.compile(
    r"\W*(?:introductie|inleiding|algemeen|achtergrond|aanleiding|context|omschrijving|over ons|wie zijn wij)\W*",
    re.I,
)


_HEAD_OF = re.compile(
    r"(?:de |het )?(?:directeur|bestuurder|directie|bestuur|manager|teamleider|afdelingshoofd|afdeling \w+|team \w+) (?:van|bij) (?:de |het )?(?=[A-Z])",
    re.I,
)


def _plain_name(pair: Labelled, value: str) -> str | None:
    """The value as a name: its bracket, seat and department left out, None for a sentence or a name that is withheld."""
    if full := ministry(value, 0):
        return full
    if head := _HEAD_OF.match(value):  # "de directeur van Humanitas DMH"
        value = value[head.end() :]
    if (
        len(value) > 80
        or not value[:1].isalnum()
        or _HEADING.fullmatch(value)
        or SENTENCE.search(value)
        or NO_CLIENT.search(value)
    ):
        return None
    name = re.split(
        r"(?<=\w{3})\. (?=[A-Z0-9])|\s+\(|\s+[|·–-]\s+|,\s+(?=[a-z]|[Aa]fdeling|[Tt]eam|[Dd]omein)", value
    )[0].strip(" .,;:")
    if name.endswith((" i.o", " e.o")):
        name += "."  # "Jeugdbescherming Noord i.o."
    bare, _, town = name.rpartition(", ")
    if bare and "," not in bare and gazetteer.namesakes(town):
        name = bare  # "Senzer, Helmond"
    return name if len(name) > 1 and not name.isdigit() and known_label(name) is None else None


_OWN_OFFICE = re.compile(r"\b[Oo]ns (?:kantoor|bureau) \w+ in (?:de )?$")
# "Eerder hebben we een collega mogen plaatsen bij de gemeente Oss"
_PLACED = re.compile(r"\b(?:mogen plaatsen|geplaatst (?:bij|in)|plaatsten|placed (?:at|with))\b")
# "de leerplichtambtenaar van de gemeente Heerde", "zoals de gemeente Epe": not the one whose work it is.
_PARTNER = re.compile(
    r"(?:ambtenaar|ambtenaren|zoals|bijvoorbeeld|naast|samen met|overleg met)(?: van)?(?: de)? $"
)


# "In de Schelphoek (gemeente Schouwen-Duiveland) leggen we natuur aan": where something lies.
_LIES_IN = re.compile(
    r"\b(?:[Ii]n|[Oo]p|[Tt]e|[Bb]ij|[Nn]abij) (?:de |het )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2} \($"
)
_SEVERAL = re.compile(r"gemeenten|municipalities", re.I)
# "Binnen de gemeenten Epe en Heerde wordt gewerkt aan"
_WHERE = re.compile(r"\b(?:binnen|in|within) (?:de |the )?$", re.I)
_BETWEEN = re.compile(r",? (?:en|and|&) |, | ?/ ?")
_MOST_CLIENTS = 3  # more gemeenten than these are not called by their names, but by that of their region


def _gemeenten_named(text: str, match: re.Match[str]) -> tuple[str, int] | None:
    """The gemeente that is named, or the two or three that are named together, and how many characters name them."""
    named = _gemeente_name(match["name"])
    if named is None or not _SEVERAL.match(match[0]):
        return (f"Gemeente {named[0]}", named[1]) if named else None
    found, start = [named[0]], match.start("name")
    end = start + named[1]
    while len(found) <= _MOST_CLIENTS and (between := _BETWEEN.match(text, end)):
        further = _gemeente_name(text[between.end() : between.end() + _LONGEST_GEMEENTE])
        if further is None:
            break
        found.append(further[0])
        end = between.end() + further[1]
    if len(found) == 1:
        return f"Gemeente {found[0]}", end - start
    return (
        (f"Gemeenten {', '.join(found[:-1])} en {found[-1]}", end - start)
        if len(found) <= _MOST_CLIENTS
        else None
    )


_SEEKING = re.compile(
    r",?(?: \w+){0,2} (?:zoek|vra[ag]|huren|willen|hebben|zijn op zoek|are looking|seek|need)|\W*(?:\n|\Z)",
    re.I,
)
_ON_BEHALF = re.compile(r"(?:\bvoor|\bnamens|\bbij|\bfor|\bof|[,:|]) (?:(?:de|the|onze) )?(?:\w+ )?$", re.I)


def _seek(text: str, start: int, end: int) -> bool:
    """Whether gemeenten named together are who seeks, or for whom somebody is sought."""
    return bool(_SEEKING.match(text, end) or _ON_BEHALF.search(text, max(0, start - 40), start))


def _gemeenten(layout: Layout) -> Iterator[Candidate]:
    text = layout.text
    top = max(layout.header_end, 400)
    counts: Counter[str] = Counter()
    first: dict[str, Candidate] = {}
    for match in find_near(
        GEMEENTE,
        text,
        layout.low,
        ("gemeente", "gem.", "gem ", "wethouders van", "college van", "municipalit", "city of"),
        24,
        110,
    ):
        named, at = _gemeenten_named(text, match), match.start()
        if named is None or layout.is_noise(at) or layout.section_at(at).kind == "contact":
            continue
        if _OWN_OFFICE.search(text, max(0, at - 40), at) or _PLACED.search(
            layout.low, *layout.sentence_at(at)
        ):
            continue
        if is_covered(text, layout.sentence_at(at)[0], match.start("name"), match.end("name")):
            continue
        organisation = named[0]
        counts[organisation] += 1
        early = at < top
        cued = CLIENT_CUE.search(text, max(0, at - 40), at)
        weight = 0.78 if cued else 0.74 if early else 0.6
        if _SEVERAL.match(match[0]) and not (cued or _seek(text, at, match.start("name") + named[1])):
            weight = 0.6  # who work together are not yet the client together
        if _SEVERAL.match(match[0]) and not cued and _WHERE.search(text, max(0, at - 20), at):
            continue  # where it is done, not who has it done
        aside = _PARTNER.search(text, max(0, at - 30), at) or _LIES_IN.search(text, max(0, at - 60), at)
        weight -= 0.3 * (aside is not None)
        if organisation not in first or weight > first[organisation].weight:
            end = match.start("name") + named[1]
            first[organisation] = Candidate("organisation", organisation, at, end, "gemeente", weight)
    if not first:
        yield from _written_small(layout)
    for organisation, c in first.items():
        weight = c.weight + min(counts[organisation], 5) * 0.015
        yield Candidate("organisation", organisation, c.start, c.end, c.rule, weight)


# A chat writes names small: "gemeente oldebroek zoekt".
_SMALL = re.compile(r"\bgemeente (?P<name>[a-zà-ÿ'’-]{4,}(?: [a-zà-ÿ'’-]+){0,3})")


def _written_small(layout: Layout) -> Iterator[Candidate]:
    for match in islice(find_near(_SMALL, layout.text, layout.low, ("gemeente ",), 2, 60), 40):
        named = _gemeente_name(match["name"])
        said = match["name"][: named[1]] if named else ""
        if (
            named
            and not layout.is_noise(match.start())
            and not gazetteer.ambiguous().get(gazetteer.normalise(said))
        ):
            yield Candidate(
                "organisation",
                f"Gemeente {named[0]}",
                match.start(),
                match.start("name") + named[1],
                "gemeente",
                0.58,
            )
