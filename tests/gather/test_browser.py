"""Shops that need scripts, seen through Chromium: what is read, what is refused, and what happens when it hangs."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from sweep.capture import Capture, Failure, Response
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.page import parse_page
from sweep.gather import browser as browser_module
from sweep.gather import chromium
from sweep.gather.browser import Browser, Rendered
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests.gather.script_shop import SHELL, script_shop
from tests.proxies import proxy
from tests.servers import Route, Server, page, redirect, serve, silent
from tests.shared import skip

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, browser="auto", render_seconds=60)
NAME = "wickerwane.example"


@pytest.fixture(scope="module")
def chromium_here() -> None:
    if reason := chromium.missing():
        skip("browser", reason)


pytestmark = pytest.mark.usefixtures("chromium_here")


@pytest.fixture(scope="module")
def shared_browser(chromium_here: None) -> Iterator[Browser]:
    """One browser for the tests of single pages: to start one takes longer than most of them."""
    with closing(Browser(LIMITS)) as opened:
        yield opened


def visit(folder: Path, url: str, **changes: Any) -> tuple[Capture, Path]:
    path = folder / "visit.warc.gz"
    with ArchiveWriter(path, software="test", info={}) as archive:
        capture = gather(url, replace(LIMITS, **changes), archive)
    assert read_capture(path) == capture
    return capture, path


def notes(path: Path, name: str) -> list[dict[str, Any]]:
    with path.open("rb") as stream:
        documents = [
            json.loads(record.content_stream().read())
            for record in ArchiveIterator(stream)
            if record.rec_type == "metadata" and record.rec_headers.get_header("Content-Type") == "application/json"
        ]
    return [document["data"] for document in documents if document["sweepday"] == name]


def answer(shop: Server, body: str = SHELL, path: str = "/", **headers: str) -> Response:
    pairs = (("Content-Type", "text/html; charset=utf-8"), *headers.items())
    return Response(shop.url(path), 200, "OK", pairs, body.encode(), datetime.now(UTC), record_id="<urn:uuid:1>")


def render(
    opened: Browser, shop: Server, body: str = SHELL, *, seconds: float = 60, max_bytes: int = 5_000_000
) -> Rendered:
    seen = opened.render(answer(shop, body), [], seconds=seconds, max_bytes=max_bytes)
    assert isinstance(seen, Rendered), seen
    return seen


def script(code: str) -> str:
    return f"<html><body><div id=root></div><script>{code}</script></body></html>"


SHOW = "fetch('/data').then(r => r.text()).then(t => {document.getElementById('root').textContent = t});"


# -- a whole visit -----------------------------------------------------------------------------------------------


def test_a_shop_made_by_scripts_is_found_through_the_browser(tmp_path: Path) -> None:
    with (
        serve({}, host="127.0.0.2") as internal,
        serve(script_shop(f"fetch('http://127.2:{internal.port}/in');")) as shop,
    ):
        capture, path = visit(tmp_path, shop.url(), pages=9, products=1)
        assert internal.connections == 0
    rendered = {r.url.removeprefix(shop.url()): r for r in capture.responses if r.rendered_from}
    assert {"", "legal-notice", "terms", "delivery", "contact"} <= set(rendered)
    assert sum(name.startswith("p/") for name in rendered) >= 1
    notice = rendered["legal-notice"]
    assert "Wickerwane Basketry Ltd, 12 Osier Lane" in parse_page(notice).text
    originals = {r.record_id: r for r in capture.responses if not r.rendered_from}
    assert originals[notice.rendered_from].body.decode() == SHELL
    assert not notice.truncated
    # The page itself was asked for once: the browser ran on what lies in the archive, with the session's cookies.
    assert shop.requests.count("/legal-notice") == 1
    asked = next(head for head in shop.heads if head.startswith(b"GET /api/legal-notice"))
    assert b"session=77" in asked
    assert LIMITS.user_agent.encode() in asked
    with path.open("rb") as stream:
        kinds = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()[:8])
            for r in ArchiveIterator(stream)
        ]
    pictures = {uri for kind, uri, start in kinds if kind == "resource" and start == b"\x89PNG\r\n\x1a\n"}
    assert len(pictures) == len(rendered)
    assert pictures >= {f"urn:fullPage:{shop.url(p)}" for p in ("/", "/legal-notice", "/terms")}
    refused = [refusal for note in notes(path, "browser") for refusal in note["refused"]]
    assert {"127.0.0.2: 127.0.0.2 is no public address (loopback)"} == {refusal["reason"] for refusal in refused}
    loaded = {url for note in notes(path, "browser") for _, url, *_ in note["loaded"]}
    assert shop.url("/api/legal-notice") in loaded


@pytest.mark.parametrize("way", ["never", "missing"])
def test_without_a_browser_it_is_said_that_scripts_are_needed(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "missing":
        monkeypatch.setenv(chromium.PROGRAM, str(tmp_path / "no-such-program"))
    with serve(script_shop()) as shop:
        capture, path = visit(tmp_path, shop.url(), browser="never" if way == "never" else "auto")
    assert [r.url for r in capture.responses if r.status == 200] == [shop.url()]
    assert not any(r.rendered_from for r in capture.responses)
    stopped = notes(path, "visit")[0]["stopped"]
    assert "scripts" in stopped
    # That the plan wants no browser is no failure; that there is none is one, with its remedy.
    remedy = "" if way == "never" else "install one"
    assert [remedy in f.detail for f in capture.failures] == ([] if way == "never" else [True])


def test_a_page_with_words_of_its_own_is_not_put_through_the_browser(tmp_path: Path) -> None:
    words = "<h1>Osier</h1><p>" + "All that we weave is woven by hand. " * 20 + "</p><script src=/bundle.js></script>"
    with serve({"/": page(words), "/bundle.js": page("")}) as shop:
        capture, _ = visit(tmp_path, shop.url())
        assert "/bundle.js" not in shop.requests
        (tmp_path / "visit.warc.gz").unlink()
        always, _ = visit(tmp_path, shop.url(), browser="always")
        assert "/bundle.js" in shop.requests
    assert not any(r.rendered_from for r in capture.responses)
    assert any(r.rendered_from for r in always.responses)


def test_a_page_that_sends_its_visitor_on_by_script_is_followed_like_any_other(tmp_path: Path) -> None:
    words = page("<h1>Osier</h1><p>" + "All that we weave is woven by hand. " * 20 + "</p>")
    on = page(script("location.href = '/shop'"))
    out = page(script("location.href = 'http://elsewhere.example/'"))
    with serve({"/": on, "/shop": words}) as shop, serve({"/": out}) as other:
        capture, _ = visit(tmp_path, shop.url())
        assert shop.requests.count("/shop") == 1
        (tmp_path / "visit.warc.gz").unlink()
        left, _ = visit(tmp_path, other.url())
    assert [r.url for r in capture.responses if r.status == 200] == [shop.url(), shop.url("/shop")]
    assert ("redirects", "leads to another site: http://elsewhere.example/") in [
        (f.kind, f.detail) for f in left.failures
    ]


def test_the_browser_goes_the_way_of_the_plans_proxy(tmp_path: Path) -> None:
    with serve(script_shop()) as shop, proxy("socks5", names={NAME: shop.port}) as way:
        capture, _ = visit(tmp_path, f"http://{NAME}/", pages=2, proxy=way.url("socks5h"))
    assert any(r.rendered_from for r in capture.responses)
    assert set(way.asked) == {("name", NAME, 80)}
    assert "/api/home" in shop.requests


# -- what a page is refused --------------------------------------------------------------------------------------

NOTATIONS = ("127.0.0.2", "127.2", "2130706434", "0x7f.2", "0177.0.0.2", "0x7f000002", "[::1]", "[::ffff:127.0.0.2]")


def test_no_page_reaches_an_internal_address(shared_browser: Browser) -> None:
    """By any notation, and by a redirect, a frame, a picture, a form, a socket, a worker, a beacon, or as a popup."""
    with serve({"/": page("secret")}, host="127.0.0.2") as internal:
        port = internal.port
        code = (
            "".join(f"fetch('http://{host}:{port}/').catch(() => 0);" for host in NOTATIONS)
            + f"""
            fetch('/hop').catch(() => 0);
            navigator.sendBeacon('http://127.0.0.2:{port}/beacon', 'x');
            try {{ new WebSocket('ws://127.0.0.2:{port}/socket') }} catch (e) {{}}
            try {{ new EventSource('http://127.0.0.2:{port}/events') }} catch (e) {{}}
            new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.2:{port}/w').catch(() => 0);" +
              "try {{ new WebSocket('ws://127.0.0.2:{port}/ws') }} catch (e) {{}}"])));
            for (const [tag, key] of [['img', 'src'], ['iframe', 'src'], ['script', 'src'], ['video', 'src']]) {{
              const e = document.createElement(tag); e[key] = 'http://127.0.0.2:{port}/' + tag;
              document.body.append(e);
            }}
            const link = document.createElement('link'); link.rel = 'stylesheet';
            link.href = 'http://127.0.0.2:{port}/style'; document.head.append(link);
            window.open('http://127.0.0.2:{port}/popup');
            const f = document.createElement('form'); f.action = 'http://127.0.0.2:{port}/form'; f.target = '_blank';
            document.body.append(f); f.submit();
        """
            + SHOW
        )
        routes = {"/hop": redirect(f"http://127.0.0.2:{port}/hopped"), "/data": page("shown")}
        with serve(routes) as shop:
            seen = render(shared_browser, shop, script(code))
        assert internal.connections == 0
    assert "shown" in seen.html
    refused = [r.what + ": " + r.reason for r in (*shared_browser.refusals(), *seen.refused)]
    assert any("127.0.0.2 is no public address (loopback)" in line for line in refused)
    assert any("[::1]" in line for line in refused)
    assert any("::ffff:7f00:2" in line for line in refused)
    assert any("/hopped" in line for line in refused)
    assert any(line.startswith("WebSocket ws://127.0.0.2") for line in refused)


def test_what_would_change_something_is_not_sent_and_the_page_may_lack_for_it(shared_browser: Browser) -> None:
    posts = """
        fetch('/graphql', {method: 'POST', body: '{goods}'}).catch(() => 0);
        fetch('/basket', {method: 'DELETE'}).catch(() => 0);
        navigator.sendBeacon('/seen', 'x');
    """
    with serve({"/data": page("shown")}) as shop:
        seen = render(shared_browser, shop, script(posts + SHOW))
        assert [path for path in shop.requests if path != "/data"] == ["/favicon.ico"] * shop.requests.count(
            "/favicon.ico"
        )
        assert {head.split(b" ")[0] for head in shop.heads} == {b"GET"}
    assert {r.what.split(" ")[0] for r in seen.refused} == {"POST", "DELETE"}
    assert any("graphql was not sent" in lack for lack in seen.lacks)
    # A beacon brings nothing to read.
    assert not any("/seen" in lack for lack in seen.lacks)


def test_a_page_that_got_all_it_asked_for_lacks_nothing(shared_browser: Browser) -> None:
    with serve({"/data": page("shown")}) as shop:
        seen = render(shared_browser, shop, script(SHOW))
    assert "shown" in seen.html
    assert (seen.lacks, seen.refused, seen.moved) == ((), (), "")
    assert seen.picture.startswith(b"\x89PNG")
    assert 0 < seen.received < 10_000


@pytest.mark.parametrize(
    ("route", "lack"), [(page("no", status="503 Busy"), "status 503"), (silent, "had not come to rest")]
)
def test_a_page_whose_words_did_not_come_says_so(shared_browser: Browser, route: Route, lack: str) -> None:
    with serve({"/data": route}) as shop:
        seen = render(shared_browser, shop, script(SHOW), seconds=12)
    assert any(lack in said for said in seen.lacks)


def test_a_page_that_reloads_itself_for_ever_is_seen_as_it_stands(shared_browser: Browser) -> None:
    with serve({"/data": page("shown")}) as shop:
        seen = render(shared_browser, shop, script(SHOW + "setInterval(() => location.reload(), 50);"))
        assert "/" not in shop.requests
    assert "shown" in seen.html
    assert seen.moved == ""


def test_the_last_page_of_a_visit_is_seen_through_the_browser_too(tmp_path: Path) -> None:
    with serve(script_shop()) as shop:
        capture, _ = visit(tmp_path, shop.url(), pages=1)
    assert [r.url for r in capture.responses if r.rendered_from] == [shop.url()]


def test_dialogs_prompts_downloads_and_popups_hold_nothing_up(shared_browser: Browser) -> None:
    tricks = """
        alert('stay'); confirm('stay?'); prompt('stay!');
        window.onbeforeunload = () => 'stay';
        navigator.geolocation && navigator.geolocation.getCurrentPosition(() => 0);
        window.Notification && Notification.requestPermission();
        navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0);
        for (let i = 0; i < 20; i++) window.open('/popup' + i);
        const a = document.createElement('a'); a.href = '/file.zip'; a.download = 'x.zip';
        document.body.append(a); a.click();
    """
    zipped = page("PK", headers={"Content-Type": "application/zip", "Content-Disposition": "attachment"})
    with serve({"/data": page("shown"), "/file.zip": zipped}) as shop:
        seen = render(shared_browser, shop, script(tricks + SHOW))
        asked = set(shop.requests)
    assert "shown" in seen.html
    assert not {path for path in asked if path.startswith(("/popup", "/sw.js"))}


def test_no_more_bytes_than_were_left(shared_browser: Browser) -> None:
    large = page("z" * 3_000_000)
    with serve({"/data": large}) as shop:
        seen = render(shared_browser, shop, script(SHOW), max_bytes=500_000, seconds=20)
    assert "zzz" not in seen.html
    assert any("more than the 500000 bytes" in lack for lack in seen.lacks)
    assert seen.received == 500_000


# -- what happens when it hangs ----------------------------------------------------------------------------------


def processes(mark: str) -> list[int]:
    """All processes of this machine whose command line holds `mark`."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                line = Path(entry.path, "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if mark in line:
                found.append(int(entry.name))
    return found


