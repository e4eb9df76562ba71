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

from sweep.report.background import Background
from sweep.report.html import environment, render
from sweep.report.proofs import Proofs, gather
from sweep.report.shop_page import shop_page
from sweep.report.texts import CheckTexts
from sweep.report.views import ShopRow
from sweep.report.words import Words
from sweep.results import ShopResult, SweepInfo

_ALONE = 400  # so few pages one process writes sooner than a second one starts
_CHUNK = 50
_WAVE = 500  # shops
PAGE = "shop.html.j2"


@dataclass(frozen=True)
class Edition:
    """The pages in one language. `switch` holds (language, "-" in its folder of pages)."""

    words: Words
    rows: Mapping[str, ShopRow]
    folder: Path
    switch: Sequence[tuple[str, str]]
    common: Mapping[str, Any]


@dataclass(frozen=True)
class Dossiers:
    """Everything the pages of the shops are made of, in all languages: what is gathered of a shop serves them all."""

    info: SweepInfo
    shops: Sequence[ShopResult]
    texts: CheckTexts
    editions: Sequence[Edition]
    told: Background
    shots: Path  # the folder of the screenshots


_job: Dossiers | None = None  # inherited by the children: ten thousand shops need no pickling


def write_dossiers(job: Dossiers) -> set[str]:
    """Writes the page of every shop; returns the names of the screenshots. Raises OSError where one cannot be."""
    global _job  # noqa: PLW0603 - the one way to hand it to a forked process without a copy
    _job = job
    try:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if len(job.shops) < _ALONE or cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return set(_write(0, len(job.shops)))
        return _share(len(job.shops), min(cores, 8))
    finally:
        _job = None


def _share(number: int, workers: int) -> set[str]:
    """The writers are forked anew for each wave: what they copied of the sweep by looking at it goes with them."""
    environment().get_template(PAGE)  # compiled once, for all of them
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page of memory
    names: set[str] = set()
    try:
        for start in range(0, number, _WAVE):
            names |= _wave(start, min(start + _WAVE, number), workers)
    finally:
        gc.unfreeze()
    return names


def _wave(start: int, end: int, workers: int) -> set[str]:
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
        starts = range(start, end, _CHUNK)
        made = pool.map(_write, starts, [min(first + _CHUNK, end) for first in starts])
        return {name for names in made for name in names}


def _write(start: int, end: int) -> list[str]:
    """Writes the pages of these shops; returns the names of the screenshots beside them."""
    job = _job
    assert job is not None
    if multiprocessing.parent_process() is not None:
        gc.disable()  # pages leave no circles behind, and a writer lives for one wave only
    names: list[str] = []
    for shop in job.shops[start:end]:
        file = job.editions[0].rows[shop.target.key].file
        proofs = gather(shop, job.told, job.shots, file.removesuffix(".html"))
        names += [shot.file for shot in proofs.shots]
        for edition in job.editions:
            _write_page(job, edition, shop, proofs)
    return names


def _write_page(job: Dossiers, edition: Edition, shop: ShopResult, proofs: Proofs) -> None:
    row = edition.rows[shop.target.key]
    page = shop_page(shop, row, job.info, job.texts, edition.words, job.told, proofs)
    html = render(
        PAGE, edition.words, p=page, day=page.visit.started.date(), pictures=bool(proofs.shots),
        shots=Path(os.path.relpath(job.shots, edition.folder)).as_posix(),
        switch=[(code, f"{href.removesuffix('-')}{row.file}") for code, href in edition.switch], **edition.common,
    )  # fmt: skip
    (edition.folder / row.file).write_text(html, encoding="utf-8", newline="\n")
