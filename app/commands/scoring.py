"""``opdrachten evaluate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.commands.terminal import DONE, FAILED, SET_ASIDE, USAGE, Stop, json_line, printable, tell, write
from indexer.evaluate import ALL, CORE, Evaluation, Miss, Score, evaluate
from indexer.gold import GoldError
from indexer.reasons import no_file

SET_LABELS = {"development": "ontwikkeling", "evaluation": "evaluatie", ALL: "alles"}
_NAME, _SET = 16, 32  # widths of the columns


def run(gold: Path, *, sealed: bool = False, as_json: bool) -> int:
    """Evaluate and report; return the exit status. ``sealed`` keeps the misses of the set apart unseen, so that whoever
    writes rules can measure on it again and again.
    """
    if not gold.is_file():
        raise Stop(no_file(gold), USAGE)
    try:
        result = evaluate(gold)
    except GoldError as error:
        raise Stop(str(error), FAILED) from error
    unseen = result.seal() if sealed else 0
    if as_json:
        write(json_line(result.to_json()))
    else:
        told = [f"Missers van de evaluatiehelft, niet getoond: {unseen}"] if sealed else []
        write(("\n".join([*table(result), "", *misses(result), *told]) + "\n").encode("utf-8"))
    for file, reason in result.failed:
        tell(f"niet te lezen: {printable(file)}: {printable(reason)}")
    return SET_ASIDE if result.failed else DONE


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}".replace(".", ",")


def table(result: Evaluation) -> Iterator[str]:
    """Every field with what there is to find, precision, recall and F1, for each set side by side."""
    scores = result.scores
    heads = [f"{SET_LABELS[name]} ({score.documents})" for name, score in scores.items()]
    yield f"{'':<{_NAME}}" + "".join(f"{head:^{_SET}}" for head in heads)
    columns = "".join(f"{word:>8}" for word in ("aantal", "prec.", "recall", "F1"))
    yield f"{'veld':<{_NAME}}" + columns * len(scores)
    for name in next(iter(scores.values())).lines:
        mark = "*" if name in CORE else " "
        yield f"{name:<{_NAME - 1}}{mark}" + "".join(_cells(score, name) for score in scores.values())
    totals: dict[str, Any] = {
        "macro F1, kern (*)": lambda score: score.macro_f1(CORE),
        "macro F1, alle": lambda score: score.macro_f1(),
        "soort juist": lambda score: score.kind.share,
        "bewijs exact": lambda score: score.spans.share,
        "bewijs raakt": lambda score: score.words.share,
        "vereist juist": lambda score: score.required.share,
    }
    for label, value in totals.items():
        cells = "".join(f"{_share(value(score)):>{_SET}}" for score in scores.values())
        yield f"{label:<{_NAME}}" + cells[max(0, len(label) - _NAME) :]


def _cells(score: Score, name: str) -> str:
    counts = score.lines[name]
    shares = (counts.precision, counts.recall, counts.f1)
    return f"{counts.right + counts.missed:>8}" + "".join(f"{_share(share):>8}" for share in shares)


def misses(result: Evaluation) -> Iterator[str]:
    """Every miss on a line: file, field, what was expected, what was read."""
    yield f"Gemist of anders gelezen: {len(result.misses)}"
    yield from map(_miss, result.misses)
    yield f"Juist, maar elders gelezen: {len(result.evidence_misses)}"
    yield from map(_miss, result.evidence_misses)
    if result.not_in_text:
        yield f"Woorden uit het goudbestand die niet in de tekst staan: {len(result.not_in_text)}"
        yield from (
            f"  {printable(file)}  {name}: “{printable(words)}”" for file, name, words in result.not_in_text
        )


def _miss(miss: Miss) -> str:
    expected, got = (", ".join(map(_value, values)) or "niets" for values in (miss.expected, miss.got))
    return f"  {printable(miss.file)}  {miss.field}: verwacht {expected}; gelezen {got}"


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return " tot ".join("?" if end is None else f"{end:g}" for end in value)
    if value is True:
        return "ja"
    return f"{value:g}" if isinstance(value, float) else f"“{printable(str(value))}”"
