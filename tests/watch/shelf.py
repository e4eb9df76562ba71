"""The simulated market as pages: every day of a product as HTML, through the reader, the price book and the judge.

What the series alone say (`tests.watch.simulator`) must come out again when the same days are read off pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from sweep.capture import Response
from sweep.store.prices import Gap, PriceBook, Seen, State
from sweep.watch.campaign import ProductResult, judge_campaign
from sweep.watch.reading import NoPrice, PageReading, as_json, read_product
from sweep.watch.rounds import Place, prices_of
from tests.watch.simulator import BEFORE, START, ZONE, Day, Item

_ABOUT = "Cette cruche en grès émaillé est tournée à la main et convient à l'eau comme au jus de pomme. " * 4
_TAX = {"included": " TTC", "excluded": " HT", "unstated": ""}


def url_of(item: Item) -> str:
    return f"https://shop{item.shop}.example/p{item.number}"


def html(item: Item, day: Day) -> str:
    """The product's page as it stands on `day`."""
    stock = "InStock" if day.available else "OutOfStock"
    offer = {"@type": "Offer", "priceCurrency": day.currency, "availability": f"https://schema.org/{stock}"}
    data = {"@context": "https://schema.org", "@type": "Product", "name": f"Cruche {item.number}", "offers": offer}
    button = "<button>Ajouter au panier</button>" if day.available else "<p>Rupture de stock</p>"
    return (
        f"<html lang=fr><head><title>Cruche {item.number}</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body><h1>Cruche {item.number}</h1>"
        f"<p class=price>{_prices(day)}</p>{_beside(day)}"
        f"{button}<p>{_ABOUT}</p></body></html>"
    )


def _prices(day: Day) -> str:
    struck = day.prior is not None and day.kind == "struck"
    prior = f"<del class='old-price'>{_money(day.prior, day.currency)}</del> " if struck else ""
    percent = f" <b class=badge>-{day.percent} %</b>" if day.percent is not None else ""
    return f"{prior}<span class='current-price'>{_money(day.price, day.currency)}</span>{_TAX[day.tax]}{percent}"


def _beside(day: Day) -> str:
    """What stands below the price: the lowest of 30 days by an add-on, a price for members, a code."""
    lines = []
    if day.kind == "lowest_30_days":
        lowest = _money(day.prior, day.currency)
        lines.append(f"<p class='omnibus-price-message'>Prix le plus bas des 30 derniers jours : {lowest}</p>")
    if day.member:
        lines.append(f"<p>Prix membre : {_money(day.price, day.currency)}</p>")
    if day.coupon:
        lines.append("<p>-15 % avec le code LUNE15</p>")
    return "".join(lines)


def _money(amount: Decimal | None, currency: str) -> str:
    assert amount is not None
    return f"£{amount:.2f}" if currency == "GBP" else f"{amount:.2f} €".replace(".", ",")


def watched(
    folder: Path, sample: Sequence[tuple[Item, frozenset[int]]], country: str = "FR"
) -> tuple[ProductResult, ...]:
    """The results of a watch that saw each item's page on its days. Items have one variant each."""
    book = PriceBook(folder / "watch.sqlite")
    rows = [(f"shop{item.shop}.example", url_of(item), "{}") for item, _ in sample]
    book.begin("w", "{}", "0" * 64, 0, rows)
    products = book.products("w")
    for product, (item, seen) in zip(products, sample, strict=True):
        _keep(book, product.id, item, sorted(seen), Place(country, ""))
    results = tuple(judge_campaign(book, products, country=country, zone=ZONE.key))
    book.close()
    return results


def _keep(book: PriceBook, product: int, item: Item, seen: Iterable[int], place: Place) -> None:
    """One visit a day, in order, as the rounds of a watch keep them."""
    (line,) = item.lines.values()
    known: dict[str, PageReading] = {}
    for n in seen:
        moment = datetime.combine(START + timedelta(n), time(6, 5), ZONE).astimezone(UTC)
        at, day = round(moment.timestamp()), line[BEFORE + n]
        if not day.present:
            book.keep((), [Gap(product, at, f"{moment:%F}", "gone")])
            continue
        body = html(item, day).encode()
        head = (("Content-Type", "text/html; charset=utf-8"),)
        sha256 = f"{hash(body) & (1 << 60) - 1:064x}"
        state = book.state_of(product, sha256)
        if state is None:
            answer = Response(url_of(item), 200, "OK", head, body, moment, sha256=sha256, record_id=f"<urn:{n}>")
            reading = read_product(answer)
            assert not isinstance(reading, NoPrice), (item.kind, reading)
            known[sha256] = reading
            state = State(product, sha256, "a.warc.gz", answer.record_id, at, as_json(reading))
        book.keep([Seen(state, at, prices_of(product, known[sha256], place))], ())
