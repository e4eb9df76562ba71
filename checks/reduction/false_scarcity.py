"""Numbers that press and are made up: pieces left, other people who look or bought.

Directive 2005/29/EC, art. 6(1)(b), annex I nos. 7 and 18. Only the page's own script proves that a number is drawn by
lot; how a number moves does not, for real stocks fall, rise and stand still. Two looks are needed for a fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checks.facts import Absent, Evidence, Found, Known
from checks.reduction._looks import pages, pages_read
from checks.urgency import APART, DAY, Look, Scarcity, moment
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review, worst

_OFTEN = 3  # looks from which a number that never moves, or rises again, is worth a person's time


@dataclass(frozen=True, slots=True)
class _Sight:
    look: Found[Look]
    number: Scarcity

    @property
    def at(self) -> int:
        return self.look.value.at

    @property
    def proof(self) -> tuple[Evidence, ...]:
        quotes = (self.number.text, self.number.code)
        return tuple(replace(self.look.evidence, quote=quote) for quote in dict.fromkeys(quotes) if quote)


def check(urgency_looks: Known[tuple[Found[Look], ...]], least_days: int) -> Answer:
    if isinstance(urgency_looks, Absent):
        return not_applicable("none", urgency_looks)
    answers = [_judge(sights, least_days * DAY) for page in pages(urgency_looks.value) for sights in _numbers(page)]
    return worst(answers) if answers else not_applicable("none", *pages_read(urgency_looks.value))


def _numbers(looks: Sequence[Found[Look]]) -> Iterator[Sequence[_Sight]]:
    """The same words on every look at a page that had them, in order of time."""
    found: dict[tuple[str, str], list[_Sight]] = {}
    for look in looks:
        for number in look.value.scarcities:
            found.setdefault((number.kind, number.subject), []).append(_Sight(look, number))
    yield from found.values()


def _judge(sights: Sequence[_Sight], least: int) -> Answer:
    first, last = sights[0], sights[-1]
    drawn = [s for s in sights if s.number.made == "random"]
    proof = tuple(dict.fromkeys(e for s in (drawn or [first, last]) for e in s.proof))
    said = {"text": first.number, "first": moment(first.at), "second": moment(last.at)}
    if len(drawn) > 1 and drawn[-1].at - drawn[0].at >= APART:
        return failed("random", *proof, code=drawn[0].number.code, **said)
    if drawn:
        return review("random_once", *proof, code=drawn[0].number.code, **said)
    if len(sights) == 1 or last.at - first.at < APART:
        return not_measurable("once", *first.proof, needed=moment(first.at + APART), **said)
    return _by_its_moves(sights, least, proof, said)


def _by_its_moves(sights: Sequence[_Sight], least: int, proof: tuple[Evidence, ...], said: dict[str, object]) -> Answer:
    numbers = [s.number.number for s in sights if s.number.number is not None]
    shown = ", ".join(map(str, numbers))
    rises = sum(b > a for a, b in pairwise(numbers))
    if len(sights) >= _OFTEN and sights[-1].at - sights[0].at >= least and len(set(numbers)) == 1:
        return review("unmoved", *proof, numbers=shown, looks=len(sights), **said)
    if sights[0].number.kind == "stock" and rises >= _OFTEN - 1:
        return review("regrown", *proof, numbers=shown, **said)
    if sights[0].number.kind != "stock":
        return not_measurable("unprovable", *proof, numbers=shown, **said)
    return passed("plausible", *proof, numbers=shown, **said)
