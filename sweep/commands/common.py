"""What several verbs share: how a sweep is named, and progress on a terminal or in a log."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from sweep.run import Sweep
from sweep.sweeps import find
from sweep.workspace import Workspace


def sweep_of(args: argparse.Namespace) -> Sweep:
    """The sweep that the arguments name, by name in the workspace or by its folder. Raises SweepError."""
    path = Path(args.sweep)
    if (path / "plan.yaml").is_file() and path.resolve().parent.name == "sweeps":
        folder = path.resolve()
        return find(Workspace(folder.parent.parent), folder.name)
    return find(Workspace(args.workspace.resolve()), args.sweep)


def duration(seconds: float) -> str:
    """A time for people: "48 s", "12 min", "3 h 05 min"."""
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"


def command() -> str:
    """How this command can be called again: by its name where the shell finds it, else by its path."""
    called = Path(sys.argv[0])
    return "sweepday" if called.name != "sweepday" or shutil.which("sweepday") else str(called)


class Ticker:
    """One line that moves on a terminal, plain lines otherwise."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._width = 0

    def step(self, line: str) -> None:
        if self._live:
            # A line as wide as the window would wrap, and pile up instead of moving.
            shown = "".join(c if c.isprintable() else " " for c in line)[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write("\r" + shown.ljust(self._width))
            self._width = len(shown)
            sys.stderr.flush()
        else:
            sys.stderr.write(line + "\n")

    def end(self) -> None:
        if self._live and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()
            self._width = 0
