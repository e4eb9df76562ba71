"""The report in a real browser, opened from disk: silent, accessible, and usable by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sweep.background import background_of
from sweep.compare.compare import compare
from sweep.report import write_report
from sweep.report.comparison_page import write_comparison_page
from sweep.report.look import Look
from sweep.report.methods import write_methods
from sweep.report.statistics import Actions, write_statistics
from sweep.results import SweepResult
from sweep.returns.make import make_return
from sweep.returns.merge import merge
from sweep.returns.write import write_joint
from sweep.sweeps import collect
from tests.report.browser import Watched, chromium, watch
from tests.report.samples import Texts, large, sample, shop
from tests.report.test_methods import PLAN
from tests.review.samples import SHOPS, build

PAGES = ("index.html", "shops/hostile.example.html", "fr/shops/blocked.example.html")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(sample(), tmp_path_factory.mktemp("report"), texts=Texts()).parent


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def shown(watched: Watched) -> list[str]:
    return list(watched.page.locator("#shop-table tbody tr:visible a").all_inner_texts())


def wait_for_rows(watched: Watched, number: int) -> None:
    """What is told first; a screenful of rows stands by then."""
    watched.page.get_by_text(f"{number} shown of {number} that fit").wait_for()


def wait_for_line(watched: Watched, number: int) -> None:
    """Beyond the first screenful the rows follow by themselves."""
    watched.page.locator(f"#shop-table tbody tr:nth-child({number})").wait_for()


def status(watched: Watched) -> str:
    return str(watched.page.locator("#shown").inner_text())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_and_says_nothing(report: Path, browser: Any, name: str) -> None:
    watched = watch(browser, report / name)
    beside = [(report / "data" / "shops-1.js").as_uri()] if name == "index.html" else []
    assert watched.requests == beside
    assert watched.complaints == []


def test_axe_would_find_a_violation(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<html><body><input><p style='color:#ccc;background:#fff'>pale</p></body></html>"
    )
    found = watch(browser, tmp_path / "bad.html").violations()
    assert any(line.startswith("color-contrast") for line in found)
    assert any(line.startswith("label") for line in found)


@pytest.fixture(scope="module")
def every_type(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a page of every type, and under "long" one of a list with several pages."""
    folder = tmp_path_factory.mktemp("types")
    now = sample()
    before = SweepResult(replace(now.info, name="before"), (*now.shops[1:3], shop("old.example", "f" * 13)))
    write_statistics(now, Actions(letters=2, answered=1), folder, languages=("en",))
    write_comparison_page(compare(now, before), now.info, folder, languages=("en",))
    write_methods(now, PLAN, folder, languages=("en",), texts=Texts())
    write_report(now, folder, languages=("en",), texts=Texts(), look=Look(sample=True))
    write_joint(merge([make_return(now, b"a key of sixteen characters", Texts())]), folder / "joint", "x", ("en",))
    write_report(large(210), folder / "long", languages=("en",), texts=Texts())
    return folder


TYPES = (
    "index", "long/list/2", "shops/hostile.example", "shops/blocked.example", "statistics", "comparison", "methods",
    "joint/index",
)  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_every_type_of_page_is_right_in_every_look(every_type: Path, browser: Any, name: str) -> None:
    watched = watch(browser, every_type / f"{name}.html")
    assert watched.problems() == []
    assert watched.complaints == []


def test_what_is_too_wide_cut_or_of_one_size_is_told(browser: Any, tmp_path: Path) -> None:
    said = "<p style='width:2000px'>wide</p><p style='height:9px;overflow:hidden'>two<br>lines</p>"
    (tmp_path / "bad.html").write_text(
        f"<html lang=en><title>x</title><body style='font-size:16px'>{said}</body></html>"
    )
    found = watch(browser, tmp_path / "bad.html").problems()
    for told in ("points wider than the window", 'cut: <p style="height:9px', "letters of 16 points are 16"):
        assert any(told in line for line in found), told


