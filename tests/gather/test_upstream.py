"""The way through a proxy of the plan: who looks names up, what stays refused, and that all bounds hold."""

from __future__ import annotations

import socket
import ssl
import time

import pytest

from sweep.capture import Failure, Response
from sweep.gather.limits import Limits
from sweep.gather.transport import Transport
from sweep.gather.upstream import parse_upstream
from tests import servers
from tests.gather.test_transport import _server_tls
from tests.proxies import Proxy, proxy
from tests.servers import page, serve

LOOPBACK = ("127.0.0.0/8",)
NAME, OTHER = "vendolux.example", "brindelune.example"  # resolved by the proxies of the tests only


def get(
    url: str, way: str, *, seconds: float = 20.0, max_bytes: int = 300_000, allow: tuple[str, ...] = LOOPBACK
) -> Response | Failure:
    transport = Transport(Limits(allow_networks=allow, proxy=way))
    try:
        return transport.get(url, seconds=seconds, max_bytes=max_bytes)
    finally:
        transport.close()


def failed(answer: Response | Failure, kind: str) -> str:
    assert isinstance(answer, Failure), answer
    assert answer.kind == kind, answer.detail
    return answer.detail


@pytest.mark.parametrize(("kind", "scheme"), [("socks5", "socks5h"), ("http", "http")])
@pytest.mark.parametrize("login", ["", "clara:s3:cret"])
def test_a_proxy_that_looks_names_up_is_given_the_name(kind: str, scheme: str, login: str) -> None:
    sent = login.replace(":", "%3A").replace("%3A", ":", 1)
    with serve({"/": page("a"), "/b": page("b")}) as shop, proxy(kind, names={NAME: shop.port}, login=login) as way:
        transport = Transport(Limits(proxy=way.url(scheme, sent)))
        answers = [transport.get(f"http://{NAME}{path}", seconds=20, max_bytes=1000) for path in ("/", "/b")]
        transport.close()
    assert [r.body for r in answers if isinstance(r, Response)] == [b"a", b"b"]
    first = answers[0]
    assert isinstance(first, Response)
    # Nobody here knows the address, and the archive must not pretend so; nor does it hold the password.
    assert (first.ip, first.dns, first.via) == ("", (), way.url(scheme))
    assert way.asked == [("name", NAME, 80)]
    assert shop.connections == 1


def test_with_socks5_we_look_names_up_and_judge_their_addresses() -> None:
    with serve({"/": page("a")}) as shop, proxy("socks5") as way:
        answer = get(f"http://localhost:{shop.port}/", way.url("socks5"), allow=("127.0.0.1/32", "::1/128"))
        refused = get(f"http://localhost:{shop.port}/", way.url("socks5"), allow=())
    assert isinstance(answer, Response)
    assert (answer.ip, answer.via) == ("127.0.0.1", way.url("socks5"))
    assert "127.0.0.1" in answer.dns
    assert ("address", "127.0.0.1", shop.port) in way.asked
    failed(refused, "refused")


@pytest.mark.parametrize(("kind", "scheme"), [("socks5", "socks5h"), ("socks5", "socks5"), ("http", "http")])
@pytest.mark.parametrize("host", ["127.0.0.2", "127.2", "0x7f000002", "2130706434", "[::1]", "[::ffff:127.0.0.2]"])
def test_internal_addresses_stay_refused(kind: str, scheme: str, host: str) -> None:
    with serve({"/": page("secret")}, host="127.0.0.2") as internal, proxy(kind) as way:
        answer = get(f"http://{host}:{internal.port}/", way.url(scheme), allow=("127.0.0.1/32",))
    failed(answer, "refused")
    assert way.asked == []
    assert internal.connections == 0


@pytest.mark.parametrize("host", ["localhost", "printer", "shop.local", "db.internal", "wiki.home.arpa"])
@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_names_of_an_internal_network_are_not_handed_to_a_proxy(host: str, scheme: str) -> None:
    with proxy("socks5", names={host: 9}) as way:
        failed(get(f"http://{host}/", way.url(scheme)), "refused")
    assert way.asked == []


def test_an_onion_shop_is_visited_through_a_proxy_and_never_asked_of_a_resolver() -> None:
    onion = "vendolux2lq5hs7q3l4rdnkzrjz2uu4pxpwwmsbzxhs7zbdm7b3b3dyd.onion"
    with serve({"/": page("a")}) as shop, proxy("socks5", names={onion: shop.port}) as way:
        assert isinstance(get(f"http://{onion}/", way.url("socks5h")), Response)
        assert "socks5h" in failed(get(f"http://{onion}/", ""), "dns")
    assert way.asked == [("name", onion, 80)]


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    from sweep.gather.connections import tls_context

    context, certificate = _server_tls(tmp_path_factory.mktemp("proxied"), "127.0.0.1")
    tls_context().load_verify_locations(certificate)
    return context


