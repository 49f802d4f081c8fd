"""What the assignment is called: a label, a heading, or, where the text has no title, the role it seeks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import HEADLINES, Layout, Line
from indexer.parse.roles import has_role
from indexer.parse.windows import find_near

REFERENCE_LINE = re.compile(r"^(?P<ref>[A-Z]{2,6}[-_ ]?\d[\w/-]{2,20})\s*[-–:|]\s*(?P<title>\S.{3,})$")
_WORK = r"(?:freelance[- ]?|interim[- ]?|tijdelijke? |zzp[- ]?)?(?:inhuur)?(?:opdracht|aanvraag|vacature|uitvraag|offerteaanvraag|offerteverzoek|project|assignment|klus)"
# What only introduces a title. "Opdracht" introduces nothing in "Opdracht alleen mogelijk voor ...", "project" nothing in "project leader".
_PREFIX = re.compile(
    rf"^(?:(?:re|fw|fwd|betreft|onderwerp|subject|titel)\s*:\s*"
    rf"|(?:nieuwe?|spoed|urgent|te huur)?[\s:!-]*{_WORK}\b(?!\s+(?:alleen|is|niet|staat|sluit|bekijk|leader|lead|manager|officer|coordinator|member|assistant|engineer|management|secretar|controller))"
    r"(?:\s*(?:voor|for)\s+(?:een\s+)?)?\s*(?:#?(?=[\w/-]*\d)[\w/-]{3,20}\s+)?[:\-–|.>=]*\s*"
    r"|freelance\s+|(?:gezocht|gevraagd|nodig|wanted)\s*[:!\-–]+\s*(?:een\s+|a\s+)?|zzp[- ]+|(?:wij|we)\s+zoeken\s*(?:een|per direct een|naar een)?\s*:?\s*"
    r"|[\w& -]{2,30}\szoekt\s*:\s*(?:een\s+)?|(?:externe\s+)?inhuur\s+(?:van\s+)?(?:een\s+)?(?=[^\W\d])|#+\s*|\d{5,}\s+)",
    re.I,
)
_TRAILING = re.compile(
    r"\s*[-–—,|(:]*\s*(?:\(?(?:ca\.?|circa|gemiddeld|max\.?|min\.?)?\s*\d{1,2}(?:\s*(?:-|–|à|tot)\s*\d{1,2})?\s*(?:uur|uren|u|hours)\b(?:\s*(?:per|/|p\.?)\s*(?:week|w))?\)?)\s*$"
    r"|\s*[-–—,|(]?\s*\(?\b(?:m/v(?:/x)?|v/m(?:/x)?|m/w/[xd]|f/m/x)\)?\s*$|\s*\(?\bschaal \d{1,2}[a-z]?\)?\s*$"
    r"|\s+(?:gezocht|gevraagd|wanted)\s*!*$|\s*[-–—,|(]\s*\(?(?:zzp|opdracht|ad interim|freelance|interim|tijdelijk|inhuur|gesloten|vervuld|detachering|zzp/detachering|nieuw)\)?\s*$",
    re.I,
)
_TRAILING_CALL = re.compile(
    r"\s*[,(–-]\s*(?:reactie|reageren|reageer|deadline|sluit\w*|uiterlijk|start|per direct|z\.?s\.?m)\b.*$",
    re.I,
)
# A piece behind a pipe or a dash that is a fact or a portal's words, not part of the name.
_DECORATION = re.compile(
    r"\s+[|·•–—-]\s+(?:\d[\d\s,.-]*(?:\s*(?:tot|à)\s*\d+)?\s*(?:uur|u|uren|hours|dagen|maanden|fte)\b.*|z\.?s\.?m\b.*|€.*|(?:max\.?|vanaf|start)\s.*"
    rf"|(?:freelance|interim|zzp)?[- ]?(?:opdracht|vacature|aanvraag|assignment|inhuuropdracht)\b.*|(?:gemeente|provincie)\s.*|{_WORK}.*)$",
    re.I,
)
_PRAISE = re.compile(
    r"^(?:(?:zeer|erg|en|een|of|the|an?|nog|twee|drie|tweetal|drietal|aantal|paar|stevig|echt)\s+|(?:goede|leuke|nieuwe|ervaren|enthousiaste?|gedreven|stevige?|daadkrachtige?|betrokken|inspirerende?|"
    r"bevlogen|krachtige?|verbindende?|sterke?|zelfstandige?|flexibele?|creatieve?|energieke?|deskundige|allround|\(all-round\)|all-round|experienced|enthusiastic|skilled|passionate),?\s+)+",
    re.I,
)
_NO_TITLE = re.compile(
    r"(?:logo|afbeelding|image|foto|let op|onderwerp|subject|datum|van|aan|bericht in|lieve|beste|geachte|hallo|hoi|hi|hey|dear|goede|goedem\w+|dag|nieuw|new|uitgelicht|spoed|"
    r"home|menu|startpagina|terug|inloggen|zoeken|bekijk|deel|apply|solliciteer|reageer|loading|info|request|welkom|cookies?|uitnodiging|invitation|overeenkomst|aanvraagformulier|request for|versie|pagina|page|bijlage|www|https?)\b",
    re.I,
)
_NOTICE = re.compile(
    r"\balleen mogelijk|\bniet mogelijk|\bniet toegestaan|\bis recent\b|\bneem .{0,20}contact|\bjouw uurtarief|\bvoor welk\b|\bwordt zo snel|\bsluit (?:over|vandaag|morgen)|\bis (?:gesloten|verlopen|vervuld)|"
    r"^(?:wat|wie|waar|hoe|wanneer|waarom|why|what|who)\b.*\?$|\s>\s.*\s>\s|\bhandhaving\b",
    re.I,
)
_PERSON_LINE = re.compile(
    r"^\W*[A-Z][\w’'-]+ (?:(?:van|de|der|den|ter|te|el|ten) )*[A-Z][\w’'-]+\s*[·|,–-]\s|^Door [A-Z]|\bleestijd\b"
)
_SOUGHT = re.compile(
    r"(?:\bop zoek naar|\bzoek(?:en|t)?(?: (?:wij|we|ik|zij|hij|ze|per direct|met spoed|voor (?:de |het |onze |een )?[\w’'-]+(?: [\w’'-]+)?(?= een)|naar|nu|nog|daarom|tijdelijk))*|\b(?:gezocht|gevraagd)\s*[:!]|\blooking for|\bseeking|"
    r"\bbehoefte aan|\bopdracht voor(?= een)|\binhuur van|\bnodig:|\bken (?:jij|je|jullie)|\bwie kent|\bvraagt)\s*:?\s+(?:per direct\s+|met spoed\s+|daarom\s+|nu\s+|tijdelijk\s+)*"
    r"(?:(?:een|an?|de|twee|2|drie|enkele|nog een)\s+)?(?P<role>(?:[\w()/&’'-]+\s+){0,5}?[\w()/-]+)",
    re.I,
)
_SOUGHT_STEMS = (
    "zoek",
    "gezocht",
    "gevraagd",
    "looking for",
    "seeking",
    "behoefte aan",
    "inhuur van",
    "nodig:",
    "ken j",
    "kent een",
    "vraagt",
)
_AS_STEMS = ("als ", "rol van", "functie van", "as a", "role of")
_AS_ROLE = re.compile(
    r"\b(?:[Aa]ls|de rol van|de functie van|een opdracht als|as an?|the role of)\s+(?:een\s+)?(?P<role>[A-Za-z][\w()/-]+(?:\s+[\w()/-]+){0,4})"
)
_ROLE_STOPS = re.compile(
    r"(?:die|dat|met|voor|om|in|bij|op|who|with|to|ter|vanaf|per|binnen|zodat|van|for|wie|ben|krijg|heb|werk|ga|draag|geef|ondersteun|bij|zoeken|zoekt|is|ten|namens|and you)$",
    re.I,
)


def clean_title(words: str) -> str:
    """The title without what only decorates it: ``Freelance opdracht``, ``Vacature``, hours, ``(m/v)``, a pay scale."""
    title = _TRAILING_CALL.sub("", words.strip(" \t*#_>•-–|.»→"))
    for _ in range(4):
        shorter = _PREFIX.sub("", title, count=1)
        if re.match(r"\W*(?:gezocht|gevraagd)\b", title, re.I):
            shorter = _PRAISE.sub("", shorter)
        shorter = _DECORATION.sub("", _TRAILING.sub("", shorter)).strip(" \t-–—|:,;*_!")
        if not shorter or shorter == title:
            break
        title = shorter
    return title[:1].upper() + title[1:]


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``title`` and, where one line holds both, ``reference``."""
    layout: Layout = doc._.layout
    named = list(_labelled(layout))
    yield from named
    yield from _subject(layout)
    yield from _headings(layout, named)
    yield from _from_prose(layout)
    yield from _as_role(layout)


