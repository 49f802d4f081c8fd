"""What a night loads where: the parser in the processes that parse, never in the run's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NIGHT = """
import sys
from pathlib import Path
from app import cli
status = cli.app(["reindex", "--corpus", sys.argv[1], "--data", sys.argv[2], "--jobs", "1"], standalone_mode=False)
loaded = [name for name in ("spacy", "indexer.parse.parser", "app.search.interpret") if name in sys.modules]
print(status, *loaded)
"""
SERVER = """
import sys
from indexer import fork_server
fork_server.begin()
process = fork_server.context().Process(target=exec, args=(
    "import sys; from indexer.document import language_model;"
    "missing = {'indexer.parse.parser', 'indexer.warmed', *['spacy'][:bool(language_model())]} - set(sys.modules);"
    "sys.exit(bool(missing))",
))
process.start()
process.join(60)
print(process.exitcode, "spacy" in sys.modules)
"""
SIZE = """
from indexer import fork_server
fork_server.begin()
process = fork_server.context().Process(target=exec, args=(
    "import resource, sys; pages = int(open('/proc/self/statm').read().split()[0]);"
    "sys.exit(pages * resource.getpagesize() >> 20 > 768)",
))
process.start()
process.join(60)
print(process.exitcode)
"""

BEGUN = """
import sys
from indexer import fork_server
def begin():
    print("typer" in sys.modules)
    sys.exit()
fork_server.begin = begin
sys.argv = ["opdrachten", *sys.argv[1:]]
from app.start import main
main()
"""


def run(code: str, *args: Path) -> str:
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]


def test_a_night_reads_new_documents_without_the_parser_in_its_own_process(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, place in (("a", "Almelo"), ("b", "Zwolle")):
        text = f"Opdracht: jongerenwerker\nLocatie: {place}\nUren per week: 24\nStart: 1 februari 2027\n"
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(NIGHT, corpus, tmp_path / "data") == "0"


def test_what_the_fork_server_starts_has_the_parser_loaded() -> None:
    assert run(SERVER) == "0 False"


def test_what_it_loads_leaves_a_document_most_of_the_addresses_that_a_worker_may_take() -> None:
    """Libraries that set addresses apart for themselves, used or not, would take them from the documents."""
    assert run(SIZE) == "0"


def test_reading_by_rules_alone_loads_no_spacy() -> None:
    """It takes a third of a second, and none of the rules asks for its tokens."""
    code = """
import sys
from indexer.document import language_model
import indexer.ready
print('spacy' in sys.modules, language_model() is not None)
"""
    assert run(code) in ("False False", "True True")


def test_it_is_begun_before_the_command_itself_is_loaded(tmp_path: Path) -> None:
    assert run(BEGUN, Path("reindex"), Path("--data"), tmp_path) == "False"


def test_help_begins_none() -> None:
    assert run(BEGUN, Path("reindex"), Path("--help")) != "False"
