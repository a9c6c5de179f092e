import sys

import pytest

from kawat.batch import memory


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what is shared")
def test_memory_that_is_given_back_is_no_more_counted() -> None:
    before = memory.present_memory()
    held = bytearray(b"x" * 50_000_000)
    assert memory.present_memory() - before == pytest.approx(50_000_000, rel=0.1)
    del held
    assert memory.present_memory() - before < 10_000_000


def test_without_what_the_system_says_it_is_the_most_there_has_been(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", missing)
    assert memory.present_memory() == memory.peak_memory() > 10_000_000
