"""Who the work is for: the client, never the broker or the portal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from indexer.knowledge import places as gazetteer
from indexer.parse import structured
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.labels import known_label
from indexer.parse.layout import Labelled, Layout
from indexer.parse.organisation_words import (
    ABOUT,
    BROKER,
    BY_HEAD,
    BY_TAIL,
    BYLINE,
    CAP,
    CLIENT_CUE,
    CLIENT_LABEL,
    CUED,
    CUED_STEMS,
    DOES_FOR,
    EMPLOYED,
    FOR_WHOM,
    GEMEENTE,
    HEAD_WORDS,
    HEADS,
    IS_A,
    NAME,
    NAME_AT_END,
    NO_CLIENT,
    NO_NAME,
    PROVINCE,
    SEEKS,
    SEEKS_STEMS,
    SENTENCE,
    TAIL_STEMS,
    VERB,
)
from indexer.parse.place_names import begins_a_name, capital_words
from indexer.parse.roles import has_role
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near

_OPENING = 3000  # characters in which a name that only looks like the client's counts


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``organisation``; a gemeente by its official name of today."""
    layout = doc._.layout
    yield from _labelled(layout)
    yield from _told(layout)
    yield from _acting(layout)
    yield from _gemeenten(layout)
    yield from _names(layout)


def _gemeente_name(words: str) -> tuple[str, int] | None:
    """The official gemeente that begins the words (longest first) and how many characters name it."""
    parts = list(re.finditer(r"[^\s]+", words))
    for count in range(min(5, len(parts)), 0, -1):
        said = words[: parts[count - 1].end()].rstrip(".,;:!?)'’\"”")
        found = gazetteer.gemeente(re.sub(r"['’]s$", "", said))
        if found:
            return found.name, len(said)
    # "Gemeente EpeStandplaats": where a page lost its spaces.
    glued = re.match(r"[A-Z][\w’'-]*?[a-z](?=[A-Z][a-z]+)", words)
    bare = gazetteer.gemeente(glued[0]) if glued else None
    return (bare.name, len(glued[0])) if bare and glued else None


def _labelled(layout: Layout) -> Iterator[Candidate]:
    page_data = layout.text.find("\n" + structured.HEADING)
    for pair in layout.labelled("organisation"):
        value = pair.text.split("\n")[0]
        gemeente = GEMEENTE.search(value[:80])
        named = _gemeente_name(gemeente["name"]) if gemeente else None
        if named and gemeente and (len(value) <= 80 or gemeente.start() < 12):
            end = pair.start + gemeente.start("name") + named[1]
            yield Candidate("organisation", f"Gemeente {named[0]}", pair.label_start, end, "label", 0.92)
        elif name := _plain_name(pair, value):
            bare = gazetteer.gemeente(name)
            # In a page's own data the hiring organisation is often the broker: only a client's name in the text is sure.
            weight = 0.75 if 0 <= page_data < pair.start and not bare else 0.9
            said = f"Gemeente {bare.name}" if bare else name
            end = pair.start + value.index(name) + len(name)
            yield Candidate("organisation", said, pair.label_start, end, "label", weight)
        elif len(value) > 80 and not named:  # the client tells about itself
            for match in islice(BY_HEAD.finditer(layout.text, pair.start, pair.start + 250), 1):
                yield from _named(layout, match.start(), match.end(), "told", 0.76)


def _told(layout: Layout) -> Iterator[Candidate]:
    """A gemeente or a name of the kind under a label that is an ordinary word: ``Bij: Gemeente Epe``, ``Wie vraagt?``."""
    for pair in layout.labelled("place"):
        bare = gazetteer.gemeente(pair.text) if pair.label.lower() == "gemeente" else None
        if bare and pair.style != "no-colon":
            yield Candidate(
                "organisation", f"Gemeente {bare.name}", pair.label_start, pair.end, "label", 0.62
            )
    for pair in layout.labelled("free", "other", "contact", "broker"):
        value = pair.text.split("\n")[0]
        if not CLIENT_LABEL.match(pair.label) or pair.key == "broker" and pair.label.lower() != "bureau":
            continue
        yield from _told_value(layout, value, pair.start)
    for line in layout.lines[:200]:
        asked = re.match(r"[\W_]*(?P<label>[A-Z][^?.!\n]{2,40})\?[*_]*\s+(?P<told>\S.*)", line.text)
        if asked and CLIENT_LABEL.match(asked["label"]):
            yield from _told_value(layout, asked["told"], line.content + asked.start("told"))


