"""A real shop platform in German, its legal texts never filled in, with the last step of an order: by German law."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from urllib.parse import urljoin

import pytest

from checks.catalogue import load, say
from checks.facts import ShopFacts
from checks.judge import judge_shop
from checks.verdict import Outcome, Verdict
from sweep.capture import Capture, Response
from sweep.evidence.archive import read_capture
from sweep.judging import judge_capture
from tests.shared import shared

DAY = date(2026, 11, 21)
STEPS = {"4-cart": "/warenkorb?action=show", "7-delivery": "/bestellung", "9-final": "/bestellung?step=4"}


def _visit() -> Capture:
    """The archived visit, and the pages of one order up to its last button, each at an address of its own."""
    capture = read_capture(shared("shop_captures", "prestashop-de.html.warc.gz"))
    first = capture.responses[0]
    steps = tuple(_step(capture.url, first, name, path) for name, path in STEPS.items())
    return replace(capture, responses=(*capture.responses, *steps))


def _step(base: str, like: Response, name: str, path: str) -> Response:
    body = shared("shop_captures", "prestashop-de-checkout", f"{name}.html").read_bytes()
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    digest = hashlib.sha256(body).hexdigest()
    return replace(
        like, url=urljoin(base, path), headers=headers, body=body, sha256=digest, record_id=f"<urn:test:{name}>"
    )


@cache
def _facts() -> ShopFacts:
    return judge_capture(_visit(), country="DE", day=DAY, checks=[], matcher=None).facts


@cache
def _judged(country: str) -> Mapping[str, Verdict]:
    return {v.check: v for v in judge_shop(_facts(), country=country, day=DAY, checks=list(load().values()))}


def test_bestellen_is_judged_by_german_law_and_case_law() -> None:
    found = _judged("DE")["checkout.order_button"]
    assert found.outcome is Outcome.FAIL
    assert found.evidence[0].quote == "Bestellen"
    law = " | ".join(map(str, found.law))
    assert "C-249/21" in law
    assert "§ 312j" in law


@pytest.mark.parametrize(("country", "outcome"), [("AT", Outcome.REVIEW), ("NL", Outcome.FAIL), ("FR", Outcome.REVIEW)])
def test_the_same_button_elsewhere(country: str, outcome: Outcome) -> None:
    assert _judged(country)["checkout.order_button"].outcome is outcome


def test_the_unfilled_imprint_fails_once_and_says_why() -> None:
    found = _judged("DE")
    failed = {name: say(v, "en") for name, v in found.items() if v.outcome is Outcome.FAIL}
    assert set(failed) == {"checkout.order_button", "identity.legal_notice_access"}
    assert "text of a template" in failed["identity.legal_notice_access"]
    of_the_trader = [v for name, v in found.items() if name.startswith("identity.") and name not in failed]
    assert {v.outcome for v in of_the_trader} <= {Outcome.NOT_MEASURABLE, Outcome.NOT_APPLICABLE}
    for name in ("identity.name", "identity.address", "identity.phone"):
        assert "template that was never filled in" in say(found[name], "en")


def test_the_notes_on_tax_and_delivery_are_judged() -> None:
    found = _judged("DE")
    tax, delivery = found["price.total_incl_tax"], found["price.delivery_cost"]
    assert tax.outcome is Outcome.PASS
    assert any("Bruttopreis" in e.quote for e in tax.evidence)
    assert delivery.outcome is Outcome.PASS
    assert any("8,33" in e.quote or "Versand" in e.quote for e in delivery.evidence)
