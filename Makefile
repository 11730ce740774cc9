# `make` prints what can be made. Each recipe builds .venv from requirements.lock first, if that is not done.

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FLIGHT := flights/first-flight.html

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-long check lint types layers dependencies content bench docs new-unit fix lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## fly a first fed-batch with the expert pilot and draw it in flights/
	@mkdir -p $(dir $(FLIGHT))
	$(BIN)/envol fly fed-batch-first-flight --pilot expert --seed 1 --speed max --report $(FLIGHT)

test: $(READY) ## run the tests, except the long ones
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long"

test-long: $(READY) ## run the long tests whole (ENVOL_LONG_SEEDS=2 for a short form)
	$(BIN)/python -m pytest -n $(WORKERS) -m long

check: lint types layers dependencies content ## everything that is checked without running a test

lint: $(READY) ## look for faults and style with ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## check the types with mypy
	$(BIN)/mypy

layers: $(READY) ## check that the imports follow the layers
	$(BIN)/lint-imports --no-logo

dependencies: $(READY) ## compare the declared dependencies with the imported ones
	$(BIN)/deptry src

content: $(READY) ## check every content file against its schema
	$(BIN)/envol check content

bench: $(READY) ## measure the speed of the twin
	$(BIN)/envol bench

docs: $(READY) ## write an equation sheet for each unit operation into docs/models/
	@mkdir -p docs/models
	$(BIN)/envol units --sheets docs/models

new-unit: ## start a unit operation from the commented template: make new-unit NAME=my_unit
	@echo "$(NAME)" | grep -qE '^[a-z][a-z0-9_]*$$' \
	  || { echo "Give the unit a module name in lower case: make new-unit NAME=my_unit" >&2; exit 2; }
	@test ! -e src/envol/twin/units/$(NAME).py \
	  || { echo "src/envol/twin/units/$(NAME).py exists already: choose another name." >&2; exit 2; }
	@class=$$(echo "$(NAME)" | sed -E 's/(^|_)([a-z0-9])/\U\2/g'); \
	  sed "s/NewUnit/$$class/" docs/how-to/new_unit_template.py > src/envol/twin/units/$(NAME).py
	@echo "src/envol/twin/units/$(NAME).py is yours to fill; its comments lead from top to bottom. Then:"
	@echo "  $(BIN)/envol run $(NAME)                                  runs it"
	@echo "  $(BIN)/python -m pytest tests/twin/battery -k $(NAME)     holds it to what every unit must keep"
	@echo "  src/envol/twin/cases/$(NAME).py                           is the place of its reference cases"

fix: $(READY) ## let ruff mend what it can and format the rest
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## compute requirements.lock again (LOCK_OPTIONS=--upgrade takes the newest versions)
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-build-isolation --extra dask --extra web --extra dev \
	  --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  $(LOCK_OPTIONS) --output-file requirements.lock pyproject.toml

clean: ## remove what was built: the environment, the caches, the wheels (flights stay)
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is written last: an install that was cut short is taken up again.
$(READY): requirements.lock pyproject.toml hatch_build.py
	@command -v $(PYTHON) >/dev/null \
	  || { echo "$(PYTHON) was not found: install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Envol needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>&1): name a later one: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python could not make an environment in $(VENV). On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
