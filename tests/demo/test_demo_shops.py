"""The demonstration shops: served on the loopback, whole in themselves, and as their truth says."""

from __future__ import annotations

import csv
import gzip
import io
import json
import socket
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import phonenumbers
import pytest
import requests
from selectolax.lexbor import LexborHTMLParser
from stdnum import ean
from stdnum.be import vat as be_vat
from stdnum.de import handelsregisternummer
from stdnum.de import vat as de_vat
from stdnum.es import cif
from stdnum.fr import siren, tva
from stdnum.ie import vat as ie_vat
from stdnum.it import iva

from checks.catalogue import load
from sweep.commands.demo import ALERTS
from sweep.demo.render import addresses, money, page_ids
from sweep.demo.server import DemoServer, DemoShop
from sweep.demo.spec import FAULTS, PAGES, shops, specials, words
from sweep.demo.targets import COLUMNS, targets_csv
from sweep.demo.truth import load_truth


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as one:
        one.trust_env = False
        yield one


def _open(server: DemoServer) -> list[DemoShop]:
    return [shop for shop in server.shops if shop.kind == "shop"]


def _crawl(session: requests.Session, shop: DemoShop) -> dict[str, requests.Response]:
    """Every page of the shop that a link leads to, pictures included."""
    waiting, seen = [shop.url], {}
    while waiting:
        url = waiting.pop().split("#")[0]
        if url in seen or urlsplit(url).netloc != urlsplit(shop.url).netloc:
            continue
        seen[url] = session.get(url, timeout=10)
        if "html" in seen[url].headers["Content-Type"]:
            tree = LexborHTMLParser(seen[url].text)
            waiting += [urljoin(url, n.attributes["href"] or "") for n in tree.css("a[href]")]
            waiting += [urljoin(url, n.attributes["src"] or "") for n in tree.css("img[src]")]
    return seen


@pytest.mark.parametrize("season", ["before", "sale"])
def test_every_internal_link_of_every_shop_answers(server: DemoServer, session: requests.Session, season: str) -> None:
    server.season = season
    for shop in _open(server):
        pages = _crawl(session, shop)
        assert {url: r.status_code for url, r in pages.items() if r.status_code != 200} == {}
        spec = shops()[shop.key]
        due = {urljoin(shop.url, path) for path in addresses(spec).values()}
        assert due <= set(pages)
        products = [r for r in pages.values() if spec.products[0].title in r.text]
        assert len(products) >= 2  # its own page and the list


def test_pages_are_html_of_at_least_four_families(server: DemoServer, session: requests.Session) -> None:
    server.season = "sale"
    shapes = set()
    for shop in _open(server):
        for url, response in _crawl(session, shop).items():
            if "html" not in response.headers["Content-Type"]:
                continue
            tree = LexborHTMLParser(response.text)
            assert tree.css_first("title").text().strip(), url
            assert tree.css_first("h1").text().strip(), url
            assert tree.root.attributes["lang"] == shop.language
            for block in tree.css('script[type="application/ld+json"]'):
                json.loads(block.text())
            json_ld = tree.css_first('script[type="application/ld+json"]') is not None
            microdata = tree.css_first('[itemtype="https://schema.org/Product"]') is not None
            shapes.add((shops()[shop.key].theme, json_ld, microdata))
    themes = {theme for theme, _, _ in shapes}
    assert len(themes) >= 4
    assert {theme for theme, json_ld, _ in shapes if json_ld} == {"vitrine", "galeria"}
    assert {theme for theme, _, microdata in shapes if microdata} == {"comptoir"}


def test_each_shop_has_its_own_address_on_the_loopback(server: DemoServer) -> None:
    hosts = [urlsplit(shop.url) for shop in server.shops]
    assert all((host.hostname or "").startswith("127.") for host in hosts)
    assert len({host.netloc for host in hosts}) == len(hosts)


def test_unknown_addresses_are_not_found(server: DemoServer, session: requests.Session) -> None:
    for shop in _open(server):
        assert session.get(shop.url + "no/such/page", timeout=10).status_code == 404


