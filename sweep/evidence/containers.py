"""Files that hold web archives: a WARC, plain or compressed, or a WACZ made by another tool (a zip of them)."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from sweep.errors import SweepError

_MAX_PAGES = 1_000_000  # bytes of the list of pages that are read for the first one
_WARCS = (".warc", ".warc.gz")
SUFFIXES = (".warc", ".warc.gz", ".wacz")


def is_archive(start: bytes) -> bool:
    """Whether a file that begins so may be a web archive (a gzip file, a WARC, a zip file)."""
    return start[:2] == b"\x1f\x8b" or start.startswith((b"WARC/", b"PK\x03\x04"))


def suffix_of(path: Path) -> str:
    """ ".warc.gz", ".warc" or ".wacz"; "" for any other name."""
    return next((s for s in sorted(SUFFIXES, key=len, reverse=True) if path.name.lower().endswith(s)), "")


def is_wacz(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


@contextmanager
def opened(path: Path) -> Iterator[Iterator[BinaryIO]]:
    """The WARC files in `path`, unpacked, one after the other. Raises SweepError for a zip without any."""
    if not is_wacz(path):
        with path.open("rb") as file:
            yield iter([unpacked(file)])
        return
    with _zip(path) as archive:
        names = warcs(archive)
        if not names:
            raise SweepError(f"{path}: a zip file without web archives in archive/; is it a WACZ?")
        yield (unpacked(cast(BinaryIO, archive.open(name))) for name in names)


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise SweepError(f"{path}: a WACZ that cannot be opened ({error})") from None


def warcs(archive: zipfile.ZipFile) -> list[str]:
    return sorted(n for n in archive.namelist() if n.startswith("archive/") and n.lower().endswith(_WARCS))


def unpacked(file: BinaryIO) -> BinaryIO:
    """A file as it is, or what a gzip file holds."""
    magic = file.read(2)
    file.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if magic == b"\x1f\x8b" else file


def main_page(path: Path) -> str:
    """The address with which the collection begins, by the word of the tool that made it; "" where it says none."""
    if not is_wacz(path):
        return ""
    with _zip(path) as archive:
        package = _object(archive, "datapackage.json")
        if isinstance(url := package.get("mainPageUrl") or package.get("mainPageURL"), str) and url:
            return url
        try:
            with archive.open("pages/pages.jsonl") as file:
                lines = file.read(_MAX_PAGES).splitlines()
        except (KeyError, OSError, zipfile.BadZipFile):
            return ""
    pages = [page for line in lines if isinstance(page := _parsed(line), dict) and isinstance(page.get("url"), str)]
    first = next((page for page in pages if page.get("seed") is True), pages[0] if pages else {"url": ""})
    return str(first["url"])


def _object(archive: zipfile.ZipFile, name: str) -> dict[str, object]:
    try:
        with archive.open(name) as file:
            data = _parsed(file.read(_MAX_PAGES))
    except (KeyError, OSError, zipfile.BadZipFile):
        return {}
    return data if isinstance(data, dict) else {}


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
