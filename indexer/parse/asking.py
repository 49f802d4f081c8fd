"""Which words of a sentence are asked of the candidate, and how its clauses qualify them.

The kind of section decides what needs no further sign (bullets under "Eisen") and what needs a cue ("je hebt", "ervaring
met", "is een pré"). Cues, word lists and headings are data: ``asking.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_sections import ASKING_KINDS, LISTS, Places, heading_kind, is_pure, phrases
from indexer.parse.layout import Layout
from indexer.parse.phrases import Match, Words

# Sections that tell of the organisation, the work or the offer: only a named knowledge or a sought role counts there.
_TOLD = frozenset({"organisation", "background", "tasks", "offer", "interview"})
_OTHERS_REACH = 8
_NEED_REACH = 8
_ASIDE_REACH = 9
# How many words before a guarded name a word of asking stands: people close by, a field or an employer at the end too.
_GUARD_REACH, _GUARD_REACH_OF_WORK = 7, 16
_HEAD_OF_LINE = 3
_ASKING_LABEL = re.compile(
    r"\b(?:vak)?kennis\b|ervaring\b|competenti|vaardighe|\beis(?:en)?\b|\bwens(?:en)?\b|eigenschap|profiel|vereist|gevraagd|kwalificati|kwaliteiten|registratie|skills|requirement|must.?have|nice.?to|preferred|\bpr[eé]\b|pluspunt|kenmerken"
)
# Words of wishing that are said of what follows them: the last word of the phrase.
_FORWARD = frozenset({"voorkeur", "liefst", "idealiter", "preferably", "ideally"})
# The verdict on a row of a table stands on the line below it: "Soort: wens".
_ROW = re.compile(r"\s*\n\s*(?:\w+:\s*)?(wens|eis|knock-?out|pr[eé])\W*(?=\n|$)", re.I)
_POINTS = re.compile(r"\b\d+ ?(?:%|punt|point)", re.I)
_WISH_CODE = re.compile(r"\s*W\d+[.:) ]")


class Span(NamedTuple):
    """A stretch of words that is asked: by which rule, from the first word up to the one after the last."""

    rule: str
    low: int
    high: int


@dataclass(slots=True)
class Clause:
    """A part of a sentence with one verdict over its competencies."""

    low: int
    high: int
    optional: bool = False
    needless: bool = False
    negations: list[int] = field(default_factory=list)

    def refuses(self, match: Match, words: Words) -> bool:
        """Whether the clause says that this is not asked: "niet vereist", "geen rijbewijs"."""
        if self.needless:
            return True
        for index in self.negations:
            distance = match.words[0] - index
            if distance <= 0 or words.folded(index) not in ("geen", "no", "zonder", "without"):
                continue
            denied = words.folded(index + 1)
            if any(
                words.folded(i) in ("te", "losing")
                for i in range(index + 1, min(index + _ASIDE_REACH, len(words)))
            ):
                continue  # "zonder de menselijke maat uit het oog te verliezen"
            if distance <= 3 or (
                distance <= 7 and denied.endswith(("ervaring", "kennis", "experience", "knowledge"))
            ):
                return True
        return False


class Sentence:
    """One sentence: its phrases, which of its words are asked, and how its clauses qualify them."""

    def __init__(self, layout: Layout, places: Places, words: Words, low: int, high: int, found: list[Match]):
        self.layout, self.words, self.low, self.high, self.found = layout, words, low, high, found
        self.line = layout.line_at(words.starts[low])
        self.kind = self._answers(layout.text, words.starts[low]) or places.kind_at(self.line)
        heads = words.heads["cue"]
        own = heads[bisect_left(heads, low) : bisect_left(heads, high)]
        self.cues = [
            (str(match.key), match.words[0], match.words[-1] + 1)
            for match in phrases().find("cue", words, own, high)
        ]

    def has(self, kind: str, low: int = 0, high: int = 1 << 30) -> bool:
        """Whether a cue of this kind stands within these words."""
        return any(cue == kind and low <= start and end <= high for cue, start, end in self.cues)

    def _answers(self, text: str, start: int) -> str | None:
        """The kind that a question before it on the same line announces: "Wie past hierbij? Een rustige adviseur"."""
        question = text.rfind("?", self.line.content, start)
        if question < 0:
            return None
        opened = max(text.rfind(mark, self.line.content, question) for mark in ".!?:")
        return heading_kind(text[max(opened + 1, self.line.content) : question + 1].strip())

    def _first(self, ahead: int = 0) -> str:
        index = self.low + ahead
        return self.words.folded(index) if index < self.high else ""

    @property
    def is_question(self) -> bool:
        return self.layout.text.startswith("?", self.words.ends[self.high - 1])

    # Which words are asked

    def asked(self) -> list[Span]:
        """Each stretch that asks something of the candidate."""
        whole = Span("section", self.low, self.high)
        if self._labelled():
            return [whole]
        if self.line.kind == "heading":
            return [whole] if self.kind in ASKING_KINDS and is_pure(self.line.text) else []
        if self.has("contract") or self._is_field():
            return []
        if self._asks_by_place():
            return [whole]
        spans = []
        for cue in self.cues:
            spans.extend(self._reach(*cue))
        return spans

    def always(self, match: Match) -> bool:
        """A register or certificate that nobody names without asking it, outside what tells of the organisation."""
        told = self.kind in ("background", "organisation", "tasks") or self._others_before(match.words[0])
        return match.key in asking().words["always"] and not told

    def guards(self, match: Match) -> bool:
        """Whether a guarded name is asked by more than its place: a cue close before it, or the head of its line."""
        first = match.words[0]
        if self._labelled() or self.line.kind == "heading":
            return True
        listed = self.kind in LISTS or (self.line.bullet and self.kind in ASKING_KINDS)
        if listed and first - self.low < _HEAD_OF_LINE:
            return True
        people = competencies()[str(match.key)].group == "doelgroep" and self.kind not in LISTS
        reach = _GUARD_REACH if people else _GUARD_REACH_OF_WORK
        return any(
            (cue in ("knowledge", "sought", "forward") and start <= first and first - end < reach)
            or (cue in ("candidate", "quality") and end <= first and first - end < _HEAD_OF_LINE)
            or (cue == "after" and 0 < start - match.words[-1] <= _HEAD_OF_LINE)
            or (cue in ("before", "before_weak", "preference") and -2 <= start - first < reach)
            for cue, start, end in self.cues
        )

    def _labelled(self) -> bool:
        """A line such as ``Competenties: verbindend, analytisch``."""
        text, line = self.layout.text, self.line
        colon = text.find(":", line.content, min(line.end, line.content + 50))
        if colon < 0 or colon + 1 >= line.end:
            return False
        label = " ".join(text[line.content : colon].lower().strip(" *_(").split())
        short = len(label.split()) <= 4
        return label in asking().words["asking_labels"] or (short and _ASKING_LABEL.search(label) is not None)

    def _is_field(self) -> bool:
        """A line that gives another fact of the assignment: ``Tarief: ...``."""
        return self.line.kind == "label" and any(
            pair.label_start == self.line.content and pair.key not in ("free", "other", "education")
            for pair in self.layout.labels
        )

    def _asks_by_place(self) -> bool:
        """Whether all of the sentence is asked because of where it stands."""
        words = asking().words
        if self.kind not in ASKING_KINDS or self.kind == "award" or self._others_before(self.high):
            return False
        if self.layout.text[self.line.end - 1 : self.line.end] == ":" and not self.line.bullet:
            return False
        first, second = self._first(), self._first(1)
        if first in words["candidate_start"] or (first == "de" and second in words["candidate_start"]):
            return True
        if self.kind in LISTS or self.line.bullet:
            article = first in ("de", "het") and second not in words["asked_nouns"]
            return first not in words["others_start"] and not article
        return first not in words["narrative_start"] or (
            self.kind == "profile" and self._speaks_to_candidate()
        )

    def _speaks_to_candidate(self) -> bool:
        """``In een gesprek met boze ouders blijf je rustig.``"""
        return any(self.words.texts[i] in ("je", "jij", "u", "jou") for i in range(self.low, self.high))

    def _others_before(self, index: int) -> bool:
        """Whether somebody else is the subject: of the whole sentence, or shortly before the word at ``index``."""
        return any(
            cue == "others" and start < index and (index - end < _OTHERS_REACH or start - self.low <= 2)
            for cue, start, end in self.cues
        )

    def _reach(self, kind: str, start: int, end: int) -> list[Span]:
        if kind in ("knowledge", "forward", "expected"):
            return [] if self._others_before(start) else [Span(kind, start, self.high)]
        if kind == "candidate":
            told = (self.kind in _TOLD and not self.has("knowledge")) or self._others_before(start)
            return [] if told or self._is_duty(start) else [Span(kind, start, self.high)]
        if kind == "quality":
            told = self.kind in _TOLD or self._others_before(start)
            return (
                [] if told else [Span("duty" if self._is_duty(start) else kind, start, self._clause_end(end))]
            )
        if kind == "sought":
            return self._role(start, end)
        if kind == "before" and self.kind not in ("background", "offer"):
            if start == self.low:  # "Vereist is een ...", "Gewenst: ..."
                return [Span(kind, start, self.high)]
            return [Span(kind, self._clause_start(start), end)]
        if kind == "before_weak" and self.kind not in _TOLD | {"description"}:
            return [Span(kind, self._clause_start(start), end)]
        return []

    def _is_duty(self, index: int) -> bool:
        return any(cue == "duty" and start <= index <= end for cue, start, end in self.cues)

    def _role(self, start: int, end: int) -> list[Span]:
        """The words of the role around ``zoeken`` (after it, or between ``we`` and it), and the clause that qualifies it."""
        ends = asking().words["role_ends"]
        if end < self.high and self.words.folded(end) in ends:  # "zoeken wij voor ons team een consulent"
            ahead = range(end + 1, min(end + _OTHERS_REACH, self.high))
            end = next((i for i in ahead if self.words.folded(i) in ("een", "iemand", "a", "an")), end)
        after = end
        while after < self.high and self.words.folded(after) not in ends and not self._mark(after, ".;"):
            after += 1
        before = start
        if after - end <= 1 or self._mark(end, ","):  # "Controller sociaal domein gezocht, kennis van ..."
            while before > self.low and self.words.folded(before - 1) not in ("we", "wij", "waarvoor"):
                before -= 1
        spans = [Span("sought", before, max(after, end))]
        if after < self.high and self.words.folded(after) in ("die", "who", "that"):
            spans.append(Span("sought-clause", after, self.high))
        return spans

    def _mark(self, index: int, marks: str) -> bool:
        """Whether one of the marks stands between the word before and this one."""
        if index <= self.low:
            return False
        between = self.layout.text[self.words.ends[index - 1] : self.words.starts[index]]
        return any(mark in between for mark in marks)

    # How its clauses qualify them

    def _clause_start(self, index: int) -> int:
        while index > self.low and not self._opens_clause(index):
            index -= 1
        return index

    def _clause_end(self, index: int) -> int:
        while index < self.high and not self._opens_clause(index):
            index += 1
        return index

    def _opens_clause(self, index: int) -> bool:
        words, texts = asking().words, self.words.texts
        word = texts[index].lower()
        if word in words["clause"]:
            return True
        if word in ("en", "and"):
            return index + 1 < self.high and texts[index + 1].lower() in words["clause_after_and"]
        between = self.layout.text[self.words.ends[index - 1] : self.words.starts[index]]
        if len(between) == 1:
            return False
        return ";" in between or ("," in between and word in words["clause_after_comma"])

    def clauses(self) -> list[Clause]:
        """The clauses in order, each with its verdict."""
        starts = [self.low, *(i for i in range(self.low + 1, self.high) if self._opens_clause(i))]
        clauses = [Clause(low, high) for low, high in zip(starts, [*starts[1:], self.high], strict=True)]
        announced = any(
            cue == "preference" and self.layout.text.startswith(":", self.words.ends[end - 1])
            for cue, _, end in self.cues
        )
        refused = self.has("refused")
        held = {match.words[0] for match in self.found if match.key}
        for number, clause in enumerate(clauses):
            clause.optional = announced or self.has("preference", clause.low, clause.high)
            clause.negations = [] if refused else self._negations(clause)
            clause.needless = self._is_needless(clause)
            empty = not any(clause.low <= index < clause.high for index in held)
            empty = empty and not self.has("knowledge", clause.low, clause.high)
            if number and empty and clause.optional and not clause.needless:
                clauses[number - 1].optional, clauses[number - 1].needless = True, False
        return clauses

    def _negations(self, clause: Clause) -> list[int]:
        negation, beside = asking().words["negation"], asking().words["no_negation_before"]
        texts = self.words.texts
        return [
            index
            for index in range(clause.low, clause.high)
            if texts[index].lower() in negation
            and not (index + 1 < self.high and self.words.folded(index + 1) in beside)
        ]

    def _is_needless(self, clause: Clause) -> bool:
        """``niet vereist``, ``geen ... nodig``, ``hoeft niet``; the need is no part of a name (Wet verplichte ggz)."""
        named = {index for match in self.found for index in match.words}
        needs = [
            start
            for cue, start, end in self.cues
            if cue == "need" and clause.low <= start and end <= clause.high and start not in named
        ]
        return any(
            0 <= need - index <= _NEED_REACH
            or (0 < index - need <= 3 and self.words.folded(need).startswith("hoe"))
            for index in clause.negations
            for need in needs
        )

    def _is_wished(self, clause: Clause, match: Match) -> bool:
        """Whether the clause's word of wishing is said of this: "bij voorkeur" of what follows it, "gewenst" behind a comma
        of what stands between the two."""
        for cue, start, end in self.cues:
            if cue != "preference" or not clause.low <= start < clause.high:
                continue
            others = [m.words[0] for m in self.found if m.key and clause.low <= m.words[0] < clause.high]
            if self.words.folded(end - 1) in _FORWARD:
                if match.words[0] > start or not any(other > start for other in others):
                    return True
            elif not self._is_cut_off(match, start, others):
                return True
        return not self.has("preference", clause.low, clause.high)

    def _is_cut_off(self, match: Match, cue: int, others: list[int]) -> bool:
        """Whether a comma stands between a requirement and a wish of its own: "hbo en ervaring, GZ-registratie gewenst"."""
        comma = next((i for i in range(cue, match.words[-1], -1) if self._mark(i, ",;")), None)
        if comma is None or not any(comma <= other < cue for other in others):
            return False
        joined = any(self.words.folded(i) in ("en", "of", "and", "or") for i in range(comma, cue))
        return not joined and self.has("knowledge", self.low, comma)

    def is_wish(self, span: Span, clause: Clause, match: Match) -> bool:
        """Whether what the span asks in this clause is a plus and no more.

        What earns points is a plus, and so is an experience under award criteria or one asked after in a question.
        """
        if self.kind == "preferences" or (clause.optional and self._is_wished(clause, match)):
            return True
        if self.kind == "award" and span.rule == "knowledge":
            return True
        if self.is_question and self.kind in ASKING_KINDS and self.has("knowledge"):
            return True
        text, start = self.layout.text, self.words.starts[self.low]
        if self.kind in ASKING_KINDS and _POINTS.search(text, start, self.words.ends[self.high - 1] + 2):
            return True
        row = _ROW.match(self.layout.text, self.line.end)
        if row:
            return row.group(1).lower() not in ("eis", "knock-out", "knockout")
        return _WISH_CODE.match(self.layout.text, self.line.start) is not None
