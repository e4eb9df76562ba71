"""Words as numbers: joined and shortened without their letters, each taken apart once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from product_alerts.asked import MOST, read
from product_alerts.model import Offer
from product_alerts.rolling import LONGEST, POWERS, Sieve, hashed, joined
from product_alerts.vocabulary import Vocabulary

WORDS = st.text("abcdefghij0123456789", min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_the_number_of_two_words_follows_from_theirs(front: str, behind: str) -> None:
    one, other, both = hashed([front, behind, front + behind]).whole
    assert joined(np.array([one]), np.array([other]), POWERS[[len(behind)]])[0] == both


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(0, 19))
def test_a_word_with_a_letter_left_out_has_the_number_of_what_remains(word: str, at: int) -> None:
    at %= len(word)
    rest = word[:at] + word[at + 1 :]
    numbers, owners = hashed([word, rest or "x"]).lacking_one()
    whole = {int(number) for number, owner in zip(numbers.tolist(), owners.tolist(), strict=True) if owner == 1}
    lacking = {int(number) for number, owner in zip(numbers.tolist(), owners.tolist(), strict=True) if owner == 0}
    assert not rest or lacking & whole


def test_words_that_differ_in_one_letter_have_numbers_far_apart() -> None:
    numbers, _ = hashed(["bridan", "bridat", "bridal", "tridan"]).lacking_one()
    assert len(set(numbers[:4].tolist())) == 4


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), st.lists(st.integers(0, 2**64 - 1), max_size=40))
def test_a_sieve_lets_all_pass_that_are_wanted(wanted: list[int], others: list[int]) -> None:
    sieve = Sieve(np.array(wanted, dtype=np.uint64))
    passed = set(sieve.passed(np.array(wanted + others, dtype=np.uint64)).tolist())
    assert passed >= set(range(len(wanted)))


def test_a_word_gets_its_number_once_and_leads_to_its_stem() -> None:
    vocabulary = Vocabulary()
    asked = read([Offer("u", "Steamers steamer"), Offer("u", "Steamers", brand="Le Mora")], vocabulary)
    words = [vocabulary.words[number] for number in asked.words.tolist()]
    assert sorted(words) == ["le", "lemora", "mora", "steamer", "steamer", "steamer"]
    known = len(vocabulary)
    assert asked.words_of(1) == {"le", "lemora", "mora", "steamer"}
    read([Offer("u", "Steamers steamer")], vocabulary)
    assert len(vocabulary) == known == len(vocabulary.words) == len(vocabulary.stems)


@pytest.mark.parametrize(
    ("title", "code", "found"),
    [
        ("kettle kw 2140 steel", "#kw2140", True),
        ("kettle KW-21 40 steel", "#kw2140", True),
        ("kettle steel", "#kettlesteel", False),
        ("extraordinarily 2140", "#extraordinarily2140", False),
    ],
)
def test_runs_of_words_with_digits_are_codes(title: str, code: str, found: bool) -> None:
    asked = read([Offer("u", title)], Vocabulary())
    assert (hashed([code]).whole[0] in asked.runs) is found


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=20))
def test_whatever_a_shop_writes_is_read(title: str, brand: str, mpn: str) -> None:
    vocabulary = Vocabulary()
    read([Offer("x", title * 3, brand=brand, mpn=mpn, sku=mpn, gtin=mpn, description=title)] * 2, vocabulary)
    assert len(vocabulary.lengths) == len(vocabulary)
    assert vocabulary.lengths.max(initial=0) <= LONGEST


def test_no_more_are_read_at_a_time_than_fit() -> None:
    with pytest.raises(ValueError, match="at a time"):
        read([Offer("u", "x")] * (MOST + 1), Vocabulary())
