"""`sweepday alerts pictures`: the pictures of notices, fetched once each and kept as hashes only."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

from product_alerts import prints
from product_alerts.feeds.base import Ask
from product_alerts.picture_store import PictureCounts, PictureStore, Wanted
from product_alerts.store import AlertStore, AlertStoreError
from sweep.commands.common import Ticker
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.gather.feeds import network
from sweep.gather.limits import Limits
from sweep.options.alerts import PICTURES_AT_ONCE

_SECONDS = 30.0
_LARGEST = 10_000_000  # bytes of one picture
_PATIENCE = 5  # that cannot be had in a row


def run(args: argparse.Namespace, store: AlertStore) -> int:
    """Fetches what is not hashed yet. Raises SweepError, without the extra `images` too."""
    limits = Limits(
        user_agent=args.user_agent,
        delay=args.delay,
        request_seconds=_SECONDS,
        allow_networks=tuple(args.allow_network),
    )
    return take_pictures(store, limits, args.most)


def refuse_without_extra() -> None:
    """Raises SweepError where pictures cannot be read."""
    if lacking := prints.missing():
        raise SweepError(lacking)


def take_pictures(store: AlertStore, limits: Limits, most: int = PICTURES_AT_ONCE) -> int:
    """Fetches at most `most` pictures, says what came of them, and returns 0. Raises SweepError."""
    refuse_without_extra()
    now = datetime.now(UTC)
    try:
        with closing(PictureStore(store.path)) as pictures, network(limits, most=_LARGEST) as ask:
            wanted = pictures.wanted(store.alerts(), now)
            _take(wanted[: max(0, most)], pictures, ask, now)
            print(_total(pictures.counts(), max(0, len(wanted) - most)))
    except AlertStoreError as error:
        raise SweepError(str(error)) from None
    return 0


def _take(wanted: Sequence[Wanted], pictures: PictureStore, ask: Ask, now: datetime) -> None:
    ticker, trouble = Ticker(), 0
    try:
        for at, one in enumerate(wanted, start=1):
            had, said = _one(one, pictures, ask, now)
            ticker.step(f"pictures {at}/{len(wanted)}: {one.alert_id}: {said}")
            trouble = 0 if had else trouble + 1
            if trouble == _PATIENCE:
                raise SweepError(f"{_PATIENCE} pictures in a row could not be had ({said}); try again later")
    finally:
        ticker.end()


def _one(one: Wanted, pictures: PictureStore, ask: Ask, now: datetime) -> tuple[bool, str]:
    """Fetches and hashes one picture: whether it came, and what came of it in a few words."""
    from product_alerts.pictures import PictureError, prints_to_keep  # noqa: PLC0415 - needs the extra `images`

    try:
        body = ask(one.url)
    except OSError as error:
        pictures.keep(one, (), now, problem=str(error), passing=True)
        return False, str(error)
    try:
        pictures.keep(one, prints_to_keep(body), now)
    except PictureError as error:
        pictures.keep(one, (), now, problem=str(error))
        return True, str(error)
    return True, "hashed"


def _total(held: PictureCounts, left: int) -> str:
    rest = f"; {left} not fetched yet: call `sweepday alerts pictures` again" if left else ""
    return (
        f"{counted(held.hashed, 'picture')} hashed, "
        f"{held.useless} by which nothing can be told (blank, a logo, no picture), "
        f"{held.failed} that could not be had{rest}"
    )
