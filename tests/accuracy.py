"""Accuracy over the gold file as the README tells it, and the exact list of what is read wrongly.

``python -m tests.accuracy`` (``make accuracy``) measures anew and writes both; the test beside it fails when they are stale,
so that a worse figure and an unexpected fix are both seen in the change that causes them.
"""

from __future__ import annotations

import re
from pathlib import Path

from app.commands.scoring import misses
from indexer.evaluate import CORE, Evaluation, Score, evaluate

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GOLD = ROOT / "corpus" / "gold.jsonl"
# Texts by writers who knew none of the rules, in layouts of their own invention. Those whose ``set`` is ``evaluation`` are set apart;
# the others were read to write rules when they had been measured once.
STRANGERS = tuple(
    ROOT / "tests" / "strangers" / name
    for name in ("listings.jsonl", "misleading.jsonl", "asked.jsonl", "gold.jsonl")
)
STRANGE_KINDS = (
    "ordinary listings",
    "listings full of what misleads",
    "ordinary listings, what they ask",
    "free forms",
)
KNOWN = ROOT / "tests" / "cases" / "known_failures.txt"
_BLOCK = re.compile(r"(<!-- accuracy:begin -->\n).*?(<!-- accuracy:end -->)", re.S)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _rows(development: Score, evaluation: Score) -> list[str]:
    rows = []
    for name, counts in evaluation.lines.items():
        other = development.lines[name]
        label = f"**{name}**" if name in CORE else name
        there = counts.right + counts.missed
        figures = (counts.precision, counts.recall, counts.f1, other.f1)
        rows.append(f"| {label} | {there} | " + " | ".join(map(_figure, figures)) + " |")
    totals = {
        "macro F1, core fields in bold": (evaluation.macro_f1(CORE), development.macro_f1(CORE)),
        "macro F1, all fields": (evaluation.macro_f1(), development.macro_f1()),
        "kind right": (evaluation.kind.share, development.kind.share),
        "evidence at its offsets": (evaluation.spans.share, development.spans.share),
    }
    return rows + [f"| {label} | | | | {_figure(a)} | {_figure(b)} |" for label, (a, b) in totals.items()]


def block(result: Evaluation) -> str:
    """The table of the README: the half set apart in full, the half that rules were written for as F1."""
    development, evaluation = result.scores["development"], result.scores["evaluation"]
    return "\n".join(
        [
            f"`opdrachten evaluate corpus/gold.jsonl`: {evaluation.documents} documents set apart, for none of which"
            f" a rule was written (sums over them, and what was misread, were seen meanwhile), and {development.documents} that rules were written for.",
            "",
            "| field | stated | precision | recall | F1 | F1 where rules were written |",
            "|---|---|---|---|---|---|",
            *_rows(development, evaluation),
            "",
        ]
    )


def strangers_block(*results: Evaluation) -> str:
    """What the README tells of the texts by strangers: the sum of each half of each kind of texts."""
    rows = [
        _sum_row(f"{kind}, {told}", result.scores[name])
        for kind, result in zip(STRANGE_KINDS, results, strict=True)
        for name, told in (("evaluation", "set apart"), ("development", "rules written for since"))
        if name in result.scores
    ]
    return "\n".join(
        [
            "Texts in `tests/strangers/` by writers who knew none of the rules: ordinary listings as portals, brokers and gemeenten"
            " publish them (`opdrachten evaluate tests/strangers/listings.jsonl`), listings of which the writers put in all that misleads"
            " on real pages (`tests/strangers/misleading.jsonl`), ordinary ones in which two readers looked for the"
            " kind and the competencies alone (`tests/strangers/asked.jsonl`), and forms as free as the writers could think of:"
            " chats, minutes, memos, drafts of contracts (`tests/strangers/gold.jsonl`).",
            "",
            "| texts | documents | core F1 | all fields F1 | kind right | competencies precision | recall | evidence exact |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
            "Each folder was measured once before a rule was written for it. Of the last 106, ten texts each, thirty-nine of ordinary"
            " listings had a core F1 of 0.87 to 1.00, sixteen of half header and half prose 0.80 to 0.98, eight of both together 0.91 to 1.00,"
            " thirty-two of prose alone 0.73 to 0.98, six of papers out of a PDF 0.74 to 0.92, one of messages 0.89, and four in which values are contradicted 0.62 to 0.85 (`ax`, `bb`, `bg`, `bh`, `bi`, `bk`, `bq`, `bu`, `by`, `cf`, `cg`, `ch`, `cl`, `cm`, `cn`, `cs`, `cw`, `db`, `dd`, `de`, `dg`, `dh`, `dj`, `dn`, `dp`, `dz`, `ea`, `ee`, `ef`, `eh`, `ej`, `el`, `en`, `ep` and `es` of them are"
            " set apart). The kind was right in 1,025 of 1,060; competencies had precision 0.75 to 1.00 and recall 0.58 to 1.00. Earlier folders of the first two sorts"
            " had a core F1 between 0.82 and 0.96. The kind was right in 62 of the last 64 of the third sort and in 38 of the last 40 of"
            " the fourth; competencies were found with precision 0.87 and 0.85 and recall 0.82 and 0.67.",
            "",
        ]
    )


def _sum_row(told: str, score: Score) -> str:
    competencies = score.lines["competencies"]
    core = score.macro_f1(CORE)
    figures = (
        core,
        score.macro_f1() if core is not None else None,  # else competencies are all there is
        score.kind.share,
        competencies.precision,
        competencies.recall,
        score.spans.share,
    )
    return f"| {told} | {score.documents} | " + " | ".join(map(_figure, figures)) + " |"


def failures(result: Evaluation, within: str = "") -> list[str]:
    """Every miss, one a line, the file below the folder ``within``."""
    return [within + line.strip() for line in misses(result) if line.startswith("  ")]


def readme_block() -> str:
    """What the README tells now."""
    found = _BLOCK.search(README.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(
            "README.md has no place for the figures (<!-- accuracy:begin --> ... <!-- accuracy:end -->)"
        )
    return found[0]


def main() -> None:
    result, strangers = evaluate(GOLD), [evaluate(path) for path in STRANGERS]
    told = block(result) + "\n" + strangers_block(*strangers)
    text = README.read_text(encoding="utf-8")
    README.write_text(_BLOCK.sub(lambda m: m[1] + told + m[2], text), encoding="utf-8")
    known = [*failures(result), *(line for each in strangers for line in failures(each, "strangers/"))]
    KNOWN.write_text("\n".join(known) + "\n", encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
