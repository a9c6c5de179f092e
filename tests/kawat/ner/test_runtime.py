"""Two runtimes, one model: the same logits, and clear words where a model cannot be used."""

import multiprocessing
import pickle
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
import torch

from kawat.errors import KawatError
from kawat.ner.runtime import OnnxRuntime
from kawat.ner.torch_runtime import TorchRuntime
from kawat.training.convert import convert


@pytest.fixture(scope="module", params=["tiny_xlmr", "tiny_bert"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[OnnxRuntime, TorchRuntime]:
    directory: Path = request.getfixturevalue(request.param)
    out = tmp_path_factory.mktemp("onnx")
    convert(str(directory), out)
    torch_runtime = TorchRuntime(str(directory), device="cpu")
    return OnnxRuntime(out / "model.onnx", torch_runtime.tags, longest=128), torch_runtime


def batch(rows: int, length: int, padding: int = 0) -> tuple[np.ndarray, np.ndarray]:
    pieces = np.random.default_rng(rows * length).integers(5, 150, (rows, length))
    attention = np.ones_like(pieces)
    attention[0, length - padding :] = 0
    return pieces, attention


@pytest.mark.parametrize(("rows", "length", "padding"), [(1, 3, 0), (4, 17, 9), (2, 100, 40)])
def test_both_runtimes_give_the_same_logits(both, rows, length, padding):
    pieces, attention = batch(rows, length, padding)
    onnx_logits, torch_logits = (runtime(pieces, attention) for runtime in both)
    read = attention > 0
    assert np.abs(onnx_logits - torch_logits)[read].max() < 1e-4


def test_a_runtime_works_after_pickling(both):
    pieces, attention = batch(2, 9)
    for runtime in both:
        before = runtime(pieces, attention)
        assert np.allclose(pickle.loads(pickle.dumps(runtime))(pieces, attention), before, atol=1e-6)


def test_a_runtime_runs_on_as_many_threads_as_it_is_told(both):
    onnx_runtime, torch_runtime = both
    before = torch.get_num_threads()
    try:
        for threads in (1, 2):
            for runtime in both:
                runtime.use_threads(threads)
            assert onnx_runtime.session.get_session_options().intra_op_num_threads == threads
            assert torch.get_num_threads() == threads
    finally:
        torch_runtime.use_threads(before)


def test_how_many_pieces_are_read_at_once_does_not_show(both, monkeypatch):
    pieces, attention = batch(5, 20, 6)
    whole = both[0](pieces, attention)
    monkeypatch.setattr("kawat.ner.runtime._PIECES", 45)
    both[0].use_threads(1)
    assert np.allclose(both[0](pieces, attention), whole, atol=1e-6)


def test_a_truncated_model_is_named_with_a_remedy(both, tmp_path):
    cut = tmp_path / "model.onnx"
    cut.write_bytes(both[0].to_bytes()[:5000])
    with pytest.raises(KawatError, match=r"model\.onnx: not a usable ONNX model .*install the pipeline again"):
        OnnxRuntime(cut, both[0].tags, longest=128)(*batch(1, 3))


def test_tags_that_do_not_fit_the_model_are_an_error(both):
    with pytest.raises(KawatError, match=r"its labels 2; they must agree"):
        OnnxRuntime(both[0].to_bytes(), ("O", "B-PER"), longest=128)(*batch(1, 3))


def test_a_model_that_is_nowhere_is_named():
    with pytest.raises(KawatError, match=r"^no/such-model: cannot be loaded as a token-classification model"):
        TorchRuntime("no/such-model")


def test_positions_that_roberta_never_uses_are_not_counted(tiny_xlmr):
    assert TorchRuntime(str(tiny_xlmr)).longest == 128


@pytest.mark.parametrize(("threads", "inherited"), [(1, True), (2, False)])
def test_a_forked_process_goes_on_with_a_session_that_has_no_threads(both, threads, inherited):
    runtime, _ = both
    runtime.use_threads(threads)
    pieces, attention = batch(2, 9)
    before = runtime(pieces, attention)
    opened = id(runtime.session)

    def tell(end: Connection) -> None:
        end.send((runtime(pieces, attention), id(runtime.session) == opened))

    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=tell, args=(there,))
    process.start()
    assert here.poll(60)
    logits, same = here.recv()
    process.join()
    assert np.array_equal(logits, before)
    assert same == inherited