def _labelled(layout: Layout) -> Iterator[Candidate]:
    for pair in layout.labelled("title"):
        if len(pair.text) <= 120 and "\n" not in pair.text and not pair.text.endswith("."):
            weak = pair.label.lower() in ("vacature", "job", "function", "position") and not has_role(
                pair.text
            )
            title = clean_title(pair.text)
            yield Candidate("title", title, pair.label_start, pair.end, "label", 0.5 if weak else 0.92)


def _subject(layout: Layout) -> Iterator[Candidate]:
    subject = re.compile(r"^[>\s]*(?:onderwerp|subject)\s*:\s*(.+)", re.I | re.M).search(layout.text, 0, 600)
    if subject and len(subject[1]) < 140:
        pieces = [piece for piece in layout.pieces() if subject.start(1) <= piece[0] < subject.end(1)]
        naming = [piece for piece in pieces if has_role(layout.text[slice(*piece)])]
        start, end = naming[0] if len(pieces) > 2 and naming else subject.span(1)
        words = re.sub(r"^\s*\[[^\]]*\]\s*", "", layout.text[start:end])
        weight = 0.7 if has_role(words) else 0.5
        yield Candidate("title", clean_title(words), start, end, "subject", weight)


def _headings(layout: Layout, named: list[Candidate]) -> Iterator[Candidate]:
    """Lines above the first paragraph that may be the title."""
    lines = [line for line in layout.lines if line.kind != "blank" and line.start < layout.header_end][:25]
    known = {pair.label_start for pair in layout.labels if pair.key not in ("free", "title", "other")}
    position = 0
    for line in lines:
        at = line.content
        if match := REFERENCE_LINE.match(line.text):
            yield Candidate("title", clean_title(match["title"]), at, line.end, "reference-line", 0.88)
            yield Candidate("reference", match["ref"], at, at + match.end("ref"), "reference-line", 0.85)
            continue
        start, end = _naming_piece(layout, line)
        words = layout.text[start:end]
        title = clean_title(words) if _may_be_title(line, words, layout, known) else ""
        if len(title) < 4:
            continue
        weight = (0.8 if has_role(title) else 0.4) - 0.02 * position
        # A page often says its title twice, once behind the name of the portal: the line that returns is it.
        weight += 0.05 * any(words in other.text for other in lines if other is not line)
        weight -= 0.45 * bool(_PERSON_LINE.search(line.text)) + 0.2 * bool(re.search(r"\bbij\s+\w", words))
        # The heading that says the label's title and more is the more precise of the two.
        if position < 3 and any(_more_precise(title, c.value) for c in named):
            weight = 0.93
        yield Candidate("title", title, start, end, "heading", max(weight, 0.2))
        position += 1


