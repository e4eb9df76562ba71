"""Pictures beside the reasons of the text: a look-alike is a lead for the eye, and never more than that.

It adds its reason to a match that the text made, whose grade stays; without one the grade is "look at the picture". A
kind of product that excludes the notice's says no. Offers show the maker's photo, which several traders use: that goods
look alike proves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from product_alerts.judge import ORDER, beside
from product_alerts.match import Matcher
from product_alerts.model import Grade, Match, MatchReason, Offer
from product_alerts.prepare import of_offer
from product_alerts.print_index import PrintIndex
from product_alerts.prints import Alike, Print, own_prints

_MOST = 5  # notices that one offer's pictures lead to


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an offer: its address, and what of it is compared."""

    url: str
    prints: tuple[Print, ...]


def alike(photos: Mapping[Offer, Sequence[Photo]], index: PrintIndex) -> dict[tuple[Offer, str], MatchReason]:
    """Offer and notice -> the reason, for every pair whose pictures look alike.

    What many of a shop's offers show (its logo, "no picture yet") leads nowhere.
    """
    own = own_prints([photo.prints for seen in photos.values() for photo in seen])
    found: dict[tuple[Offer, str], MatchReason] = {}
    for offer, seen in photos.items():
        near = [(photo, one) for photo in seen if photo.prints in own for one in index.alike(photo.prints)]
        for photo, one in sorted(near, key=lambda pair: pair[1].bits)[:_MOST]:
            found.setdefault((offer, one.alert_id), _reason(photo, one))
    return found


def _reason(photo: Photo, one: Alike) -> MatchReason:
    return MatchReason("same_picture", True, photo.url, one.url)


def with_pictures(
    matches: Iterable[Match], alike: Mapping[tuple[Offer, str], MatchReason], matcher: Matcher
) -> tuple[Match, ...]:
    """The matches with what the pictures say, the surest first."""
    found: dict[tuple[Offer, str], Match] = {(m.offer, m.alert.id): m for m in matches}
    for key, reason in alike.items():
        known = found.get(key)
        match = replace(known, reasons=(*known.reasons, reason)) if known else _lead(*key, reason, matcher)
        if match is not None:
            found[key] = match
    return tuple(sorted(found.values(), key=lambda m: (ORDER[m.grade], -m.score, m.offer.url, m.alert.id)))


def _lead(offer: Offer, alert_id: str, reason: MatchReason, matcher: Matcher) -> Match | None:
    """A match by its picture alone; None for a withdrawn notice, or one on another kind of product."""
    notice = matcher.notice(alert_id)
    if notice is None:
        return None
    alert, subject = notice
    judged = beside(of_offer(offer), subject, reason)
    if any(r.feature == "kind_clash" for r in judged.reasons):
        return None
    return Match(offer, alert, Grade.LOOK_AT_PICTURE, judged.score, judged.reasons)
