"""What holds for any shop, any country and any day."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
from checks.card import Amount, Card, LegalBasis, placeholders
from checks.catalogue import FACTS, Check, load, render, rules_version, say, title, words
from checks.facts import UNKNOWN_KINDS, Absent, Fact, Found, Known, ShopFacts, Unknown
from checks.judge import judge, judge_shop
from checks.verdict import Answer, Outcome, failed, passed, review
from tests.checks.notation import ABSENT, evidence, shop
from tests.strategies import countries, law_days, shops, shops_with

FOLDER = Path(checks.__file__).parent
CHECKS = st.sampled_from(list(load().values()))
quick = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
DAY = date(2026, 11, 21)


@settings(quick, max_examples=40)
@given(shops, countries, law_days)
def test_any_shop_is_judged_without_a_fault(shop: ShopFacts, country: str, day: date) -> None:
    for verdict in judge_shop(shop, country=country, day=day):
        assert verdict.message != "judge.fault", verdict.params
        card = load()[verdict.check].card
        assert verdict.outcome <= card.ceiling
        if verdict.outcome is Outcome.FAIL:
            assert verdict.evidence
            assert verdict.law
        if verdict.outcome > Outcome.NOT_MEASURABLE:
            assert any(row.country in ("EU", verdict.country) for row in verdict.law)
        assert render(verdict, "en")
        assert render(verdict, "fr")


@quick
@given(CHECKS, countries, law_days, st.data())
def test_no_unknown_is_held_against_a_shop(check: Check, country: str, day: date, data: st.DataObject) -> None:
    """Seeing less never makes a verdict worse than "not measurable", unless it was worse already."""
    names = {*check.needs, "offers", "trader_country"}
    shop = data.draw(shops_with(names))
    name = data.draw(st.sampled_from(sorted(names - {"trader_country"})))
    seen = judge(check, shop, country, day)
    blind = judge(check, replace(shop, **{name: Unknown("blocked")}), country, day)
    assert blind.outcome <= max(seen.outcome, Outcome.NOT_MEASURABLE)


@quick
@given(CHECKS, countries, law_days)
def test_a_shop_of_which_nothing_is_known_is_never_accused(check: Check, country: str, day: date) -> None:
    assert judge(check, ShopFacts(), country, day).outcome <= Outcome.NOT_MEASURABLE


def test_a_check_sees_only_the_facts_it_names() -> None:
    def check(operator_name: Known[str]) -> Answer:
        return passed("seen", what="x")

    assert Check.of(_card(), check).needs == ("operator_name",)
    assert all(set(check.needs) <= FACTS for check in load().values())


def _card(**changes: Any) -> Card:
    texts = {"en": "Seen: {what}", "fr": "Vu : {what}"}
    card = Card(
        id="test.rule", title={"en": "T"}, question="Q1", severity="minor", law_scope="target", ceiling=Outcome.FAIL,
        legal_basis=(LegalBasis(act="Act", article="1", celex="32011L0083", start=date(2020, 1, 1)),),
        remedy={"en": "R"}, messages={"seen": texts}, reviewed=DAY,
    )  # fmt: skip
    return replace(card, **changes)


def test_an_exception_in_a_check_becomes_not_measurable() -> None:
    def check(operator_name: Known[str]) -> Answer:
        raise ZeroDivisionError("a slip")

    verdict = judge(Check.of(_card(), check), shop({"operator_name": "absent"}), "FR", DAY)
    assert (verdict.outcome, verdict.message) == (Outcome.NOT_MEASURABLE, "judge.fault")
    assert "ZeroDivisionError: a slip" in say(verdict, "fr")


def test_only_a_parameter_of_type_fact_receives_unknown() -> None:
    def check(operator_name: Known[str], host_name: Fact[str]) -> Answer:
        return passed("seen", what=type(host_name).__name__)

    made = Check.of(_card(), check)
    assert made.open_to_unknown == {"host_name"}
    blocked = Unknown("blocked", "on /cgv")
    seen = judge(made, ShopFacts(operator_name=ABSENT, host_name=blocked), "FR", DAY)
    assert seen.params[0] == ("what", "Unknown")
    unseen = judge(made, ShopFacts(operator_name=blocked, host_name=ABSENT), "FR", DAY)
    assert (unseen.outcome, unseen.message) == (Outcome.NOT_MEASURABLE, "judge.unknown")
    assert dict(unseen.params)["kind"] == "blocked"


def test_an_absence_without_a_page_read_is_no_absence() -> None:
    def check(operator_name: Known[str]) -> Answer:
        return failed("seen", operator_name, what="nothing")

    made = Check.of(_card(), check)
    assert judge(made, ShopFacts(operator_name=Absent(())), "FR", DAY).outcome is Outcome.NOT_MEASURABLE
    assert judge(made, ShopFacts(operator_name=ABSENT), "FR", DAY).outcome is Outcome.FAIL


def test_a_find_of_nothing_is_no_find() -> None:
    empty = Found((), evidence("x"))
    for check_id in ("identity.email", "gpsr.alert_match", "reduction.prior_price_shown"):
        check = load()[check_id]
        known = shop({"offers": "goods"} | dict.fromkeys(check.needs, "absent"))
        emptied = replace(known, **{check.needs[0]: empty})
        assert judge(check, emptied, "FR", DAY).outcome is Outcome.NOT_MEASURABLE


def test_amounts_country_and_day_are_handed_over() -> None:
    def check(operator_name: Known[str], limit: int, country: str, day: date) -> Answer:
        return passed("seen", what=f"{limit} {country} {day}")

    amounts = (
        Amount(name="limit", value=1),
        Amount(name="limit", value=2, start=date(2026, 1, 1)),
        Amount(name="limit", country="GR", value=3),
    )
    made = Check.of(_card(amounts=amounts), check)
    known = ShopFacts(operator_name=ABSENT)
    assert judge(made, known, "FR", date(2025, 12, 31)).params[0] == ("what", "1 FR 2025-12-31")
    assert judge(made, known, "FR", date(2026, 1, 1)).params[0] == ("what", "2 FR 2026-01-01")
    assert judge(made, known, "el", date(2026, 1, 1)).params[0] == ("what", "3 GR 2026-01-01")


@pytest.mark.parametrize(("ceiling", "unlisted"), [(Outcome.REVIEW, None), (Outcome.FAIL, Outcome.REVIEW)])
def test_nothing_rises_above_the_ceiling(ceiling: Outcome, unlisted: Outcome | None) -> None:
    def check(operator_name: Known[str]) -> Answer:
        return failed("seen", operator_name, what="x")

    made = Check.of(_card(ceiling=ceiling, unlisted=unlisted), check)
    assert judge(made, ShopFacts(operator_name=ABSENT), "FR", DAY).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    ("scope", "trader", "expected"),
    [
        ("target", Found("DE", evidence("x")), "FR"),
        ("establishment", Found("DE", evidence("x")), "DE"),
        ("establishment", Found("EL", evidence("x")), "GR"),
        ("both", Found("DE", evidence("x")), "DE"),
        ("both", Found("CN", evidence("x")), "FR"),
        ("both", Unknown("not read"), "FR"),
        ("both", ABSENT, "FR"),
    ],
)
def test_whose_law(scope: str, trader: Any, expected: str) -> None:
    def check(operator_name: Known[str], country: str) -> Answer:
        return review("seen", what=country)

    made = Check.of(_card(law_scope=scope), check)
    verdict = judge(made, ShopFacts(operator_name=ABSENT, trader_country=trader), "FR", DAY)
    assert verdict.country == expected


def test_every_judge_message_has_its_words() -> None:
    assert set(words()["kinds"]) == set(UNKNOWN_KINDS)
    assert set(words()["facts"]) == FACTS
    for section in words().values():
        for key, texts in section.items():
            assert {"en", "fr"} <= set(texts), key
            assert placeholders(texts["en"]) == placeholders(texts["fr"]), key
    source = "".join(
        p.read_text(encoding="utf-8") for p in (FOLDER / f"{n}.py" for n in ("judge", "countries", "circumstances"))
    )
    for key in words()["messages"]:
        assert f'"judge.{key}"' in source, f"judge.{key} is never said"


_WORDS = {"passed", "failed", "review", "not_applicable", "not_measurable"}


def _said(path: Path) -> list[tuple[str, set[str]]]:
    """(message key, parameter names) of every answer in a check's file; a key that is not written out is refused."""
    said = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WORDS:
            first = node.args[0]
            assert isinstance(first, ast.Constant), f"{path}:{node.lineno}: write the message key out"
            said.append((str(first.value), {k.arg for k in node.keywords if k.arg}))
    return said


