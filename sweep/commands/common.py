"""What several verbs share: their common options, and progress on a terminal or in a log."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sweep.commands import VERBS
from sweep.report.words import languages
from sweep.run import Sweep
from sweep.sweeps import find
from sweep.workspace import Workspace

EPILOG = "exit codes: 0 done, 1 something you can mend, 3 a fault of ours, 130 interrupted"

Run = Callable[[argparse.Namespace], int]


def verb(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Run,
    *,
    examples: str,
) -> argparse.ArgumentParser:
    """The parser of a verb: its sentence of the table, and its examples in `--help`."""
    summary = VERBS[name].summary
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"examples:\n{examples.rstrip()}\n\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run)
    return parser


def add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace", type=Path, default=Path(), metavar="DIR", help="folder with plans and sweeps (default: here)"
    )


def add_sweep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sweep", metavar="SWEEP", help="name of a sweep, or its folder")
    add_workspace(parser)


def sweep_of(args: argparse.Namespace) -> Sweep:
    """The sweep that the arguments name, by name in the workspace or by its folder. Raises SweepError."""
    path = Path(args.sweep)
    if (path / "plan.yaml").is_file() and path.resolve().parent.name == "sweeps":
        folder = path.resolve()
        return find(Workspace(folder.parent.parent), folder.name)
    return find(Workspace(args.workspace.resolve()), args.sweep)


def day(text: str) -> date:
    """An ISO date, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date (YYYY-MM-DD)") from None


def spoken(text: str) -> tuple[str, ...]:
    """Languages of a report, separated by commas, for argparse."""
    asked = tuple(dict.fromkeys(filter(None, (code.strip().lower() for code in text.split(",")))))
    if unknown := [code for code in asked if code not in languages()]:
        raise argparse.ArgumentTypeError(f"there is no report in {unknown[0]!r}; there is {', '.join(languages())}")
    return asked


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
