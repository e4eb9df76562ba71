"""`sweepday alerts again`: what stood under an alert or on a watchlist, whether it went, and where it stands again."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checks.verdict import Verdict
from product_alerts import prints
from product_alerts.model import Offer
from sweep.commands.run import look_of
from sweep.commands.seal import seal_now
from sweep.cooperation.decisions import decisions_of
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.relisted import Sighting, Trace, traces
from sweep.relisted_file import FILE
from sweep.report.exports import csv_cell, write_exports
from sweep.report.plain import json_line
from sweep.report.relisted_page import write_relisted_page
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.sweeps import collect, find
from sweep.workspace import Workspace, write_atomically

if TYPE_CHECKING:
    from product_alerts.picture_match import Photo

_STATES = {
    "seen": "still there",
    "gone": "gone",
    "again": "GONE AND THERE AGAIN",
    "not_measured": "not measured since",
}
_RELATIONS = {"same_shop": "same shop", "same_operator": "same operator", "other_shop": "another shop"}


def run(args: argparse.Namespace) -> int:
    """Looks through the sweeps of a workspace. Raises SweepError."""
    workspace = Workspace(args.workspace.resolve())
    found = look_through(workspace, tuple(args.sweep))
    if args.out:
        is_sheet = args.out.suffix.lower() == ".csv"
        write_atomically(args.out, sheet(found) if is_sheet else "".join(json_line(trace) + "\n" for trace in found))
    shown = [t for t in found if args.all or args.json or t.state in ("gone", "again") or t.elsewhere]
    for trace in shown:
        print(json_line(trace) if args.json else "\n".join(_lines(trace)))
    if not args.json:
        print(_total(found))
    if args.report:
        print(keep(workspace, tuple(args.sweep), found), file=sys.stderr if args.json else sys.stdout)
    return 0


def keep(workspace: Workspace, names: tuple[str, ...], found: Sequence[Trace]) -> Path:
    """Writes the page and the list into the newest of the sweeps, marks its offers and seals it; returns the page."""
    sweep = max((_sweep(workspace, name) for name in _chosen(workspace, names)), key=_last_visit)
    languages = sweep.plan.report.languages
    write_atomically(sweep.folder.exports / FILE, "".join(json_line(trace) + "\n" for trace in found))
    result = collect(sweep)
    write_exports(result, sweep.folder.exports, languages=languages)
    page = write_relisted_page(found, result.info, sweep.folder.report, languages=languages, look=look_of(sweep))
    seal_now(sweep)
    return page


def _last_visit(sweep: Sweep) -> tuple[str, str]:
    visits = (shop.visit.started.isoformat() for shop in sweep.store.results(sweep.name))
    return max(visits, default=""), sweep.name


def look_through(workspace: Workspace, names: tuple[str, ...] = ()) -> tuple[Trace, ...]:
    """The traces of a workspace, over all its sweeps or some. Raises SweepError where there is none."""
    sweeps: dict[str, Sweep] = {}
    visits: list[tuple[str, ShopResult]] = []
    aside: set[tuple[str, str]] = set()  # visit and check of a finding that a person put aside
    for name in _chosen(workspace, names):
        sweep = _sweep(workspace, name)
        sweeps[sweep.name], decisions = sweep, decisions_of(sweep)
        for shop in sweep.store.results(sweep.name):
            visits.append((sweep.name, shop))
            key = shop.target.key
            aside |= {(shop.visit.id, v.check) for v in shop.verdicts if decisions.of(key, v).state == "dismissed"}

    def dismissed(shop: ShopResult, verdict: Verdict) -> bool:
        return (shop.visit.id, verdict.check) in aside

    return traces(visits, dismissed, lambda sweep, shop: _photos(sweeps[sweep], shop))


def _chosen(workspace: Workspace, names: tuple[str, ...]) -> tuple[str, ...]:
    chosen = names or tuple(sorted(p.parent.name for p in (workspace.path / "sweeps").glob("*/plan.yaml")))
    if not chosen:
        raise SweepError(f"{workspace.path}: no sweep has been run here yet (use --workspace for another folder)")
    return chosen


def _photos(sweep: Sweep, shop: ShopResult) -> Mapping[Offer, Sequence[Photo]]:
    if not sweep.plan.pictures.number or prints.missing():
        return {}
    from sweep.photos import photos_of_visit  # noqa: PLC0415 - needs the extra `images`

    return photos_of_visit(sweep, shop)


_COLUMNS = (
    "shop", "title", "page", "why", "state", "first_seen", "last_seen", "gone",
    "seen_at", "seen_in_sweep", "seen_in_shop", "whose_shop", "seen_title", "seen_page", "seen_by", "seen_words",
)  # fmt: skip


def sheet(found: Iterable[Trace]) -> str:
    """A line for each time that a product was seen again; one without these columns for a product that was not."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for trace in found:
        for cells in map(_seen, trace.sightings) if trace.sightings else ((),):
            row = (*_watched(trace), *cells)
            writer.writerow([csv_cell(cell) for cell in (*row, *[""] * (len(_COLUMNS) - len(row)))])
    return "\ufeff" + out.getvalue()  # by which spreadsheets know the coding


def _watched(trace: Trace) -> tuple[str, ...]:
    days = (trace.first_seen, trace.last_seen, trace.gone)
    told = (f"{day:%Y-%m-%d}" if day else "" for day in days)
    return trace.shop, trace.offer.title, trace.offer.url, trace.why, trace.state, *told


def _seen(one: Sighting) -> tuple[str, ...]:
    return (
        f"{one.at:%Y-%m-%d}",
        one.sweep,
        one.shop,
        one.relation,
        one.offer.title,
        one.offer.url,
        one.by,
        one.said if one.by != "page" else "",
    )


def _sweep(workspace: Workspace, name: str) -> Sweep:
    workspace.existing_sweep(name)
    return find(workspace, name)


def _lines(trace: Trace) -> Iterator[str]:
    yield f"{_STATES[trace.state]}: {trace.offer.title} ({trace.why})"
    gone = f", gone on {trace.gone:%Y-%m-%d}" if trace.gone else ""
    last = f"first seen {trace.first_seen:%Y-%m-%d}, last seen {trace.last_seen:%Y-%m-%d}{gone}"
    yield f"  {trace.shop} {trace.offer.url}: {last}"
    for one in trace.sightings:
        if one.relation != "same_shop" or (trace.gone and one.at > trace.gone):
            yield _sighting(one)


def _sighting(one: Sighting) -> str:
    by = "" if one.by == "page" else f" by {one.by}: {one.said}"
    by += " (a lead: look at both)" if one.by == "picture" else ""
    return f"  {one.at:%Y-%m-%d} {_RELATIONS[one.relation]} {one.shop}: {one.offer.title} {one.offer.url}{by}"


def _total(found: tuple[Trace, ...]) -> str:
    states: list[str] = [trace.state for trace in found]
    told = ", ".join(f"{states.count(state)} {words.lower()}" for state, words in _STATES.items())
    return f"{counted(len(found), 'product')} watched: {told}; {sum(bool(t.elsewhere) for t in found)} seen elsewhere"
