"""The transport against servers that do everything wrong; each ends in time with the right failure."""

from __future__ import annotations

import gzip
import resource
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import pytest

from sweep.capture import Failure, Response
from sweep.extract.page import parse_page
from sweep.gather.connections import tls_context
from sweep.gather.limits import Limits
from sweep.gather.transport import Transport
from tests import servers
from tests.servers import page, serve

LOOPBACK = ("127.0.0.0/8",)


def get(
    url: str, *, seconds: float = 1.0, max_bytes: int = 300_000, allow: tuple[str, ...] = LOOPBACK
) -> Response | Failure:
    transport = Transport(Limits(allow_networks=allow, contact="sweep@authority.example", languages=("fr", "nl")))
    try:
        return transport.get(url, seconds=seconds, max_bytes=max_bytes)
    finally:
        transport.close()


def failure(route: servers.Route, **settings: float) -> Failure:
    with serve({"/": route}) as shop:
        result = get(shop.url(), **settings)  # type: ignore[arg-type]
    assert isinstance(result, Failure)
    assert result.detail
    return result


@pytest.mark.parametrize(
    ("route", "kind", "transient"),
    [
        (servers.slow_head, "timeout", True),
        (servers.slow_body, "timeout", True),
        (servers.silent, "timeout", True),
        (servers.endless_body, "too large", False),
        (servers.endless_chunks, "too large", False),
        (servers.long_header, "protocol", False),
        (servers.header_flood, "protocol", False),
        (servers.continues, "too large", False),
        (servers.reset, "connect", True),
        (servers.hang_up, "connect", True),
        (servers.garbage, "protocol", False),
        (servers.too_short, "protocol", True),
        (servers.torn_chunks, "protocol", True),
        (page("x" * 400_000), "too large", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", "protocol", True),
    ],
)
def test_a_hostile_server_gets_its_failure(route: servers.Route, kind: str, transient: bool) -> None:
    # Time is short only where its end is what is looked for.
    result = failure(route, seconds=1.0 if kind == "timeout" else 60.0)
    assert (result.kind, result.transient) == (kind, transient), result.detail


def test_a_plain_answer_is_kept_as_received() -> None:
    body = gzip.compress("<p>Grüße</p>".encode())
    with serve({"/a?b=1": page(body, headers={"Content-Encoding": "gzip", "Set-Cookie": "s=1"})}) as shop:
        result = get(shop.url("/a?b=1#part"))
        head = shop.heads[0].decode()
    assert isinstance(result, Response)
    assert result.body == body
    assert (result.status, result.reason, result.ip) == (200, "OK", "127.0.0.1")
    assert parse_page(result).text == "Grüße"
    sent = dict(result.request_headers)
    assert sent["Host"] == f"127.0.0.1:{shop.port}"
    assert sent["From"] == "sweep@authority.example"
    assert sent["Accept-Language"] == "fr, nl;q=0.9"
    assert all(f"{name}: {value}\r\n" in head for name, value in sent.items())


def test_double_headers_stay_double() -> None:
    answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n"
    with serve({"/": answer}) as shop:
        result = get(shop.url())
    assert isinstance(result, Response)
    assert [v for k, v in result.headers if k == "Set-Cookie"] == ["a=1", "b=2"]


def test_chunks_are_undone_and_nothing_else() -> None:
    packed = gzip.compress(b"<p>Bonjour</p>")
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    with serve({"/": servers.chunked(packed[:9], packed[9:], headers=headers)}) as shop:
        result = get(shop.url())
    assert isinstance(result, Response)
    assert result.body == packed
    assert not result.truncated


def test_a_gzip_bomb_stays_small() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with serve({"/": servers.gzip_bomb}) as shop:
        before = max(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        result = get(shop.url(), seconds=30)
    assert isinstance(result, Response)
    assert len(result.body) < 300_000
    assert "larger than" in parse_page(result).problem


def test_connections_and_cookies_are_kept_within_a_visit() -> None:
    routes = {"/": page("a", headers={"Set-Cookie": "basket=7; Path=/"}), "/b": page("b")}
    with serve(routes) as shop:
        transport = Transport(Limits(allow_networks=LOOPBACK))
        for path in ("/", "/b", "/b"):
            assert isinstance(transport.get(shop.url(path), seconds=5, max_bytes=1000), Response)
        transport.close()
    assert shop.connections == 1
    assert b"Cookie" not in shop.heads[0]
    assert b"Cookie: basket=7" in shop.heads[1]


def ask_twice(second: servers.Route, times: int) -> tuple[Response | Failure, servers.Server]:
    """The second answer over one transport, and the server; `second` is given `times` times, then a page."""
    left = [second] * times

    def answer(connection: socket.socket, path: str) -> None:
        route = left.pop() if left else page("b")
        if callable(route):
            route(connection, path)
        else:
            connection.sendall(route)

    with serve({"/": page("a"), "/b": answer}) as shop:
        transport = Transport(Limits(allow_networks=LOOPBACK))
        assert isinstance(transport.get(shop.url(), seconds=20, max_bytes=1000), Response)
        result = transport.get(shop.url("/b"), seconds=20, max_bytes=1000)
        transport.close()
    return result, shop


@pytest.mark.parametrize("end", [servers.hang_up, servers.reset])
def test_a_kept_connection_that_ends_as_we_ask_is_replaced_once(end: servers.Route) -> None:
    result, shop = ask_twice(end, 1)
    assert isinstance(result, Response)
    assert result.body == b"b"
    assert (shop.requests, shop.connections) == (["/", "/b", "/b"], 2)


@pytest.mark.parametrize(
    ("second", "times", "kind"), [(servers.hang_up, 2, "connect"), (servers.too_short, 1, "protocol")]
)
def test_a_server_that_cuts_a_new_connection_or_an_answer_is_not_asked_again(
    second: servers.Route, times: int, kind: str
) -> None:
    result, shop = ask_twice(second, times)
    assert isinstance(result, Failure)
    assert (result.kind, result.transient) == (kind, True)
    assert shop.requests == ["/"] + ["/b"] * times


def test_the_deadline_holds_on_a_kept_connection_too() -> None:
    with serve({"/": page("a"), "/slow": servers.slow_body}) as shop:
        transport = Transport(Limits(allow_networks=LOOPBACK))
        assert isinstance(transport.get(shop.url(), seconds=5, max_bytes=1000), Response)
        late = transport.get(shop.url("/slow"), seconds=0.5, max_bytes=1000)
        again = transport.get(shop.url(), seconds=5, max_bytes=1000)
        transport.close()
    assert isinstance(late, Failure)
    assert late.kind == "timeout"
    assert isinstance(again, Response)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "127.2",
        "0x7f.2",
        "0x7f000002",
        "2130706434",
        "0177.0.0.2",
        "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]",
        "[::1]",
        "localhost",
        "127.0.0.2.",
        "１２７.0.0.2",
    ],
)
def test_internal_addresses_are_refused_in_every_notation(host: str) -> None:
    """Only 127.0.0.1 is allowed; the server on 127.0.0.2 must never hear of it.

    Loopback addresses only: the other networks are judged without a socket, in `test_addresses`.
    """
    allow = ("127.0.0.3/32",) if host == "localhost" else ("127.0.0.1/32",)
    with serve({"/": page("secret")}, host="127.0.0.2") as internal:
        result = get(f"http://{host}:{internal.port}/", allow=allow)
    assert isinstance(result, Failure)
    assert result.kind in ("refused", "protocol")
    assert internal.connections == 0


