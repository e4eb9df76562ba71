"""What the re-listing watch found, as a page beside the overview: gone, gone and there again, seen elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from sweep.relisted import Sighting, State, Trace
from sweep.report.comparison_page import lead_to
from sweep.report.html import render
from sweep.report.look import Look
from sweep.report.site import switch_to
from sweep.report.words import report_languages, words
from sweep.results import SweepInfo
from sweep.workspace import write_atomically, writing

PAGE = "relisted.html"
_SHOWN = 1000  # lines; all of them are in relisted.jsonl


def write_relisted_page(
    traces: Sequence[Trace], info: SweepInfo, folder: Path, *, languages: Sequence[str] = (), look: Look | None = None
) -> Path:
    """Writes the page in each language into the report's folder; returns that of the first. Raises SweepError."""
    languages = languages or report_languages(info.languages)
    states = Counter(trace.state for trace in traces)
    shown = [line for trace in traces for line in _lines(trace)]
    for language in languages:
        root = folder if language == languages[0] else folder / language
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        html = render(
            "relisted.html.j2", words(language), theme=(look or Look()).theme, info=info,
            states=[(state, states[state]) for state in get_args(State)], shown=shown[:_SHOWN],
            left=max(0, len(shown) - _SHOWN), switch=switch_to(PAGE, language, languages),
        )  # fmt: skip
        write_atomically(root / PAGE, html)
        lead_to(PAGE, root / "index.html", words(language)("relisted.title"))
    return folder / PAGE


def _lines(trace: Trace) -> Iterator[tuple[Trace, Sighting | None]]:
    """A line for each return and each sighting elsewhere; one for what is gone and was not seen again."""
    again = [one for one in trace.sightings if one.relation != "same_shop" or one.by != "page" or _after(trace, one)]
    if again or trace.state in ("gone", "again"):
        yield from ((trace, one) for one in again or (None,))


def _after(trace: Trace, one: Sighting) -> bool:
    return trace.gone is not None and one.at > trace.gone
