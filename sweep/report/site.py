"""Writes the report: one overview and one page a shop, in each language, for opening from disk."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sweep.report.causes import cause_of
from sweep.report.html import render
from sweep.report.overview import kind_of, overview
from sweep.report.shop_page import shop_page
from sweep.report.texts import CatalogueTexts, CheckTexts
from sweep.report.words import Words, report_languages, words
from sweep.results import SweepResult
from sweep.workspace import writing


def write_report(
    sweep: SweepResult, folder: Path, *, languages: Sequence[str] = (), texts: CheckTexts | None = None
) -> Path:
    """Writes `folder`/index.html and what it links to; the first language lies at the top, others in their folder.

    Without `languages`: English and those of the sweep in which the report exists.
    Pages of an earlier report that are no longer written are removed. Returns the path of index.html.
    Raises SweepError for a language without texts, and where the folder cannot be written.
    """
    languages = languages or report_languages(sweep.info.languages)
    chosen = [words(language) for language in languages]  # all of them before the first page is written
    with writing(folder):
        for w in chosen:
            _write_language(sweep, folder, w, languages, texts or CatalogueTexts())
    return folder / "index.html"


def _base(language: str, languages: Sequence[str]) -> str:
    return "" if language == languages[0] else f"{language}/"


def switch_to(path: str, language: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """(language, relative address) of the same page in every language."""
    here = posixpath.dirname(_base(language, languages) + path) or "."
    return [(other, posixpath.relpath(_base(other, languages) + path, here)) for other in languages]


def _reason(text: str, w: Words) -> str:
    kind = kind_of(text)
    if not text.startswith(kind):
        return text
    detail = text[len(kind) + 1 :].strip()
    said = w.get(f"kinds.{kind}", kind)
    return f"{said}{w('format.colon')}{detail}" if detail else said


def _write_language(sweep: SweepResult, folder: Path, w: Words, languages: Sequence[str], texts: CheckTexts) -> None:
    view = overview(sweep, texts, w.language)
    root = folder / _base(w.language, languages)
    (root / "shops").mkdir(parents=True, exist_ok=True)
    common: dict[str, Any] = {"info": sweep.info, "reason": lambda text: _reason(text, w), "cause_of": cause_of}
    groups = [(name, list(rows)) for name, rows in groupby(view.checks, key=lambda row: row.group)]
    switch = switch_to("index.html", w.language, languages)
    index = render("index.html.j2", w, script=True, o=view, groups=groups, switch=switch, **common)
    results = {shop.target.key: shop for shop in sweep.shops}
    for row in view.rows:
        page = shop_page(results[row.key], row, sweep.info, texts, w)
        switch = switch_to(f"shops/{row.file}", w.language, languages)
        html = render("shop.html.j2", w, p=page, day=page.visit.started.date(), switch=switch, **common)
        (root / "shops" / row.file).write_text(html, encoding="utf-8", newline="\n")
    # Last: a page that leads to the others stands only where they do.
    (root / "index.html").write_text(index, encoding="utf-8", newline="\n")
    written = {row.file for row in view.rows}
    for old in (root / "shops").glob("*.html"):
        if old.name not in written:
            old.unlink()
