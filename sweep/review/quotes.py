"""Every quote of a finding in the archived page it was read on, for the person who decides."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts import Evidence
from checks.verdict import Verdict
from sweep.errors import SweepError
from sweep.evidence.passages import Record, locate, picture_record, record_in, texts
from sweep.results import ShopResult
from sweep.run import Sweep

_AROUND = 700  # characters shown on each side of a quote
_LONGEST = 400_000  # characters of a page's text that are shown whole


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
        text, source = texts(record)
        shown = picture_record(record) is not None
        intact = record.intact
    except (SweepError, OSError):
        return Passage(evidence, why="archive")
    for how, whole in (("text", text), ("source", source)):
        if place := locate(whole, evidence.quote):
            start, end = place
            before, after = whole[max(0, start - _AROUND) : start], whole[end : end + _AROUND]
            return Passage(evidence, before, whole[start:end], after, how, "", intact, record, shown)
    return Passage(evidence, why="quote", intact=intact, record=record, screenshot=shown)


def whole_text(record: Record) -> str:
    """All that is to be read on a page, cut behind 400,000 characters. Raises SweepError."""
    return texts(record)[0][:_LONGEST]


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
    return record_in(sweep.workspace.sweep(name).path / archive, name, record_id)