@pytest.mark.parametrize("check_id", list(load()))
def test_functions_and_cards_agree_on_messages(check_id: str) -> None:
    card = load()[check_id].card
    own = FOLDER / (check_id.replace(".", "/") + ".py")
    said = {key for key, _ in _said(own)}
    assert said <= set(card.messages)
    helpers = {key for path in _helpers(own) for key, _ in _said(path)}
    assert set(card.messages) <= said | helpers


def _helpers(path: Path) -> list[Path]:
    """The room's own modules ("_beside.py") that a check's file imports from."""
    names = re.findall(rf"^from checks\.{path.parent.name}\.(_\w+) import", path.read_text(encoding="utf-8"), re.M)
    return [path.parent / f"{name}.py" for name in names]


_SEARCHED = {"en": "on {pages}", "fr": "sur {pages}", "nl": "op {pages}", "de": "auf {pages}"}
_NEVER_SAID = ("does not exist", "n'existe pas", "bestaat niet", "existiert nicht")


def test_absence_is_worded_as_a_search() -> None:
    for check in load().values():
        for key, texts in check.card.messages.items():
            for language, text in texts.items():
                assert not any(words in text for words in _NEVER_SAID)
                assert _SEARCHED[language] in text.lower() or "{pages}" not in text, f"{check.card.id} {key} {language}"


