"""Pictures beside the text: one reason more for a match, a lead without one, and nothing against a veto."""

from __future__ import annotations

from dataclasses import replace

import pytest

from product_alerts.match import Matcher
from product_alerts.model import Alert, AlertStatus, Grade, MatchReason, Offer
from product_alerts.picture_match import Photo, alike, with_pictures
from product_alerts.pictures import prints_to_ask, prints_to_keep
from product_alerts.print_index import PrintIndex
from product_alerts.prints import SHARED_BY, Kept
from tests.pictures import drawn

REASON = MatchReason("same_picture", True, "https://one.example/p.jpg", "https://alerts.example/p.jpg")
ALERT = Alert("safety-gate", "SR/00001/26", product="Night lamp", brands=("Lumivole",), models=("LV-4471",))
LAMP = Offer("https://one.example/p/lamp", "Lumivole night lamp LV-4471", brand="Lumivole")
PLAIN = Offer("https://one.example/p/glow", "Moon rabbit with remote control")


def test_a_match_of_the_text_keeps_its_grade_and_gains_a_reason() -> None:
    matcher = Matcher([ALERT])
    (text,) = matcher.matches([LAMP])
    (both,) = with_pictures([text], {(LAMP, ALERT.id): REASON}, matcher)
    assert text.grade is Grade.SAME_PRODUCT
    assert both == replace(text, reasons=(*text.reasons, REASON))


def test_without_the_text_a_picture_is_a_lead_and_no_more() -> None:
    matcher = Matcher([ALERT])
    assert matcher.matches([PLAIN]) == ()
    (lead,) = with_pictures([], {(PLAIN, ALERT.id): REASON}, matcher)
    assert (lead.grade, lead.alert, lead.reasons[0]) == (Grade.LOOK_AT_PICTURE, ALERT, REASON)
    assert lead.score < 0.5


def test_what_the_text_says_against_it_stands_beside_it() -> None:
    other = replace(PLAIN, brand="Marelune")
    (lead,) = with_pictures([], {(other, ALERT.id): REASON}, Matcher([ALERT]))
    assert [(r.feature, r.agrees) for r in lead.reasons] == [("same_picture", True), ("brand_clash", False)]


def test_another_kind_of_product_says_no() -> None:
    ladder = Offer("https://one.example/p/shoes", "Winter boots for children")
    assert with_pictures([], {(ladder, ALERT.id): REASON}, Matcher([ALERT])) == ()


@pytest.mark.parametrize("known", [True, False])
def test_a_withdrawn_notice_is_no_lead(known: bool) -> None:
    matcher = Matcher([ALERT] if known else [])
    matcher.update([replace(ALERT, status=AlertStatus.WITHDRAWN)])
    assert with_pictures([], {(PLAIN, ALERT.id): REASON}, matcher) == ()


def test_a_notice_that_came_later_is_known_as_it_stands_now() -> None:
    matcher = Matcher([ALERT])
    matcher.update([replace(ALERT, name="Corrected", status=AlertStatus.CORRECTED)])
    (lead,) = with_pictures([], {(PLAIN, ALERT.id): REASON}, matcher)
    assert lead.alert.name == "Corrected"


def test_what_many_offers_of_a_shop_show_leads_nowhere() -> None:
    data = drawn.encoded(drawn.photo(0))
    index = PrintIndex([Kept(ALERT.id, REASON.alert_value, prints_to_keep(data))])
    photo = Photo(REASON.offer_value, prints_to_ask(data))
    offers = [replace(PLAIN, url=f"https://one.example/p/{n}") for n in range(SHARED_BY + 1)]
    assert alike(dict.fromkeys(offers, (photo,)), index) == {}
    assert alike({offers[0]: (photo,)}, index) == {(offers[0], ALERT.id): REASON}
