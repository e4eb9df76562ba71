"""Questions and the short answers below them: "How long may I change my mind?" and "14 days"; so do labels ask.

An answer names not what it is about: that stands in the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from checks.facts import Found, Period
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.statements.essentials import LAWFUL_DAYS
from sweep.extract.visit.stated import to_traders

_QUESTION_WORDS, _ANSWER_WORDS = 16, 14
_AGREES = 2  # words of "Yes." before the answer
_LONGEST = 400  # days
_WITHDRAWAL = ("withdraw_right", "withdraw_hint", "withdraw_free")
_OF_ELSE = (
    *("refund", "send_back", "guarantee_any", "guarantee_legal", "faulty", "contract.complaint", "consent"),
    *("extension", "trader_right", "in_store", "exempt", "reported", "denial", "withdraw_not"),
)


def answered(told: StatementText, starts: Iterable[int]) -> Iterator[tuple[Span, Span]]:
    """Questions in which one of these places lies, each once, and the short sentence behind it that names a period.

    "Yes. For two years": where the first sentence only agrees, the second one answers.
    """
    for question in dict.fromkeys(map(told.clause, starts)):
        if not told.quote(question).endswith("?") or told.words(question) > _QUESTION_WORDS:
            continue
        below = told.beside(question, 0, 2)[1:]
        answer = next((c for c in below if told.periods_in(c)), None)
        if answer is None or (answer != below[0] and told.words(below[0]) > _AGREES):
            continue
        if told.words(answer) <= _ANSWER_WORDS and not told.is_menu(answer) and not told.quote(answer).endswith("?"):
            yield question, answer


# "Withdrawal: 14 days."
_LABEL = re.compile(r"[^:.;\n]{0,20}: ?(?:[\w']+ ){0,2}$")
_LABEL_START, _LABELLED_WORDS = 12, 9


def withdrawal_told(pages: Iterable[StatementText]) -> Iterator[Found[Period]]:
    """The one period of an answer to a question on withdrawing, or behind such a label, if it is as long as by law.

    A shorter one may be for something else: until when an order can be changed, a booking, an exchange.
    """
    for told in pages:
        for question, answer in (*answered(told, (h.start for h in told.of(*_WITHDRAWAL))), *_labelled(told)):
            first, *more = told.periods_in(answer)
            other = any(told.says(c, *_OF_ELSE) or to_traders(told, c) for c in (question, answer))
            if more or other or told.says(question, "delivery") or first.unit == "hour":
                continue
            if LAWFUL_DAYS <= first.days <= _LONGEST:
                unit: Literal["calendar", "business"] = "business" if first.unit == "business_day" else "calendar"
                yield Found(Period(first.days, unit), told.evidence(answer, first.start))


def _labelled(told: StatementText) -> Iterator[tuple[Span, Span]]:
    for hit in told.of(*_WITHDRAWAL):
        clause = told.clause(hit.start)
        if hit.start - clause.start > _LABEL_START or told.words(clause) > _LABELLED_WORDS:
            continue
        first = next(iter(told.periods_in(clause)), None)
        if first is not None and hit.end <= first.start and _LABEL.match(told.flat, hit.end, first.start):
            yield Span(clause.start, hit.end), clause
