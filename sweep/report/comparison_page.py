"""The comparison of two sweeps as a page beside the overview: what was put right, what stayed, what was not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from markupsafe import escape

from checks import catalogue
from sweep.compare.model import STATES, Comparison
from sweep.report.html import render
from sweep.report.look import Look
from sweep.report.overview import page_file
from sweep.report.site import switch_to
from sweep.report.words import report_languages, words
from sweep.results import SweepInfo
from sweep.workspace import write_atomically, writing

PAGE = "comparison.html"
END_OF_CONTENTS = "</ul></nav><!-- contents -->"  # of the overview
_SHOWN = 2000  # findings listed one by one; all of them are in comparison.csv


def write_comparison_page(
    comparison: Comparison, info: SweepInfo, folder: Path, *, languages: Sequence[str] = (), look: Look | None = None
) -> Path:
    """Writes the page in each language into the report's folder; returns that of the first. Raises SweepError."""
    languages = languages or report_languages(info.languages)
    findings = Counter(change.state for change in comparison.findings)
    traders = Counter(trader.state for trader in comparison.traders)
    order = {state: place for place, state in enumerate(("reappeared", "persistent", "new", "partly", "fixed"))}
    changes = sorted(comparison.findings, key=lambda c: (order.get(c.state, len(order)), c.shop, c.check))
    for language in languages:
        root = folder if language == languages[0] else folder / language
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        html = render(
            "comparison.html.j2", words(language), theme=(look or Look()).theme, info=info, c=comparison,
            rows=[(state, findings[state], traders[state]) for state in STATES], changes=changes[:_SHOWN],
            left=max(0, len(changes) - _SHOWN), title=lambda check, w=language: catalogue.title(check, w),
            pages=_pages(root, changes), switch=switch_to(PAGE, language, languages),
        )  # fmt: skip
        write_atomically(root / PAGE, html)
        lead_to(PAGE, root / "index.html", words(language)("comparison.title"))
    return folder / PAGE


def lead_to(page: str, index: Path, title: str) -> None:
    """Adds a page to the contents of an overview that was written before it."""
    text = index.read_text(encoding="utf-8") if index.is_file() else ""
    if f'href="{page}"' not in text:
        link = f'<li><a href="{page}">{escape(title)}</a></li>\n{END_OF_CONTENTS}'
        if (longer := text.replace(END_OF_CONTENTS, link, 1)) != text:
            write_atomically(index, longer)


def _pages(root: Path, changes: Sequence[object]) -> dict[str, str]:
    """Shop -> its page, where this report has one: a shop of the earlier sweep alone has none."""
    keys = {getattr(change, "shop", "") for change in changes}
    files = {key: f"shops/{page_file(key)}" for key in keys}
    return {key: file for key, file in files.items() if (root / file).is_file()}
