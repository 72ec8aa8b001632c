# Two commands do everything on a fresh Debian or Ubuntu machine: `make videos` and `make test`.
# Set-up is in tools/: it installs what is missing and takes no time when nothing is.
# Arguments go along: make videos ARGS="-q draft ChainRule", make test ARGS="tests/test_doctor.py".
PYTHON ?=
ARGS ?=
python := .venv/bin/python

.PHONY: help videos test docs lint format types bench legible clean set-up set-up-for-docs set-up-for-tests
help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

videos: set-up ## install what is missing, then build every video of the lecture into build/
	@$(python) render.py $(ARGS)

test: set-up-for-tests ## install what is missing, Chromium too, then run every test
	@$(python) -m pytest $(ARGS)

docs: set-up-for-docs ## build the documentation, with pictures of all scenes, into docs/_build/html
	@$(python) -m sphinx -q -W --keep-going -b html $(ARGS) docs docs/_build/html && echo "open docs/_build/html/index.html"

lint: set-up-for-tests ## style and likely bugs (ruff)
	@$(python) -m ruff check && $(python) -m ruff format --check

format: set-up-for-tests ## mend what ruff can mend by itself
	@$(python) -m ruff check --fix-only --quiet && $(python) -m ruff format

types: set-up-for-tests ## types (mypy)
	@$(python) -m mypy

bench: set-up-for-tests ## measure speed and memory, everything side by side
	@$(python) -m bench $(ARGS)

legible: set-up-for-tests ## check the layout of all scenes in every shape, language and theme, and with other parameters
	@$(python) -m tools.legible $(ARGS)

clean: ## remove build/, the store and the tools' caches; .venv stays
	rm -rf build .sessen media docs/_build docs/generated .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

set-up:
	@PYTHON='$(PYTHON)' tools/setup.sh videos

set-up-for-docs:
	@PYTHON='$(PYTHON)' tools/setup.sh docs

set-up-for-tests:
	@PYTHON='$(PYTHON)' tools/setup.sh test
