"""Counts a sweep: how many shops, which outcomes, where, and what could not be measured. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from checks.facts import UNKNOWN_KINDS, Found
from checks.verdict import Outcome, Verdict
from sweep.report.causes import cause_of
from sweep.report.texts import CheckTexts
from sweep.report.views import (
    CheckRow,
    Counts,
    Flag,
    FunnelStep,
    Overview,
    PlaceRow,
    ShopRow,
    SpreadBar,
    UnmeasuredAnswers,
    UnmeasuredShops,
)
from sweep.results import ShopResult, ShopState, SweepResult

_SPREAD = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 7), (8, 0))
_FREQUENT = 10
_SEVERITIES = ("critical", "major", "minor", "info")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FLAG: dict[Outcome, Flag] = {Outcome.FAIL: "fail", Outcome.REVIEW: "review", Outcome.PASS: "pass"}


def page_file(key: str) -> str:
    """The file name of a shop's page, from its key alone. Different keys never share one, on any file system."""
    name = re.sub(r"[^a-z0-9._-]+", "_", key.lower()).strip("._-")[:80]
    if name == key and not _RESERVED.fullmatch(name):
        return f"{name}.html"
    return f"{name or 'shop'}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}.html"


def counts(outcomes: Iterable[Outcome]) -> Counts:
    seen = Counter(outcomes)
    return Counts(
        fail=seen[Outcome.FAIL],
        review=seen[Outcome.REVIEW],
        passed=seen[Outcome.PASS],
        not_measurable=seen[Outcome.NOT_MEASURABLE],
        not_applicable=seen[Outcome.NOT_APPLICABLE],
    )


def kind_of(reason: str) -> str:
    """The kind that begins a reason ("blocked: bot challenge on /" -> "blocked"), or the reason itself."""
    return reason.split(":", 1)[0].strip()


def _group(check: str) -> str:
    return check.split(".", 1)[0]


def check_rows(shops: Sequence[ShopResult], texts: CheckTexts, language: str) -> tuple[CheckRow, ...]:
    """One row for each check that was asked, zero rows included, in the order of the questionnaire."""
    outcomes: dict[str, list[Outcome]] = {}
    severity: dict[str, str] = {}
    for verdict in (v for shop in shops for v in shop.verdicts):
        outcomes.setdefault(verdict.check, []).append(verdict.outcome)
        known = severity.setdefault(verdict.check, verdict.severity)
        if known != verdict.severity:
            severity[verdict.check] = min(known, verdict.severity, key=severity_rank)
    first: dict[str, tuple[int, str]] = {}  # groups stay together, in the order of their first question
    for check in outcomes:
        order = question_order(texts.question(check))
        first[_group(check)] = min(first.get(_group(check), order), order)
    ordered = sorted(outcomes, key=lambda c: (first[_group(c)], _group(c), question_order(texts.question(c)), c))
    return tuple(
        CheckRow(
            index=index,
            id=check,
            group=_group(check),
            question=texts.question(check),
            title=texts.title(check, language),
            severity=severity[check],
            counts=counts(outcomes[check]),
        )
        for index, check in enumerate(ordered)
    )


def severity_rank(severity: str) -> int:
    """0 for the gravest."""
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)


@cache
def question_order(question: str) -> tuple[int, str]:
    """Sorts "Q9" before "Q10", and checks without a number last."""
    digits = re.sub(r"[^0-9]", "", question)
    return (int(digits[:6]) if digits else 10**6, question)


def shop_row(shop: ShopResult, index: dict[str, int]) -> ShopRow:
    """The line of one shop; `index` gives each check its short name."""
    seen = counts(v.outcome for v in shop.verdicts)
    measured = [v.outcome for v in shop.verdicts if v.outcome in _FLAG]
    name = shop.facts.operator_name
    matches, system = shop.facts.alert_matches, shop.facts.shop_system
    return ShopRow(
        key=shop.target.key,
        file=page_file(shop.target.key),
        address=re.sub(r"^https?://(www\.)?|/$", "", shop.target.url),
        operator=str(name.value) if isinstance(name, Found) else "",
        country=shop.country,
        sector=shop.target.sector,
        state=shop.state,
        flag=_FLAG[max(measured)] if measured else "unmeasured",
        counts=seen,
        matches=len(matches.value) if isinstance(matches, Found) else 0,
        failed=tuple(sorted(index[v.check] for v in shop.verdicts if v.outcome is Outcome.FAIL)),
        reason=shop.reason,
        system=system.value if isinstance(system, Found) else "",
    )


def place_row(code: str, rows: Iterable[ShopRow]) -> PlaceRow:
    flags = Counter(row.flag for row in rows)
    return PlaceRow(code, flags["fail"], flags["review"], flags["pass"], flags["unmeasured"])