def test_robots_and_sitemap(server: DemoServer, session: requests.Session) -> None:
    for shop in _open(server):
        robots = session.get(shop.url + "robots.txt", timeout=10).text
        assert f"Sitemap: {shop.url}sitemap.xml" in robots
        listed = ElementTree.fromstring(session.get(shop.url + "sitemap.xml", timeout=10).content)
        places = [e.text or "" for e in listed.iter() if e.tag.endswith("}loc")]
        assert len(places) == len(set(places)) > 10
        assert {session.get(place, timeout=10).status_code for place in places} == {200}


def test_some_answers_are_compressed_and_one_shop_writes_latin_1(server: DemoServer, session: requests.Session) -> None:
    packed = {
        shop.key
        for shop in _open(server)
        if session.get(shop.url, timeout=10).headers.get("Content-Encoding") == "gzip"
    }
    assert packed == {key for key, spec in shops().items() if spec.gzip} != set()
    raw = session.get(server.shop("fr-brindelune").url, stream=True, timeout=10).raw.read(decode_content=False)
    assert b"Brindelune" in gzip.decompress(raw)
    plain = session.get(server.shop("fr-brindelune").url, headers={"Accept-Encoding": "identity"}, timeout=10)
    assert "Content-Encoding" not in plain.headers
    old = session.get(server.shop("fr-joujoubrume").url + "page.php?id=mentions-legales", timeout=10)
    assert old.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert "éditeur".encode("latin-1") in old.content or "édité".encode("latin-1") in old.content
    with pytest.raises(UnicodeDecodeError):
        old.content.decode("utf-8")


def test_requests_are_counted_by_address(session: requests.Session) -> None:
    with DemoServer() as own:
        shop = own.shop("es-almendruco")
        for _ in range(3):
            session.get(shop.url, timeout=10)
        session.head(shop.url, timeout=10)
        session.post(urljoin(shop.url, "page.php?id=desistir-del-contrato"), data={"nombre": "x"}, timeout=10)
        assert own.requests == {
            shop.url: 3,
            "HEAD " + shop.url: 1,
            "POST " + shop.url + "page.php?id=desistir-del-contrato": 1,
        }


def test_the_addresses_that_are_no_open_shop(server: DemoServer, session: requests.Session) -> None:
    walled = session.get(server.shop("fr-remparts").url + "cgv", timeout=10)
    assert (walled.status_code, walled.headers["cf-mitigated"]) == (403, "challenge")
    for path in ("", "impressum"):
        empty = LexborHTMLParser(session.get(server.shop("de-skriptstube").url + path, timeout=10).text)
        assert empty.css_first("#root").text() == ""
        assert session.get(urljoin(server.shop("de-skriptstube").url, "/static/app.js"), timeout=10).ok
    moved = session.get(server.shop("fr-vieillelune").url, timeout=10)
    assert moved.url == server.shop("fr-brindelune").url
    dead = urlsplit(server.shop("be-doodlopend").url)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((dead.hostname, dead.port), timeout=5)


def test_the_season_changes_prices(server: DemoServer, session: requests.Session) -> None:
    shop = server.shop("fr-brindesolde")
    page = shop.url + "produits/veilleuse-luminou"
    server.season = "before"
    before = session.get(page, timeout=10).text
    server.season = "sale"
    sale = session.get(page, timeout=10).text
    assert "39,90 €" in before
    assert "79,90 €" not in before
    assert "39,90 €" in sale
    assert "79,90 €" in sale
    assert "-50 %" in sale
    with pytest.raises(ValueError, match="no such season"):
        server.season = "winter"


