"""A case: the way it can go, the acts it rests on, and every field of the forms."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from checks.catalogue import load
from checks.verdict import LawRow, Outcome
from sweep.cooperation.case import build_case
from sweep.cooperation.model import OFFICIAL
from sweep.cooperation.routes import CPC_ANNEX, annex_acts, route
from tests.cooperation.samples import DAY, INFO, case_of, folder_in, seen, shop, verdict


@pytest.mark.parametrize(
    ("trader", "consumers", "way"),
    [
        ("FR", "FR", "national"),
        ("DE", "FR", "cpc_request"),
        ("NO", "FR", "cpc_request"),
        ("CN", "FR", "third_country"),
        ("GB", "FR", "third_country"),
        ("CH", "CH", "national"),
        ("", "FR", "establishment_unknown"),
    ],
)
def test_the_way_follows_from_where_the_trader_sits(trader: str, consumers: str, way: str) -> None:
    assert route(trader, consumers) == way


@pytest.mark.parametrize(
    ("check", "acts"),
    [
        ("reduction.prior_price_shown", {"98/6/EC"}),
        ("withdrawal.function", {"2011/83/EU"}),
        ("adr.info", {"2013/11/EU"}),
        ("gpsr.alert_match", set()),
        ("guarantee.fr_box", set()),
    ],
)
def test_acts_of_the_annex(check: str, acts: set[str]) -> None:
    assert acts <= set(annex_acts(verdict(check)))
    assert bool(acts) == bool(annex_acts(verdict(check)))


@pytest.mark.parametrize("act", ["Dir. 98/69/EC", "Dir. 2093/13/EEC", "Reg. (EU) 2019/7701", "Dir. 12011/83/EU"])
def test_an_act_with_a_similar_number_is_another_act(act: str) -> None:
    assert annex_acts(replace(verdict("adr.info"), law=(LawRow("EU", act, "1", ""),))) == ()


def test_every_act_of_the_annex_that_a_card_names_is_recognised() -> None:
    named = {act for check in load() for act in annex_acts(verdict(check))}
    assert {"98/6/EC", "2000/31/EC", "2011/83/EU", "2019/771"} <= named <= set(CPC_ANNEX)


def test_a_request_needs_an_act_of_the_annex(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    result = shop(folder, verdict("withdrawal.function"), verdict("gpsr.alert_match"))
    case = case_of(result)
    assert case.request_type == "enforcement (article 12)"
    assert case.alert is not None
    assert case.alert.cpc_annex == case.cpc_annex == ("2011/83/EU",)
    assert case.alert.member_states == ("FR", "DE")
    assert case.without_cpc_basis == (load()["gpsr.alert_match"].card.title["en"],)
    only_safety = case_of(replace(result, verdicts=(verdict("gpsr.alert_match"),)))
    assert (only_safety.request_type, only_safety.alert, only_safety.cpc_annex) == ("", None, ())
    national = case_of(replace(result, facts=replace(result.facts, trader_country=result.facts.operator_vat)))
    assert (national.route, national.request_type) == ("establishment_unknown", "")


def test_the_heaviest_come_first_and_points_to_review_last_and_only_when_wanted(tmp_path: Path) -> None:
    verdicts = [
        verdict("gpsr.alert_match", Outcome.REVIEW),
        verdict("adr.info"),
        verdict("identity.name"),
        verdict("identity.vat", Outcome.PASS),
    ]
    result = shop(folder_in(tmp_path), *verdicts)
    assert [f.check for f in case_of(result).findings] == ["identity.name", "adr.info", "gpsr.alert_match"]
    case = case_of(result, reviews=False)
    assert [f.check for f in case.findings] == ["identity.name", "adr.info"]
    assert "2 suspected infringements," in case.summary
    # What a person has to look at first is neither the basis of a request nor a measure.
    assert case_of(result).legal_basis == case.legal_basis
    assert case_of(result).proposed_measures == case.proposed_measures


def test_no_field_of_the_forms_is_left_out(tmp_path: Path) -> None:
    case = asdict(case_of(shop(folder_in(tmp_path), verdict("identity.name"))))
    assert len(case["to_complete"]) == len(OFFICIAL)
    assert not any(case["official"].values())
    for name in ("name", "address", "directors", "emails", "phones", "websites", "ip_addresses", "vat", "host"):
        assert name in case["trader"]
    assert case["trader"]["vat"]["note"] == "not found on the page read for it"
    for name in ("consumers_location", "products", "legal_basis", "medium", "infringement_types", "summary"):
        assert case[name], name
    for name in ("description", "products", "traders", "authorities", "infringement_status", "attachments"):
        assert case["alert"][name], name
    for name in ("proceedings", "measures_taken", "consumers_harmed", "confidentiality", "recipients"):
        assert case["alert"][name] == "", name


def test_a_case_in_french_is_in_french(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name", Outcome.FAIL, seen("")), name="", country="")
    case = case_of(result, "fr")
    assert case.infringement_status == "soupçon raisonnable"
    assert case.summary.startswith("La boutique en ligne http://shop.example/ (un exploitant")
    assert case.findings[0].kind == "infraction présumée"
    assert case.route == "establishment_unknown"
    assert "bureau de liaison unique" in case.to_complete


def test_a_suspicion_is_never_called_verified(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name"))
    for language in ("en", "fr"):
        case = build_case(INFO, result, language=language, today=DAY, reviews=True, ips=[])
        assert "verif" not in f"{case.infringement_status}{case.summary}"
