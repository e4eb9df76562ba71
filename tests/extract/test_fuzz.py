"""Mutated shops, the short version of `python -m tests.fuzz`: no crash, and no fact without its words in the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.facts import Absent, Found
from tests.fuzz.shops import BASE, PAGES, check, mutated


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
