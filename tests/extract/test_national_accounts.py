"""Accounts as a country writes them at home; and numbers that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from checks.facts import Found
from sweep.extract.numbers.national_accounts import national_accounts
from tests.extract.test_leads import facts, values

PL = "Sprzedawca: Quorbel Lampy sp. z o.o.\nul. Lipowa 5, 00-001 Warszawa\n"


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("nr konta bankowego: 78 0000 0000 0000 0000 0001 2345", "PL78000000000000000000012345"),
        ("rachunek 78000000000000000000012345 w banku testowym", "PL78000000000000000000012345"),
        ("cislo uctu: 12343/0100", "CZ3501000000000000012343"),
        ("bankovni ucet 000000-0000012343/0100", "CZ3501000000000000012343"),
        ("bankszamlaszam: 00000127-00012348", "HU90000001270001234800000000"),
        ("szamlaszamunk 00000127-00012348-00000000", "HU90000001270001234800000000"),
        ("kontonummer: 0000.01.23406", "NO9800000123406"),
        ("bankkonto 0000 01 23414", "NO7600000123414"),
        ("reg.nr. 0000 kontonr. 0000012345", "DK9200000000012345"),
        ("reg. nr.: 0000 - konto nr.: 0012345", "DK9200000000012345"),
        ("numero de cuenta: 0000 0000 08 0000012345", "ES4800000000080000012345"),
        ("coordonnees bancaires (rib) : 00001 00001 0000012345a 83", "FR6900001000010000012345A83"),
        ("bankgiro: 000-1230", "bankgiro 0001230"),
        ("bg 000-1230", "bankgiro 0001230"),
        ("plusgironummer: 1 23 45-5", "plusgiro 123455"),
        ("sort code: 00-01-23, account number: 00012345", "sort code 000123 account 00012345"),
        ("sort code 000123 account no. 00012345", "sort code 000123 account 00012345"),
    ],
)
def test_an_account_written_as_at_home(text: str, account: str) -> None:
    ((found, start, end),) = national_accounts(text)
    assert found == account
    assert text[start:end].strip() == text[start:end] != ""
    assert iban.is_valid(found) or found.startswith(("bankgiro", "plusgiro", "sort code"))


@pytest.mark.parametrize(
    "text",
    [
        "nr konta: 79 0000 0000 0000 0000 0001 2345",  # wrong check digits, as in all that follow with digits
        "cislo uctu: 12344/0100",
        "cislo uctu: 12343/9999",  # no bank has that code
        "bankszamlaszam: 00000128-00012348",
        "szamla: 00000127-2-42",  # a tax number beside an invoice
        "kontonummer: 0000.01.23407",
        "konto: 1234567",
        "numero de cuenta: 0000 0000 09 0000012345",
        "rib : 00001 00001 0000012345a 84",
        "bankgiro: 000-1231",
        "bg 123",
        "plusgiro 123456-7",
        "sort code: 00-01-23",
        "sort code: 00-01/23, account number: 00012345",
        "00-01-23 00012345",  # a date and a number of an order, without a word for either
        "0000.01.23406",
        "reg. 0000, tel. 12345678",
        "123/2026",
        "mein konto 2026",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert list(national_accounts(text)) == []


def test_the_account_stands_in_the_facts_of_the_shop() -> None:
    legal = f"{PL}Nr konta: 78 0000 0000 0000 0000 0001 2345"
    assert values(facts("pl", legal=legal).payment_accounts) == ["PL78000000000000000000012345"]


def test_an_iban_and_its_number_are_one_account() -> None:
    legal = f"{PL}Nr konta: 78 0000 0000 0000 0000 0001 2345\nIBAN: PL78 0000 0000 0000 0000 0001 2345"
    assert values(facts("pl", legal=legal).payment_accounts) == ["PL78000000000000000000012345"]


def test_the_account_of_a_host_is_not_the_traders() -> None:
    legal = (
        f"{PL}# Hosting\nHosting: Chmura Testowa sp. z o.o., ul. Morska 3, 80-001 Gdańsk, "
        "nr konta 78 0000 0000 0000 0000 0001 2345"
    )
    assert not isinstance(facts("pl", legal=legal).payment_accounts, Found)


@given(st.text(alphabet="0123456789 -/.٣abkontoregbguc", max_size=300))
def test_no_text_breaks_it_and_each_account_stands_in_it(noise: str) -> None:
    text = f"{noise} konto rib uctu szamla cuenta bankgiro plusgiro sort code reg {noise}"
    for account, start, end in national_accounts(text):
        assert account
        assert 0 <= start < end <= len(text)
