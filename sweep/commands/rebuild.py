"""`sweepday judge`, `report` and `export`: what is made anew from the archive and the database, without a network."""

from __future__ import annotations

import argparse

from sweep.commands.common import Ticker, add_sweep, sweep_of, verb
from sweep.commands.run import conclude, publish
from sweep.report import write_exports, write_report
from sweep.run import rejudge
from sweep.sweeps import collect


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    judge = verb(
        subparsers,
        "judge",
        run_judge,
        examples="  sweepday judge black-friday\n  sweepday judge black-friday --shop shop-one.example",
    )
    add_sweep(judge)
    judge.add_argument("--shop", metavar="KEY", help="only this shop (the name of its folder below captures/)")
    report = verb(
        subparsers,
        "report",
        run_report,
        examples="  sweepday report black-friday\n  sweepday report sweeps/black-friday",
    )
    add_sweep(report)
    export = verb(
        subparsers,
        "export",
        run_export,
        examples="  sweepday export black-friday",
    )
    add_sweep(export)


def run_judge(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    targets = [t for t in sweep.store.sweep_targets(sweep.name) if args.shop in (None, t.key)]
    ticker = Ticker()
    never = 0
    for number, target in enumerate(targets, start=1):
        result = rejudge(sweep, target)
        never += result is None
        ticker.step(f"[{number}/{len(targets)}] {target.key}: {result.state if result else 'never visited'}")
    ticker.end()
    if never:
        print(f"{never} shops have no capture yet: `sweepday run` visits them")
    result_ = collect(sweep)
    publish(sweep, result_)
    conclude(sweep, result_)
    return 0


def run_report(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    print(f"report: {write_report(collect(sweep), sweep.folder.report)}")
    return 0


def run_export(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    for path in write_exports(collect(sweep), sweep.folder.exports):
        print(path)
    return 0
