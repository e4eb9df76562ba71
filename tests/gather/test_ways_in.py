"""Which version of a shop is visited, where its platform is asked for pages that nothing links, and its frames."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from sweep.capture import Capture, Response
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.page import Page, parse_page
from sweep.extract.shop import shop_pages
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.platform_paths import platform_of, usual_paths
from sweep.gather.crawl import gather
from sweep.gather.home import wanted_version
from sweep.gather.limits import Limits
from tests.servers import Route, page, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=0, products=0, pages=40)
SHOP = "https://vendolux.example"


def visit(folder: Path, url: str, **changes: Any) -> tuple[Capture, ShopPages]:
    with ArchiveWriter(folder / "visit.warc.gz", software="sweepday", info={}) as archive:
        capture = gather(url, replace(LIMITS, **changes), archive)
    return capture, shop_pages(capture, "FR")


def roles(pages: ShopPages) -> dict[str, str]:
    return {urlsplit(p.url).path: p.role for p in pages.pages}


def home(*versions: str, lang: str = "en") -> Page:
    links = "".join(f'<link rel="alternate" hreflang="{v}" href="/{v.lower()}/">' for v in versions)
    body = f"<html lang={lang}><head>{links}</head><body>Hello</body></html>".encode()
    headers = (("Content-Type", "text/html"),)
    return parse_page(Response(f"{SHOP}/{lang}/", 200, "", headers, body, datetime(2026, 11, 21, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("versions", "languages", "country", "wanted"),
    [
        (("en", "fr", "nl"), ("fr", "en"), "BE", "/fr/"),
        (("en", "fr-FR", "fr-BE"), ("fr",), "BE", "/fr-be/"),
        (("en", "fr-CH", "fr"), ("fr",), "BE", "/fr/"),
        (("en", "fr-CH"), ("fr",), "BE", "/fr-ch/"),
        (("en", "nb-NO"), ("no",), "NO", "/nb-no/"),
        (("en", "fr"), ("en", "fr"), "IE", ""),  # it is ours already
        (("en", "fr"), ("de",), "DE", ""),  # none is ours
        (("en", "x-default"), ("fr",), "FR", ""),
        ((), ("fr",), "FR", ""),
        (("en", "fr"), (), "FR", ""),
    ],
)
def test_the_version_for_our_consumers(
    versions: tuple[str, ...], languages: tuple[str, ...], country: str, wanted: str
) -> None:
    assert wanted_version(home(*versions), languages, country) == (SHOP + wanted if wanted else "")


def test_a_visit_goes_to_the_version_for_our_consumers(tmp_path: Path) -> None:
    def version(code: str, label: str) -> bytes:
        alternates = '<link rel="alternate" hreflang="fr-FR" href="/fr/"><link rel="alternate" hreflang="en" href="/">'
        footer = f'<footer><a href="/{code}/terms">{label}</a></footer>'
        return page(f"<html lang={code}><head>{alternates}</head><body>{footer}</body></html>")

    routes: dict[str, Route] = {
        "/": version("en", "Terms and conditions"),
        "/fr/": version("fr", "CGV"),
        "/fr/terms": page("<html lang=fr><h1>CGV</h1>"),
        "/en/terms": page("<html lang=en><h1>Terms</h1>"),
    }
    with serve(routes) as shop:
        visit(tmp_path, shop.url(), languages=("fr",), country="FR")
        assert "/fr/terms" in shop.requests
        assert "/en/terms" not in shop.requests


# -- the usual places of platforms --------------------------------------------------------------------

MARKS = {
    "shopify": '<script src="https://cdn.shopify.com/s/x.js"></script>',
    "woocommerce": '<link href="/wp-content/plugins/woocommerce/a.css">',
    "prestashop": '<script>var prestashop = {"cart": 1};</script>',
    "shopware": '<link href="/bundles/storefront/a.css">',
    "magento": '<link href="/static/version17/frontend/x.css">',
    "opencart": '<a href="/index.php?route=common/home">Home</a>',
    "oscar": '<link href="/static/oscar/css/styles.css">',
}


def marked(marks: str) -> Page:
    body = f"<html>{marks}<p>Hello</p>".encode()
    headers = (("Content-Type", "text/html"),)
    return parse_page(Response(f"{SHOP}/", 200, "", headers, body, datetime(2026, 11, 21, tzinfo=UTC)))


@pytest.mark.parametrize("name", MARKS)
def test_platforms_are_known_and_have_usual_places(name: str) -> None:
    assert platform_of(marked(MARKS[name])) == name
    assert usual_paths(name, "terms", "de")
    assert all(path.startswith("/") for role in ("terms", "privacy") for path in usual_paths(name, role, "de"))


def test_no_platform_no_usual_places() -> None:
    assert platform_of(marked("<p>We love magenta shops.</p>")) == ""
    assert usual_paths("", "terms", "de") == ()
    assert usual_paths("woocommerce", "terms", "bg")[:1] != ("/общи условия/",)


TERMS = (
    "<h1>Terms of service</h1><p>These terms apply to every contract of sale. The contract is concluded when we "
    "confirm your order. You can return the goods within 14 days, we are glad to take them from you.</p>"
)
START = f"<html lang=en>{MARKS['shopify']}<p>This is the page of our shop for you and for all that are with us.</p>"


def test_a_page_that_no_link_names_is_found_where_its_platform_has_it(tmp_path: Path) -> None:
    with serve({"/": page(START), "/policies/terms-of-service": page(f"<html lang=en>{TERMS}")}) as shop:
        _, pages = visit(tmp_path, shop.url())
    assert roles(pages)["/policies/terms-of-service"] == "terms"


def test_what_is_linked_is_not_guessed(tmp_path: Path) -> None:
    linked = '<footer><a href="/pages/t">Terms of service</a></footer>'
    with serve({"/": page(START + linked), "/pages/t": page(f"<html lang=en>{TERMS}")}) as shop:
        visit(tmp_path, shop.url())
        assert not [path for path in shop.requests if path.startswith("/policies/terms")]
        assert "/policies/refund-policy" in shop.requests


def test_a_shop_that_answers_every_guess_has_no_legal_pages_for_that(tmp_path: Path) -> None:
    def anything(connection: Any, path: str) -> None:
        connection.sendall(page(START + '<p><a href="/collections/all">All lamps</a></p>'))

    with serve(anything) as shop:
        _, pages = visit(tmp_path, shop.url())
    assert set(roles(pages).values()) <= {"home", "other", "listing"}


# -- frames -------------------------------------------------------------------------------------------


def test_the_frame_of_a_legal_page_is_read_as_a_part_of_it(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/": page('<html lang=en><p>Hello and welcome.</p><footer><a href="/terms">Terms and conditions</a></footer>'),
        "/terms": page('<html lang=en><h1>Terms and conditions</h1><iframe src="/inner/t1"></iframe>'),
        "/inner/t1": page("<html lang=en><p>You can return the goods within 14 days, we are glad to take them.</p>"),
    }
    with serve(routes) as shop:
        _, pages = visit(tmp_path, shop.url())
    assert roles(pages)["/inner/t1"] == "terms"
    assert "terms" not in pages.gaps


def test_the_frame_of_another_site_stays_unread(tmp_path: Path) -> None:
    routes: dict[str, Route] = {
        "/": page('<html lang=en><p>Hello and welcome.</p><footer><a href="/terms">Terms and conditions</a></footer>'),
        "/terms": page('<html lang=en><h1>Terms</h1><iframe src="https://texts.example/t1"></iframe>'),
    }
    with serve(routes) as shop:
        _, pages = visit(tmp_path, shop.url())
    assert "frame" in pages.gaps["terms"].reason
