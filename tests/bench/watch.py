"""The price watch: judgement on a simulated market with known truth, the price book with ten million observations, a
year of a large panel with its evidence.

`make bench` judges 5,000 of the market's 50,000 products; `python -m tests.bench.watch --whole`, or
SWEEPDAY_BENCH=whole, all of them (500 shops of 100 products, 60 days each); `--small` a hundredth. `--judgement`
prints that table only.
"""

from __future__ import annotations

import gzip
import importlib.util
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from checks.verdict import Outcome
from sweep.capture import Response
from sweep.store.prices import PriceBook, Seen, SeriesKey, State
from sweep.watch.bodies import base_of
from sweep.watch.campaign import Judged, judge_product
from sweep.watch.evidence import Base, Kept, RoundArchive
from sweep.watch.reading import PageReading, as_json, read_product
from tests.bench.table import ratio, table
from tests.watch.shelf import watched
from tests.watch.simulator import breached, false_days, history, market, provable, seen_days
from tests.watch.site import Tag, html

SEED = 7
DAY = 86_400
CHANGED = 0.05  # of the pages, a day
_WORDS = "cruche grès émail tournée panier livraison retour avis taille bleu lampe".split()


# --- judgement


def shop_counts(shop: int, products: int) -> Counter[str]:
    """What the watch says of one simulated shop, counted against the truth."""
    counts: Counter[str] = Counter()
    for item in market(SEED + shop, 1, products):
        seen = seen_days(SEED + shop, item)
        said = _true(judge_product(history(item, seen), "FR"))
        true = any(breached(line) for line in item.lines.values())
        met = any(false_days(line) & seen for line in item.lines.values())
        could = any(provable(line, seen) for line in item.lines.values())
        counts["products"] += 1
        counts["fail"] += said is Outcome.FAIL
        counts["right"] += said is Outcome.FAIL and true
        counts["provable"] += could
        counts["proved"] += could and said is Outcome.FAIL
        counts["unseen"] += true and not met
        counts["undecidable"] += met and not could
        counts["cleared"] += met and said is Outcome.PASS
        counts["said"] += met and not could and said in (Outcome.REVIEW, Outcome.NOT_MEASURABLE)
    return counts


def page_counts(shop: int, products: int) -> Counter[str]:
    """The same shop read off its pages: HTML, reader, price book, judge. Products with one variant only."""
    counts: Counter[str] = Counter()
    items = [item for item in market(SEED + shop, 1, products) if len(item.lines) == 1]
    sample = [(item, seen_days(SEED + shop, item)) for item in items]
    with tempfile.TemporaryDirectory() as folder:
        for (item, seen), result in zip(sample, watched(Path(folder), sample), strict=True):
            said, by_series = _true(result.judged), _true(judge_product(history(item, seen), "FR"))
            counts["products"] += 1
            counts["same"] += said is by_series
            counts["fail"] += said is Outcome.FAIL
            counts["right"] += said is Outcome.FAIL and any(breached(line) for line in item.lines.values())
    return counts


def _true(judged: Iterable[Judged]) -> Outcome:
    outcomes = {j.verdict.check: j.verdict.outcome for j in judged}
    return outcomes.get("reduction.prior_price_true", Outcome.NOT_MEASURABLE)


def off_pages(shops: int, products: int) -> list[tuple[str, str]]:
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        total: Counter[str] = sum(pool.map(partial(page_counts, products=products), range(shops)), Counter())
    right = f"{ratio(total['right'], total['fail'])} ({total['right']:,} of {total['fail']:,})"
    return [
        ("products read off their pages", f"{total['products']:,}"),
        ("the same verdict as by the series alone", f"{total['same']:,}"),
        ("precision of fail off pages", right),
    ]


