"""Politeness and persistence of a visit's requests, with a clock of our own and real servers."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sweep.capture import Failure, Response, Screenshot
from sweep.gather.fetch import Fetcher
from sweep.gather.limits import Limits
from sweep.gather.robots import rules_of
from tests import servers
from tests.servers import Server, page, redirect, serve

LIMITS = Limits(allow_networks=("127.0.0.1/32",), delay=0.0, request_seconds=20, retries=1)
NO_RULES = {"/robots.txt": servers.NOT_FOUND}


def robots(text: str) -> Response:
    headers = (("Content-Type", "text/plain"),)
    return Response("https://vendolux.example/robots.txt", 200, "OK", headers, text.encode(), datetime.now(UTC))


class Desk:
    """A fetcher, an archive in memory, and a clock that only moves when somebody sleeps."""

    def __init__(self, **changes: object) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.archived: list[Response | Failure] = []
        self.notes: list[tuple[str, object]] = []
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

    def note(self, name: str, data: object) -> None:
        self.notes.append((name, data))

    def screenshot(self, shot: Screenshot) -> str:
        raise AssertionError("no browser here")

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


RULES = """
User-agent: otherbot
Disallow: /other

User-agent: *
Allow: /private/press
Disallow: /private  # nobody's business
Disallow: /*?sort=
"""


def test_robots_may_be_overridden_and_every_rule_is_noted() -> None:
    desk = Desk(robots="override")
    routes = {path: page("a") for path in ("/", "/other", "/private/terms", "/private/press", "/list?sort=up")}
    with serve({"/robots.txt": page(RULES, headers={"Content-Type": "text/plain"}), **routes}) as shop:
        answers = {path: desk.get(shop.url(path)) for path in routes}
        asked = shop.url("/private/terms"), shop.url("/list?sort=up")
    assert all(isinstance(answer, Response) for answer in answers.values())
    rules = {path: answer.overridden for path, answer in answers.items() if isinstance(answer, Response)}
    assert rules == {
        "/": "",
        "/other": "",
        "/private/terms": "Disallow: /private",
        "/private/press": "",
        "/list?sort=up": "Disallow: /*?sort=",
    }
    assert desk.fetcher.overridden == {"Disallow: /private": asked[0], "Disallow: /*?sort=": asked[1]}


def test_a_group_that_names_us_goes_before_the_one_for_all() -> None:
    rules = rules_of(
        robots("User-agent: *\nDisallow: /a\nUser-agent: sweepday\nUser-agent: x\nDisallow: /b\nAllow: /b/c")
    )
    assert rules.rule_against("https://vendolux.example/b", "sweepday/0.1 (screening)") == "Disallow: /b"
    assert rules.rule_against("https://vendolux.example/a", "sweepday/0.1 (screening)") == ""
    assert rules.rule_against("https://vendolux.example/b/c", "sweepday/0.1 (screening)") == ""


def test_a_server_in_trouble_over_its_rules_is_visited_by_order_only() -> None:
    with serve({"/robots.txt": page("", status="503 Busy"), "/": page("a")}) as shop:
        failed(Desk(retries=0).get(shop.url()), "server")
        desk = Desk(retries=0, robots="override")
        answer = desk.get(shop.url())
    assert isinstance(answer, Response)
    assert answer.overridden == "robots.txt: status 503"


@pytest.mark.parametrize(("asked", "slept", "noted"), [("7", 7.0, []), ("3600", 1.0, ["Crawl-delay: 3600"])])
def test_by_order_a_bearable_pause_is_kept_and_a_forbidding_one_is_not(
    asked: str, slept: float, noted: list[str]
) -> None:
    desk = Desk(robots="override", delay=1.0)
    with serve({"/robots.txt": page(f"User-agent: *\nCrawl-delay: {asked}"), "/": page("a")}) as shop:
        desk.get(shop.url())
        desk.get(shop.url())
    assert desk.slept[-1] == slept
    assert list(desk.fetcher.overridden) == noted


def test_a_shop_that_is_asked_too_much_is_asked_more_slowly_until_it_recovers() -> None:
    busy = page("busy", status="429 Slow down")
    desk = Desk(retries=0, delay=1.0, pages=100)
    with serve(NO_RULES | {"/": page("a"), "/busy": busy}) as shop:
        for path in ["/", "/busy", "/busy", *["/"] * 12]:
            desk.get(shop.url(path))
    # The first pause comes after robots.txt; every refusal doubles it, five good answers in a row take half of it back.
    assert desk.slept == [1.0, 1.0, 2.0, *[4.0] * 5, *[2.0] * 5, 1.0, 1.0]


def test_all_is_asked_over_one_connection() -> None:
    desk = Desk(pages=100)
    with serve(NO_RULES | {"/": page("a"), "/b": redirect("/")}) as shop:
        for _ in range(5):
            desk.get(shop.url("/b"))
    assert len(shop.requests) == 11
    assert shop.connections == 1


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
        # A moment that has passed asks for no patience; that we were too quick still slows us down.
        (page("busy", status="429 Slow down", headers={"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}), 2.0),
        (page("busy", status="500 Oh"), 2.0),
        (servers.reset, 2.0),
        (servers.too_short, 2.0),
    ],
)
def test_what_may_pass_is_tried_again(first: servers.Route, waited: float) -> None:
    desk = Desk()
    # Not over a kept connection: one that ends before its answer is replaced at once, by the transport.
    rules = page("", status="404 Not Found", headers={"Connection": "close"})
    with serve({"/robots.txt": rules, "/": Flaky(first)}) as shop:
        answer = desk.get(shop.url())
    assert isinstance(answer, Response)
    assert answer.status == 200
    assert desk.slept == [waited]
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
