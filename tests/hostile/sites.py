"""Hostile shops as a whole: what takes more than one bad page. Each with the reason that its visit must end with."""

from __future__ import annotations

import ssl
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sweep.demo.render import site
from sweep.demo.spec import shops
from tests import servers
from tests.hostile import routes as r
from tests.hostile.behaviours import READ, REFUSED, TEXT, internal
from tests.servers import Route, page, redirect

MODEL = "fr-brindelune"  # a shop of the demonstration that is in order
CALM = "nothing hostile"  # what no other shop may be accused of beyond
LEGAL, TERMS = "/pages/mentions-legales", "/pages/cgv"

Routes = Mapping[str, Route]


@dataclass(frozen=True)
class Shop:
    """A hostile shop. `reason` is a pattern: of the whole visit's end where `ends`, else of a failure or a problem."""

    routes: Routes | servers.Say
    reason: str = ""
    ends: bool = False
    certificate: str = ""  # "" speaks plainly; else one of `certificates`
    below_tls: servers.Say | None = None  # speaks where a TLS handshake is expected
    name: str = ""  # the shop's name where it is visited by one
    addresses: tuple[tuple[str, ...], ...] = ()  # of the name, one after the other


@cache
def html() -> dict[str, bytes]:
    """A small shop in which no check may find fault: its pages by path."""
    documents = site(shops()[MODEL], "http://127.0.0.1", "before")
    left_out = ("/robots.txt", "/sitemap.xml")
    return {path: d.body for path, d in documents.items() if not path.startswith("/img/") and path not in left_out}


def model() -> dict[str, bytes]:
    """The same as answers."""
    return {path: page(body) for path, body in html().items()}


def with_pages(**pages: Route) -> dict[str, Route]:
    """The model with other pages: home, legal, terms, robots, sitemap."""
    paths = {"home": "/", "legal": LEGAL, "terms": TERMS, "robots": "/robots.txt", "sitemap": "/sitemap.xml"}
    return {**model(), **{paths[name]: route for name, route in pages.items()}}


def all_shops(internal_port: int) -> dict[str, Shop]:
    """Every hostile shop by its name. `internal_port` is that of a server on 127.0.0.2, which nobody may reach."""
    found: dict[str, Shop] = {CALM: Shop(model())}
    for name, (route, reason) in REFUSED.items():
        found[f"{name} (home)"] = Shop(r.everywhere(route), reason, ends=True)
        found[f"{name} (inside)"] = Shop(r.by_path(with_pages(legal=route, terms=route)), reason)
    for name, around in READ.items():
        found[f"{name} (home)"] = Shop(with_pages(home=around(html()["/"])))
        found[f"{name} (inside)"] = Shop(with_pages(legal=around(html()[LEGAL]), terms=around(html()[TERMS])))
    found |= _leading_inwards(internal_port)
    found |= _robots() | _sitemaps() | _mazes() | _tls() | _names()
    return found


def _leading_inwards(port: int) -> dict[str, Shop]:
    addresses = internal(port)
    found = {
        f"redirect inwards, {name}": Shop({"/": redirect(url)}, "refused|redirects|dns|protocol", ends=True)
        for name, url in addresses.items()
    }
    links = "".join(f'<a href="{url}">Mentions légales</a><iframe src="{url}"></iframe>' for url in addresses.values())
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    found["links inwards"] = Shop(with_pages(home=page(TEXT + links)))
    found["refresh inwards"] = Shop({"/": page(refresh.format(addresses["dotted"]))}, ".*", ends=True)
    found["legal notice inwards"] = Shop(
        with_pages(legal=redirect(addresses["dotted"]), terms=redirect(addresses["mapped"])), "refused: leads to"
    )
    found["robots.txt inwards"] = Shop(with_pages(robots=redirect(addresses["dotted"])), "refused: leads to")
    listed = "".join(f"<sitemap><loc>{url}sitemap.xml</loc></sitemap>" for url in addresses.values())
    found["sitemaps inwards"] = Shop(
        with_pages(
            robots=page("".join(f"Sitemap: {url}sitemap.xml\n" for url in addresses.values())),
            sitemap=page(f"<sitemapindex>{listed}</sitemapindex>"),
        )
    )
    return found