def judgement(shops: int, products: int) -> list[tuple[str, str]]:
    began = time.perf_counter()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        total: Counter[str] = sum(pool.map(partial(shop_counts, products=products), range(shops)), Counter())
    took = time.perf_counter() - began
    return [
        ("products of simulated shops, 60 days each", f"{total['products']:,}"),
        ("precision of fail",
         f"{total['right'] / max(1, total['fail']):.4f} ({total['right']:,} of {total['fail']:,})"),
        ("recall where the observed days allow a proof",
         f"{total['proved'] / max(1, total['provable']):.4f} ({total['proved']:,} of {total['provable']:,})"),
        ("false claims seen that cannot be proved, said to be undecided",
         f"{total['said']:,} of {total['undecidable']:,}"),
        ("products whose false claims stood on unseen days only", f"{total['unseen']:,}"),
        ("false claims cleared", f"{total['cleared']:,}"),
        ("simulate and judge", f"{took:.0f} s"),
    ]  # fmt: skip


# --- the price book


def observations(series: list[int], days: int) -> Iterator[tuple[int, int, int, int]]:
    """A price a series a day, day after day; a twentieth of them changes."""
    r = random.Random(SEED)
    prices = [r.randrange(1_000, 500_000) for _ in series]
    for day in range(days):
        for n, number in enumerate(series):
            if r.random() < CHANGED:
                prices[n] = r.randrange(1_000, 500_000)
            yield number, 1_700_000_000 + day * DAY + n % 3600, prices[n], n + 1


