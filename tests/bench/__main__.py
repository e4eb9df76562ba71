"""Accuracy per fact and per check, and speed, as tables: the figures of the README. `make bench` runs all of them.

python -m tests.bench                 all tables
python -m tests.bench offers roles    these two
python -m tests.bench offers -v       with every difference
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module

from _pytest.outcomes import Skipped

PARTS = {
    "roles": "Legal pages: found, and known for what they are",
    "operator": "Who sells: legal texts of 25 companies",
    "offers": "Offers: 71 product pages of 31 shops",
    "demo": "Checks: planted faults of the demonstration shops",
    "checks": "Checks: a row each, on cases, demonstration and lawful shops",
    "alerts": "Alerts: feeds and matching",
    "matching": "Matching: judged pairs, real offers, a race of search engines",
    "pictures": "Pictures: drawn photos, changed as shops change them; comparisons a second",
    "watchlists": "Watchlists: planted offers in six languages, ordinary offers; offers told again",
    "evidence": "Evidence: seals and proofs",
    "watch": "Price watch: a simulated market, the price book, a year of a panel",
    "urgency": "False urgency: simulated countdowns, seen twice",
    "judging": "Judging alone: stored shops, every rule",
    "speed": "Speed",
    "pipeline": "The whole way of a page",
    "scale": "Many shops in one sweep (SWEEPDAY_SCALE='1000 3000 10000')",
    "report": "The report",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the parts asked for, or all, and prints their tables; a part whose data is not there says so."""
    for name in _asked(arguments) or PARTS:
        print(f"\n## {PARTS[name]}\n", flush=True)
        try:
            import_module(f"tests.bench.{name}").main()
        except Skipped as skipped:
            print(f"(not measured: {skipped})")


def _asked(arguments: Sequence[str] | None) -> list[str]:
    names = "\n".join(f"  {name:<11} {title}" for name, title in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        epilog=f"names:\n{names}",
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a table of the list below (default: all)")
    parser.add_argument("-v", action="store_true", help="every difference, in the tables that tell them")
    asked = parser.parse_args(arguments).names
    if unknown := [name for name in asked if name not in PARTS]:
        parser.error(f"there is no table {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return list(asked)


if __name__ == "__main__":
    main()
