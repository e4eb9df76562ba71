"""Our side: visit, archive, read back, extract all facts and judge each shop. Prints pages and findings as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date
from importlib import import_module
from pathlib import Path

from checks.catalogue import load
from checks.facts import Found
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.judging import judge_capture

_DAY = date(2026, 11, 21)


def run(urls: list[str], delay: float) -> dict[str, int]:
    limits = Limits(delay=delay, pages=80, products=45, allow_networks=("127.0.0.0/8",))
    checks = list(load().values())
    pages = offers = facts = 0
    with tempfile.TemporaryDirectory() as folder:
        for i, url in enumerate(urls):
            path = Path(folder) / f"{i}.warc.gz"
            with ArchiveWriter(path, software="sweepday bench", info={}) as archive:
                gather(url, limits, archive)
            judged = judge_capture(read_capture(path), country="FR", day=_DAY, checks=checks, matcher=None)
            pages += sum(1 for page in judged.pages if page.status == 200)
            offers += len(judged.facts.offers.value) if isinstance(judged.facts.offers, Found) else 0
            facts += sum(isinstance(fact, Found) for _, fact in judged.facts.items())
    return {"pages": pages, "offers": offers, "facts": facts}


if __name__ == "__main__":
    import_module("sweep.warmed")  # as the process does that all workers of a sweep are forked from
    start = time.process_time()
    print(json.dumps(run(json.loads(sys.stdin.read()), float(sys.argv[1])) | {"start": start}))