def test_an_exception_opens_no_more_than_it_names() -> None:
    with serve({"/": page("a")}) as one, serve({"/": page("b")}, host="127.0.0.2") as two:
        assert isinstance(get(one.url(), allow=("127.0.0.1/32",)), Response)
        refused = get(two.url(), allow=("127.0.0.1/32",))
        assert isinstance(refused, Failure)
        assert refused.kind == "refused"
        assert isinstance(get(two.url(), allow=("127.0.0.0/8",)), Response)
        assert isinstance(get(f"http://2130706433:{one.port}/", allow=("127.0.0.1/32",)), Response)


def test_no_exceptions_no_loopback() -> None:
    with serve({"/": page("a")}) as shop:
        result = get(shop.url(), allow=())
    assert isinstance(result, Failure)
    assert result.kind == "refused"
    assert "loopback" in result.detail
    assert shop.connections == 0


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve({"/": page("a")}) as shop, serve({"/": page("b")}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        result = get(shop.url())
    assert isinstance(result, Response)
    assert proxy.connections == 0


def test_nobody_listens() -> None:
    with serve({}) as shop:
        url = shop.url()
    result = get(url)
    assert isinstance(result, Failure)
    assert (result.kind, result.transient) == ("connect", True)


def test_names_that_cannot_be_resolved() -> None:
    result = get("http://vendolux..example/")  # a name that no resolver needs to be asked about
    assert isinstance(result, Failure)
    assert result.kind == "dns"


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a b/", "http://" + "a" * 300 + ".example/", "ftp://x/"]
)
def test_addresses_that_are_none(url: str) -> None:
    result = get(url)
    assert isinstance(result, Failure)
    assert result.kind in ("protocol", "dns")


