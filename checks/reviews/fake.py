"""Signs that reviews are not genuine. Each is a reason to look, none a proof."""

from __future__ import annotations

from collections import Counter, defaultdict

from checks.claims import Review
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review

_LONG = 40  # characters; shorter praise is the same by chance
_BEST = 5


def check(reviews: Known[tuple[Found[Review], ...]], least_burst: int, least_best: int) -> Answer:
    if isinstance(reviews, Absent):
        return not_applicable("none", reviews)
    read, total = reviews.value, len(reviews.value)
    if twins := _same_words(read):
        return review("same_text", *twins, count=len(twins), quote=twins[0].evidence.quote)
    days = Counter(r.value.day for r in read if r.value.day is not None)
    day, count = days.most_common(1)[0] if days else (None, 0)
    if day is not None and count >= least_burst and 5 * count >= 4 * total:
        return review("same_day", reviews, count=count, total=total, date=day.isoformat())
    if total >= least_best and all(r.value.stars == _BEST for r in read):
        return review("only_best", reviews, total=total)
    return passed("no_signs", reviews, total=total)


def _same_words(read: tuple[Found[Review], ...]) -> list[Found[Review]]:
    """The reviews that share a long text under different names."""
    groups: dict[str, dict[str, Found[Review]]] = defaultdict(dict)
    for one in read:
        if len(one.value.text) >= _LONG and one.value.author:
            groups[" ".join(one.value.text.casefold().split())].setdefault(one.value.author.casefold(), one)
    return next((list(g.values()) for g in groups.values() if len(g) > 1), [])
