"""The other ways of doing a batch's work, each timed on request, in a process that has loaded them all beforehand.

A request is a line on standard input, `WAY START END STEP`: do every STEPth of the documents START to END of the file
named on the command line. The answer is a line with the words that were done and the seconds that it took.
"""

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

import kawat
from bench.speed import THREADS, Recorder, same_weights

_SIZES = (1, 8, 32)
_TRIAL = 100  # sentences on which the best batch size is found


class Peers:
    """`pipe`: a plain loop of ours. `onnx`: bare ONNX Runtime on the pieces of the last `pipe`. `transformers`: its
    token-classification pipeline on a network of our size, at its best batch size, sentence by sentence."""

    def __init__(self) -> None:
        torch.set_num_threads(THREADS)
        self._nlp = kawat.load()
        ner = self._nlp.get_pipe("ner")
        ner.use_threads(THREADS)
        self._runtime = ner._runtime
        ner._runtime = self._recorder = Recorder(self._runtime)
        self._peer = same_weights()
        self._size = 0

    def pipe(self, texts: Sequence[str]) -> Callable[[], object]:
        self._recorder.seen = []
        return lambda: deque(self._nlp.pipe(texts), maxlen=0)

    def onnx(self, texts: Sequence[str]) -> Callable[[], object]:
        return lambda: deque((self._runtime(*batch) for batch in self._recorder.seen), maxlen=0)

    def transformers(self, texts: Sequence[str]) -> Callable[[], object]:
        with self._nlp.select_pipes(enable=["layout"]):
            documents = list(self._nlp.pipe(texts))
        sentences = [sent.text for doc in documents for sent in doc.sents if sent.text.strip()]
        self._size = self._size or min(_SIZES, key=lambda size: self._seconds(sentences[:_TRIAL], size))
        return lambda: self._peer(sentences, batch_size=self._size)

    def _seconds(self, sentences: list[str], size: int) -> float:
        began = time.perf_counter()
        self._peer(sentences, batch_size=size)
        return time.perf_counter() - began


def main(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    peers = Peers()
    for request in sys.stdin:
        way, *places = request.split()
        given = texts[slice(*map(int, places))]
        work = getattr(peers, way)(given)
        began = time.perf_counter()
        work()
        print(sum(len(text.split()) for text in given), time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
