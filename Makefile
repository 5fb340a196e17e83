# Everything a person working on mensajeria types. A fresh machine needs only Python 3.10 or newer
# and make: the first target that needs tools makes .venv from the lock, later runs skip that.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.dev-ready
LOCK   := requirements/dev.txt
FAST   := not slow and not clients and not crash

.DEFAULT_GOAL := check
.PHONY: check test format lock bench catalogues docs snapshots clean fast-everywhere torture

check: $(READY)
	@$(BIN)/ruff format --check --quiet . || { echo "run 'make format'"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q -n 3 -m '$(FAST)' --hypothesis-profile=quick

# The fast tests on every other Python from 3.10 up, then everything on the one of .venv.
test: $(READY)
	@$(BIN)/python tools/everywhere.py -q -n 2 -m '$(FAST)'
	@$(BIN)/python -m pytest -q

fast-everywhere: $(READY)
	@$(BIN)/python tools/everywhere.py -q -n 2 -m '$(FAST)'

format: $(READY)
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: $(READY)
	@$(BIN)/python -m benchmarks

# Kills, a full disk, garbage, a million messages: about a quarter of an hour, on loopback only.
# ROUNDS: how many kills; SEED: the same again as a run that failed, which prints it.
ROUNDS ?= 300
SEED   ?= 0
torture: export TORTURE_ROUNDS = $(ROUNDS)
torture: export TORTURE_SEED   = $(SEED)
torture: export TORTURE_TIMES  = 10
torture: export CRASH_ROUNDS   = 50
torture: export CRASH_SEED     = $(SEED)
torture: $(READY)
	@$(BIN)/python -m pytest -q -s tests/torture tests/crash
	@$(BIN)/python -m benchmarks.history
	@$(BIN)/python -m benchmarks.whole_server

# .po files from the sources, .mo files from the .po files; both are committed.
catalogues: $(READY)
	@$(BIN)/python tools/catalogues.py

# what the extensions make of docs/ircv3.md
docs: $(READY)
	@$(BIN)/python -m tools.ircv3

# what the full screen looks like, after a change that was meant
snapshots: $(READY)
	@RENEW_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/tui/test_snapshots.py

# The locks name versions and hashes, never where to fetch from: that is up to each machine.
LOCKED := uv pip compile pyproject.toml --universal --python-version 3.10 --generate-hashes \
          --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet $(UPGRADE)
lock: $(READY)
	@$(BIN)/$(LOCKED) --output-file requirements/run.txt
	@$(BIN)/$(LOCKED) --extra speed --output-file requirements/speed.txt
	@$(BIN)/$(LOCKED) --extra speed --group dev --output-file requirements/dev.txt
	@! grep -n '://' requirements/*.txt

$(READY): $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "mensajeria needs Python 3.10 or newer; say which one with make PYTHON=...")'
	@echo "setting up $(VENV) from $(LOCK)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $(READY)

clean:
	rm -rf $(VENV) .venvs build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache htmlcov .coverage*
