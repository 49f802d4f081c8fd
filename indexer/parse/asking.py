"""Which words of a sentence are asked of the candidate.

The kind of section decides what needs no further sign (bullets under "Eisen") and what needs a cue ("je hebt", "ervaring
met", "is een pré"). Cues, word lists and headings are data: ``asking.toml``.
"""

from __future__ import annotations

import re

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_clauses import Span
from indexer.parse.asking_order import HEAD_OF_LINE, OTHERS_REACH, TOLD, Order
from indexer.parse.asking_sections import ASKING_KINDS, ASKING_LABEL, LISTS, is_pure
from indexer.parse.phrases import Match
from indexer.parse.roles import is_role

# How many words before a guarded name a word of asking stands: people close by, a field or an employer at the end too.
_GUARD_REACH, _GUARD_REACH_OF_WORK = 7, 16
# Sections in which not even a register is named to ask for it.
NAMED_FOR_OTHERS = frozenset({"background", "organisation", "tasks"})
_AFTER_REACH = 5
_LONGEST_ROW = 16  # words
_LONGEST_LABEL = 40  # characters
_ABLE_BEFORE, _ABLE_AFTER = 8, 8
# Named by their own name, with an article or without.
_NAMED = frozenset({"wetgeving", "software", "methode", "registratie"})
_ADDRESS = re.compile(
    r"\b(?:tel|kvk|postbus)\b|\b(?i:bekijk|zie|lees) ook\b|\b\d{4} ?[A-Z]{2}\b|, \d{2} (?:uur|u)\b.{0,20}(?:€|sluit)|(?:#\w+ ){2}"
)
_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}\b")
_TELLS = re.compile(
    r"\W*(?:het|dit|dat|wij|we|it|this) (?:is|zijn|helpt|gaat|heeft|hebben|betekent|means)\b", re.I
)
_STATES = frozenset({"zijn", "kunnen", "hebben", "kennen", "beheersen", "weten", "durven"})
_OURS = frozenset({"wij", "we", "ons", "onze", "Wij", "We", "Ons", "Onze", "our", "Our", "us"})


