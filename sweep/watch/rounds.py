"""One round: every product of the panel visited once, what was seen kept with its proof, what was not kept as a gap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import groupby
from queue import SimpleQueue
from urllib.parse import urlsplit

from checks.facts import Unknown
from checks.urgency import Look, second_look
from sweep.capture import Failure, Response
from sweep.extract.page import parse_page
from sweep.gather.blocked import blocked
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from sweep.gather.urls import site
from sweep.store.prices import THOUSANDTHS, Body, Gap, PriceBook, Product, Seen, SeriesKey, State
from sweep.watch.clock import FINE, Reading, Stopwatch, read_clock, server_time
from sweep.watch.evidence import RoundArchive
from sweep.watch.reading import NoPrice, PageReading, as_json, from_json, of_variant, read_product

_STRETCH = 200  # products after which what was seen is kept: at most so many are visited again after a kill
_PATIENCE = 2_000  # products that wait in memory for servers to say which clock is right
_NETWORK = frozenset({"dns", "connect", "timeout"})


@dataclass(frozen=True, slots=True)
class Visited:
    """What one request for a product brought; `offset` is our clock minus the server's, None where it said nothing."""

    product: Product
    at: float
    answer: Response | Failure
    offset: float | None


@dataclass
class RoundResult:
    """What a round brought: how many products gave a price, how many did not, and how our clock stood."""

    seen: int = 0
    missed: int = 0
    clock: Reading = field(default_factory=lambda: Reading("right"))
    no_network: bool = False
    jumped: float = 0.0
    offsets: dict[str, float] = field(default_factory=dict)
    looks: dict[int, int] = field(default_factory=dict)  # product -> when it is to be seen again, for its countdown


@dataclass(frozen=True, slots=True)
class Place:
    """Whose consumers the shops are asked as, and from where."""

    country: str
    vantage: str


def run_round(
    products: Sequence[Product],
    book: PriceBook,
    archive: RoundArchive,
    slot: str,
    place: Place,
    limits: Callable[[int], Limits],
    *,
    shops_at_once: int,
    watch: Stopwatch,
    progress: Callable[[Product, str], None] = lambda *_: None,
) -> RoundResult:
    """Visits `products`, shop by shop, and keeps all of it in the archive and the book.

    Raises SweepError where that cannot be written; what was kept until then stays, and the same round goes on later.
    """
    keeper = _Keeper(book, archive, slot, place, watch)
    shops = [list(group) for _, group in groupby(sorted(products, key=_shop), key=_shop)]
    for visited in _all(shops, archive, limits, shops_at_once, watch):
        progress(visited.product, keeper.take(visited))
    return keeper.close()


def _shop(product: Product) -> str:
    return urlsplit(product.url).netloc


def _all(
    shops: Sequence[Sequence[Product]],
    archive: RoundArchive,
    limits: Callable[[int], Limits],
    at_once: int,
    watch: Stopwatch,
) -> Iterator[Visited]:
    """Visits the shops in threads, each shop's products one after the other."""
    queue: SimpleQueue[Visited | BaseException | None] = SimpleQueue()
    stop = [False]

    def visit(products: Sequence[Product]) -> None:
        try:
            for visited in _visit_shop(products, archive, limits(len(products)), watch):
                queue.put(visited)
                if stop[0]:
                    return
        except BaseException as error:  # handed to the thread that waits for it
            queue.put(error)
        finally:
            queue.put(None)

    with ThreadPoolExecutor(max_workers=max(1, min(at_once, len(shops)))) as pool:
        for products in shops:
            pool.submit(visit, products)
        left = len(shops)
        try:
            while left:
                item = queue.get()
                if isinstance(item, BaseException):
                    raise item
                if item is None:
                    left -= 1
                else:
                    yield item
        finally:
            stop[0] = True
            pool.shutdown(cancel_futures=True)


def _visit_shop(
    products: Iterable[Product], archive: RoundArchive, limits: Limits, watch: Stopwatch
) -> Iterator[Visited]:
    fetcher = Fetcher(limits, archive, clock=time.monotonic, sleep=time.sleep)
    try:
        for product in products:
            answer = _get(fetcher, product)
            at = watch.now()
            said = server_time(answer) if isinstance(answer, Response) else None
            yield Visited(product, at, answer, None if said is None else at - said)
    finally:
        fetcher.close()


def _get(fetcher: Fetcher, product: Product) -> Response | Failure:
    """The product's page, through the browser where it is empty without one and the plan allows it."""
    home = site(product.url)

    def inside(url: str) -> bool:
        return site(url) == home

    answer = fetcher.get(product.url, inside=inside)
    if isinstance(answer, Failure):
        return answer
    page = parse_page(answer)
    wall: Unknown | None = blocked(page, answer.headers)
    return fetcher.rendered(answer, inside=inside) if fetcher.wants_browser(page, wall) else answer


