# Taizhang: `make run` shows it working, `make test` passes its tests. Both set up what they need.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
JOBS ?= 2
export UV_PYTHON_DOWNLOADS := never
SHELL := /bin/bash

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev system-deps run test check fix bench docs lock

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: apt install python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null \
	  || { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q pip; } \
	  || { rm -rf $(VENV); echo "Python's venv module is missing: apt install python3-venv"; exit 1; }

$(VENV)/.app: requirements/app.txt requirements/dev.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/app.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.words: $(wildcard src/taizhang/locale/*/LC_MESSAGES/django.po) $(VENV)/.app
	@$(BIN)/python -m taizhang.config.catalogue compile
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.app
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.words ## make the environment (.venv) with pinned, hashed requirements
	@:

setup-dev: $(VENV)/.words $(VENV)/.dev
	@:

system-deps: ## what Debian adds: a browser, fonts, LibreOffice, tesseract and poppler for what needs them
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk poppler-utils \
	  libreoffice-writer-nogui libreoffice-calc-nogui tesseract-ocr tesseract-ocr-chi-sim >/dev/null

run: setup ## set up, read an example into a ledger, serve it on http://127.0.0.1:8000
	@test -e $(DATA)/samples || $(BIN)/python -m samples $(DATA)/samples
	@TAIZHANG_HOME=$(DATA) $(BIN)/taizhang serve --demo $(DATA)/samples --port $(PORT)

test: setup-dev ## all tests, on SQLite and on a real PostgreSQL (DATABASE_URL names another)
	@env -u DATABASE_URL $(BIN)/pytest -n $(JOBS) -rs
	@TAIZHANG_TEST_POSTGRES=1 $(BIN)/pytest -n $(JOBS) -m "database and not browser"

check: setup-dev ## lint, format, types, imports between storeys, security, words, generated docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/bandit -q -c pyproject.toml -r src
	@$(BIN)/python -m taizhang.config.catalogue check
	@$(BIN)/python -m docs.generate --check

fix: setup-dev ## mend what the linters can mend
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

bench: setup-dev ## one measurement: make bench NAME=reading-speed (prints one JSON line)
	@$(BIN)/python -m bench.$(subst -,_,$(NAME))

docs: setup-dev ## write the generated pages of docs/
	@$(BIN)/python -m docs.generate

lock: ## pin the requirements anew (hashes, no addresses)
	@for name in app dev postgres; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/$$name.in -o requirements/$$name.txt; done
