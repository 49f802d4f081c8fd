"""The page of a run and its pictures, made of the JSON that the run left: no figure is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.bounds import documents_a_second, verdicts
from tests.benchmarks.charts import Row, bars, number_text

Run = dict[str, Any]
_PICTURES = "pictures"
_INTRODUCTION = """# Performance

Measured, not promised: this page and its pictures are made by one command from the figures of a run, and nothing on it is
written by hand. Figures are of one machine; ratios, each taken within one run, carry over to another.

The documents are made up (`tests/benchmarks/records.py`): Dutch assignments of 250 to 900 words, words by their rank as in
real texts, all fields of a record. The searches (`tests/benchmarks/searches.py`) are a thousand in eleven classes. Times are
milliseconds. Every search was asked before it was timed; what is compared is asked in turn.

To run it: `make bench-tools` once (the client for PostgreSQL and, by Maven, Lucene), then `make bench-page`. The servers and
tools that it compares with come from Debian: `postgresql`, `python3-xapian`, `openjdk-17-jdk-headless`, `maven`, `wrk`; one that is
missing is told as missing, and the rest is measured. `make bench` does the same on 10,000 documents and leaves its page in
`data/benchmarks`. Other sizes: `python -m tests.benchmarks.performance --documents 1000000` (some 40 GB of disk).
"""
_TUNING = """
Each peer has what its users would give it. SQLite: contentless, optimised, analysed, mapped into memory, no journal, what is
found put once into a temporary table. PostgreSQL: stored vectors under a GIN index, 2 GB of shared buffers, vacuumed and analysed,
no compiling at run time, one statement a search. Xapian: compacted, filters as boolean terms, a facet of few combinations in one slot.
Lucene: one segment, filters cached by its own rules, ranges over points or doc values, facets over sorted-set doc values, warmed up.

