"""What goes wrong on a sweep day: killed runs, full and read-only disks, damaged files. Nothing gathered is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.evidence.manifest import closed_visits
from sweep.results import SweepResult
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.shared import skip
from tests.sweep.children import workers_of
from tests.sweep.conftest import Swept

PLAN = """\
name: {name}
day: 2026-11-21
authority: Test authority
country: FR
languages: [fr]
lists: [some.csv]
pace: {{delay_seconds: {delay}, shops_at_once: 4, workers: 2}}
network: {{allow: [127.0.0.0/8]}}
"""


def make(folder: Path, swept: Swept, name: str, shops: int = 6, delay: float = 0) -> Path:
    """A workspace with a plan over the first shops of the demonstration."""
    folder.mkdir(exist_ok=True)
    lines = (swept.folder / "shops.csv").read_text(encoding="utf-8").splitlines()
    (folder / "some.csv").write_text("\n".join(lines[: shops + 1]), encoding="utf-8")
    plan = folder / f"{name}.yaml"
    plan.write_text(PLAN.format(name=name, delay=delay), encoding="utf-8")
    return plan


def findings(result: SweepResult) -> dict[tuple[str, str], tuple[object, ...]]:
    """What was found, without what differs between two visits (times, record numbers)."""
    return {
        (shop.target.key, v.check): (
            v.outcome,
            v.message,
            v.params,
            tuple((e.url, e.quote, e.sha256) for e in v.evidence),
        )
        for shop in result.shops
        for v in shop.verdicts
    }


def results(plan: Path) -> SweepResult:
    return collect(find(Workspace(plan.parent), plan.stem))


# Tests that run in the background of a shell inherit that Ctrl-C is ignored.
COMMAND = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from sweep.cli import main
sys.exit(main())
"""


