"""Archived copies from elsewhere (WARC, WACZ) as observations with their own date: evidence of days we did not see."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sweep.capture import Response
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.archive import read_capture
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.gather.urls import normalise
from sweep.store.prices import Product, Seen, State
from sweep.watch.evidence import TOOL
from sweep.watch.reading import PageReading, as_json, of_variant, read_product
from sweep.watch.rounds import Place, prices_of
from sweep.watch.watch import Watch
from sweep.workspace import writing

IMPORTED = "imported"  # the folder of captures in which copies from elsewhere lie
MAX_UNPACKED = 2_000_000_000  # bytes of one WARC inside a WACZ


@dataclass(frozen=True, slots=True)
class Admitted:
    """What an archive brought: prices of products of the panel, and pages that were none."""

    prices: int
    products: int
    left: int


def admit(watch: Watch, path: Path) -> Admitted:
    """Admits the pages of `path` that belong to the panel. A copy of the archive is kept beside our own.

    Their vantage names the file, so that a foreign copy is never mixed into a series of our own visits unseen.
    Raises SweepError for a file that cannot be read.
    """
    if not path.is_file():
        raise SweepError(f"{path}: there is no such file")
    digest = file_sha256(path)
    kept = _keep(watch, path, digest)
    seen: list[Seen] = []
    left = 0
    for response in responses_of(path):
        found = [_seen(watch, product, response, kept) for product in _products(watch, response.url)]
        priced = [one for one in found if one is not None]
        seen += priced
        left += not priced
    watch.book.keep(seen, ())
    return Admitted(sum(len(s.prices) for s in seen), len({s.state.product for s in seen}), left)


def _keep(watch: Watch, path: Path, digest: str) -> str:
    """Copies the archive into the watch's folder, once; returns its path inside."""
    target = watch.folder.captures(IMPORTED) / f"{digest[:16]}-{path.name}"
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            return str(target.relative_to(watch.folder.path))
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(path, part)
        part.replace(target)
    _close(watch, target, digest)
    return str(target.relative_to(watch.folder.path))


def _close(watch: Watch, target: Path, digest: str) -> None:
    """Enters the copy into the manifest of imported archives, and the custody log."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    archive = str(target.relative_to(watch.folder.path))
    name = f"{watch.name}/imported/{target.name}"
    close_visit(target.parent, IMPORTED, ClosedVisit(name, now, now, archive, digest, target.stat().st_size, TOOL))
    custody.log(watch.folder, "imported", archive=archive, sha256=digest)


def _products(watch: Watch, url: str) -> list[Product]:
    wanted = normalise(url)
    return [product for product in watch.products if normalise(product.url) == wanted]


def _seen(watch: Watch, product: Product, response: Response, archive: str) -> Seen | None:
    reading = read_product(response)
    wanted = of_variant(reading, product.data.get("variant", "")) if isinstance(reading, PageReading) else reading
    if not isinstance(reading, PageReading) or not isinstance(wanted, PageReading):
        return None
    at = round(response.fetched_at.timestamp())
    known = watch.book.state_of(product.id, response.sha256)
    state = known or State(product.id, response.sha256, archive, response.record_id, at, as_json(reading))
    place = Place(product.data.get("country") or watch.plan.country, f"archive {Path(archive).name}")
    return Seen(state, at, prices_of(product.id, wanted, place))


def responses_of(path: Path) -> Iterator[Response]:
    with _warcs(path) as warcs:
        for warc in warcs:
            yield from read_capture(warc).responses


@contextmanager
def _warcs(path: Path) -> Iterator[list[Path]]:
    """The WARC files of an archive: itself, or those inside a WACZ, unpacked for as long as they are read."""
    if not zipfile.is_zipfile(path):
        yield [path]
        return
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as wacz:
        inside = [i for i in wacz.infolist() if i.filename.startswith("archive/") and ".warc" in i.filename]
        if not inside:
            raise SweepError(f"{path}: no archive in it; a WACZ holds its WARC files in archive/")
        yield [_unpacked(wacz, info, Path(folder) / f"{n}.warc.gz", path) for n, info in enumerate(inside)]


def _unpacked(wacz: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, path: Path) -> Path:
    if info.file_size > MAX_UNPACKED:
        raise SweepError(f"{path}: {info.filename} is larger than {MAX_UNPACKED // 1_000_000} MB")
    with wacz.open(info) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)
    return target
