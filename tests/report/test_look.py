"""An authority's theme, intervals of a sample, the page of statistics, the page of a comparison."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from checks.facts import Found
from checks.verdict import Outcome
from sweep.compare.compare import compare
from sweep.errors import SweepError
from sweep.paths import languages
from sweep.report import write_report
from sweep.report.comparison_page import write_comparison_page
from sweep.report.look import Look, load_theme, wilson
from sweep.report.statistics import Actions, statistics, write_statistics
from sweep.results import ShopResult, SweepResult
from tests.report.samples import HOSTILE, Texts, large, sample, seen, shop

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def theme_in(folder: Path, css: str = ":root { --accent: #054a29; }", logo: str = LOGO) -> Path:
    folder.mkdir()
    (folder / "theme.css").write_text(css)
    if logo:
        (folder / "logo.svg").write_text(logo)
    return folder


def parse(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def words_of(path: Path) -> str:
    body = parse(path).body
    assert body is not None
    return " ".join((body.text() or "").split())


def test_a_theme_lies_in_every_page_and_is_allowed_by_its_hash_alone(tmp_path: Path) -> None:
    look = Look(load_theme(theme_in(tmp_path / "theme")))
    write_report(sample(), tmp_path / "r", languages=("en",), texts=Texts(), look=look)
    for page in (tmp_path / "r").rglob("*.html"):
        tree = parse(page)
        assert [style.text() for style in tree.css("style")][1] == ":root { --accent: #054a29; }"
        policy = tree.css_first("meta[http-equiv]").attributes["content"] or ""
        assert look.theme.css_hash in policy
        assert "img-src data:" in policy
        assert (tree.css_first("img.logo").attributes["src"] or "").startswith("data:image/svg+xml;base64,")
    write_report(sample(), tmp_path / "plain", languages=("en",), texts=Texts())
    text = (tmp_path / "plain" / "index.html").read_text(encoding="utf-8")
    assert "img-src" not in text
    assert "<img" not in text


@pytest.mark.parametrize("css", ["a{}</style><script>alert(1)</script>", "a{}</ STYLE >", "<!-- a{} -->"])
def test_a_theme_cannot_leave_its_element(tmp_path: Path, css: str) -> None:
    with pytest.raises(SweepError, match="cannot be used"):
        load_theme(theme_in(tmp_path / "theme", css))


def test_a_theme_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="no theme is there"):
        load_theme(tmp_path)
    with pytest.raises(SweepError, match="at most 200,000"):
        load_theme(theme_in(tmp_path / "theme", "a{}" * 70_000))


def test_wilson_intervals_are_those_of_the_tables() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: method 3.
    assert [round(x, 4) for x in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(x, 4) for x in wilson(0, 20)] == [0.0, 0.1611]
    assert [round(x, 4) for x in wilson(1, 29)] == [0.0061, 0.1718]
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_an_interval_holds_its_share(part: int, more: int) -> None:
    low, high = wilson(part, part + more)
    assert 0 <= low <= part / (part + more) <= high <= 1


def test_intervals_stand_only_where_the_list_is_a_sample(tmp_path: Path) -> None:
    page = write_report(large(40), tmp_path / "s", languages=("en",), texts=Texts(), look=Look(sample=True))
    assert "95% interval 47% to 82%" in words_of(page)  # 16 of 24 measured shops
    assert "The list is a sample" in words_of(page)
    page = write_report(large(40), tmp_path / "w", languages=("en",), texts=Texts())
    assert "interval" not in words_of(page)


def test_operators_with_several_shops_are_named_with_their_shops(tmp_path: Path) -> None:
    two = (shop("one.example", "f" + "p" * 12), shop("two.example", "p" * 13))
    other = shop("three.example", "p" * 13, name="Another SARL")  # the same number under another name joins nothing
    page = write_report(SweepResult(sample().info, (*two, other)), tmp_path, languages=("en",), texts=Texts())
    section = parse(page).css_first("section[aria-labelledby=operators]")
    assert [a.attributes["href"] for a in section.css("a")] == ["shops/one.example.html", "shops/two.example.html"]
    alone = write_report(SweepResult(sample().info, (two[0], other)), tmp_path / "b", languages=("en",), texts=Texts())
    assert not parse(alone).css("section[aria-labelledby=operators]")


def test_statistics_add_up_in_every_table() -> None:
    made = statistics(sample(), Actions(cases=3, letters=2, requests=1))
    fails = sum(v.outcome is Outcome.FAIL for s in sample().shops for v in s.verdicts)
    assert made.suspected == fails
    for lines in (made.categories, made.countries, made.established):
        assert sum(line.suspected for line in lines) == fails
        assert sum(line.review for line in lines) == made.review
        assert all(line.shops <= made.concerned for line in lines)
    assert (made.shops, made.measured, made.concerned) == (10, 6, 4)
    assert statistics(SweepResult(sample().info, ()), Actions()).categories == ()


def contents(page: Path) -> list[str]:
    """Where the contents of an overview lead to."""
    return [a.attributes["href"] or "" for a in parse(page).css("nav.contents a")]


@pytest.mark.parametrize("language", languages())
def test_the_pages_beside_the_overview_stand_in_every_language_and_are_linked(tmp_path: Path, language: str) -> None:
    earlier = replace(sample(), info=replace(sample().info, name="before"))
    now = SweepResult(sample().info, (shop("brumelot.example", "p" * 13, name=HOSTILE), *sample().shops[3:]))
    comparison = compare(now, earlier)
    write_statistics(now, Actions(letters=1), tmp_path, languages=(language,))
    index = write_report(now, tmp_path, languages=(language,), texts=Texts())
    assert "comparison.html" not in contents(index)
    for _ in range(2):  # an overview written before leads to it too, once
        write_comparison_page(comparison, now.info, tmp_path, languages=(language,))
        assert contents(index)[-2:] == ["statistics.html", "comparison.html"]
    write_report(now, tmp_path, languages=(language,), texts=Texts())
    assert contents(index)[-2:] == ["statistics.html", "comparison.html"]
    page = parse(tmp_path / "comparison.html")
    assert page.css_first("html").attributes["lang"] == language
    counted = {row.css_first("th").text(): row.css_first("td").text() for row in page.css("#states ~ table tbody tr")}
    assert list(counted.values()).count("0") < len(counted)
    assert "shops/brumelot.example.html" in {a.attributes["href"] for a in page.css("td a, th a")}
    assert not page.css("script")


def test_the_comparison_counts_as_the_comparison_does(tmp_path: Path) -> None:
    earlier = replace(sample(), info=replace(sample().info, name="before"))
    now = SweepResult(sample().info, (shop("brumelot.example", "p" * 13), *sample().shops[3:]))
    comparison = compare(now, earlier)
    write_comparison_page(comparison, now.info, tmp_path, languages=("en",))
    rows = parse(tmp_path / "comparison.html").css("section[aria-labelledby=states] table")[0].css("tbody tr")
    shown = {row.css_first("th").text(): int(row.css_first("td").text()) for row in rows}
    assert shown["put right"] == comparison.count("fixed") > 0
    assert shown["not measurable"] == comparison.count("not_measurable")
    assert sum(shown.values()) == len(comparison.findings)


def test_results_are_counted_by_shop_system_with_their_denominators(tmp_path: Path) -> None:
    def running(key: str, pattern: str, system: str) -> ShopResult:
        return shop(key, pattern, shop_system=Found(system, seen(f"https://{key}/", system, "home")))

    shops = (
        running("one.example", "f" * 13, "PrestaShop"), running("two.example", "p" * 13, "PrestaShop"),
        running("three.example", "u" * 13, "PrestaShop"), running("four.example", "p" * 13, "<b>Magento"),
        shop("five.example", "f" * 13),
    )  # fmt: skip
    index = write_report(SweepResult(sample().info, shops), tmp_path, languages=("en",), texts=Texts())
    (table,) = parse(index).css("div[aria-labelledby=systems] table")
    rows = [[cell.text(strip=True) for cell in row.css("th, td")] for row in table.css("tbody tr")]
    # name, bar, suspected with its share, to review, no objection, measured, not measured
    assert [[row[0], *row[2:]] for row in rows] == [
        ["PrestaShop", "150%", "0", "1", "2", "1"],
        ["Not recognised", "1100%", "0", "0", "1", "0"],
        ["<b>Magento", "00%", "0", "1", "1", "0"],
    ]
    write_report(sample(), tmp_path, languages=("en",), texts=Texts())
    assert not parse(index).css("div[aria-labelledby=systems]")  # where none was recognised nothing is said
