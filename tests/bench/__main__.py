"""`make bench`: accuracy per fact and per check, and speed, as tables. Every figure of the README comes from here."""

from __future__ import annotations

from _pytest.outcomes import Skipped

from tests.bench import (
    alerts,
    checks,
    demo,
    evidence,
    judging,
    matching,
    offers,
    operator,
    pictures,
    pipeline,
    report,
    roles,
    speed,
    urgency,
    watch,
    watchlists,
)

PARTS = (
    ("Legal pages: found, and known for what they are", roles),
    ("Who sells: legal texts of 25 companies", operator),
    ("Offers: 71 product pages of 31 shops", offers),
    ("Checks: planted faults of the demonstration shops", demo),
    ("Checks: a row each, on cases, demonstration and lawful shops", checks),
    ("Alerts: feeds and matching", alerts),
    ("Matching: judged pairs, real offers, a race of search engines", matching),
    ("Pictures: drawn photos, changed as shops change them; comparisons a second", pictures),
    ("Watchlists: planted offers in six languages, ordinary offers; offers told again", watchlists),
    ("Evidence: seals and proofs", evidence),
    ("Price watch: a simulated market, the price book, a year of a panel", watch),
    ("False urgency: simulated countdowns, seen twice", urgency),
    ("Judging alone: stored shops, every rule", judging),
    ("Speed", speed),
    ("The whole way of a page", pipeline),
    ("The report", report),
)


def main() -> None:
    """Runs each part and prints its table; a part whose data is not there says so."""
    for title, part in PARTS:
        print(f"\n## {title}\n")
        try:
            part.main()
        except Skipped as skipped:
            print(f"(not measured: {skipped})")


if __name__ == "__main__":
    main()
