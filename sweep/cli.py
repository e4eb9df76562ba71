"""The command `sweepday`: parses the words, calls the verb, and turns errors into exit codes."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NoReturn, TextIO, cast

from sweep import __version__, fault
from sweep.commands import VERBS
from sweep.errors import SweepError


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """A wrong word on the command line is something the user can mend: exit code 1, not argparse's 2."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Words that nobody knows are told with the usage of their own verb, not of the whole command."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unknown: {' '.join(unknown)}")
        return found, unknown


class _Lasting:
    """A stream whose reader may go away (`head`, `less`): the rest is told to nobody, and the work is still done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._let_go()
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._let_go()

    def _let_go(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def parser_for(words: list[str]) -> argparse.ArgumentParser:
    """The parser for these words: whole for the verb they name, one sentence for each of the others."""
    parser = _Parser(
        prog="sweepday",
        description="Screen e-shops against consumer law, with proof for every statement.",
        epilog="Try `sweepday demo` first. Each verb has its own --help with examples.",
    )
    parser.add_argument("--version", action="version", version=f"sweepday {__version__}")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    wanted = next((word for word in words if not word.startswith("-")), "")
    if wanted in VERBS:
        importlib.import_module(f"sweep.options.{VERBS[wanted].module}").add_parser(subparsers)
    else:
        for name, verb in VERBS.items():
            subparsers.add_parser(name, help=verb.summary)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Runs one verb. Exit codes: 0 done, 1 the user can mend it, 3 a fault of ours, 130 interrupted."""
    words = sys.argv[1:] if argv is None else argv
    out, err = cast(TextIO, _Lasting(sys.stdout)), cast(TextIO, _Lasting(sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            return _main(words)
        finally:
            out.flush()
            err.flush()


def _main(words: list[str]) -> int:
    try:
        args = parser_for(words).parse_args(words)
        return int(args.func(args))
    except SweepError as error:
        print(f"sweepday: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        again = "the same command continues where it stopped" if "run" in words[:1] else "the same command begins again"
        print(f"sweepday: interrupted; {again}", file=sys.stderr)
        return 130
    # The last door: whatever was not foreseen is our fault, and says so.
    except Exception as error:
        kept = fault.keep(error, words)
        if kept is None:
            traceback.print_exc()
        where = (
            f"the details are in {kept}: please report it with that file" if kept else "please report the lines above"
        )
        print(f"sweepday {__version__}: a fault of ours ({fault.short(error)}); {where}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
