"""Records against a gold file: precision, recall and F1 a field, and every miss.

A field is compared as a set of items: a single value is a set of one, an unknown one is empty. A wrong value
so counts as one found in error and one missed. Precision, recall and F1 as in van Rijsbergen, Information
Retrieval (1979).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.folded import Folded, fold
from indexer.gold import SEALED, SETS, Gold, read_gold
from indexer.record import Record, to_json
from indexer.store import document_id
from indexer.workers import reason_of

Parse = Callable[[Path, str, str], Record]
Items = frozenset[Any]

ALL = "all"
CORE = ("gemeente", "province", "hours", "rate", "startDate", "endDate", "durationMonths", "deadline")
# What a document that is no assignment must not be given, unless the gold file says it has it.
FORBIDDEN_ELSEWHERE = ("hours", "rate", "deadline", "budgetTotal")


def _one(value: Any) -> Items:
    return frozenset() if value is None or value is False else frozenset([value])


def _number(value: Any) -> Items:
    return frozenset() if value is None else frozenset([round(float(value), 2)])


def _text(value: Any) -> Items:
    return _one(" ".join(value.split()) if isinstance(value, str) else value)


def _folded(value: Any) -> Items:
    return _one(fold(value) if isinstance(value, str) else value)


def _span(value: Any) -> Items:
    ends = [None if end is None else round(float(end), 2) for end in map((value or {}).get, ("min", "max"))]
    return frozenset() if ends == [None, None] else frozenset([tuple(ends)])


def _of_places(key: str) -> Callable[[Any], Items]:
    return lambda value: frozenset(place[key] for place in value or () if place.get(key))


def _ids(value: Any) -> Items:
    return frozenset(item if isinstance(item, str) else item["id"] for item in value or ())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the score: which field of the record it looks at, and what of it is compared."""

    name: str
    field: str
    items: Callable[[Any], Items]


LINES = (
    Line("title", "title", _folded),
    Line("reference", "reference", _text),
    Line("organisation", "organisation", _text),
    Line("place", "places", _of_places("name")),
    Line("gemeente", "places", _of_places("gemeente")),
    Line("province", "places", _of_places("province")),
    Line("remote", "remote", _one),
    Line("hours", "hours", _span),
    Line("rate", "rate", _span),
    Line("budgetTotal", "budgetTotal", _number),
    Line("startDate", "startDate", _one),
    Line("asap", "asap", _one),
    Line("endDate", "endDate", _one),
    Line("durationMonths", "durationMonths", _number),
    Line("extension", "extension", _folded),
    Line("deadline", "deadline", _one),
    Line("deadlineAt", "deadlineAt", _one),
    Line("published", "published", _one),
    Line("status", "status", _one),
    Line("contractForms", "contractForms", frozenset),
    Line("education", "education", _one),
    Line("competencies", "competencies", _ids),
)


@dataclass(slots=True)
class Counts:
    """Items found rightly, found in error, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """``None`` where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None

    def add(self, expected: Items, got: Items) -> None:
        self.right += len(expected & got)
        self.wrong += len(got - expected)
        self.missed += len(expected - got)


