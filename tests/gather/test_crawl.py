"""Whole visits of small invented shops: what is asked for, in which order, and what is left alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from sweep.capture import Capture
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.page import parse_page
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests import servers
from tests.servers import Route, Server, page, redirect, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=0, products=3, pages=40)


def visit(tmp_path: Path, url: str, **changes: object) -> Capture:
    """Visits and checks that the archive says the same as what was handed over."""
    path = tmp_path / "visit.warc.gz"
    path.unlink(missing_ok=True)
    with ArchiveWriter(path, software="sweepday", info={}) as archive:
        capture = gather(url, replace(LIMITS, **changes), archive)  # type: ignore[arg-type]
    assert read_capture(path) == capture
    return capture


def paths(shop: Server) -> list[str]:
    return [path for path in shop.requests if path not in ("/robots.txt", "/sitemap.xml")]


def html(body: str, *, lang: str = "fr", head: str = "") -> bytes:
    return page(f"<html lang={lang}><head>{head}</head><body>{body}</body></html>")


NAV = '<nav><a href="/lampes">Lampes</a> <a href="/chaises">Chaises</a></nav>'
FOOTER = (
    '<footer><a href="/mentions-legales">Mentions légales</a> <a href="/cgv">Conditions générales de vente</a> '
    '<a href="/retractation">Droit de rétractation</a> <a href="/livraison">Livraison</a> '
    '<a href="/contact">Contact</a> <a href="/confidentialite">Politique de confidentialité</a> '
    '<a href="/atelier">Notre atelier</a> <a href="/panier">Panier</a> <a href="/mon-compte">Mon compte</a> '
    '<a href="/deconnexion">Déconnexion</a> <a href="https://www.reseau.example/vendolux">Suivez-nous</a></footer>'
)
PRODUCT = (
    '<script type="application/ld+json">{"@type": "Product", "name": "X"}</script><h1>X</h1><p>49,00 EUR</p>'
    '<a href="/panier?add=1&id=%d">Ajouter</a>'
)


def card(number: int) -> str:
    url = f"/objet-{'abcdefghijklmnopqrst'[number]}-en-chene-{number}"
    return f'<div><a href="{url}"><img alt="x"></a><a href="{url}">Objet {number}</a> 49,00 EUR</div>'


def shop_pages() -> dict[str, Route]:
    text = "<p>Tout est fait à la main dans notre atelier de menuiserie.</p>" * 8
    routes: dict[str, Route] = {
        "/": html(NAV + text + "".join(card(n) for n in range(3)) + FOOTER, head="<title>Vendolux</title>"),
        "/lampes": html(NAV + "".join(card(n) for n in range(12)) + FOOTER),
        "/chaises": html(NAV + "".join(card(n) for n in range(8, 20)) + FOOTER),
        "/panier": html(NAV + "<h1>Panier</h1><p>Votre panier est vide</p>" + FOOTER),
        "/atelier": html(NAV + text + FOOTER),
    }
    for name in "mentions-legales cgv retractation livraison contact confidentialite".split():
        routes[f"/{name}"] = html(NAV + f"<h1>{name}</h1>" + text + FOOTER)
    for number in range(20):
        url = card(number).split('"')[1]
        routes[url] = html(NAV + PRODUCT % number + text + FOOTER)
    return routes


def test_a_visit_sees_what_the_law_is_about(tmp_path: Path) -> None:
    with serve(shop_pages()) as shop:
        capture = visit(tmp_path, shop.url())
    asked = paths(shop)
    legal = ["/mentions-legales", "/cgv", "/retractation", "/contact", "/livraison", "/confidentialite"]
    assert asked[0] == "/"
    assert set(asked[1:7]) == set(legal)
    assert "/atelier" in asked
    assert {"/lampes", "/chaises"} <= set(asked)
    assert sum(path.startswith("/objet-") for path in asked) == 3
    assert asked[-1] == "/panier"
    assert len(asked) == len(set(asked))
    assert not capture.failures or all(f.url.endswith(("robots.txt", "sitemap.xml")) for f in capture.failures)
    assert capture.started is not None


def test_nothing_is_asked_for_that_may_change_something(tmp_path: Path) -> None:
    with serve(shop_pages()) as shop:
        capture = visit(tmp_path, shop.url(), products=20, pages=100)
    everything = " ".join([*shop.requests, *capture.not_followed])
    for never in ("add=1", "deconnexion", "mon-compte", "reseau.example"):
        assert never not in everything
    assert sum(path.startswith("/objet-") for path in paths(shop)) == 20


@pytest.mark.parametrize("frame", ["<p>%s</p>", "<li>%s</li>", "<tr><td>%s</td></tr>"])
def test_products_linked_once_by_a_plain_name_are_met(tmp_path: Path, frame: str) -> None:
    names = [f"{thing}-{word}" for thing in ("coussin", "plaid", "bougie") for word in ("amarante", "lichen", "opale")]
    links = [frame % f'<a href="/{name}">{name.replace("-", " ").title()}</a>' for name in names]
    routes = shop_pages() | {
        "/": html(NAV + FOOTER, head="<title>Vendolux</title>"),
        "/lampes": html("<h1>Lampes</h1>" + "".join(links[:5]) + FOOTER),
        "/chaises": html("<h1>Chaises</h1>" + "".join(links[5:]) + FOOTER),
        **{f"/{name}": html(NAV + PRODUCT % 1 + FOOTER) for name in names},
    }
    with serve(routes) as shop:
        visit(tmp_path, shop.url(), products=6)
    assert sum(path[1:] in names for path in paths(shop)) == 6


def test_plain_links_that_lead_to_no_products_do_not_use_up_the_visit(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="/recit-{n}">Récit numéro {n}</a></p>' for n in range(40))
    texts = {f"/recit-{n}": html(NAV + "<p>Il était une fois un menuisier.</p>" + FOOTER) for n in range(40)}
    with serve(shop_pages() | texts | {"/lampes": html(links), "/chaises": html(links)}) as shop:
        visit(tmp_path, shop.url(), pages=60)
    assert sum(path.startswith("/objet-") for path in paths(shop)) == 3
    assert sum(path.startswith("/recit-") for path in paths(shop)) <= 10


def test_the_same_shop_gives_the_same_sample(tmp_path: Path) -> None:
    visits = []
    with serve(shop_pages()) as shop:
        for _ in range(2):
            shop.requests.clear()
            visit(tmp_path, shop.url())
            visits.append(paths(shop))
    assert visits[0] == visits[1]


def test_the_page_budget_keeps_room_for_goods_and_the_rest_is_named(tmp_path: Path) -> None:
    with serve(shop_pages()) as shop:
        capture = visit(tmp_path, shop.url(), pages=8)
    asked = paths(shop)
    assert len(asked) == 8
    assert asked[:3] == ["/", "/mentions-legales", "/cgv"]
    assert any(path.startswith("/objet-") for path in asked)
    left = {urlsplit(url).path for url in capture.not_followed}
    assert {"/atelier", "/confidentialite", "/panier"} <= left
    assert not left & set(asked)


def test_products_come_from_the_sitemap_where_links_are_few(tmp_path: Path) -> None:
    routes: dict[str, Route] = {"/": html("<p>Bienvenue</p>" + FOOTER)}
    routes |= {f"/produit/objet-{n}": html(PRODUCT % n) for n in range(5)}
    with serve(routes) as shop:
        listed = "".join(f"<url><loc>{shop.url(f'/produit/objet-{n}')}</loc></url>" for n in range(5))
        foreign = "<url><loc>https://elsewhere.example/produit/a</loc></url>"
        routes["/robots.txt"] = page(f"Sitemap: {shop.url('/index.xml')}\nSitemap: https://elsewhere.example/s.xml")
        routes["/index.xml"] = page(f"<sitemapindex><sitemap><loc>{shop.url('/p.xml')}</loc></sitemap></sitemapindex>")
        routes["/p.xml"] = page(f"<urlset>{foreign}{listed}</urlset>")
        capture = visit(tmp_path, shop.url())
    assert sum(path.startswith("/produit/") for path in shop.requests) == 3
    assert sum("/produit/" in url for url in capture.not_followed) == 2


def test_an_old_shop_of_tables_without_any_marks(tmp_path: Path) -> None:
    menu = '<td><a href="/liste.php">Toute la boutique</a> <a href="/page.php?id=cgv">CGV</a></td>'
    goods = [
        f'<td><a href="/article.php?ref={n}"><img alt=""></a> <a href="/article.php?ref={n}">Objet {n}</a></td>'
        for n in range(6)
    ]
    thing = '<form method="get" action="/panier"><input type="submit" value="Ajouter au panier"></form>'
    routes: dict[str, Route] = {
        "/": html(f"<table><tr>{menu}{''.join(goods[:2])}</tr></table>"),
        "/liste.php": html(f"<table><tr>{menu}{''.join(goods)}</tr></table>"),
        "/page.php?id=cgv": html(f"<table><tr>{menu}<td>Conditions</td></tr></table>"),
    }
    for n in range(6):
        routes[f"/article.php?ref={n}"] = html(
            f"<table><tr>{menu}<td><h1>Objet {n}</h1>8,90 EUR {thing}</td></tr></table>"
        )
    with serve(routes) as shop:
        visit(tmp_path, shop.url(), products=5)
    assert paths(shop)[:2] == ["/", "/page.php?id=cgv"]
    assert "/liste.php" in paths(shop)
    assert sum(path.startswith("/article.php") for path in paths(shop)) == 5


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        (page("<p>wait</p>", status="403 Forbidden", headers={"cf-mitigated": "challenge"}), "Cloudflare"),
        (page("<h1>Site en maintenance</h1><a href='/cgv'>CGV</a>"), "maintenance"),
        (page("<h1>Oops</h1>", status="404 Not Found"), "404"),
        (page('<div id="root"></div><script src="/a.js"></script>'), "scripts"),
    ],
)
def test_a_shop_that_shows_nothing_is_left_alone(tmp_path: Path, home: bytes, reason: str) -> None:
    with serve({"/": home}) as shop:
        capture = visit(tmp_path, shop.url())
    assert shop.requests == ["/robots.txt", "/"]
    assert [urlsplit(r.url).path for r in capture.responses] == ["/robots.txt", "/"]
    assert reason in str(_note(tmp_path / "visit.warc.gz")["stopped"])


def _note(path: Path) -> Mapping[str, object]:
    with path.open("rb") as file:
        documents = [json.loads(r.content_stream().read()) for r in ArchiveIterator(file) if r.rec_type == "metadata"]
    return next(d["data"] for d in documents if d["sweepday"] == "visit")


def test_walls_in_a_row_end_the_visit(tmp_path: Path) -> None:
    wall = page("<p>no</p>", status="429 Slow down")
    routes = shop_pages() | {path: wall for path in shop_pages() if path != "/"}
    with serve(routes) as shop:
        capture = visit(tmp_path, shop.url())
    assert len(paths(shop)) == 4
    assert len(capture.not_followed) > 5


def test_requests_without_an_answer_end_the_visit(tmp_path: Path) -> None:
    routes = shop_pages() | {path: servers.reset for path in shop_pages() if path != "/"}
    with serve(routes) as shop:
        capture = visit(tmp_path, shop.url())
    # The first goes over a kept connection and is sent once more, which is no second page.
    assert len(set(paths(shop))) == 4
    assert [f.kind for f in capture.failures] == ["connect"] * 3


def test_one_bad_page_does_not_end_the_visit(tmp_path: Path) -> None:
    routes = shop_pages() | {"/cgv": servers.reset, "/livraison": servers.garbage, "/contact": redirect("/")}
    with serve(routes) as shop:
        capture = visit(tmp_path, shop.url())
    assert sorted(f.kind for f in capture.failures) == ["connect", "protocol"]
    assert "/panier" in paths(shop)
    assert paths(shop).count("/") == 2  # the redirect led home again, and that was all


def test_without_a_scheme_https_is_tried_first(tmp_path: Path) -> None:
    with serve({"/": html("<p>Bonjour</p>")}) as shop:
        capture = visit(tmp_path, f"127.0.0.1:{shop.port}", request_seconds=1)
    assert {f.url.split(":")[0] for f in capture.failures} == {"https"}
    assert shop.url() in {r.url for r in capture.responses}
    assert capture.url == f"127.0.0.1:{shop.port}"


def test_a_dead_shop_is_a_capture_with_failures(tmp_path: Path) -> None:
    with serve({}) as shop:
        url = shop.url()
    capture = visit(tmp_path, url)
    assert capture.responses == ()
    assert {f.kind for f in capture.failures} == {"connect"}


def test_a_line_that_is_no_address(tmp_path: Path) -> None:
    capture = visit(tmp_path, "ftp://vendolux")
    assert [f.kind for f in capture.failures] == ["protocol"]


def test_the_whole_shop_may_be_forbidden(tmp_path: Path) -> None:
    rules = {"/robots.txt": page("User-agent: *\nDisallow: /\n")}
    with serve(shop_pages() | rules) as shop:
        capture = visit(tmp_path, shop.url())
        assert shop.requests == ["/robots.txt"]
        assert [f.kind for f in capture.failures] == ["robots"]
        visit(tmp_path, shop.url(), robots="override")
        assert "/cgv" in shop.requests


def test_a_domain_that_leads_elsewhere_is_not_that_shop(tmp_path: Path) -> None:
    with serve(shop_pages()) as other, serve({"/": redirect(other.url())}) as shop:
        capture = visit(tmp_path, shop.url())
    assert other.connections == 0
    assert [f.kind for f in capture.failures] == ["redirects"]
    assert "another site" in capture.failures[0].detail


def test_doors_refreshes_and_a_choice_of_language(tmp_path: Path) -> None:
    doors = '<a href="/de/">Deutsch</a> <a href="/fr/">Français</a>'
    routes: dict[str, Route] = {
        "/": page("<meta http-equiv=refresh content='0; url=/welcome'>"),
        "/welcome": html(doors, lang="en"),
        "/fr/": html('<a href="/fr/cgv">CGV</a>' + NAV),
        "/fr/cgv": html("<h1>CGV</h1>"),
    }
    with serve(routes) as shop:
        visit(tmp_path, shop.url(), languages=("fr-BE",))
    assert paths(shop)[:4] == ["/", "/welcome", "/fr/", "/fr/cgv"]


def test_hostile_pages_do_no_harm(tmp_path: Path) -> None:
    routes = shop_pages() | {
        "/cgv": servers.endless_body,
        "/contact": servers.gzip_bomb,
        "/retractation": page("<div>" * 60_000),
        "/livraison": servers.long_header,
    }
    with serve(routes) as shop:
        capture = visit(tmp_path, shop.url(), request_bytes=400_000)
    assert sorted(f.kind for f in capture.failures) == ["protocol", "too large"]
    problems = [parse_page(r).problem for r in capture.responses if r.url.endswith(("/contact", "/retractation"))]
    assert all("larger than" in p or "nested too deep" in p for p in problems)
    assert "/panier" in paths(shop)
