"""In which contract forms the work may be done: ``zzp``, ``detachering``, ``loondienst``.

A form counts where the text allows it: as the value of a label, with a word of leave ("toegestaan", "kun je reageren als"),
or as the only one. A form that is merely named (the broker's general terms, a target group) says nothing. A ban beats a
leave: conditions written out later are more exact than a label. A ban on zzp with nothing else said leaves detachering.
Payroll and temporary employment through an agency (uitzenden) are employment: ``loondienst``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from indexer.parse.boxes import choices
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.contract_events import events_in, named_forms
from indexer.parse.contract_verdicts import Said, judge, judge_events
from indexer.parse.contract_words import ASIDE, ASIDE_STEMS, BESIDE, FILLING, FORMS, MEANT, STEMS
from indexer.parse.layout import Labelled, Layout, Line
from indexer.parse.openings import at_words
from indexer.parse.roles import has_role
from indexer.parse.stems import places_of, sentences_at
from indexer.record import CONTRACT_FORMS

_ASIDE = re.compile(at_words(f"{ASIDE}|{BESIDE}"))
_MEANT = re.compile(at_words(MEANT))
_FORM_WORD = re.compile(
    "(?:" + at_words("|".join(rf"\b{word}" for words in FORMS.values() for word in words)) + r")(?!\w)"
)
_FILLING = re.compile(rf"\b(?:{FILLING})(?!\w)")
# "Freelance projectleider", "Detachering procesregisseur": the form at the head of a title, not a portal's menu.
_TITLE = re.compile(
    r"[#* ]*(?:(?P<zzp>freelance|zzp)|(?P<detachering>detachering|secondment))(?:[- ]opdracht| assignment)?(?=[ :–-]+\w)(?! (?:opdrachten|vacatures|jobs|projecten|assignments)\b)"
)
# "Interim teamleider schuldhulp - Freelance opdracht in Deventer"
_TITLE_KIND = re.compile(r" ?[-–—|:] (?P<form>(?:freelance|zzp)[- ](?:opdracht|klus|assignment))\b")
# "Jobcoach (zzp)"; "(freelance)" only decorates.
_TITLE_END = re.compile(
    r"(?<=\w )\((?:(?P<zzp>zzp(?:['’]?er)?)|(?P<detachering>detachering|det)|(?P<both>det/zzp|zzp/det))\)"
)
# "Op detacheringsbasis (DET) of op ZZP basis, aangegeven met (DET/ZZP)": what the codes in the titles of a portal mean.
_CODES = re.compile(r"\bdetacher\w* ?\(det\)|\(det/zzp\)(?<=aangegeven met \(det/zzp\))")
_UNTICKED, _TICKED = re.compile(r"\s*(?:\[ ?\]|☐|□|◻)"), re.compile(r"\s*(?:\[[xXvV✓]\]|☑|☒|✅|✔|☑️)")
_BOXED = re.compile(r"\[|[☐☒☑✅✔□◻]|\([ x]?\)")
_LONGEST_LINE = 110
_ASIDE_WITHIN = 200  # characters from a form; what a text run together says further off is of something else
# "Gemeente Ommen zoekt een consulent voor 24 uur per week, via detachering of als zzp'er": how the one that is sought works.
_SOUGHT = re.compile(
    r"\b(?:zoekt?|zoeken|op zoek|seeks?|looking for)\b(?! (?:die|dat|wie|naar wat)\b)(?: (?!(?:die|dat|wie|waar|wat|om|met|ervaring|who|that|with|which)\b)[^\s.;:!?]+){1,22}?"
    r" \(?(?:als|via|op|in|through|as an?|on an?)(?: (?:basis van|eigen|een|vaste?))? ?(?:zzp|freelanc|zelfstandige\b(?! \w)|detacher|loondienst|dienst\b(?! van)|dienstverband|payroll|second|uitzend)"
    r"|\b(?:zoekt?|zoeken|op zoek naar|seeks?|looking for|needs?|vraagt|vragen)(?: (?:wij|we|per direct|tijdelijk|een|an?|ervaren|experienced|\d|twee|drie|two|three)){1,3} (?:zzp|freelance|self-employed)[- ](?!trainers\b|docenten\b|collega)[a-z]"
)
_AT_WHOM = re.compile(r" bij [A-Z][\w-]+(?: [A-Z][\w-]+)?\.?$")
# Who speaks in a chat, and when: "Fatima  09:01".
_SPEAKER = re.compile(r"[^.!?\n]{1,40}\b\d{1,2}[:.]\d{2}$|[a-z]{1,20}:?$|$")
_YES = re.compile(
    r"(?:ja|j|yes|y|toegestaan|mogelijk|akkoord|open|wel|ok[eé]?|kan|mag|prima|welkom)\b|[✓✔✅]", re.I
)
_NO = re.compile(r"(?:neen?|nope|n|no|niet|geen|not|uitgesloten)\b|[✗✘❌✖]", re.I)
# What a line says of the form above it: "Inzet zzp" and under it "Niet toegestaan".
_REFUSED_BELOW = re.compile(r"[ \t]*:?\n\s{0,3}(?:nee|niet|geen|no)\b[^\n]{0,20}(?:\n|$)")
# "ZZP        x" below "    Ja   Nee".
_CROSSED = re.compile(r"\s*(?P<forms>\S.{0,40}?)\s{2,}(?P<cross>[x✓✔])\s*")
_YES_OR_NO = re.compile(r"\s*(?:\w+\s{2,})?(?P<yes>ja|yes)\s{2,}(?P<no>nee|no)\s*")
_MOST_ROWS = 6
_LINE_ANSWER = re.compile(r"[^\n.?!]{3,40}?[\s:|.…]+(ja|j|nee|n|yes|y|no)$")
# "ZZP ok   Detavast nee   Payroll nee": each form with its own answer.
_EACH_ANSWERED = re.compile(
    r"(?P<forms>[a-z][a-z’'/ -]{1,24}?)[ :]+(?P<answer>ja|nee|ok[eé]?|yes|no|wel|niet|kan|mag)(?=\s{2,}|\s*[|·•/,;]|\s*$)"
)
# A question that puts two forms to the reader, and a heading under which those are named who may do the work.
_CHOICE = re.compile(r"\bof\b|\bor\b")
_WHO = re.compile(
    r"\bwie (?:mag|mogen|kan|kunnen|komt|komen)\b|\bwho (?:can|may)\b|eligib|rechtsvorm|contractvorm|inhuurvorm"
)
# Under a label the contract of a self-employed person needs no further words.
_SERVICES = re.compile(r"overeenkomst van opdracht|opdrachtovereenkomst|\bcontractor\b", re.I)
# "Vast (W&S)", a fact in the code of a bureau: it recruits for the client, who employs.
_RECRUITED = re.compile(r"\bvaste?(?: dienst| functie)? ?\((?:w ?& ?s|werving (?:&|en) selectie)\)")
_PERMANENT = re.compile(r"vaste?\b|permanent\b", re.I)
_PERMANENT_ALONE = re.compile(
    r"vast(?:e (?:baan|functie|aanstelling)| dienstverband| contract)?|permanent", re.I
)
_OTHER_CHOICE = re.compile(
    r"\W*(?:tijdelijk|interim|freelance|zzp|detacher|flex|uitzend|temporary|contract)", re.I
)
_TOP_LINES = 16
_PREFIX = re.compile(r"zzp|freelance|zelfstandig|self-?employed", re.I)
_EMPLOYED = {"detachering", "loondienst"}


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``contract_forms``, one for each form that the text allows on the whole."""
    layout: Layout = doc._.layout
    low = layout.low
    offsets = places_of(low, STEMS)
    said = [
        *_labels(layout, low),
        *_values(layout, low, offsets),
        *_lines(layout, low, offsets),
        *_prose(layout, low, offsets),
        *_recruited(layout, low),
        *_permanent(layout),
    ]
    said = list(_lenders(said))
    banned = {s.form for s in said if s.verdict == "ban"}
    only = {s.form for s in said if s.verdict == "only"} - banned
    allowed = {s.form for s in said if s.verdict == "allow"} - banned
    if only:  # "alleen in loondienst ... of via een detacheringsbureau": the one bars zzp, not the other
        allowed = only | (allowed & _EMPLOYED if only <= _EMPLOYED else set())
    # "Zonder zzp'ers en uitzendkrachten" says who works there for good; "geen zzp, geen payroll" leaves one form of hire.
    lent = any("uitzend" in low[s.start : s.end] for s in said if s.verdict == "ban")
    if not allowed and "zzp" in banned and "detachering" not in banned and not lent:
        ban = next(s for s in said if s.form == "zzp" and s.verdict == "ban")
        yield Candidate("contract_forms", "detachering", ban.start, ban.end, "zzp-ban", ban.weight)
    for form in CONTRACT_FORMS:
        if form in allowed:
            best = max((s for s in said if s.form == form and s.verdict != "ban"), key=lambda s: s.weight)
            yield Candidate("contract_forms", form, best.start, best.end, best.rule, best.weight)


