"""How well and how fast offers are matched with notices: judged pairs, real offers, and a race of search engines.

Run `python -m tests.bench.matching` for the tables, `... -v` for every pair that is judged otherwise and every match
of a real offer.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from product_alerts.index import Index
from product_alerts.index_file import index_path, matcher_of
from product_alerts.match import Matcher
from product_alerts.model import Alert, Grade, Match, Offer
from product_alerts.store import AlertStore
from tests.bench import matching_learnt
from tests.bench.alerts import public_offers
from tests.bench.matching_race import NOW, engines, grown, planted, recall
from tests.bench.table import table
from tests.product_alerts import pairs_real
from tests.product_alerts.pairs_real import GRADES, Pair
from tests.product_alerts.test_real_data import shop_offers

_NOTICES = 50_000
_OFFERS = 4_000


def judged_rows(pairs: Sequence[Pair], said: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """For each part and grade: precision and recall over the pairs that an identifier proves.

    "First sight" is what was said of two lots when they had just been written, as their files keep it.
    """
    both = list(zip(pairs, said, strict=True))
    parts = {
        "tuned": [(p, s) for p, s in both if not p.held_out],
        "held out": [(p, s) for p, s in both if p.held_out],
        "all": both,
        "first sight": [(p, p.first) for p in pairs if p.first is not None],
    }
    for part, chosen in parts.items():
        known = [(p, s) for p, s in chosen if p.provable or not p.same]
        same = sum(p.same for p, _ in known)
        for counted in (GRADES[:1], GRADES[:2], GRADES):
            hits = [p.same for p, s in known if s in counted]
            precision = f"{sum(hits) / max(1, len(hits)):.4f}"
            yield part, same, len(known) - same, " + ".join(counted), precision, f"{sum(hits) / max(1, same):.4f}"


def real_offers() -> list[Offer]:
    """The labelled product pages and both sides of the public pairs, each title once."""
    found: dict[tuple[str, str, str], Offer] = {}
    for split in ("train", "valid", "test"):
        for offer, alert, _ in public_offers(split):
            other = Offer(f"{offer.url}/right", alert.product, brand="".join(alert.brands), mpn="".join(alert.models))
            for one in (offer, other):
                found.setdefault((one.title, one.brand, one.mpn), one)
    return [*shop_offers(), *found.values()]


def real_rows(matcher: Matcher) -> tuple[list[tuple[object, ...]], tuple[Match, ...]]:
    """What real offers come to beside all real notices."""
    offers = real_offers()
    began = time.process_time()
    matches = matcher.matches(offers)
    seconds = time.process_time() - began
    grades = Counter(match.grade for match in matches)
    rows = [(grade.value, grades[grade], f"{1000 * grades[grade] / len(offers):.2f} of 1,000") for grade in Grade]
    return [("real offers", len(offers), f"{len(offers) / seconds:.0f} a CPU second"), *rows], matches


def file_rows(alerts: Sequence[Alert]) -> Iterator[tuple[object, ...]]:
    """The index's file at its full size: making, loading, memory."""
    with TemporaryDirectory() as folder, AlertStore(Path(folder) / "alerts.sqlite") as store:
        store.add(b"many", alerts, feed="bench", name="many", origin="bench", published=None, now=NOW)
        began = time.process_time()
        matcher_of(store)
        made = time.process_time()
        matcher = matcher_of(store)
        loaded = time.process_time() - made
        yield "index made", len(matcher), f"{made - began:.1f} s"
        yield "index loaded", len(matcher), f"{loaded:.2f} s, file of {index_path(store).stat().st_size / 1e6:.0f} MB"


def race_rows(alerts: Sequence[Alert]) -> Iterator[tuple[object, ...]]:
    """Every engine on the same notices and the same offers with slips of the pen."""
    offers = planted(alerts, _OFFERS)
    for name, search in engines(alerts):
        began = time.process_time()
        found = search([offer for offer, _ in offers])
        seconds = time.process_time() - began
        first, ten = recall(found, [at for _, at in offers])
        yield name, f"{len(offers) / seconds:.0f}", f"{first:.3f}", f"{ten:.3f}"


def doubling_rows(alerts: Sequence[Alert]) -> Iterator[tuple[object, ...]]:
    """What a real offer costs as the notices double."""
    offers = [offer for offer, _, _ in public_offers("train")][:_OFFERS]
    for number in (len(alerts) // 4, len(alerts) // 2, len(alerts)):
        matcher = Matcher(index=Index.of(alerts[:number]))
        matcher.matches(offers)
        began = time.process_time()
        matcher.matches(offers)
        yield number, f"{1e6 * (time.process_time() - began) / len(offers):.0f}"


def main() -> None:
    """Prints every table."""
    notices, pairs = pairs_real.notices(), pairs_real.load()
    matcher = Matcher(notices)
    said = pairs_real.judge(matcher, pairs)
    print(table(("pairs", "same", "different", "grades counted", "precision", "recall"), judged_rows(pairs, said)))
    rows, matches = real_rows(matcher)
    print("\n" + table(("beside all real notices", "number", "that is"), rows))
    for match in matches if "-v" in sys.argv else ():
        agreeing = ", ".join(f"{r.feature} {r.alert_value}" for r in match.reasons if r.agrees)
        print(f"  {match.grade.value}: {match.offer.title} / {match.alert.id} {match.alert.product}: {agreeing}")
    many = grown(notices, _NOTICES)
    print("\n" + table(("50,000 notices", "number", "result"), file_rows(many)))
    print("\n" + table(("engine", "offers a CPU second", "recall@1", "recall@10"), race_rows(many)))
    print("\n" + table(("notices", "microseconds an offer"), doubling_rows(many)))
    print("\n" + table(("walmart-amazon, test", "precision", "recall", "F1"), matching_learnt.rows()))
    if "-v" in sys.argv:
        for pair, grade in zip(pairs, said, strict=True):
            if pair.same == (grade == "none"):
                print(f"  {pair.notice} {pair.kind}: {pair.offer.title}: {grade}")


if __name__ == "__main__":
    main()
