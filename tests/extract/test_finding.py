"""What tells a page beside its label: its own words, the markup, scripts; and what must not be taken for it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sweep.extract.data.hints import alternates, hints
from sweep.extract.lexicon import all_languages, languages, lexicon
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.languages import told
from sweep.extract.pages.scripted import scripted_target
from sweep.extract.shop import shop_pages
from sweep.extract.visit.contents import content_role, is_article, is_hub
from sweep.extract.visit.roles import assign
from tests.extract.shops import BASE, response, shop
from tests.minishops import languages as mini_languages
from tests.minishops import texts


def seen(path: str, html: str) -> Page:
    return parse_page(response(path, html))


# -- words --------------------------------------------------------------------------------------------


def test_every_language_can_find_and_eight_are_read() -> None:
    for code in all_languages():
        assert lexicon(code)["language"]["small_words"]
        assert set(lexicon(code)["contents"]) == {"legal_notice", "terms", "privacy", "withdrawal", "delivery"}
        assert set(lexicon(code)["links"]) >= {"legal_notice", "terms", "privacy", "withdrawal", "delivery", "contact"}
    assert languages() == ("de", "en", "es", "fr", "it", "nl", "pl", "pt")


@pytest.mark.parametrize("language", mini_languages())
def test_a_language_is_told_by_its_small_words(language: str) -> None:
    text = " ".join(t.words for t in texts(language))
    assert told("", text)[0] == language
    wrong = "en" if language != "en" else "de"  # a theme's default, left as it was
    assert told(wrong, text)[0] == language
    assert bool(told(wrong, text)[1]) == (language in languages())


def test_a_declared_language_stands_where_the_words_do_not_tell() -> None:
    assert told("nb-NO", "Lux 1 49,00") == ("no", ())
    assert told("de-AT", "Lux 1 49,00") == ("de", ("de",))


def test_words_that_several_languages_share_do_not_outvote_what_a_page_declares() -> None:
    menu = "panier. conditions generales de vente. politique de confidentialite. livraison et frais de port. "
    goods = "train a ficelle cahotin. en stock. locomotive et deux wagons a tirer, en bois peint. france de l'est. de"
    assert told("fr", 3 * (menu + goods)) == ("fr", ("fr",))
    assert told("fr", "og i at det er en til af det er ikke vi som du har kan skal fra eller ved efter hvis")[0] == "da"


def test_every_expression_of_the_lexica_can_be_used() -> None:
    listed = [
        (code, section, key, phrase)
        for code in all_languages()
        for section, keys in lexicon(code).items()
        for key, phrases in keys.items()
        for phrase in phrases
    ]
    expressions = [(*where, phrase) for *where, phrase in listed if phrase.startswith("re:")]
    assert expressions
    for *where, phrase in expressions:
        try:
            re.compile(phrase[3:])
        except re.error as error:
            raise AssertionError(f"{where}: {phrase}: {error}") from error


@pytest.mark.parametrize("language", mini_languages())
def test_what_a_page_says_tells_its_role(language: str) -> None:
    by_role = {t.role: t.words for t in texts(language)}
    for role in ("withdrawal", "delivery", "privacy"):
        page = seen("/x", f"<html lang={language}><p>{by_role[role]}</p>")
        assert content_role(page, (language,)) in (role, "")
    everything = seen("/x", f"<html lang={language}><p>{' '.join(by_role.values())}</p>")
    assert content_role(everything, (language,)) == "terms"


def test_a_footer_does_not_make_every_page_a_legal_notice() -> None:
    footer = "<footer><p>Company number 1, VAT number 2, registered office Dublin.</p></footer>"
    assert content_role(seen("/x", f"<html lang=en><p>Our lamps.</p>{footer}"), ("en",)) == ""
    assert content_role(seen("/x", f"<html lang=en><p>{footer[11:-13]}</p>"), ("en",)) == "legal_notice"


def test_a_page_with_a_label_nobody_foresaw_is_known_by_its_words() -> None:
    words = next(t.words for t in texts("en") if t.role == "withdrawal")
    home = '<html lang=en><body><footer><a href="/a">Second thoughts</a> <a href="/b">Lamp lore</a></footer>'
    pages = [
        seen("/", home),
        seen("/a", f"<html lang=en><h1>Second thoughts</h1><p>{words}</p>"),
        seen("/b", "<html lang=en><h1>Lamp lore</h1><p>Lamps have been made for a long time.</p>"),
    ]
    assign(pages, home=BASE)
    assert [p.role for p in pages] == ["home", "withdrawal", "other"]


# -- articles, hubs, suppliers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "html"),
    [
        ("/blog/our-returns", "<p>x</p>"),
        ("/en/news/returns", "<p>x</p>"),
        ("/returns", '<meta property="article:published_time" content="2026-01-01">'),
        ("/returns", '<script type="application/ld+json">{"@type": "BlogPosting"}</script>'),
    ],
)
def test_articles(path: str, html: str) -> None:
    page = seen(path, f"<html lang=en><title>Returns</title>{html}<h1>Returns</h1>")
    assert is_article(page)
    pages = [seen("/", f'<html lang=en><p><a href="{path}">Returns</a></p>'), page]
    assign(pages, home=BASE)
    assert page.role == "other"


def test_the_shops_own_page_may_lie_below_its_blog() -> None:
    page = seen("/blog/returns", "<html lang=en><h1>Returns</h1>")
    pages = [seen("/", '<html lang=en><footer><a href="/blog/returns">Returns</a></footer>'), page]
    assign(pages, home=BASE)
    assert page.role == "withdrawal"


LINKS = '<a href="/t">Terms</a> <a href="/p">Privacy</a> <a href="/i">Imprint</a>'


def test_a_hub_says_nothing_itself() -> None:
    hub = seen("/legal", f"<html lang=en><h1>Legal</h1>{LINKS}")
    assert is_hub(hub, ("en",), frozenset())
    assert not is_hub(hub, ("en",), frozenset(f"{BASE}{path}" for path in ("/t", "/p", "/i")))  # the shop's menu


@pytest.mark.parametrize("own", ["hello@vasenia.example", "VAT number 1", "word " * 60])
def test_a_page_that_says_something_is_no_hub(own: str) -> None:
    assert not is_hub(seen("/legal", f"<html lang=en><h1>Legal</h1><p>{own}</p>{LINKS}"), ("en",), frozenset())


# -- markup -------------------------------------------------------------------------------------------


def test_the_markup_names_pages() -> None:
    data = (
        '{"@type": "Organization", "publishingPrinciples": "/ethics", "contactPoint": {"@type": "ContactPoint", '
        '"url": "/write"}, "hasMerchantReturnPolicy": {"merchantReturnLink": "https://shop.example/back"}}'
    )
    html = (
        f'<link rel="privacy-policy" href="/p"><link rel="stylesheet" href="/s">'
        f'<script type="application/ld+json">{data}</script>'
    )
    found = {path.removeprefix(BASE): role for role, path in hints(seen("/", html))}
    assert found == {"/p": "privacy", "/ethics": "about", "/write": "contact", "/back": "withdrawal"}


def test_words_are_no_addresses() -> None:
    data = '{"@type": "Organization", "publishingPrinciples": "We print what is true", "termsOfService": ""}'
    assert hints(seen("/", f'<script type="application/ld+json">{data}</script>')) == ()


def test_versions_in_other_languages() -> None:
    html = (
        '<link rel="alternate" hreflang="fr_BE" href="/fr/"><link rel="alternate" hreflang="x-default" href="/">'
        '<a hreflang="nl" href="https://shop.example/nl/">NL</a><a hreflang="de" href="javascript:x()">DE</a>'
    )
    assert alternates(seen("/", html)) == (("fr-be", f"{BASE}/fr/"), ("nl", f"{BASE}/nl/"))


@pytest.mark.parametrize(
    ("attributes", "target"),
    [
        ({"onclick": "location.href='/imprint'"}, "/imprint"),
        ({"onclick": 'window.location = "https://shop.example/a"'}, "https://shop.example/a"),
        ({"onclick": "document.location.assign('/a'); return false"}, "/a"),
        ({"href": "javascript:window.open(%27/terms%27)"}, "/terms"),
        ({"href": "#", "data-href": "/terms"}, "/terms"),
        ({"onclick": "track('/imprint')"}, ""),
        ({"onclick": "openMenu()"}, ""),
        ({"href": "javascript:void(0)"}, ""),
        ({"onclick": "x" * 5_000 + "location.href='/a'"}, ""),
    ],
)
def test_where_scripts_lead(attributes: dict[str, str | None], target: str) -> None:
    assert scripted_target(attributes) == target


def test_an_address_of_its_own_goes_before_the_script() -> None:
    links = seen("/", "<a href='/a' onclick=\"location.href='/b'\">x</a><p onclick='grow()'>y</p>").links
    assert [(link.url, link.kind) for link in links] == [(f"{BASE}/a", "a")]


def test_coverage_says_what_was_read_and_what_not() -> None:
    whole = shop("fr", {"terms": "Droit de rétractation : quatorze jours.", "legal_notice": "Vasenia SARL"})
    unread = replace(whole, responses=tuple(r for r in whole.responses if not r.url.endswith("/terms")))
    told = shop_pages(whole, "FR").coverage()
    assert told["terms"] == (1, "")
    assert told["legal_notice"] == (1, "")
    assert told["checkout"] == (0, "not fetched: no checkout page was read")
    read, gap = shop_pages(unread, "FR").coverage()["terms"]
    assert read == 0
    assert gap.startswith("not fetched")
