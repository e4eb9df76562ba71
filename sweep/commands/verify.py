"""`sweepday verify`: are the captures of a sweep still what they were? Offline, on the folder alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.commands.common import add_sweep, verb
from sweep.errors import SweepError
from sweep.evidence.verify import verify_captures
from sweep.workspace import Workspace


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "verify",
        run,
        examples=(
            "  sweepday verify black-friday\n"
            "  (cd sweeps/black-friday && sha256sum --check SHA256SUMS)     the same with a standard tool"
        ),
    )
    add_sweep(parser)


def run(args: argparse.Namespace) -> int:
    path = Path(args.sweep)
    workspace = args.workspace.resolve()
    if (path / "plan.yaml").is_file():
        workspace, name = path.resolve().parent.parent, path.resolve().name
    else:
        name = args.sweep
    checked = list(verify_captures(Workspace(workspace).existing_sweep(name)))
    wrong = [c for c in checked if c.problem]
    if not checked:
        raise SweepError(f"{name}: no capture is here yet; `sweepday run` makes them")
    for c in wrong:
        print(f"{c.archive}: {c.problem}")
    print(f"{len(checked) - len(wrong)} of {len(checked)} archives are as their manifest says")
    print("(a digest proves that nothing changed since; it does not prove who made the capture)")
    return 1 if wrong else 0
