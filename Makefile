# make run | test | test-duckdb2 | data | train | fit | quality | setup | check | screenshots | bench | fix | clean
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin
DUCKDB_TESTS := $(addprefix tests/test_,database.py query.py checks.py duckdb_lines.py)

.PHONY: run test test-duckdb2 setup data train fit quality check lint screenshots bench fix clean

run: .venv/.runtime
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python -m vitrine serve

data: .venv/.runtime
	$(BIN)/python -m vitrine build

# Weights of the sentence classifier from data/training; prints how good it is, two minutes.
train: .venv/.tools
	$(BIN)/python -m scripts.train_classifier

# Weights of what speaks for and against an event, from the tuning part of the labelled articles.
fit: .venv/.tools
	$(BIN)/python scripts/fit_confidence.py

# Measure extraction on the labelled articles and raise the floors of the gate.
quality: .venv/.tools
	$(BIN)/python scripts/measure_quality.py
	$(BIN)/python scripts/set_floors.py

setup: .venv/.tools

# All tests that need no browser; BROWSER_TESTS=required adds those in Chromium and fails without it.
test: .venv/.tools
	$(BIN)/python -m pytest

# The tests of database and queries on the next line of DuckDB, laid over the environment.
test-duckdb2: .duckdb2/.installed .venv/.tools
	DUCKDB_LINE=2 PYTHONPATH=$(CURDIR)/.duckdb2 $(BIN)/python -m pytest $(DUCKDB_TESTS)

# All that CI checks, the browser tests apart.
check: test test-duckdb2 lint

lint: .venv/.tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 queries
	$(BIN)/lint-imports
	$(BIN)/python -m vitrine build --force

screenshots: .venv/.tools
	$(BIN)/python -m vitrine build --quiet
	$(BIN)/python -m tests.browser.screenshots

bench: .venv/.tools
	$(BIN)/python -m vitrine bench

fix: .venv/.tools
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .duckdb2 data/snapshots screenshots

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.txt .venv/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.tools: requirements-dev.txt .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.duckdb2/.installed: requirements-duckdb2.txt .venv/.python
	rm -rf .duckdb2
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target .duckdb2 -r requirements-duckdb2.txt
	@touch $@
