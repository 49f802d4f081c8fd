"""A name that was found, read as that of the client: without its article, in full, and none of a broker or a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate
from indexer.parse.layout import Layout
from indexer.parse.organisation_brokers import brokers
from indexer.parse.organisation_full import OPENING, in_full
from indexer.parse.organisation_words import BROKER, GREETED, GREETING, HEADS, KIND_OF_BODY, NO_NAME
from indexer.parse.personal_names import is_first_name
from indexer.parse.roles import has_role

_LISTED = re.compile(r"\w, $")  # the second of a row of names
_PART_OF = re.compile(
    r"\b(?:sector|afdeling|directie|eenheid|team|cluster|domein|unit|programma|project|opgave) $", re.I
)
# "De gemeenten in de Kempen zoeken": where they lie.
_MEMBERS_OF = re.compile(r"\b(?:gemeenten|municipalities) (?:in|van|op|uit|of) (?:de |het |the )?$")
# "De Academie van de gemeente Hilversum": the gemeente seeks.
_OF_A_GEMEENTE = re.compile(r" (?:van|bij|binnen) (?:de )?[Gg]emeente\b")

_ARTICLE = re.compile(
    rf"(?:De|Het) (?=(?:{HEADS}|[A-Z]{{2,6}}|[A-Z]\w+(?:schap|dienst|bedrijf|organisatie|centrum|team|verband|bank|instelling|plein))\b)|(?:En|Maar|Ook|Want|Dus|Toch|Nu|Daarom) (?:(?:de|het) )?|(?:Bij|Voor|Van|Namens|Binnen|At|For) (?=[A-Z])"
)
_LOOSE_END = re.compile(r"(?: (?:en|van|de|het|voor|der|in))+$")
IN_A_TOWN = re.compile(r" in (?=[A-Z])")


def client(layout: Layout, start: int, end: int, rule: str, weight: float) -> Iterator[Candidate]:
    """A candidate for the name in ``text[start:end]``, its article left out, unless it is a broker or no name at all."""
    text = layout.text
    article = _ARTICLE.match(text[start:end])
    start += article.end() if article else 0
    name = _LOOSE_END.sub("", text[start:end]).rstrip("/-'’&")
    if kind_of := KIND_OF_BODY.match(name):
        name, start = name[kind_of.end() :], start + kind_of.end()
    inside = IN_A_TOWN.search(name)
    if inside and gazetteer.namesakes(re.split(r",| en ", name[inside.end() :])[0]):
        name = name[: inside.start()]
    end = start + len(name)
    name = in_full(text, start, name)
    low = name.lower()
    if layout.is_noise(start) or is_no_name(low):
        return
    if " " not in name and _OF_A_GEMEENTE.match(text, end):
        return
    listed = rule != "cue" and _LISTED.search(text, max(0, start - 14), start)
    if listed and GREETED.fullmatch(text, layout.line_at(start).content, start):
        listed = None
    if "regio" not in low and _MEMBERS_OF.search(text, max(0, start - 40), start) and gazetteer.region(name):
        return
    if listed or _PART_OF.search(text, max(0, start - 14), start):
        return
    if (
        low.startswith("gemeente")
        or low == "veilig thuis"
        or BROKER.search(name)
        or has_role(name)
        or low in brokers(layout)
        or _is_brokers(text, name)
    ):
        return
    own = _BODY_BEFORE.search(text, max(0, start - 30), start)  # "de rekenkamer Woerden": not the gemeente
    if not own and (area := _area(text, start, end, name, rule, weight)) is not None:
        yield from area
        return
    # "de regio Rivierenland zoekt"
    if kind := own or _KIND_BEFORE.search(text, max(0, start - 14), start):
        start = kind.start()
        name = text[start : start + len(kind[0])] + name
    if (
        " " not in name
        and rule not in ("is", "letterhead")
        and (
            rule not in ("seeks", "cue", "byline") or not _is_proper(name, start, text) or is_first_name(name)
        )
    ):
        return
    said, name = name, name[:1].upper() + name[1:]
    length = len(said) if text.startswith(said, start) else end - start
    yield Candidate("organisation", name, start, start + length, rule, weight)


def _area(text: str, start: int, end: int, name: str, rule: str, weight: float) -> Iterable[Candidate] | None:
    """The province or gemeente that a name is, or that was read already; ``None`` where it is neither."""
    province = _OF_PROVINCE.search(text, max(0, start - 11), start + 11)
    if province:  # the gemeente Utrecht is another body
        said = "Provincie" + text[province.end() - 1 : end]
        return [Candidate("organisation", said, province.start(), end, rule, weight)]
    bare = gazetteer.gemeente(name)
    if bare is None:
        return None
    if re.search(r"gemeenten?\s+$", text[max(start - 12, 0) : start], re.I):
        return ()  # behind the word gemeente the name was read already
    return [Candidate("organisation", f"Gemeente {bare.name}", start, start + len(name), rule, weight - 0.1)]


# A name that begins with one of these is a part of a body or of a document, or a person.
_NO_BODY = frozenset(
    "team afdeling cluster unit jaar wij we je jij ik u eis wens vraag perceel criterium artikel bijlage punt".split()
)


def is_no_name(low: str) -> bool:
    """Whether words in lower case name no body: too short, a common word, a greeting, a part of one."""
    first = low.split()[0] if low else ""
    return len(low) < 3 or low in NO_NAME or first in GREETING or first in _NO_BODY


# "Voorbeeld, een klein bureau uit Hilversum"
_A_BROKER = re.compile(
    r", (?:een|an?|het|hét) (?:[\w-]+ ){0,3}(?:bureau|bemiddelaar|bemiddelingsbureau|detacheerder|intermediair|netwerk|agency|broker)\b"
)


def _is_brokers(text: str, name: str) -> bool:
    """Whether a name is told to be a broker's, or is for short what the top of the text calls in full, and that a broker:
    ``Voorbeeld Interim``.
    """
    told = text.find(f"{name}, ", 0, OPENING)
    if told >= 0 and _A_BROKER.match(text, told + len(name)):
        return True
    if " " in name:
        return False
    at = text.find(f"{name} ", 0, OPENING)
    while at >= 0:
        behind = at + len(name) + 1
        if text[behind : behind + 1].isupper() and not text[max(at - 1, 0) : at].isalnum():
            return BROKER.match(text, behind) is not None
        at = text.find(f"{name} ", behind, OPENING)
    return False


_OF_PROVINCE = re.compile(r"\bprovincie (?=[A-Z])", re.I)
_BODY_BEFORE = re.compile(
    r"\b(?:rekenkamer(?:commissie)?|omgevingsdienst|veiligheidsregio|waterschap|hoogheemraadschap|gemeenschappelijke regeling|sociale dienst|werkorganisatie|"
    r"uitvoeringsorganisatie|bestuursdienst|stadsbank|kredietbank|scholengroep|onderwijsgroep|welzijnsstichting|woonstichting|samenwerkingsverband|jeugdregio|"
    r"arbeidsmarktregio|zorgregio|jeugdhulpregio) $"
)
_KIND_BEFORE = re.compile(
    r"\b(?:regio|stichting|coöperatie|vereniging|werkplein|werkbedrijf|zorggroep|hogeschool) $",
    re.I,
)


def _is_proper(name: str, start: int, text: str) -> bool:
    """Whether one word is a name: never written small, and with its capital inside a sentence too, or with more capitals."""
    if re.search(rf"\b{re.escape(name.lower())}\b", text):
        return False
    inside = start > 1 and text[start - 2] not in ".!?:\n" and text[start - 1] == " "
    return inside or len(re.findall(r"[A-Z0-9]", name)) > 1 or text.count(name) > 1
