"""What applies where, since when, and why: the rows of a card as a reader needs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checks.card import Card, LegalBasis, Rule
from checks.countries import EEA, InForce, in_force
from checks.verdict import Outcome


@dataclass(frozen=True, slots=True)
class State:
    """A rule in a country on a day. `most` is the worst outcome it may have there (None: it does not apply).

    `reason` is a key of the judge's messages ("not_in_force", ...), with its day, where the rule does not apply.
    """

    country: str
    most: Outcome | None
    rows: tuple[LegalBasis, ...] = ()
    own: bool = False  # a row of the country's own, not only one of Union law
    reason: Literal["", "not_in_force", "no_longer_in_force", "not_transposed", "no_such_law"] = ""
    day: date | None = None

    @property
    def applies(self) -> bool:
        return self.most is not None

    @property
    def confirmed(self) -> bool:
        """Whether every row was confirmed in a source."""
        return all(row.confirmed for row in self.rows)


def state(rule: Rule, country: str, day: date) -> State:
    """The rule in `country` (ISO 3166-1 alpha-2) on `day`, as the judge applies it."""
    law = in_force(rule, country, day)
    if isinstance(law, InForce):
        return State(country, _most(rule, law), law.rows, law.own)
    reason = law.message.removeprefix("judge.")
    return State(country, None, reason=reason, day=law.day)  # type: ignore[arg-type]


def _most(rule: Rule, law: InForce) -> Outcome:
    if not isinstance(rule, Card):
        return Outcome.FAIL  # a person decides
    unlisted = rule.unlisted
    return rule.ceiling if law.own or unlisted is None else min(rule.ceiling, unlisted)


def states(rule: Rule, day: date, countries: Iterable[str] = EEA) -> tuple[State, ...]:
    """The rule in every country on `day`."""
    return tuple(state(rule, country, day) for country in sorted(countries))


def alike(found: Sequence[State]) -> tuple[tuple[State, tuple[str, ...]], ...]:
    """Countries in the same state together, those where the rule applies first: (one of them, all of them)."""
    groups: dict[tuple[bool, int, bool, bool, date, str], list[State]] = {}
    for one in found:
        since = begun(one) or one.day or date.min
        key = (not one.applies, -(one.most or 0), not one.own, not one.confirmed, since, one.reason)
        groups.setdefault(key, []).append(one)
    return tuple((members[0], tuple(m.country for m in members)) for _, members in sorted(groups.items()))


def begun(one: State) -> date | None:
    """Since when the rule applies as it does: the latest first day among the country's own rows, else of all."""
    rows = [row for row in one.rows if row.country != "EU"] if one.own else one.rows
    return max((row.start for row in rows if row.start), default=None)


def changes(rule: Rule, country: str) -> tuple[date, ...]:
    """The days on which the rule changes in `country`: each is the first day of something new."""
    dated = [row for row in rule.legal_basis if row.country in ("EU", country)]
    amounts = [a for a in rule.amounts if a.country in ("", country)] if isinstance(rule, Card) else []
    days = {row.start for row in (*dated, *amounts) if row.start}
    days |= {row.end + timedelta(1) for row in (*dated, *amounts) if row.end}
    return tuple(day for day in sorted(days) if _view(rule, country, day) != _view(rule, country, day - timedelta(1)))


def _view(rule: Rule, country: str, day: date) -> tuple[object, ...]:
    """All that a verdict takes from the law of that day."""
    one = state(rule, country, day)
    names = sorted({a.name for a in rule.amounts}) if isinstance(rule, Card) else []
    figures = [rule.amount(name, country, day) for name in names] if isinstance(rule, Card) else []
    return (one.applies, one.most, one.rows, tuple(figures) if one.applies else ())
