"""Files written whole or not at all."""

import os

import pytest

from kawat.errors import KawatError
from kawat.files import write_whole


def test_the_content_is_there_and_nothing_else(tmp_path):
    write_whole(tmp_path / "out.jsonl", b"Kremlin\n")
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kremlin\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_that_is_there_is_replaced(tmp_path):
    for content in (b"Kremlin membantah", b"Kiev"):
        write_whole(tmp_path / "out.jsonl", content)
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kiev"


def test_when_the_disk_is_full_the_old_file_stays_and_nothing_half_written(tmp_path, monkeypatch):
    write_whole(tmp_path / "out.jsonl", b"Kremlin")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KawatError, match=r"out\.jsonl: cannot be written \(No space left on device\); check the"):
        write_whole(tmp_path / "out.jsonl", b"Kiev")
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kremlin"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "wire.txt").write_text("Kremlin")
    (tmp_path / "folder").mkdir()
    for place, reason in (
        (tmp_path / "none" / "out.jsonl", "No such file or directory"),
        (tmp_path / "wire.txt" / "out.jsonl", "Not a directory"),
        (tmp_path / "folder", "Is a directory"),
    ):
        with pytest.raises(KawatError, match=rf"{place}: cannot be written \({reason}\)"):
            write_whole(place, b"Kremlin")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "wire.txt"]
