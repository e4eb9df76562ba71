"""`sweepday rules list|show|book`: which rules apply in a country on a day, and why; all of them as a book."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, date, datetime
from difflib import get_close_matches
from importlib import import_module

from checks.card import Card, LegalBasis, Manual, Rule
from checks.listing import Listed, Listing
from checks.verdict import LawRow
from sweep.counted import counted
from sweep.countries import named_country
from sweep.errors import SweepError
from sweep.rulebook.kept import listing
from sweep.rulebook.state import State, alike, begun, changes, state, states

_SCOPES = {
    "target": "the law of the consumer's country",
    "establishment": "the law of the country where the trader is established",
    "both": "the law of the trader's country in the EU/EEA, otherwise of the consumer's country",
}


def run(args: argparse.Namespace) -> int:
    """Exit code 0; raises SweepError for an unknown rule or country."""
    on = args.day or datetime.now(tz=UTC).astimezone().date()
    rules = listing()
    if args.rules_verb == "book":
        # Templates and all that they need are loaded for the book alone.
        print(import_module("sweep.rulebook.book").write_book(rules, args.out, on))
        return 0
    country = named_country(args.country) if args.country else ""
    if args.rules_verb == "show":
        _show(rules, args.id, country, on, args.lang)
    elif args.json:
        print(json.dumps(_as_json(rules, country, on, args.lang), ensure_ascii=False, indent=2))
    else:
        _list(rules, country, on, args.lang)
    return 0


def _why(one: State, rules: Listing, language: str) -> str:
    """The rows that apply, or why none does."""
    if one.applies:
        return "; ".join(str(row.row()) for row in one.rows)
    texts = rules.words["messages"][one.reason]
    return texts[language].format(country=one.country, date=one.day.isoformat() if one.day else "")


def _label(one: State, rule: Rule) -> str:
    if not one.applies:
        return "not applicable"
    limited = isinstance(rule, Card) and one.most is not None and one.most < rule.ceiling
    return f"at most {one.most.label}" if limited and one.most is not None else "applies"


def _short(one: State, rule: Rule, rules: Listing, language: str) -> str:
    why = _why(one, rules, language)
    return f"{_label(one, rule)}: {why}" if one.applies else why


def _list(rules: Listing, country: str, on: date, language: str) -> None:
    where = f"in {country} on {on.isoformat()}" if country else "all countries"
    print(
        f"{counted(len(rules.rules), 'rule')}, {counted(len(rules.manual), 'question')} for a person, "
        f"{where}; rules version {rules.version}"
    )
    for rule in _all(rules):
        weight = rule.severity if isinstance(rule, Card) else "by hand"
        print(f"{rule.question:<4} {rule.id:<36} {weight:<9} {rule.title[language]}")
        if country:
            print(f"     {_short(state(rule, country, on), rule, rules, language)}")


def _all(rules: Listing) -> list[Rule]:
    """Checks and manual questions together, in the order of the questionnaire."""
    return sorted(
        [*(entry.card for entry in rules.rules.values()), *rules.manual.values()],
        key=lambda rule: (int(rule.question[1:]), isinstance(rule, Manual), rule.id),
    )


def _row(row: LawRow) -> dict[str, object]:
    return {
        "country": row.country,
        "act": row.act,
        "article": row.article,
        "url": row.url,
        "fine": row.fine,
        "confirmed": row.confirmed,
    }


def _as_json(rules: Listing, country: str, on: date, language: str) -> list[dict[str, object]]:
    found = []
    for entry in rules.rules.values():
        card = entry.card
        data: dict[str, object] = {
            "id": card.id,
            "question": card.question,
            "title": card.title[language],
            "severity": card.severity,
            "law_scope": card.law_scope,
            "ceiling": card.ceiling.label,
            "needs": list(entry.needs),
            "version": entry.version,
        }
        if country:
            one = state(card, country, on)
            rows = [_row(row.row()) for row in one.rows]
            data |= {"country": country, "day": on.isoformat(), "state": _label(one, card)}
            data |= {"why": _why(one, rules, language), "law": rows}
        found.append(data)
    return found


def _show(rules: Listing, rule_id: str, country: str, on: date, language: str) -> None:
    if rule_id in rules.rules:
        _show_check(rules.rules[rule_id], rules, language)
    elif rule_id in rules.manual:
        _show_manual(rules.manual[rule_id], language)
    else:
        near = get_close_matches(rule_id, [*rules.rules, *rules.manual], 3)
        advice = f"did you mean {' or '.join(near)}?" if near else "see `sweepday rules list`"
        raise SweepError(f"no rule {rule_id!r}; {advice}")
    rule: Rule = rules.rules[rule_id].card if rule_id in rules.rules else rules.manual[rule_id]
    _show_where(rule, rules, country, on, language)
    _show_law(rule, country)
    if isinstance(rule, Card):
        print("  messages:")
        for key, texts in rule.messages.items():
            print(f"    {key}: {texts[language]}")
        if rule.remedy:
            print(f"  remedy: {rule.remedy[language]}")
        version = f", version {rules.rules[rule_id].version}"
        print(f"  card reviewed {rule.reviewed.isoformat()}{version}")
    else:
        print(f"  reviewed {rule.reviewed.isoformat()}")


def _show_check(entry: Listed, rules: Listing, language: str) -> None:
    card = entry.card
    print(f"{card.id}  {card.title[language]}")
    print(f"  question {card.question}, severity {card.severity}, at most {card.ceiling.label}")
    print(f"  whose law: {_SCOPES[card.law_scope]}")
    if card.goods:
        print("  only for shops that offer goods")
    print(f"  reads: {', '.join(rules.words['facts'][name][language] for name in entry.needs)}")


def _show_manual(question: Manual, language: str) -> None:
    print(f"{question.id}  {question.title[language]}")
    print(f"  question {question.question}, severity {question.severity}, answered by a person")
    print(f"  whose law: {_SCOPES[question.law_scope]}")
    print(f"  what to do: {question.instruction[language]}")


def _show_where(rule: Rule, rules: Listing, country: str, on: date, language: str) -> None:
    if not country:
        print(f"  where on {on.isoformat()}:")
        for one, members in alike(states(rule, on)):
            print(f"    {_group(one, rule)}: {', '.join(members)}")
        return
    print(f"  in {country} on {on.isoformat()}: {_short(state(rule, country, on), rule, rules, language)}")
    days = changes(rule, country)
    if days:
        print(f"  changes in {country} on: {', '.join(day.isoformat() for day in days)}")


def _group(one: State, rule: Rule) -> str:
    if not one.applies:
        dated = f" {one.day.isoformat()}" if one.day else ""
        return {
            "not_in_force": f"not applicable before{dated}",
            "no_longer_in_force": f"no longer after{dated}",
            "not_transposed": "not applicable, not transposed as far as is known",
            "no_such_law": "not applicable, no such law",
        }[one.reason]
    basis = "national law" if one.own else "EU law alone"
    start = begun(one)
    since = f" since {start.isoformat()}" if start else ""
    return f"{_label(one, rule)}, {basis}{since}{'' if one.confirmed else ' (to be confirmed)'}"


def _show_law(rule: Rule, country: str) -> None:
    print("  legal basis:")
    for basis in rule.legal_basis:
        if country and basis.country not in ("EU", country):
            continue
        _show_basis(basis)
    for amount in rule.amounts if isinstance(rule, Card) else ():
        place = f" ({amount.country})" if amount.country else ""
        since = f", from {amount.start.isoformat()}" if amount.start else ""
        print(f"    {amount.name}{place}: {amount.value}{since}")


def _show_basis(basis: LegalBasis) -> None:
    if basis.start is None:
        print(f"    {basis.country}: not transposed, as far as is known")
        return
    until = f" until {basis.end.isoformat()}" if basis.end else ""
    fine = f"; fine {basis.fine}" if basis.fine else ""
    print(f"    {basis.row()}, from {basis.start.isoformat()}{until}{fine}")
    print(f"      {basis.row().url}")
