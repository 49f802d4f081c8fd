"""Of whom something is said, when it is not the candidate: colleagues, the organisation, people whom one works with."""

from __future__ import annotations

from bisect import bisect_left

from indexer.knowledge.competencies import asking, competencies
from indexer.parse.asking_clauses import PREPOSITIONS, Span
from indexer.parse.asking_order import ARTICLES, HEAD_OF_LINE, OTHERS_REACH, Order
from indexer.parse.asking_sections import ASKING_KINDS, LISTS
from indexer.parse.phrases import Match
from indexer.parse.roles import is_role

_WHO = frozenset({"die", "who"})
_THAT = frozenset({"die", "dat", "that", "which"})
_SPOKEN_TO = frozenset({"je", "jij", "jou", "jouw", "u", "uw", "we", "wij", "ons", "iemand", "you", "your"})
# Behind one of these stands whom the candidate meets.
_BESIDE = frozenset({"met", "naast", "van", "aan", "door", "namens", "with", "to", "beside", "by"})
# Signs that the one of whom a clause tells may be the one who is sought.
_SEEKING = frozenset({"sought", "forward", "expected", "need", "before"})
_LONGEST_LABEL = 40  # characters
# Words between the verb and what it says of its subject, and before the verb at the end of a clause.
_SAID_WITHIN = 5
_BETWEEN_REACH = 12  # words
_OPENS_BELOW = frozenset(
    {
        "als",
        "wanneer",
        "dat",
        "omdat",
        "zodat",
        "doordat",
        "terwijl",
        "hoe",
        "if",
        "when",
        "that",
        "how",
        "because",
    }
)
_DETERMINERS = frozenset({"de", "het", "deze", "dit", "the", "this", "these"})
_BY_SOMEBODY = frozenset({"wordt", "worden"})
_QUALITY_ENDS = ("heid", "teit", "vermogen", "kracht", "ness")
# What is made or chosen in the work, and may be said to have a quality of its own.
_PRODUCT_ENDS = ("strategie", "plan", "plannen", "aanpak", "visie", "nota", "notitie", "beleid", "werkwijze", "campagne", "programma", "proces", "structuur", "methode", "systeem", "oplossing", "oplossingen", "advies", "adviezen", "verordening", "strategy", "approach", "policy")  # fmt: skip
# Named by their own name, with an article or without.
_NAMED = frozenset({"wetgeving", "software", "methode", "registratie"})


