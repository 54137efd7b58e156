# `make` lists the targets.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INPUTS ?= 100000
SEED ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test docs ontology notebooks fuzz bench screenshots model clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	@touch $@

demo: $(INSTALLED)  ## build the graph of the example articles into demo/
	$(BIN)/kg build kg/examples --out demo --title "The Baltic Data Accord"

test: $(INSTALLED)  ## run every test
	$(BIN)/ruff check kg tests
	$(BIN)/python -m pytest

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
	$(BIN)/python -m tests.bench_network
	$(BIN)/python -m tests.bench_view

screenshots: $(INSTALLED)  ## take the pictures of README and guide anew; needs a Chromium
	$(BIN)/python tests/screenshots.py docs

model: $(INSTALLED)  ## train the language model again (reads KG_CORPORA; hours)
	$(BIN)/python -m pip install --quiet --editable ".[train]"
	$(BIN)/python -m kg.language.training.make --out model

clean:  ## remove what the other targets made
	rm -rf $(VENV) site demo model build *.egg-info
