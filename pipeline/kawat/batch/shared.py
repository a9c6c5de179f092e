"""The pipeline that the workers of a run share: the server that they are forked from has loaded it.

Python's fork server can only be told what to import. So this module, imported there, loads the pipeline that the run
has named in the environment, and the memory of its weights, words and settings is one for all workers. Only a pipeline
in a directory with a tagger in ONNX is shared, and on Linux alone: what else a pipeline may hold (torch, above all) or
a system may bring along has threads, which no fork survives. Any other pipeline each worker loads for itself.

Two workers and the run hold 0.73 GB together where they would hold 0.94 (proportional set size, `id_kawat_sm`, 240
dispatches), and are neither faster nor slower.
"""

import gc
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import forkserver

from spacy.language import Language

import kawat
from kawat.loading import pipeline_path
from kawat.ner.component import NameTagger

_WANTED = "KAWAT_SHARED_PIPELINE"

_loaded: dict[str, Language] = {}  # in the server and its workers: by its name and what it is


def start_server(pipeline: str | None, identity: Mapping[str, str]) -> None:
    """Start the fork server, which loads this pipeline. One that runs already keeps what it has."""
    os.environ[_WANTED] = _key(pipeline, identity)
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[_WANTED]


def load(pipeline: str | None, identity: Mapping[str, str]) -> Language:
    """The pipeline that the server has loaded, if it is this one; else see `kawat.load`."""
    return _loaded.get(_key(pipeline, identity)) or kawat.load(pipeline)


def _key(pipeline: str | None, identity: Mapping[str, str]) -> str:
    return json.dumps([pipeline, dict(identity)])


def _load(wanted: str) -> None:
    pipeline, _ = json.loads(wanted)
    if sys.platform != "linux" or not any(pipeline_path(pipeline).rglob("model.onnx")):
        return
    nlp = kawat.load(pipeline)
    for _, component in nlp.pipeline:
        if isinstance(component, NameTagger):
            component.use_threads(1)
    nlp("Jakarta.")  # what is made on first use is made here
    _loaded[wanted] = nlp
    gc.collect()
    gc.freeze()  # a worker's collections would write to all of it, and so make it the worker's own


if _WANTED in os.environ:
    with suppress(Exception):  # the workers meet it, too, and can tell it
        _load(os.environ[_WANTED])
