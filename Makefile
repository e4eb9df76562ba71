# Everything needs Python 3.11 or newer with its venv module, and the package index. Nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUM := $(shell cat pyproject.toml Makefile | cksum | cut -d' ' -f1)
READY := $(VENV)/.ready-$(SUM)
DEVELOP := $(VENV)/.develop-$(SUM)
RACE := $(VENV)/.race-$(SUM)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check bench format clean

demo: $(READY)  ## set up, sweep the demonstration shops over loopback, say where the report is
	$(BIN)/sweepday demo demo

test: $(DEVELOP)  ## all tests
	$(BIN)/python -m pytest -q $(PYTEST)

check: $(DEVELOP)  ## format, lint, types, tests, and the wheel built, installed and used
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q $(PYTEST)
	$(BIN)/python -m tests.wheel

bench: $(DEVELOP) $(RACE)  ## accuracy per fact and per check, and speed: the figures of the README
	$(BIN)/python -m tests.bench

format: $(DEVELOP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "the venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(PIP) --editable '.[forms,review]'
	@rm -f $(VENV)/.ready-* && touch $@

$(DEVELOP): $(READY)
	$(PIP) --editable '.[dev]'
	@rm -f $(VENV)/.develop-* && touch $@

$(RACE): $(DEVELOP)
	$(PIP) --editable '.[bench]'
	@rm -f $(VENV)/.race-* && touch $@

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
