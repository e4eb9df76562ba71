"""A page as a browser shows it, for shops whose pages are empty without scripts.

Chromium runs in a process beside the visit (`rendering`), behind our own proxy (`proxy`). It is killed with everything
that it started when its page takes too long, when it grows too large, and when the visit ends.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sweep.capture import Failure, Response
from sweep.extract.pages.decoding import decode_body
from sweep.gather.chromium import missing, place, program
from sweep.gather.limits import Limits
from sweep.gather.proxy import FilteringProxy, Refusal

MEMORY = 1_200_000_000  # bytes of the browser's processes together, what they share not counted
_MAX_ANSWER = 60_000_000  # bytes of a document and its picture, as they come from beside
_LAUNCH_SECONDS = 30.0
_GRACE = 2.0  # seconds over a page's time, for taking it down
_DEATHS = 2  # after so many no further browser is started in this visit


class _DiedError(Exception):
    """The browser had to be killed, or died of its own; says why."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a browser made of an answer."""

    html: str
    picture: bytes  # PNG, b"" where none could be taken
    moved: str  # the page sent its visitor on, to this address; the browser did not go there
    lacks: tuple[str, ...]  # why the document may lack something, where it may
    requests: tuple[tuple[str, ...], ...]  # method, address, kind, outcome of what it loaded
    refused: tuple[Refusal, ...]  # what it was not let have
    received: int  # bytes over the network


