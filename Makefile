# Needs only python3 (3.11 or newer) with pip. All paths are relative: the checkout may lie anywhere.
PYTHON3 ?= python3
BIN = .venv/bin
SET_UP = .venv/set-up

.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.PHONY: help demo test corpus fuzz mutation audit pythons bench examples format lock upgrade clean

help: ## Show this help
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | awk -F '\t' '{ printf "  make %-8s %s\n", $$1, $$2 }'

demo: $(SET_UP) ## Build the sample exams of content/ into output/, as PDF and Moodle XML
	@$(BIN)/quizgen build --format pdf --format moodle

test: $(SET_UP) ## Check format, style, types and behaviour; runs all checks, fails if any does
	@failed=; \
	check() { echo "--- $$*"; $(BIN)/"$$@" || failed="$$failed [$$*]"; }; \
	check ruff format --check .; \
	check ruff check .; \
	check mypy; \
	check pytest -n auto --dist worksteal; \
	if [ -n "$$failed" ]; then echo "make test: FAILED:$$failed"; exit 1; fi; \
	echo "make test: all four checks passed"

corpus: $(SET_UP) ## Try a folder of hostile and broken inputs: make corpus CORPUS=FOLDER
	@$(BIN)/python tools/corpus.py $(CORPUS)

TARGET ?= all
SECONDS ?= 60
fuzz: $(SET_UP) ## Search for files that break a reader: make fuzz SECONDS=60, for each sort of file
	@nice $(BIN)/python tools/fuzz.py $(TARGET) --seconds $(SECONDS)

audit: $(SET_UP) ## Ask whether a locked package has a known hole; needs the web
	@$(BIN)/uv tool run --system-certs pip-audit==2.10.1 --requirement requirements.lock --disable-pip \
	--require-hashes --progress-spinner off

mutation: $(SET_UP) ## Change small things where a wrong exam would be born; tests must notice (an hour)
	@$(BIN)/python tools/mutation.py

pythons: $(SET_UP) ## Compare what the sample exams become in Python 3.11, 3.12 and 3.13
	@$(BIN)/python tools/same_bytes.py

bench: $(SET_UP) ## Measure reading, assembling, printing and exporting
	@$(BIN)/python tools/bench.py

examples: $(SET_UP) ## Write docs/derived-examples.md anew
	@$(BIN)/python tools/derived_examples.py

format: $(SET_UP) ## Format the code, mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

COMPILE = $(BIN)/uv pip compile setup.cfg --all-extras --universal --python-version 3.11 \
	--generate-hashes --no-header --no-config --system-certs --quiet --output-file requirements.lock

lock: $(SET_UP) ## Write requirements.lock anew after a change of setup.cfg; versions stay if they can
	@$(COMPILE)

upgrade: $(SET_UP) ## Write requirements.lock anew with the newest versions
	@$(COMPILE) --upgrade

clean: ## Remove the set-up and all caches; keeps output/ and .quizgen/, which hold what was printed
	@rm -rf .venv .fuzz .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage build dist
	@rm -rf generator/quizgen.egg-info
	@find generator templates tests tools -name __pycache__ -prune -exec rm -rf {} +

$(SET_UP): requirements.lock setup.cfg pyproject.toml tools/set_up.py
	@$(PYTHON3) tools/set_up.py
