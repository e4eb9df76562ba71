"""`sweepday demo`: the demonstration shops, served on this machine and swept for real, twice."""

from __future__ import annotations

import argparse
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from checks.verdict import Outcome
from product_alerts.store import AlertStore
from product_alerts.update import import_file
from sweep.commands.common import command
from sweep.commands.compare import compared, keep, show
from sweep.commands.run import conclude, execute, publish
from sweep.counted import counted
from sweep.demo.check import compare
from sweep.demo.server import DemoServer
from sweep.demo.targets import addresses, targets_csv
from sweep.demo.truth import load_truth
from sweep.errors import SweepError
from sweep.results import SweepResult
from sweep.run import Sweep
from sweep.sweeps import begin, collect, find
from sweep.together import compare_shops, look_over
from sweep.workspace import write_atomically, writing

MARKER = ".sweepday-demo"
ALERTS = Path(__file__).parent.parent / "demo" / "alerts.xml"
SEASONS = (("demo-before", "before"), ("demo", "sale"))
MENDED = "demo-mended"
DAY = date(2026, 11, 21)  # the planted faults are faults under the law of this day

_PLAN = """\
# Written by `sweepday demo`: the shops run on loopback addresses while the demonstration lasts.
name: {name}
day: {day}
authority: Demonstration authority
country: FR
languages: [fr, en]
lists: [shops.csv]
pace: {{delay_seconds: 0, shops_at_once: 8}}
budget: {{pages: 60, products: 20, request_seconds: 10}}
network: {{allow: [127.0.0.0/8]}}
browser: never  # the same results with and without Chromium
"""


def run(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    if args.mended:
        return _mended(folder)
    _fresh(folder)
    with DemoServer() as server:
        sweep = sweep_twice(folder, server)
    result = collect(sweep)
    print()
    for line in compare(load_truth(), result):
        print(line)
    print(f"\nOpen the report: {(sweep.folder.report / 'index.html').resolve()}")
    print(f"Then try: {command()} case demo {_example(result)} --workspace {folder}")
    print(f"Some traders put things right: {command()} demo {folder} --mended")
    return 0


def _mended(folder: Path) -> int:
    with mended_server(folder) as server:
        sweep = _one(folder, server, MENDED, DAY + timedelta(days=30))
    earlier = find(sweep.workspace, SEASONS[-1][0])
    comparison = compared(sweep, earlier)
    print()
    show(comparison)
    *_, page = keep(sweep, comparison)
    print(f"\nOpen the comparison: {page.resolve()}")
    return 0


def mended_server(folder: Path) -> DemoServer:
    """The shops of a demonstration at the addresses they had, after some were mended. Raises SweepError."""
    if not (folder / MARKER).exists() or not (folder / "sweeps" / SEASONS[-1][0] / "plan.yaml").exists():
        raise SweepError(f"{folder}: no demonstration is here yet; run `sweepday demo {folder}` first")
    return DemoServer("mended", addresses((folder / "shops.csv").read_text(encoding="utf-8")))


def sweep_twice(folder: Path, server: DemoServer) -> Sweep:
    """Sweeps the running shops before and during the sales, with reports; returns the second sweep."""
    write_atomically(folder / "shops.csv", targets_csv(server))
    import_file(ALERTS, AlertStore(folder / "alerts.sqlite"), datetime.now(UTC))
    for name, season in SEASONS:
        server.season = season
        sweep = _one(folder, server, name, DAY)
    return sweep


def _one(folder: Path, server: DemoServer, name: str, day: date) -> Sweep:
    plan = folder / f"{name}.yaml"
    write_atomically(plan, _PLAN.format(name=name, day=day.isoformat()))
    print(f"\n-- sweep {name!r}: {counted(len(server.shops), 'shop')} on loopback addresses")
    sweep, _ = begin(plan, day)
    execute(sweep)
    seen = look_over(sweep)
    compare_shops(sweep, seen)
    publish(sweep, collect(sweep))
    conclude(sweep, seen.tallies.values())
    return sweep


def _example(result: SweepResult) -> str:
    """The shop with the most suspected infringements."""
    return max(result.shops, key=lambda s: [v.outcome for v in s.verdicts].count(Outcome.FAIL)).target.key


def _fresh(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise SweepError(f"{folder}: already there and no demonstration; choose another folder: sweepday demo DIR")
    with writing(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    write_atomically(folder / MARKER, "made by `sweepday demo`; it is replaced by the next one\n")
