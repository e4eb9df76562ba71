"""The photos of the products that a visit saw: a few, behind everything else, by the same bounded transport.

They have budgets of their own, so that they never cost a page; and their troubles stay theirs: a photo that cannot be
had says nothing about the shop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from sweep.capture import Failure, Response, Screenshot
from sweep.evidence.archive import ArchiveWriter
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from sweep.gather.urls import normalise, site

_ONE = 3_000_000  # bytes of one photo
_SECONDS = 120.0  # for all of them, and never more than the visit has left


@dataclass
class _Beside:
    """The archive of the visit, which takes the photos; what went wrong with them is only noted."""

    archive: ArchiveWriter
    trouble: list[Failure] = field(default_factory=list)

    def response(self, r: Response) -> Response:
        return self.archive.response(r)

    def failure(self, f: Failure) -> None:
        self.trouble.append(f)

    def note(self, name: str, data: object) -> None:
        self.archive.note(name, data)

    def screenshot(self, shot: Screenshot) -> str:
        return self.archive.screenshot(shot)


def take_pictures(
    products: Sequence[Sequence[str]],
    limits: Limits,
    archive: ArchiveWriter,
    *,
    seconds: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> tuple[Response, ...]:
    """Archives photos, given by product: the first of every product, then the second, as far as the budgets reach.

    At most `limits.pictures` are asked for, and `seconds` used. robots.txt of whoever keeps them is respected as the
    plan says, and internal addresses are refused as everywhere.
    """
    bounds = replace(
        limits,
        pages=1,
        total_bytes=limits.picture_bytes,
        total_seconds=max(0.0, min(seconds, _SECONDS)),
        request_bytes=min(limits.request_bytes, _ONE),
        retries=0,
        browser="never",
    )
    beside = _Beside(archive)
    fetcher = Fetcher(bounds, beside, clock=clock, sleep=sleep)
    asked = list(dict.fromkeys(_in_turn(products)))
    try:
        for url in asked[: limits.pictures]:
            if fetcher.spent():
                break
            answer = fetcher.aside(url, inside=_same_place(url))
            if isinstance(answer, Failure) and answer not in beside.trouble:
                beside.trouble.append(answer)
        _note(fetcher, asked, beside)
    finally:
        fetcher.close()
    return tuple(fetcher.responses)


def _in_turn(products: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in zip_longest(*products):
        yield from (found for url in row if url and (found := normalise(url)))


def _same_place(url: str) -> Callable[[str], bool]:
    return lambda target: site(target) == site(url)


def _note(fetcher: Fetcher, asked: Iterable[str], beside: _Beside) -> None:
    had = {r.url for r in fetcher.responses}
    fetcher.note(
        "pictures",
        {
            "not_had": [url for url in asked if url not in had],
            "failures": [{"url": f.url, "kind": f.kind, "detail": f.detail} for f in beside.trouble],
            "stopped": fetcher.spent(),
        },
    )
