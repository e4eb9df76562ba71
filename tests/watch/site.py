"""A shop of products on loopback whose prices, pages and clock a test sets, and simulated days to watch it on."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sweep.watch.rounds import RoundResult
from sweep.watch.watch import Watch, begin, catch_up, visit
from tests.servers import NOT_FOUND, Server, page, serve

ZONE = ZoneInfo("Europe/Paris")
FIRST = date(2026, 10, 1)

PLAN = """\
name: campaign
authority: Test authority
country: {country}
languages: [fr]
products: [products.csv]
first_day: {first}
days: {days}
times: ["06:00"]
zone: Europe/Paris
pace: {{delay_seconds: 0, shops_at_once: 4}}
request_seconds: 5
network: {{allow: [127.0.0.0/8]}}
"""


@dataclass
class Tag:
    """What a product's page shows."""

    price: str
    prior: str = ""
    words: str = ""
    stock: bool = True
    gone: bool = False
    variants: dict[str, str] = field(default_factory=dict)  # article number -> price, in the page's data
    sku: str = ""  # the number of the article shown, said on the page


@dataclass
class Market:
    """The shop and the simulated time. `shift` is by how much its own clock differs from the true one."""

    tags: dict[str, Tag]
    now: float = 0.0
    shift: float = 0.0
    down: bool = False
    server: Server = field(default_factory=lambda: Server("127.0.0.1", 0))

    def answer(self, path: str) -> bytes:
        tag = self.tags.get(path.strip("/"))
        moment = format_datetime(datetime.fromtimestamp(self.now + self.shift, UTC), usegmt=True)
        if tag is None or tag.gone:
            return NOT_FOUND.replace(b"Content-Type", f"Date: {moment}\r\nContent-Type".encode(), 1)
        return page(html(path.strip("/"), tag), headers={"Date": moment})


def html(name: str, tag: Tag) -> str:
    """A product page as shops write them."""
    stock = "InStock" if tag.stock else "OutOfStock"
    data: dict[str, object] = {
        "@context": "https://schema.org", "@type": "Product", "name": f"Cruche {name}", "sku": name.upper(),
        "offers": {"@type": "Offer", "price": tag.price, "priceCurrency": "EUR",
                   "availability": f"https://schema.org/{stock}"},
    }  # fmt: skip
    if tag.variants:
        del data["offers"]
        data |= {"@type": "ProductGroup", "hasVariant": [_variant(*one) for one in tag.variants.items()]}
    shown = tag.price.replace(".", ",")
    prior = f"<del class='old-price'>{tag.prior.replace('.', ',')} €</del> " if tag.prior else ""
    words = f"<p>{tag.words}</p>" if tag.words else ""
    number = f"<p>Référence : {tag.sku}</p>" if tag.sku else ""
    about = "Cette cruche en grès émaillé est tournée à la main et convient à l'eau comme au jus de pomme. " * 4
    return (
        f"<html lang=fr><head><title>Cruche {name}</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body><h1>Cruche {name}</h1>{words}"
        f"<p class=price>{prior}<span class='current-price'>{shown} €</span></p>{number}"
        f"<button>Ajouter au panier</button><p>{about}</p></body></html>"
    )


def _variant(sku: str, price: str) -> dict[str, object]:
    offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR"}
    return {"@type": "Product", "name": f"Cruche {sku}", "sku": sku, "offers": offer}


@contextlib.contextmanager
def market(tags: dict[str, Tag]) -> Iterator[Market]:
    found = Market(tags)

    def answer(connection: object, path: str) -> None:
        if found.down:
            return
        connection.sendall(found.answer(path))  # type: ignore[attr-defined]

    with serve(answer) as server:
        found.server = server
        yield found


def lay_out(
    folder: Path, shop: Market, *, days: int = 60, first: date = FIRST, country: str = "FR", columns: str = ""
) -> Path:
    """A workspace with a watch plan over all products of `shop`."""
    lines = [shop.server.url(f"/{name}") + columns for name in shop.tags]
    (folder / "products.csv").write_text("\n".join(["url" + ",perishable" * bool(columns), *lines]) + "\n")
    plan = folder / "watch.yaml"
    plan.write_text(PLAN.format(days=days, first=first, country=country))
    return plan


def at(day: date, hour: int = 6, minute: int = 5) -> float:
    """Seconds since 1970 of a local time of day in the zone of the plan."""
    return datetime.combine(day, time(hour, minute), ZONE).timestamp()


def go(plan: Path, shop: Market, now: float, *, error: float = 0.0) -> RoundResult | None:
    """One call of the watch at `now`, on a machine whose clock is `error` seconds ahead; None where nothing was due."""
    shop.now = now
    watch = begin(plan, now + error)
    due = catch_up(watch, now + error)
    try:
        return None if due.slot is None else visit(watch, due.slot, wall=lambda: now + error)
    finally:
        watch.book.close()


def days(first: date, number: int) -> list[date]:
    return [first + timedelta(n) for n in range(number)]


def opened(plan: Path) -> Watch:
    return begin(plan, 0.0)
