"""What `sweepday watch` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "watch",
        examples=(
            "  sweepday watch --example > watch.yaml     a commented plan\n"
            "  sweepday watch watch.yaml                 wait for each round until the last; interrupt it at will\n"
            "  sweepday watch watch.yaml --once          the round that is due, if any (for cron)\n"
            "  sweepday watch watch.yaml --systemd       units for systemd, and a line for cron\n"
            "  sweepday watch watch.yaml --report        judge and write the pages, without a visit\n"
            "  sweepday watch watch.yaml --import shop-2026-10.wacz"
        ),
    )
    parser.add_argument("plan", metavar="PLAN", type=Path, nargs="?")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--once", action="store_true", help="visit what is due now, say what was missed, and end")
    what.add_argument("--check", action="store_true", help="read plan and lists, say what the panel would be; no visit")
    what.add_argument("--status", action="store_true", help="rounds done and missed, and when the next one is due")
    what.add_argument("--report", action="store_true", help="judge what was seen so far and write the campaign pages")
    what.add_argument("--systemd", action="store_true", help="print units for systemd and a line for cron")
    what.add_argument("--import", dest="archives", nargs="+", type=Path, metavar="FILE",
                      help="admit archived copies (WARC, WACZ) as observations with their own date")  # fmt: skip
    what.add_argument("--example", action="store_true", help="print a commented plan")
    parser.add_argument("--no-report", action="store_true", help="leave out the campaign pages after a round")