def test_reductions_of_faultless_shops_are_true_and_those_of_the_others_as_planted() -> None:
    truth, reduced = load_truth(), set()
    for key, spec in shops().items():
        for product in (p for p in spec.products if p.sale is not None):
            before, sale = product.priced("before"), product.priced("sale")
            assert before.was is None
            assert before.off is None
            if truth.shops[key].faultless:
                reduced.add(key)
                assert sale.lowest
                assert sale.was == before.price
                assert abs(sale.off - 100 * (1 - sale.price / before.price)) < Decimal("0.5")
    assert reduced == {key for key in shops() if truth.shops[key].faultless}

    def sale_of(key: str) -> tuple[Decimal, Decimal | None, int | None, Decimal]:
        product = next(p for p in shops()[key].products if p.sale is not None)
        return product.sale.price, product.sale.was, product.sale.off, product.before.price

    assert sale_of("fr-brindesolde") == (Decimal("39.90"), Decimal("79.90"), 50, Decimal("39.90"))
    assert sale_of("be-lampadelle") == (Decimal("45.00"), Decimal("60.00"), 40, Decimal("60.00"))
    assert sale_of("ie-wickerharrow") == (Decimal("36.40"), None, 30, Decimal("52.00"))


def test_numbers_pass_their_check_digit_where_they_should_and_are_never_issued() -> None:
    op = {key: spec.operator for key, spec in shops().items()}
    for key in ("fr-brindelune", "fr-brindesolde"):
        assert siren.is_valid(op[key]["registration"])
        assert op[key]["registration"].startswith("0")
        assert tva.is_valid(op[key]["vat"])
    assert be_vat.is_valid(op["be-vlinderkast"]["registration"])
    assert op["be-vlinderkast"]["registration"].startswith("0000.")
    assert not be_vat.is_valid(op["be-lampadelle"]["registration"])
    for key in ("de-kranichkontor", "de-voltwiese"):
        assert de_vat.is_valid(op[key]["vat"])
        court, number = op[key]["court"].removeprefix("Amtsgericht "), op[key]["registration"].removesuffix(" B")
        assert handelsregisternummer.is_valid(f"{court.replace('Charlottenburg', 'Berlin (Charlottenburg)')} {number}")
    assert ie_vat.is_valid(op["ie-tallowbridge"]["vat"])
    assert cif.is_valid(op["es-almendruco"]["vat"])
    assert op["es-almendruco"]["vat"].startswith("B0000")
    assert iva.is_valid(op["it-passerolio"]["vat"])
    assert op["it-passerolio"]["vat"].startswith("9999")
    assert op["ie-wickerharrow"]["registration"] == op["ie-tallowbridge"]["registration"]


def test_phone_numbers_can_be_read_and_mail_goes_nowhere() -> None:
    for spec in shops().values():
        for name, value in spec.operator.items():
            if name in ("phone", "host_phone"):
                number = phonenumbers.parse(value, spec.country)
                assert phonenumbers.is_valid_number(number), value
            if name == "phone_link":
                assert phonenumbers.parse(value) == phonenumbers.parse(spec.operator["phone"], spec.country)
            if name in ("email", "pec"):
                assert value.endswith(".example")


def test_barcodes_are_valid_distinct_and_of_the_demonstration_prefix() -> None:
    codes = [p.gtin for spec in shops().values() for p in spec.products if p.gtin]
    assert len(codes) == len(set(codes))
    assert all(ean.is_valid(code) and code.startswith("952") for code in codes)


