# `make` lists the targets.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INPUTS ?= 100000
SEED ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint type test-oldest test-plain test-processors page docs ontology notebooks fuzz bench screenshots model clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@

demo: $(INSTALLED)  ## build the graph of the example articles into demo/
	$(BIN)/kg build kg/examples --out demo --title "The Baltic Data Accord"

test: $(INSTALLED) lint  ## run every test
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(INSTALLED)  ## check the style of code and tests
	$(BIN)/ruff check kg tests
	$(BIN)/lint-imports --no-cache

type: $(INSTALLED)  ## check the types of the package
	$(BIN)/mypy

test-oldest:  ## run every test with the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear build/oldest
	build/oldest/bin/python -m pip install --quiet uv
	build/oldest/bin/uv pip install --quiet --python build/oldest/bin/python --resolution lowest-direct \
	  --editable ".[test]"
	build/oldest/bin/python -m pytest

test-plain:  ## run what README and the help show after a plain install from a wheel
	rm -rf build/plain build/wheel build/lib  # what was built earlier would go into the wheel
	$(PYTHON) -m venv build/plain
	build/plain/bin/python -m pip wheel --quiet --no-deps --wheel-dir build/wheel .
	build/plain/bin/python -m pip install --quiet build/wheel/*.whl
	build/plain/bin/python -P tests/plain_install.py

test-processors: $(INSTALLED)  ## run the tests of the trained model with its weights in other arithmetic
	$(BIN)/python -m pip install --quiet "onnx>=1.17"
	KG_TEST_WEIGHTS=float $(BIN)/python -m pytest -m model
	KG_TEST_WEIGHTS=coarse $(BIN)/python -m pytest -m model

page: kg/view/page/node_modules  ## check the page's modules in kg/view/page and make its scripts of them; needs Node.js
	npm --prefix kg/view/page run --silent lint
	npm --prefix kg/view/page run --silent build
	node --test tests/page/*.test.js

kg/view/page/node_modules: kg/view/page/package-lock.json
	npm --prefix kg/view/page ci --silent
	@touch $@

docs: $(INSTALLED)  ## build the guide into site/; open site/index.html
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

ontology: $(INSTALLED)  ## write what is made from the ontology and the lexicon: relations, page
	$(BIN)/python -m kg.view.reference .

notebooks: $(INSTALLED)  ## run the notebooks and render them to HTML in build/notebooks/
	$(BIN)/python -m nbconvert --to html --execute --output-dir build/notebooks notebooks/*.ipynb

fuzz: $(INSTALLED)  ## damaged and hostile input for all that reads; INPUTS=1000 for a few; failures in build/fuzz/
	$(BIN)/python -m tests.fuzz --inputs $(INPUTS) --seed $(SEED)

bench: $(INSTALLED)  ## measure speed; takes some minutes
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_model
	$(BIN)/python -m tests.bench_store
	$(BIN)/python tests/bench_kill.py
	$(BIN)/python -m tests.bench_scale
	$(BIN)/python -m tests.bench_ray
	$(BIN)/python -m tests.bench_network
	$(BIN)/python -m tests.bench_tables
	$(BIN)/python -m tests.bench_view

screenshots: $(INSTALLED)  ## take the pictures of README and guide anew; needs a Chromium
	$(BIN)/python tests/screenshots.py docs

model: $(INSTALLED)  ## train the language model again (reads KG_CORPORA; hours)
	$(BIN)/python -m pip install --quiet --editable ".[train]"
	$(BIN)/python -m kg.language.training.make --out model

clean:  ## remove what the other targets made
	rm -rf $(VENV) site demo model build *.egg-info kg/view/page/node_modules
