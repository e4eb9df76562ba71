"""The national return of a sweep. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from checks.verdict import Outcome
from sweep.extract.trader.trader import registrable
from sweep.report.overview import check_rows
from sweep.report.plain import clean
from sweep.report.texts import CheckTexts
from sweep.results import ShopResult, SweepResult
from sweep.returns.model import (
    FORMAT,
    LETTERS,
    NOT_ASKED,
    Funnel,
    NationalReturn,
    Question,
    Shop,
    hashed,
    key_check,
)

_RANK = "-nuprf"  # of two answers the one further right counts


def worse(one: str, other: str) -> str:
    """Of two answers about one shop the one that counts: measured before not measured, then the worse."""
    return max(one, other, key=_RANK.index)


def domain_of(shop: ShopResult) -> str:
    """The registrable domain under which a shop is known in every list, or its host."""
    host = (urlsplit(shop.target.url).hostname or shop.target.key).rstrip(".")
    return registrable(host) or host


def make_return(sweep: SweepResult, key: bytes, texts: CheckTexts) -> NationalReturn:
    """What the authority of `sweep` hands in. Shops of one domain are one shop there."""
    info = sweep.info
    rows = check_rows(sweep.shops, texts, "en")
    checks = [row.id for row in rows]
    shops: dict[str, Shop] = {}
    for result in sweep.shops:
        shop = _shop(result, checks, key)
        known = shops.get(shop.id)
        shops[shop.id] = joined((known, shop)) if known else shop
    return NationalReturn(
        format=FORMAT,
        authority=clean(info.authority)[:300],
        country=info.country,
        sweep=info.name,
        day=info.day,
        finished=info.finished,
        tool_version=info.tool_version,
        rules_version=info.rules_version,
        key_check=key_check(key),
        funnel=Funnel(listed=info.funnel.listed, valid=info.funnel.valid, distinct=info.funnel.distinct),
        questions=tuple(Question(check=r.id, question=r.question, title=r.title[:300]) for r in rows),
        shops=tuple(sorted(shops.values(), key=lambda shop: shop.id)),  # the order of the list would tell something
    )


def _shop(result: ShopResult, checks: Iterable[str], key: bytes) -> Shop:
    given: Mapping[str, Outcome] = {v.check: v.outcome for v in result.verdicts}
    answers = "".join(LETTERS[given[check]] if check in given else NOT_ASKED for check in checks)
    return Shop(
        id=hashed(key, domain_of(result)),
        country=result.country,
        sector=clean(result.target.sector)[:300],
        state=result.state,
        answers=answers,
    )


_STATES = ("unreachable", "not_measurable", "measured")


def joined(shops: Iterable[Shop]) -> Shop:
    """Entries about one shop, with the same questions, as one: each answer the one that counts."""
    first, *others = shops
    for other in others:
        answers = "".join(map(worse, first.answers, other.answers))
        state = max(first.state, other.state, key=_STATES.index)
        first = first.model_copy(update={"answers": answers, "state": state})
    return first
