"""What `sweepday rules` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.card import LANGUAGES
from sweep.commands import VERBS
from sweep.options.common import Later, day

EPILOG = "exit codes: 0 done, 1 something you can mend"

_LIST_EXAMPLES = """examples:
  sweepday rules list                                  every rule, with its basis in EU law
  sweepday rules list --country FR                     what applies in France today
  sweepday rules list --country AT --day 2026-09-30    the day before Austria's withdrawal function
  sweepday rules list --country BE --lang nl --json    the same for a program, in Dutch"""

_SHOW_EXAMPLES = """examples:
  sweepday rules show withdrawal.function
  sweepday rules show withdrawal.function --country CZ --day 2027-01-01
  sweepday rules show identity.vat --country DE --lang de"""

_BOOK_EXAMPLES = """examples:
  sweepday rules book -o rules            open rules/index.html: a page a rule, in English, French, Dutch and German
  sweepday rules book -o rules --day 2026-06-20      what applies where, on that day"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `rules` with its three subcommands."""
    plain = argparse.RawDescriptionHelpFormatter
    examples = "\n".join(text.partition("\n")[2] for text in (_LIST_EXAMPLES, _SHOW_EXAMPLES, _BOOK_EXAMPLES))
    rules = subparsers.add_parser(
        "rules",
        help=VERBS["rules"].summary,
        description="Every rule is a card with dated legal bases; these commands read the cards.",
        epilog=f"examples:\n{examples}\n\n{EPILOG}",
        formatter_class=plain,
    )
    verbs = rules.add_subparsers(dest="rules_verb", metavar="list|show|book", required=True)

    def sub(name: str, summary: str, text: str, examples: str) -> argparse.ArgumentParser:
        parser = verbs.add_parser(
            name, help=summary, description=text, epilog=f"{examples}\n\n{EPILOG}", formatter_class=plain
        )
        parser.add_argument("--day", type=day, metavar="YYYY-MM-DD", help="on which day (default: today)")
        parser.set_defaults(func=Later("rules"))
        return parser

    listing = sub("list", "all rules, one line each", "All rules in the order of the questionnaire.", _LIST_EXAMPLES)
    listing.add_argument("--json", action="store_true", help="print JSON instead of lines")
    showing = sub(
        "show",
        "one rule in full",
        "One rule in full: legal bases, where it applies since when, ceiling, what is read, messages, remedy.",
        _SHOW_EXAMPLES,
    )
    showing.add_argument("id", metavar="ID", help="the rule's id, such as withdrawal.function")
    book = sub("book", "the rule book: HTML, one page a rule", "The rule book, for opening from disk.", _BOOK_EXAMPLES)
    book.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="folder to write it to")
    for parser in (listing, showing):
        parser.add_argument("--country", metavar="CC", help="whose law: two letters, such as FR (default: any)")
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the texts (default: en)")