def _recruited(layout: Layout, low: str) -> Iterator[Said]:
    """A post for which a bureau recruits, by its code; not where the line names other forms too, as a list of services does."""
    if "(w" not in low:
        return
    for match in _RECRUITED.finditer(low):
        line = layout.line_at(match.start())
        rest = low[line.start : match.start()] + low[match.end() : line.end]
        if not layout.is_noise(match.start()) and not _FORM_WORD.search(rest) and "interim" not in rest:
            yield Said("loondienst", "allow", match.start(), match.end(), "form", 0.7)


def _permanent(layout: Layout) -> Iterator[Said]:
    """``Vast`` and no more on the line below the title, where the next line offers no other form to choose from."""
    filled = [line for line in layout.lines[:_TOP_LINES] if line.kind != "blank"]
    for above, line, below in zip(filled, filled[1:], filled[2:], strict=False):
        alone = _PERMANENT_ALONE.fullmatch(line.text) and layout.label_covering(line.content) is None
        if alone and has_role(above.text) and not _OTHER_CHOICE.match(below.text):
            yield Said("loondienst", "allow", line.content, line.end, "form", 0.5)


def _lenders(said: list[Said]) -> Iterator[Said]:
    """Bureaus that have leave lend out people where the self-employed are spoken of too; one that is kept out says nothing."""
    named = any(s.form == "zzp" for s in said)
    for one in said:
        if one.form != "agency":
            yield one
        elif named and one.verdict != "ban":
            yield replace(one, form="detachering")


