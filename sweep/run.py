"""The conductor: one shop through the stations. The only file that knows their order."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from checks.catalogue import Check, load, rules_version
from checks.facts import ShopFacts, Unknown
from product_alerts.picture_store import kept_in
from product_alerts.store import AlertStore, AlertStoreError
from product_alerts.watchlist import Screen
from sweep import __version__, turns, watchlists
from sweep.capture import Capture
from sweep.enrich import supplied
from sweep.enrich.supplied import Supplied
from sweep.errors import CaptureError, SweepError
from sweep.evidence.archive import read_capture
from sweep.evidence.importing import import_visit
from sweep.evidence.manifest import ClosedVisit, closed_visits, file_sha256
from sweep.evidence.recording import Recording
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.gather.revisit import revisit
from sweep.judging import Judged, judge_capture
from sweep.plan import Plan, chosen_checks
from sweep.results import ShopResult, Visit
from sweep.second_try import fuller, may_pass, other_fetcher
from sweep.store.store import Store
from sweep.targets import Target
from sweep.workspace import SweepFolder, Workspace, writing

if TYPE_CHECKING:  # numpy, which only a sweep beside alerts needs
    from product_alerts.match import Matcher
    from product_alerts.print_index import PrintIndex

_BODIES = 2  # bytes that the bodies of a visit take, a byte of its archive
TOOL = f"sweepday/{__version__} (Python {platform.python_version()})"


@dataclass(frozen=True)
class Sweep:
    """One sweep under way: its plan, its folder and the day whose law counts. Cheap to make in every process."""

    workspace: Workspace
    name: str
    plan: Plan
    day: date

    @property
    def folder(self) -> SweepFolder:
        return self.workspace.sweep(self.name)

    @cached_property
    def store(self) -> Store:
        return Store(self.workspace.database)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        catalogue = load()
        return tuple(catalogue[check] for check in chosen_checks(self.plan, tuple(catalogue)))

    @cached_property
    def matcher(self) -> Matcher | None:
        return load_matcher(self.workspace.alerts)

    @cached_property
    def pictures(self) -> PrintIndex | None:
        """The hashes of the notices' pictures, where the plan wants photos compared and there are any."""
        if not self.plan.pictures.number or not self.workspace.alerts.exists():
            return None
        from product_alerts.print_index import PrintIndex  # noqa: PLC0415 - needs numpy

        try:
            kept = kept_in(self.workspace.alerts)
        except AlertStoreError as error:
            raise SweepError(str(error)) from None
        return PrintIndex(kept) if kept else None

    @cached_property
    def screen(self) -> Screen:
        return watchlists.screen_of(self.plan.watchlists, self.folder.path)

    @cached_property
    def supplied(self) -> Supplied:
        return supplied.read_supplied(self.plan.tables, self.folder.path / supplied.FOLDER)


def load_matcher(path: Path) -> Matcher | None:
    """The matcher over a workspace's alerts; None where no alert has been imported. Raises SweepError."""
    if not path.exists():
        return None
    from product_alerts.index_file import matcher_of  # noqa: PLC0415 - needs numpy

    try:
        with closing(AlertStore(path)) as store:
            matcher = matcher_of(store)
    except AlertStoreError as error:
        raise SweepError(str(error)) from None
    return matcher if len(matcher) else None


def sweep_shop(sweep: Sweep, target: Target, *, last: bool = False) -> ShopResult:
    """Visits (unless this sweep already did), judges and keeps one shop. Raises SweepError when it cannot write.

    A shop whose trouble may pass is put aside for a second try, unless this is its `last` chance.
    """
    result = _judged_visits(sweep, target)
    if result is None:
        result = _judge(sweep, target, _visit(sweep, target, sweep.plan.limits(target.source)))
    wanted = sweep.plan.pace.second_try and not target.capture and not last and result.second_try is None
    keep(sweep, result, again=wanted and bool(may_pass(result)))
    return result


def sweep_again(sweep: Sweep, target: Target) -> ShopResult:
    """The second try of a shop that was put aside; the fuller of its two visits is kept. Raises SweepError."""
    first = _judged_visits(sweep, target)
    if first is None or first.second_try is not None:  # purged meanwhile, or the second visit was closed before
        return sweep_shop(sweep, target, last=True)
    limits = other_fetcher(sweep.plan.limits(target.source), first)
    result = fuller(first, _judge(sweep, target, _visit(sweep, target, limits)))
    keep(sweep, result)
    return result


def judged_anew(sweep: Sweep, target: Target) -> ShopResult | None:
    """The archived visits judged with today's rules and readers, not kept. Raises CaptureError, SweepError."""
    return _judged_visits(sweep, target)


def rejudge(sweep: Sweep, target: Target) -> ShopResult | None:
    """Judges the archived visits anew with today's rules and readers; None where the shop was never visited.

    A shop that waits for its second try goes on waiting.
    """
    result = _judged_visits(sweep, target)
    if result is not None:
        keep(sweep, result, again=result.second_try is None and sweep.store.waits_again(sweep.name, target.key))
    return result


def look_again(sweep: Sweep, target: Target, urls: Sequence[str]) -> ShopResult | None:
    """Sees some pages of a visited shop again, in a session of its own, and judges the shop anew. Raises SweepError."""
    with _recording(sweep, target, kind="look") as recording:
        revisit(urls, sweep.plan.limits(target.source), recording.archive)
    recording.closed()
    return rejudge(sweep, target)


