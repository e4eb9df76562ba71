"""The forms of a real sweep: each proves itself in a copy of its folder alone, and a changed byte is named."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from selectolax.lexbor import LexborHTMLParser

from checks.verdict import Outcome, Verdict
from sweep.cli import main
from sweep.cooperation.annex import pieces
from sweep.cooperation.form_files import schema
from sweep.evidence.archive import read_capture
from sweep.evidence.manifest import closed_visits
from sweep.evidence.pack import verify_pack, write_sums
from sweep.report.html import safe_url
from sweep.results import ShopResult
from sweep.review import folder as reviewed
from sweep.review.model import Choice, Decision, proof_key
from sweep.run import look_again
from tests.cooperation.conftest import Autumn
from tests.cooperation.test_folder import text_of

FITTING = (
    "trader-letter",
    "cpc-information",
    "cpc-enforcement",
    "cpc-alert",
    "safety-referral",
    "host-order",
    "host-information",
    "host-notice",
)


def shop_of(autumn: Autumn, note: str) -> ShopResult:
    return next(autumn.sweep().store.results("autumn", autumn.keys[note]))


def decide(autumn: Autumn, shop: ShopResult, verdict: Verdict, choice: Choice) -> None:
    """A decision as the review writes it."""
    sweep = autumn.sweep()
    decision = Decision(
        f"{choice}-{shop.target.key}-{verdict.check}", sweep.name, shop.target.key, verdict.check, proof_key(verdict),
        "first", 1, choice, "as_found", "", "A. Verenne", "2026-11-22T10:00:00+00:00", verdict.outcome.label, "r",
    )  # fmt: skip
    reviewed.write(sweep.folder, decision)


@pytest.fixture(scope="module")
def written(swept: Autumn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form about the German trader, in a folder that holds nothing else."""
    copy = Autumn(tmp_path_factory.mktemp("workspace") / "w", swept.keys, swept.server)
    shutil.copytree(swept.folder, copy.folder)
    forms = [word for form in FITTING for word in ("--form", form)]
    assert copy.run("case", "autumn", copy.keys["de-voltwiese"], "--with-reviews", *forms) == 0
    alone = tmp_path_factory.mktemp("alone")
    for form in FITTING:
        shutil.copytree(copy.case("de-voltwiese", form), alone / form)
    return alone