def start(plan: Path, code: str = COMMAND) -> subprocess.Popen[str]:
    """A run in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-c", code, "run", str(plan), "--no-report"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def under_way(run: subprocess.Popen[str], plan: Path) -> None:
    """Returns once a worker has begun to visit a shop."""
    captures = plan.parent / "sweeps" / plan.stem / "captures"
    while not list(captures.glob("*/*")):
        assert run.poll() is None
        time.sleep(0.05)


def test_a_run_killed_at_any_moment_ends_like_an_undisturbed_one(swept: Swept, tmp_path: Path) -> None:
    calm = make(tmp_path / "calm", swept, "calm")
    assert main(["run", str(calm), "--no-report"]) == 0
    plan = make(tmp_path / "killed", swept, "killed", delay=0.03)
    moments = random.Random(int(os.environ.get("SWEEPDAY_SEED", "20261121")))
    for moment in (moments.uniform(0, 1.5), None, None):
        run = start(plan)
        if moment is None:
            under_way(run, plan)
        with suppress(subprocess.TimeoutExpired):
            run.wait(timeout=moment or moments.uniform(0, 2))
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert start(plan).wait(timeout=120) == 0
    killed = results(plan)
    assert killed.info.finished
    assert findings(killed) == findings(results(calm))
    # A visit that was closed before the kill was not made again.
    for folder in (tmp_path / "killed/sweeps/killed/captures").iterdir():
        assert len(closed_visits(folder)) == 1
        assert not list(folder.glob("*.part"))


def test_workers_do_not_outlive_a_killed_run(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "orphans", delay=1)
    run = start(plan)
    under_way(run, plan)
    workers = workers_of(run)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert workers
    deadline = time.monotonic() + 120
    while any(_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in workers if _alive(pid)]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_an_interrupted_run_says_so_and_continues(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "interrupted", delay=0.5)
    run = start(plan)
    under_way(run, plan)
    # A terminal sends Ctrl-C to every process of the group: the workers must leave it to their parent.
    os.killpg(run.pid, signal.SIGINT)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 130, output
    assert "the same command continues" in output
    assert "Traceback" not in output


def test_a_second_run_of_a_sweep_under_way_is_refused(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "twice", delay=0.5)
    first = start(plan)
    try:
        lock = plan.parent / "sweeps" / "twice" / ".lock"
        while not lock.exists():
            assert first.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        second = start(plan)
        output, _ = second.communicate(timeout=60)
        assert second.returncode == 1
        assert "another run of this sweep is under way" in output
    finally:
        first.kill()
        first.wait()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own on `folder`; skipped where this user may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        skip("mount", "a small file system cannot be mounted here (needs root)")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def test_a_full_disk_is_said_once_and_nothing_gathered_is_lost(swept: Swept, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "500k"):
        plan = make(disk, swept, "full", shops=8)
        run = start(plan)
        output, _ = run.communicate(timeout=120)
        assert run.returncode == 1, output
        assert output.count("full") >= 1
        assert "Traceback" not in output, output
        kept = {f.name: closed_visits(f)[0].sha256 for f in _captures(plan) if closed_visits(f)}
        remount(disk, "size=200m")
        again = start(plan)
        output, _ = again.communicate(timeout=120)
        assert again.returncode == 0, output
        assert results(plan).info.finished
        assert kept.items() <= {f.name: closed_visits(f)[0].sha256 for f in _captures(plan)}.items()


@pytest.mark.parametrize("room", ["40k", "400k"])
def test_a_report_that_does_not_fit_is_written_again(workspace: Path, tmp_path: Path, room: str, capfd: object) -> None:
    folder = workspace / "sweeps" / "demo"
    for name in ("report", "exports"):
        shutil.rmtree(folder / name)
        with small_disk(folder / name, room):
            assert main([name.removesuffix("s"), "demo", "--workspace", str(workspace)]) == 1
            assert "the disk is full; free some space" in capfd.readouterr().err  # type: ignore[attr-defined]
            assert not (folder / name / "index.html").exists()
            remount(folder / name, "size=50m")
            assert main([name.removesuffix("s"), "demo", "--workspace", str(workspace)]) == 0


def test_an_empty_database_never_replaces_a_report(workspace: Path, capfd: object) -> None:
    for path in workspace.glob("sweepday.sqlite*"):
        path.unlink()
    report = (workspace / "sweeps/demo/report/index.html").read_text()
    for name in ("report", "export"):
        assert main([name, "demo", "--workspace", str(workspace)]) == 1
        assert "`sweepday judge demo` makes them anew" in capfd.readouterr().err  # type: ignore[attr-defined]
    assert main(["judge", "demo", "--shop", "nothing", "--workspace", str(workspace)]) == 1
    assert (workspace / "sweeps/demo/report/index.html").read_text() == report


def _captures(plan: Path) -> list[Path]:
    folder = plan.parent / "sweeps" / plan.stem / "captures"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_read_only_workspace_is_said_clearly(swept: Swept, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "20m"):
        plan = make(disk, swept, "locked", shops=2)
        remount(disk, "ro")
        run = start(plan)
        output, _ = run.communicate(timeout=60)
        assert run.returncode == 1, output
        assert "read-only" in output.lower()
        assert "Traceback" not in output
        assert main(["new", str(disk / "elsewhere")]) == 1


def test_a_damaged_database_is_said_clearly_and_made_anew(workspace: Path, swept: Swept, capfd: object) -> None:
    fetched = dict(swept.server.requests)
    database = workspace / "sweepday.sqlite"
    for path in workspace.glob("sweepday.sqlite-*"):
        path.unlink()
    database.write_bytes(b"SQLite format 3\x00" + os.urandom(8000))
    assert main(["report", "demo", "--workspace", str(workspace)]) == 1
    message = capfd.readouterr().err  # type: ignore[attr-defined]
    assert "sweepday.sqlite" in message
    assert "move it away" in message
    database.unlink()
    assert main(["judge", "demo", "--workspace", str(workspace)]) == 0
    assert dict(swept.server.requests) == fetched


def test_judging_goes_on_past_damaged_captures(workspace: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = (workspace / "sweeps/demo/exports/findings.jsonl").read_text()
    first, second, *_ = sorted((workspace / "sweeps/demo/captures").iterdir())
    next(first.glob("*.warc.gz")).write_bytes(b"something else")
    (second / "manifest.json").write_text("{")
    assert main(["judge", "demo", "--workspace", str(workspace)]) == 1
    said = capfd.readouterr().out
    assert "not the archive that its manifest names" in said
    assert f"{second.name}/manifest.json: damaged" in said
    # The damaged ones keep their last judgement; the others were judged anew.
    assert (workspace / "sweeps/demo/exports/findings.jsonl").read_text() == before


def test_a_truncated_archive_is_read_as_far_as_it_goes(swept: Swept, tmp_path: Path, capfd: object) -> None:
    source = max((swept.sweep.folder.path / "captures").glob("*/*.warc.gz"), key=lambda p: p.stat().st_size)
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    assert main(["inspect", str(cut), "--country", "FR", "--json"]) == 0
    assert '"pages"' in capfd.readouterr().out  # type: ignore[attr-defined]
    cut.write_bytes(b"\x1f\x8b" + os.urandom(100))
    assert main(["inspect", str(cut), "--country", "FR"]) == 1
    assert "WARC" in capfd.readouterr().err  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "no shop to sweep"),
        ("url\n", "no shop to sweep"),
        ("url\nnot a shop\nftp://x.example\n", "none of them an address"),
    ],
)
def test_a_list_without_shops(tmp_path: Path, lines: str, message: str, capfd: object) -> None:
    (tmp_path / "some.csv").write_text(lines)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.format(name="empty", delay=0))
    assert main(["run", str(plan)]) == 1
    assert message in capfd.readouterr().err  # type: ignore[attr-defined]
    assert not (tmp_path / "sweeps").exists()


def test_dead_and_malformed_addresses_end_with_their_reason(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("url\nhttp://127.0.0.1:9/\nshop.invalid\nnot a shop\n")
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN.format(name="plan", delay=0))
    assert main(["run", str(plan)]) == 0
    result = results(plan)
    assert [(s.state, s.reason.split(":")[0]) for s in result.shops] == [
        ("unreachable", "connect"),
        ("unreachable", "dns"),
    ]
    assert result.info.funnel.listed == 3
    assert result.info.funnel.alive == 0


def test_a_changed_plan_is_refused_and_a_changed_pace_is_not(workspace: Path, capfd: object) -> None:
    plan = workspace / "demo.yaml"
    text = plan.read_text()
    plan.write_text(text.replace("country: FR", "country: DE"))
    assert main(["run", str(plan)]) == 1
    assert "country changed since the sweep 'demo' began" in capfd.readouterr().err  # type: ignore[attr-defined]
    plan.write_text(text.replace("delay_seconds: 0", "delay_seconds: 2"))
    assert main(["run", str(plan), "--no-report"]) == 0


def test_new_never_overwrites(tmp_path: Path, capfd: object) -> None:
    folder = tmp_path / "Été à la mer (2026)"
    assert main(["new", str(folder)]) == 0
    assert "name: Ete-a-la-mer-2026 " in (folder / "plan.yaml").read_text()
    assert main(["run", str(folder / "plan.yaml"), "--check"]) == 0
    (folder / "plan.yaml").write_text("mine")
    assert main(["new", str(folder)]) == 1
    assert (folder / "plan.yaml").read_text() == "mine"
    shutil.rmtree(folder)


def test_a_list_that_changed_meanwhile_is_told(workspace: Path, capfd: object) -> None:
    assert main(["run", str(workspace / "demo.yaml"), "--no-report"]) == 0
    assert "the lists changed" not in capfd.readouterr().out  # type: ignore[attr-defined]
    with (workspace / "shops.csv").open("a") as shops:
        shops.write("http://127.0.0.1:9/,FR,,,\n")
    assert main(["run", str(workspace / "demo.yaml"), "--no-report"]) == 0
    assert "the lists changed since it began" in capfd.readouterr().out  # type: ignore[attr-defined]
