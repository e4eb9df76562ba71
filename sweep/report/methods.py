"""The page on methods: the plan as used, what the answers mean, how right the checks are, what is kept, objections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from checks.catalogue import load
from sweep.paths import template_dir
from sweep.plan import Plan
from sweep.report.accuracy import Measured, accuracy
from sweep.report.html import render
from sweep.report.look import Look, wilson
from sweep.report.overview import question_order
from sweep.report.site import switch_to
from sweep.report.texts import CatalogueTexts, CheckTexts
from sweep.report.words import Words, report_languages, words
from sweep.results import SweepResult
from sweep.workspace import write_atomically, writing

PAGE = "methods.html"
_KEPT = ("without_findings", "captures", "cases", "reports")


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """One check of the sweep; `measured` is None where it has not been measured.

    `confirmed` of `decided` findings of this sweep were so in the eyes of people: its accuracy in the field.
    """

    check: str
    title: str
    question: str
    measured: Measured | None
    confirmed: int
    decided: int

    @property
    def interval(self) -> tuple[float, float]:
        """Of the share confirmed, 95 %."""
        return wilson(self.confirmed, self.decided)


def write_methods(
    sweep: SweepResult,
    plan: Plan,
    folder: Path,
    *,
    languages: Sequence[str] = (),
    look: Look | None = None,
    texts: CheckTexts | None = None,
) -> Path:
    """Writes the page in each language beside the overview; returns that of the first. Raises SweepError."""
    languages = languages or report_languages(sweep.info.languages)
    for language in languages:
        w = words(language)
        root = folder if language == languages[0] else folder / language
        with writing(root):
            root.mkdir(parents=True, exist_ok=True)
        html = render(
            "methods.html.j2", w, theme=(look or Look()).theme, info=sweep.info, plan=plan_lines(sweep, plan, w),
            rows=accuracy_rows(sweep, texts or CatalogueTexts(), language), figures=accuracy(),
            kept=kept_lines(plan, w), objections=list(objections(sweep, plan, w)),
            switch=switch_to(PAGE, language, languages),
        )  # fmt: skip
        write_atomically(root / PAGE, html)
    return folder / PAGE


def plan_lines(sweep: SweepResult, plan: Plan, w: Words) -> list[tuple[str, str]]:
    """(a word of `methods.plan`, what the plan says)."""
    f, budget = sweep.info.funnel, plan.budget
    products = w("methods.all_products") if budget.products == "all" else w.number(int(budget.products))
    return [
        ("lists", ", ".join(plan.lists)),
        ("shops", w("methods.of_the_list", listed=w.number(f.listed), distinct=w.number(f.distinct))),
        ("pages", w("methods.pages", pages=w.number(budget.pages), products=products)),
        ("pace", w("methods.pace", seconds=f"{plan.pace.delay_seconds:g}".replace(".", w("format.decimal")))),
        ("user_agent", plan.user_agent),
        ("robots", w(f"methods.robots.{plan.robots}")),
        ("browser", w(f"methods.browser.{plan.browser}")),
        ("basket", w(f"methods.basket.{plan.basket}")),
        ("vantage", plan.vantage or w("none")),
        ("sample", w(f"methods.sample.{'yes' if plan.report.sample else 'no'}")),
        ("tool", f"sweepday {sweep.info.tool_version}"),
        ("rules", sweep.info.rules_version),
    ]


def kept_lines(plan: Plan, w: Words) -> list[tuple[str, str]]:
    """(a word of `methods.kept`, for how long)."""
    days = ((name, getattr(plan.evidence.keep_days, name)) for name in _KEPT)
    return [(name, w("methods.no_limit") if n is None else w.count("methods.days", n)) for name, n in days]


def accuracy_rows(sweep: SweepResult, texts: CheckTexts, language: str) -> list[AccuracyRow]:
    """The checks of the sweep in the order of the questionnaire; all of them where it has no answers yet."""
    asked = {v.check for shop in sweep.shops for v in shop.verdicts} or set(load())
    known = accuracy().checks
    states = Counter((one.check, one.state) for shop in sweep.shops for one in shop.decided)
    rows = (
        AccuracyRow(
            check=c,
            title=texts.title(c, language),
            question=texts.question(c),
            measured=known.get(c),
            confirmed=states[c, "confirmed"],
            decided=states[c, "confirmed"] + states[c, "dismissed"],
        )
        for c in asked
    )
    return sorted(rows, key=lambda row: (question_order(row.question), row.check))


def objections(sweep: SweepResult, plan: Plan, w: Words) -> Iterator[tuple[str, str]]:
    """(objection, answer): those that go out with each proof, with the facts of the whole sweep."""
    path = template_dir() / "evidence" / f"known-objections.{w.language}.txt"
    facts = _facts(sweep, plan, w)
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        heading, _, answer = block.strip().partition("\n")
        if answer.startswith(" "):  # not the title, and not what it is about
            said = Template(answer).substitute(facts)
            yield heading, re.sub(r"\s+", " ", said).strip()


def _facts(sweep: SweepResult, plan: Plan, w: Words) -> dict[str, str]:
    started = [shop.visit.started for shop in sweep.shops]
    finished = [shop.visit.finished for shop in sweep.shops]
    return {
        "subject": sweep.info.name,
        "started": w.moment(min(started)) if started else w("none"),
        "finished": w.moment(max(finished)) if finished else w("none"),
        "stamps": ", ".join(one.url for one in plan.evidence.timestamps) or w("methods.no_stamps"),
        "vantage": plan.vantage or w("none"),
        "ips": w("methods.in_the_records"),
        "user_agent": plan.user_agent,
        "robots": w(f"methods.robots.{plan.robots}"),
        "tool": f"sweepday {sweep.info.tool_version}",
        "rules": sweep.info.rules_version,
    }
