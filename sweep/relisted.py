"""The re-listing watch: what stood under an alert or on a watchlist, whether it was taken down, and where it is again.

It looks through the sweeps of a workspace from the oldest to the newest. A thing is called gone only where its own page
was asked for and answered: by 404 or 410, or as a page that was read and offers it no more while others of the shop
are read. What was not measured is not gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from checks.facts import Found
from checks.verdict import Verdict
from product_alerts.model import Grade, Offer
from product_alerts.relisting import Lookout
from sweep.operators import name_of, numbers_of
from sweep.results import ShopResult

if TYPE_CHECKING:
    from product_alerts.picture_match import Photo

State = Literal["seen", "gone", "again", "not_measured"]
Relation = Literal["same_shop", "same_operator", "other_shop"]
Dismissed = Callable[[ShopResult, Verdict], bool]
Photos = Callable[[str, ShopResult], "Mapping[Offer, Sequence[Photo]]"]  # a sweep's name and a shop of it: its photos
_GONE = frozenset((404, 410))
_CHECKS = ("gpsr.alert_match", "prohibited.watchlist")


@dataclass(frozen=True, slots=True)
class Sighting:
    """An offer that agrees with a wanted one: where, when, by what, and whose shop it is."""

    sweep: str
    shop: str
    at: datetime
    offer: Offer
    by: str  # page, gtin, item_id, model, text, or picture, which is a lead for the eye
    said: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of one wanted offer through the sweeps. `why` names the alert or watchlist.

    `state` is that of its own shop's newest measured visit, or "again" where it was gone and stands there once more;
    "not_measured" where no later visit could tell.
    """

    shop: str
    offer: Offer
    why: str
    first_seen: datetime
    last_seen: datetime
    gone: datetime | None
    state: State
    sightings: tuple[Sighting, ...]

    @property
    def elsewhere(self) -> tuple[Sighting, ...]:
        """Where it stands outside its own shop."""
        return tuple(s for s in self.sightings if s.relation != "same_shop")


@dataclass(slots=True)
class _Wanted:
    shop: ShopResult
    offer: Offer
    why: str
    first: datetime
    last: datetime
    beside: frozenset[str]  # keys of the other offers of its shop at first sight
    gone: datetime | None = None
    state: State = "not_measured"
    sightings: list[Sighting] = field(default_factory=list)


Visits = Sequence[tuple[str, ShopResult]]  # the sweep's name and a shop of it


def traces(
    visits: Visits,
    dismissed: Dismissed = lambda _shop, _verdict: False,
    photos: Photos = lambda _sweep, _shop: {},
) -> tuple[Trace, ...]:
    """What became of every wanted offer, the first seen first. `dismissed` tells which findings a person put aside.

    `photos` are looked through where there are any. A photo alone is a sighting, and leaves the offer gone.
    """
    ordered = sorted(visits, key=lambda v: (v[1].visit.started, v[1].target.key))
    wanted = list(_wanted(ordered, dismissed))
    lookout = Lookout([one.offer for one in wanted])
    for sweep, shop in ordered:
        _look(sweep, shop, wanted, lookout)
    _look_at_photos(ordered, wanted, photos)
    return tuple(
        Trace(w.shop.target.key, w.offer, w.why, w.first, w.last, w.gone, w.state, tuple(w.sightings)) for w in wanted
    )


def _wanted(visits: Visits, dismissed: Dismissed) -> Iterator[_Wanted]:
    """Every offer under an alert or on a watchlist, once a shop, address and reason."""
    known = set()
    for _, shop in visits:
        offers = shop.facts.offers
        keys = frozenset(found.value.key for found in offers.value) if isinstance(offers, Found) else frozenset()
        aside = {v.check for v in shop.verdicts if v.check in _CHECKS and dismissed(shop, v)}
        for offer, why in _reasons(shop, aside):
            mark = (shop.target.key, offer.key, why)
            if mark not in known:
                known.add(mark)
                yield _Wanted(shop, offer, why, shop.visit.started, shop.visit.started, keys - {offer.key})


def _reasons(shop: ShopResult, aside: Iterable[str]) -> Iterator[tuple[Offer, str]]:
    matches, hits = shop.facts.alert_matches, shop.facts.watchlist_hits
    if isinstance(matches, Found) and "gpsr.alert_match" not in aside:
        for match in (found.value for found in matches.value):
            if match.grade is not Grade.LOOK_AT_PICTURE:
                yield match.offer, match.alert.id
    if isinstance(hits, Found) and "prohibited.watchlist" not in aside:
        for hit in (found.value for found in hits.value):
            yield hit.offer, f"watchlist:{hit.spotted.watchlist}"