def _told_value(layout: Layout, value: str, start: int) -> Iterator[Candidate]:
    gemeente = re.match(rf"(?:[Dd]e )?{GEMEENTE.pattern}", value[:90])
    named = _gemeente_name(gemeente["name"]) if gemeente else None
    if gemeente and named:
        end = start + gemeente.start("name") + named[1]
        yield Candidate("organisation", f"Gemeente {named[0]}", start, end, "label", 0.86)
    elif head := re.match(rf"(?:(?:[Dd]e|[Hh]et) )?(?P<name>(?:{HEADS})\b[^,;(|\n]{{2,60}})", value):
        name = _ministry(value, head.start("name")) or re.split(
            r"\s+(?:is|zoekt|in|voor|namens|heeft)\b", head["name"]
        )[0].strip(" .")
        at = start + head.start("name")
        yield Candidate("organisation", name, at, at + len(name), "label", 0.86)


def _ministry(text: str, start: int) -> str | None:
    """``Ministerie van Onderwijs, Cultuur en Wetenschap (OCW)``: commas belong to the name."""
    found = re.compile(
        rf"Ministerie van {CAP}(?:(?:, | en |, en ){CAP}(?: {CAP}){{0,2}}){{0,4}}(?: \([A-Za-z]{{2,6}}\))?"
    ).match(text, start)
    return found[0] if found else None


# A gemeente by its bare name that acts as one: "Gouda trekt de kar", "Epe is een gemeente met ...".
_ACTS = re.compile(
    r"(?:^|(?<=[.!?:] )|(?<=\n)|\b[Ee]n )(?P<name>(?:(?:De|Den|Het|'s-|’s-) ?)?[A-Z][\w'’]{1,24}(?:-\w{1,24}){0,3}(?: (?:(?:en|aan|op|den|de|van|bij|het) ){0,2}[A-Z][\w'’]{1,24}(?:-\w{1,24}){0,3}){0,3}) "
    r"(?P<does>is (?:een|de) (?:\w+ ){0,3}(?:gemeente|stad)\b|(?:zoekt|heeft|wil|huurt|vraagt|krijgt|trekt|werkt|staat|geeft|telt|groeit|kiest|bouwt|investeert|vergrijst|maakt|gaat|wants|needs|is looking|has|runs)\b)",
)
_WITH_US = re.compile(
    rf"(?m)(?:^|(?<=[.!?] ))Bij (?P<name>{NAME}) (?:gaat het|werk(?:en)? (?:je|u|wij|we)|kom je|vind je|is de sfeer|draait|heerst|zijn de lijnen|krijg je)\b"
)
_THE_CLIENT = re.compile(
    r"\b(?:[Dd]e|[Oo]nze) (?:gemeente(?:raad)?|stad|wethouders?)\b|\b[Hh]et college\b|\b[Tt]he (?:municipality|city|council)\b"
)
_INVERTED = re.compile(
    rf"\b{VERB} (?P<name>(?:(?:De|Den|Het|'s-|’s-) ?)?[A-Z][\w'’]{{1,24}}(?:-\w{{1,24}}){{0,3}}(?: (?:(?:en|aan|op|den|de|van|bij|het) ){{0,2}}[A-Z][\w'’]{{1,24}}(?:-\w{{1,24}}){{0,3}}){{0,3}}) (?=een\b|per\b|tijdelijk|naar\b|voor\b|versterking|nog\b)"
)


