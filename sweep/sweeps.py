"""Beginning a sweep, finding one again, and putting its results together.

The sweep folder is the truth: plan and targets as used lie in it, so a lost database is made anew from it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from checks.catalogue import load, rules_version
from sweep import __version__, watchlists
from sweep.enrich import supplied
from sweep.errors import SweepError
from sweep.lists import Rejected, TargetList, read_lists
from sweep.plan import Plan, load_plan
from sweep.questionnaire.filled import FROZEN, read_own
from sweep.relisted_file import seen_before
from sweep.results import ShopResult, ShopTally, SweepInfo, SweepResult
from sweep.review.decided import with_decisions
from sweep.run import Sweep
from sweep.targets import Funnel, Target
from sweep.workspace import SweepFolder, Workspace, write_atomically, writing

# What may be changed between two starts of the same sweep: how, never what.
_MAY_CHANGE = {"pace", "network", "budget", "second_looks", "evidence", "identity", "report"}


def begin(plan_path: Path, today: date) -> tuple[Sweep, TargetList | None]:
    """The sweep of a plan: a new one with its lists, or the one begun before (then without lists).

    Raises SweepError for mistakes in plan or lists, and for a plan that is no longer the one it began with.
    """
    plan = load_plan(plan_path, known_checks=tuple(load()))
    workspace = Workspace(plan_path.resolve().parent)
    folder = workspace.sweep(plan.name)
    if folder.plan.exists():
        sweep = find(workspace, plan.name)
        _refuse_changed(plan, sweep.plan, plan_path)
        return replace(sweep, plan=plan.model_copy(update={"day": sweep.day})), None
    lists = read_lists([workspace.path / name for name in plan.lists])
    questions = read_own(workspace.path / plan.questionnaire) if plan.questionnaire else ""
    plan = plan.model_copy(update={"day": plan.day or today})
    watchlists.keep(plan.watchlists, workspace.path, folder.path)
    supplied.keep(plan.tables, workspace.path, folder.path)
    lay_out(folder, plan, lists, questions)
    return find(workspace, plan.name), lists


def find(workspace: Workspace, name: str) -> Sweep:
    """A sweep that has begun, entered in the database if it was not. Raises SweepError where there is none."""
    folder = workspace.existing_sweep(name)
    plan = load_plan(folder.plan, lists_beside=False)
    sweep = Sweep(workspace, name, plan, plan.day or date.min)
    if not sweep.store.knows(name):
        targets = _frozen_targets(folder)
        funnel = _frozen_funnel(folder, len(targets))
        sweep.store.begin_sweep(name, sweep.day, funnel, targets, datetime.now(UTC), vantage=plan.vantage)
    return sweep


def lists_changed(plan_path: Path, sweep: Sweep) -> bool:
    """Whether the lists beside the plan name other shops than those with which the sweep began."""
    now = {
        target.key for target in read_lists([plan_path.resolve().parent / name for name in sweep.plan.lists]).targets
    }
    return now != {target.key for target in sweep.store.sweep_targets(sweep.name)}


def collect(sweep: Sweep) -> SweepResult:
    """All results of a sweep so far, with its heading and funnel, and what people decided on the findings."""
    shops, review = with_decisions(sweep.workspace, sweep.folder, sweep.store.results(sweep.name))
    return SweepResult(heading(sweep, shops), shops, review, seen_before(sweep.folder.exports, sweep.name))


def heading(sweep: Sweep, shops: Sequence[ShopResult] = ()) -> SweepInfo:
    """Who sweeps for whom by which law; the funnel counts `shops`."""
    plan, begun = sweep.plan, sweep.store.funnel(sweep.name)
    return SweepInfo(
        name=sweep.name,
        day=sweep.day,
        authority=plan.authority,
        country=plan.country,
        languages=plan.languages,
        sector=plan.sector,
        contact=plan.identity.contact,
        tool_version=__version__,
        rules_version=rules_version(),
        funnel=funnel_of(sweep, shops),
        finished=len(shops) == begun.distinct and not sweep.store.put_aside(sweep.name),
    )


def funnel_of(sweep: Sweep, shops: Collection[ShopResult | ShopTally]) -> Funnel:
    """The numbers of the lists, and of `shops`."""
    states = [shop.state for shop in shops]
    second = [shop.second_try for shop in shops if shop.second_try is not None]
    return replace(
        sweep.store.funnel(sweep.name),
        alive=sum(s != "unreachable" for s in states),
        measured=states.count("measured"),
        tried_again=len(second),
        recovered=sum(again.saw_more for again in second),
    )


def _refuse_changed(new: Plan, old: Plan, path: Path) -> None:
    ignored = _MAY_CHANGE | ({"day"} if new.day is None else set())
    changed = [name for name in Plan.model_fields if name not in ignored and getattr(new, name) != getattr(old, name)]
    if changed:
        raise SweepError(
            f"{path.name}: {', '.join(changed)} changed since the sweep {new.name!r} began; "
            "give the plan a new name for a new sweep, or put the old values back"
        )


def lay_out(folder: SweepFolder, plan: Plan, lists: TargetList, questions: str = "") -> None:
    """Writes plan, targets and an own questionnaire into the folder of a new sweep. Raises SweepError."""
    with writing(folder.path):
        (folder.path / "captures").mkdir(parents=True, exist_ok=True)
    write_atomically(folder.targets, _targets_csv(lists.targets))
    write_atomically(folder.path / "lists.json", json.dumps(_lists_json(lists), indent=2, ensure_ascii=False) + "\n")
    if questions:
        write_atomically(folder.path / FROZEN, questions)
    for line in (*lists.rejected, *lists.duplicates):
        folder.issue(source=line.source, value=line.value[:500], reason=line.reason)
    # Last: a sweep has begun once its plan lies there.
    text = yaml.safe_dump(plan.model_dump(mode="json"), allow_unicode=True, sort_keys=False)
    write_atomically(folder.plan, f"# The plan as used; the sweep began with it.\n{text}")


def _lists_json(lists: TargetList) -> dict[str, object]:
    def lines(items: Sequence[Rejected]) -> list[dict[str, str]]:
        return [asdict(item) for item in items]

    return {"funnel": asdict(lists.funnel), "rejected": lines(lists.rejected), "duplicates": lines(lists.duplicates)}


_COLUMNS = ("url", "country", "sector", "complaints", "note", "source", "capture")


def _targets_csv(targets: Sequence[Target]) -> str:
    extra = list(dict.fromkeys(name for t in targets for name, _ in t.columns if name not in _COLUMNS))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_COLUMNS, *extra])
    for t in targets:
        columns = dict(t.columns)
        complaints = "" if t.complaints is None else str(t.complaints)
        writer.writerow(
            [t.url, t.country, t.sector, complaints, t.note, t.source, t.capture, *(columns.get(n, "") for n in extra)]
        )
    return out.getvalue()


def _frozen_targets(folder: SweepFolder) -> tuple[Target, ...]:
    restored = []
    for target in read_lists([folder.targets]).targets:
        columns = dict(target.columns)
        source = columns.pop("source", target.source)
        restored.append(replace(target, source=source, columns=tuple(columns.items())))
    return tuple(restored)


def _frozen_funnel(folder: SweepFolder, distinct: int) -> Funnel:
    try:
        data = json.loads((folder.path / "lists.json").read_text(encoding="utf-8"))
        return Funnel(**data["funnel"])
    except (OSError, ValueError, KeyError, TypeError):
        return Funnel(listed=distinct, valid=distinct, distinct=distinct)
