# make audiobook   the sample stories of script/ as MP3s under output/
# make test        the test suite
# make check       what a change must pass: lint, types and every test
# Needs Python 3.10 or newer and make; everything else is installed into .venv/.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.10 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
STORIES ?= $(wildcard script/*.txt script/*.script)
OUT ?= output
PYTEST_ARGS ?=

.PHONY: audiobook test test-all lint types check bench clean
.DEFAULT_GOAL := audiobook

audiobook: $(VENV)/installed
	@$(VENV)/bin/fullcast produce $(STORIES) -o $(OUT) > $(VENV)/made
	@echo
	@echo "The audiobook is ready. Open these in any player, or copy them to a phone:"
	@grep '\.mp3$$' $(VENV)/made | sed 's/^/  /'
	@player=$$(for p in mpv vlc ffplay xdg-open open; do command -v $$p >/dev/null 2>&1 && echo $$p && break; done); \
	first=$$(grep '\.mp3$$' $(VENV)/made | head -n 1); \
	[ -z "$$player" ] || echo "To listen now:  $$player \"$$first\""

test: $(VENV)/tools
	@$(RUN) -m pytest $(PYTEST_ARGS)

test-all: $(VENV)/tools
	@$(RUN) -m pytest -m "" $(PYTEST_ARGS)

lint: $(VENV)/tools
	@$(RUN) -m ruff check src tests benchmarks

types: $(VENV)/tools
	@$(RUN) -m mypy

check: lint types test-all

bench: $(VENV)/installed
	@$(RUN) benchmarks/run.py

clean:
	rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Installed in place, so that a change to the source needs no second install.
$(VENV)/installed: pyproject.toml | $(RUN)
	@echo "Installing fullcast into $(VENV)/ ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check -e . || \
		{ echo "The packages could not be installed; is the package index (pypi.org) within reach?" >&2; exit 1; }
	@touch $@

$(VENV)/tools: $(VENV)/installed
	@$(RUN) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

$(RUN):
	@[ -n "$(PYTHON)" ] || { echo "No Python 3.10 or newer was found. Install one from https://www.python.org," \
		"or name yours:  make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "$(PYTHON) is older than Python 3.10. Name a newer one:  make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot make virtual environments." \
		"On Debian or Ubuntu:  sudo apt install python3-venv" >&2; exit 1; }
