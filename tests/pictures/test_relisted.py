"""The re-listing watch by picture: an offer that shows the photo of one that was found before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from PIL import Image

from product_alerts.model import Offer
from product_alerts.picture_match import Photo
from product_alerts.pictures import prints_to_ask
from product_alerts.relisting_pictures import PictureLookout
from sweep.relisted import Trace, traces
from sweep.results import ShopResult
from tests.pictures import drawn
from tests.sweep.test_relisted import CUP, FIRST, LAMP, _offer, _visit

SEED, OTHER = 41, 907
ELSEWHERE = Offer("https://two.example/p/9", "Deko Leuchte Hase", brand="Quorvane")


def _photo(url: str, image: Image.Image) -> Photo:
    return Photo(url, prints_to_ask(drawn.encoded(image)))


SHOWN = _photo("https://one.example/lamp.jpg", drawn.photo(SEED))
SMALLER = _photo("https://two.example/hase.jpg", drawn.photo(SEED).resize((240, 192)))
ANOTHER = _photo("https://two.example/other.jpg", drawn.photo(OTHER))


def _traced(later: tuple[str, ShopResult], shown: Mapping[Offer, Sequence[Photo]]) -> Trace:
    own = {LAMP: (SHOWN,)}
    (found,) = traces([FIRST, later], photos=lambda _sweep, shop: own if shop is FIRST[1] else shown)
    return found


def test_the_photo_of_what_was_found_is_known_in_another_shop() -> None:
    trace = _traced(_visit(1, [ELSEWHERE], host="two.example", name="Other"), {ELSEWHERE: (SMALLER,)})
    assert [(s.by, s.offer, s.said, s.relation) for s in trace.sightings] == [
        ("picture", ELSEWHERE, SHOWN.url, "other_shop")
    ]


def test_another_photo_says_nothing() -> None:
    later = _visit(1, [ELSEWHERE], host="two.example", name="Other")
    assert _traced(later, {ELSEWHERE: (ANOTHER,)}).sightings == ()
    assert _traced(later, {}).sightings == ()


def test_a_photo_alone_leaves_gone_what_is_gone() -> None:
    again = _offer("one.example", "p/new", "Deko Leuchte Hase")
    trace = _traced(_visit(1, [CUP, again], [(LAMP.url, 404, "")]), {again: (SMALLER,)})
    assert (trace.state, [s.by for s in trace.sightings]) == ("gone", ["picture"])


def test_what_the_text_told_is_not_told_again() -> None:
    same = _offer("two.example", gtin=LAMP.gtin)
    trace = _traced(_visit(1, [same], host="two.example", name="Other"), {same: (SMALLER,)})
    assert [s.by for s in trace.sightings] == ["gtin"]


def test_a_sister_with_the_same_photo_is_no_return() -> None:
    trace = _traced(_visit(1, [CUP, LAMP], [(LAMP.url, 200, "")]), {CUP: (SHOWN,), LAMP: (SHOWN,)})
    assert [s.by for s in trace.sightings] == ["page"]


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        (Offer("https://two.example/p/1", "Winterjacke Hase"), False),  # clothing under the photo of a lamp
        (Offer("https://two.example/p/1", "Hase", gtin="0000000000017"), True),  # no barcode that identifies
        (Offer("https://two.example/p/1", "Hase", gtin="4006381333931"), False),
    ],
)
def test_what_contradicts_says_no(offer: Offer, told: bool) -> None:
    wanted = Offer("https://one.example/p/1", "Night lamp rabbit", gtin="5901234123457")
    lookout = PictureLookout({0: (wanted, (SHOWN,))})
    assert [met.by for _, met in lookout.seen({offer: (SMALLER,)})] == (["picture"] if told else [])


def test_a_logo_on_every_offer_leads_nowhere() -> None:
    lookout = PictureLookout({0: (LAMP, (SHOWN,))})
    shop = {Offer(f"https://two.example/p/{at}", f"Thing {at}"): (SMALLER,) for at in range(6)}
    assert list(lookout.seen(shop)) == []
