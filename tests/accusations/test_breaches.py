"""Breaches in unusual words are found in eight languages, and what resembles them and is lawful is not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks.facts import Found
from checks.strict_yaml import load_text
from checks.verdict import Outcome
from sweep.extract.shop import read_shop
from tests.accusations.site import judged, lawful
from tests.extract.shops import shop

_FILE = Path(__file__).with_name("breaches.yaml")


@cache
def sentences() -> dict[str, dict[str, list[str]]]:
    return load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)  # type: ignore[no-any-return]


def told(language: str, lines: list[str]) -> set[tuple[str, str]]:
    """Kind and sentence of each condition, exclusion and clause that is read in a page of terms."""
    # A line between two sentences: a reserve beside a clause would speak for it.
    facts = read_shop(shop(language, {"terms": "\n-\n".join(lines)}), country="")
    read = (facts.withdrawal_conditions, facts.withdrawal_exclusions, facts.unfair_clauses)
    found = (one.value for fact in read if isinstance(fact, Found) for one in fact.value)
    return {(one.kind, one.text) for one in found}


@pytest.mark.parametrize("language", sorted(sentences()))
def test_every_breach_is_found_by_its_kind(language: str) -> None:
    kinds = sentences()[language]
    expected = {(kind, line) for kind, lines in kinds.items() if kind != "lawful" for line in lines}
    assert len(expected) >= 5
    assert expected <= told(language, [line for _, line in sorted(expected)])


@pytest.mark.parametrize("language", sorted(sentences()))
def test_what_is_lawful_is_none(language: str) -> None:
    unlawful = set(sentences()[language]) - {"lawful"}
    assert {(kind, line) for kind, line in told(language, sentences()[language]["lawful"]) if kind in unlawful} == set()


# Refusals, a period of a week, a guarantee shut out and prices without tax are suspected infringements.
FAILS = [
    ("pt", {"withdrawal": "<p>Não aceitamos devoluções.</p>"}, "withdrawal.info"),
    ("en", {"withdrawal": "<p>Once shipped, orders can be neither cancelled nor returned.</p>"}, "withdrawal.info"),
    ("de", {"withdrawal": "<p>Sie können Ihren Kauf eine Woche lang widerrufen.</p>"}, "withdrawal.info"),
    ("nl", {"withdrawal": "<p>U kunt uw aankoop een week lang herroepen.</p>"}, "withdrawal.info"),
    ("nl", {"guarantee": "<p>De wettelijke garantie op onze producten is uitgesloten.</p>"}, "guarantee.legal_info"),
    ("en", {"guarantee": "<p>Our goods are sold without any legal guarantee.</p>"}, "guarantee.legal_info"),
]


@pytest.mark.parametrize(("language", "put", "rule"), FAILS, ids=lambda value: str(value)[:40])
def test_it_is_a_suspected_infringement(language: str, put: dict[str, str], rule: str) -> None:
    silent = dict.fromkeys(("refund", "returns", "form"), "") if "withdrawal" in put else {}
    site = lawful(language, silent | put)
    assert judged(site.capture(), site.country)[rule].outcome is Outcome.FAIL


LAWFUL = [
    ("nl", {"guarantee": "<p>Voor zakelijke klanten is de wettelijke garantie op goederen is uitgesloten.</p>"}),
    ("en", {"guarantee": "<p>Trade customers buy goods that are sold without any legal guarantee.</p>"}),
]


@pytest.mark.parametrize(("language", "put"), LAWFUL, ids=lambda value: str(value)[:40])
def test_what_is_said_to_firms_denies_consumers_nothing(language: str, put: dict[str, str]) -> None:
    site = lawful(language, put)
    found = judged(site.capture(), site.country)["guarantee.legal_info"]
    assert found.message != "denied"
