"""What the templates print: frozen values, already counted and sorted. Shop text in them is hostile and stays text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checks.facts import Evidence
from checks.verdict import LawRow, Outcome
from sweep.report.proofs import Proofs
from sweep.results import PageVisited, ShopState, SweepInfo, Visit
from sweep.targets import Target

Flag = Literal["fail", "review", "pass", "unmeasured"]  # a shop's worst measured outcome
FLAGS: tuple[Flag, ...] = ("fail", "review", "pass", "unmeasured")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many verdicts of each outcome."""

    fail: int = 0
    review: int = 0
    passed: int = 0
    not_measurable: int = 0
    not_applicable: int = 0

    @property
    def measured(self) -> int:
        """The denominator of every percentage: what could be answered at all."""
        return self.fail + self.review + self.passed

    @property
    def total(self) -> int:
        return self.measured + self.not_measurable + self.not_applicable


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check over all shops. `index` is its short name in the shop table's filter."""

    index: int
    id: str
    group: str  # the prefix of the id: "identity", "price", ...
    question: str
    title: str
    severity: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Shops of one country, sector or shop system; each shop counts once, under its worst outcome."""

    code: str
    fail: int
    review: int
    passed: int
    unmeasured: int

    @property
    def measured(self) -> int:
        return self.fail + self.review + self.passed

    @property
    def shops(self) -> int:
        return self.measured + self.unmeasured


@dataclass(frozen=True, slots=True)
class FunnelStep:
    name: str
    count: int
    lost: int  # against the step before


@dataclass(frozen=True, slots=True)
class SpreadBar:
    """How many measured shops have between `low` and `high` suspected infringements; `high` 0 means no upper end."""

    low: int
    high: int
    shops: int


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A line of the shop table, as small as it can be: ten thousand of them lie in one page."""

    key: str
    file: str
    address: str
    operator: str
    country: str
    sector: str
    state: ShopState
    flag: Flag
    counts: Counts
    matches: int
    failed: tuple[int, ...]  # CheckRow.index of each suspected infringement
    reason: str
    system: str = ""  # the software that the shop runs on, where it was recognised


@dataclass(frozen=True, slots=True)
class UnmeasuredShops:
    """Shops of which nothing could be said, for one reason."""

    state: ShopState
    kind: str  # a word of UNKNOWN_KINDS, a FailureKind, or the reason as it stands
    cause: str  # one of `causes.CAUSES`: what the advice hangs on
    shops: tuple[ShopRow, ...]


@dataclass(frozen=True, slots=True)
class UnmeasuredAnswers:
    """Answers that are missing in shops that were measured otherwise, for one reason."""

    kind: str  # a word of UNKNOWN_KINDS, or "" where a check found for itself that it cannot tell
    label: str  # the reason in the check's own words
    answers: int
    shops: int
    checks: tuple[str, ...]  # titles, the most frequent first


@dataclass(frozen=True, slots=True)
class Overview:
    info: SweepInfo
    funnel: tuple[FunnelStep, ...]
    shops: PlaceRow  # all shops together
    matches: int
    checks: tuple[CheckRow, ...]
    frequent: tuple[CheckRow, ...]
    countries: tuple[PlaceRow, ...]
    sectors: tuple[PlaceRow, ...]
    systems: tuple[PlaceRow, ...]  # empty where no shop's software was recognised
    spread: tuple[SpreadBar, ...]
    unmeasured_shops: tuple[UnmeasuredShops, ...]
    unmeasured_answers: tuple[UnmeasuredAnswers, ...]
    rows: tuple[ShopRow, ...]  # the shops with most suspected infringements first


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact that was found, in words and with its quotes."""

    label: str
    lines: tuple[str, ...]
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Facts found; those not found, by the pages read for them; those that could not be seen, by reason."""

    facts: tuple[FactView, ...]
    absent: tuple[tuple[tuple[Evidence, ...], tuple[str, ...]], ...]
    unseen: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class VerdictView:
    check: str
    title: str
    question: str
    outcome: Outcome
    severity: str
    reason: str
    law: tuple[LawRow, ...]
    quotes: tuple[Evidence, ...]
    read: tuple[Evidence, ...]  # pages read without finding the thing
    remedy: str  # only where there is something to mend
    earlier: str  # what an earlier sweep found, "" where it found nothing
    decided: str = ""  # what people decided on it
    prove: str = ""  # the command that packs its proof


@dataclass(frozen=True, slots=True)
class OfferView:
    title: str
    url: str
    brand: str
    codes: tuple[str, ...]
    price: str
    tax: str
    prior_price: str
    prior_kind: str
    discount: str
    availability: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A property of the product beside the same one of the alert; `agrees` is None where nothing was compared."""

    label: str
    offer: str
    alert: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class MatchView:
    grade: str
    score: str
    offer_title: str
    offer_url: str
    alert_id: str
    alert_url: str
    status: str
    rows: tuple[MatchRow, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class TriageView:
    """Signals of fraud, the heaviest first as (check, title, reason, points); for the order of looking, no verdict."""

    points: int
    urgent: bool
    signals: tuple[tuple[str, str, str, int], ...]
    unseen: int  # signals that could not be looked for


@dataclass(frozen=True, slots=True)
class ShopPage:
    info: SweepInfo
    row: ShopRow
    target: Target
    country: str
    visit: Visit
    operator: Card
    statements: Card
    verdicts: tuple[tuple[Outcome, tuple[VerdictView, ...]], ...]  # the worst outcome first
    gone: tuple[tuple[str, str], ...]  # (title, text): found in an earlier sweep and not in this one
    pages: tuple[tuple[str, PageVisited], ...]  # (anchor, page); the anchor is "" where a page came twice
    offers: tuple[OfferView, ...]
    offers_note: str  # why there are none
    matches: tuple[MatchView, ...]
    triage: TriageView
    proofs: Proofs
    timeline: tuple[tuple[str, str], ...]  # (when, what happened), the oldest first
    commands: tuple[tuple[str, str], ...]  # (a word of `verify`, command line): how to check what is said here

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(anchor for anchor, _ in self.pages)
