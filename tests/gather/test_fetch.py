"""Politeness and persistence of a visit's requests, with a clock of our own and real servers."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from sweep.capture import Failure, Response
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from tests import servers
from tests.servers import Server, page, redirect, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=1)
NO_RULES = {"/robots.txt": servers.NOT_FOUND}


class Desk:
    """A fetcher, an archive in memory, and a clock that only moves when somebody sleeps."""

    def __init__(self, **changes: object) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.archived: list[Response | Failure] = []
        limits = replace(LIMITS, **changes)  # type: ignore[arg-type]
        self.fetcher = Fetcher(limits, self, clock=lambda: self.now, sleep=self.sleep)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def response(self, r: Response) -> Response:
        self.archived.append(r)
        return replace(r, record_id=f"<urn:{len(self.archived)}>")

    def failure(self, f: Failure) -> None:
        self.archived.append(f)

    def get(self, url: str, *, outside: str = "none") -> Response | Failure:
        return self.fetcher.get(url, inside=lambda target: outside not in target)


def failed(answer: Response | Failure, kind: str) -> Failure:
    assert isinstance(answer, Failure), answer
    assert answer.kind == kind, answer.detail
    return answer


def paths(shop: Server) -> list[str]:
    return [path for path in shop.requests if path != "/robots.txt"]


def test_every_hop_is_a_response_of_its_own() -> None:
    routes = NO_RULES | {"/": redirect("/fr"), "/fr": redirect("home?x=é", "301 Moved"), "/home?x=%C3%A9": page("a")}
    desk = Desk()
    with serve(routes) as shop:
        answer = desk.get(shop.url())
    assert isinstance(answer, Response)
    assert answer.record_id
    assert [r.status for r in desk.fetcher.responses] == [404, 302, 301, 200]
    assert desk.archived[-1] == replace(answer, record_id="")


@pytest.mark.parametrize(
    ("routes", "kind", "detail"),
    [
        ({"/": redirect("/a"), "/a": redirect("/")}, "redirects", "circle"),
        ({"/": redirect("/")}, "redirects", "circle"),
        ({f"/{n or ''}": redirect(f"/{n + 1}") for n in range(30)}, "redirects", "more than 8"),
        ({"/": redirect("http://elsewhere.example/")}, "redirects", "another site"),
        ({"/": redirect("javascript:alert(1)")}, "redirects", "no web address"),
        ({"/": redirect("file:///etc/passwd")}, "redirects", "no web address"),
        ({"/": redirect("http://[")}, "redirects", "no web address"),
        ({"/": redirect("http://127.0.0.2/")}, "refused", "loopback"),
        ({"/": redirect("http://0x7f.2/")}, "refused", "loopback"),
        ({"/": redirect("//2130706434:1/")}, "refused", "loopback"),
        ({"/": redirect("http://[::ffff:127.0.0.2]/")}, "refused", "loopback"),
        ({"/": redirect("http://[::1]/")}, "refused", "no public"),
        ({"/": redirect("http://0177.0.0.2/latest/meta-data")}, "refused", "loopback"),
    ],
)
def test_redirects_that_are_not_followed(routes: dict[str, bytes], kind: str, detail: str) -> None:
    desk = Desk()
    with serve(NO_RULES | routes) as shop:
        failure = failed(desk.get(shop.url(), outside="elsewhere"), kind)
    assert detail in failure.detail
    assert desk.archived[-1] == failure


def test_robots_are_respected() -> None:
    routes = {"/robots.txt": page("User-agent: *\nDisallow: /secret"), "/": page("a"), "/secret": page("b")}
    desk = Desk()
    with serve(routes | {"/door": redirect("/secret")}) as shop:
        assert isinstance(desk.get(shop.url()), Response)
        failed(desk.get(shop.url("/secret")), "robots")
        failed(desk.get(shop.url("/door")), "robots")
    assert shop.requests == ["/robots.txt", "/", "/door"]


def test_robots_may_be_overridden() -> None:
    desk = Desk(robots="override")
    with serve({"/robots.txt": page("User-agent: *\nDisallow: /"), "/": page("a")}) as shop:
        assert isinstance(desk.get(shop.url()), Response)
    assert shop.requests == ["/"]


def test_a_host_that_does_not_answer_is_asked_once() -> None:
    with serve({}) as shop:
        url = shop.url()
    desk = Desk(retries=0)
    failed(desk.get(url), "connect")
    failed(desk.get(url), "connect")
    assert len(desk.fetcher.failures) == 3  # robots.txt, and the two pages because of it


def test_the_pace_is_kept() -> None:
    desk = Desk(delay=1.5)
    with serve(NO_RULES | {"/": page("a"), "/b": redirect("/")}) as shop:
        desk.get(shop.url())
        desk.now += 1.0
        desk.get(shop.url("/b"))
    assert desk.slept == [1.5, 0.5, 1.5]


def test_a_crawl_delay_slows_us_down() -> None:
    desk = Desk(delay=1.0)
    with serve({"/robots.txt": page("User-agent: *\nCrawl-delay: 7"), "/": page("a")}) as shop:
        desk.get(shop.url())
        desk.get(shop.url())
    assert desk.slept[-1] == 7.0


def test_a_crawl_delay_that_outlasts_the_visit_ends_it() -> None:
    desk = Desk(total_seconds=600)
    with serve({"/robots.txt": page("User-agent: *\nCrawl-delay: 86400"), "/": page("a")}) as shop:
        answer = desk.get(shop.url())
        again = desk.get(shop.url())
    # The delay counts from the first page on; robots.txt was asked for before it was known.
    assert isinstance(answer, Response)
    failed(again, "budget")
    assert desk.slept == []


class Flaky:
    """Answers with `first`, then with a page."""

    def __init__(self, first: servers.Route) -> None:
        self.first, self.times = first, 0

    def __call__(self, connection: socket.socket, path: str) -> None:
        self.times += 1
        if self.times > 1:
            connection.sendall(page("there you are"))
        elif callable(self.first):
            self.first(connection, path)
        else:
            connection.sendall(self.first)


@pytest.mark.parametrize(
    ("first", "waited"),
    [
        (page("busy", status="503 Busy", headers={"Retry-After": "11"}), 11.0),
        (page("busy", status="429 Slow down", headers={"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}), None),
        (page("busy", status="500 Oh"), 2.0),
        (servers.reset, 2.0),
        (servers.too_short, 2.0),
    ],
)
def test_what_may_pass_is_tried_again(first: servers.Route, waited: float | None) -> None:
    desk = Desk()
    # Not over a kept connection: one that ends before its answer is replaced at once, by the transport.
    rules = page("", status="404 Not Found", headers={"Connection": "close"})
    with serve({"/robots.txt": rules, "/": Flaky(first)}) as shop:
        answer = desk.get(shop.url())
    assert isinstance(answer, Response)
    assert answer.status == 200
    assert desk.slept == ([waited] if waited else [])
    assert not desk.fetcher.failures


def test_what_will_not_pass_is_not_tried_again() -> None:
    desk = Desk()
    routes: dict[str, servers.Route] = {"/": Flaky(page("no", status="404 No")), "/b": Flaky(servers.garbage)}
    with serve(NO_RULES | routes) as shop:
        answer = desk.get(shop.url())
        failed(desk.get(shop.url("/b")), "protocol")
    assert isinstance(answer, Response)
    assert answer.status == 404
    assert paths(shop) == ["/", "/b"]


def test_a_server_that_stays_in_trouble_is_a_failure_and_an_answer() -> None:
    desk = Desk(retries=2)
    with serve(NO_RULES | {"/": page("busy", status="503 Busy")}) as shop:
        answer = desk.get(shop.url())
    assert isinstance(answer, Response)
    assert answer.status == 503
    assert [f.kind for f in desk.fetcher.failures] == ["server"]
    assert paths(shop) == ["/"] * 3
    assert desk.slept == [2.0, 4.0]


def test_a_server_that_asks_for_too_much_patience_is_not_waited_for() -> None:
    desk = Desk(total_seconds=100)
    with serve(NO_RULES | {"/": page("busy", status="503 Busy", headers={"Retry-After": "3600"})}) as shop:
        desk.get(shop.url())
    assert desk.slept == []
    assert paths(shop) == ["/"]


def test_the_budgets_of_a_visit() -> None:
    with serve(NO_RULES | {"/": page("x" * 1000), "/hop": redirect("/")}) as shop:
        desk = Desk(pages=2)
        assert isinstance(desk.get(shop.url()), Response)
        assert isinstance(desk.get(shop.url("/hop")), Response)
        assert "2 pages" in failed(desk.get(shop.url()), "budget").detail
        desk = Desk(total_bytes=1500)
        assert isinstance(desk.get(shop.url()), Response)
        assert "bytes" in failed(desk.get(shop.url()), "budget").detail
        assert desk.fetcher.spent()
        desk = Desk(total_seconds=60)
        desk.now = 61
        assert "60 s" in failed(desk.get(shop.url()), "budget").detail
        desk = Desk(request_bytes=900)
        failed(desk.get(shop.url()), "too large")
