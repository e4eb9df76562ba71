"""Second looks: a page that hurries its reader is seen again, once in a fresh session and once behind its own end.

Which pages and when is worked out from what the first look said, so that nothing is asked of a shop that says nothing
of the kind, and of the others no more than two pages' answers each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from checks.facts import Fact, Found
from checks.urgency import APART, Look, second_look
from sweep.capture import Capture, Response
from sweep.evidence.archive import ArchiveWriter
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from sweep.gather.look import look
from sweep.gather.urls import site

_LOOKS = 3  # at one page: the first, one in a fresh session, one behind its end


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be seen again from the moment `at` on (seconds since 1970)."""

    url: str
    at: int


def wanted_looks(looks: Fact[tuple[Found[Look], ...]], most: int) -> tuple[Wanted, ...]:
    """The pages of a shop that are to be seen again, at most `most`, product pages first, each claim on one page only.

    A banner stands on every page of a shop and is looked at on one.
    """
    by_url: dict[str, list[Found[Look]]] = {}
    for found in sorted(looks.value if isinstance(looks, Found) else (), key=lambda f: f.value.at):
        by_url.setdefault(found.value.url, []).append(found)
    pages = sorted(by_url.values(), key=lambda seen: (seen[0].evidence.role != "product", seen[0].value.url))
    chosen: list[Wanted] = []
    known: set[str] = set()
    for seen in pages:
        says = _says(seen[0].value)
        if not says - known or len(known) >= most * 12:
            continue
        known |= says
        when = _next(seen)
        chosen += [Wanted(seen[0].value.url, when)] if when is not None else []
    return tuple(chosen[:most])


def _says(look: Look) -> set[str]:
    """What is to be judged on a page: its limits on offers and its numbers, by their words."""
    limits = {f"{n.kind} {n.subject}" for n in look.limits if n.topic in ("offer", "unknown")}
    return limits | {f"{n.kind} {n.subject}" for n in look.scarcities}


def _next(seen: Sequence[Found[Look]]) -> int | None:
    """When a page is to be seen next: in a fresh session, then behind the end of what the first look saw."""
    first, last = seen[0].value, seen[-1].value
    if len(seen) == 1:
        return first.at + APART
    end = second_look(first)
    return end if len(seen) < _LOOKS and end is not None and end > last.at else None


def revisit(
    urls: Iterable[str],
    limits: Limits,
    archive: ArchiveWriter,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Capture:
    """Sees the pages again in a session of its own, and archives what came. Raises SweepError for a full disk."""
    wanted = tuple(urls)
    started = datetime.now(UTC)
    fetcher = Fetcher(limits, archive, clock=clock, sleep=sleep)
    try:
        for url in wanted:
            inside = partial(_same_site, site(url))
            answer = fetcher.get(url, inside=inside)
            if isinstance(answer, Response):
                look(answer, fetcher, inside)
    finally:
        fetcher.close()
    archive.note("second look", {"urls": wanted, "started": started.isoformat(), "stopped": fetcher.spent()})
    return Capture(
        wanted[0] if wanted else "", tuple(fetcher.responses), tuple(fetcher.failures), started, vantage=limits.vantage
    )


def _same_site(home: str, target: str) -> bool:
    return site(target) == home
