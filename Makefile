# Two commands are enough: `make run` and `make test`. Each installs what it needs first.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .tools
# One version, and of what it needs in turn what there was on that day.
SPECTRAL := @stoplight/spectral-cli@6.16.3
SPECTRAL_DAY := 2026-11-25
AXE := axe-core@4.14.1
LUCENE := tests/benchmarks/peers/lucene/pom.xml
MAVEN_COPY := org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies
NPM := npm install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: install run test bench bench-tools bench-page check format accuracy model spectral axe cluster-jars pictures clean

# Compiled now, and the word forms written down: whoever runs the night may not write beside the program, and would wait for
# both each time.
install: $(VENV)/.installed
	@$(BIN)/python -m compileall -q app indexer
	@$(BIN)/python -m indexer.keep

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@timeout 20 $(BIN)/python -m spacy download nl_core_news_sm >/dev/null 2>&1 \
	  && echo 'Dutch language model nl_core_news_sm: installed.' \
	  || echo 'Dutch language model nl_core_news_sm: not available, the rules work without it (try later: make model).'
	@touch $@

run: install
	@$(BIN)/opdrachten reindex --corpus corpus || case $$? in 1|5) ;; *) exit 1;; esac
	@$(BIN)/opdrachten serve --port $(PORT)

# Files are shared out over two processes: more would start more clusters and browsers than a small machine has room for. In the
# order of their names, for by the number of their tests the longest came last, and one process waited for it.
test: install
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

bench: install
	$(BIN)/python -m tests.benchmarks

# All figures of docs/performance.md, on 100,000 documents; some twenty minutes.
bench-page: install
	$(BIN)/python -m tests.benchmarks.performance --documents 100000 --page docs/performance.md

# What the benchmarks compare with and Debian does not bring: the PostgreSQL client, and Lucene, which comes by Maven.
bench-tools: install $(TOOLS)/lucene/.fetched
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'

$(TOOLS)/lucene/.fetched: $(LUCENE)
	@command -v mvn >/dev/null || { echo 'Lucene comes by Maven, which is missing.' >&2; exit 1; }
	mvn --quiet --batch-mode --file $(LUCENE) $(MAVEN_COPY) -DoutputDirectory=$(CURDIR)/$(TOOLS)/lucene
	@touch $@

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

accuracy: install
	$(BIN)/python -m tests.accuracy

model: install
	$(BIN)/python -m spacy download nl_core_news_sm

spectral: $(TOOLS)/.spectral

$(TOOLS)/.spectral: Makefile
	@command -v npm >/dev/null || { echo 'Spectral needs Node.js 20 with npm.' >&2; exit 1; }
	$(NPM) --prefix $(TOOLS) --before=$(SPECTRAL_DAY) $(SPECTRAL)
	@touch $@

# axe-core needs nothing besides itself; in a folder of its own, or npm would clear away what Spectral stands on.
axe: $(TOOLS)/axe/.axe

$(TOOLS)/axe/.axe: Makefile
	@command -v npm >/dev/null || { echo 'axe-core comes by npm, which is missing.' >&2; exit 1; }
	$(NPM) --prefix $(TOOLS)/axe $(AXE)
	@touch $@

# The cluster of tests/cluster: OpenSearch from packages, and our own start of a node.
cluster-jars: $(TOOLS)/cluster/.jars

$(TOOLS)/cluster/.jars: tests/cluster/pom.xml tests/cluster/ClusterNode.java
	@command -v mvn >/dev/null && command -v javac >/dev/null || { echo 'A cluster needs Maven and a JDK of at least 17.' >&2; exit 1; }
	mvn --quiet --batch-mode --file tests/cluster/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/$(TOOLS)/cluster/lib
	javac -cp '$(TOOLS)/cluster/lib/*' -d $(TOOLS)/cluster/classes tests/cluster/ClusterNode.java
	@touch $@

pictures: install
	$(BIN)/python -m tests.pictures

clean:
	rm -rf $(VENV) $(TOOLS) .pytest_cache .mypy_cache .ruff_cache .hypothesis