def _acts(layout: Layout) -> Iterator[re.Match[str]]:
    """Matches of ``_ACTS`` where a sentence, or what ``en`` adds to it, opens with the first word of a place's name."""
    text, done = layout.text, 0
    for at, word in capital_words(text):
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
    for match in (
        *_acts(layout),
        *find_near(_WITH_US, text, layout.low, ("bij ",), 4, 90),
        *find_near(_INVERTED, text, layout.low, ("zoekt ", "vraagt ", "huurt ", "wil "), 2, 70),
    ):
        found = gazetteer.gemeente(match["name"])
        if (
            found is None
            or layout.is_noise(match.start())
            or layout.section_at(match.start()).kind == "contact"
        ):
            continue
        does = match.groupdict().get("does") or "zoekt"
        weight = 0.73 if does.startswith("is ") or does in ("zoekt", "huurt", "trekt") else 0.56
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


def _plain_name(pair: Labelled, value: str) -> str | None:
    """The value as a name: its bracket and department left out, None for a sentence or a name that is withheld."""
    if ministry := _ministry(value, 0):
        return ministry
    if (
        len(value) > 80
        or not value[:1].isalnum()
        or _HEADING.fullmatch(value)
        or SENTENCE.search(value)
        or NO_CLIENT.search(value)
    ):
        return None
    name = re.split(r"\s+\(|\s+[|·–-]\s+|,\s+(?=[a-z]|[Aa]fdeling|[Tt]eam|[Dd]omein)", value)[0].strip(
        " .,;:"
    )
    return name if len(name) > 1 and not name.isdigit() and known_label(name) is None else None


_OWN_OFFICE = re.compile(r"\b[Oo]ns (?:kantoor|bureau) \w+ in (?:de )?$")
# "de leerplichtambtenaar van de gemeente Heerde", "zoals de gemeente Epe": not the one whose work it is.
_PARTNER = re.compile(
    r"(?:ambtenaar|ambtenaren|zoals|bijvoorbeeld|naast|samen met|overleg met)(?: van)?(?: de)? $"
)


def _gemeenten(layout: Layout) -> Iterator[Candidate]:
    text = layout.text
    top = max(layout.header_end, 400)
    counts: Counter[str] = Counter()
    first: dict[str, Candidate] = {}
    for match in find_near(
        GEMEENTE,
        text,
        layout.low,
        ("gemeente", "gem.", "wethouders van", "college van", "municipality", "city of"),
        24,
        110,
    ):
        named = _gemeente_name(match["name"])
        at = match.start()
        if named is None or layout.is_noise(at) or layout.section_at(at).kind == "contact":
            continue
        if _OWN_OFFICE.search(text, max(0, at - 40), at):
            continue
        organisation = f"Gemeente {named[0]}"
        counts[organisation] += 1
        early = at < top
        cued = CLIENT_CUE.search(text, max(0, at - 40), at)
        weight = 0.78 if cued else 0.74 if early else 0.6
        weight -= 0.3 * (_PARTNER.search(text, max(0, at - 30), at) is not None)
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


def _names(layout: Layout) -> Iterator[Candidate]:
    """Names of organisations that seek, that a cue names as the client, or that stand alone above the text."""
    text = layout.text
    for match in find_near(SEEKS, text, layout.low, SEEKS_STEMS, 50, 30):
        line = layout.line_at(match.start())
        floor = max(line.content, match.start() - 110)
        before = NAME_AT_END.search(text[floor : match.start()])
        if before and not _behind_the_verb(text, floor + before.start("name"), match):
            yield from _named(layout, floor + before.start("name"), floor + before.end("name"), "seeks", 0.85)
    for match in find_near(CUED, text, layout.low, CUED_STEMS, 110, 110):
        yield from _named(layout, match.start("name"), match.end("name"), "cue", 0.82)
    yield from _named_as_client(layout)
    yield from _for_whom_it_works(layout)
    heads = list(_by_head(layout))
    for match in BYLINE.finditer(text, 0, 600):
        line = layout.line_at(match.start())
        inside = any(head.start() < match.start("name") < head.end() for head in heads)
        if not inside and line.end - line.content <= 120 and has_role(text[line.content : match.start()]):
            yield from _named(layout, match.start("name"), match.end("name"), "byline", 0.8)
    pieces = set(layout.pieces())
    ends = (at for at in places_of(layout.low, TAIL_STEMS) if at < _OPENING and text[at].isupper())
    tails = find_around(BY_TAIL, text, ends, 120, 240)
    for found in (heads, tails):
        for match in found:
            start, end = match.span()
            if ministry := _ministry(text, start):
                end = start + len(ministry)
            line = layout.line_at(start)
            subject = line.content == start or text[max(start - 4, 0) : start] in (
                "De ",
                "Het ",
                ". De",
                "\nDe ",
                "\nHet",
            )
            alone = (start, end) in pieces
            told = subject and re.match(r",? (?:is|[a-z]{2,12}t|biedt)\b", text[end : end + 16])
            short = line.end - line.content <= 90
            often = start < 600 and (short or _OF.search(text, max(0, start - 30), start))
            often = often or text.count(match[0], 0, _OPENING) > 1
            if alone or told or often:
                yield from _named(layout, start, end, "name", 0.77 if alone else 0.72 if told else 0.5)


