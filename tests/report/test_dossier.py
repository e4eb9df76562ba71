"""A dossier made from a real archive: the quote among its words, screenshots, the timeline, and what verifies it."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from sweep.background import background_of
from sweep.cli import main
from sweep.cooperation import ledger
from sweep.cooperation.forms import FORMS
from sweep.evidence.passages import texts
from sweep.evidence.seal import seals
from sweep.report import dossiers as writing
from sweep.report import write_report
from sweep.report.background import Background
from sweep.report.proofs import after, before, gather
from sweep.report.shots import size
from sweep.report.words import words
from sweep.sweeps import collect
from tests.report.samples import Texts, sample
from tests.review.samples import CHECKS, PICTURE, QUOTE, SHOPS, Built, build

WITH_PICTURE, WITHOUT = SHOPS


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def publish(built: Built) -> Path:
    sweep = built.sweep
    return write_report(collect(sweep), sweep.folder.report, told=background_of(sweep)).parent


def dossier(report: Path, shop: str = WITH_PICTURE) -> LexborHTMLParser:
    return LexborHTMLParser((report / "shops" / f"{shop}.html").read_text(encoding="utf-8"))


def lines(page: LexborHTMLParser, heading: str) -> list[str]:
    return [item.text() for item in page.css(f"section[aria-labelledby={heading}] li")]


def test_the_quote_is_marked_among_the_words_of_the_archived_page(built: Built) -> None:
    page = dossier(publish(built))
    quotes = page.css("article .proof blockquote")
    assert len(quotes) == 3  # of the five findings, those with a quote
    for quote in quotes:
        assert quote.css_first("mark").text() == QUOTE  # hostile as it is, it stays text
        assert "Société" in quote.text()
        assert "au capital de 1 euro" in quote.text()
        assert not quote.css("b")


@pytest.mark.parametrize("harm", ["gone", "changed", "torn index"])
def test_without_its_archive_the_quote_stands_alone(built: Built, harm: str) -> None:
    archive = next(built.sweep.folder.captures(WITH_PICTURE).glob("*.warc.gz"))
    if harm == "gone":
        archive.unlink()
    elif harm == "changed":
        data = bytearray(archive.read_bytes())
        data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
        archive.write_bytes(data)
    else:
        index = next(archive.parent.glob("*.records.jsonl"))
        index.write_bytes(index.read_bytes()[:100])
    texts.cache_clear()
    page = dossier(publish(built))
    assert [q.text() for q in page.css("article .proof blockquote")] == [QUOTE] * 3
    assert not page.css("mark, img")


def test_an_address_that_leads_out_of_the_sweep_is_not_there(built: Built) -> None:
    shop = collect(built.sweep).shops[0]
    lost = replace(shop, visit=replace(shop.visit, archive="../../nowhere.warc.gz"))
    told = Background(built.sweep.folder.path / "elsewhere")
    assert gather(lost, told, built.sweep.folder.report / "shots", "x").contexts == {}


def test_each_quoted_page_is_read_once(built: Built) -> None:
    texts.cache_clear()
    shop = next(s for s in collect(built.sweep).shops if s.target.key == WITH_PICTURE)
    found = gather(shop, background_of(built.sweep), built.workspace.path / "shots", "x")
    assert len(found.contexts) == 1  # one proof, quoted by three findings
    assert texts.cache_info().misses == 1
    assert texts.cache_info().hits == 0


def test_screenshots_lie_beside_the_pages_of_every_language(built: Built) -> None:
    report = publish(built)
    (shot,) = (report / "shots").iterdir()
    assert shot.read_bytes() == PICTURE
    for root in (report, report / "fr"):
        page = dossier(root)
        image = page.css_first("figure img")
        assert (root / "shops" / str(image.attributes["src"])).resolve() == shot
        assert f"https://{WITH_PICTURE}/mentions?a=1&b=2" in str(image.attributes["alt"])
        assert (image.attributes["width"], image.attributes["height"]) == ("1", "1")
    assert not dossier(report, WITHOUT).css("img")
    assert "img-src" not in str(dossier(report, WITHOUT).css_first("meta[http-equiv]").attributes["content"])


def test_the_plan_may_do_without_screenshots(built: Built) -> None:
    publish(built)
    plan = built.sweep.folder.plan
    plan.write_text(plan.read_text(encoding="utf-8") + "report: {screenshots: false}\n", encoding="utf-8")
    report = publish(built)
    assert not (report / "shots").exists()  # those of the report before are gone too
    assert not dossier(report).css("img")
    assert dossier(report).css("mark")


def test_the_timeline_tells_visits_letters_and_answers_in_their_order(built: Built) -> None:
    folder = built.sweep.folder
    sent = ledger.send(
        folder, [WITH_PICTURE], "trader-letter", to="Velours & Quillon SARL", on=date(2026, 11, 25), note="by post"
    )
    ledger.answer(folder, sent, "Mended, says Mme Valdoré.", on=date(2026, 12, 4))
    ledger.close(folder, sent, "put-right", on=date(2026, 12, 7))
    report = publish(built)
    page = dossier(report)
    assert lines(page, "timeline") == [
        "21 November 2026, 09:30 UTC · Visit; pages received: 0, requests without an answer: 0",
        "25 November 2026 · Sent: letter to the trader; an answer is due by 25 December 2026",
        "4 December 2026 · An answer came to: letter to the trader",
        "7 December 2026 · Closed: letter to the trader; put right",
    ]
    assert len(lines(dossier(report, WITHOUT), "timeline")) == 1
    whole = (report / "shops" / f"{WITH_PICTURE}.html").read_text(encoding="utf-8")
    assert "Valdoré" not in whole  # names, notes and answers stay in the authority's own records
    assert "by post" not in whole


def test_seals_are_told_once_and_a_report_made_again_needs_no_further_one(built: Built) -> None:
    where = ["--workspace", str(built.workspace.path)]
    assert main(["export", built.name, *where]) == 0
    assert main(["seal", built.name, *where]) == 0
    folder = built.sweep.folder
    for _ in range(2):
        assert main(["report", built.name, *where]) == 0
        told = [line for line in lines(dossier(folder.report), "timeline") if "seal" in line]
        assert len(told) == 1
        assert told[0].endswith("The archive was sealed (seal 1), without a time stamp")
    count = len(seals(folder))
    assert main(["report", built.name, *where]) == 0
    assert len(seals(folder)) == count


def test_the_commands_of_a_dossier_work(built: Built) -> None:
    page = dossier(publish(built))
    given_ = [code.text() for code in page.css(".commands code")]
    assert given_[0] == f"sweepday verify {built.name}"
    assert given_[1].startswith(f"sweepday prove {built.name} {WITH_PICTURE}/")
    checked = subprocess.run(
        ["sh", "-c", given_[2]], cwd=built.sweep.folder.path, capture_output=True, text=True, check=False
    )
    assert checked.stdout.strip().endswith(": OK"), checked.stderr
    each = [shlex.split(code.text())[-1] for code in page.css(".prove code")]
    assert sorted(each) == sorted(f"{WITH_PICTURE}/{check}" for check in CHECKS)


def test_many_dossiers_are_gathered_by_several_processes_as_by_one(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, told = collect(built.sweep), background_of(built.sweep)
    write_report(result, tmp_path / "one", languages=("en",), told=told)
    monkeypatch.setattr(writing, "_ALONE", 1)
    monkeypatch.setattr(writing, "_CHUNK", 1)
    write_report(result, tmp_path / "two", languages=("en",), told=told)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert any(path.suffix == ".png" for path in files)
    assert files == sorted(
        path.relative_to(tmp_path / "two") for path in (tmp_path / "two").rglob("*") if path.is_file()
    )
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_from_results_alone_a_dossier_has_no_surroundings(tmp_path: Path) -> None:
    report = write_report(sample(), tmp_path, languages=("en",), texts=Texts()).parent
    page = dossier(report, "hostile.example")
    assert page.css("article blockquote")
    assert not page.css("mark, img")
    assert not (report / "shots").exists()


def test_every_word_of_the_ledger_can_be_said() -> None:
    known = words("en").keys()
    assert {name.removeprefix("timeline.forms.") for name in known if name.startswith("timeline.forms.")} == set(FORMS)
    assert {f"timeline.results.{result}" for result in ledger.RESULTS} <= known


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=500), st.integers(0, 500), st.integers(0, 40))
def test_what_stands_around_a_quote_is_of_the_page_and_bounded(text: str, at: int, long: int) -> None:
    at = min(at, len(text))
    end = min(len(text), at + long)
    head, tail = before(text, at), after(text, end)
    assert text[:at].endswith(head.removeprefix("… "))
    assert text[end:].startswith(tail.removesuffix(" …"))
    assert max(len(head), len(tail)) <= 182


@given(st.binary(max_size=40))
def test_the_size_of_what_is_no_picture_is_none(data: bytes) -> None:
    assert size(data) == (0, 0) or data[12:16] == b"IHDR"
    assert size(PICTURE) == (1, 1)
