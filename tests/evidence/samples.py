"""A small finished sweep made by hand: two shops, their archives, findings and a report, sealed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sweep.capture import Response, Screenshot, Tls
from sweep.evidence import custody
from sweep.evidence.index import read_index
from sweep.evidence.manifest import write_sha256sums
from sweep.evidence.recording import Recording
from sweep.evidence.seal import Seal, make_seal
from sweep.store.rows import fingerprint
from sweep.workspace import SweepFolder

NOON = datetime(2026, 11, 21, 12, 0, 0, 250_000, tzinfo=UTC)
SHOPS = ("vendolux.example", "kramuria.example")
TOOL = "sweepday/test"
PLAN = "name: sample\nauthority: Office of Fair Trade\ncountry: FR\nlists: [shops.csv]\n"


def answer(url: str, body: bytes = b"<p>Bonjour</p>", **changes: object) -> Response:
    values: dict[str, object] = {
        "url": url,
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Date", "Sat, 21 Nov 2026 12:00:00 GMT")),
        "body": body,
        "fetched_at": NOON,
        "ip": "192.0.2.7",
        "request_headers": (("Host", "vendolux.example"), ("User-Agent", "sweepday/test")),
        "dns": ("192.0.2.7", "2001:db8::7"),
        "tls": Tls("TLSv1.3", "TLS_AES_256_GCM_SHA384", (b"\x30\x82leaf", b"\x30\x82root")),
    }
    return Response(**(values | changes))  # type: ignore[arg-type]


def record_visit(folder: SweepFolder, shop: str) -> tuple[Response, ...]:
    with Recording(folder, shop, tool=TOOL, info={"operator": "Office of Fair Trade"}) as recording:
        home = recording.archive.response(answer(f"https://{shop}/", b"<h1>Shop</h1>" * 30))
        legal = recording.archive.response(answer(f"https://{shop}/legal", b"<p>Vendolux SAS</p>"))
        shown = replace(home, body=b"<h1>After scripts</h1>", rendered_from=home.record_id, record_id="", sha256="")
        shown = recording.archive.response(replace(shown, request_headers=(), dns=(), tls=None, ip=""))
        recording.archive.screenshot(Screenshot(home.url, b"\x89PNG\r\n\x1a\n pixels", NOON, shown.record_id))
        recording.archive.note("visit", {"url": f"https://{shop}/", "started": NOON.isoformat()})
    recording.closed()
    return home, legal


def finding(shop: str, check: str, outcome: str, quoted: tuple[Response, ...], read: tuple[Response, ...]) -> str:
    data = {
        "id": fingerprint(shop, check),
        "shop": shop,
        "check": check,
        "outcome": outcome,
        "evidence": [{"url": r.url, "quote": "x", "sha256": r.sha256, "record_id": r.record_id} for r in quoted],
        "pages_read": [{"url": r.url, "sha256": r.sha256} for r in read],
    }
    return json.dumps(data) + "\n"


def unsealed(workspace: Path, name: str = "sample") -> SweepFolder:
    """The sweep before its seal."""
    folder = SweepFolder(workspace / "sweeps" / name)
    lines = []
    for shop in SHOPS:
        home, legal = record_visit(folder, shop)
        lines.append(finding(shop, "identity.name", "pass", (legal,), ()))
        lines.append(finding(shop, "identity.address", "fail", (), (home, legal)))
        lines.append(finding(shop, "adr.info", "not_applicable", (), ()))
    folder.plan.write_text(PLAN.replace("sample", name))
    folder.targets.write_text("url\n" + "".join(f"{shop}\n" for shop in SHOPS))
    for part, text in (("report/index.html", "<h1>Report</h1>\n"), ("exports/findings.jsonl", "".join(lines))):
        (folder.path / part).parent.mkdir(exist_ok=True)
        (folder.path / part).write_text(text)
    custody.log(folder, "judged", shops=len(SHOPS))
    write_sha256sums(folder)
    return folder


def seal(folder: SweepFolder) -> Seal:
    return make_seal(folder, authority="Office of Fair Trade", tool=TOOL, rules="abc")


def sealed(workspace: Path, name: str = "sample") -> SweepFolder:
    folder = unsealed(workspace, name)
    seal(folder)
    return folder


def index_of(folder: SweepFolder, shop: str) -> tuple[bytes, ...]:
    return read_index(next(folder.captures(shop).glob("*.records.jsonl")))
