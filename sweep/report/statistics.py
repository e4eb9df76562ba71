"""The figures of an operation as published: findings by category and country, operators, cases, what was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.facts import Found
from checks.verdict import Outcome
from sweep.operators import operators
from sweep.report.html import render
from sweep.report.look import Look
from sweep.report.site import switch_to
from sweep.report.words import report_languages, words
from sweep.results import ShopResult, SweepResult
from sweep.workspace import write_atomically, writing

PAGE = "statistics.html"


@dataclass(frozen=True, slots=True)
class Actions:
    """What was done about the findings. A request is one to another authority of the network, a referral any other."""

    cases: int = 0
    letters: int = 0
    requests: int = 0
    referrals: int = 0
    answered: int = 0
    put_right: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Findings of one category or country, and the shops that have any."""

    name: str
    suspected: int
    review: int
    shops: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """One operation. Totals of findings are the sum of the lines of each table."""

    shops: int
    measured: int
    concerned: int  # shops with a suspected infringement
    suspected: int
    review: int
    matches: int  # offers that agree with a product alert
    identified: int  # operators whose name was read
    with_several: int  # operators with several shops
    categories: tuple[Line, ...]
    countries: tuple[Line, ...]  # of the consumers
    established: tuple[Line, ...]  # where the trader says that he is; "" where that was not read
    actions: Actions


def _lines(found: Sequence[tuple[str, str, Outcome]]) -> tuple[Line, ...]:
    """Lines of (name, shop, outcome), the most findings first."""
    fails, reviews = Counter[str](), Counter[str]()
    shops: dict[str, set[str]] = {}
    for name, shop, outcome in found:
        (fails if outcome is Outcome.FAIL else reviews)[name] += 1
        if outcome is Outcome.FAIL:
            shops.setdefault(name, set()).add(shop)
    lines = (Line(name, fails[name], reviews[name], len(shops.get(name, ()))) for name in {*fails, *reviews})
    return tuple(sorted(lines, key=lambda line: (-line.suspected, -line.review, line.name)))


def _established(shop: ShopResult) -> str:
    fact = shop.facts.trader_country
    return str(fact.value) if isinstance(fact, Found) else ""


def statistics(sweep: SweepResult, actions: Actions) -> Statistics:
    """The figures of `sweep`."""
    found = [
        (shop, v.check.split(".")[0], v.outcome)
        for shop in sweep.shops
        for v in shop.verdicts
        if v.outcome in (Outcome.FAIL, Outcome.REVIEW)
    ]
    behind = operators(sweep.shops)
    matches = (shop.facts.alert_matches for shop in sweep.shops)
    return Statistics(
        shops=len(sweep.shops),
        measured=sum(shop.state == "measured" for shop in sweep.shops),
        concerned=len({shop.target.key for shop, _, outcome in found if outcome is Outcome.FAIL}),
        suspected=sum(outcome is Outcome.FAIL for _, _, outcome in found),
        review=sum(outcome is Outcome.REVIEW for _, _, outcome in found),
        matches=sum(len(fact.value) for fact in matches if isinstance(fact, Found)),
        identified=sum(bool(one.name) for one in behind),
        with_several=sum(len(one.shops) > 1 for one in behind),
        categories=_lines([(group, shop.target.key, outcome) for shop, group, outcome in found]),
        countries=_lines([(shop.country, shop.target.key, outcome) for shop, _, outcome in found]),
        established=_lines([(_established(shop), shop.target.key, outcome) for shop, _, outcome in found]),
        actions=actions,
    )


def write_statistics(
    sweep: SweepResult, actions: Actions, folder: Path, *, languages: Sequence[str] = (), look: Look | None = None
) -> Path:
    """Writes the page in each language beside the overview; returns that of the first. Raises SweepError."""
    made = statistics(sweep, actions)
    languages = languages or report_languages(sweep.info.languages)
    for language in languages:
        root = folder if language == languages[0] else folder / language
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        switch = switch_to(PAGE, language, languages)
        theme = (look or Look()).theme
        html = render("statistics.html.j2", words(language), theme=theme, info=sweep.info, s=made, switch=switch)
        write_atomically(root / PAGE, html)
    return folder / PAGE
