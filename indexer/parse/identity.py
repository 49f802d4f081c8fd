"""What the assignment is called, its reference, and who it is for (the client, not the broker or portal)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from indexer.knowledge import places as gazetteer
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout, Line

_REFERENCE_LINE = re.compile(r"^(?P<ref>[A-Z]{2,6}[-_ ]?\d[\w/-]{2,20})\s*[-–:|]\s*(?P<title>\S.{3,})$")
_REFERENCE_INLINE = re.compile(
    r"(?:\b(?:referentie(?:nummer)?|kenmerk|aanvraag(?:nummer)?|opdracht(?:nummer)?|ref\.?|reference(?: number)?|project id|inhuuraanvraag)"
    r"(?:\s*(?:nr|nummer|no|number)\.?)?\s*[:#]?\s*|#)(?P<ref>(?=[\w./-]*\d)[A-Za-z0-9][\w./-]{2,24}\w)",
    re.I,
)
_REFERENCE_VALUE = re.compile(r"[A-Za-z0-9][\w./-]*(?: [\w./-]*\d[\w./-]*){0,2}")
_PREFIX = re.compile(
    r"^(?:(?:re|fw|fwd|betreft|onderwerp)\s*:\s*|(?:nieuwe?|spoed|urgent|gezocht|te huur|tijdelijke?|interim-?)?\s*(?:freelance[- ]?)?(?:inhuur)?(?:opdracht|aanvraag|vacature|uitvraag|project|offerteaanvraag|assignment|klus)\b"
    r"(?:\s*(?:voor|for)\s+(?:een\s+)?)?\s*(?:\d{3,}\s*)?[:\-–|]*\s*|freelance\s+|gezocht\s*[:\-–]\s*|vacature\s*[:\-–]?\s*|zzp[- ](?:opdracht\s*[:\-–]?\s*)?|wij zoeken\s*(?:een)?\s*:?\s*|#\s*)",
    re.I,
)
_TRAILING_HOURS = re.compile(
    r"\s*[-–,|(:]*\s*(?:\(?(?:ca\.?|circa|gemiddeld|max\.?|min\.?)?\s*\d{1,2}(?:\s*(?:-|–|à|tot)\s*\d{1,2})?\s*(?:uur|uren|u|hours)\b(?:\s*(?:per|/|p\.?)\s*(?:week|w))?\)?)\s*$"
    r"|\s*[-–,|(]\s*\(?(?:m/v(?:/x)?|v/m(?:/x)?|m/w/x|zzp|freelance|interim|tijdelijk|inhuur|gesloten|vervuld|detachering|zzp/detachering)\)?\s*$|\s*\((?:m/v(?:/x)?|v/m(?:/x)?)\)\s*$",
    re.I,
)
_NO_TITLE = re.compile(
    r"(?:logo|afbeelding|image|foto|let op|onderwerp|subject|datum|van|aan|bericht in|lieve|beste|geachte|hallo|hoi|dear|goede)\b",
    re.I,
)
_PERSON_LINE = re.compile(
    r"^\W*[A-Z][\w’'-]+ (?:(?:van|de|der|den|ter|te|el|ten) )*[A-Z][\w’'-]+\s*[·|,–-]\s|^Door [A-Z]|\bleestijd\b"
)
_NO_ROLES = frozenset(
    {"netwerker", "netwerkers", "handwerker", "vrijwilliger", "vrijwilligers", "samenwerker"}
)
_PRAISE = re.compile(
    r"^(?:(?:zeer|erg|en|een|of)\s+|(?:ervaren|enthousiaste?|gedreven|stevige?|daadkrachtige?|betrokken|inspirerende?|bevlogen|krachtige?|"
    r"sterke?|zelfstandige?|flexibele?|creatieve?|experienced|enthusiastic|skilled),?\s+)+",
    re.I,
)
_SOUGHT = re.compile(
    r"(?:\bop zoek naar|\bzoek(?:en|t)?(?: (?:wij|we|ik|zij|hij|per direct|voor \w+|naar|nu|nog|daarom))*|\bgezocht\s*[:!]|\blooking for|\bseeking|\bbehoefte aan|\binhuur van|\bnodig:)\s+(?:per direct\s+|daarom\s+|nu\s+|tijdelijk\s+)*"
    r"(?:(?:een|an?|de|twee|2|drie|enkele)\s+)?(?P<role>(?:[\w()/&’'-]+\s+){0,5}?[\w()/-]+)",
    re.I,
)
_GEMEENTE = re.compile(
    r"\b(?:[Gg]emeente(?:raad van|n)?|GEMEENTE|[Mm]unicipality of|[Cc]ity of)\s+(?P<name>(?:(?:De|Den|Het|'s-|’s-|Sint|Ten|Ter|Aa|Bergen|Horst|Peel|Alphen|Capelle|Krimpen|Baarle|Land|Oude|Nieuwe)\b[- ]?)?[A-Z][\w'’-]+(?:(?:[ -](?:en|aan|op|den|de|van|bij|het|Zoom|Rijn|IJssel|Maas|Amstel|Vijfheerenlanden|[A-Z][\w'’-]+)){0,4}))"
)
_ORGANISATION = re.compile(
    r"\b(?P<name>(?:(?:Stichting|Welzijn|Jeugdbescherming|Jeugdhulp|Veilig Thuis|GGD|GGZ|Regio|Vereniging|Samenwerkingsverband|Coöperatie|Werkbedrijf|Werkplein|Sociale Dienst|Sociaal Werk|Wijkteam|Vrouwenopvang|Kredietbank|"
    r"Omgevingsdienst|Servicebureau|Serviceorganisatie|Dienst|Zorggroep|Intergemeentelijke|Orionis|SWO|ISD|MGR|GR)\s+(?:[A-Z][\w'’&/-]+|[Jj]eugd|Wmo|en|van|de|het|voor|der)(?:[ /-](?:[A-Z][\w'’&-]+|en|van|de|het|voor|der)){0,5}))"
)
_CLIENT_CUE = re.compile(
    r"(?:opdrachtgever|voor onze (?:opdrachtgever|klant|relatie)|namens|in opdracht van|our client|bij (?:de )?)\s*[,:]?\s*(?:is\s*)?(?:de\s*|het\s*)?$",
    re.I,
)


@cache
def role_heads() -> tuple[str, ...]:
    lines = files("indexer.knowledge").joinpath("roles.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def is_role(word: str) -> bool:
    """Whether a word names a role: ``procesbegeleider``, ``Wmo-consulenten``, ``teamleider(s)``."""
    low = re.sub(r"[^a-zà-ÿ]", "", word.lower())
    if low in _NO_ROLES:
        return False
    forms = {low, low.removesuffix("s"), low.removesuffix("en"), low.removesuffix("n")}
    return any(form.endswith(head) for form in forms for head in role_heads())


def has_role(words: str) -> bool:
    return any(is_role(word) for word in re.findall(r"[\w-]+", words))


_TRAILING_CALL = re.compile(
    r"\s*[,(–-]\s*(?:reactie|reageren|reageer|deadline|sluit\w*|uiterlijk|start|per direct)\b.*$", re.I
)


def clean_title(words: str) -> str:
    """The title without what only decorates it: ``Freelance opdracht``, ``Vacature``, hours, ``(m/v)``."""
    title = _TRAILING_CALL.sub("", words.strip(" \t*#_>•-–|"))
    for _ in range(3):
        shorter = _TRAILING_HOURS.sub("", _PREFIX.sub("", title, count=1)).strip(" \t-–|:,;*_")
        if not shorter or shorter == title:
            break
        title = shorter
    return title[:1].upper() + title[1:]


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``title``, ``reference`` and ``organisation``."""
    yield from _titles(doc)
    yield from _references(doc)
    yield from _organisations(doc)