def loaded(written: Path, form: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((written / form / f"{form}.json").read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("form", FITTING)
def test_every_statement_is_found_again_in_the_folder_alone(
    written: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(written / form)]) == 0
    out = capsys.readouterr().out
    assert re.search(rf"proved: {form}\.json: \d+ .* stand in the archived records they name", out)
    data = loaded(written, form)
    statements = [s for p in data["points"] for s in p["statements"]]  # type: ignore[attr-defined]
    statements += [s for part in data["sections"] for line in part["lines"] for s in line["proof"]]  # type: ignore[attr-defined]
    assert len(statements) > 10
    for statement in statements:
        assert (written / form / statement["file"]).is_file()
        assert statement["seen"].startswith("20")


@pytest.mark.parametrize("form", FITTING)
def test_a_form_is_valid_by_the_published_schema(written: Path, form: str) -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    assert list(validator.iter_errors(loaded(written, form))) == []
    assert not validator.is_valid({**loaded(written, form), "form": "love-letter"})


@pytest.mark.parametrize("form", FITTING)
def test_word_and_html_say_all_that_the_data_say(written: Path, form: str) -> None:
    data = loaded(written, form)
    word = text_of(docx.Document(str(written / form / f"{form}.docx")))
    page = LexborHTMLParser((written / form / f"{form}.html").read_text(encoding="utf-8"))
    html = page.body.text() if page.body else ""
    texts = [data["title"], *data["notes"], *data["opening"], *data["closing"]]  # type: ignore[misc]
    for point in data["points"]:  # type: ignore[attr-defined]
        texts += [point["title"], point["reason"], point["standing"], point["remedy"], *point["law"]]
        texts += [s[name] for s in point["statements"] for name in ("url", "record_id", "sha256", "quote")]
    for part in data["sections"]:  # type: ignore[attr-defined]
        for line in part["lines"]:
            texts += [line["label"], line["blank"], line["note"], *line["texts"]]
    for condition in data["conditions"]:  # type: ignore[attr-defined]
        texts += [condition["text"], condition["state_words"], condition["why"]]
    squeezed = [" ".join(text.split()) for text in (word, html)]
    for text in texts:
        for said in squeezed:
            assert " ".join(str(text).split()) in said, text
    assert not page.css("script, iframe, img, form")
    assert all(safe_url(a.attributes["href"] or "") for a in page.css("a"))


@pytest.mark.parametrize("form", FITTING)
def test_the_word_document_is_sound(written: Path, form: str) -> None:
    with zipfile.ZipFile(written / form / f"{form}.docx") as file:
        assert file.testzip() is None
        names = set(file.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(file.read(name))
        rels = ET.fromstring(file.read("word/_rels/document.xml.rels"))
        targets = {r.attrib["Target"] for r in rels if r.attrib.get("TargetMode") != "External"}
        assert {f"word/{t}" if not t.startswith(("/", "../")) else t.strip("./") for t in targets} <= names
        body = file.read("word/document.xml").decode()
    assert "{{" not in body
    assert "{%" not in body
    # A cell without a paragraph is what Word calls a damaged file.
    assert not re.search(r"<w:tc>(?:<w:tcPr>.*?</w:tcPr>)?</w:tc>", body)


@pytest.mark.parametrize("ending", ["json", "html", "docx", "warc.gz"])
def test_a_changed_byte_is_named(
    written: Path, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(written / "trader-letter", copy)
    path = next(copy.rglob(f"*.{ending}"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert main(["verify", str(copy)]) == 1
    assert f"CHANGED: {path.relative_to(copy)}" in capsys.readouterr().out


@pytest.mark.parametrize("field", ["quote", "sha256", "record_id"])
def test_a_statement_that_its_record_does_not_bear_is_told_though_the_digests_fit(
    written: Path, tmp_path: Path, field: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(written / "trader-letter", copy)
    path = copy / "trader-letter.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    statement = next(s for p in data["points"] for s in p["statements"] if s["quote"])
    statement[field] = statement[field][:-1] + "~"
    path.write_text(json.dumps(data), encoding="utf-8")
    write_sums(copy)
    problems = [c for c in verify_pack(copy) if c.kind == "problem" and c.place == path.name]
    assert len(problems) == 1


def test_several_shops_of_one_operator_are_one_case(written: Path, swept: Autumn) -> None:
    data = loaded(written, "cpc-enforcement")
    assert data["shops"] == [swept.keys["de-voltwiese"], swept.keys["again"]]
    files = {s["file"].split("/")[2] for p in data["points"] for s in p["statements"]}  # type: ignore[attr-defined]
    assert files == set(data["shops"])
    (websites,) = (
        line["texts"] for part in data["sections"] if part["name"] == "trader" for line in part["lines"]  # type: ignore[attr-defined]
        if line["name"] == "websites"
    )  # fmt: skip
    assert len(websites) == 2


def test_a_request_names_the_acts_the_state_and_what_is_missing(written: Path) -> None:
    data = loaded(written, "cpc-enforcement")
    lines = {line["name"]: line for part in data["sections"] for line in part["lines"]}  # type: ignore[attr-defined]
    assert lines["requested_state"]["texts"] == ["Germany"]
    assert lines["consumers_location"]["texts"] == ["France"]
    assert "2011/83/EU" in lines["cpc_annex"]["texts"]
    assert lines["infringement_status"]["texts"] == ["reasonable suspicion"]
    for blank in ("coicop", "consumers_harmed", "financial_detriment", "payment_accounts", "translation"):
        assert lines[blank]["blank"] == "TO BE COMPLETED by the competent official"
        assert not lines[blank]["texts"]
    assert lines["slo"]["blank"] == "TO BE COMPLETED by the single liaison office"
    assert {c["state"] for c in data["conditions"] if c["name"] == "annex"} == {"not_met"}  # type: ignore[attr-defined]


def test_a_referral_names_product_and_alert(written: Path) -> None:
    data = loaded(written, "safety-referral")
    lines = {line["name"]: line for part in data["sections"] for line in part["lines"]}  # type: ignore[attr-defined]
    offers = [line for name, line in lines.items() if name.startswith("offer.")]
    alerts = [line for name, line in lines.items() if name.startswith("alert.")]
    assert any("Voltwick VW-65Q" in text for line in offers for text in line["texts"])
    assert any("SR/90002/26" in line["texts"] for line in alerts)
    assert lines["risk_level"]["blank"] == "TO BE COMPLETED by the product-safety authority"
    # Who sells and on which terms is not for that authority.
    checks = {point["check"].split(".")[0] for point in data["points"]}  # type: ignore[attr-defined]
    assert checks == {"gpsr", "sector"}


def test_the_letter_is_in_the_language_of_the_trader(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    for note, language, words in (
        ("de-voltwiese", "de", "KEIN MENSCH HAT DIESE FESTSTELLUNGEN BESTÄTIGT"),
        ("be-lampadelle", "fr", "AUCUNE PERSONNE N'A CONFIRMÉ CES CONSTATS"),
        ("fr-joujoubrume", "fr", "AUCUNE PERSONNE N'A CONFIRMÉ CES CONSTATS"),
    ):
        assert autumn.run("case", "autumn", autumn.keys[note], "--form", "trader-letter") == 0
        data = json.loads((autumn.case(note, "trader-letter") / "trader-letter.json").read_text(encoding="utf-8"))
        assert data["language"] == language
        assert data["notes"][0].startswith(words)
    assert autumn.run("case", "autumn", autumn.keys["de-voltwiese"], "--form", "trader-letter", "--language", "nl") == 0
    assert "NIEMAND HEEFT DEZE BEVINDINGEN BEVESTIGD" in capsys.readouterr().out


@pytest.mark.parametrize("option", [("--days", "3"), ("--to", "DE"), ("--states", "BE"), ("--addressee", "host")])
def test_what_belongs_to_a_form_is_refused_without_one(
    autumn: Autumn, option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert autumn.run("case", "autumn", autumn.keys["de-voltwiese"], *option) == 1
    assert f"{option[0]} belongs to a form" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("note", "form", "reason"),
    [
        ("be-lampadelle", "cpc-enforcement", "a national case"),
        ("fr-joujoubrume", "cpc-information", "could not be read on its pages"),
        ("be-lampadelle", "cpc-alert", "one Member State alone"),
        ("be-lampadelle", "safety-referral", "about the safety of a product"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_with_the_reason(
    autumn: Autumn, note: str, form: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert autumn.run("case", "autumn", autumn.keys[note], "--form", form) == 1
    assert reason in capsys.readouterr().err
    assert not autumn.case(note, form).exists()


def test_what_the_official_knows_better_makes_it_fit(autumn: Autumn) -> None:
    key = autumn.keys["fr-joujoubrume"]
    assert autumn.run("case", "autumn", key, "--form", "cpc-information", "--to", "BE") == 0
    assert autumn.run("case", "autumn", key, "--form", "cpc-alert", "--states", "BE,DE") == 0
    with pytest.raises(SystemExit):
        autumn.run("case", "autumn", key, "--form", "cpc-information", "--to", "US")


def test_only_what_a_person_confirmed_is_in_a_case(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    shop = shop_of(autumn, "fr-joujoubrume")
    fails = [v for v in shop.verdicts if v.outcome is Outcome.FAIL]
    reviews = [v for v in shop.verdicts if v.outcome is Outcome.REVIEW]
    decide(autumn, shop, fails[0], "confirmed")
    decide(autumn, shop, fails[1], "dismissed")
    decide(autumn, shop, fails[2], "unsure")
    decide(autumn, shop, reviews[0], "confirmed")
    assert autumn.run("case", "autumn", shop.target.key, "--form", "host-notice") == 0
    path = autumn.case("fr-joujoubrume", "host-notice") / "host-notice.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert {p["check"] for p in data["points"]} == {fails[0].check, reviews[0].check}
    assert data["confirmed"] == "all"
    assert all(p["standing"] == "confirmed by A. Verenne on 22 November 2026" for p in data["points"])
    assert {c["name"]: c["state"] for c in data["conditions"]}["fr_breach"] == "met"
    assert autumn.run("case", "autumn", shop.target.key, "--form", "host-notice", "--unconfirmed") == 0
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["confirmed"] == "some"
    marked = {p["check"]: p["confirmed"] for p in data["points"]}
    assert fails[1].check not in marked
    assert marked[fails[2].check] is False
    assert sum(marked.values()) == 2
    assert autumn.run("case", "autumn", autumn.keys["be-lampadelle"], "--form", "host-notice") == 1
    assert "no finding is confirmed" in capsys.readouterr().err
    # The whole file keeps to the same.
    assert autumn.run("case", "autumn", shop.target.key) == 0
    case = json.loads((path.parent.parent / shop.target.key / "case.json").read_text(encoding="utf-8"))
    assert {f["check"] for f in case["findings"]} == {fails[0].check, reviews[0].check}
    assert "A person looked at each" in case["summary"]


def test_what_an_official_filled_in_is_not_written_over(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("case", "autumn", autumn.keys["be-lampadelle"], "--form", "trader-letter")
    assert autumn.run(*words) == 0
    path = autumn.case("be-lampadelle", "trader-letter") / "trader-letter.docx"
    document = docx.Document(str(path))
    document.add_paragraph("filled in")
    document.save(str(path))
    assert autumn.run(*words) == 1
    assert "was edited since" in capsys.readouterr().err
    assert "filled in" in text_of(docx.Document(str(path)))


def test_a_template_of_ones_own(autumn: Autumn, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    for line in ("{{ title }} {{ reference }} {{ deadline|day }}", "{%p for f in findings %}", "{{ f.point.title }}"):
        document.add_paragraph(line)
    document.add_paragraph("{%p endfor %}")
    own = tmp_path / "own.docx"
    document.save(str(own))
    words = ("case", "autumn", autumn.keys["be-lampadelle"], "--form", "trader-letter", "--template")
    assert autumn.run(*words, str(own)) == 0
    folder = autumn.case("be-lampadelle", "trader-letter")
    text = text_of(docx.Document(str(folder / "trader-letter.docx")))
    data = json.loads((folder / "trader-letter.json").read_text(encoding="utf-8"))
    assert text.startswith(f"Lettre au professionnel autumn/{autumn.keys['be-lampadelle']}/trader-letter ")
    assert all(point["title"] in text for point in data["points"])
    document.add_paragraph("{{ no_such_field }}")
    document.save(str(own))
    assert autumn.run(*words, str(own)) == 1
    assert "no_such_field" in capsys.readouterr().err


def test_what_was_sent_stands_in_the_next_request(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    key = autumn.keys["de-voltwiese"]
    assert (
        autumn.run("ledger", "autumn", "add", key, "trader-letter", "--on", "2026-11-01", "--to", "shop@v.example") == 0
    )
    assert autumn.run("ledger", "autumn", "--today", "2026-12-24", "due") == 0
    assert "OVERDUE since 2026-12-01 (23 days)" in capsys.readouterr().out
    assert autumn.run("case", "autumn", key, "--form", "cpc-enforcement") == 0
    data = json.loads((autumn.case("de-voltwiese", "cpc-enforcement") / "cpc-enforcement.json").read_text())
    lines = {line["name"]: line for part in data["sections"] for line in part["lines"]}
    (step,) = lines["national_steps"]["texts"]
    assert step.startswith("1 November 2026: Letter to the trader, to shop@v.example: ")


def test_a_second_look_that_is_quoted_comes_along(autumn: Autumn) -> None:
    sweep, shop = autumn.sweep(), shop_of(autumn, "de-voltwiese")
    autumn.server.season = "sale"
    look_again(sweep, shop.target, [shop.target.url])
    look = next(v for v in closed_visits(sweep.folder.captures(shop.target.key)) if v.kind == "look")
    quoted = {response.record_id for response in read_capture(sweep.folder.path / look.archive).responses}
    assert [piece.archive for piece in pieces(sweep, shop, quoted)] == [shop.visit.archive, look.archive]
    assert [piece.archive for piece in pieces(sweep, shop, set())] == [shop.visit.archive]