def by_place(rows: Sequence[ShopRow], place: Callable[[ShopRow], str]) -> tuple[PlaceRow, ...]:
    """One row per country, sector or system, the one with most shops first."""
    groups: dict[str, list[ShopRow]] = {}
    for row in rows:
        groups.setdefault(place(row), []).append(row)
    found = (place_row(code, members) for code, members in groups.items())
    return tuple(sorted(found, key=lambda p: (-p.shops, p.code)))


def funnel(sweep: SweepResult, flagged: int) -> tuple[FunnelStep, ...]:
    """From the list to the shops with at least one suspected infringement."""
    f = sweep.info.funnel
    names = ("listed", "valid", "distinct", "alive", "measured", "flagged")
    numbers = (f.listed, f.valid, f.distinct, f.alive, f.measured, flagged)
    lost = (0, *(before - after for before, after in pairwise(numbers)))
    return tuple(FunnelStep(*step) for step in zip(names, numbers, lost, strict=True))


def spread(rows: Sequence[ShopRow]) -> tuple[SpreadBar, ...]:
    """Measured shops by the number of their suspected infringements."""
    numbers = [row.counts.fail for row in rows if row.flag != "unmeasured"]
    return tuple(
        SpreadBar(low, high, sum(low <= n and (n <= high or low > high) for n in numbers)) for low, high in _SPREAD
    )


def unmeasured_shops(rows: Sequence[ShopRow]) -> tuple[UnmeasuredShops, ...]:
    """The shops of which nothing could be said, by reason, the most frequent first."""
    groups: dict[tuple[ShopState, str, str], list[ShopRow]] = {}
    for row in rows:
        if row.flag == "unmeasured":
            groups.setdefault((row.state, kind_of(row.reason), cause_of(row.reason)), []).append(row)
    found = (UnmeasuredShops(state, kind, cause, tuple(members)) for (state, kind, cause), members in groups.items())
    return tuple(sorted(found, key=lambda group: (-len(group.shops), group.kind, group.cause)))


def unknown_kind(verdict: Verdict) -> str:
    """Why a verdict is not measurable: a word of UNKNOWN_KINDS, or "" where the check has reasons of its own."""
    kind = dict(verdict.params).get("kind", "")
    if kind in UNKNOWN_KINDS:
        return kind
    return "fault" if verdict.message.startswith("judge.") else ""


def _anonymous(verdict: Verdict) -> Verdict:
    """The verdict without what belongs to one shop only; its reason then speaks for many."""
    return replace(verdict, params=tuple((name, "…") for name, _ in verdict.params))


def unmeasured_answers(shops: Sequence[ShopResult], texts: CheckTexts, language: str) -> tuple[UnmeasuredAnswers, ...]:
    """The answers that are missing in measured shops, by reason, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[Verdict, str]]] = {}
    for shop in shops:
        for verdict in shop.verdicts:
            if shop.state == "measured" and verdict.outcome is Outcome.NOT_MEASURABLE:
                kind = unknown_kind(verdict)
                own = "" if kind else f"{verdict.check} {verdict.message}"
                groups.setdefault((kind, own), []).append((verdict, shop.target.key))
    return tuple(
        UnmeasuredAnswers(
            kind=kind,
            label=texts.reason(_anonymous(answers[0][0]), language),
            answers=len(answers),
            shops=len({key for _, key in answers}),
            checks=tuple(
                texts.title(check, language) for check, _ in Counter(v.check for v, _ in answers).most_common(3)
            ),
        )
        for (kind, _), answers in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    )


def overview(sweep: SweepResult, texts: CheckTexts, language: str) -> Overview:
    """Everything the first page says, counted from the verdicts of `sweep`."""
    checks = check_rows(sweep.shops, texts, language)
    index = {row.id: row.index for row in checks}
    rows = tuple(
        sorted(
            (shop_row(shop, index) for shop in sweep.shops),
            key=lambda row: (-row.counts.fail, -row.counts.review, row.flag == "unmeasured", row.address),
        )
    )
    everything = place_row("", rows)
    failing = sorted((row for row in checks if row.counts.fail), key=lambda row: (-row.counts.fail, row.index))
    return Overview(
        info=sweep.info,
        funnel=funnel(sweep, everything.fail),
        shops=everything,
        matches=sum(row.matches for row in rows),
        checks=checks,
        frequent=tuple(failing[:_FREQUENT]),
        countries=by_place(rows, lambda row: row.country),
        sectors=by_place(rows, lambda row: row.sector),
        systems=by_place(rows, lambda row: row.system) if any(row.system for row in rows) else (),
        spread=spread(rows),
        unmeasured_shops=unmeasured_shops(rows),
        unmeasured_answers=unmeasured_answers(sweep.shops, texts, language),
        rows=rows,
    )
