"""`sweepday new`: a workspace with a commented plan and a sample list."""

from __future__ import annotations

import argparse
import re
import shlex
import unicodedata
from pathlib import Path

from sweep.commands.common import command
from sweep.errors import SweepError
from sweep.paths import template_dir
from sweep.workspace import write_atomically, writing

_SAMPLE = "my-first-sweep"  # the name in the sample plan
FILES = ("plan.yaml", "shops.csv")


def run(args: argparse.Namespace) -> int:
    folder: Path = args.folder
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise SweepError(f"{folder}: {' and '.join(there)} already there; nothing was changed (choose another folder)")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        text = (template_dir() / "workspace" / name).read_text(encoding="utf-8")
        write_atomically(folder / name, text.replace(_SAMPLE, sweep_name(folder)))
    plan = shlex.quote(str(folder / "plan.yaml"))
    print(f"{folder}: made plan.yaml and shops.csv")
    print(f"Next: put your shops into {folder / 'shops.csv'}, look through plan.yaml, then")
    print(f"  {command()} alerts update --workspace {shlex.quote(str(folder))}    product alerts, where you want them")
    print(f"  {command()} run {plan} --check")
    print(f"  {command()} run {plan}")
    return 0


def sweep_name(folder: Path) -> str:
    """A name for the first sweep, after its folder, in the letters that a plan allows."""
    plain = unicodedata.normalize("NFKD", folder.resolve().name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")[:80] or _SAMPLE
