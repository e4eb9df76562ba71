"""Notices on the same product are put together with reasons, and never on a brand alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from product_alerts.links import Link, links
from product_alerts.model import Alert, AlertStatus, ItemId

DAY = date(2026, 11, 20)
EU = Alert(
    "safety-gate",
    "SR/09101/26",
    DAY,
    product="Night light",
    brands=("Lumora",),
    models=("LN-2210",),
    gtins=("01990417362015",),
    item_ids=(ItemId("amazon", "B0TESTQ7Z9"),),
)
FR = Alert("rappelconso", "2026-11-0001", DAY, language="fr", product="veilleuse", brands=("lumora",))
UK = Alert("uk-opss", "2611-0001", DAY, name="Night light", brands=("Lumora",))
CA = Alert(
    "health-canada",
    "1",
    DAY,
    name="Lumora Twinkle Bedside Lamp",
    url="https://recalls-rappels.canada.ca/en/alert-recall/lumora-lamp",
)
US = Alert("cpsc", "26-001", DAY, name="Lumora Twinkle Bedside Lamps", url="https://www.cpsc.gov/Recalls/2026/lumora")


def kinds(*alerts: Alert) -> list[tuple[str, str, str]]:
    return [(link.one, link.other, link.kind) for link in links(alerts)]


def test_a_french_fiche_names_its_case() -> None:
    born = replace(FR, cites=("safety-gate:SR/09101/26",))
    (link,) = links([EU, born])
    assert link == Link(
        "rappelconso:2026-11-0001",
        "safety-gate:SR/09101/26",
        "cited",
        ("rappelconso:2026-11-0001 names safety-gate:SR/09101/26",),
    )
    assert links([EU, replace(FR, cites=("safety-gate:SR/09102/26",))]) == ()


@pytest.mark.parametrize(
    ("cite", "linked"),
    [
        ("https://recalls-rappels.canada.ca/en/alert-recall/lumora-lamp", True),
        ("http://recalls-rappels.canada.ca/fr/alert-recall/lumora-lamp/", True),
        ("https://recalls-rappels.canada.ca/en/alert-recall/another-lamp", False),
        ("https://elsewhere.example/en/alert-recall/lumora-lamp", False),
        ("not an address", False),
        ("https://[broken", False),
    ],
)
def test_an_american_recall_names_the_canadian_notice(cite: str, linked: bool) -> None:
    assert bool(links([CA, replace(US, cites=(cite,))])) == linked


def test_a_recall_page_that_is_a_notice_links() -> None:
    fiche = replace(FR, url="https://rappel.conso.gouv.fr/fiche-rappel/1/interne")
    assert [
        link.kind
        for link in links([fiche, replace(EU, recall_url="https://rappel.conso.gouv.fr/fiche-rappel/1/rapex")])
    ]
    assert not links([fiche, replace(EU, recall_url="https://rappel.conso.gouv.fr/fiche-rappel/11/rapex")])


@pytest.mark.parametrize(
    ("code", "linked"),
    [
        ("01990417362015", True),
        ("02200134834962", False),  # given out inside one retailer
        ("01000000000108", False),  # made up
        ("00000058089005", False),  # eight digits
    ],
)
def test_a_barcode_links_where_it_is_unique_in_the_world(code: str, linked: bool) -> None:
    found = kinds(replace(EU, gtins=(code,), item_ids=(), models=()), replace(UK, gtins=(code,)))
    assert found == ([("safety-gate:SR/09101/26", "uk-opss:2611-0001", "same_barcode")] if linked else [])


def test_a_marketplace_item_links() -> None:
    assert kinds(EU, replace(UK, item_ids=EU.item_ids))[0][2] == "same_item"
    assert kinds(EU, replace(UK, item_ids=(ItemId("temu", "B0TESTQ7Z9"),))) == []


@pytest.mark.parametrize(
    ("uk", "linked"),
    [
        (replace(UK, models=("LN-2210",)), True),
        (replace(UK, models=("LN-2211",)), False),
        (replace(UK, models=("LN-2210",), brands=("Kesselin",)), False),
        (replace(UK, models=("LN-2210",), brands=()), False),
        (replace(UK, models=("LN-2210",), published=date(2024, 1, 5)), False),
        (replace(UK, models=("LN-2210",), published=None), False),
        (UK, False),  # the brand alone
    ],
)
def test_brand_and_model_link_within_a_year(uk: Alert, linked: bool) -> None:
    assert [kind for _, _, kind in kinds(EU, uk)] == (["same_model"] if linked else [])


def test_a_standard_code_is_no_model() -> None:
    assert kinds(replace(EU, models=("CR2032",)), replace(UK, models=("CR2032",))) == []


def test_a_joint_notice_meets_its_twin_by_rare_words_of_the_same_weeks() -> None:
    joint = replace(CA, cites=("joint:cpsc",))
    others = [replace(US, number=f"26-1{n:02}", name=f"Kesselin Kettle {n}") for n in range(5)]
    (link,) = links([joint, US, *others])
    assert (link.one, link.other, link.kind) == ("cpsc:26-001", "health-canada:1", "joint")
    assert "bedside" in link.reasons[1]
    assert links([CA, US, *others]) == ()  # without its own word that it was joint
    assert links([joint, replace(US, published=date(2026, 1, 5)), *others]) == ()
    assert links([joint, US, replace(US, number="26-002"), *others]) == ()  # two that are equally good
    assert links([joint, replace(US, name="Lumora Kettle"), *others]) == ()  # the brand alone


def test_withdrawn_notices_and_one_source_have_no_links() -> None:
    twin = replace(UK, gtins=EU.gtins)
    assert kinds(replace(EU, status=AlertStatus.WITHDRAWN), twin) == []
    assert kinds(EU, replace(EU, number="SR/09102/26")) == []
