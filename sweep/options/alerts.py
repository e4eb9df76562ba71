"""What `sweepday alerts` may be told."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from product_alerts.feeds import FEEDS, FETCHED
from product_alerts.feeds.safety_gate_xml import monday
from sweep.commands import VERBS
from sweep.gather.limits import DEFAULT_USER_AGENT, Limits
from sweep.options.common import EPILOG, Later, add_workspace, delay, network

_EXAMPLES = {
    "": """  sweepday alerts update                                  what is missing, from the usual sources
  sweepday alerts import report-2026-38.xml export.xlsx   files, told apart by their content
  sweepday alerts status                                  what the workspace holds, licences, what was reported
  sweepday alerts match exports/offers.jsonl              a shop's offers against all alerts
  sweepday alerts match "Lumora night light LN-2210" --brand Lumora
  sweepday alerts again                                   what was taken down, and where it stands again
  sweepday alerts pictures                                hashes of the notices' photos, for plans with `pictures`""",
    "import": """  sweepday alerts import report-2026-38.xml               a weekly report of Safety Gate
  sweepday alerts import export.xlsx HCRSAMOpenData.json  several at once; one that is broken stops no other""",
    "update": """  sweepday alerts update                                  the usual sources; interrupted, call it again
  sweepday alerts update rappelconso cpsc                 these two only
  sweepday alerts update safety-gate-json --since 2026-W40
  sweepday alerts update --again --since 2026-11-01       what was corrected in place
  sweepday alerts update --pictures                       and the photos of the newest notices""",
    "status": """  sweepday alerts status
  sweepday alerts status --workspace toys-2026""",
    "match": """  sweepday alerts match "Lumora night light LN-2210" --brand Lumora
  sweepday alerts match exports/offers.jsonl --json""",
    "again": """  sweepday alerts again                                   over all sweeps of this workspace
  sweepday alerts again --sweep toys-2026 --sweep toys-2027 -o relisted.jsonl
  sweepday alerts again -o relisted.csv                   a sheet: a line for each time a product was seen again
  sweepday alerts again --report                          as a page of the newest report, and in its offers.csv""",
    "pictures": """  sweepday alerts pictures                                the newest thousand that are not there yet
  sweepday alerts pictures --most 20000""",
}

PICTURES_AT_ONCE = 1_000
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `alerts` with its six subcommands."""
    parser = subparsers.add_parser(
        "alerts",
        help=VERBS["alerts"].summary,
        description="Dangerous-product alerts of eight authorities: kept in alerts.sqlite of the workspace.",
        epilog=_epilog(""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(
        dest="alerts_verb", metavar="import|update|status|match|again|pictures", required=True
    )

    def sub(name: str, summary: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=_epilog(name),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_workspace(one)
        one.set_defaults(func=Later("alerts"))
        return one

    importing = sub("import", "import alerts from files; the format is told by the content")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _add_update(sub("update", "fetch the alerts that are missing; interrupted, it goes on where it stopped"))
    sub("status", "say what the workspace holds: records, last good copy, licence, what was reported")
    _add_match(sub("match", "match one product, or a file of offers, against the alerts"))
    _add_again(sub("again", "say what was taken down since it was found, and where it stands again"))
    _add_pictures(sub("pictures", "fetch the notices' pictures and keep hashes of them, never the photos"))


def _epilog(name: str) -> str:
    parts = [f"examples:\n{_EXAMPLES[name]}"]
    if name == "import":
        parts.append("formats:\n" + "\n".join(f"  {feed.TITLE}" for feed in FEEDS.values()))
    if name == "update":
        lines = (f"  {n:<19} {'*' if feed.BY_DEFAULT else ' '} {feed.TITLE}" for n, feed in FETCHED.items())
        parts.append("sources (* without a name):\n" + "\n".join(lines))
    return "\n\n".join([*parts, EPILOG])


def _add_update(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sources", nargs="*", metavar="SOURCE", type=_source, help="see below; none: the usual")
    parser.add_argument(
        "--since", type=since, metavar="YYYY-Www|DATE", help="first week or day wanted (default: what is missing)"
    )
    parser.add_argument("--again", action="store_true", help="fetch what is there already once more")
    parser.add_argument("--pictures", action="store_true", help="hash the newest notices' photos, too")
    parser.add_argument("--user-agent", default=DEFAULT_USER_AGENT, help="how to present ourselves to the server")


def _add_match(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="TITLE|OFFERS.jsonl", help="a product's title, or an existing .jsonl file of offers"
    )
    for option in ("brand", "gtin", "model", "url"):
        parser.add_argument(f"--{option}", default="", help=f"the product's {option}")
    parser.add_argument("--json", action="store_true", help="print one JSON object a match")


def _add_again(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sweep", action="append", default=[], metavar="NAME", help="these only (default: all there)")
    parser.add_argument("--all", action="store_true", help="name what is still there or was not measured, too")
    parser.add_argument("--json", action="store_true", help="print one JSON object a product")
    parser.add_argument(
        "--report",
        action="store_true",
        help="write a page into the report of the newest sweep, mark its offers.csv, and seal it",
    )
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write all of it, as .jsonl or as .csv")


def _add_pictures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--most",
        type=int,
        default=PICTURES_AT_ONCE,
        metavar="N",
        help="fetch at most so many, those of the newest notices first (%(default)s); the next call goes on",
    )
    parser.add_argument("--delay", type=delay, default=Limits().delay, help="seconds between requests (%(default)s)")
    parser.add_argument("--user-agent", default=DEFAULT_USER_AGENT, help="how to present ourselves to the server")
    parser.add_argument(
        "--allow-network",
        action="append",
        type=network,
        default=[],
        metavar="NETWORK",
        help="a private or loopback network that may be asked, such as 127.0.0.0/8",
    )


def _source(text: str) -> str:
    if text not in FETCHED:
        raise argparse.ArgumentTypeError(f"{text!r} is no source; there are: {', '.join(FETCHED)}")
    return text


def since(text: str) -> date:
    """ "2026-W05" (its Monday) or an ISO date, for argparse."""
    week = _WEEK.fullmatch(text.strip())
    try:
        return monday(int(week[1]), int(week[2])) if week else date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no week (2026-W05) and no date (2026-01-30)") from None
