"""Files written whole or not at all."""

import errno
import os
import stat
from contextlib import suppress

import pytest

from kawat.errors import KawatError
from kawat.files import replaced, write_whole


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


def test_the_name_is_synced_after_the_content(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    write_whole(tmp_path / "out.jsonl", b"Kremlin")
    assert synced == [path.stat().st_ino for path in (tmp_path / "out.jsonl", tmp_path)]


def test_a_file_system_that_cannot_sync_a_directory_will_do(tmp_path, monkeypatch):
    def sync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", sync)
    write_whole(tmp_path / "out.jsonl", b"Kremlin")
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kremlin"


def test_pieces_take_the_name_together_or_not_at_all(tmp_path):
    with replaced(tmp_path / "out.jsonl") as file:
        for line in (b"Kremlin\n", b"Kiev\n"):
            file.write(line)
            assert not (tmp_path / "out.jsonl").exists()
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kremlin\nKiev\n"
    with suppress(KeyboardInterrupt), replaced(tmp_path / "out.jsonl") as file:
        file.write(b"Minsk\n")
        raise KeyboardInterrupt
    assert (tmp_path / "out.jsonl").read_bytes() == b"Kremlin\nKiev\n"
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
