# Everything that is done with QCode from a checkout. Each target first sees to its set-up, which
# takes a fraction of a second when it is in place. PYTHON=python3.12 chooses an interpreter.

PYTHON ?=
BIN := .venv/bin

# Or every process that the tests start would compile all it loads.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests demo run lint check test all-tests mouse fuzz bench strings pictures clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv and install what QCode needs, Qt's system libraries too
	@.ci/setup "$(PYTHON)"

setup-tests: ## the same, with what the tests need
	@.ci/setup "$(PYTHON)" --tests

demo: setup ## build the sample project, do the whole job on it, open the window
	@.ci/demo

run: setup ## open the window
	@$(BIN)/qcode

lint: setup-tests ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint ## lint and the quick tests
	$(BIN)/pytest -n 2 -m "not slow"

# At once: types are looked at by one process, which leaves the other core to the tests.
test: setup-tests ## lint and all tests, without a screen
	@$(MAKE) --no-print-directory --jobs=2 lint all-tests

all-tests: setup-tests
	$(BIN)/pytest -n 2

mouse: setup-tests ## code an interview by mouse in a real window (Xvfb, xdotool); FILE="Anna.docx"
	$(BIN)/python tests/hand/mouse.py $(FILE)

fuzz: setup-tests ## spoilt files through every door for SECONDS (600); DOORS="document check" SEED=…
	$(BIN)/python tests/fuzz $(DOORS) --seconds $(or $(SECONDS),600) $(if $(SEED),--seed $(SEED))

bench: setup-tests ## measure the speeds into bench.json; BENCH="start search" chooses
	$(BIN)/python tests/bench $(BENCH)

strings: setup-tests ## bring resources/locale/sv.po in step with what the program says
	$(BIN)/python .ci/strings.py

pictures: setup ## take the pictures of the window in resources/docs/images again
	$(BIN)/python .ci/pictures.py

clean: ## remove what can be made again, .venv included
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
