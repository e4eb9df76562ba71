"""How far a visit may go: politeness, budgets, identity. Made from a plan, or by default for one shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DEFAULT_USER_AGENT = "sweepday/0.1 (consumer-protection screening)"


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one shop's visit. Times in seconds, sizes in bytes."""

    pages: int = 40  # responses with a body, redirects not counted
    products: int = 12  # product pages among them
    all_products: bool = False  # not a sample: every product that is found, as far as the budgets reach
    seed: str = ""  # of the lot that draws the sample: the same seed draws the same products
    total_bytes: int = 40_000_000
    total_seconds: float = 600.0
    request_seconds: float = 30.0  # one request, from the name look-up to the last byte
    request_bytes: int = 5_000_000  # one body, as received
    redirects: int = 8
    retries: int = 1  # of transient failures, per request
    delay: float = 1.0  # between the end of one request and the start of the next to the same shop
    user_agent: str = DEFAULT_USER_AGENT
    contact: str = ""  # sent as the From header when it is an e-mail address
    languages: tuple[str, ...] = ()  # Accept-Language, the most wanted first
    country: str = ""  # ISO 3166-1 alpha-2 of the consumers: of a shop's versions, theirs is visited
    robots: Literal["respect", "override"] = "respect"
    basket: Literal["look", "add"] = "look"  # at the empty basket; put one product in by the shop's own form
    pictures: int = 0  # photos of the products visited
    picture_bytes: int = 10_000_000  # all of them together, beside `total_bytes`
    allow_networks: tuple[str, ...] = ()  # otherwise refused networks that may be visited ("127.0.0.0/8")
    proxy: str = ""  # "socks5h://127.0.0.1:9050", "socks5://...", "http://..."; "" = straight
    vantage: str = ""  # where we look from, in words ("office Lyon"); noted in the archive
    browser: Literal["auto", "never", "always"] = "never"  # for pages that are empty without scripts; for all
    render_seconds: float = 45.0  # one page in the browser, from its start to its picture