def _header_lines(layout: Layout) -> list[Line]:
    """Filled lines above the first paragraph, at most 25."""
    return [line for line in layout.lines if line.kind != "blank" and line.start < layout.header_end][:25]


def _titles(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("title"):
        if len(pair.text) <= 120 and "\n" not in pair.text and not pair.text.endswith("."):
            yield Candidate("title", clean_title(pair.text), pair.label_start, pair.end, "label", 0.92)
    subject = re.match(r"(?:onderwerp|subject)\s*:\s*(.+)", text, re.I)
    if subject and len(subject[1]) < 140:
        yield Candidate(
            "title",
            clean_title(subject[1]),
            subject.start(1),
            subject.end(1),
            "subject",
            0.7 if has_role(subject[1]) else 0.5,
        )
    position = 0
    lines = _header_lines(layout)
    known = {pair.label_start for pair in layout.labels if pair.key not in ("free", "title", "other")}
    for line in lines:
        match = _REFERENCE_LINE.match(line.text)
        if match:
            at = line.content
            yield Candidate("title", clean_title(match["title"]), at, line.end, "reference-line", 0.88)
            yield Candidate("reference", match["ref"], at, at + match.end("ref"), "reference-line", 0.85)
        elif _may_be_title(line, layout, known):
            title = clean_title(line.text)
            weight = (0.8 if has_role(line.text) else 0.4) - 0.02 * position
            # A page often says its title twice, once behind the name of the portal: the line that returns is it.
            weight += 0.05 * any(line.text in other.text for other in lines if other is not line)
            weight -= 0.45 * bool(_PERSON_LINE.search(line.text)) + 0.2 * bool(
                re.search(r"\bbij\s+\w", line.text)
            )
            yield Candidate("title", title, line.content, line.end, "heading", max(weight, 0.2))
            position += 1
    yield from _title_from_prose(doc)


def _may_be_title(line: Line, layout: Layout, known: set[int]) -> bool:
    """A short line of its own that is no label, no sentence and no call such as ``Gezocht: een coach die ...``."""
    return (
        line.content not in known
        and not line.bullet
        and 4 <= len(line.text) <= 130
        and line.text[-1] not in ".;,"
        and not layout.is_noise(line.start)
        and not _NO_TITLE.match(line.text)
        and not (_SOUGHT.search(line.text) and re.search(r"\b(?:die|met|voor|who|with)\b", line.text))
        and len(clean_title(line.text)) > 3
    )


def _title_from_prose(doc: Doc) -> Iterator[Candidate]:
    """The role that is sought, where the text has no title of its own."""
    layout = doc._.layout
    text = layout.text
    for match in _SOUGHT.finditer(text):
        words = text[match.start("role") : match.start("role") + 90].split("\n")[0]
        end = 0
        for word in re.finditer(r"[\w()/&’'-]+|[.,!?:;]", words):
            if word[0] in ".,!?:;":
                break
            if re.match(
                r"(?:die|dat|met|voor|om|in|bij|op|who|with|to|ter|vanaf|per|binnen|zodat|van)$", word[0]
            ):
                break
            end = word.end()
        praise = _PRAISE.match(words[:end])
        skip = praise.end() if praise else 0
        role = words[skip:end].strip()
        if has_role(role) and not layout.is_noise(match.start()):
            start, end = match.start("role") + skip, end - skip
            weight = 0.7 if start < layout.header_end else 0.55
            yield Candidate("title", clean_title(role), start, start + end, "role-sought", weight)


def _references(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("reference"):
        match = _REFERENCE_VALUE.match(pair.text)
        if match and any(c.isdigit() for c in match[0]) and len(pair.text) <= 60:
            yield Candidate(
                "reference", match[0].strip(" ."), pair.label_start, pair.start + match.end(), "label", 0.9
            )
    for match in _REFERENCE_INLINE.finditer(text):
        if not layout.is_noise(match.start()) and not re.fullmatch(r"(?:19|20)\d\d", match["ref"]):
            yield Candidate("reference", match["ref"], match.start("ref"), match.end("ref"), "inline", 0.6)


def _gemeente_name(words: str) -> tuple[str, int] | None:
    """The official gemeente that begins the words (longest first) and how many characters name it."""
    parts = list(re.finditer(r"[^\s]+", words))
    for count in range(min(5, len(parts)), 0, -1):
        said = words[: parts[count - 1].end()].rstrip(".,;:!?)'’\"”")
        found = gazetteer.gemeente(re.sub(r"['’]s$", "", said))
        if found:
            return found.name, len(said)
    return None


def _organisations(doc: Doc) -> Iterator[Candidate]:
    layout = doc._.layout
    text = layout.text
    for pair in layout.labelled("organisation"):
        value = pair.text.split("\n")[0]
        gemeente = _GEMEENTE.search(value)
        named = _gemeente_name(gemeente["name"]) if gemeente else None
        if named and gemeente:
            yield Candidate(
                "organisation",
                f"Gemeente {named[0]}",
                pair.label_start,
                pair.start + gemeente.start("name") + named[1],
                "label",
                0.92,
            )
        elif (
            len(value) <= 80
            and value[:1].isalnum()
            and not re.search(r"\b(?:is|zoekt|heeft|wij|we)\b", value)
        ):
            bare = gazetteer.gemeente(value)
            name = f"Gemeente {bare.name}" if bare else value.strip(" .,")
            yield Candidate("organisation", name, pair.label_start, pair.start + len(value), "label", 0.9)
    counts: Counter[str] = Counter()
    first: dict[str, Candidate] = {}
    for match in _GEMEENTE.finditer(text):
        named = _gemeente_name(match["name"])
        if (
            named
            and not layout.is_noise(match.start())
            and layout.section_at(match.start()).kind != "contact"
        ):
            organisation = f"Gemeente {named[0]}"
            counts[organisation] += 1
            early = match.start() < max(layout.header_end, 400)
            cued = _CLIENT_CUE.search(text, max(0, match.start() - 40), match.start())
            weight = 0.78 if cued else 0.74 if early else 0.6
            if organisation not in first or weight > first[organisation].weight:
                first[organisation] = Candidate(
                    "organisation",
                    organisation,
                    match.start(),
                    match.start("name") + named[1],
                    "gemeente",
                    weight,
                )
    for organisation, candidate in first.items():
        bonus = min(counts[organisation], 5) * 0.015
        yield Candidate(
            "organisation",
            organisation,
            candidate.start,
            candidate.end,
            candidate.rule,
            candidate.weight + bonus,
        )
    for match in _ORGANISATION.finditer(text, 0, 3000):
        if not layout.is_noise(match.start()):
            cued = _CLIENT_CUE.search(text, max(0, match.start() - 40), match.start())
            seeks = re.match(
                r"\s*(?:\([^)]*\)\s*)?,?\s*(?:zoekt|is op zoek|is looking|seeks|zoeken)",
                text[match.end() : match.end() + 40],
            )
            name = re.sub(r"\s+(?:en|van|de|het|voor|der)$", "", match["name"])
            yield Candidate(
                "organisation",
                name,
                match.start(),
                match.start() + len(name),
                "name",
                0.85 if seeks else 0.77 if cued else 0.5,
            )
