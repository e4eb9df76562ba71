"""A decision of a person on a finding, and where a finding stands after all decisions on it. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from checks.verdict import Verdict
from sweep.store.rows import fingerprint

Choice = Literal["confirmed", "dismissed", "unsure", "open"]  # "open" takes a decision back
Seat = Literal["first", "second", "final"]  # who reads: one, another who does not know, one who settles the two
State = Literal["open", "reopened", "second_reader", "disputed", "confirmed", "dismissed", "unsure"]
CHOICES: tuple[Choice, ...] = ("confirmed", "dismissed", "unsure")
SEATS: tuple[Seat, ...] = get_args(Seat)
STATES: tuple[State, ...] = get_args(State)
REASONS: dict[Choice, tuple[str, ...]] = {
    "confirmed": ("as_found", "worse", "in_part"),
    "dismissed": ("misread", "elsewhere", "not_applicable", "other_trader", "mended", "trifle", "other"),
    "unsure": ("law_unclear", "evidence_unclear", "look_again", "ask_trader", "other"),
}
NEEDS_NOTE = "other"
LONGEST_NOTE = 4_000  # characters
LONGEST_NAME = 80


def proof_key(verdict: Verdict) -> str:
    """16 hex digits that change when the judged fact changes: what was found, its words and pages, no record ids."""
    said = sorted((e.url, " ".join(e.quote.split())) for e in verdict.evidence)
    judged = [verdict.outcome.label, verdict.message, sorted(verdict.params), said]
    return hashlib.sha256(json.dumps(judged, ensure_ascii=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of `decisions.jsonl`. `version` counts the lines of one seat on one finding with the same proof."""

    id: str
    sweep: str
    shop: str
    check: str
    proof: str  # `proof_key` of what was judged
    seat: Seat
    version: int
    choice: Choice
    reason: str
    note: str
    by: str
    at: str  # ISO 8601, UTC
    outcome: str  # what the rules had said
    rules_version: str
    undoes: str = ""  # the id of the decision that this one takes back

    @property
    def finding(self) -> str:
        """The name of the finding over all sweeps."""
        return fingerprint(self.shop, self.check)

    def record(self) -> dict[str, Any]:
        return asdict(self)


def decision_of(data: Any) -> Decision:
    """A line of the file. Raises ValueError where it is no decision."""
    if not isinstance(data, dict):
        raise ValueError("no object")
    try:
        decision = Decision(**{name: data[name] for name in Decision.__slots__})
    except KeyError as error:
        raise ValueError(f"{error} is missing") from None
    texts = [value for name, value in asdict(decision).items() if name != "version"]
    if not all(isinstance(text, str) for text in texts) or type(decision.version) is not int or decision.version < 1:
        raise ValueError("a field of the wrong kind")
    if decision.seat not in SEATS or decision.choice not in (*CHOICES, "open"):
        raise ValueError("an unknown word")
    return decision


@dataclass(frozen=True, slots=True)
class Sample:
    """Which findings get a second reader: `percent` of all, drawn by `seed`, so that anyone can draw them again."""

    percent: int = 0
    seed: str = ""

    def holds(self, finding: str) -> bool:
        """Whether the finding is in the sample."""
        drawn = int.from_bytes(hashlib.sha256(f"{self.seed}\n{finding}".encode()).digest()[:8])
        return drawn * 100 < self.percent << 64


NO_SAMPLE = Sample()
