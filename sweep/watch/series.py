"""A product's observations as the facts that checks ask for, as they stood on any day of the campaign."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from checks.facts import Absent, Evidence, Fact, Found, PricePoint, ShopFacts, Unknown
from checks.urgency import Look
from product_alerts.model import Offer
from sweep.extract.urgency import as_look, shown_prices
from sweep.store.prices import THOUSANDTHS, Gap, PriceBook, Product, SeriesKey, State
from sweep.watch.reading import PageReading, from_json

T = TypeVar("T")
_OFF = frozenset({"OutOfStock", "SoldOut", "Discontinued"})
_ON = frozenset({"InStock", "LimitedAvailability", "OnlineOnly", "PreOrder", "BackOrder"})


@dataclass(frozen=True, slots=True)
class Observation:
    """A price on a day (of the watch's zone), with what the page said beside it."""

    at: int
    day: date
    key: SeriesKey
    price: Decimal
    state: State
    offer: Found[Offer]
    words: bool  # whether a word that the law reserves stood on the page

    @property
    def announced(self) -> bool:
        o = self.offer.value
        return o.prior_price is not None or bool(o.discount_text) or o.discount_percent is not None


@dataclass(frozen=True)
class History:
    """All that is known of a product, in order of time."""

    product: Product
    observations: tuple[Observation, ...]
    gaps: tuple[tuple[date, Gap], ...]
    readings: dict[int, PageReading]

    @cached_property
    def new_on(self) -> date | None:
        """The day on which the product came on sale: the day before, the shop said that there is no such page."""
        if not self.observations:
            return None
        first = self.observations[0].day
        gone = {day for day, gap in self.gaps if gap.kind == "gone"}
        return first if any((first - day).days == 1 for day in gone) else None

    @cached_property
    def points(self) -> tuple[Found[PricePoint], ...]:
        """Every observation as a price point, in order."""
        return tuple(Found(_point(o, o.day == self.new_on), o.offer.evidence) for o in self.observations)

    @cached_property
    def looks(self) -> tuple[Found[Look], ...]:
        """Every look at the product's page, in order; each round is a session. None where it never hurried anybody."""
        if not any(r.pressure.limits or r.pressure.scarcities for r in self.readings.values()):
            return ()
        return tuple(_look(self, o) for o in {o.at: o for o in self.observations}.values())


def history_of(book: PriceBook, product: Product, zone: ZoneInfo) -> History:
    """The history of a product, with the days of `zone`."""
    rows = [(key, price) for number, key in book.series_of(product.id) for price in book.prices(number)]
    states = book.states(price.state for _, price in rows)
    readings = {n: from_json(s.reading, product.url, s.sha256, s.record_id) for n, s in states.items()}
    offers = {n: _offers(product, reading) for n, reading in readings.items()}
    observations = []
    for key, price in rows:
        offer = offers[price.state].get((key.variant, key.currency))
        if offer is not None:
            amount = _amount(price.price)
            words = bool(readings[price.state].words)
            state = states[price.state]
            observations.append(Observation(price.at, _day(price.at, zone), key, amount, state, offer, words))
    gaps = tuple((_day(gap.at, zone), gap) for gap in book.gaps(product.id))
    return History(product, tuple(sorted(observations, key=lambda o: (o.at, o.key.variant))), gaps, readings)


def _amount(thousandths: int) -> Decimal:
    """The amount with two decimals, or three where the shop gave three."""
    exact = Decimal(thousandths) / THOUSANDTHS
    return exact.quantize(Decimal("0.001") if thousandths % 10 else Decimal("0.01"))


def _day(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date()


def _offers(product: Product, reading: PageReading) -> dict[tuple[str, str], Found[Offer]]:
    """(variant, currency) -> offer, under the address of the panel, whatever the page calls itself."""
    return {(o.value.sku or o.value.variant, o.value.currency): _placed(o, product) for o in reading.offers}


def _placed(found: Found[Offer], product: Product) -> Found[Offer]:
    category = "perishable" if product.data.get("perishable") else found.value.category
    return replace(found, value=replace(found.value, url=product.url, category=category))


def _point(o: Observation, new: bool) -> PricePoint:
    offer = o.offer.value
    said = offer.availability
    return PricePoint(
        offer_key=offer.key,
        day=o.day,
        price=o.price,
        currency=o.key.currency,
        prior_price=offer.prior_price,
        announced=bool(offer.discount_text) or offer.discount_percent is not None,
        available=True if said in _ON else False if said in _OFF else None,
        tax=offer.tax,
        audience="member" if o.key.audience == "member" else "all",
        new=new,
    )


def claims_to_judge(history: History) -> tuple[int, ...]:
    """The places in `history.observations` at which something is to be judged.

    The last observation; of every stretch with the same announced reduction its last, and its first where days within
    it were not seen (the reduction may have begun anew on one of them, and then only the first tells for certain what
    it is to be measured by); and of every stretch with reserved words its first and last.
    """
    chosen: set[int] = set()
    for _, places in _by_series(history.observations):
        for stretch in _stretches([(n, history.observations[n]) for n in places]):
            first, last = stretch[0], stretch[-1]
            o = history.observations[last]
            if o.announced or o.words:
                chosen.add(last)
            if o.words or (o.announced and _has_gaps(history, stretch)):
                chosen.add(first)
        chosen.add(places[-1])
    return tuple(sorted(chosen))


def _has_gaps(history: History, stretch: Sequence[int]) -> bool:
    days = {history.observations[n].day for n in stretch}
    return (max(days) - min(days)).days >= len(days)


def _by_series(observations: Sequence[Observation]) -> Iterator[tuple[str, list[int]]]:
    places: dict[str, list[int]] = {}
    for n, o in enumerate(observations):
        places.setdefault(f"{o.key.variant}\n{o.key.audience}", []).append(n)
    yield from places.items()


def _stretches(numbered: Iterable[tuple[int, Observation]]) -> Iterator[list[int]]:
    """Places in a row on which the same was announced at the same price."""
    stretch: list[int] = []
    before: object = None
    for n, o in numbered:
        offer = o.offer.value
        now = (
            o.price, o.key.currency, o.key.tax, offer.prior_price, offer.prior_price_kind,
            offer.discount_percent, offer.discount_text, offer.availability, o.words,
        )  # fmt: skip
        if stretch and now != before:
            yield stretch
            stretch = []
        stretch.append(n)
        before = now
    if stretch:
        yield stretch


def facts_at(history: History, place: int) -> ShopFacts:
    """The facts as they stood when observation number `place` was made: the claim of that page, and all before it."""
    o = history.observations[place]
    reading = history.readings[o.state.id]
    page = Evidence(history.product.url, "", o.state.sha256, "product", o.state.record_id)
    offer = o.offer
    if o.key.audience != "all":
        offer = replace(offer, value=replace(offer.value, prior_price_kind="unclear"))
    before = bisect_left(history.observations, o.at, key=lambda seen: seen.at)
    points = history.points[:before]
    return ShopFacts(
        visited_on=Found(o.day, page),
        offers=Found((offer,), offer.evidence),
        price_history=_fact(points, Unknown("no history", "no earlier visit saw a price of this product")),
        price_claims=_fact(reading.claims, Absent((page,))),
        sale_words=_fact(reading.words, Absent((page,))),
        urgency_looks=_fact(looks_until(history, o.at), Absent((page,))),
    )


def looks_until(history: History, at: int) -> tuple[Found[Look], ...]:
    """Every look at the product's page until `at`, once any of them hurried its reader."""
    looks = tuple(look for look in history.looks if look.value.at <= at)
    return looks if any(look.value.limits or look.value.scarcities for look in looks) else ()


def _look(history: History, o: Observation) -> Found[Look]:
    reading = history.readings[o.state.id]
    page = Evidence(history.product.url, "", o.state.sha256, "product", o.state.record_id)
    said = replace(reading.pressure, **shown_prices(reading.offers))
    return as_look(page, o.at, str(o.at), said, fresh=False)


def _fact(found: tuple[Found[T], ...], otherwise: Absent | Unknown) -> Fact[tuple[Found[T], ...]]:
    return Found(found, found[0].evidence) if found else otherwise
