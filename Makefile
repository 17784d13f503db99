# Every target works from nothing, and CI calls the same ones.
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
# Make for Windows looks for its own `sh`, and finds no path that begins with `/`.
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
UV := $(BIN)/uv.exe
else
SHELL := /bin/bash
BIN := $(VENV)/bin
UV := $(BIN)/uv
endif
READY := $(VENV)/.ready
DEMO_READY := $(VENV)/.demo-ready
DOCS_READY := $(VENV)/.docs-ready
OLDEST := .witness/.oldest-ready

# Tests start hundreds of processes. Without bytecode, each would compile the package again.
unexport PYTHONDONTWRITEBYTECODE

# The package index that pip is told of; uv has a variable of its own.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

# uv is quicker, and pip knows indexes that only its own configuration names.
install = $(UV) pip install --quiet --python $(BIN)/python $(1) || $(BIN)/python -m pip install --quiet $(1)

# A variable, because make would split an argument of `call` at its comma.
DEMO_EXTRAS := '.[pandas,sandbox]'

# What needs neither the official SDK's processes nor a server.
CLIENT_TESTS := tests/pure tests/_async tests/_sync
# Warnings of dependencies' earlier and later versions are no failures of ours.
OTHER_VERSIONS := -n auto -W default $(CLIENT_TESTS)

.PHONY: help setup demo generate format check check-pyright check-mypy check-texts test test-browser test-client test-lowest \
	test-newest witness official-tests record bench schema schema-drift charts tutorials docs docs-look test-extras changelog check-tag dist test-dist

help: ## List the targets.
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Create .venv with everything a developer needs.

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip 'uv>=0.9'

$(READY): pyproject.toml | $(UV)
	$(call install,--editable '.[all]' --group dev)
	@touch $(DEMO_READY) $@

$(DEMO_READY): pyproject.toml | $(UV)
	$(call install,--editable $(DEMO_EXTRAS))
	@touch $@

demo: $(DEMO_READY) ## Start a sandbox with runs to look at; filter, read and edit them.
	$(BIN)/python -m examples.tour

generate: $(READY) ## Write generated/ and the sync mirrors from schema.graphql, queries/ and _async/.
	$(BIN)/python -m codegen all

format: $(READY) ## Format and sort imports.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

# The two type checkers take most of the time, so they and the rest run side by side.
check: $(READY) ## Format, lint, types, import layers, query rules, generated code, docstrings.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(MAKE) --no-print-directory --jobs 2 check-pyright check-mypy check-texts

check-pyright: | $(READY)
	$(BIN)/pyright --warnings
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright --verifytypes runql --ignoreexternal >/dev/null

check-mypy: | $(READY)
	$(BIN)/mypy

check-texts: | $(READY)
	$(BIN)/python -m codegen all --check
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/lint-imports
	$(BIN)/interrogate --quiet src/runql codegen

$(OLDEST): tests/witness/environments.py $(READY)
	$(BIN)/python -m tests.witness --install --oldest
	@touch $@

# Tests wait for servers and other processes for a quarter of their time: a third worker fills two cores.
test: $(READY) $(OLDEST) ## Run the tests; no network, no account.
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

witness: $(READY) ## Let seven releases of the SDK log to a sandbox; compare what runql and they read.
	$(BIN)/python -m tests.witness

official-tests: $(READY) ## Run wandb's own system tests on the sandbox: make official-tests TESTS=<checkout of wandb>
	@test -n "$(TESTS)" || { echo "usage: make official-tests TESTS=<checkout of wandb> [ARGS=...]"; exit 2; }
	$(BIN)/python -m tests.official.system "$(TESTS)" $(ARGS)

record: $(READY) ## Record the cassettes anew, from a sandbox that the official SDK logged to.
	$(BIN)/python -m tests.record

bench: $(READY) ## Measure runql, the official client and bare programs on a lean server: make bench [ARGS="--only runs"]
	$(BIN)/python -m bench $(ARGS)

test-browser: $(READY) ## Look at the sandbox's pages with a headless Chromium; installs what is missing.
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core)
	$(BIN)/python -m pip install --quiet --group browser
	$(BIN)/python -m pytest -x tests/browser/check_pages.py

