"""Amounts in text: every convention read exactly, nothing merged, nothing guessed."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.extract.prices import Convention, amounts, convention, number
from sweep.extract.words.price_tokens import FIGURE, _in_line, raw_tokens


def read(text: str, how: Convention | None = None) -> list[str]:
    """Amounts as "1299.00 EUR"; ranges as "10..20 EUR", instalments as "3x33.33 EUR"."""
    found = amounts(text, how or Convention())
    times = [f"{a.times}x" if a.times else "" for a in found]
    highs = [f"..{a.high}" if a.high is not None else "" for a in found]
    return [f"{t}{a.value}{h} {a.currency or a.sign}".strip() for a, t, h in zip(found, times, highs, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 299,00 €", ["1299.00 EUR"]),
        ("1\u202f299,00\u00a0€", ["1299.00 EUR"]),
        ("1\u2009299,00 €", ["1299.00 EUR"]),
        ("1.299 €", ["1299 EUR"]),
        ("1,299 €", ["1299 EUR"]),
        ("1.299,00 €", ["1299.00 EUR"]),
        ("€1,299.00", ["1299.00 EUR"]),
        ("£1,299.00", ["1299.00 GBP"]),
        ("19€99", ["19.99 EUR"]),
        ("Lamp 3 €19.99", ["19.99 EUR"]),
        ("12 €9,90 €", ["12 EUR", "9.90 EUR"]),
        ("1 299€99", ["1299.99 EUR"]),
        ("99.00€90", ["99.00 EUR"]),
        ("99,00€90", ["99.00 EUR"]),
        ("1.234.567€90", ["1234567.9 EUR"]),
        ("0.509€90", ["0.509 EUR"]),
        ("90 923.450€90", ["90923.450 EUR"]),
        ("12,- €", ["12 EUR"]),
        ("€ 206,-", ["206 EUR"]),
        ("206,-", ["206"]),
        ("12,--", ["12"]),
        ("CHF 1'299.50", ["1299.50 CHF"]),
        ("CHF 1’299.50", ["1299.50 CHF"]),
        ("CHF 12.–", ["12 CHF"]),
        ("39,90 € 29,90 €", ["39.90 EUR", "29.90 EUR"]),
        ("39.90€ 29.90€", ["39.90 EUR", "29.90 EUR"]),
        ("€ 39,90 € 29,90", ["39.90 EUR", "29.90 EUR"]),
        ("£48.99 £18.99", ["48.99 GBP", "18.99 GBP"]),
        ("3 x 33,33 €", ["3x33.33 EUR"]),
        ("3x 33,33€", ["3x33.33 EUR"]),
        ("4 × 25 €", ["4x25 EUR"]),
        ("10 - 20 €", ["10..20 EUR"]),
        ("10 € – 20 €", ["10..20 EUR"]),
        ("de 10 à 20 €", ["10..20 EUR"]),
        ("10 bis 20 EUR", ["10..20 EUR"]),
        ("29 - 10 €", ["10 EUR"]),
        ("12,50 €/kg", ["12.50 EUR"]),
        ("0,20 €/min", ["0.20 EUR"]),
        ("36,99\n€\nLivré demain", ["36.99 EUR"]),
        ("Prix\n36,99\nautres\n€", []),
        ("149,90 zł", ["149.90 PLN"]),
        ("1 148 zł /szt.", ["1148 PLN"]),
        ("25 ,99 zł", ["25.99 PLN"]),
        ("1 299,00 € au lieu de 1 599,00 €", ["1299.00 EUR", "1599.00 EUR"]),
        ("EUR 12,99 EUR", ["12.99 EUR"]),
        ("36,99 € €", ["36.99 EUR"]),
        ("12.99 euros", ["12.99 EUR"]),
        ("99 kr", ["99 kr"]),
        ("krank 3", []),
        ("US$11.99", ["11.99 USD"]),
        ("$11.99", ["11.99 $"]),
        ("CA$5", ["5 CAD"]),
        ("₹1,30,000", ["130000 INR"]),
        ("2,900원", ["2900 KRW"]),
        ("KWD 23.450", ["23.450 KWD"]),
        ("٢٩٫٩٠ ر.س", ["29.90 SAR"]),
        ("2020 499 €", ["499 EUR"]),
        ("Réf. 1234 567,00 €", ["567.00 EUR"]),
        ("100% Baumwolle, 30 Grad", []),
        ("Tel. 01 76 36 31 06", []),
        ("Version 2.5 von 2026", []),
        ("0,00 €", ["0.00 EUR"]),
        ("1.2.3 €", []),
        ("1,23,4 €", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("23.450", ",", "23450"),
        ("23.450", "", "23450"),
        ("23.450", ".", "23.450"),
        ("1,299", ",", "1.299"),
        ("1,299", ".", "1299"),
        ("0.990", "", "0.990"),
        ("1299.000", "", "1299.000"),
        ("12,5", "", "12.5"),
        ("1.234.567", "", "1234567"),
        ("1.234,5", "", "1234.5"),
        ("12,-", "", "12"),
        ("", "", None),
        ("abc", "", None),
        ("1.29999", "", None),
        ("1,2.3,4", "", None),
    ],
)
def test_number(text: str, decimal: str, expected: str | None) -> None:
    assert number(text, decimal) == (None if expected is None else Decimal(expected))


def test_a_page_tells_how_it_writes_amounts() -> None:
    german = convention("24,90 € und 99,00 € und 23.450 €")
    assert german.decimal == ","
    assert read("23.450 €", german) == ["23450 EUR"]
    english = convention("£24.90, £99.00")
    assert english.decimal == "."
    assert read("£23,450", english) == ["23450 GBP"]


def test_sizes_do_not_tell_how_money_is_written() -> None:
    assert convention("Größen 12,50 13,50 14,50; Preis 5.99 €").decimal == "."


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ({"url": "https://laden.example.ca/x"}, "CAD"),
        ({"languages": ("en-AU",)}, "AUD"),
        ({"stated": ("NZD",)}, "NZD"),
        ({"stated": ("EUR",)}, ""),
        ({}, ""),
    ],
)
def test_a_shared_sign_is_told_by_the_page_or_left_open(hints: dict[str, object], expected: str) -> None:
    assert amounts("$5.00", convention("$5.00", **hints))[0].currency == expected  # type: ignore[arg-type]


def test_small_cents_set_without_a_mark() -> None:
    assert [str(a.value) for a in amounts("1999 €", joints={2})] == ["19.99"]
    assert [str(a.value) for a in amounts("1.29999 €", joints={5})] == ["1299.99"]
    assert [str(a.value) for a in amounts("1999 €")] == ["1999"]


def test_a_number_in_the_piece_before_is_not_thousands() -> None:
    text = "Modell 12 299 €"
    assert [str(a.value) for a in amounts(text, starts={10})] == ["299"]
    assert [str(a.value) for a in amounts(text)] == ["12299"]


_GROUPS = [
    ("", ","),
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    (",", "."),
    ("'", "."),
    ("’", "."),
    ("", "."),
]
_SIGNS = ["€", "EUR", "£", "zł", "CHF"]


@settings(max_examples=300, deadline=None)
@given(
    cents=st.integers(min_value=1, max_value=10**9),
    style=st.sampled_from(_GROUPS),
    sign=st.sampled_from(_SIGNS),
    before=st.booleans(),
    blank=st.sampled_from(["", " ", "\u00a0", "\u202f"]),
)
def test_what_is_written_in_any_convention_is_read_exactly(
    cents: int, style: tuple[str, str], sign: str, before: bool, blank: str
) -> None:
    group, mark = style
    value = Decimal(cents) / 100
    written = f"{value:,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)
    before = before and sign != "zł"
    text = f"{sign}{blank}{written}" if before else f"{written}{blank}{sign}"
    found = amounts(f"Preis: {text} inkl. Steuer", Convention())
    assert [(a.value, a.currency) for a in found] == [(value, {"€": "EUR", "£": "GBP", "zł": "PLN"}.get(sign, sign))]
    assert f"Preis: {text}"[found[0].start : found[0].end] == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,-–'€$£x ab\n\u00a0\u202f", max_size=400))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    last = 0
    for amount in amounts(text, convention(text)):
        assert amount.value >= 0
        assert last <= amount.start < amount.end <= len(text)
        last = amount.end


@pytest.mark.parametrize("unit", ["1.", "1,", "€", "9 ", "1€", "- ", "12,", "1 000", "x", "\n", "1'"])
def test_long_hostile_text_is_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert all(a.end <= len(text) for a in amounts(text, convention(text)))


def test_every_decimal_figure_is_looked_for() -> None:
    figures = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal()]
    assert len(figures) > 600
    assert all(FIGURE.match(figure) for figure in figures)


@given(
    st.lists(
        st.sampled_from(["12", "٣", "€", "EUR", "kr", "\n", " ", "ab", "zł", "лв", ",", "د.إ", "9,99"]), max_size=30
    )
)
@settings(max_examples=200, deadline=None)
def test_only_lines_without_tokens_are_passed_over(parts: list[str]) -> None:
    text, at, found = "".join(parts), 0, []
    for line in text.split("\n"):
        found += [(at + start, at + end, number, sign) for start, end, number, sign in _in_line(line)]
        at += len(line) + 1
    assert [tuple(token) for token in raw_tokens(text)] == found
