"""A watch from its panel to its last round: begun once, visited at its times, taken up again when interrupted."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from sweep.errors import SweepError
from sweep.store.prices import PriceBook, Product, Round
from sweep.watch import looks
from sweep.watch.bodies import base_of
from sweep.watch.clock import Stopwatch, moment
from sweep.watch.evidence import TOOL, Kept, RoundArchive, close_round, salvage
from sweep.watch.panel import Item, choose, panel_csv, read_items
from sweep.watch.plan import WatchPlan, load_watch_plan
from sweep.watch.rounds import Place, RoundResult, run_round
from sweep.watch.schedule import Due, Slot, due, slots
from sweep.workspace import SweepFolder, Workspace, write_atomically, writing

# What may be changed between two rounds: how the panel is visited and until when, never which products.
_MAY_CHANGE = {"pace", "network", "identity", "request_seconds", "round_minutes", "days", "browser", "second_looks"}

Progress = Callable[[Product, str], None]


@dataclass(frozen=True)
class Watch:
    """A watch that has begun."""

    workspace: Workspace
    plan: WatchPlan

    @property
    def name(self) -> str:
        return self.plan.name

    @cached_property
    def folder(self) -> SweepFolder:
        return SweepFolder(self.workspace.path / "watches" / self.name)

    @property
    def captures(self) -> Path:
        return self.folder.captures("rounds")

    @cached_property
    def book(self) -> PriceBook:
        return PriceBook(self.workspace.database)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        return self.book.products(self.name)

    @cached_property
    def numbers(self) -> dict[str, list[int]]:
        """Address -> the products that stand there."""
        found: dict[str, list[int]] = {}
        for product in self.products:
            found.setdefault(product.url, []).append(product.id)
        return found

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return slots(self.plan)


def begin(plan_path: Path, now: float) -> Watch:
    """The watch of a plan: a new one with its panel, or the one begun before.

    Raises SweepError for mistakes in plan and lists, and where plan or panel are no longer those it began with.
    """
    workspace = Workspace(plan_path.resolve().parent)
    kept = workspace.path / "watches" / _name_in(plan_path) / "plan.yaml"
    plan = load_watch_plan(plan_path, lists_beside=not kept.exists())
    watch = Watch(workspace, plan)
    if kept.exists():
        _refuse_changed(plan, load_watch_plan(kept, lists_beside=False), plan_path)
    else:
        _lay_out(watch)
    _enter(watch, now)
    return watch


def existing(plan_path: Path) -> Watch:
    """A watch that has begun, by its plan in the workspace or by the one kept in its folder; nothing is written.

    Raises SweepError where it never began.
    """
    path = plan_path.resolve()
    plan = load_watch_plan(path, lists_beside=False)
    inside = path.parent.parent.name == "watches"
    watch = Watch(Workspace(path.parents[2] if inside else path.parent), plan)
    if not watch.folder.plan.is_file() or not watch.workspace.database.is_file():
        raise SweepError(f"{plan.name}: this watch has not begun yet; `sweepday watch {plan_path}` begins it")
    return watch


def _name_in(plan_path: Path) -> str:
    return load_watch_plan(plan_path, lists_beside=False).name


def _refuse_changed(new: WatchPlan, old: WatchPlan, path: Path) -> None:
    changed = [f for f in WatchPlan.model_fields if f not in _MAY_CHANGE and getattr(new, f) != getattr(old, f)]
    if changed:
        raise SweepError(
            f"{path.name}: {', '.join(changed)} changed since the watch {new.name!r} began; "
            "give the plan a new name for a new watch, or put the old values back"
        )


def _lay_out(watch: Watch) -> None:
    """Chooses the panel and writes it down, the plan last: a watch has begun once its plan lies there."""
    lists = [watch.workspace.path / name for name in watch.plan.products]
    panel = choose(read_items(lists), watch.plan.panel)
    with writing(watch.folder.path):
        watch.captures.mkdir(parents=True, exist_ok=True)
    write_atomically(watch.folder.path / "panel.csv", panel_csv(panel))
    text = yaml.safe_dump(watch.plan.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    write_atomically(watch.folder.plan, f"# The plan as used; the watch began with it.\n{text}")


def _enter(watch: Watch, now: float) -> None:
    """Enters the panel into the database, or compares it with the one that is there."""
    path = watch.folder.path / "panel.csv"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SweepError(f"{path}: cannot be read ({error.strerror}); put back a copy") from None
    digest = hashlib.sha256(content).hexdigest()
    entered = watch.book.panel_digest(watch.name)
    if entered and entered != digest:
        raise SweepError(
            f"{path}: changed since the watch began (its SHA-256 was {entered}); put back a copy, "
            "or give the plan a new name for a new watch with another panel"
        )
    if not entered:
        items = read_items([path])
        rows = [(item.shop, item.url, json.dumps(_data(item), ensure_ascii=False)) for item in items]
        watch.book.begin(watch.name, watch.plan.model_dump_json(), digest, round(now), rows)


def _data(item: Item) -> dict[str, object]:
    return {k: v for k, v in asdict(item).items() if k not in ("url", "shop") and v}


def catch_up(watch: Watch, now: float) -> Due:
    """What is due now; rounds that were missed are entered as missed, with the reason."""
    rounds = watch.book.rounds(watch.name)
    found = due(watch.slots, rounds, moment(now))
    begun = {r.slot: r for r in rounds}
    new = [Round(s.name, "missed", note="nothing ran at its time") for s in found.missed if s.name not in begun]
    watch.book.enter_rounds(watch.name, new)
    for slot in found.missed:
        if slot.name in begun:
            cut = begun[slot.name]
            state = "cut off" if cut.state == "running" else "missed"
            watch.book.finish_round(watch.name, replace(cut, state=state, finished=round(now)))
    return found


def visit(
    watch: Watch,
    slot: Slot,
    *,
    wall: Callable[[], float] = time.time,
    monotonic: Callable[[], float] = time.monotonic,
    progress: Progress = lambda *_: None,
    only: Collection[int] | None = None,
) -> RoundResult:
    """One round, or the rest of one that was interrupted. Raises SweepError where it cannot be written.

    With `only` it is a second look at these products, between the rounds of the plan.
    """
    for path in salvage(watch.folder, watch.captures):
        watch.folder.issue(archive=path.name, fault="the round was cut off; what it had archived is kept")
    stopwatch = Stopwatch(wall, monotonic)
    begun = _begun(watch, slot, stopwatch.now())
    left = [p for p in _left(watch, begun.started) if only is None or p.id in only]
    path = _archive_path(watch, slot)
    archive = RoundArchive(
        path,
        software=TOOL,
        info=_info(watch, slot),
        known=lambda url, sha256: _known(watch, url, sha256),
        base=lambda url: base_of(watch.book, watch.captures, watch.numbers.get(url, ())),
    )
    place = Place(watch.plan.country, watch.plan.vantage)
    with archive:
        archive.note("round", {"watch": watch.name, "slot": slot.name, "panel": len(watch.products), "left": len(left)})
        result = run_round(
            left,
            watch.book,
            archive,
            slot.name,
            place,
            watch.plan.limits,
            shops_at_once=watch.plan.pace.shops_at_once,
            watch=stopwatch,
            progress=progress,
        )
        archive.note("clock", {"verdict": result.clock.verdict, "offset": result.clock.offset, "set": result.jumped})
    close_round(watch.folder, path, stopwatch.started, stopwatch.now(), archive.writer)
    watch.book.finish_round(watch.name, _finished(begun, result, stopwatch.now()))
    looks.note(watch.folder, result.looks, only)
    return result


def look_due(watch: Watch, now: float) -> tuple[Slot, frozenset[int]] | None:
    """The second look that is due between the rounds, with its products; None where there is none."""
    due = looks.due(watch.folder, now) if watch.plan.second_looks else frozenset()
    local = moment(now).astimezone(ZoneInfo(watch.plan.zone))
    return (Slot(f"{local:%Y-%m-%dT%H:%M}-look", moment(now)), due) if due else None


def _begun(watch: Watch, slot: Slot, now: float) -> Round:
    """The round as it was begun, entered if it is new."""
    known = next((r for r in watch.book.rounds(watch.name) if r.slot == slot.name), None)
    if known is not None and known.state == "running":
        return known
    begun = Round(slot.name, "running", started=round(now) - 1)
    watch.book.enter_rounds(watch.name, [begun])
    if known is not None:
        watch.book.finish_round(watch.name, begun)
    return begun


def _left(watch: Watch, since: int) -> Sequence[Product]:
    done = watch.book.visited_since(watch.name, since)
    return [product for product in watch.products if product.id not in done]


def _archive_path(watch: Watch, slot: Slot) -> Path:
    stem = slot.name.replace(":", "")
    taken = {p.name.split(".")[0] for p in watch.captures.glob(f"{stem}*")}
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return watch.captures / f"{next(name for name in names if name not in taken)}.warc.gz"


def _info(watch: Watch, slot: Slot) -> dict[str, str]:
    return {
        "operator": watch.plan.authority,
        "description": f"price watch {watch.name}, round {slot.name} ({watch.plan.zone})",
        "robots": watch.plan.robots,
        "http-header-user-agent": watch.plan.identity.sent_as(watch.plan.authority),
    }


def _known(watch: Watch, url: str, sha256: str) -> Kept | None:
    """Where the answer of an address with these bytes was archived before."""
    for number in watch.numbers.get(url, ()):
        state = watch.book.state_of(number, sha256)
        if state is not None:
            return Kept(state.archive, state.record_id, state.offset, state.length, state.base)
    body = watch.book.body(url, sha256)
    return Kept(body.archive, body.record_id) if body else None


def _finished(begun: Round, result: RoundResult, now: float) -> Round:
    """How the round ended. One without a network, or dated by a wrong clock, is due again while its slot lasts."""
    state, note = "done", ""
    if result.no_network:
        state, note = "no network", "no server could be reached at all"
    elif result.clock.verdict == "wrong":
        state, note = "wrong clock", f"our clock was {result.clock.offset:+.0f} s off; moments are the servers'"
    elif result.clock.verdict == "unknown":
        note = "too few servers answered to tell whether our clock was right"
    if abs(result.jumped) > 60:
        note = "; ".join(filter(None, (note, f"the clock was set by {result.jumped:+.0f} s during the round")))
    return replace(begun, state=state, finished=round(now), clock_offset=result.clock.offset, note=note)