Each analyses the typed words by its own Dutch, so totals differ; ours also finds words inside compounds. Peers give twenty ids, the
total and the facets; ours twenty cards, and the lowest and highest figure of a range besides. No peer is asked for distance, for other
sorts than by day, or to see through typing errors. SQLite's and ours are timed in this process, Xapian's and Lucene's inside
theirs, PostgreSQL's at the client.
"""


def write_page(page: Path, runs: Sequence[Run]) -> None:
    """Write the page and, beside it, the pictures of the run with the most documents."""
    largest = max(runs, key=lambda run: run["documents"])
    folder = page.parent / _PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(largest).items():
        (folder / name).write_text(picture, encoding="utf-8")
    page.write_text(render(runs), encoding="utf-8")


def render(runs: Sequence[Run]) -> str:
    """The whole page, runs by number of documents."""
    ordered = sorted(runs, key=lambda run: run["documents"])
    largest = ordered[-1]
    shown = "\n".join(f"![{name}]({_PICTURES}/{name})" for name in pictures(largest))
    pieces = [_INTRODUCTION, "## What was promised\n", bounds_table(ordered), shown]
    for run in reversed(ordered):
        pieces += [f"## {run['documents']:,} documents\n", *_sections(run)]
    return "\n".join(piece.rstrip() + "\n" for piece in pieces if piece.strip())


def bounds_table(runs: Sequence[Run]) -> str:
    """Every bound, and what each run says of it."""
    head = ["Bound", "at most or at least", *(f"{run['documents']:,} documents" for run in runs)]
    columns = [list(verdicts(run)) for run in runs]
    rows = []
    for same in zip(*columns, strict=True):
        bound = same[0].bound
        sign = "≥" if bound.least else "≤"
        told = [v.told if v.value is None else f"{number_text(v.value)} {_in_bold(v.told)}" for v in same]
        rows.append([bound.text, f"{sign} {bound.bound:,g} {bound.unit}", *told])
    return table(head, rows)


def _in_bold(told: str) -> str:
    return f"**{told}**" if told == "missed" else told


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its first column to the left and the rest to the right."""
    lines = [head, ["---", *(["---:"] * (len(head) - 1))], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _sections(run: Run) -> Iterator[str]:
    yield _circumstances(run)
    if "build" in run:
        yield "### Building\n"
        yield _building(run["build"])
    if "kinds" in run:
        yield "### Ours beside the bare tantivy search of the same query\n"
        yield _kinds(run["kinds"], run["mix"])
        yield "### Where the time of a search goes\n"
        yield _steps(run)
    if "facets" in run:
        yield "### Facets, highlights, the first search\n"
        yield _in_process(run)
    if "http" in run:
        yield "### Over HTTP\n"
        yield _http(run)
    if "peers" in run:
        yield "### Beside others\n"
        yield from _peers(run["peers"])


def _circumstances(run: Run) -> str:
    machine = run["machine"]
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    return (
        f"Measured on {run['date']} by `{run['command']}` in {run['seconds']:,.0f} s: {machine['processor']}, "
        f"{machine['cores']} cores, {machine['memoryGb']:g} GB, {machine['system']}, Python {machine['python']}, {libraries}; "
        f"load before the run {machine['loadBefore']:g}.\n"
    )


def _building(build: dict[str, Any]) -> str:
    size = sum(build["bytes"].values())
    most = sorted(build["bytes"].items(), key=lambda pair: -pair[1])
    parts = ", ".join(f"{name} {number_text(held / build['documents'])}" for name, held in most[:4])
    rows = [
        ["documents a second", number_text(build["documents"] / build["seconds"])],
        ["documents of 500 words a second", number_text(documents_a_second(build))],
        ["seconds", number_text(build["seconds"])],
        ["peak memory, all processes (MB)", number_text(build["peakBytes"] / 1e6)],
        ["bytes a document", number_text(size / build["documents"])],
        ["of these", parts],
    ]
    return table(["two processes make ready, one writes", ""], rows)


def _times(figures: dict[str, float]) -> list[str]:
    return [number_text(figures[name]) for name in ("median", "p95", "p99")]


def _kinds(kinds: dict[str, Any], mix: dict[str, Any]) -> str:
    head = [
        "class",
        "found",
        "median",
        "p95",
        "p99",
        "bare median",
        "bare p95",
        "bare p99",
        "ratio of medians",
    ]
    rows = [[kind, number_text(told["total"]), *_beside(told)] for kind, told in kinds.items()]
    rows.append(["the whole mix", "", *_beside(mix)])
    return table(head, rows) + "\n`found` is the mean number of documents. Ours holds twenty cards.\n"


def _beside(told: dict[str, Any]) -> list[str]:
    return [*_times(told["ours"]), *_times(told["bare"]), number_text(told["ratio"])]


def _steps(run: Run) -> str:
    told = {kind: figures["steps"] for kind, figures in run["kinds"].items()}
    told |= run.get("facets", {}).get("steps", {})
    head = [
        "milliseconds a search",
        "tantivy searches",
        "in `search`",
        "in `aggregate`",
        "in `fast_field_values`",
        "all else",
    ]
    rows = [
        [
            kind,
            number_text(each["searches"]),
            *(
                number_text(each.get(name, 0.0))
                for name in ("search", "aggregate", "fast_field_values", "rest")
            ),
        ]
        for kind, each in told.items()
    ]
    return (
        table(head, rows)
        + "\nMeans of one pass; all else is Python: reading the query, cards, shaping the answer. Below zero: facets are counted beside the search.\n"
    )


def _in_process(run: Run) -> str:
    facets, switch = run["facets"], run.get("afterSwitch")
    alone = facets["alone"]["median"]
    labels = {
        "alone": "two words",
        "sixFacets": "two words, six facets",
        "highlights": "two words, highlights",
        "multiSelect": "a word, choices in facets, six facets (multi-select)",
        "withoutMultiSelect": "the same, all facets counted under all filters",
    }
    rows = [
        [text, *_times(facets[name]), number_text(facets[name]["median"] / alone)]
        for name, text in labels.items()
    ]
    if switch:
        rows += [
            [
                "first search after a switch",
                *_times(switch["first"]),
                number_text(switch["first"]["median"] / alone),
            ],
            ["the same, warm", *_times(switch["warm"]), number_text(switch["warm"]["median"] / alone)],
            [
                "taking up the generation",
                *_times(switch["opening"]),
                number_text(switch["opening"]["median"] / alone),
            ],
        ]
    return table(["in process", "median", "p95", "p99", "to two words alone"], rows)


def _http(run: Run) -> str:
    http, load = run["http"], run.get("workers")
    rows = []
    for name, text in (("plain", "20 cards, 6 facets"), ("highlights", "the same with highlights")):
        told = http[name]
        rows += [
            [f"{text}: in process", *_times(told["inProcess"]), ""],
            [f"{text}: over HTTP", *_times(told["http"]), number_text(told["ratio"])],
            [f"{text}: what HTTP adds to each", *_times(told["overhead"]), ""],
            [f"{text}: in process once more, what that adds to each", *_times(told["apart"]), ""],
        ]
    if "again" in http:
        rows.append(["20 cards, 6 facets: over HTTP, asked again and remembered", *_times(http["again"]), ""])
    answer = f"{number_text(http['plain']['bytes'] / 1000)} kB an answer"
    lines = [table(["two words, one connection", "median", "p95", "p99", "ratio of medians"], rows)]
    lines.append(f"\n{answer}; the server holds {number_text(http['serverBytes'] / 1e6)} MB.\n")
    if load:
        lines.append(
            f"\nRequests a second, the same searches: {number_text(load['one'])} from one worker, {number_text(load['two'])} "
            f"from two ({load['how']}): {number_text(load['ratio'])} times. One server as it comes, which uses all cores: "
            f"{number_text(load['shared'])}. Client: {load['client']}.\n"
        )
    return "".join(lines)


def _peers(told: dict[str, Any]) -> Iterator[str]:
    ready = [peer for peer in told["peers"] if "kinds" in peer]
    for peer in told["peers"]:
        if "missing" in peer:
            yield f"- {peer['name']}: **not available**: {peer['missing']}."
        else:
            agrees = f"{peer['compared'] - len(peer['differing'])} of {peer['compared']}"
            yield (
                f"- {peer['name']} {peer['version']}: built in {number_text(peer['buildSeconds'])} s, "
                f"{number_text(peer['bytes'] / 1e6)} MB; same totals and facets as ours in {agrees} searches by filters "
                f"alone. {peer['cannot']}"
            )
    kinds = list(told["ours"])
    head = ["median (p99)", "ours", *(peer["name"] for peer in ready)]
    yield "\n" + table(head, [[kind, _short(told["ours"][kind]), *(_short(peer["kinds"][kind]) for peer in ready)] for kind in kinds])  # fmt: skip
    head = ["times ours", *(peer["name"] for peer in ready)]
    yield "\n" + table(head, [[kind, *(number_text(peer["kinds"][kind]["ratio"]) for peer in ready)] for kind in kinds])  # fmt: skip
    head = ["documents found (mean)", "ours", *(peer["name"] for peer in ready)]
    yield "\n" + table(head, [[kind, number_text(told["ours"][kind]["total"]), *(number_text(peer["kinds"][kind]["total"]) for peer in ready)] for kind in kinds])  # fmt: skip
    yield _TUNING


def _short(figures: dict[str, float]) -> str:
    return f"{number_text(figures['median'])} ({number_text(figures['p99'])})"


def pictures(run: Run) -> dict[str, str]:
    """By file name the pictures of a run."""
    documents = f"{run['documents']:,} documents"
    found: dict[str, str] = {}
    if "kinds" in run:
        rows = [
            Row(kind, (told["ours"]["median"], told["ours"]["p99"], told["bare"]["median"]))
            for kind, told in run["kinds"].items()
        ]
        series = ("median", "p99", "bare tantivy, median")
        found["performance-classes.svg"] = bars(
            f"Searches, {documents}", series, rows, "ms", logarithmic=True
        )
    if "peers" in run:
        rows = [Row("ours", (run["peers"]["ours"]["facets"]["median"],))]
        rows += [
            Row(peer["name"], (peer["kinds"]["facets"]["median"] if "kinds" in peer else None,))
            for peer in run["peers"]["peers"]
        ]
        title = f"Filtered search with six facets, {documents}"
        found["performance-peers.svg"] = bars(title, ("median",), rows, "ms", logarithmic=True)
    rows = [
        Row(v.bound.brief, (v.value / v.bound.bound if not v.bound.least else v.bound.bound / v.value,))
        for v in verdicts(run)
        if v.value
    ]
    found["performance-bounds.svg"] = bars(f"Figure to bound, {documents}", ("above 1 is missed",), rows, "×",
                                           logarithmic=True, mark=1.0)  # fmt: skip
    return found
