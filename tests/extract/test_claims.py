"""Promises, environmental and sales claims, reviews and platforms: short texts and what must be read in them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, Fact, Found, Unknown
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract import green, market, pledges, reviews, sales_claims
from sweep.extract.visit.visits import shop_pages_of
from tests.extract.shops import PRODUCT, page, response, shop

_FILE = Path(__file__).with_name("claims.yaml")
CASES: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


def read(capture: Capture) -> dict[str, Fact[Any]]:
    """All facts of these families; every quote stands on its page."""
    pages = shop_pages_of(capture, "", lambda _page, _response: None)
    facts: dict[str, Fact[Any]] = {}
    for family in (pledges, green, reviews, market, sales_claims):
        facts |= family.read(pages)
    texts = {p.url: (p.text, p.html) for p in pages.pages}
    for fact in facts.values():
        for found in _parts(fact):
            assert all(any(proof.quote in text for text in texts[proof.url]) for proof in found.proof)
    return facts


def _parts(fact: Fact[Any]) -> list[Found[Any]]:
    if not isinstance(fact, Found):
        return []
    return (
        [fact, *(part for part in fact.value if isinstance(part, Found))] if isinstance(fact.value, tuple) else [fact]
    )


def told(fact: Fact[Any], expected: object) -> object:
    match fact:
        case Absent():
            return "absent"
        case Unknown():
            return fact
        case Found(value=tuple() as parts):
            return sorted({part.value.kind for part in parts})
        case Found(value=value) if isinstance(expected, dict):
            return {key: asdict(value)[key] for key in expected}
    return "found" if expected == "found" else fact.value


def shop_of(language: str, role: str, text: str, body: str = "") -> Capture:
    if role == "product":
        words = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        sold = response("/product/lamp", page(language, "Lampe 4711", "Lampe 4711", {}, PRODUCT + words + body))
        home = {"home": ""}
        return shop(language, {"terms": ""} | home, bodies={"home": '<a href="/product/lamp">4711</a>'}, extra=(sold,))
    return shop(language, {"terms": "", role: text}, bodies={role: body})


@pytest.mark.parametrize(("language", "role", "text", "fact", "expected"), CASES)
def test_claim(language: str, role: str, text: str, fact: str, expected: object) -> None:
    assert told(read(shop_of(language, role, text))[fact], expected) == expected


def test_every_fact_of_the_cases_is_also_absent_somewhere() -> None:
    for fact in {case[3] for case in CASES}:
        expected = [case[4] for case in CASES if case[3] == fact]
        assert "absent" in expected, fact
        assert len({str(e) for e in expected}) > 1, fact


def test_a_link_to_your_europe_is_the_notice() -> None:
    body = '<p><a href="https://europa.eu/youreurope/guarantees">Your Europe</a></p>'
    notice = read(shop_of("en", "terms", "Your rights.", body))["harmonised_notice"]
    assert isinstance(notice, Found)
    assert notice.value.form == "link"


def test_another_page_of_your_europe_may_lead_to_the_notice() -> None:
    body = '<p><a href="https://europa.eu/youreurope/citizens/consumers/index_en.htm">Your Europe</a></p>'
    notice = read(shop_of("en", "terms", "Your rights.", body))["harmonised_notice"]
    assert isinstance(notice, Found)
    assert notice.value.form == "text"
    elsewhere = '<p><a href="https://your-europe.example/guarantees">Your rights</a></p>'
    assert isinstance(read(shop_of("en", "terms", "Your rights.", elsewhere))["harmonised_notice"], Absent)


def test_a_picture_without_words_may_be_the_notice() -> None:
    known = read(shop_of("en", "terms", "Your rights.", '<p><img src="/eu-guarantee-notice-en.svg"></p>'))
    assert known["harmonised_notice"].value.form == "picture"  # type: ignore[union-attr]
    nameless = read(shop_of("en", "terms", "Your rights.", '<p><img src="/a81f.png"></p>'))
    assert isinstance(nameless["harmonised_notice"], Unknown)
    long = "You have the rights that the law gives to all people who buy from us. " * 4
    named = read(shop_of("en", "terms", long, '<p><img src="/a81f.png" alt="Our van"></p>'))
    assert isinstance(named["harmonised_notice"], Absent)


def test_a_consumer_s_words_are_no_claim_of_the_shop() -> None:
    quoted = '<div class="review-text"><p>An eco-friendly vase, I love it.</p></div>'
    assert isinstance(read(shop_of("en", "product", "A vase.", quoted))["green_claims"], Absent)
    own = read(shop_of("en", "product", "A vase.", '<div class="lead"><p>An eco-friendly vase, we love it.</p></div>'))
    assert isinstance(own["green_claims"], Found)


def test_what_stands_near_a_claim_is_kept() -> None:
    text = "An eco-friendly vase: 80 % recycled glass. EU Ecolabel licence on request."
    claims = read(shop_of("en", "product", text))["green_claims"].value  # type: ignore[union-attr]
    assert (claims[0].value.specified, claims[0].value.certified) == (True, True)


_REVIEWS = (
    '<div class="review-item"><b>Lise</b> <span>{date}</span><p>A lovely vase, very fast delivery.</p></div>'
    '<div class="review-item"><b>Omar</b><p>A bit fragile for my taste, but nice.</p></div>'
)


@pytest.mark.parametrize(("date", "dated"), [("3 March 2026", True), ("2026-03-03", True), ("", False)])
def test_reviews_and_their_dates(date: str, dated: bool) -> None:
    shown = read(shop_of("en", "product", "A vase.", _REVIEWS.format(date=date)))["reviews_shown"]
    assert isinstance(shown, Found)
    assert (shown.value.count, shown.value.dated) == (2, dated)


def test_an_invitation_to_write_is_no_review() -> None:
    invited = '<div class="review-item"><p>No reviews yet. Be the first to leave one!</p></div>'
    assert isinstance(read(shop_of("en", "product", "A vase.", invited))["reviews_shown"], Absent)


_PLAIN = (
    '<div class="review">5/5 A lovely vase. Lise, 3 March 2026</div>'
    '<div class="review">3/5 A bit fragile. Omar, 1 May 2026</div>'
)


def test_two_dated_texts_called_review_are_reviews() -> None:
    shown = read(shop_of("en", "product", "A vase.", f'<section class="review">{_PLAIN}</section>'))["reviews_shown"]
    assert isinstance(shown, Found)
    assert (shown.value.count, shown.value.dated) == (2, True)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="review">Based on 12 customer ratings</div><div class="review">Write down what you think</div>',
        '<p class="review">Our vase was praised by the Village Herald on 3 March 2026</p>',
        '<p class="order-review">Vase, 3 March 2026, two of them</p><p class="order-review">3 May 2026, a jug</p>',
    ],
)
def test_what_is_only_called_review_is_none(body: str) -> None:
    assert isinstance(read(shop_of("en", "product", "A vase.", body))["reviews_shown"], Absent)


_STARRED = "<p>★★★★★ The vase is heavier than it looks, and lovely. Lise, 3 March 2026</p>"
_SIGNED = "<div><p>A bit fragile for my taste, but nice.</p><span>Omar, 1.5.2026 ★★★★☆</span></div>"


@pytest.mark.parametrize(
    "body", [_STARRED + _SIGNED, _SIGNED + "<p>Ines, 2026-03-03 — 2/5 — Came with a crack all the way down.</p>"]
)
def test_dated_words_with_stars_are_reviews_without_any_markup(body: str) -> None:
    read_ = read(shop_of("en", "product", "A vase.", f"<h3>What people say</h3>{body}"))
    shown = read_["reviews_shown"]
    assert isinstance(shown, Found)
    assert (shown.value.count, shown.value.dated) == (2, True)
    assert isinstance(read_["review_statement"], Absent)


@pytest.mark.parametrize(
    "body",
    [
        _STARRED,  # one alone
        "<p>★★★★★ 4.8 (112)</p><p>★★★★☆ 4.1 (36)</p>",
        "<p>★★★★★ The Village Herald</p><p>★★★★★ Vases Monthly, 3 March 2026</p>",
        "<p>New in our shop since 3 March 2026, as seen at the fair</p><p>Open on 1.5.2026 from nine to five again</p>",
        "<ul><li>Blue vase ★★★★★ €20</li><li>Green vase ★★★★☆ €24</li></ul>",
        "<h3>Reviews</h3><p>★★★★★ The long novel of the sea by Ines Odul, 3 March 2026, €20</p>"
        "<p>★★★★☆ The short novel of the moor by Omar Brum, 1 May 2026, €24</p>",
        # nobody calls them so: they may be the nights of a festival
        "<p>★★★★★ The long evening of the sea with Ines Odul, 3 March 2026</p>"
        "<p>★★★★☆ The short evening of the moor with Omar Brum, 1 May 2026</p>",
    ],
)
def test_stars_and_dates_alone_are_no_reviews(body: str) -> None:
    assert isinstance(read(shop_of("en", "product", "A vase.", body))["reviews_shown"], Absent)


@pytest.mark.parametrize(
    "words",
    [
        "Nobody gets in here without an order number of ours.",
        "Each of these was checked against a parcel.",
        "To leave one of these you need the sign on the slip in your box.",
    ],
)
def test_words_beside_them_may_say_where_they_come_from(words: str) -> None:
    body = f"<h3>Reviews</h3><p>{words}</p>{_STARRED}{_SIGNED}"
    assert isinstance(read(shop_of("en", "product", "A vase.", body))["review_statement"], Unknown)


def test_words_on_reviews_that_are_hidden_leave_it_unclear() -> None:
    hidden = "<div hidden>Our reviews are all verified after purchase.</div>"
    assert isinstance(read(shop_of("en", "product", "A vase.", hidden))["review_statement"], Unknown)


@pytest.mark.parametrize(
    ("link", "linked"),
    [("https://www.fevad.com/membres", True), ("/about", False), ("https://fevad.evil.example/", False)],
)
def test_a_trust_mark_and_where_it_leads(link: str, linked: bool) -> None:
    marks = read(shop_of("fr", "product", "Un vase.", f'<a href="{link}"><img src="/m.png" alt="FEVAD"></a>'))[
        "trust_marks"
    ]
    assert [(m.value.name, m.value.linked) for m in marks.value] == [("fevad", linked)]  # type: ignore[union-attr]


def test_two_sellers_make_a_marketplace_and_one_does_not() -> None:
    assert isinstance(
        read(shop_of("en", "terms", "We sell on a marketplace of third-party sellers."))["marketplace"], Absent
    )
    one = "<p>Sold by Brumail Ltd, 12345 Brumtown, help@brumail.example</p>"
    assert isinstance(read(shop_of("en", "product", "A vase.", one))["marketplace"], Absent)
    facts = read(shop_of("en", "product", "A vase.", one + "<p>Sold by Zephirelle</p>"))
    assert isinstance(facts["marketplace"], Found)
    assert set(facts["seller_identity"].value.told) == {"address", "email"}  # type: ignore[union-attr]


def test_an_invitation_to_sell_makes_a_marketplace() -> None:
    capture = shop_of("fr", "home", "", '<nav><a href="/sell">Devenir vendeur</a></nav>')
    assert isinstance(read(capture)["marketplace"], Found)