def _robots() -> dict[str, Shop]:
    def text(body: str) -> dict[str, Route]:
        return with_pages(robots=page(body, headers={"Content-Type": "text/plain"}))

    stars = "User-agent: *\n" + f"Disallow: /{'*a' * 400}$\n" * 500
    return {
        "robots of 100 MB": Shop(
            with_pages(robots=r.speak(b"HTTP/1.1 200 OK\r\n\r\n", again=b"Disallow: /x\n" * 9000))
        ),
        "robots bomb": Shop(with_pages(robots=servers.gzip_bomb)),
        "robots that drips": Shop(with_pages(robots=servers.slow_body), "timeout: robots.txt", ends=True),
        "robots in a circle": Shop(with_pages(robots=redirect("/robots.txt")), "redirects: leads in a circle"),
        "robots of stars": Shop({**text(stars), f"/{'a' * 1500}b": page(TEXT)}),
        "robots of a million lines": Shop(with_pages(robots=r.packed(r.times(b"Disallow: /p\n", 7_000_000)))),
        "robots that wants a century": Shop(text("User-agent: *\nCrawl-delay: 3153600000\n"), "budget: .*wait"),
        "robots that wants no number": Shop(
            text("User-agent: *\nCrawl-delay: nan\nCrawl-delay: inf\nCrawl-delay: -5\n"), ".*"
        ),
        "robots of noise": Shop(with_pages(robots=r.made(lambda: r.noise(400_000), "Content-Type: text/plain"))),
        "robots that says no": Shop(text("User-agent: *\nDisallow: /\n"), "robots: robots.txt forbids it", ends=True),
        "robots in trouble": Shop(
            with_pages(robots=page("", status="503 No")), "server: robots.txt: status 503", ends=True
        ),
    }


def _sitemaps() -> dict[str, Shop]:
    def shop(*sitemap: Route) -> dict[str, Route]:
        home = page(f"<html lang=fr><h1>Lampes</h1>{TEXT}<a href='{LEGAL}'>Mentions légales</a>")
        return with_pages(home=home, sitemap=sitemap[0])

    def entries(number: int) -> bytes:
        return b"<urlset>" + b"".join(b"<url><loc>/produits/p%d</loc></url>" % n for n in range(number)) + b"</urlset>"

    again = "".join(f"<sitemap><loc>http://127.0.0.1/sitemap.xml?{n}</loc></sitemap>" for n in range(1000))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    xml = "Content-Type: application/xml"
    return {
        "sitemap of 400,000 pages": Shop(shop(r.packed(lambda: entries(160_000), xml))),
        "sitemap bomb": Shop(shop(r.answer(servers._bomb(), "Content-Type: application/gzip"))),
        "sitemap of itself": Shop(
            shop(page(f"<sitemapindex>{again}<sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>"))
        ),
        "sitemap that laughs": Shop(
            shop(page(f"<!DOCTYPE u [<!ENTITY l0 'ha'>{laughs}]><urlset><url><loc>&l11;</loc></url></urlset>"))
        ),
        "sitemap without an end": Shop(shop(r.speak(b"HTTP/1.1 200 OK\r\n\r\n<urlset>", again=b"<loc>" * 9000))),
        "sitemap that drips": Shop(shop(servers.slow_body)),
    }


