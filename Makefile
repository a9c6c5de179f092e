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

.PHONY: annotate serve test test-all lint eval eval-public bench model adapt ablation kb clean

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
	$(BIN)/kawat train encoder $(@D) --data $(DATA)

# The tagger: each training from the one before; one that is there is not run again, one that was stopped goes on.
# The last three are run from two seeds, and their weights averaged.
SEEDS := 2 3
TRAIN := $(KEEP_MEMORY) $(BIN)/kawat train ner
WEIGHTS := model.safetensors
.SECONDARY:

build/world/$(WEIGHTS): build/encoder/$(WEIGHTS)
	$(TRAIN) configs/train/world.cfg $(@D) --data $(DATA)

build/ner/$(WEIGHTS): build/world/$(WEIGHTS)
	$(TRAIN) configs/train/ner.cfg $(@D) --data $(DATA)

build/names/$(WEIGHTS): build/ner/$(WEIGHTS)
	$(TRAIN) configs/train/names.cfg $(@D) --data $(DATA)

build/evidence-%/$(WEIGHTS): build/names/$(WEIGHTS)
	$(TRAIN) configs/train/evidence.cfg $(@D) --data $(DATA) --base $(<D) --seed $*

build/uncertain-%/$(WEIGHTS): build/evidence-%/$(WEIGHTS)
	$(TRAIN) configs/train/uncertain.cfg $(@D) --data $(DATA) --base $(<D) --seed $*

build/organizations-%/$(WEIGHTS): build/uncertain-%/$(WEIGHTS)
	$(TRAIN) configs/train/organizations.cfg $(@D) --data $(DATA) --base $(<D) --seed $*

build/tagger/$(WEIGHTS): $(SEEDS:%=build/organizations-%/$(WEIGHTS))
	$(BIN)/kawat train average $(^D) -o $(@D)

# Not part of `make model`: after fine-tuning it has been measured to bring nothing.
adapt: build/encoder/model.safetensors
	$(KEEP_MEMORY) $(BIN)/kawat train adapt configs/train/adapt.cfg build/adapted --data $(DATA)

# Short trainings with and without each lever; hours.
ablation: build/encoder/model.safetensors
	$(KEEP_MEMORY) $(BIN)/python eval/bench/ablation.py build/ablation --data $(DATA)

kb: $(RUNTIME)
	$(BIN)/kawat kb build models/kb $(wildcard $(DATA)/kb_world) -o models/id_kawat_sm/linker/kb.sqlite

model: build/tagger/$(WEIGHTS)
	$(BIN)/kawat train pipeline $(<D) models/id_kawat_sm --data $(DATA) --kb models/id_kawat_sm/linker/kb.sqlite

clean:
	rm -rf build dist