class Sentence(Order):
    """A sentence of which every stretch that asks something of the candidate can be told."""

    def asked(self, follows: bool = False) -> list[Span]:
        """Each stretch that asks something of the candidate; ``follows``: the sentence before asked something."""
        whole = Span("section", self.low, self.high)
        if self.answer in ("asked", "wished"):
            return [Span("answered", self.low, self.high)]
        if self.led is not None and not self._calls_role():
            before = [span for cue in self.cues if cue[1] < self.led for span in self._reach(*cue)]
            return [Span("section", self.led, self.high), *before]
        if self._labelled():
            return [whole]
        if self.line.kind == "heading" and not (self.kind in LISTS | {"profile"} and self.has("knowledge")):
            asks = self.kind in ASKING_KINDS and is_pure(self.line.text)
            return [whole] if asks or ("," in self.line.text and self._is_row_of_qualities()) else []
        spans = self._by_words(follows, whole)
        return [] if spans and self._is_address() else spans

    def _by_words(self, follows: bool, whole: Span) -> list[Span]:
        """The stretches of a sentence that no heading, answer or label decides."""
        if self._is_contract() or self._is_of_others() or (self._is_field() and not self.has("forward")):
            return []
        by_cues = [span for cue in self.cues for span in self._reach(*cue)]
        if self.kind == "award" and (
            self.line.bullet or _CODE.match(self.line.text) or "|" in self.line.text
        ):
            return [Span("quality", self.low, self.high), *by_cues]  # "25 punten: bestuurlijke sensitiviteit"
        if self._asks_by_place():
            return [whole]
        spans = [*by_cues, *self._by_order(follows)]
        return spans or ([whole] if self._is_row_of_qualities() else [])

    def _calls_role(self) -> bool:
        """Whether a role stands behind a lead that calls for one: ``Gezocht: interim projectleider vroegsignalering``."""
        first = self.led or self.low
        called = any(cue == "sought" and end <= first for cue, _, end in self.cues)
        return called and any(
            is_role(self.words.texts[i]) for i in range(first, min(first + OTHERS_REACH, self.high))
        )

    def _is_row_of_qualities(self) -> bool:
        """Whether it holds attitudes and hardly anything else: ``Nuchter, vindingrijk en met lef.``"""
        if self.kind in TOLD or self.high - self.low > _LONGEST_ROW:
            return False
        named = [match for match in self.found if match.key]
        if not named or any(competencies()[str(match.key)].group != "houding" for match in named):
            return False
        if not _OURS.isdisjoint(self.words.texts[self.low : self.high]):
            return False
        covered = {index for match in named for index in match.words}
        neutral = asking().words["neutral"]
        others = [
            i for i in range(self.low, self.high) if i not in covered and self.words.folded(i) not in neutral
        ]
        kinds = len({match.key for match in named})
        if kinds > 2:
            return len(others) <= len(covered)
        return len(others) * 2 <= len(covered) if kinds > 1 else not others

    def _is_address(self) -> bool:
        """A line of a signature, or of a list of other assignments."""
        start, end = self.words.starts[self.low], self.words.ends[self.high - 1]
        return _ADDRESS.search(self.layout.text, start, end) is not None

    def is_able(self, match: Match, span: Span) -> bool:
        """Whether a clause "die ..." tells what the sought one is or can, and not what there is to do."""
        words, table = self.words, asking().words
        first, last = match.words[0], match.words[-1]
        if any(words.folded(i) in table["purpose"] for i in range(span.low, first)):
            return False
        return any(
            words.folded(i) in table["ability"]
            for i in range(max(span.low, first - _ABLE_BEFORE), min(last + _ABLE_AFTER, span.high))
        )

    def tells_of_others(self, span: Span, match: Match) -> bool:
        """Whether a clause on somebody or something else stands between: "je adviseert de mensen die het besluit nemen"."""
        return any(
            self.words.folded(i) in ("die", "dat", "welke", "who", "which")
            for i in range(span.low + 2, match.words[0])
        )

    def is_owned(self, match: Match, span: Span) -> bool:
        """Whether the quality is said of an organisation: "een ondernemende gemeente"."""
        if competencies()[str(match.key)].group != "houding":
            return False
        after, first = match.words[-1] + 1, match.words[0]
        near = [after, after + 2] if self._joined(after) else [after]
        if span.rule != "section" and any(
            cue == "others"
            and span.low <= start
            and end <= first < end + HEAD_OF_LINE
            and self.words.folded(end - 1) in ("die", "dat", "waar", "waarin")
            for cue, start, end in self.cues
        ):
            return True  # "je komt in een team dat flexibel is"
        if self.words.folded(max(first - 1, self.low)) in ("met", "with", "vol"):  # "een organisatie met lef"
            return first - 2 >= self.low and self.words.folded(first - 2) in asking().words["owners"]
        return span.rule != "section" and any(
            index < self.high and self.words.folded(index) in asking().words["owners"] for index in near
        )

    def is_reason(self, match: Match, span: Span) -> bool:
        """Whether this is why something is asked, and not what: "omdat je met gezinnen werkt, is een VOG nodig"."""
        of_candidate = competencies()[str(match.key)].group in ("houding", "vaardigheid")
        if of_candidate or span.rule in ("knowledge", "section", "refused"):
            return False
        reasons, first = asking().words["reasons"], match.words[0]
        for index in range(first - 1, self.low - 1, -1):
            if self.words.folded(index) in reasons:
                return True
            if self._mark(index + 1, ",;:"):
                return False
        return False

    def _joined(self, index: int) -> bool:
        return index < self.high and self.words.folded(index) in ("en", "of", "and", "or")

    def always(self, match: Match) -> bool:
        """A register or certificate that nobody names without asking it, outside what tells of the organisation."""
        if match.key not in asking().words["always"] or self.kind in NAMED_FOR_OTHERS:
            return False
        return not self._others_before(match.words[0])

    def guards(self, match: Match) -> bool:
        """Whether a guarded name is asked by more than its place: a cue close before it, or the head of its line."""
        first = match.words[0]
        if self._labelled() or self.line.kind == "heading":
            return True
        within = range(max(first - 1, self.low), match.words[-1])
        people = competencies()[str(match.key)].group == "doelgroep"
        if not people and any(self.words.folded(i) in asking().words["modals"] for i in within):
            return True  # "kan bijeenkomsten voorzitten", "een vergadering kunt voorzitten"
        if any(self.words.folded(i) in asking().words["persons"] for i in match.words):
            return True  # "een netwerker pur sang"
        listed = self.kind in LISTS or (self.line.bullet and self.kind in ASKING_KINDS)
        done = any(
            self.words.folded(i) in asking().words["done" if i > first else "did"] for i in match.words
        )
        if done or (listed and (first - self.low < HEAD_OF_LINE or len(match.words) > 1)):
            return True  # in a row of such names, or named with what was done with it
        reach = _GUARD_REACH if people and self.kind not in LISTS else _GUARD_REACH_OF_WORK
        employer = match.key in asking().words["employers"]
        return any(
            (
                cue in ("knowledge", "sought", "forward")
                and not (employer and cue == "sought")
                and start <= first
                and first - end < reach
            )
            or (cue in ("candidate", "quality") and end <= first and first - end < HEAD_OF_LINE)
            or (cue == "after" and 0 < start - match.words[-1] <= _AFTER_REACH)
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
        if _TELLS.match(text, colon + 1):  # "Kennis: het is een bron van ..."
            return False
        short = len(label.split()) <= 4
        return label in asking().words["asking_labels"] or (short and ASKING_LABEL.search(label) is not None)

    def _is_contract(self) -> bool:
        """Whether it says what somebody gets or signs: "je krijgt een laptop", but not "je krijgt mensen mee"."""
        if not self.has("contract"):
            return False
        named = {
            index
            for match in self.found
            if match.key
            for index in match.words
            if self.words.folded(index).startswith("krijg")
        }
        return any(cue == "contract" and named.isdisjoint(range(start, end)) for cue, start, end in self.cues)

    def _is_of_others(self) -> bool:
        """A line on the people around: ``Team: zes consulenten, van wie een met BIG``."""
        label, colon, _ = self.line.text[:_LONGEST_LABEL].partition(":")
        return bool(colon) and label.strip(" *_-").lower() in asking().words["others_labels"]

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
        if self.kind == "profile" and not self.line.bullet and self._is_work():
            return False
        if first in words["candidate_start"] or (first == "de" and second in words["candidate_start"]):
            return True
        opens = self.words.starts[self.low] <= self.line.content + 1
        if self.kind in LISTS or (self.line.bullet and opens):
            return first not in words["others_start"] and not self._tells_of_another(first, second)
        return first not in words["narrative_start"] or (
            self.kind == "profile" and self._speaks_to_candidate()
        )

    def _tells_of_another(self, first: str, second: str) -> bool:
        """Whether an item begins with somebody or something else: not "het afhandelen van ..." or "de Aanbestedingswet"."""
        words = asking().words
        if first not in ("de", "het") or second in words["asked_nouns"]:
            return False
        if (first == "het" and second.endswith("en")) or self.words.folded(self.high - 1) in words[
            "ability_start"
        ]:
            return False
        return not any(
            match.key and match.words[0] <= self.low + 1 and competencies()[str(match.key)].group in _NAMED
            for match in self.found
        )

    def _is_work(self) -> bool:
        """A sentence of a profile that tells of the work all the same: "Je werkt samen met de Raad"."""
        if self._first() not in ("je", "jij", "u") or self._first(1) in asking().words["being"]:
            return False
        return any(cue == "duty" and start == self.low for cue, start, _ in self.cues)

    def _speaks_to_candidate(self) -> bool:
        """``In een gesprek met boze ouders blijf je rustig.``"""
        return any(self.words.texts[i] in ("je", "jij", "u", "jou") for i in range(self.low, self.high))

    def _reach(self, kind: str, start: int, end: int) -> list[Span]:
        if kind == "forward" and self._asks_role(start, end):
            role = self._role(start, end)
            after = max((span.high for span in role if span.rule == "sought"), default=end)
            qualified = after < self.high and self.words.folded(after) in ("die", "who", "that")
            return [*role, Span(kind, after, self.high)] if qualified else role
        if kind in ("knowledge", "forward", "expected"):
            return [] if self._others_before(start) else [Span(kind, start, self.high)]
        if kind == "candidate":
            told = self.kind in TOLD and not self.has("knowledge") and not self._must_be(start, end)
            told = told or self._others_before(start)
            return [] if told or self._is_duty(start) else [Span(kind, start, self.high)]
        if kind == "quality":
            told = self.kind in TOLD or self._others_before(start)
            return (
                [] if told else [Span("duty" if self._is_duty(start) else kind, start, self._clause_end(end))]
            )
        if kind == "worked":
            others = any(cue == "others" and stop <= start for cue, _, stop in self.cues)
            told = self.kind in TOLD or others
            return [] if told else [Span("knowledge", self._clause_start(start), end)]
        if kind == "sought":
            denied = end < self.high and self.words.folded(end) in asking().words["negation"]
            return [] if denied else self._role(start, end)
        if kind == "refused":  # "zonder rijbewijs lukt het niet"
            texts = self.words.texts[self.low : self.high]
            denies = any(text.lower() in asking().words["negation"] for text in texts)
            return [Span(kind, self.low, self.high)] if denies and self.kind not in TOLD else []
        if kind == "before" and self.kind not in ("background", "offer"):
            if start == self.low:  # "Vereist is een ...", "Gewenst: ..."
                return [Span(kind, start, self.high)]
            alike = any(self.words.folded(i) in asking().words["alike"] for i in range(end, self.high - 1))
            return [Span(kind, self._clause_start(start), self.high if alike else end)]
        if kind == "before_weak" and self.kind not in TOLD | {"description"}:
            return [Span(kind, self._clause_start(start), end)]
        return []

    def _asks_role(self, start: int, end: int) -> bool:
        """Whether somebody of a role is asked for: ``Ze vragen een ervaren jeugdconsulent``."""
        if self.words.folded(end - 1) not in ("een", "vragen", "vraagt", "vraag"):
            return False
        ends = asking().words["role_ends"]
        for index in range(end, min(end + OTHERS_REACH, self.high)):
            if self.words.folded(index) in ends or self._mark(index, ",.;:"):
                return False
            if is_role(self.words.texts[index]):
                return True
        return False

    def _must_be(self, start: int, end: int) -> bool:
        """Whether what the candidate must be, have or know stands here: not what he must do."""
        folded = [self.words.folded(index) for index in range(start, self._clause_end(end))]
        musts = ("moet", "moeten", "dient", "dienen", "must")
        return not set(musts).isdisjoint(folded[: end - start + 1]) and folded[-1] in _STATES
