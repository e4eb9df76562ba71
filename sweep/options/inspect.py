"""What `sweepday inspect` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.countries import country_code
from sweep.gather.limits import DEFAULT_USER_AGENT, Limits
from sweep.gather.upstream import parse_upstream
from sweep.options.common import day, delay, network, pages, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "inspect",
        examples=(
            "  sweepday inspect https://shop.example --country FR\n"
            "  sweepday inspect saved.html --url https://shop.example/product --country BE --json\n"
            "  sweepday inspect capture.warc.gz --country DE --day 2026-06-20 --json"
        ),
    )
    parser.add_argument("what", metavar="URL|PAGE.html|CAPTURE.warc.gz|.wacz")
    parser.add_argument("--country", required=True, type=_country, help="whose consumers, two letters")
    parser.add_argument("--day", type=day, help="judge by the law of this day (default: today)")
    parser.add_argument("--url", default="", help="the address that a saved page was fetched from")
    parser.add_argument("--alerts", type=Path, metavar="FILE", help="alerts.sqlite of a workspace, to match products")
    parser.add_argument(
        "--pages", type=pages, default=Limits().pages, help="at most so many pages (default %(default)s)"
    )
    parser.add_argument("--delay", type=delay, default=Limits().delay, help="seconds between requests (%(default)s)")
    parser.add_argument("--save", type=Path, metavar="FILE.warc.gz", help="keep the capture")
    parser.add_argument("--user-agent", default=DEFAULT_USER_AGENT)
    parser.add_argument(
        "--browser",
        choices=("auto", "never", "always"),
        default="auto",
        help="Chromium for pages that are empty without scripts, for none, for all (default %(default)s)",
    )
    parser.add_argument("--proxy", type=_proxy, default="", metavar="URL", help="e.g. socks5h://127.0.0.1:9050")
    parser.add_argument(
        "--allow-network", action="append", type=network, default=[], metavar="CIDR", help="e.g. 127.0.0.0/8"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")


def _country(text: str) -> str:
    if code := country_code(text):
        return code
    raise argparse.ArgumentTypeError(f"{text!r} is no country of the single market")


def _proxy(text: str) -> str:
    try:
        if text:
            parse_upstream(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text
