"""Taking over a capture that another tool made (wget, browsertrix, ...): copied as it is, indexed, dated by itself."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.containers import is_wacz, suffix_of, warcs
from sweep.evidence.index import Indexed, index_path, scan, write_index
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.evidence.reading import read_capture
from sweep.workspace import SweepFolder, writing

_ZIP_HEADER = 30  # bytes before the name of a file in a zip


def import_visit(sweep: SweepFolder, shop: str, source: Path) -> ClosedVisit:
    """Makes an archive a visit of `shop`. Raises SweepError where it cannot be read, or the folder not written.

    The visit's times are those of its records, since that is when the shop said what it says.
    """
    if not source.is_file():
        raise SweepError(f"{source}: the archive that the list names is not there; put it back and run again")
    capture = read_capture(source)
    times = sorted([r.fetched_at for r in capture.responses] + ([capture.started] if capture.started else []))
    times = times or [datetime.fromtimestamp(source.stat().st_mtime, UTC)]
    folder = sweep.captures(shop)
    path = folder / f"{times[0]:%Y%m%dT%H%M%SZ}{suffix_of(source) or '.warc.gz'}"
    part = path.with_name(path.name + ".part")
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        records, root = write_index(index_path(path), _records(part))
        digest, size = file_sha256(part), part.stat().st_size
        part.replace(path)
    visit = ClosedVisit(
        id=f"{sweep.path.name}/{shop}/{path.name.split('.')[0]}",
        started=times[0].isoformat(timespec="seconds"),
        finished=times[-1].isoformat(timespec="seconds"),
        archive=str(path.relative_to(sweep.path)),
        sha256=digest,
        size=size,
        tool="another tool",
        records=records,
        records_root=root,
    )
    close_visit(folder, shop, visit)
    custody.log(sweep, "imported", archive=visit.archive, sha256=digest, source=str(source), records=records)
    return visit


def _records(path: Path) -> Iterator[Indexed]:
    """The records, with their places in the file as it is: a WACZ holds its archives uncompressed."""
    if not is_wacz(path):
        yield from scan(path)
        return
    with zipfile.ZipFile(path) as archive:
        stored = [i for n in warcs(archive) if (i := archive.getinfo(n)).compress_type == zipfile.ZIP_STORED]
    for info in stored:
        yield from scan(path, _begins(path, info), info.file_size)


def _begins(path: Path, info: zipfile.ZipInfo) -> int:
    """Where a stored file's bytes begin: after its header, whose length stands in the header itself."""
    with path.open("rb") as file:
        file.seek(info.header_offset)
        header = file.read(_ZIP_HEADER)
    return (
        info.header_offset
        + _ZIP_HEADER
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )
