"""Two looks at the same page: whether a limit in time went on, ended, began anew, or was put off. No clock here.

What may have an innocent cause (a cache, a new campaign, a daily offer, an extension that was announced) never fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checks.facts import Evidence, Found
from checks.urgency import (
    APART,
    DAY,
    HOUR,
    MINUTE,
    Look,
    TimeLimit,
    moment,
)

_BLUR = 5  # seconds between the making of a page and its arrival

Seen = Found[Look]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One limit on one look."""

    look: Seen
    limit: TimeLimit

    @property
    def at(self) -> int:
        return self.look.value.at

    @property
    def end(self) -> int:
        return self.limit.end(self.at)

    @property
    def proof(self) -> tuple[Evidence, ...]:
        """The page's words, markup and script that state the limit, each as its own quote."""
        quotes = (self.limit.text, self.limit.mark, self.limit.code)
        return tuple(replace(self.look.evidence, quote=quote) for quote in dict.fromkeys(quotes) if quote)


def pages(looks: Iterable[Seen]) -> Iterator[tuple[Seen, ...]]:
    """The looks at each page, in order of time."""
    by_url: dict[str, list[Seen]] = {}
    for look in looks:
        by_url.setdefault(look.value.url, []).append(look)
    for found in by_url.values():
        yield tuple(sorted(found, key=lambda f: f.value.at))


def pages_read(looks: Iterable[Seen]) -> Iterator[Evidence]:
    """The proof that each page was read, without a quote."""
    yield from dict.fromkeys(replace(look.evidence, quote="") for look in looks)


def is_behind(first: Sighting, look: Seen) -> bool:
    return look.value.at > first.end + APART


def same_limit(first: Sighting, look: Seen) -> Sighting | None:
    """The same limit on another look, known by its words."""
    found = (n for n in look.value.limits if n.kind == first.limit.kind and n.subject == first.limit.subject)
    limit = next(found, None)
    return Sighting(look, limit) if limit is not None else None


def recurs(first: Sighting, again: Sighting, moved: int) -> bool:
    """Whether two ends lie whole hours apart at a full minute: a limit of every day or hour, as honest shops have."""
    whole = abs(moved - round(moved / HOUR) * HOUR) <= _BLUR and moved >= HOUR - _BLUR
    return whole and all(s.end % MINUTE in (0, 1, 58, 59) for s in (first, again))


def is_scripted(first: Sighting, again: Sighting) -> bool:
    return first.limit.made != "page" and again.limit.made != "page" and first.limit.left == again.limit.left


def may_be_old(first: Sighting, again: Sighting) -> bool:
    """Whether the second page may have come out of a cache, or its figures are replaced as soon as a script runs."""
    same = first.look.evidence.sha256 == again.look.evidence.sha256 and not again.look.value.fresh
    waiting = first.limit.overwritten and again.limit.overwritten and first.limit.left == again.limit.left
    return waiting or (same and again.at < first.end + DAY)


def same_price(one: Seen, other: Seen) -> bool | None:
    """Whether both pages ask the same for their article; None where one of them shows no price."""
    if not one.value.prices or not other.value.prices:
        return None
    return one.value.prices == other.value.prices


def words_of(look: Seen, quote: str) -> Evidence:
    return replace(look.evidence, quote=quote)


def both_proofs(first: Sighting, again: Sighting) -> tuple[Evidence, ...]:
    """Both captures, side by side."""
    return (*first.proof, *again.proof)


def dates(first: Sighting, again: Sighting) -> dict[str, object]:
    return {
        "text": first.limit,
        "first": moment(first.at),
        "ends": moment(first.end),
        "second": moment(again.at),
        "then": moment(again.end),
    }