def test_absence_names_the_number_of_pages() -> None:
    verdict = judge(load()["price.delivery_cost"], shop({"offers": "goods", "delivery_cost": "absent"}), "FR", DAY)
    assert say(verdict, "en") == "No statement on delivery costs was found on the 2 pages visited."
    assert say(verdict, "fr") == "Aucune indication des frais de livraison n'a été trouvée sur les 2 pages visitées."
    one = judge(load()["price.delivery_cost"], ShopFacts(
        offers=shop({"offers": "goods"}).offers, delivery_cost=Absent((evidence("", "home"),))), "FR", DAY)  # fmt: skip
    assert say(one, "en").endswith("the 1 page visited.")


def test_shop_text_stays_text() -> None:
    hostile = "{name.__class__} {0} %s <script>"
    verdict = judge(load()["identity.name"], shop({"operator_name": hostile, "operator_legal_form": "SARL"}), "FR", DAY)
    assert hostile in say(verdict, "en")


def test_stored_verdicts_of_older_rules_are_still_shown() -> None:
    verdict = judge(load()["identity.phone"], shop({"operator_phones": "absent"}), "FR", DAY)
    assert say(replace(verdict, message="gone"), "en").startswith("gone (")
    assert "not_there" in say(replace(verdict, check="no.such", message="not_there"), "fr")
    assert title("no.such", "en") == "no.such"
    assert title("identity.phone", "xx") == title("identity.phone", "en")


def test_rules_version_is_stable() -> None:
    assert len(rules_version()) == 16
    assert len({check.version for check in load().values()}) == len(load())


_FORBIDDEN = {"requests", "os", "time", "random", "socket", "urllib", "subprocess", "sqlite3"}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda p: str(p.relative_to(FOLDER)))
def test_the_law_has_no_clock_and_no_network(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            assert name.split(".")[0] not in _FORBIDDEN, f"{path}: imports {name}"
            assert name != "datetime.datetime", f"{path}: imports the clock"
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "utcnow", "today"), f"{path}:{node.lineno}: reads the clock"
