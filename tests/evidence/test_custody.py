"""The custody log: chained, safe under many writers and kills, and honest about what is wrong with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sweep.evidence import custody
from sweep.workspace import SweepFolder


def log_of(tmp_path: Path, count: int = 4) -> SweepFolder:
    folder = SweepFolder(tmp_path)
    for number in range(count):
        custody.log(folder, "viewed", page=number)
    return folder


def test_entries_come_back_with_person_and_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWEEPDAY_USER", "A. Verenne")
    found, problems = custody.entries(log_of(tmp_path))
    assert problems == ()
    assert [e.number for e in found] == [1, 2, 3, 4]
    assert {e.by for e in found} == {"A. Verenne"}
    assert all("@" in e.account and e.at.endswith("+00:00") for e in found)
    assert found[0].previous == custody.START
    monkeypatch.delenv("SWEEPDAY_USER")
    assert custody.person()


@pytest.mark.parametrize("change", ["edit", "remove", "swap", "insert"])
def test_no_line_can_be_changed_unnoticed(tmp_path: Path, change: str) -> None:
    folder = log_of(tmp_path)
    path = tmp_path / custody.NAME
    lines = path.read_text().splitlines(keepends=True)
    if change == "edit":
        lines[1] = lines[1].replace('"page":1', '"page":9')
    elif change == "remove":
        del lines[1]
    elif change == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        lines.insert(2, lines[1])
    path.write_text("".join(lines))
    assert custody.entries(folder)[1]
    # What is appended later does not hide it.
    custody.log(folder, "viewed", page=5)
    assert custody.entries(folder)[1]


def test_a_rewritten_line_breaks_the_chain_even_with_a_right_hash_of_its_own(tmp_path: Path) -> None:
    folder = log_of(tmp_path)
    path = tmp_path / custody.NAME
    lines = path.read_bytes().splitlines()
    fields = json.loads(lines[1])
    fields.pop("hash")
    fields["by"] = "somebody else"
    lines[1] = custody._line(fields | {"hash": custody._hash(fields)})
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert custody.entries(folder)[1] == ("before line 3 something was removed, added or put into another order",)


def test_a_half_written_line_is_kept_and_told(tmp_path: Path) -> None:
    folder = log_of(tmp_path, 2)
    path = tmp_path / custody.NAME
    with path.open("ab") as out:
        out.write(b'{"account":"x@y","at":"20')
    assert "half-written" in custody.entries(folder)[1][0]
    custody.log(folder, "viewed", page=3)
    found, problems = custody.entries(folder)
    assert problems == ()
    assert [e.event for e in found] == ["viewed", "viewed", "repaired", "viewed"]
    assert found[2].detail["half_written"] == '{"account":"x@y","at":"20'


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom sweep.evidence import custody\n"
        "from sweep.workspace import SweepFolder\n"
        "for n in range(25): custody.log(SweepFolder(Path(sys.argv[1])), 'viewed', writer=sys.argv[2], n=n)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(w)]) for w in range(4)]
    assert [w.wait() for w in writers] == [0] * 4
    found, problems = custody.entries(SweepFolder(tmp_path))
    assert problems == ()
    assert len(found) == 100
    assert {(e.detail["writer"], e.detail["n"]) for e in found} == {(str(w), n) for w in range(4) for n in range(25)}


def test_a_killed_writer_leaves_a_log_that_goes_on(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom sweep.evidence import custody\n"
        "from sweep.workspace import SweepFolder\nprint('on', flush=True)\n"
        "while True: custody.log(SweepFolder(Path(sys.argv[1])), 'viewed', text='x' * 500)"
    )
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        path = tmp_path / custody.NAME
        while not path.exists():
            pass
        writer.kill()
        writer.wait()
        writer.stdout.close()
    custody.log(SweepFolder(tmp_path), "viewed")
    assert custody.entries(SweepFolder(tmp_path))[1] == ()


def test_a_sweep_without_a_log_has_an_empty_one(tmp_path: Path) -> None:
    assert custody.entries(SweepFolder(tmp_path)) == ((), ())
