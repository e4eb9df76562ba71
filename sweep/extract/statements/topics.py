"""What a period in a sentence is for: withdrawing, sending back or paying back."""

from __future__ import annotations

import re

from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.words import periods

TOPICS = ("withdraw_right", "withdraw_event", "refund", "send_back")
TO_WITHDRAW = ("withdraw_right", "withdraw_event", "withdraw_hint")
_ASIDE = re.compile(r"\([^()\n]{0,300}\)")
_EVENT = 60  # characters of the words on the receipt of what was sent back
_NEXT = 16  # characters behind a period in which begins from when it counts
# What the function by which one withdraws is called, in quotation marks: it is named, and no right is told of.
_LABEL = re.compile(r"(?<!\w)[«‹“„‘‚\"'»][^«‹“„‘‚\"»”\n.;:\d]{3,60}[»›”’“\"'«‘](?!\w)")
_IN_LABEL = 45  # characters from the mark to the words on the right


def topic(told: StatementText, clause: Span, period: periods.Period) -> str:
    """What a period is for: the nearest topic before it in the same part of the sentence, else the first after it."""
    near = _near(told, clause, told.part(clause, period.start, period.end))
    whole = _main_topics(told, clause)
    if any(h.key == "withdraw_event" for h in near):
        # "within 14 days of your withdrawal" begins with the withdrawal; what is due stands elsewhere
        return "refund" if "refund" in whole and "send_back" not in whole else ""
    if near:
        before = [h for h in near if h.end <= period.start]
        return (before[-1] if before else near[0]).key
    if "refund" in whole and told.says(Span(period.end, period.end + _NEXT), "return_event"):
        return "refund"  # "we pay back the price (...) within 14 days of receipt of the goods that you returned"
    return next(iter(whole)) if len(whole) == 1 else ("refund" if whole == {"refund", "withdraw_event"} else "")


def _near(told: StatementText, clause: Span, part: Span) -> list[Hit]:
    """The topics of a part, words across its border among them: "to cancel or return", "the refund or exchange is"."""
    across = [h for h in told.within(clause, "withdraw_right", "refund") if h.start < part.start < h.end]
    reach = max((h.end for h in across), default=part.start)
    return across + [h for h in _topics(told, part) if h.start >= reach]


def _main_topics(told: StatementText, clause: Span) -> set[str]:
    """What a sentence speaks of outside of its brackets; "(only if all of it is returned)" is an aside."""
    asides = [m.span() for m in _ASIDE.finditer(told.flat, clause.start, clause.end)]
    return {h.key for h in _topics(told, clause) if not any(start < h.start < end for start, end in asides)}


def _topics(told: StatementText, span: Span) -> list[Hit]:
    """What a stretch speaks of. "After receipt of the return" only says from when, not that goods go back."""
    events = told.within(Span(max(0, span.start - _EVENT), span.end), "return_event")  # it may begin before a border
    hits = sorted((*told.within(span, *TOPICS), *events), key=lambda h: (h.start, -h.end))
    return [h for h in _clear(hits) if h.key != "return_event" and not _is_in_label(told, h)]


def _is_in_label(told: StatementText, hit: Hit) -> bool:
    if hit.key != "withdraw_right":
        return False
    labels = _LABEL.finditer(told.flat, max(0, hit.start - _IN_LABEL), hit.end + _IN_LABEL)
    return any(label.start() < hit.start and hit.end < label.end() for label in labels)


def _clear(hits: list[Hit]) -> list[Hit]:
    """Without the hits that lie inside a longer one of another key, or share its place; they come in order."""
    kept, reach = [], -1
    for i, hit in enumerate(hits):
        twin = i + 1 < len(hits) and hits[i + 1][1:] == hit[1:]
        if hit.end > reach and not twin:
            kept.append(hit)
        reach = max(reach, hit.end)
    return kept
