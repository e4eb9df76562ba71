"""From a capture to verdicts: the stations right of the archive, which need no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from checks.catalogue import Check
from checks.facts import Absent, Evidence, Fact, Found, PricePoint, ShopFacts, Unknown
from checks.judge import judge_shop
from checks.verdict import Outcome, Verdict
from checks.watchlist_file import standard_screen
from product_alerts.model import Match, Offer
from product_alerts.watchlist import Screen
from sweep.capture import Capture
from sweep.enrich.sketch import Sketch, sketch
from sweep.enrich.supplied import Supplied
from sweep.extract.practices.watchlisted import watchlist_hits
from sweep.extract.shop import read_pages, shop_pages
from sweep.extract.shop_pages import ShopPages
from sweep.extract.urgency import read as read_urgency
from sweep.results import PageVisited, ShopState

if TYPE_CHECKING:  # numpy, which only a shop beside alerts needs
    from product_alerts.match import Matcher
    from product_alerts.print_index import PrintIndex

# What one shop alone can tell of its twins; `together.compare_shops` tells of those in its sweep.
ALONE = Unknown("not fetched", "a shop is compared with the others of its sweep only")


@dataclass(frozen=True, slots=True)
class Judged:
    """Facts and verdicts of one capture. `reason` says why nothing could be measured ("" when it could)."""

    pages: tuple[PageVisited, ...]
    facts: ShopFacts
    verdicts: tuple[Verdict, ...]
    state: ShopState
    reason: str
    coverage: dict[str, tuple[int, str]] = field(default_factory=dict)  # `ShopPages.coverage`
    sketch: Sketch | None = None  # of the terms


def judge_capture(
    capture: Capture,
    *,
    country: str,
    day: date,
    checks: Sequence[Check],
    matcher: Matcher | None,
    screen: Screen | None = None,
    supplied: Supplied | None = None,
    history: tuple[Found[PricePoint], ...] = (),
    looks: Sequence[Capture] = (),
    pictures: PrintIndex | None = None,
) -> Judged:
    """Reads and judges one visit by the law of `country` on `day`.

    `history` are prices of earlier visits, `looks` later captures of some of its pages. Without a `matcher` (no alerts
    are there) matches are Unknown; without a `screen` the watchlists of the house are used. `supplied` are the
    authority's own tables of warnings, register entries and domains, `pictures` those of the notices, where the plan
    wants photos compared.
    """
    shop = shop_pages(capture, country)
    facts = read_pages(shop)
    facts = replace(
        facts,
        visited_on=_visited_on(capture),
        twin_sites=ALONE,
        price_history=_history(facts.offers, history),
        alert_matches=_matches(facts.offers, matcher, capture, pictures),
        watchlist_hits=watchlist_hits(shop, facts.offers, screen or standard_screen(), country, day),
        urgency_looks=read_urgency(shop, looks)["urgency_looks"] if looks else facts.urgency_looks,
    )
    facts = replace(facts, **(supplied or Supplied()).facts(facts, capture.url, day))
    verdicts = judge_shop(facts, country=country, day=day, checks=checks)
    state, reason = _state(capture, shop, verdicts)
    judged = Judged(_visited(capture, shop), facts, verdicts, state, reason, shop.coverage(), sketch(shop.of("terms")))
    for page in shop.pages:
        page.kept.clear()  # what was made of a page knows it: without that knot its memory is free at once
    return judged


def _visited_on(capture: Capture) -> Fact[date]:
    if not capture.responses:
        return Unknown("unreachable", capture.url)
    first = capture.responses[0]
    return Found(first.fetched_at.date(), Evidence(first.url, "", first.sha256, "", first.record_id))


def _history(
    offers: Fact[tuple[Found[Offer], ...]], history: tuple[Found[PricePoint], ...]
) -> Fact[tuple[Found[PricePoint], ...]]:
    keys = {found.value.key for found in offers.value} if isinstance(offers, Found) else set()
    known = tuple(point for point in history if point.value.offer_key in keys)
    if not known:
        return Unknown("no history", "no earlier visit saw a price of these products")
    return Found(known, known[0].evidence, tuple(point.evidence for point in known[1:]))


def _matches(
    offers: Fact[tuple[Found[Offer], ...]], matcher: Matcher | None, capture: Capture, pictures: PrintIndex | None
) -> Fact[tuple[Found[Match], ...]]:
    if matcher is None:
        return Unknown("not fetched", "no product alerts are there; run `sweepday alerts update` or `alerts import`")
    if not isinstance(offers, Found):
        return offers
    evidence = {found.value: found.evidence for found in offers.value}
    agreed = matcher.matches(list(evidence))
    if pictures is not None:
        agreed = _with_pictures(agreed, capture, list(evidence), matcher, pictures)
    matches = tuple(Found(match, evidence[match.offer]) for match in agreed)
    if matches:
        return Found(matches, matches[0].evidence, tuple(m.evidence for m in matches[1:]))
    pages: dict[str, Evidence] = {e.url: replace(e, quote="") for e in evidence.values()}
    return Absent(tuple(pages.values()))


def _with_pictures(
    agreed: tuple[Match, ...], capture: Capture, offers: Sequence[Offer], matcher: Matcher, pictures: PrintIndex
) -> tuple[Match, ...]:
    from product_alerts.picture_match import alike, with_pictures  # noqa: PLC0415 - needs numpy
    from sweep.photos import photos_of  # noqa: PLC0415 - needs the extra `images`

    return with_pictures(agreed, alike(photos_of(capture, offers), pictures), matcher)


def _state(capture: Capture, shop: ShopPages, verdicts: Sequence[Verdict]) -> tuple[ShopState, str]:
    if not capture.responses:
        first = capture.failures[0] if capture.failures else None
        return "unreachable", f"{first.kind}: {first.detail}" if first else "no answer"
    if any(v.outcome in (Outcome.PASS, Outcome.REVIEW, Outcome.FAIL) for v in verdicts):
        return "measured", ""
    gap = shop.gaps.get("home")
    return "not_measurable", gap.reason if gap else "nothing on its pages could be judged"


def _visited(capture: Capture, shop: ShopPages) -> tuple[PageVisited, ...]:
    roles = {page.record_id or page.url: page.role for page in shop.pages}
    visited = []
    for response in capture.responses:
        role = roles.get(response.record_id or response.url, "")
        problem = None if response.status < 400 and response.header("location") else shop.problem_at(response.url)
        reason = problem.reason if problem is not None else ""
        visited.append(PageVisited(response.url, role, response.status, response.sha256, reason))
    return tuple(visited)
