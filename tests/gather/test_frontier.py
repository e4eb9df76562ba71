"""Links met on many pages are judged once, and still tell what only a later page shows."""

from __future__ import annotations

from datetime import UTC, datetime

from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.gather.frontier import Candidate, Frontier

SHOP = "https://vendolux.example"
MENU = "<nav><a href='/agb'>AGB</a><a href='/p/oak-lamp'>Oak lamp</a><form action='/search'>x</form></nav>"


def page(path: str, body: str) -> Page:
    source = f"<html lang=de><body>{body}</body></html>".encode()
    headers = (("Content-Type", "text/html"),)
    return parse_page(Response(f"{SHOP}{path}", 200, "OK", headers, source, datetime(2026, 11, 21, tzinfo=UTC)))


def frontier(*pages: Page) -> tuple[Frontier, list[int]]:
    made = Frontier({"vendolux.example"}, ("de",))
    return made, [made.collect(one) for one in pages]


def test_what_is_met_again_is_not_new() -> None:
    card = "<a href='/p/elm-vase'><img alt='Elm vase'></a><a href='/p/elm-vase'>Elm vase</a>"
    made, new = frontier(page("/", MENU + card), page("/agb", MENU + card), page("/lamps", MENU + card))
    assert new == [1, 0, 0]
    assert made.candidate(f"{SHOP}/p/elm-vase").times == 2


def test_a_listing_tells_the_category_of_what_the_home_page_led_to() -> None:
    card = "<a href='/p/elm-vase'>Elm vase</a>"
    made, _ = frontier(page("/", MENU + card), page("/", MENU + card), page("/vases", MENU + card))
    assert made.candidate(f"{SHOP}/p/elm-vase").category == "/vases"
    assert made.candidate(f"{SHOP}/p/oak-lamp").category == ""  # a menu tells none


def test_a_reduction_counts_wherever_it_is_shown_and_whenever() -> None:
    reduced = MENU.replace("Oak lamp</a>", "Oak lamp</a> <del>9,00 €</del>").replace("<a", "<p><a", 2)
    made, _ = frontier(page("/", MENU), page("/agb", MENU))
    assert made.candidate(f"{SHOP}/p/oak-lamp").reduced is False
    made.collect(page("/lamps", reduced))
    assert made.candidate(f"{SHOP}/p/oak-lamp").reduced is True


def test_a_link_that_tells_the_role_of_a_page_met_without_one_is_heard() -> None:
    plain, telling = "<a href='/x1'>Hier klicken</a>", "<footer><a href='/x1'>Impressum</a></footer>"
    made, _ = frontier(page("/", plain), page("/b", plain), page("/c", telling + plain))
    assert made.candidate(f"{SHOP}/x1").role == "legal_notice"
    told = Candidate(f"{SHOP}/x1", "legal_notice", "footer", "Impressum", 2, category="/c", reduced=False)
    assert made.of_role("legal_notice") == told
