"""The table of shops in parts: pages of 200 for those without scripts, data files for the table that searches them all.

A page opened from disk may load a script, but not fetch a file: so the rows come as scripts that call one function
with plain arrays, in ASCII. Nothing of a shop is markup in them; the page writes them as text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sweep.report.plain import clean
from sweep.report.views import FLAGS, ShopRow
from sweep.report.words import Words

ROWS = 200  # of a page
PER_FILE = 5000  # shops in a data file
Reason = Callable[[str], str]


def parts(rows: Sequence[ShopRow]) -> list[Sequence[ShopRow]]:
    """The rows page by page; one page, empty, where there is none."""
    return [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)] or [()]


def why(w: Words, row: ShopRow, reason: Reason) -> str:
    """Why a shop was not measured, in words; "" for one that was."""
    if row.flag != "unmeasured":
        return ""
    said = f"{w('format.colon')}{reason(row.reason)}" if row.reason else ""
    return f"{w.get(f'states.{row.state}', row.state)}{said}"


def _record(row: ShopRow, w: Words, reason: Reason) -> list[Any]:
    c = row.counts
    numbers = [c.fail, c.review, c.passed, c.not_measurable, row.matches]
    checks = f" {' '.join(map(str, row.failed))} " if row.failed else ""
    told = (row.file, row.address, row.operator, why(w, row, reason), row.country or "–", row.sector or "–")
    return [*map(clean, told), FLAGS.index(row.flag), numbers, checks]


def data_files(rows: Sequence[ShopRow], w: Words, reason: Reason) -> Iterator[tuple[str, str]]:
    """(name, text) of each script in data/."""
    for number, start in enumerate(range(0, len(rows), PER_FILE), start=1):
        records = [_record(row, w, reason) for row in rows[start : start + PER_FILE]]
        text = json.dumps(records, ensure_ascii=True, separators=(",", ":"))
        yield f"shops-{number}.js", f"sweepdayShops({text})\n"
