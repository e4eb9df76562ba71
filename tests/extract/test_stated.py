"""Sentences collected by their words: each is judged once, however many of the words it has."""

from __future__ import annotations

import time

import pytest

from sweep.extract.page import Page
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.statements import refunds, return_costs, returns, withdrawal
from sweep.extract.visit.stated import clauses
from sweep.extract.visit.visits import shop_pages_of
from tests.extract.shops import shop


def _told(text: str) -> StatementText:
    page = Page("https://shop.example/terms", 200, "0" * 64, "", f'<html lang="en"><body><p>{text}</p></body></html>')
    page.role = "terms"
    return statement_text(page)


def test_a_sentence_full_of_the_words_is_judged_once_though_it_holds_nothing() -> None:
    told, asked = _told("cannot be returned and " * 300), []

    def holds(_told: StatementText, clause: Span) -> bool:
        asked.append(clause)
        return False

    assert len(told.of("denial")) >= 300
    assert clauses([told], "denial", holds) == []
    assert len(asked) == 1


def test_each_sentence_with_the_words_is_told_once() -> None:
    told = _told("Cups cannot be returned, and vases cannot be returned. Bowls cannot be returned. Lamps are bright.")
    assert [f.value for f in clauses([told], "denial")] == [
        "Cups cannot be returned, and vases cannot be returned.",
        "Bowls cannot be returned.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "droit de rétractation 14 jours ",
        "remboursera 14 jours ",
        "retourner 14 jours réception livraison ",
        "14 jours sans justifier retourner ",
        "frais de retour à votre charge 5 € ",
    ],
)
def test_a_sentence_without_an_end_costs_no_more_than_its_length(words: str) -> None:
    pages = shop_pages_of(shop("fr", {"withdrawal": words * (60_000 // len(words))}), "", lambda _page, _answer: None)
    started = time.process_time()
    withdrawal.withdrawal_period(pages)
    withdrawal.withdrawal_right(pages)
    refunds.refund_period(pages)
    returns.return_period(pages)
    return_costs.return_costs(pages)
    assert time.process_time() - started < 5  # it took minutes
