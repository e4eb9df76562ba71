"""What the watchlists spot: planted offers in six languages, their neighbours, real offers, real notices; and how fast.

And how well an offer is told again in another shop, on the public pairs of offers that were chosen to be alike.

Run `python -m tests.bench.watchlists` for the table, `... -v` for every miss and every hit of an ordinary offer.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.watchlist_file import standard_screen
from product_alerts.model import Offer
from product_alerts.relisting import Seen, again
from product_alerts.watchlist import Spotted
from tests.bench.alerts import public_offers
from tests.bench.matching import real_offers
from tests.bench.table import table
from tests.product_alerts import pairs_real
from tests.product_alerts.planted import Planted, neighbours, planted

_LANGUAGES = ("en", "fr", "de", "nl", "es", "it")


def missed(offers: Sequence[Planted]) -> tuple[Planted, ...]:
    """The planted offers that their own list does not spot."""
    screen = standard_screen()
    return tuple(p for p in offers if all(s.watchlist != p.watchlist for s in screen.spot(p.offer)))


def spotted(offers: Sequence[Offer]) -> tuple[tuple[Offer, Spotted], ...]:
    """Every offer and list that agree."""
    screen = standard_screen()
    return tuple((offer, one) for offer in offers for one in screen.spot(offer))


def rows() -> Iterator[tuple[object, ...]]:
    """Recall by language, hits among ordinary offers, speed. Skips as a test does where the data is not there."""
    offers, lost = planted(), missed(planted())
    for language in (*_LANGUAGES, ""):
        number = sum(p.language.startswith(language) for p in offers)
        found = number - sum(p.language.startswith(language) for p in lost)
        yield f"planted offers, {language or 'all'}", number, f"{found} spotted, recall {found / number:.3f}"
    near = [p.offer for p in neighbours()]
    yield "neighbours of listed goods", len(near), f"{len(spotted(near))} hits"
    notices = [Offer("", f"{a.product} {a.name}", description=a.description) for a in pairs_real.notices()]
    yield "goods of real notices", len(notices), f"{len(spotted(notices))} hits"
    real = real_offers()
    began = time.process_time()
    hits = spotted(real)
    seconds = time.process_time() - began
    yield "real offers", len(real), f"{len(hits)} hits, {1000 * len(hits) / len(real):.2f} of 1,000"
    yield "real offers", len(real), f"{len(real) / seconds:.0f} a CPU second"


def again_rows() -> Iterator[tuple[object, ...]]:
    """Public pairs of offers of two shops that are told to be one: by what, and how many of them are."""
    told: Counter[tuple[str, bool]] = Counter()
    pairs = [pair for split in ("train", "valid", "test") for pair in public_offers(split)]
    for offer, alert, same in pairs:
        other = Offer("https://shop.example/", alert.product, brand="".join(alert.brands), mpn="".join(alert.models))
        met = again(Seen.of(offer), Seen.of(other))
        told[met[0] if met else "", bool(same)] += 1
    every = sum(number for (_, same), number in told.items() if same)
    for by in sorted({by for by, _ in told} - {""}):
        right, number = told[by, True], told[by, True] + told[by, False]
        yield by, number, f"{right / number:.3f}", f"{right / every:.3f}"


def main() -> None:
    """Prints the tables."""
    print(table(("watchlists on", "number", "result"), rows()))
    print("\n" + table(("offer told again by", "pairs", "precision", "recall"), again_rows()))
    if "-v" in sys.argv:
        for lost in missed(planted()):
            print(f"  missed: {lost.watchlist}: {lost.offer.title}")
        for offer, one in spotted([*(p.offer for p in neighbours()), *real_offers()]):
            print(f"  hit: {one.watchlist}/{one.entry} {one.term}: {offer.title}")


if __name__ == "__main__":
    main()
