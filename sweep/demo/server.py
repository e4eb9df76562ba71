"""Serves the demonstration shops on the loopback: one address a shop, real sockets, nothing beyond this machine."""

from __future__ import annotations

import gzip
import socket
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal
from urllib.parse import urlsplit

from sweep.demo.render import Document, challenge, scripts_site, site
from sweep.demo.spec import Season, ShopSpec, SpecialSpec, shops, specials
from sweep.errors import SweepError

ShopKind = Literal["shop", "challenge", "scripts", "dead", "redirect"]
_SEASONS: dict[str, Season] = {"before": "before", "sale": "sale", "mended": "mended"}
_THANKS = Document(b"<!doctype html><title>Demonstration</title><p>This is a demonstration: nothing was sent.</p>")
_MISSING = Document(b"<!doctype html><title>404</title><h1>404</h1><p>Not found.</p>", status=404)


@dataclass(frozen=True, slots=True)
class DemoShop:
    """A running shop. `url` ends with a slash; `language` is "" where no page can be read.

    `country` is that of the consumers for whom it is listed.
    """

    key: str
    url: str
    brand: str
    country: str
    sector: str
    kind: ShopKind = "shop"
    language: str = ""


Answer = Callable[[str], Document]  # path with query -> document


class DemoServer:
    """Context manager: starts one HTTP server a shop and stops them all.

    `season` is "before", "sale" or "mended" and may be changed while it runs; `addresses` (key -> host and port) are
    those of an earlier start, taken again so that the shops are the same; `requests` counts what was asked, by URL
    (POST requests under "POST <url>").
    """

    def __init__(self, season: Season = "before", addresses: Mapping[str, tuple[str, int]] | None = None) -> None:
        self._season: Season = season
        self._addresses = addresses or {}
        self.requests: Counter[str] = Counter()
        self.shops: tuple[DemoShop, ...] = ()
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []
        self._threads: list[threading.Thread] = []
        self._reserved: list[socket.socket] = []

    def __enter__(self) -> DemoServer:
        try:
            started: dict[str, DemoShop] = {}
            for key, shop in shops().items():
                started[key] = self._start_shop(key, shop)
            for key, special in specials().items():
                started[key] = self._start_special(key, special, started)
        except BaseException as error:
            self._stop()
            if self._addresses and isinstance(error, OSError):
                raise SweepError(
                    f"an address of the earlier demonstration is taken by another program ({error.strerror}); "
                    "try again later, or begin anew with `sweepday demo`"
                ) from None
            raise
        self.shops = tuple(started.values())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def season(self) -> Season:
        return self._season

    @season.setter
    def season(self, season: str) -> None:
        if season not in _SEASONS:
            raise ValueError(f"no such season: {season!r}")
        self._season = _SEASONS[season]

    def shop(self, key: str) -> DemoShop:
        """The running shop of that key. Raises KeyError."""
        return {shop.key: shop for shop in self.shops}[key]

    def _start_shop(self, key: str, shop: ShopSpec) -> DemoShop:
        pages: dict[Season, dict[str, Document]] = {}

        def answer(path: str) -> Document:
            if self.season == "mended" and shop.mended and shop.mended.blocked:
                return challenge()
            if self.season not in pages:
                pages[self.season] = site(shop, base, self.season)
            return _look_up(pages[self.season], path)

        base = self._serve(key, answer, compress=shop.gzip)
        return DemoShop(key, base + "/", shop.brand, shop.listed_for, shop.sector, "shop", shop.language)

    def _start_special(self, key: str, special: SpecialSpec, started: dict[str, DemoShop]) -> DemoShop:
        if special.kind == "dead":
            base = self._reserve(key)
        elif special.kind == "challenge":
            base = self._serve(key, lambda _: challenge())
        elif special.kind == "scripts":
            pages = scripts_site()
            base = self._serve(key, lambda path: _look_up(pages, path))
        else:
            target = started[special.to].url.rstrip("/")
            base = self._serve(key, lambda path: Document(b"", status=301, headers=(("Location", target + path),)))
        return DemoShop(key, base + "/", special.brand, special.country, special.sector, special.kind)

    def _serve(self, key: str, answer: Answer, *, compress: bool = False) -> str:
        server = ThreadingHTTPServer(self._address(key), _handler(self, answer, compress))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        self._servers.append(server)
        self._threads.append(thread)
        return _base(server.server_address)

    def _reserve(self, key: str) -> str:
        """An address that refuses connections: bound, so that nobody else gets it, and never listening."""
        address = self._address(key)
        reserved = socket.socket()
        self._reserved.append(reserved)
        reserved.bind(address)
        return _base(reserved.getsockname())

    def _address(self, key: str) -> tuple[str, int]:
        return self._addresses.get(key) or self._free_address()

    def _free_address(self) -> tuple[str, int]:
        """Each shop its own loopback address, as on the web; where the system has but one, its own port."""
        address = f"127.0.1.{len(self._servers) + len(self._reserved) + 1}"
        with socket.socket() as probe:
            try:
                probe.bind((address, 0))
            except OSError:
                return "127.0.0.1", 0
        return address, 0

    def count(self, url: str) -> None:
        with self._lock:
            self.requests[url] += 1

    def _stop(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        for reserved in self._reserved:
            reserved.close()
        self._servers, self._threads, self._reserved = [], [], []


def _base(address: Sequence[object]) -> str:
    return f"http://{address[0]}:{address[1]}"


def _look_up(pages: dict[str, Document], path: str) -> Document:
    """The page of `path`; a query that the shop does not know is ignored, as most shops do."""
    return pages.get(path) or pages.get(urlsplit(path).path) or _MISSING


def _handler(demo: DemoServer, answer: Answer, compress: bool) -> type[BaseHTTPRequestHandler]:
    """The handler class of one shop."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "demo"
        sys_version = ""
        timeout = 30
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            self._answer(answer(self.path), "")

        def do_HEAD(self) -> None:
            self._answer(answer(self.path), "HEAD ")

        def do_POST(self) -> None:
            self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 100_000))
            self._answer(_THANKS, "POST ")

        def _answer(self, document: Document, method: str) -> None:
            demo.count(f"{method}{_base(self.connection.getsockname())}{self.path}")
            body = document.body
            packed = compress and "gzip" in self.headers.get("Accept-Encoding", "") and len(body) > 200
            if packed:
                body = gzip.compress(body, 6, mtime=0)
            self.send_response_only(document.status)
            self.send_header("Content-Type", document.media_type)
            self.send_header("Content-Length", str(len(body)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
            for name, value in document.headers:
                self.send_header(name, value)
            self.end_headers()
            if method != "HEAD ":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is logged: `requests` counts."""

    return Handler
