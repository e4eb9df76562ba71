"""Where a redirect leads, and whether a visit follows it there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from urllib.parse import urljoin, urlsplit

from sweep.capture import Failure, Response
from sweep.gather.addresses import literal, refusal
from sweep.gather.limits import Limits
from sweep.gather.urls import normalise, shown

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def target_of(answer: Response) -> str:
    """Where a redirect leads, absolute; "" for any other answer."""
    location = answer.header("location").strip() if answer.status in _REDIRECTS else ""
    if not location:
        return ""
    # Headers are read as Latin-1; addresses in them are UTF-8 in practice.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(answer.url, location)
    except ValueError:
        return location
    return target.partition("#")[0]


def bad_hop(
    url: str, target: str, inside: Callable[[str], bool], seen: Collection[str], limits: Limits
) -> Failure | None:
    """Why the way from `url` to `target` is not gone; None when it may. `seen` are the addresses on the way so far."""
    if not normalise(target):
        return Failure(url, "redirects", f"leads to {target[:200]!r}, which is no web address")
    host = urlsplit(target).hostname or ""
    written = literal(host)
    if written is not None and (reason := refusal(written, limits.allow_networks)):
        return Failure(url, "refused", f"leads to {host}: {reason}")
    if not inside(target):
        return Failure(url, "redirects", f"leads to another site: {shown(target)}")
    if target in seen:
        return Failure(url, "redirects", f"leads in a circle, to {shown(target)} again")
    if len(seen) > limits.redirects:
        return Failure(url, "redirects", f"more than {limits.redirects} redirects")
    return None
