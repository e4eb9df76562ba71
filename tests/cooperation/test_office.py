"""Cases and forms as an authority sees them: opened by LibreOffice, printed, and read from the print."""

from __future__ import annotations

import pytest

from checks.verdict import Outcome
from sweep.cooperation.annex import Piece
from sweep.cooperation.folder import write_case
from sweep.cooperation.form_files import write_form
from sweep.cooperation.forms import FORMS
from sweep.cooperation.words import LANGUAGES, FormWords, texts
from tests.cooperation.samples import DAY, HOSTILE, case_of, folder_in, seen, shop, verdict
from tests.cooperation.test_folder import QUOTES
from tests.cooperation.test_forms import built, material
from tests.office import convert, text_of_pdf

CHECKS = ("identity.name", "withdrawal.function", "gpsr.alert_match")


def pressed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every form, and a case in every language, about a shop that says hostile things: name -> text of the print."""
    path = tmp_path_factory.mktemp("office")
    folder = folder_in(path)
    result = shop(folder, *(verdict(check, Outcome.FAIL, *map(seen, QUOTES)) for check in CHECKS))
    piece = Piece(folder, "shop.example", result.visit.archive, result.visit.archive_sha256)
    documents = []
    for form, language in zip(FORMS, LANGUAGES * 2, strict=True):
        m = material(result, form, w=FormWords(language), deadline=DAY, confirmed=True)
        write_form(built(m), [piece], path / form)
        documents.append(path / form / f"{form}.docx")
    for language in LANGUAGES:
        write_case(case_of(result, language), folder, path / language)
        documents.append((path / language / "case.docx").rename(path / language / f"case-{language}.docx"))
    out = convert(documents, "pdf", path)
    return {document.stem: text_of_pdf(out / f"{document.stem}.pdf") for document in documents}


@pytest.mark.parametrize("name", [*FORMS, *(f"case-{language}" for language in LANGUAGES)])
def test_hostile_text_is_printed_as_it_is(printed: dict[str, str], name: str) -> None:
    text = printed[name]
    assert text.count(pressed(HOSTILE)) > len(CHECKS)  # the trader's name, and a quotation of every finding
    for quote in QUOTES[:3]:
        assert pressed(quote) in text  # not of every finding: the end of a page may cut one in two


@pytest.mark.parametrize(("form", "language"), list(zip(FORMS, LANGUAGES * 2, strict=True)))
def test_title_and_every_heading_are_printed_in_the_language_of_the_form(
    printed: dict[str, str], form: str, language: str
) -> None:
    text = printed[form]
    assert pressed(texts()["title"][form][language]) in text
    for section in ("points", "conditions", "annex"):
        assert pressed(texts()["section"][section][language]) in text
    assert "{{" not in text.replace(pressed(QUOTES[1]), "")
