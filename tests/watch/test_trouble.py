"""A killed round, a full disk, hostile names: nothing is invented, moved or lost."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from sweep.cli import main
from sweep.report.observations import write_observations
from sweep.watch.campaign import ProductResult
from sweep.watch.series import history_of
from tests.shared import ROOT
from tests.watch.simulator import history
from tests.watch.simulator import market as simulated
from tests.watch.site import Market, Tag, lay_out, market, opened

HOSTILE = (
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(A1)",
    "\x00\x1b[31m",
    "<script>alert(1)</script>",
    "+1",
    "-2+3",
)


def _today(folder: Path, shop: Market, delay: float = 0.0) -> Path:
    """A plan whose only round is due now, in real time."""
    shop.now = time.time()
    plan = lay_out(folder, shop, first=datetime.now(ZoneInfo("Europe/Paris")).date(), days=1)
    text = plan.read_text().replace('"06:00"', '"00:00"').replace("delay_seconds: 0", f"delay_seconds: {delay}")
    plan.write_text(text)
    return plan


def test_a_killed_round_goes_on_and_keeps_what_it_had(tmp_path: Path) -> None:
    with market({f"p{n}": Tag(f"{n + 1}.00") for n in range(8)}) as shop:
        plan = _today(tmp_path, shop, delay=0.4)
        command = [sys.executable, "-m", "sweep.cli", "watch", str(plan), "--once", "--no-report"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while sum("/p" in path for path in shop.server.requests) < 3 and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        plan.write_text(plan.read_text().replace("delay_seconds: 0.4", "delay_seconds: 0"))
        assert main(["watch", str(plan), "--once", "--no-report"]) == 0
    watch = opened(plan)
    histories = [history_of(watch.book, p, ZoneInfo("Europe/Paris")) for p in watch.products]
    assert [str(h.observations[0].price) for h in histories] == [f"{n + 1}.00" for n in range(8)]
    assert all(len(h.observations) == 1 and not h.gaps for h in histories)
    assert not list(watch.captures.glob("*.part"))
    assert {r.state for r in watch.book.rounds("campaign")} == {"done"}
    assert len(list(watch.captures.glob("*.warc.gz"))) == 2


def test_a_full_disk_ends_the_round_with_words_and_the_same_command_goes_on(tmp_path: Path) -> None:
    with market({f"p{n}": Tag(f"{n + 1}.00") for n in range(4)}) as shop:
        plan = _today(tmp_path, shop)
        opened(plan).book.close()  # panel and database are there before the disk fills up
        limit = (
            "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
            f"resource.setrlimit(resource.RLIMIT_FSIZE, (1500, {resource.RLIM_INFINITY})); "
            "from sweep.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        command = [sys.executable, "-c", limit, "watch", str(plan), "--once", "--no-report"]
        stopped = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
        assert stopped.returncode == 1, stopped.stderr
        assert "sweepday:" in stopped.stderr
        watch = opened(plan)
        assert all(not history_of(watch.book, p, ZoneInfo("UTC")).observations for p in watch.products)
        watch.book.close()
        assert main(["watch", str(plan), "--once", "--no-report"]) == 0
    watch = opened(plan)
    assert all(len(history_of(watch.book, p, ZoneInfo("UTC")).observations) == 1 for p in watch.products)


def test_the_command_says_what_it_would_do_and_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with market({"a": Tag("1.00")}) as shop:
        plan = _today(tmp_path, shop)
        assert main(["watch", str(plan), "--check"]) == 0
        assert main(["watch", str(plan), "--once"]) == 0
        assert main(["watch", str(plan), "--once"]) == 0
    assert main(["watch", str(plan), "--status"]) == 0
    assert main(["watch", str(plan), "--systemd"]) == 0
    assert main(["watch", "--example"]) == 0
    assert main(["watch"]) == 1
    said = capsys.readouterr()
    assert "1 product listed, 1 on the panel" in said.out
    assert "1 price seen, 0 gaps" in said.out
    assert "nothing is due" in said.out
    assert "done 1, missed 0" in said.out
    assert "which plan?" in said.err


def test_hostile_names_stay_text_in_tables(tmp_path: Path) -> None:
    item = next(iter(simulated(1, 1, 1)))
    base = history(item, frozenset(range(3)))
    results = []
    for name in HOSTILE:
        observations = tuple(
            replace(o, offer=replace(o.offer, value=replace(o.offer.value, title=name))) for o in base.observations
        )
        results.append(ProductResult(base.product, replace(base, observations=observations), ()))
    write_observations(results, tmp_path)
    titles = {
        row[2] for row in CalamineWorkbook.from_path(tmp_path / "observations.xlsx").get_sheet_by_index(0).to_python()
    }
    assert HOSTILE[0] in titles
    assert HOSTILE[3] in titles
    lines = (tmp_path / "observations.csv").read_text(encoding="utf-8-sig")
    assert "\"'=HYPERLINK" in lines
    assert "'@SUM" in lines
    assert "\x1b" not in lines
    assert date.fromisoformat("2026-09-01").isoformat() in lines
