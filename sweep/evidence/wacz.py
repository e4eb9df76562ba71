"""One shop's visits as a WACZ file (Web Archive Collection Zipped 1.1.1), which replay tools open.

The archives go in byte by byte as they were captured; beside them an index (CDXJ), the list of pages, and the digests.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

from sweep.errors import CaptureError, SweepError
from sweep.evidence.index import Indexed, index_path, indexed, read_index
from sweep.evidence.manifest import ClosedVisit, closed_visits, file_sha256
from sweep.workspace import SweepFolder, writing

VERSION = "1.1.1"
_SHOWN = ("response", "resource", "revisit")  # record types that a replay tool looks up
_HTML = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the index: where a record lies in which archive of the collection."""

    record: Indexed
    archive: str

    @property
    def moment(self) -> str:
        return "".join(c for c in self.record.date if c.isdigit())[:14]

    def line(self) -> str:
        r = self.record
        data = {"url": r.url, "mime": r.mime, "status": str(r.status or 200), "digest": f"sha256:{r.payload}"}
        place = {"length": str(r.length), "offset": str(r.offset), "filename": self.archive}
        return f"{surt(r.url)} {self.moment} {json.dumps(data | place)}\n"


def surt(url: str) -> str:
    """The sort key of an address: `https://www.shop.example/a?b` -> `example,shop)/a?b`."""
    if not url.lower().startswith(("http://", "https://")):
        return url.replace(" ", "%20")
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    port = parts.netloc.rpartition(":")[2] if parts.netloc.rpartition(":")[2].isdigit() and ":" in parts.netloc else ""
    reversed_host = host if ":" in host else ",".join(reversed(host.split(".")))
    query = "&".join(
        f"{quote_plus(k)}={quote_plus(v)}" for k, v in sorted(parse_qsl(parts.query, keep_blank_values=True))
    )
    path = (parts.path or "/").replace(" ", "%20")
    return f"{reversed_host}{f':{port}' if port else ''}){path}{f'?{query}' if query else ''}"


def write_wacz(folder: SweepFolder, shop: str, target: Path, *, title: str, software: str) -> int:
    """Writes the visits of a shop; returns how many pages are in it.

    Raises SweepError where there is no intact archive of the shop, and where `target` exists or cannot be written.
    """
    visits = [v for v in closed_visits(folder.captures(shop)) if (folder.path / v.archive).is_file()]
    if not visits:
        raise SweepError(f"{shop}: no archive of it is here; its folder below captures/ has the name to give")
    for visit in visits:
        if file_sha256(folder.path / visit.archive) != visit.sha256:
            raise CaptureError(f"{visit.archive}: not the archive that its manifest names (see `sweepday verify`)")
    if target.exists():
        raise SweepError(f"{target}: is there already; give another name")
    foreign = next((v for v in reversed(visits) if v.archive.endswith(".wacz")), None)
    if foreign is not None:
        with writing(target):
            target.write_bytes((folder.path / foreign.archive).read_bytes())  # it is one already
        return 0
    entries = sorted(_entries(folder, visits), key=lambda e: (surt(e.record.url), e.moment))
    with writing(target), zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        return _write(out, folder, visits, entries, {"title": title, "software": software})


def _entries(folder: SweepFolder, visits: Sequence[ClosedVisit]) -> Iterator[_Entry]:
    for visit in visits:
        archive = folder.path / visit.archive
        for line in read_index(index_path(archive)):
            record = indexed(line)
            if record.type in _SHOWN and record.url:
                yield _Entry(record, archive.name)


def _write(
    out: zipfile.ZipFile,
    folder: SweepFolder,
    visits: Sequence[ClosedVisit],
    entries: Sequence[_Entry],
    about: dict[str, str],
) -> int:
    pages = list(_pages(entries))
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": False}
    files = [
        ("indexes/index.cdx", "".join(entry.line() for entry in entries).encode()),
        ("pages/pages.jsonl", "".join(json.dumps(page) + "\n" for page in (head, *pages)).encode()),
    ]
    resources = [_add(out, name, data) for name, data in files]
    for visit in visits:
        archive = folder.path / visit.archive
        out.write(archive, f"archive/{archive.name}")
        resources.append(_resource(f"archive/{archive.name}", visit.sha256, visit.size))
    package: dict[str, Any] = {"profile": "data-package", "wacz_version": VERSION, **about, "resources": resources}
    package["created"] = datetime.now(UTC).isoformat(timespec="seconds")
    if pages:
        package |= {"mainPageUrl": pages[0]["url"], "mainPageDate": pages[0]["ts"]}
    text = json.dumps(package, indent=2).encode()
    _add(out, "datapackage.json", text)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
    _add(out, "datapackage-digest.json", json.dumps(digest, indent=2).encode())
    return len(pages)


def _add(out: zipfile.ZipFile, name: str, data: bytes) -> dict[str, object]:
    out.writestr(name, data)
    return _resource(name, hashlib.sha256(data).hexdigest(), len(data))


def _resource(path: str, sha256: str, size: int) -> dict[str, object]:
    return {"name": path.rpartition("/")[2].lower(), "path": path, "hash": f"sha256:{sha256}", "bytes": size}


def _pages(entries: Sequence[_Entry]) -> Iterator[dict[str, str]]:
    """Whole HTML pages, in the order in which they were fetched."""
    for entry in sorted(entries, key=lambda e: e.record.date):
        record = entry.record
        if record.type == "response" and record.status == 200 and record.mime in _HTML:
            yield {"id": record.id.strip("<>"), "url": record.url, "ts": record.date, "title": record.url}
