"""The page of each shop, written by as many processes as the machine has cores where there are many of them."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sweep.report.html import render
from sweep.report.shop_page import shop_page
from sweep.report.texts import CheckTexts
from sweep.report.views import ShopRow
from sweep.report.words import Words
from sweep.results import ShopResult, SweepInfo

_ALONE = 400  # so few pages one process writes sooner than a second one starts
_CHUNK = 50


@dataclass(frozen=True)
class Dossiers:
    """Everything the pages of the shops are made of. `switch` holds (language, "-" in its folder of pages)."""

    info: SweepInfo
    results: Mapping[str, ShopResult]
    rows: Sequence[ShopRow]
    texts: CheckTexts
    words: Words
    folder: Path
    switch: Sequence[tuple[str, str]]
    common: Mapping[str, Any]


_job: Dossiers | None = None  # inherited by the children: ten thousand shops need no pickling


def write_dossiers(job: Dossiers) -> None:
    """Writes the page of every shop. Raises OSError where one cannot be written."""
    global _job  # noqa: PLW0603 - the one way to hand it to a forked process without a copy
    _job = job
    try:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if len(job.rows) < _ALONE or cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
            _write(0, len(job.rows))
        else:
            _share(len(job.rows), min(cores, 8))
    finally:
        _job = None


def _share(number: int, workers: int) -> None:
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page of memory
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(workers, mp_context=fork) as pool:
            starts = range(0, number, _CHUNK)
            list(pool.map(_write, starts, [min(start + _CHUNK, number) for start in starts]))
    finally:
        gc.unfreeze()


def _write(start: int, end: int) -> None:
    job = _job
    assert job is not None
    for row in job.rows[start:end]:
        page = shop_page(job.results[row.key], row, job.info, job.texts, job.words)
        html = render(
            "shop.html.j2", job.words, p=page, day=page.visit.started.date(),
            switch=[(code, f"{href.removesuffix('-')}{row.file}") for code, href in job.switch], **job.common,
        )  # fmt: skip
        (job.folder / row.file).write_text(html, encoding="utf-8", newline="\n")
