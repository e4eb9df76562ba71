"""What robots.txt and sitemaps say, and what hostile ones get for it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.capture import Failure, FailureKind, Response
from sweep.gather.limits import DEFAULT_USER_AGENT
from sweep.gather.robots import rules_of
from sweep.gather.sitemap import MAX_URLS, read_sitemap

SHOP = "https://vendolux.example"


def answer(body: bytes, status: int = 200, *headers: tuple[str, str]) -> Response:
    return Response(f"{SHOP}/x", status, "", headers, body, datetime(2026, 11, 21, tzinfo=UTC))


def allowed(robots: Response | Failure, path: str) -> bool:
    return rules_of(robots).forbids(SHOP + path, DEFAULT_USER_AGENT) is None


def test_rules_are_read() -> None:
    robots = answer(
        b"User-agent: *\nDisallow: /private/\nDisallow: /*?sort=\nCrawl-delay: 2.5\n"
        b"User-agent: sweepday\nDisallow: /not-for-us$\n"
        b"Sitemap: https://vendolux.example/map.xml\n"
    )
    assert allowed(robots, "/private/x")  # a group of our own replaces the general one
    assert not allowed(robots, "/not-for-us")
    assert allowed(robots, "/not-for-us/but-this")
    assert rules_of(robots).sitemaps() == ("https://vendolux.example/map.xml",)
    general = answer(b"User-agent: *\nDisallow: /private/\nDisallow: /*?sort=\nCrawl-delay: 2.5\n")
    assert not allowed(general, "/private/x")
    assert not allowed(general, "/lamps?sort=up")
    assert allowed(general, "/lamps")
    assert rules_of(general).crawl_delay(DEFAULT_USER_AGENT) == 2.5


@pytest.mark.parametrize(
    "robots",
    [
        answer(b"", 404),
        answer(b"", 403),
        answer(b"<html><body>Disallow: /</body></html>"),
        answer(b"\x1f\x8bbroken", 200, ("Content-Encoding", "gzip")),
        Failure(SHOP, "too large", "x"),
        Failure(SHOP, "redirects", "x"),
    ],
)
def test_no_file_no_rules(robots: Response | Failure) -> None:
    assert allowed(robots, "/")
    assert rules_of(robots).crawl_delay(DEFAULT_USER_AGENT) == 0.0
    assert rules_of(robots).sitemaps() == ()


@pytest.mark.parametrize(
    ("robots", "kind"),
    [
        (answer(b"", 503), "server"),
        (answer(b"", 429), "server"),
        (Failure(SHOP, "timeout", "x", True), "timeout"),
        (Failure(SHOP, "dns", "x"), "dns"),
    ],
)
def test_a_server_in_trouble_is_left_alone(robots: Response | Failure, kind: FailureKind) -> None:
    failure = rules_of(robots).forbids(f"{SHOP}/a", DEFAULT_USER_AGENT)
    assert failure is not None
    assert (failure.url, failure.kind) == (f"{SHOP}/a", kind)


def test_only_the_first_500_kilobytes_count() -> None:
    long = answer(b"User-agent: *\nDisallow: /a\n" + b"#" * 500_000 + b"\nDisallow: /b\n")
    assert not allowed(long, "/a")
    assert allowed(long, "/b")


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_robots_file_is_read(junk: bytes) -> None:
    rules = rules_of(answer(b"User-agent: *\n" + junk))
    rules.forbids(f"{SHOP}/a", DEFAULT_USER_AGENT)
    assert rules.crawl_delay(DEFAULT_USER_AGENT) >= 0


URLSET = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%b</urlset>'


def test_sitemaps() -> None:
    body = URLSET % (
        b"<url><loc>\n https://vendolux.example/a?x=1&amp;y=2 </loc><image:image><image:loc>https://no/</image:loc>"
        b"</image:image></url><url><loc><![CDATA[https://vendolux.example/b]]></loc></url>"
    )
    wanted = ("https://vendolux.example/a?x=1&y=2", "https://vendolux.example/b")
    assert read_sitemap(answer(body)).urls == wanted
    assert read_sitemap(answer(gzip.compress(body))).urls == wanted
    assert read_sitemap(answer(gzip.compress(body), 200, ("Content-Encoding", "gzip"))).urls == wanted
    index = read_sitemap(
        answer(b"<sitemapindex><sitemap><loc>https://vendolux.example/s.xml</loc></sitemap></sitemapindex>")
    )
    assert (index.urls, index.index) == (("https://vendolux.example/s.xml",), True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><loc>https://vendolux.example/a</loc></html>",
        gzip.compress(b"<urlset>", mtime=0)[:15],
        b'<!DOCTYPE u [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'.replace(
            b"&b;", b""
        ),
    ],
)
def test_what_is_no_sitemap_is_empty(body: bytes) -> None:
    assert read_sitemap(answer(body)).urls == ()


def test_entities_of_a_sitemap_stay_unread() -> None:
    bomb = b'<!DOCTYPE u [<!ENTITY a "https://vendolux.example/boom">]><urlset><url><loc>&a;</loc></url></urlset>'
    assert read_sitemap(answer(bomb)).urls == ("&a;",)


def test_sitemaps_are_capped() -> None:
    many = b"".join(b"<url><loc>https://vendolux.example/%d</loc></url>" % n for n in range(MAX_URLS + 500))
    assert len(read_sitemap(answer(URLSET % many)).urls) == MAX_URLS
    bomb = gzip.compress(b"<urlset>" + bytes(60_000_000))
    assert read_sitemap(answer(bomb)).urls == ()
