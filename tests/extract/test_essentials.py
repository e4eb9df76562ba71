"""Withdrawal and legal guarantee in the languages that are read in part: found, or left to a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.contract_facts import ReturnCosts
from checks.facts import Fact, Found, Guarantee, Period
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract.lexicon import all_languages, languages, lexicon
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements import essentials
from sweep.extract.statements.guarantee import legal_guarantee
from sweep.extract.statements.refunds import refund_period
from sweep.extract.statements.return_costs import return_costs
from sweep.extract.statements.taxes import tax_notice
from sweep.extract.statements.withdrawal import withdrawal_period, withdrawal_right

_FILE = Path(__file__).parent / "cases" / "essentials.yaml"
CASES: dict[str, dict[str, str]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
LANGUAGES = sorted(CASES)
_WORDS = _FILE.with_name("essentials_words.yaml")
WORDS: list[tuple[str, str, int | str]] = load_text(_WORDS.read_text(encoding="utf-8"), _WORDS.name)

_FACTS = _FILE.with_name("essentials_facts.yaml")
FACTS: list[tuple[str, str, str, int | str]] = load_text(_FACTS.read_text(encoding="utf-8"), _FACTS.name)


READERS = {
    "legal_guarantee": legal_guarantee,
    "refund_period": refund_period,
    "return_costs": return_costs,
    "tax_notice": tax_notice,
}


def _told(fact: Fact[Any]) -> Any:
    match fact:
        case Found(Guarantee() as guarantee):
            return guarantee.months
        case Found(Period() as period):
            return period.days
        case Found(ReturnCosts() as costs):
            return costs.payer
        case Found():
            return fact.value
    return "none"


def shop(language: str, *sentences: str) -> ShopPages:
    """A page of terms with these sentences among the small words of its language."""
    small = " ".join(lexicon(language)["language"]["small_words"])
    lines = "".join(f"<p>{line}</p>" for line in (small, *sentences, small))
    page = Page("https://vasenia.example/t", 200, "0" * 64, "", f'<html lang="{language}"><body>{lines}')
    page.role = "terms"
    return ShopPages(Capture("https://vasenia.example/", ()), (page,), {}, "", (language,))


@pytest.mark.parametrize("form", ["right", "period"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_of_withdrawal(language: str, form: str) -> None:
    sentence = CASES[language][form]
    pages = shop(language, CASES[language]["refund"], sentence)
    right, period = withdrawal_right(pages), withdrawal_period(pages)
    assert isinstance(right, Found)
    assert isinstance(period, Found)
    assert (period.value, f"{period.evidence.quote}.") == (Period(14, "calendar"), sentence)
    assert right.evidence == period.evidence


@pytest.mark.parametrize("language", [code for code in LANGUAGES if "other_words" in CASES[code]])
def test_the_right_of_withdrawal_in_other_words(language: str) -> None:
    sentence = CASES[language]["other_words"]
    found = essentials.withdrawal_period(shop(language, sentence))
    assert found is not None
    assert found.value.days == 14
    assert essentials.withdrawal_period(shop(language, sentence.replace("14", "7"))) is None


@pytest.mark.parametrize(("language", "sentence", "days"), WORDS)
def test_the_right_by_its_verbs_and_without_a_reason(language: str, sentence: str, days: int | str) -> None:
    found = essentials.withdrawal_period(shop(language, sentence))
    assert (found.value.days if found else "none") == days


@pytest.mark.parametrize("form", ["refund", "exception", "short", "guarantee"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_grants_no_withdrawal(language: str, form: str) -> None:
    pages = shop(language, CASES[language][form])
    assert essentials.withdrawal_right(pages) is None
    assert essentials.withdrawal_period(pages) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legal_guarantee(language: str) -> None:
    found = legal_guarantee(shop(language, CASES[language]["guarantee"]))
    assert isinstance(found, Found)
    assert (found.value, f"{found.evidence.quote}.") == (Guarantee(24, False), CASES[language]["guarantee"])


@pytest.mark.parametrize(("fact", "language", "sentence", "expected"), FACTS)
def test_other_facts_in_words_of_their_own(fact: str, language: str, sentence: str, expected: int | str) -> None:
    assert _told(READERS[fact](shop(language, sentence))) == expected


@pytest.mark.parametrize("form", ["commercial", "right", "refund"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_legal_guarantee(language: str, form: str) -> None:
    assert essentials.legal_guarantee(shop(language, CASES[language][form])) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guarantee_of_one_year_is_left_to_a_person(language: str) -> None:
    words = CASES[language]["guarantee"].replace("24", "12").replace("2 ", "1 ")
    assert words != CASES[language]["guarantee"]
    assert essentials.legal_guarantee(shop(language, words)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_of_several_periods_counts(language: str) -> None:
    longer = CASES[language]["right"].replace("14", "30")
    found = withdrawal_period(shop(language, CASES[language]["right"], longer))
    assert isinstance(found, Found)
    assert found.value.days == 30


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("hu", "A vevő 14 munkanapon belül indokolás nélkül elállhat a szerződéstől."),
        ("cs", "Spotřebitel má právo odstoupit od smlouvy do 14 pracovních dnů."),
        ("ro", "Aveți dreptul de retragere în termen de 14 zile lucrătoare."),
        ("sv", "Du har ångerrätt i 14 arbetsdagar."),
    ],
)
def test_working_days_are_told_from_days(language: str, sentence: str) -> None:
    found = essentials.withdrawal_period(shop(language, sentence))
    assert found is not None
    assert found.value == Period(14, "business")
    few = sentence.replace("14", "8")
    assert essentials.withdrawal_period(shop(language, few)) is None


def test_every_language_that_is_read_in_part_has_its_cases() -> None:
    assert set(CASES) == set(all_languages()) - set(languages())


def test_a_long_text_comes_to_its_end() -> None:
    line = CASES["cs"]["right"].rstrip(".") + ", "
    assert essentials.withdrawal_period(shop("cs", line * 5_000)) is None
    assert essentials.withdrawal_period(shop("cs", "lhůta pro odstoupení 14 dnů. " * 5_000)) is not None


@pytest.mark.parametrize(
    ("language", "word"), [("is", "sendingargj"), ("is", "frest"), ("el", "ευθύν"), ("lt", "įstatym")]
)
def test_words_that_never_end_come_to_their_end(language: str, word: str) -> None:
    pages = shop(language, word * (150_000 // len(word)))
    assert essentials.withdrawal_period(pages) is None
    assert essentials.legal_guarantee(pages) is None
    assert essentials.return_costs(pages) is None
