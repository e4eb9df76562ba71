"""A server of our own on the loopback that answers as the sources of alerts do, on good days and on bad ones.

The records are invented; only the shape of the answers is the sources' own.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from product_alerts.feeds.base import Ask
from sweep.gather.feeds import network
from sweep.gather.limits import Limits

LIMITS = Limits(delay=0.0, retries=2, request_seconds=20.0, allow_networks=("127.0.0.0/8",))


@dataclass(frozen=True)
class Reply:
    """One answer. `announced` bytes are promised, whatever is sent."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    announced: int | None = None


NOTHING = Reply(b"nothing here", 404, "text/plain")
BUSY = Reply(b"busy", 503, "text/plain", (("Retry-After", "0"),))
WEB_PAGE = Reply(b"<!DOCTYPE html><html><body>Please enable JavaScript</body></html>", kind="text/html")

Answers = Callable[[str, bytes], Reply]  # the address as the source has it, and the body of a POST


def as_json(value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode())


@dataclass
class Replay:
    """What the server says, and what it was asked."""

    answers: Answers
    asked: Counter[str] = field(default_factory=Counter)

    def reply(self, path: str, body: bytes) -> Reply:
        host, _, rest = path.lstrip("/").partition("/")
        address = f"https://{host}/{rest}"
        if path == "/robots.txt" or "." not in host:
            return NOTHING
        self.asked[address] += 1
        return self.answers(address, body)


@contextmanager
def replaying(answers: Answers) -> Iterator[tuple[Ask, Replay]]:
    """An `ask` that meets our server wherever a source would be asked; nothing is waited for."""
    replay = Replay(answers)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(replay))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        with network(LIMITS, sleep=lambda seconds: None) as ask:

            def there(url: str, body: bytes | None = None) -> bytes:
                parts = urlsplit(url)
                query = f"?{parts.query}" if parts.query else ""
                return ask(f"http://127.0.0.1:{server.server_port}/{parts.netloc}{parts.path}{query}", body)

            yield there, replay
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65_536  # head and body at once: two small packets would wait for each other

        def do_GET(self) -> None:
            self._say(replay.reply(self.path, b""))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self._say(replay.reply(self.path, body))

        def _say(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(reply.announced or len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
            if reply.announced:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own signature
            """Silent: the requests are counted by the replay."""

    return Handler


def month_of(address: str) -> str:
    """The month that an address of a month asks for: "2026-10"."""
    plain = unquote(address)
    start = plain.partition(">='")[2] or plain.partition("RecallDateStart=")[2]
    return start[:7]