class Browser:
    """The browser of one visit, started when it is first needed. Close it when done."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stack = contextlib.ExitStack()
        self._proxy: FilteringProxy | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._unread = b""
        self._deaths = 0
        self.version = ""

    def render(
        self, answer: Response, cookies: list[dict[str, Any]], *, seconds: float, max_bytes: int, patience: float = 60.0
    ) -> Rendered | Failure:
        """The document of `answer` after its scripts; a Failure where there is none in time, with the remedy.

        `patience` are the seconds to wait, before the page's own begin, until other visits leave a browser free.
        """
        reason = missing() if not self._deaths else ""
        if reason or self._deaths >= _DEATHS:
            return Failure(answer.url, "protocol", f"scripts needed: {reason or 'the browser died twice on this shop'}")
        if self._proxy is None and not self._stack.enter_context(place(patience)):
            return Failure(answer.url, "timeout", "scripts needed: other shops used all browsers", True)
        end = time.monotonic() + seconds
        try:
            proxy = self._ready(end)
            proxy.begin(end - time.monotonic(), max_bytes)
            said = self._ask(_job(answer, cookies, end - time.monotonic()), end + _GRACE)
        except _DiedError as death:
            self._deaths += 1
            self._kill()
            return Failure(answer.url, "timeout", f"scripts needed: {death}", True)
        except ValueError as error:
            return Failure(answer.url, "protocol", f"scripts needed: {error}")
        if "error" in said:
            return Failure(answer.url, "protocol", f"scripts needed: the browser says {said['error']}", True)
        return _rendered(said, proxy, max_bytes)

    def refusals(self) -> tuple[Refusal, ...]:
        """What the proxy refused since this was asked last; also of a page that died."""
        return self._proxy.refusals() if self._proxy is not None else ()

    def close(self) -> None:
        self._kill()
        self._stack.close()

    # The process beside

    def _ready(self, end: float) -> FilteringProxy:
        if self._proxy is None:
            self._proxy = self._stack.enter_context(contextlib.closing(FilteringProxy(self._limits)))
        if self._process is None:
            self._start(self._proxy, end)
        return self._proxy

    def _start(self, proxy: FilteringProxy, end: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sweep.gather.rendering"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C on the terminal is for the sweep, not for the browser
        )
        settings = {
            "program": program(),
            "proxy": proxy.url,
            "user_agent": self._limits.user_agent,
            "locale": (self._limits.languages or ("en",))[0],
            "headers": {"From": self._limits.contact} if "@" in self._limits.contact else {},
        }
        proxy.begin(_LAUNCH_SECONDS, 0)
        self.version = str(self._ask(settings, min(end, time.monotonic() + _LAUNCH_SECONDS)).get("version", ""))

    def _ask(self, question: dict[str, Any], end: float) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = self._line(process, end)
            said = json.loads(line)
        except (OSError, ValueError) as error:
            raise _DiedError(f"the browser does not run here ({type(error).__name__})") from error
        return said if isinstance(said, dict) else {}

    def _line(self, process: subprocess.Popen[bytes], end: float) -> bytes:
        """The next line that the process says. Raises _DiedError when it is late, too large, or gone."""
        assert process.stdout is not None
        handle = process.stdout.fileno()
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        parts = [self._unread]
        size = len(self._unread)
        while b"\n" not in parts[-1]:
            left = end - time.monotonic()
            if left <= 0:
                raise _DiedError("the browser was not done with the page in time")
            if not waiting.poll(min(left, 0.5) * 1000):
                _check_memory(process.pid)
                continue
            piece = os.read(handle, 1 << 20)
            size += len(piece)
            if not piece or size > _MAX_ANSWER:
                raise _DiedError("the browser died over the page" if not piece else "the page is too large")
            parts.append(piece)
        line, _, self._unread = b"".join(parts).partition(b"\n")
        return line

    def _kill(self) -> None:
        process, self._process, self._unread = self._process, None, b""
        if process is None:
            return
        for pid in (*_descendants(process.pid), process.pid):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        with process:  # closes the pipes and waits
            pass


def _job(answer: Response, cookies: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    return {
        "url": answer.url,
        "status": answer.status,
        "headers": answer.headers,
        "body": base64.b64encode(decode_body(answer)).decode(),
        "cookies": cookies,
        "seconds": seconds,
    }


def _rendered(said: dict[str, Any], proxy: FilteringProxy, max_bytes: int) -> Rendered:
    lacks = list(said["lacks"])
    if proxy.bytes_left < 0:
        lacks.append(f"it wanted more than the {max_bytes} bytes that were left for it")
    return Rendered(
        html=said["html"],
        picture=base64.b64decode(said["picture"]),
        moved=said["moved"],
        lacks=tuple(lacks),
        requests=tuple(tuple(request) for request in said["requests"]),
        refused=tuple(Refusal(what, reason) for what, reason in said["refused"]),
        received=max_bytes - max(0, proxy.bytes_left),
    )


def document(answer: Response, seen: Rendered) -> Response:
    """The document that scripts made of an archived answer; one that may lack something counts as cut off."""
    return Response(
        url=answer.url,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=seen.html.encode("utf-8", "replace"),
        fetched_at=datetime.now(UTC),
        truncated=bool(seen.lacks),
        rendered_from=answer.record_id,
    )


def browser_note(answer: Response, seen: Rendered | Failure, browser: Browser) -> dict[str, object]:
    """What a page did in the browser, for the archive: what it loaded, what it was refused, what it may lack."""
    refused = [asdict(refusal) for refusal in browser.refusals()]
    note: dict[str, object] = {"url": answer.url, "of": answer.record_id, "browser": f"Chromium {browser.version}"}
    if isinstance(seen, Failure):
        return note | {"failed": seen.detail, "refused": refused}
    refused += [asdict(refusal) for refusal in seen.refused]
    return note | {"lacks": seen.lacks, "moved": seen.moved, "loaded": seen.requests, "refused": refused}


# -- the processes of a browser, as Linux tells them -----------------------------------------------------------


def _check_memory(pid: int) -> None:
    used = sum(_private_memory(child) for child in _descendants(pid))
    if used > MEMORY:
        raise _DiedError(f"the page made the browser larger than {MEMORY // 1_000_000} MB")


def _private_memory(pid: int) -> int:
    """Bytes of memory that a process has for itself; 0 for one that is gone."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def _descendants(pid: int) -> Iterator[int]:
    """All processes below `pid`, the nearest first; none where the system does not tell."""
    children: dict[int, list[int]] = {}
    with contextlib.suppress(OSError):
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and (parent := _parent(entry.path)):
                children.setdefault(parent, []).append(int(entry.name))
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(0), [])
        yield from below
        waiting += below


def _parent(folder: str) -> int:
    try:
        return int(Path(folder, "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0
