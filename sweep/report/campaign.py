"""The pages of a price watch: one overview (shops, checks, products), one page a product that announced something."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checks.catalogue import rules_version, say, title
from checks.series import Lowest, Reduction, lowest, reductions, window
from checks.verdict import Outcome
from sweep import __version__
from sweep.extract.products.omnibus import defects
from sweep.report.html import render
from sweep.report.price_chart import Chart, Dot
from sweep.report.words import Words, words
from sweep.store.prices import Round
from sweep.watch.campaign import Judged, ProductResult
from sweep.watch.plan import WatchPlan
from sweep.watch.series import Observation
from sweep.workspace import writing

_WINDOW = 30  # days before a reduction (Directive 98/6/EC, art. 6a)
_ORDER = (Outcome.FAIL, Outcome.REVIEW, Outcome.PASS, Outcome.NOT_MEASURABLE, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """The heading of the pages."""

    name: str
    authority: str
    country: str
    contact: str
    first: date
    last: date
    zone: str
    tool_version: str = __version__
    rules_version: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Products by their worst outcome."""

    name: str
    counts: tuple[tuple[str, int], ...]  # outcome -> number, the worst first

    @property
    def whole(self) -> int:
        return sum(number for _, number in self.counts)

    def of(self, outcome: str) -> int:
        return dict(self.counts).get(outcome, 0)


@dataclass(frozen=True, slots=True)
class ProductView:
    """One product for the eye: its last claim, the days before it, its reductions, its chart."""

    result: ProductResult
    file: str  # "" where the product has no page of its own
    title: str
    last: Observation | None
    seen: int
    days: int
    low: Lowest | None
    reductions: tuple[Reduction, ...]
    chart: Chart | None
    findings: tuple[Judged, ...]
    plugin: str


def write_campaign_pages(
    info: CampaignInfo,
    results: Sequence[ProductResult],
    rounds: Sequence[Round],
    folder: Path,
    languages: Sequence[str],
) -> Path:
    """Writes `folder`/index.html and the pages it leads to, in each language. Raises SweepError."""
    chosen = [words(language) for language in languages]
    views = [_view(number, result, info) for number, result in enumerate(results)]
    with writing(folder):
        for w in chosen:
            _write(info, views, rounds, folder, w, languages)
    return folder / "index.html"


def _write(
    info: CampaignInfo,
    views: Sequence[ProductView],
    rounds: Sequence[Round],
    folder: Path,
    w: Words,
    languages: Sequence[str],
) -> None:
    base = "" if w.language == languages[0] else f"{w.language}/"
    root = folder / base
    (root / "products").mkdir(parents=True, exist_ok=True)
    common: dict[str, Any] = {"info": info, "say": say, "check_title": title, "addon_defects": defects, "order": _ORDER}
    for view in views:
        if view.file:
            switch = _switch(f"products/{view.file}", w.language, languages)
            html = render("watched.html.j2", w, p=view, switch=switch, **common)
            (root / "products" / view.file).write_text(html, encoding="utf-8", newline="\n")
    html = render(
        "campaign.html.j2",
        w,
        views=views,
        shops=_tallies((v.result.product.shop, v.result.worst) for v in views),
        by_check=_by_check(views),
        outcomes=[o.label for o in _ORDER],
        rounds=rounds,
        states=Counter(r.state for r in rounds),
        switch=_switch("index.html", w.language, languages),
        **common,
    )
    (root / "index.html").write_text(html, encoding="utf-8", newline="\n")


def _switch(path: str, language: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """(language, relative address) of the same page in every language."""

    def place(other: str) -> str:
        return path if other == languages[0] else f"{other}/{path}"

    here = posixpath.dirname(place(language)) or "."
    return [(other, posixpath.relpath(place(other), here)) for other in languages]


def _tallies(outcomes: Iterable[tuple[str, Outcome]]) -> list[Tally]:
    """One tally a name, those with most suspected infringements first."""
    counted: dict[str, Counter[Outcome]] = {}
    for name, outcome in outcomes:
        counted.setdefault(name, Counter())[outcome] += 1
    tallies = [Tally(name, tuple((o.label, c[o]) for o in _ORDER)) for name, c in counted.items()]
    return sorted(tallies, key=lambda t: (*(-number for _, number in t.counts), t.name))


def _by_check(views: Iterable[ProductView]) -> list[Tally]:
    return _tallies((j.verdict.check, j.verdict.outcome) for v in views for j in v.result.judged)


def _view(number: int, result: ProductResult, info: CampaignInfo) -> ProductView:
    history = result.history.observations
    findings = tuple(sorted(result.judged, key=lambda j: (-j.verdict.outcome, j.verdict.check)))
    claim = _claim(result, findings)
    announced = any(o.announced or o.words for o in history)
    name = claim.offer.value.title if claim else ""
    seen = {o.day for o in history}
    low, runs, chart = (None, (), None) if claim is None else _series(result, claim, info)
    readings = result.history.readings.values()
    addon = next((c.value.plugin for r in readings for c in r.claims if c.value.plugin), "")
    return ProductView(
        result,
        f"{number:06}.html" if announced else "",
        name,
        claim,
        len(seen),
        (info.last - info.first).days + 1,
        low,
        runs,
        chart,
        findings,
        addon,
    )


def _claim(result: ProductResult, findings: Sequence[Judged]) -> Observation | None:
    """The observation that the page speaks of: the claim of the worst finding, else the last one."""
    observations = result.history.observations
    if not observations:
        return None
    worst = next((j for j in findings if j.verdict.outcome >= Outcome.REVIEW), None)
    return observations[worst.place] if worst else observations[-1]


def _series(
    result: ProductResult, claim: Observation, info: CampaignInfo
) -> tuple[Lowest | None, tuple[Reduction, ...], Chart]:
    offer = claim.offer.value
    pairs = zip(result.history.points, result.history.observations, strict=True)
    earlier = tuple(p for p, o in pairs if o.at < claim.at)
    seen = window(offer, earlier, claim.day, _WINDOW)
    low = lowest(seen) if claim.announced else None
    found = reductions(offer, result.history.points, info.last)
    same = [o for o in result.history.observations if o.key.variant == claim.key.variant]
    same = [o for o in same if o.key.currency == claim.key.currency]
    dots = {o.day: Dot(o.day, o.price, o.announced) for o in same}
    days = (date.fromordinal(seen.begun.toordinal() - _WINDOW), date.fromordinal(seen.begun.toordinal() - 1))
    chart = Chart(
        min(info.first, *dots),
        max(info.last, *dots),
        tuple(dots[day] for day in sorted(dots)),
        offer.prior_price,
        low.at_most if low else None,
        days if claim.announced else None,
    )
    return low, found, chart


def info_of(plan: WatchPlan, first: date, last: date) -> CampaignInfo:
    """The heading for a watch's plan, over the days from `first` to `last`."""
    contact = plan.identity.contact
    return CampaignInfo(
        plan.name, plan.authority, plan.country, contact, first, last, plan.zone, rules_version=rules_version()
    )