_BRINGS = re.compile(r"bemiddel|detacher|interim|werving|zzp|freelance|recruit|inhuur|professionals", re.I)


def _for_whom_it_works(layout: Layout) -> Iterator[Candidate]:
    """Who does work for a gemeente and seeks somebody for it; a province that acts as one."""
    text = layout.text
    for match in find_near(
        IS_A, text, layout.low, (" is een ", " is de ", " is dé ", " is het ", " is a ", " is the "), 110, 90
    ):
        if not _BRINGS.search(match[0]):
            yield from _named(layout, match.start("name"), match.end("name"), "seeks", 0.74)
    for match in find_near(DOES_FOR, text, layout.low, ("in opdracht van",), 200, 60):
        if BY_HEAD.match(match["name"]) or BY_TAIL.match(match["name"]):
            yield from _named(layout, match.start("name"), match.end("name"), "seeks", 0.87)
    for match in find_near(PROVINCE, text, layout.low, ("provincie",), 24, 60):
        name = gazetteer.province(match["name"].split(" ", 1)[1])
        if name and not layout.is_noise(match.start()):
            start, end = match.span("name")
            yield Candidate(
                "organisation", f"Provincie {match['name'].split(' ', 1)[1]}", start, end, "acts", 0.66
            )


_OF = re.compile(
    r"\b(?:(?:scholen|locaties|teams?|\w+teams?|medewerkers|cliënten|bewoners|leerlingen|inwoners|kantoren|opvang) van|binnen|voert) (?:de |het )?$"
)
_PART_OF = re.compile(
    r"\b(?:sector|afdeling|directie|eenheid|team|cluster|domein|unit|programma|project|opgave) $", re.I
)


def _by_head(layout: Layout) -> Iterator[re.Match[str]]:
    """Names that begin as those of organisations do."""
    text, done = layout.text, 0
    for at, word in capital_words(text):
        if at >= _OPENING:
            break
        if at >= done and word in HEAD_WORDS and (match := BY_HEAD.match(text, at, _OPENING)):
            done = match.end()
            yield match
    small = (at for at in places_of(layout.low, ("provincie ",)) if at < _OPENING)
    yield from find_around(BY_HEAD, text, small, 2, 240)


_ABOUT_WORDS = re.compile(r"[^\w\n]{0,6}(?:Over|Wie is|Dit is|About) ")


def _named_as_client(layout: Layout) -> Iterator[Candidate]:
    """Names the text tells about under a heading of their own, employs somebody with or seeks somebody for."""
    text = layout.text
    for match in find_near(FOR_WHOM, text, layout.low, ("zoek",), 2, 140):
        yield from _named(layout, match.start("name"), match.end("name"), "cue", 0.84)
    for match in find_near(EMPLOYED, text, layout.low, ("in dienst", "aangesteld", "onder contract"), 2, 90):
        if text.count(match["name"]) > 1:
            yield from _named(layout, match.start("name"), match.end("name"), "cue", 0.7)
    short = (line for line in layout.lines if 8 < line.end - line.content < 90)
    headings = (line for line in short if _ABOUT_WORDS.match(text, line.start))
    for match in (found for line in headings if (found := ABOUT.match(text, line.start))):
        if text.count(match["name"]) > 1:
            yield from _named(layout, match.start("name"), match.end("name"), "cue", 0.7)