class _Keeper:
    """Turns what was visited into rows. What cannot be dated yet waits until enough servers have said the time."""

    def __init__(self, book: PriceBook, archive: RoundArchive, slot: str, place: Place, watch: Stopwatch) -> None:
        self._book, self._archive, self._slot, self._place, self._watch = book, archive, slot, place, watch
        self._waiting: list[Visited] = []
        self._entered: set[tuple[str, str]] = set()
        self._answers = 0
        self.result = RoundResult()

    def take(self, visited: Visited) -> str:
        """Takes one visit; returns in a word what it brought."""
        if visited.offset is not None:
            self.result.offsets[_shop(visited.product)] = visited.offset
        self._answers += isinstance(visited.answer, Response)
        self._waiting.append(visited)
        patience = _STRETCH if self._clock().verdict != "unknown" else _PATIENCE
        if len(self._waiting) >= patience and self._answers:
            self._keep(self._clock())
        return visited.answer.kind if isinstance(visited.answer, Failure) else str(visited.answer.status)

    def close(self) -> RoundResult:
        """Keeps the rest. Where no server at all answered the network was down, and nothing is any shop's gap."""
        clock = self._clock()
        failures = [v.answer for v in self._waiting if isinstance(v.answer, Failure)]
        lost = not self._answers and bool(failures) and all(f.kind in _NETWORK for f in failures)
        self.result.no_network = lost
        self.result.clock = clock
        self.result.jumped = self._watch.jumped()
        if lost:
            self._waiting.clear()
            self.result.missed = len(failures)
        else:
            self._keep(clock)
        return self.result

    def _clock(self) -> Reading:
        return read_clock(self.result.offsets)

    def _keep(self, clock: Reading) -> None:
        self._archive.flush()
        seen: list[Seen] = []
        gaps: list[Gap] = []
        for visited in self._waiting:
            row = self._row(visited, clock)
            if isinstance(row, Seen):
                seen.append(row)
            else:
                gaps.append(row)
        pages = {one.state.record_id for one in seen}
        self._book.keep(seen, gaps, self._bodies(pages))
        self._waiting.clear()
        self.result.looks |= {one.state.product: at for one in seen if (at := look_wanted(one)) is not None}
        self.result.seen += len(seen)
        self.result.missed += len(gaps)

    def _bodies(self, pages: set[str]) -> list[Body]:
        """Answers written since the last time that are no product's page with a price."""
        found = []
        for (url, sha256), kept in self._archive.written().items():
            if (url, sha256) not in self._entered:
                self._entered.add((url, sha256))
                if kept.record_id not in pages:
                    found.append(Body(url, sha256, kept.archive, kept.record_id))
        return found

    def _row(self, visited: Visited, clock: Reading) -> Seen | Gap:
        product, answer = visited.product, visited.answer
        at = round(visited.at - (clock.offset if clock.verdict == "wrong" else 0.0))
        if isinstance(answer, Failure):
            return Gap(product.id, at, self._slot, answer.kind, answer.detail)
        if clock.verdict == "unknown" and (visited.offset is None or abs(visited.offset) > FINE):
            detail = "our clock and the server's disagree, and too few servers answered to tell which is right"
            return Gap(product.id, at, self._slot, "clock", detail, answer.record_id)
        state, reading = self._state(product, answer, at)
        if isinstance(reading, PageReading):
            reading = of_variant(reading, product.data.get("variant", ""))
        if isinstance(reading, NoPrice):
            return Gap(product.id, at, self._slot, reading.kind, reading.detail, answer.record_id)
        return Seen(state, at, prices_of(product.id, reading, self._place_of(product)))

    def _state(self, product: Product, answer: Response, at: int) -> tuple[State, PageReading | NoPrice]:
        """The page's state, read anew unless the same bytes were read before."""
        known = self._book.state_of(product.id, answer.sha256)
        if known is not None:
            return known, from_json(known.reading, product.url, known.sha256, known.record_id)
        reading = read_product(answer)
        kept = self._archive.where(answer.url, answer.sha256)
        place = (kept.offset, kept.length, kept.base) if kept else (-1, 0, 0)
        text = as_json(reading) if isinstance(reading, PageReading) else ""
        archive = kept.archive if kept else ""
        return State(product.id, answer.sha256, archive, answer.record_id, at, text, *place), reading

    def _place_of(self, product: Product) -> Place:
        return replace(self._place, country=product.data.get("country") or self._place.country)


def look_wanted(seen: Seen) -> int | None:
    """When a product is to be seen again because its page hurries its reader; None where it does not."""
    if '"pressure"' not in seen.state.reading:
        return None
    said = from_json(seen.state.reading, "", seen.state.sha256, seen.state.record_id).pressure
    return second_look(Look("", seen.at, "", said.limits, said.scarcities))


def prices_of(product: int, reading: PageReading, place: Place) -> tuple[tuple[SeriesKey, int], ...]:
    """The prices of a reading with the series to which each belongs; of two in one series the dearer counts."""
    prices: dict[SeriesKey, int] = {}
    for found in reading.offers:
        offer = found.value
        if offer.price is None or not offer.currency or not offer.price.is_finite():
            continue
        audience = "member" if _for_members(reading, found.value.price) else "all"
        variant = offer.sku or offer.variant
        key = SeriesKey(product, variant, offer.currency, offer.tax, audience, place.country, place.vantage)
        prices[key] = max(prices.get(key, 0), int((offer.price * THOUSANDTHS).to_integral_value()))
    return tuple(prices.items())


def _for_members(reading: PageReading, price: object) -> bool:
    """Whether the page itself names this very amount as a price for members."""
    return any(c.value.kind == "member" and c.value.amount == price for c in reading.claims)