test-client: $(READY) ## Run the tests of the client alone, on any system.
	$(BIN)/python -m pytest -n auto $(CLIENT_TESTS)

# What the core needs is pinned against what an extra's packages ask for; what they need themselves is not pinned.
test-lowest: | $(UV) ## Run the tests of the client with the lowest versions that the package declares.
	$(UV) venv --quiet --clear --python $(BIN)/python .versions/lowest
	$(UV) pip compile --quiet --no-header --annotation-style line --resolution lowest-direct --python $(BIN)/python pyproject.toml \
		| grep 'pyproject.toml' > .versions/lowest/core.txt
	$(UV) pip compile --quiet --no-header --annotation-style line --resolution lowest-direct --extra all --python $(BIN)/python \
		--override .versions/lowest/core.txt pyproject.toml | grep 'pyproject.toml' > .versions/lowest/extras.txt
	$(UV) pip install --quiet --python .versions/lowest --editable '.[all]' --group test --group lint \
		--constraint .versions/lowest/extras.txt --override .versions/lowest/core.txt
	$(UV) run --no-project --python .versions/lowest python -m pytest $(OTHER_VERSIONS)

test-newest: | $(UV) ## Run the tests of the client with the newest versions of everything.
	$(UV) venv --quiet --clear --python $(BIN)/python .versions/newest
	$(UV) pip install --quiet --upgrade --python .versions/newest --editable '.[all]' --group test --group lint
	$(UV) run --no-project --python .versions/newest python -m pytest $(OTHER_VERSIONS)

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
	$(BIN)/python -m codegen shrink site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir build/mkdocs
	$(BIN)/python -m pytest -q tests/browser/check_site.py

docs-look: $(DOCS_READY) ## Look at the built site with a headless Chromium; pictures are in build/look.
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core)
	$(BIN)/python -m pip install --quiet --group browser
	$(BIN)/python -m pytest -x tests/browser/check_site_look.py

test-extras: | $(UV) ## Install the wheel of dist/ with each extra alone, and use what the extra adds.
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tests.extras dist

schema-drift: $(READY) ## Say what changed in the schema of the public server, or of FROM=url; WANDB_API_KEY is read.
	$(BIN)/python -m codegen schema --check "$(or $(FROM),https://api.forge.coreweave.com)"

changelog: $(READY) ## Move the fragments of changelog.d/ into CHANGELOG.md, as the version of pyproject.toml.
	$(BIN)/towncrier build --yes --version "$$($(BIN)/python -m runql --version | cut -d' ' -f2)"

check-tag: $(READY) ## Check that TAG=v1.2.3 is the version of pyproject.toml, and that CHANGELOG.md has it.
	@version="$$($(BIN)/python -m runql --version | cut -d' ' -f2)"; \
	test "$(TAG)" = "v$$version" || { echo "the tag is $(TAG), and pyproject.toml has $$version"; exit 1; }; \
	grep -q "^## .*$$version" CHANGELOG.md || { echo "CHANGELOG.md lacks $$version: make changelog"; exit 1; }

dist: $(READY) ## Build dist/: the source archive, a wheel from it, a bill of materials, and SHA256SUMS.
	rm -rf dist .versions/dist
	$(UV) build --quiet --out-dir dist
	$(BIN)/twine check --strict dist/*.tar.gz dist/*.whl
	$(UV) venv --quiet --python $(BIN)/python .versions/dist
	$(UV) pip install --quiet --python .versions/dist dist/*.whl
	$(UV) venv --quiet --clear --python $(BIN)/python .versions/bill
	$(UV) pip install --quiet --python .versions/bill --group bill
	.versions/bill/$(notdir $(BIN))/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--output-file dist/runql.cdx.json .versions/dist
	cd dist && rm -f .gitignore && sha256sum * > SHA256SUMS && cat SHA256SUMS

test-dist: | $(UV) ## Unpack the source archive of dist/, and check and test the client from it alone.
	rm -rf .versions/archive && mkdir -p .versions/archive
	tar --extract --gzip --strip-components 1 --directory .versions/archive --file dist/*.tar.gz
	$(MAKE) --directory .versions/archive PYTHON=$(CURDIR)/$(BIN)/python check test-client