def _labels(layout: Layout, low: str) -> Iterator[Said]:
    for pair in layout.labelled("contract"):
        if _PREFIX.match(pair.label):
            verdict = "ban" if _NO.match(pair.text) else "allow" if _YES.match(pair.text) else None
            if verdict:
                yield Said("zzp", verdict, pair.label_start, pair.end, "label", 0.9)
                if len(pair.text) > 15:
                    answer = (_NO if verdict == "ban" else _YES).match(pair.text)
                    rest = pair.start + (answer.end() if answer else 0)
                    yield from judge(low, rest, min(pair.end, rest + 120), "label", 0.9)
                continue
            end = min(pair.end, pair.start + 120)
            unsaid = "allow" if _is_bare(low[pair.label_start : end]) else None  # "Vorm: zzp | detachering"
            yield from judge(low, pair.label_start, end, "label", 0.9, unsaid)
        elif answered := _answered(pair):
            yield from answered
            continue
        if _SERVICES.search(pair.text):
            yield Said("zzp", "allow", pair.label_start, pair.end, "label", 0.9)
        if _PERMANENT.match(pair.text):
            yield Said("loondienst", "allow", pair.label_start, pair.end, "label", 0.9)
        yield from _label_value(low, pair)


def _answered(pair: Labelled) -> list[Said]:
    """What yes or no in the value says of the forms that the label names: ``Detachering: J``."""
    start = min(pair.label_start, pair.start)
    return list(_answers(pair.label.lower(), start, pair.end, pair.text)) if len(pair.label) <= 40 else []


def _answers(forms: str, start: int, end: int, answer: str) -> Iterator[Said]:
    """The forms named in words that hold nothing else, allowed or banned by a yes or no beside them."""
    verdict = "ban" if _NO.match(answer) else "allow" if _YES.match(answer) else None
    if verdict and _is_bare(forms):
        for form in named_forms(forms):
            yield Said(form, verdict, start, end, "label", 0.9)


