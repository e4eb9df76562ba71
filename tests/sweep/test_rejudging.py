"""Archived shops judged anew on several processes: the same as one after the other."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sweep import rejudging
from sweep.cli import main
from sweep.errors import SweepError
from sweep.rejudging import rejudge_all
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.sweeps import collect, find
from sweep.workspace import Workspace


@pytest.fixture
def sweep(workspace: Path) -> Sweep:
    found = find(Workspace(workspace), "demo")
    return replace(
        found, plan=found.plan.model_copy(update={"pace": found.plan.pace.model_copy(update={"workers": 3})})
    )


def _verdicts(shops: tuple[ShopResult, ...]) -> list[tuple[str, object, object]]:
    return [(shop.target.key, shop.facts, shop.verdicts) for shop in shops]


@pytest.mark.parametrize("few", [0, 1000])
def test_every_shop_is_judged_once_and_in_order(sweep: Sweep, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejudging, "FEW", few)
    targets, before = sweep.store.sweep_targets(sweep.name), collect(sweep).shops
    last, _ = sweep.store.judged_since(sweep.name, 0)
    told = list(rejudge_all(sweep, targets))
    assert [(one.shop, one.state) for one in told] == [(shop.target.key, shop.state) for shop in before]
    _, judged = sweep.store.judged_since(sweep.name, last)
    assert sorted(judged) == sorted(target.key for target in targets)
    # What the shops of a sweep share is told once all are there.
    alone = [replace(shop, facts=replace(shop.facts, twin_sites=None)) for shop in before]  # type: ignore[arg-type]
    again = [replace(s, facts=replace(s.facts, twin_sites=None)) for s in collect(sweep).shops]  # type: ignore[arg-type]
    assert [(s.target, s.facts) for s in again] == [(s.target, s.facts) for s in alone]


def test_a_changed_archive_is_named_and_the_others_are_judged(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejudging, "FEW", 0)
    targets = sweep.store.sweep_targets(sweep.name)
    archive = next(sweep.folder.captures(targets[3].key).glob("*.warc.gz"))
    archive.write_bytes(archive.read_bytes()[:-1] + b"\x7f")
    told = list(rejudge_all(sweep, targets))
    assert [one.shop for one in told if one.damaged] == [targets[3].key]
    assert archive.name in told[3].damaged
    assert all(one.state for one in told if not one.damaged)


def _dies(_sweep: Sweep) -> None:
    os._exit(9)


def test_a_process_that_dies_is_said(sweep: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejudging, "FEW", 0)
    monkeypatch.setattr("sweep.spread._begin", _dies)
    with pytest.raises(SweepError, match=r"one of the processes that judged died.*workers: 1"):
        list(rejudge_all(sweep, sweep.store.sweep_targets(sweep.name)))


def test_the_verb_gives_the_verdicts_that_the_run_gave(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep = find(Workspace(workspace), "demo")
    before = _verdicts(collect(sweep).shops)
    monkeypatch.setattr(rejudging, "FEW", 0)
    assert main(["judge", "demo", "--workspace", str(workspace)]) == 0
    assert _verdicts(collect(sweep).shops) == before
