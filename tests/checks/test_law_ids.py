"""The catalogue is whole: every rule of the list is a check or a question for a person, never both, never neither."""

from __future__ import annotations

import pytest

from checks.card import CardError
from checks.card_file import load_manual
from checks.catalogue import load, manual_questions


def _ids(text: str) -> tuple[str, ...]:
    """Lines "group: rule rule"; a line without a group continues the one above."""
    found, group = [], ""
    for line in text.strip().splitlines():
        head, colon, rest = line.partition(":")
        group, names = (head.strip(), rest) if colon else (group, line)
        found += [f"{group}.{name}" for name in names.split()]
    return tuple(found)


# What the law asks of a shop on the net and an investigator can look at, one id a rule.
LAW = _ids("""
adr: info odr_link_obsolete
checkout: order_button personalised_price summary_before_order
gpsr: alert_match eu_responsible_person identification manufacturer marketplace_interface recall_page warnings
green: durability_obsolescence fr_agec_sheet fr_banned_terms future_claim generic_claim irrelevant_benefit
    label_uncertified legal_requirement_distinctive offset_claim whole_product
guarantee: commercial fr_box garan_label harmonised_notice hidden_defects legal_info repair_extension
    spare_parts
identity: address capital consistency email hosting_provider legal_notice_access name outdated_law_reference
    phone phone_rate publication_director registration supervisory_authority vat
marketplace: design duty_split illegal_product_notice no_consumer_rights ranking trader_identity trader_status
platform: contact_point gpsr_contact notice_action
price: currency_language customs_hidden delivery_cost drip geo_discrimination total_incl_tax unit_price
privacy: cookie_banner newsletter_precheck policy_link
prohibited: watchlist
reduction: bait black_friday false_scarcity false_urgency perpetual prior_price_shown prior_price_true
    reference_type soldes
reviews: external_widget fake fake_verified fr_control verification_info
scam: catalogue_clone checkout_http contact country_mismatch domain_age huge_discounts language legal_copy
    name_mismatch no_identity payment placeholder reviews stolen_identity tls_infra trust_mark_false vat_invalid
    whois_hidden
sector: accessibility alcohol biocide cbd_cannabis ce_electronics clp_distance_sale clp_mixture cosmetics
    energy_label environmental_cost_textile financial fireworks food_claims food_info footwear_leather
    gambling_lootbox ivory_cites lasers medical_device medicine_logo organic pesticide pets ppe prescription
    textile_fibre tobacco toy_warning travel tyre_label vape weapons weee_battery
subscription: cancel_function trap
terms: additional_payment_optin available complaints cost_of_communication delivery_restrictions_payment_means
    delivery_time payment_surcharge unfair_clauses
ucp: approval_claim closing_down free_claim health_cure hidden_ad imitation_brand inertia legal_right_as_feature
    local_shop_story nagging_optout origin_claim price_comparison trust_mark
withdrawal: conditions_illegal exclusions_info form_addressee function function_info info model_form
    refund_period return_costs return_period_consumer
""")


def test_the_list_is_whole() -> None:
    assert len(LAW) == len(set(LAW)) == 163


@pytest.mark.parametrize("rule", LAW)
def test_every_rule_is_a_check_or_a_question_for_a_person(rule: str) -> None:
    places = [name for name, ids in (("a check", load()), ("in checks/manual.yaml", manual_questions())) if rule in ids]
    assert places, f"{rule} is neither a check nor in checks/manual.yaml"
    assert len(places) == 1, f"{rule} is a check and stands in checks/manual.yaml: keep one"


def test_nothing_stands_in_the_catalogue_that_is_not_on_the_list() -> None:
    assert set(load()) | set(manual_questions()) <= set(LAW)


_ENTRY = """\
- id: reviews.score
  title: {en: A, fr: B, nl: C, de: D}
  instruction: {en: Look, fr: Regarder, nl: Kijken, de: Ansehen}
  question: Q28
  severity: minor
  law_scope: target
  legal_basis: [{act: "Dir. 2005/29/EC", article: "6", celex: 32005L0029, from: 2007-12-12}]
  reviewed: 2026-11-21
"""


def test_a_manual_question_is_read() -> None:
    (question,) = load_manual(_ENTRY, "manual.yaml")
    assert (question.id, question.instruction["de"]) == ("reviews.score", "Ansehen")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_ENTRY + _ENTRY, "manual.yaml:9:3: reviews.score stands here twice"),
        (_ENTRY.replace("Q28", "Q35"), "manual.yaml:4:3: question: not in the form asked for"),
        (_ENTRY.replace("instruction", "instructions"), "manual.yaml:3:3: instructions: unknown key"),
        ("id: reviews.score", "manual.yaml:1:1: a list of questions is expected"),
        ("- [", "manual.yaml:2:1"),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, says: str) -> None:
    with pytest.raises(CardError) as raised:
        load_manual(text, "manual.yaml")
    assert says in str(raised.value)
