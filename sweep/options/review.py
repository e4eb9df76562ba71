"""What `sweepday review` may be told."""

from __future__ import annotations

import argparse

from sweep.options.common import add_workspace, verb

_EXAMPLES = """\
  sweepday review toys-2026                              opens on this machine, for you alone
  sweepday review toys-2026 --user "A. Verenne" --second-reader 10
  sweepday review toys-2026 --database postgresql://review@db.example/sweeps
                                                         several people at once, each on an own machine
  sweepday review users add verenne --role lead          then others may sign in:
  sweepday review toys-2026 --port 8765 --public-url https://review.example
Roles: a reader reads, a reviewer decides, a lead also settles what two readers decided differently.
SWEEPDAY_DATABASE may name the database, and SWEEPDAY_USER the reader. Decisions lie in decisions.jsonl of the sweep."""

_DEFAULT_PORT = 8765


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(subparsers, "review", examples=_EXAMPLES)
    parser.add_argument("sweep", metavar="SWEEP", help="name of a sweep, or its folder; or the word users")
    parser.add_argument("action", nargs="?", choices=("add", "list", "remove"), help="with users: what to do")
    parser.add_argument("name", nargs="?", default="", help="with users add or remove: the user's name")
    add_workspace(parser)
    parser.add_argument("--port", type=_port, default=_DEFAULT_PORT, help="default: %(default)s; 0 = any that is free")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--sign-in", action="store_true", help="ask for name and password on this machine, too")
    parser.add_argument("--public-url", default="", metavar="URL", help="https address of the proxy in front")
    parser.add_argument("--database", default="", metavar="URL", help="PostgreSQL, for several people at once")
    parser.add_argument("--user", default="", metavar="NAME", help="who reviews (default: the system's user)")
    parser.add_argument(
        "--second-reader", type=_percent, metavar="PERCENT", help="of the findings are read by two people (0 = none)"
    )
    parser.add_argument("--role", choices=("reader", "reviewer", "lead"), default="reviewer", help="of a new user")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port (0 to 65535)")
    return int(text)


def _percent(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage (0 to 100)")
    return int(text)
