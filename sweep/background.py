"""What lies around the results of a sweep and its report tells: archives, the ledger of what was sent, seals."""

from __future__ import annotations

from collections.abc import Iterator

from sweep.cooperation.ledger import Sent
from sweep.cooperation.ledger import read as read_ledger
from sweep.evidence.seal import Seal, seals
from sweep.report.background import Background, Event
from sweep.run import Sweep
from sweep.workspace import SweepFolder


def background_of(sweep: Sweep) -> Background:
    """For `write_report`. Raises SweepError for a damaged custody log or seal."""
    sent: dict[str, tuple[Event, ...]] = {}
    for one in read_ledger(sweep.folder):
        for shop in one.shops:
            sent[shop] = (*sent.get(shop, ()), *_sent(one))
    return Background(sweep.folder.path, sent, _sealed(sweep.folder), sweep.plan.report.screenshots)


def _sent(one: Sent) -> Iterator[Event]:
    """Of a letter what and when; to whom, notes and answers stay in the authority's own records."""
    form = ("form", one.form)
    if one.deadline:
        yield Event(one.on.isoformat(), "sent_due", (form, ("day", one.deadline.isoformat())))
    else:
        yield Event(one.on.isoformat(), "sent", (form,))
    for answer in one.answers:
        yield Event(answer.on.isoformat(), "answered", (form,))
    if one.closed:
        yield Event(one.closed.isoformat(), "closed", (form, ("result", one.result)))


def _sealed(folder: SweepFolder) -> dict[str, tuple[Event, ...]]:
    """Archive -> the first seal over it, and the first with a time stamp.

    Later seals are not told: a report that named the newest would change with each, and need one more.
    """
    found: dict[str, tuple[Event, ...]] = {}
    for seal in seals(folder):
        event = _event(seal)
        for path in seal.files:
            if path.startswith("captures/") and path.endswith(".warc.gz"):
                known = found.get(path, ())
                if not known or (event.what == "stamped" and all(one.what != "stamped" for one in known)):
                    found[path] = (*known, event)
    return found


def _event(seal: Seal) -> Event:
    what = "stamped" if seal.stamps else "sealed"
    return Event(str(seal.manifest["made"]), what, (("number", str(seal.number)),))
