"""A market of invented shops over many days, every price known, and what an observer sees of it.

`market(seed, shops, products)` gives each product its true days; `observed` takes days away as outages, lost requests
and wrong clocks do. `breached` and `provable` say by brute force, without the checks, what is true and what a person
with these observations could prove whatever was charged on the days nobody saw.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from checks.facts import Evidence, Found, PriceClaim
from product_alerts.model import Offer, PriorPriceKind, Tax
from sweep.store.prices import Gap, Product, SeriesKey, State
from sweep.watch.reading import PageReading
from sweep.watch.series import History, Observation

START = date(2026, 9, 1)
BEFORE = 35  # days of which nothing was ever observed
ZONE = ZoneInfo("Europe/Paris")
CENT = Decimal("0.01")
VARIANTS = ("", "red", "blue")


@dataclass(frozen=True, slots=True)
class Day:
    """What a shop charged and claimed on one day; `present` is False before the product existed."""

    price: Decimal
    prior: Decimal | None = None
    percent: Decimal | None = None
    kind: PriorPriceKind = ""
    available: bool = True
    currency: str = "EUR"
    tax: Tax = "included"
    member: bool = False
    present: bool = True
    coupon: bool = False
    plugin: str = ""

    @property
    def on_offer(self) -> bool:
        return self.prior is not None or self.percent is not None


@dataclass(frozen=True)
class Item:
    """A product with its true days, BEFORE of them before the watch began; more than one line where it has variants."""

    kind: str
    shop: int
    number: int
    lines: dict[str, tuple[Day, ...]]  # variant -> days


def _cents(amount: Decimal | float) -> Decimal:
    return Decimal(amount).quantize(CENT)


def _base(r: random.Random, days: int) -> list[Day]:
    """An ordinary price that moves now and then."""
    price = _cents(r.uniform(12, 300))
    found = []
    for _ in range(days):
        if r.random() < 0.04:
            price = _cents(price * Decimal(str(round(r.uniform(0.85, 1.2), 2))))
        found.append(Day(price))
    return found


def _low(days: Sequence[Day], begun: int) -> Decimal:
    return min(d.price for d in days[max(0, begun - 30) : begun] if d.present and d.available)


def _reduce(days: list[Day], begun: int, end: int, prior: Decimal, now: Decimal, percent: Decimal | None) -> None:
    for n in range(begun, min(end, len(days))):
        days[n] = replace(days[n], price=now, prior=prior, percent=percent, kind="struck")


def _percent(prior: Decimal, now: Decimal) -> Decimal:
    return Decimal(int(100 * (1 - now / prior)))


def honest(r: random.Random, days: list[Day], begun: int) -> None:
    low = _low(days, begun)
    now = _cents(low * Decimal(str(round(r.uniform(0.5, 0.92), 2))))
    _reduce(days, begun, begun + r.randint(3, 25), low, now, _percent(low, now) if r.random() < 0.6 else None)


def inflater(r: random.Random, days: list[Day], begun: int) -> None:
    low = _low(days, begun)
    prior = _cents(low * Decimal(str(round(r.uniform(1.05, 1.8), 2))))
    now = _cents(low * Decimal(str(round(r.uniform(0.7, 1.0), 2))))
    _reduce(days, begun, begun + r.randint(3, 25), prior, now, _percent(prior, now))


def percent_inflater(r: random.Random, days: list[Day], begun: int) -> None:
    """Shows no prior price, and counts the percentage from a dearer one (CJEU C-330/23)."""
    low = _low(days, begun)
    now = _cents(low * Decimal("0.9"))
    for n in range(begun, min(len(days), begun + 15)):
        days[n] = replace(days[n], price=now, percent=Decimal(r.randint(20, 60)))


def perpetual(r: random.Random, days: list[Day], begun: int) -> None:
    price = days[0].price
    for n in range(len(days)):
        days[n] = replace(days[n], price=price, prior=_cents(price * 2), percent=Decimal(50), kind="struck")


def progressive(r: random.Random, days: list[Day], begun: int) -> None:
    low = _low(days, begun)
    for step, off in enumerate(("0.8", "0.7", "0.5")):
        now = _cents(low * Decimal(off))
        _reduce(days, begun + 4 * step, begun + 4 * (step + 1) + 8 * (step == 2), low, now, _percent(low, now))


def new_product(r: random.Random, days: list[Day], begun: int) -> None:
    first = begun - r.randint(8, 25)
    for n in range(first):
        days[n] = replace(days[n], present=False)
    (inflater if r.random() < 0.5 else honest)(r, days, begun)


def coupon(r: random.Random, days: list[Day], begun: int) -> None:
    for n in range(begun, len(days)):
        days[n] = replace(days[n], coupon=True)


def member_price(r: random.Random, days: list[Day], begun: int) -> None:
    """A low price for members before an honest reduction for all."""
    low = _low(days, begun)
    honest(r, days, begun)
    for n in range(max(0, begun - 20), begun - 15):
        days[n] = replace(days[n], price=_cents(low * Decimal("0.6")), member=True)


def currency_change(r: random.Random, days: list[Day], begun: int) -> None:
    """Amounts of another currency before the euro are small numbers, and no prices in euro."""
    honest(r, days, begun)
    for n in range(begun - r.randint(5, 12)):
        days[n] = replace(days[n], price=_cents(days[n].price / 4), currency="GBP")


def tax_switch(r: random.Random, days: list[Day], begun: int) -> None:
    """Prices without VAT until some days before an honest reduction, said so or not."""
    honest(r, days, begun)
    label: Tax = "excluded" if r.random() < 0.5 else "unstated"
    prior = next(d.prior for d in days[begun:] if d.prior)
    for n in range(begun - r.randint(5, 12)):
        days[n] = replace(days[n], price=_cents(prior / Decimal("1.2")), tax=label)


def plugin_defect(r: random.Random, days: list[Day], begun: int) -> None:
    """An add-on that takes the promotion itself for the lowest price."""
    honest(r, days, begun)
    for n in range(begun, len(days)):
        if days[n].on_offer:
            days[n] = replace(days[n], prior=days[n].price, kind="lowest_30_days", plugin="Omnibus")


def earlier_promotion(r: random.Random, days: list[Day], begun: int) -> None:
    low = _low(days, begun - 20)
    now = _cents(low * Decimal("0.7"))
    _reduce(days, begun - 20, begun - 15, low, now, None)
    _reduce(days, begun, begun + 10, low, _cents(low * Decimal("0.8")), None)


def out_of_stock(r: random.Random, days: list[Day], begun: int) -> None:
    honest(r, days, begun)
    for n in range(begun - 12, begun - 8):
        days[n] = replace(days[n], price=_cents(days[n].price / 2), available=False)


def interrupted(r: random.Random, days: list[Day], begun: int) -> None:
    """A long reduction that pauses for a day and begins anew, with a low price long before it."""
    for n in range(max(0, begun - 28), max(1, begun - 25)):
        days[n] = replace(days[n], price=_cents(days[n].price * Decimal("0.6")))
    low = _low(days, begun)
    now = _cents(low * Decimal("0.9"))
    prior = _cents(low * Decimal("1.3")) if r.random() < 0.5 else low
    _reduce(days, begun, len(days), prior, now, None)
    pause = begun + r.randint(2, 12)
    if pause < len(days):
        days[pause] = Day(_cents(prior * Decimal("1.1")))


KINDS = (
    honest, honest, inflater, inflater, percent_inflater, perpetual, progressive, new_product, coupon, member_price,
    currency_change, tax_switch, plugin_defect, earlier_promotion, out_of_stock, interrupted,
)  # fmt: skip


def market(seed: int, shops: int, products: int, days: int = 60) -> Iterator[Item]:
    """Every product of a seeded market, with its true days."""
    for shop in range(shops):
        r = random.Random(f"{seed}/{shop}")
        for number in range(products):
            kind = r.choice(KINDS)
            names = VARIANTS[1:] if r.random() < 0.15 else VARIANTS[:1]
            lines = {}
            begun = BEFORE + r.randint(33, days - 6)
            for name in names:
                line = _base(r, BEFORE + days)
                kind(r, line, begun)
                lines[name] = tuple(line)
            yield Item(kind.__name__, shop, number, lines)


def outages(seed: int, shop: int, days: int) -> frozenset[int]:
    """The days on which nothing of a shop was seen: none, single days, or a stretch."""
    r = random.Random(f"outage/{seed}/{shop}")
    kind = r.choice(("none", "none", "days", "stretch"))
    if kind == "days":
        return frozenset(n for n in range(days) if r.random() < 0.12)
    start = r.randint(0, days - 5)
    return frozenset(range(start, start + r.randint(3, 14))) if kind == "stretch" else frozenset()


def seen_days(seed: int, item: Item, days: int = 60) -> frozenset[int]:
    """The days of the watch on which the product was really seen; lost requests and undatable days left out."""
    r = random.Random(f"seen/{seed}/{item.shop}/{item.number}")
    lost = r.choice((0.0, 0.0, 0.01, 0.05))
    down = outages(seed, item.shop, days)
    return frozenset(n for n in range(days) if n not in down and r.random() >= lost)


# --- what is true, and what can be proved: by brute force


def _charged(day: Day, like: Day) -> bool:
    """Whether `day` shows a price that everybody could have paid, comparable with that of `like`."""
    same = day.currency == like.currency and day.tax == like.tax
    return day.present and day.available and not day.member and same


def _violates(claim: Day, low: Decimal) -> bool:
    above = claim.prior is not None and claim.prior > low + CENT
    real = max(Decimal(0), 100 * (1 - claim.price / low))
    return above or (claim.percent is not None and claim.percent > real + 1)


def breached(days: Sequence[Day]) -> bool:
    """Whether any claim of the watched days is false, all prices being known, promotions included."""
    return bool(false_days(days))


def false_days(days: Sequence[Day]) -> frozenset[int]:
    """The days of the watch on which the claim is false."""
    return frozenset(n - BEFORE for n in range(BEFORE, len(days)) if _false(days, n))


def _false(days: Sequence[Day], n: int) -> bool:
    if not days[n].on_offer or days[n].member:
        return False
    begun = n
    while begun > 0 and days[begun - 1].on_offer:
        begun -= 1
    window = [d.price for d in days[max(0, begun - 30) : begun] if _charged(d, days[n])]
    if not window:
        return begun == 0  # never charged at any time
    return _violates(days[n], min(window))


def provable(days: Sequence[Day], seen: frozenset[int]) -> bool:
    """Whether some claim is false in every history that agrees with what was seen.

    On a day nobody saw, the shop may have charged anything, and may have ended its reduction or begun it anew. Prices
    that were announced as reduced themselves are left to a person, as are prices whose tax is labelled otherwise.
    """
    return any(_proved(days, seen, n) for n in range(BEFORE, len(days)) if n - BEFORE in seen and days[n].on_offer)


def _proved(days: Sequence[Day], seen: frozenset[int], claim: int) -> bool:
    if days[claim].prior is not None and days[claim].price >= (days[claim].prior or 0):
        return False
    known = {n: days[n] for n in range(BEFORE, len(days)) if n - BEFORE in seen}
    begins = list(_possible_beginnings(known, claim))
    return bool(begins) and all(_false_if_begun(known, days[claim], begun) for begun in begins)


def _possible_beginnings(known: dict[int, Day], claim: int) -> Iterator[int]:
    """Every day on which the reduction seen on day `claim` may have begun."""
    for begun in range(claim, 0, -1):
        before = known.get(begun - 1)
        if before is None or not before.on_offer or _anew(before, known.get(begun)):
            yield begun
        if before is not None and not before.on_offer and _comparable_day(before):
            return


def _comparable_day(day: Day) -> bool:
    return day.present and day.available and not day.member


def _anew(before: Day, now: Day | None) -> bool:
    return now is not None and (now.price > before.price or now.prior != before.prior)


def _false_if_begun(known: dict[int, Day], claim: Day, begun: int) -> bool:
    lows = [
        day.price for n, day in known.items() if begun - 30 <= n < begun and not day.on_offer and _charged(day, claim)
    ]
    return bool(lows) and _violates(claim, min(lows))


# --- what the watch has of it


def history(item: Item, seen: frozenset[int], country: str = "FR") -> History:
    """The observations of a product as the price book gives them."""
    url = f"https://shop{item.shop}.example/p{item.number}"
    product = Product(item.shop * 1000 + item.number, item.number, f"shop{item.shop}.example", url, {})
    observations: list[Observation] = []
    gaps: list[tuple[date, Gap]] = []
    readings: dict[int, PageReading] = {}
    states: dict[tuple[str, Day], int] = {}
    for variant, line in item.lines.items():
        for n in sorted(seen):
            day, true = START + timedelta(n), line[BEFORE + n]
            at = round(datetime.combine(day, time(6, 5), ZONE).timestamp())
            if not true.present:
                gaps.append((day, Gap(product.id, at, f"{day}T06:00", "gone")))
                continue
            number = states.setdefault((variant, true), len(states) + 1)
            if number not in readings:
                readings[number] = reading(url, variant, true)
            key = SeriesKey(
                product.id, variant, true.currency, true.tax, "member" if true.member else "all", country, ""
            )
            state = State(product.id, f"{number:064}", "a.warc.gz", "<urn:uuid:0>", at, "", id=number)
            observations.append(
                Observation(at, day, key, true.price, state, readings[number].offers[0], bool(readings[number].words))
            )
    observations.sort(key=lambda o: (o.at, o.key.variant))
    return History(product, tuple(observations), tuple(gaps), readings)


def reading(url: str, variant: str, day: Day) -> PageReading:
    """What the reader finds on the page of a day."""
    proof = Evidence(url, f"{day.price} {day.currency}", "0" * 64, "product", "<urn:uuid:0>")
    discount = f"-{day.percent} %" if day.percent is not None else ""
    offer = Offer(
        url,
        f"Cruche {url[-6:]} {variant}".strip(),
        variant=variant,
        price=day.price,
        currency=day.currency,
        tax=day.tax,
        prior_price=day.prior,
        prior_price_kind=day.kind,
        discount_text=discount,
        discount_percent=day.percent,
        availability="InStock" if day.available else "OutOfStock",
        read_from="visible",
    )
    claims: list[Found[PriceClaim]] = []
    if day.coupon:
        claims.append(Found(PriceClaim("coupon", "product", "none", "-15 % LUNE15", Decimal(15), code="LUNE15"), proof))
    if day.plugin:
        claims.append(Found(PriceClaim("lowest_30_days", "product", "lowest_30_days", "x", plugin=day.plugin), proof))
    return PageReading((Found(offer, proof),), tuple(claims))
