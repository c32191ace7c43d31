# Broadsheet: `make run` gives a newspaper, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SITE ?= site

.DEFAULT_GOAL := help
.PHONY: help install install-dev run demo-archive test lint format bench weights screenshots test-slow requirements clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Broadsheet needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Set PYTHON=/path/to/python3.11."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.uv requirements/run.txt pyproject.toml
	@echo "Installing Broadsheet into $(VENV) …"
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.installed  ## Prepare .venv with the broadsheet command

install-dev: $(VENV)/.installed-dev

run: install  ## A demo newspaper at 127.0.0.1:8000 (PORT=, SITE=)
	@test -f $(SITE)/site.toml || $(BIN)/broadsheet demo $(SITE)
	@$(BIN)/broadsheet run --site $(SITE) --port $(PORT)

demo-archive: install  ## Pack the demo newspaper anew, for quick making
	@$(BIN)/broadsheet demo --prepare demo/prepared.zip

test: install-dev  ## Everything that this machine can test
	@bash tests/run.sh

test-slow: install-dev  ## The slow rest: load and full benchmarks
	@bash tests/run.sh slow

lint: install-dev  ## Style, types and the rooms' import rule
	@bash tests/lint.sh

format: install-dev  ## Put the code into its format
	@$(BIN)/ruff check --fix --quiet src tests demo
	@$(BIN)/ruff format --quiet src tests demo
	@git ls-files 'src/*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

bench: install-dev  ## The benchmarks, with their conditions printed
	@$(BIN)/python -m broadsheet press bench --stories 30000 --publications 40 --write docs/operators/performance.md
	@$(BIN)/python -m pytest tests/benchmarks -q -s -p no:cacheprovider

weights: install-dev  ## What pages weigh and move in a browser, beside the bars
	@$(BIN)/python -m tests.benchmarks.page_weights

screenshots: install-dev  ## Pictures of every kind of page (OUT=, ONLY=, WIDTHS=)
	@$(BIN)/python -m tests.screenshots --out "$(or $(OUT),screenshots)" --only "$(ONLY)" --widths "$(WIDTHS)"

requirements: $(VENV)/.uv  ## Lock the dependencies anew
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		--all-extras pyproject.toml -o requirements/run.txt --upgrade
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		-c requirements/run.txt requirements/dev.in -o requirements/dev.txt --upgrade

clean:  ## Remove what the other targets made (never a site)
	@rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis test-reports screenshots
