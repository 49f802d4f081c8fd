"""The reference of an assignment: what a label, a phrase that asks to mention it, or its own form gives away.

A number behind a word for numbers counts in any form; the vaguer what stands before it, the more the form itself must be
that of a file's number (letters and figures together). Dates, years, telephone numbers, amounts and counts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import Labelled, Layout, Line
from indexer.parse.openings import at_words
from indexer.parse.pieces import SUBJECT
from indexer.parse.roles import has_role
from indexer.parse.stems import places_of
from indexer.parse.windows import find_around, find_near

# "TN 2026 118", "ToR 2027/06", "SD 2026/JH/11": a few letters, then figures set apart; else one run of letters and figures.
# Not "In 2026", "Sinds 2015", "Met 25": a word that is written small but for its first letter, and a year or a count.
_IN_PARTS = r"(?-i:(?![A-Z][a-z]+ (?:(?:19|20)\d\d|\d{2,3})(?![\d/-]|\.\d| \d))[A-Z][A-Za-z]{1,4}(?: \d[\d/.-]*\d){1,2}(?:-[A-Z]{1,2}|(?:/[A-Z]{1,4})?(?:/\d{1,6})?)?)(?![\w€%])"
_IN_ONE = r"(?=[\w&./-]*\d)[A-Za-z0-9][\w&./-]{1,28}\w"
_VALUE = re.compile(rf"[\W_]{{0,4}}(?P<ref>{_IN_PARTS}|{_IN_ONE}(?: (?=[\w./-]*\d)[\w./-]{{2,12}}){{0,2}})")
_NUMBERED = (
    r"[a-z]{2,20}nummer|(?:aanvraag|opdracht|vacature|inhuur|project)-id|nr\.(?= ?[\w./-]*\d{3})|nr(?= \d{4})|referentie(?:nummer|code)?|kenmerk|nummer|code|(?:flex)?aanvraag(?:nummer|code)?|(?:inhuur|inleen|flex)?opdracht(?:nummer|code)?|volgnummer|vacaturenummer|vacature|(?:inhuur|mini)?uitvraag|dossier(?:nummer)?|zaak(?:nummer)?|"
    r"ref\.?|reference(?: number| code)?|project id|inhuuraanvraag|inhuurverzoek|mini-?competitie|offerteaanvraag|aanbesteding|tendernummer|tender|assignment|request|job id"
)
# "Our reference is": words that say of nothing else what they are.
_IS = r"(?:(?:our|ons|onze|het|the|mijn|my) (?:[a-z]{0,20}nummer|kenmerk|referentie(?:nummer|code)?|nr\.?|reference(?: number| code| no\.?)?|ref\.?(?: no\.?)?)(?: (?:for|voor|van) (?:this|deze|dit|the|de) [a-z]{3,14})? (?:is|luidt|reads)|nr\.? (?:is|luidt))"
_CUE = rf"(?:\b{_IS}\s*:?\s*|\b(?:{_NUMBERED})(?:\s*(?:nr|nummer|no|number)\.?|(?: van)? (?:deze |de |this )?(?:aanvraag|opdracht|request|assignment) is| (?-i:[a-z]{{3,14}})(?=\s+#?\d)|(?: [a-z]{{2,14}}){{1,3}}(?=:))?\s*[:#]?\s*[*_]{{0,2}}|#)"
_CUED = re.compile(
    rf"{_CUE}(?P<ref>{_IN_PARTS}|(?=[\w&./-]*\d)[A-Za-z0-9][\w&./-]{{2,24}}\w)",
    re.I,
)
# What it may match, for a text in lower case: without a look at the case it takes a third of the time.
_CUED_IN_LOW = re.compile(rf"{_CUE}(?:[a-z]{{2,5}} \d|(?=[\w&./-]*\d)[a-z0-9][\w&./-]{{2,24}}\w)")
_CUED_STEMS = (
    "nr.", "nr ", "-id", "referent", "kenmerk", "nummer", "code", "aanvraag", "opdracht", "vacature", "uitvraag", "dossier", "zaak", "ref", "project id", "assignment", "request", "#",
    "inhuurverzoek", "competitie", "tender", "aanbesteding", "job id",
)  # fmt: skip
_MENTION = re.compile(
    rf"\b(?:vermelding[\s>]+van|o\.v\.v\.?|quoting|mention(?:ing)?|refer(?:ring)? to|vermeld(?:en)?\b(?: [a-z]+){{0,4}}?|verwijs(?:end)? naar|stating|citing|op nummer|onder nummer|zet(?: er)?(?=\s+['\"‘“]?[a-z0-9][\w&./-]*\d[\w&./-]*['\"’”]? (?:in|bij|boven|als)\b))\s*:?\s*"
    rf"(?:(?:de|het|ons|our|the|dit|deze)\s+)?(?:(?:{_NUMBERED})\s*:?\s*)?(?:nr\.?\s*)?['\"‘“]?(?P<ref>{_IN_PARTS}|(?=[\w&./-]*\d)[A-Za-z0-9][\w&./-]{{2,24}}\w)",
    re.I,
)
_MENTION_STEMS = (
    "vermeld",
    "o.v.v",
    "quoting",
    "mention",
    "refer",
    "verwijs",
    "stating",
    "citing",
    "op nummer",
    "onder nummer",
    "zet ",
)
# Figures that are no number of a file: a year, a date, hours, a version, a telephone number, a postcode.
_NO_REFERENCE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d|\d{4})|\d{1,2}[-/]\d{1,2}|\d\.\d|\d{1,3}|\d{1,2}-\d{1,2}|0\d{1,3}-?\d{6,8}|[1-9]\d{3}\s?[A-Z]{2}|\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d)*)?|\d{1,2}[:.]\d{2}|\d+(?:e|ste|de|x|u|uur|%)",
    re.I,
)
# A file's number by its form alone: capitals and figures together, three figures or more, set apart by signs or not.
_FORMED = re.compile(
    r"#?(?=(?:[A-Z_&./-]*\d){3})(?=[\d_&./-]*[A-Z])(?!(?:ISO|NEN|NTA|PRINCE|Q[1-4]|NL\d|[1-9]\d{3} ?[A-Z]{2}$|KvK|EUR))[A-Z0-9][A-Z0-9_&]*(?:[-/._&][A-Z0-9]+)+|(?!ISO|NEN|KVK|EUR)[A-Z]{2,6}\d{4,10}"
)
# The same with a space behind the letters, where nothing else stands beside it: "RV 2026-0874", but not "CAO 2026-2027".
_APART = re.compile(r"(?!ISO|NEN|NTA|KVK|EUR)[A-Z]{2,5} (?!\d{4}-(?:19|20)\d\d$)\d{2,4}[-/.]\d{2,6}")
_TOKEN = re.compile(
    rf"(?<![\w@/.-])(?P<ref>{_FORMED.pattern.removeprefix('#?')}|(?!(?:19|20)\d\d/(?:19|20)\d\d)\d{{2,4}}/\d{{3,6}})(?![\w/-])"
)
# A sentence that tells how to answer may hold the number without a word for it.
_ANSWER = re.compile(
    r"\b(?:reage\w+|mail\w*|stuur\w*|stuurt|sollicit\w+|onderwerp\w*|offertes?|inschrijv\w+|indien\w*|submi\w+|reply|subject line|respond\w*)\b"
)
_ANSWER_STEMS = (
    "reage",
    "mail",
    "stuur",
    "sollicit",
    "onderwerp",
    "offerte",
    "inschrijv",
    "indien",
    "submi",
    "reply",
    "subject line",
    "respond",
)
_UNIT = re.compile(
    r"[ \t]*(?:uur|uren|u\b|euro|€|%|maanden|weken|dagen|personen|kandidaten|inwoners|plekken|fte|punten|hours|people|jan|feb|m(?:aa)?rt|apr|mei|jun|jul|aug|sep|okt|nov|dec)",
    re.I,
)
_NUMBER_LABEL = re.compile(r"\b(?:code|id|nr\.?|nummer|volgnr|zaak|dossier)\b", re.I)
_NO_NUMBER_LABEL = re.compile(
    at_words(
        r"telefoon|\bkvk|\bbtw|iban|rekening|kosten|\bhuis|\bfax|mobiel|phone|postcode|pagina|\buren|aantal|\bagb|\bbig\b|\bskj\b|\blev(?:erancier)?s?\.?\s?(?:nr|nummer)|ingelogd|gebruiker|\buser\b|account|klantn",
        any_case=True,
    ),
    re.I,
)
# The number of the system, the framework or the buyer's own file is not that of the request, where both are told.
OF_FRAME = re.compile(r"\b(?:das|dps|tenderned|raam\w*|framework|intern|internal)\b", re.I)
_FURTHER = 0.1
_OPENING = re.compile(r"\[(?P<bracketed>[^\]\s]{4,24})\]\s|(?P<plain>[A-Z0-9][\w&./-]{3,24}):?\s")
_FIGURE = re.compile(r"\d")
_PIECE = re.compile(r"\n| [|·•] ")
# "GM2027-JW-04Begindatum": where nothing parts the facts the next label follows.
_NEXT_LABEL = re.compile(r"(?<=\d)(?=[A-Z][a-z]{3})")
_THREE_FIGURES = re.compile(r"\d\D*\d\D*\d")  # a number of a file has no fewer
_MOST = 60
# "KLUS 1183 • ONDERZOEK", "Opdracht 88417": a word for the work and its number open a line.
_WORK_NUMBERED = re.compile(
    r"(?:klus|job|gig|opdracht|aanvraag|vacature|project|uitvraag|assignment|request|ticket|kaart)(?:nummer|nr\.?| nr\.?| no\.?)?\s+#?(?P<ref>[1-9]\d{2,7}(?:[-/]\d{1,5})?)(?=\s*(?:$|[|•·\t—–-]|/ ))",
    re.I,
)
_NUMBER_FIRST = re.compile(r"(?P<ref>[1-9]\d{4,6})\s+(?P<apart>[-–|]\s+)?(?=[A-Z])")


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``reference``."""
    layout: Layout = doc._.layout
    for pair in layout.labelled("reference"):
        yield from _labelled(pair, 0.9 - _FURTHER * (OF_FRAME.search(pair.label) is not None))
    for pair in layout.labelled("free", "other"):
        if _NUMBER_LABEL.search(pair.label) and not _NO_NUMBER_LABEL.search(pair.label):
            yield from _labelled(pair, 0.75)
    low = layout.low
    for pattern, stems, weight, sieve in (
        (_MENTION, _MENTION_STEMS, 0.7, None),
        (_CUED, _CUED_STEMS, 0.6, (_CUED_IN_LOW, low)),
    ):
        # The figure that each number holds is cheaper to look for than the words around it.
        near = [at for at in places_of(low, stems) if _FIGURE.search(low, at, at + 80)]
        for match in find_around(pattern, layout.text, near, 30, 80, sieve):
            yield from _found(layout, match, weight)
    yield from _by_form(layout)
    yield from _in_an_answer(layout)
    yield from _asked_or_glued(layout)
    yield from _carried(doc)


