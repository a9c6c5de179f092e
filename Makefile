# Each target sets itself up; what is set up already is not set up again.
#   make annotate   the sample dispatch's entities (FILES=… for others)
#   make test       the tests        make test-all   the slow ones in full, too (needs Debian's chromium)
#   make serve      the page to read and correct dispatches (DESK=… the directory of its gold)
#   make eval       accuracy on the project's gold (BASELINE=update makes it the baseline)
#   make eval-public  accuracy on public sets   make bench   speed (DOCUMENTS=… SCALE=… of batches)   make model, make kb   build what ships

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUNTIME := $(VENV)/.runtime
SERVE := $(VENV)/.serve
ALL := $(VENV)/.all
DATA ?= ../shared/data
FILES ?= examples/dispatch_csto.txt
DOCUMENTS ?= 1000
SCALE ?= 1000
DESK ?= desk
EXTRAS := hub,train,parquet,wires,ray,storage,serve,eval,dev
# glibc gives memory back too eagerly for training: a third of the time went there.
KEEP_MEMORY := MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=800000000

.PHONY: annotate serve test test-all lint eval eval-public bench model train adapt ablation kb clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(SERVE): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[serve]'
	@touch $@ $(RUNTIME)

# torch first and by its exact version: any other brings gigabytes of CUDA.
$(ALL): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) torch==$$(sed -n 's/^torch==//p' constraints.txt)
	$(PIP) --editable '.[$(EXTRAS)]'
	@touch $@ $(RUNTIME) $(SERVE)

annotate: $(RUNTIME)
	@$(BIN)/kawat annotate --format table $(FILES)

serve: $(SERVE)
	@mkdir -p $(DESK)
	$(BIN)/kawat serve $(DESK) --facts models/kb

test: $(ALL)
	$(BIN)/python -m pytest -m "not slow"

test-all: $(ALL)
	KAWAT_TEST_ALL=1 $(BIN)/python -m pytest

lint: $(ALL)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(ALL)
	$(BIN)/kawat-eval run $(if $(filter update,$(BASELINE)),--update-baseline)

eval-public: $(ALL)
	$(BIN)/kawat-eval public --data $(DATA)

bench: $(ALL)
	$(BIN)/python eval/bench/speed.py
	$(BIN)/python eval/bench/batch.py --documents $(DOCUMENTS) --scale $(SCALE)

build/encoder/model.safetensors: | $(ALL)
	$(BIN)/kawat train encoder build/encoder --data $(DATA)

# The last three trainings are run from two seeds, and their weights averaged.
SEEDS := 2 3
LAST := evidence uncertain organizations

train: build/encoder/model.safetensors
	$(KEEP_MEMORY) $(BIN)/kawat train ner configs/train/world.cfg build/world --data $(DATA)
	$(KEEP_MEMORY) $(BIN)/kawat train ner configs/train/ner.cfg build/ner --data $(DATA)
	$(KEEP_MEMORY) $(BIN)/kawat train ner configs/train/names.cfg build/names --data $(DATA)
	set -e; for seed in $(SEEDS); do base=build/names; for recipe in $(LAST); do \
	    $(KEEP_MEMORY) $(BIN)/kawat train ner configs/train/$$recipe.cfg build/$$recipe-$$seed \
	        --data $(DATA) --base $$base --seed $$seed; \
	    base=build/$$recipe-$$seed; \
	done; done
	$(BIN)/kawat train average $(SEEDS:%=build/organizations-%) -o build/tagger

# Not part of `make model`: after fine-tuning it has been measured to bring nothing.
adapt: build/encoder/model.safetensors
	$(KEEP_MEMORY) $(BIN)/kawat train adapt configs/train/adapt.cfg build/adapted --data $(DATA)

# Short trainings with and without each lever; hours.
ablation: build/encoder/model.safetensors
	$(KEEP_MEMORY) $(BIN)/python eval/bench/ablation.py build/ablation --data $(DATA)

kb: $(RUNTIME)
	$(BIN)/kawat kb build models/kb $(wildcard $(DATA)/kb_world) -o models/id_kawat_sm/linker/kb.sqlite

model: train
	$(BIN)/kawat train pipeline build/tagger models/id_kawat_sm --data $(DATA) --kb models/id_kawat_sm/linker/kb.sqlite

clean:
	rm -rf build dist