@pytest.mark.parametrize(("kind", "scheme"), [("socks5", "socks5h"), ("http", "http")])
def test_tls_is_ours_to_check_through_a_proxy_too(tls: ssl.SSLContext, kind: str, scheme: str) -> None:
    with serve({"/": page("a")}, tls=tls) as shop, proxy(kind, names={OTHER: shop.port}) as way:
        answer = get(shop.url(), way.url(scheme))
        wrong = get(f"https://{OTHER}/", way.url(scheme))
    assert isinstance(answer, Response)
    assert answer.tls is not None
    assert "not valid for" in failed(wrong, "tls")


@pytest.mark.parametrize(
    ("route", "kind"),
    [(servers.slow_head, "timeout"), (servers.slow_body, "timeout"), (servers.endless_body, "too large")],
)
@pytest.mark.parametrize(("ours", "scheme"), [("socks5", "socks5h"), ("http", "http")])
def test_deadline_and_budget_hold_through_a_proxy(route: servers.Route, kind: str, ours: str, scheme: str) -> None:
    seconds = 1.0 if kind == "timeout" else 20.0
    with serve({"/": route}) as shop, proxy(ours, names={NAME: shop.port}) as way:
        failed(get(f"http://{NAME}/", way.url(scheme), seconds=seconds), kind)


def drips(way: Proxy, client: socket.socket) -> None:
    """Answers the handshake for hours."""
    for byte in b"HTTP/1.1 200 " + b"z" * 10_000:
        client.sendall(bytes([byte]))
        time.sleep(0.05)


def talks_for_ever(way: Proxy, client: socket.socket) -> None:
    client.sendall(b"HTTP/1.1 200 Connected\r\n" + b"X-More: yes\r\n" * 100_000)


def hangs_up(way: Proxy, client: socket.socket) -> None:
    client.recv(1)


def speaks_something_else(way: Proxy, client: socket.socket) -> None:
    client.sendall(b"SSH-2.0-hello\r\n\r\n")
    client.recv(1000)


@pytest.mark.parametrize("scheme", ["socks5h", "http"])
@pytest.mark.parametrize(
    ("behaviour", "kinds"),
    [
        (drips, ("timeout", "connect")),
        (talks_for_ever, ("connect",)),
        (hangs_up, ("connect",)),
        (speaks_something_else, ("connect",)),
    ],
)
def test_a_proxy_that_misbehaves(behaviour: object, kinds: tuple[str, ...], scheme: str) -> None:
    with proxy(behaviour) as way:  # type: ignore[arg-type]
        answer = get(f"http://{NAME}/", way.url(scheme), seconds=1.0)
    assert isinstance(answer, Failure)
    assert answer.kind in kinds


@pytest.mark.parametrize(
    ("kind", "scheme", "login", "said"),
    [
        ("socks5", "socks5h", "", "wants a name and password"),
        ("socks5", "socks5h", "clara:wrong", "does not accept"),
        ("http", "http", "", "407"),
        ("http", "http", "clara:wrong", "407"),
    ],
)
def test_a_proxy_that_does_not_know_us_is_told_as_such(kind: str, scheme: str, login: str, said: str) -> None:
    with proxy(kind, login="clara:right") as way:
        assert said in failed(get(f"http://{NAME}/", way.url(scheme, login)), "connect")


def test_what_a_proxy_says_of_a_shop_is_the_shops_failure_not_its_page() -> None:
    with proxy("socks5") as way:
        assert "host unreachable" in failed(get("http://unknown.example/", way.url("socks5h")), "connect")
    with serve({}) as gone, proxy("http") as way:
        port = gone.port
    with proxy("http") as way:
        answer = get(f"http://127.0.0.1:{port}/", way.url("http"))
    assert "502" in failed(answer, "connect")


def test_a_proxy_that_is_not_there() -> None:
    with proxy("http") as way:
        url = way.url("http")
    assert f"proxy {url}" in failed(get(f"http://{NAME}/", url), "connect")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("127.0.0.1:9050", "is no proxy"),
        ("ftp://127.0.0.1:9050", "is no proxy"),
        ("socks5h://", "is no proxy"),
        ("socks5h://127.0.0.1:9050/path", "nothing may follow"),
        ("socks5h://127.0.0.1:notaport", "ort could not be cast"),
        (f"http://{'u' * 300}:p@127.0.0.1:1", "255 bytes"),
    ],
)
def test_addresses_of_proxies_that_are_none(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_upstream(text)


def test_a_password_shows_nowhere() -> None:
    way = parse_upstream("socks5h://clara:s%3Acret@[::1]:9050")
    assert (way.user, way.password, way.label) == ("clara", "s:cret", "socks5h://[::1]:9050")
    assert "cret" not in repr(way)


def test_ipv6_shops_are_visited() -> None:
    with serve({"/": page("six")}, host="::1") as shop, proxy("socks5") as way:
        answer = get(shop.url(), "", allow=("::1/128",))
        through = get(shop.url(), way.url("socks5"), allow=("::1/128",))
    assert isinstance(answer, Response)
    assert (answer.body, answer.ip) == (b"six", "::1")
    assert isinstance(through, Response)
    assert way.asked == [("address", "::1", shop.port)]