def gone(mark: str) -> bool:
    """Whether no such process is left, given a while to end."""
    end = time.monotonic() + 120
    while processes(mark) and time.monotonic() < end:
        time.sleep(0.1)
    return not processes(mark)


def test_a_page_that_never_ends_is_killed_and_the_next_one_is_seen() -> None:
    with serve({"/data": page("shown")}) as shop, closing(Browser(LIMITS)) as opened:
        hung = opened.render(answer(shop, script("while (true) {}")), [], seconds=8, max_bytes=1_000_000)
        assert isinstance(hung, Failure)
        assert (hung.kind, hung.transient) == ("timeout", True)
        assert "in time" in hung.detail
        first = opened._proxy
        assert first is not None
        mark = f"--proxy-server={first.url}"
        assert gone(mark)
        assert "shown" in render(opened, shop, script(SHOW)).html
        assert processes(mark)
    assert gone(mark)


def test_a_page_that_eats_memory_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_module, "MEMORY", 400_000_000)
    eat = "const all = []; setInterval(() => all.push(new Uint8Array(20e6).fill(1)), 20);"
    with serve({}) as shop, closing(Browser(LIMITS)) as opened:
        result = opened.render(answer(shop, script(eat)), [], seconds=40, max_bytes=1_000_000)
    assert isinstance(result, Failure)
    assert "larger than 400 MB" in result.detail or "died" in result.detail