class Others(Order):
    """A sentence of which it can be told what is said of others."""

    def tells_of_others(self, span: Span, match: Match) -> bool:
        """Whether a clause on somebody or something else stands between: "je adviseert de mensen die het besluit nemen"."""
        return any(
            self.words.folded(i) in ("die", "dat", "welke", "who", "which")
            for i in range(span.low + 2, match.words[0])
        )

    def is_of_another(self, start: int, end: int) -> bool:
        """Whether a cue tells what somebody else knows or does: "met Omar, die alles weet van", "er wordt gewerkt met"."""
        said = [self.words.folded(i) for i in range(start, end)]
        if "gewerkt" in said or "gedaan" in said:
            passive = asking().words["passive"]
            if any(self.words.folded(i) in passive for i in range(self._clause_start(start), end)):
                return True
        if not _SEEKING.isdisjoint(self.kinds_of_cue) and any(
            cue in _SEEKING and first != start for cue, first, _ in self.cues
        ):
            return False
        opens = [i for i in range(self._clause_start(start), start + 1) if self.words.folded(i) in _WHO]
        if opens and self._is_named_by_the_way(opens[-1]):
            return True
        if not opens or opens[-1] - self.low < HEAD_OF_LINE:
            return False
        return self._is_beside(opens[-1])

    def _is_named_by_the_way(self, pronoun: int) -> bool:
        """Whether a clause between commas tells of one with a role who is not sought: ``De projectleider, die de Wmo kent, ...``."""
        if not (self.words.texts[self.low] in ARTICLES and self._mark(pronoun, ",")):
            return False
        role = self.words.folded(pronoun - 1)
        return pronoun - self.low <= HEAD_OF_LINE + 1 and is_role(role) and not self.places.seeks(role)

    def _is_beside(self, pronoun: int) -> bool:
        """Whether the one of whom a clause "die ..." tells hangs on a preposition, or is one of the team."""
        near = [self.words.folded(i) for i in range(max(self.low, pronoun - HEAD_OF_LINE), pronoun)]
        if not asking().words["sought_ones"].isdisjoint(near):
            return False
        if self.has("others", self.low, pronoun) or near[-1:] and near[-1] in asking().words["those"]:
            return True
        return not _BESIDE.isdisjoint(near)

    def is_owned(self, match: Match, span: Span) -> bool:
        """Whether the quality is said of an organisation: "een ondernemende gemeente"."""
        if competencies()[str(match.key)].group != "houding":
            return False
        after, first = match.words[-1] + 1, match.words[0]
        if span.rule in ("quality", "duty") and self._in_bracket(first):
            return True  # "je deelt een kamer met Kees (analytisch)"
        if span.rule != "section" and self._announced_of_others(span.low, first):
            return True
        near = [after, after + 2] if self._joined(after) else [after]
        if span.rule != "section" and any(
            cue == "others"
            and span.low <= start
            and end <= first < end + HEAD_OF_LINE
            and self.words.folded(end - 1) in ("die", "dat", "waar", "waarin")
            for cue, start, end in self.cues
        ):
            return True  # "je komt in een team dat flexibel is"
        if self._is_said_of_those(span.low, first):
            return True
        if self.words.folded(max(first - 1, self.low)) in ("met", "with", "vol"):  # "een organisatie met lef"
            return first - 2 >= self.low and self.words.folded(first - 2) in asking().words["owners"]
        owners = asking().words["owners"]
        if span.rule in ("sought", "forward"):
            owners = owners - {"collega"}  # "we hechten aan een integere collega": the one to come
        return span.rule != "section" and any(
            index < self.high and self.words.folded(index) in owners for index in near
        )

    def _is_said_of_those(self, low: int, high: int) -> bool:
        """Whether it is said of people whom one works with: "je gaat om met inwoners die kritisch zijn"."""
        opens = [i for i in range(low, high) if self.words.folded(i) in ("die", "who")]
        sought = self.has("sought") or self.has("forward")  # "wij houden van collega's die initiatief nemen"
        if not opens or sought or self._mark(opens[-1], ",") or self._clause_start(high) > opens[-1]:
            return False
        before = opens[-1] - 1
        near = (self.words.folded(i) for i in range(max(low, before - 2), before))
        return self.words.folded(before) in asking().words["those"] and any(
            word in PREPOSITIONS for word in near
        )

    def is_of_thing(self, match: Match) -> bool:
        """Whether the subject of its clause is no person who may be sought: "de uren kunnen flexibel worden ingedeeld", "als de kwaliteit
        onder druk staat", "hoe gemeenten beter kunnen organiseren".
        """
        if competencies()[str(match.key)].group not in ("houding", "vaardigheid"):
            return False
        first, after = match.words[0], match.words[-1] + 1
        folded, table = self.words.folded, asking().words
        if folded(after - 1).endswith(_QUALITY_ENDS):
            return False  # "de belangrijkste eis is flexibiliteit"
        if self._is_of_product(first):
            return True
        begin = first
        while begin > self.low and not self._mark(begin, ",;:(") and folded(begin - 1) not in _OPENS_BELOW:
            begin -= 1
        if any(
            cue in ("sought", "forward", "expected") and begin <= start < first for cue, start, _ in self.cues
        ):
            return False  # "de gemeente is op zoek naar een kwartiermaker"
        if begin > self.low and (
            self._mark(begin, ",") or folded(begin - 1) == "als" and self._pairs_up(begin)
        ):
            return False  # "die de Awb kent, de Wmo beheerst en goed kan schrijven"
        said = [folded(i) for i in range(begin, first)]
        verb = next((i for i, word in enumerate(said) if i and word in table["linking"]), None)
        if verb is None:
            # The verb of a clause below another stands at its end.
            below = begin > self.low and folded(begin - 1) in _OPENS_BELOW
            ends = [folded(i) for i in range(first, min(after + _SAID_WITHIN, self.high))]
            if not below or table["linking"].isdisjoint(ends):
                return False
        elif len(said) - verb > _SAID_WITHIN:
            return False
        return self._is_thing(said[:verb]) and not (
            self._is_done(verb, said, after) and table["of_hours"].isdisjoint(said[:verb])
        )

    def _is_of_product(self, index: int) -> bool:
        """Whether it stands in a clause on what is to be made: "een strategie die vertrouwen wekt en draagvlak bevordert"."""
        folded = self.words.folded
        opens = next((i for i in range(index - 1, self.low, -1) if folded(i) in _THAT), None)
        if opens is None or self._mark(opens, ",") or not folded(opens - 1).endswith(_PRODUCT_ENDS):
            return False  # "iemand met visie, die overzicht bewaart"
        return _SPOKEN_TO.isdisjoint(folded(i) for i in range(opens, index))

    def _pairs_up(self, index: int) -> bool:
        """Whether "als" joins two here: "zowel de werknemer als de werkgever"."""
        return any(self.words.folded(i) in ("zowel", "evenals") for i in range(self.low, index))

    def _is_done(self, verb: int | None, said: list[str], after: int) -> bool:
        """Whether something has to be done so, by somebody who is not named: "de opdracht wordt zelfstandig uitgevoerd"."""
        behind = range(after, min(after + _SAID_WITHIN, self.high))
        return not _BY_SOMEBODY.isdisjoint([*said[verb:], *map(self.words.folded, behind)])

    def _is_thing(self, subject: list[str]) -> bool:
        """Whether the words before a verb name something, or others than who is sought."""
        table = asking().words
        persons = table["persons"] | table["sought_ones"] | table["applicants"] | table["candidate_start"]
        if not persons.isdisjoint(subject) or not table["no_thing"].isdisjoint(subject):
            return False
        if any(map(is_role, subject)):
            return False
        known = table["owners"] | table["those"] | table["of_hours"]
        if subject[:1] and subject[0] in known:
            return True
        if len(subject) < 2 or subject[0] not in _DETERMINERS:
            return False
        return self.kind not in ASKING_KINDS or not known.isdisjoint(subject)

    def is_outweighed(self, match: Match) -> bool:
        """Whether it is what somebody is less than something else: "veel meer coach dan docent"."""
        first = match.words[0]
        if first - 2 <= self.low or self.words.folded(first - 1) not in ("dan", "than"):
            return False
        near = [self.words.folded(i) for i in range(max(self.low, first - _SAID_WITHIN), first - 1)]
        return any(word in ("meer", "eerder", "liever", "more", "rather") for word in near[:-1])

    def is_met(self, match: Match) -> bool:
        """Whether it is the name of one of those between whom one stands: "schakelen tussen een directeur en een beleidsmedewerker"."""
        first = match.words[0]
        trait = competencies()[str(match.key)].group == "houding"
        if trait or not any(is_role(self.words.texts[i]) for i in match.words):
            return False
        for index in range(first, max(self.low, first - _BETWEEN_REACH), -1):
            if self._mark(index, ",;:"):
                return False
            if self.words.folded(index - 1) in ("tussen", "between"):
                return True
        return False

    def is_kept_out(self, match: Match) -> bool:
        """Whether it is what somebody may have had no part in: "geen betrokkenheid heeft gehad met het thema passend onderwijs"."""
        return any(cue == "uninvolved" and end <= match.words[0] for cue, _, end in self.cues)

    def _announced_of_others(self, low: int, high: int) -> bool:
        """Whether a colon stands before, behind those of whom it is said: "je komt in een team van acht mensen: betrokken"."""
        colon = next((i for i in range(high, low, -1) if self._mark(i, ":")), None)
        if any(cue == "others" and start == colon for cue, start, _ in self.cues):
            return True  # "iemand met lef: onze directeur is streng"
        owners = asking().words["owners"]
        return colon is not None and any(
            self.words.folded(i) in owners for i in range(max(low, colon - OTHERS_REACH), colon)
        )

    def _in_bracket(self, index: int) -> bool:
        """Whether it stands in a bracket that does not say itself of whom it tells."""
        text, start, low = self.layout.text, self.words.starts[index], self.words.starts[self.low]
        opened = text.rfind("(", low, start)
        if opened <= text.rfind(")", low, start):
            return False
        told = range(bisect_left(self.words.starts, opened, self.low, index), index)
        return not any(self.words.folded(i) in asking().words["candidate_start"] for i in told)

    def _joined(self, index: int) -> bool:
        return index < self.high and self.words.folded(index) in ("en", "of", "and", "or")

    def _is_of_others(self) -> bool:
        """A line on the people around: ``Team: zes consulenten, van wie een met BIG``."""
        return self._label() in asking().words["others_labels"]

    def is_of_subject(self, match: Match) -> bool:
        """Whether it is a trait in the subject of a letter, which calls for attention: ``Onderwerp: wie brengt rust in Ede?``"""
        trait = competencies()[str(match.key)].group == "houding"
        return trait and self._label() in asking().words["subject_labels"]

    def _label(self) -> str:
        """The words before the first colon or bar of the line, in lower case."""
        label, colon, _ = self.line.text[:_LONGEST_LABEL].replace("|", ":").partition(":")
        return label.strip(" *_-").lower() if colon else ""

    def _is_said_of_others(self, index: int) -> bool:
        """Whether what stands before a cue is said of somebody else: ``Dat heb ik de teamleider gevraagd``, ``De consulenten
        zijn flexibel, dat scheelt``."""
        low = self._clause_start(index)
        if any(
            cue == "others"
            and start - self.low < HEAD_OF_LINE
            and low <= start < index
            and self.words.folded(end - 1) not in ("moet", "moeten", "dient", "dienen")
            for cue, start, end in self.cues
        ):
            return True
        asked = self.words.folded(index) == "gevraagd"
        return asked and any(
            self.words.folded(i) in ("heb", "heeft", "hebben", "had", "hadden")
            for i in range(low, self._clause_end(index))
        )

    def _tells_of_another(self, first: str, second: str) -> bool:
        """Whether an item begins with somebody or something else: not "het afhandelen van ..." or "de Aanbestedingswet"."""
        words = asking().words
        if first not in ("de", "het") or second in words["asked_nouns"]:
            return False
        if self.kind in LISTS and is_role(second) and self._first(2) in words["ability_start"]:
            return False  # "De beleidsadviseur heeft in de afgelopen jaren een plan geschreven"
        if (first == "het" and second.endswith("en")) or self.words.folded(self.high - 1) in words[
            "ability_start"
        ]:
            return False
        return not any(
            match.key and match.words[0] <= self.low + 1 and competencies()[str(match.key)].group in _NAMED
            for match in self.found
        )
