"""What the order of the words gives away: who is spoken to, who is sought, what stands ahead of the verb."""

from __future__ import annotations

from bisect import bisect_left

from indexer.knowledge.competencies import asking
from indexer.parse.asking_clauses import Span
from indexer.parse.asking_sections import ASKING_KINDS
from indexer.parse.asking_wishes import Wishes
from indexer.parse.roles import is_role

# Sections that tell of the organisation, the work or the offer: only a named knowledge or a sought role counts there.
TOLD = frozenset({"organisation", "background", "tasks", "offer", "interview"})
HEAD_OF_LINE, OTHERS_REACH = 3, 8
_LONGEST_TURN = 10  # words
ARTICLES = frozenset({"De", "de", "The", "the"})
_RELATIVE = frozenset({"die", "dat", "wie", "ze", "zij", "hij"})
_COUNTS = frozenset("twee drie vier vijf zes zeven acht negen tien elf twaalf".split())
_SUBJECTS = frozenset({"je", "jij", "u", "Je", "Jij", "U", "JE", "JIJ"})


class Order(Wishes):
    """A sentence of which the order of the words is read, without a cue or beside one."""

    follows = False  # whether the sentence before asked something
    _sought: bool | None = None

    def _by_order(self) -> list[Span]:
        """The stretches that the order of the words gives away, without a cue."""
        spans = self._opening_role()
        if self.words.texts[self.low] in ARTICLES and self.tells_of_sought():
            spans.append(Span("candidate", self.low + 2, self.high))
        if self.opens_with_ability() or (self.follows and self._opens_with_one()):
            spans.append(Span("candidate", self.low, self.high))
        if self._first() in ("je", "jij", "u"):
            spans.extend(self._going_on())
        if self.kind not in TOLD:
            spans.extend(self._turned_round())
            if self.kind in ASKING_KINDS or not self.line.bullet:
                spans.extend(self._manners())
        return spans

    def _going_on(self) -> list[Span]:
        """``Je hebt een diploma, kent de Wgs en beheerst Suite``: what is told of the reader behind a comma."""
        verbs, folded = asking().words["going_on"], self.words.folded
        anew = (i for i in range(self.low + 2, self.high - 1) if folded(i) in verbs and self._mark(i, ","))
        first = next(anew, None)
        if first is None or any(folded(i) in _RELATIVE for i in range(self.low, first)):
            return []
        return [Span("candidate", first, self.high)]

    def tells_of_sought(self) -> bool:
        """Whether it tells what the one of the title is or can: "De consulent is SKJ-geregistreerd"."""
        if self._sought is None:
            self._sought = self._is_sought()
        return self._sought

    def _is_sought(self) -> bool:
        if self.kind in TOLD or self.high - self.low <= HEAD_OF_LINE:
            return False
        words = asking().words
        verb, after = self._first(2), self._first(3)
        if verb not in words["ability_start"] or after in words["no_ability_after"] | words["of_work"]:
            return False
        return self.places.seeks(self._first(1))

    def _opens_with_one(self) -> bool:
        """Whether it goes on about the one of whom the sentence before told: "zij kent", but not "zij houden zich bezig"."""
        first = self._first()
        many = first in ("zij", "ze") and (self._first(1).endswith("en") or self._first(1) == "zijn")
        return first in ("hij", "zij", "ze", "he", "she") and (not many or self.kind in ASKING_KINDS)

    def _opening_role(self) -> list[Span]:
        """``Casemanager met ervaring in ...``: a role that opens a note and is qualified at once."""
        for index in range(self.low, min(self.low + HEAD_OF_LINE, self.high - 1)):
            if is_role(self.words.texts[index]):
                plain = self._first() not in ("de", "het") and self.words.folded(index + 1) in ("met", "with")
                known = self.has("knowledge") or self.has("candidate")
                return [Span("sought", self.low, index + 1)] if plain and known else []
        return []

    def _turned_round(self) -> list[Span]:
        """``Prioriteren kun je``, ``Excel beheers je``: what stands ahead of the verb is what somebody can."""
        if not self._speaks_to_somebody() or self._first() in asking().words["no_turn_after"]:
            return []
        for index in range(self.low + 1, min(self.low + _LONGEST_TURN, self.high - 1)):
            turned = self.words.folded(index + 1) in ("je", "jij", "u")
            if index + 2 < self.high and self.words.folded(index + 2) in ("niet", "not"):
                continue  # "daar kun je niet onderuit"
            if turned and self.words.folded(index) in asking().words["turning"]:
                return [Span("before", self.low, index)]
        return []

    def opens_with_ability(self) -> bool:
        """Whether it begins as a note on the candidate, with no subject: "Moet de Wgs kennen", "heeft een lange adem"."""
        if self.kind in TOLD or self.is_question:
            return False
        words = asking().words
        verb, next_word = self._first(), self._first(1)
        if verb not in words["ability_start"] or next_word in words["no_ability_after"]:
            return False
        return verb in words["modals"] or next_word not in ("de", "het")

    def _manners(self) -> list[Span]:
        """The clauses about "je": how somebody does the work tells who is sought, whatever the verb."""
        spans: list[Span] = []
        if not self._speaks_to_somebody() or self.is_invitation:
            return spans
        texts = self.words.texts
        for index in (i for i in range(self.low, self.high) if texts[i] in _SUBJECTS):
            if not self._is_subject(index) or self._others_before(index) or self._owns(index):
                continue
            rule = "duty" if self._is_duty(index) else "quality"
            spans.append(Span(rule, self._clause_start(index), self._clause_end(index + 1)))
        return spans

    @property
    def is_invitation(self) -> bool:
        """``Wil jij met je hart werken?``: what somebody may do here, and not how he has to be."""
        return self.is_question and self._first() in ("wil", "wilt")

    def _owns(self, index: int) -> bool:
        """Whether "je" says whose they are: ``Je directe collega's zijn flexibel``."""
        return any(cue == "others" and start == index for cue, start, _ in self.cues)

    def _speaks_to_somebody(self) -> bool:
        return not _SUBJECTS.isdisjoint(self.words.texts[self.low : self.high])

    def opens_anew(self, index: int) -> bool:
        """Whether a verb of being or having stands here behind a comma: "..., hebt" or "..., have"."""
        return self.words.folded(index) in asking().words["being"] and self._mark(index, ",;")

    def closes_study(self, index: int) -> bool:
        """Whether the verb behind a study ends what is said of it: "dat je een diploma hebt, de Awb kent", not "hebt in"."""
        being, following = asking().words["being"], index + 1
        if following >= self.high or self.words.folded(index) not in being | {"heeft"}:
            return False
        return self._mark(following, ",(;") or self.words.folded(following) in ("en", "and")

    def _is_subject(self, index: int) -> bool:
        """Whether "je" opens a clause here: behind a verb or a preposition it may be whom something is done to."""
        word = self.words.texts[index]
        if self.kind in ASKING_KINDS and self.words.folded(index - 1) in asking().words["doing"]:
            return True  # "daarnaast werk je zelfstandig"
        opens = index == self.low or word[0].isupper() or self._mark(index, ",;:.")
        return opens or self.words.folded(index - 1) in asking().words["before_subject"]

    def _others_before(self, index: int) -> bool:
        """Whether somebody else is the subject: of the whole sentence, or shortly before the word at ``index``."""
        if self.words.texts[self.low] in ARTICLES and self.tells_of_sought():
            return False
        told = {"others"} if self._means_candidates() else {"others", "they"}
        if not (self.has("sought") or self.has("need") or self.has("forward")):
            told = told | {"self"}
        return not told.isdisjoint(self.kinds_of_cue) and any(
            cue in told
            and start < index
            and (index - end < OTHERS_REACH or start - self.low <= 2)
            and not self.has("sought", start, index)  # "wij zijn op zoek naar iemand met kennis van"
            and not self._is_reader_again(start, end, index)
            for cue, start, end in self.cues
        )

    def _is_reader_again(self, start: int, end: int, index: int) -> bool:
        """Whether a new clause on the reader begins: ``Je hebt twee collega's naast je, en je bent flexibel``."""
        texts = self.words.texts
        return texts[start] in _SUBJECTS and any(
            end <= opening <= index and not _SUBJECTS.isdisjoint(texts[opening : opening + 2])
            for opening in self.openings()
        )

    def _means_candidates(self) -> bool:
        """Whether "they" may be those who are sought: behind a sentence or a heading that asks, or with whom they seek."""
        if self.follows or self.kind in ASKING_KINDS or self.has("sought") or self.has("need"):
            return True
        line = bisect_left(self.words.starts, self.line.content)
        return any(self.words.folded(i) in asking().words["applicants"] for i in range(line, self.low))

    def _is_duty(self, index: int) -> bool:
        if "duty" in self.kinds_of_cue and any(
            cue == "duty" and start <= index <= end for cue, start, end in self.cues
        ):
            return True
        return self.counts_work() and self.words.folded(index + 1) not in asking().words["being"]

    def counts_work(self) -> bool:
        """Whether it begins with how often something has to be done: ``U leidt zes bijeenkomsten``, not ``U spreekt twee talen``."""
        count, verb, words = self._first(2), self._first(1), asking().words
        return (
            (count in _COUNTS or count.isdigit())
            and self._first() in ("je", "jij", "u")
            and verb.endswith("t")
            and verb not in words["being"] | words["ability"]
        )

    def _role(self, start: int, end: int) -> list[Span]:
        """The words of the role around ``zoeken`` (after it, or between ``we`` and it), and the clause that qualifies it."""
        ends = asking().words["role_ends"]
        if end < self.high and self.words.folded(end) in ends:  # "zoeken wij voor ons team een consulent"
            end = self._named_after(end)
        after = end
        while after < self.high and self.words.folded(after) not in ends and not self._mark(after, ".;"):
            after += 1
        before = start
        if after - end <= 1 or self._mark(end, ","):  # "Controller sociaal domein gezocht, kennis van ..."
            while before > self.low and self.words.folded(before - 1) not in ("we", "wij", "waarvoor"):
                before -= 1
        spans = []
        if self._names_somebody(before, max(after, end)):
            spans.append(Span("sought", before, max(after, end)))
        if after < self.high and self.words.folded(after) in ("die", "who", "that"):
            spans.append(Span("sought-clause", after, self.high))
        return spans

    def _named_after(self, end: int) -> int:
        """Where the one who is sought is named, behind for whom: "zoeken voor een gemeente in Twente een consulent"."""
        opens = [
            index
            for index in range(end + 1, min(end + 2 * OTHERS_REACH, self.high))
            if self.words.folded(index) in ("een", "iemand", "a", "an") and not self._mark(index, ".;")
        ]
        near = (i for i in opens if self._names_somebody(i, min(i + 4, self.high)))
        return next(near, opens[0] if opens else end)

    def _names_somebody(self, low: int, high: int) -> bool:
        """Whether a person is looked for, and not a way, a balance or a place."""
        persons = asking().words["persons"]
        return any(self.words.folded(i) in persons or is_role(self.words.texts[i]) for i in range(low, high))
