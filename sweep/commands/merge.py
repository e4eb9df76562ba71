"""`sweepday merge`: the national returns of a joint sweep as one result."""

from __future__ import annotations

import argparse

from sweep.counted import counted
from sweep.returns.merge import merge
from sweep.returns.model import read_return
from sweep.returns.write import write_joint


def run(args: argparse.Namespace) -> int:
    returns = [read_return(path) for path in args.returns]
    joint = merge(returns)
    for path in write_joint(joint, args.out, args.name or returns[0].sweep, args.languages):
        print(path)
    total = sum(joint.shops.total(kind) for kind in joint.shops.parts)
    print(
        f"{counted(len(returns), 'return')}, {counted(total, 'shop')}; "
        f"{len(joint.duplicates)} of them on several lists, counted once"
    )
    if len(joint.rules_versions) > 1:
        print("made with different versions of the rules: where a rule changed, figures are not quite comparable")
    return 0
