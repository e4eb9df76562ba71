"""The rule book: whole, in four languages, without a dead link, harmless with any text, and open to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.card import LANGUAGES
from checks.catalogue import listing, load, manual_questions
from checks.strict_yaml import load_text
from sweep.cli import main
from sweep.paths import template_dir
from sweep.rulebook.book import write_book
from sweep.rulebook.cases import cases_of
from tests.report.browser import chromium, watch

DAY = date(2026, 11, 21)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \" ' &"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_book(listing(), tmp_path_factory.mktemp("book"), DAY).parent


def _languages(book: Path) -> dict[str, Path]:
    return {language: book if language == "en" else book / language for language in LANGUAGES}


def test_every_rule_has_its_page_in_every_language(book: Path) -> None:
    for language, root in _languages(book).items():
        assert {p.stem for p in (root / "rules").glob("*.html")} == set(load()) | set(manual_questions())
        for rule, check in load().items():
            text = (root / "rules" / f"{rule}.html").read_text(encoding="utf-8")
            tree = LexborHTMLParser(text)
            assert tree.css_first("html").attributes["lang"] == language
            assert tree.css_first("h1").text() == check.card.title[language]
            assert check.card.remedy is None or check.card.remedy[language] in tree.body.text()
            assert len(tree.css("details")) == len(cases_of(rule)) >= 3
            links = {a.attributes["href"] for a in tree.css("a.act")}
            assert links == {b.row().url for b in check.card.legal_basis if b.start}


def test_the_overview_leads_to_every_page_and_no_link_is_dead(book: Path) -> None:
    for root in _languages(book).values():
        linked = {a.attributes["href"] for a in LexborHTMLParser((root / "index.html").read_text()).css("tbody th a")}
        assert {f"rules/{rule}.html" for rule in [*load(), *manual_questions()]} <= linked
    for page in book.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        for anchor in tree.css("a[href]"):
            href = unquote(anchor.attributes["href"] or "")
            if href.startswith("https://"):
                continue
            path, _, fragment = href.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), f"{page}: {href}"
            assert path or fragment in ids, f"{page}: {href}"


def test_the_changes_of_the_law_stand_on_the_overview(book: Path) -> None:
    rows = LexborHTMLParser((book / "index.html").read_text(encoding="utf-8")).css("#changes ~ div tbody")
    days = {tbody.css_first("th").text(): tbody.text() for tbody in rows}
    assert "Online withdrawal function" in days["19 June 2026"]
    assert "Austria" in days["1 October 2026"]
    assert "Czechia" in days["1 January 2027"]
    assert "ODR platform" in days["20 July 2025"]


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    stale = tmp_path / "fr" / "rules" / "no.such.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("old", encoding="utf-8")
    rules = listing()
    few = replace(rules, rules={"adr.info": rules.rules["adr.info"]}, manual={})
    assert write_book(few, tmp_path, DAY) == tmp_path / "index.html"
    assert not stale.exists()
    assert [p.name for p in (tmp_path / "rules").iterdir()] == ["adr.info.html"]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    rules = listing()
    entry = rules.rules["adr.info"]
    texts = dict.fromkeys(LANGUAGES, HOSTILE)
    bad = replace(entry.card.legal_basis[0], act=HOSTILE, url='https://law.example/"onmouseover=alert(3)', fine=HOSTILE)
    card = replace(entry.card, title=texts, remedy=texts, messages={"m": texts}, legal_basis=(bad,))
    write_book(replace(rules, rules={card.id: replace(entry, card=card)}, manual={}), tmp_path, DAY)
    for page in tmp_path.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert not tree.css("script, img, [onerror], [onmouseover]")
        assert all((a.attributes["href"] or "").startswith(("#", "rules/", "../", "fr/", "nl/", "de/", "index"))
                   for a in tree.css("a[href]"))  # fmt: skip
        assert "{{ 7*7 }}" in tree.body.text()


def test_the_words_stand_in_four_languages() -> None:
    data = load_text((template_dir() / "rulebook" / "words.yaml").read_text(encoding="utf-8"), "words.yaml")
    for key, texts in data.items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "book", "-o", str(tmp_path / "book"), "--day", "2026-06-20"]) == 0
    index = Path(capsys.readouterr().out.strip())
    assert "20 June 2026" in index.read_text(encoding="utf-8")


def test_a_page_loads_nothing_and_passes_axe(book: Path) -> None:
    pages = {"index.html": 1280, "de/rules/withdrawal.function.html": 1280, "fr/rules/marketplace.design.html": 390}
    with chromium() as browser:
        for name, width in pages.items():
            seen = watch(browser, book / name, viewport={"width": width, "height": 900})
            assert seen.requests == []
            assert seen.complaints == []
            assert seen.violations() == [], name
