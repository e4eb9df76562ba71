"""`sweepday rules list|show`: which rules apply in a country on a day, and why."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from difflib import get_close_matches

from checks.catalogue import Check, load, rules_version, words
from checks.countries import EEA, InForce, in_force, normal
from checks.verdict import LawRow
from sweep.commands import VERBS
from sweep.errors import SweepError

EPILOG = "exit codes: 0 done, 1 something you can mend"

_LIST_EXAMPLES = """examples:
  sweepday rules list                                  every rule, with its basis in EU law
  sweepday rules list --country FR                     what applies in France today
  sweepday rules list --country AT --day 2026-09-30    the day before Austria's withdrawal function
  sweepday rules list --country BE --lang fr --json    the same for a program, in French"""

_SHOW_EXAMPLES = """examples:
  sweepday rules show withdrawal.function
  sweepday rules show withdrawal.function --country CZ --day 2027-01-01
  sweepday rules show identity.vat --country DE --lang fr"""

_SCOPES = {
    "target": "the law of the consumer's country",
    "establishment": "the law of the country where the trader is established",
    "both": "the law of the trader's country in the EU/EEA, otherwise of the consumer's country",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `rules` with its two subcommands."""
    plain = argparse.RawDescriptionHelpFormatter
    rules = subparsers.add_parser(
        "rules",
        help=VERBS["rules"].summary,
        description="Every rule is a card with dated legal bases; these commands read the cards.",
        epilog=f"{_LIST_EXAMPLES}\n{_SHOW_EXAMPLES.partition(chr(10))[2]}\n\n{EPILOG}",
        formatter_class=plain,
    )
    verbs = rules.add_subparsers(dest="rules_verb", metavar="list|show", required=True)
    listing = verbs.add_parser(
        "list",
        help="all rules, one line each",
        description="All rules in the order of the questionnaire.",
        epilog=f"{_LIST_EXAMPLES}\n\n{EPILOG}",
        formatter_class=plain,
    )
    showing = verbs.add_parser(
        "show",
        help="one rule in full",
        description="One rule in full: legal bases, ceiling, what is read, messages, remedy.",
        epilog=f"{_SHOW_EXAMPLES}\n\n{EPILOG}",
        formatter_class=plain,
    )
    showing.add_argument("id", metavar="ID", help="the rule's id, such as withdrawal.function")
    for parser in (listing, showing):
        parser.add_argument("--country", metavar="CC", help="whose law: two letters, such as FR (default: any)")
        parser.add_argument("--day", type=_day, metavar="YYYY-MM-DD", help="on which day (default: today)")
        parser.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the texts (default: en)")
        parser.set_defaults(func=run)
    listing.add_argument("--json", action="store_true", help="print JSON instead of lines")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date (YYYY-MM-DD)") from None


def run(args: argparse.Namespace) -> int:
    """Exit code 0; raises SweepError for an unknown rule or country."""
    country = _country(args.country) if args.country else ""
    on = args.day or datetime.now(tz=UTC).astimezone().date()
    if args.rules_verb == "show":
        _show(_check(args.id), country, on, args.lang)
    elif args.json:
        print(json.dumps(_as_json(country, on, args.lang), ensure_ascii=False, indent=2))
    else:
        _list(country, on, args.lang)
    return 0


def _country(text: str) -> str:
    code = normal(text)
    if code not in EEA:
        raise SweepError(f"--country {text}: not a country of the EU or EEA; use one of {', '.join(sorted(EEA))}")
    return code


def _check(check_id: str) -> Check:
    checks = load()
    if check_id in checks:
        return checks[check_id]
    near = get_close_matches(check_id, checks, 3)
    advice = f"did you mean {' or '.join(near)}?" if near else "see `sweepday rules list`"
    raise SweepError(f"no rule {check_id!r}; {advice}")


def _state(check: Check, country: str, on: date, language: str) -> tuple[str, str]:
    """("applies" | "review only" | "not applicable", why in words) for a country on a day."""
    law = in_force(check.card, country, on)
    if isinstance(law, InForce):
        limited = not law.own and check.card.unlisted is not None and check.card.unlisted < check.card.ceiling
        state = f"at most {check.card.unlisted.label}" if limited and check.card.unlisted else "applies"
        return state, "; ".join(str(row.row()) for row in law.rows)
    texts = words()["messages"][law.message.removeprefix("judge.")]
    return "not applicable", texts[language].format(country=country, date=law.day.isoformat() if law.day else "")


def _short(state: str, why: str) -> str:
    return why if state == "not applicable" else f"{state}: {why}"


def _list(country: str, on: date, language: str) -> None:
    where = f"in {country} on {on.isoformat()}" if country else "all countries"
    print(f"{len(load())} rules, {where}; rules version {rules_version()}")
    for check in load().values():
        card = check.card
        print(f"{card.question:<4} {card.id:<32} {card.severity:<9} {card.title[language]}")
        if country:
            state, why = _state(check, country, on, language)
            print(f"     {_short(state, why)}")


def _row(row: LawRow) -> dict[str, object]:
    return {
        "country": row.country,
        "act": row.act,
        "article": row.article,
        "url": row.url,
        "fine": row.fine,
        "confirmed": row.confirmed,
    }


def _as_json(country: str, on: date, language: str) -> list[dict[str, object]]:
    found = []
    for check in load().values():
        card = check.card
        entry: dict[str, object] = {
            "id": card.id,
            "question": card.question,
            "title": card.title[language],
            "severity": card.severity,
            "law_scope": card.law_scope,
            "ceiling": card.ceiling.label,
            "needs": list(check.needs),
            "version": check.version,
        }
        if country:
            law = in_force(card, country, on)
            state, why = _state(check, country, on, language)
            rows = [_row(row.row()) for row in law.rows] if isinstance(law, InForce) else []
            entry |= {"country": country, "day": on.isoformat(), "state": state, "why": why, "law": rows}
        found.append(entry)
    return found


def _show(check: Check, country: str, on: date, language: str) -> None:
    card = check.card
    print(f"{card.id}  {card.title[language]}")
    print(f"  question {card.question}, severity {card.severity}, at most {card.ceiling.label}")
    print(f"  whose law: {_SCOPES[card.law_scope]}")
    if card.goods:
        print("  only for shops that offer goods")
    facts = ", ".join(words()["facts"][name][language] for name in check.needs)
    print(f"  reads: {facts}")
    if country:
        state, why = _state(check, country, on, language)
        print(f"  in {country} on {on.isoformat()}: {_short(state, why)}")
    _show_law(check, country)
    print("  messages:")
    for key, texts in card.messages.items():
        print(f"    {key}: {texts[language]}")
    if card.remedy:
        print(f"  remedy: {card.remedy[language]}")
    print(f"  card reviewed {card.reviewed.isoformat()}, version {check.version}")


def _show_law(check: Check, country: str) -> None:
    print("  legal basis:")
    for basis in check.card.legal_basis:
        if country and basis.country not in ("EU", country):
            continue
        if basis.start is None:
            print(f"    {basis.country}: not transposed, as far as is known")
            continue
        until = f" until {basis.end.isoformat()}" if basis.end else ""
        fine = f"; fine {basis.fine}" if basis.fine else ""
        print(f"    {basis.row()}, from {basis.start.isoformat()}{until}{fine}")
        print(f"      {basis.row().url}")
    for amount in check.card.amounts:
        print(f"    {amount.name}{f' ({amount.country})' if amount.country else ''}: {amount.value}")
