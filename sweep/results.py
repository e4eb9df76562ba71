"""What the stations right of the archive hand on: one shop judged, and a sweep of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from checks.facts import ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.capture import Failure
from sweep.enrich.sketch import Sketch
from sweep.targets import Funnel, Target

ShopState = Literal[
    "measured",  # at least one check said pass, review or fail
    "not_measurable",  # it answered, but nothing could be judged (blocked, scripts needed, closed, ...)
    "unreachable",  # it never answered
]


@dataclass(frozen=True, slots=True)
class PageVisited:
    url: str
    role: str
    status: int
    sha256: str
    problem: str = ""  # why it could not be read


@dataclass(frozen=True, slots=True)
class Visit:
    """One dated gathering. `archive` is the WARC's path inside the sweep folder, `archive_sha256` its digest."""

    id: str
    started: datetime
    finished: datetime
    archive: str
    archive_sha256: str
    pages: tuple[PageVisited, ...] = ()
    failures: tuple[Failure, ...] = ()
    not_followed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """What the last sweep before this one found in the same shop."""

    check: str
    outcome: str  # "review" or "fail"
    sweep: str
    day: date  # of the visit
    evidence_digest: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Where a finding stands in the review. `reason` and `on` are empty where no decision counts (yet)."""

    check: str
    state: str  # confirmed, dismissed, unsure; second_reader, disputed; reopened
    reason: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How far the findings of a sweep are reviewed, and how far two readers agree (Cohen's kappa, with 95 %)."""

    findings: int
    confirmed: int
    dismissed: int
    unsure: int
    read_twice: int
    kappa: float | None  # None where it is not defined
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SecondTry:
    """A shop was visited twice: `reason` is what stood in the way of the first visit.

    The result is that of the visit of which more could be measured; `other_archive` holds the other one.
    """

    reason: str
    saw_more: bool  # the second visit is the one that counts
    other_archive: str


@dataclass(frozen=True, slots=True)
class ShopResult:
    """One shop of one sweep, as judged. `reason` says why a shop is not measured ("" when it is)."""

    target: Target
    country: str  # whose consumers
    state: ShopState
    reason: str
    visit: Visit
    facts: ShopFacts
    verdicts: tuple[Verdict, ...]
    earlier: tuple[EarlierFinding, ...] = ()
    second_try: SecondTry | None = None
    decided: tuple[Decided, ...] = ()  # by people, on the findings as they are proved now
    sketch: Sketch | None = None  # of its terms, to compare it with the other shops of the sweep


@dataclass(frozen=True, slots=True)
class ShopTally:
    """What of a shop counts in the figures of its sweep."""

    state: ShopState
    second_try: SecondTry | None
    fails: int
    reviews: int


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A check's answer, without its proof."""

    check: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """What it takes to judge a shop of a sweep anew; a part of its `ShopResult`."""

    country: str
    facts: ShopFacts
    verdicts: tuple[KeptVerdict, ...]
    rules_version: str = ""  # the rules that gave the verdicts


@dataclass(frozen=True, slots=True)
class SweepInfo:
    """The heading of a sweep."""

    name: str
    day: date
    authority: str
    country: str
    languages: tuple[str, ...]
    sector: str
    contact: str
    tool_version: str
    rules_version: str  # hash over the cards and their functions
    funnel: Funnel
    finished: bool  # every distinct target has its result


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """What an offer agrees with that was found before: why it was, in which shop, since when; and by what it agrees."""

    why: str  # the alert's id, or watchlist:ID
    shop: str
    first: date
    by: str  # page, gtin, item_id, model, text or picture


@dataclass(frozen=True, slots=True)
class SweepResult:
    info: SweepInfo
    shops: tuple[ShopResult, ...]
    review: Reviewed | None = None  # None where nobody has decided anything
    seen_before: Mapping[tuple[str, str], SeenBefore] = field(default_factory=dict)  # by shop and key of the offer
