"""What a run tells while it goes on, and how it is asked to stop."""

import signal

import pytest

from kawat.batch import progress
from kawat.batch.interrupt import asked_to_stop
from kawat.batch.progress import Gauge


def test_a_line_now_and_then_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 30.0, 61.0, 90.0, 121.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with Gauge("annotating", 2000) as gauge:
        gauge.start_at(390)
        for _ in range(4):
            gauge.add(305, rejects=3, memory=412_000_000)
    first, second = capsys.readouterr().err.splitlines()
    assert first == "annotating: 1,000 of 2,000 · 10.0/s · 3 rejects · 412 MB · 2 min left"
    assert second.startswith("annotating: 1,610 of 2,000 · 10.0/s")


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with Gauge("annotating", 2000) as gauge:
        gauge.add(1000, rejects=3)
    shown = capsys.readouterr().err
    assert "annotating" in shown
    assert "1000/2000" in shown
    assert "3 rejects" in shown


def test_the_first_ctrl_c_asks_and_the_second_stops() -> None:
    before = signal.getsignal(signal.SIGINT)
    with asked_to_stop() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
