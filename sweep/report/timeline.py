"""What happened to a shop, in order: sweeps, visits, second looks, decisions, letters and answers, seals. Pure."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

from checks.verdict import Outcome
from sweep.evidence.prove import command
from sweep.report.background import Background, Event
from sweep.report.proofs import Proofs
from sweep.report.texts import CheckTexts
from sweep.report.words import Words
from sweep.results import ShopResult
from sweep.review import words as reviewed

_WORDS = {"form": "forms", "result": "results"}  # parameters that are words themselves


def timeline(
    shop: ShopResult, told: Background, proofs: Proofs, texts: CheckTexts, words: Words
) -> tuple[tuple[str, str], ...]:
    """(when, what), the oldest first."""
    events = (
        *_earlier(shop),
        *_visited(shop),
        *proofs.visits,
        *told.sent.get(shop.target.key, ()),
        *told.sealed.get(shop.visit.archive, ()),
    )
    lines = [(event.at, _said(event, words)) for event in events] + list(_decided(shop, texts, words))
    return tuple((when(at, words), text) for at, text in sorted(lines, key=_order))


def _order(line: tuple[str, str]) -> tuple[date, str]:
    """By day, then what is known by the day alone, then by moment."""
    moment = _moment(line[0])
    return moment.date(), moment.isoformat() if len(line[0]) > 10 else ""


def _moment(at: str) -> datetime:
    moment = datetime.fromisoformat(at)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def when(at: str, words: Words) -> str:
    """A day or a moment (ISO 8601) for a reader."""
    moment = _moment(at)
    return words.day(moment.date()) if len(at) <= 10 else words.moment(moment)


def _earlier(shop: ShopResult) -> Iterator[Event]:
    found = Counter((one.day, one.sweep) for one in shop.earlier)
    for (day, sweep), number in found.items():
        yield Event(day.isoformat(), "earlier", (("sweep", sweep), ("n", str(number))))


def _visited(shop: ShopResult) -> Iterator[Event]:
    visit = shop.visit
    numbers = (("pages", str(len(visit.pages))), ("failures", str(len(visit.failures))))
    yield Event(visit.started.isoformat(), "visit", numbers)
    if shop.second_try and shop.second_try.saw_more:
        yield Event(visit.started.isoformat(), "tried_again")


def _decided(shop: ShopResult, texts: CheckTexts, words: Words) -> Iterator[tuple[str, str]]:
    for one in shop.decided:
        if one.on is not None:
            title = texts.title(one.check, words.language)
            said = reviewed.decided_text(one, words.language)
            yield one.on.isoformat(), f"{title}{words('format.colon')}{said}"


def _said(event: Event, words: Words) -> str:
    params = {name: _param(name, value, words) for name, value in event.params}
    return words(f"timeline.{event.what}", **params)


def _param(name: str, value: str, words: Words) -> str:
    if name in _WORDS:
        return words.get(f"timeline.{_WORDS[name]}.{value}", value)
    return words.day(date.fromisoformat(value)) if name == "day" else value


def commands(sweep: str, shop: ShopResult) -> tuple[tuple[str, str], ...]:
    """(a word of `verify`, command line): the whole sweep, a finding of this shop, the archive of its visit."""
    found = [("whole", f"sweepday verify {shlex.quote(sweep)}")]
    worst = max(shop.verdicts, key=lambda v: v.outcome, default=None)
    if worst is not None and worst.outcome in (Outcome.FAIL, Outcome.REVIEW):
        found.append(("one", command(sweep, shop.target.key, worst.check)))
    if shop.visit.archive and shop.visit.archive_sha256:
        line = shlex.quote(f"{shop.visit.archive_sha256}  {shop.visit.archive}")
        found.append(("archive", f"echo {line} | sha256sum --check"))
    return tuple(found)
