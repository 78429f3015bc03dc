# make run        set up, import the sample plans and write them to a workbook
# make test       set up, then style, types and tests
# make test-slow  the tests that take long, too
# make bench      speed, memory, start-up time and accuracy; with DOCUMENTS=10000 a large import
# make messages   rebuild the Vietnamese catalogue after a message has changed

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := $(filter-out %/README.md,$(wildcard $(patsubst %,data/samples/*.%,txt md html docx)))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
SHELL := /bin/bash
.PHONY: run test test-slow bench messages

# Install the Debian packages listed in $(1) that are missing, where that is possible at all.
define debian-packages
@missing=$$(for package in $$(grep -v '^#' $(1)); do \
	dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q ' installed' || echo $$package; done); \
if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
	echo "Installing:" $$missing; \
	sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo || true); \
	{ $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive \
		apt-get install -q -y --no-install-recommends $$missing; } \
	|| echo "Could not install them. If the next step fails, type: sudo apt-get install" $$missing >&2; \
fi
endef

run: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/kehoach ingest $(SAMPLES) --db out/samples.db || [ $$? -eq 4 ]
	@$(BIN)/kehoach export out/samples.db out/samples.xlsx --lang vi
	@$(BIN)/kehoach status out/samples.db
	@echo "The workbook / Bảng tính: $(CURDIR)/out/samples.xlsx"

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto

test-slow: $(VENV)/.installed-dev $(VENV)/.packages-slow
	$(BIN)/pytest -q -n auto -m 'slow or not slow'

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

messages: $(VENV)/.installed-dev
	$(BIN)/pybabel -q extract -k translate -k later -k plural:1,2 --no-location --sort-output \
		-o $(VENV)/kehoach.pot pipeline $$($(BIN)/python -c 'import click; p = click.__path__[0]; \
		print(*(f"{p}/{m}.py" for m in ("core", "exceptions", "formatting", "parser", "types")))')
	$(BIN)/pybabel -q update -D kehoach -l vi -d pipeline/locale -i $(VENV)/kehoach.pot \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -D kehoach -l vi -d pipeline/locale

$(VENV)/.packages: packages.txt
	$(call debian-packages,$<)
	@mkdir -p $(@D) && touch $@

$(VENV)/.packages-slow: packages-slow.txt
	$(call debian-packages,$<)
	@mkdir -p $(@D) && touch $@

$(BIN)/python: | $(VENV)/.packages
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: setup.cfg setup.py pyproject.toml constraints.txt $(wildcard normalizers/text/core/*.[ch]) | $(BIN)/python
	PYTHONWARNINGS=ignore $(BIN)/pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: setup.cfg pyproject.toml constraints.txt | $(VENV)/.installed
	PYTHONWARNINGS=ignore $(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	@touch $@
