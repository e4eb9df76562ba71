"""The rule book: an overview and a page a rule, in the languages of the cards, for opening from disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from checks.card import LANGUAGES, Card, LegalBasis, Rule
from checks.countries import EEA
from checks.listing import Listing
from sweep import __version__
from sweep.report.html import render
from sweep.report.site import switch_to
from sweep.report.words import Words
from sweep.rulebook.cases import cases_of
from sweep.rulebook.state import State, alike, begun, changes, states
from sweep.rulebook.words import book_words
from sweep.workspace import writing

SINCE = date(2020, 1, 1)  # of the overview's list of changes


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head and the foot of every page say."""

    authority: str
    rules_version: str
    tool_version: str = __version__
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule on the overview. `worst` is the outcome it may have at worst, "" where a person answers."""

    rule: Rule
    group: str
    worst: str


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which a rule changes in these countries."""

    day: date
    rule: Rule
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Countries in the same state; `since` is the first day of the youngest row, where the rule applies."""

    state: State
    countries: tuple[str, ...]
    since: date | None


def write_book(rules: Listing, folder: Path, day: date) -> Path:
    """Writes the book as of `day` into `folder`; returns the path of index.html. Raises SweepError.

    Pages of rules that are no longer there are removed.
    """
    rows = _rows(rules)
    found = changes_since(rows, SINCE)
    with writing(folder):
        for language in LANGUAGES:
            _write_language(rules, rows, found, folder, day, language)
    return folder / "index.html"


def _rows(rules: Listing) -> tuple[Row, ...]:
    everything: list[Rule] = [*(entry.card for entry in rules.rules.values()), *rules.manual.values()]
    rows = [
        Row(rule, rule.id.partition(".")[0], rule.ceiling.label if isinstance(rule, Card) else "")
        for rule in everything
    ]
    first = {
        group: min(int(row.rule.question[1:]) for row in rows if row.group == group)
        for group in {r.group for r in rows}
    }
    return tuple(sorted(rows, key=lambda r: (first[r.group], r.group, int(r.rule.question[1:]), r.rule.id)))


def changes_since(rows: Sequence[Row], first: date) -> tuple[Change, ...]:
    """Every day from `first` on, those to come included, on which a rule changes, with the countries in which."""
    found: dict[tuple[date, str], list[str]] = {}
    rule_of = {row.rule.id: row.rule for row in rows}
    for rule in rule_of.values():
        for country in sorted(EEA):
            for day in changes(rule, country):
                if day >= first:
                    found.setdefault((day, rule.id), []).append(country)
    return tuple(Change(day, rule_of[rule], tuple(where)) for (day, rule), where in sorted(found.items()))


def _write_language(
    rules: Listing, rows: Sequence[Row], found: Sequence[Change], folder: Path, day: date, language: str
) -> None:
    w = book_words(language)
    root = folder if language == LANGUAGES[0] else folder / language
    (root / "rules").mkdir(parents=True, exist_ok=True)
    heading = Heading(w("book"), rules.version)
    for row in rows:
        page = _rule_page(rules, row, day, w, heading)
        (root / "rules" / f"{row.rule.id}.html").write_text(page, encoding="utf-8", newline="\n")
    index = render(
        "rulebook.html.j2",
        w,
        info=heading,
        groups=[(name, list(members)) for name, members in groupby(rows, key=lambda row: row.group)],
        rules=rules,
        changes=[(on, list(members)) for on, members in groupby(found, key=lambda change: change.day)],
        day=day,
        everywhere=len(EEA),
        switch=switch_to("index.html", language, LANGUAGES),
    )
    (root / "index.html").write_text(index, encoding="utf-8", newline="\n")
    written = {f"{row.rule.id}.html" for row in rows}
    for old in (root / "rules").glob("*.html"):
        if old.name not in written:
            old.unlink()


def _rule_page(rules: Listing, row: Row, day: date, w: Words, heading: Heading) -> str:
    rule = row.rule
    entry = rules.rules.get(rule.id)
    needs = entry.needs if entry else ()
    return render(
        "rule.html.j2",
        w,
        info=heading,
        rule=rule,
        card=rule if isinstance(rule, Card) else None,
        version=entry.version if entry else "",
        needs=[rules.words["facts"][name][w.language] for name in needs],
        where=list(_where(rule, day)),
        rows=sorted(rule.legal_basis, key=_order),
        cases=cases_of(rule.id),
        day=day,
        switch=switch_to(f"rules/{rule.id}.html", w.language, LANGUAGES),
    )


def _where(rule: Rule, day: date) -> Iterator[Where]:
    for one, countries in alike(states(rule, day)):
        yield Where(one, countries, begun(one) if one.applies else None)


def _order(basis: LegalBasis) -> tuple[bool, str, date]:
    """Union law first, then the countries by their code."""
    return (basis.country != "EU", basis.country, basis.start or date.max)
