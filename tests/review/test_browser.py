"""The review in a real browser: silent, accessible, usable by keyboard, narrow and dark, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sweep.review import folder
from tests.report.browser import Watched, chromium
from tests.review.samples import SHOPS, Served, build, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(build(tmp_path_factory.mktemp("browser")), percent=100) as review:
        yield review


def enter(browser: Any, review: Served, **context: Any) -> Watched:
    """A window of the person at the machine."""
    page = browser.new_context(locale="en-GB", **context).new_page()
    page.set_default_timeout(60_000)
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("console", lambda message: watched.complaints.append(message.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.goto(review.server.entrance)
    return watched


def go(watched: Watched, review: Served, path: str) -> None:
    watched.page.goto(f"{review.server.address.rstrip('/')}{path}")


def paths(review: Served) -> list[str]:
    items = review.desk.items.all()
    quoted = next(i for i in items if i.confidence == "quoted" and i.shop == SHOPS[0])
    absent = next(i for i in items if i.confidence == "absent")
    return [
        "/", "/?state=confirmed", f"/finding/{quoted.id}", f"/finding/{quoted.id}/text/0", f"/finding/{absent.id}",
        "/questions", f"/questions/{SHOPS[0]}", "/agreement", "/nothing",
    ]  # fmt: skip


def test_every_page_is_silent_and_right_small_and_large_light_and_dark(browser: Any, review: Served) -> None:
    watched = enter(browser, review)
    for path in paths(review):
        go(watched, review, path)
        assert watched.problems() == [], path
    own = review.server.address
    assert all(url.startswith(own) for url in watched.requests)
    assert [c for c in watched.complaints if "404" not in c] == []


def test_deciding_by_keyboard_alone(browser: Any, tmp_path: Any) -> None:
    built = build(tmp_path)
    with served(built) as review:
        page = enter(browser, review).page
        keys = page.keyboard
        with page.expect_navigation():
            keys.press("j")  # from the list to the first that waits
        assert page.locator("#decide").count() == 1
        first = page.url
        keys.press("c")
        with page.expect_navigation():
            keys.press("Enter")
        assert page.get_by_role("status").inner_text().startswith("confirmed: ")
        assert page.url.split("?")[0] != first.split("?")[0]
        keys.press("d")
        keys.type("what was missing")  # into the list of reasons
        keys.press("Escape")
        keys.press("n")
        keys.type("c d u z: only a note")
        with page.expect_navigation():
            keys.press("Control+Enter")
        with page.expect_navigation():
            keys.press("z")
        assert page.get_by_role("status").inner_text().startswith("Taken back: ")
        with page.expect_navigation():
            keys.press("l")
        assert "1 of 10 decided" in page.inner_text("header")
    told = [(d.choice, d.reason, d.note) for d in folder.read(built.sweep.folder).decisions]
    assert told == [("confirmed", "as_found", ""), ("dismissed", "elsewhere", "c d u z: only a note"), ("open", "", "")]


def test_deciding_without_scripts_in_another_language(browser: Any, tmp_path: Any) -> None:
    built = build(tmp_path)
    with served(built) as review:
        page = enter(browser, review, java_script_enabled=False).page
        page.get_by_role("button", name="Français").click()
        page.get_by_role("link", name="Examiner le suivant").click()
        page.get_by_label("Incertain").check()
        page.locator("#r-unsure").select_option(label="le droit n'est pas clair")
        page.get_by_role("button", name="Enregistrer et continuer").click()
        assert "incertain" in page.get_by_role("status").inner_text()
        page.get_by_role("button", name="Retirer cette décision").click()
        assert "Retiré" in page.get_by_role("status").inner_text()
    assert [d.choice for d in folder.read(built.sweep.folder).decisions] == ["unsure", "open"]
