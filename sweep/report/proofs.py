"""What the archive adds to a dossier: the words around a quote, the screenshots, the visits. Bounded, page by page.

Where an archive is gone, damaged or changed the quote stands alone: nothing is shown around it that is not proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from checks.facts import Evidence
from checks.verdict import Outcome
from sweep.errors import SweepError
from sweep.evidence.manifest import ClosedVisit, closed_visits
from sweep.evidence.passages import Record, locate, record_in, records, texts
from sweep.report.background import Background, Event
from sweep.report.shots import Shot, write_shots
from sweep.results import ShopResult
from sweep.workspace import SweepFolder

_AROUND = 180  # characters shown on each side of a quote, in whole words
_PAGES = 16  # archived pages that are read for one dossier
_LARGEST = 3_000_000  # bytes of a record, packed, that is read for it
_DAMAGE = (SweepError, OSError, ValueError)
_QUOTED = (Outcome.FAIL, Outcome.REVIEW)


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and after a quote; `source` where they stand in the page's HTML and not in its text."""

    before: str
    after: str
    source: bool = False


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was gathered of one shop."""

    contexts: dict[Evidence, Context] = field(default_factory=dict)
    shots: tuple[Shot, ...] = ()
    visits: tuple[Event, ...] = ()  # further visits and second looks


def gather(shop: ShopResult, told: Background, folder: Path, name: str) -> Proofs:
    """Reads each quoted page once; writes screenshots as `name` and a digest into `folder`. Raises OSError there."""
    if told.folder is None:
        return Proofs()
    named = dict.fromkeys(e for v in shop.verdicts if v.outcome in _QUOTED for e in v.evidence if e.record_id)
    quoted = sorted(named, key=lambda e: not e.quote)  # pages read in vain are looked at last, for their pictures
    visits = _visits(told.folder, shop)
    archives = _archives(shop, visits)
    found = _records(told.folder, archives, dict.fromkeys(e.record_id for e in quoted))
    shown: list[Record] = []
    if told.screenshots:
        shown = [found[e.record_id] for e in quoted if e.record_id in found] + _front(told.folder, archives)
    return Proofs(_contexts(quoted, found), tuple(write_shots(name, shown, folder)), _events(shop, visits))


def _visits(folder: Path, shop: ShopResult) -> tuple[ClosedVisit, ...]:
    try:
        return closed_visits(SweepFolder(folder).captures(shop.target.key))
    except _DAMAGE:
        return ()


def _archives(shop: ShopResult, visits: Iterable[ClosedVisit]) -> tuple[str, ...]:
    """The archive of the visit that counts, then those of the other visits and second looks."""
    names = dict.fromkeys((shop.visit.archive, *(visit.archive for visit in visits)))
    return tuple(name for name in names if name)


def _records(folder: Path, archives: Iterable[str], wanted: Iterable[str]) -> dict[str, Record]:
    """The records of these ids that are there, of a size to be read, and as they were received."""
    found: dict[str, Record] = {}
    for record_id in islice(wanted, _PAGES):
        whole = (_whole(folder, archive, record_id) for archive in archives)
        if record := next(filter(None, whole), None):
            found[record_id] = record
    return found


def _whole(folder: Path, archive: str, record_id: str) -> Record | None:
    try:
        record = record_in(folder / archive, folder.name, record_id)
        return record if record and record.index.length <= _LARGEST and record.intact else None
    except _DAMAGE:
        return None


def _front(folder: Path, archives: Sequence[str]) -> list[Record]:
    """The first page that answered in the visit that counts."""
    if not archives:
        return []
    try:
        answers = (r for r in records(folder / archives[0]).values() if r.type == "response" and r.status == 200)
        return [Record(folder / archives[0], folder.name, page) for page in answers][:1]
    except _DAMAGE:
        return []


def _contexts(quoted: Iterable[Evidence], found: dict[str, Record]) -> dict[Evidence, Context]:
    by_page: dict[str, list[Evidence]] = {}
    for evidence in quoted:
        if evidence.quote and evidence.record_id in found:
            by_page.setdefault(evidence.record_id, []).append(evidence)
    contexts: dict[Evidence, Context] = {}
    for record_id, members in by_page.items():
        try:
            text, source = texts(found[record_id])
        except _DAMAGE:
            continue
        for evidence in members:
            context = _context(text, evidence.quote, source=False) or _context(source, evidence.quote, source=True)
            if context:
                contexts[evidence] = context
    return contexts


def _context(whole: str, quote: str, *, source: bool) -> Context | None:
    place = locate(whole, quote)
    if place is None:
        return None
    start, end = place
    return Context(before(whole, start), after(whole, end), source)


def before(text: str, at: int) -> str:
    """The whole words that stand within reach before a place, with a mark where more stands there."""
    first = max(0, at - _AROUND)
    piece = text[first:at]
    if first and not text[first - 1].isspace():
        piece = piece.partition(" ")[2] if " " in piece else ""
    return ("… " if first else "") + piece


def after(text: str, at: int) -> str:
    """The same behind it."""
    last = min(len(text), at + _AROUND)
    piece = text[at:last]
    if last < len(text) and not text[last].isspace():
        piece = piece.rpartition(" ")[0]
    return piece + (" …" if last < len(text) else "")


def _events(shop: ShopResult, visits: Iterable[ClosedVisit]) -> tuple[Event, ...]:
    others = (visit for visit in visits if visit.archive != shop.visit.archive)
    return tuple(Event(visit.started, "look" if visit.kind == "look" else "other_visit") for visit in others)