def _look(sweep: str, shop: ShopResult, wanted: Sequence[_Wanted], lookout: Lookout) -> None:
    """One visit's offers beside all that is wanted, and what became of the shop's own."""
    offers = shop.facts.offers
    listed = [found.value for found in offers.value] if isinstance(offers, Found) else []
    there: set[int] = set()
    by_key = {offer.key: offer for offer in listed}
    for at, one in enumerate(wanted):
        same = by_key.get(one.offer.key) if one.shop.target.key == shop.target.key else None
        if same is not None and _later(one, shop):
            there.add(at)
            one.sightings.append(_sighting(sweep, shop, one, same, "page", same.key))
    for offer in listed:
        for met in lookout.seen(offer):
            one = wanted[met.wanted]
            if met.wanted not in there and _later(one, shop) and not _beside(one, shop, offer):
                there.add(met.wanted)
                one.sightings.append(_sighting(sweep, shop, one, offer, met.by, met.said))
    for at, one in enumerate(wanted):
        if one.shop.target.key == shop.target.key and _later(one, shop):
            _follow(one, shop, at in there, bool(listed))


def _look_at_photos(visits: Visits, wanted: Sequence[_Wanted], photos: Photos) -> None:
    """Adds the offers that show a wanted one's photo and agree in nothing else."""
    firsts = {(one.shop.target.key, one.first) for one in wanted}
    known: dict[tuple[str, datetime], Mapping[Offer, Sequence[Photo]]] = {}
    for sweep, shop in visits:
        if (mark := (shop.target.key, shop.visit.started)) in firsts:
            known[mark] = photos(sweep, shop)
    shown = {at: known[one.shop.target.key, one.first].get(one.offer, ()) for at, one in enumerate(wanted)}
    if not any(shown.values()):
        return
    from product_alerts.relisting_pictures import PictureLookout  # noqa: PLC0415 - needs numpy

    lookout = PictureLookout({at: (wanted[at].offer, seen) for at, seen in shown.items() if seen})
    for sweep, shop in visits:
        mark = shop.target.key, shop.visit.started
        for offer, met in lookout.seen(known[mark] if mark in known else photos(sweep, shop)):
            one = wanted[met.wanted]
            told = any(s.offer == offer and s.at == shop.visit.started for s in one.sightings)
            if not told and offer.key != one.offer.key and _later(one, shop) and not _beside(one, shop, offer):
                one.sightings.append(_sighting(sweep, shop, one, offer, met.by, met.said))
    for one in wanted:
        one.sightings.sort(key=lambda s: s.at)


def _later(one: _Wanted, shop: ShopResult) -> bool:
    """Whether the visit lies behind the first sight; in another shop, one of the same day counts as well."""
    return shop.visit.started > one.first or one.shop.target.key != shop.target.key


def _beside(one: _Wanted, shop: ShopResult, offer: Offer) -> bool:
    """Whether the offer stood in the same shop beside the wanted one from the first: a sister of it, not its return."""
    return one.shop.target.key == shop.target.key and offer.key in one.beside


def _follow(one: _Wanted, shop: ShopResult, seen: bool, reads: bool) -> None:
    if seen:
        one.state = "again" if one.gone else "seen"
        one.last = shop.visit.started
    elif _taken_down(one.offer, shop, reads):
        one.state, one.gone = "gone", one.gone if one.state == "gone" else shop.visit.started


def _taken_down(offer: Offer, shop: ShopResult, reads: bool) -> bool:
    """Whether the offer's own page answered that it is no more. `reads`: offers were read on other pages."""
    address = offer.url.split("#", 1)[0]
    for page in shop.visit.pages:
        if page.url.split("#", 1)[0] == address:
            return page.status in _GONE or (page.status == 200 and not page.problem and reads)
    return False


def _sighting(sweep: str, shop: ShopResult, one: _Wanted, offer: Offer, by: str, said: str) -> Sighting:
    return Sighting(sweep, shop.target.key, shop.visit.started, offer, by, said, _relation(one.shop, shop))


def _relation(one: ShopResult, other: ShopResult) -> Relation:
    if one.target.key == other.target.key:
        return "same_shop"
    name = name_of(one.facts)
    same = bool(name) and name == name_of(other.facts) and bool(numbers_of(one.facts) & numbers_of(other.facts))
    return "same_operator" if same else "other_shop"
