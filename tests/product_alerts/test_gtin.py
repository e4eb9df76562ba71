"""Barcodes: check digits, ranges that mean nothing, and codes run together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from product_alerts.gtin import Gtin, normalise, split_codes


@pytest.mark.parametrize("text", ["1990417362015", "1 990417 362015", "1-990417-362015", " 01990417362015 "])
def test_one_code_in_every_writing(text: str) -> None:
    assert normalise(text) == Gtin("01990417362015")


@pytest.mark.parametrize(
    "text", ["", "1990417362014", "199041736201", "abc", "0000000000000", "١٩٩٠٤١٧٣٦٢٠١٥", "PB25111401222827"]
)
def test_what_is_no_gtin(text: str) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize(
    ("code", "restricted", "junk", "short"),
    [
        ("1990417362015", False, False, False),
        ("2007308152644", True, False, False),
        ("1000000000108", False, True, False),
        ("6969696940233", False, True, False),
        ("1234567890128", False, True, False),
        ("19958279", False, False, True),
        ("25959376", True, False, True),
    ],
)
def test_marks(code: str, restricted: bool, junk: bool, short: bool) -> None:
    gtin = normalise(code)
    assert gtin is not None
    assert (gtin.restricted, gtin.junk, gtin.short) == (restricted, junk, short)
    assert gtin.identifies == (not (restricted or junk or short))


@pytest.mark.parametrize(
    "text",
    [
        "19904173620151990417362022",
        "1990417362015, 1990417362022",
        "1990417362015 1990417362022",
        "EAN: 1990417362015 / EAN-13: 1990417362022",
        "1990417362015\n1990417362022",
    ],
)
def test_several_codes_come_apart(text: str) -> None:
    assert split_codes(text) == ((Gtin("01990417362015"), Gtin("01990417362022")), ())


def test_what_does_not_come_apart_is_kept_as_published() -> None:
    assert split_codes("PB25111401222827, 1990417362014") == ((), ("PB25111401222827", "1990417362014"))
    assert split_codes("19904173620141990417362022") == ((), ("19904173620141990417362022",))


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_a_wrong_digit_breaks_it(body: str, at: int, shift: int) -> None:
    code = body + ean.calc_check_digit(body)
    wrong = code[:at] + str((int(code[at]) + shift) % 10) + code[at + 1 :]
    assert normalise(wrong) is None
    assert bool(normalise(code)) == bool(code.strip("0"))


@given(st.text(max_size=80))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    valid, others = split_codes(text)
    assert all(ean.is_valid(code.code) for code in valid)
    assert all(other in text for other in others)
