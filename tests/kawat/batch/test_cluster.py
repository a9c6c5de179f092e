"""Runs on a Ray cluster of two nodes: the bytes of one machine, whatever dies on the way."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kawat.batch import cluster
from kawat.batch.annotating import Setup
from kawat.batch.engine import Engine
from kawat.batch.outputs import Format
from kawat.batch.plan import identity
from kawat.errors import KawatError

Batch = Callable[..., Any]

ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster whose head has no processor, and a node with one."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        head = {"num_cpus": 0, "object_store_memory": 80_000_000, "include_dashboard": False}
        nodes = Cluster(initialize_head=True, head_node_args=head)
        nodes.add_node(num_cpus=1, object_store_memory=80_000_000)
        yield nodes
        ray.shutdown()
        nodes.shutdown()


@pytest.fixture
def second(nodes: Any) -> Iterator[Any]:
    """Another node of one processor."""
    node = nodes.add_node(num_cpus=1, object_store_memory=80_000_000)
    yield node
    if node in nodes.list_all_nodes():
        nodes.remove_node(node)


@pytest.fixture
def far(batch: Batch, nodes: Any) -> Batch:
    """`batch` on the cluster."""

    def call(*names: Path, **options: Any) -> Any:
        return batch(*names, engine=Engine.ray, address=nodes.address, workers=0, **options)

    return call


@pytest.fixture
def together(second: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers that begin only when both are ready, else the first might have done all before."""
    place = tmp_path / "ready"
    place.mkdir()

    class Meeting(cluster.Worker):
        def ready(self) -> None:
            super().ready()
            (place / str(os.getpid())).touch()
            while len(list(place.iterdir())) < 2:
                time.sleep(0.1)

        def annotate(self, part: Any) -> Any:
            time.sleep(1)  # a worker outlives its node by a moment
            return super().annotate(part)

    monkeypatch.setattr(cluster, "Worker", Meeting)


@pytest.mark.slow
def test_two_nodes_write_the_bytes_of_one_machine(
    batch: Batch, far: Batch, together: None, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    outcome = cluster._Crew._outcome

    def watched(crew: Any, ref: Any) -> Iterator[Any]:
        for output in outcome(crew, ref):
            seen.add(output.process)
            yield output

    monkeypatch.setattr(cluster._Crew, "_outcome", watched)
    assert far(wire, to="far").files == batch(wire, to="near").files
    assert len(seen) == 2


@pytest.mark.slow
def test_a_run_goes_on_with_the_other_engine(batch: Batch, far: Batch, wire: Path, tmp_path: Path) -> None:
    whole = batch(wire, to="near").files
    with pytest.raises(KawatError, match="rejects, more than 5"):
        batch(wire, to="mixed", max_rejects=5)
    assert len(list((tmp_path / "mixed").glob("part-*"))) < 10
    assert far(wire, to="mixed").files == whole


@pytest.mark.slow
def test_a_node_with_another_pipeline_is_named(
    far: Batch, wire: Path, pipeline: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kawat.batch.plan.fingerprint", lambda path: "what this machine has")
    with pytest.raises(
        KawatError, match=r"^node .*: its pipeline is '[0-9a-f]{64}', here it is 'what this machine has'"
    ):
        far(wire)
    assert not list((tmp_path / "out").glob("part-*"))


def test_a_node_without_the_pipeline_is_named() -> None:
    worker = cluster.Worker(Setup("nowhere", Format.jsonl, 1))
    with pytest.raises(KawatError, match=r"^node .*: nowhere: no pipeline; expected a pipeline directory"):
        worker.ready()


@pytest.mark.parametrize("what", ["kawat", "spacy", "pipeline"])
def test_a_node_that_would_annotate_otherwise_is_named(pipeline: str, what: str) -> None:
    expected = identity(Path(pipeline)) | {what: "another"}
    worker = cluster.Worker(Setup(pipeline, Format.jsonl, 1, expected))
    with pytest.raises(KawatError, match=rf"^node .*: its {what} is '.*', here it is 'another'; install the same"):
        worker.ready()


@pytest.mark.slow
def test_a_node_that_dies_on_the_way_costs_nothing(
    batch: Batch, far: Batch, nodes: Any, second: Any, together: None, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, mourn = cluster._Crew._outcome, cluster._Crew._mourn
    lost = []

    def killing(crew: Any, ref: Any) -> Iterator[Any]:
        for output in outcome(crew, ref):
            if second in nodes.list_all_nodes():
                nodes.remove_node(second, allow_graceful=False)
            yield output

    def counting(crew: Any, part: Any) -> None:
        lost.append(part.index)
        mourn(crew, part)

    monkeypatch.setattr(cluster._Crew, "_outcome", killing)
    monkeypatch.setattr(cluster._Crew, "_mourn", counting)
    assert far(wire, to="far").files == batch(wire, to="near").files
    assert lost


@pytest.mark.slow
def test_a_part_whose_workers_die_ends_the_run(
    far: Batch, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying(cluster.Worker):
        def annotate(self, part: Any) -> Any:
            os._exit(1)

    monkeypatch.setattr(cluster, "Worker", Dying)
    with pytest.raises(KawatError, match=r"^part 0: a worker died 3 times while it was in hand"):
        far(wire, part=100)
    assert not list((tmp_path / "out").glob("part-*"))


@pytest.mark.slow
def test_a_cluster_without_room_is_told(far: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    monkeypatch.setattr(cluster, "_PROCESSORS", 2)
    with pytest.raises(KawatError, match=r"^the Ray cluster has had no room for a worker for 1 s; add a node"):
        far(wire)


def test_no_cluster_at_the_address(batch: Batch, wire: Path) -> None:
    with pytest.raises(KawatError, match=r"^127\.0\.0\.1:1: no cluster \(.*\); start one with `ray start --head`"):
        batch(wire, engine=Engine.ray, address="127.0.0.1:1")


@pytest.mark.slow
def test_without_an_address_the_environment_tells_the_cluster(
    batch: Batch, nodes: Any, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", nodes.address)
    joined = []
    outcome = cluster._Crew._outcome

    def watched(crew: Any, ref: Any) -> Iterator[Any]:
        joined.append(ray.get_runtime_context().gcs_address)
        yield from outcome(crew, ref)

    monkeypatch.setattr(cluster._Crew, "_outcome", watched)
    batch(wire, engine=Engine.ray)
    assert set(joined) == {nodes.address}


def test_without_ray_the_extra_is_named(batch: Batch, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(
        KawatError, match=r"^--engine ray needs Ray; pip install 'kawat\[ray\]', here and on every node$"
    ):
        batch(wire, engine=Engine.ray)
