"""One sentence: its phrases, the questions and marks around it, and how its clauses qualify what they hold."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.knowledge.competencies import asking
from indexer.parse.asking_marks import Verdict, answered, aside, last_cell, ticked
from indexer.parse.asking_sections import ASKING_KINDS, Places, heading_kind, lead_kind, phrases
from indexer.parse.layout import Layout
from indexer.parse.openings import at_words
from indexer.parse.phrases import Match, Words

_NEED_REACH = 8
_SHORT = 3  # words
_ASIDE_REACH = 9
_LONGEST_LEAD, _WORDS_OF_LEAD = 70, 9
_READER = frozenset({"je", "jij", "u", "you"})
_DENYING = frozenset({"geen", "no", "zonder", "without", "nooit", "never"})
PREPOSITIONS = frozenset(
    {"met", "aan", "van", "voor", "bij", "over", "in", "tussen", "naar", "with", "for", "of"}
)
_OTHER_VERB = re.compile(r"\(\w{2,}en (?:hoeft|hoef|is|mag) ", re.I)
# Where a clause may begin, in lower case: behind a comma, or at one of these words.
_BORDER = re.compile(
    at_words(r"[,;]|:(?= wel\b)|\b(?:maar|echter|terwijl|but|however|en|and|zonder(?= dat\b))\b")
)


def _seeks(words: Words, index: int) -> bool:
    """Whether what somebody has or wants is a person: "we willen iemand die ..."."""
    return index < len(words) and words.folded(index) in ("iemand", "someone", "somebody")


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
            is_none = words.folded(index) in ("geen", "no")
            if is_none and match.words[0] < index < match.words[-1] and index not in match.words:
                return True  # "neemt geen besluiten"
            distance = match.words[0] - index
            if distance <= 0 or words.folded(index) not in _DENYING:
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


class Clauses:
    """One sentence: its phrases, and how its clauses qualify them."""

    def __init__(self, layout: Layout, places: Places, words: Words, low: int, high: int, found: list[Match]):
        self.layout, self.words, self.low, self.high, self.found = layout, words, low, high, found
        self.places = places
        self.line = layout.line_at(words.starts[low])
        self.place = places.kind_at(self.line)
        self.kind = self._answers(layout.text, words.starts[low]) or self.place
        heads = words.heads["cue"]
        own = heads[bisect_left(heads, low) : bisect_left(heads, high)]
        has_aside = "(" in layout.text[words.starts[low] : words.starts[high - 1]]
        self.cues = [
            (str(match.key), match.words[0], match.words[-1] + 1)
            for match in phrases().find("cue", words, own, high)
            if match.words[0] == low
            or not (
                (has_aside and aside(layout.text, words.ends[match.words[0] - 1]))
                # "met statushouders hebt gewerkt": they are not the subject
                or (match.key == "others" and words.folded(match.words[0] - 1) in PREPOSITIONS)
            )
            if (len(match.words) == 1 or self.is_whole(match))
            and not (match.key == "others" and self._passes_to_reader(match))
            and not (match.key in ("others", "they", "self") and self._means_sought(match))
            and not (match.key in ("preference", "forward") and self._joins_on(match))
        ]
        self.kinds_of_cue = {cue for cue, _, _ in self.cues}
        self._openings: list[int] | None = None
        self._cells: dict[int, Verdict | None] = {}
        self.is_question = layout.text.startswith("?", words.ends[high - 1])
        self.led = self._lead()

    def _means_sought(self, match: Match) -> bool:
        """Whether words that tell of others are said of the one who is sought: "we willen iemand die", "onze ideale collega is"."""
        within = range(match.words[0], match.words[-1])
        if self.words.folded(match.words[0] - 1) in asking().words["sought_ones"]:
            return True  # "iemand met een diploma die zelfstandig werkt"
        coming = asking().words["to_come"]
        return _seeks(self.words, match.words[-1] + 1) or any(
            self.words.folded(i) in coming and not self.words.folded(i + 1).endswith(("s", "en"))
            for i in within
        )

    def _joins_on(self, match: Match) -> bool:
        """Whether a word behind a comma goes on about what stands before it: "Wmo, plus kennis van", "handig, dat scheelt"."""
        last = match.words[-1]
        word = self.words.folded(last)
        if word == "plus" and len(match.words) > 1:
            return False
        return word in ("plus", "dat") and last + 1 < self.high and self._mark(last, ",")

    def _passes_to_reader(self, match: Match) -> bool:
        """Whether "je" stands in between, of whom the verb is said: "met deurwaarders, en je kent"."""
        words, first, last = self.words, match.words[0], match.words[-1]
        if last - first < len(match.words):
            return False
        return any(words.texts[i] in _READER and i not in match.words for i in range(first, last))

    def has(self, kind: str, low: int = 0, high: int = 1 << 30) -> bool:
        """Whether a cue of this kind stands within these words."""
        return kind in self.kinds_of_cue and any(
            cue == kind and low <= start and end <= high for cue, start, end in self.cues
        )

    def _answers(self, text: str, start: int) -> str | None:
        """The kind that a question before it on the same line announces: "Wie past hierbij? Een rustige adviseur"."""
        question = text.rfind("?", self.line.content, start)
        if question < 0:
            return None
        opened = max(text.rfind(mark, self.line.content, question) for mark in ".!?:")
        kind = heading_kind(text[max(opened + 1, self.line.content) : question + 1].strip())
        # "Interesse? App ons. Je hebt ervaring met ...": how to answer takes one sentence.
        return None if kind == "contact" and text[question + 1 : start].strip() else kind

    def _lead(self) -> int | None:
        """The first word behind a colon that announces what follows, "Mag je ook: Zorgned kennen"; the kind is set by it."""
        start = self.words.starts[self.low]
        colon = self.layout.text.find(":", start, start + _LONGEST_LEAD)
        after = bisect_left(self.words.starts, colon, self.low, self.high)
        if colon < 0 or after >= self.high or after - self.low > _WORDS_OF_LEAD:
            return None
        if self.layout.text[colon + 1] not in " \n\t*":
            return None
        kind = lead_kind(self.layout.text[start : colon + 1])
        if kind is None:
            return None
        self.kind = kind
        return after if kind in ASKING_KINDS and kind != "award" else None

    def _first(self, ahead: int = 0) -> str:
        index = self.low + ahead
        return self.words.folded(index) if index < self.high else ""

    @property
    def answer(self) -> Verdict | None:
        """What the answer behind a question about the candidate says of all it names."""
        if not self.is_question or not any(self.has(cue) for cue in ("need", "candidate", "knowledge")):
            return None
        return answered(self.layout.text, self.words.ends[self.high - 1])

    def verdict(self, match: Match) -> Verdict | None:
        """What a mark beside the words says of them, None where there is none."""
        start, end = self.words.starts[match.words[0]], self.words.ends[match.words[-1]]
        if found := self.answer or aside(self.layout.text, end) or self._cell(start):
            return found
        line = self.layout.line_at(start)
        return ticked(self.layout, line, start) if self.places.is_form(line) else None

    def _cell(self, start: int) -> Verdict | None:
        line = self.line if start < self.line.end else self.layout.line_at(start)
        if line.start not in self._cells:
            self._cells[line.start] = last_cell(line)
        return self._cells[line.start]

    def is_whole(self, match: Match) -> bool:
        """Whether no mark that ends an item of a row stands between the words of a phrase, and it is no part of an address."""
        words, text = self.words, self.layout.text
        start, end = words.starts[match.words[0]], words.ends[match.words[-1]]
        if text[end : end + 1] == "@" or text[max(0, start - 1) : start] in ("@", "#"):
            return False
        if len(match.words) == 1:
            return True
        between = text[words.ends[match.words[0]] : words.starts[match.words[-1]]]
        return not (";" in between or ":" in between or "|" in between or "•" in between)

    def _mark(self, index: int, marks: str) -> bool:
        """Whether one of the marks stands between the word before and this one."""
        if index <= self.low:
            return False
        between = self.layout.text[self.words.ends[index - 1] : self.words.starts[index]]
        return any(map(between.__contains__, marks))

    def _clause_start(self, index: int) -> int:
        openings = self.openings()
        before = bisect_right(openings, index)
        return openings[before - 1] if before else min(index, self.low)

    def _clause_end(self, index: int) -> int:
        openings = self.openings()
        after = bisect_left(openings, index)
        return openings[after] if after < len(openings) else self.high

    def openings(self) -> list[int]:
        """The words in order that open a clause, but for the first of the sentence."""
        if self._openings is None:
            starts, self._openings = self.words.starts, []
            for border in _BORDER.finditer(
                self.layout.low, self.words.ends[self.low], self.words.ends[self.high - 1]
            ):
                index = bisect_left(starts, border.start(), self.low + 1, self.high)
                if index < self.high and index not in self._openings[-1:] and self._opens_clause(index):
                    self._openings.append(index)
        return self._openings

    def _opens_clause(self, index: int) -> bool:
        words, texts = asking().words, self.words.texts
        word = texts[index].lower()
        if word in words["clause"]:
            return True
        if word == "zonder":
            # "zonder dat ik de pen hoef te pakken"; not what has it in its own words, "zonder dat iemand je aan de hand neemt"
            named = any(match.key and match.words[0] == index for match in self.found)
            return not named and self.words.folded(index + 1) == "dat"
        if word in ("en", "and"):
            return index + 1 < self.high and texts[index + 1].lower() in words["clause_after_and"]
        between = self.layout.text[self.words.ends[index - 1] : self.words.starts[index]]
        if len(between) == 1:
            return False
        return ";" in between or (("," in between or ":" in between) and word in words["clause_after_comma"])

    def clauses(self) -> list[Clause]:
        """The clauses in order, each with its verdict."""
        starts = [self.low, *self.openings()]
        clauses = [Clause(low, high) for low, high in zip(starts, [*starts[1:], self.high], strict=True)]
        announced = (
            self._is_condition()
            or "preference" in self.kinds_of_cue
            and any(
                cue == "preference" and self.layout.text.startswith(":", self.words.ends[end - 1])
                for cue, _, end in self.cues
            )
        )
        refused, wished = self.has("refused"), False
        held = {match.words[0] for match in self.found if match.key}
        for number, clause in enumerate(clauses):
            alike = number and clauses[number - 1].optional and self.has("same", clause.low, clause.high)
            clause.optional = bool(announced or alike or self.has("preference", clause.low, clause.high))
            clause.negations = [] if refused else self._negations(clause)
            clause.needless = self._is_needless(clause)
            empty = not any(clause.low <= index < clause.high for index in held)
            empty = empty and not self.has("knowledge", clause.low, clause.high)
            if number and (empty or self._amends(clause, held)) and clause.optional and not clause.needless:
                clauses[number - 1].optional, clauses[number - 1].needless = True, False
            if wished and self.words.texts[clause.low] == "maar" and clause.negations:
                clause.optional, clause.needless = True, False  # "handig, maar niet doorslaggevend, is SPSS"
            wished = empty and self._begins_a_wish(clause)
        return clauses

    def _is_condition(self) -> bool:
        """A condition with what it brings, which is a wish: ``Ken je Carel al, mooi``, ``Spreek je Tigrinya, dan ben je onze held``;
        not where it brings the reader here: ``Heb je een SKJ-registratie, dan zoeken we jou``.
        """
        words, last = asking().words, self.high - 1
        if self.words.folded(self.low) not in words["wished_if"] or self._first(1) not in ("je", "jij", "u"):
            return False
        if self.words.folded(last) in words["praise"] and self._mark(last, ","):
            return True
        then = next((i for i in range(self.low + 2, self.high) if self.words.folded(i) == "dan"), None)
        if then is None or not self._mark(then, ","):
            return False
        return not any(self.words.folded(i) in words["brought_here"] for i in range(then + 1, self.high))

    def _wishes_something(self) -> bool:
        """Whether something is wished for in words that deny nothing: not by "geen voorwaarde" alone."""
        negation = asking().words["negation"]
        return any(
            cue == "preference"
            and negation.isdisjoint(map(self.words.folded, range(max(start - 1, self.low), end)))
            for cue, start, end in self.cues
        )

    def _amends(self, clause: Clause, held: set[int]) -> bool:
        """Whether a clause first says that what stands before it is a plus: ``geen must, maar wel een pré, net als lean``."""
        if self.words.texts[clause.low] != "maar":
            return False
        first = min((index for index in held if clause.low <= index < clause.high), default=clause.high)
        return self.has("preference", clause.low, first)

    def _begins_a_wish(self, clause: Clause) -> bool:
        """Whether a clause is the first word of a wish, and no more: ``Handig, maar ...``."""
        return clause.low == self.low and any(
            cue == "preference" and start == clause.low for cue, start, _ in self.cues
        )

    @property
    def _said_from(self) -> int:
        """Where a verdict may begin: "handig, niet noodzakelijk: MDO" wishes, "niet nodig: rijbewijs" refuses."""
        return self.led if self.led is not None and self.kind == "preferences" else 0

    def _negations(self, clause: Clause) -> list[int]:
        negation, beside = asking().words["negation"], asking().words["no_negation_before"]
        texts = self.words.texts
        return [
            index
            for index in range(max(clause.low, self._said_from), clause.high)
            if texts[index].lower() in negation
            and not self._is_of_another_verb(index)
            and not (index + 1 < self.high and self.words.folded(index + 1) in beside)
            and not (texts[index] == "zonder" and texts[index - 1].lower() == "niet")  # "niet zonder humor"
        ]

    def _is_of_another_verb(self, index: int) -> bool:
        """Whether a negation in brackets is said of a verb there: ``Je verstaat Fries (praten hoeft niet)``."""
        text, at = self.layout.text, self.words.starts[index]
        opened = text.rfind("(", self.words.starts[self.low], at)
        return opened >= 0 and _OTHER_VERB.match(text, opened) is not None

    def _is_needless(self, clause: Clause) -> bool:
        """``niet vereist``, ``geen ... nodig``, ``hoeft niet``; the need is no part of a name (Wet verplichte ggz)."""
        if self.has("granted", clause.low, clause.high):
            return False
        if self.has("outside", clause.low, clause.high) or (
            clause.negations and self._is_denied_shortly(clause)
        ):
            return True
        if not clause.negations or "need" not in self.kinds_of_cue:
            return False
        named = {
            index
            for match in self.found
            if not any(match.words[0] < denial < match.words[-1] for denial in clause.negations)
            for index in match.words
        }
        turned = asking().words["turned_needs"]
        # "A plus, not a must": a wish said in two ways.
        named |= {
            i
            for cue, low, high in self.cues
            if cue == "preference"
            for i in range(low + 1, high)
            if self.words.folded(i) == "must"
        }
        if clause.optional:  # "is mooi, het hoeft niet"
            named |= {i for i in range(clause.low, clause.high) if self.words.folded(i) in turned}
        if self._wishes_something():
            demands = asking().words["demands"]
            named |= {i for i in range(clause.low, clause.high) if self.words.folded(i) in demands}
        needs = [
            start
            for cue, start, end in self.cues
            if cue == "need" and clause.low <= start and end <= clause.high and start not in named
        ]
        return any(
            0 <= need - index <= _NEED_REACH or (0 < index - need <= 3 and self.words.folded(need) in turned)
            for index in clause.negations
            for need in needs
        )

    def _is_denied_shortly(self, clause: Clause) -> bool:
        """Without a verb of its own: ``Kennis van de Wlz vragen we, een rijbewijs niet``, ``Bereikbaarheidsdiensten evenmin``."""
        last, length = self.words.folded(clause.high - 1), clause.high - clause.low
        if length > _SHORT:  # "SKJ al helemaal niet", "een rijbewijs ook niet"
            length -= {"helemaal": 2, "ook": 1}.get(self.words.folded(clause.high - 2), 0)
        return last == "evenmin" or (last == "niet" and 1 < length <= _SHORT)
