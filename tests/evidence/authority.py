"""A real time-stamp authority on the loopback: `openssl ts -reply` behind a small HTTP server."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.shared import skip

_CONFIG = """\
[tsa]
default_tsa = tsa1
[tsa1]
dir = {folder}
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """`answers` are given instead of real ones, the first first: (status, body)."""

    folder: Path
    url: str = ""
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    asked: int = 0

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    @property
    def stranger(self) -> Path:
        """A root that never vouched for this authority."""
        return self.folder / "stranger.pem"

    def reply(self, request: bytes) -> bytes:
        (self.folder / "request.tsq").write_bytes(request)
        _openssl(self.folder, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "request.tsq", "-out", "reply.tsr")
        return (self.folder / "reply.tsr").read_bytes()


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def _certificates(folder: Path) -> None:
    key = ("-newkey", "rsa:2048", "-nodes", "-sha256")
    for name in ("root", "stranger"):
        subject = f"/CN=Invented {name} of the tests"
        _openssl(
            folder,
            "req",
            "-x509",
            *key,
            "-days",
            "3650",
            "-subj",
            subject,
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.pem",
        )
    _openssl(folder, "req", *key, "-subj", "/CN=Invented stamper", "-keyout", "tsa.key", "-out", "tsa.csr")
    (folder / "usage").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
    signing = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3000", "-sha256")
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", *signing, "-extfile", "usage", "-out", "tsa.pem")
    (folder / "serial").write_text("01\n")
    (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder))


@contextlib.contextmanager
def authority() -> Iterator[Authority]:
    """Runs until the block ends; tests are skipped where openssl is not installed."""
    if not shutil.which("openssl"):
        skip("openssl", "openssl is not installed")
    with tempfile.TemporaryDirectory() as name:
        here = Authority(Path(name))
        _certificates(here.folder)
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    here.asked += 1
                    status, body = here.answers.pop(0) if here.answers else (200, here.reply(request))
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        here.url = f"http://127.0.0.1:{server.server_address[1]}/tsr"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield here
        finally:
            server.shutdown()
            server.server_close()