def _looks(sweep: Sweep, target: Target) -> tuple[Capture, ...]:
    """The second looks at a shop whose archives are as their manifest says."""
    looks = [v for v in closed_visits(sweep.folder.captures(target.key)) if v.kind == "look"]
    paths = ((sweep.folder.path / v.archive, v.sha256) for v in looks)
    return tuple(read_capture(path) for path, sha256 in paths if path.is_file() and file_sha256(path) == sha256)


def give_up(sweep: Sweep, target: Target, reason: str) -> ShopResult:
    """Keeps a shop over which the workers died twice: not measurable, with the reason."""
    folder = sweep.folder.captures(target.key)
    visits = [v for v in closed_visits(folder) if v.kind == "visit"]
    visit = visits[-1] if visits else _empty_visit(sweep, target, folder, reason)
    unknown = Unknown("fault", reason)
    facts = ShopFacts(**{name: unknown for name, _ in ShopFacts().items()})
    judged = Judged((), facts, (), "not_measurable", unknown.reason)
    result = _result(sweep, target, visit, judged, Capture(target.url, ()))
    keep(sweep, result)
    return result


def _judged_visits(sweep: Sweep, target: Target) -> ShopResult | None:
    """The result of the visits that were closed, of two the fuller; None where there is none."""
    visits = [v for v in closed_visits(sweep.folder.captures(target.key)) if v.kind == "visit"]
    results = [_judge(sweep, target, visit) for visit in visits]
    return reduce(fuller, results) if results else None


def _visit(sweep: Sweep, target: Target, bounds: Limits) -> ClosedVisit:
    _discard_unfinished(sweep.folder.captures(target.key))
    if target.capture:
        return import_visit(sweep.folder, target.key, Path(target.capture))
    with _recording(sweep, target) as recording:
        gather(target.url, replace(bounds, country=_country(sweep, target)), recording.archive)
    return recording.closed()


def _empty_visit(sweep: Sweep, target: Target, folder: Path, reason: str) -> ClosedVisit:
    _discard_unfinished(folder)
    with _recording(sweep, target) as recording:
        recording.archive.note("visit", {"url": target.url, "reason": reason})
    return recording.closed()


def _discard_unfinished(folder: Path) -> None:
    # A visit that was cut off is no visit: half a shop must not be judged as a whole one.
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for part in folder.glob("*.part"):
            part.unlink()


def _recording(sweep: Sweep, target: Target, kind: Literal["visit", "look"] = "visit") -> Recording:
    info = {
        "operator": sweep.plan.authority,
        "description": f"sweep {sweep.name}, {target.source}",
        "robots": sweep.plan.robots,
        "http-header-user-agent": sweep.plan.user_agent,
        **({"vantage": sweep.plan.vantage} if sweep.plan.vantage else {}),
        "sweepday-rules": rules_version(),
        "sweepday-plan": f"sha256:{file_sha256(sweep.folder.plan)}",
    }
    return Recording(sweep.folder, target.key, tool=TOOL, info=info, kind=kind)


def _judge(sweep: Sweep, target: Target, visit: ClosedVisit) -> ShopResult:
    started, _ = visit.moments()
    path = sweep.folder.path / visit.archive
    if not path.is_file() or file_sha256(path) != visit.sha256:
        raise CaptureError(f"{path}: not the archive that its manifest names (see `sweepday verify`); not judged")
    turns.take(_BODIES * path.stat().st_size)
    capture = read_capture(path)
    judged = judge_capture(
        capture,
        country=_country(sweep, target),
        day=sweep.day,
        checks=sweep.checks,
        matcher=sweep.matcher,
        screen=sweep.screen,
        supplied=sweep.supplied,
        history=sweep.store.price_history(target.key, started, vantage=sweep.plan.vantage),
        looks=_looks(sweep, target),
        pictures=sweep.pictures,
    )
    turns.done()
    return _result(sweep, target, visit, judged, capture)


def _country(sweep: Sweep, target: Target) -> str:
    return target.country or sweep.plan.country


def _result(sweep: Sweep, target: Target, visit: ClosedVisit, judged: Judged, capture: Capture) -> ShopResult:
    started, finished = visit.moments()
    return ShopResult(
        target=target,
        country=_country(sweep, target),
        state=judged.state,
        reason=judged.reason,
        visit=Visit(
            id=visit.id,
            started=started,
            finished=finished,
            archive=visit.archive,
            archive_sha256=visit.sha256,
            pages=judged.pages,
            failures=capture.failures,
            not_followed=capture.not_followed,
        ),
        facts=judged.facts,
        verdicts=judged.verdicts,
        sketch=judged.sketch,
    )


def keep(sweep: Sweep, result: ShopResult, *, again: bool = False) -> None:
    """Keeps what was found in a shop; with `again` it is put aside for a second try. Raises SweepError."""
    now = datetime.now(UTC)
    sweep.store.save(sweep.name, result, rules_version=rules_version(), tool_version=__version__, now=now, again=again)
    for verdict in result.verdicts:
        if verdict.message == "judge.fault":
            sweep.folder.issue(shop=result.target.key, check=verdict.check, fault=dict(verdict.params))
