"""What the README promises somebody new, done by its own words: from the demonstration to what was put right."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from sweep.cli import main
from sweep.demo import server
from sweep.demo.spec import shops
from tests.report.browser import chromium, watch

# The shops in which something changes after the letters. All sixteen are swept in tests/sweep.
CHANGING = ("be-lampadelle", "fr-brindelune", "fr-brindesolde", "fr-vacant", "ie-wickerharrow")
PERSON = "A. Verenne"
FORMS = ("trader-letter", "cpc-enforcement")
CASES = Path("demo/sweeps/demo/cases")


@pytest.fixture
def fewer_shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, and a demonstration that is over sooner."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(server, "shops", lambda: {key: shops()[key] for key in CHANGING})
    monkeypatch.setattr(server, "specials", dict)


def sweepday(*words: str) -> None:
    """A command that must go well."""
    assert main(list(words)) == 0, words


@contextmanager
def reviewing() -> Iterator[str]:
    """The review of the demonstration, started in a terminal and ended there with Ctrl+C: the address it names."""
    words = ("review", "demo", "--workspace", "demo", "--port", "0", "--user", PERSON)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "sweep.cli", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        try:
            yield next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
        finally:
            process.send_signal(signal.SIGINT)
        assert "the review has ended" in process.stdout.read()
    assert process.returncode == 0


def worst_shop(page: Any) -> str:
    """From the overview to the dossier of the first shop in the table: its address."""
    link = page.locator("#shop-table tbody tr:visible a").first
    address = str(link.inner_text())
    link.click()
    page.get_by_role("heading", level=1, name=address).wait_for()
    return address


def key_of(address: str) -> str:
    """How the shop's files are called."""
    return address.replace(":", "_")


def decide_on_ten(page: Any, shop: str) -> dict[str, list[str]]:
    """Ten findings on a shop by keyboard alone: suspicions confirmed, points to review dismissed or left unsure."""
    keys, decided = page.keyboard, dict[str, list[str]]()
    page.get_by_label("Shop", exact=True).focus()
    keys.type(shop)
    with page.expect_navigation():
        keys.press("Enter")
    with page.expect_navigation():
        keys.press("j")
    for _ in range(10):
        check = str(page.locator(".tags code").inner_text())
        suspected = "suspected" in page.locator(".tags").inner_text()
        choice = "confirmed" if suspected else "unsure" if decided.get("dismissed") else "dismissed"
        decided.setdefault(choice, []).append(check)
        keys.press(choice[0])
        if suspected:
            with page.expect_navigation():
                keys.press("Enter")
        else:
            keys.press("ArrowDown")  # in the list of reasons
            keys.press("Escape")
            keys.press("n")
            keys.type("looked at by keyboard")
            with page.expect_navigation():
                keys.press("Control+Enter")
    return decided


def review(page: Any, shop: str) -> dict[str, list[str]]:
    with reviewing() as entrance:
        page.goto(entrance)
        decided = decide_on_ten(page, shop)
        with page.expect_navigation():
            page.keyboard.press("z")
        assert page.get_by_role("status").inner_text().startswith("Taken back: ")
        page.keyboard.press("c")  # it was right after all
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.keyboard.press("l")
        page.get_by_text("10 of").wait_for()
    return decided


def shown(form: str, shop: str, checks: list[str], browser: Any) -> str:
    """The text of a form about a shop, as a browser shows it: it names these findings, and Word has the same."""
    folder = CASES / f"{key_of(shop)}.{form}"
    data = json.loads((folder / f"{form}.json").read_text(encoding="utf-8"))
    assert sorted(point["check"] for point in data["points"]) == sorted(checks)
    watched = watch(browser, (folder / f"{form}.html").resolve())
    assert watched.violations() == []
    text = str(watched.page.inner_text("body"))
    word = "\n".join(p.text for p in Document(str(folder / f"{form}.docx")).paragraphs)
    for point in data["points"]:
        assert point["title"] in text
        assert point["title"] in word
    return text


def became(page: Any, shop: str) -> dict[str, list[str]]:
    """State -> titles of the findings of a shop in the table of the comparison."""
    found: dict[str, list[str]] = {}
    for row in page.locator("section[aria-labelledby=changes] tbody tr").all():
        name, title, state = [cell.strip() for cell in row.locator("th, td").all_inner_texts()[:3]]
        if name == key_of(shop):
            found.setdefault(state, []).append(title)
    return found


def act(shop: str) -> None:
    """What is done about a shop whose findings are confirmed: a letter, a request to its state, a note of both."""
    for form in FORMS:
        sweepday("case", "demo", shop, "--workspace", "demo", "--form", form)
        sweepday("ledger", "demo", "add", shop, form, "--workspace", "demo")
        sweepday("verify", str(CASES / f"{key_of(shop)}.{form}"))
    sweepday("report", "demo", "--workspace", "demo")


@pytest.mark.usefixtures("fewer_shops")
def test_from_the_demonstration_to_what_was_put_right(capsys: pytest.CaptureFixture[str]) -> None:
    sweepday("demo")
    with chromium() as browser:
        page = watch(browser, Path("demo/sweeps/demo/report/index.html").resolve()).page
        page.set_default_timeout(60_000)
        shop = worst_shop(page)
        decided = review(page, shop)
    assert len(decided["confirmed"]) > len(decided["dismissed"]) == len(decided["unsure"]) == 1

    act(shop)
    capsys.readouterr()
    sweepday("demo", "--mended")
    opened = re.search(r"Open the comparison: (.+)", capsys.readouterr().out)
    assert opened

    with chromium() as browser:
        letter, request = (shown(form, shop, decided["confirmed"], browser) for form in FORMS)
        assert "Lampadelle SRL" in letter
        assert "Belgium" in request
        dossier = watch(browser, Path(f"demo/sweeps/demo/report/shops/{key_of(shop)}.html").resolve())
        told = dossier.page.inner_text("main").count("confirmed (as found).")
        assert told == 2 * len(decided["confirmed"])  # at the finding, and in the timeline

        later = watch(browser, Path("demo/sweeps/demo-mended/report/index.html").resolve())
        later.page.get_by_role("link", name="Compared with an earlier sweep").click()
        assert later.page.url == Path(opened[1]).as_uri()
        assert later.violations() == []
        states = became(later.page, shop)
        assert len(states["put right"]) == 3
        assert len(states["persistent"]) == len(decided["confirmed"]) - 3
        assert later.page.locator("#findings-right").is_visible()  # since the letter