def test_a_dossier_with_its_screenshots_shows_them_and_passes_axe(browser: Any, tmp_path: Path) -> None:
    sweep = build(tmp_path).sweep
    write_report(collect(sweep), tmp_path / "report", languages=("en",), told=background_of(sweep))
    path = tmp_path / "report" / "shops" / f"{SHOPS[0]}.html"
    watched = watch(browser, path, viewport={"width": 320, "height": 700})
    assert watched.violations() == []
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 320
    picture = watched.page.get_by_role("img")
    picture.scroll_into_view_if_needed()
    width = picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert width == 1  # the policy of the page lets it in
    assert [url for url in watched.requests if not url.startswith((tmp_path / "report" / "shots").as_uri())] == []
    watched.page.emulate_media(color_scheme="dark")
    assert watched.violations() == []
    assert watched.complaints == []


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("name", ["index.html", "shops/hostile.example.html"])
def test_no_page_is_wider_than_the_screen(report: Path, browser: Any, name: str, width: int) -> None:
    watched = watch(browser, report / name, viewport={"width": width, "height": 800})
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_table_is_filtered_by_keyboard_and_the_count_is_told(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    assert len(shown(watched)) == 10
    watched.page.get_by_label("Search shop or trader").focus()
    watched.page.keyboard.type("mirabelline FILS")
    wait_for_rows(watched, 1)
    assert shown(watched) == ["mirabelline.example"]
    assert status(watched) == "1 shown of 1 that fit, 10 shops in all."
    for _ in range(5):
        watched.page.keyboard.press("Tab")
    watched.page.keyboard.press("Enter")  # the button that clears the filters
    wait_for_rows(watched, 10)
    assert watched.complaints == []


def test_selects_narrow_together(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    watched.page.get_by_label("Country", exact=True).select_option("BE")
    watched.page.get_by_label("Result", exact=True).select_option("fail")
    wait_for_rows(watched, 1)
    assert shown(watched) == ["kwaakwinkel.example"]
    watched.page.get_by_label("Result", exact=True).select_option("")
    wait_for_rows(watched, 2)
    watched.page.get_by_label("Sector", exact=True).select_option("–")
    wait_for_rows(watched, 1)
    assert shown(watched) == ["zonnebries.example"]


def test_a_number_of_the_question_table_leads_to_its_shops(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    watched.page.get_by_role("link", name="2 shops suspected: Trader’s name").click()
    wait_for_rows(watched, 2)
    assert sorted(shown(watched)) == ["brumelot.example", "hostile.example"]


def test_a_column_is_sorted_by_keyboard_and_says_so(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    heading = watched.page.locator("#shop-table th", has_text="Suspected")
    assert heading.get_attribute("aria-sort") == "descending"
    heading.locator("button").focus()
    watched.page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert shown(watched)[-1] == "brumelot.example"
    watched.page.locator("#shop-table th", has_text="Shop").first.locator("button").focus()
    watched.page.keyboard.press("Space")
    assert heading.get_attribute("aria-sort") is None
    assert shown(watched) == sorted(shown(watched))
    assert status(watched).endswith("Sorted by Shop.")


def test_without_scripts_all_shops_are_there(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html", java_script_enabled=False)
    assert watched.page.locator("#shop-table tbody tr:visible").count() == 10
    assert not watched.page.locator("#filters").is_visible()
    assert watched.page.locator("thead button").count() == 0


def test_a_long_list_is_shown_in_parts_and_searched_as_a_whole(browser: Any, tmp_path: Path) -> None:
    path = write_report(large(320), tmp_path, languages=("en",), texts=Texts())
    watched = watch(browser, path)
    assert len(shown(watched)) == 200
    watched.page.get_by_role("button", name="Show more shops").click()
    wait_for_line(watched, 320)
    assert len(set(shown(watched))) == 320
    watched.page.get_by_label("Search shop or trader").fill("shop-00319")
    wait_for_rows(watched, 1)
    assert status(watched) == "1 shown of 1 that fit, 320 shops in all."


def test_what_was_typed_over_leaves_no_row_behind(browser: Any, tmp_path: Path) -> None:
    watched = watch(browser, write_report(large(320), tmp_path, languages=("en",), texts=Texts()))
    field = watched.page.get_by_label("Search shop or trader")
    field.press_sequentially("shop-0031")
    wait_for_rows(watched, 10)
    assert sorted(shown(watched)) == [f"shop-00{number}.example" for number in range(310, 320)]
    watched.page.wait_for_url("**#shops?text=shop-0031")
    field.fill("no such shop")
    wait_for_rows(watched, 0)
    assert shown(watched) == []
    field.fill("shop")
    field.fill("")
    wait_for_line(watched, 200)
    assert len(set(shown(watched))) == 200
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")  # the paper has all of them, at once
    assert len(set(shown(watched))) == 320
    assert status(watched) == "320 shown of 320 that fit, 320 shops in all."
    assert watched.complaints == []


def test_a_search_does_without_accents_and_letters_of_one_language(browser: Any, tmp_path: Path) -> None:
    one = shop("sklep.example", "f" * 13, name="Łódź Straße Cœur Grønne")
    report = write_report(SweepResult(sample().info, (one, shop("other.example", "f" * 13))), tmp_path, texts=Texts())
    watched = watch(browser, report)
    field = watched.page.get_by_label("Search shop or trader")
    for typed in ("ŁÓDZ", "lodz", "strasse", "STRAßE", "coeur", "Cœur", "gronne", "grønne"):
        field.fill("nothing of the kind")
        wait_for_rows(watched, 0)
        field.fill(typed)
        wait_for_rows(watched, 1)
        assert shown(watched) == ["sklep.example"], typed


def test_without_scripts_a_long_list_has_pages(browser: Any, tmp_path: Path) -> None:
    path = write_report(large(420), tmp_path, languages=("en", "nl"), texts=Texts())
    watched = watch(browser, path, java_script_enabled=False)
    seen = shown(watched)
    watched.page.get_by_role("navigation", name="Pages of the list of shops").get_by_role("link", name="3").click()
    assert watched.page.get_by_text("Shops 401 to 420 of 420").is_visible()
    watched.page.get_by_role("link", name="2", exact=True).click()
    seen += shown(watched)
    watched.page.get_by_role("link", name="Nederlands").click()
    assert watched.page.get_by_text("Webwinkels 201 tot en met 400 van 420").is_visible()
    watched.page.get_by_role("link", name="3", exact=True).click()
    seen += shown(watched)
    assert len(set(seen)) == 420
    watched.page.get_by_role("link", name=seen[-1]).click()
    assert watched.page.locator("h1").inner_text() == seen[-1]


def test_an_overview_that_lost_its_data_is_still_a_report(browser: Any, tmp_path: Path) -> None:
    path = write_report(large(320), tmp_path, languages=("en",), texts=Texts())
    (tmp_path / "data" / "shops-1.js").unlink()
    watched = watch(browser, path)
    assert watched.page.locator("#shop-table tbody tr:visible").count() == 200
    assert watched.page.locator("#pager").is_visible()
    assert not watched.page.locator("#filters").is_visible()


def test_what_is_shown_can_be_linked_to(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    watched.page.get_by_label("Country", exact=True).select_option("BE")
    watched.page.get_by_label("Search shop or trader").fill("bv")
    watched.page.locator("#shop-table th", has_text="Shop").first.locator("button").click()
    wait_for_rows(watched, 2)
    watched.page.wait_for_url("**sort=0")
    kept = watched.page.url
    assert "country=BE" in kept
    again = watch(browser, report / "index.html")
    again.page.goto(kept)
    again.page.reload()
    wait_for_rows(again, 2)
    assert shown(again) == sorted(shown(watched))
    assert again.page.get_by_label("Search shop or trader").input_value() == "bv"
    again.page.get_by_role("button", name="Clear").click()
    wait_for_rows(again, 10)


def test_an_address_with_a_strange_state_shows_all_shops(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "index.html")
    watched.page.goto((report / "index.html").as_uri() + '#shops?country=<b>&sort=99--&flag=%00&x[y]=1&check="')
    watched.page.reload()
    wait_for_rows(watched, 10)
    assert watched.complaints == []


def test_print_opens_what_is_folded_and_drops_the_controls(report: Path, browser: Any) -> None:
    watched = watch(browser, report / "shops" / "brumelot.example.html")
    watched.page.emulate_media(media="print")
    assert not watched.page.locator("nav.contents").is_visible()
    assert watched.page.locator("details.read li").first.is_visible()
    pdf = watched.page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
