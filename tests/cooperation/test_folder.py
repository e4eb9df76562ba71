"""The folder of a case: hostile text stays text in JSON and Word, the evidence is the one that was judged."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from checks.verdict import Outcome
from sweep.cooperation.folder import write_case
from sweep.cooperation.model import Case
from sweep.errors import SweepError
from sweep.paths import languages, template_dir
from tests.cooperation.samples import HOSTILE, case_of, folder_in, seen, shop, verdict

CONTROL = "before\x00\x07\x0c\x1b\x85 \ud800 after"
QUOTES = (
    HOSTILE,
    "“quoted” 'single' <w:p><w:r><w:t>markup</w:t></w:r></w:p> {{ 7 * 7 }} {% raw %} ]]> &amp; &#x3C;",
    "two\nlines\tand a tab",
    CONTROL,
)
LABELS = {"en": "What was read", "fr": "Ce qui a été lu", "nl": "Wat is gelezen", "de": "Was gelesen wurde"}


def text_of(document: Document) -> str:
    """Everything a reader sees, line breaks as blanks."""
    parts = []
    for paragraph in document.element.body.iter(qn("w:p")):
        runs = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        parts.append("".join(run.text or " " if run.tag == qn("w:t") else " " for run in runs))
    return "\n".join(parts)


def hostile_case(tmp_path: Path, language: str = "en") -> tuple[Case, Path]:
    checks = ("identity.name", "identity.address", "withdrawal.function", "adr.info")
    verdicts = [verdict(c, Outcome.FAIL, *(seen(q) for q in QUOTES)) for c in checks]
    folder = folder_in(tmp_path)
    result = shop(folder, *verdicts, verdict("gpsr.alert_match", Outcome.REVIEW), name=HOSTILE + CONTROL)
    return case_of(result, language), tmp_path / "out"


@pytest.mark.parametrize("language", languages())
def test_any_text_of_a_shop_stays_text_and_whole(tmp_path: Path, language: str) -> None:
    case, out = hostile_case(tmp_path, language)
    files = write_case(case, folder_in(tmp_path), out)
    assert {p.name for p in files} >= {"case.json", "case.docx", "quotes.json", "manifest.json", "SHA256SUMS"}
    document = docx.Document(str(out / "case.docx"))
    text = text_of(document)
    for finding in case.findings:
        assert f"{finding.number}. {finding.title}" in text
    assert text.count(LABELS[language]) == len(case.findings) == 5
    assert HOSTILE in text
    assert "<w:p><w:r><w:t>markup</w:t></w:r></w:p> {{ 7 * 7 }} {% raw %} ]]> &amp; &#x3C;" in text
    assert "two lines and a tab" in text
    assert "before  after" in text
    assert "{%" not in text.replace("{% raw %}", "")
    # Nothing of a shop became a link, a field or a script.
    xml = zipfile.ZipFile(out / "case.docx").read("word/document.xml").decode()
    assert "w:hyperlink" not in xml
    assert "w:instrText" not in xml


def test_the_json_holds_the_exact_quotations(tmp_path: Path) -> None:
    case, out = hostile_case(tmp_path)
    write_case(case, folder_in(tmp_path), out)
    quotes = {q["quote"] for q in json.loads((out / "evidence" / "quotes.json").read_text(encoding="utf-8"))}
    assert set(QUOTES[:3]) <= quotes
    data = json.loads((out / "case.json").read_text(encoding="utf-8"))
    assert data["trader"]["name"]["value"].startswith(HOSTILE)
    assert data["alert"]["traders"] == [data["trader"]["name"]["value"]]
    assert data["attachments"][0]["sha256"] == case.archive_sha256
    for line in (out / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_a_changed_archive_makes_no_case(tmp_path: Path) -> None:
    case, out = hostile_case(tmp_path)
    folder = folder_in(tmp_path)
    with (folder.path / case.archive).open("ab") as archive:
        archive.write(b"\0")
    with pytest.raises(SweepError, match="not the archive that was judged"):
        write_case(case, folder, out)
    (folder.path / case.archive).unlink()
    with pytest.raises(SweepError, match="not the archive that was judged"):
        write_case(case, folder, out)
    assert not out.exists()


def test_what_an_official_filled_in_is_not_written_over(tmp_path: Path) -> None:
    case, out = hostile_case(tmp_path)
    write_case(case, folder_in(tmp_path), out)
    write_case(case, folder_in(tmp_path), out)
    document = docx.Document(str(out / "case.docx"))
    document.add_paragraph("filled in")
    document.save(str(out / "case.docx"))
    with pytest.raises(SweepError, match="was edited since"):
        write_case(case, folder_in(tmp_path), out)
    assert "filled in" in text_of(docx.Document(str(out / "case.docx")))


def own_template(tmp_path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    case, out = hostile_case(tmp_path)
    letter = own_template(
        tmp_path,
        "To {{ trader.name.value }}, {{ trader.country.value|country }}, {{ law_day|day }}",
        "{%p for finding in findings %}",
        "{{ finding.title }}",
        "{%p endfor %}",
    )
    write_case(case, folder_in(tmp_path), out, template=letter)
    text = text_of(docx.Document(str(out / "case.docx")))
    assert text.startswith(f"To {HOSTILE}before  after, Germany, 21 November 2026\n{case.findings[0].title}\n")


@pytest.mark.parametrize(
    ("paragraph", "reason"),
    [
        ("{{ trader.nmae.value }}", "nmae"),
        ("{{ unknown_field }}", "unknown_field"),
        ("{% for x in findings %}", "not a usable Word template"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_mistake_in_a_template_is_named(tmp_path: Path, paragraph: str, reason: str) -> None:
    case, out = hostile_case(tmp_path)
    with pytest.raises(SweepError, match=reason):
        write_case(case, folder_in(tmp_path), out, template=own_template(tmp_path, paragraph))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_word_document(tmp_path: Path, content: bytes) -> None:
    case, out = hostile_case(tmp_path)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(content)
    with pytest.raises(SweepError, match=r"broken\.docx: not a usable Word template"):
        write_case(case, folder_in(tmp_path), out, template=broken)


def test_without_docxtpl_there_is_a_case_without_a_word_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, out = hostile_case(tmp_path)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "docxtpl" else find(name))
    files = write_case(case, folder_in(tmp_path), out)
    assert out / "case.docx" not in files
    assert (out / "case.json").is_file()
    with pytest.raises(SweepError, match=r"install sweepday\[forms\]"):
        write_case(case, folder_in(tmp_path), tmp_path / "other", template=tmp_path / "own.docx")


def test_all_languages_have_the_same_fields() -> None:
    import re

    def tags(language: str) -> list[str]:
        path = template_dir() / "cooperation" / f"case.{language}.docx"
        found = re.findall(r"\{[{%].*?[%}]\}", text_of(docx.Document(str(path))))
        return [re.sub(r"'[^']*'|\([^)]*\)", "''", tag) for tag in found]

    for language in languages():
        assert tags(language) == tags("en"), language
