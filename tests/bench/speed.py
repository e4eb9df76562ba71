"""Speed as ratios in one run: what reading, archiving and judging cost beside the bare parse of the same pages."""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from checks.catalogue import load
from checks.judge import judge_shop
from sweep.capture import Capture, Response
from sweep.demo.server import DemoServer
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.extract.pages.decoding import decode_body
from sweep.extract.shop import read_shop
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from tests.bench.operator import to_html
from tests.bench.race.shops import pages as shop_pages
from tests.bench.table import table
from tests.shared import shared

ROUNDS = 5
DAY = date(2026, 11, 21)
LIMITS = Limits(delay=0, pages=200, products=100, allow_networks=("127.0.0.0/8",))


def measure() -> list[tuple[str, float, float]]:
    """(step, pages per CPU second, cost as a multiple of the bare parse + text), medians of ROUNDS."""
    with tempfile.TemporaryDirectory() as name, DemoServer() as server:
        folder = Path(name)
        urls = [shop.url for shop in server.shops if shop.key.split("-")[0] in ("fr", "be", "de", "it", "es", "ie")]
        numbers = iter(range(10_000))

        def visit() -> list[Path]:
            return [_visit(url, folder / f"{next(numbers)}.warc.gz") for url in urls]

        paths = visit()
        captures = [read_capture(path) for path in paths]
        pages = sum(len(c.responses) for c in captures)
        facts = [read_shop(c, country="FR") for c in captures]
        steps: list[tuple[str, Callable[[], object]]] = [
            ("bare selectolax parse + text", lambda: [_bare(c) for c in captures]),
            ("read a WARC", lambda: [read_capture(p) for p in paths]),
            ("parse, roles, all facts", lambda: [read_shop(c, country="FR") for c in captures]),
            (f"judge {len(load())} checks", lambda: [judge_shop(f, country="FR", day=DAY) for f in facts]),
            ("gather over loopback into WARC (server in the same process)", visit),
        ]
        costs: dict[str, list[float]] = {title: [] for title, _ in steps}
        # The steps take turns, so that a machine whose speed drifts does not favour one of them.
        for _ in range(ROUNDS):
            for title, step in steps:
                start = time.process_time()
                step()
                costs[title].append(time.process_time() - start)
    medians = {title: statistics.median(values) for title, values in costs.items()}
    bare = medians["bare selectolax parse + text"]
    return [(title, pages / cost, cost / bare) for title, cost in medians.items()]


def extraction() -> list[tuple[str, int, float, float]]:
    """(pages, how many, ms of the bare parse + text, times that for all facts), each at its best of ROUNDS."""
    rows = []
    for title, captures in (
        ("71 product pages", _products()),
        ("25 legal texts", _terms()),
        ("generated", _generated()),
    ):
        count = sum(len(c.responses) for c in captures)
        bare = _best(lambda c=captures: [_bare(one) for one in c])  # type: ignore[misc]
        facts = _best(lambda c=captures: [read_shop(one, country="FR") for one in c])  # type: ignore[misc]
        rows.append((title, count, 1000 * bare / count, facts / bare))
    return rows


def _best(step: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times)


def _capture(url: str, bodies: dict[str, bytes]) -> Capture:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    return Capture(url, tuple(Response(url + p, 200, "OK", headers, body, moment) for p, body in bodies.items()))


def _products() -> list[Capture]:
    files = sorted(shared("product_pages").glob("*.html.gz"))
    return [_capture("https://shop.example/", {"": gzip.decompress(f.read_bytes())}) for f in files]


def _terms() -> list[Capture]:
    texts = [to_html(f.read_text(encoding="utf-8"), "") for f in sorted(shared("terms_pages").glob("0*.md"))]
    return [_capture("https://shop.example/mentions-legales", {"": text.encode()}) for text in texts]


def _generated() -> list[Capture]:
    made = [{path[1:]: body for path, body in shop_pages(i).items()} for i in range(4)]
    return [_capture(f"https://shop-{i}.example/", bodies) for i, bodies in enumerate(made)]


def _visit(url: str, path: Path) -> Path:
    with ArchiveWriter(path, software="sweepday bench", info={}) as archive:
        gather(url, LIMITS, archive)
    return path


def _bare(capture: Capture) -> None:
    for response in capture.responses:
        body = LexborHTMLParser(decode_body(response)).body
        if body is not None:
            body.text()


def main() -> None:
    import_module("sweep.warmed")  # as the process does that all workers of a sweep are forked from
    shown = [(title, f"{rate:,.0f}", f"{cost:.1f}") for title, rate, cost in measure()]
    print(table(("step", "pages per CPU second", "times the bare parse"), shown))
    costs = [(title, n, f"{bare:.2f}", f"{cost:.1f}") for title, n, bare, cost in extraction()]
    print("\n" + table(("all facts of", "pages", "bare parse, ms", "times the bare parse"), costs))


if __name__ == "__main__":
    main()
