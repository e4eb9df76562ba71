"""What the options of several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from sweep.commands import VERBS
from sweep.gather.addresses import written_network
from sweep.paths import languages

EPILOG = "exit codes: 0 done, 1 something you can mend, 3 a fault of ours, 130 interrupted"

Run = Callable[[argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Later:
    """The function `name` of sweep/commands/`module`, which is imported when the verb is really called."""

    module: str
    name: str = "run"

    def function(self) -> Run:
        found: Run = getattr(import_module(f"sweep.commands.{self.module}"), self.name)
        return found

    def __call__(self, args: argparse.Namespace) -> int:
        return self.function()(args)


def verb(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    *,
    examples: str,
    does: str = "run",
) -> argparse.ArgumentParser:
    """The parser of a verb: its sentence of the table, its examples in `--help`, and what `does` it in its module."""
    summary = VERBS[name].summary
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:].removesuffix(' ...')}.",
        epilog=f"examples:\n{examples.rstrip()}\n\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=Later(VERBS[name].module, does))
    return parser


def add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace", type=Path, default=Path(), metavar="DIR", help="folder with plans and sweeps (default: here)"
    )


def add_sweep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sweep", metavar="SWEEP", help="name of a sweep, or its folder")
    add_workspace(parser)


def day(text: str) -> date:
    """An ISO date, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date (YYYY-MM-DD)") from None


def network(text: str) -> str:
    """A network that may be visited although it is not public, for argparse."""
    try:
        return written_network(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def pages(text: str) -> int:
    """How many pages of a shop, for argparse."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 5_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pages (1 to 5000)")
    return int(text)


def delay(text: str) -> float:
    """Seconds between two requests, for argparse."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds (0 to 60)")
    return seconds


def spoken(text: str) -> tuple[str, ...]:
    """Languages of a report, separated by commas, for argparse."""
    asked = tuple(dict.fromkeys(filter(None, (code.strip().lower() for code in text.split(",")))))
    if unknown := [code for code in asked if code not in languages()]:
        raise argparse.ArgumentTypeError(f"there is no report in {unknown[0]!r}; there is {', '.join(languages())}")
    return asked
