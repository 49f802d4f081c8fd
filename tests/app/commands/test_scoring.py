"""``evaluate`` prints the score and every miss."""

from __future__ import annotations

import json
from pathlib import Path

from tests.app.commands.running import lines, opdrachten


def test_evaluate_prints_the_score_and_every_miss(corpus: Path) -> None:
    gold = {
        "file": "regisseur.txt",
        "kind": "assignment",
        "fields": {
            "hours": {"value": {"min": 24, "max": 24}, "words": ["Uren per week: 24"]},
            "reference": {"value": "R-1", "words": ["Kenmerk R-1"]},
        },
    }
    path = corpus / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n", encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    assert "ontwikkeling (1)" in told[0]
    assert [line.split() for line in told if line.startswith("hours")] == [
        ["hours", "*", *["1", "1,000", "1,000", "1,000"] * 2]
    ]
    assert "  regisseur.txt  reference: verwacht “R-1”; gelezen niets" in told
    assert "  regisseur.txt  reference: “Kenmerk R-1”" in told
    (found,) = lines(opdrachten("evaluate", path, "--json"))
    assert found["sets"]["all"]["fields"]["hours"]["f1"] == 1.0  # type: ignore[index]


def test_misses_of_the_set_apart_can_be_kept_unseen(corpus: Path) -> None:
    wrong = {"reference": {"value": "R-1", "words": []}}
    right = {"hours": {"value": {"min": 24, "max": 24}, "words": ["elders"]}}
    files = {"development": "regisseur.txt", "evaluation": "apart.txt"}
    (corpus / "apart.txt").write_bytes((corpus / "regisseur.txt").read_bytes())
    gold = [
        {"file": file, "set": name, "kind": "assignment", "fields": wrong | right}
        for name, file in files.items()
    ]
    path = corpus / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in gold), encoding="utf-8")
    (whole,) = lines(opdrachten("evaluate", path, "--json"))
    (sealed,) = lines(opdrachten("evaluate", path, "--json", "--sealed"))
    for name in ("misses", "evidenceMisses"):
        assert {miss["set"] for miss in whole[name]} == {"development", "evaluation"}  # type: ignore[index, attr-defined]
        assert sealed[name] == [miss for miss in whole[name] if miss["set"] == "development"]  # type: ignore[index, attr-defined]
    assert sealed["sets"] == whole["sets"]
    told = opdrachten("evaluate", path, "--sealed").stdout
    assert told.count("reference: verwacht “R-1”; gelezen niets") == 1
    unseen = sum(len(whole[name]) for name in ("misses", "evidenceMisses")) // 2  # type: ignore[arg-type]
    assert f"Missers van de evaluatiehelft, niet getoond: {unseen}" in told.splitlines()


def test_evaluate_goes_on_without_a_document_and_tells(corpus: Path) -> None:
    path = corpus / "gold.jsonl"
    path.write_text('{"file": "weg.txt", "kind": "article"}\n', encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 1
    assert "niet te lezen: weg.txt" in result.stderr


def test_evaluate_of_a_broken_gold_file_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("{\n", encoding="utf-8")
    result = opdrachten("evaluate", path)
    assert result.exit_code == 3
    assert "regel 1" in result.stderr
