"""Forms without a sweep: words in four languages, hostile text, the conditions of the law, what fits what."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser

from checks.facts import Found, Registration
from checks.verdict import LawRow, Outcome, Verdict
from sweep.compare.export import schema as comparison_schema
from sweep.compare.model import Comparison
from sweep.cooperation.annex import Piece
from sweep.cooperation.build import build_form, misfit
from sweep.cooperation.form import Condition, Form
from sweep.cooperation.form_files import as_html, schema, write_form
from sweep.cooperation.forms import FORMS, FormName
from sweep.cooperation.language import Chosen, trader_language
from sweep.cooperation.material import Material
from sweep.cooperation.selection import Decided, Selected
from sweep.cooperation.words import LANGUAGES, FormWords, texts
from sweep.operators import Operator, operator_of
from sweep.report.plain import clean
from sweep.results import ShopResult
from tests.cooperation.samples import DAY, HOSTILE, INFO, folder_in, seen, shop, verdict
from tests.cooperation.test_folder import CONTROL, QUOTES, text_of

CONFIRMED = Decided("confirmed", "A. Verenne", DAY)


def material(result: ShopResult, form: FormName, *, confirmed: bool = False, **more: object) -> Material:
    chosen = tuple(Selected(result, v, CONFIRMED if confirmed else None) for v in result.verdicts)
    found = Material(
        info=INFO, form=form, operator=Operator((result,)), selected=chosen, places={}, ips=("192.0.2.7",), sent=(),
        today=DAY, deadline=None, w=FormWords("en"),
    )  # fmt: skip
    return replace(found, **more)  # type: ignore[arg-type]


def built(m: Material) -> Form:
    return build_form(m, Chosen(m.w.language, True, "DE"), ())


def conditions(m: Material) -> dict[str, Condition]:
    return {condition.name: condition for condition in built(m).conditions}


def test_every_word_is_there_in_four_languages_with_the_same_placeholders() -> None:
    for section, keys in texts().items():
        for key, found in keys.items():
            assert tuple(sorted(found)) == tuple(sorted(LANGUAGES)), f"{section}.{key}"
            names = {language: {n for _, n, _, _ in Formatter().parse(text) if n} for language, text in found.items()}
            assert len({frozenset(n) for n in names.values()}) == 1, f"{section}.{key}: {names}"
            assert all(text.strip() == text and text for text in found.values()), f"{section}.{key}"
    assert set(texts()["title"]) == set(FORMS) <= set(texts()["opening"])


def test_the_published_schemas_are_those_of_the_forms_and_the_comparison() -> None:
    for published, model in ((schema(), Form), (comparison_schema(), Comparison)):
        given = {key: value for key, value in published.items() if key not in ("$schema", "$id")}
        assert given == TypeAdapter(model).json_schema()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_whole_in_every_language(tmp_path: Path, form: FormName, language: str) -> None:
    result = shop(folder_in(tmp_path), verdict("withdrawal.function"), verdict("gpsr.manufacturer"))
    m = material(result, form, w=FormWords(language), deadline=DAY)
    assert misfit(m) == ""
    found = built(m)
    assert found.blanks
    assert len(found.points) == 2
    html = as_html(found)
    assert f'lang="{language}"' in html
    assert "{" not in html.split("</style>")[1]


def test_hostile_text_stays_text_and_whole(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    checks = ("identity.name", "withdrawal.function")
    result = shop(folder, *(verdict(c, Outcome.FAIL, *map(seen, QUOTES)) for c in checks), name=HOSTILE + CONTROL)
    form = built(material(result, "host-notice"))
    piece = Piece(folder, "shop.example", result.visit.archive, result.visit.archive_sha256)
    out = tmp_path / "out"
    write_form(form, [piece], out)
    data = json.loads((out / "host-notice.json").read_text(encoding="utf-8"))
    quotes = [s["quote"] for p in data["points"] for s in p["statements"]]
    assert quotes == [clean(quote) for quote in QUOTES] * 2
    page = LexborHTMLParser((out / "host-notice.html").read_text(encoding="utf-8"))
    assert [q.text() for q in page.css("blockquote")] == quotes
    assert not page.css("script, w\\:p, img")
    with zipfile.ZipFile(out / "host-notice.docx") as file:
        xml = file.read("word/document.xml").decode()
    assert "w:hyperlink" not in xml
    assert "w:instrText" not in xml
    text = text_of(docx.Document(str(out / "host-notice.docx")))
    assert text.count(HOSTILE) >= 4
    assert "<w:p><w:r><w:t>markup</w:t></w:r></w:p> {{ 7 * 7 }} {% raw %} ]]> &amp; &#x3C;" in text
    assert "two lines and a tab" in text


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=60))
def test_any_quotation_is_the_same_text_in_the_page(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    result = shop(folder_in(tmp_path_factory.mktemp("shop")), verdict("identity.name", Outcome.FAIL, seen(text)))
    page = LexborHTMLParser(as_html(built(material(result, "trader-letter", deadline=DAY))))
    (shown,) = page.css("blockquote")
    assert " ".join(shown.text().split()) == " ".join(clean(text).split())


def law(found: Verdict, country: str, act: str, article: str) -> Verdict:
    return replace(found, law=(LawRow(country, act, article, ""),))


def test_the_french_conditions_are_listed_and_decided_only_where_a_program_can(tmp_path: Path) -> None:
    french = law(verdict("identity.name"), "FR", "Code de la consommation", "L221-5")
    result = shop(folder_in(tmp_path), french, name="")
    found = conditions(material(result, "host-order"))
    assert {name: c.state for name, c in found.items()} == {
        "looked": "not_met",
        "fr_breach": "to_decide",
        "fr_author": "to_decide",
        "fr_offence": "not_met",
        "fr_addresses": "met",
        "fr_delay": "to_decide",
    }
    assert conditions(material(result, "host-order", confirmed=True))["fr_breach"].state == "met"
    assert "fr_breach" not in conditions(material(result, "host-information"))
    assert "fr_breach" not in conditions(material(replace(result, country="DE"), "host-order"))


def test_a_named_trader_is_said_to_be_named(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name"), name="Brindeval SARL")
    author = conditions(material(result, "host-order"))["fr_author"]
    assert author.state == "to_decide"
    assert "the pages name Brindeval SARL" in author.why


@pytest.mark.parametrize(("days", "state"), [(0, "not_met"), (1, "not_met"), (2, "not_met"), (3, "met"), (9, "met")])
def test_a_delay_under_48_hours_is_none(tmp_path: Path, days: int, state: str) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name"))
    m = material(result, "host-order", deadline=DAY + timedelta(days=days))
    assert conditions(m)["fr_delay"].state == state


@pytest.mark.parametrize(
    ("article", "state"), [("L121-2, L121-3", "to_decide"), ("L121-20", "not_met"), ("L121-8", "not_met")]
)
def test_only_misleading_practices_carry_two_years(tmp_path: Path, article: str, state: str) -> None:
    result = shop(folder_in(tmp_path), law(verdict("adr.info"), "FR", "Code de la consommation", article))
    assert conditions(material(result, "host-order"))["fr_offence"].state == state


@pytest.mark.parametrize(
    ("country", "form", "reason"),
    [
        ("FR", "cpc-enforcement", "national case"),
        ("FR", "cpc-information", "national case"),
        ("CN", "cpc-enforcement", "outside the cooperation network"),
        ("", "cpc-enforcement", "find out first"),
        ("", "cpc-alert", "one Member State alone"),
        ("DE", "cpc-enforcement", ""),
        ("NO", "cpc-information", ""),
        ("DE", "cpc-alert", ""),
        ("FR", "trader-letter", ""),
        ("FR", "safety-referral", "about the safety of a product"),
    ],
)
def test_what_fits_follows_from_where_the_trader_sits(
    tmp_path: Path, country: str, form: FormName, reason: str
) -> None:
    result = shop(folder_in(tmp_path), verdict("withdrawal.function"), country=country)
    said = misfit(material(result, form))
    assert reason in said
    assert bool(reason) == bool(said)


def test_what_rests_on_no_act_of_the_annex_makes_no_request(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("gpsr.manufacturer"))
    for form in ("cpc-information", "cpc-enforcement", "cpc-alert"):
        assert "safety-referral" in misfit(material(result, form))
    assert misfit(material(result, "safety-referral")) == ""


def test_an_infringement_is_verified_only_if_a_person_confirmed_every_finding(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name"), verdict("adr.info"))
    m = material(result, "cpc-enforcement", confirmed=True)
    half = replace(m, selected=(m.selected[0], replace(m.selected[1], decided=None)))
    for one, status, note in ((m, "verified", "all"), (half, "reasonable suspicion", "some")):
        form = built(one)
        lines = {line.name: line for part in form.sections for line in part.lines}
        assert lines["infringement_status"].texts == (status,)
        assert form.notes[0] == FormWords("en")(f"standing.{note}")


@pytest.mark.parametrize(
    ("country", "pages", "language", "theirs"),
    [
        ("FR", ("en",), "fr", True),
        ("AT", (), "de", True),
        ("BE", ("nl", "fr"), "nl", True),
        ("BE", ("en", "fr"), "fr", True),
        ("BE", ("en",), "en", False),
        ("CH", ("it",), "en", False),
        ("PL", ("de",), "en", False),
        ("", ("nl",), "nl", True),
        ("", ("pl",), "en", False),
    ],
)
def test_the_language_of_the_trader(
    tmp_path: Path, country: str, pages: Sequence[str], language: str, theirs: bool
) -> None:
    facts = shop(folder_in(tmp_path), country=country).facts
    assert trader_language(facts, pages) == Chosen(language, theirs, country)


def test_a_letter_in_another_language_than_the_traders_says_so(tmp_path: Path) -> None:
    result = shop(folder_in(tmp_path), verdict("identity.name"), country="PL")
    form = build_form(material(result, "trader-letter", deadline=DAY), Chosen("en", False, "PL"), ())
    assert "The language of Poland is none in which this form exists" in " ".join(form.notes)


def numbered(result: ShopResult, key: str, name: str, *numbers: tuple[str, bool | None]) -> ShopResult:
    found = tuple(Registration("fr.siren", number, valid) for number, valid in numbers)
    facts = replace(
        result.facts,
        operator_name=Found(name, seen(name)),
        operator_registrations=Found(found, seen("x")),
    )
    return replace(result, target=replace(result.target, key=key), facts=facts)


def test_a_number_alone_joins_no_shops(tmp_path: Path) -> None:
    base = shop(folder_in(tmp_path), verdict("identity.name"))
    first = numbered(base, "a.example", "Mirelune SAS", ("009 153 644", True))
    same = numbered(base, "b.example", "MIRELUNE S.A.S.", ("009153644", True))
    thief = numbered(base, "c.example", "Toutpascher Ltd", ("009153644", True))
    wrong = numbered(base, "d.example", "Mirelune SAS", ("009153645", False))
    one = operator_of(first, [first, same, thief, wrong])
    assert [s.target.key for s in one.shops] == ["a.example", "b.example"]
    assert [s.target.key for s in one.namesakes] == ["c.example"]
    m = material(first, "trader-letter", deadline=date(2026, 12, 21), operator=one)
    assert "are not part of this case; a person has to look: c.example" in " ".join(built(m).notes)