def _server_tls(folder: Path, address: str) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate of its own for `address`, and that certificate."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=vendolux.example -addext".split()
    command += [f"subjectAltName=IP:{address}", "-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", *command], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server whose certificate, for 127.0.0.1, this test process trusts."""
    context, certificate = _server_tls(tmp_path_factory.mktemp("trusted"), "127.0.0.1")
    tls_context().load_verify_locations(certificate)
    return context


def test_bounds_hold_over_tls(trusted: ssl.SSLContext) -> None:
    routes: dict[str, servers.Route] = {
        "/": page("a", headers={"Set-Cookie": "s=1"}),
        "/slow": servers.slow_body,
        "/head": servers.slow_head,
        "/endless": servers.endless_body,
    }
    with serve(routes, tls=trusted) as shop:
        transport = Transport(Limits(allow_networks=LOOPBACK))
        answers = [transport.get(shop.url(path), seconds=20, max_bytes=1000) for path in ("/", "/")]
        kept = shop.connections
        late = [transport.get(shop.url(path), seconds=1, max_bytes=1000) for path in ("/slow", "/head")]
        large = transport.get(shop.url("/endless"), seconds=20, max_bytes=400_000)
        transport.close()
    assert [r.body for r in answers if isinstance(r, Response)] == [b"a", b"a"]
    assert kept == 1
    assert [f.kind for f in late if isinstance(f, Failure)] == ["timeout", "timeout"]
    assert isinstance(large, Failure)
    assert large.kind == "too large"


def _openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


def test_the_certificates_are_handed_over_as_the_server_sent_them(tmp_path: Path) -> None:
    """A server of a certificate authority of its own: its certificate and the one that vouches for it."""
    (tmp_path / "san.cnf").write_text("subjectAltName=IP:127.0.0.1\n")
    _openssl(tmp_path, "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Authority -keyout ca.key -out ca.pem")
    _openssl(tmp_path, "req -newkey rsa:2048 -nodes -subj /CN=vendolux.example -keyout key.pem -out leaf.csr")
    _openssl(tmp_path, "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -days 2 -extfile san.cnf -out leaf.pem")
    sent = [(tmp_path / name).read_text() for name in ("leaf.pem", "ca.pem")]
    (tmp_path / "chain.pem").write_text("".join(sent))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "chain.pem", tmp_path / "key.pem")
    tls_context().load_verify_locations(tmp_path / "ca.pem")
    with serve({"/": page("a"), "/b": page("b")}, tls=server) as shop:
        transport = Transport(Limits(allow_networks=LOOPBACK))
        first, kept = (transport.get(shop.url(path), seconds=20, max_bytes=1000) for path in ("/", "/b"))
        transport.close()
    assert isinstance(first, Response)
    assert isinstance(kept, Response)
    assert first.tls is not None
    assert first.tls.chain == tuple(ssl.PEM_cert_to_DER_cert(text) for text in sent)
    assert (first.tls.protocol, first.tls.cipher) == ("TLSv1.3", "TLS_AES_256_GCM_SHA384")
    assert kept.tls == first.tls
    assert shop.connections == 1


def test_the_answers_of_the_resolver_are_handed_over() -> None:
    with serve({"/": page("a")}) as shop:
        named = get(shop.url().replace("127.0.0.1", "localhost"), allow=("127.0.0.1/32", "::1/128"))
        plain = get(shop.url())
    assert isinstance(named, Response)
    assert isinstance(plain, Response)
    assert named.ip == "127.0.0.1"
    assert "127.0.0.1" in named.dns
    assert (plain.dns, plain.tls, plain.via) == ((), None, "")


def test_a_certificate_for_another_address(trusted: ssl.SSLContext) -> None:
    with serve({"/": page("a")}, tls=trusted, host="127.0.0.2") as shop:
        result = get(shop.url(), seconds=20)
    assert isinstance(result, Failure)
    assert result.kind == "tls"
    assert "not valid for" in result.detail


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    with serve({"/": page("a")}, tls=_server_tls(tmp_path, "127.0.0.1")[0]) as shop:
        result = get(shop.url(), seconds=10)
    assert isinstance(result, Failure)
    assert (result.kind, result.transient) == ("tls", False)
    assert "self-signed certificate" in result.detail


def test_no_tls_behind_https() -> None:
    with serve({"/": page("a")}) as shop:
        result = get(shop.url().replace("http:", "https:"))
    assert isinstance(result, Failure)
    assert result.kind in ("tls", "timeout", "connect")


def test_a_handshake_that_never_ends() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"\x16\x03\x03\x3f\xff\x02")
            try:
                while True:
                    connection.sendall(b"z")
                    time.sleep(0.05)
            except OSError:
                return

    threading.Thread(target=drip, daemon=True).start()
    result = get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    listener.close()
    assert isinstance(result, Failure)
    assert result.kind in ("timeout", "tls")
