"""Writing into a workspace: whole files only, one writer of a folder at a time, and errors that say what to do."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sweep.errors import SweepError
from sweep.workspace import alone, write_atomically, writing


def test_many_writers_of_one_file_leave_one_whole_text(tmp_path: Path) -> None:
    path, texts = tmp_path / "case.json", [f"{letter}\n" * 2_000 for letter in "abcdefgh"]
    with ThreadPoolExecutor(len(texts)) as pool:
        list(pool.map(lambda text: [write_atomically(path, text) for _ in range(15)], texts))
    assert path.read_text(encoding="utf-8") in texts
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half a character: \ud800")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    inside, most, guard = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with alone(tmp_path / "new" / "case"):
            with guard:
                inside += 1
                most = max(most, inside)
            (tmp_path / "new" / "case" / "file").write_text("x" * 100_000)
            with guard:
                inside -= 1

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for _ in range(40)]:
            done.result()
    assert most == 1


@pytest.mark.parametrize("name", ["there", "there/below", "n" * 300])
def test_a_place_where_no_folder_can_be_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "there").write_text("a file")
    with pytest.raises(SweepError, match=r"cannot be written: .*; choose another name"), alone(tmp_path / name):
        raise AssertionError("nothing is done there")


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing(tmp_path):
        (tmp_path / "nowhere" / "file").write_text("x")
