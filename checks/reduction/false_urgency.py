"""A limit in time that is none: a countdown that begins anew, an offer that goes on behind its end.

Directive 2005/29/EC, annex I no. 7. Judged on two looks at the same page; one alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.facts import Absent, Found, Known
from checks.reduction._looks import (
    Seen,
    Sighting,
    both_proofs,
    dates,
    is_behind,
    is_scripted,
    may_be_old,
    pages,
    pages_read,
    recurs,
    same_limit,
    same_price,
    words_of,
)
from checks.urgency import DAY, EASTERN, MINUTE, WESTERN, Look, day_number, moment, second_look
from checks.verdict import Answer, Outcome, failed, not_applicable, not_measurable, passed, review, worst

_BLUR = 5  # seconds between the making of a page and its arrival
_LEAST = MINUTE  # between two looks that tell a running timer from one that begins anew


def check(urgency_looks: Known[tuple[Found[Look], ...]], most_days: int) -> Answer:
    if isinstance(urgency_looks, Absent):
        return not_applicable("none", urgency_looks)
    looks = urgency_looks.value
    limits = [limit for look in looks for limit in look.value.limits]
    if not limits:
        return not_applicable("none", *pages_read(looks))
    answers = [answer for page in pages(looks) for answer in _judge_page(page, most_days)]
    return worst(answers) if answers else not_applicable("other", urgency_looks, text=limits[0])


def _judge_page(looks: Sequence[Seen], most_days: int) -> tuple[Answer, ...]:
    """An answer for every limit that was seen on a page; where some are decided, those still open are left out."""
    answers = [
        _judge(Sighting(look, limit), looks[number + 1 :], most_days)
        for number, look in enumerate(looks)
        for limit in look.value.limits
        if limit.topic in ("offer", "unknown")
    ]
    decided = tuple(answer for answer in answers if answer.message != "once")
    return decided or tuple(answers)


def _judge(first: Sighting, later: Sequence[Seen], most_days: int) -> Answer:
    shown = [look for look in later if same_limit(first, look) is not None]
    answers = [a for look in shown[:1] if (a := _before_its_end(first, look)) is not None]
    behind = next((look for look in later if is_behind(first, look)), None)
    if behind is not None:
        answers.append(_behind_its_end(first, behind, most_days * DAY))
    answer = worst(answers) if answers else _seen_once(first)
    return answer if first.limit.topic == "offer" else _capped(answer)


def _capped(answer: Answer) -> Answer:
    """What nothing near it calls an offer is left to a person."""
    return replace(answer, outcome=min(answer.outcome, Outcome.REVIEW))


def _seen_once(first: Sighting) -> Answer:
    if first.limit.made != "page" and first.limit.code:
        return review("script", *first.proof, code=first.limit.code, first=moment(first.at))
    alone = replace(first.look.value, limits=(first.limit,), scarcities=())
    when = second_look(alone) or first.at
    return not_measurable("once", *first.proof, text=first.limit, first=moment(first.at), needed=moment(when))


# --- while it runs


def _before_its_end(first: Sighting, look: Seen) -> Answer | None:
    """Whether the limit moved between two looks; None where it stood, or was not there any more."""
    again = same_limit(first, look)
    if again is None or first.limit.kind == "today":
        return None
    moved, passed_by = again.end - first.end, again.at - first.at
    blur = max(_BLUR, first.limit.step, again.limit.step)
    if moved <= blur:
        return None
    if abs(moved - passed_by) <= blur and passed_by >= max(_LEAST, 3 * blur) and not recurs(first, again, moved):
        return _restarted(first, again)
    if is_behind(first, look):
        return None
    return review("moved", *both_proofs(first, again), **dates(first, again))


def _restarted(first: Sighting, again: Sighting) -> Answer:
    if not is_scripted(first, again) and may_be_old(first, again):
        return review("cached", *both_proofs(first, again), **dates(first, again))
    return failed("restarted", *both_proofs(first, again), **dates(first, again))


# --- behind its end


def _behind_its_end(first: Sighting, look: Seen, most: int) -> Answer:
    again = same_limit(first, look)
    if first.limit.kind == "today":
        return _another_day(first, look, again, most)
    if again is not None and again.end > again.at:
        return _runs_anew(first, again, most)
    return _is_over(first, look, most)


def _another_day(first: Sighting, look: Seen, again: Sighting | None, most: int) -> Answer:
    if again is None or day_number(look.value.at - WESTERN) <= day_number(first.at + EASTERN):
        return _is_over(first, look, most)
    said = dates(first, again)
    if look.value.at - first.end > most:
        return review("late", *both_proofs(first, again), **said)
    if look.value.extended:
        return review("extended", *both_proofs(first, again), words_of(look, look.value.extended), **said)
    if same_price(first.look, look) is False:
        return passed("ended", *both_proofs(first, again), **said)
    if first.look.evidence.sha256 == look.evidence.sha256 and not (look.value.fresh or first.limit.code):
        return review("cached", *both_proofs(first, again), **said)
    if same_price(first.look, look) or any(c.isdigit() for c in first.limit.text):
        return failed("today_again", *both_proofs(first, again), **said)
    return review("again_unpriced", *both_proofs(first, again), **said)


def _runs_anew(first: Sighting, again: Sighting, most: int) -> Answer:
    said, both = dates(first, again), both_proofs(first, again)
    priced = same_price(first.look, again.look)
    if again.look.value.extended:
        return review("extended", *both, words_of(again.look, again.look.value.extended), **said)
    if again.at - first.end > most:
        return review("late", *both, **said)
    if priced is False:
        return passed("other_terms", *both, **said)
    if not is_scripted(first, again) and may_be_old(first, again):
        return review("cached", *both, **said)
    if priced is None:
        return review("again_unpriced", *both, **said)
    return failed("again", *both, **said)


def _is_over(first: Sighting, look: Seen, most: int) -> Answer:
    """The limit is gone, or shows its end: did the offer go with it?"""
    said = dates(first, Sighting(look, first.limit))
    both = (*first.proof, *(words_of(one, one.value.priced) for one in (first.look, look)))
    if not same_price(first.look, look):
        return passed("ended", *both, **said)
    if look.value.extended:
        return review("extended", *both, words_of(look, look.value.extended), **said)
    if not (first.look.value.reduced and look.value.reduced) or first.limit.where != "product":
        return review("price_stays", *both, **said)
    if look.value.at - first.end > most:
        return review("late", *both, **said)
    unchanged = first.look.evidence.sha256 == look.evidence.sha256
    if unchanged and not look.value.fresh and look.value.at < first.end + DAY:
        return review("cached", *both, **said)
    return failed("went_on", *both, price=", ".join(look.value.prices), **said)