def _labelled(pair: Labelled, weight: float) -> Iterator[Candidate]:
    match = _VALUE.match(pair.text)
    if match is None or len(pair.text) > 80 or _NO_NUMBER_LABEL.search(pair.label):
        return
    ref = _up_to_label(match["ref"]).strip(" .")
    wrong = (
        _NO_REFERENCE.fullmatch(ref)
        if weight < 0.8
        else re.fullmatch(r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", ref)
    )
    if any(c.isdigit() for c in ref) and not wrong and not _UNIT.match(pair.text, match.end()):
        yield Candidate(
            "reference", ref, pair.label_start, pair.start + match.start("ref") + len(ref), "label", weight
        )


def _up_to_label(ref: str) -> str:
    return _NEXT_LABEL.split(ref, maxsplit=1)[0]


def _found(layout: Layout, match: re.Match[str], weight: float) -> Iterator[Candidate]:
    ref = _up_to_label(match["ref"]).rstrip(".")
    start = match.start("ref")
    end = start + len(ref)
    if layout.is_noise(match.start()) or _NO_REFERENCE.fullmatch(ref) or not any(c.isdigit() for c in ref):
        return
    if ref[0].islower() and layout.text.startswith("#", start - 1):
        return  # "#samenwerken2026" among the tags of a post
    before = layout.text[max(0, match.start() - 24) : match.start()]
    if _NO_NUMBER_LABEL.search(_PIECE.split(before)[-1] + match[0][: start - match.start()]) or _UNIT.match(
        layout.text, end
    ):
        return
    yield Candidate("reference", ref, start, end, "inline", weight)


def _by_form(layout: Layout) -> Iterator[Candidate]:
    """A number that opens a line above the text, or stands alone between separators there."""
    top = layout.header_end
    for line in layout.lines[:30]:
        if line.kind == "blank" or line.start >= top or layout.is_noise(line.start):
            continue
        if not _THREE_FIGURES.search(line.text):
            continue
        yield from _opening(line)
        for token in _TOKEN.finditer(line.text) if len(line.text) <= 160 else ():
            yield Candidate(
                "reference",
                token["ref"],
                line.content + token.start(),
                line.content + token.end(),
                "form",
                0.45,
            )
    for start, end in layout.pieces():
        words = layout.text[start:end]
        alone = _FORMED.fullmatch(words) or _APART.fullmatch(words)
        if len(words) <= 26 and alone and not layout.is_noise(start):
            yield Candidate("reference", words.lstrip("#"), start, end, "form", 0.5)


def _in_an_answer(layout: Layout) -> Iterator[Candidate]:
    done = -1
    for match in islice(find_near(_ANSWER, layout.low, layout.low, _ANSWER_STEMS, 12, 20), _MOST):
        start, end = layout.sentence_at(match.start())
        if start <= done or layout.is_noise(start):
            continue
        done = start
        for token in _TOKEN.finditer(layout.text, start, min(end, start + 400)):
            yield Candidate("reference", token["ref"], token.start(), token.end(), "form", 0.44)


# "Wat is het nummer?" with the number below; "KenmerkU16-2025-2207Geplaatst" where a page lost its spaces; and
# "zet GDA-38 in de onderwerpregel".
_ASKED = re.compile(
    rf"\b(?:nummer|kenmerk|referentie|code|reference)\b[^?\n:]{{0,30}}\?[\W_]{{0,6}}(?P<ref>{_IN_PARTS}|(?-i:[A-Z]{{2,4}} \d[\d-]{{4,16}})|{_IN_ONE})",
    re.I,
)
_GLUED = re.compile(
    r"(?:Kenmerk|Referentie(?:nummer)?|Aanvraagnummer|Opdrachtnummer|Vacaturenummer|Nummer|Code)(?P<ref>(?=[A-Z./-]*\d)[A-Z0-9][A-Z0-9./-]{3,22}[0-9])(?=[A-Z][a-z]|\s|$)"
)
_SUBJECT_LINE = re.compile(
    r"(?:\b(?:zet|noem|vermeld|gebruik|put)\b[^.\n:]{0,30}\b(?:onderwerp\w*|subject(?: line)?)\s?:|\b(?:met als|met het) onderwerp:?|\bwith (?:the )?subject:?)\s?['\"‘“]?(?P<ref>(?-i:[A-Z]{2,6}[ -]?\d[\d./-]*\d))",
    re.I,
)
_IN_SUBJECT = re.compile(
    r"\b(?:zet|noem|vermeld|met|put)\s+(?P<ref>[A-Z]{2,6}[-/.]?\d{2,6})\s+(?:in|als|bij|in the)\s+(?:(?:de|het|the|je|uw)\s+)?(?:onderwerp|subject|mail)"
)
# "Onderwerp: aanvraag inhuur HGV 24.3317"
_SUBJECT_ENDS = re.compile(
    r"^[> ]*(?:Onderwerp|Subject|Betreft)\b\s*:?[^\n]{0,50}\b(?:[Aa]anvraag|[Uu]itvraag|[Mm]inicompetitie|[Oo]pdracht|[Oo]fferte\w*|[Rr]equest)\b[^\n\d]{0,40}?\s(?P<ref>[A-Z]{2,6}[ /-]\d[\d./-]{2,12}\d)(?=[^\S\n]*\n)",
    re.M,
)


def _asked_or_glued(layout: Layout) -> Iterator[Candidate]:
    stems = ("nummer", "kenmerk", "referentie", "code", "reference")
    low = layout.low
    named = [at for at in places_of(low, stems) if _FIGURE.search(low, at, at + 70)]
    asked = [at for at in named if low.find("?", at, at + 46) >= 0]
    subject = places_of(low, ("onderwerp", "subject"))
    for pattern, near, weight in (
        (_ASKED, asked, 0.7),
        (_GLUED, named, 0.72),
        (_IN_SUBJECT, subject, 0.6),
        (_SUBJECT_LINE, subject, 0.6),
        (_SUBJECT_ENDS, places_of(low, ("onderwerp", "subject", "betreft")), 0.6),
    ):
        for match in find_around(pattern, layout.text, near, 50, 70):
            yield from _found(layout, match, weight)


def _carried(doc: Doc) -> Iterator[Candidate]:
    """A number in the title that a page carries, where the text has it too."""
    layout: Layout = doc._.layout
    title = (doc._.source.title if doc._.source else None) or ""
    for match in _CUED.finditer(title[:200]):
        ref = match["ref"].rstrip(".")
        at = layout.text.find(ref)
        if at >= 0 and not _NO_REFERENCE.fullmatch(ref) and not _UNIT.match(title, match.end()):
            yield Candidate("reference", ref, at, at + len(ref), "inline", 0.55)


def _opening(line: Line) -> Iterator[Candidate]:
    subject = SUBJECT.match(line.text)
    at = subject.end() if subject else 0
    opening = _OPENING.match(line.text, at)
    number = _NUMBER_FIRST.match(line.text, at)
    numbered = _WORK_NUMBERED.match(line.text, at)
    if numbered and not re.fullmatch(r"(?:19|20)\d\d(?:[-/](?:19|20)\d\d)?", numbered["ref"]):
        start, end = (line.content + edge for edge in numbered.span("ref"))
        yield Candidate("reference", numbered["ref"], start, end, "form", 0.56)
    if opening and _FORMED.fullmatch(opening["bracketed"] or opening["plain"].rstrip(":")):
        name = "bracketed" if opening["bracketed"] else "plain"
        ref = opening[name].rstrip(":")
        start = line.content + opening.start(name)
        yield Candidate("reference", ref, start, start + len(ref), "form", 0.52)
    elif (
        number
        and not _UNIT.match(line.text, number.end("ref"))
        and (not number["apart"] or has_role(line.text))
    ):
        yield Candidate(
            "reference",
            number["ref"],
            line.content + number.start("ref"),
            line.content + number.end("ref"),
            "form",
            0.5,
        )
