"""The short version of `python -m tests.fuzz`: no crash, and no fact without its words in the page."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Found
from tests.fuzz import targets
from tests.fuzz.__main__ import PARTS, batch, try_one
from tests.fuzz.shops import BASE, PAGES, check, mutated
from tests.fuzz.targets import TARGETS, Target, cost, seeds


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=48))
def test_any_mutation_is_read_without_a_crash_or_an_invented_word(data: bytes) -> None:
    check(mutated(data))


def test_the_same_bytes_make_the_same_shop() -> None:
    assert mutated(b"lampe") == mutated(b"lampe")
    assert mutated(b"lampe") != mutated(b"lampes")


def _whole() -> dict[str, object]:
    """The facts of the shop before any mutation."""
    shop = mutated(b"")
    bodies = {BASE + path: text.encode() for path, text in PAGES.items()}
    plain = (("Content-Type", "text/html; charset=utf-8"),)
    pages = tuple(replace(r, body=bodies[r.url], headers=plain) for r in shop.responses)
    facts = check(replace(shop, responses=pages))
    return {name: getattr(facts, name) for name in ("operator_name", "offers", "withdrawal_function", "host_name")}


@pytest.mark.parametrize("name", ["operator_name", "offers", "withdrawal_function", "host_name"])
def test_unmutated_the_shop_says_something(name: str) -> None:
    fact = _whole()[name]
    assert isinstance(fact, Found), fact
    assert not isinstance(fact, Absent)


def test_a_fact_with_other_words_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz import shops

    read = shops.read_shop

    def lying(*args: object, **options: object) -> object:
        facts = read(*args, **options)  # type: ignore[arg-type]
        name = facts.operator_name
        assert isinstance(name, Found)
        return replace(facts, operator_name=replace(name, evidence=replace(name.evidence, quote="never said")))

    monkeypatch.setattr(shops, "read_shop", lying)
    with pytest.raises(AssertionError, match="never said"):
        _whole()


@pytest.mark.parametrize("name", [name for name in PARTS if name != "shop"])
def test_a_few_inputs_of_every_part(name: str) -> None:
    dice = random.Random(name)
    for _ in range(3 if name == "growth" else 25):
        try_one(TARGETS[name], TARGETS[name].fresh(dice))


def test_the_parts_are_all_that_is_fuzzed() -> None:
    assert tuple(TARGETS) == PARTS


def test_every_seed_is_read() -> None:
    for name, texts in seeds().items():
        for text in texts:
            try_one(TARGETS[name], text.encode())


def test_a_batch_is_the_same_again() -> None:
    assert batch(("prices",), 3, 5) == batch(("prices",), 3, 5)
    assert batch(("prices",), 3, 5).broken == []


def test_what_breaks_is_kept_and_can_be_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def picky(data: bytes) -> None:
        assert data != b"19,90", "not this one"

    part = Target("prices", picky, lambda dice: b"19,90", 1)
    try_one(part, b"19,91")
    with pytest.raises(RuntimeError, match="not this one"):
        try_one(part, b"19,90")
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == b"19,90"


def test_a_cost_that_grows_with_the_square_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = {8_000: 0.5, 8_001: 0.5, 32_000: 8.0, 32_001: 8.0, 128_000: 128.0}
    monkeypatch.setattr(targets, "_seconds", lambda name, text: spent[len(text)])
    with pytest.raises(AssertionError, match="prices"):
        cost("prices", "ab")
    spent[128_000] = 32.0  # steep once, and in proportion from there on: another language is read
    cost("prices", "ab")
    spent |= {128_000: 128.0, 32_001: 2.0}  # once in proportion: the machine was busy
    cost("prices", "ab")
