"""Serves generated shops over loopback from a process of its own, each at an address of its own, gzip on the wire."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
import time

from tests.bench.race.shops import pages


class Shop(asyncio.Protocol):
    """HTTP/1.1 with connections kept open; counts what politeness is measured by."""

    def __init__(self, answers: dict[str, bytes], seen: dict[str, float]) -> None:
        self._answers, self._seen = answers, seen
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._seen["open"] += 1
        self._seen["most"] = max(self._seen["most"], self._seen["open"])

    def connection_lost(self, _error: Exception | None) -> None:
        self._seen["open"] -= 1

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            request, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            target = request.split(b" ", 2)[1].decode()
            now = time.monotonic()
            self._seen["gap"] = min(self._seen["gap"], now - self._seen["last"])
            self._seen["last"] = now
            self._seen["requests"] += 1
            self._transport.write(self._answers.get(target, _MISSING))  # type: ignore[attr-defined]


def _answer(status: str, body: bytes) -> bytes:
    packed = gzip.compress(body, 6)
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    return f"{head}Content-Length: {len(packed)}\r\n\r\n".encode() + packed


_MISSING = _answer("404 Not Found", b"<!doctype html><title>404</title><h1>404</h1>")


async def _serve(number: int) -> None:
    """Starts `number` shops, says where they are, and on each line of input tells what they saw, until it ends."""
    loop = asyncio.get_running_loop()
    urls, watched, count, size = [], [], 0, 0
    for i in range(number):
        made = pages(i)
        count, size = count + len(made), size + sum(map(len, made.values()))
        seen = {"open": 0, "most": 0, "requests": 0, "gap": 1e9, "last": -1e9}
        answers = {path: _answer("200 OK", body) for path, body in made.items()}
        server = await loop.create_server(
            lambda a=answers, s=seen: Shop(a, s), f"127.0.{1 + i // 250}.{1 + i % 250}", 0
        )
        host, port = server.sockets[0].getsockname()[:2]
        urls.append(f"http://{host}:{port}/")
        watched.append(seen)
    print(json.dumps({"urls": urls, "pages": count, "bytes": size}), flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(watched), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