@dataclass(slots=True)
class Share:
    """So many of so many."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.total += 1

    @property
    def share(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(slots=True)
class Score:
    """The score over one set of documents.

    ``spans`` counts evidence that stands at its offsets, ``words`` rightly read values whose evidence
    overlaps the words a person gave, ``required`` found competencies that are rightly called asked for or a
    plus.
    """

    documents: int = 0
    lines: dict[str, Counts] = field(default_factory=lambda: {line.name: Counts() for line in LINES})
    kind: Share = field(default_factory=Share)
    spans: Share = field(default_factory=Share)
    words: Share = field(default_factory=Share)
    required: Share = field(default_factory=Share)

    def macro_f1(self, names: Iterable[str] | None = None) -> float | None:
        """The mean F1 over lines that have one; over all when no names are given."""
        values = [self.lines[name].f1 for name in names or self.lines]
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    def to_json(self) -> dict[str, Any]:
        lines = {
            name: {
                "right": counts.right,
                "wrong": counts.wrong,
                "missed": counts.missed,
                "precision": counts.precision,
                "recall": counts.recall,
                "f1": counts.f1,
            }
            for name, counts in self.lines.items()
        }
        return {
            "documents": self.documents,
            "fields": lines,
            "macroF1Core": self.macro_f1(CORE),
            "macroF1": self.macro_f1(),
            "kindAccuracy": self.kind.share,
            "evidenceExact": self.spans.share,
            "evidenceOverlap": self.words.share,
            "requiredAccuracy": self.required.share,
        }


@dataclass(frozen=True, slots=True)
class Miss:
    """One field of one document that was read otherwise than a person reads it."""

    file: str
    set: str
    field: str
    expected: tuple[Any, ...]
    got: tuple[Any, ...]


@dataclass(slots=True)
class Evaluation:
    """Scores by set (and :data:`ALL`), and everything that is not as it should be.

    ``evidence_misses`` lists values that are right but were read elsewhere, ``not_in_text`` words in the gold
    file that its document does not hold, ``failed`` (file, reason) documents that could not be read.
    """

    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    evidence_misses: list[Miss] = field(default_factory=list)
    not_in_text: list[tuple[str, str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def seal(self) -> int:
        """Drop the misses of the set apart; how many they were. Whoever has seen them can no longer write a rule without
        them in mind. The scores stay, and so do faults of the gold file.
        """
        before = len(self.misses) + len(self.evidence_misses)
        self.misses = [miss for miss in self.misses if miss.set != SEALED]
        self.evidence_misses = [miss for miss in self.evidence_misses if miss.set != SEALED]
        return before - len(self.misses) - len(self.evidence_misses)

    def to_json(self) -> dict[str, Any]:
        def plain(misses: Sequence[Miss]) -> list[dict[str, Any]]:
            return [
                {
                    "file": m.file,
                    "set": m.set,
                    "field": m.field,
                    "expected": list(m.expected),
                    "got": list(m.got),
                }
                for m in misses
            ]

        return {
            "sets": {name: score.to_json() for name, score in self.scores.items()},
            "misses": plain(self.misses),
            "evidenceMisses": plain(self.evidence_misses),
            "notInText": [{"file": f, "field": name, "words": w} for f, name, w in self.not_in_text],
            "failed": [{"file": file, "error": reason} for file, reason in self.failed],
        }


def evaluate(
    path: Path, *, parse: Parse | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> Evaluation:
    """Read and parse every document of the gold file at ``path``, which lie beside it, and compare.

    A document that cannot be read counts as one in which nothing was found. Raises ``GoldError`` or
    ``OSError``.
    """
    if parse is None:
        from indexer.document import parse_file

        parse = parse_file
    gold = read_gold(path)
    used = [name for name in SETS if any(item.set == name for item in gold)]
    result = Evaluation(scores={name: Score() for name in [*used, ALL]})
    for number, item in enumerate(gold, 1):
        try:
            record = parse(path.parent / item.file, item.file, document_id(item.file))
        except Exception as error:
            result.failed.append((item.file, reason_of(error)))
            record = Record(id="", file=item.file, kind="other")
        _score(result, item, record)
        progress(number, len(gold))
    return result


def _score(result: Evaluation, gold: Gold, record: Record) -> None:
    scores = [result.scores[gold.set], result.scores[ALL]]
    read = to_json(record)
    rightly_read: set[str] = set()
    for score in scores:
        score.documents += 1
        score.kind.add(gold.kind == record.kind)
    if gold.kind != record.kind:
        result.misses.append(Miss(gold.file, gold.set, "kind", (gold.kind,), (record.kind,)))
    for line in LINES:
        if gold.only and line.field not in gold.only:
            continue
        if gold.kind != "assignment" and line.field not in {*FORBIDDEN_ELSEWHERE, *gold.fields}:
            continue
        expected, got = line.items(gold.value(line.field) or _nothing(line)), line.items(read[line.field])
        for score in scores:
            score.lines[line.name].add(expected, got)
        if expected != got:
            missed, wrong = (tuple(sorted(items, key=str)) for items in (expected - got, got - expected))
            result.misses.append(Miss(gold.file, gold.set, line.name, missed, wrong))
        if expected & got:
            rightly_read.add(line.field)
    _score_required(scores, gold, record)
    _score_evidence(result, scores, gold, record, rightly_read)


def _nothing(line: Line) -> Any:
    return () if line.field in ("places", "contractForms", "competencies") else None


def _score_required(scores: Sequence[Score], gold: Gold, record: Record) -> None:
    required = gold.fields.get("competencies", {}).get("required")
    if not required:
        return
    expected = dict(zip(gold.value("competencies"), required, strict=True))
    for competency in record.competencies:
        if competency.id in expected:
            for score in scores:
                score.required.add(competency.required == expected[competency.id])


def _score_evidence(
    result: Evaluation, scores: Sequence[Score], gold: Gold, record: Record, rightly_read: set[str]
) -> None:
    for proofs in record.evidence.values():
        for proof in proofs:
            for score in scores:
                score.spans.add(record.text[proof.start : proof.end] == proof.text)
    text = Folded(record.text)
    for name, entry in gold.fields.items():
        for words in entry.get("words") or ():
            if record.text and not text.find(words):
                result.not_in_text.append((gold.file, name, words))
    for name in sorted(rightly_read):
        for expected, starts in _claims(gold, record, name):
            spans = [span for words in expected for span in text.find(words)]
            overlaps = any(start < span[1] and span[0] < end for start, end, _ in starts for span in spans)
            for score in scores:
                score.words.add(overlaps)
            if not overlaps:
                got = tuple(words for _, _, words in starts)
                result.evidence_misses.append(Miss(gold.file, gold.set, name, tuple(expected), got))


def _claims(gold: Gold, record: Record, name: str) -> list[tuple[list[str], list[tuple[int, int, str]]]]:
    """For each value that was read rightly: the words a person gave and the deciding evidence (start, end,
    text).

    Competencies are judged one by one; gold words for them stand in the order of the ids.
    """
    proofs = record.evidence.get(name, ())
    words = gold.words(name)
    if not words:
        return []
    deciding = proofs if name in ("places", "contractForms") else proofs[:1]
    if name != "competencies":
        return [(words, [(proof.start, proof.end, proof.text) for proof in deciding])]
    ids = gold.value(name)
    one_each = len(words) == len(ids)
    found = {competency.id for competency in record.competencies}
    return [
        (
            [words[at]] if one_each else words,
            [(proof.start, proof.end, proof.text) for proof in proofs if proof.id == id],
        )
        for at, id in enumerate(ids)
        if id in found
    ]
