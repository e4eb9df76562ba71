"""`sweepday new`: a workspace with a commented plan and a sample list."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.commands.common import verb
from sweep.errors import SweepError
from sweep.paths import template_dir
from sweep.workspace import write_atomically, writing

FILES = ("plan.yaml", "shops.csv")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "new",
        run,
        examples="  sweepday new black-friday\n  sweepday new .          in the folder you are in",
    )
    parser.add_argument("folder", metavar="DIR", type=Path)


def run(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise SweepError(f"{folder}: {' and '.join(there)} already there; nothing was changed (choose another folder)")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        write_atomically(folder / name, (template_dir() / "workspace" / name).read_text(encoding="utf-8"))
    print(f"{folder}: made plan.yaml and shops.csv")
    print(f"Next: put your shops into {folder / 'shops.csv'}, look through {folder / 'plan.yaml'}, then")
    print(f"  sweepday run {folder / 'plan.yaml'}")
    return 0
