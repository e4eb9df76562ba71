"""`sweepday verify`: is a sweep, a watch, a proof or a case still what it was? Offline, on the folder alone."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence.pack import SUMS, opened, verify_pack
from sweep.evidence.verify import verify_sweep
from sweep.evidence.verify_seal import Checked
from sweep.watch.verify import verify_watch
from sweep.watch.watch import existing
from sweep.workspace import SweepFolder, Workspace

_SHOWN = 200  # problems and notes printed one by one


def run(args: argparse.Namespace) -> int:
    if args.certificates and not args.certificates.is_file():
        raise SweepError(f"{args.certificates}: there is no such file")
    checked = list(_checked(args))
    for wanted in ("problem", "note", "proved"):
        lines = [f"{c.place}: {c.text}" for c in checked if c.kind == wanted]
        for line in lines[:_SHOWN]:
            print(f"{_WORDS[wanted]}: {line}")
        if len(lines) > _SHOWN:
            print(f"{_WORDS[wanted]}: and {len(lines) - _SHOWN} more")
    problems = sum(c.kind == "problem" for c in checked)
    whole = sum(c.kind == "ok" for c in checked)
    print(f"{whole} files and records are as they were; {counted(problems, 'problem')}")
    print("(a digest proves that nothing changed since; who made the capture rests on the custody log and a witness)")
    return 1 if problems else 0


_WORDS = {"problem": "CHANGED", "note": "not proved", "proved": "proved"}


def _checked(args: argparse.Namespace) -> Iterator[Checked]:
    path = Path(args.what)
    if (plan := _watch_plan(path, args.workspace.resolve())) is not None:
        yield from _watch(plan, args)
        return
    # A workspace has a plan as well, and may be called like its sweep.
    if (path / "plan.yaml").is_file() and (path / "captures").is_dir():
        yield from _sweep(SweepFolder(path.resolve()), args)
    elif path.suffix == ".zip" or (path / SUMS).is_file() or (path.is_dir() and "/" in args.what):
        with opened(path) as folder:
            yield from verify_pack(folder, args.certificates)
    elif "/" in args.what:
        raise SweepError(f"{args.what}: there is no such folder or zip file")
    else:
        yield from _sweep(Workspace(args.workspace.resolve()).existing_sweep(args.what), args)


def _watch_plan(path: Path, workspace: Path) -> Path | None:
    """The plan of a watch that is named by its plan, its folder, or its name; None where it is none of these."""
    if path.is_file() and path.suffix in (".yaml", ".yml"):
        return path
    folder = path if path.is_dir() and "/" in str(path) else workspace / "watches" / path
    kept = folder.resolve() / "plan.yaml"
    return kept if kept.is_file() and kept.parent.parent.name == "watches" else None


def _watch(plan: Path, args: argparse.Namespace) -> Iterator[Checked]:
    watch = existing(plan)
    yield from verify_sweep(watch.folder, args.certificates)
    yield from verify_watch(watch)


def _sweep(folder: SweepFolder, args: argparse.Namespace) -> Iterator[Checked]:
    checked = list(verify_sweep(folder, args.certificates))
    if not any(c.place.startswith(("captures/", "seal/")) for c in checked):
        raise SweepError(f"{folder.path.name}: no capture is here yet; `sweepday run` makes them")
    yield from checked
