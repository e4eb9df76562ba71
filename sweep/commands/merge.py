"""`sweepday merge`: the national returns of a joint sweep as one result."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.commands.common import spoken, verb
from sweep.returns.merge import merge
from sweep.returns.model import read_return
from sweep.returns.write import write_joint


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "merge",
        run,
        examples=(
            "  sweepday export toys-2026 --national-return --key-file joint.key      each authority, with one key\n"
            "  sweepday merge returns/*.json -o joint --name 'Toys 2026' --languages en,fr"
        ),
    )
    parser.add_argument("returns", nargs="+", type=Path, metavar="RETURN", help="a file of `export --national-return`")
    parser.add_argument("-o", "--out", type=Path, default=Path("joint"), metavar="DIR", help="default: joint")
    parser.add_argument("--name", default="", help="of the joint sweep (default: that of the first return)")
    parser.add_argument("--languages", type=spoken, default=("en",), metavar="LIST", help="default: en")


def run(args: argparse.Namespace) -> int:
    returns = [read_return(path) for path in args.returns]
    joint = merge(returns)
    for path in write_joint(joint, args.out, args.name or returns[0].sweep, args.languages):
        print(path)
    total = sum(joint.shops.total(kind) for kind in joint.shops.parts)
    print(f"{len(returns)} returns, {total} shops; {len(joint.duplicates)} of them on several lists, counted once")
    if len(joint.rules_versions) > 1:
        print("made with different versions of the rules: where a rule changed, figures are not quite comparable")
    return 0
