# `make` prints what can be made. Each recipe builds .venv from requirements.lock first, if that is not done.

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PORT ?= 8000
LOCALE := src/envol/web/locale
CATALOGUE := $(LOCALE)/fr/LC_MESSAGES/django
# The database, the key and the files of a campus that runs from here.
export ENVOL_HOME ?= $(CURDIR)/campus

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-long browser check lint types layers dependencies content bench docs new-unit translations gallery \
  fix lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) $(CATALOGUE).mo ## open a campus with its demonstration data in a browser (PORT=8000)
	@$(BIN)/envol serve --port $(PORT) --demonstration --plain-log || test $$? -eq 130 # Ctrl-C is how it ends

test: $(READY) $(CATALOGUE).mo browser ## run the tests, except the long ones, a headless browser included
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long"

test-long: $(READY) $(CATALOGUE).mo ## run the long tests whole (ENVOL_LONG_SEEDS=2 for a short form)
	$(BIN)/python -m pytest -n $(WORKERS) -m long

browser: ## find Chromium, or install it from the system's packages (ENVOL_NO_BROWSER=1 does without)
	@test -n "$$ENVOL_NO_BROWSER" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || test -n "$$ENVOL_CHROMIUM" \
	  || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	       && { apt-get update -qq; apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; } \
	  || { echo "The browser tests need Chromium, which could not be installed from here. On Debian and Ubuntu: apt install chromium; or leave them out: make test ENVOL_NO_BROWSER=1" >&2; exit 1; }

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

translations: $(READY) ## gather the sentences of the pages into the French catalogue, for somebody to translate
	$(BIN)/pybabel -q extract -F $(LOCALE)/babel.cfg -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext_lazy:1c,2 \
	  --no-location --sort-output -o $(LOCALE)/django.pot src/envol/web
	$(BIN)/pybabel -q update -D django -l fr --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
	  -i $(LOCALE)/django.pot -d $(LOCALE)
	@rm $(LOCALE)/django.pot

gallery: $(READY) $(CATALOGUE).mo browser ## take the pictures of the README's gallery anew
	$(BIN)/python docs/gallery/take.py

fix: $(READY) ## let ruff mend what it can and format the rest
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## compute requirements.lock again (LOCK_OPTIONS=--upgrade takes the newest versions)
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-build-isolation --extra dask --extra ages --extra peers \
	  --extra web --extra dev \
	  --generate-hashes --allow-unsafe --strip-extras \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  $(LOCK_OPTIONS) --output-file requirements.lock pyproject.toml

clean: ## remove what was built: the environment, the caches, the wheels (flights stay)
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(CATALOGUE).mo: $(CATALOGUE).po | $(READY)
	@$(BIN)/pybabel -q compile -D django -d $(LOCALE)

# The stamp is written last: an install that was cut short is taken up again.
$(READY): requirements.lock pyproject.toml hatch_build.py
	@command -v $(PYTHON) >/dev/null \
	  || { echo "$(PYTHON) was not found: install Python 3.11 or later, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Envol needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>&1): name a later one: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python could not make an environment in $(VENV). On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@date +%s > $(VENV)/.began
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@echo "environment: $$(( $$(date +%s) - $$(cat $(VENV)/.began) )) s"
	@touch $@
