"""The proof of a finding as it lies in the archive: the quote in the page's text, the screenshot, the digests."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from checks.facts import Evidence
from checks.verdict import Verdict
from sweep.errors import SweepError
from sweep.evidence.index import Indexed, digest_at, index_path, indexed, read_index
from sweep.evidence.reading import read_record
from sweep.extract.page import parse_page
from sweep.results import ShopResult
from sweep.run import Sweep

_AROUND = 700  # characters shown on each side of a quote
_LONGEST = 400_000  # characters of a page's text that are shown whole
_LARGEST_PICTURE = 30_000_000  # bytes
_PNG = b"\x89PNG\r\n\x1a\n"
_SCREENSHOT = "urn:fullPage:"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive: where it lies, and what its index says of it."""

    archive: Path
    sweep: str
    index: Indexed


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its surroundings. `how` is text, source (the page's HTML) or missing (`why` then says so)."""

    evidence: Evidence
    before: str = ""
    quote: str = ""
    after: str = ""
    how: str = "missing"
    why: str = ""
    intact: bool = False  # the record is, byte for byte, the one that was received
    record: Record | None = None
    screenshot: bool = False


def passages(sweep: Sweep, shop: ShopResult, verdict: Verdict) -> tuple[Passage, ...]:
    """Every quote of a verdict in the page that it was read on."""
    return tuple(_passage(sweep, shop, e) for e in verdict.evidence if e.quote)


def _passage(sweep: Sweep, shop: ShopResult, evidence: Evidence) -> Passage:
    try:
        record = find_record(sweep, shop, evidence)
        if record is None:
            return Passage(evidence, why="record")
        text, source = _texts(record)
        shown = picture_record(record) is not None
        intact = digest_at(record.archive, record.index) == record.index.sha256
    except (SweepError, OSError):
        return Passage(evidence, why="archive")
    for how, whole in (("text", text), ("source", source)):
        if place := locate(whole, evidence.quote):
            start, end = place
            before, after = whole[max(0, start - _AROUND) : start], whole[end : end + _AROUND]
            return Passage(evidence, before, whole[start:end], after, how, "", intact, record, shown)
    return Passage(evidence, why="quote", intact=intact, record=record, screenshot=shown)


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quote stands in the text: exactly, else with other white space between its words."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = quote.split()
    if not words or len(words) > 400:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


def whole_text(record: Record) -> str:
    """All that is to be read on a page, cut behind 400,000 characters. Raises SweepError."""
    return _texts(record)[0][:_LONGEST]


@lru_cache(maxsize=16)
def _texts(record: Record) -> tuple[str, str]:
    """Text and source of an archived page; both empty for what is no page."""
    response = read_record(record.archive, record.index.offset, record.index.length)
    if response is None:
        return "", ""
    page = parse_page(response)
    return page.text, page.html


@lru_cache(maxsize=64)
def _index(archive: Path, _changed: int) -> dict[str, Indexed]:
    return {record.id: record for record in map(indexed, read_index(index_path(archive)))}


def _records(archive: Path) -> dict[str, Indexed]:
    path = index_path(archive)
    return _index(archive, path.stat().st_mtime_ns) if path.is_file() else {}


def find_record(sweep: Sweep, shop: ShopResult, evidence: Evidence) -> Record | None:
    """The record that a proof names: of this visit, of the visit tried before it, or of an earlier sweep's."""
    other = shop.second_try.other_archive if shop.second_try else ""
    places = [(sweep.name, name) for name in (shop.visit.archive, other) if name]
    for name, archive in places:
        if found := _in(sweep, name, archive, evidence.record_id):
            return found
    for name, archive, _ in sweep.store.earlier_archives([evidence.record_id]) if evidence.record_id else ():
        if found := _in(sweep, name, archive, evidence.record_id):
            return found
    return None


def _in(sweep: Sweep, name: str, archive: str, record_id: str) -> Record | None:
    path = sweep.workspace.sweep(name).path / archive
    found = _records(path).get(record_id) if path.is_file() else None
    return Record(path, name, found) if found else None


def picture_record(record: Record) -> Indexed | None:
    """The screenshot of the page in `record`, where one was taken."""
    wanted = f"{_SCREENSHOT}{record.index.url}"
    return next((r for r in _records(record.archive).values() if r.url == wanted and r.mime == "image/png"), None)


def picture(record: Record) -> bytes:
    """The screenshot of the page in `record`, a PNG image; b"" where there is none or it is damaged."""
    found = picture_record(record)
    if found is None or found.length > _LARGEST_PICTURE or digest_at(record.archive, found) != found.sha256:
        return b""
    with record.archive.open("rb") as file:
        file.seek(found.offset)
        data = file.read(found.length)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        block = unpacker.decompress(data, _LARGEST_PICTURE).partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n")
    except zlib.error:
        return b""
    return block if block.startswith(_PNG) else b""
