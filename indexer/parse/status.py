"""Whether the text itself says that the assignment is open or closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Layout
from indexer.parse.openings import at_words
from indexer.parse.speakers import SPEAKER
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near

_CLOSED_VALUE = re.compile(
    r"gesloten|vervuld|ingevuld|closed|filled|verlopen|beëindigd|ingetrokken|geannuleerd|vergeven|gegund|niet (?:meer|langer) (?:beschikbaar|mogelijk|open|actief)|on hold|cancelled",
    re.I,
)
_OPEN_VALUE = re.compile(
    r"\bopen(?!(?-i:[a-zë]))|actief|active|lopend|gepubliceerd|beschikbaar|nieuw|accepting|kan nog|nog mogelijk|in behandeling",
    re.I,
)
# "Gesloten voor vragen, open voor aanbiedingen"
_QUESTIONS_CLOSED = re.compile(
    r"(?:gesloten|closed) (?:voor|for) (?:\w+ )?(?:vragen|questions)|(?:vragen\w*|questions?|inlichtingen)(?: is| zijn)? (?:gesloten|closed)",
    re.I,
)
# The patterns of sentences are tried on the text in lower case: one that tells no capitals apart takes several times as long.
_THING = r"(?:inhuur|flex)?(?:plek|opdracht|aanvraag|project|vacature|uitvraag|inschrijving|klus|rol|functie|aanbesteding|oproep|assignment|request|position|vacancy|role|tender|call|job|project)"
_SOON = r"(?:inmiddels\s+|dus\s+|intussen\s+|reeds\s+|al\s+|helaas\s+|nu\s+|weer\s+|already\s+|now\s+|sinds\s+\w+\s+)*"
_SHUT = r"(?:gesloten|dicht|vervuld|ingevuld|vergeven|verlopen|ingetrokken|geannuleerd|gegund|verstreken|weg\b(?! naar)|van tafel|closed|filled|withdrawn|expired|cancelled|niet (?:meer|langer) (?:beschikbaar|open|actief|online)|no longer (?:available|open|active|online))"
_ANSWERING = r"(?:reager\w+|reacties?|inschrijv\w+|aanmeld\w+|sollicit\w+|aanbied\w+|indien\w+|kandida\w+|voorstel\w+|offertes?|applications?|applicants|candidates|proposals|responses|submissions|bids|quotations)"
_CLOSED = re.compile(
    at_words(
        rf"\b(?:deze|dit|de|this|the)\s+{_THING}(?: ?/ ?{_THING})?\s+(?:is|has been|staat|has)\s+{_SOON}{_SHUT}"
        rf"|\b(?:is|staat) (?:{_SOON})(?:deze|dit|de|the) {_THING} {_SOON}{_SHUT}"
        rf"|(?m:^\W*(?:deze |de )?{_THING}\s+{_SOON}{_SHUT}\W*$)"
        rf"|\b{_ANSWERING}(?: op (?:deze|dit) \w+)?(?: is| kan| zijn)? {_SOON}(?:niet (?:meer|langer))\b|\bno longer (?:accepting|open|possible)|\bnot (?:accepting|open)\b"
        rf"|\b(?:inschrijving|reactietermijn|inschrijftermijn|termijn)(?: is)? {_SOON}(?:gesloten|verstreken|voorbij|verlopen)"
        rf"|\b(?:niet (?:meer|langer)(?! dan\b)|geen)\b[^.\n]{{0,35}}\b{_ANSWERING}(?: meer)? (?:mogelijk|in behandeling|aan)|\bniet (?:meer|langer)\b(?! dan\b)[^.\n]{{0,35}}\b{_ANSWERING} op\b|\bgeen\b[^.\n]{{0,35}}\b{_ANSWERING} meer op\b|\b(?:kun|kunt|kan|can)\b[^.\n]{{0,25}}\b(?:niet (?:meer|langer)|no longer)\b[^.\n]{{0,25}}\b(?:{_ANSWERING}|apply|respond)"
        rf"|(?:^|[\n.:!\]] ?)deze is {_SOON}(?:vergeven|vervuld|ingevuld|weg|van tafel|gesloten)\b"
        rf"|\bniet meer (?:op|voor) (?:deze|dit) {_THING} {_ANSWERING}"
        r"|\btermijn (?:voor|om te) (?:reageren|reacties|inschrijven) is (?:verstreken|voorbij|verlopen)"
        rf"|\b(?:gesloten|dicht|closed) (?:voor|for) {_ANSWERING}"
        r"|\b(?:inmiddels|al) (?:hebben (?:we|wij)|heb ik|is er) (?:al )?(?:iemand|een (?:geschikte )?kandidaat) gevonden|\b(?:we|wij) hebben (?:al|inmiddels|intussen) iemand\b|\b(?:we|wij) hebben (?:iemand|een (?:geschikte )?kandidaat) gevonden\b"
    )
)
_ANSWERED = r"(?:hij|ie|die|deze|it|this one)"
# In answer to "is hij nog vrij?", or after such a question.
_IT_IS_OPEN = re.compile(
    rf"(?:\b(?:ja+|jawel|jazeker|zeker|yes|yep|yeah|klopt)\b[^\w\n]{{0,4}}(?:hoor[,.! ]{{0,3}})?{_ANSWERED} (?:staat|is) (?:nog|still|gewoon|steeds|altijd|zeker|,| )+(?:open|vrij|beschikbaar|te vergeven|available|vacant)|(?:^|[\n.:!] ?){_ANSWERED} (?:staat|is) (?:nog|still|gewoon|steeds|altijd| )+(?:open|te vergeven))\b(?! (?:op|om|in|voor|bij|van|on|in|for)\b)"
)
_IT_IS_SHUT = re.compile(
    rf"\b(?:nee+|neen|helaas|no|nope|sorry|jammer)\b[^\w\n]{{0,4}}{_ANSWERED} (?:is|has been) (?:{_SOON})(?:{_SHUT})"
)
# "Is deze nog vrij?", "Kan ik nog reageren?": what is said next answers it.
_ASKS_IF = re.compile(
    rf"(?:\b(?:is|staat|loopt|geldt) (?:hij|ie|die|deze|dit|het|it|this|this one|(?:deze|dit|de|this|the) {_THING}) (?:nu |dan |eigenlijk |nog |steeds |still )+(?:open|vrij|beschikbaar|actueel|available|vacant|te vergeven)|(?:^|[\n.:!?] ?)(?:nog|still) (?:open|vrij|beschikbaar|actueel|available)|\b(?:kan|kun|can) (?:ik|je|u|i|we) (?:nog |still )(?:steeds )?(?:{_ANSWERING}|apply|respond)) ?\?"
)
_ASKED_STEMS = ("nog open", "nog vrij", "nog beschikbaar", "nog actueel", "nog te vergeven", "nog steeds", "still open", "still available", "still vacant", "nog reageren", "nog solliciteren", "still apply", "still respond")  # fmt: skip
_SPEAKER = re.compile(SPEAKER)
_YES = re.compile(r"\W*(?:ja+|jawel|jazeker|zeker|yes|yep|yeah|klopt|absoluut)\b(?!\?| of )")
_NO = re.compile(r"\W*(?:nee+|neen|no|nope|helaas|jammer genoeg)\b(?!\?)")
_CLOSED_STEMS = (
    "al weg", "is weg", "inmiddels weg", "van tafel", "gesloten", "dicht", "vervuld", "ingevuld", "vergeven", "verlopen", "ingetrokken", "geannuleerd", "gegund", "closed", "filled", "withdrawn", "expired", "cancelled", "niet meer",
    "niet langer", "no longer", "not accepting", "not open", "verstreken", "voorbij", "gevonden", "al iemand", "inmiddels iemand",
)  # fmt: skip
_OPEN = re.compile(
    at_words(
        rf"\b(?:deze|dit|this|de|the)\s+{_THING}\s+(?:is|staat)\s+(?:nog\s+|still\s+|momenteel\s+|dus\s+|wagenwijd\s+|gewoon\s+)*(?:open|geopend|opengesteld)\b(?!\s+(?:tot|t/m|until|voor (?!{_ANSWERING})))|\b{_ANSWERING}(?: op (?:deze|dit) \w+)? (?:is nog mogelijk|is mogelijk(?! (?:tot|t/m|via|vanaf|voor|met|per|op|bij|door))|kan nog steeds)\b|\b{_ANSWERING} kan nog\b(?!\s+(?:tot|t/m|until|\d))|\b{_ANSWERING}\b[^.\n]{{0,30}}\bis nog (?:steeds )?mogelijk"
        rf"|\b{_ANSWERING}[:;,.] (?:hij|zij|ze|deze|it) (?:staat|is) (?:nog |still )?open\b(?! (?:tot|t/m|until)\b)|\b(?:(?:kun|kunt|kan|can) (?:je|u|you)|(?:je|u|you) (?:kunt|kan|can)) (?:zich |je |hier |hierop |op (?:deze|dit) \w+ )?(?:nog|still) (?:steeds |gewoon )?(?:{_ANSWERING}|apply|respond)|\bis nog (?:steeds )?mogelijk om (?:te )?{_ANSWERING}|(?<!alleen )(?<!uitsluitend )(?<!enkel )(?<!slechts )(?<!only )\bopen (?:voor|for) {_ANSWERING}|(?<!not )(?<!longer )\baccepting {_ANSWERING}"
    )
)
_OPEN_STEMS = (
    "nog mogelijk", "steeds mogelijk", "nog open", "nog geopend", "is open", "is geopend", "is opengesteld", "staat open", "still open", "wagenwijd", "kan nog", "nog steeds", "je nog", "u nog", "open voor", "open for", "accepting", "momenteel open", "gewoon", "kunt nog", "can still", "zich nog",
)  # fmt: skip
_STATE = r"(?:gesloten|vervuld|ingevuld|closed|filled|verlopen|vergeven)"
_IN_TITLE = re.compile(
    rf"[(\[]{_STATE}[)\]]\s*$|^\W*[(\[]?{_STATE}[)\]]?\s*(?:[-–—:|]\s|[)\]]\s|\*+\s|$)", re.I
)
# "UPDATE: vervuld, bedankt voor alle reacties!"
_NEWS = re.compile(
    rf"\W*(?:update|let op|nb|n\.b\.|status|edit|news)\b\W{{1,4}}(?:inmiddels |helaas |reeds |al )?{_STATE}(?=\s*(?:[,.!:;)\]–-]|$))",
    re.I,
)
_ALONE = re.compile(rf"{_STATE}\W*", re.I)
_ASKS_OPEN = re.compile(
    r"(?:is (?:de opdracht|deze) )?(?:nog )?(?:open|beschikbaar|actueel|available)\??", re.I
)
# "StatusOpen", where a page lost its spaces.
_GLUED = re.compile(
    r"Status(?:(?P<open>Open(?:gesteld|staand)?)|Gesloten|Vervuld|Ingevuld|Verlopen|Closed|Filled)(?=[A-Z\d]|\W|$)"
)
_GLUED_STEMS = ("statuso", "statusg", "statusv", "statusi", "statusc", "statusf")
# All that a value says, whatever its label is called: "Fase: open".
_BARE_STATE = re.compile(
    r"(?:(?:inschrijving|reactietermijn|aanmelding)(?: is)? )?(?:(?P<open>open|opengesteld|geopend)|(?P<closed>gesloten|closed|vervuld|filled|verlopen))[.!]?",
    re.I,
)


# Ordinary words that count beside a word of answering alone.
_COMMON = ("mogelijk", "geen ")
_ANSWERS = (
    "reage",
    "reacti",
    "inschrijv",
    "aanmeld",
    "sollicit",
    "aanbied",
    "indien",
    "kandida",
    "offerte",
    "voorstel",
)


def _offsets(low: str, stems: tuple[str, ...]) -> list[int]:
    """Where words of the state may stand."""
    common = [
        at
        for at in places_of(low, _COMMON)
        if any(low.find(word, max(at - 60, 0), at + 60) >= 0 for word in _ANSWERS)
    ]
    return sorted([*places_of(low, stems), *common])


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``status``: ``open`` or ``closed``."""
    layout: Layout = doc._.layout
    low = layout.low
    yield from _labelled(layout)
    yield from _above(layout)
    yield from _answered(layout)
    for pattern, stems, value, weight in (
        (_CLOSED, _CLOSED_STEMS, "closed", 0.85),
        (_OPEN, _OPEN_STEMS, "open", 0.7),
    ):
        for match in find_around(pattern, low, _offsets(low, stems), 80, 80):
            if not layout.is_noise(match.start()):
                yield Candidate("status", value, match.start(), match.end(), "banner", weight)


