"""replayweb.page from npm, served on the loopback with one WACZ file: what another tool shows of our captures."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.shared import skip

VERSION = "2.5.3"
_TYPES = {".js": "text/javascript", ".html": "text/html", ".wacz": "application/wacz"}
_PAGE = """<!doctype html><title>replay</title><script src="/ui.js"></script>
<replay-web-page source="/shop.wacz" url="{url}" replayBase="/replay/" embed="replayonly"></replay-web-page>"""


def bundle() -> Path:
    """The tarball, from npm the first time and then from the cache; the test is skipped where it cannot be had."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sweepday-tests"
    path = cache / f"replaywebpage-{VERSION}.tgz"
    if not path.is_file():
        if not shutil.which("npm"):
            skip("replayweb", "npm is not installed: replayweb.page cannot be fetched")
        cache.mkdir(parents=True, exist_ok=True)
        command = ["npm", "pack", "--silent", f"replaywebpage@{VERSION}", "--pack-destination", str(cache)]
        done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
        if done.returncode or not path.is_file():
            skip("replayweb", f"npm cannot fetch replaywebpage: {done.stderr.strip()[-200:]}")
    return path


def _files(wacz: Path, url: str) -> dict[str, bytes]:
    with tarfile.open(bundle()) as archive:
        scripts = {name: archive.extractfile(f"package/{name}") for name in ("ui.js", "sw.js")}
        code = {name: file.read() for name, file in scripts.items() if file}
    return {
        "/index.html": _PAGE.format(url=url).encode(),
        "/ui.js": code["ui.js"],
        "/replay/sw.js": code["sw.js"],
        "/shop.wacz": wacz.read_bytes(),
    }


@contextlib.contextmanager
def replaying(wacz: Path, url: str) -> Iterator[str]:
    """The address of a page that replays `url` out of `wacz`. Ranges are served: the player asks for parts."""
    files = _files(wacz, url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            path = self.path.split("?")[0]
            data = files.get(path)
            if data is None:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            span = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            first = int(span[1]) if span else 0
            last = min(int(span[2]) if span and span[2] else len(data) - 1, len(data) - 1)
            self.send_response(206 if span else 200)
            self.send_header("Content-Type", _TYPES[Path(path).suffix])
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Service-Worker-Allowed", "/")
            if span:
                self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
            self.send_header("Content-Length", str(last - first + 1))
            self.end_headers()
            if body:
                self.wfile.write(data[first : last + 1])

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()
