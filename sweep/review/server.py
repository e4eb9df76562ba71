"""Opens a sweep's review and serves it: on the loopback for one person, elsewhere behind a sign-in."""

from __future__ import annotations

import ipaddress
import json
import logging
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from sweep.errors import SweepError
from sweep.review import folder
from sweep.review.app import create_app
from sweep.review.database import Database
from sweep.review.desk import Desk, Person
from sweep.review.ledger import Ledger
from sweep.review.model import Sample
from sweep.review.people import People, checked_name
from sweep.review.web import LOG, Settings
from sweep.run import Sweep

THREADS = 8
_BODY = 1_000_000  # bytes of a request that are read at all; a form of ours takes far less
LOG_NAME = "review.log"
_LOG_SIZE, _LOGS = 2_000_000, 5


@dataclass(frozen=True)
class Listening:
    """Where to listen. `public` is the https address by which a proxy is reached, "" without one."""

    host: str = "127.0.0.1"
    port: int = 0
    public: str = ""
    always: bool = False  # ask for name and password on the loopback too

    @property
    def sign_in(self) -> bool:
        """Whether names and passwords are asked for: whenever others than this machine's user can reach it."""
        return self.always or bool(self.public) or not _is_loopback(self.host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def open_desk(sweep: Sweep, database: Database, *, percent: int | None, person: str) -> tuple[Desk, int, int]:
    """The desk of a sweep, its folder and the database brought together.

    `percent` of the findings get a second reader from now on; None leaves it as it was. Returns the desk, how many
    decisions the database had lacked, and how many the folder. Raises SweepError.
    """
    ledger = Ledger(database)
    entered, added = folder.reconcile(sweep.workspace, sweep.folder, ledger)
    sample = folder.read(sweep.folder).sample
    if percent is not None and percent != sample.percent:
        sample = Sample(percent, sample.seed or secrets.token_hex(8))
        folder.write_sample(sweep.folder, sample, person)
    desk = Desk(sweep, ledger, sample)
    desk.refresh()
    return desk, entered, added


class Server:
    """The application behind a socket. Raises SweepError where it may not, or cannot, listen."""

    def __init__(self, desk: Desk, people: People, where: Listening, person: str) -> None:
        _refuse_open_door(people, where)
        name = checked_name(person)
        listener = _socket(where)
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        public = urlsplit(where.public)
        hosts = frozenset({public.netloc.lower()}) if where.public else frozenset[str]()
        if not where.sign_in:
            hosts = frozenset({shown, f"localhost:{port}"})
        self.settings = Settings(
            sign_in=where.sign_in,
            local=Person(name, "lead"),
            hosts=hosts,
            secure=public.scheme == "https",
            language=next(iter(desk.sweep.plan.languages), "en"),
        )
        self.address = where.public or f"http://{shown}/"
        app = create_app(desk, people, self.settings)
        trusted: dict[str, Any] = (
            {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
            if where.public
            else {}
        )
        self._map: dict[int, Any] = {}
        self._over = threading.Event()
        served = create_server(
            app,
            map=self._map,
            sockets=[listener],
            threads=THREADS,
            ident="",
            max_request_body_size=_BODY,
            clear_untrusted_proxy_headers=True,
            **trusted,
        )
        self._server = cast(BaseWSGIServer, served)  # of one socket
        self._server.channel_class = _Channel

    @property
    def entrance(self) -> str:
        """The address to open: with the key that lets the person at this machine in, where nobody signs in."""
        key = "" if self.settings.sign_in else "enter?" + urlencode({"key": self.settings.key})
        return f"{self.address.rstrip('/')}/{key}"

    def run(self) -> None:
        """Serves until `close` is called, from another thread, or an interrupt."""
        while not self._over.is_set():
            wasyncore.loop(timeout=0.5, map=self._map, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._map)

    def close(self) -> None:
        """Ends `run` within a second; what is being answered is answered."""
        self._over.set()


def _refuse_open_door(people: People, where: Listening) -> None:
    if where.public and urlsplit(where.public).scheme != "https":
        raise SweepError("--public-url: write the https address of the proxy, such as https://review.example")
    if where.sign_in and not people.users():
        raise SweepError(
            f"{where.public or where.host}: others could reach this, and there are no users yet; "
            "`sweepday review users add NAME --role lead` adds one"
        )


def _socket(where: Listening) -> socket.socket:
    host = where.host.strip("[]")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, where.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise SweepError(f"{where.host}:{where.port}: cannot listen there: {error.strerror or error}") from None
    return listener


class _Refused(ErrorTask):
    """A request that the server itself refuses: too large, or no HTTP."""

    def execute(self) -> None:
        error = getattr(self.request, "error", "")
        line = {"event": "refused", "why": str(getattr(error, "reason", error)), "from": self.channel.addr[0]}
        LOG.warning("%s", json.dumps(line))
        super().execute()


class _Channel(HTTPChannel):
    error_task_class = _Refused


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """The application's log in a file that cannot grow without end."""
    handler = RotatingFileHandler(path, maxBytes=_LOG_SIZE, backupCount=_LOGS, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        handler.close()
