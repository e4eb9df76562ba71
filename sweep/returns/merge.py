"""Many national returns as one joint result: totals that are the sum of the parts less what was counted twice. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sweep.errors import SweepError
from sweep.returns.make import joined
from sweep.returns.model import NOT_ASKED, NationalReturn, Question, Shop

OUTCOMES = ("f", "r", "p", "u", "n")
FLAGS = ("f", "r", "p", "u")  # a shop's worst measured outcome; u: not measured


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure by outcome: the sum of the parts, what of it was counted twice, and the total."""

    parts: dict[str, int]
    twice: dict[str, int]

    def total(self, outcome: str) -> int:
        return self.parts[outcome] - self.twice[outcome]

    @property
    def measured(self) -> int:
        """The denominator of a share."""
        return sum(self.total(outcome) for outcome in "frp")


@dataclass(frozen=True, slots=True)
class QuestionTotal:
    question: Question
    asked_by: int  # authorities
    tally: Tally


@dataclass(frozen=True, slots=True)
class Part:
    """One authority's own figures, as it handed them in."""

    authority: str
    country: str
    sweep: str
    day: str
    rules_version: str
    finished: bool
    listed: int
    shops: dict[str, int]  # by flag
    suspected: int  # suspected infringements


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A shop that stands in several returns: its hash, and whose."""

    id: str
    authorities: tuple[str, ...]
    flags: tuple[str, ...]  # as each of them saw it
    counted: str  # as it counts


@dataclass(frozen=True, slots=True)
class Joint:
    parts: tuple[Part, ...]
    shops: Tally
    questions: tuple[QuestionTotal, ...]
    countries: tuple[tuple[str, Tally], ...]
    sectors: tuple[tuple[str, Tally], ...]
    duplicates: tuple[Duplicate, ...]
    rules_versions: tuple[str, ...]


def merge(returns: Sequence[NationalReturn]) -> Joint:
    """The joint result. A shop in several returns counts once: measured before unmeasured, then the worse outcome.

    Raises SweepError for a return that is there twice, and for returns whose hashes cannot be compared.
    """
    _refuse_strangers(returns)
    questions = _questions(returns)
    aligned = [_aligned(one, questions) for one in returns]
    together: dict[str, list[tuple[int, Shop]]] = {}
    for place, shops in enumerate(aligned):
        for shop in shops:
            together.setdefault(shop.id, []).append((place, shop))
    seen = [[shop for _, shop in entries] for entries in together.values()]
    return Joint(
        parts=tuple(_part(one, shops) for one, shops in zip(returns, aligned, strict=True)),
        shops=_tally(seen, flag, FLAGS),
        questions=tuple(
            QuestionTotal(question, _asked_by(question, returns), _tally(seen, _answer(place), OUTCOMES))
            for place, question in enumerate(questions)
        ),
        countries=_by(seen, lambda shop: shop.country),
        sectors=_by(seen, lambda shop: shop.sector),
        duplicates=_duplicates(together, returns),
        rules_versions=tuple(sorted({one.rules_version for one in returns})),
    )


def _refuse_strangers(returns: Sequence[NationalReturn]) -> None:
    named = Counter((one.authority, one.sweep, one.day) for one in returns)
    if again := [name for name, number in named.items() if number > 1]:
        raise SweepError(f"{again[0][0]}: its return on {again[0][1]!r} is there twice")
    keys = Counter(one.key_check for one in returns)
    if len(keys) > 1:
        (usual, _), *_ = keys.most_common()
        other = next(one.authority for one in returns if one.key_check != usual)
        raise SweepError(
            f"{other}: made with another key than the others, so shops on two lists could not be told; "
            "ask for a return with the key that was agreed on"
        )


def _questions(returns: Sequence[NationalReturn]) -> tuple[Question, ...]:
    """Every question that any authority asked, in the order in which they first come."""
    return tuple({q.check: q for one in reversed(returns) for q in one.questions}[check] for check in _checks(returns))


def _checks(returns: Sequence[NationalReturn]) -> list[str]:
    return list(dict.fromkeys(q.check for one in returns for q in one.questions))


def _aligned(one: NationalReturn, questions: Sequence[Question]) -> list[Shop]:
    """Its shops with an answer to every question of the joint list, "-" where it did not ask."""
    place = {q.check: n for n, q in enumerate(one.questions)}
    order = [place.get(q.check) for q in questions]
    return [
        shop.model_copy(update={"answers": "".join(NOT_ASKED if n is None else shop.answers[n] for n in order)})
        for shop in one.shops
    ]


def flag(shop: Shop) -> str:
    """The worst measured outcome of a shop, "u" where nothing was measured."""
    return next((letter for letter in "frp" if letter in shop.answers), "u")


def _answer(place: int) -> Callable[[Shop], str]:
    return lambda shop: shop.answers[place]


def _tally(seen: Iterable[Sequence[Shop]], of: Callable[[Shop], str], kinds: Sequence[str]) -> Tally:
    parts, total = Counter[str](), Counter[str]()
    for entries in seen:
        parts.update(map(of, entries))
        total[of(joined(entries))] += 1
    return Tally({kind: parts[kind] for kind in kinds}, {kind: parts[kind] - total[kind] for kind in kinds})


def _by(seen: Sequence[Sequence[Shop]], place: Callable[[Shop], str]) -> tuple[tuple[str, Tally], ...]:
    """Tallies by country or sector. A shop that two authorities swept counts once in each place it was swept for."""
    groups: dict[str, list[list[Shop]]] = {}
    for entries in seen:
        here: dict[str, list[Shop]] = {}
        for shop in entries:
            here.setdefault(place(shop), []).append(shop)
        for name, shops in here.items():
            groups.setdefault(name, []).append(shops)
    return tuple((name, _tally(groups[name], flag, FLAGS)) for name in sorted(groups))


def _part(one: NationalReturn, shops: Sequence[Shop]) -> Part:
    flags = Counter(map(flag, shops))
    return Part(
        authority=one.authority,
        country=one.country,
        sweep=one.sweep,
        day=one.day.isoformat(),
        rules_version=one.rules_version,
        finished=one.finished,
        listed=one.funnel.listed,
        shops={kind: flags[kind] for kind in FLAGS},
        suspected=sum(shop.answers.count("f") for shop in shops),
    )


def _asked_by(question: Question, returns: Sequence[NationalReturn]) -> int:
    return sum(any(q.check == question.check for q in one.questions) for one in returns)


def _duplicates(
    together: dict[str, list[tuple[int, Shop]]], returns: Sequence[NationalReturn]
) -> tuple[Duplicate, ...]:
    return tuple(
        Duplicate(
            id=key,
            authorities=tuple(returns[place].authority for place, _ in entries),
            flags=tuple(flag(shop) for _, shop in entries),
            counted=flag(joined([shop for _, shop in entries])),
        )
        for key, entries in sorted(together.items())
        if len(entries) > 1
    )