def _answered(layout: Layout) -> Iterator[Candidate]:
    """What a chat says of "it": ``Is hij nog vrij? Ja, hij staat nog open.``"""
    low = layout.low
    for pattern, stems, value in (
        (_IT_IS_OPEN, ("nog open", "nog vrij", "nog steeds", "nog gewoon", "nog beschikbaar", "nog altijd", "still ", "gewoon nog"), "open"),
        (_IT_IS_SHUT, _CLOSED_STEMS, "closed"),
    ):  # fmt: skip
        for match in find_around(pattern, low, sorted(places_of(low, stems)), 60, 40):
            if not layout.is_noise(match.start()) and low[match.end() : match.end() + 2].strip() != "?":
                yield Candidate("status", value, match.start(), match.end(), "banner", 0.7)
    for match in find_around(_ASKS_IF, low, sorted(places_of(low, _ASKED_STEMS)), 80, 30):
        line, at = layout.line_at(match.start()), match.end()
        if not low[at : line.end].strip():
            at = next((later.content for later in layout.lines if later.start > at and later.text), at)
        if spoken := _SPEAKER.match(low, at):
            at = spoken.end()
        for pattern, value in ((_YES, "open"), (_NO, "closed")):
            if (answer := pattern.match(low, at)) and not layout.is_noise(match.start()):
                yield Candidate("status", value, match.start(), answer.end(), "banner", 0.65)


