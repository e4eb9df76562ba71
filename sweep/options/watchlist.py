"""What `sweepday watchlist` may be told."""

from __future__ import annotations

import argparse

from sweep.commands import VERBS
from sweep.options.common import EPILOG, Later, day

_EXAMPLES = {
    "list": "  sweepday watchlist list                      ids, titles, whom each refers to",
    "show": "  sweepday watchlist show weapons              law, authorities, words",
    "check": """  sweepday watchlist check own.yaml            is it whole, do its examples come out right?
  sweepday watchlist check weapons             the same of a list of the house""",
    "try": """  sweepday watchlist try "Statuette en ivoire sculpté" --country FR
  sweepday watchlist try exports/offers.jsonl --list own.yaml --json""",
}

_DAYS = "judge by the law of this day (default: today)"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `watchlist` with its four subcommands."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = subparsers.add_parser(
        "watchlist",
        help=VERBS["watchlist"].summary,
        description="Lists of goods that customs or market surveillance want to see. A hit is a reason to look.",
        epilog="examples:\n" + "\n".join(_EXAMPLES.values()) + f"\n\n{EPILOG}",
        formatter_class=plain,
    )
    verbs = parser.add_subparsers(dest="watchlist_verb", metavar="list|show|check|try", required=True)

    def sub(name: str, summary: str) -> argparse.ArgumentParser:
        text = f"{summary[0].upper()}{summary[1:]}."
        epilog = f"examples:\n{_EXAMPLES[name]}\n\n{EPILOG}"
        one = verbs.add_parser(name, help=summary, description=text, epilog=epilog, formatter_class=plain)
        one.set_defaults(func=Later("watchlist"))
        return one

    sub("list", "all lists of the house, a line each")
    for name, summary in (("show", "one list in full"), ("check", "read one list, and try it on its own examples")):
        sub(name, summary).add_argument("what", metavar="ID|FILE.yaml", help="a list of the house, or a file of yours")
    trying = sub("try", "what the lists say of a title, or of a file of offers")
    trying.add_argument("what", metavar="TITLE|OFFERS.jsonl", help="a product's title, or a .jsonl file of offers")
    trying.add_argument("--list", action="append", default=[], metavar="ID|FILE.yaml", help="these only (default: all)")
    trying.add_argument("--country", default="FR", metavar="CC", help="whose law and authorities (default: FR)")
    trying.add_argument("--day", type=day, metavar="YYYY-MM-DD", help=_DAYS)
    trying.add_argument("--json", action="store_true", help="print one JSON object a hit")
