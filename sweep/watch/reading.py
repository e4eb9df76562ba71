"""What is read on one product page of the panel, and how it is kept beside its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from checks.facts import Evidence, Found, PriceClaim, SaleWord
from checks.urgency import Pressure
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.price_claims import price_claims
from sweep.extract.products.variant_offers import variant_offers
from sweep.extract.sale_words import sale_words
from sweep.extract.urgency import pressure
from sweep.gather.blocked import blocked

GONE = (404, 410)
_NO_PRESSURE = Pressure()
_LISTS = ("offers", "claims", "words")  # the parts of a reading that are lists of finds


@dataclass(frozen=True, slots=True)
class PageReading:
    """The product's offers, claims, reserved words and what hurries its reader, each with its quotes."""

    offers: tuple[Found[Offer], ...] = ()
    claims: tuple[Found[PriceClaim], ...] = ()
    words: tuple[Found[SaleWord], ...] = ()
    pressure: Pressure = _NO_PRESSURE  # what hurries the reader; its prices are those of the offers


@dataclass(frozen=True, slots=True)
class NoPrice:
    """Why a page that came gives no price. `kind` as in `checks.facts.UNKNOWN_KINDS`, or "gone", or "no price"."""

    kind: str
    detail: str = ""


def read_product(response: Response) -> PageReading | NoPrice:
    """What the answer says about the product. Never raises, never guesses: no price that is not on the page."""
    if response.status in GONE:
        return NoPrice("gone", f"status {response.status}")
    if not 200 <= response.status < 300:
        return NoPrice("unreachable", f"status {response.status}")
    page = parse_page(response)
    page.role = "product"
    if page.problem:
        return NoPrice("not parsed", page.problem)
    if response.truncated:
        return NoPrice("not parsed", "the page was cut off")
    if (wall := blocked(page, response.headers)) is not None:
        return NoPrice(wall.kind, wall.detail)
    return _read(page, response)


def _read(page: Page, response: Response) -> PageReading | NoPrice:
    offers = tuple(_lean(found) for found in variant_offers(page))
    said = replace(pressure(page, response.fetched_at.date()), prices=(), reduced=False, priced="")
    reading = PageReading(offers, price_claims(page), sale_words(page), said)
    if not any(o.value.price is not None and o.value.currency for o in offers):
        return NoPrice("no price", "the page shows no price with its currency")
    return reading


def of_variant(reading: PageReading, wanted: str) -> PageReading | NoPrice:
    """The reading with the offers of one variant only, known by its number or name; all of it where none is named."""
    if not wanted:
        return reading
    name = " ".join(wanted.casefold().split())
    own = tuple(o for o in reading.offers if name in (o.value.sku.casefold(), o.value.variant.casefold()))
    if own:
        return replace(reading, offers=own)
    return NoPrice("no price", f"the page states no price of the variant {wanted!r}")


def _lean(found: Found[Offer]) -> Found[Offer]:
    """The offer without what prices do not need: it is kept millions of times."""
    return replace(found, value=replace(found.value, description="", images=()))


@cache
def _codec() -> TypeAdapter[PageReading]:
    return TypeAdapter(PageReading)


def as_json(reading: PageReading) -> str:
    """The reading without what stands in the row beside it: address, digest and record of the page."""
    data = _codec().dump_python(reading, mode="json", exclude_defaults=True)
    for found in (entry for part in _LISTS for entry in data.get(part, ())):
        for proof in (found["evidence"], *found.get("more", ())):
            proof.pop("url", None)
            proof.pop("sha256", None)
            proof.pop("record_id", None)
            proof.pop("role", None)
        found["value"].pop("url", None)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, url: str, sha256: str, record_id: str) -> PageReading:
    """A kept reading with its proofs made whole again. Raises ValueError for one that was damaged."""
    data: dict[str, Any] = json.loads(text)
    for found in (entry for part in _LISTS for entry in data.get(part, ())):
        for proof in (found["evidence"], *found.get("more", ())):
            proof.update(url=url, sha256=sha256, record_id=record_id, role="product")
        found["value"].setdefault("url", url)
    for found in (*data.get("claims", ()), *data.get("words", ())):
        found["value"].pop("url", None)
    return _codec().validate_python(data)


def proofs(found: Iterable[Found[Any]]) -> tuple[Evidence, ...]:
    """The evidence of several finds, each once."""
    return tuple(dict.fromkeys(e for f in found for e in f.proof))
