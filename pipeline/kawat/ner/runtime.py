"""What runs the model: the interface, and ONNX Runtime behind it (torch: `torch_runtime.py`)."""

import os
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime

from kawat.errors import KawatError
from kawat.processors import processors

_PIECES = 512  # that a thread reads at once: what a layer makes of them stays in its processor's cache


class Runtime(Protocol):
    """A token-classification model. `tags` names its output columns; `name` says what it is, for messages."""

    name: str
    tags: tuple[str, ...]
    longest: int  # pieces it can read at once, special pieces included

    @property
    def reads_evidence(self) -> bool:
        """Whether it learned to use what a knowledge base knows of the words, see kb/gazetteer.py."""
        ...

    def __call__(self, pieces: np.ndarray, attention: np.ndarray, evidence: np.ndarray | None = None) -> np.ndarray:
        """Logits f32 (batch, length, tags) of int64 (batch, length) pieces; `attention` is 1 on pieces, 0 on padding;
        `evidence` f32 (batch, length, gazetteer.WIDTH), for a model that reads it."""
        ...

    def use_threads(self, threads: int) -> None:
        """Run on so many threads from now on; 0: all cores."""
        ...


class OnnxRuntime:
    """A model in an ONNX file (inputs `input_ids`, `attention_mask`, perhaps `evidence`; output `logits`), or its
    bytes.

    The session is made on first use, and again in a process that is forked: its threads do not survive that. The one
    that was inherited is kept untouched: to free it would wait for its threads. A session of one thread has none beside
    the caller's, so a forked process goes on with it. No session can be pickled.
    Raises KawatError when the file is no such model.
    """

    def __init__(self, model: Path | bytes, tags: tuple[str, ...], *, longest: int, threads: int = 0) -> None:
        self.model = model
        self.name = str(model) if isinstance(model, Path) else "the ONNX model"
        self.tags = tags
        self.longest = longest
        self.threads = threads
        self._sessions: dict[int, onnxruntime.InferenceSession] = {}  # by process

    @property
    def session(self) -> onnxruntime.InferenceSession:
        if self._owner not in self._sessions:
            self._sessions[self._owner] = self._open()
        return self._sessions[self._owner]

    @property
    def _owner(self) -> int:
        """The process that the session is for; 0, any: with one thread it has no threads that a fork would end."""
        return 0 if self.threads == 1 else os.getpid()

    def _open(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        # Without VNNI the faster 8-bit sums overflow 16 bits; with it this changes nothing.
        options.add_session_config_entry("session.x64quantprecision", "1")
        source = str(self.model) if isinstance(self.model, Path) else self.model
        try:
            session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's exceptions share no base class of its own
            reason = str(error).splitlines()[0]
            raise KawatError(f"{self.name}: not a usable ONNX model ({reason}); install the pipeline again") from error
        columns = session.get_outputs()[0].shape[-1]
        if columns != len(self.tags):
            raise KawatError(f"{self.name}: the model has {columns} tags, its labels {len(self.tags)}; they must agree")
        return session

    @property
    def reads_evidence(self) -> bool:
        return any(given.name == "evidence" for given in self.session.get_inputs())

    def __call__(self, pieces: np.ndarray, attention: np.ndarray, evidence: np.ndarray | None = None) -> np.ndarray:
        given = {"input_ids": pieces, "attention_mask": attention}
        if evidence is not None:
            given["evidence"] = evidence
        threads = self.threads or processors()
        session, rows = self.session, max(1, _PIECES * threads // pieces.shape[1])
        starts = range(0, len(pieces), rows)
        runs = [session.run(["logits"], {name: all[at : at + rows] for name, all in given.items()})[0] for at in starts]
        return np.concatenate(runs)

    def use_threads(self, threads: int) -> None:
        if threads != self.threads:
            self._sessions.pop(self._owner, None)
            self.threads = threads

    def to_bytes(self) -> bytes:
        return self.model.read_bytes() if isinstance(self.model, Path) else self.model

    def __getstate__(self) -> dict:
        return self.__dict__ | {"_sessions": {}}