def _label_value(text: str, pair: Labelled) -> Iterator[Said]:
    """A form in a short value is allowed unless the value says otherwise of it."""
    if made := choices(pair.text):
        for one in made:
            if one.ticked:
                yield from judge(
                    text, pair.start + one.start, pair.start + one.end, "label", 0.9, unsaid="allow"
                )
        return
    end = min(pair.end, pair.start + 300)
    short = pair.end - pair.start <= 120
    if not short:  # a paragraph under its heading is read like prose
        short = _MEANT.search(text, pair.start, end) is not None and not _ASIDE.search(text, pair.start, end)
    yield from judge(text, pair.start, end, "label", 0.9, unsaid="allow" if short else None)


def _is_bare(words: str) -> bool:
    """Whether words hold forms and what says yes or no to them, and nothing else."""
    rest, forms = _FORM_WORD.subn(" ", words)
    return forms > 0 and not re.search(r"[a-z]", _FILLING.sub(" ", rest))


def _holds(offsets: list[int], start: int, end: int) -> bool:
    """Whether one of the rising offsets lies from ``start`` to before ``end``."""
    at = bisect_left(offsets, start)
    return at < len(offsets) and offsets[at] < end


def _values(layout: Layout, low: str, offsets: list[int]) -> Iterator[Said]:
    """Values of other labels, and pieces of the header, that hold forms and nothing else; labels that name a form."""
    for pair in layout.labels:
        if pair.key == "contract" or not _holds(
            offsets, min(pair.label_start, pair.start), max(pair.end, pair.label_start + len(pair.label))
        ):
            continue
        if layout.is_noise(pair.start):
            continue
        if answered := _answered(pair):
            yield from answered
        elif 0 < pair.end - pair.start <= _LONGEST_LINE and _is_bare(low[pair.start : pair.end]):
            below = _REFUSED_BELOW.match(low, pair.end)
            unsaid = "ban" if below else "allow"
            yield from judge(low, pair.start, pair.end, "label", 0.8, unsaid)
    for start, end in layout.pieces() if offsets else ():
        if end - start > 40 or not _holds(offsets, start, end):
            continue
        boxed = _BOXED.search(low, layout.line_at(start).start, end)
        if not boxed and not layout.is_noise(start) and _is_bare(low[start:end]):
            yield from judge(low, start, end, "line", 0.8, unsaid="allow")


def _lines(layout: Layout, low: str, offsets: list[int]) -> Iterator[Said]:
    """Lines that hold forms and nothing else, ticked boxes, and titles that begin with a form."""
    contracts = [pair for pair in layout.labels if pair.key == "contract"]
    taken = {layout.line_at(pair.label_start).start for pair in layout.labelled("contract")}
    seen = -1
    for offset in offsets:
        line = layout.line_at(offset)
        if (
            line.start == seen
            or line.start in taken
            or any(pair.start <= offset < pair.end for pair in contracts)
            or line.end - line.content > _LONGEST_LINE
            or layout.is_noise(line.start)
        ):
            continue
        seen = line.start
        yield from _line(layout, low, line)


def _line(layout: Layout, low: str, line: Line) -> Iterator[Said]:
    words = low[line.start : line.end]
    if said := list(_crossed(layout, low, line)):
        yield from said
    elif made := choices(line.text):
        for choice in made:
            if choice.ticked:
                first, last = line.content + choice.start, line.content + choice.end
                yield from judge(low, first, last, "line", 0.8, unsaid="allow")
    elif _UNTICKED.match(words):
        return
    elif len(each := list(_EACH_ANSWERED.finditer(low, line.content, line.end))) > 1:
        for one in each:
            yield from _answers(one["forms"], *one.span(), one["answer"])
    elif answer := _LINE_ANSWER.match(words):
        yield from _answers(words[: answer.start(1)], line.content, line.end, answer[1])
    elif _TICKED.match(words) or _is_bare(low[line.content : _before_whom(line)]):
        yield from judge(low, line.content, line.end, "line", 0.8, unsaid="allow")
    else:
        yield from _title(layout, low, line)