def test_after_two_deaths_it_is_left_alone() -> None:
    with serve({}) as shop, closing(Browser(LIMITS)) as opened:
        details = []
        for _ in range(3):
            result = opened.render(answer(shop, script("while (true) {}")), [], seconds=3, max_bytes=1_000_000)
            assert isinstance(result, Failure)
            details.append(result.detail)
    assert "died twice" in details[2]
    assert "died twice" not in details[1]


def test_a_program_that_is_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv(chromium.PROGRAM, str(program))
    with serve({}) as shop, closing(Browser(LIMITS)) as opened:
        result = opened.render(answer(shop), [], seconds=20, max_bytes=1_000_000)
    assert isinstance(result, Failure)
    assert "scripts needed: the browser" in result.detail


def test_a_visit_waits_for_a_browser_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tempfile.mkdtemp()  # a short name: a browser's socket in it may have 107 letters
    monkeypatch.setenv("TMPDIR", folder)
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with serve({"/data": page("shown")}) as shop, closing(Browser(LIMITS)) as late:
        with chromium.place(1) as first, chromium.place(1) as second:
            assert (first, second) == (True, True)
            result = late.render(answer(shop, script(SHOW)), [], seconds=30, max_bytes=100_000, patience=0.1)
            assert isinstance(result, Failure)
            assert (result.transient, "other shops" in result.detail) == (True, True)
        assert "shown" in render(late, shop, script(SHOW)).html
