"""A comparison for machines and spreadsheets: JSON by a published schema, and CSV."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sweep.compare.model import Comparison
from sweep.report.exports import csv_cell
from sweep.report.plain import plain
from sweep.workspace import write_atomically, writing

_COLUMNS = ("shop", "url", "check", "severity", "state", "why", "before", "now", "reason", "letter", "seen")


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `comparison.json`."""
    text = (files("sweep.compare") / "schema" / "comparison.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def as_json(comparison: Comparison) -> str:
    """The comparison by its schema."""
    return json.dumps(plain(comparison), indent=2, ensure_ascii=False) + "\n"


def as_csv(comparison: Comparison) -> str:
    """One line a finding, with the mark by which spreadsheets know UTF-8; no cell begins like a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for change in comparison.findings:
        writer.writerow([csv_cell(plain(getattr(change, name))) for name in _COLUMNS])
    return out.getvalue()


def write_comparison(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Writes `compare-<earlier>.json` and `.csv` into a folder; returns both paths. Raises SweepError."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, text in (("json", as_json(comparison)), ("csv", as_csv(comparison))):
        written.append(folder / f"compare-{comparison.earlier}.{ending}")
        write_atomically(written[-1], text)
    return tuple(written)