def best(question: Callable[[], Any], rounds: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        question()
        took.append(time.perf_counter() - began)
    return min(took)


def price_book(products: int, days: int) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prices.sqlite"
        book = PriceBook(path)
        keys = [SeriesKey(n, "", "EUR", "included", "all", "FR", "") for n in range(products)]
        series = list(book.enter_series(keys).values())
        rows = list(observations(series, days))
        began = time.perf_counter()
        brought = book.bring_in(rows)
        took = time.perf_counter() - began
        since = 1_700_000_000 + (days // 2) * DAY
        ask = best(lambda: book.lowest(since, since + 30 * DAY))
        found = [
            (f"observations brought in ({products:,} products, {days} days)", f"{brought:,}"),
            ("observations a second", f"{brought / took:,.0f}"),
            ("size of the database", f"{path.stat().st_size / 1e6:,.0f} MB"),
            ("lowest price of 30 days for every product, SQLite", f"{ask:.2f} s"),
        ]
        duck = duckdb_seconds(rows, since)
        book.close()
    return [*found, ("the same, DuckDB in memory", f"{duck:.2f} s" if duck is not None else "not installed")]


def duckdb_seconds(rows: list[tuple[int, int, int, int]], since: int) -> float | None:
    if importlib.util.find_spec("duckdb") is None:
        return None
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w") as out:
            out.writelines(f"{a},{b},{c},{d}\n" for a, b, c, d in rows)
        connection = duckdb.connect()
        connection.execute("CREATE TABLE o (series INTEGER, seen BIGINT, price BIGINT, state INTEGER)")
        connection.execute(f"COPY o FROM '{path}'")
    query = f"SELECT series, min(price) FROM o WHERE seen >= {since} AND seen < {since + 30 * DAY} GROUP BY series"
    return best(lambda: connection.execute(query).fetchall())


# --- a year of a panel


def year(products: int, days: int, scale: int) -> list[tuple[str, str]]:
    """Database and evidence of a panel of which a twentieth of the pages changes a day, through the real writers.

    `scale` times as many products are meant: sizes grow with their number, and packing all those pages takes hours.
    """
    r = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        panel = _Panel(folder, products, r)
        began = time.perf_counter()
        for day in range(days):
            panel.day(day)
        took = time.perf_counter() - began
        panel.book.close()
        evidence = sum(path.stat().st_size for path in folder.glob("*.gz"))
        base = (folder / "watch.sqlite").stat().st_size
    return [
        (f"panel of {products * scale:,} products, {days} days (measured: every {scale}th)",
         f"{products * scale * days:,} visits"),
        ("a page as received", f"{panel.received / 1000:.0f} kB (packed)"),
        ("evidence", f"{evidence * scale / 1e6:,.0f} MB; {panel.changes * scale:,} changed pages"),
        ("database with readings", f"{base * scale / 1e6:,.0f} MB"),
        ("together", f"{(evidence + base) * scale / 1e9:.2f} GB"),
        ("archive, patches, ledger, database", f"{products * days / took:,.0f} visits a second"),
    ]  # fmt: skip


class _Panel:
    """Products whose pages are as long as those of real shops: 68 kB packed is the median of 71 pages of 31 shops."""

    def __init__(self, folder: Path, products: int, r: random.Random) -> None:
        self.folder, self.products, self.r = folder, products, r
        self.book = PriceBook(folder / "watch.sqlite")
        self.fillers = [self._filler() for _ in range(products)]
        self.bodies = [self._page(n) for n in range(products)]
        self.changes = 0
        self.received = sum(map(len, self.bodies)) / products
        response = Response(
            "https://shop.example/p", 200, "OK", (), html("p", Tag("10.00")).encode(), datetime.now(UTC)
        )
        reading = read_product(response)
        assert isinstance(reading, PageReading)
        self.reading = as_json(reading)

    def _filler(self) -> str:
        return " ".join(f"{self.r.choice(_WORDS)}{self.r.randrange(9_999)}" for _ in range(21_000))

    def _page(self, n: int) -> bytes:
        price = f"{self.r.randrange(1_000, 50_000) / 100:.2f}"
        words = f"<div class=menu>{self.fillers[n]}</div><i data-visit={self.r.randrange(10**12)}></i>"
        return gzip.compress(html(f"p{n}", Tag(price, words=words)).encode(), 6, mtime=0)

    def day(self, day: int) -> None:
        """One round: every page asked for once, archived, kept."""
        moment = datetime(2026, 1, 1, 6, tzinfo=UTC) + timedelta(day)
        path = self.folder / f"{day:03}.warc.gz"
        seen = []
        with RoundArchive(path, software="bench", info={}, known=self._known, base=self._base) as archive:
            for n in range(self.products):
                if day and self.r.random() < CHANGED:
                    self.bodies[n] = self._page(n)
                    self.changes += 1
                seen.append(self._visit(archive, n, moment))
        self.book.keep(seen, ())

    def _known(self, url: str, sha256: str) -> Kept | None:
        state = self.book.state_of(int(url.rsplit("/", 1)[1]), sha256)
        return Kept(state.archive, state.record_id, state.offset, state.length, state.base) if state else None

    def _base(self, url: str) -> Base | None:
        return base_of(self.book, self.folder, [int(url.rsplit("/", 1)[1])])

    def _visit(self, archive: RoundArchive, n: int, moment: datetime) -> Seen:
        url = f"https://shop{n % 500}.example/p/{n}"
        headers = (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Date", f"{moment:%a, %d %b %Y %H:%M:%S} GMT"),
            ("Server", "nginx"),
            ("Cache-Control", "no-store, no-cache, must-revalidate"),
        )
        answer = archive.response(Response(url, 200, "OK", headers, self.bodies[n], moment + timedelta(seconds=n)))
        at = round(moment.timestamp()) + n
        state = self.book.state_of(n, answer.sha256)
        if state is None:
            kept = archive.where(url, answer.sha256)
            assert kept is not None
            place = (kept.offset, kept.length, kept.base)
            state = State(n, answer.sha256, kept.archive, answer.record_id, at, self.reading, *place)
        key = SeriesKey(n, f"P{n}", "EUR", "unstated", "all", "FR", "")
        return Seen(state, at, ((key, self.r.randrange(1_000, 50_000)),))


def main() -> None:
    small = "--small" in sys.argv
    whole = "--whole" in sys.argv or os.environ.get("SWEEPDAY_BENCH") == "whole"
    shops, products = (10, 50) if small else (500, 100) if whole else (50, 100)
    print("A market of 16 kinds of sellers, with outages:\n")
    print(table(("what", "measured"), [*judgement(shops, products), *off_pages(2 if small else 8, products // 2)]))
    if "--judgement" in sys.argv:
        return
    print("\nThe price book:\n")
    print(table(("what", "measured"), price_book(*((1_600, 62) if small else (16_000, 625)))))
    print("\nA year of a panel, 5 % of its pages changing daily:\n")
    print(table(("what", "measured"), year(*((32, 20, 500) if small else (160, 365, 100)))))


if __name__ == "__main__":
    main()
