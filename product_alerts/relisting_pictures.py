"""Whether an offer shows the photo of one that was seen before: a lead for the eye, and never more than that.

Offers show the maker's photo, which several traders use; a picture that many offers of a shop share leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from product_alerts.compare import other_gtin, other_size
from product_alerts.model import Offer
from product_alerts.picture_match import Photo
from product_alerts.prepare import of_offer
from product_alerts.print_index import PrintIndex
from product_alerts.prints import Kept, own_prints
from product_alerts.relisting import Again
from product_alerts.things import kind_clash


class PictureLookout:
    """The photos of the wanted offers made ready, each under the offer's place in the list."""

    def __init__(self, wanted: Mapping[int, tuple[Offer, Sequence[Photo]]]) -> None:
        self._wanted = {at: of_offer(offer) for at, (offer, _) in wanted.items()}
        self._index = PrintIndex(
            Kept(str(at), photo.url, photo.prints) for at, (_, photos) in wanted.items() for photo in photos
        )

    def seen(self, photos: Mapping[Offer, Sequence[Photo]]) -> Iterator[tuple[Offer, Again]]:
        """Every offer of a shop that shows a wanted one's photo, with the address of that; each pair once.

        Goods of another kind, with another barcode or of another size are not what was wanted.
        """
        own = own_prints([photo.prints for shown in photos.values() for photo in shown])
        for offer, shown in photos.items():
            alike = {
                int(one.alert_id): one.url
                for photo in shown
                if photo.prints in own
                for one in reversed(self._index.alike(photo.prints))
            }
            subject = of_offer(offer) if alike else None
            for at, url in sorted(alike.items()):
                other = self._wanted[at]
                if subject and not any(veto(subject, other) for veto in (kind_clash, other_gtin, other_size)):
                    yield offer, Again(at, "picture", url)
