"""``opdrachten parse``: files to records, for programs and for people."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.commands.terminal import DONE, SET_ASIDE, clean, json_line, printable, tell, write
from app.commands.wording import FIELD_LABELS, KIND_LABELS, described
from indexer.document import parse_file, parse_file_with_personal_data
from indexer.readers.source import ReadError
from indexer.reasons import in_dutch, of_system
from indexer.record import Evidence, Record, json_name, to_json
from indexer.store import document_id
from indexer.workers import reason_of

VALUE_COLUMN = 18
WORDS_SHOWN = 100  # characters of evidence on one line
PROOFS_SHOWN = 4


def parse(files: Sequence[Path], *, explain: bool, text: bool, keep_personal_data: bool = False) -> int:
    """Write a record for each file and return the exit status; a file that cannot be read gets an error line."""
    read = parse_file_with_personal_data if keep_personal_data else parse_file
    failures = 0
    for path in files:
        try:
            _look(path)
            record = read(path, _shown(path), document_id(path.name))
        except Exception as error:  # whatever is wrong with one file is told, and the others are read
            failures += 1
            reason = in_dutch(reason_of(error))
            if explain or text:
                tell(f"{printable(str(path))}: {printable(reason)}")
            else:
                write(json_line({"file": _shown(path), "error": reason}))
            continue
        if text:
            _write_text(record)
        elif explain:
            write(("\n".join(explanation(record)) + "\n\n").encode("utf-8"))
        else:
            write(json_line(to_json(record)))
    return SET_ASIDE if failures else DONE


def _look(path: Path) -> None:
    """Whether there is a file at all comes before what kind of file it is. Raises ``ReadError``."""
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise ReadError(of_system(error) or f"niet te openen: {error.strerror}") from error
    if folder:
        raise ReadError("is een map; noem de bestanden die erin staan")


def _shown(path: Path) -> str:
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _write_text(record: Record) -> None:
    # To a program the text goes as it is, so that offsets count; a terminal gets it with nothing to obey.
    text = clean(record.text) + "\n" if sys.stdout.isatty() else record.text
    write(text.encode("utf-8"))


def explanation(record: Record) -> Iterator[str]:
    """The record for a person, line by line: each field, its value, the words it came from and the rule."""
    yield f"{printable(record.file)}: {KIND_LABELS[record.kind]}"
    yield from _proofs(record.evidence.get("kind", ()))
    for field, value in described(record):
        name = json_name(field)
        yield f"  {FIELD_LABELS[field]:<{VALUE_COLUMN - 2}}{printable(value)}"
        if field != "competencies":
            yield from _proofs(record.evidence.get(name, ()))
    for competency in record.competencies:
        plus = "" if competency.required else " (pré)"
        yield f"    {printable(competency.label)}{plus}, {competency.group}"
        yield from _proofs([p for p in record.evidence.get("competencies", ()) if p.id == competency.id])


def _proofs(proofs: Sequence[Evidence]) -> Iterator[str]:
    indent = " " * VALUE_COLUMN
    for proof in proofs[:PROOFS_SHOWN]:
        words = printable(proof.text)
        if len(words) > WORDS_SHOWN:
            words = words[: WORDS_SHOWN - 1] + "…"
        overruled = ", niet gevolgd" if proof.overruled else ""
        yield f"{indent}← “{words}”  [{printable(proof.rule)}, {proof.start}-{proof.end}{overruled}]"
    if (more := len(proofs) - PROOFS_SHOWN) > 0:
        yield f"{indent}← en nog {more} keer"
