"""What is asked of the candidate: attitudes, skills, knowledge, methods, laws, registers, software, target groups.

A phrase of the taxonomy counts only where the text asks it of the candidate. The kind of section decides what needs no
further sign (bullets under "Eisen") and what needs a cue ("je hebt", "ervaring met", "is een pré"). A clause that says
it is not needed takes it away; a clause or a section of wishes makes it a plus. An id found more than once is one
competency: required as soon as one mention requires it, its first mention the deciding evidence, the next ones further
evidence (three at most).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.candidate import Candidate, Doc
from indexer.parse.layout import NOISE, Layout
from indexer.parse.phrases import Match, Phrases, Words
from indexer.record import Competency

_SILENT = NOISE | {"contact"}
_LISTS = frozenset({"requirements", "preferences", "competencies"})
_ASKING = _LISTS | {"profile", "award"}
# Sections that tell of the organisation, the work or the offer: only a named knowledge or a sought role counts there.
_TOLD = frozenset({"organisation", "background", "tasks", "offer", "interview"})
_MENTIONS = 3
_OTHERS_REACH = 8


@dataclass(frozen=True, slots=True)
class _Mention:
    id: str
    start: int
    end: int
    required: bool
    rule: str
    weight: float


@cache
def _phrases() -> Phrases:
    asked = [(entry.id, pattern) for entry in competencies().values() for pattern in entry.patterns]
    ignored = [("", pattern) for pattern in asking().ignored]
    cues = [(kind, pattern) for kind, patterns in asking().cues.items() for pattern in patterns]
    return Phrases({"asked": asked + ignored, "cue": cues})


def read(doc: Doc) -> Iterator[Candidate]:
    """Candidates for ``competencies``, the mentions of one id in text order with one and the same value."""
    layout: Layout = doc._.layout
    mentions: dict[str, list[_Mention]] = {}
    for mention in _mentions(layout):
        mentions.setdefault(mention.id, []).append(mention)
    for key, found in mentions.items():
        entry = competencies()[key]
        value = Competency(key, entry.label, entry.group, required=any(m.required for m in found))
        for mention in found[:_MENTIONS]:
            yield Candidate("competencies", value, mention.start, mention.end, mention.rule, mention.weight)


def _mentions(layout: Layout) -> Iterator[_Mention]:
    phrases = _phrases()
    words = phrases.words(layout.text)
    heads, starts, at = words.heads["asked"], words.starts, 0
    for start, end in layout.sentences():
        first = at = bisect_left(heads, start, at, key=starts.__getitem__)
        at = bisect_left(heads, end, at, key=starts.__getitem__)
        if first < at and layout.section_at(start).kind not in _SILENT:
            high = bisect_left(starts, end, heads[first])
            if found := phrases.find("asked", words, heads[first:at], high):
                low = bisect_left(starts, start, 0, high)
                yield from _Sentence(layout, words, low, high, found).mentions()


class _Sentence:
    """One sentence: its phrases, which of its words are asked, and how its clauses qualify them."""

    def __init__(self, layout: Layout, words: Words, low: int, high: int, found: list[Match]) -> None:
        self.layout, self.words, self.low, self.high, self.found = layout, words, low, high, found
        self.section = layout.section_at(words.starts[low])
        self.line = layout.line_at(words.starts[low])
        heads = words.heads["cue"]
        own = heads[bisect_left(heads, low) : bisect_left(heads, high)]
        self.cues = [
            (str(match.key), match.words[0], match.words[-1] + 1)
            for match in _phrases().find("cue", words, own, high)
        ]

    def mentions(self) -> Iterator[_Mention]:
        spans = self._asked()
        if not spans:
            return
        clauses = self._clauses()
        for match in _most_special(self.found):
            first, last = match.words[0], match.words[-1]
            rule = next((rule for rule, low, high in spans if low <= first and last < high), None)
            clause = next(c for c in clauses if c.low <= first < c.high)
            if not match.key or rule is None or clause.refuses(match, self.words):
                continue
            required = not (clause.optional or self.section.kind == "preferences")
            start, end = self.words.starts[first], self.words.ends[last]
            yield _Mention(str(match.key), start, end, required, rule, 0.8 if rule == "section" else 0.7)

    def _has(self, kind: str, low: int = 0, high: int = 1 << 30) -> bool:
        return any(cue == kind and low <= start and end <= high for cue, start, end in self.cues)

    def _first(self, ahead: int = 0) -> str:
        index = self.low + ahead
        return self.words.folded(index) if index < self.high else ""

    # Which words are asked -------------------------------------------------------------------------------------

    def _asked(self) -> list[tuple[str, int, int]]:
        """(rule, first word, word after the last) of each stretch that asks something of the candidate."""
        whole = ("section", self.low, self.high)
        if self._labelled() or self._asks_by_place():
            return [whole]
        return [span for cue in self.cues if (span := self._reach(*cue))]

    def _labelled(self) -> bool:
        """A line such as ``Competenties: verbindend, analytisch``."""
        text, line = self.layout.text, self.line
        colon = text.find(":", line.content, min(line.end, line.content + 50))
        if colon < 0 or colon + 1 >= line.end:
            return False
        return (
            " ".join(text[line.content : colon].lower().strip(" *_(").split())
            in asking().words["asking_labels"]
        )

    def _asks_by_place(self) -> bool:
        """Whether all of the sentence is asked because of where it stands."""
        kind, words = self.section.kind, asking().words
        if kind not in _ASKING or self.line.kind == "heading" or self._others_before(self.high):
            return False
        if kind == "award":
            return False
        first = self._first()
        if self.layout.text[self.line.end - 1 : self.line.end] == ":" and not self.line.bullet:
            return False
        if first in words["candidate_start"] or (
            first == "de" and self._first(1) in words["candidate_start"]
        ):
            return True
        if kind in _LISTS or self.line.bullet:
            return first not in words["others_start"] and not (
                first in ("de", "het") and self._first(1) in words["others_start"]
            )
        return first not in words["narrative_start"]

    def _others_before(self, index: int) -> bool:
        """Whether somebody else is the subject: of the whole sentence, or shortly before the word at ``index``."""
        return any(
            cue == "others" and start < index and (index - end < _OTHERS_REACH or start - self.low <= 2)
            for cue, start, end in self.cues
        )

    def _reach(self, kind: str, start: int, end: int) -> tuple[str, int, int] | None:
        place = self.section.kind
        match kind:
            case "knowledge" | "forward":
                return None if self._others_before(start) else ("cue", start, self.high)
            case "candidate":
                if place in _TOLD and not self._has("knowledge") or self._is_duty(start):
                    return None
                return ("cue", start, self.high)
            case "sought":
                return ("sought", *self._role(start, end))
            case "before":
                return None if place in ("background", "offer") else ("cue", self._clause_start(start), end)
            case "before_weak":
                return None if place in _TOLD | {"description"} else ("cue", self._clause_start(start), end)
        return None

    def _is_duty(self, index: int) -> bool:
        return any(cue == "duty" and start <= index <= end for cue, start, end in self.cues)

    def _role(self, start: int, end: int) -> tuple[int, int]:
        """The words of the role around ``zoeken``: those after it, or those between ``we`` and it."""
        ends = asking().words["role_ends"]
        after = end
        while after < self.high and self.words.folded(after) not in ends and not self._mark(after, ".;:"):
            after += 1
        if after - end > 1:
            return start, after
        before = start
        while before > self.low and self.words.folded(before - 1) not in ("we", "wij", "waarvoor"):
            before -= 1
        return before, max(after, end)

    def _mark(self, index: int, marks: str) -> bool:
        """Whether one of the marks stands between the word before and this one."""
        if index <= self.low:
            return False
        between = self.layout.text[self.words.ends[index - 1] : self.words.starts[index]]
        return any(mark in between for mark in marks)

    # How its clauses qualify them ------------------------------------------------------------------------------

    def _clause_start(self, index: int) -> int:
        while index > self.low and not self._opens_clause(index):
            index -= 1
        return index

    def _opens_clause(self, index: int) -> bool:
        words = asking().words
        word = self.words.folded(index)
        if self._mark(index, ";") or word in words["clause"]:
            return True
        if self._mark(index, ","):
            return word in words["clause_after_comma"]
        following = self.words.folded(index + 1) if index + 1 < self.high else ""
        return word in ("en", "and") and following in words["clause_after_and"]

    def _clauses(self) -> list[_Clause]:
        starts = [self.low, *(i for i in range(self.low + 1, self.high) if self._opens_clause(i))]
        clauses = [_Clause(low, high) for low, high in zip(starts, [*starts[1:], self.high], strict=True)]
        refused = self._has("refused")
        held = {match.words[0] for match in self.found}
        for number, clause in enumerate(clauses):
            clause.optional = self._has("preference", clause.low, clause.high)
            clause.negations = [] if refused else self._negations(clause)
            clause.needless = bool(clause.negations) and self._has("need", clause.low, clause.high)
            empty = not any(clause.low <= index < clause.high for index in held)
            if number and empty and clause.optional and not clause.needless:
                before = clauses[number - 1]
                before.optional, before.needless = True, False
        return clauses

    def _negations(self, clause: _Clause) -> list[int]:
        negation = asking().words["negation"]
        indices = range(clause.low, clause.high)
        return [
            i
            for i in indices
            if self.words.folded(i) in negation
            and not (i + 1 < self.high and self.words.folded(i + 1) in ("alleen", "only", "slechts", "bang"))
        ]


@dataclass(slots=True)
class _Clause:
    low: int
    high: int
    optional: bool = False
    needless: bool = False
    negations: list[int] | None = None

    def refuses(self, match: Match, words: Words) -> bool:
        """Whether the clause says that this is not asked: "niet vereist", "geen rijbewijs"."""
        if self.needless:
            return True
        first = match.words[0]
        near = (i for i in self.negations or () if 0 < first - i <= 3)
        return any(words.folded(i) in ("geen", "no", "zonder", "without") for i in near)


def _most_special(found: list[Match]) -> list[Match]:
    """Matches whose words are not all part of a longer one's; one mention for each id at one place."""
    kept: list[Match] = []
    taken: set[tuple[object, int]] = set()
    for match in sorted(found, key=lambda m: -len(m.words)):
        own = set(match.words)
        if any(own < set(other.words) and other.key != match.key for other in kept):
            continue
        if any((match.key, index) in taken for index in match.words):
            continue
        taken.update((match.key, index) for index in match.words)
        kept.append(match)
    return sorted(kept, key=lambda m: m.words)