def _labelled(layout: Layout) -> Iterator[Candidate]:
    for pair in layout.labelled("status"):
        if len(pair.text) <= 60:
            state = _QUESTIONS_CLOSED.sub("", pair.text)
            closed, opened = _CLOSED_VALUE.search(state), _OPEN_VALUE.search(state)
            if closed or opened:
                value = "closed" if closed else "open"
                yield Candidate("status", value, pair.label_start, pair.end, "label", 0.9)
    for pair in layout.labelled("free", "other"):
        if _ASKS_OPEN.fullmatch(pair.label.strip()) and (
            said := re.match(r"(?:(ja|yes)|nee|no)\b", pair.text, re.I)
        ):
            value = "open" if said[1] else "closed"
            yield Candidate("status", value, pair.label_start, pair.end, "label", 0.8)
        if bare := _BARE_STATE.fullmatch(pair.text.strip()):
            value = "open" if bare["open"] else "closed"
            yield Candidate("status", value, pair.label_start, pair.end, "label", 0.6)


def _above(layout: Layout) -> Iterator[Candidate]:
    """What stands in the title, or alone above or under it."""
    text = layout.text
    for glued in find_near(_GLUED, text, layout.low, _GLUED_STEMS, 2, 20):
        value = "open" if glued["open"] else "closed"
        yield Candidate("status", value, glued.start(), glued.end(), "run-together", 0.8)
    for start, end in layout.pieces()[:12]:
        if match := _IN_TITLE.search(text[start:end]):
            yield Candidate("status", "closed", start + match.start(), start + match.end(), "heading", 0.8)
    for line in layout.lines[:20]:  # a word that stands alone above or under the title
        if line.kind == "label" and _ALONE.fullmatch(line.text):
            yield Candidate("status", "closed", line.content, line.end, "heading", 0.8)
        elif (news := _NEWS.match(line.text)) and not layout.is_noise(line.start):
            end = line.content + news.end()
            yield Candidate("status", "closed", line.content, end, "heading", 0.8)
