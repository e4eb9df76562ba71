"""Countdowns: 400 simulated ones with known truth, each seen twice, the second time behind its own end."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime

from checks.catalogue import load
from checks.facts import Absent, Found, ShopFacts
from checks.judge import judge
from checks.urgency import APART, Look, second_look
from checks.verdict import Outcome, Verdict
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.page import parse_page
from sweep.extract.urgency import look_of
from tests.bench.table import ratio, table
from tests.watch.countdowns import KINDS, START, Countdown, countdowns

SEED = 7


def seen(one: Countdown, at: int, session: int) -> Found[Look]:
    """A look at the page, as the readers make it of an answer."""
    body = one.page(at, session).encode()
    head = (("Content-Type", "text/html; charset=utf-8"),)
    moment = datetime.fromtimestamp(at, UTC)
    url = f"https://shop{one.number}.example/cruche"
    response = Response(
        url, 200, "OK", head, body, moment, sha256=f"{hash(body) & (1 << 60) - 1:064x}", record_id=f"{at}"
    )
    page = parse_page(response)
    page.role = "product"
    found = look_of(page, response, str(session))
    assert found is not None
    return found


def judged(one: Countdown, visits: int = 2) -> Verdict:
    """The verdict after so many visits, each in a session of its own, the later ones when the first asks for them."""
    looks = [seen(one, START, 1)]
    for session in range(2, visits + 1):
        when = second_look(looks[0].value) or START + APART
        looks.append(seen(one, when + 5 + (session - 2) * 3_600, session))
    said = [found for found in looks if found.value.limits or found is not looks[0]]
    facts = ShopFacts(
        offers=Found((Found(Offer(url=looks[0].value.url, title="Cruche"), looks[0].evidence),), looks[0].evidence),
        urgency_looks=Found(tuple(said), said[0].evidence) if looks[0].value.limits else Absent((looks[0].evidence,)),
    )
    day = datetime.fromtimestamp(looks[-1].value.at, UTC).date()
    return judge(load()["reduction.false_urgency"], facts, "FR", day)


def rows(number: int) -> list[tuple[str, ...]]:
    """Kind, how many, and what is said of them after one visit and after two."""
    outcomes: dict[tuple[str, int], Counter[Outcome]] = {}
    for one in countdowns(SEED, number):
        for visits in (1, 2):
            outcomes.setdefault((one.kind, visits), Counter())[judged(one, visits).outcome] += 1
    found = [_row(kind, outcomes[kind, 1], outcomes[kind, 2]) for kind in KINDS]
    false = sum((outcomes[kind, 2] for kind, is_false in KINDS.items() if is_false), Counter())
    true = sum((outcomes[kind, 2] for kind, is_false in KINDS.items() if not is_false), Counter())
    right, fails = false[Outcome.FAIL], false[Outcome.FAIL] + true[Outcome.FAIL]
    return [
        *found,
        ("precision of fail after two visits", "", "", ratio(right, fails)),
        (
            "recall of the false ones after two visits",
            str(false.total()),
            "",
            ratio(right, false.total()),
        ),
    ]


def _row(kind: str, once: Counter[Outcome], twice: Counter[Outcome]) -> tuple[str, ...]:
    name = f"{kind} ({'false' if KINDS[kind] else 'true'})"
    return name, str(once.total()), _told(once), _told(twice)


def _told(outcomes: Counter[Outcome]) -> str:
    return ", ".join(f"{outcome.label} {n}" for outcome, n in sorted(outcomes.items(), reverse=True))


def main() -> None:
    number = 60 if "--small" in sys.argv else 400
    print(table(("countdowns", "number", "after one visit", "after two"), rows(number)))


if __name__ == "__main__":
    main()
