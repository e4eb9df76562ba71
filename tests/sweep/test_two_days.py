"""The demonstration shops as they were captured, judged by the law of two days and read with fewer or more pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.catalogue import load
from checks.judge import judge_shop
from checks.verdict import Outcome, Verdict
from sweep.capture import Capture, Response
from sweep.demo.truth import load_truth
from sweep.evidence.archive import read_capture
from sweep.judging import judge_capture
from sweep.results import ShopResult
from tests.checks.test_changes import CHANGES
from tests.sweep.conftest import Swept

SHOPS = ("fr-brindelune", "de-kranichkontor", "be-vlinderkast", "it-passerolio", "es-almendruco", "ie-tallowbridge")
DAY = load_truth().day
# A page that belongs to no rule: what a shop's blog says of something else, in its language.
IRRELEVANT = {
    "fr": "Nos artisans travaillent la terre le matin, quand la lumière entre par les hautes fenêtres de l'atelier.",
    "de": "Am Morgen fällt das Licht durch die hohen Fenster der Werkstatt, und der Ton ist noch kühl.",
    "nl": "In de ochtend valt het licht door de hoge ramen van het atelier en is de klei nog koel.",
    "it": "La mattina la luce entra dalle alte finestre della bottega e l'argilla è ancora fresca.",
    "es": "Por la mañana la luz entra por las altas ventanas del taller y la arcilla todavía está fresca.",
    "en": "In the morning the light falls through the tall windows of the workshop and the clay is still cool.",
}


def _shop(swept: Swept, key: str) -> ShopResult:
    return next(shop for shop in swept.result.shops if shop.target.note == key)


@cache
def _capture(folder: Path, archive: str) -> Capture:
    return read_capture(folder / archive)


def _captured(swept: Swept, key: str) -> tuple[Capture, str]:
    shop = _shop(swept, key)
    return _capture(swept.sweep.folder.path, shop.visit.archive), shop.country


def _verdicts(capture: Capture, country: str) -> dict[str, Verdict]:
    checks = list(load().values())
    found = judge_capture(capture, country=country, day=DAY, checks=checks, matcher=None)
    return {verdict.check: verdict for verdict in found.verdicts}


@pytest.mark.parametrize("pair", list(CHANGES), ids=" ".join)
def test_a_shop_is_judged_otherwise_only_where_the_law_changed(swept: Swept, pair: tuple[str, str]) -> None:
    before, after = map(date.fromisoformat, pair)
    for shop in swept.result.shops:
        first, second = (judge_shop(shop.facts, country=shop.country, day=day) for day in (before, after))
        for old, new in zip(first, second, strict=True):
            if (old.outcome, old.law) != (new.outcome, new.law):
                assert new.country in CHANGES[pair].get(new.check, ()), f"{shop.target.note}: {new.check}"


def test_the_withdrawal_function_is_missed_from_its_first_day_on(swept: Swept) -> None:
    planted = [key for key, truth in load_truth().shops.items() if "withdrawal.function" in truth.outcomes]
    seen = []
    for key in planted:
        shop = _shop(swept, key)
        outcomes = [
            next(v for v in judge_shop(shop.facts, country=shop.country, day=date.fromisoformat(day))
                 if v.check == "withdrawal.function").outcome
            for day in ("2026-06-18", "2026-06-20")
        ]  # fmt: skip
        seen.append(outcomes)
        assert outcomes[0] is Outcome.NOT_APPLICABLE
        assert outcomes[1] >= Outcome.REVIEW or shop.country in ("AT", "CZ", "ES", "PL")
    assert any(outcomes[1] is Outcome.FAIL for outcomes in seen)


def _removable(capture: Capture) -> list[Response]:
    return [response for response in capture.responses if response.status == 200]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("key", SHOPS)
def test_without_some_pages_nothing_that_passed_fails(swept: Swept, key: str, data: st.DataObject) -> None:
    capture, country = _captured(swept, key)
    whole = _whole(swept, key)
    gone = data.draw(
        st.lists(st.sampled_from([r.url for r in _removable(capture)]), min_size=1, max_size=6, unique=True)
    )
    fewer = replace(capture, responses=tuple(r for r in capture.responses if r.url not in gone))
    for check, verdict in _verdicts(fewer, country).items():
        if verdict.outcome is Outcome.FAIL:
            assert whole[check].outcome is not Outcome.PASS, f"{check} fails without {gone}: {verdict.params}"


_WHOLE: dict[str, dict[str, Verdict]] = {}


def _whole(swept: Swept, key: str) -> dict[str, Verdict]:
    if key not in _WHOLE:
        _WHOLE[key] = _verdicts(*_captured(swept, key))
    return _WHOLE[key]


def _irrelevant(capture: Capture, language: str) -> Iterator[Response]:
    like = next(response for response in capture.responses if response.status == 200)
    for n in range(3):
        head = f'<!doctype html><html lang="{language}"><head><title>Blog {n}</title></head><body><main><h1>Blog</h1>'
        body = (head + f"<p>{IRRELEVANT[language]}</p>" * (n + 1) + "</main></body></html>").encode()
        yield replace(
            like,
            url=urljoin(capture.url, f"/blog/{n}.html"),
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=body,
            sha256=sha256(body).hexdigest(),
            record_id=f"<urn:uuid:00000000-0000-0000-0000-00000000000{n}>",
        )


@pytest.mark.parametrize("key", SHOPS)
def test_a_page_that_belongs_to_no_rule_changes_no_verdict(swept: Swept, key: str) -> None:
    capture, country = _captured(swept, key)
    language = key[:2] if key[:2] in IRRELEVANT else {"be": "nl", "ie": "en"}[key[:2]]
    more = replace(capture, responses=(*capture.responses, *_irrelevant(capture, language)))
    before, after = _whole(swept, key), _verdicts(more, country)
    assert {c: (v.outcome, v.message) for c, v in after.items()} == {
        c: (v.outcome, v.message) for c, v in before.items()
    }
