"""Offers whose words stand on a watchlist: a reason to look, and whom to tell. Never more than that."""

from __future__ import annotations

from collections.abc import Iterable

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, passed, review
from checks.watchlist_file import standard
from product_alerts.watchlist import WatchlistHit

_MOST = 20  # offers shown as proof


def _list(hit: WatchlistHit) -> str:
    """The id of a list of the house, which has its words in every language; the title of an authority's own."""
    known = hit.spotted.watchlist
    return known if known in standard() else hit.title


def _authority(hit: WatchlistHit) -> str:
    known = hit.spotted.watchlist
    return hit.authority or (known if known in standard() else hit.refer_to)


def _each(words: Iterable[str], by: str) -> str:
    return by.join(dict.fromkeys(words))


def check(watchlist_hits: Known[tuple[Found[WatchlistHit], ...]]) -> Answer:
    if isinstance(watchlist_hits, Absent):
        return passed("none", watchlist_hits)
    found = watchlist_hits.value
    hits = [one.value for one in found]
    first = hits[0]
    said = {
        "title": first.offer.title,
        "term": first.spotted.term.replace("*", ""),
        "watchlist": _each(map(_list, hits), ", "),
        "law": _each((row for hit in hits for row in hit.law), "; ") or "-",
        "authority": _each(map(_authority, hits), "; "),
    }
    offers = len({(hit.offer.key, hit.offer.title) for hit in hits})
    if offers == 1:
        return review("seen", *found[:_MOST], **said)
    return review("seen_more", *found[:_MOST], **said, number=offers)
