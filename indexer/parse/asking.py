"""Which words of a sentence are asked of the candidate.

The kind of section decides what needs no further sign (bullets under "Eisen") and what needs a cue ("je hebt", "ervaring
met", "is een pré"). Cues, word lists and headings are data: ``asking.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_clauses import Span
from indexer.parse.asking_names import Names
from indexer.parse.asking_order import HEAD_OF_LINE, OTHERS_REACH, TOLD
from indexer.parse.asking_sections import ASKING_KINDS, LISTS, is_pure
from indexer.parse.roles import is_role

_LONGEST_ROW = 16  # words
_LONGEST_INTEREST = 8  # words
# Cues that ask, beside the one of knowledge.
_ASKS = frozenset({"candidate", "sought", "forward", "before", "preference", "need"})
_ADDRESS = re.compile(
    r"\b(?:tel|kvk|postbus)\b|\b(?i:bekijk|zie|lees) ook\b|\b\d{4} ?[A-Z]{2}\b|, \d{2} (?:uur|u)\b.{0,20}(?:€|sluit)|(?:#\w+ ){2}"
)
_ADDRESS_SIGNS, _FIGURES = ("tel", "kvk", "postbus", " ook", "#"), re.compile(r"\d\d(?:\d\d| u)")
_CODE = re.compile(r"[A-Z]{1,2}\d{1,2}\b")
_STATES = frozenset({"zijn", "kunnen", "hebben", "kennen", "beheersen", "weten", "durven"})
_SOMEBODY = frozenset({"een", "iemand", "a", "an", "someone"})
_OURS = frozenset({"wij", "we", "ons", "onze", "Wij", "We", "Ons", "Onze", "our", "Our", "us"})


class Sentence(Names):
    """A sentence of which every stretch that asks something of the candidate can be told."""

    is_row = False
    """Whether it is a row of three attitudes or more and hardly anything else, which is asked whatever stands around it."""

    def asked(self, follows: bool = False) -> list[Span]:
        """Each stretch that asks something of the candidate; ``follows``: the sentence before asked something."""
        self.follows = follows
        whole = Span("section", self.low, self.high)
        if self._is_of_interest() or self._first() in ("ps", "pps"):
            return []
        if self.answer in ("asked", "wished"):
            return [Span("answered", self.low, self.high)]
        calls_role = self._calls_role()
        if self.led is not None and not calls_role:
            if self.line.bullet and self.place in LISTS:
                return [whole]  # "schriftelijk vaardig: rapporten houden stand bij de rechter"
            return self._by_lead(self.led)
        if self._labelled() and not calls_role:
            return [whole]
        if self.line.kind == "heading" and not (self.kind in LISTS | {"profile"} and self.has("knowledge")):
            asks = self.kind in ASKING_KINDS and is_pure(self.line.text)
            return [whole] if asks or ("," in self.line.text and self._is_row_of_qualities()) else []
        spans = self._by_words(whole)
        return [] if spans and self._is_address() else spans

    def _by_lead(self, led: int) -> list[Span]:
        """What a lead-in asks by its own cues, and all behind it: "Iemand ook met humor: onze wethouder is scherp" the first only."""
        before = [span for cue in self.cues if cue[1] < led for span in self._reach(*cue)]
        if any(cue == "others" and led <= start <= led + 1 for cue, start, _ in self.cues):
            return [Span(rule, low, min(high, led)) for rule, low, high in before if low < led]
        return [Span("section", led, self.high), *before]

    def _by_words(self, whole: Span) -> list[Span]:
        """The stretches of a sentence that no heading, answer or label decides."""
        if (
            self._first() in asking().words["shares"]
            or self._is_contract()
            or self._is_of_others()
            or (self._is_field() and not self.has("forward"))
        ):
            return []
        by_cues = [span for cue in self.cues for span in self._reach(*cue)]
        if self.kind == "award" and (
            self.line.bullet or _CODE.match(self.line.text) or "|" in self.line.text
        ):
            return [Span("quality", self.low, self.high), *by_cues]  # "25 punten: bestuurlijke sensitiviteit"
        if self._asks_by_place():
            return [whole]
        spans = [*by_cues, *self._by_order()]
        return spans or ([whole] if self._is_row_of_qualities() else [])

    def _is_of_interest(self) -> bool:
        """A question that only asks whether somebody likes it: ``Enthousiast geworden?``"""
        if not self.is_question or self.high - self.low > _LONGEST_INTEREST:
            return False
        named = [str(match.key) for match in self.found if match.key]
        words = {self.words.folded(index) for index in range(self.low, self.high)}
        return asking().words["interest"].issuperset(named) and "een" not in words

    def _calls_role(self) -> bool:
        """Whether a role stands behind a lead that calls for one: ``Gezocht: interim projectleider vroegsignalering``."""
        if self.led is None:
            return False
        first, asked_for = self.led, self._asks_for_work()
        if asked_for and self.low == 0:
            return True
        called = asked_for or any(cue == "sought" and end <= first for cue, _, end in self.cues)
        return called and any(
            is_role(self.words.texts[i]) or self.words.folded(i) == "collega"
            for i in range(first, min(first + OTHERS_REACH, self.high))
        )

    def _asks_for_work(self) -> bool:
        """Whether a lead calls for work or for somebody, as a title does: ``Offerte gevraagd: evaluatie van het beleid``."""
        led = self.led
        return led is not None and led - self.low > 1 and self.words.folded(led - 1) == "gevraagd"

    def _is_row_of_qualities(self) -> bool:
        """Whether it holds attitudes and hardly anything else: ``Nuchter, vindingrijk en met lef.``"""
        if self.kind in TOLD or self.high - self.low > _LONGEST_ROW or self._others_before(self.high):
            return False
        named = [match for match in self.found if match.key]
        manners = asking().words["manners"]
        if not named or any(
            competencies()[str(match.key)].group != "houding" and match.key not in manners for match in named
        ):
            return False
        line = bisect_left(self.words.starts, self.line.content)
        if not _OURS.isdisjoint(self.words.texts[line : self.high]) and not self.follows:
            return False  # "Wij zijn een bureau in Ede. Integer en flexibel."
        covered = {index for match in named for index in match.words}
        neutral = asking().words["neutral"]
        others = [
            i for i in range(self.low, self.high) if i not in covered and self.words.folded(i) not in neutral
        ]
        kinds = len({match.key for match in named})
        if kinds > 2:
            self.is_row = len(others) * 2 <= len(covered)
            return len(others) <= len(covered)
        return len(others) * 2 <= len(covered) if kinds > 1 else not others

    def _is_address(self) -> bool:
        """A line of a signature, or of a list of other assignments."""
        start, end = self.words.starts[self.low], self.words.ends[self.high - 1]
        said = self.layout.text[start:end]
        # One of these stands in all that the pattern finds, which takes ten times as long to tell.
        if not (_FIGURES.search(said) or any(map(said.__contains__, _ADDRESS_SIGNS))):
            return False
        return _ADDRESS.search(self.layout.text, start, end) is not None

    def _is_contract(self) -> bool:
        """Whether it says what somebody gets or signs: "je krijgt een laptop", but not "je krijgt mensen mee"."""
        if not self.has("contract") or (self.kind in LISTS and "|" in self.line.text):
            return False  # of a table of what is asked: "Onderhandelen | Je krijgt een schuldeiser mee"
        named = {
            index
            for match in self.found
            if match.key
            for index in match.words
            if self.words.folded(index).startswith("krijg")
        }
        return any(
            cue == "contract" and named.isdisjoint(range(start, end)) and not self._in_bracket(start)
            for cue, start, end in self.cues
        )

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
        if self._asks_for_work() or self._calls_role() or self.is_invitation or self._calls_for_response():
            return False
        if self.layout.text[self.line.end - 1 : self.line.end] == ":" and not self.line.bullet:
            return False
        first, second = self._first(), self._first(1)
        if self.kind == "profile" and not self.line.bullet and self._is_work():
            return False
        if first in words["candidate_start"] or (first == "de" and second in words["candidate_start"]):
            return True
        if self.kind == "profile" and first in ("de", "the") and self.places.seeks(second):
            return True  # "De kwaliteitsmedewerker werkt secuur"
        opens = self.words.starts[self.low] <= self.line.content + 1
        if self.kind in LISTS or (self.line.bullet and opens):
            return first not in words["others_start"] and not self._tells_of_another(first, second)
        return first not in words["narrative_start"] or (
            self.kind == "profile" and self._speaks_to_candidate()
        )

    def _calls_for_response(self) -> bool:
        """``Stuur je cv``, below a list of what is asked and in no item of it."""
        return not self.line.bullet and self._first() in asking().words["calls"]

    def _is_work(self) -> bool:
        """A sentence of a profile that tells of the work all the same: "Je werkt samen met de Raad"."""
        if self._first() not in ("je", "jij", "u") or self._first(1) in asking().words["being"]:
            return False
        return self.counts_work() or any(cue == "duty" and start == self.low for cue, start, _ in self.cues)

    def _speaks_to_candidate(self) -> bool:
        """``In een gesprek met boze ouders blijf je rustig``, but not ``In deze rol voer je gesprekken``."""
        if self._first() in asking().words["others_start"]:
            return False
        spoken = [i for i in range(self.low, self.high) if self.words.texts[i] in ("je", "jij", "u", "jou")]
        return bool(spoken) and self.words.folded(spoken[0] - 1) not in asking().words["doing"]

    def _reach(self, kind: str, start: int, end: int) -> list[Span]:
        if self._tells_only(kind, start, end):
            return []
        if kind == "forward" and self._asks_role(start, end):
            role = self._role(start, end)
            after = max((span.high for span in role if span.rule == "sought"), default=end)
            qualified = after < self.high and self.words.folded(after) in ("die", "who", "that")
            return [*role, Span(kind, after, self.high)] if qualified else role
        if kind == "forward" and (work := self._asks_to_do(start)):
            return [Span("duty", work, self.high)]
        if kind in ("knowledge", "forward", "expected"):
            told = kind == "knowledge" and self.kind in TOLD and not self._names_candidate(start)
            return [] if told or self._others_before(start) else [Span(kind, start, self.high)]
        if kind == "candidate":
            told = self.kind in TOLD and not self.has("knowledge") and not self._must_be(start, end)
            told = told or self._others_before(start)
            return [] if told or self._is_duty(start) else [Span(kind, start, self.high)]
        if kind == "quality":
            told = self.kind in TOLD or self.is_invitation or self._others_before(start)
            return (
                [] if told else [Span("duty" if self._is_duty(start) else kind, start, self._clause_end(end))]
            )
        if kind == "worked":
            others = any(cue == "others" and stop <= start for cue, _, stop in self.cues)
            told = self.kind in TOLD or others or self._praises(end)
            return [] if told else [Span("knowledge", self._clause_start(start), end)]
        if kind == "sought":
            return self._instead(end) if self._is_denied(start, end) else self._role(start, end)
        return self._reach_behind(kind, start, end)

    def _praises(self, end: int) -> bool:
        """Whether ``ervaren`` is said of who is named behind it: ``een ervaren inkomensconsulent``, not ``in jeugdhulp ervaren``."""
        return self.words.folded(end - 1) == "ervaren" and end < self.high and not self._mark(end, ",;:")

    def _reach_behind(self, kind: str, start: int, end: int) -> list[Span]:
        """What a cue reaches that stands behind what is asked, or that turns a phrase of another sense to asking."""
        if kind == "called":  # "collega's noemen je flexibel"
            return [] if self.kind in TOLD else [Span("candidate", end, self.high)]
        if kind == "granted":  # "de Wlz hoef je niet meer op te zoeken"
            return [] if self.kind in TOLD else [Span("before", self._clause_start(start), end)]
        if kind == "refused":  # "zonder rijbewijs lukt het niet"
            texts = self.words.texts[self.low : self.high]
            denies = any(text.lower() in asking().words["negation"] for text in texts)
            return (
                [Span(kind, self._part_start(start), self.high)] if denies and self.kind not in TOLD else []
            )
        if kind == "before" and self.kind not in ("background", "offer"):
            if self._is_said_of_others(start) or (start == self.low and self._is_duty(start)):
                return []  # "Ben je verantwoordelijk voor ..."
            if start == self.low:  # "Vereist is een ...", "Gewenst: ..."
                return [Span(kind, start, self.high)]
            alike = any(self.words.folded(i) in asking().words["alike"] for i in range(end, self.high - 1))
            return [Span(kind, self._said_from_clause(start), self.high if alike else end)]
        if kind == "before_weak" and self.kind not in TOLD | {"description"}:
            return [Span(kind, self._clause_start(start), end)]
        return []

    def _part_start(self, index: int) -> int:
        """Behind the semicolon before a word, if there is one in the sentence."""
        return next((i for i in range(index, self.low, -1) if self._mark(i, ";")), self.low)

    def _said_from_clause(self, start: int) -> int:
        """Where begins what a wish is said of: the clause before where its own names nothing, ``maar wordt als wens gewaardeerd``."""
        low = self._clause_start(start)
        names = any(match.key and low <= match.words[0] < start for match in self.found)
        if low > self.low and not names and self.words.folded(low) in ("maar", "but"):
            return self._clause_start(low - 1)
        return low

    def _tells_only(self, kind: str, start: int, end: int) -> bool:
        """Whether a cue asks nothing where it stands: it tells of somebody else, of the work, or asks for a thing."""
        if kind == "forward":
            return (
                self._is_done_by_candidate(start)
                or self._asks_product(end)
                or self._counts_values(start, end)
            )
        if kind in ("candidate", "quality") and any(
            cue == "others" and first == start and end <= last for cue, first, last in self.cues
        ):
            return True  # "je hebt vaste collega's: een jurist en een administratie"
        return kind in ("knowledge", "worked", "candidate", "before") and self.is_of_another(start, end)

    def _is_denied(self, start: int, end: int) -> bool:
        """``Een manager zoeken we niet``, ``We are not looking for a manager``."""
        negation = asking().words["negation"]
        denied = end < self.high and self.words.folded(end) in negation
        return denied or (start > self.low and self.words.folded(start - 1) in negation)

    def _instead(self, end: int) -> list[Span]:
        """Who is sought instead of who is not: ``Wij zoeken geen papieren projectleider maar een aanpakker``."""
        for index in range(end, self.high - 1):
            turns = self.words.folded(index) in ("maar", "wel", "but")
            if turns and self.words.folded(index + 1) in _SOMEBODY:
                return self._role(index, index + 1)
        return []

    def _names_candidate(self, start: int) -> bool:
        """Whether knowledge is said of the candidate where the text tells of the work: by its place or by who has it."""
        opens = start - self.low < HEAD_OF_LINE and self._first() not in ("eerder", "vaker")
        if opens or not _ASKS.isdisjoint(self.kinds_of_cue):
            return True
        table = asking().words
        return any(
            self.words.folded(i) in table["candidate_start"] | (table["persons"] - table["owners"])
            for i in range(self.low, start)
        )

    def _is_done_by_candidate(self, start: int) -> bool:
        """Whether a verb of asking has the candidate for its subject: "dan vraag je een indicatie aan"."""
        verb = self.words.folded(start)
        return verb.startswith("vra") and self.words.folded(start + 1) in ("je", "jij", "u")

    def _counts_values(self, start: int, end: int) -> bool:
        """Whether an organisation tells what it stands for: "wij hechten aan gastvrijheid en een goede samenwerking"."""
        if self.follows or not any(self.words.folded(i).startswith("hecht") for i in range(start, end)):
            return False
        behind = [self.words.folded(i) for i in range(end, self.high)]
        return not asking().words["values"].isdisjoint(behind) and not self._names_somebody(end, self.high)

    def _asks_product(self, end: int) -> bool:
        """Whether a thing is asked for, and not what somebody is or can."""
        near = range(end, min(end + HEAD_OF_LINE, self.high))
        return any(self.words.folded(i) in asking().words["products"] for i in near)

    def _asks_to_do(self, start: int) -> int | None:
        """Where the work begins that somebody is asked for: ``Zij vragen iemand van buiten om het overleg te leiden``."""
        for index in range(start + 2, min(start + OTHERS_REACH, self.high - 2)):
            word = self.words.folded(index)
            if word in ("die", "met") or self._mark(index, ",;:"):
                return None
            if word in ("om", "to"):
                return index if self._names_somebody(start + 1, index) else None
        return None

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
