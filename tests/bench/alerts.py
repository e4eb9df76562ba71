"""How fast feeds are read, how fast and how well offers are matched.

Run `python -m tests.bench.alerts` for the table, `... -v` for the pairs that are judged otherwise.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from product_alerts.feeds import feed_of
from product_alerts.feeds.base import Problem
from product_alerts.links import links
from product_alerts.match import Matcher
from product_alerts.model import Alert, Grade, Offer
from product_alerts.store import AlertStore
from tests.bench.table import table
from tests.product_alerts import pairs
from tests.shared import shared

_OFFERS = 2_000


@dataclass(frozen=True)
class Row:
    """One figure: what was measured, how much of it, in how many CPU seconds, and what came out."""

    what: str
    number: int
    seconds: float
    result: str


def measure() -> list[Row]:
    """Rows for feeds, speed, judged pairs and the public pairs. Skips as a test does where the data is not there."""
    feeds, alerts = _feeds()
    return [*feeds, *_store(alerts), *_speed(alerts), *_pairs(), _public()]


_FILES = (
    "safety-gate-rapex-2009-2012/full.original.csv",
    "safety-gate-samples-2025-2026/weekly_report_excerpt.xml",
    "safety-gate-samples-2025-2026/notification_10119096.json",
    "safety-gate-samples-2025-2026/weekly_xml_16_records.jsonl",
    "safety-gate-motor-2006-2025/motor_vehicle_alerts.csv",
    "cpsc-2023-2026/recalls.jsonl",
    "cpsc-api-samples/recall_10220.json",
    "health-canada-opendata-samples/HCRSAMOpenData_4rows.json",
    "rappelconso-samples/v2_gtin_trie_nonfood_3.json",
    "uk-opss-samples/content_api_2609-0229.json",
)
_STORED = 50_000


def _store(alerts: list[Alert]) -> list[Row]:
    """The store at its full size, the real alerts over and over under new numbers."""
    many = (
        replace(alert, number=f"{alert.number} {at}") for at, alert in zip(range(_STORED), cycle(alerts), strict=False)
    )
    rows = []
    with TemporaryDirectory() as folder, AlertStore(Path(folder) / "alerts.sqlite") as store:
        began = time.process_time()
        now = datetime(2026, 11, 21, tzinfo=UTC)
        store.add(b"many", many, feed="bench", name="many", origin="bench", published=None, now=now)
        stored = time.process_time()
        rows.append(Row("store: alerts put in", _STORED, stored - began, f"{_STORED / (stored - began):.0f} a second"))
        loaded = store.alerts()
        seconds = time.process_time() - stored
        size = (Path(folder) / "alerts.sqlite").stat().st_size
        rows.append(Row("store: alerts read", len(loaded), seconds, f"a file of {size / 1e6:.0f} MB"))
        began = time.process_time()
        found = links(loaded)
        rows.append(Row("store: links computed", len(loaded), time.process_time() - began, f"{len(found)} links"))
    return rows


def _feeds() -> tuple[list[Row], list[Alert]]:
    rows, alerts = [], []
    for name in _FILES:
        raw = shared("alerts", *name.split("/")).read_bytes()
        feed = feed_of(raw)
        assert feed is not None
        began = time.process_time()
        items = list(feed.parse(raw))
        seconds = time.process_time() - began
        alerts += [item for item in items if isinstance(item, Alert)]
        problems = sum(isinstance(item, Problem) for item in items)
        rows.append(Row(f"feed {feed.NAME}", len(items) - problems, seconds, f"{problems} problems reported"))
    return rows, alerts


def public_offers(split: str) -> Iterator[tuple[Offer, Alert, bool]]:
    """The public product pairs, the left as an offer and the right as if it were an alert."""
    lines = shared("matching", "walmart-amazon", f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        pair = json.loads(line)
        one, other = pair["left"], pair["right"]
        offer = Offer(
            f"https://a.example/{at}",
            one["title"],
            brand=one["brand"],
            mpn=one["modelno"],
            category=one["category"],
            price=Decimal(one["price"]) if one["price"] else None,
        )
        models = (other["modelno"],) if other["modelno"] else ()
        brands = (other["brand"],) if other["brand"] else ()
        extra = (("price", other["price"]), ("category", other["category"]))
        alert = Alert("pairs", str(at), product=other["title"], brands=brands, models=models, extra=extra)
        yield offer, alert, bool(pair["label"])


def _speed(alerts: list[Alert]) -> list[Row]:
    offers = [offer for offer, _, _ in public_offers("train")][:_OFFERS]
    began = time.process_time()
    matcher = Matcher(alerts)
    built = time.process_time()
    matches = matcher.matches(offers)
    seconds = time.process_time() - built
    grades = ", ".join(f"{sum(m.grade is grade for m in matches)} {grade.value}" for grade in Grade)
    return [
        Row("alerts made ready", len(alerts), built - began, "once for all shops"),
        Row("offers against them", len(offers), seconds, f"{len(offers) / seconds:.0f} offers/s of CPU; {grades}"),
    ]


def _pairs() -> list[Row]:
    judged = pairs.load()
    began = time.process_time()
    grades = [pairs.grade(pair) for pair in judged]
    seconds = time.process_time() - began
    rows = []
    for counted in (("same_product",), ("same_product", "probable"), tuple(grade.value for grade in Grade)):
        score = pairs.score(judged, grades, counted)
        text = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
        rows.append(Row(f"judged pairs: {' + '.join(counted)}", len(judged), seconds, text))
    return rows


def _public() -> Row:
    """For information: pairs of shop titles are not pairs of an offer and a notice."""
    began = time.process_time()
    right = said = same = number = 0
    for offer, alert, label in public_offers("test"):
        found = Matcher([alert]).matches([offer])
        hit = bool(found) and found[0].grade is Grade.SAME_PRODUCT
        number, said, same, right = number + 1, said + hit, same + label, right + (hit and label)
    text = f"precision {right / max(1, said):.3f}, recall {right / max(1, same):.3f} (information only)"
    return Row("walmart-amazon test: same_product", number, time.process_time() - began, text)


def main() -> None:
    rows = ((row.what, row.number, f"{row.seconds:.2f}", row.result) for row in measure())
    print(table(("what", "number", "CPU s", "result"), rows))
    if "-v" in sys.argv:
        for pair in pairs.load():
            said = pairs.grade(pair)
            if pair.same == (said == "none"):
                print(f"  {pair.name}: {'same' if pair.same else 'different'}, judged {said}")


if __name__ == "__main__":
    main()
