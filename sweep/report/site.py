"""Writes the report: one overview, the pages of the list and one page a shop, in each language, to open from disk."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sweep.operators import Operator, operators
from sweep.paths import languages as written_languages
from sweep.report.background import Background
from sweep.report.causes import cause_of
from sweep.report.dossiers import Dossiers, Edition, write_dossiers
from sweep.report.html import render
from sweep.report.look import Look, wilson
from sweep.report.overview import kind_of, overview
from sweep.report.shop_table import ROWS, data_files, parts, why
from sweep.report.texts import CatalogueTexts, CheckTexts
from sweep.report.views import Overview
from sweep.report.words import Words, report_languages, words
from sweep.results import SweepResult
from sweep.review import words as reviewing
from sweep.workspace import alone, writing

FURTHER = ("statistics", "comparison", "relisted", "methods")  # pages beside the overview, each with its own writer


def write_report(
    sweep: SweepResult,
    folder: Path,
    *,
    languages: Sequence[str] = (),
    texts: CheckTexts | None = None,
    look: Look | None = None,
    told: Background | None = None,
) -> Path:
    """Writes `folder`/index.html and what it links to; the first language lies at the top, others in their folder.

    Without `languages`: English and those of the sweep in which the report exists.
    `told` leads to the archives: without it the dossiers show quotes alone, and no screenshots.
    Pages of an earlier report that are no longer written are removed; of several who write at once each waits for the
    one before. Returns the path of index.html.
    Raises SweepError for a language without texts, and where the folder cannot be written.
    """
    languages = languages or report_languages(sweep.info.languages)
    chosen = [words(language) for language in languages]  # all of them before the first page is written
    texts = texts or CatalogueTexts()
    with alone(folder), writing(folder):
        made = [_write_language(sweep, folder, w, languages, texts, look or Look()) for w in chosen]
        editions = [edition for edition, _ in made]
        shots = folder / "shots"
        pictures = write_dossiers(Dossiers(sweep.info, sweep.shops, texts, editions, told or Background(), shots))
        for edition, index in made:
            (edition.folder.parent / "index.html").write_text(index, encoding="utf-8", newline="\n")
            _keep_only(edition.folder, {row.file for row in edition.rows.values()})
        if shots.is_dir():
            _keep_only(shots, pictures)
        for old in set(written_languages()) - set(languages[1:]):
            _remove_pages(folder / old)
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


def _write_language(
    sweep: SweepResult, folder: Path, w: Words, languages: Sequence[str], texts: CheckTexts, look: Look
) -> tuple[Edition, str]:
    """Writes the list and its data; returns what its dossiers are made of, and the overview.

    The overview is made first and written last: a page that leads to the others stands only where they do.
    """
    view = overview(sweep, texts, w.language)
    root = folder / _base(w.language, languages)
    for name in ("shops", "list", "data"):
        (root / name).mkdir(parents=True, exist_ok=True)

    def reason(text: str) -> str:
        return _reason(text, w)

    common: dict[str, Any] = {
        "info": sweep.info,
        "reason": reason,
        "cause_of": cause_of,
        "why": why,
        "theme": look.theme,
    }
    switches = {name: switch_to(f"{name}/-", w.language, languages) for name in ("shops", "list")}
    index = render(
        "index.html.j2", w, script=True, o=view, first_rows=parts(view.rows)[0], pages=len(parts(view.rows)),
        reviewed=reviewing.review_lines(sweep.review, w.language) if sweep.review else (),
        groups=[(name, list(rows)) for name, rows in groupby(view.checks, key=lambda row: row.group)],
        switch=switch_to("index.html", w.language, languages), data_files=_write_data(view, root, w, reason),
        interval=_interval(w, look), several=_several(sweep), files={row.key: row.file for row in view.rows},
        further=[page for page in FURTHER if (root / f"{page}.html").is_file()], **common,
    )  # fmt: skip
    _keep_only(root / "list", _write_lists(view, root, w, common, switches["list"]))
    rows = {row.key: row for row in view.rows}
    return Edition(w, rows, root / "shops", switches["shops"], common), index


def _interval(w: Words, look: Look) -> Callable[[int, int], str]:
    """Says the confidence interval of a share where the list is a sample, "" where it is everything."""

    def said(part: int, whole: int) -> str:
        if not look.sample or not whole:
            return ""
        low, high = (w("format.percent", n=f"{100 * bound:.0f}") for bound in wilson(part, whole))
        return w("index.interval", low=low, high=high)

    return said


def _several(sweep: SweepResult) -> list[Operator]:
    """Operators with several shops, those with most first."""
    return sorted((o for o in operators(sweep.shops) if len(o.shops) > 1), key=lambda o: -len(o.shops))


def _write_data(view: Overview, root: Path, w: Words, reason: Any) -> list[str]:
    names = []
    for name, text in data_files(view.rows, w, reason):
        (root / "data" / name).write_text(text, encoding="ascii", newline="\n")
        names.append(name)
    _keep_only(root / "data", set(names))
    return names


def _write_lists(
    view: Overview, root: Path, w: Words, common: dict[str, Any], switch: Sequence[tuple[str, str]]
) -> set[str]:
    """The second and further pages of the list of shops; returns their names."""
    pages, names = parts(view.rows), set()
    for number, rows in enumerate(pages[1:], start=2):
        name = f"{number}.html"
        html = render(
            "list.html.j2", w, rows=rows, page=number, pages=len(pages), first=(number - 1) * ROWS + 1,
            last=(number - 1) * ROWS + len(rows), total=len(view.rows),
            switch=[(code, f"{href.removesuffix('-')}{name}") for code, href in switch], **common,
        )  # fmt: skip
        (root / "list" / name).write_text(html, encoding="utf-8", newline="\n")
        names.add(name)
    return names


def _keep_only(folder: Path, names: set[str]) -> None:
    for old in folder.iterdir():
        if old.name not in names and old.suffix in (".html", ".js", ".png"):
            old.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _remove_pages(folder: Path) -> None:
    """The pages of a language in which the report was written earlier and is no longer."""
    if not folder.is_dir():
        return
    for name in ("shops", "list", "data"):
        if (folder / name).is_dir():
            _keep_only(folder / name, set())
    for page in ("index", *FURTHER):
        (folder / f"{page}.html").unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()
