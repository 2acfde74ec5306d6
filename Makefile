# make run | test | data | setup | check | screenshots | bench | fix | clean
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test setup data check lint screenshots bench fix clean

run: .venv/.runtime
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python -m vitrine serve

data: .venv/.runtime
	$(BIN)/python -m vitrine build

setup: .venv/.tools

# All tests that need no browser; BROWSER_TESTS=required adds those in Chromium and fails without it.
test: .venv/.tools
	$(BIN)/python -m pytest

# All that CI checks, the browser tests apart.
check: test lint

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
	rm -rf .venv data/snapshots screenshots

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
