"""The filtering proxy before the browser, spoken to as a hostile browser would."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator

import pytest

from sweep.gather.limits import Limits
from sweep.gather.proxy import FilteringProxy, Refusal
from tests.servers import Server, endless_body, page, redirect, serve, silent

ALLOW = ("127.0.0.1/32",)
NOTATIONS = ("127.0.0.2", "127.2", "2130706434", "0x7f.2", "0177.0.0.2", "0x7f000002", "[::1]", "[::ffff:127.0.0.2]")


@contextlib.contextmanager
def filtering(seconds: float = 20, max_bytes: int = 1_000_000, **limits: object) -> Iterator[FilteringProxy]:
    allow = {"allow_networks": ALLOW} | limits
    with contextlib.closing(FilteringProxy(Limits(**allow))) as proxy:  # type: ignore[arg-type]
        proxy.begin(seconds, max_bytes)
        yield proxy


def whole(answer: bytes) -> bool:
    """Whether an answer is there to its last byte, as far as it says how long it is."""
    head, gap, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    return bool(gap) and length is not None and len(body) >= int(length[1])


def read(browser: socket.socket) -> bytes:
    answer = b""
    with contextlib.suppress(ConnectionError):
        while not whole(answer) and (data := browser.recv(65_536)):
            answer += data
    return answer


def say(proxy: FilteringProxy, *pieces: bytes) -> bytes:
    """What comes back for bytes said to the proxy: a whole answer, or what there is when it ends the connection."""
    with connected(proxy) as browser:
        for piece in pieces:
            browser.sendall(piece)
        return read(browser)


def connected(proxy: FilteringProxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(proxy.url.rpartition(":")[2])), timeout=30)


def get(url: str, *, method: str = "GET", headers: str = "") -> bytes:
    host = url.split("/")[2]
    return f"{method} {url} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode()


def tunnel(proxy: FilteringProxy, where: str, said: bytes) -> bytes:
    with connected(proxy) as browser:
        browser.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n\r\n".encode())
        head = browser.recv(1000)
        if b" 200 " not in head:
            return head
        browser.sendall(said)
        return read(browser)


def test_plain_requests_go_through_in_origin_form() -> None:
    with serve({"/a?b=1": page("hello")}) as shop, filtering() as proxy:
        wanted = "Proxy-Connection: keep-alive\r\nConnection: keep-alive\r\nAccept: text/html\r\nContent-Length: 3\r\n"
        answer = say(proxy, get(shop.url("/a?b=1"), headers=wanted) + b"xyz")
    assert answer.endswith(b"hello")
    head = shop.heads[0].decode()
    assert head.startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert "Accept: text/html\r\n" in head
    assert "Connection: close\r\n" in head
    assert not any(name in head for name in ("Proxy-", "keep-alive", "Content-Length", "xyz"))
    assert proxy.refusals() == ()


def test_tunnels_are_passed_through_and_counted() -> None:
    with serve({"/": page("hello")}) as shop, filtering() as proxy:
        answer = tunnel(proxy, f"127.0.0.1:{shop.port}", b"GET / HTTP/1.1\r\n\r\n")
    assert answer.endswith(b"hello")
    assert proxy.bytes_left == 1_000_000 - len(answer)


@pytest.mark.parametrize("host", NOTATIONS)
def test_internal_addresses_are_refused_in_every_notation(host: str) -> None:
    with serve({"/": page("secret")}, host="127.0.0.2") as internal, filtering() as proxy:
        plain = say(proxy, get(f"http://{host}:{internal.port}/"))
        tunnelled = tunnel(proxy, f"{host}:{internal.port}", b"GET / HTTP/1.1\r\n\r\n")
        refused = proxy.refusals()
    assert plain.startswith(b"HTTP/1.1 403")
    assert tunnelled.startswith(b"HTTP/1.1 403")
    assert internal.connections == 0
    assert [r.what.split(" ")[0] for r in refused] == ["GET", "CONNECT"]
    assert all("no public address" in r.reason for r in refused)


def test_a_name_that_leads_inside_is_refused() -> None:
    with serve({"/": page("secret")}) as internal, filtering(allow_networks=()) as proxy:
        assert say(proxy, get(f"http://localhost:{internal.port}/")).startswith(b"HTTP/1.1 403")
        assert internal.connections == 0
        assert "localhost" in proxy.refusals()[0].what
        assert proxy.refusals() == ()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get"])
def test_only_what_reads_goes_through(method: str) -> None:
    with serve({"/": page("a")}) as shop, filtering() as proxy:
        answer = say(proxy, get(shop.url(), method=method))
        assert answer.startswith(b"HTTP/1.1 403")
        assert proxy.refusals() == (Refusal(f"{method} {shop.url()}", "only what reads is sent (GET, HEAD, OPTIONS)"),)
    assert shop.connections == 0


def test_a_second_request_over_the_same_connection_is_not_passed_to_the_first_ones_shop() -> None:
    later: list[bytes] = []

    def listen(connection: socket.socket, path: str) -> None:
        later.append(connection.recv(1000))

    with serve({"/": listen}) as shop, serve({"/": page("b")}) as other, filtering() as proxy:
        with connected(proxy) as browser:
            browser.sendall(get(shop.url()))
            while not shop.requests:
                threading.Event().wait(0.01)
            browser.sendall(get(other.url()))
            assert read(browser) == b""
        while not later:
            threading.Event().wait(0.01)
    assert later == [b""]
    assert other.connections == 0


@pytest.mark.parametrize(
    "said",
    [
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",  # no proxy's request: a page that asks the proxy itself
        b"GET https://127.0.0.2/ HTTP/1.1\r\n\r\n",
        b"GET ftp://127.0.0.2/ HTTP/1.1\r\n\r\n",
        b"GET file:///etc/passwd HTTP/1.1\r\n\r\n",
        b"CONNECT 127.0.0.2:notaport HTTP/1.1\r\n\r\n",
        b"CONNECT [::1 HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01" * 50 + b"\r\n\r\n",
        pytest.param(b"GET http://x/ HTTP/1.1\r\nX: " + b"z" * 80_000 + b"\r\n\r\n", id="too long"),
        pytest.param(
            b"GET http://x/ HTTP/1.1\r\nX: " + b"z" * 64_500 + b"\r\n\r\n", id="ends in the piece that is too much"
        ),
    ],
)
def test_what_is_no_request_for_a_proxy_ends_the_connection(said: bytes) -> None:
    with filtering() as proxy:
        assert say(proxy, said) == b""
        with serve({"/": page("alive")}) as shop:
            assert say(proxy, get(shop.url())).endswith(b"alive")


def test_a_redirect_is_judged_when_it_is_followed() -> None:
    with serve({"/": page("secret")}, host="127.0.0.2") as internal:
        with serve({"/": redirect(f"http://127.0.0.2:{internal.port}/")}) as shop, filtering() as proxy:
            hop = say(proxy, get(shop.url()))
            assert b" 302 " in hop
            assert say(proxy, get(f"http://127.0.0.2:{internal.port}/")).startswith(b"HTTP/1.1 403")
        assert internal.connections == 0


@pytest.mark.parametrize("ways", ["plain", "tunnel"])
def test_bytes_and_time_are_bounded_over_all_connections(ways: str) -> None:
    def ask(proxy: FilteringProxy, shop: Server) -> bytes:
        if ways == "plain":
            return say(proxy, get(shop.url()))
        return tunnel(proxy, f"127.0.0.1:{shop.port}", b"GET / HTTP/1.1\r\n\r\n")

    with serve({"/": endless_body}) as shop, filtering(max_bytes=500_000) as proxy:
        assert len(ask(proxy, shop)) <= 500_000
        assert ask(proxy, shop).startswith(b"HTTP/1.1 403")
        assert "used up" in proxy.refusals()[-1].reason
    with serve({"/": silent}) as shop, filtering(seconds=0.5) as proxy:
        assert ask(proxy, shop) == b""  # ends, rather than waiting for ever


def test_closing_ends_all_connections() -> None:
    ended = threading.Event()
    with serve({"/": silent}) as shop, filtering() as proxy:
        answered = threading.Thread(target=lambda: (say(proxy, get(shop.url())), ended.set()))
        answered.start()
        while not shop.requests:
            threading.Event().wait(0.01)
        proxy.close()
        answered.join(20)
    assert ended.is_set()


def test_the_browsers_own_business_is_no_business_of_a_visit() -> None:
    with filtering() as proxy:
        for host in ("update.googleapis.com", "accounts.google.com", "clients2.google.com"):
            assert tunnel(proxy, f"{host}:443", b"").startswith(b"HTTP/1.1 403")
            assert say(proxy, get(f"http://{host}/")).startswith(b"HTTP/1.1 403")
        assert proxy.refusals() == ()