def _behind_the_verb(text: str, start: int, verb: re.Match[str]) -> bool:
    """Whether the one who seeks stands behind the verb: ``Voor haar inwoners zoekt Epe een ...``."""
    clause = text[
        max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), text.rfind(", ", 0, start)) + 1 : start
    ].strip(" ,.")
    opened = re.match(
        r"(?:voor|vanwege|wegens|door|met|na|om|formeel|hiervoor|daarvoor|ter|bij|in|op)\b", clause, re.I
    )
    follows = re.match(r" (?:de|het|zij|wij|we|ik|[A-Z])", text[verb.end() : verb.end() + 6])
    return bool(opened and follows) or bool(
        follows
        and re.match(
            r" (?:de (?:gemeente|regio|provincie|stichting|organisatie)|zij|wij|we|ik)\b",
            text[verb.end() : verb.end() + 16],
        )
    )


def _named(layout: Layout, start: int, end: int, rule: str, weight: float) -> Iterator[Candidate]:
    """A candidate for the name in ``text[start:end]``, its article left out, unless it is a broker or no name at all."""
    text = layout.text
    article = re.match(
        rf"(?:De|Het) (?=(?:{HEADS}|[A-Z]{{2,6}}|[A-Z]\w+(?:schap|dienst|bedrijf|organisatie|centrum|team|verband|bank|instelling|plein))\b)|(?:En|Maar|Ook|Want|Dus|Toch|Nu|Daarom) (?:(?:de|het) )?",
        text[start:end],
    )
    start += article.end() if article else 0
    name = re.sub(r"(?: (?:en|van|de|het|voor|der|in))+$", "", text[start:end]).rstrip("/-'’&")
    inside = re.search(r" in (?=[A-Z])", name)
    if inside and gazetteer.namesakes(re.split(r",| en ", name[inside.end() :])[0]):
        name = name[: inside.start()]
    end = start + len(name)
    name = _in_full(text, start, name)
    low = name.lower()
    if (
        layout.is_noise(start)
        or len(name) < 3
        or low in NO_NAME
        or low.split()[0] in ("team", "afdeling", "cluster", "unit", "wij", "we", "je", "jij", "ik", "u")
    ):
        return
    if _PART_OF.search(text, max(0, start - 14), start) or re.search(
        r"\w, $", text[max(0, start - 3) : start]
    ):
        return
    if low.startswith("gemeente") or low == "veilig thuis" or BROKER.search(name) or has_role(name):
        return
    bare = gazetteer.gemeente(name)
    if bare is not None:
        # Behind the word gemeente the name was read already.
        if not re.search(r"gemeenten?\s+$", text[max(start - 12, 0) : start], re.I):
            said = f"Gemeente {bare.name}"
            yield Candidate("organisation", said, start, start + len(name), rule, weight - 0.1)
        return
    if " " not in name and (rule not in ("seeks", "cue", "byline") or not _is_proper(name, start, text)):
        return
    said, name = name, name[:1].upper() + name[1:]
    length = len(said) if text.startswith(said, start) else end - start
    yield Candidate("organisation", name, start, start + length, rule, weight)


def _is_proper(name: str, start: int, text: str) -> bool:
    """Whether one word is a name: never written small, and with its capital inside a sentence too, or with more capitals."""
    if re.search(rf"\b{re.escape(name.lower())}\b", text):
        return False
    inside = start > 1 and text[start - 2] not in ".!?:\n" and text[start - 1] == " "
    return inside or len(re.findall(r"[A-Z0-9]", name)) > 1 or text.count(name) > 1


def _in_full(text: str, start: int, name: str) -> str:
    """What an abbreviation stands for, where the text tells: ``GGD Lauwerland (GGD LL)``."""
    if len(name) > 12 or not re.search(r"\b[A-Z]{2,5}$", name):
        return name
    at = text.find(f" ({name})", 0, max(start, 0))
    full = NAME_AT_END.search(text[max(0, at - 70) : at]) if at > 0 else None
    return full["name"] if full else name
