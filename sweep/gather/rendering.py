"""The process beside a visit in which Chromium runs: a page in, the document after its scripts and a picture out.

A process of its own, because a page may hang its browser for ever: whoever started it kills it, and the visit goes on.
One JSON object a line on standard input, one line on standard output for each. The first line configures; every other
one is a page: the answer that the visit received, byte for byte. The browser gets it as its own answer, so what its
scripts ran on is what lies in the archive, and the page is not asked for twice.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, TextIO

from playwright.sync_api import Error, FloatRect, Page, sync_playwright

from sweep.gather.watching import Watch

_WIDTH, _HEIGHT = 1280, 900  # a consumer's window, CSS pixels
_MAX_PICTURE = 8_000  # CSS pixels from the top
_PICTURE_SECONDS = 10.0
_QUIET, _STEP = 0.5, 0.1  # seconds without a change that make a page complete; between two looks
_MAX_COOKIES = 100
_NOT_SENT_BACK = frozenset({"content-encoding", "content-length", "transfer-encoding", "set-cookie", "set-cookie2"})

_SWITCHES = (
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # names are the proxy's business
    "--dns-prefetch-disable",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--deny-permission-prompts",
    "--mute-audio",
    "--disable-dev-shm-usage",
    "--js-flags=--max-old-space-size=512",
)


def _render(page: Page, job: dict[str, Any], watch: Watch) -> dict[str, Any]:
    end = time.monotonic() + job["seconds"]
    settled = False
    with contextlib.suppress(Error):  # whatever went wrong, what is there is looked at, and counts as cut off
        page.goto(job["url"], wait_until="commit", timeout=job["seconds"] * 500)
        settled = _settle(page, watch, end - job["seconds"] / 4)
    if not settled:
        watch.lack("it had not come to rest when its time was up")
    html = page.content() if not watch.moved else ""
    picture = _picture(page) if html and time.monotonic() + _PICTURE_SECONDS / 2 < end else b""
    return {
        "html": html,
        "picture": base64.b64encode(picture).decode(),
        "moved": watch.moved,
        "lacks": watch.lacks,
        "requests": watch.requests,
        "refused": watch.refused,
    }


def _settle(page: Page, watch: Watch, end: float) -> bool:
    """Waits until text and requests have rested for a while, scrolls to the foot once, and waits again."""
    if not _rested(page, watch, end) or watch.moved:
        return bool(watch.moved)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    rested = _rested(page, watch, end)
    page.evaluate("window.scrollTo(0, 0)")
    return rested


def _rested(page: Page, watch: Watch, end: float) -> bool:
    seen, since = None, time.monotonic()
    while (now := time.monotonic()) < end and not watch.moved:
        look = page.evaluate("[document.readyState !== 'loading', document.body && document.body.innerText.length]")
        if look != seen or not look[0] or watch.running > 0:
            seen, since = look, now
        elif now - since >= _QUIET:
            return True
        page.wait_for_timeout(_STEP * 1000)
    return bool(watch.moved)


def _picture(page: Page) -> bytes:
    try:
        height = int(page.evaluate("document.documentElement.scrollHeight"))
        clip = FloatRect(x=0, y=0, width=_WIDTH, height=max(_HEIGHT, min(height, _MAX_PICTURE)))
        return bytes(page.screenshot(full_page=True, clip=clip, animations="disabled", timeout=_PICTURE_SECONDS * 1000))
    except (Error, ValueError, TypeError):
        return b""  # a page whose picture cannot be taken still has its words


@contextlib.contextmanager
def _opened(context: Any, job: dict[str, Any]) -> Iterator[Watch]:
    page = context.new_page()
    watch = Watch(page, job)
    others = _close_others(page)
    context.on("page", others)
    context.route("**/*", watch.route)
    page.route_web_socket("**/*", watch.no_socket)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.on("download", lambda download: download.cancel())
    page.on("request", watch.started)
    page.on("requestfinished", watch.finished)
    page.on("requestfailed", watch.failed)
    try:
        yield watch
    finally:
        page.close()
        context.remove_listener("page", others)
        context.unroute_all(behavior="ignoreErrors")


def _close_others(ours: Page) -> Any:
    def opened(page: Page) -> None:
        if page is not ours:
            page.close()

    return opened


def _one(context: Any, job: dict[str, Any]) -> dict[str, Any]:
    job["headers"] = {k: v for k, v in job["headers"] if k.lower() not in _NOT_SENT_BACK}
    try:
        for cookie in job["cookies"][:_MAX_COOKIES]:
            with contextlib.suppress(Error):  # one that no browser would take
                context.add_cookies([cookie])
        with _opened(context, job) as watch:
            return _render(watch.page, job, watch)
    except Error as error:
        return {"error": error.message.splitlines()[0][:200]}


def _serve(context: Any, jobs: TextIO, answers: TextIO) -> None:
    for line in jobs:
        answers.write(json.dumps(_one(context, json.loads(line))) + "\n")
        answers.flush()


def _unbound() -> None:
    """A browser reserves more addresses than it ever uses; the bound on them that workers set is not for it."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _relayed(source: TextIO) -> TextIO:
    """Standard input over a pipe of our own, whose end ends this process at once: nobody is left to hang for."""
    reading, writing = os.pipe()

    def pass_on() -> None:
        with os.fdopen(writing, "w", encoding="utf-8") as target:
            for line in source:
                target.write(line)
                target.flush()
        os._exit(0)

    threading.Thread(target=pass_on, daemon=True).start()
    return os.fdopen(reading, encoding="utf-8")


def main() -> None:
    """Serves until standard input ends."""
    _unbound()
    settings = json.loads(sys.stdin.readline())
    jobs = _relayed(sys.stdin)
    switches = [*_SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # which refuses to run as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=settings["program"],
            args=switches,
            proxy={"server": settings["proxy"], "bypass": "<-loopback>"},
        )
        context = browser.new_context(
            user_agent=settings["user_agent"],
            locale=settings["locale"],
            extra_http_headers=settings["headers"],
            viewport={"width": _WIDTH, "height": _HEIGHT},
            accept_downloads=False,
            service_workers="block",
            permissions=[],
        )
        sys.stdout.write(json.dumps({"version": browser.version}) + "\n")
        sys.stdout.flush()
        _serve(context, jobs, sys.stdout)


if __name__ == "__main__":
    main()
