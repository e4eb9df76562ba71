"""The photos of offers in a capture, as what of them is compared with those of notices. Needs the extra `images`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checks.facts import Found
from product_alerts.model import Offer
from product_alerts.picture_match import Photo
from product_alerts.pictures import PictureError, prints_to_ask
from sweep.capture import Capture, Response
from sweep.evidence.manifest import file_sha256
from sweep.evidence.reading import read_capture
from sweep.extract.pages.decoding import decode_body
from sweep.gather.redirects import target_of
from sweep.gather.urls import normalise
from sweep.results import ShopResult
from sweep.run import Sweep

_HOPS = 8


def photos_of(capture: Capture, offers: Iterable[Offer]) -> dict[Offer, tuple[Photo, ...]]:
    """Of each offer whose photos were gathered, those that show something. Nothing else of a shop is unpacked."""
    answers = {normalise(r.url): r for r in capture.responses if r.status < 400}
    seen: dict[str, Photo | None] = {}
    found: dict[Offer, tuple[Photo, ...]] = {}
    for offer in offers:
        photos = tuple(_known(offer.images, answers, seen))
        if photos:
            found[offer] = photos
    return found


def _known(addresses: Iterable[str], answers: Mapping[str, Response], seen: dict[str, Photo | None]) -> Iterator[Photo]:
    for address in addresses:
        answer = _arrived(normalise(address), answers)
        if answer is None:
            continue
        if answer.url not in seen:
            seen[answer.url] = _photo(address, answer)
        if photo := seen[answer.url]:
            yield photo


def _arrived(address: str, answers: Mapping[str, Response]) -> Response | None:
    """The picture at the end of the redirects from `address`."""
    for _ in range(_HOPS):
        answer = answers.get(address)
        target = target_of(answer) if answer is not None else ""
        if not target:
            return answer if answer is not None and answer.status == 200 and not answer.truncated else None
        address = normalise(target)
    return None


def _photo(address: str, answer: Response) -> Photo | None:
    try:
        return Photo(address, prints_to_ask(decode_body(answer)))
    except (PictureError, ValueError):
        return None  # no photo by which goods could be told


def photos_of_visit(sweep: Sweep, shop: ShopResult) -> dict[Offer, tuple[Photo, ...]]:
    """The photos of a visit's offers, from its archive; none where the plan wanted none or the archive is another."""
    offers, path = shop.facts.offers, sweep.folder.path / shop.visit.archive
    if not sweep.plan.pictures.number or not isinstance(offers, Found) or not path.is_file():
        return {}
    if file_sha256(path) != shop.visit.archive_sha256:
        return {}
    return photos_of(read_capture(path), [found.value for found in offers.value])
