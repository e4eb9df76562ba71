"""Heavy shops take turns where many are read at once; light ones wait for nobody, and nothing is read differently."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from sweep import turns
from sweep.capture import Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.handover import Handover

LONG = 60.0  # seconds: what waits for ever must not hang the tests
HEAVY = b"<p>x" * 60_000
HTML = b'<html lang=fr><title>Lampes</title><h1>Lampes</h1><p>Vendolux</p><a href="/cgv">CGV</a>'


def _page(html: bytes = HTML) -> Page:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return parse_page(Response("https://shop.example/", 200, "OK", (("Content-Type", "text/html"),), html, now))


class Other:
    """A thread with a shop of its own, which does what it is told, one thing after the other."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.done = [threading.Event() for _ in steps]
        self.go = [threading.Event() for _ in steps]
        self._steps = steps
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        with turns.shop():
            for step, go, done in zip(self._steps, self.go, self.done, strict=True):
                assert go.wait(LONG)
                step()
                done.set()

    def does(self, number: int) -> None:
        self.go[number].set()
        assert self.done[number].wait(LONG)

    def end(self) -> None:
        for go in self.go:
            go.set()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


@pytest.fixture(autouse=True)
def nobody_is_left_alone() -> Iterator[None]:
    yield
    assert turns._turn.acquire(timeout=LONG)
    turns._turn.release()


def test_one_heavy_shop_waits_for_the_other_and_a_light_one_for_nobody() -> None:
    first = Other(lambda: _page(HEAVY), turns.done)
    second = Other(lambda: _page(HEAVY))
    light = Other(_page)
    first.does(0)
    second.go[0].set()
    light.does(0)
    assert not second.done[0].is_set()
    first.does(1)
    assert second.done[0].wait(LONG)
    for other in (first, second, light):
        other.end()


def test_many_light_pages_are_heavy_together() -> None:
    page = _page()

    def take_many() -> None:
        for _ in range(turns.LIGHT // page.weight + 1):
            turns.take(page.weight)

    one = Other(take_many)
    two = Other(lambda: turns.take(turns.LIGHT + 1))
    one.does(0)
    one.end()  # its shop is done with
    two.does(0)
    two.end()


def test_while_one_waits_for_the_network_another_may_be_heavy() -> None:
    pages: list[Page] = []
    waits, over = threading.Event(), threading.Event()

    def wait_for_the_network() -> None:
        with turns.resting():
            waits.set()
            assert over.wait(LONG)

    first = Other(lambda: pages.append(_page(HEAVY)), wait_for_the_network)
    second = Other(lambda: turns.take(turns.LIGHT + 1), turns.done)
    first.does(0)
    assert len(pages[0].body.tags) > 60_000
    first.go[1].set()
    assert waits.wait(LONG)
    assert "body" not in pages[0].__dict__
    second.does(0)
    over.set()
    # It still has its heavy page, and goes on when it is its turn again.
    assert not first.done[1].wait(0.2)
    second.does(1)
    assert first.done[1].wait(LONG)
    first.end()
    second.end()


def test_a_shop_that_is_done_with_its_heavy_page_goes_on_at_once() -> None:
    def wait_for_the_network() -> None:
        with turns.resting():
            pass

    first = Other(lambda: _page(HEAVY), wait_for_the_network, lambda: None)
    second = Other(lambda: turns.take(turns.LIGHT + 1))
    first.does(0)
    first.does(1)
    second.does(0)
    first.does(2)
    first.end()
    second.end()


def test_a_shop_that_fails_leaves_its_turn() -> None:
    def fail() -> None:
        with turns.shop():
            _page(HEAVY)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()


def test_outside_of_a_shop_nobody_waits() -> None:
    first = Other(lambda: _page(HEAVY))
    first.does(0)
    assert _page(HEAVY).weight > turns.LIGHT
    first.end()


def test_what_is_shed_is_made_anew() -> None:
    page = _page()
    before = page.text, page.links, page.headings, page.small, page.folded, page.title
    page.kept["key"] = "value"
    page.shed()
    assert not page.kept
    assert (page.text, page.links, page.headings, page.small, page.folded, page.title) == before


def test_a_heavy_page_is_not_laid_by() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    held = Handover()
    for body, kept in ((HTML, True), (HEAVY, False)):
        response = Response("https://shop.example/", 200, "OK", (), body, now, record_id="urn:1")
        held.lay_by(response, parse_page(response))
        assert (held.take(response) is not None) is kept
