"""`sweepday review`: findings confirmed, dismissed or left unsure by people, in the browser."""

from __future__ import annotations

import argparse
import getpass
import importlib.util
import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sweep.commands.common import sweep_of
from sweep.commands.seal import seal_now
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.workspace import Workspace

if TYPE_CHECKING:
    from sweep.review.people import People

_PACKAGES = ("flask", "waitress", "argon2")


def run(args: argparse.Namespace) -> int:
    """Serves the review until it is interrupted, or looks after the users. Raises SweepError."""
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        raise SweepError(f"the review needs {', '.join(missing)}; install sweepday[review]")
    return _users(args) if args.sweep == "users" else _serve(args)


def _url(args: argparse.Namespace) -> str:
    return str(args.database or os.environ.get("SWEEPDAY_DATABASE", ""))


def _serve(args: argparse.Namespace) -> int:
    from sweep.review.database import open_database  # noqa: PLC0415 - the extra `review`
    from sweep.review.people import People  # noqa: PLC0415
    from sweep.review.server import LOG_NAME, Listening, Server, logging_to, open_desk  # noqa: PLC0415

    if args.action:
        name = "" if args.action == "list" else " NAME"
        raise SweepError(f"{args.action}: only with users, as in `sweepday review users {args.action}{name}`")
    sweep = sweep_of(args)
    person = args.user or custody.person()
    where = Listening(args.host, args.port, args.public_url, args.sign_in)
    with closing(open_database(sweep.workspace.database, _url(args))) as database:
        print(f"reading the findings of {sweep.name} ...", flush=True)
        desk, entered, added = open_desk(sweep, database, percent=args.second_reader, person=person)
        for count, place in ((entered, "database"), (added, "folder")):
            if count:
                print(f"{counted(count, 'decision')} missing in the {place}: there again")
        server = Server(desk, People(database), where, person)
        with closing(server), logging_to(sweep.workspace.path / LOG_NAME):
            print(f"{counted(len(desk.items.all()), 'finding')}. Open {server.entrance}")
            if where.sign_in and not where.public:
                print("Passwords travel unencrypted: put a proxy with https in front, and name it with --public-url.")
            print("Ctrl+C ends the review; decisions are kept as they are taken.", flush=True)
            for stop in (signal.SIGINT, signal.SIGTERM):
                signal.signal(stop, lambda *_: server.close())
            server.run()
            print("the review has ended")
    seal_now(sweep)
    return 0


def _users(args: argparse.Namespace) -> int:
    from sweep.review.database import open_database  # noqa: PLC0415 - the extra `review`
    from sweep.review.people import People  # noqa: PLC0415

    path = Workspace(Path(args.workspace).resolve()).database
    if not _url(args) and not path.is_file():
        raise SweepError(f"{path.parent}: no workspace with a sweep; use --workspace, or --database")
    with closing(open_database(path, _url(args))) as database:
        people = People(database)
        if args.action == "add":
            return _add(people, args)
        if args.action == "remove":
            return _remove(people, args)
        for user in people.users():
            print(f"{user.name}: {user.role}")
        if not people.users():
            print("no users yet; `sweepday review users add NAME --role lead` adds one")
    return 0


def _add(people: People, args: argparse.Namespace) -> int:
    if not args.name:
        raise SweepError("name the user: sweepday review users add NAME")
    known = any(user.name == args.name.strip() for user in people.users())
    people.add(args.name, args.role, _password(args.name))
    print(f"{args.name.strip()}: {args.role}; {'a new password, and all sessions ended' if known else 'added'}")
    return 0


def _remove(people: People, args: argparse.Namespace) -> int:
    if not people.remove(args.name):
        raise SweepError(f"no user {args.name!r}; `sweepday review users list` names them")
    print(f"{args.name}: removed, and all sessions ended; what this user decided stays")
    return 0


def _password(name: str) -> str:
    """Asked for twice on a terminal; else the first line of the input. Raises SweepError."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"Password for {name}: ")
    if first != getpass.getpass("The same again: "):
        raise SweepError("the two passwords differ; nothing was changed")
    return first
