"""The pages: what they count, what they say, and that every text of a shop stays text."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.card import LANGUAGES
from checks.facts import ShopFacts
from checks.verdict import Outcome
from sweep.errors import SweepError
from sweep.paths import languages
from sweep.report import dossiers, write_report
from sweep.report.fact_cards import SHOWN_ELSEWHERE
from sweep.report.html import asset, environment, render, safe_url
from sweep.report.overview import overview, page_file
from sweep.report.shop_table import data_files, parts
from sweep.report.words import report_languages, words
from sweep.results import EarlierFinding, SweepResult
from tests.report.samples import CARDS, DAY, HOSTILE, Texts, large, sample, shop


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return write_report(sample(), folder, texts=Texts()).parent


def parse(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def text(node: LexborNode | LexborHTMLParser | None) -> str:
    assert node is not None
    raw = (node.body.text() if isinstance(node, LexborHTMLParser) and node.body else node.text()) or ""
    return " ".join(raw.split())


def row(page: LexborHTMLParser, start: str, table: str) -> list[str]:
    rows = [tr for tr in page.css(f"{table} tbody tr") if text(tr).startswith(start)]
    assert len(rows) == 1, f"{start!r}: {len(rows)} rows"
    return [text(cell) for cell in rows[0].css("th, td")]


# -- the overview ---------------------------------------------------------------------------------------


def test_percentages_are_of_what_was_measured(report: Path) -> None:
    page = parse(report / "index.html")
    # ten shops; VAT: 1 fail, 3 pass, 2 not applicable among the six measured, 4 unmeasured shops
    cells = row(page, "VAT number", "table.checks")
    assert cells[2:] == ["1 25%", "0", "3", "4", "4", "2"]


def test_a_question_that_found_nothing_keeps_its_row(report: Path) -> None:
    cells = row(parse(report / "index.html"), "Right of withdrawal explained", "table.checks")
    assert cells[2] == "0"
    assert len(parse(report / "index.html").css("table.checks tbody tr:not(.group)")) == len(CARDS)


def test_the_funnel_names_each_loss_and_ends_with_the_flagged(report: Path) -> None:
    page = parse(report / "index.html")
    assert row(page, "Lines in the list", "table.funnel")[1] == "13 100%"
    assert row(page, "Different shops", "table.funnel")[-1] == "−2"
    assert row(page, "With a suspected infringement", "table.funnel")[1] == "4 31%"


def test_shops_count_once_under_their_worst_outcome() -> None:
    view = overview(sample(), Texts(), "en")
    assert (view.shops.fail, view.shops.review, view.shops.passed, view.shops.unmeasured) == (4, 1, 1, 4)
    assert [(p.code, p.fail, p.review, p.passed, p.unmeasured) for p in view.countries] == [
        ("FR", 3, 0, 1, 4),
        ("BE", 1, 1, 0, 0),
    ]
    assert sum(bar.shops for bar in view.spread) == view.shops.measured


def test_the_order_of_the_questions_is_numeric_and_groups_stay_together() -> None:
    checks = overview(sample(), Texts(), "en").checks
    assert [c.question for c in checks][:6] == ["Q1", "Q2", "Q3", "Q3", "Q5", "Q6"]
    groups = [c.group for c in checks]
    assert sorted(set(groups), key=groups.index) == [g for i, g in enumerate(groups) if i == 0 or groups[i - 1] != g]


def test_unmeasured_shops_stand_apart_with_their_reasons(report: Path) -> None:
    page = parse(report / "index.html")
    listed = text(page.css_first("ul.groups"))
    assert "Not measurable: a bot challenge stands before the shop" in listed
    assert "Unreachable: the name does not resolve" in listed
    cells = row(page, "blocked.example", "#shop-table")
    assert cells[3:6] == ["–", "–", "–"]  # never 0, which would read as "in order"


def test_answers_missing_in_measured_shops_are_counted_by_reason() -> None:
    (missing,) = overview(sample(), Texts(), "en").unmeasured_answers
    assert (missing.kind, missing.answers, missing.shops) == ("scripts needed", 5, 5)


def test_a_reason_of_a_check_itself_is_told_without_the_shop_it_came_from() -> None:
    made = shop("a.example", "pppppppppppuf")
    odd = tuple(
        replace(v, message="prior_unknown", params=(("said", "Vesperine lamp"),)) if v.check == "adr.info" else v
        for v in made.verdicts
    )
    (missing,) = overview(SweepResult(sample().info, (replace(made, verdicts=odd),)), Texts(), "en").unmeasured_answers
    assert (missing.kind, missing.label) == ("", "[en] prior_unknown: …")


def test_a_sweep_without_shops_makes_a_page(tmp_path: Path) -> None:
    page = parse(write_report(SweepResult(sample().info, ()), tmp_path, texts=Texts()))
    assert "No shop was measured." in text(page)
    assert "There is no suspected infringement." in text(page)


def test_an_unfinished_sweep_says_so(tmp_path: Path) -> None:
    made = sample()
    page = parse(write_report(replace(made, info=replace(made.info, finished=False)), tmp_path, texts=Texts()))
    assert "not finished" in text(page.css_first(".notice"))


# -- the page of a shop ---------------------------------------------------------------------------------


def test_a_finding_carries_reason_proof_law_and_remedy(report: Path) -> None:
    page = parse(report / "shops" / "mirabelline.example.html")
    card = page.css_first("article.verdict.fail")
    assert text(card.css_first(".reason")).startswith("[en] message_f")
    proof = text(page.css_first("article.verdict.fail figure.proof"))
    assert "what the page says about" in proof
    assert "https://mirabelline.example/legal" in proof
    assert "urn:uuid:" in proof
    assert len(text(page.css_first("figure.proof code"))) == 64
    assert "State it on the legal notice." in text(card.css_first(".remedy"))


def test_absence_is_called_not_found_on_the_pages_read(report: Path) -> None:
    page = parse(report / "shops" / "brumelot.example.html")
    article = page.css_first("article.verdict.fail")
    assert "Not found on the 2 pages read for it on 21 November 2026" in text(article)
    assert "https://brumelot.example/terms" in text(article.css_first("details.read"))
    assert "does not exist" not in text(page)


def test_an_unconfirmed_article_is_marked_and_a_strange_law_link_is_text(report: Path) -> None:
    article = next(
        a for a in parse(report / "shops" / "brumelot.example.html").css("article.verdict") if "VI.45" in a.text()
    )
    assert "Belgium: Code de droit économique, VI.45 article to be confirmed" in text(article.css_first(".law"))
    assert [a.attributes["href"] for a in article.css(".law a")] == ["https://eur-lex.europa.eu/eli/dir/2011/83/oj"]


def test_facts_are_found_absent_or_unseen(report: Path) -> None:
    page = parse(report / "shops" / "vesperine.example.html")
    facts = {text(f.css_first("dt")): text(f.css_first("dd")) for f in page.css(".fact")}
    assert facts["Registration"].startswith("SIREN 000 000 018 · check digit valid")
    gathered = [text(item) for item in page.css(".unseen li")]
    assert any(item.startswith("VAT number Not found on the 2 pages read") for item in gathered)
    assert "1 click from the home page" in facts["Legal notice"]
    assert any(item.startswith("Hosting provider: could not be seen – not fetched: /heberg") for item in gathered)


def test_a_short_digest_points_to_the_page_with_the_whole(report: Path) -> None:
    page = parse(report / "shops" / "vesperine.example.html")
    target = page.css_first("a.digest").attributes["href"] or ""
    shown = page.css_first(f'tr[id="{target[1:]}"] td.hash code').text()
    assert len(shown) == 64
    assert shown.startswith(page.css_first("a.digest").text())


def test_offers_say_what_kind_of_prior_price_they_show(report: Path) -> None:
    page = parse(report / "shops" / "vesperine.example.html")
    cells = row(page, "Vesperine night lamp", "table.offers")
    assert cells[1:5] == ["EUR 1,019.90taxes included", "EUR 1,499.00struck out", "-32 %", "in stock"]
    assert row(page, "Kit sans prix", "table.offers")[1] == "not stated"


def test_a_match_lies_beside_its_alert_with_what_agrees_and_contradicts(report: Path) -> None:
    table = parse(report / "shops" / "hostile.example.html").css_first("table.compare")
    assert [text(tr) for tr in table.css("tr.agrees th")] == ["Same barcode", "Brand"]
    cells = [text(cell) for cell in table.css("tr.contradicts th, tr.contradicts td")]
    assert cells == ["Other kind of product", "decoration", "Electrical appliances", "contradicts"]
    assert "Safety Gate SR/00000/26 · 2 October 2026" in text(table.css_first("thead"))


def test_a_shop_that_could_not_be_seen_has_a_page_that_holds_nothing_against_it(report: Path) -> None:
    page = parse(report / "shops" / "blocked.example.html")
    assert "blocked: bot challenge" in text(page.css_first(".notice"))
    assert not page.css("article.verdict")


def test_earlier_findings_are_named_with_what_became_of_them(tmp_path: Path) -> None:
    earlier = tuple(
        EarlierFinding(check, "fail", "Spring sweep", DAY.replace(month=4), "0" * 16)
        for check in ("identity.name", "identity.address", "reduction.prior_price_true")
    )
    made = replace(shop("again.example", "fppppppuppppn"), earlier=earlier)
    folder = write_report(SweepResult(sample().info, (made,)), tmp_path, texts=Texts()).parent
    page = parse(folder / "shops" / "again.example.html")
    assert "Already in sweep “Spring sweep” of 21 April 2026: suspected infringement." in text(
        page.css_first("article.verdict.fail")
    )
    gone = text(page.css_first("section[aria-labelledby=gone]"))
    assert "Geographical address" in gone
    assert "This time: no objection." in gone
    assert "This time: not measurable." in gone


# -- languages ------------------------------------------------------------------------------------------


def test_all_languages_have_the_same_words_with_the_same_placeholders() -> None:

    english = words("en")
    for language in languages():
        other = words(language)
        assert other.keys() == english.keys(), language
        for key in english.keys() - {"format.thousands"}:
            assert sorted(re.findall(r"{\w+}", other(key))) == sorted(re.findall(r"{\w+}", english(key))), key


def test_the_report_exists_in_every_language_of_the_rules() -> None:
    assert set(languages()) == set(LANGUAGES)
    assert report_languages(("fr", "it", "nl", "fr")) == ("en", "fr", "nl")  # what no text exists in is left out
    assert report_languages(()) == ("en",)


@pytest.mark.parametrize("language", languages())
def test_every_page_can_be_written_in_every_language(tmp_path: Path, language: str) -> None:
    path = write_report(sample(), tmp_path, languages=(language,), texts=Texts())
    for page in (path, tmp_path / "shops" / "hostile.example.html"):
        tree = parse(page)
        assert tree.css_first("html").attributes["lang"] == language
        assert words(language)("skip") in text(tree)
        assert not tree.css(".switch")
    assert not (tmp_path / "fr").exists()


def test_dutch_and_german_figures_are_written_their_way() -> None:
    assert words("nl").money(Decimal("1019.90"), "EUR") == "EUR 1.019,90"
    assert words("de").money(Decimal("1019.90"), "EUR") == "1.019,90\u00a0EUR"
    assert words("de").day(DAY) == "21. November 2026"
    assert words("nl").share(3, 12) == "3 van 12 (25%)"


def test_every_fact_has_a_name_in_the_words() -> None:
    known = words("en").keys()
    missing = [name for name, _ in ShopFacts().items() if name not in SHOWN_ELSEWHERE and f"facts.{name}" not in known]
    assert not missing, f"add to templates/words/*.yaml under facts: {missing}"


def test_the_french_pages_speak_french_and_link_to_the_english_ones(report: Path) -> None:
    index = parse(report / "fr" / "index.html")
    assert index.css_first("html").attributes["lang"] == "fr"
    assert "Infractions présumées les plus fréquentes" in text(index)
    assert row(index, "Numéro de TVA", "table.checks")[2] == "1 25 %"
    assert index.css_first(".switch a").attributes["href"] == "../index.html"
    page = parse(report / "fr" / "shops" / "brumelot.example.html")
    assert page.css_first(".switch a").attributes["href"] == "../../shops/brumelot.example.html"
    assert "Pas trouvé sur les 2 pages lues à cet effet le 21 novembre 2026" in text(page)
    english = parse(report / "shops" / "brumelot.example.html")
    assert english.css_first(".switch a").attributes["href"] == "../fr/shops/brumelot.example.html"


def test_every_link_inside_the_report_leads_to_a_file_or_an_anchor(report: Path) -> None:
    for path in report.rglob("*.html"):
        page = parse(path)
        ids = {node.attributes["id"] for node in page.css("[id]")}
        for link in page.css("a[href]"):
            href = link.attributes["href"] or ""
            if href.startswith("#"):
                assert href[1:] in ids, f"{path.name}: {href}"
            elif not href.startswith(("http", "mailto")):
                assert (path.parent / href).is_file(), f"{path.name}: {href}"


def test_ids_are_there_once(report: Path) -> None:
    for path in report.rglob("*.html"):
        ids = [node.attributes["id"] for node in parse(path).css("[id]")]
        assert len(ids) == len(set(ids)), path.name


def test_a_language_without_words_is_an_error_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="no texts in 'xx'"):
        write_report(sample(), tmp_path, languages=("en", "xx"), texts=Texts())
    assert not list(tmp_path.iterdir())


def test_pages_of_a_language_that_is_no_longer_written_are_removed(tmp_path: Path) -> None:
    write_report(sample(), tmp_path, languages=("en", "fr"), texts=Texts())
    (tmp_path / "fr" / "shops" / "notes.txt").write_text("kept by somebody")
    write_report(sample(), tmp_path, languages=("fr",), texts=Texts())
    assert [path.name for path in (tmp_path / "fr").rglob("*") if path.is_file()] == ["notes.txt"]
    assert parse(tmp_path / "index.html").css_first("html").attributes["lang"] == "fr"


def test_many_dossiers_are_written_by_several_processes_as_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = large(45)
    write_report(made, tmp_path / "one", languages=("en",), texts=Texts())
    monkeypatch.setattr(dossiers, "_ALONE", 10)
    monkeypatch.setattr(dossiers, "_CHUNK", 7)
    write_report(made, tmp_path / "many", languages=("en",), texts=Texts())
    pages = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.html"))
    assert len(pages) == 46
    for page in pages:
        assert (tmp_path / "one" / page).read_bytes() == (tmp_path / "many" / page).read_bytes()


def test_a_page_that_cannot_be_written_is_told_whoever_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "_ALONE", 10)
    made = large(45)
    page = page_file(made.shops[30].target.key)
    (tmp_path / "shops" / page).mkdir(parents=True)
    with pytest.raises(SweepError, match=f"{re.escape(page)}: cannot be written: Is a directory"):
        write_report(made, tmp_path, languages=("en",), texts=Texts())
    assert not (tmp_path / "index.html").exists()


def test_two_who_write_a_report_at_once_do_it_one_after_the_other(tmp_path: Path) -> None:
    lists = (large(210), sample())  # one has a second page of its list, the other takes it away

    def write(made: SweepResult) -> None:
        for _ in range(2):
            write_report(made, tmp_path, languages=("en",), texts=Texts())

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(write, lists)) == [None, None]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    there = {path.name for path in (tmp_path / "shops").iterdir()}
    (whole,) = [made for made in lists if {page_file(shop.target.key) for shop in made.shops} == there]
    assert f'data-total="{len(whole.shops)}"' in index


def test_the_rows_for_the_script_are_plain_data(report: Path) -> None:
    text_of = (report / "data" / "shops-1.js").read_text(encoding="ascii")
    assert text_of.startswith("sweepdayShops([")
    rows = json.loads(text_of.removeprefix("sweepdayShops(").rstrip().removesuffix(")"))
    assert len(rows) == 10
    assert any(row[2] == HOSTILE for row in rows)
    first = overview(sample(), Texts(), "en").rows[0]
    assert rows[0][:2] == [first.file, first.address]
    assert rows[0][7] == [first.counts.fail, first.counts.review, first.counts.passed, first.counts.not_measurable, 0]


def test_pages_of_shops_that_left_the_sweep_are_removed(tmp_path: Path) -> None:
    write_report(sample(), tmp_path, languages=("en",), texts=Texts())
    fewer = SweepResult(sample().info, sample().shops[:2])
    write_report(fewer, tmp_path, languages=("en",), texts=Texts())
    assert len(list((tmp_path / "shops").iterdir())) == 2


# -- hostile text ---------------------------------------------------------------------------------------


def assert_harmless(html: str, scripts: int) -> None:
    page = LexborHTMLParser(html)
    assert len(page.css("script")) == scripts
    assert not page.css("img, iframe, object, embed, link, base, form[action], [style]")
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        href = (node.attributes.get("href") or "").lower()
        assert not href.startswith(("javascript", "data", "vbscript", "file")), href
        assert "src" not in node.attributes or node.attributes["src"] == "data/shops-1.js"


def test_the_hostile_shop_stays_text_on_every_page(report: Path) -> None:
    for path in report.rglob("*.html"):
        assert_harmless(path.read_text(encoding="utf-8"), 2 if path.name == "index.html" else 0)
    assert HOSTILE in text(parse(report / "index.html").css_first("#shop-table"))
    assert HOSTILE in text(parse(report / "shops" / "hostile.example.html"))
    offers = parse(report / "shops" / "hostile.example.html").css_first("table.offers")
    assert "javascript:alert(3)" not in [a.attributes["href"] for a in offers.css("a")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        'https://a.example/"onclick="x',
        "https://a.example/\x00",
        "https://",
        "",
    ],
)
def test_only_harmless_addresses_become_links(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    "url", ["https://a.example/é?q=1#x", "http://a.example", "HTTPS://A.EXAMPLE/", "mailto:a@b.example"]
)
def test_web_and_mail_addresses_become_links(url: str) -> None:
    assert safe_url(url) == url


hostile = st.one_of(
    st.text(max_size=40),
    st.sampled_from([HOSTILE, '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{name}", "]]>", "--><svg onload=x>",
                     "javascript:alert(1)", "\x00\x1b[2J", "\ud800", "\u202egpj.exe"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile, hostile)
def test_any_text_of_a_shop_stays_text(tmp_path: Path, name: str, key: str, url: str) -> None:
    made = shop("h.example", "f" * len(CARDS), name=name, sector=name)
    target = replace(made.target, key=key or "k", url=url, note=name, columns=((name, name or "x"),))
    made = replace(made, target=target, reason=name, state="not_measurable")
    info = replace(sample().info, name=name, authority=name, contact=name)
    write_report(SweepResult(info, (made,)), tmp_path, languages=("en",), texts=Texts())
    shown = tmp_path / "shops" / page_file(key or "k")
    assert_harmless(shown.read_text(encoding="utf-8"), 0)
    assert_harmless((tmp_path / "index.html").read_text(encoding="utf-8"), 2)
    assert "{{ 7*7 }}" in shown.read_text(encoding="utf-8") or name != "{{ 7*7 }}"


@given(st.text(min_size=1, max_size=120))
def test_a_page_file_is_a_plain_name_on_every_system(key: str) -> None:

    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*\.html", page_file(key))


def test_different_keys_never_share_a_file() -> None:
    keys = [
        "a.example",
        "A.example",
        "a.example_",
        "../a.example",
        "con",
        "con.example",
        "a.example_8080",
        "",
        "é",
        "è",
    ]
    assert len({page_file(key) for key in keys}) == len(keys)
    assert page_file("a.example_8080") == "a.example_8080.html"
    assert page_file("con") != "con.html"


# -- the making -----------------------------------------------------------------------------------------


def test_style_and_script_are_allowed_by_their_hashes_only(report: Path) -> None:
    page = parse(report / "index.html")
    policy = page.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert asset("style.css")[1] in policy
    assert asset("report.js")[1] in policy
    assert "unsafe" not in policy
    shop_policy = parse(report / "shops" / "vesperine.example.html").css_first("meta[http-equiv]").attributes["content"]
    assert "script-src 'none'" in (shop_policy or "")


def test_a_value_a_template_misses_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("shop.html.j2", words("en"), info=sample().info, switch=[])
    assert environment().autoescape is True


def test_the_shop_table_stays_small() -> None:
    rows = overview(large(2000), Texts(), "en").rows
    ((name, text_of),) = data_files(rows, words("en"), str)
    assert name == "shops-1.js"
    assert len(text_of) / len(rows) < 200  # bytes a shop: ten thousand shops stay below 2 MB
    assert [len(part) for part in parts(rows)] == [200] * 10


def test_outcomes_of_the_sample_cover_everything() -> None:
    assert {v.outcome for s in sample().shops for v in s.verdicts} == set(Outcome)


def test_whatever_the_other_rooms_can_say_has_words() -> None:
    from typing import get_args

    from checks.facts import UNKNOWN_KINDS
    from product_alerts import compare, named, things
    from product_alerts.model import Grade
    from sweep.capture import FailureKind
    from sweep.extract.words.labels import LABEL_ROLES

    code = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in (compare, named, things))
    features = re.findall(r'\b(?:agree|contradict)\(\s*"(\w+)"', code)
    assert {"same_model", "same_name", "same_noun"} <= set(features)
    needed = [f"kinds.{kind}" for kind in (*UNKNOWN_KINDS, *get_args(FailureKind))]
    needed += [f"roles.{role}" for role in LABEL_ROLES]
    needed += [f"features.{feature}" for feature in features]
    needed += [f"grade.{grade.value}" for grade in Grade]
    needed += [f"outcomes.{outcome.label}" for outcome in Outcome]
    missing = set(needed) - words("en").keys()
    assert not missing, f"add to templates/words/*.yaml: {sorted(missing)}"