def _more_precise(heading: str, label: str) -> bool:
    return heading.lower().startswith(label.lower() + " ") and len(heading) <= 2 * len(label) + 20


def _naming_piece(layout: Layout, line: Line) -> tuple[int, int]:
    """The piece of a line that names the role, the whole line where pipes set nothing apart."""
    if not re.search(r"\s[|·•]\s|;\s|\s/\s.*\s/\s|\s—\s", line.text):
        return line.content, line.end
    pieces = [p for p in layout.pieces() if line.content <= p[0] < line.end]
    naming = [(start, end) for start, end in pieces if has_role(layout.text[start:end])]
    return naming[0] if naming else (line.content, line.end)


def _may_be_title(line: Line, words: str, layout: Layout, known: set[int]) -> bool:
    """A short line of its own that is no label, no sentence and no call such as ``Gezocht: een coach die ...``."""
    return (
        line.content not in known
        and ((value := layout.label_covering(line.content)) is None or value.key in ("title", *HEADLINES))
        and not _is_value(layout, line)
        and not (line.bullet and (line.start > 0 or not has_role(words)))
        and line.content - line.start < 12  # a message in a chat is no heading
        and 4 <= len(words) <= 130
        and words[-1] not in ".;,"
        and not layout.is_noise(line.start)
        and not _NO_TITLE.match(line.text)
        and not _NOTICE.search(line.text)
        and not (_SOUGHT.search(words) and re.search(r"\b(?:die|met|voor|who|with)\b", words))
    )


def _is_value(layout: Layout, line: Line) -> bool:
    """Whether the line is the value of a label that names something else than the title."""
    pair = layout.label_covering(line.content)
    return pair is not None and pair.start == line.content and pair.key not in ("title", "free", "other")


def _from_prose(layout: Layout) -> Iterator[Candidate]:
    """The role that is sought, where the text has no title of its own: the title is made of it."""
    for match in find_near(_SOUGHT, layout.text, layout.low, _SOUGHT_STEMS, 30, 200):
        role = _role_at(layout, match.start("role"))
        if role and not layout.is_noise(match.start()):
            weight = 0.7 if role[0] < layout.header_end else 0.55
            yield Candidate("title", clean_title(layout.text[slice(*role)]), *role, "made", weight)


def _as_role(layout: Layout) -> Iterator[Candidate]:
    """``Als consulent inkomen krijg je ...``: the last resort."""
    for match in find_near(_AS_ROLE, layout.text, layout.low, _AS_STEMS, 16, 110):
        role = _role_at(layout, match.start("role"))
        if role and not layout.is_noise(match.start()):
            yield Candidate("title", clean_title(layout.text[slice(*role)]), *role, "made", 0.3)


def _role_at(layout: Layout, at: int) -> tuple[int, int] | None:
    """Span of the role that begins at an offset: up to a word that ends it, praise left out."""
    words = layout.text[at : at + 90].split("\n")[0]
    end = 0
    for word in re.finditer(r"[\w()/&’'-]+|[.,!?:;]", words):
        if word[0] in ".,!?:;" or _ROLE_STOPS.match(word[0]):
            break
        end = word.end()
    said = words[:end]
    article = said.rfind(" een ")
    skip = article + 5 if article >= 0 and has_role(said[article:]) else 0
    praise = _PRAISE.match(said[skip:])
    skip += praise.end() if praise else 0
    role = said[skip:].rstrip()
    return (at + skip, at + skip + len(role)) if has_role(role) else None
