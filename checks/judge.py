"""The judge: hands a check the facts it names and answers in its place where it cannot be asked. No clock, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from checks.catalogue import Check, load
from checks.circumstances import weighed
from checks.countries import InForce, NotInForce, in_force, law_country, normal
from checks.facts import Absent, Fact, Found, ShopFacts, Unknown
from checks.verdict import Answer, LawRow, Outcome, Verdict, not_applicable, not_measurable


def judge_shop(
    facts: ShopFacts, *, country: str, day: date, checks: Iterable[Check] | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of all `checks` (by default the whole catalogue) for one shop sold to consumers of `country`."""
    return tuple(judge(check, facts, country, day) for check in (load().values() if checks is None else checks))


def judge(check: Check, facts: ShopFacts, country: str, day: date) -> Verdict:
    """One check on one shop, for consumers of `country` (ISO 3166-1 alpha-2), under the law of `day`. Never raises."""
    where = law_country(check.card, country, facts.trader_country)
    if isinstance(where, Unknown):
        return _verdict(check, _unknown("trader_country", where), normal(country), day)
    law = _law(check, where, day)
    if isinstance(law, NotInForce):
        return _verdict(check, _not_in_force(law, where), where, day)
    answer = _with_goods(check, _covered(facts.offers), lambda: _ask(check, facts, where, day))
    answer = weighed(check.card.id, answer, facts.circumstances)
    return _verdict(check, _held(_counted(answer), _ceiling(check, law)), where, day, _rows(check, where, day))


@lru_cache(maxsize=4096)
def _law(check: Check, country: str, day: date) -> InForce | NotInForce:
    """A sweep asks the same of every shop."""
    return in_force(check.card, country, day)


@lru_cache(maxsize=4096)
def _rows(check: Check, country: str, day: date) -> tuple[LawRow, ...]:
    law = _law(check, country, day)
    return tuple(row.row() for row in law.rows) if isinstance(law, InForce) else ()


@lru_cache(maxsize=4096)
def _amounts(check: Check, country: str, day: date) -> tuple[tuple[str, bool | int | float | str], ...]:
    return tuple((name, check.card.amount(name, country, day)) for name in check.amounts)


def _covered(fact: Fact[Any]) -> Fact[Any]:
    """Absence without a single page read is no absence, and a find of nothing is no find."""
    match fact:
        case Absent(read=()):
            return Unknown("not fetched")
        case Found(value=()):
            return Unknown("not read")
    return fact


def _verdict(check: Check, answer: Answer, country: str, day: date, rows: tuple[LawRow, ...] = ()) -> Verdict:
    return Verdict(
        check=check.card.id,
        outcome=answer.outcome,
        message=answer.message,
        params=answer.params,
        evidence=answer.evidence,
        law=rows,
        country=country,
        day=day,
        severity=answer.severity or check.card.severity,
    )


def _unknown(name: str, fact: Unknown) -> Answer:
    detail = f" ({fact.detail})" if fact.detail else ""
    return not_measurable("judge.unknown", fact=name, kind=fact.kind, detail=detail)


def _not_in_force(law: NotInForce, country: str) -> Answer:
    dated = {} if law.day is None else {"date": law.day.isoformat()}
    return not_applicable(law.message, country=country, **dated)


def _with_goods(check: Check, offers: Fact[Any], ask: Callable[[], Answer]) -> Answer:
    """Asks the check, unless its card speaks of goods and the shop offers none; nothing is held against it unseen."""
    if not check.card.goods:
        return ask()
    if isinstance(offers, Absent):
        return not_applicable("judge.no_goods", offers)
    answer = ask()
    if isinstance(offers, Unknown) and answer.outcome > Outcome.NOT_MEASURABLE:
        return _unknown("offers", offers)
    return answer


def _ask(check: Check, facts: ShopFacts, country: str, day: date) -> Answer:
    known = {name: _covered(getattr(facts, name)) for name in check.needs}
    for name, fact in known.items():
        if isinstance(fact, Unknown) and name not in check.open_to_unknown:
            return _unknown(name, fact)
    given = {"country": country, "day": day}
    try:
        amounts = dict(_amounts(check, country, day))
        answer = check.function(**known, **amounts, **{name: given[name] for name in check.given})
    except Exception as error:  # one broken check must not cost the shop's other verdicts, nor the sweep
        return not_measurable("judge.fault", fault=f"{type(error).__name__}: {error}")
    return _proven(answer)


def _counted(answer: Answer) -> Answer:
    """Adds on how many pages a thing was looked for: evidence without a quote is a page read in vain."""
    pages = len({proof.url for proof in answer.evidence if not proof.quote})
    return replace(answer, params=(*answer.params, ("pages", str(pages)))) if pages else answer


def _proven(answer: Answer) -> Answer:
    if answer.outcome is Outcome.FAIL and not answer.evidence:
        return not_measurable("judge.no_proof")
    return answer


def _ceiling(check: Check, law: InForce) -> Outcome:
    unlisted = check.card.unlisted
    return check.card.ceiling if law.own or unlisted is None else min(check.card.ceiling, unlisted)


def _held(answer: Answer, ceiling: Outcome) -> Answer:
    return answer if answer.outcome <= ceiling else replace(answer, outcome=ceiling)