def test_faultless_shops_have_every_page_and_the_words_of_the_law(
    server: DemoServer, session: requests.Session
) -> None:
    labels = {
        "fr": ("Renoncer au contrat ici", "Confirmer la rétractation", "vous notifie/notifions (*) par la présente"),
        "nl": ("Hier de overeenkomst herroepen", "Herroeping bevestigen", "deel/delen (*) u hierbij mede"),
        "de": ("Vertrag widerrufen", "Widerruf bestätigen", "Hiermit widerrufe(n) ich/wir (*)"),
        "en": ("Withdraw from contract here", "Confirm withdrawal", "hereby give notice that I/We (*) withdraw"),
        "es": ("Desistir del contrato aquí", "Confirmar desistimiento", "le comunico/comunicamos (*) que desisto"),
        "it": ("Recedere dal contratto qui", "Conferma recesso", "io/noi (*) notifichiamo il recesso"),
    }
    for shop in _open(server):
        spec = shops()[shop.key]
        if not load_truth().shops[shop.key].faultless:
            continue
        assert page_ids(spec) == PAGES
        pages = {url: r.text for url, r in _crawl(session, shop).items() if "html" in r.headers["Content-Type"]}
        step1, step2, form = labels[shop.language]
        assert all(f">{step1}</a>" in text or f">{step1}</A>" in text for text in pages.values())
        at = urljoin(shop.url, addresses(spec)["withdraw"])
        buttons = [
            n.text().strip() for n in LexborHTMLParser(pages[at]).css("main button, article button, form button")
        ]
        assert step2 in buttons
        assert form in pages[urljoin(shop.url, addresses(spec)["withdrawal"])]
        terms = LexborHTMLParser(pages[urljoin(shop.url, addresses(spec)["terms"])]).body.text()
        assert len(terms) > 1500


def test_truth_names_every_shop_and_only_known_checks() -> None:
    truth = load_truth()
    assert set(truth.shops) == set(shops()) | set(specials())
    known = set(load())
    for key, shop in truth.shops.items():
        assert shop.country == (shops()[key].listed_for if key in shops() else specials()[key].country)
        assert (set(shop.outcomes) | set(shop.history)) <= known, key
        assert not (shop.faultless and (shop.outcomes or shop.history or shop.alert))
        assert (shop.state == "measured") == (shop.reason == "")
    planted = {fault for spec in shops().values() for fault in spec.faults}
    assert planted <= set(FAULTS)
    twins = {key: spec.twin for key, spec in shops().items() if spec.twin}
    assert all(truth.shops[twin].faultless and not truth.shops[key].faultless for key, twin in twins.items())
    assert set(words()) == {spec.language for spec in shops().values()}


def test_target_list_of_the_running_server(server: DemoServer) -> None:
    rows = list(csv.DictReader(io.StringIO(targets_csv(server))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["note"] for row in rows[:-2]] == [shop.key for shop in server.shops]
    assert rows[-2]["url"].startswith(server.shop("fr-brindesolde").url)  # the double
    assert "://" not in rows[-1]["url"]  # the broken line


def test_alerts_are_well_formed_and_invented() -> None:
    root = ElementTree.fromstring(ALERTS.read_bytes())
    assert root.tag == "Safety-Gate"
    alerts = {n.findtext("caseNumber"): n for n in root.iter("notifications")}
    assert len(alerts) == 8
    assert "SR/90006/26: has been withdrawn" in (root.findtext("report_addendum") or "")
    products = {p.gtin: (key, p) for key, spec in shops().items() for p in spec.products if p.gtin}
    sold = {number: products.get(n.findtext("barcode") or "-") for number, n in alerts.items()}
    assert {number: hit[0] for number, hit in sold.items() if hit} == {
        "SR/90001/26": "fr-joujoubrume",
        "SR/90006/26": "ie-tallowbridge",
    }
    charger = alerts["SR/90002/26"]
    offered = shops()["de-voltwiese"].products[0]
    assert (charger.findtext("brand"), charger.findtext("type_numberOfModel")) == (offered.brand, offered.mpn)
    assert (charger.findtext("barcode"), offered.gtin) == ("", "")
    lamp = alerts["SR/90007/26"]
    same_brand = [p for p in shops()["de-kranichkontor"].products if p.brand == lamp.findtext("brand")]
    assert same_brand
    assert not any(p.mpn in (lamp.findtext("type_numberOfModel") or "") for p in same_brand)
    assert {number for shop in load_truth().shops.values() if (number := shop.alert)} == {"SR/90001/26", "SR/90002/26"}


def test_money_is_written_as_in_the_country() -> None:
    assert [money(Decimal("1039.9"), language) for language in ("fr", "nl", "en", "de")] == [
        "1039,90 €",
        "€ 1039,90",
        "€1039.90",
        "1039,90 €",
    ]
