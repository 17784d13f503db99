# Every target works from nothing, and CI calls the same ones.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
READY := $(VENV)/.ready
DEMO_READY := $(VENV)/.demo-ready
DOCS_READY := $(VENV)/.docs-ready
OLDEST := .witness/0.16.6/.ready

# Tests start hundreds of processes. Without bytecode, each would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

# The package index that pip is told of; uv has a variable of its own.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

# uv is quicker, and pip knows indexes that only its own configuration names.
install = $(UV) pip install --quiet --python $(BIN)/python $(1) || $(BIN)/python -m pip install --quiet $(1)

.PHONY: help setup demo generate format check test test-browser witness record bench schema charts tutorials docs

help: ## List the targets.
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Create .venv with everything a developer needs.

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip 'uv>=0.9'

$(READY): pyproject.toml | $(UV)
	$(call install,--editable '.[all]' --group dev)
	@touch $(DEMO_READY) $@

$(DEMO_READY): pyproject.toml | $(UV)
	$(call install,--editable '.[pandas,sandbox]')
	@touch $@

demo: $(DEMO_READY) ## Start a sandbox with runs to look at; filter, read and edit them.
	$(BIN)/python -m examples.tour

generate: $(READY) ## Write generated/ and the sync mirrors from schema.graphql, queries/ and _async/.
	$(BIN)/python -m codegen all

format: $(READY) ## Format and sort imports.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

check: $(READY) ## Format, lint, types, import layers, query rules, generated code, docstrings.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m codegen all --check
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/lint-imports
	$(BIN)/interrogate --quiet src/runql codegen
	$(BIN)/mypy
	$(BIN)/pyright --warnings
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright --verifytypes runql --ignoreexternal >/dev/null

$(OLDEST): tests/witness/environments.py $(READY)
	$(BIN)/python -m tests.witness --install --sdk 0.16.6
	@touch $@

test: $(READY) $(OLDEST) ## Run the tests; no network, no account.
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

witness: $(READY) ## Let seven releases of the SDK log to a sandbox; compare what runql and they read.
	$(BIN)/python -m tests.witness

record: $(READY) ## Record the cassettes anew, from a sandbox that the official SDK logged to.
	$(BIN)/python -m tests.record

bench: $(READY) ## Measure runql against the official client on one sandbox, as ratios.
	$(BIN)/python -m bench

test-browser: $(READY) ## Look at the sandbox's pages with a headless Chromium; installs what is missing.
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core)
	$(BIN)/python -m pip install --quiet --group browser
	$(BIN)/python -m pytest -x tests/browser/check_pages.py

schema: $(READY) ## Read a schema (FROM=url or file), report what changed, take it in: make schema FROM=...
	@test -n "$(FROM)" || { echo "usage: make schema FROM=<url or file>"; exit 2; }
	$(BIN)/python -m codegen schema "$(FROM)"

charts: $(READY) ## Draw the charts of docs/assets from runs on a sandbox.
	$(BIN)/python -m examples.charts

$(DOCS_READY): pyproject.toml | $(READY)
	$(call install,--group docs)
	@touch $@

tutorials: $(DOCS_READY) ## Execute the notebooks of examples/notebooks on the demo into docs/tutorials.
	$(BIN)/python -m examples.tutorials

docs: $(DOCS_READY) ## Build the documentation site into site/, offline, and check it.
	$(BIN)/python -m codegen docs
	$(BIN)/python -m examples.tutorials --check
	$(BIN)/python -m codegen site build/docs
	$(BIN)/zensical build --strict --clean
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir build/mkdocs
	$(BIN)/python -m pytest -q tests/browser/check_site.py
