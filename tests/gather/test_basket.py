"""One product is put into a basket of our own session, and nothing else happens in the shop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from checks.facts import Absent, Found, ShopFacts, Unknown
from sweep.capture import Capture
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.shop import read_shop
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests.servers import NOT_FOUND, Server, page, redirect, serve

MENU = '<nav><a href="/">Home</a> <a href="/cart">Basket</a> <a href="/shop/">All goods</a></nav>'
NEWSLETTER = (
    '<form method="post" action="/newsletter"><input name="email" type="email"><button>Subscribe</button></form>'
)
TRAPS = (
    NEWSLETTER + '<form method="post" action="/wishlist/add"><button name="id" value="7">Wishlist</button></form>'
    '<form method="post" action="/order/place"><input type="hidden" name="id" value="7"><button>Buy now</button></form>'
    '<form method="post" action="http://127.0.0.2:9/cart/add"><button name="id" value="7">Add to cart</button></form>'
    '<form method="post" action="/question"><input name="name"><textarea name="message"></textarea>'
    "<button>Add</button></form>"
)
ADD = (
    '<form method="post" action="/cart/add"><input type="hidden" name="token" value="s3cret">'
    '<input type="hidden" name="id" value="7"><input name="quantity" value="1"><button>Add to cart</button></form>'
)
ROWS = "<table><tr><td>Subtotal</td><td>€24.90</td></tr>{}<tr><td>Total</td><td>€{}</td></tr></table>"


def html(body: str, title: str = "Corvanne") -> str:
    head = f'<html lang="en"><head><title>{title}</title></head>'
    return f"{head}<body>{MENU}<main><h1>{title}</h1>{body}</main></body></html>"


def product(form: str = TRAPS + ADD) -> str:
    return html(f'<p class="price">€24.90</p>{form}', "Reed jug")


@dataclass
class Shop:
    """A shop that keeps its basket by a cookie and notes every form that it gets."""

    product: str = field(default_factory=product)
    rows: str = ""
    total: str = "24.90"
    checkout: str = '<a href="/checkout">Proceed to checkout</a>'
    step: str = (
        '<form method="post" action="/checkout"><input type="email" name="email"><button>Continue</button></form>'
    )
    added: bytes = field(default_factory=lambda: redirect("/cart"))
    robots: str = ""
    forms: list[tuple[str, bytes]] = field(default_factory=list)

    def says(self, connection: socket.socket, path: str, server: Server) -> None:
        head = server.heads[-1]
        if head.startswith(b"POST "):
            self.forms.append((path, _body(connection, head)))
            connection.sendall(
                self.added.replace(b"Content-Length", b"Set-Cookie: basket=full; Path=/\r\nContent-Length", 1)
            )
        else:
            connection.sendall(self._page(path, b"basket=full" in head))

    def _page(self, path: str, full: bool) -> bytes:
        goods = f"<p>1 x Reed jug</p>{ROWS.format(self.rows, self.total)}{self.checkout}" if full else "<p>Empty.</p>"
        pages = {
            "/": html('<p>Fine jugs of reed.</p><a href="/product/reed-jug"><img src="/j.png" alt="Reed jug"></a>'),
            "/shop/": html(
                '<ul><li class="product"><a href="/product/reed-jug">Reed jug</a> €24.90</li></ul>', "Goods"
            ),
            "/product/reed-jug": self.product,
            "/cart": html(goods, "Your basket"),
            "/cart?add-to-cart=7": html(f"{ROWS.format('', '24.90')}{self.checkout}", "Your basket"),
            "/checkout": html(self.step, "Checkout"),
            "/robots.txt": self.robots,
        }
        return page(pages[path]) if path in pages else NOT_FOUND


def _body(connection: socket.socket, head: bytes) -> bytes:
    head, _, body = head.partition(b"\r\n\r\n")  # what came with the head is the beginning of the body
    sizes = (line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
    length = int(next(sizes))
    while len(body) < length:
        body += connection.recv(length - len(body))
    return body


def visited(shop: Shop, folder: Path, **settings: object) -> tuple[Capture, Server]:
    """What a visit brings, archived and read back, and the server with what it was asked."""
    holder: list[Server] = []

    def says(connection: socket.socket, path: str) -> None:
        shop.says(connection, path, holder[0])

    limits = Limits(
        **{"allow_networks": ("127.0.0.0/8",), "delay": 0.0, "basket": "add", "languages": ("en",), **settings}
    )  # type: ignore[arg-type]
    with serve(says) as server:
        holder.append(server)
        with ArchiveWriter(folder / "visit.warc.gz", software="test", info={}) as archive:
            gather(server.url(), limits, archive)
        return read_capture(folder / "visit.warc.gz"), server


def facts_of(shop: Shop, folder: Path) -> ShopFacts:
    return read_shop(visited(shop, folder)[0], country="IE")


def test_one_product_is_put_in_and_what_was_sent_is_archived(tmp_path: Path) -> None:
    shop = Shop()
    capture, server = visited(shop, tmp_path)
    assert shop.forms == [("/cart/add", b"token=s3cret&id=7&quantity=1")]
    (sent,) = (r for r in capture.responses if r.method == "POST")
    assert sent.request_body == b"token=s3cret&id=7&quantity=1"
    assert dict(sent.request_headers)["Content-Type"] == "application/x-www-form-urlencoded"
    assert dict(sent.request_headers)["Referer"] == server.url("/product/reed-jug")
    assert server.requests[-3:] == ["/cart/add", "/cart", "/checkout"]


def test_another_tool_reads_the_form_in_the_archive(tmp_path: Path) -> None:
    visited(Shop(), tmp_path)
    with (tmp_path / "visit.warc.gz").open("rb") as file:
        requests = [r for r in ArchiveIterator(file) if r.rec_type == "request" and r.http_headers.protocol == "POST"]
        # warcio reads a record's content only while it stands on it; the headers stay.
        assert [r.rec_headers.get_header("WARC-Target-URI").endswith("/cart/add") for r in requests] == [True]
    with (tmp_path / "visit.warc.gz").open("rb") as file:
        bodies = [r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "request"]
    assert [body for body in bodies if body] == [b"token=s3cret&id=7&quantity=1"]


def test_a_fee_for_a_means_of_payment_is_not_called_unavoidable(tmp_path: Path) -> None:
    baskets = facts_of(Shop(rows="<tr><td>Payment fee</td><td>€2.50</td></tr>", total="27.40"), tmp_path).baskets
    assert isinstance(baskets, Found)
    assert baskets.value[0].value.fees[0].mandatory is None


def test_a_link_that_adds_is_asked_for_once(tmp_path: Path) -> None:
    shop = Shop(product=product('<a href="/cart?add-to-cart=7">Add to cart</a>'))
    _, server = visited(shop, tmp_path)
    assert shop.forms == []
    assert server.requests.count("/cart?add-to-cart=7") == 1
    assert server.requests[-1] == "/checkout"


def test_without_the_plans_word_nothing_is_sent(tmp_path: Path) -> None:
    shop = Shop()
    _, server = visited(shop, tmp_path, basket="look")
    assert shop.forms == []
    assert {head.split(b" ")[0] for head in server.heads} == {b"GET"}
    assert "/cart" in server.requests


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: setattr(s, "product", product(TRAPS)), id="traps only"),
        pytest.param(lambda s: setattr(s, "robots", "User-agent: *\nDisallow: /cart"), id="robots.txt forbids it"),
    ],
)
def test_where_no_form_may_be_sent_none_is(change: Callable[[Shop], None], tmp_path: Path) -> None:
    shop = Shop()
    change(shop)
    facts = facts_of(shop, tmp_path)
    assert shop.forms == []
    assert isinstance(facts.baskets, Unknown)
    assert isinstance(facts.paid_extras, Unknown)


def test_a_form_is_never_sent_twice(tmp_path: Path) -> None:
    busy = Shop(added=page("later", status="503 Service Unavailable"))
    visited(busy, tmp_path, retries=3)
    assert len(busy.forms) == 1


def test_a_shop_that_wants_the_form_elsewhere_does_not_get_it(tmp_path: Path) -> None:
    moved = Shop(added=redirect("/order/place", "307 Temporary Redirect"))
    capture, server = visited(moved, tmp_path)
    assert [path for path, _ in moved.forms] == ["/cart/add"]
    assert "/order/place" not in server.requests
    assert any("once more" in failure.detail for failure in capture.failures)


def test_the_tour_ends_where_the_customer_is_asked_for(tmp_path: Path) -> None:
    login = Shop(step='<a href="/checkout/pay">Checkout</a><form method="post"><input type="password" name="p"></form>')
    _, server = visited(login, tmp_path)
    assert server.requests[-1] == "/checkout"


def test_a_step_that_is_a_form_is_not_taken(tmp_path: Path) -> None:
    shop = Shop(checkout='<form method="post" action="/checkout"><button>Checkout</button></form>')
    _, server = visited(shop, tmp_path)
    assert len(shop.forms) == 1
    assert "/checkout" not in server.requests


def test_the_basket_is_read_as_the_shop_adds_it_up(tmp_path: Path) -> None:
    fee = "<tr><td>Service fee</td><td>€2.50</td></tr><tr><td>Delivery</td><td>€4.90</td></tr>"
    baskets = facts_of(Shop(rows=fee, total="32.30"), tmp_path).baskets
    assert isinstance(baskets, Found)
    (basket,) = (b.value for b in baskets.value)
    assert (basket.goods, basket.total, basket.currency) == (Decimal("24.90"), Decimal("32.30"), "EUR")
    service, delivery = basket.fees
    assert (service.label, service.amount, service.mandatory, service.announced) == (
        "Service fee",
        Decimal("2.50"),
        True,
        False,
    )
    assert (delivery.amount, delivery.announced) == (Decimal("4.90"), True)


def test_a_fee_that_the_product_page_names_is_announced(tmp_path: Path) -> None:
    named = product(f"<p>A service fee of €2.50 is added to each order.</p>{ADD}")
    baskets = facts_of(
        Shop(product=named, rows="<tr><td>Service fee</td><td>€2.50</td></tr>", total="27.40"), tmp_path
    ).baskets
    assert isinstance(baskets, Found)
    assert baskets.value[0].value.fees[0].announced is True


def test_an_insurance_ticked_in_the_basket_is_seen_and_an_empty_box_is_not(tmp_path: Path) -> None:
    label = '<label><input type="checkbox" name="ins" {}> Insurance +€1.90</label>'
    box = f'<form method="post" action="/cart">{label}</form>'
    (tmp_path / "ticked").mkdir()
    (tmp_path / "free").mkdir()
    extras = facts_of(Shop(checkout=box.format("checked")), tmp_path / "ticked").paid_extras
    assert isinstance(extras, Found)
    (extra,) = (e.value for e in extras.value)
    assert (extra.price, extra.currency, extra.stage, extra.certain) == (Decimal("1.90"), "EUR", "basket", True)
    assert isinstance(facts_of(Shop(checkout=box.format("")), tmp_path / "free").paid_extras, Absent)
