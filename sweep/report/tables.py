"""A sweep as flat tables for spreadsheets: one row a shop with a column a question, and findings, offers, matches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checks.facts import Found
from checks.verdict import Outcome, Verdict
from product_alerts.model import MatchReason
from sweep.report.overview import check_rows
from sweep.report.texts import CheckTexts
from sweep.report.views import CheckRow
from sweep.report.words import Words
from sweep.results import SeenBefore, ShopResult, SweepResult
from sweep.review import words as reviewed
from sweep.store.rows import fingerprint

Cell = str | int | float | Decimal | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Titles and rows; the rows are made anew at each call, so that a large sweep need not lie in memory."""

    titles: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A question and its checks; a question without a number is a check of its own."""

    title: str
    checks: frozenset[str]


def question_columns(rows: Sequence[CheckRow]) -> tuple[QuestionColumn, ...]:
    """The columns of the shop table: checks that share a question share its column."""
    groups: dict[str, list[CheckRow]] = {}
    for row in rows:
        groups.setdefault(row.question or row.id, []).append(row)
    return tuple(
        QuestionColumn(
            title=" ".join(filter(None, (members[0].question, " / ".join(row.title for row in members)))),
            checks=frozenset(row.id for row in members),
        )
        for members in groups.values()
    )


def _answer(outcomes: Mapping[str, Outcome], column: QuestionColumn, w: Words) -> str:
    known = [outcomes[check] for check in column.checks if check in outcomes]
    return w(f"outcome.{max(known).label}") if known else ""


def _titles(w: Words, names: str) -> tuple[str, ...]:
    return tuple(w(f"columns.{name}") for name in names.split())


def _shops(sweep: SweepResult, texts: CheckTexts, w: Words) -> Table:
    columns = question_columns(check_rows(sweep.shops, texts, w.language))
    further = tuple(dict.fromkeys(name for shop in sweep.shops for name, _ in shop.target.columns))
    head = (
        *_titles(w, "shop url"),
        w("index.country"),
        w("index.sector"),
        *_titles(w, "state reason operator"),
        *(w(f"outcome.{o}") for o in ("fail", "review", "pass", "not_measurable", "not_applicable")),
    )
    tail = (*_titles(w, "complaints note visited archive archive_sha256"), *further)

    def row(shop: ShopResult) -> Row:
        name, listed = shop.facts.operator_name, dict(shop.target.columns)
        order = (Outcome.FAIL, Outcome.REVIEW, Outcome.PASS, Outcome.NOT_MEASURABLE, Outcome.NOT_APPLICABLE)
        outcomes: dict[str, Outcome] = {}
        for verdict in shop.verdicts:
            outcomes[verdict.check] = max(verdict.outcome, outcomes.get(verdict.check, verdict.outcome))
        counts = Counter(verdict.outcome for verdict in shop.verdicts)
        return (
            shop.target.key,
            shop.target.url,
            shop.country,
            shop.target.sector,
            w(f"states.{shop.state}"),
            shop.reason,
            str(name.value) if isinstance(name, Found) else "",
            *(counts[outcome] for outcome in order),
            *(_answer(outcomes, column, w) for column in columns),
            shop.target.complaints,
            shop.target.note,
            f"{shop.visit.started:%Y-%m-%d %H:%M}",
            shop.visit.archive,
            shop.visit.archive_sha256,
            *(listed.get(name, "") for name in further),
        )

    return Table((*head, *(c.title for c in columns), *tail), lambda: (row(shop) for shop in sweep.shops))


def _finding_row(shop: ShopResult, verdict: Verdict, texts: CheckTexts, w: Words) -> Row:
    quoted = next((e for e in verdict.evidence if e.quote), None)
    return (
        fingerprint(shop.target.key, verdict.check),
        shop.target.key,
        texts.question(verdict.check),
        verdict.check,
        texts.title(verdict.check, w.language),
        w(f"outcome.{verdict.outcome.label}"),
        w.get(f"severity.{verdict.severity}", verdict.severity),
        texts.reason(verdict, w.language),
        verdict.country,
        "; ".join(map(str, verdict.law)),
        quoted.quote if quoted else "",
        quoted.url if quoted else "",
        quoted.sha256 if quoted else "",
        quoted.record_id if quoted else "",
        "\n".join(e.url for e in verdict.evidence if not e.quote),
        next((reviewed.decided_text(d, w.language) for d in shop.decided if d.check == verdict.check), ""),
    )


def _findings(sweep: SweepResult, texts: CheckTexts, w: Words) -> Table:
    """What a person has to look at; every other outcome stands in the shop's row, with its proof in the .jsonl."""
    names = "id shop question check title outcome severity reason country law quote page sha256 record_id pages_read"
    return Table(
        (*_titles(w, names), reviewed.review_words(w.language)("report.column")),
        lambda: (
            _finding_row(shop, verdict, texts, w)
            for shop in sweep.shops
            for verdict in sorted(shop.verdicts, key=lambda v: (-v.outcome, v.check))
            if verdict.outcome in (Outcome.FAIL, Outcome.REVIEW)
        ),
    )


def _found(fact: Any) -> tuple[Any, ...]:
    return tuple(fact.value) if isinstance(fact, Found) else ()


def _offers(sweep: SweepResult, w: Words) -> Table:
    names = (
        "shop title brand gtin mpn sku price currency prior_price prior_price_kind discount_text availability seller "
        "page quote sha256 seen_before seen_by"
    )

    def rows() -> Iterator[Row]:
        for shop in sweep.shops:
            for found in _found(shop.facts.offers):
                o, proof = found.value, found.evidence
                kind = w.get(f"prior.{o.prior_price_kind}", "")
                yield (shop.target.key, o.title, o.brand, o.gtin, o.mpn, o.sku, o.price, o.currency, o.prior_price,
                       kind, o.discount_text, o.availability, o.seller, o.url, proof.quote, proof.sha256,
                       *_seen_before(sweep.seen_before.get((shop.target.key, o.key)), w))  # fmt: skip

    return Table(_titles(w, names), rows)


def _seen_before(seen: SeenBefore | None, w: Words) -> tuple[str, str]:
    return (f"{seen.why}, {seen.shop}, {seen.first}", w(f"relisted.by.{seen.by}")) if seen else ("", "")


def _reasons(reasons: Sequence[MatchReason], agrees: bool, w: Words) -> str:
    return "\n".join(
        f"{w.get(f'features.{r.feature}', r.feature)}: {r.offer_value} | {r.alert_value}"
        for r in reasons
        if r.agrees is agrees
    )


def _matches(sweep: SweepResult, w: Words) -> Table:
    names = "shop grade score title brand page alert alert_name alert_url agrees contradicts sha256"

    def rows() -> Iterator[Row]:
        for shop in sweep.shops:
            for found in _found(shop.facts.alert_matches):
                m = found.value
                yield (shop.target.key, w(f"grade.{m.grade.value}"), round(m.score, 4), m.offer.title, m.offer.brand,
                       m.offer.url, m.alert.id, m.alert.name or m.alert.product, m.alert.url,
                       _reasons(m.reasons, True, w), _reasons(m.reasons, False, w), found.evidence.sha256)  # fmt: skip

    return Table(_titles(w, names), rows)


def tables(sweep: SweepResult, texts: CheckTexts, w: Words) -> dict[str, Table]:
    """The four tables by their export's name, titles and outcomes in the language of `w`."""
    return {
        "shops": _shops(sweep, texts, w),
        "findings": _findings(sweep, texts, w),
        "offers": _offers(sweep, w),
        "matches": _matches(sweep, w),
    }