def _mazes() -> dict[str, Shop]:
    asks = page("<h1>Slow down</h1>", status="429 Too Many", headers={"Retry-After": "86400"})
    odd = page("<h1>Later</h1>", status="503 Later", headers={"Retry-After": "1e999"})
    return {
        "endless calendar": Shop(r.other_each_time),
        "pages that redirect on and on": Shop(
            {**model(), LEGAL: redirect("/a"), "/a": redirect("/b"), "/b": redirect("/a")},
            "redirects: leads in a circle",
        ),
        "refresh to and fro": Shop(
            {
                "/": page('<meta http-equiv="refresh" content="0;url=/b">'),
                "/b": page('<meta http-equiv="refresh" content="0;url=/">'),
            },
            ".*",
            ends=True,
        ),
        "wait until tomorrow": Shop({"/": asks}, "blocked|server|status 429", ends=True),
        "wait for ever": Shop({"/": odd}, "unreachable|server|closed", ends=True),
        "a legal notice that asks to wait": Shop(with_pages(legal=asks, terms=odd), "server: status (429|503)"),
        "every page the same bomb": Shop(
            r.everywhere(r.packed(r.times(b"<div>", 400_000))), "nested too deep", ends=True
        ),
        "answers that grow": Shop(
            r.everywhere(r.made(r.times(b"<p>x</p>", 4_900_000))), "too many elements", ends=True
        ),
    }


def _names() -> dict[str, Shop]:
    """Names that lead inwards: at once, beside a good address, or from the second question on."""
    return {
        "name of an internal address": Shop(
            model(), "refused", ends=True, name="inner.example", addresses=(("127.0.0.2",),)
        ),
        "name of two addresses": Shop(model(), name="both.example", addresses=(("127.0.0.2", "127.0.0.1"),)),
        "name that changes": Shop(model(), name="turning.example", addresses=(("127.0.0.1",), ("127.0.0.2",))),
        "name of an IPv6 loopback": Shop(model(), "refused", ends=True, name="six.example", addresses=(("::1",),)),
        "name of a mapped address": Shop(
            model(), "refused|connect", ends=True, name="mapped.example", addresses=(("::ffff:127.0.0.2",),)
        ),
    }


def _tls() -> dict[str, Shop]:
    """Shops behind TLS that must not be believed, and one that may."""
    text = {"/": page(TEXT)}
    return {
        "TLS in order": Shop(model(), certificate="good"),
        "TLS, expired": Shop(text, "tls: .*expired", True, certificate="old"),
        "TLS, for another address": Shop(text, "tls: .*mismatch|tls: .*valid for", True, certificate="other"),
        "TLS, an authority nobody knows": Shop(text, "tls: certificate not accepted", True, certificate="unknown"),
        "TLS, not there": Shop(text, "tls", True, below_tls=r.speak(b"HTTP/1.1 200 OK\r\n\r\n" + TEXT.encode())),
        "TLS, a handshake that drips": Shop(text, "timeout", True, below_tls=r.slow_handshake),
        "TLS, a handshake cut off": Shop(text, "connect|tls", True, below_tls=servers.reset),
        "TLS, noise": Shop(text, "tls|connect", True, below_tls=r.speak(b"\x15\x03\x03\x00\x02\x02\x28")),
    }


def certificates(folder: Path) -> dict[str, ssl.SSLContext]:
    """Servers' sides of TLS; `folder`/trusted/ca.pem is the authority that is to be trusted."""
    trusted, strange = Authority(folder / "trusted"), Authority(folder / "strange")
    return {
        "good": trusted.server("good"),
        "old": trusted.server("old", days=0),
        "other": trusted.server("other", "IP:127.0.0.3"),
        "unknown": strange.server("unknown"),
    }


class Authority:
    """A certificate authority of the tests' own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.certificate = folder / "ca.pem"
        _openssl(
            f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Test-{folder.name} "
            f"-keyout {folder}/ca.key -out {folder}/ca.pem"
        )

    def server(self, name: str, address: str = "IP:127.0.0.1", days: int = 2) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for `address`, over in this very second where `days` is 0."""
        base = self.folder / name
        base.with_suffix(".ext").write_text(f"subjectAltName={address}\n")
        _openssl(f"req -newkey rsa:2048 -nodes -subj /CN=vendolux.example -keyout {base}.key -out {base}.csr")
        _openssl(
            f"x509 -req -in {base}.csr -CA {self.folder}/ca.pem -CAkey {self.folder}/ca.key -CAcreateserial "
            f"-extfile {base}.ext -days {days} -out {base}.pem"
        )
        if not days:
            time.sleep(1.1)  # one that was over before is made in another way by each release of OpenSSL
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{base}.pem", f"{base}.key")
        return context


def _openssl(arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], check=True, capture_output=True)