def _crossed(layout: Layout, low: str, line: Line) -> Iterator[Said]:
    """The forms of a row of a table with a cross under *ja* or under *nee*, whichever of the two stands nearest above it."""
    row = _CROSSED.fullmatch(low, line.start, line.end)
    if row is None or not _is_bare(row["forms"]):
        return
    number = layout.lines.index(line)
    above = reversed(layout.lines[max(number - _MOST_ROWS, 0) : number])
    head = next(filter(None, (_YES_OR_NO.fullmatch(low, one.start, one.end) for one in above)), None)
    if head is None:
        return
    at = row.start("cross") - line.start
    yes, no = (abs(head.start(name) - head.start() - at) for name in ("yes", "no"))
    for form in named_forms(row["forms"]):
        yield Said(form, "allow" if yes < no else "ban", line.content, line.end, "line", 0.85)


def _before_whom(line: Line) -> int:
    """Where a line ends but for the name of who employs: ``Via detachering, of in loondienst bij Veenwerk``."""
    whom = _AT_WHOM.search(line.text)
    return line.content + whom.start() if whom else line.end


def _title(layout: Layout, low: str, line: Line) -> Iterator[Said]:
    title = _TITLE.match(low, line.content, line.end)
    if title and line.start < layout.header_end and low[line.end - 1] not in ".?;,":
        start = line.content + len(title.group()) - len(title.group().lstrip("#* "))
        yield Said(str(title.lastgroup), "allow", start, title.end(), "title", 0.5)
    kind = _TITLE_KIND.search(low, line.content, line.end)
    if kind and line.start < layout.header_end and has_role(line.text[: kind.start() - line.content]):
        yield Said("zzp", "allow", *kind.span("form"), "title", 0.5)
    behind = _TITLE_END.search(low, line.content, line.end)
    if behind and line.start < layout.header_end and has_role(line.text[: behind.start() - line.content]):
        for form in ("zzp", "detachering") if behind["both"] else (str(behind.lastgroup),):
            yield Said(form, "allow", *behind.span(), "title", 0.5)


def _prose(layout: Layout, low: str, offsets: list[int]) -> Iterator[Said]:
    labels = [pair for pair in layout.labels if pair.key == "contract" and pair.end > pair.start]
    aside = places_of(low, ASIDE_STEMS)
    for start, end in sentences_at(layout, offsets):
        if low[start:end].rstrip().endswith("?") and end < len(low):  # "Bent u zzp'er? Dan kunt u ..."
            asked, end = end, _answer_end(layout, low, end)
            if _CHOICE.search(low, start, asked) and named_forms(low[asked:end]):
                start = asked + len(low[asked:end]) - len(low[asked:end].lstrip())  # "A of B? B is prima."
        if any(start <= box < end for box, _ in layout.unticked):
            continue  # the boxes of its line say it
        if any(p.label_start < end and start < p.end for p in labels):
            continue
        if _is_bare(low[start:end]):  # "Zzp of detachering."
            yield from judge(low, start, end, "prose", 0.75, unsaid="allow")
            continue
        if _CODES.search(low, start, end):
            continue
        events = events_in(low, start, end)
        if not events:
            continue
        near, far = max(start, events[0].start - _ASIDE_WITHIN), min(end, events[-1].end + _ASIDE_WITHIN)
        if _holds(aside, near, far) and _ASIDE.search(low, near, far):
            continue
        meant = partial(_verdict_on_named, layout, start, end)
        yield from judge_events(low, events, "prose", 0.75, meant)


def _verdict_on_named(layout: Layout, start: int, end: int) -> str | None:
    """A form that a sentence only names is allowed where the sentence or its heading is about who may do the work."""
    meant = (
        _MEANT.search(layout.low, start, end)
        or _SOUGHT.search(layout.low, start, end)
        or _WHO.search(layout.section_at(start).heading.lower())
    )
    return "allow" if meant else None


def _answer_end(layout: Layout, low: str, end: int) -> int:
    """Where the sentence that answers a question ends: on its line, or on the next that holds more than a speaker."""
    if low[end] != "\n":
        return layout.sentence_at(end)[1]
    start = end
    for _ in range(4):
        start = low.find("\n", start) + 1
        if start == 0:
            return end
        line = layout.line_at(start)
        if line.kind != "blank" and not _SPEAKER.fullmatch(low, line.content, line.end):
            return layout.sentence_at(line.content)[1]
        if line.end > line.start and re.fullmatch(r"(?:ja|nee|yes|no|kan|prima|zeker|mag)\W*", low[line.content : line.end]):  # fmt: skip
            return line.end
    return end
